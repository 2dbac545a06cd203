/*
 * What becomes of a series, and of each of its places, when it is changed.
 *
 * Without a new rule the old one moves along (course_rule.c).  Its dates, its exceptions and the
 * places of changed occurrences go where course_places.c says.
 */
#include "shared/recur/course_internal.h"

#include <string.h>

/* ---------------------------------------------------------------- the parts of what comes out */

static int64_t
length_of_date(const struct course_change *e, int64_t length)
{
    if (!e->of_days)
        return length;
    return e->in->all_day ? recur_ceil(length, DAY_US) : length * DAY_US;
}

static bool
is_moved(const struct course_change *e)
{
    return e->way != COURSE_STUCK;
}

/* The date that the start of a new rule has left, or taken the place of. */
static bool
is_start_left(const struct course_change *e, const struct series_date *date)
{
    return !is_moved(e) && date->start.us == e->in->from.us &&
           (e->in->from.us != e->in->to.us || e->in->from.us != e->old->start.us);
}

/* Under a new rule a further date keeps its wall, or its date and the new start's time. */
static struct local
refit_date(const struct course_change *e, struct local place)
{
    struct local wall = course_same_wall(e, place);

    if (e->of_days && !e->in->all_day)
        wall.us += recur_mod(local_shown(e->in->to).us, DAY_US);
    return wall;
}

static void
edit_dates(const struct course_change *e, struct series_definition *next)
{
    const struct series_definition *old = e->old;
    struct series_date *dates = arena_array(e->arena, struct series_date, old->date_count + 1);
    struct local *places = arena_array(e->arena, struct local, old->date_count + 1);

    if (e->in->has_dates) {
        next->dates = e->in->dates;
        next->date_count = e->in->date_count;
        return;
    }
    for (size_t i = 0; i < old->date_count; i++)
        places[i] = old->dates[i].start;
    if (is_moved(e))
        course_move_places(e, places, old->date_count, places);
    next->dates = dates;
    next->date_count = 0;
    for (size_t i = 0; i < old->date_count; i++) {
        struct local place = is_moved(e) ? places[i] : refit_date(e, places[i]);

        if (place.us == COURSE_NOWHERE || is_start_left(e, &old->dates[i]))
            continue;
        dates[next->date_count++] = (struct series_date){
            place, old->dates[i].is_period, length_of_date(e, old->dates[i].length_us)};
        if (place.us == old->dates[i].start.us)
            e->out->count.kept++;
        else
            e->out->count.moved++;
    }
}

/* UNTIL is where the last occurrence goes. */
static void
edit_end(const struct course_change *e, struct series_definition *next)
{
    struct local last, moved;
    int64_t second;

    if (next->rule == NULL || rule_end(next->rule).until == RULE_UNTIL_NONE ||
        !course_last_before(e->was, INT64_MAX, &second))
        return;
    last = course_wall(e->was, second);
    course_move_places(e, &last, 1, &moved);
    if (moved.us == COURSE_NOWHERE)
        next->rule = rule_with_end(e->arena, next->rule, (struct rule_end){0});
    else
        next->rule = course_end(e->arena, next, recur_floor(local_shown(moved).us, SECOND_US));
}

/* Nothing about the times of the rule is different. */
static bool
stands_still(const struct course_change *e)
{
    return e->in->from.us == e->in->to.us && e->in->zone == e->old->zone && !e->of_days;
}

static const struct series *
open_series(struct arena *a, const struct series_definition *d, struct course_problem *problem)
{
    struct series_definition open = *d;
    const struct series *s;

    open.excluded_count = 0;
    if (open.rule != NULL)
        open.rule = rule_with_end(a, open.rule, (struct rule_end){0});
    problem->field = "recurrence_rule";
    return series_new(a, &open, &s, &problem->why) ? s : NULL;
}

