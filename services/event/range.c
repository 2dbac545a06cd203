/*
 * What the tables have for one page of a list, read by one statement (event_range) in three parts:
 *
 *     timed     single events and overrides by (start, id of the event or series, occurrence)
 *     all-day   the same by date; which instant a date begins at is up to the asker's zone
 *     series    all that reach into the range; list.c expands them
 *
 * Timed and all-day rows come as keyset pages of at most limit + 1 rows each.  A cursor is a place
 * on the asker's time line (expand.h), which position.c translates into where each part goes on.
 *
 * The rows come in no order and are sorted here.  Of a part that gave as many as were asked for
 * there may be more, so what lies behind its last row is left out.
 *
 * What was read is cached, and pages that it holds are cut from it.  The first page reads no more
 * than itself; when the next one finds that nothing has changed meanwhile, it reads ahead:
 *
 *     behind the first page     from the beginning, so that the first page is held as well
 *     further on                from the cursor
 *
 * Without a range, event_page reads single events and whole series by their start.  With a filter
 * other statements read the same (found.h), and with the token of a public calendar what everybody may see (public.h).
 *
 * Limits: 1,000 series in a range; more are refused, and the client has to ask for a shorter one.
 */
#include "services/event/range.h"

#include "services/event/access.h"
#include "services/event/found.h"
#include "services/event/position.h"
#include "services/event/public.h"

#include <stdatomic.h>
#include <stdlib.h>

enum {
    SERIES_MAX = 1000,  /* that reach into one range, over all calendars asked for */
    CHANGED_MAX = 5000, /* occurrences changed by themselves, of what is attended in one range */
    AHEAD_ROWS = 2000,
    AHEAD_SIZE = 4 << 20, /* bytes, if the rows are as large as those of the page before */
    AHEAD_AT_ONCE = 2,    /* because they may be much larger */
};

static atomic_int readers_ahead;

/* What is read for a page: so many rows of each part behind a place. */
struct ahead {
    struct place from;
    int64_t rows;
};

struct reading {
    const struct page *page;
    struct ahead *ahead;
};

struct place
range_before_all(const struct tz *zone)
{
    struct instant at = {instant_min.us - DAY_US};

    return (struct place){.at = at, .day = place_day(zone, at)};
}

/* ---------------------------------------------------------------- asking */

/* On the asker's time line an all-day series may reach a day further than in the table. */
static enum err
ask_range(struct request *rq, const struct reading *r, struct sql_series **rows, size_t *count)
{
    const struct page *page = r->page;
    const struct event_list_in *in = page->in;
    struct sql_event_range q = {
        .user_id = rq->caller.user_id,
        .some = in->calendar_id.count > 0,
        .calendar_ids = in->calendar_id,
        .range_start = in->start,
        .range_end = in->end,
        .first_day = instant_of_day(place_day(page->zone, in->start)),
        .last_day = instant_of_day(place_day(page->zone, (struct instant){in->end.us - 1})),
        .rows = r->ahead->rows,
        .series_from = {in->start.us - DAY_US},
        .series_until = {in->end.us + DAY_US},
        .series = SERIES_MAX + 1,
    };

    position_behind(page->zone, &r->ahead->from, &q);
    if (page->public_hash != NULL)
        return public_range(rq, page->public_hash, &q, rows, count);
    return page->filter != NULL ? found_range(rq, page->filter, &q, rows, count)
                                : sql_event_range(rq, &q, rows, count);
}

/* What the caller attends, all that reaches into the range. */
static enum err
ask_attending(struct request *rq, const struct page *page, struct sql_series **rows, size_t *count)
{
    const struct event_list_in *in = page->in;
    const struct sql_attending_range q = {
        .user_id = rq->caller.user_id,
        .range_start = in->start,
        .range_end = in->end,
        .first_day = instant_of_day(place_day(page->zone, in->start)),
        .last_day = instant_of_day(place_day(page->zone, (struct instant){in->end.us - 1})),
        .series_from = {in->start.us - DAY_US},
        .series_until = {in->end.us + DAY_US},
        .series = SERIES_MAX + 1,
        .rows = CHANGED_MAX + 1,
    };

    return sql_attending_range(rq, &q, rows, count);
}

