#include "services/event/zone.h"

const struct tz *
zone_asked(const struct request *rq, const char *name)
{
    return tz_or_utc(name != NULL ? name : rq->caller.zone);
}
