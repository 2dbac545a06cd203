/*
 * split - a series in two, at one of its occurrences.
 *
 * What stands for or at an occurrence before it stays with the head, the rest goes to the tail:
 * dates and exceptions here, overrides by overrides_refit from the same occurrence on.
 *
 * Ownership: results live in the request's arena.
 */
#ifndef SERVICES_EVENT_SPLIT_H
#define SERVICES_EVENT_SPLIT_H

#include "services/event/columns.h"

/*
 * `head` and its columns replace the row: what is left of it before the occurrence.  `tail` is an
 * event of its own, which starts there.
 */
void split_series(struct request *rq, const struct sql_stored *row, const struct occurrence *at,
                  struct event *head, struct columns *head_columns, struct event *tail);

/* Takes dates and exceptions before `wall` out of the columns. */
void split_drop_earlier(struct request *rq, struct columns *c, struct local wall);

#endif
