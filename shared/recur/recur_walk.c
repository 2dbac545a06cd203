/*
 * A plan's wall-clock times in order.
 *
 * Nothing is walked that can be jumped over: days are found as bits of a year, years without such a
 * day cost one year's making, and a grid's slots are found by division.  A walk looks no further
 * than `stop`, and then stands at RECUR_END.
 *
 * Where a walk stands is `at`, and by the kind of plan:
 *
 *   days times times of day   `year`, `bit` (the day within it), `time` (index in plan->times)
 *   grid                      `slot`, `time` (index in plan->times, which are those of a slot);
 *                             `year` only where parts restrict the days
 *
 *   seek    finds the first time at or after one, also when that is the start, which the rule need
 *           not match
 *   next    from the start seeks the rule's next time; else goes on in the day or slot, and behind
 *           its last time to the next day or slot
 *   skip    as many times next; whole days at a time where each has the same times
 *
 * With BYSETPOS over several days (a ranked plan) the times of a day differ: `rank` counts the
 * candidates of the period before this day, `period` all of them, and next_ranked finds those that
 * the positions choose.
 *
 * A uniform plan that finds no day in RECUR_EMPTY_YEARS years never does, and ends there.
 */
#include "shared/base/must.h"
#include "shared/recur/recur_internal.h"

enum { DAY = 86400 };

static int
year_of(int32_t day)
{
    int year, month, mday;

    day_to_civil((struct day){day}, &year, &month, &mday);
    return year;
}

static void
load_year(struct recur_walk *w, int32_t year)
{
    if (w->year.year != year || w->year.length == 0)
        recur_year_make(w->plan, year, &w->year, &w->steps);
}

static void
stand(struct recur_walk *w, int64_t at)
{
    w->at = at > w->stop ? RECUR_END : at;
}

/* ---------------------------------------------------------------- days times times of day */

static int64_t
day_of_bit(const struct recur_walk *w, int bit)
{
    return w->year.first - RECUR_MARGIN + bit;
}

/* The first time at index `from` or later that BYSETPOS leaves on this day. */
static int
next_ranked(struct recur_walk *w, int from)
{
    const struct rule *r = &w->plan->filled;
    int best = w->plan->time_count;

    for (int i = 0; i < r->setpos_count; i++, w->steps++) {
        int n = r->setpos[i] > 0 ? r->setpos[i] - 1 : w->period + r->setpos[i];

        if (n - w->rank >= from && n - w->rank < best)
            best = n - w->rank;
    }
    return best;
}

static void
rank_day(struct recur_walk *w)
{
    int from, until;

    recur_period(w->plan, &w->year, w->bit, &from, &until);
    w->rank = days_count(&w->year.candidates, from, w->bit) * w->plan->time_count;
    w->period = days_count(&w->year.candidates, from, until) * w->plan->time_count;
}

