/*
 * The end of a course: an occurrence, however the rule says it.
 *
 * COUNT says it by itself.  UNTIL is the start of the last occurrence, as RFC 5545 section 3.3.10
 * wants it.  Where clocks skip some times, a time inside the gap can begin later than one behind
 * it, so that no UNTIL stands between them; there the end becomes a COUNT.
 */
#include "shared/recur/course_internal.h"

#include "shared/base/must.h"

enum { DAY = 86400 };

const struct series *
course_series(struct arena *a, const struct series_definition *d)
{
    const struct series *s;
    struct rule_problem why;

    must(series_new(a, d, &s, &why));
    return s;
}

struct local
course_wall(const struct series *s, int64_t second)
{
    struct local wall = {second * SECOND_US + s->fraction};

    if (wall.us < s->twice_until.us)
        wall.us += LOCAL_SECOND;
    return wall;
}

static int64_t
starts_at(const struct series *s, int64_t second)
{
    return series_place(s, course_wall(s, second), 0).start.us;
}

bool
course_has(const struct series *s, struct local place)
{
    struct local shown = local_shown(place);
    int64_t second = recur_floor(shown.us, SECOND_US);
    struct recur_walk w;

    if (second < s->plan.start || course_wall(s, second).us != place.us)
        return false;
    recur_walk_begin(&w, &s->plan, second);
    recur_walk_seek(&w, second);
    return w.at == second && starts_at(s, second) <= s->last.us;
}

static bool
last_inside(const struct series *s, int64_t line, int64_t *second)
{
    bool found = false;

    if (line > s->plan.last)
        line = s->plan.last + 1;
    for (int64_t back = 2 * DAY; !found; back *= 8) {
        int64_t from = line - back > s->plan.start ? line - back : s->plan.start;
        struct recur_walk w;

        recur_walk_begin(&w, &s->plan, line - 1);
        for (recur_walk_seek(&w, from); w.at != RECUR_END; recur_walk_next(&w)) {
            if (starts_at(s, w.at) > s->last.us)
                continue;
            *second = w.at;
            found = true;
        }
        if (from == s->plan.start)
            break;
    }
    return found;
}

/* The first time from `from` up to `until` that the end leaves out. */
static int64_t
first_outside(const struct series *s, int64_t from, int64_t until)
{
    struct recur_walk w;

    recur_walk_begin(&w, &s->plan, until);
    recur_walk_seek(&w, from > s->plan.start ? from : s->plan.start);
    while (w.at != RECUR_END && starts_at(s, w.at) <= s->last.us)
        recur_walk_next(&w);
    return w.at;
}

/* Behind a gap may be times that coincide with some before the end, which lies inside. */
bool
course_last_before(const struct series *s, int64_t line, int64_t *second)
{
    int64_t outside;

    if (!last_inside(s, line, second))
        return false;
    outside = first_outside(s, *second - COURSE_NEAR, *second);
    return outside == RECUR_END || last_inside(s, outside, second);
}

int32_t
course_count_before(const struct series *s, int64_t line)
{
    struct recur_walk w;
    int32_t count = 0;

    recur_walk_begin(&w, &s->plan, line - 1);
    recur_walk_seek(&w, s->plan.start);
    for (; w.at != RECUR_END && count <= RECUR_COUNT_MAX; recur_walk_next(&w))
        count++;
    return count;
}

/* The latest start up to `last` and the earliest behind it, among times that are near. */
static bool
parts_at(const struct series *s, int64_t last, int64_t *latest)
{
    int64_t earliest = INT64_MAX,
            from = last - COURSE_NEAR > s->plan.start ? last - COURSE_NEAR : s->plan.start;
    struct recur_walk w;

    *latest = INT64_MIN;
    recur_walk_begin(&w, &s->plan, last + COURSE_NEAR);
    for (recur_walk_seek(&w, from); w.at != RECUR_END; recur_walk_next(&w)) {
        int64_t at = starts_at(s, w.at);

        if (w.at <= last && at > *latest)
            *latest = at;
        if (w.at > last && at < earliest)
            earliest = at;
    }
    return *latest < earliest;
}

const struct rule *
course_end(struct arena *a, const struct series_definition *d, int64_t last)
{
    struct series_definition open = *d;
    struct rule_end end = {.until = RULE_UNTIL_DATE, .until_us = last * SECOND_US};
    const struct series *s;
    int64_t latest;

    if (d->all_day)
        return rule_with_end(a, d->rule, end);
    open.rule = rule_with_end(a, d->rule, (struct rule_end){0});
    s = course_series(a, &open);
    end.until = RULE_UNTIL_UTC;
    if (!parts_at(s, last, &latest)) {
        int32_t count = course_count_before(s, last + 1);

        if (count <= (d->rule->parts & RECUR_BYSETPOS ? RECUR_COUNT_SETPOS_MAX : RECUR_COUNT_MAX))
            end = (struct rule_end){.count = count};
    }
    if (latest == INT64_MIN) /* it would end behind the end of time */
        return open.rule;
    if (end.count == 0)
        end.until_us = recur_ceil(latest, SECOND_US) * SECOND_US;
    return rule_with_end(a, d->rule, end);
}

const struct rule *
course_formal(struct arena *a, const struct rule *rule, const struct tz *zone, bool all_day)
{
    struct rule_end end = rule_end(rule);
    struct local last = {end.until_us};

    if (end.until == RULE_UNTIL_NONE || end.until == (all_day ? RULE_UNTIL_DATE : RULE_UNTIL_UTC))
        return rule;
    if (all_day) {
        end.until_us = recur_floor(end.until_us, DAY_US) * DAY_US;
        end.until = RULE_UNTIL_DATE;
        return rule_with_end(a, rule, end);
    }
    if (end.until == RULE_UNTIL_DATE)
        last.us += DAY_US - SECOND_US + LOCAL_SECOND; /* where it comes twice, the whole day */
    if (zone != NULL && end.until_us < instant_max.us)
        end.until_us = tz_to_instant(zone, tz_wall_of(zone, last)).us;
    else
        end.until_us = local_shown(last).us;
    end.until = RULE_UNTIL_UTC;
    return rule_with_end(a, rule, end);
}
