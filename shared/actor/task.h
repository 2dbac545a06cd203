/*
 * task - a request of the runtime's own: the relay and the jobs run in one.
 *
 * It has an arena and a connection like a worker's, and is begun anew for each thing it does.
 *
 * Ownership: task_new's caller owns the task and destroys it.
 * Failure:   a database that is away is waited for as long as the caller says.
 * Threads:   a task belongs to one thread.
 */
#ifndef SHARED_ACTOR_TASK_H
#define SHARED_ACTOR_TASK_H

#include "shared/db/connection.h"
#include "shared/request/request.h"

/* `event` names it in log lines and is kept by pointer. */
struct request *task_new(const char *event, enum connection_mode mode);
void task_destroy(struct request **rq); /* NULL is fine */

/*
 * Forgets what was before, rolls back what is open, and gives the task `timeout_ms` from now.
 * Waits for the database for at most `patience_ms`; false: it is away.
 */
bool task_begin(struct request *rq, int64_t timeout_ms, int64_t patience_ms);

/* Empties the arena and everything but the connection, for a worker's or a task's next piece. */
void request_reset(struct request *rq, const char *event, int64_t timeout_ms);

#endif
