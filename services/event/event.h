/*
 * event - the actor of what stands in the calendars; see event.c.
 */
#ifndef SERVICES_EVENT_EVENT_H
#define SERVICES_EVENT_EVENT_H

#include "gen/event_api.h"

extern const struct actor event_actor;

/* A row as it is shown: its moments are dates when it is an all-day event. */
void event_shown(struct event *e);

#endif
