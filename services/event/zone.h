/*
 * zone - the time zone of a request.
 *
 * Failure: none is returned.  The contract has checked a name that the client gave, and auth one
 *   that the user has; a zone that tzdata does not have ends the process (must).
 * Threads: any.
 */
#ifndef SERVICES_EVENT_ZONE_H
#define SERVICES_EVENT_ZONE_H

#include "shared/request/request.h"
#include "shared/time/tz.h"

/* The zone of this name; NULL: the caller's own. */
const struct tz *zone_asked(const struct request *rq, const char *name);

#endif
