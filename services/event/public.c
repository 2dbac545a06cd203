/*
 * event.public_list: what a range has of a public calendar, read and cached as for its members
 * (range.h) and then cut down to what everybody may see.
 *
 * An event is shown when its own `visibility` is public, a changed occurrence whatever its series is.
 * What is hidden leaves no gap that tells of it: rules and their exceptions are not shown, and the
 * version of a page is that of its content.
 */
#include "services/event/public.h"

#include "services/event/list.h"
#include "shared/crypto/seal.h"
#include "shared/request/content.h"
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

static void
show_to_everybody(const struct event *e, struct public_event *out)
{
    *out = (struct public_event){
        .id = e->id,
        .uid = e->uid,
        .title = e->title,
        .description = e->description,
        .location = e->location,
        .color = e->color,
        .url = e->url,
        .conference_url = e->conference_url,
        .start_time = e->start_time,
        .end_time = e->end_time,
        .timezone = e->timezone,
        .all_day = e->all_day,
        .has_recurrence_id = e->has_recurrence_id,
        .recurrence_id = e->recurrence_id,
        .status = e->status,
        .transparency = e->transparency,
        .tags = e->tags,
    };
}

enum err
event_public_list(struct request *rq, const struct event_public_list_in *in,
                  struct public_events *out)
{
    const struct event_list_in range = {
        .has_start = true,
        .start = in->start,
        .has_end = true,
        .end = in->end,
        .timezone = in->timezone,
        .limit = in->limit,
        .cursor = in->cursor,
    };
    struct event_list page = {.next_cursor = NULL};
    struct public_event *events;
    enum err err = list_page(rq, &range, sha256_text(rq->arena, in->token), &page);

    if (err)
        return err;
    events = arena_array(rq->arena, struct public_event, page.data.count + 1);
    for (size_t i = 0; i < page.data.count; i++)
        show_to_everybody(&page.data.items[i], &events[i]);
    *out =
        (struct public_events){.data = {events, page.data.count}, .next_cursor = page.next_cursor};
    out->version = content_version(&public_events_shape, out);
    return OK;
}
