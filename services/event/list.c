/*
 * event.list: single events and whole series by start, or all occurrences that overlap a range.
 *
 * In a range, two streams are merged by place (expand.h): single events and overrides as they were
 * read (range.h), and the occurrences of the series.  An all-day event begins with its date in the
 * asker's zone.  A cursor is the place of the last event of its page.
 */
#include "services/event/list.h"

#include "services/event/range.h"
#include "services/event/zone.h"
#include "shared/request/cursor.h"

/* On a page: a row, or an occurrence of a series. */
struct item {
    struct place place;
    const struct range_row *row;
    struct expanded expanded; /* when row is NULL */
};

/* The cursor's keys are those of a place, and its id. */
enum { KEY_AT, KEY_DAY, KEY_WALL };

static bool
is_damaged(const struct cursor *c)
{
    int64_t at = c->keys[KEY_AT], day = c->keys[KEY_DAY], wall = c->keys[KEY_WALL];

    return at < instant_min.us - DAY_US || at > instant_max.us + DAY_US || day < day_min.days - 2 ||
           day > day_max.days + 2 || wall < instant_min.us - DAY_US || wall > PLACE_SINGLE.us;
}

static struct place
place_of_cursor(const struct cursor *c)
{
    return (struct place){.at = {c->keys[KEY_AT]},
                          .day = {(int32_t)c->keys[KEY_DAY]},
                          .id = c->id,
                          .wall = {c->keys[KEY_WALL]}};
}

static enum err
page_begin(struct request *rq, const struct event_list_in *in, const char *public_hash,
           struct page *page)
{
    struct cursor at;
    enum err err = in->cursor != NULL ? cursor_decode(rq, in->cursor, &at) : OK;

    if (err)
        return err;
    *page = (struct page){.in = in,
                          .zone = zone_asked(rq, in->timezone),
                          .filter = filter_read(rq, in->search, in->tag),
                          .public_hash = public_hash};
    if (in->attending && (in->calendar_id.count > 0 || page->filter != NULL))
        problem(rq, "attending", "goes without calendar_id, search and tag");
    if (in->has_start != in->has_end)
        problem(rq, in->has_start ? "end" : "start", "is required with %s",
                in->has_start ? "start" : "end");
    if (in->has_start && in->has_end && in->end.us <= in->start.us)
        problem(rq, "end", "must be after start");
    if (in->cursor != NULL && is_damaged(&at))
        return refuse(rq, ERR_INVALID_CURSOR, "the cursor is damaged");
    page->after = in->cursor != NULL ? place_of_cursor(&at) : range_before_all(page->zone);
    return refuse_problems(rq);
}

static struct expansion *
expand_range(struct request *rq, const struct page *page, const struct range *range)
{
    const struct event_list_in *in = page->in;
    struct instant from = page->after.at.us > in->start.us ? page->after.at : in->start;

    return expansion_begin(rq, range->series, range->series_count, from, in->end, page->zone);
}

/* The rows and the occurrences of the series, each in their order. */
struct streams {
    const struct page *page;
    const struct range *range;
    size_t next; /* in range->rows */
    struct expansion *expansion;
    struct item expanded; /* the next of the expansion */
    bool has_expanded;
};

static void
next_expanded(struct streams *s)
{
    struct expanded *next = &s->expanded.expanded;

    s->has_expanded = false;
    while (s->expansion != NULL && !s->has_expanded && expansion_next(s->expansion, next))
        s->has_expanded = place_compare(&next->place, &s->page->after) > 0;
    s->expanded.place = next->place;
}

static void
streams_begin(struct request *rq, struct streams *s)
{
    const struct range *range = s->range;

    while (s->next < range->row_count &&
           place_compare(&range->rows[s->next].place, &s->page->after) <= 0)
        s->next++;
    if (range->series_count > 0)
        s->expansion = expand_range(rq, s->page, range);
    next_expanded(s);
}

static bool
streams_next(struct streams *s, struct item *out)
{
    const struct range_row *row = s->next < s->range->row_count ? &s->range->rows[s->next] : NULL;

    if (s->has_expanded && (row == NULL || place_compare(&s->expanded.place, &row->place) < 0)) {
        *out = s->expanded;
        next_expanded(s);
        return true;
    }
    if (row == NULL)
        return false;
    *out = (struct item){.place = row->place, .row = row};
    s->next++;
    return true;
}

static void
show(struct request *rq, const struct range *range, const struct item *item, struct event *out)
{
    if (item->row != NULL) {
        *out = item->row->shown;
        return;
    }
    stored_show_ready(item->expanded.of, &item->expanded.occurrence, out);
    if (range->own.count > 0)
        answers_show_own(rq, &range->own, item->expanded.occurrence.wall, out);
}

/* Takes `limit` items and one more, which shows whether there is a next page. */
static void
show_page(struct request *rq, struct streams *streams, struct event_list *out)
{
    const struct page *page = streams->page;
    size_t most = (size_t)page->in->limit + 1, count = 0;
    struct item *items = arena_array(rq->arena, struct item, most);
    struct event *events = arena_array(rq->arena, struct event, most);

    streams_begin(rq, streams);
    while (count < most && streams_next(streams, &items[count]))
        count++;
    for (size_t i = 0; i < count; i++)
        show(rq, streams->range, &items[i], &events[i]);
    out->data.items = events;
    out->data.count = page_fit(&event_shape, events, count, page->in->limit);
    if (out->data.count < count) {
        const struct place *last = &items[out->data.count - 1].place;

        out->next_cursor = cursor_encode(rq, &(struct cursor){.keys = {[KEY_AT] = last->at.us,
                                                                       [KEY_DAY] = last->day.days,
                                                                       [KEY_WALL] = last->wall.us},
                                                              .id = last->id});
    }
}

enum err
list_page(struct request *rq, const struct event_list_in *in, const char *public_hash,
          struct event_list *out)
{
    struct page page;
    struct streams streams = {.page = &page};
    enum err err = page_begin(rq, in, public_hash, &page);

    if (!err)
        err = in->has_start ? range_read(rq, &page, &streams.range)
                            : range_of_all(rq, &page, &streams.range);
    if (err)
        return err;
    show_page(rq, &streams, out);
    return OK;
}

enum err
event_list(struct request *rq, const struct event_list_in *in, struct event_list *out)
{
    return list_page(rq, in, NULL, out);
}
