/*
 * event.list: single events and whole series by start, or all occurrences that overlap a range.
 *
 * In a range single events and overrides meet what the series expand to.  An all-day event stands
 * at the first instant of its date in the asker's zone.  All are merged by their place, which is
 * also what a cursor holds.
 */
#include "services/event/event.h"
#include "services/event/expand.h"
#include "shared/must.h"

#include <stdlib.h>
#include <string.h>

static const int64_t DAY_US = 24 * 3600 * INT64_C(1000000);

enum { SERIES_MAX = 1000 }; /* that reach into one range, over all calendars asked for */

/* One page asked for. */
struct page {
    struct place after;
    const struct tz *zone;
    const struct event_list_in *in;
};

/* One thing on a page: a row, or an occurrence of a series. */
struct item {
    struct place place;
    const struct sql_stored *row;
    struct expanded expanded; /* when row is NULL */
};

/* No row stands here or earlier. */
static struct instant
before_all(void)
{
    return (struct instant){instant_min.us - DAY_US};
}

static bool
is_damaged(const struct cursor *at)
{
    return at->number < before_all().us || at->number > instant_max.us + DAY_US ||
           at->second < day_min.days - 2 || at->second > day_max.days + 2 ||
           at->third < before_all().us || at->third > PLACE_SINGLE.us;
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
        .after = {.at = {at.number}, .id = at.id, .wall = {at.third}},
        .zone = tz_find(zone, strlen(zone)),
        .in = in,
    };
    must(page->zone != NULL);
    page->after.day =
        in->cursor ? (struct day){(int32_t)at.second} : place_day(page->zone, page->after.at);
    if (in->has_start != in->has_end)
        problem(rq, in->has_start ? "end" : "start", "is required with %s",
                in->has_start ? "start" : "end");
    if (in->has_start && in->has_end && in->end.us <= in->start.us)
        problem(rq, "end", "must be after start");
    if (in->cursor && is_damaged(&at))
        return refuse(rq, ERR_INVALID_CURSOR, "the cursor is damaged");
    return refuse_problems(rq);
}

static struct place
place_of(const struct page *page, const struct sql_stored *row)
{
    struct instant at = row->event.start_time.at;
    struct place place = {.at = at, .id = row->event.id, .wall = PLACE_SINGLE};

    if (row->has_series_id) {
        place.id = row->series_id;
        place.wall = row->recurrence_local;
    }
    if (row->event.all_day) {
        place.day = day_of_instant(at);
        if (page->in->has_start)
            place.at = tz_day_start(page->zone, place.day);
    } else {
        place.day = place_day(page->zone, at);
    }
    return place;
}

/*
 * Where each stream of the table goes on.  What is timed comes behind a skipped date that begins
 * with it; dates go on behind every one that begins at `after` or before.
 */
static void
position(const struct page *page, struct sql_event_range *q)
{
    static const struct uuid last = {{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                                      0xff, 0xff, 0xff, 0xff, 0xff, 0xff}};
    const struct place *after = &page->after;
    bool skipped = after->day.days < place_day(page->zone, after->at).days;
    bool begins = tz_day_start(page->zone, after->day).us == after->at.us;

    q->after_time = after->at;
    q->after_id = skipped ? (struct uuid){{0}} : after->id;
    q->after_wall = after->wall;
    q->after_day = instant_of_day(after->day);
    q->after_day_id = begins ? after->id : last;
    q->after_day_wall = after->wall;
}

/* What the table has for a page: single things by their places, and series to expand. */
struct found {
    struct item *rows;
    const struct sql_series *series;
    size_t count, series_count;
};

static int
compare_items(const void *a, const void *b)
{
    const struct item *x = a, *y = b;

    return place_compare(&x->place, &y->place);
}

static void
add_row(const struct page *page, struct found *found, const struct sql_stored *row)
{
    found->rows[found->count++] = (struct item){.place = place_of(page, row), .row = row};
}

static void
sort_rows(struct request *rq, const struct page *page, const struct sql_series *rows, size_t count,
          struct found *out)
{
    struct sql_stored *single = arena_array(rq->arena, struct sql_stored, count + 1);
    struct sql_series *series = arena_array(rq->arena, struct sql_series, count + 1);

    *out = (struct found){.rows = arena_array(rq->arena, struct item, count + 1), .series = series};
    for (size_t i = 0; i < count; i++) {
        if (rows[i].has_series_end) {
            series[out->series_count++] = rows[i];
            continue;
        }
        single[out->count] = series_stored(&rows[i]);
        add_row(page, out, &single[out->count]);
    }
    qsort(out->rows, out->count, sizeof(*out->rows), compare_items);
}

/* All-day series reach up to a day further on the asker's time line than in the table. */
static enum err
rows_in_range(struct request *rq, const struct page *page, struct found *out)
{
    const struct event_list_in *in = page->in;
    struct sql_event_range q = {
        .user_id = rq->caller.user_id,
        .some = in->calendar_id.count > 0,
        .calendar_ids = in->calendar_id,
        .range_start = in->start,
        .range_end = in->end,
        .first_day = instant_of_day(place_day(page->zone, in->start)),
        .last_day = instant_of_day(place_day(page->zone, (struct instant){in->end.us - 1})),
        .rows = in->limit + 1,
        .series_from = {in->start.us - DAY_US},
        .series_until = {in->end.us + DAY_US},
        .series = SERIES_MAX + 1,
    };
    struct sql_series *rows;
    size_t count;
    enum err err;

    position(page, &q);
    err = sql_event_range(rq, &q, &rows, &count);
    if (err)
        return err;
    sort_rows(rq, page, rows, count, out);
    if (out->series_count > SERIES_MAX)
        problem(rq, "end", "the range has more than %d series; ask for a shorter one", SERIES_MAX);
    return refuse_problems(rq);
}

