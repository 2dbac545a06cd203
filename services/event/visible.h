/*
 * visible - what of an event is shown to whom.
 *
 * Who sees all of an event: the owner and the editors of its calendar (`sees_all` of a row), and who
 * attends it.  Others see of one that is hidden when it is, and nothing else.
 *
 * Threads: any.
 */
#ifndef SERVICES_EVENT_VISIBLE_H
#define SERVICES_EVENT_VISIBLE_H

#include "gen/event/api.h"

/* An occurrence that was changed by itself is hidden, or is not, by its own visibility. */
bool visible_is_hidden(const struct event *e);

/* Leaves of the event what somebody sees of it. */
void visible_show(bool sees_all, struct event *e);

/* Whether that is not all of it. */
bool visible_is_part(const struct event *e);

#endif
