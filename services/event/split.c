/*
 * What each half of a series gets when it is split at the occurrence that starts at `wall`:
 *
 *                head, the row that is there           tail, the event that begins there
 *     rule       UNTIL the second before `wall`        as it was; COUNT without those before
 *     dates      before `wall`                         at `wall` and later
 *     exceptions before `wall`                         at `wall` and later
 *     start      as it was                             the occurrence's
 *
 * UNTIL of the head is a local time, without `Z`, so it holds whatever becomes of the zone's
 * offset.  Overrides follow the same line: change_following.c moves or drops them from `wall` on.
 *
 * Bugs: of a series split at a further date (RDATE) behind the end of its rule, the head's rule is
 * prolonged up to that date, and the tail's, which has no COUNT left, becomes endless.
 */
#include "services/event/split.h"

#include "services/event/dates.h"
#include "shared/request/request.h"

#include <string.h>

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
split_drop_earlier(struct request *rq, struct columns *c, struct local wall)
{
    c->rdates = dates_part(rq, c->rdates, wall, false);
    c->exdates = exceptions_part(rq, c->exdates, wall, false);
}

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
