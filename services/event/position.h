/*
 * position - where each part of event_range goes on behind a place.
 *
 * Threads: any.
 */
#ifndef SERVICES_EVENT_POSITION_H
#define SERVICES_EVENT_POSITION_H

#include "services/event/expand.h"

/* Sets the after_... and past_... of `q`, whose range is set already. */
void position_behind(const struct tz *zone, const struct place *after, struct sql_event_range *q);

#endif
