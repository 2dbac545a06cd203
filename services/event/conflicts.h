/*
 * conflicts - what an event overlaps in the calendars that the caller sees, told beside the answer to a change.
 *
 * What blocks is as in availability: opaque, not cancelled, not declined by the caller.  A series is compared by its
 * occurrences in a window, which conflicts.c says; its own occurrences and overrides are no conflicts of each other.
 *
 * Ownership: in the request's arena.
 * Cost:      two statements; rows of times alone, at most 6,000 at a time.
 * Threads:   one request's.
 */
#ifndef SERVICES_EVENT_CONFLICTS_H
#define SERVICES_EVENT_CONFLICTS_H

#include "gen/event/api.h"

/* Of an event that this transaction has written, as it is shown. */
enum err conflicts_show(struct request *rq, struct event *event)
    __attribute__((warn_unused_result));

#endif
