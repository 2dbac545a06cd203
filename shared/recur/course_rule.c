/*
 * Parts of a rule that name the start's own place, when the start moves.
 *
 * A start moves by a number of days and, on the clock, by hours, minutes and seconds, each taken by
 * itself.  What becomes of the parts, and how far the occurrences move with it:
 *
 *   days      DAILY or shorter, WEEKLY: each weekday of BYDAY by as many days; where weeks are told
 *             apart (INTERVAL, BYSETPOS) WKST as well.  Every occurrence moves as far as the start.
 *             MONTHLY, YEARLY: one BYMONTHDAY, one BYDAY with its ordinal, or what the rule takes
 *             from the start; and one BYMONTH.  They are those of the start and become those of the
 *             new one; the k-th occurrence stays the k-th.  A day that goes into a later month is
 *             counted from its beginning then, into an earlier one from its end; a fifth weekday,
 *             which not every month has, is the last, and from the end the first.
 *             No other part of the day says where it would move.
 *   times     BYHOUR, BYMINUTE and BYSECOND by as many hours, minutes and seconds, while none leaves
 *             its day, hour or minute.  A rule shorter than DAILY that is limited to some days,
 *             hours or minutes moves only where those limits move as a whole.
 *
 * What cannot be said that way is for the client to say, with a rule of its own.
 */
#include "shared/recur/course_internal.h"

enum { DAY = 86400 };

struct stand {
    int year, month, mday, weekday;
    int hour, minute, second;
    int32_t day;
};

static struct stand
stand_of(struct local wall)
{
    int64_t seconds = recur_floor(wall.us, SECOND_US);
    int32_t of_day = (int32_t)recur_mod(seconds, DAY);
    struct stand s = {.day = (int32_t)recur_floor(seconds, DAY)};

    day_to_civil((struct day){s.day}, &s.year, &s.month, &s.mday);
    s.weekday = day_weekday((struct day){s.day});
    s.hour = of_day / 3600;
    s.minute = of_day / 60 % 60;
    s.second = of_day % 60;
    return s;
}

static bool
course_rule_has(const struct rule *r, unsigned parts)
{
    return (r->parts & parts) != 0;
}

static int
month_length(const struct stand *s)
{
    int year = s->month == 12 ? s->year + 1 : s->year, month = s->month % 12 + 1;

    return day_from_civil(year, month, 1).days - day_from_civil(s->year, s->month, 1).days;
}

/* ---------------------------------------------------------------- times */

/* A set of values below `end`, each moved by `by`; false: one leaves it. */
static bool
move_bits(uint64_t *bits, int by, int end)
{
    uint64_t all = (UINT64_C(1) << end) - 1, moved = by >= 0 ? *bits << by : *bits >> -by;
    uint64_t back = by >= 0 ? (moved & all) >> by : moved << -by;

    if (back != *bits)
        return false;
    *bits = moved;
    return true;
}

static bool
move_times(struct rule *r, const struct stand *a, const struct stand *b)
{
    uint64_t hours = r->hours;
    bool fits = true;

    if (course_rule_has(r, RECUR_BYHOUR))
        fits = move_bits(&hours, b->hour - a->hour, 24);
    if (fits && course_rule_has(r, RECUR_BYMINUTE))
        fits = move_bits(&r->minutes, b->minute - a->minute, 60);
    if (fits && course_rule_has(r, RECUR_BYSECOND))
        fits = move_bits(&r->seconds, b->second - a->second, 60);
    r->hours = (uint32_t)hours;
    return fits;
}

/*
 * Below DAILY a part that is coarser than FREQ, or is FREQ's own, leaves slots out.  What stands
 * between such a limit and FREQ without a part of its own must not move.
 */
static bool
limits_move(const struct rule *r, const struct stand *a, const struct stand *b)
{
    bool limited = course_rule_has(r, RECUR_DAY_PARTS);

    if (r->freq <= RECUR_DAILY)
        return true;
    if (!course_rule_has(r, RECUR_BYHOUR) && limited && a->hour != b->hour)
        return false;
    limited = limited || course_rule_has(r, RECUR_BYHOUR);
    if (r->freq == RECUR_HOURLY)
        return true;
    if (!course_rule_has(r, RECUR_BYMINUTE) && limited && a->minute != b->minute)
        return false;
    limited = limited || course_rule_has(r, RECUR_BYMINUTE);
    if (r->freq == RECUR_MINUTELY)
        return true;
    return course_rule_has(r, RECUR_BYSECOND) || !limited || a->second == b->second;
}

/* ---------------------------------------------------------------- days */

/* Weekdays, and the weeks that they are counted in. */
static void
turn_week(struct rule *r, int days)
{
    uint32_t turned = 0;

    for (int i = 0; i < 7; i++)
        if (r->weekdays >> i & 1)
            turned |= 1U << recur_mod(i + days, 7);
    r->weekdays = turned;
    if (r->freq == RECUR_WEEKLY && (r->interval > 1 || course_rule_has(r, RECUR_BYSETPOS)))
        r->week_start = (int)recur_mod(r->week_start + days, 7);
}

