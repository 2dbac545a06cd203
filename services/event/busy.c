#include "services/event/busy.h"

#include "services/event/access.h"
#include "services/event/blocking.h"
#include "services/event/expand.h"
#include "services/event/stamped.h"
#include "shared/codec/msg.h"

#include <string.h>

enum { ATTENDED_MAX = 2000 };

static const struct blocking_most busy_most = {.singles = 20000, .series = 1000};

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

struct taken {
    const struct span *window;
    struct spans *spans;
};

static void
take(void *context, const struct blocked *blocked)
{
    const struct taken *taken = context;

    spans_add(taken->spans, taken->window, blocked->occurrence.start, blocked->occurrence.end);
}

static enum err
add_rows(struct request *rq, const struct blocking *b, struct spans *out)
{
    struct taken taken = {&b->window, out};
    size_t limit;
    const char *excess = blocking_excess(b, &busy_most, &limit);
    bool whole = true;
    enum err err = excess != NULL ? busy_refuse_excess(rq, (int)limit, excess)
                                  : blocking_each(rq, b, take, &taken, &whole);

    if (!err && !whole)
        err = busy_refuse_excess(rq, BLOCKING_OCCURRENCES, "occurrences of series");
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
        .events = (int64_t)busy_most.singles + 1,
        .series_from = {window->start.us - DAY_US},
        .series_until = {window->end.us + DAY_US},
        .series = (int64_t)busy_most.series + 1,
    };

    return sql_busy_range(rq, &q, rows, count);
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
        err = add_rows(rq, &(struct blocking){ask->window, ask->zone, rows, count, false}, &spans);
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
        .rows = (int64_t)busy_most.singles + 1,
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
    return OK;
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
    err = add_rows(rq, &(struct blocking){ask->window, ask->zone, rows, count, true}, both);
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
