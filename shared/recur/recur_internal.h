/*
 * recur_internal - the layers under series.h, for recur_*.c, series*.c and their tests.
 *
 *   recur_parse, recur_check    text to struct rule: parts one by one, then together
 *   recur_text, recur_end       struct rule to text; the end of a rule, and a rule with another one
 *   recur_plan                  a rule and a start: what the rule leaves open is filled in, and the
 *                               times of day are listed
 *   recur_year, recur_days      the days of one year that a plan chooses, as bits
 *   recur_walk                  the plan's wall-clock times in order, from anywhere
 *
 * There are two kinds of plan.  Nearly every rule repeats the same times on each day it chooses;
 * HOURLY, MINUTELY and SECONDLY do so too when INTERVAL divides a day.  Their plan is days times
 * times of day.  The others (every 50 minutes) lie on a grid: slot 0 is the start's hour, minute or
 * second, slot k is INTERVAL * k later.
 *
 * Units: seconds of the wall clock since 1970-01-01T00:00:00 of that clock; days since 1970-01-01;
 *   weekdays from Monday = 0.  A start's fraction of a second is series.c's.
 */
#ifndef SHARED_RECUR_RECUR_INTERNAL_H
#define SHARED_RECUR_RECUR_INTERNAL_H

#include "shared/base/clock.h"
#include "shared/recur/recur.h"

enum recur_freq {
    RECUR_YEARLY,
    RECUR_MONTHLY,
    RECUR_WEEKLY,
    RECUR_DAILY,
    RECUR_HOURLY,
    RECUR_MINUTELY,
    RECUR_SECONDLY,
};

/* Which BYxxx parts a rule has. */
enum recur_part {
    RECUR_BYMONTH = 1 << 0,
    RECUR_BYWEEKNO = 1 << 1,
    RECUR_BYYEARDAY = 1 << 2,
    RECUR_BYMONTHDAY = 1 << 3,
    RECUR_BYDAY = 1 << 4,
    RECUR_BYHOUR = 1 << 5,
    RECUR_BYMINUTE = 1 << 6,
    RECUR_BYSECOND = 1 << 7,
    RECUR_BYSETPOS = 1 << 8,
};

enum {
    RECUR_DAY_PARTS =
        RECUR_BYMONTH | RECUR_BYWEEKNO | RECUR_BYYEARDAY | RECUR_BYMONTHDAY | RECUR_BYDAY,
    RECUR_TIME_PARTS = RECUR_BYHOUR | RECUR_BYMINUTE | RECUR_BYSECOND,
};

/* Days of a year with a week of its neighbours on each side: bit RECUR_MARGIN is January 1. */
enum { RECUR_MARGIN = 7, RECUR_WORDS = 6, RECUR_BITS = RECUR_WORDS * 64 };

struct recur_days {
    uint64_t word[RECUR_WORDS];
};

/* Values as bits: n of `plus` is the value n, n of `minus` the value -n. */
struct rule {
    enum recur_freq freq;
    int32_t interval;
    struct rule_end end;
    int week_start;
    unsigned parts; /* of enum recur_part */
    uint32_t months;
    uint64_t weeks_plus, weeks_minus;
    struct recur_days yeardays_plus, yeardays_minus;
    uint32_t monthdays_plus, monthdays_minus;
    uint32_t weekdays;                  /* without an ordinal */
    uint64_t nth_plus[7], nth_minus[7]; /* with one, per weekday */
    uint32_t hours;
    uint64_t minutes, seconds;
    int setpos_count;
    int16_t setpos[RECUR_SETPOS_MAX]; /* rising */
};

/* Years an occurrence may start in; the last is only the rest of 2199 west of Greenwich. */
enum { RECUR_FIRST_YEAR = 1899, RECUR_LAST_YEAR = 2200 };

/* Slots after which a grid meets the same times of day again, where BYHOUR and so on choose some.
 */
enum { RECUR_CYCLE_MAX = 1440, RECUR_CYCLE_WORDS = (RECUR_CYCLE_MAX + 63) / 64 };