/* ---------------------------------------------------------------- sorting out */

static struct place
place_of(const struct page *page, const struct sql_stored *row)
{
    struct instant at = row->event.start_time.at;
    struct place place = {.at = at, .id = row->event.id, .wall = PLACE_SINGLE};

    if (row->has_series_id) {
        place.id = row->series_id;
        place.wall = row->recurrence_local;
    }
    if (row->event.all_day || !page->in->has_start)
        place.day = day_of_instant(at);
    else
        place.day = place_day(page->zone, at);
    if (row->event.all_day && page->in->has_start)
        place.at = tz_day_start(page->zone, place.day);
    return place;
}

/* `series` is that of an override, or NULL. */
static void
set_row(struct request *rq, const struct page *page, const struct sql_stored *series,
        const struct sql_stored *row, struct range_row *out)
{
    out->place = place_of(page, row);
    if (series != NULL)
        stored_show_override(rq, series, row, &out->shown);
    else
        stored_show(rq, row, &out->shown);
}

static int
compare_rows(const void *a, const void *b)
{
    const struct range_row *x = a, *y = b;

    return place_compare(&x->place, &y->place);
}

/* A filter does not find every series of which it finds an override, and not every one is public. */
static bool
is_listed(const struct page *page, const struct sql_series *row)
{
    return row->has_series_end && row->has_series_start &&
           (page->public_hash == NULL || public_is_shown(&row->event));
}

/* All that were read for a public calendar, shown or not: there may be more of the others. */
static bool
counts(const struct page *page, const struct sql_series *row)
{
    return page->public_hash != NULL ? row->has_series_end : is_listed(page, row);
}

static void
take_series(struct request *rq, const struct page *page, const struct sql_series *rows,
            size_t count, struct range *out)
{
    struct ready_series *series = arena_array(rq->arena, struct ready_series, count + 1);

    out->series = series;
    for (size_t i = 0; i < count; i++)
        if (is_listed(page, &rows[i]))
            stored_ready(rq, &rows[i], page->zone, page->in->end, &series[out->series_count++]);
}

static const struct sql_series *
series_of(const struct sql_series *row, const struct sql_series *rows, size_t count)
{
    for (size_t i = 0; row->has_series_id && i < count; i++)
        if (rows[i].has_series_end && uuid_equal(rows[i].event.id, row->series_id))
            return &rows[i];
    return NULL;
}

static void
take_rows(struct request *rq, const struct page *page, const struct sql_series *rows, size_t count,
          struct range *out)
{
    struct range_row *taken = arena_array(rq->arena, struct range_row, count + 1);

    out->rows = taken;
    for (size_t i = 0; i < count; i++) {
        const struct sql_series *of = series_of(&rows[i], rows, count);
        const struct sql_stored row = series_stored(&rows[i]);
        const struct sql_stored series = of != NULL ? series_stored(of) : row;

        if (!rows[i].has_series_end)
            set_row(rq, page, of != NULL ? &series : NULL, &row, &taken[out->row_count++]);
    }
    qsort(taken, out->row_count, sizeof *taken, compare_rows);
}

/* Leaves out what lies behind the last row of a part that may have more. */
static void
cut_short(struct range *range, int64_t asked)
{
    int64_t counts[2] = {0};
    size_t ends[2] = {0};

    for (size_t i = 0; i < range->row_count; i++) {
        counts[range->rows[i].shown.all_day]++;
        ends[range->rows[i].shown.all_day] = i + 1;
    }
    range->is_complete = counts[false] < asked && counts[true] < asked;
    for (int part = 0; part < 2; part++)
        if (counts[part] >= asked && ends[part] < range->row_count)
            range->row_count = ends[part];
}

