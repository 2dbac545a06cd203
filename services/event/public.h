/*
 * public - the events of a public calendar, as everybody with its token sees them.
 *
 * A token is known by its hash, which this service's copy of access has (access.h); what judges it
 * is {open} in event.sql alone.  It is judged by each request anew, before anything is answered.
 *
 * Ownership: in the request's arena.
 * Threads:   any.
 */
#ifndef SERVICES_EVENT_PUBLIC_H
#define SERVICES_EVENT_PUBLIC_H

#include "gen/event/sql.h"

/* As sql_event_range, which has the range and the position; also rows of series that are not shown. */
enum err public_range(struct request *rq, const char *hash, const struct sql_event_range *range,
                      struct sql_series **rows, size_t *count) __attribute__((warn_unused_result));

/* The stamp of the same (stamped.h). */
enum err public_stamp(struct request *rq, const char *hash, struct bytes *stamp)
    __attribute__((warn_unused_result));

/* 404 unless the token holds.  `rows` is how many a query has found with it: one is proof. */
enum err public_judge(struct request *rq, const char *hash, size_t rows)
    __attribute__((warn_unused_result));

bool public_is_shown(const struct event *e);

#endif
