/*
 * Single events and overrides take their own times, series those of the occurrences that have no
 * override.  So an override that does not block frees its occurrence.
 */
#include "services/event/busy.h"

#include "services/event/access.h"
#include "services/event/answers.h"
#include "services/event/expand.h"
#include "services/event/stamped.h"
#include "shared/codec/msg.h"

#include <string.h>

/* What one answer may cost and hold. */
enum {
    EVENTS_MAX = 20000, /* single events and overrides */
    SERIES_MAX = 1000,
    ATTENDED_MAX = 2000,
    DATES_MAX = 200000, /* recurrence_dates, exception_dates and overrides of all series */
    OCCURRENCES_MAX = 100000,
};

void
busy_check_window(struct request *rq, const struct span *window, int days_max)
{
    if (window->end.us <= window->start.us)
        problem(rq, "end", "must be after start");
    else if (window->end.us - window->start.us > days_max * DAY_US)
        problem(rq, "end", "must be at most %d days after start", days_max);
}

enum err
busy_refuse_excess(struct request *rq, int most, const char *what)
{
    problem(rq, "end", "the window has more than %d %s; ask for a shorter one", most, what);
    return refuse_problems(rq);
}

/* A row has at most 1,000 of each kind; their sum must be bounded too. */
static bool
has_many_dates(const struct sql_series *rows, size_t count)
{
    size_t dates = 0;

    for (size_t i = 0; i < count; i++)
        dates += rows[i].rdates.count + rows[i].exdates.count + rows[i].overridden.count;
    return dates > DATES_MAX;
}

static void
add_single(const struct busy_ask *ask, const struct event *e, struct spans *out)
{
    struct instant start = e->start_time.at, end = e->end_time.at;

    if (e->all_day) {
        start = tz_day_start(ask->zone, day_of_instant(start));
        end = tz_day_start(ask->zone, day_of_instant(end));
    }
    spans_add(out, &ask->window, start, end);
}

/* Whether an occurrence blocks: unless the caller has declined it, and elsewhere when it is accepted. */
struct judge {
    struct own_answers own;
    bool elsewhere;
};

static bool
judge_blocks(const struct judge *judge, struct uuid event_id, struct local wall)
{
    const char *status = judge->own.count > 0 ? answers_own_at(&judge->own, event_id, wall) : NULL;

    if (judge->elsewhere)
        return status != NULL && strcmp(status, "accepted") == 0;
    return status == NULL || strcmp(status, "declined") != 0;
}

/* `left` is how many more occurrences one answer may look at. */
static bool
add_series(struct request *rq, const struct busy_ask *ask, const struct judge *all,
           const struct sql_series *row, size_t *left, struct spans *out)
{
    const struct judge judge = {answers_own_of(&all->own, row->event.id), all->elsewhere};
    const struct span *window = &ask->window;
    struct series_iter it;
    struct occurrence o;

    series_begin(&it, stored_series_until(rq, row, ask->zone, window->end), window->start,
                 window->end);
    for (; expand_next(row, &it, &o); (*left)--) {
        if (*left == 0)
            return false;
        if (judge_blocks(&judge, row->event.id, o.wall))
            spans_add(out, window, o.start, o.end);
    }
    return true;
}

static struct uuid
attended_id(const struct sql_series *row)
{
    return row->has_series_id ? row->series_id : row->event.id;
}

static enum err
read_answers(struct request *rq, const struct sql_series *rows, size_t count,
             struct own_answers *out)
{
    struct uuid *ids = arena_array(rq->arena, struct uuid, count + 1);
    size_t n = 0;

    for (size_t i = 0; i < count; i++)
        if (rows[i].has_series_id || rows[i].event.attendee_count > 0)
            ids[n++] = attended_id(&rows[i]);
    return answers_own(rq, (struct uuids){ids, n}, out);
}

static enum err
add_rows(struct request *rq, const struct busy_ask *ask, const struct sql_series *rows,
         size_t count, bool elsewhere, struct spans *out)
{
    size_t left = OCCURRENCES_MAX;
    struct judge judge = {.elsewhere = elsewhere};
    enum err err = read_answers(rq, rows, count, &judge.own);

    for (size_t i = 0; !err && i < count; i++) {
        if (!rows[i].has_series_end) {
            if (judge_blocks(&judge, attended_id(&rows[i]), rows[i].recurrence_local))
                add_single(ask, &rows[i].event, out);
        } else if (!add_series(rq, ask, &judge, &rows[i], &left, out))
            return busy_refuse_excess(rq, OCCURRENCES_MAX, "occurrences of series");
    }
    return err;
}

