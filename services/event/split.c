#include "services/event/split.h"

#include "services/event/dates.h"

#include <string.h>

const struct local wall_min = {INT64_C(-62135596800000000)}; /* 0001-01-01 */

static struct locals
exceptions_part(struct request *rq, struct locals all, struct local wall, bool before)
{
    struct local *items = arena_array(rq->arena, struct local, all.count + 1);
    size_t n = 0;

    for (size_t i = 0; i < all.count; i++)
        if ((all.items[i].us < wall.us) == before)
            items[n++] = all.items[i];
    return (struct locals){items, n};
}

static struct texts
dates_part(struct request *rq, struct texts all, struct local wall, bool before)
{
    struct dates dates = dates_from_stored(rq, all);
    struct series_date *items = arena_array(rq->arena, struct series_date, dates.count + 1);
    size_t n = 0;

    for (size_t i = 0; i < dates.count; i++)
        if ((dates.items[i].start.us < wall.us) == before)
            items[n++] = dates.items[i];
    return dates_to_stored(rq, (struct dates){items, n});
}

void
drop_earlier(struct request *rq, struct columns *c, struct local wall)
{
    c->rdates = dates_part(rq, c->rdates, wall, false);
    c->exdates = exceptions_part(rq, c->exdates, wall, false);
}

/* The rule before `wall`: ended there, unless its COUNT ends it earlier. */
static const struct rule *
rule_before(struct request *rq, const struct rule *rule, struct local wall)
{
    struct rule_end end = {
        .until = RULE_UNTIL_LOCAL,
        .until_us = wall.us - SECOND_US,
    };

    return rule_with_end(rq->arena, rule, end);
}

static const struct rule *
rule_after(struct request *rq, const struct rule *rule, const struct series *series,
           struct local wall)
{
    struct rule_end end = rule_end(rule);

    if (end.count > 0)
        end.count -= series_count_before(series, wall);
    return rule_with_end(rq->arena, rule, end);
}

void
split_series(struct request *rq, const struct sql_stored *row, const struct occurrence *at,
             struct event *head, struct columns *head_columns, struct event *tail)
{
    const struct rule *rule = NULL;
    struct rule_problem why;
    struct sql_stored rest = *row;
    struct local wall = at->wall;

    if (row->event.recurrence_rule != NULL &&
        rule_parse(rq->arena, row->event.recurrence_rule, strlen(row->event.recurrence_rule), &rule,
                   &why)) {
        const struct series *series = stored_series(rq, row, NULL);

        rest.event.recurrence_rule = rule_text(rq->arena, rule_after(rq, rule, series, wall));
    }
    *head = row->event;
    if (rule != NULL)
        head->recurrence_rule = rule_text(rq->arena, rule_before(rq, rule, wall));
    *head_columns = (struct columns){
        .rdates = dates_part(rq, row->rdates, wall, true),
        .exdates = exceptions_part(rq, row->exdates, wall, true),
        .is_series = true,
    };
    columns_reach(rq, head, head_columns);
    rest.rdates = dates_part(rq, row->rdates, wall, false);
    rest.exdates = exceptions_part(rq, row->exdates, wall, false);
    stored_show_occurrence(rq, &rest, at, tail);
}

/* Walls that overrides stand for already. */
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

/* The occurrence at the same wall, or else the first free one on its day. */
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
move_override(struct request *rq, struct uuid id, const struct sql_stored *to, struct local wall)
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
refit_overrides(struct request *rq, struct uuid from, struct local since,
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
    /* Out of the way first: one may take the place that another leaves. */
    for (size_t i = 0; !err && i < count; i++)
        err = sql_override_drop(rq, &(struct sql_override_drop){.id = rows[i].id}, NULL);
    for (size_t i = 0; !err && i < count && series != NULL; i++) {
        struct local *wall = &taken.items[taken.count];

        if (!find_day(series, rows[i].recurrence_local, &taken, zone, wall))
            continue;
        taken.count++;
        err = move_override(rq, rows[i].id, to, *wall);
    }
    return err;
}

enum err
drop_overrides(struct request *rq, struct uuid series_id, struct local since)
{
    const struct sql_override_page page = {.series_id = series_id, .since = since};
    struct sql_override_page_row *rows;
    size_t count;
    enum err err = sql_override_page(rq, &page, &rows, &count);

    for (size_t i = 0; !err && i < count; i++)
        err = sql_override_drop(rq, &(struct sql_override_drop){.id = rows[i].id}, NULL);
    return err;
}
