#include "shared/arena.h"
#include "shared/clock.h"
#include "shared/must.h"
#include "shared/pool.h"
#include "shared/service.h"

#include <stdlib.h>
#include <time.h>

enum { ARENA_LIMIT = 256 << 20, STATEMENT_MS = 60000 };

int64_t
monotonic_us(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

struct request *
task_new(const char *event, enum lane_mode mode)
{
    struct request *rq = calloc(1, sizeof(*rq));

    must(rq);
    rq->event = event;
    rq->arena = arena_new(ARENA_LIMIT);
    rq->lane = service_lane(mode, STATEMENT_MS);
    return rq;
}

void
task_destroy(struct request **rq)
{
    if (!*rq)
        return;
    lane_destroy(&(*rq)->lane);
    arena_destroy((*rq)->arena);
    free(*rq);
    *rq = NULL;
}

void
request_reset(struct request *rq, const char *event, int64_t timeout_ms)
{
    struct arena *arena = rq->arena;
    struct lane *lane = rq->lane;

    arena_reset(arena);
    *rq = (struct request){.arena = arena,
                           .lane = lane,
                           .event = event,
                           .caller = {.kind = CALLER_SERVICE, .zone = "UTC"},
                           .deadline_ms = monotonic_ms() + timeout_ms};
    problems_init(&rq->problems, arena);
}

bool
task_begin(struct request *rq, int64_t timeout_ms, int64_t patience_ms)
{
    lane_rollback(rq);
    request_reset(rq, rq->event, timeout_ms);
    return lane_await(rq->lane, monotonic_ms() + patience_ms);
}
