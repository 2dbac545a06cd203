/*
 * From a rule and a start to what can be walked.
 *
 * RFC 5545 section 3.3.10: "Information, not contained in the rule, necessary to determine the
 * various recurrence instance start time and dates are derived from the Start Time (DTSTART)
 * component attribute."
 *
 * The days (fill_days).  A rule with none of BYYEARDAY, BYMONTHDAY and BYDAY gets from its start:
 *
 *   WEEKLY, or YEARLY with BYWEEKNO     BYDAY
 *   MONTHLY, or YEARLY with BYMONTH     BYMONTHDAY
 *   YEARLY otherwise                    BYMONTH and BYMONTHDAY
 *   DAILY and shorter                   nothing: every day
 *
 * The times (make_times).  BYHOUR, BYMINUTE and BYSECOND are read as two clock faces, each a set of
 * hours, of minutes and of seconds:
 *
 *   FREQ             a slot is     the slot face says        the inner face says
 *   DAILY or longer  a day         -                         the times of the day
 *   HOURLY           an hour       which hours               the times within the hour
 *   MINUTELY         a minute      which hours and minutes   the seconds within the minute
 *   SECONDLY         a second      which of all three        -
 *
 * When INTERVAL divides a day, each day has the same slots, and the times of day are slots times
 * inner times.  Otherwise the plan is a grid: `times` are those within a slot, and where the slot
 * face leaves slots out, `hits` has a bit for each slot of one cycle, after which the slots meet
 * the same times of day again.
 *
 * The end.  UNTIL and COUNT both become plan->last; for COUNT the plan is walked once.
 */
#include "shared/base/must.h"
#include "shared/recur/recur_internal.h"

#include <string.h>

enum { MINUTE = 60, HOUR = 3600, DAY = 86400 };

/* A set of times of day: every hour with every minute with every second. */
struct clock_face {
    uint32_t hours;
    uint64_t minutes, seconds;
};

struct times {
    int count;
    uint32_t at[RECUR_PER_DAY_MAX];
};

static const uint32_t all_hours = 0xffffff;
static const uint64_t all_sixty = (UINT64_C(1) << 60) - 1;

static int32_t
unit_of(enum recur_freq freq)
{
    return freq == RECUR_HOURLY     ? HOUR
           : freq == RECUR_MINUTELY ? MINUTE
           : freq == RECUR_SECONDLY ? 1
                                    : DAY;
}

static int
next_bit(uint64_t bits, int from)
{
    bits = from > 63 ? 0 : bits & (~UINT64_C(0) << from);
    return bits == 0 ? 64 : __builtin_ctzll(bits);
}

/* The first time on the face at or after `t`, DAY when there is none. */
static int32_t
face_next(const struct clock_face *face, int32_t t)
{
    while (t < DAY) {
        int hour = t / HOUR, minute = t / MINUTE % 60, second = t % MINUTE, found;

        if ((found = next_bit(face->hours, hour)) != hour)
            t = found > 23 ? DAY : found * HOUR;
        else if ((found = next_bit(face->minutes, minute)) != minute)
            t = hour * HOUR + (found > 59 ? HOUR : found * MINUTE);
        else if ((found = next_bit(face->seconds, second)) != second)
            t += (found > 59 ? MINUTE : found) - second;
        else
            return t;
    }
    return DAY;
}

/* Times of `face` before `end` that are `phase` after a multiple of `step`; false: too many. */
static bool
list_times(const struct clock_face *face, int32_t end, int32_t step, int32_t phase,
           struct times *out, uint64_t *steps)
{
    int32_t t = face_next(face, phase);

    for (out->count = 0; t < end; t = face_next(face, t), ++*steps) {
        int32_t onto = phase + (t - phase + step - 1) / step * step;

        if (onto != t) {
            t = onto;
            continue;
        }
        if (out->count == RECUR_PER_DAY_MAX)
            return false;
        out->at[out->count++] = (uint32_t)t++;
    }
    return true;
}

/* What of BYHOUR, BYMINUTE and BYSECOND says which slots are meant, the rest open. */
static struct clock_face
slot_face(const struct rule *r)
{
    return (struct clock_face){
        .hours = r->parts & RECUR_BYHOUR ? r->hours : all_hours,
        .minutes = r->freq == RECUR_HOURLY     ? 1
                   : r->parts & RECUR_BYMINUTE ? r->minutes
                                               : all_sixty,
        .seconds = r->freq != RECUR_SECONDLY   ? 1
                   : r->parts & RECUR_BYSECOND ? r->seconds
                                               : all_sixty,
    };
}

