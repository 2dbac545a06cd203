/*
 * A series from its definition, and the questions that are asked when one is written.
 *
 * series_new keeps, in the arena, the rule's plan and two sorted lists:
 *
 *   dates      the RDATEs as occurrences, each key once; of those that coincide the longest
 *   excluded   the keys of the EXDATEs
 *
 * A key tells occurrences apart: the instant of the start, or for all-day series the date.
 *
 * UNTIL in UTC is exact only as an instant (s->last).  The plan, which knows the wall clock alone,
 * gets the latest time that any clock may show then.
 */
#include "shared/recur/series_internal.h"

#include "shared/base/must.h"

#include <stdlib.h>

enum { DAY = 86400 };

/* ---------------------------------------------------------------- making */

static struct instant
instant_of(const struct series *s, struct local wall)
{
    return series_place(s, wall, 0).start;
}

/* The last second of the wall clock that UNTIL may let through; what is exact about UTC is s->last.
 */
static int64_t
until_second(struct series *s, const struct rule_end *end)
{
    int64_t us = end->until_us;

    switch (end->until) {
    case RULE_UNTIL_NONE:
        return INT64_MAX;
    case RULE_UNTIL_DATE:
        return recur_floor(us, SECOND_US) + DAY - 1;
    case RULE_UNTIL_LOCAL:
        return recur_floor(us - s->fraction, SECOND_US);
    case RULE_UNTIL_UTC:
        if (s->all_day)
            return recur_floor(us, SECOND_US);
        s->last.us = us;
        return recur_floor(us, SECOND_US) + 26 * 3600; /* no wall is further ahead */
    }
    must(!"a kind of UNTIL");
    return 0;
}

static int
compare_dates(const void *left, const void *right)
{
    const struct occurrence *a = left, *b = right;

    if (a->start.us != b->start.us)
        return a->start.us < b->start.us ? -1 : 1;
    if (a->wall.us != b->wall.us)
        return a->wall.us < b->wall.us ? -1 : 1;
    return (a->end.us < b->end.us) - (a->end.us > b->end.us);
}

/* Of dates that coincide the longest stays. */
static void
keep_dates(struct arena *a, struct series *s, const struct series_definition *d)
{
    s->dates = arena_array(a, struct occurrence, d->date_count);
    for (size_t i = 0; i < d->date_count; i++) {
        int64_t length = s->all_day ? s->days : s->length_us;

        if (d->dates[i].is_period)
            length = d->dates[i].length_us;
        s->dates[i] = series_place(s, d->dates[i].start, length);
    }
    if (d->date_count > 0)
        qsort(s->dates, d->date_count, sizeof *s->dates, compare_dates);
    for (size_t i = 0; i < d->date_count; i++) {
        struct occurrence *kept = &s->dates[s->date_count - 1];

        if (i == 0 || series_key(s, &s->dates[i]) != series_key(s, kept))
            s->dates[s->date_count++] = s->dates[i];
        else if (s->dates[i].end.us > kept->end.us)
            *kept = s->dates[i];
    }
}

static int
compare_keys(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;

    return (a > b) - (a < b);
}

static void
keep_excluded(struct arena *a, struct series *s, const struct series_definition *d)
{
    s->excluded = arena_array(a, int64_t, d->excluded_count);
    s->excluded_count = d->excluded_count;
    for (size_t i = 0; i < d->excluded_count; i++) {
        struct occurrence o = series_place(s, d->excluded[i], 0);

        s->excluded[i] = series_key(s, &o);
    }
    if (d->excluded_count > 0)
        qsort(s->excluded, d->excluded_count, sizeof *s->excluded, compare_keys);
}

bool
series_new(struct arena *a, const struct series_definition *d, const struct series **out,
           struct rule_problem *problem)
{
    struct series *s = arena_one(a, struct series);
    struct local shown = local_shown(d->start);
    int64_t start = recur_floor(shown.us, SECOND_US), until = INT64_MAX, first;

    must(d->all_day ? d->days >= 1 && recur_mod(d->start.us, DAY_US) == 0 : d->length_us >= 0);
    s->zone = d->zone;
    s->all_day = d->all_day;
    s->fraction = shown.us - start * SECOND_US;
    s->twice_until.us = INT64_MIN;
    if (local_is_second(d->start) && d->zone != NULL && !d->all_day)
        s->twice_until = tz_twice_until(d->zone, d->start);
    s->length_us = d->length_us;
    s->days = d->days;
    s->last.us = INT64_MAX;
    if (d->rule != NULL) {
        struct rule_end end = rule_end(d->rule);

        until = until_second(s, &end);
        s->endless = end.until == RULE_UNTIL_NONE && end.count == 0;
    }
    first = instant_of(s, d->start).us;
    if (s->last.us < first)
        s->last.us = first;
    if (!recur_plan_make(a, d->rule, start, d->all_day, until, &s->plan, problem))
        return false;
    keep_dates(a, s, d);
    keep_excluded(a, s, d);
    *out = s;
    return true;
}

uint64_t
series_steps_new(const struct series *s)
{
    return s->plan.steps;
}

