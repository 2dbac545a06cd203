#include "services/event/found.h"

enum err
found_range(struct request *rq, const struct filter *filter, const struct sql_event_range *range,
            struct sql_series **rows, size_t *count)
{
    const struct sql_range_found q = {
        .user_id = range->user_id,
        .some = range->some,
        .calendar_ids = range->calendar_ids,
        .parts = filter->parts,
        .series_parts = filter->series_parts,
        .changed_parts = filter->changed_parts,
        .range_start = range->range_start,
        .range_end = range->range_end,
        .first_day = range->first_day,
        .last_day = range->last_day,
        .after_time = range->after_time,
        .after_id = range->after_id,
        .after_wall = range->after_wall,
        .after_day = range->after_day,
        .after_day_id = range->after_day_id,
        .after_day_wall = range->after_day_wall,
        .past_time = range->past_time,
        .past_id = range->past_id,
        .past_wall = range->past_wall,
        .past_day = range->past_day,
        .past_day_id = range->past_day_id,
        .past_day_wall = range->past_day_wall,
        .rows = range->rows,
        .series_from = range->series_from,
        .series_until = range->series_until,
        .series = range->series,
    };

    return sql_range_found(rq, &q, rows, count);
}

enum err
found_page(struct request *rq, const struct filter *filter, const struct sql_event_page *page,
           struct local after_wall, struct sql_stored **rows, size_t *count)
{
    const struct sql_event_found q = {
        .user_id = page->user_id,
        .some = page->some,
        .calendar_ids = page->calendar_ids,
        .parts = filter->parts,
        .series_parts = filter->series_parts,
        .changed_parts = filter->changed_parts,
        .after_time = page->after_time,
        .after_id = page->after_id,
        .after_wall = after_wall,
        .rows = page->rows,
        .series_from = page->after_time,
        .series_until = {instant_max.us + DAY_US},
    };

    return sql_event_found(rq, &q, rows, count);
}
