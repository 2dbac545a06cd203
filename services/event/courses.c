/*
 * event.course, event.courses: a row has the event and all its changed occurrences, so a course is of one version.
 */
#include "services/event/dates.h"
#include "services/event/stored.h"
#include "shared/base/must.h"
#include "shared/request/request.h"

#include <string.h>

enum {
    ENTRIES_MOST = 4000, /* of a batch, before its last event: they are more than BYTES_MOST */
    BYTES_MOST = 256 * 1024,
};

static struct sql_stored
stored_of(const struct sql_course *row)
{
    return (struct sql_stored){
        .event = row->event,
        .has_start_local = row->has_start_local,
        .start_local = row->start_local,
        .has_series_end = row->has_series_end,
        .series_end = row->series_end,
    };
}

/* What an earlier release stored may reach over the end of time. */
static int64_t
length_of(const struct series_date *d, bool all_day)
{
    int64_t most = instant_max.us - instant_min.us;
    int64_t length_us;

    if (__builtin_mul_overflow(d->length_us, all_day ? DAY_US : 1, &length_us) || length_us > most)
        return most;
    return length_us;
}

static void
show_dates(struct request *rq, const struct sql_course *row, struct event_course *out)
{
    struct dates dates = dates_from_stored(rq, row->rdates);
    struct event_course_date *items = arena_array(rq->arena, struct event_course_date, dates.count);

    for (size_t i = 0; i < dates.count; i++) {
        const struct series_date *d = &dates.items[i];

        items[i] = (struct event_course_date){.place = d->start.us, .has_length_us = d->is_period};
        if (d->is_period)
            items[i].length_us = length_of(d, row->event.all_day);
    }
    out->rdates.items = items;
    out->rdates.count = dates.count;
}

static void
show_exceptions(struct request *rq, struct locals exdates, struct event_course *out)
{
    struct event_course_place *items =
        arena_array(rq->arena, struct event_course_place, exdates.count);

    for (size_t i = 0; i < exdates.count; i++)
        items[i].place = exdates.items[i].us;
    out->exdates.items = items;
    out->exdates.count = exdates.count;
}

static void
show_changed(struct request *rq, const struct sql_course *row, struct event_course *out)
{
    size_t count = row->walls.count;
    struct event_course_changed *items = arena_array(rq->arena, struct event_course_changed, count);

    must(row->starts.count == count && row->ends.count == count);
    must(row->all_days.count == count && row->cancelled.count == count);
    for (size_t i = 0; i < count; i++)
        items[i] = (struct event_course_changed){
            .place = row->walls.items[i].us,
            .cancelled = row->cancelled.items[i] != 0,
            .all_day = row->all_days.items[i] != 0,
            .start_at = {row->starts.items[i].us},
            .end_at = {row->ends.items[i].us},
        };
    out->changed.items = items;
    out->changed.count = count;
}

static void
show_series(struct request *rq, const struct sql_course *row, struct event_course *out)
{
    const struct sql_stored stored = stored_of(row);

    out->is_series = true;
    out->has_start_local = true;
    out->start_local = stored_start(&stored).us;
    out->has_series_end = true;
    out->series_end = row->series_end;
    out->recurrence_rule = row->event.recurrence_rule;
    show_dates(rq, row, out);
    show_exceptions(rq, row->exdates, out);
    show_changed(rq, row, out);
}

/* Of one that is deleted its version alone. */
static void
course_show(struct request *rq, const struct sql_course *row, struct event_course *out)
{
    const struct event *e = &row->event;

    *out = (struct event_course){
        .event_id = e->id,
        .version = e->version,
        .deleted = row->deleted,
    };
    if (row->deleted)
        return;
    out->has_calendar_id = out->has_created_at = out->has_updated_at = true;
    out->calendar_id = e->calendar_id;
    out->created_at = e->created_at;
    out->updated_at = e->updated_at;
    out->cancelled = strcmp(e->status, "cancelled") == 0;
    out->all_day = e->all_day;
    out->timezone = e->timezone;
    out->has_start_at = out->has_end_at = true;
    out->start_at = e->start_time.at;
    out->end_at = e->end_time.at;
    out->split_into = row->splits;
    if (row->has_series_end)
        show_series(rq, row, out);
}

enum err
event_course(struct request *rq, const struct event_course_in *in, struct event_course *out)
{
    const struct sql_course_find find = {.id = in->body.event_id, .user_id = in->body.user_id};
    struct sql_course row;
    enum err err = sql_course_find(rq, &find, &row);

    if (err == ERR_NOT_FOUND)
        return refuse(rq, err, "there is no such event");
    if (!err)
        course_show(rq, &row, out);
    return err;
}

/*
 * The rows are in the order of the ids.  Behind the last row everything is unknown, unless there are
 * rows that were left out.
 */
static size_t
show_in_order(struct request *rq, struct uuids ids, const struct sql_course *rows, size_t count,
              struct event_course *items)
{
    bool whole = count == 0 || (uint64_t)rows[0].known == count;
    size_t next = 0, n = 0;

    for (; n < ids.count && (whole || next < count); n++) {
        if (next < count && uuid_equal(rows[next].event.id, ids.items[n]))
            course_show(rq, &rows[next++], &items[n]);
        else
            items[n] = (struct event_course){.event_id = ids.items[n], .deleted = true};
    }
    must(next == count);
    return n;
}

enum err
event_courses(struct request *rq, const struct event_courses_in *in, struct event_courses *out)
{
    const struct sql_course_all all = {.ids = in->body.event_ids, .most = ENTRIES_MOST};
    struct event_course *items = arena_array(rq->arena, struct event_course, all.ids.count);
    struct sql_course *rows;
    size_t count;
    enum err err = sql_course_all(rq, &all, &rows, &count);

    if (err)
        return err;
    count = show_in_order(rq, all.ids, rows, count, items);
    out->courses.items = items;
    out->courses.count = wire_fit(&event_course_shape, items, count, BYTES_MOST);
    return OK;
}
