/*
 * test_series_rows - rows of events for the tests of lists.  Included by tests only.
 */
#ifndef SERVICES_EVENT_TEST_SERIES_ROWS_H
#define SERVICES_EVENT_TEST_SERIES_ROWS_H

#include "services/event/columns.h"

#include "shared/base/arena.h"
#include "shared/base/check.h"
#include "shared/base/must.h"
#include "shared/request/request.h"

/* `2026-03-01T09:00:00Z`, or a date. */
static inline struct instant
instant(const char *text)
{
    struct instant at;
    struct day day;

    if (day_parse(text, strlen(text), &day))
        return instant_of_day(day);
    must(instant_parse(text, strlen(text), &at));
    return at;
}

static inline const struct tz *
zone_of(const char *name)
{
    const struct tz *z = tz_find(name, strlen(name));

    must(z != NULL);
    return z;
}

/* All-day when the start is a date; its id is all zeros but for the last byte. */
static inline struct sql_series
row_of(uint8_t id, const char *start, const char *end)
{
    return (struct sql_series){
        .event =
            {
                .id = {{[15] = id}},
                .start_time = {.at = instant(start)},
                .end_time = {.at = instant(end)},
                .timezone = "UTC",
                .visibility = "public",
                .all_day = strlen(start) == strlen("2026-03-01"),
            },
    };
}

static inline struct sql_series
series_row(struct arena *a, uint8_t id, const char *start, const char *end, const char *rule)
{
    struct sql_series row = row_of(id, start, end);
    struct request rq = {.arena = a};
    struct columns columns = {.is_series = true};

    row.event.recurrence_rule = rule;
    columns_reach(&rq, &row.event, &columns);
    row.has_series_start = row.has_series_end = true;
    row.series_start = columns.series_start;
    row.series_end = columns.series_end;
    return row;
}

/* Of the occurrence of series `of` that starts at `wall`. */
static inline struct sql_series
override_row(uint8_t id, uint8_t of, const char *wall, const char *start, const char *end)
{
    struct sql_series row = row_of(id, start, end);

    row.has_series_id = row.has_recurrence_local = true;
    row.series_id = (struct uuid){{[15] = of}};
    row.recurrence_local = (struct local){instant(wall).us};
    return row;
}

#endif