/* What the caller answers to occurrences, of which those that stand by themselves show it already. */
static enum err
take_answers(struct request *rq, struct range *range)
{
    struct uuid *ids = arena_array(rq->arena, struct uuid, range->series_count + 1);
    struct range_row *rows = arena_array(rq->arena, struct range_row, range->row_count + 1);
    size_t count = 0;
    enum err err;

    for (size_t i = 0; i < range->series_count; i++)
        if (range->series[i].shown.attendees.count > 0)
            ids[count++] = range->series[i].shown.id;
    err = answers_own(rq, (struct uuids){ids, count}, &range->own);
    if (err || range->own.count == 0)
        return err;
    for (size_t i = 0; i < range->row_count; i++) {
        rows[i] = range->rows[i];
        if (rows[i].shown.has_recurrence_id)
            answers_show_own(rq, &range->own, rows[i].place.wall, &rows[i].shown);
    }
    range->rows = rows;
    return OK;
}

/* Makes everything in rq->arena. */
static enum err
make(struct request *rq, const struct reading *r, struct range **out)
{
    const struct page *page = r->page;
    struct range *range = arena_one(rq->arena, struct range);
    struct sql_series *rows;
    size_t count, series = 0;
    enum err err = ask_range(rq, r, &rows, &count);

    if (err)
        return err;
    for (size_t i = 0; i < count; i++)
        series += counts(page, &rows[i]);
    if (series > SERIES_MAX)
        problem(rq, "end", "the range has more than %d series; ask for a shorter one", SERIES_MAX);
    err = refuse_problems(rq);
    if (!err)
        err = page->public_hash != NULL ? public_judge(rq, page->public_hash, count)
                                        : access_read(rq, page->in->calendar_id, count);
    if (err)
        return err;
    take_series(rq, page, rows, count, range);
    take_rows(rq, page, rows, count, range);
    cut_short(range, r->ahead->rows);
    err = take_answers(rq, range);
    if (err)
        return err;
    range->from = r->ahead->from;
    range->is_ahead = r->ahead->rows > page->in->limit + 1;
    range->size = arena_size(rq->arena);
    if (count > 0)
        range->stamped.stamp = rows[0].stamp;
    *out = range;
    return OK;
}

/* Not cached: nothing marks what somebody attends. */
static enum err
make_attending(struct request *rq, const struct page *page, const struct range **out)
{
    struct range *range = arena_one(rq->arena, struct range);
    struct sql_series *rows;
    size_t count, changed = 0;
    enum err err = ask_attending(rq, page, &rows, &count);

    if (err)
        return err;
    for (size_t i = 0; i < count; i++)
        changed += rows[i].has_series_id;
    if (count - changed > SERIES_MAX || changed > CHANGED_MAX)
        problem(rq, "end", "the range has more than %d events; ask for a shorter one", SERIES_MAX);
    take_series(rq, page, rows, count, range);
    take_rows(rq, page, rows, count, range);
    range->is_complete = true;
    *out = range;
    err = refuse_problems(rq);
    return err ? err : take_answers(rq, range);
}

/* make() in another arena. */
static enum err
make_in(struct request *rq, const void *context, struct arena *into, const struct stamped **out)
{
    struct arena *own = rq->arena;
    struct range *range = NULL;
    enum err err;

    rq->arena = into;
    err = make(rq, context, &range);
    rq->arena = own;
    *out = err ? NULL : &range->stamped;
    return err;
}

/* ---------------------------------------------------------------- what is cached */

/* One row more than the page shows, for its cursor. */
static bool
has_page(const struct range *range, const struct page *page)
{
    size_t most = (size_t)page->in->limit + 1;

    if (place_compare(&page->after, &range->from) < 0)
        return false;
    return range->is_complete ||
           (range->row_count >= most &&
            place_compare(&page->after, &range->rows[range->row_count - most].place) < 0);
}

