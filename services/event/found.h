/*
 * found - what range.c reads of the tables when a list has a filter.
 *
 * A series without series_start among the rows is there for its overrides alone.
 *
 * Ownership: rows live in the request's arena.
 * Threads:   any.
 */
#ifndef SERVICES_EVENT_FOUND_H
#define SERVICES_EVENT_FOUND_H

#include "gen/event/sql.h"
#include "services/event/filter.h"

/* As sql_event_range. */
enum err found_range(struct request *rq, const struct filter *filter,
                     const struct sql_event_range *range, struct sql_series **rows, size_t *count)
    __attribute__((warn_unused_result));

/* As sql_event_page, and changed occurrences; behind that one of them whose series has the id of the page's place. */
enum err found_page(struct request *rq, const struct filter *filter,
                    const struct sql_event_page *page, struct local after_wall,
                    struct sql_stored **rows, size_t *count) __attribute__((warn_unused_result));

#endif
