/*
 * range - what the tables have for a list of events: single ones by their places, series ready to
 * be expanded.  What the first page of a range found completely is kept for the others (stamped.h).
 *
 * Ownership: a range lives as long as the request.
 * Threads:   one request's.
 */
#ifndef SERVICES_EVENT_RANGE_H
#define SERVICES_EVENT_RANGE_H

#include "services/event/expand.h"
#include "services/event/stamped.h"
#include "services/event/stored.h"

/* One page asked for. */
struct page {
    const struct event_list_in *in;
    const struct tz *zone;
    struct place after; /* nothing that stands here or earlier */
};

/* A single event or an override. */
struct range_row {
    struct place place;
    struct event shown;
};

struct range {
    struct stamped stamped;       /* first */
    const struct range_row *rows; /* by place */
    const struct ready_series *series;
    size_t row_count, series_count;
};

/* What overlaps the range that `page` asks for; more of it than stands behind `after`, perhaps. */
enum err range_read(struct request *rq, const struct page *page, const struct range **out)
    __attribute__((warn_unused_result));

/* Without a range: single events and whole series by start, no series to expand. */
enum err range_of_all(struct request *rq, const struct page *page, const struct range **out)
    __attribute__((warn_unused_result));

/* No row stands here or earlier. */
struct place range_before_all(const struct tz *zone);

#endif
