/*
 * A series in two, at one of its occurrences.
 *
 * The rule's times are divided at a line, the first of them that is not before the occurrence:
 *
 *                  head                                   tail
 *     rule         COUNT: those before the line;          COUNT: the rest; UNTIL as it was
 *                  else UNTIL: the last before it
 *     start        as it was                              the line
 *     without any  no rule; the start is its first        no rule; the start is its first
 *     of its times date                                   date
 *     dates        that start before the occurrence       that start with it or later
 *     exceptions   and what else has a place: where the time is that it stands for, or, when the
 *                  rule has none there, as dates
 *
 * Where clocks skip some times, those begin later than some behind the gap, so times before the
 * occurrence may follow the line.  The tail's rule then begins behind the last of them, and what is
 * in neither rule is a further date of its half, if it does not coincide with a time that is.
 *
 * An occurrence at which a series is split may be a further date.  The line is then the rule's next
 * time, and the tail begins with dates before its start.
 *
 * A half without a rule has at least one date, which may be its start, so that it remains a series.
 */
#include "shared/recur/course_internal.h"

static struct instant
course_instant(const struct series *s, struct local place)
{
    return series_place(s, place, 0).start;
}

/* All-day series are divided by their dates: two may begin at one instant. */
static bool
is_before(const struct series *s, struct local place, const struct occurrence *at)
{
    if (s->all_day)
        return place.us < at->wall.us;
    return course_instant(s, place).us < at->start.us;
}

/* A time of the rule, no further than its end. */
static bool
is_time(const struct series *s, const struct recur_walk *w)
{
    return w->at != RECUR_END && course_instant(s, course_wall(s, w->at)).us <= s->last.us;
}

static bool
goes_before(const struct course_split *s, int64_t second)
{
    return is_before(s->whole, course_wall(s->whole, second), &s->at);
}

/* The rule's first second that is not before the occurrence, and the first behind all that are. */
static void
find_lines(struct course_split *s)
{
    int64_t second = recur_floor(local_shown(s->at.wall).us, SECOND_US);
    struct recur_walk w;

    s->line = s->begin = INT64_MAX;
    recur_walk_begin(&w, &s->whole->plan, INT64_MAX);
    recur_walk_seek(&w, second - COURSE_NEAR);
    for (; w.at != RECUR_END && w.at <= second + COURSE_NEAR; recur_walk_next(&w)) {
        if (!is_time(s->whole, &w))
            continue;
        if (goes_before(s, w.at)) {
            s->begin = INT64_MAX;
            continue;
        }
        s->line = s->line < w.at ? s->line : w.at;
        s->begin = s->begin < w.at ? s->begin : w.at;
    }
    if (is_time(s->whole, &w) && s->begin == INT64_MAX)
        s->begin = w.at;
    if (s->line == INT64_MAX)
        s->line = s->begin;
}

/* One of the rule's times in [from, until) starts at `at`. */
static bool
starts_then(const struct course_split *s, int64_t from, int64_t until, struct instant at)
{
    struct recur_walk w;

    recur_walk_begin(&w, &s->whole->plan, until);
    recur_walk_seek(&w, from);
    while (w.at < until && course_instant(s->whole, course_wall(s->whole, w.at)).us != at.us)
        recur_walk_next(&w);
    return w.at < until && is_time(s->whole, &w);
}

/*
 * The rule's times from the line up to `begin` are in neither half's rule.  Those that coincide
 * with none that is become dates of their half; NULL: how many they are.
 */
static size_t
divide_between(const struct course_split *s, bool tail, struct series_date *out)
{
    struct recur_walk w;
    size_t count = 0;

    if (s->line >= s->begin)
        return 0;
    recur_walk_begin(&w, &s->whole->plan, INT64_MAX);
    recur_walk_seek(&w, s->line);
    for (; w.at < s->begin && w.at != RECUR_END; recur_walk_next(&w)) {
        struct local wall = course_wall(s->whole, w.at);
        struct instant at = course_instant(s->whole, wall);

        if (!is_time(s->whole, &w) || goes_before(s, w.at) == tail)
            continue;
        if (tail ? s->begin < INT64_MAX && starts_then(s, s->begin, s->begin + 2 * COURSE_NEAR, at)
                 : starts_then(s, s->line - 2 * COURSE_NEAR, s->line, at))
            continue;
        if (out != NULL)
            out[count] = (struct series_date){.start = wall};
        count++;
    }
    return count;
}

