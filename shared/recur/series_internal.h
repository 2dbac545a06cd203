/*
 * series_internal - what series.c, series_iter.c and their tests share.
 */
#ifndef SHARED_RECUR_SERIES_INTERNAL_H
#define SHARED_RECUR_SERIES_INTERNAL_H

#include "shared/recur/series.h"

struct series {
    const struct tz *zone;
    bool all_day;
    int64_t fraction;         /* of the start's second, in microseconds */
    struct local twice_until; /* the rule's times before it are second ones; INT64_MIN: none */
    int64_t length_us;
    int32_t days;
    bool endless;
    struct recur_plan plan;
    struct instant last;      /* the latest start that UNTIL lets through */
    struct occurrence *dates; /* rising by key, each once */
    size_t date_count;
    int64_t *excluded; /* keys, rising */
    size_t excluded_count;
};

/* What tells occurrences apart. */
static inline int64_t
series_key(const struct series *s, const struct occurrence *o)
{
    return s->all_day ? o->wall.us : o->start.us;
}

/* The occurrence at `wall` with a length of the caller's (days when the series is all-day). */
struct occurrence series_place(const struct series *s, struct local wall, int64_t length);

/* Occurrences of the rule alone that start from `from` on. */
void series_begin_rule(struct series_iter *it, const struct series *s, struct instant from);

#endif
