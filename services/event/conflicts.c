/*
 * The times of a single event, and of one occurrence, are those shown.  Those of a series are looked for in a window:
 *
 *     it begins   with the first occurrence, or now when that is past
 *     it ends     with the 100th occurrence from there, 366 days later, or with the series
 *
 * When other events are too many in it, half of it is taken, and so on.
 */
#include "services/event/conflicts.h"

#include "services/event/blocking.h"
#include "services/event/expand.h"
#include "services/event/spans.h"
#include "services/event/zone.h"

#include <string.h>

enum { SHOWN_MAX = 20, OCCURRENCES_MAX = 100, DAYS_MAX = 366 };

static const struct blocking_most conflicts_most = {.singles = 5000, .series = 1000};

struct search {
    const struct event *event;
    const struct tz *zone;
    struct span window;
    struct spans own;                    /* the event's times */
    struct blocked found[SHOWN_MAX + 1]; /* the first by start */
    size_t count;
    bool whole; /* nothing was left out so far */
};

/* ---------------------------------------------------------------- where to look */

static bool
is_whole_series(const struct event *e)
{
    return !e->has_recurrence_id && (e->recurrence_rule != NULL || e->recurrence_dates.count > 0);
}

static bool
blocks(const struct event *e)
{
    return strcmp(e->status, "cancelled") != 0 && strcmp(e->transparency, "opaque") == 0;
}

static struct instant
placed(const struct tz *zone, const struct moment *m)
{
    return m->is_date ? tz_day_start(zone, day_of_instant(m->at)) : m->at;
}

static struct instant
earlier(struct instant a, struct instant b)
{
    return a.us < b.us ? a : b;
}

static void
window_of_series(struct request *rq, struct search *s, const struct sql_stored *row)
{
    struct instant from = placed(s->zone, &s->event->start_time), now = instant_now();
    struct instant end = row->series_end, until;
    struct series_iter it;
    struct occurrence o, next;
    int count = 0;

    if (row->event.all_day)
        end.us += DAY_US; /* west of UTC it ends later */
    if (from.us < now.us)
        from = now;
    until = earlier(end, (struct instant){from.us + DAYS_MAX * DAY_US});
    s->window = (struct span){from, until};
    s->whole = end.us == until.us;
    series_begin(&it, stored_series(rq, row, s->zone), from, until);
    while (count < OCCURRENCES_MAX && series_next(&it, &o))
        count++;
    if (count == OCCURRENCES_MAX && series_next(&it, &next)) {
        s->window.end = earlier(o.end, until);
        s->whole = false;
    }
}

static enum err
search_window(struct request *rq, struct search *s)
{
    const struct sql_event_find find = {.id = s->event->id, .user_id = rq->caller.user_id};
    struct sql_stored row;
    enum err err;

    s->window.start = placed(s->zone, &s->event->start_time);
    s->window.end = placed(s->zone, &s->event->end_time);
    if (!is_whole_series(s->event)) {
        spans_add(&s->own, &s->window, s->window.start, s->window.end);
        return OK;
    }
    err = sql_event_find(rq, &find, &row);
    if (!err)
        window_of_series(rq, s, &row);
    return err;
}

/* ---------------------------------------------------------------- reading */

static enum err
read_window(struct request *rq, const struct search *s, struct blocking *out)
{
    const struct span *window = &s->window;
    const struct sql_busy_range q = {
        .user_id = rq->caller.user_id,
        .range_start = window->start,
        .range_end = window->end,
        .first_day = instant_of_day(place_day(s->zone, window->start)),
        .last_day = instant_of_day(place_day(s->zone, (struct instant){window->end.us - 1})),
        .events = (int64_t)conflicts_most.singles + 1,
        .series_from = {window->start.us - DAY_US},
        .series_until = {window->end.us + DAY_US},
        .series = (int64_t)conflicts_most.series + 1,
    };
    struct sql_series *rows;
    enum err err = sql_busy_range(rq, &q, &rows, &out->count);

    out->window = *window;
    out->zone = s->zone;
    out->rows = rows;
    return err;
}

/* A day of a series, or the time of a single event, is not halved. */
static enum err
read_what_fits(struct request *rq, struct search *s, struct blocking *out)
{
    enum err err = read_window(rq, s, out);
    size_t limit;

    while (!err && blocking_excess(out, &conflicts_most, &limit) != NULL) {
        int64_t length = s->window.end.us - s->window.start.us;

        s->whole = false;
        if (s->own.count > 0 || length <= DAY_US)
            break;
        s->window.end.us -= length / 2;
        err = read_window(rq, s, out);
    }
    return err;
}

/* Puts the event's own rows apart from the others. */
static void
part_rows(struct request *rq, const struct search *s, const struct blocking *all,
          struct blocking *own, struct blocking *others)
{
    struct sql_series *rows = arena_array(rq->arena, struct sql_series, all->count + 1);
    size_t n = 0, end = all->count;

    for (size_t i = 0; i < all->count; i++) {
        const struct sql_series *row = &all->rows[i];
        bool is_own = uuid_equal(row->event.id, s->event->id) ||
                      (row->has_series_id && uuid_equal(row->series_id, s->event->id));

        rows[is_own ? n++ : --end] = *row;
    }
    *own = *others = *all;
    own->rows = rows;
    own->count = n;
    others->rows = rows + n;
    others->count = all->count - n;
}

