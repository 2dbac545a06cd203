/*
 * The occurrences of a series inside a window, in the order of their instants.
 *
 * Three sources are merged; each stands at its next occurrence that the window lets through:
 *
 *   walk   the rule's times, in the order of the wall clock
 *   late   the rule's times inside a gap, while `walk` is behind it
 *   date   the RDATEs, sorted
 *
 * Wall-clock order is the order of instants except at gaps.  Where the clock jumps from 02:00 to
 * 03:00, 02:30 means the instant that the clock shows as 03:30, which comes after 03:00.  So when
 * `walk` enters a gap it is copied: the copy, `late`, takes the times inside, and `walk` goes on
 * behind it.
 *
 *   series_next   takes the earliest of the three, and of equals a date before a late time before
 *                 the walk's; drops it when its key was given already, is excluded, or is that of a
 *                 date, which takes the rule's place
 *
 * `stretch` is the part of the zone's clock that `walk` is in (tz_stretch_from): within it the
 * offset is a constant, so that most times cost an addition and no look-up.
 */
#include "shared/recur/series_internal.h"

#include "shared/base/must.h"

static struct instant
day_instant(const struct series *s, int64_t wall_us)
{
    struct day day = {(int32_t)recur_floor(wall_us, DAY_US)};

    return s->zone == NULL ? instant_of_day(day) : tz_day_start(s->zone, day);
}

/* The end of time, or the end of what begins before it. */
static struct instant
end_of(struct instant start, int64_t length)
{
    if (length > instant_max.us - start.us)
        return instant_max;
    return (struct instant){start.us + length};
}

struct occurrence
series_place(const struct series *s, struct local wall, int64_t length)
{
    int64_t days_left = (instant_max.us - wall.us) / DAY_US;
    struct occurrence o = {.wall = wall};

    if (s->all_day) {
        o.days = (int32_t)(length < days_left ? length : days_left);
        o.start = day_instant(s, wall.us);
        o.end = day_instant(s, wall.us + o.days * DAY_US);
        return o;
    }
    o.start =
        s->zone == NULL ? (struct instant){local_shown(wall).us} : tz_to_instant(s->zone, wall);
    o.end = end_of(o.start, length);
    return o;
}

static bool
overlaps(const struct series_iter *it, const struct occurrence *o)
{
    if (it->by_start)
        return o->start.us < it->until.us && o->start.us >= it->from.us;
    return o->start.us < it->until.us &&
           (o->end.us > it->from.us || (o->end.us == o->start.us && o->start.us >= it->from.us));
}

static struct local
wall_of(const struct series_iter *it, const struct recur_walk *w)
{
    return (struct local){w->at * SECOND_US + it->series->fraction};
}

static struct tz_stretch
stretch_from(const struct series *s, struct local wall)
{
    if (s->zone == NULL)
        return (struct tz_stretch){{INT64_MAX}, {INT64_MAX}, 0};
    return tz_stretch_from(s->zone, wall);
}

static struct occurrence
place_in(const struct series *s, struct local wall, const struct tz_stretch *stretch)
{
    struct occurrence o = {wall, {wall.us - stretch->offset_us}, {0}, s->days};
    int64_t last;

    if (!s->all_day) {
        o.end = end_of(o.start, s->length_us);
        return o;
    }
    last = wall.us + s->days * DAY_US;
    if (last >= stretch->gap.us || last > instant_max.us)
        return series_place(s, wall, s->days);
    o.end.us = o.start.us + s->days * DAY_US;
    return o;
}

/* The time the walk stands at; beyond what UNTIL and the window let through it ends. */
static void
place_late(struct series_iter *it)
{
    const struct series *s = it->series;

    while (it->late.at != RECUR_END) {
        it->next_late = place_in(s, wall_of(it, &it->late), &it->late_stretch);
        if (it->next_late.start.us > s->last.us || it->next_late.start.us >= it->until.us)
            it->late.at = RECUR_END;
        else if (overlaps(it, &it->next_late))
            return;
        else
            recur_walk_next(&it->late);
    }
}

/* The walk stands inside a gap.  Gaps lie months apart, so an earlier `late` has ended. */
static void
split_at_gap(struct series_iter *it)
{
    int64_t behind = recur_ceil(it->stretch.until.us - it->series->fraction, SECOND_US);
    uint64_t spent = it->late.steps;

    it->late = it->walk;
    it->late.steps = spent;
    if (it->late.stop >= behind)
        it->late.stop = behind - 1;
    it->late_stretch = it->stretch;
    place_late(it);
    recur_walk_seek(&it->walk, behind);
}

static void
place_walk(struct series_iter *it)
{
    const struct series *s = it->series;

    while (it->walk.at != RECUR_END) {
        struct local wall = wall_of(it, &it->walk);
        bool twice = wall.us < s->twice_until.us;

        if (wall.us >= it->stretch.until.us)
            it->stretch = stretch_from(s, wall);
        if (wall.us >= it->stretch.gap.us && !s->all_day && it->late.at == RECUR_END) {
            split_at_gap(it);
            continue;
        }
        if (twice)
            wall.us += LOCAL_SECOND;
        it->next = !twice && wall.us < it->stretch.gap.us
                       ? place_in(s, wall, &it->stretch)
                       : series_place(s, wall, s->all_day ? s->days : s->length_us);
        if (it->next.start.us > s->last.us || it->next.start.us >= it->until.us)
            it->walk.at = RECUR_END;
        else if (overlaps(it, &it->next))
            return;
        else
            recur_walk_next(&it->walk);
    }
}

