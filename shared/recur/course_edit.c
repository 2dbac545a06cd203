/*
 * What becomes of a series, and of each of its places, when it is changed.
 *
 *   move       the rule moves along; a time of the rule goes where the time of the same number is,
 *              every other place as far as the start
 *   new rule   a place stays where the new course has an occurrence at its wall.  Those that are
 *              left, first the cancelled ones, take the first occurrence of their date that no
 *              other has.
 *
 * At the end the places of changed occurrences are looked up in what has come out, so each is one
 * that it has; of two that meet the earlier stays.
 */
#include "shared/recur/course_internal.h"

#include "shared/base/must.h"

#include <stdlib.h>
#include <string.h>

struct edit {
    struct arena *arena;
    const struct series_definition *old;
    const struct course_edit *in;
    const struct series *was;  /* the old one, with nothing cancelled */
    const struct series *open; /* the new one, with nothing cancelled and no end to its rule */
    enum course_way way;
    bool of_days;
    struct course *out;
};

/* ---------------------------------------------------------------- places that move */

static int64_t
midnight(int64_t us)
{
    return recur_floor(us, DAY_US) * DAY_US;
}

/* As far as what stands at `from`. */
static struct local
move_along(const struct edit *e, struct local place)
{
    int64_t from = local_shown(e->in->from).us, to = local_shown(e->in->to).us;
    struct local shown = local_shown(place);

    if (place.us == e->in->from.us)
        return e->in->to;
    if (e->of_days && e->in->all_day)
        return (struct local){midnight(shown.us) + midnight(to) - midnight(from)};
    shown.us += to - from;
    if (!local_is_second(place) || e->in->zone == NULL || e->in->all_day)
        return shown;
    return tz_wall_of(e->in->zone, (struct local){shown.us + LOCAL_SECOND});
}

/* The same on the new wall, as far as there is one. */
static struct local
same_wall(const struct edit *e, struct local place)
{
    struct local shown = local_shown(place);

    if (e->of_days && e->in->all_day)
        return (struct local){midnight(shown.us)};
    if (!local_is_second(place) || e->in->zone == NULL)
        return shown;
    return tz_wall_of(e->in->zone, place);
}

struct counted {
    struct local place;
    size_t index;
};

static int
compare_counted(const void *a, const void *b)
{
    int64_t x = local_shown(((const struct counted *)a)->place).us;
    int64_t y = local_shown(((const struct counted *)b)->place).us;

    return (x > y) - (x < y);
}

/* Walks the old rule and the new one side by side; `places` are times of the old, in order. */
static void
count_along(const struct edit *e, const struct counted *places, size_t count, struct local *out)
{
    struct recur_walk was, now;
    size_t i = 0;

    recur_walk_begin(&was, &e->was->plan, INT64_MAX);
    recur_walk_begin(&now, &e->open->plan, INT64_MAX);
    recur_walk_seek(&was, e->was->plan.start);
    recur_walk_seek(&now, e->open->plan.start);
    while (i < count && was.at != RECUR_END && now.at != RECUR_END) {
        int64_t second = recur_floor(local_shown(places[i].place).us, SECOND_US);

        if (second <= was.at) {
            out[places[i++].index] = course_wall(e->open, now.at);
            continue;
        }
        recur_walk_next(&was);
        recur_walk_next(&now);
    }
    for (; i < count; i++)
        out[places[i].index].us = COURSE_NOWHERE;
}

/* Where the rule's time of the same number is. */
static struct local
move_shifted(const struct edit *e, struct local place)
{
    struct local along = move_along(e, place);

    return course_wall(e->open, recur_floor(local_shown(along).us, SECOND_US));
}

static void
move_places(const struct edit *e, const struct local *places, size_t count, struct local *out)
{
    struct counted *counted = arena_array(e->arena, struct counted, count + 1);
    size_t n = 0;

    for (size_t i = 0; i < count; i++) {
        if (!course_has(e->was, places[i]))
            out[i] = move_along(e, places[i]);
        else if (e->way == COURSE_SHIFTED)
            out[i] = move_shifted(e, places[i]);
        else
            counted[n++] = (struct counted){places[i], i};
    }
    if (n == 0)
        return;
    qsort(counted, n, sizeof *counted, compare_counted);
    count_along(e, counted, n, out);
}