/* ---------------------------------------------------------------- comparing */

static void
take_own(void *context, const struct blocked *blocked)
{
    struct search *s = context;

    spans_add(&s->own, &s->window, blocked->occurrence.start, blocked->occurrence.end);
}

static bool
overlaps_own(const struct spans *own, const struct occurrence *o)
{
    size_t low = 0, high = own->count;

    while (low < high) { /* the first that ends behind the start */
        size_t middle = low + (high - low) / 2;

        if (own->items[middle].end.us > o->start.us)
            high = middle;
        else
            low = middle + 1;
    }
    return low < own->count && own->items[low].start.us < o->end.us && o->start.us < o->end.us;
}

static int
compare(const struct blocked *x, const struct blocked *y)
{
    int64_t a = x->occurrence.start.us, b = y->occurrence.start.us;
    int by_id = memcmp(&x->row->event.id, &y->row->event.id, sizeof x->row->event.id);

    if (a != b)
        return a < b ? -1 : 1;
    return by_id;
}

static void
take_conflict(void *context, const struct blocked *blocked)
{
    struct search *s = context;
    size_t at = s->count;

    if (!overlaps_own(&s->own, &blocked->occurrence))
        return;
    if (s->count <= SHOWN_MAX)
        s->count++;
    else if (compare(blocked, &s->found[--at]) >= 0)
        return;
    for (; at > 0 && compare(blocked, &s->found[at - 1]) < 0; at--)
        s->found[at] = s->found[at - 1];
    s->found[at] = *blocked;
}

static enum err
search_rows(struct request *rq, struct search *s)
{
    struct blocking all = {.count = 0}, own, others;
    bool whole_own = true, whole = true;
    enum err err = read_what_fits(rq, s, &all);

    part_rows(rq, s, &all, &own, &others);
    if (!err && is_whole_series(s->event))
        err = blocking_each(rq, &own, take_own, s, &whole_own);
    spans_settle(&s->own);
    if (!err)
        err = blocking_each(rq, &others, take_conflict, s, &whole);
    s->whole = s->whole && whole_own && whole;
    if (s->count > SHOWN_MAX) {
        s->count = SHOWN_MAX;
        s->whole = false;
    }
    return err;
}

/* ---------------------------------------------------------------- showing */

static const struct sql_stored *
row_of(const struct sql_stored *rows, size_t count, struct uuid id)
{
    for (size_t i = 0; i < count; i++)
        if (uuid_equal(rows[i].event.id, id))
            return &rows[i];
    return NULL;
}

/* false: it has gone meanwhile. */
static bool
show_event(struct request *rq, const struct blocked *found, const struct sql_stored *rows,
           size_t count, struct event *out)
{
    const struct sql_stored *row = row_of(rows, count, found->row->event.id), *series;

    if (row == NULL)
        return false;
    if (row->has_series_id) {
        series = row_of(rows, count, row->series_id);
        if (series != NULL)
            stored_show_override(rq, series, row, out);
        return series != NULL;
    }
    if (stored_is_series(row))
        stored_show_occurrence(rq, row, &found->occurrence, out);
    else
        stored_show(rq, row, out);
    return true;
}

static enum err
show_found(struct request *rq, const struct search *s, struct event_conflicts *out)
{
    struct uuid *ids = arena_array(rq->arena, struct uuid, 2 * s->count + 1);
    struct event_conflict *shown = arena_array(rq->arena, struct event_conflict, s->count + 1);
    struct sql_event_seen q = {.user_id = rq->caller.user_id, .ids.items = ids};
    struct sql_stored *rows;
    size_t count;
    enum err err;

    for (size_t i = 0; i < s->count; i++) {
        ids[q.ids.count++] = s->found[i].row->event.id;
        if (s->found[i].row->has_series_id)
            ids[q.ids.count++] = s->found[i].row->series_id;
    }
    err = sql_event_seen(rq, &q, &rows, &count);
    out->data.items = shown;
    for (size_t i = 0; !err && i < s->count; i++) {
        struct event e;

        if (show_event(rq, &s->found[i], rows, count, &e))
            shown[out->data.count++] = (struct event_conflict){
                .id = e.id,
                .calendar_id = e.calendar_id,
                .title = e.title,
                .start_time = e.start_time,
                .end_time = e.end_time,
                .all_day = e.all_day,
                .has_recurrence_id = e.has_recurrence_id,
                .recurrence_id = e.recurrence_id,
            };
    }
    return err;
}

enum err
conflicts_show(struct request *rq, struct event *event)
{
    struct search s = {
        .event = event, .zone = zone_asked(rq, NULL), .own = {.arena = rq->arena}, .whole = true};
    enum err err = blocks(event) ? search_window(rq, &s) : OK;

    if (!err && s.window.start.us < s.window.end.us)
        err = search_rows(rq, &s);
    event->has_conflicts = true;
    event->conflicts = (struct event_conflicts){.complete = s.whole};
    return err || s.count == 0 ? err : show_found(rq, &s, &event->conflicts);
}
