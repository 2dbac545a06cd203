/*
 * event.list: all events by start, or those that overlap a range.
 *
 * In a range timed and all-day events come from the table as two streams, each by its own start; an
 * all-day event stands at the first instant of its date in the asker's zone.  Here they are merged
 * by (instant, date, id), which is also what a cursor holds.  The date decides where a zone skipped
 * one (Samoa had no 30 December 2011): that date and the next begin at the same instant.
 */
#include "gen/event_sql.h"
#include "services/event/event.h"
#include "shared/must.h"
#include "shared/tz.h"

#include <string.h>

static const int64_t DAY_US = 24 * 3600 * INT64_C(1000000);

/* One page asked for: where it begins, and what all queries take. */
struct page {
    struct instant after;
    struct day after_day;
    struct uuid after_id;
    const struct tz *zone;
    const struct event_list_in *in;
};

/* No row stands here or earlier. */
static struct instant
before_all(void)
{
    return (struct instant){instant_min.us - DAY_US};
}

/*
 * The latest date that has begun by then.  It can be the one behind the local date: where clocks go
 * back over midnight (Newfoundland till 2011) the local date returns to the day before.
 */
static struct day
day_begun(const struct tz *zone, struct instant at)
{
    struct day day = day_of_instant((struct instant){tz_to_local(zone, at).us});
    struct day next = {day.days + 1};

    return tz_day_start(zone, next).us <= at.us ? next : day;
}

static bool
is_damaged(const struct cursor *at)
{
    return at->number < before_all().us || at->number > instant_max.us + DAY_US ||
           at->second < day_min.days - 2 || at->second > day_max.days + 2;
}

static enum err
page_begin(struct request *rq, const struct event_list_in *in, struct page *page)
{
    const char *zone = in->timezone ? in->timezone : rq->caller.zone;
    struct cursor at = {.number = before_all().us};
    enum err err = in->cursor ? cursor_decode(rq, in->cursor, &at) : OK;

    if (err)
        return err;
    *page = (struct page){
        .after = {at.number},
        .after_id = at.id,
        .zone = tz_find(zone, strlen(zone)),
        .in = in,
    };
    if (in->has_start != in->has_end)
        problem(rq, in->has_start ? "end" : "start", "is required with %s",
                in->has_start ? "start" : "end");
    if (in->has_start && in->has_end && in->end.us <= in->start.us)
        problem(rq, "end", "must be after start");
    if (is_damaged(&at))
        return refuse(rq, ERR_INVALID_CURSOR, "the cursor is damaged");
    must(page->zone != NULL);
    page->after_day =
        in->cursor ? (struct day){(int32_t)at.second} : day_begun(page->zone, page->after);
    return refuse_problems(rq);
}

/* Where an event stands on the asker's time line. */
static struct instant
placed(const struct page *page, const struct event *e)
{
    if (!page->in->has_start || !e->all_day)
        return e->start_time.at;
    return tz_day_start(page->zone, day_of_instant(e->start_time.at));
}

static struct day
placed_day(const struct page *page, const struct event *e)
{
    return e->all_day ? day_of_instant(e->start_time.at) : day_begun(page->zone, e->start_time.at);
}

/*
 * Where each stream goes on.  What is timed comes behind a skipped date that begins with it; dates
 * go on behind every one that begins at `after` or before.
 */
static void
position(const struct page *page, struct sql_event_range *q)
{
    static const struct uuid last = {{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                                      0xff, 0xff, 0xff, 0xff, 0xff, 0xff}};
    bool skipped = page->after_day.days < day_begun(page->zone, page->after).days;
    bool begins = tz_day_start(page->zone, page->after_day).us == page->after.us;

    q->after_time = page->after;
    q->after_id = skipped ? (struct uuid){{0}} : page->after_id;
    q->after_day = instant_of_day(page->after_day);
    q->after_day_id = begins ? page->after_id : last;
}

