#include "services/event/blocking.h"

#include "services/event/answers.h"
#include "services/event/expand.h"
#include "shared/request/request.h"

#include <string.h>

enum { DATES_MAX = 200000 }; /* recurrence_dates, exception_dates and overrides of all series */

struct walk {
    const struct blocking *blocking;
    struct own_answers own;
    size_t left; /* occurrences that may still be looked at */
    void (*use)(void *context, const struct blocked *blocked);
    void *context;
};

/* ---------------------------------------------------------------- how many */

/* A row has at most 1,000 of each kind; their sum must be bounded too. */
static size_t
dates_of(const struct sql_series *rows, size_t count)
{
    size_t dates = 0;

    for (size_t i = 0; i < count; i++)
        dates += rows[i].rdates.count + rows[i].exdates.count + rows[i].overridden.count;
    return dates;
}

const char *
blocking_excess(const struct blocking *b, const struct blocking_most *most, size_t *limit)
{
    size_t singles = 0;

    for (size_t i = 0; i < b->count; i++)
        singles += !b->rows[i].has_series_end;
    *limit = most->singles;
    if (singles > most->singles)
        return "events";
    *limit = most->series;
    if (b->count - singles > most->series)
        return "series";
    *limit = DATES_MAX;
    return dates_of(b->rows, b->count) > DATES_MAX ? "dates of series" : NULL;
}

/* ---------------------------------------------------------------- the caller's answers */

static struct uuid
attended_id(const struct sql_series *row)
{
    return row->has_series_id ? row->series_id : row->event.id;
}

static enum err
read_answers(struct request *rq, const struct blocking *b, struct own_answers *out)
{
    struct uuid *ids = arena_array(rq->arena, struct uuid, b->count + 1);
    size_t n = 0;

    for (size_t i = 0; i < b->count; i++)
        if (b->rows[i].has_series_id || b->rows[i].event.attendee_count > 0)
            ids[n++] = attended_id(&b->rows[i]);
    return answers_own(rq, (struct uuids){ids, n}, out);
}

static bool
is_kept_free(const struct walk *w, const struct own_answers *own, struct uuid id, struct local wall)
{
    const char *status = own->count > 0 ? answers_own_at(own, id, wall) : NULL;

    if (w->blocking->elsewhere)
        return status == NULL || strcmp(status, "accepted") != 0;
    return status != NULL && strcmp(status, "declined") == 0;
}

/* ---------------------------------------------------------------- each */

static void
use_single(struct walk *w, const struct sql_series *row)
{
    const struct event *e = &row->event;
    const struct tz *zone = w->blocking->zone;
    struct blocked blocked = {row, {row->recurrence_local, e->start_time.at, e->end_time.at, 0}};

    if (is_kept_free(w, &w->own, attended_id(row), row->recurrence_local))
        return;
    if (e->all_day) {
        blocked.occurrence.start = tz_day_start(zone, day_of_instant(e->start_time.at));
        blocked.occurrence.end = tz_day_start(zone, day_of_instant(e->end_time.at));
    }
    w->use(w->context, &blocked);
}

static bool
use_series(struct request *rq, struct walk *w, const struct sql_series *row)
{
    const struct span *window = &w->blocking->window;
    const struct own_answers own = answers_own_of(&w->own, row->event.id);
    struct blocked blocked = {.row = row};
    struct series_iter it;

    series_begin(&it, stored_series_until(rq, row, w->blocking->zone, window->end), window->start,
                 window->end);
    for (; expand_next(row, &it, &blocked.occurrence); w->left--) {
        if (w->left == 0)
            return false;
        if (!is_kept_free(w, &own, row->event.id, blocked.occurrence.wall))
            w->use(w->context, &blocked);
    }
    return true;
}

enum err
blocking_each(struct request *rq, const struct blocking *b,
              void (*use)(void *context, const struct blocked *blocked), void *context, bool *whole)
{
    struct walk w = {.blocking = b, .left = BLOCKING_OCCURRENCES, .use = use, .context = context};
    enum err err = read_answers(rq, b, &w.own);

    *whole = true;
    for (size_t i = 0; !err && *whole && i < b->count; i++) {
        if (b->rows[i].has_series_end)
            *whole = use_series(rq, &w, &b->rows[i]);
        else
            use_single(&w, &b->rows[i]);
    }
    return err;
}