static bool
begin_move(struct course_change *e, struct series_definition *next, struct course_problem *problem)
{
    const struct course_move move = {local_shown(e->old->start),
                                     local_shown(course_along(e, e->old->start)), e->of_days};

    e->way = COURSE_STUCK;
    if (e->in->has_rule) {
        next->rule = e->in->rule;
        return true;
    }
    e->way = course_rule_move(e->arena, e->old->rule, &move, &next->rule);
    if (e->way != COURSE_STUCK)
        return true;
    next->rule = e->old->rule;
    *problem = (struct course_problem){"start_time",
                                       {"RRULE", "names days or times that cannot move along; send "
                                                 "recurrence_rule too"}};
    return e->in->may_stay;
}

/* ---------------------------------------------------------------- the start of a new rule */

/* Behind times that clocks skip, the rule may have some that begin earlier than those. */
static bool
is_start_first(const struct series *s)
{
    struct local start = course_wall(s, s->plan.start);
    int64_t first = series_place(s, start, 0).start.us;
    struct recur_walk w;

    recur_walk_begin(&w, &s->plan, s->plan.start + COURSE_NEAR);
    recur_walk_seek(&w, s->plan.start);
    while (w.at != RECUR_END && series_place(s, course_wall(s, w.at), 0).start.us >= first)
        recur_walk_next(&w);
    return w.at == RECUR_END;
}

/* A start that clocks skip stays what was meant, unless it would not be first: then as they show it. */
static bool
begin_rule(struct course_change *e, struct series_definition *next, struct course_problem *problem)
{
    struct local to = e->in->to, shown = to;

    if (next->zone != NULL && !next->all_day)
        shown = tz_to_wall(next->zone, tz_to_instant(next->zone, to));
    next->start = to;
    e->open = open_series(e->arena, next, problem);
    if (e->open == NULL || shown.us == to.us || is_start_first(e->open))
        return e->open != NULL;
    next->start = shown;
    e->open = open_series(e->arena, next, problem);
    return e->open != NULL;
}

/* ---------------------------------------------------------------- the whole */

static void
course_note(struct course_count *count, struct local was, struct local now)
{
    if (now.us == COURSE_NOWHERE)
        count->dropped++;
    else if (now.us == was.us)
        count->kept++;
    else
        count->moved++;
}

static void
keep_excluded(const struct course_change *e, struct local *excluded, struct series_definition *next)
{
    const struct series_definition *old = e->old;
    size_t n = 0;

    if (e->in->has_excluded) {
        next->excluded = e->in->excluded;
        next->excluded_count = e->in->excluded_count;
        return;
    }
    for (size_t i = 0; i < old->excluded_count; i++) {
        if (!course_is_stray(e, old->excluded[i]))
            course_note(&e->out->count, old->excluded[i], excluded[i]);
        if (excluded[i].us != COURSE_NOWHERE)
            excluded[n++] = excluded[i];
    }
    next->excluded = excluded;
    next->excluded_count = n;
}

static void
keep_changed(const struct course_change *e, const struct series *now, struct local *changed)
{
    course_settle_places(e, now, changed);
    for (size_t i = 0; i < e->in->changed_count; i++)
        course_note(&e->out->count, e->in->changed[i], changed[i]);
    e->out->changed = changed;
}

/*
 * A place among times that clocks skip may have another wall than its occurrence has since a split.
 * One that the rule has stays, also when it coincides with another.
 */
static void
own_walls(const struct course_change *e, const struct local *places, size_t count,
          struct local *out)
{
    struct occurrence o;

    for (size_t i = 0; i < count; i++)
        out[i] = !course_has(e->was, places[i]) && series_find(e->was, places[i], &o) ? o.wall
                                                                                      : places[i];
}

static bool
course_finish(struct course_change *e, struct series_definition *next,
              struct course_problem *problem)
{
    struct local *excluded = arena_array(e->arena, struct local, e->old->excluded_count + 1);
    struct local *changed = arena_array(e->arena, struct local, e->in->changed_count + 1);
    struct series_definition uncancelled;
    const struct series *now;

