#include "shared/actor/workers.h"

#include "shared/base/clock.h"

/* A restart of the service or of its database is over within GRACE_MS, and costs no request. */
enum { GRACE_MS = 3000 };

static const struct pool_conf confs[WORKER_CLASSES] = {
    [DB_READ] = {.room = 1024,
                 .share = 16,
                 .mode = CONNECTION_ALONE,
                 .statement_timeout_ms = 10000,
                 .grace_ms = GRACE_MS},
    /* One at a time: what waits behind a commit could be committing on another connection. */
    [DB_WRITE] = {.room = 1024,
                  .share = 1,
                  .mode = CONNECTION_TRANSACTION,
                  .statement_timeout_ms = 10000,
                  .grace_ms = GRACE_MS},
    [SLOW] = {.room = 16,
              .share = 1,
              .mode = CONNECTION_TRANSACTION,
              .statement_timeout_ms = 60000,
              .grace_ms = GRACE_MS},
};

static struct pool *pools[WORKER_CLASSES];

void
workers_start(const int count[WORKER_CLASSES])
{
    for (int i = 0; i < WORKER_CLASSES; i++) {
        struct pool_conf conf = confs[i];

        conf.workers = count[i];
        pools[i] = pool_new(&conf);
    }
}

void
workers_stop(void)
{
    for (int i = 0; i < WORKER_CLASSES; i++)
        pool_destroy(&pools[i]);
}

bool
workers_post(enum worker_class class, const struct work *work)
{
    struct work posted = *work;

    posted.posted_us = monotonic_us();
    return pool_post(pools[class], &posted);
}

bool
workers_return(enum worker_class class, const struct work *work)
{
    return pool_return(pools[class], work);
}

bool
workers_reach_database(void)
{
    for (int i = 0; i < WORKER_CLASSES; i++)
        if (!pool_is_up(pools[i]))
            return false;
    return true;
}

size_t
workers_pending(void)
{
    size_t n = 0;

    for (int i = 0; i < WORKER_CLASSES; i++)
        n += pool_pending(pools[i]);
    return n;
}
