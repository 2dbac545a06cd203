/*
 * Where each place goes: with a course that moves, or under a new rule.
 *
 *   move       a time of the rule goes where the time of the same number is, every other place as
 *              far as the start
 *   new rule   a place stays where the new course has an occurrence at its wall.  Those that are
 *              left, first the cancelled ones, take the first occurrence of their date that no
 *              other has.
 *
 * At the end the places of changed occurrences are looked up in what has come out, so each is one
 * that it has; of two that meet the earlier stays.
 */
#include "shared/recur/course_internal.h"

#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------- places that move */

static int64_t
midnight(int64_t us)
{
    return recur_floor(us, DAY_US) * DAY_US;
}

struct local
course_along(const struct course_change *e, struct local place)
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

struct local
course_same_wall(const struct course_change *e, struct local place)
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
count_along(const struct course_change *e, const struct counted *places, size_t count,
            struct local *out)
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
move_shifted(const struct course_change *e, struct local place)
{
    struct local along = course_along(e, place);

    return course_wall(e->open, recur_floor(local_shown(along).us, SECOND_US));
}

void
course_move_places(const struct course_change *e, const struct local *places, size_t count,
                   struct local *out)
{
    struct counted *counted = arena_array(e->arena, struct counted, count + 1);
    size_t n = 0;

    for (size_t i = 0; i < count; i++) {
        if (!course_has(e->was, places[i]))
            out[i] = course_along(e, places[i]);
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
take_same(const struct course_change *e, const struct series *s, struct local place,
          struct taken *taken, struct local *out)
{
    struct occurrence o;

    out->us = COURSE_NOWHERE;
    if (!series_find(s, course_same_wall(e, place), &o) || !take_place(taken, o.wall))
        return false;
    *out = o.wall;
    return true;
}

bool
course_is_stray(const struct course_change *e, struct local place)
{
    struct occurrence o;

    return !series_find(e->was, place, &o);
}

void
course_refit_places(const struct course_change *e, const struct series *now, struct local *excluded,
                    struct local *changed)
{
    const struct series_definition *old = e->old;
    size_t cancelled = e->in->has_excluded ? 0 : old->excluded_count;
    size_t count = e->in->changed_count;
    struct taken taken = {arena_array(e->arena, struct local, cancelled + count + 1), 0};

    for (size_t i = 0; i < cancelled; i++)
        if (course_is_stray(e, old->excluded[i]))
            excluded[i] = course_same_wall(e, old->excluded[i]);
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

void
course_settle_places(const struct course_change *e, const struct series *now, struct local *changed)
{
    size_t count = e->in->changed_count;
    struct taken taken = {arena_array(e->arena, struct local, count + 1), 0};

    for (size_t i = 0; i < count; i++) {
        struct occurrence o;

        if (changed[i].us == COURSE_NOWHERE)
            continue;
        if (series_find(now, changed[i], &o) && take_place(&taken, o.wall))
            changed[i] = o.wall;
        else
            changed[i].us = COURSE_NOWHERE;
    }
}
