/*
 * workers - the service's three pools, one per worker class.
 *
 * Ownership: work takes its message when it is taken (true); else the caller keeps it.
 * Failure:   a full queue is refused at once.
 * Threads:   start and stop belong to the loop's thread, the rest is for any.
 */
#ifndef SHARED_ACTOR_WORKERS_H
#define SHARED_ACTOR_WORKERS_H

#include "shared/actor/pool.h"

/* `count[class]` threads each, with a database connection of their own. */
void workers_start(const int count[WORKER_CLASSES]);
/* Finishes what was posted. */
void workers_stop(void);

/* False: the queue of that class is full, or the service is leaving. */
bool workers_post(enum worker_class class, const struct work *work);
/* The same for a request that was parked, which finds as much room again. */
bool workers_return(enum worker_class class, const struct work *work);
/* Each class has at least one connection. */
bool workers_reach_database(void);
/* Posted and not finished. */
size_t workers_pending(void);

#endif
