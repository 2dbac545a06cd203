/*
 * check - what the contract says of an event beyond single fields, and what the table keeps of it.
 *
 * Ownership: results live in the request's arena and borrow the event.
 * Threads:   any.
 */
#ifndef SERVICES_EVENT_CHECK_H
#define SERVICES_EVENT_CHECK_H

#include "services/event/stored.h"

/* Columns that are no fields. */
struct columns {
    struct texts rdates;
    struct locals exdates;
    bool is_series;
    struct instant series_start, series_end;
};

/* Fills in the zone; refuses with every bad field, a rule with the part at fault. */
enum err event_check(struct request *rq, struct event *e, struct columns *out)
    __attribute__((warn_unused_result));

/* The same of an occurrence that stands by itself: it has no recurrence of its own. */
enum err override_check(struct request *rq, struct event *e) __attribute__((warn_unused_result));

/* The row that the event and its columns would be. */
struct sql_stored stored_of(const struct event *e, const struct columns *c);

/* How far a series reaches, for columns whose rule or exceptions have changed. */
void columns_reach(struct request *rq, const struct event *e, struct columns *c);

#endif
