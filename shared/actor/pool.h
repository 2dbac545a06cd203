/*
 * pool - one class of workers and its bounded queue.
 *
 * Each worker runs one piece of work at a time with a fresh arena on its own database connection,
 * and flushes the bus after each batch that it took.
 *
 * Ownership: a piece of work owns its message once it is posted.
 * Failure:   a full queue refuses.  When all connections are away the work waits for one for
 *   `grace_ms`, and fails at once after that.
 * Threads:   pool_post, pool_return, pool_is_up and pool_pending are for any thread.
 */
#ifndef SHARED_ACTOR_POOL_H
#define SHARED_ACTOR_POOL_H

#include "shared/actor/actor.h"
#include "shared/bus/bus.h"
#include "shared/db/connection.h"

struct work;
struct parked;
/*
 * On a worker, with a fresh arena, the worker's connection and 30 s.  It frees the message and ends
 * its own transaction.
 */
typedef void work_run(const struct work *work, struct request *rq);

struct work {
    work_run *run;
    const void *context;
    struct bus_message *message;
    struct parked *parked; /* of a request that comes back with its answers (before.h) */
    int64_t deadline_ms;   /* of the request, if it is one */
    int64_t posted_us;     /* of monotonic_us(); workers_post sets it */
};

struct pool;

struct pool_conf {
    int workers;
    size_t room;  /* of the queue; as much again is for what comes back */
    size_t share; /* the most that a worker takes at once */
    enum connection_mode mode;
    int64_t statement_timeout_ms;
    int64_t grace_ms; /* how long work waits for a connection when all are away */
};

struct pool *pool_new(const struct pool_conf *conf);
/* Finishes what was posted, then ends the workers. */
void pool_destroy(struct pool **pool);

/* False: full. */
bool pool_post(struct pool *pool, const struct work *work);
/* Work that was begun: new work does not take its room. */
bool pool_return(struct pool *pool, const struct work *work);
/* At least one connection is. */
bool pool_is_up(const struct pool *pool);
/* Posted and not finished. */
size_t pool_pending(const struct pool *pool);

#endif
