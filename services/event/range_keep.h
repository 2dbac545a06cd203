/*
 * range_keep - the ranges that are kept, by who asked for what.
 *
 * Ownership: what is begun or found is held until the request's arena is reset.
 * Threads:   any.
 */
#ifndef SERVICES_EVENT_RANGE_KEEP_H
#define SERVICES_EVENT_RANGE_KEEP_H

#include "services/event/range.h"
#include "shared/keep.h"

/* After the settings, before threads. */
void range_keep_start(void);

struct kept *range_keep_begin(struct request *rq);
void range_keep_put(struct request *rq, const struct page *page, struct kept *kept);

/* NULL when none is kept, or one whose calendars have changed. */
enum err range_keep_find(struct request *rq, const struct page *page, const struct range **out)
    __attribute__((warn_unused_result));

#endif
