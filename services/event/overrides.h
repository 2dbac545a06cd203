/*
 * overrides - occurrences of a series that stand by themselves: rows that name the series and, by
 * the wall clock, the occurrence that they stand for.
 *
 * Ownership: results live in the request's arena.
 */
#ifndef SERVICES_EVENT_OVERRIDES_H
#define SERVICES_EVENT_OVERRIDES_H

#include "services/event/stored.h"
#include "shared/recur/course.h"

/* Takes from an event what an override has of its series alone: the recurrence. */
void overrides_strip(struct event *e);

/* The override of the occurrence at `wall`, if there is one. */
enum err overrides_find(struct request *rq, const struct sql_stored *series, struct local wall,
                        struct sql_stored *row, bool *found) __attribute__((warn_unused_result));

/* Refused when the series has as many as it may have. */
enum err overrides_insert(struct request *rq, const struct sql_stored *series, struct local wall,
                          const struct event *e) __attribute__((warn_unused_result));

/* Those of a series; each place once. */
struct overrides {
    struct uuid *ids;
    struct local *places;
    size_t count;
};
enum err overrides_read(struct request *rq, struct uuid series_id, struct overrides *out)
    __attribute__((warn_unused_result));

/* Leaves only those of the tail. */
void overrides_from(const struct course_split *split, struct overrides *o);

/* Leaves out the one at this place, if there is one. */
void overrides_without(struct local place, struct overrides *o);

/*
 * Puts each at its place in `to`, which may be `from` as it is now; those at COURSE_NOWHERE are
 * dropped.
 */
enum err overrides_put(struct request *rq, const struct overrides *o, const struct local *places,
                       const struct sql_stored *from, const struct sql_stored *to)
    __attribute__((warn_unused_result));

enum err overrides_drop(struct request *rq, const struct overrides *o)
    __attribute__((warn_unused_result));

#endif
