/*
 * event.calendar_events: a calendar's events as others look for what is to come.
 */
#include "gen/event/sql.h"
#include "shared/base/arena.h"
#include "shared/request/request.h"

static enum err
calendar_events_check(struct request *rq, const struct calendar_events_ask *asked)
{
    const struct sql_access_role role = {.calendar_id = asked->calendar_id,
                                         .user_id = asked->user_id};
    struct sql_access_role_row row;
    enum err err = asked->has_user_id ? sql_access_role(rq, &role, &row) : OK;

    return err == ERR_NOT_FOUND ? refuse(rq, err, "there is no such calendar") : err;
}

static enum err
calendar_events_single(struct request *rq, const struct calendar_events_ask *asked,
                       struct uuid *ids, struct calendar_events *out)
{
    const struct sql_calendar_singles page = {
        .calendar_id = asked->calendar_id,
        .after_at = asked->after_at,
        .after_id = asked->after_id,
        .until = asked->until,
        .rows = asked->limit + 1,
    };
    size_t limit = (size_t)asked->limit, n = 0;
    struct sql_calendar_singles_row *rows;
    size_t count;
    enum err err = sql_calendar_singles(rq, &page, &rows, &count);

    if (err)
        return err;
    out->more = count > limit;
    for (size_t i = 0; i < count && i < limit; i++) {
        ids[n] = rows[i].id;
        n += rows[i].is_single;
        out->last_at = rows[i].start_time;
        out->last_id = rows[i].id;
    }
    out->event_ids = (struct uuids){ids, n};
    return OK;
}

static enum err
calendar_events_series(struct request *rq, const struct calendar_events_ask *asked,
                       struct uuid *ids, struct calendar_events *out)
{
    const struct sql_calendar_series page = {
        .calendar_id = asked->calendar_id,
        .from = asked->from,
        .until = asked->until,
        .after_id = asked->after_id,
        .rows = asked->limit + 1,
    };
    size_t limit = (size_t)asked->limit;
    struct sql_calendar_series_row *rows;
    size_t count;
    enum err err = sql_calendar_series(rq, &page, &rows, &count);

    if (err)
        return err;
    out->more = count > limit;
    count = out->more ? limit : count;
    for (size_t i = 0; i < count; i++)
        ids[i] = rows[i].id;
    if (count > 0)
        out->last_id = ids[count - 1];
    out->event_ids = (struct uuids){ids, count};
    return OK;
}

enum err
event_calendar_events(struct request *rq, const struct event_calendar_events_in *in,
                      struct calendar_events *out)
{
    const struct calendar_events_ask *asked = &in->body;
    struct uuid *ids = arena_array(rq->arena, struct uuid, (size_t)asked->limit + 1);
    enum err err = calendar_events_check(rq, asked);

    *out = (struct calendar_events){.last_at = asked->after_at, .last_id = asked->after_id};
    if (err || asked->limit == 0)
        return err;
    return asked->is_series ? calendar_events_series(rq, asked, ids, out)
                            : calendar_events_single(rq, asked, ids, out);
}
