#include "shared/actor/pool.h"

#include "shared/actor/service.h"
#include "shared/actor/task.h"
#include "shared/base/arena.h"
#include "shared/base/clock.h"
#include "shared/base/log.h"
#include "shared/base/must.h"

#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

enum { SHARE_MAX = 16, WORK_MS = 30000, ARENA_LIMIT = 256 << 20, NAP_MS = 10 };

struct pool {
    struct pool_conf conf;
    pthread_mutex_t lock;
    pthread_cond_t posted;
    struct work *ring; /* conf.room of them */
    size_t first, count;
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

static struct timespec
from_now(int ms)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    t.tv_nsec += (long)(ms % 1000) * 1000000;
    t.tv_sec += ms / 1000 + t.tv_nsec / 1000000000;
    t.tv_nsec %= 1000000000;
    return t;
}

static bool
is_overdue(const struct pool *pool)
{
    return atomic_load(&pool->up) == 0 &&
           monotonic_ms() - atomic_load(&pool->away_since_ms) >= pool->conf.grace_ms;
}

/* With its connection up a worker waits for work at most `ms`; without it takes only what nobody else
 * can. */
static size_t
pool_take(struct pool *pool, struct work *out, bool is_up, int ms, bool *closed)
{
    const struct timespec until = from_now(ms);
    size_t n = 0;

    pthread_mutex_lock(&pool->lock);
    while (is_up && pool->count == 0 && !pool->closed)
        if (pthread_cond_timedwait(&pool->posted, &pool->lock, &until) != 0)
            break;
    if (is_up || pool->closed || is_overdue(pool))
        n = share_of(pool);
    for (size_t i = 0; i < n; i++) {
        out[i] = pool->ring[pool->first];
        pool->first = (pool->first + 1) % pool->conf.room;
    }
    pool->count -= n;
    *closed = pool->closed;
    pthread_mutex_unlock(&pool->lock);
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

static void
init_sync(struct pool *pool)
{
    pthread_condattr_t attr;

    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_cond_init(&pool->posted, &attr);
    pthread_condattr_destroy(&attr);
    pthread_mutex_init(&pool->lock, NULL);
}

struct pool *
pool_new(const struct pool_conf *conf)
{
    struct pool *pool = calloc(1, sizeof *pool);

    must(pool != NULL && conf->share > 0 && conf->share <= SHARE_MAX && conf->workers > 0);
    pool->conf = *conf;
    atomic_store(&pool->away_since_ms, monotonic_ms());
    init_sync(pool);
    pool->ring = calloc(conf->room, sizeof *pool->ring);
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

    pthread_mutex_lock(&pool->lock);
    pool->closed = true;
    pthread_cond_broadcast(&pool->posted);
    pthread_mutex_unlock(&pool->lock);
    for (int i = 0; i < pool->conf.workers; i++)
        pthread_join(pool->threads[i], NULL);
    pthread_cond_destroy(&pool->posted);
    pthread_mutex_destroy(&pool->lock);
    free(pool->ring);
    free(pool->threads);
    free(pool);
    *where = NULL;
}

bool
pool_post(struct pool *pool, const struct work *work)
{
    bool fits;

    pthread_mutex_lock(&pool->lock);
    fits = pool->count < pool->conf.room && !pool->closed;
    if (fits) {
        pool->ring[(pool->first + pool->count++) % pool->conf.room] = *work;
        atomic_fetch_add(&pool->pending, 1);
        pthread_cond_signal(&pool->posted);
    }
    pthread_mutex_unlock(&pool->lock);
    return fits;
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
