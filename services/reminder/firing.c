#include "services/reminder/firing.h"

#include <stdlib.h>
#include <string.h>

static int64_t
fired_place(bool has_place, int64_t place)
{
    return has_place ? place : INT64_MIN;
}

static int
compare_fired(const void *left, const void *right)
{
    const struct fired *a = left, *b = right;
    int64_t at = fired_place(a->has_place, a->place), other = fired_place(b->has_place, b->place);

    if (a->due_at.us != b->due_at.us)
        return a->due_at.us < b->due_at.us ? -1 : 1;
    return (at > other) - (at < other);
}

static struct fired
key_of(const struct firing *f)
{
    return (struct fired){f->due_at, f->has_place, f->place};
}

static int
firing_compare(const struct firing *a, const struct firing *b)
{
    struct fired key = key_of(a), other = key_of(b);

    return compare_fired(&key, &other);
}

/* Both within what an instant may be; beyond all time it makes no difference. */
static struct instant
instant_plus(struct instant at, int64_t us)
{
    struct instant sum;

    if (__builtin_add_overflow(at.us, us, &sum.us))
        sum.us = us < 0 ? INT64_MIN : INT64_MAX;
    return sum;
}

/* ---------------------------------------------------------------- in order */

static struct instant
whole_end(const struct course_ready *course)
{
    const struct event_course *c = course->event;
    struct instant end = c->is_series && c->has_series_end ? c->series_end : c->end_at;

    return c->all_day && end.us < instant_max.us ? course_midnight(course, end) : end;
}

/* Of the event as a whole. */
static struct firing
firing_at(const struct course_ready *course, struct instant at)
{
    const struct event_course *c = course->event;

    return (struct firing){
        .due_at = at,
        .begins_at = c->all_day ? course_midnight(course, c->start_at) : c->start_at,
        .ends_at = whole_end(course),
        .all_day = c->all_day,
    };
}

static void
begin_at(struct firing_iter *it, const struct course_ready *course, struct instant at,
         struct instant from)
{
    it->has_at = course->takes_place && at.us >= from.us;
    if (it->has_at)
        it->at = firing_at(course, at);
}

void
firing_begin(struct firing_iter *it, const struct course_ready *course,
             const struct firing_rule *rule, struct instant from)
{
    it->is_at = rule->has_at;
    it->ahead_us = rule->minutes * MINUTE_US;
    if (rule->has_at)
        begin_at(it, course, rule->at, from);
    else
        course_begin(&it->times, course, rule->of_end ? COURSE_BY_END : COURSE_BY_BEGIN,
                     instant_plus(from, it->ahead_us));
}

static bool
next_at(struct firing_iter *it, struct firing *out)
{
    if (!it->has_at)
        return false;
    *out = it->at;
    it->has_at = false;
    return true;
}

bool
firing_next(struct firing_iter *it, struct firing *out)
{
    struct course_time time;

    if (it->is_at)
        return next_at(it, out);
    if (!course_next(&it->times, &time))
        return false;
    *out = (struct firing){
        .due_at = instant_plus(course_key(it->times.order, &time), -it->ahead_us),
        .has_place = time.has_place,
        .place = time.place,
        .begins_at = time.begins_at,
        .ends_at = time.ends_at,
        .all_day = time.all_day,
    };
    return true;
}

static bool
is_last_of(struct firing_iter *it)
{
    return it->is_at ? !it->has_at : !course_more(&it->times);
}

bool
firing_after(const struct course_ready *course, const struct firing_rule *rule,
             const struct firing *given, struct firing *out, bool *is_last)
{
    const struct firing before = *given; /* which may be `out` */
    struct firing_iter it;

    firing_begin(&it, course, rule, before.due_at);
    while (firing_next(&it, out)) {
        if (firing_compare(out, &before) > 0) {
            *is_last = is_last_of(&it);
            return true;
        }
    }
    *is_last = true;
    return false;
}

bool
firing_first(const struct course_ready *course, const struct firing_rule *rule, struct firing *out,
             bool *is_last)
{
    struct firing_iter it;
    bool found;

    firing_begin(&it, course, rule, instant_plus(rule->since, 1));
    found = firing_next(&it, out);
    *is_last = is_last_of(&it);
    return found;
}

/* ---------------------------------------------------------------- after a change */

/* The fired ones in order, to be searched. */
static struct firing_past
sort_fired(struct arena *a, const struct firing_past *past)
{
    struct firing_past sorted = *past;
    struct fired *fired = arena_array(a, struct fired, past->fired_count);

    if (past->fired_count == 0)
        return sorted;
    memcpy(fired, past->fired, past->fired_count * sizeof *fired);
    qsort(fired, past->fired_count, sizeof *fired, compare_fired);
    sorted.fired = fired;
    return sorted;
}

static bool
was_told(const struct firing_past *past, const struct firing *f)
{
    struct fired key = key_of(f);

    return past->fired_count > 0 &&
           bsearch(&key, past->fired, past->fired_count, sizeof key, compare_fired) != NULL;
}

/* The pending one, if it is still among the firings. */
static bool
find_pending(const struct course_ready *course, const struct firing_rule *rule,
             const struct firing_past *past, struct firing *out)
{
    struct firing_iter it;

    if (past->pending == NULL || past->pending->due_at.us <= rule->since.us ||
        was_told(past, past->pending))
        return false;
    firing_begin(&it, course, rule, past->pending->due_at);
    while (firing_next(&it, out) && out->due_at.us == past->pending->due_at.us)
        if (firing_compare(out, past->pending) == 0)
            return true;
    return false;
}

static bool
is_yet_to_tell(const struct firing_past *past, const struct firing *f)
{
    return (f->begins_at.us > past->changed_at.us || f->due_at.us > past->changed_at.us) &&
           !was_told(past, f);
}

/*
 * Before it there is nothing to tell but the pending one: what has not begun comes due less than
 * `ahead_us` before the change, or at a time by itself.
 */
static struct instant
first_to_tell(const struct firing_rule *rule, const struct firing_past *past)
{
    struct instant since = instant_plus(rule->since, 1);
    struct instant open = instant_plus(past->changed_at, 1 - rule->minutes * MINUTE_US);

    return rule->has_at || since.us > open.us ? since : open;
}

/* The first but for the pending one. */
static bool
find_other(const struct course_ready *course, const struct firing_rule *rule,
           const struct firing_past *past, struct firing *out, bool *is_last)
{
    struct firing_iter it;

    firing_begin(&it, course, rule, first_to_tell(rule, past));
    while (firing_next(&it, out)) {
        if (is_yet_to_tell(past, out)) {
            *is_last = is_last_of(&it);
            return true;
        }
    }
    *is_last = true;
    return false;
}

bool
firing_anew(struct arena *a, const struct course_ready *course, const struct firing_rule *rule,
            const struct firing_past *past, struct firing *out, bool *is_last)
{
    struct firing_past sorted = sort_fired(a, past);
    struct firing pending, after;
    bool is_pending = find_pending(course, rule, &sorted, &pending);
    bool is_other = find_other(course, rule, &sorted, out, is_last);

    if (!is_pending || (is_other && firing_compare(out, &pending) <= 0))
        return is_other;
    *out = pending;
    *is_last = !firing_after(course, rule, &pending, &after, &(bool){false});
    return true;
}
