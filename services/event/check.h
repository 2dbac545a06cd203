/*
 * check - what the contract says of an event beyond single fields.
 *
 * A handler first fills in the defaults, then checks, and then computes how far a series reaches
 * (columns_reach).
 *
 * Ownership: results live in the request's arena and borrow the event.
 * Threads:   any.
 */
#ifndef SERVICES_EVENT_CHECK_H
#define SERVICES_EVENT_CHECK_H

#include "services/event/columns.h"

/* Fills in what the client may leave out: the zone, which is the caller's. */
void check_defaults(const struct request *rq, struct event *e);

/*
 * Refuses with every bad field; a rule with the part at fault.  `out` is what the client wrote of
 * the recurrence, in the form of the table; its series_start and series_end are not set.
 */
enum err check_event(struct request *rq, const struct event *e, struct columns *out)
    __attribute__((warn_unused_result));

/* The same of an occurrence that stands by itself: it has no recurrence of its own. */
enum err check_override(struct request *rq, const struct event *e)
    __attribute__((warn_unused_result));

#endif