/*
 * Elementary steps (a bit set or tested, a word of a set, a day or a slot looked at):
 *   making one year, and going from one occurrence to the next, whatever the rule.
 */
enum { RECUR_YEAR_STEPS = 2000, RECUR_STEPS = 2000000 };

struct recur_plan {
    const struct rule *rule;
    struct rule filled; /* the rule with the day parts that it takes from the start */
    bool has_rule;
    int64_t start, last;                        /* both inclusive */
    int32_t start_day, start_year, start_month; /* the month counted from year 0 */
    const uint32_t *times; /* rising: seconds of the day; on a grid of the slot */
    int32_t time_count;
    bool ranked;  /* BYSETPOS counts times over several days */
    bool uniform; /* what days a year has depends on its length and weekdays alone */
    struct {
        int32_t unit; /* seconds in a slot; 0: not a grid */
        int32_t per_day;
        int64_t first; /* slot 0 in units since 1970 */
        int32_t cycle; /* 0: no time of day is left out */
        uint64_t hits[RECUR_CYCLE_WORDS];
    } grid;
    uint64_t steps; /* spent on the plan itself */
};

struct recur_year {
    int32_t year, first, length; /* `first` is the day of January 1 */
    struct recur_days chosen;
    struct recur_days candidates; /* before BYSETPOS; only in ranked plans */
};

/*
 * A year of each length that begins on each weekday comes within 40 years (2096 is the last leap
 * year before 2104, and 28 years from one to its like become 40).  A uniform plan that finds no day
 * in more years than these finds none ever.
 */
enum { RECUR_EMPTY_YEARS = 40 };

/* Where a walk stands when nothing is left. */
#define RECUR_END INT64_MAX

struct recur_walk {
    const struct recur_plan *plan;
    int64_t at, stop; /* seconds; `stop` is inclusive */
    uint64_t steps;
    struct recur_year year;
    int32_t bit;          /* of the day in `year` */
    int32_t time;         /* index in plan->times */
    int32_t rank, period; /* ranked: times before this day in its period, and in all of it */
    int64_t slot;
};

bool rule_check(const struct rule *rule, struct rule_problem *problem);

/*
 * The plan of `rule` (NULL: the start alone) from `start`.  UNTIL and COUNT become plan->last; a
 * UTC UNTIL comes as the latest wall-clock time that may still be inside.
 */
bool recur_plan_make(struct arena *a, const struct rule *rule, int64_t start, bool all_day,
                     int64_t until, struct recur_plan *plan, struct rule_problem *problem);

void recur_year_make(const struct recur_plan *plan, int32_t year, struct recur_year *out,
                     uint64_t *steps);

/* Bits [from, until) of the period (year, month or week) that the day `bit` lies in. */
void recur_period(const struct recur_plan *plan, const struct recur_year *y, int bit, int *from,
                  int *until);

/* A walk stands at the first time at or after `from`; the start is always one. */
void recur_walk_begin(struct recur_walk *w, const struct recur_plan *plan, int64_t stop);
void recur_walk_seek(struct recur_walk *w, int64_t from);
void recur_walk_next(struct recur_walk *w);
/* As seek, but only times of the rule. */
void recur_walk_seek_rule(struct recur_walk *w, int64_t from);
/* `count` times ahead. */
void recur_walk_skip(struct recur_walk *w, int32_t count);

/* Sets of days. */
void days_add(struct recur_days *d, int from, int until);
void days_keep(struct recur_days *d, const struct recur_days *other);
int days_count(const struct recur_days *d, int from, int until);
/* The first member at or after `from`, RECUR_BITS when there is none. */
int days_next(const struct recur_days *d, int from);
/* The member in [from, ...) that has `before` members before it there; it must exist. */
int days_nth(const struct recur_days *d, int from, int before);

static inline int64_t
recur_floor(int64_t n, int64_t by)
{
    return n / by - (n % by < 0);
}

static inline int64_t
recur_ceil(int64_t n, int64_t by)
{
    return n / by + (n % by > 0);
}

static inline int64_t
recur_mod(int64_t n, int64_t by)
{
    return n - recur_floor(n, by) * by;
}

#endif