/* The first excluded key that is not below `key`. */
static size_t
excluded_from(const struct series *s, int64_t key)
{
    size_t low = 0, high = s->excluded_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (s->excluded[middle] < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* A wall-clock second before which nothing of the rule can be in the window. */
static int64_t
first_second(const struct series *s, struct instant from, bool by_start)
{
    int64_t days = by_start ? 1 : s->days + INT64_C(1), length = by_start ? 0 : s->length_us;
    int64_t at = from.us - (s->all_day ? days * DAY_US : length);

    if (at <= instant_min.us)
        return s->plan.start;
    if (s->zone != NULL)
        at = tz_wall_before(s->zone, (struct instant){at}).us;
    return recur_floor(at - s->fraction, SECOND_US);
}

static void
begin(struct series_iter *it, const struct series *s, struct instant from, struct instant until,
      bool by_start)
{
    int64_t stop = until.us < instant_max.us ? until.us : instant_max.us;

    *it = (struct series_iter){
        .series = s,
        .from = {from.us > INT64_MIN / 2 ? from.us : INT64_MIN / 2},
        .until = {stop},
        .by_start = by_start,
        .stretch = {{INT64_MIN}, {INT64_MIN}, 0},
        .date = s->date_count,
        .given = INT64_MIN,
    };
    /* A wall is at most 26 hours ahead of UTC. */
    recur_walk_begin(&it->walk, &s->plan, recur_floor(stop, SECOND_US) + 26 * 3600);
    recur_walk_begin(&it->late, &s->plan, it->walk.stop);
    recur_walk_seek(&it->walk, first_second(s, it->from, by_start));
    place_walk(it);
}

static void
pass_dates(struct series_iter *it)
{
    while (it->date < it->series->date_count && !overlaps(it, &it->series->dates[it->date]))
        it->date++;
}

void
series_begin(struct series_iter *it, const struct series *s, struct instant from,
             struct instant until)
{
    begin(it, s, from, until, false);
    it->date = 0;
    pass_dates(it);
}

void
series_begin_starts(struct series_iter *it, const struct series *s, struct instant from,
                    struct instant until)
{
    begin(it, s, from, until, true);
    it->date = 0;
    pass_dates(it);
}

void
series_begin_rule(struct series_iter *it, const struct series *s, struct instant from)
{
    begin(it, s, from, instant_max, true);
}

enum source { NOTHING, FROM_DATES, FROM_LATE, FROM_WALK };

static enum source
earliest(const struct series_iter *it)
{
    const struct series *s = it->series;
    enum source found = NOTHING;
    int64_t least = 0;

    if (it->walk.at != RECUR_END) {
        found = FROM_WALK;
        least = series_key(s, &it->next);
    }
    if (it->late.at != RECUR_END && (!found || series_key(s, &it->next_late) <= least)) {
        found = FROM_LATE;
        least = series_key(s, &it->next_late);
    }
    if (it->date < s->date_count && (!found || series_key(s, &s->dates[it->date]) <= least))
        found = FROM_DATES;
    return found;
}

static void
series_iter_take(struct series_iter *it, enum source source, struct occurrence *out)
{
    if (source == FROM_WALK) {
        *out = it->next;
        recur_walk_next(&it->walk);
        place_walk(it);
    } else if (source == FROM_LATE) {
        *out = it->next_late;
        recur_walk_next(&it->late);
        place_late(it);
    } else {
        *out = it->series->dates[it->date++];
        pass_dates(it);
    }
}

/* A date takes the place of the rule's time, also where only the other reaches into the window. */
static bool
is_date(const struct series *s, int64_t key)
{
    size_t low = 0, high = s->date_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (series_key(s, &s->dates[middle]) < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low < s->date_count && series_key(s, &s->dates[low]) == key;
}

static bool
is_excluded(struct series_iter *it, int64_t key)
{
    const struct series *s = it->series;

    if (s->excluded_count == 0)
        return false;
    if (it->given == INT64_MIN)
        it->excluded = excluded_from(s, key);
    while (it->excluded < s->excluded_count && s->excluded[it->excluded] < key)
        it->excluded++;
    return it->excluded < s->excluded_count && s->excluded[it->excluded] == key;
}

bool
series_next(struct series_iter *it, struct occurrence *out)
{
    enum source source;

    while ((source = earliest(it)) != NOTHING) {
        struct occurrence taken;
        int64_t key;

        series_iter_take(it, source, &taken);
        key = series_key(it->series, &taken);
        if (key == it->given || is_excluded(it, key) ||
            (source != FROM_DATES && is_date(it->series, key)))
            continue;
        it->given = key;
        *out = taken;
        return true;
    }
    return false;
}

uint64_t
series_steps(const struct series_iter *it)
{
    return it->walk.steps + it->late.steps;
}