/* Nothing has changed since `range` was read up to the page or beyond it. */
static void
read_ahead(const struct range *range, const struct page *page, struct ahead *ahead)
{
    size_t rows = AHEAD_SIZE / (range->size / (range->row_count + range->series_count + 1));
    size_t most = (size_t)page->in->limit + 1;
    bool follows = range->row_count > 0 &&
                   place_compare(&page->after, &range->rows[range->row_count - 1].place) <= 0;

    if (rows > AHEAD_ROWS)
        rows = AHEAD_ROWS;
    if (rows <= most)
        return;
    if (atomic_fetch_add(&readers_ahead, 1) >= AHEAD_AT_ONCE) {
        atomic_fetch_sub(&readers_ahead, 1);
        return;
    }
    ahead->rows = (int64_t)rows;
    if (follows && !range->is_ahead && rows >= range->row_count + most)
        ahead->from = range->from;
}

static bool
holds(const struct stamped *answer, const void *context)
{
    const struct range *range = (const struct range *)answer;
    const struct reading *r = context;

    if (has_page(range, r->page))
        return true;
    if (place_compare(&r->page->after, &range->from) >= 0)
        read_ahead(range, r->page, r->ahead);
    return false;
}

enum err
range_read(struct request *rq, const struct page *page, const struct range **out)
{
    const struct event_list_in *in = page->in;
    struct ahead ahead = {.from = page->after, .rows = in->limit + 1};
    const struct reading reading = {page, &ahead};
    const struct stamped_ask ask = {.kind =
                                        page->public_hash != NULL ? STAMPED_PUBLIC : STAMPED_RANGE,
                                    .window = {in->start, in->end},
                                    .zone = page->zone,
                                    .calendar_ids = in->calendar_id,
                                    .public_hash = page->public_hash,
                                    .filter = page->filter != NULL ? page->filter->text : NULL,
                                    .holds = holds};
    const struct stamped *found;
    enum err err;

    if (in->attending)
        return make_attending(rq, page, out);
    err = stamped_read(rq, &ask, make_in, &reading, &found);
    if (ahead.rows > in->limit + 1)
        atomic_fetch_sub(&readers_ahead, 1);
    if (!err)
        *out = (const struct range *)found;
    return err;
}

static const struct sql_stored *
stored_series_of(const struct sql_stored *row, const struct sql_stored *rows, size_t count)
{
    for (size_t i = 0; row->has_series_id && i < count; i++)
        if (rows[i].has_series_end && uuid_equal(rows[i].event.id, row->series_id))
            return &rows[i];
    return NULL;
}

static void
take_all(struct request *rq, const struct page *page, const struct sql_stored *rows, size_t count,
         struct range *out)
{
    struct range_row *taken = arena_array(rq->arena, struct range_row, count + 1);

    out->rows = taken;
    for (size_t i = 0; i < count; i++)
        if (!rows[i].has_series_end || rows[i].has_series_start)
            set_row(rq, page, stored_series_of(&rows[i], rows, count), &rows[i],
                    &taken[out->row_count++]);
    qsort(taken, out->row_count, sizeof *taken, compare_rows);
}

static enum err
attending_page(struct request *rq, const struct sql_event_page *page, struct sql_stored **rows,
               size_t *count)
{
    const struct sql_attending_page q = {.user_id = page->user_id,
                                         .after_time = page->after_time,
                                         .after_id = page->after_id,
                                         .rows = page->rows};

    return sql_attending_page(rq, &q, rows, count);
}

enum err
range_of_all(struct request *rq, const struct page *page, const struct range **out)
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
    struct range *range = arena_one(rq->arena, struct range);
    struct sql_stored *rows;
    size_t count;
    enum err err;

    if (in->attending)
        err = attending_page(rq, &q, &rows, &count);
    else if (page->filter != NULL)
        err = found_page(rq, page->filter, &q, page->after.wall, &rows, &count);
    else
        err = sql_event_page(rq, &q, &rows, &count);
    if (!err)
        err = access_read(rq, in->calendar_id, count);
    if (err)
        return err;
    take_all(rq, page, rows, count, range);
    *out = range;
    return OK;
}
