/*
 * event - the actor of what stands in the calendars; see event.c.
 */
#ifndef SERVICES_EVENT_EVENT_H
#define SERVICES_EVENT_EVENT_H

#include "gen/event_api.h"

extern const struct actor event_actor;

/* 404 unless the caller sees every one of the calendars. */
enum err calendars_check(struct request *rq, struct uuids ids) __attribute__((warn_unused_result));

#endif
