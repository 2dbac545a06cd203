/*
 * pool - one class of workers and its bounded queue.
 *
 * A worker takes its share of what waits (all of it is divided among the workers, 16 at most), runs
 * each piece with a fresh arena on its own lane, and flushes the bus once.  A worker whose lane is
 * away leaves the work to the others.  When all lanes are away the work waits for one; once they
 * have been away for `hope_ms` it is taken all the same, and fails at once.
 *
 * Threads: pool_post, pool_is_up and pool_pending are for any thread.
 */
#ifndef SHARED_POOL_H
#define SHARED_POOL_H

#include "service.h"

struct pool;

struct pool_conf {
    const char *name;
    int workers;
    size_t room;  /* of the queue */
    size_t share; /* the most that a worker takes at once */
    enum lane_mode mode;
    int64_t statement_timeout_ms;
    int64_t hope_ms; /* that a lane which has gone, or not come yet, will be there */
};

struct pool *pool_new(const struct pool_conf *conf);
/* Finishes what was posted, then ends the workers. */
void pool_destroy(struct pool **pool);

/* False: full. */
bool pool_post(struct pool *pool, const struct work *work);
/* At least one lane is. */
bool pool_is_up(const struct pool *pool);
/* Posted and not finished. */
size_t pool_pending(const struct pool *pool);

/* A lane to the service's database with all its statements. */
struct lane *service_lane(enum lane_mode mode, int64_t statement_timeout_ms);
/* Empties the arena and everything but the lane. */
void request_reset(struct request *rq, const char *event, int64_t timeout_ms);

#endif
