/*
 * event - the actor of what stands in the calendars; see event.c.
 */
#ifndef SERVICES_EVENT_EVENT_H
#define SERVICES_EVENT_EVENT_H

#include "gen/event_api.h"

extern const struct actor event_actor;

/*
 * 404 unless the caller sees every one of the calendars.  `rows` is how many a query has found in
 * them: one is proof of a calendar asked for alone.
 */
enum err calendars_check(struct request *rq, struct uuids ids, size_t rows)
    __attribute__((warn_unused_result));

#endif
