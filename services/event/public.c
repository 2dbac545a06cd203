#include "services/event/public.h"

#include "shared/request/request.h"

#include <string.h>

enum err
public_range(struct request *rq, const char *hash, const struct sql_event_range *range,
             struct sql_series **rows, size_t *count)
{
    const struct sql_public_range q = {
        .hash = hash,
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

    return sql_public_range(rq, &q, rows, count);
}

enum err
public_stamp(struct request *rq, const char *hash, struct bytes *stamp)
{
    struct sql_public_stamp_row row;
    enum err err = sql_public_stamp(rq, &(struct sql_public_stamp){.hash = hash}, &row);

    if (!err)
        *stamp = row.stamp;
    return err;
}

enum err
public_judge(struct request *rq, const char *hash, size_t rows)
{
    struct sql_public_judge_row row;
    enum err err =
        rows > 0 ? OK : sql_public_judge(rq, &(struct sql_public_judge){.hash = hash}, &row);

    return err == ERR_NOT_FOUND ? refuse(rq, err, "there is no such calendar") : err;
}

bool
public_is_shown(const struct event *e)
{
    return strcmp(e->visibility, "public") == 0;
}