/* And which times inside a slot; a part that is not given is the start's. */
static struct clock_face
inner_face(const struct rule *r, int64_t start)
{
    int32_t t = (int32_t)recur_mod(start, DAY);
    struct clock_face face = {1U << t / HOUR, UINT64_C(1) << t / MINUTE % 60,
                              UINT64_C(1) << t % MINUTE};

    if (r->parts & RECUR_BYHOUR)
        face.hours = r->hours;
    if (r->parts & RECUR_BYMINUTE)
        face.minutes = r->minutes;
    if (r->parts & RECUR_BYSECOND)
        face.seconds = r->seconds;
    if (r->freq >= RECUR_HOURLY)
        face.hours = 1;
    if (r->freq >= RECUR_MINUTELY)
        face.minutes = 1;
    if (r->freq == RECUR_SECONDLY)
        face.seconds = 1;
    return face;
}

/* BYSETPOS where the period is a slot: every slot has the same times, so it chooses once. */
static void
choose_times(const struct rule *r, struct times *times)
{
    struct times all = *times;
    uint64_t chosen[(RECUR_PER_DAY_MAX + 63) / 64] = {0};

    for (int i = 0; i < r->setpos_count; i++) {
        int n = r->setpos[i] > 0 ? r->setpos[i] - 1 : all.count + r->setpos[i];

        if (n >= 0 && n < all.count)
            chosen[n / 64] |= UINT64_C(1) << n % 64;
    }
    times->count = 0;
    for (int n = 0; n < all.count; n++)
        if (chosen[n / 64] >> n % 64 & 1)
            times->at[times->count++] = all.at[n];
}

/* Slots times the times in each. */
static bool
spread(const struct times *slots, const struct times *inner, struct times *out)
{
    out->count = slots->count * inner->count;
    if (out->count > RECUR_PER_DAY_MAX)
        return false;
    for (int i = 0, n = 0; i < slots->count; i++)
        for (int k = 0; k < inner->count; k++)
            out->at[n++] = slots->at[i] + inner->at[k];
    return true;
}

static int64_t
greatest_divisor(int64_t a, int64_t b)
{
    while (b != 0) {
        int64_t rest = a % b;

        a = b;
        b = rest;
    }
    return a;
}

static void
keep_times(struct arena *a, struct recur_plan *plan, const struct times *times)
{
    uint32_t *kept = arena_array(a, uint32_t, (size_t)times->count);

    memcpy(kept, times->at, (size_t)times->count * sizeof *kept);
    plan->times = kept;
    plan->time_count = times->count;
    if (times->count == 0)
        plan->has_rule = false;
}

/* Slots of one cycle whose time of day is on the face; false: none. */
static bool
find_hits(struct recur_plan *plan, const struct clock_face *face)
{
    int32_t slot = (int32_t)recur_mod(plan->grid.first, plan->grid.per_day);
    int found = 0;

    for (int k = 0; k < plan->grid.cycle; k++, plan->steps++) {
        int32_t t = slot * plan->grid.unit;

        if (face_next(face, t) == t) {
            plan->grid.hits[k / 64] |= UINT64_C(1) << k % 64;
            found++;
        }
        slot = (int32_t)((slot + (int64_t)plan->filled.interval) % plan->grid.per_day);
    }
    return found > 0;
}

/* Which part to name for too many times a day. */
static struct rule_problem
too_many(const struct rule *r)
{
    return (struct rule_problem){r->parts & RECUR_BYSECOND   ? "BYSECOND"
                                 : r->parts & RECUR_BYMINUTE ? "BYMINUTE"
                                 : r->parts & RECUR_BYHOUR   ? "BYHOUR"
                                                             : "FREQ",
                                 "gives more than 1440 occurrences a day"};
}

static bool
make_grid(struct arena *a, struct recur_plan *plan, const struct times *inner,
          struct rule_problem *problem)
{
    const struct rule *r = &plan->filled;
    int32_t unit = unit_of(r->freq), per_day = DAY / unit;
    struct clock_face face = slot_face(r);
    bool some = r->freq == RECUR_HOURLY     ? face.hours != all_hours
                : r->freq == RECUR_MINUTELY ? face.hours != all_hours || face.minutes != all_sixty
                                            : (r->parts & RECUR_TIME_PARTS) != 0;

    if ((per_day + r->interval - 1) / r->interval * inner->count > RECUR_PER_DAY_MAX) {
        *problem = too_many(r);
        return false;
    }
    keep_times(a, plan, inner);
    plan->grid.unit = unit;
    plan->grid.per_day = per_day;
    plan->grid.first = recur_floor(plan->start, unit);
    if (!some)
        return true;
    plan->grid.cycle = (int32_t)(per_day / greatest_divisor(r->interval, per_day));
    if (plan->grid.cycle > RECUR_CYCLE_MAX) {
        *problem = (struct rule_problem){
            "INTERVAL", "divides a day or is whole minutes when FREQ=SECONDLY has BYHOUR, BYMINUTE "
                        "or BYSECOND"};
        return false;
    }
    if (!find_hits(plan, &face))
        plan->has_rule = false;
    return true;
}

