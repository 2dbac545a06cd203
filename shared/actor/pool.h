/*
 * pool - one class of workers and its bounded queue.
 *
 * A worker takes its share of what waits (all of it is divided among the workers, 16 at most), runs
 * each piece with a fresh arena on its own connection, and flushes the bus once.  A worker whose connection is
 * away leaves the work to the others.  When all connections are away the work waits for one; once they
 * have been away for `grace_ms` it is taken all the same, and fails at once.
 *
 * Threads: pool_post, pool_is_up and pool_pending are for any thread.
 */
#ifndef SHARED_ACTOR_POOL_H
#define SHARED_ACTOR_POOL_H

#include "shared/actor/actor.h"
#include "shared/bus/bus.h"
#include "shared/db/connection.h"

struct work;
/*
 * On a worker, with a fresh arena, the worker's connection and 30 s.  It frees the message and ends
 * its own transaction.
 */
typedef void work_run(const struct work *work, struct request *rq);

struct work {
    work_run *run;
    const void *context;
    struct bus_message *message;
    int64_t posted_us; /* of monotonic_us() */
};

struct pool;

struct pool_conf {
    int workers;
    size_t room;  /* of the queue */
    size_t share; /* the most that a worker takes at once */
    enum connection_mode mode;
    int64_t statement_timeout_ms;
    int64_t grace_ms; /* that a connection which has gone, or not come yet, will be there */
};

struct pool *pool_new(const struct pool_conf *conf);
/* Finishes what was posted, then ends the workers. */
void pool_destroy(struct pool **pool);

/* False: full. */
bool pool_post(struct pool *pool, const struct work *work);
/* At least one connection is. */
bool pool_is_up(const struct pool *pool);
/* Posted and not finished. */
size_t pool_pending(const struct pool *pool);

#endif
