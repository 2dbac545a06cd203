/*
 * event - the actor of the events in the calendars; see event.c.
 */
#ifndef SERVICES_EVENT_EVENT_H
#define SERVICES_EVENT_EVENT_H

#include "gen/event/api.h"

extern const struct actor event_actor;

#endif