/* ---------------------------------------------------------------- checking a rule */

/* Whether the rule without its end ever matches, at the start or later. */
static bool
occurs(struct arena *a, const struct series_definition *d, const struct rule *rule)
{
    const struct rule *open = rule_with_end(a, rule, (struct rule_end){0});
    struct recur_plan plan;
    struct recur_walk w;
    struct rule_problem problem;
    int64_t start = recur_floor(local_shown(d->start).us, SECOND_US);

    if (!recur_plan_make(a, open, start, d->all_day, INT64_MAX, &plan, &problem))
        return false;
    recur_walk_begin(&w, &plan, plan.last);
    recur_walk_seek_rule(&w, start);
    return w.at != RECUR_END;
}

/* The part without which the rule would occur. */
static const char *
part_to_blame(struct arena *a, const struct series_definition *d)
{
    static const struct {
        unsigned part;
        const char *name;
    } parts[] = {
        {RECUR_BYSETPOS, "BYSETPOS"},     {RECUR_BYDAY, "BYDAY"},
        {RECUR_BYMONTHDAY, "BYMONTHDAY"}, {RECUR_BYYEARDAY, "BYYEARDAY"},
        {RECUR_BYWEEKNO, "BYWEEKNO"},     {RECUR_BYMONTH, "BYMONTH"},
        {RECUR_BYSECOND, "BYSECOND"},     {RECUR_BYMINUTE, "BYMINUTE"},
        {RECUR_BYHOUR, "BYHOUR"},
    };

    for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
        struct rule without = *d->rule;

        if (!(without.parts & parts[i].part))
            continue;
        without.parts &= ~parts[i].part;
        if (parts[i].part == RECUR_BYDAY)
            for (int w = 0; w < 7; w++)
                without.nth_plus[w] = without.nth_minus[w] = 0;
        if (occurs(a, d, &without))
            return parts[i].name;
    }
    return d->rule->interval > 1 ? "INTERVAL" : "FREQ";
}

bool
series_check(struct arena *a, const struct series_definition *d, struct rule_problem *problem)
{
    const struct series *s;
    struct series_definition alone = *d;

    if (!series_new(a, d, &s, problem))
        return false;
    if (d->rule == NULL)
        return true;
    alone.rule = rule_with_end(a, d->rule, (struct rule_end){0});
    if (!occurs(a, &alone, alone.rule)) {
        *problem = (struct rule_problem){part_to_blame(a, &alone),
                                         "leaves nothing of what the other parts allow"};
        return false;
    }
    if (d->rule->end.until != RULE_UNTIL_NONE) {
        struct series probe = {
            .zone = d->zone, .all_day = d->all_day, .fraction = s->fraction, .last = {INT64_MAX}};

        if (until_second(&probe, &d->rule->end) < s->plan.start ||
            probe.last.us < instant_of(s, d->start).us) {
            *problem = (struct rule_problem){"UNTIL", "lies before the start"};
            return false;
        }
    }
    return true;
}

/* ---------------------------------------------------------------- questions */

bool
series_find(const struct series *s, struct local wall, struct occurrence *out)
{
    struct occurrence wanted = series_place(s, wall, 0), found;
    struct series_iter it;

    series_begin_starts(&it, s, wanted.start, (struct instant){wanted.start.us + 1});
    while (series_next(&it, &found)) {
        if (series_key(s, &found) == series_key(s, &wanted)) {
            *out = found;
            return true;
        }
    }
    return false;
}

bool
series_find_at(const struct series *s, struct instant at, struct occurrence *out)
{
    struct series_iter it;

    series_begin_starts(&it, s, at, (struct instant){at.us + 1});
    return series_next(&it, out);
}

/* The end of the rule's last occurrence, sought backwards in growing windows; false: none. */
static bool
last_of_rule(const struct series *s, struct instant first, struct instant *end)
{
    struct local wall = {s->plan.last * SECOND_US + s->fraction};
    int64_t latest = instant_of(s, wall).us;
    bool found = false;

    for (int64_t back = 2 * DAY_US; !found; back *= 8) {
        struct series_iter it;
        struct occurrence o;

        series_begin_rule(&it, s, (struct instant){latest - back});
        while (series_next(&it, &o)) {
            *end = o.end;
            found = true;
        }
        if (latest - back <= first.us)
            break;
    }
    return found;
}

enum series_extent
series_extent(const struct series *s, struct instant *first, struct instant *last_end)
{
    struct series_iter it;
    struct occurrence o;
    struct instant end, latest = {INT64_MIN};

    series_begin_starts(&it, s, (struct instant){INT64_MIN / 2}, instant_max);
    if (!series_next(&it, &o))
        return SERIES_EMPTY;
    *first = o.start;
    if (s->endless)
        return SERIES_ENDLESS;
    latest = o.end;
    if (last_of_rule(s, o.start, &end) && end.us > latest.us)
        latest = end;
    for (size_t i = 0; i < s->date_count; i++)
        if (s->dates[i].end.us > latest.us && series_find(s, s->dates[i].wall, &o))
            latest = s->dates[i].end;
    *last_end = latest;
    return SERIES_BOUNDED;
}
