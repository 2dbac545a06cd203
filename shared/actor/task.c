#include "shared/actor/task.h"

#include "shared/actor/service.h"
#include "shared/base/arena.h"
#include "shared/base/clock.h"
#include "shared/base/must.h"

#include <stdlib.h>

enum { ARENA_LIMIT = 256 << 20, STATEMENT_MS = 60000 };

struct request *
task_new(const char *event, enum connection_mode mode)
{
    struct request *rq = calloc(1, sizeof *rq);

    must(rq != NULL);
    rq->event = event;
    rq->arena = arena_new(ARENA_LIMIT);
    rq->connection = service_connection(mode, STATEMENT_MS);
    return rq;
}

void
task_destroy(struct request **rq)
{
    if (*rq == NULL)
        return;
    connection_destroy(&(*rq)->connection);
    arena_destroy((*rq)->arena);
    free(*rq);
    *rq = NULL;
}

void
request_reset(struct request *rq, const char *event, int64_t timeout_ms)
{
    struct arena *arena = rq->arena;
    struct connection *connection = rq->connection;

    arena_reset(arena);
    *rq = (struct request){.arena = arena,
                           .connection = connection,
                           .event = event,
                           .caller = {.kind = CALLER_SERVICE, .zone = "UTC"},
                           .deadline_ms = monotonic_ms() + timeout_ms};
    problems_init(&rq->problems, arena);
}

bool
task_begin(struct request *rq, int64_t timeout_ms, int64_t patience_ms)
{
    connection_rollback(rq);
    request_reset(rq, rq->event, timeout_ms);
    return connection_await(rq->connection, monotonic_ms() + patience_ms);
}
