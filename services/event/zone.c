#include "services/event/zone.h"

#include "shared/base/must.h"

#include <string.h>

const struct tz *
zone_asked(const struct request *rq, const char *name)
{
    const char *used = name != NULL ? name : rq->caller.zone;
    const struct tz *zone = tz_find(used, strlen(used));

    must(zone != NULL);
    return zone;
}
