/*
 * range - what the tables have for a list of events: single ones by their places, series ready to
 * be expanded.  What one page has read is cached for the others (stamped.h).
 *
 * Ownership: a range lives as long as the request.
 * Threads:   one request's.
 */
#ifndef SERVICES_EVENT_RANGE_H
#define SERVICES_EVENT_RANGE_H

#include "services/event/answers.h"
#include "services/event/expand.h"
#include "services/event/filter.h"
#include "services/event/stamped.h"
#include "services/event/stored.h"

/* One page asked for. */
struct page {
    const struct event_list_in *in;
    const struct tz *zone;
    const struct filter *filter; /* NULL: everything */
    const char *public_hash;     /* of the token of a public calendar; NULL: what the caller sees */
    struct place after;          /* the page begins behind it */
};

/* A single event or an override. */
struct range_row {
    struct place place;
    struct event shown;
};

struct range {
    struct stamped stamped;       /* first */
    const struct range_row *rows; /* by place, all of those behind `from` up to the last one */
    const struct ready_series *series;
    struct own_answers own; /* the caller's, to the series */
    size_t row_count, series_count;
    struct place from;
    bool is_complete; /* there is no row behind the last one */
    bool is_ahead;    /* it was read for more than one page */
    size_t size;      /* bytes */
};

/* What overlaps the range that `page` asks for, a page at least; it may begin before. */
enum err range_read(struct request *rq, const struct page *page, const struct range **out)
    __attribute__((warn_unused_result));

/* Without a range: single events and whole series by start, and changed occurrences that a filter finds alone; no series
 * to expand. */
enum err range_of_all(struct request *rq, const struct page *page, const struct range **out)
    __attribute__((warn_unused_result));

/* A place before every row. */
struct place range_before_all(const struct tz *zone);

#endif