static enum err
rows_in_range(struct request *rq, const struct page *page, struct sql_event_listed **rows,
              size_t *count)
{
    const struct event_list_in *in = page->in;
    struct sql_event_range q = {
        .user_id = rq->caller.user_id,
        .some = in->calendar_id.count > 0,
        .calendar_ids = in->calendar_id,
        .range_start = in->start,
        .range_end = in->end,
        .first_day = instant_of_day(day_begun(page->zone, in->start)),
        .last_day = instant_of_day(day_begun(page->zone, (struct instant){in->end.us - 1})),
        .rows = in->limit + 1,
    };

    position(page, &q);
    return sql_event_range(rq, &q, rows, count);
}

static enum err
rows_of_all(struct request *rq, const struct page *page, struct sql_event_listed **rows,
            size_t *count)
{
    const struct event_list_in *in = page->in;
    const struct sql_event_page q = {
        .user_id = rq->caller.user_id,
        .some = in->calendar_id.count > 0,
        .calendar_ids = in->calendar_id,
        .after_time = page->after,
        .after_id = page->after_id,
        .rows = in->limit + 1,
    };

    return sql_event_page(rq, &q, rows, count);
}

static bool
stands_before(const struct page *page, const struct event *a, const struct event *b)
{
    struct instant at_a = placed(page, a), at_b = placed(page, b);
    struct day day_a = placed_day(page, a), day_b = placed_day(page, b);

    if (at_a.us != at_b.us)
        return at_a.us < at_b.us;
    return day_a.days != day_b.days ? day_a.days < day_b.days : uuid_compare(a->id, b->id) < 0;
}

/* The rows come as one ordered stream, or as two: first the timed ones, then those of days. */
static struct event *
merge(struct request *rq, const struct page *page, const struct sql_event_listed *rows,
      size_t count)
{
    struct event *merged = arena_array(rq->arena, struct event, count);
    size_t timed = 0, split = count;

    if (page->in->has_start)
        for (split = 0; split < count && !rows[split].event.all_day;)
            split++;
    for (size_t dated = split, n = 0; n < count; n++) {
        bool from_days = timed == split || (dated < count && stands_before(page, &rows[dated].event,
                                                                           &rows[timed].event));

        merged[n] = rows[from_days ? dated++ : timed++].event;
        event_shown(&merged[n]);
    }
    return merged;
}

static size_t
distinct(struct uuids ids)
{
    size_t n = 0;

    for (size_t i = 0; i < ids.count; i++) {
        size_t j = 0;

        while (j < i && !uuid_equal(ids.items[i], ids.items[j]))
            j++;
        n += j == i;
    }
    return n;
}

/* A calendar that is asked for by name and cannot be seen is not there. */
static enum err
check_calendars(struct request *rq, const struct event_list_in *in,
                const struct sql_event_listed *rows, size_t count)
{
    const struct sql_calendars_seen q = {
        .user_id = rq->caller.user_id,
        .calendar_ids = in->calendar_id,
    };
    struct sql_calendars_seen_row row;
    enum err err = OK;

    if (in->calendar_id.count == 0)
        return OK;
    if (count > 0)
        row.seen = rows[0].seen;
    else
        err = sql_calendars_seen(rq, &q, &row);
    if (!err && (size_t)row.seen < distinct(in->calendar_id))
        return refuse(rq, ERR_NOT_FOUND, "there is no such calendar");
    return err;
}

enum err
event_list(struct request *rq, const struct event_list_in *in, struct event_list *out)
{
    struct page page;
    struct sql_event_listed *rows;
    struct event *items;
    size_t count;
    enum err err = page_begin(rq, in, &page);

    if (!err)
        err = in->has_start ? rows_in_range(rq, &page, &rows, &count)
                            : rows_of_all(rq, &page, &rows, &count);
    if (!err)
        err = check_calendars(rq, in, rows, count);
    if (err)
        return err;
    items = merge(rq, &page, rows, count);
    out->data.items = items;
    out->data.count = page_fit(&event_shape, items, count, in->limit);
    if (out->data.count < count) {
        const struct event *last = &items[out->data.count - 1];

        out->next_cursor =
            cursor_encode(rq, &(struct cursor){.number = placed(&page, last).us,
                                               .second = placed_day(&page, last).days,
                                               .id = last->id});
    }
    return OK;
}