static bool
make_times(struct arena *a, struct recur_plan *plan, struct rule_problem *problem)
{
    const struct rule *r = &plan->filled;
    int32_t unit = unit_of(r->freq), per_day = DAY / unit, step;
    struct clock_face inside = inner_face(r, plan->start), face = slot_face(r);
    struct times inner, slots, times;

    if (!list_times(&inside, unit, 1, 0, &inner, &plan->steps)) {
        *problem = too_many(r);
        return false;
    }
    if ((r->parts & RECUR_BYSETPOS) && r->freq >= RECUR_DAILY)
        choose_times(r, &inner);
    if (r->freq <= RECUR_DAILY) {
        keep_times(a, plan, &inner);
        return true;
    }
    if (per_day % r->interval != 0)
        return make_grid(a, plan, &inner, problem);
    step = r->interval * unit;
    if (!list_times(&face, DAY, step,
                    (int32_t)recur_mod(recur_floor(plan->start, unit) * unit, step), &slots,
                    &plan->steps) ||
        !spread(&slots, &inner, &times)) {
        *problem = too_many(r);
        return false;
    }
    keep_times(a, plan, &times);
    return true;
}

/* The day parts that a rule without any takes from its start. */
static void
fill_days(struct rule *r, int month, int mday, int weekday)
{
    unsigned days = r->parts & (RECUR_BYYEARDAY | RECUR_BYMONTHDAY | RECUR_BYDAY);

    if (days != 0 || r->freq > RECUR_WEEKLY)
        return;
    if (r->freq == RECUR_WEEKLY || r->parts & RECUR_BYWEEKNO) {
        r->parts |= RECUR_BYDAY;
        r->weekdays = 1U << weekday;
        return;
    }
    r->parts |= RECUR_BYMONTHDAY;
    r->monthdays_plus = 1U << mday;
    if (r->freq == RECUR_YEARLY && !(r->parts & RECUR_BYMONTH)) {
        r->parts |= RECUR_BYMONTH;
        r->months = 1U << month;
    }
}

static bool
check_dates(const struct rule *r, struct rule_problem *problem)
{
    static const struct {
        unsigned part;
        const char *name;
    } parts[] = {
        {RECUR_BYHOUR, "BYHOUR"}, {RECUR_BYMINUTE, "BYMINUTE"}, {RECUR_BYSECOND, "BYSECOND"}};

    if (r->freq > RECUR_DAILY) {
        *problem = (struct rule_problem){"FREQ", "is DAILY or longer when the start is a date"};
        return false;
    }
    for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
        if (r->parts & parts[i].part) {
            *problem = (struct rule_problem){parts[i].name, "needs a start with a time"};
            return false;
        }
    }
    return true;
}

/* COUNT becomes plan->last. */
static void
find_last(struct recur_plan *plan, int32_t count)
{
    struct recur_walk w;

    recur_walk_begin(&w, plan, plan->last);
    recur_walk_seek(&w, plan->start);
    recur_walk_skip(&w, count - 1);
    plan->steps += w.steps;
    if (w.at != RECUR_END)
        plan->last = w.at;
}

bool
recur_plan_make(struct arena *a, const struct rule *rule, int64_t start, bool all_day,
                int64_t until, struct recur_plan *plan, struct rule_problem *problem)
{
    int32_t day = (int32_t)recur_floor(start, DAY);
    int64_t range_end = ((int64_t)day_max.days + 1) * DAY - 1;
    int year, month, mday;

    day_to_civil((struct day){day}, &year, &month, &mday);
    *plan = (struct recur_plan){.rule = rule,
                                .has_rule = rule != NULL,
                                .start = start,
                                .last = rule == NULL        ? start
                                        : until < range_end ? until
                                                            : range_end,
                                .start_day = day,
                                .start_year = year,
                                .start_month = year * 12 + month - 1};
    if (plan->last < start)
        plan->last = start;
    if (rule == NULL)
        return true;
    if (all_day && !check_dates(rule, problem))
        return false;
    plan->filled = *rule;
    fill_days(&plan->filled, month, mday, day_weekday((struct day){day}));
    if (!make_times(a, plan, problem))
        return false;
    plan->ranked =
        (rule->parts & RECUR_BYSETPOS) && rule->freq <= RECUR_WEEKLY && plan->time_count > 1;
    plan->uniform = rule->interval == 1 || rule->freq > RECUR_DAILY;
    if (rule->end.count > 0)
        find_last(plan, rule->end.count);
    return true;
}
