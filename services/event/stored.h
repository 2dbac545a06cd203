/*
 * stored - an event's row, and what it means: what is shown, and what a series expands to.
 *
 * Ownership: results live in the request's arena and borrow the row.
 * Threads:   any.
 */
#ifndef SERVICES_EVENT_STORED_H
#define SERVICES_EVENT_STORED_H

#include "gen/event/sql.h"
#include "shared/recur/series.h"
#include "shared/time/tz.h"

/* The row as the other queries have it. */
struct sql_stored series_stored(const struct sql_series *row);

bool stored_is_series(const struct sql_stored *row);

/* The zone of the row's wall clock; UTC when tzdata has it no more. */
const struct tz *stored_zone(const struct sql_stored *row);

/*
 * As the API shows it to the caller (visible.h): a single event, a whole series, or an override as
 * an occurrence of `series`.
 */
void stored_show(struct request *rq, const struct sql_stored *row, struct event *out);
void stored_show_override(struct request *rq, const struct sql_stored *series,
                          const struct sql_stored *row, struct event *out);
void stored_show_occurrence(struct request *rq, const struct sql_stored *series,
                            const struct occurrence *o, struct event *out);

/* A series made ready to be expanded and shown in one window, also more than once. */
struct ready_series {
    const struct sql_series *row;
    const struct series *series;
    struct event shown; /* but for what each occurrence has of its own */
};
void stored_ready(struct request *rq, const struct sql_series *row, const struct tz *asker,
                  struct instant until, struct ready_series *out);
void stored_show_ready(const struct ready_series *of, const struct occurrence *o,
                       struct event *out);

/*
 * The series of a row.  Occurrences of an all-day one stand at the midnights of `asker`, or with
 * NULL at midnight UTC.  A rule that cannot be used, say one of another release, is logged and left
 * out, so that one damaged row hides no other.
 */
const struct series *stored_series(struct request *rq, const struct sql_stored *row,
                                   const struct tz *asker);
/* The same for a window that ends at `until`. */
const struct series *stored_series_until(struct request *rq, const struct sql_series *row,
                                         const struct tz *asker, struct instant until);

/* Where the series of a row starts, on its wall clock. */
struct local stored_start(const struct sql_stored *row);

/* What a row says of its series; occurrences of an all-day one stand at midnight UTC. */
struct series_definition stored_definition(struct request *rq, const struct sql_stored *row);

/* A wall of the row as the API shows it. */
struct moment stored_moment(const struct sql_stored *row, struct local wall);

#endif