static enum err
rows_of_all(struct request *rq, const struct page *page, struct found *out)
{
    const struct event_list_in *in = page->in;
    const struct sql_event_page q = {
        .user_id = rq->caller.user_id,
        .some = in->calendar_id.count > 0,
        .calendar_ids = in->calendar_id,
        .after_time = page->after.at,
        .after_id = page->after.id,
        .rows = in->limit + 1,
    };
    struct sql_stored *rows;
    size_t count;
    enum err err = sql_event_page(rq, &q, &rows, &count);

    if (err)
        return err;
    *out = (struct found){.rows = arena_array(rq->arena, struct item, count + 1)};
    for (size_t i = 0; i < count; i++)
        add_row(page, out, &rows[i]);
    return OK;
}

static struct expansion *
expand_range(struct request *rq, const struct page *page, const struct found *found)
{
    const struct event_list_in *in = page->in;
    struct instant from = page->after.at.us > in->start.us ? page->after.at : in->start;

    return expansion_begin(rq, found->series, found->series_count, from, in->end, page->zone);
}

/* What is found and what the series expand to, both in their order. */
struct streams {
    const struct page *page;
    struct found found;
    size_t next; /* in found.rows */
    struct expansion *expansion;
    struct item expanded; /* the next of the expansion */
    bool has_expanded;
};

static void
next_expanded(struct streams *s)
{
    struct expanded *next = &s->expanded.expanded;

    s->has_expanded = false;
    while (s->expansion && !s->has_expanded && expansion_next(s->expansion, next))
        s->has_expanded = place_compare(&next->place, &s->page->after) > 0;
    s->expanded.place = next->place;
}

static bool
streams_next(struct streams *s, struct item *out)
{
    const struct item *row = s->next < s->found.count ? &s->found.rows[s->next] : NULL;

    if (s->has_expanded && (!row || place_compare(&s->expanded.place, &row->place) < 0)) {
        *out = s->expanded;
        next_expanded(s);
        return true;
    }
    if (!row)
        return false;
    *out = *row;
    s->next++;
    return true;
}

static const struct sql_series *
series_of(const struct sql_stored *row, const struct found *found)
{
    for (size_t i = 0; row->has_series_id && i < found->series_count; i++)
        if (uuid_equal(found->series[i].event.id, row->series_id))
            return &found->series[i];
    return NULL;
}

static void
show(struct request *rq, const struct item *item, const struct found *found, struct event *out)
{
    const struct sql_series *of = item->row ? series_of(item->row, found) : item->expanded.row;
    struct sql_stored series;

    if (!of)
        return stored_show(rq, item->row, out);
    series = series_stored(of);
    if (item->row)
        stored_show_override(rq, &series, item->row, out);
    else
        stored_show_occurrence(rq, &series, &item->expanded.occurrence, out);
}

/* The first `limit` things and one more, to see whether there is a next page. */
static void
show_page(struct request *rq, struct streams *streams, struct event_list *out)
{
    const struct page *page = streams->page;
    size_t most = (size_t)page->in->limit + 1, count = 0;
    struct item *items = arena_array(rq->arena, struct item, most);
    struct event *events = arena_array(rq->arena, struct event, most);

    next_expanded(streams);
    while (count < most && streams_next(streams, &items[count]))
        count++;
    for (size_t i = 0; i < count; i++)
        show(rq, &items[i], &streams->found, &events[i]);
    out->data.items = events;
    out->data.count = page_fit(&event_shape, events, count, page->in->limit);
    if (out->data.count < count) {
        const struct place *last = &items[out->data.count - 1].place;

        out->next_cursor = cursor_encode(rq, &(struct cursor){.number = last->at.us,
                                                              .second = last->day.days,
                                                              .third = last->wall.us,
                                                              .id = last->id});
    }
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

enum err
calendars_check(struct request *rq, struct uuids ids, size_t rows)
{
    const struct sql_calendars_seen q = {.user_id = rq->caller.user_id, .calendar_ids = ids};
    struct sql_calendars_seen_row row;
    enum err err;

    if (ids.count == 0 || (ids.count == 1 && rows > 0))
        return OK;
    err = sql_calendars_seen(rq, &q, &row);
    if (err)
        return err;
    if ((size_t)row.seen < distinct(ids))
        return refuse(rq, ERR_NOT_FOUND, "there is no such calendar");
    return OK;
}

enum err
event_list(struct request *rq, const struct event_list_in *in, struct event_list *out)
{
    struct page page;
    struct streams streams = {.page = &page};
    enum err err = page_begin(rq, in, &page);

    if (!err)
        err = in->has_start ? rows_in_range(rq, &page, &streams.found)
                            : rows_of_all(rq, &page, &streams.found);
    if (!err)
        err =
            calendars_check(rq, in->calendar_id, streams.found.count + streams.found.series_count);
    if (err)
        return err;
    if (in->has_start)
        streams.expansion = expand_range(rq, &page, &streams.found);
    show_page(rq, &streams, out);
    return OK;
}
