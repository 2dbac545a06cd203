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
#include "shared/recur/course.h"

/* Fills in what the client may leave out: the zone, which is the caller's. */
void check_defaults(const struct request *rq, struct event *e);

/* The same of a new event, whose uid must be good, and of one that is changed, whose uid stays. */
void check_new(struct request *rq, struct event *e);
void check_changed(struct request *rq, const struct event *shown, struct event *e);

/* What is wrong becomes problems of the request: start and end; a series as a whole. */
void check_times(struct request *rq, const struct event *e);
void check_series(struct request *rq, const struct series_definition *d);

/*
 * The rule of an event whose times are good.  Where RFC 5545 wants another form of its UNTIL, the
 * event's text gets that.  NULL: none, or it is a problem.
 */
const struct rule *check_rule(struct request *rq, struct event *e, const struct tz *zone);
/* A rule as text; too long a one is a problem. */
const char *check_rule_text(struct request *rq, const struct rule *rule);

/* Where an event starts on the wall clock of its zone. */
struct local check_wall(const struct event *e, const struct tz *zone);

/*
 * Refuses with every bad field; a rule with the part at fault.  `out` is what the client wrote of
 * the recurrence, in the form of the table; its series_start and series_end are not set.
 */
enum err check_event(struct request *rq, struct event *e, struct columns *out)
    __attribute__((warn_unused_result));

/* The same of an occurrence that stands by itself: it has no recurrence of its own. */
enum err check_override(struct request *rq, const struct event *e)
    __attribute__((warn_unused_result));

#endif