/* On the asker's time line an all-day series may reach a day further than in the table. */
static enum err
read_range(struct request *rq, const struct busy_ask *ask, struct sql_series **rows, size_t *count)
{
    const struct span *window = &ask->window;
    const struct sql_busy_range q = {
        .user_id = rq->caller.user_id,
        .some = true,
        .calendar_ids = ask->calendar_ids,
        .range_start = window->start,
        .range_end = window->end,
        .first_day = instant_of_day(place_day(ask->zone, window->start)),
        .last_day = instant_of_day(place_day(ask->zone, (struct instant){window->end.us - 1})),
        .events = EVENTS_MAX + 1,
        .series_from = {window->start.us - DAY_US},
        .series_until = {window->end.us + DAY_US},
        .series = SERIES_MAX + 1,
    };

    return sql_busy_range(rq, &q, rows, count);
}

static enum err
refuse_too_many(struct request *rq, const struct sql_series *rows, size_t count)
{
    size_t single = 0;

    for (size_t i = 0; i < count; i++)
        single += !rows[i].has_series_end;
    if (single > EVENTS_MAX)
        return busy_refuse_excess(rq, EVENTS_MAX, "events");
    if (count - single > SERIES_MAX)
        return busy_refuse_excess(rq, SERIES_MAX, "series");
    if (has_many_dates(rows, count))
        return busy_refuse_excess(rq, DATES_MAX, "dates of series");
    return OK;
}

/* What is cached of an answer: the stretches alone. */
struct busy {
    struct stamped stamped; /* first */
    struct spans spans;
};

static struct bytes
copy_stamp(struct arena *into, const struct sql_series *rows, size_t count)
{
    return count > 0 ? bytes_keep(into, rows[0].stamp) : (struct bytes){NULL, 0};
}

static enum err
make_busy(struct request *rq, const void *context, struct arena *into, const struct stamped **out)
{
    const struct busy_ask *ask = context;
    struct busy *busy = arena_one(into, struct busy);
    struct spans spans = {.arena = rq->arena};
    struct sql_series *rows;
    size_t count;
    enum err err = read_range(rq, ask, &rows, &count);

    if (!err)
        err = access_read(rq, ask->calendar_ids, count);
    if (!err)
        err = refuse_too_many(rq, rows, count);
    if (!err)
        err = add_rows(rq, ask, rows, count, false, &spans);
    if (err)
        return err;
    spans_settle(&spans);
    busy->stamped.stamp = copy_stamp(into, rows, count);
    busy->spans = spans_copy(&spans, into);
    *out = &busy->stamped;
    return OK;
}

static bool
is_blocking(const struct event *e)
{
    return strcmp(e->status, "cancelled") != 0 && strcmp(e->transparency, "opaque") == 0;
}

/* What the caller attends, of what would block. */
static enum err
read_attending(struct request *rq, const struct busy_ask *ask, struct sql_series **out,
               size_t *count)
{
    const struct span *window = &ask->window;
    const struct sql_attending_range q = {
        .user_id = rq->caller.user_id,
        .range_start = window->start,
        .range_end = window->end,
        .first_day = instant_of_day(place_day(ask->zone, window->start)),
        .last_day = instant_of_day(place_day(ask->zone, (struct instant){window->end.us - 1})),
        .series_from = {window->start.us - DAY_US},
        .series_until = {window->end.us + DAY_US},
        .series = ATTENDED_MAX + 1,
        .rows = EVENTS_MAX + 1,
    };
    struct sql_series *rows;
    size_t all, changed = 0, n = 0;
    enum err err = sql_attending_range(rq, &q, &rows, &all);

    if (err)
        return err;
    for (size_t i = 0; i < all; i++) {
        changed += rows[i].has_series_id;
        if (is_blocking(&rows[i].event))
            rows[n++] = rows[i];
    }
    *out = rows;
    *count = n;
    if (all - changed > ATTENDED_MAX)
        return busy_refuse_excess(rq, ATTENDED_MAX, "attended events");
    return refuse_too_many(rq, rows, n);
}

/* Not cached: nothing marks what somebody attends. */
static enum err
add_attending(struct request *rq, const struct busy_ask *ask, const struct spans **busy)
{
    struct spans *both = arena_one(rq->arena, struct spans);
    struct sql_series *rows;
    size_t count;
    enum err err = read_attending(rq, ask, &rows, &count);

    if (err)
        return err;
    *both = (struct spans){.arena = rq->arena};
    for (size_t i = 0; i < (*busy)->count; i++)
        spans_add(both, &ask->window, (*busy)->items[i].start, (*busy)->items[i].end);
    err = add_rows(rq, ask, rows, count, true, both);
    spans_settle(both);
    *busy = both;
    return err;
}

enum err
busy_find(struct request *rq, const struct busy_ask *ask, const struct spans **out)
{
    const struct stamped_ask stamped = {.kind = STAMPED_BUSY,
                                        .window = ask->window,
                                        .zone = ask->zone,
                                        .calendar_ids = ask->calendar_ids};
    const struct stamped *found;
    enum err err = stamped_read(rq, &stamped, make_busy, ask, &found);

    if (!err)
        *out = &((const struct busy *)found)->spans;
    return err || !ask->attending ? err : add_attending(rq, ask, out);
}
