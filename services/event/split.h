/*
 * split - a series in two at one of its occurrences, and the overrides onto what a series has
 * become.
 *
 * The one place that decides which half something of an occurrence belongs to: tables that hang on
 * occurrences (overrides now) are moved here.
 *
 * Ownership: results live in the request's arena.
 */
#ifndef SERVICES_EVENT_SPLIT_H
#define SERVICES_EVENT_SPLIT_H

#include "services/event/check.h"

/* No override stands for an occurrence before it. */
extern const struct local wall_min;

/*
 * What is left of `row` before `wall`, and what begins there, as an event of its own.  `head` and
 * its columns replace the row; `tail` starts at the occurrence.
 */
void split_series(struct request *rq, const struct sql_stored *row, const struct occurrence *at,
                  struct event *head, struct columns *head_columns, struct event *tail);

/* RDATEs and EXDATEs before `wall` stay with the head. */
void drop_earlier(struct request *rq, struct columns *c, struct local wall);

/* Overrides of `from`, those at `since` and later, onto `to` (which may be the same series). */
enum err refit_overrides(struct request *rq, struct uuid from, struct local since,
                         const struct sql_stored *to) __attribute__((warn_unused_result));

/* Overrides at `since` and later end. */
enum err drop_overrides(struct request *rq, struct uuid series_id, struct local since)
    __attribute__((warn_unused_result));

#endif