static bool
is_one(uint64_t plus, uint64_t minus)
{
    return __builtin_popcountll(plus) + __builtin_popcountll(minus) == 1;
}

/* Whether the new day is counted from the end of its month (`months` 1) or of its year (12). */
static bool
counts_back(const struct stand *a, const struct stand *b, int months, bool minus)
{
    int was = (a->year * 12 + a->month - 1) / months, now = (b->year * 12 + b->month - 1) / months;

    return was == now ? minus : now < was;
}

static bool
move_monthday(struct rule *r, const struct stand *a, const struct stand *b)
{
    bool minus = r->monthdays_minus != 0;

    if (!is_one(r->monthdays_plus, r->monthdays_minus))
        return false;
    if (minus && r->monthdays_minus != 1U << (month_length(a) - a->mday + 1))
        return false;
    if (!minus && r->monthdays_plus != 1U << a->mday)
        return false;
    r->monthdays_plus = r->monthdays_minus = 0;
    if (counts_back(a, b, 1, minus))
        r->monthdays_minus = 1U << (month_length(b) - b->mday + 1);
    else
        r->monthdays_plus = 1U << b->mday;
    return true;
}

static bool
is_of_month(const struct rule *r)
{
    return r->freq == RECUR_MONTHLY || course_rule_has(r, RECUR_BYMONTH);
}

/* Which of its weekday a day is in its month or year, from the beginning or the end. */
static int
ordinal(const struct rule *r, const struct stand *s, bool minus)
{
    bool of_month = is_of_month(r);
    int32_t first = day_from_civil(s->year, of_month ? s->month : 1, 1).days;
    int32_t end = of_month ? first + month_length(s) : day_from_civil(s->year + 1, 1, 1).days;

    return (minus ? end - 1 - s->day : s->day - first) / 7 + 1;
}

static void
set_nth(struct rule *r, const struct stand *a, const struct stand *b, bool minus)
{
    int most = is_of_month(r) ? 5 : 53, was = ordinal(r, a, minus), now;

    minus = counts_back(a, b, is_of_month(r) ? 1 : 12, minus);
    now = ordinal(r, b, minus);
    if (now == most && was < most) {
        minus = !minus;
        now = 1;
    }
    (minus ? r->nth_minus : r->nth_plus)[b->weekday] = UINT64_C(1) << now;
}

static bool
move_nth(struct rule *r, const struct stand *a, const struct stand *b)
{
    uint64_t *of_old = r->nth_plus[a->weekday] != 0 ? r->nth_plus : r->nth_minus;
    bool minus = of_old == r->nth_minus;
    int all = r->weekdays != 0;

    for (int i = 0; i < 7; i++)
        all += __builtin_popcountll(r->nth_plus[i]) + __builtin_popcountll(r->nth_minus[i]);
    if (all != 1 || of_old[a->weekday] != UINT64_C(1) << ordinal(r, a, minus))
        return false;
    of_old[a->weekday] = 0;
    set_nth(r, a, b, minus);
    return true;
}

static bool
move_month(struct rule *r, const struct stand *a, const struct stand *b)
{
    if (!course_rule_has(r, RECUR_BYMONTH) || a->month == b->month)
        return true;
    if (r->months != 1U << a->month)
        return false;
    r->months = 1U << b->month;
    return true;
}

static bool
move_in_month(struct rule *r, const struct stand *a, const struct stand *b)
{
    bool fits = true;

    if (course_rule_has(r, RECUR_BYWEEKNO | RECUR_BYYEARDAY | RECUR_BYSETPOS) ||
        (course_rule_has(r, RECUR_BYMONTHDAY) && course_rule_has(r, RECUR_BYDAY)))
        return false;
    if (course_rule_has(r, RECUR_BYMONTHDAY))
        fits = move_monthday(r, a, b);
    else if (course_rule_has(r, RECUR_BYDAY))
        fits = move_nth(r, a, b);
    return fits && move_month(r, a, b);
}

static enum course_way
move_days(struct rule *r, const struct stand *a, const struct stand *b)
{
    if (a->day == b->day)
        return COURSE_SHIFTED;
    if (r->freq <= RECUR_MONTHLY)
        return move_in_month(r, a, b) ? COURSE_COUNTED : COURSE_STUCK;
    if (course_rule_has(r, RECUR_DAY_PARTS & ~(unsigned)RECUR_BYDAY))
        return COURSE_STUCK;
    turn_week(r, b->day - a->day);
    return COURSE_SHIFTED;
}

enum course_way
course_rule_move(struct arena *a, const struct rule *rule, const struct course_move *move,
                 const struct rule **out)
{
    struct stand from = stand_of(move->from), to = stand_of(move->to);
    enum course_way way = COURSE_SHIFTED;
    struct rule *r;

    *out = rule;
    if (rule == NULL || (from.day == to.day && (move->of_days || move->from.us == move->to.us)))
        return way;
    r = arena_one(a, struct rule);
    *r = *rule;
    *out = r;
    way = move_days(r, &from, &to);
    if (!move->of_days && (!limits_move(rule, &from, &to) || !move_times(r, &from, &to)))
        return COURSE_STUCK;
    return way;
}