    edit_dates(e, next);
    if (is_moved(e) && !stands_still(e))
        edit_end(e, next);
    uncancelled = *next;
    uncancelled.excluded = e->in->excluded;
    uncancelled.excluded_count = e->in->has_excluded ? e->in->excluded_count : 0;
    if (!series_new(e->arena, &uncancelled, &now, &problem->why))
        return false;
    if (is_moved(e)) {
        own_walls(e, e->old->excluded, e->old->excluded_count, excluded);
        own_walls(e, e->in->changed, e->in->changed_count, changed);
        course_move_places(e, excluded, e->old->excluded_count, excluded);
        course_move_places(e, changed, e->in->changed_count, changed);
    } else {
        course_refit_places(e, now, excluded, changed);
    }
    keep_excluded(e, excluded, next);
    keep_changed(e, course_series(e->arena, next), changed);
    return true;
}

static bool
course_make(struct course_change *e, struct course_problem *problem)
{
    struct series_definition *next = &e->out->next;

    *e->out = (struct course){.next = *e->old};
    next->zone = e->in->zone;
    next->all_day = e->in->all_day;
    next->length_us = e->in->length_us;
    next->days = e->in->days;
    if (!begin_move(e, next, problem))
        return false;
    e->out->is_ruled = !is_moved(e);
    if (!is_moved(e))
        return begin_rule(e, next, problem) && course_finish(e, next, problem);
    next->start = course_along(e, e->old->start);
    e->open = open_series(e->arena, next, problem);
    return e->open != NULL && course_finish(e, next, problem);
}

/* With the same end, however they say it. */
static bool
ends_alike(struct arena *a, const struct series_definition *d, const struct rule *rule)
{
    struct series_definition other = *d;
    int64_t last, other_last;

    other.rule = rule;
    return course_last_before(course_series(a, d), INT64_MAX, &last) &&
           course_last_before(course_series(a, &other), INT64_MAX, &other_last) &&
           last == other_last;
}

static bool
is_endless(const struct rule *rule)
{
    struct rule_end end = rule_end(rule);

    return end.until == RULE_UNTIL_NONE && end.count == 0;
}

static bool
same_times(struct arena *a, const struct series_definition *d, const struct rule *rule)
{
    const struct rule *open = rule_with_end(a, d->rule, (struct rule_end){0});
    const struct rule *other = rule_with_end(a, rule, (struct rule_end){0});

    if (strcmp(rule_text(a, open), rule_text(a, other)) != 0)
        return false;
    if (is_endless(d->rule) || is_endless(rule))
        return is_endless(d->rule) && is_endless(rule);
    return ends_alike(a, d, rule);
}

/* The rule that was sent says what the old one becomes when it moves along. */
static bool
moves_as_sent(struct course_change *e)
{
    const struct course_edit *sent = e->in;
    struct course_edit along = *sent;
    struct course_problem ignored;
    bool same;

    if (!sent->has_rule || sent->rule == NULL || e->old->rule == NULL || stands_still(e) ||
        sent->from.us != e->old->start.us)
        return false;
    along.has_rule = along.may_stay = false;
    e->in = &along;
    same = course_make(e, &ignored) && same_times(e->arena, &e->out->next, sent->rule);
    e->in = sent;
    if (same)
        e->out->next.rule = sent->rule;
    return same;
}

bool
course_edit(struct arena *a, const struct series_definition *old, const struct course_edit *in,
            struct course *out, struct course_problem *problem)
{
    struct series_definition was = *old;
    struct course_edit own = *in;
    struct course_change e = {
        .arena = a, .old = old, .in = &own, .of_days = old->all_day != in->all_day, .out = out};

    was.excluded_count = 0;
    e.was = course_series(a, &was);
    own_walls(&e, &in->from, 1, &own.from);
    if (in->to.us == in->from.us)
        own.to = own.from;
    return moves_as_sent(&e) || course_make(&e, problem);
}
