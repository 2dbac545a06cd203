/*
 * dates - RDATE and EXDATE, between what clients write and the wall clock of the series.
 *
 * The three forms of a date are described in dates.c.
 *
 * Ownership: results live in the request's arena.
 * Threads:   any.
 */
#ifndef SERVICES_EVENT_DATES_H
#define SERVICES_EVENT_DATES_H

#include "gen/event/sql.h"
#include "shared/recur/series.h"

struct dates {
    const struct series_date *items;
    size_t count;
};

/* Each bad one is a problem of its own: recurrence_dates[3], exception_dates[0]. */
struct dates dates_from_client(struct request *rq, const struct event *e, const struct tz *zone);
struct locals exceptions_from_client(struct request *rq, const struct event *e,
                                     const struct tz *zone);

/* What clients write as it is, on the clock of UTC; false: one cannot be read. */
bool dates_read(struct request *rq, struct texts in, bool all_day, struct series_date **out);

/* One that cannot be read is logged and left out. */
struct dates dates_from_stored(struct request *rq, struct texts rdates);
struct texts dates_to_stored(struct request *rq, struct dates dates);

/* As the API shows them. */
struct texts dates_shown(struct request *rq, struct dates dates, const struct tz *zone,
                         bool all_day);

#endif
