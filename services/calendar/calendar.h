/*
 * calendar - the calendars' actor; see calendar.c.
 */
#ifndef SERVICES_CALENDAR_CALENDAR_H
#define SERVICES_CALENDAR_CALENDAR_H

#include "gen/calendar/api.h"

extern const struct actor calendar_actor;

#endif