/* How many times of day lie before `second`. */
static int
times_before(const struct recur_plan *plan, int64_t second)
{
    int low = 0, high = plan->time_count;

    while (low < high) {
        int middle = (low + high) / 2;

        if (plan->times[middle] < second)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool
stand_on_day(struct recur_walk *w, int bit, int time)
{
    w->bit = bit;
    if (w->plan->ranked) {
        rank_day(w);
        time = next_ranked(w, time);
    }
    if (time == w->plan->time_count)
        return false;
    w->time = time;
    stand(w, day_of_bit(w, bit) * DAY + w->plan->times[time]);
    return true;
}

static bool
load_next_year(struct recur_walk *w)
{
    int32_t by = w->plan->filled.freq == RECUR_YEARLY ? w->plan->filled.interval : 1;
    int32_t year = w->year.year + by;

    if (year > RECUR_LAST_YEAR || (int64_t)day_from_civil(year, 1, 1).days * DAY > w->stop)
        return false;
    load_year(w, year);
    return true;
}

static bool
may_find(const struct recur_walk *w, int empty_years)
{
    return !w->plan->uniform || empty_years <= RECUR_EMPTY_YEARS;
}

/* The first chosen day at or after `bit` of this year. */
static void
find_day(struct recur_walk *w, int bit)
{
    int empty = 0;

    for (;;) {
        bit = days_next(&w->year.chosen, bit);
        w->steps++;
        if (bit < RECUR_BITS) {
            if (stand_on_day(w, bit++, 0))
                return;
        } else if (may_find(w, empty++) && load_next_year(w)) {
            bit = RECUR_MARGIN;
        } else {
            w->at = RECUR_END;
            return;
        }
    }
}

static void
seek_day(struct recur_walk *w, int64_t from)
{
    const struct recur_plan *plan = w->plan;
    int32_t day = (int32_t)recur_floor(from, DAY), year = year_of(day), beyond;
    int bit;

    if (plan->filled.freq == RECUR_YEARLY &&
        (beyond = (year - plan->start_year) % plan->filled.interval) != 0) {
        year += plan->filled.interval - beyond;
        if (year > RECUR_LAST_YEAR) {
            w->at = RECUR_END;
            return;
        }
        load_year(w, year);
        find_day(w, RECUR_MARGIN);
        return;
    }
    load_year(w, year);
    bit = RECUR_MARGIN + day - w->year.first;
    if (days_next(&w->year.chosen, bit) == bit &&
        stand_on_day(w, bit, times_before(plan, from - (int64_t)day * DAY)))
        return;
    find_day(w, days_next(&w->year.chosen, bit) == bit ? bit + 1 : bit);
}

static void
next_day(struct recur_walk *w)
{
    int time = w->time + 1;

    w->steps++;
    if (w->plan->ranked)
        time = next_ranked(w, time);
    if (time == w->plan->time_count) {
        find_day(w, w->bit + 1);
        return;
    }
    w->time = time;
    stand(w, day_of_bit(w, w->bit) * DAY + w->plan->times[time]);
}

/* `days` chosen days ahead, to the first time of that day; at least one. */
static void
skip_days(struct recur_walk *w, int32_t days)
{
    int bit = w->bit + 1;

    for (;;) {
        int here = days_count(&w->year.chosen, bit, RECUR_BITS);

        w->steps++;
        if (days <= here) {
            stand_on_day(w, days_nth(&w->year.chosen, bit, days - 1), 0);
            return;
        }
        days -= here;
        bit = RECUR_MARGIN;
        if (!load_next_year(w)) {
            w->at = RECUR_END;
            return;
        }
    }
}

/* ---------------------------------------------------------------- slots of a grid */

/* The first slot at or after `slot` whose time of day the rule wants. */
static int64_t
next_hit(struct recur_walk *w, int64_t slot)
{
    const uint64_t *hits = w->plan->grid.hits;
    int32_t cycle = w->plan->grid.cycle, from = (int32_t)(slot % cycle);
    int words = (cycle + 63) / 64;
    uint64_t rest = hits[from / 64] & (~UINT64_C(0) << from % 64);

    /* Once around and into the word it began with. */
    for (int i = from / 64, seen = 0; seen <= words; seen++) {
        w->steps++;
        if (rest != 0) {
            int32_t found = i * 64 + __builtin_ctzll(rest);

            return slot + (found >= from && seen < words ? found - from : found - from + cycle);
        }
        i = (i + 1) % words;
        rest = hits[i];
    }
    must(!"a grid without hits has no rule");
    return slot;
}

/* The first day at or after `day` that the day parts let through; false: none before the stop. */
static bool
next_open_day(struct recur_walk *w, int64_t *day)
{
    int bit, empty = 0;

    if (!(w->plan->filled.parts & RECUR_DAY_PARTS))
        return true;
    if (w->year.length == 0 || *day < w->year.first || *day >= w->year.first + w->year.length)
        load_year(w, year_of((int32_t)*day));
    bit = (int)(RECUR_MARGIN + *day - w->year.first);
    while ((bit = days_next(&w->year.chosen, bit)) == RECUR_BITS) {
        if (!may_find(w, empty++) || !load_next_year(w))
            return false;
        bit = RECUR_MARGIN;
    }
    *day = day_of_bit(w, bit);
    return true;
}

static int64_t
slot_start(const struct recur_walk *w, int64_t slot)
{
    return (w->plan->grid.first + slot * w->plan->filled.interval) * w->plan->grid.unit;
}

static int64_t
slot_at_or_after(const struct recur_walk *w, int64_t second)
{
    int64_t unit = recur_floor(second, w->plan->grid.unit) - w->plan->grid.first;

    return unit <= 0 ? 0 : recur_ceil(unit, w->plan->filled.interval);
}

/* The first wanted slot at or after `slot`; `time` goes with that slot itself. */
static void
find_slot(struct recur_walk *w, int64_t slot, int time)
{
    for (;;) {
        int64_t hit = w->plan->grid.cycle > 0 ? next_hit(w, slot) : slot;
        int64_t at = slot_start(w, hit), day = recur_floor(at, DAY), open = day;

        w->steps++;
        if (hit != slot)
            time = 0;
        if (at > w->stop || !next_open_day(w, &open)) {
            w->at = RECUR_END;
            return;
        }
        if (open == day) {
            w->slot = hit;
            w->time = time;
            stand(w, at + w->plan->times[time]);
            return;
        }
        slot = slot_at_or_after(w, open * DAY);
        time = 0;
    }
}

static void
seek_slot(struct recur_walk *w, int64_t from)
{
    int64_t slot = slot_at_or_after(w, from);
    int time = 0;

    if (slot_start(w, slot) < from)
        time = times_before(w->plan, from - slot_start(w, slot));
    if (time == w->plan->time_count)
        find_slot(w, slot + 1, 0);
    else
        find_slot(w, slot, time);
}

static void
next_slot(struct recur_walk *w)
{
    w->steps++;
    if (w->time + 1 == w->plan->time_count)
        find_slot(w, w->slot + 1, 0);
    else
        stand(w, slot_start(w, w->slot) + w->plan->times[++w->time]);
}

/* ---------------------------------------------------------------- both */

void
recur_walk_begin(struct recur_walk *w, const struct recur_plan *plan, int64_t stop)
{
    *w = (struct recur_walk){
        .plan = plan, .at = RECUR_END, .stop = stop < plan->last ? stop : plan->last};
}

void
recur_walk_seek_rule(struct recur_walk *w, int64_t from)
{
    if (!w->plan->has_rule || from > w->stop)
        w->at = RECUR_END;
    else if (w->plan->grid.unit > 0)
        seek_slot(w, from);
    else
        seek_day(w, from);
}

void
recur_walk_seek(struct recur_walk *w, int64_t from)
{
    if (from <= w->plan->start)
        stand(w, w->plan->start);
    else
        recur_walk_seek_rule(w, from);
}

void
recur_walk_next(struct recur_walk *w)
{
    if (w->at == RECUR_END)
        return;
    if (w->at == w->plan->start)
        recur_walk_seek_rule(w, w->at + 1);
    else if (w->plan->grid.unit > 0)
        next_slot(w);
    else
        next_day(w);
}

void
recur_walk_skip(struct recur_walk *w, int32_t count)
{
    bool alike = w->plan->grid.unit == 0 && !w->plan->ranked;

    while (count > 0 && w->at != RECUR_END) {
        int32_t per_day = w->plan->time_count;

        if (!alike || w->at == w->plan->start || w->time + 1 < per_day || count < per_day) {
            recur_walk_next(w);
            count--;
        } else {
            /* From a day's last time to the first of the next costs one; to its last, per_day. */
            skip_days(w, (count - 1) / per_day + 1);
            count = (count - 1) % per_day;
        }
    }
}
