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
