/*
 * told - how a firing is shown, in messages and lists: the reminder, and which occurrence it is for.
 */
#ifndef SERVICES_REMINDER_TOLD_H
#define SERVICES_REMINDER_TOLD_H

#include "gen/reminder/api.h"
#include "services/reminder/firing.h"

/* `zone` is the user's; `series` is asked for firings that have a place. */
void told_show(const struct reminder *reminder, const struct firing *f, const char *zone,
               const struct event_course *series, struct reminder *out);

#endif
