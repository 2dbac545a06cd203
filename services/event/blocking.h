/*
 * blocking - what blocks time, from rows as times alone: single events, overrides, and those occurrences
 * of series that have no override.  So an override that does not block frees its occurrence.
 *
 * Ownership: the rows are borrowed, results live in the request's arena.
 * Cost:      blocking_each looks at 100,000 occurrences of series at most.
 * Threads:   one request's.
 */
#ifndef SERVICES_EVENT_BLOCKING_H
#define SERVICES_EVENT_BLOCKING_H

#include "services/event/stored.h"

enum { BLOCKING_OCCURRENCES = 100000 };

struct blocking {
    struct span window;
    const struct tz *zone; /* where all-day events are placed */
    const struct sql_series *rows;
    size_t count;
    bool elsewhere; /* only what the caller has accepted; else all but what it has declined */
};

/* One stretch, which need not lie in the window. */
struct blocked {
    const struct sql_series *row;
    struct occurrence
        occurrence; /* of a single event its start and end alone; its wall is that of an override */
};

/* How many rows of each kind, and dates of series, one answer may be made from. */
struct blocking_most {
    size_t singles, series;
};

/* What there are too many of; NULL: of nothing. */
const char *blocking_excess(const struct blocking *b, const struct blocking_most *most,
                            size_t *limit);

/* Calls `use` for each, in no order.  `whole` says whether those were all. */
enum err blocking_each(struct request *rq, const struct blocking *b,
                       void (*use)(void *context, const struct blocked *blocked), void *context,
                       bool *whole) __attribute__((warn_unused_result));

#endif
