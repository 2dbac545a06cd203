#include "shared/request/request.h"

#include "shared/base/arena.h"
#include "shared/base/must.h"

#include <stdarg.h>

enum err
refuse(struct request *rq, enum err err, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    rq->why = arena_vprintf(rq->arena, format, args);
    va_end(args);
    return err;
}

void
problem(struct request *rq, const char *field, const char *format, ...)
{
    va_list args;

    if (rq->problems.arena == NULL)
        problems_init(&rq->problems, rq->arena);
    va_start(args, format);
    problems_add_args(&rq->problems, field, format, args);
    va_end(args);
}

enum err
refuse_problems(struct request *rq)
{
    if (rq->problems.count == 0)
        return OK;
    return refuse(rq, ERR_VALIDATION,
                  rq->problems.count == 1 ? "one field is not valid" : "%u fields are not valid",
                  rq->problems.count);
}

enum err
match_version(struct request *rq, int64_t version)
{
    rq->version_matched = !rq->has_if_version || rq->if_any;
    for (size_t i = 0; i < rq->if_version_count; i++)
        rq->version_matched |= rq->if_versions[i] == version;
    if (rq->version_matched)
        return OK;
    return refuse(rq, ERR_PRECONDITION_FAILED, "it changed since you read it");
}

void
request_part(const struct request *whole, const struct operation *operation, struct arena *arena,
             struct request *out)
{
    *out = (struct request){.arena = arena,
                            .operation = operation,
                            .event = whole->event,
                            .caller = whole->caller,
                            .traceparent = whole->traceparent,
                            .deadline_ms = whole->deadline_ms,
                            .connection = whole->connection,
                            .parked = whole->parked,
                            .gathered = whole->gathered,
                            .held = whole->held};
    problems_init(&out->problems, arena);
}

struct uuids
audience_of_one(struct request *rq, struct uuid user)
{
    struct uuid *one = arena_one(rq->arena, struct uuid);

    *one = user;
    return (struct uuids){one, 1};
}
