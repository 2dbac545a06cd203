#include "gateway/http/asker.h"

void
asker_init(struct asker *asker, struct gateway *gateway, const char *traceparent)
{
    *asker = (struct asker){
        .gateway = gateway,
        .traceparent = traceparent,
        .deadline_ms = INT64_MAX,
        .caller.zone = "UTC",
    };
}

bool
asker_may_try(struct asker *asker)
{
    return asker->may_try == NULL || asker->may_try(asker);
}

void
asker_failed(struct asker *asker)
{
    if (asker->failed != NULL)
        asker->failed(asker);
}
