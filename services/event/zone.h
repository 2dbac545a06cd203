/*
 * zone - the time zone of a request.
 *
 * Failure: there is none.  The contract has checked a name that the client gives; UTC stands in for
 *   one that was stored and is gone from tzdata.
 * Threads: any.
 */
#ifndef SERVICES_EVENT_ZONE_H
#define SERVICES_EVENT_ZONE_H

#include "shared/request/request.h"
#include "shared/time/tz.h"

/* The zone of this name; NULL: the caller's own. */
const struct tz *zone_asked(const struct request *rq, const char *name);

#endif