bool
course_in_tail(const struct course_split *s, struct local place)
{
    return !is_before(s->whole, place, &s->at);
}

static void
divide_dates(struct arena *a, const struct course_split *s, const struct series_definition *old,
             bool tail, struct series_definition *half)
{
    size_t between = divide_between(s, tail, NULL);
    struct series_date *dates = arena_array(a, struct series_date, old->date_count + between + 1);

    half->dates = dates;
    half->date_count = divide_between(s, tail, dates);
    for (size_t i = 0; i < old->date_count; i++)
        if (is_before(s->whole, old->dates[i].start, &s->at) != tail)
            dates[half->date_count++] = old->dates[i];
}

static void
divide_excluded(struct arena *a, const struct course_split *s, const struct series_definition *old,
                bool tail, struct series_definition *half)
{
    struct local *excluded = arena_array(a, struct local, old->excluded_count + 1);

    half->excluded = excluded;
    half->excluded_count = 0;
    for (size_t i = 0; i < old->excluded_count; i++)
        if (course_in_tail(s, old->excluded[i]) == tail)
            excluded[half->excluded_count++] = old->excluded[i];
}

/* Of a half that has none of the rule's times: it starts with its first date. */
static void
start_with_date(const struct series *whole, struct series_definition *half)
{
    const struct series_date *first = &half->dates[0];

    for (size_t i = 1; i < half->date_count; i++)
        if (course_instant(whole, half->dates[i].start).us < course_instant(whole, first->start).us)
            first = &half->dates[i];
    half->rule = NULL;
    half->start = first->start;
}

static void
keep_as_series(struct arena *a, struct series_definition *half)
{
    struct series_date *date;

    if (half->rule != NULL || half->date_count > 0)
        return;
    date = arena_one(a, struct series_date);
    date->start = half->start;
    half->dates = date;
    half->date_count = 1;
}

static void
end_head(struct arena *a, const struct course_split *s, struct series_definition *head)
{
    struct rule_end end = head->rule == NULL ? (struct rule_end){0} : rule_end(head->rule);
    int64_t last;

    if (s->line <= s->whole->plan.start || !course_last_before(s->whole, s->line, &last)) {
        start_with_date(s->whole, head);
        return;
    }
    if (head->rule == NULL || s->line == INT64_MAX)
        return;
    if (end.count > 0) {
        end.count = course_count_before(s->whole, s->line);
        head->rule = rule_with_end(a, head->rule, end);
    } else {
        head->rule = course_end(a, head, last);
    }
}

static void
begin_tail(struct arena *a, const struct course_split *s, struct series_definition *tail)
{
    struct rule_end end = tail->rule == NULL ? (struct rule_end){0} : rule_end(tail->rule);

    if (s->begin == INT64_MAX) {
        start_with_date(s->whole, tail);
        return;
    }
    tail->start = course_wall(s->whole, s->begin);
    if (end.count > 0) {
        end.count -= course_count_before(s->whole, s->begin);
        tail->rule = rule_with_end(a, tail->rule, end);
    }
}

void
course_split(struct arena *a, const struct series_definition *old, const struct occurrence *at,
             struct course_split *out)
{
    *out = (struct course_split){
        .head = *old, .tail = *old, .whole = course_series(a, old), .at = *at};
    find_lines(out);
    divide_dates(a, out, old, false, &out->head);
    divide_dates(a, out, old, true, &out->tail);
    divide_excluded(a, out, old, false, &out->head);
    divide_excluded(a, out, old, true, &out->tail);
    end_head(a, out, &out->head);
    begin_tail(a, out, &out->tail);
    keep_as_series(a, &out->head);
    keep_as_series(a, &out->tail);
}
