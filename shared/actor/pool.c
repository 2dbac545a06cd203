/*
 * What a worker takes of what waits:
 *
 *   its connection is up               its share, as soon as something is posted
 *   its connection is away             nothing: the workers that have one take it
 *   all are away for less than the     nothing: the work waits for a connection
 *     grace period
 *   all are away for longer            its share, which fails at once
 *   the pool is being destroyed        its share, until nothing is left
 *
 * Its share is 1 + waiting / workers, `share` at most.  Without work it looks after its connection
 * every connection_rest_ms().
 */
#include "shared/actor/pool.h"

#include "shared/actor/service.h"
#include "shared/actor/task.h"
#include "shared/base/arena.h"
#include "shared/base/clock.h"
#include "shared/base/monitor.h"
#include "shared/base/must.h"

#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

enum { SHARE_MAX = 16, WORK_MS = 30000, ARENA_LIMIT = 256 << 20, NAP_MS = 10 };

struct pool {
    struct pool_conf conf;
    struct monitor monitor; /* of what follows */
    struct work *ring;      /* `size` of them */
    size_t size, first, count;
    bool closed;

    atomic_size_t pending;
    atomic_int up;              /* connections */
    atomic_llong away_since_ms; /* while none is up */
    pthread_t *threads;
};

struct worker {
    struct pool *pool;
    struct request rq;
    bool was_up;
};

static size_t
share_of(const struct pool *pool)
{
    size_t n = 1 + pool->count / (size_t)pool->conf.workers;

    n = n < pool->conf.share ? n : pool->conf.share;
    return n < pool->count ? n : pool->count;
}

static bool
is_overdue(const struct pool *pool)
{
    return atomic_load(&pool->up) == 0 &&
           monotonic_ms() - atomic_load(&pool->away_since_ms) >= pool->conf.grace_ms;
}

/* A worker whose connection is up waits for work, at most `ms`. */
static size_t
pool_take(struct pool *pool, struct work *out, bool is_up, int ms, bool *closed)
{
    int64_t deadline_ms = monotonic_ms() + ms;
    size_t n = 0;

    monitor_enter(&pool->monitor);
    while (is_up && pool->count == 0 && !pool->closed &&
           monitor_wait_until(&pool->monitor, deadline_ms))
        ;
    if (is_up || pool->closed || is_overdue(pool))
        n = share_of(pool);
    for (size_t i = 0; i < n; i++) {
        out[i] = pool->ring[pool->first];
        pool->first = (pool->first + 1) % pool->size;
    }
    pool->count -= n;
    *closed = pool->closed;
    monitor_leave(&pool->monitor);
    return n;
}

static void
tend(struct worker *w)
{
    bool is_up;

    connection_tend(w->rq.connection);
    is_up = connection_is_up(w->rq.connection);
    if (is_up != w->was_up && !is_up)
        atomic_store(&w->pool->away_since_ms, monotonic_ms());
    if (is_up != w->was_up)
        atomic_fetch_add(&w->pool->up, is_up ? 1 : -1);
    w->was_up = is_up;
}

static void
pool_run(struct worker *w, const struct work *work)
{
    request_reset(&w->rq, "work", WORK_MS);
    work->run(work, &w->rq);
    connection_rollback(&w->rq);
    atomic_fetch_sub(&w->pool->pending, 1);
}

/* One round; how many pieces it ran. */
static size_t
work_once(struct worker *w, bool *closed)
{
    struct work batch[SHARE_MAX];
    int rest;
    size_t n;

    tend(w);
    rest = connection_rest_ms(w->rq.connection);
    if (!w->was_up)
        poll(NULL, 0, rest < NAP_MS ? rest : NAP_MS);
    n = pool_take(w->pool, batch, w->was_up, rest, closed);
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            tend(w);
        pool_run(w, &batch[i]);
    }
    if (n > 0)
        bus_flush(the_service.bus);
    return n;
}

static void *
worker_main(void *arg)
{
    struct pool *pool = arg;
    struct worker w = {.pool = pool};
    bool closed = false;

    w.rq.arena = arena_new(ARENA_LIMIT);
    w.rq.connection = service_connection(pool->conf.mode, pool->conf.statement_timeout_ms);
    while (work_once(&w, &closed) > 0 || !closed)
        ;
    connection_destroy(&w.rq.connection);
    arena_destroy(w.rq.arena);
    return NULL;
}

struct pool *
pool_new(const struct pool_conf *conf)
{
    struct pool *pool = calloc(1, sizeof *pool);

    must(pool != NULL && conf->share > 0 && conf->share <= SHARE_MAX && conf->workers > 0);
    pool->conf = *conf;
    atomic_store(&pool->away_since_ms, monotonic_ms());
    monitor_init(&pool->monitor);
    pool->size = 2 * conf->room;
    pool->ring = calloc(pool->size, sizeof *pool->ring);
    pool->threads = calloc((size_t)conf->workers, sizeof *pool->threads);
    must(pool->ring != NULL && pool->threads != NULL);
    for (int i = 0; i < conf->workers; i++)
        must(pthread_create(&pool->threads[i], NULL, worker_main, pool) == 0);
    return pool;
}

void
pool_destroy(struct pool **where)
{
    struct pool *pool = *where;

    monitor_enter(&pool->monitor);
    pool->closed = true;
    monitor_wake_all(&pool->monitor);
    monitor_leave(&pool->monitor);
    for (int i = 0; i < pool->conf.workers; i++)
        pthread_join(pool->threads[i], NULL);
    monitor_fini(&pool->monitor);
    free(pool->ring);
    free(pool->threads);
    free(pool);
    *where = NULL;
}

static bool
pool_add(struct pool *pool, const struct work *work, size_t room)
{
    bool fits;

    monitor_enter(&pool->monitor);
    fits = pool->count < room && !pool->closed;
    if (fits) {
        pool->ring[(pool->first + pool->count++) % pool->size] = *work;
        atomic_fetch_add(&pool->pending, 1);
        monitor_wake(&pool->monitor);
    }
    monitor_leave(&pool->monitor);
    return fits;
}

bool
pool_post(struct pool *pool, const struct work *work)
{
    return pool_add(pool, work, pool->conf.room);
}

bool
pool_return(struct pool *pool, const struct work *work)
{
    return pool_add(pool, work, pool->size);
}

bool
pool_is_up(const struct pool *pool)
{
    return atomic_load(&pool->up) > 0;
}

size_t
pool_pending(const struct pool *pool)
{
    return atomic_load(&pool->pending);
}
