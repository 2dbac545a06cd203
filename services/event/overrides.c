#include "services/event/overrides.h"
#include "shared/request/request.h"

#include "shared/request/request.h"

enum { CHANGED_MAX = 1000 }; /* overrides of a series, as in the contract */

const struct local OVERRIDES_ALL = {INT64_C(-62135596800000000)}; /* 0001-01-01 */

void
overrides_strip(struct event *e)
{
    e->recurrence_rule = NULL;
    e->recurrence_dates.count = 0;
    e->exception_dates.count = 0;
}

enum err
overrides_find(struct request *rq, const struct sql_stored *series, struct local wall,
               struct sql_stored *row, bool *found)
{
    const struct sql_override_find find = {
        .series_id = series->event.id,
        .recurrence_local = wall,
    };
    enum err err = sql_override_find(rq, &find, row);

    *found = err == OK;
    return err == ERR_NOT_FOUND ? OK : err;
}

enum err
overrides_insert(struct request *rq, const struct sql_stored *series, struct local wall,
                 const struct event *e)
{
    const struct sql_event_insert q = {
        .event = e,
        .id = uuid_new(),
        .has_series_id = true,
        .series_id = series->event.id,
        .has_recurrence_local = true,
        .recurrence_local = wall,
        .user_id = rq->caller.user_id,
    };
    const struct sql_override_count all = {.series_id = series->event.id};
    struct sql_override_count_row has;
    struct sql_stored row;
    enum err err = sql_override_count(rq, &all, &has);

    if (!err && has.count >= CHANGED_MAX)
        return refuse(rq, ERR_CONFLICT, "the series has %d changed occurrences", CHANGED_MAX);
    return err ? err : sql_event_insert(rq, &q, &row);
}

/* Occurrences that have an override already. */
struct taken {
    struct local *items;
    size_t count;
};

static bool
is_free(const struct taken *taken, struct local wall)
{
    for (size_t i = 0; i < taken->count; i++)
        if (taken->items[i].us == wall.us)
            return false;
    return true;
}

/* The occurrence at the same wall-clock time, or else the first free one of its day. */
static bool
find_day(const struct series *series, struct local wall, const struct taken *taken,
         const struct tz *zone, struct local *out)
{
    struct day day = day_of_instant((struct instant){wall.us});
    struct occurrence o;
    struct series_iter it;

    if (series_find(series, wall, &o) && is_free(taken, o.wall)) {
        *out = o.wall;
        return true;
    }
    series_begin(&it, series, tz_day_start(zone, day),
                 tz_day_start(zone, (struct day){day.days + 1}));
    while (series_next(&it, &o))
        if (day_of_instant((struct instant){o.wall.us}).days == day.days &&
            is_free(taken, o.wall)) {
            *out = o.wall;
            return true;
        }
    return false;
}

static enum err
overrides_move(struct request *rq, struct uuid id, const struct sql_stored *to, struct local wall)
{
    const struct sql_override_move move = {
        .id = id,
        .series_id = to->event.id,
        .recurrence_local = wall,
        .calendar_id = to->event.calendar_id,
    };

    return sql_override_move(rq, &move, NULL);
}

enum err
overrides_refit(struct request *rq, struct uuid from, struct local since,
                const struct sql_stored *to)
{
    const struct sql_override_page page = {.series_id = from, .since = since};
    const struct tz *zone = to->event.all_day ? tz_find("UTC", 3) : stored_zone(to);
    const struct series *series = stored_is_series(to) ? stored_series(rq, to, NULL) : NULL;
    struct sql_override_page_row *rows;
    struct taken taken = {.count = 0};
    size_t count;
    enum err err = sql_override_page(rq, &page, &rows, &count);

    if (err || count == 0)
        return err;
    taken.items = arena_array(rq->arena, struct local, count);
    /* All are dropped first: one may take the place that another leaves. */
    for (size_t i = 0; !err && i < count; i++)
        err = sql_override_drop(rq, &(struct sql_override_drop){.id = rows[i].id}, NULL);
    for (size_t i = 0; !err && i < count && series != NULL; i++) {
        struct local *wall = &taken.items[taken.count];

        if (!find_day(series, rows[i].recurrence_local, &taken, zone, wall))
            continue;
        taken.count++;
        err = overrides_move(rq, rows[i].id, to, *wall);
    }
    return err;
}

enum err
overrides_drop(struct request *rq, struct uuid series_id, struct local since)
{
    const struct sql_override_page page = {.series_id = series_id, .since = since};
    struct sql_override_page_row *rows;
    size_t count;
    enum err err = sql_override_page(rq, &page, &rows, &count);

    for (size_t i = 0; !err && i < count; i++)
        err = sql_override_drop(rq, &(struct sql_override_drop){.id = rows[i].id}, NULL);
    return err;
}