/* ---------------------------------------------------------------- places under a new rule */

/* Places that are taken, rising. */
struct taken {
    struct local *items;
    size_t count;
};

static size_t
taken_from(const struct taken *t, struct local place)
{
    size_t low = 0, high = t->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (t->items[middle].us < place.us)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool
take_place(struct taken *t, struct local place)
{
    size_t at = taken_from(t, place);

    if (at < t->count && t->items[at].us == place.us)
        return false;
    memmove(t->items + at + 1, t->items + at, (t->count - at) * sizeof *t->items);
    t->items[at] = place;
    t->count++;
    return true;
}

/* The first occurrence of the place's date that is free. */
static struct local
take_on_date(const struct series *s, struct local place, struct taken *taken)
{
    struct day day = day_of_instant((struct instant){local_shown(place).us});
    struct instant from = instant_of_day(day), until = {from.us + DAY_US};
    struct series_iter it;
    struct occurrence o;

    if (s->zone != NULL) { /* times of a date that clocks skip are those of the next */
        from = tz_day_start(s->zone, day);
        until = tz_day_start(s->zone, (struct day){day.days + 2});
    }
    series_begin_starts(&it, s, from, until);
    while (series_next(&it, &o))
        if (day_of_instant((struct instant){local_shown(o.wall).us}).days == day.days &&
            take_place(taken, o.wall))
            return o.wall;
    return (struct local){COURSE_NOWHERE};
}

static bool
take_same(const struct edit *e, const struct series *s, struct local place, struct taken *taken,
          struct local *out)
{
    struct occurrence o;

    out->us = COURSE_NOWHERE;
    if (!series_find(s, same_wall(e, place), &o) || !take_place(taken, o.wall))
        return false;
    *out = o.wall;
    return true;
}

/* An exception that stands for no occurrence stays as it is; it is none that could be lost. */
static bool
is_stray(const struct edit *e, struct local place)
{
    struct occurrence o;

    return !series_find(e->was, place, &o);
}

static void
refit_places(const struct edit *e, const struct series *now, struct local *excluded,
             struct local *changed)
{
    const struct series_definition *old = e->old;
    size_t cancelled = e->in->has_excluded ? 0 : old->excluded_count;
    size_t count = e->in->changed_count;
    struct taken taken = {arena_array(e->arena, struct local, cancelled + count + 1), 0};

    for (size_t i = 0; i < cancelled; i++)
        if (is_stray(e, old->excluded[i]))
            excluded[i] = same_wall(e, old->excluded[i]);
        else
            (void)take_same(e, now, old->excluded[i], &taken, &excluded[i]);
    for (size_t i = 0; i < count; i++)
        (void)take_same(e, now, e->in->changed[i], &taken, &changed[i]);
    for (size_t i = 0; i < cancelled; i++)
        if (excluded[i].us == COURSE_NOWHERE)
            excluded[i] = take_on_date(now, old->excluded[i], &taken);
    for (size_t i = 0; i < count; i++)
        if (changed[i].us == COURSE_NOWHERE)
            changed[i] = take_on_date(now, e->in->changed[i], &taken);
}

/* ---------------------------------------------------------------- the parts of what comes out */

static int64_t
length_of_date(const struct edit *e, int64_t length)
{
    if (!e->of_days)
        return length;
    return e->in->all_day ? recur_ceil(length, DAY_US) : length * DAY_US;
}

static bool
is_moved(const struct edit *e)
{
    return e->way != COURSE_STUCK;
}

/* The date that the start of a new rule has left, or taken the place of. */
static bool
is_start_left(const struct edit *e, const struct series_date *date)
{
    return !is_moved(e) && date->start.us == e->in->from.us &&
           (e->in->from.us != e->in->to.us || e->in->from.us != e->old->start.us);
}

/* Under a new rule a further date keeps its wall, or its date and the new start's time. */
static struct local
refit_date(const struct edit *e, struct local place)
{
    struct local wall = same_wall(e, place);

    if (e->of_days && !e->in->all_day)
        wall.us += recur_mod(local_shown(e->in->to).us, DAY_US);
    return wall;
}

static void
edit_dates(const struct edit *e, struct series_definition *next)
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
        move_places(e, places, old->date_count, places);
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
edit_end(const struct edit *e, struct series_definition *next)
{
    struct local last, moved;
    int64_t second;

    if (next->rule == NULL || rule_end(next->rule).until == RULE_UNTIL_NONE ||
        !course_last_before(e->was, INT64_MAX, &second))
        return;
    last = course_wall(e->was, second);
    move_places(e, &last, 1, &moved);
    if (moved.us == COURSE_NOWHERE)
        next->rule = rule_with_end(e->arena, next->rule, (struct rule_end){0});
    else
        next->rule = course_end(e->arena, next, recur_floor(local_shown(moved).us, SECOND_US));
}

/* Nothing about the times of the rule is different. */
static bool
stands_still(const struct edit *e)
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
begin_move(struct edit *e, struct series_definition *next, struct course_problem *problem)
{
    const struct course_move move = {local_shown(e->old->start),
                                     local_shown(move_along(e, e->old->start)), e->of_days};

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
begin_rule(struct edit *e, struct series_definition *next, struct course_problem *problem)
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
keep_excluded(const struct edit *e, struct local *excluded, struct series_definition *next)
{
    const struct series_definition *old = e->old;
    size_t n = 0;

    if (e->in->has_excluded) {
        next->excluded = e->in->excluded;
        next->excluded_count = e->in->excluded_count;
        return;
    }
    for (size_t i = 0; i < old->excluded_count; i++) {
        if (!is_stray(e, old->excluded[i]))
            course_note(&e->out->count, old->excluded[i], excluded[i]);
        if (excluded[i].us != COURSE_NOWHERE)
            excluded[n++] = excluded[i];
    }
    next->excluded = excluded;
    next->excluded_count = n;
}

/* Each goes to an occurrence that there is, and no two to one. */
static void
settle_changed(const struct edit *e, const struct series *now, struct local *changed)
{
    size_t count = e->in->changed_count;
    struct taken taken = {arena_array(e->arena, struct local, count + 1), 0};

    for (size_t i = 0; i < count; i++) {
        struct occurrence o;

        if (changed[i].us != COURSE_NOWHERE) {
            if (series_find(now, changed[i], &o) && take_place(&taken, o.wall))
                changed[i] = o.wall;
            else
                changed[i].us = COURSE_NOWHERE;
        }
        course_note(&e->out->count, e->in->changed[i], changed[i]);
    }
    e->out->changed = changed;
}

/* A place among times that clocks skip may have another wall than its occurrence has since a split. */
static void
own_walls(const struct edit *e, const struct local *places, size_t count, struct local *out)
{
    struct occurrence o;

    for (size_t i = 0; i < count; i++)
        out[i] = series_find(e->was, places[i], &o) ? o.wall : places[i];
}

static bool
course_finish(struct edit *e, struct series_definition *next, struct course_problem *problem)
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
        move_places(e, excluded, e->old->excluded_count, excluded);
        move_places(e, changed, e->in->changed_count, changed);
    } else {
        refit_places(e, now, excluded, changed);
    }
    keep_excluded(e, excluded, next);
    settle_changed(e, course_series(e->arena, next), changed);
    return true;
}

bool
course_edit(struct arena *a, const struct series_definition *old, const struct course_edit *in,
            struct course *out, struct course_problem *problem)
{
    struct series_definition was = *old, *next = &out->next;
    struct edit e = {
        .arena = a, .old = old, .in = in, .of_days = old->all_day != in->all_day, .out = out};

    *out = (struct course){.next = *old};
    was.excluded_count = 0;
    e.was = course_series(a, &was);
    next->zone = in->zone;
    next->all_day = in->all_day;
    next->length_us = in->length_us;
    next->days = in->days;
    if (!begin_move(&e, next, problem))
        return false;
    if (!is_moved(&e))
        return begin_rule(&e, next, problem) && course_finish(&e, next, problem);
    next->start = move_along(&e, old->start);
    e.open = open_series(a, next, problem);
    return e.open != NULL && course_finish(&e, next, problem);
}
