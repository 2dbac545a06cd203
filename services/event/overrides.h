/*
 * overrides - occurrences of a series that stand by themselves: rows that name the series and, by
 * the wall clock, the occurrence that they stand for.
 *
 * Ownership: results live in the request's arena.
 */
#ifndef SERVICES_EVENT_OVERRIDES_H
#define SERVICES_EVENT_OVERRIDES_H

#include "services/event/stored.h"

/* As `since`: no override stands for an earlier occurrence. */
extern const struct local OVERRIDES_ALL;

/* Takes from an event what an override has of its series alone: the recurrence. */
void overrides_strip(struct event *e);

/* The override of the occurrence at `wall`, if there is one. */
enum err overrides_find(struct request *rq, const struct sql_stored *series, struct local wall,
                        struct sql_stored *row, bool *found) __attribute__((warn_unused_result));

/* Refused when the series has as many as it may have. */
enum err overrides_insert(struct request *rq, const struct sql_stored *series, struct local wall,
                          const struct event *e) __attribute__((warn_unused_result));

/*
 * Moves overrides of `from`, those at `since` and later, onto `to`, which may be the same series.
 * One keeps its place or takes another occurrence of its day; it is dropped where there is none.
 */
enum err overrides_refit(struct request *rq, struct uuid from, struct local since,
                         const struct sql_stored *to) __attribute__((warn_unused_result));

/* Drops those at `since` and later. */
enum err overrides_drop(struct request *rq, struct uuid series_id, struct local since)
    __attribute__((warn_unused_result));

#endif
