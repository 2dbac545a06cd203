/*
 * The days of one year that a plan chooses.
 *
 * A year is a row of bits, with a week of its neighbours on each side, since weeks reach over the
 * turn of the year:
 *
 *   bit 0                     December 25 of the year before
 *   bit RECUR_MARGIN          January 1
 *   bit RECUR_MARGIN + 365    December 31 in a leap year, else January 1 of the next
 *
 * All days of the year are candidates at first, for WEEKLY those in the margins too.  Each part of
 * the rule is a set of days, and keeps of the candidates those that it has: BYMONTH,
 * BYWEEKNO, BYYEARDAY, BYMONTHDAY, BYDAY, and at last INTERVAL.  "Expand" and "limit" of the table
 * in RFC 5545 section 3.3.10 come to the same then, since the plan has filled in the parts that a
 * rule without them takes from its start.
 *
 * BYSETPOS chooses among the candidates of each period: a year, a month, or a week by WKST.  What
 * is chosen in the margins belongs to the neighbours and is dropped.
 */
#include "shared/recur/recur_internal.h"

static const int month_start[2][13] = {
    {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365},
    {0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335, 366},
};

static const int *
starts_of(const struct recur_year *y)
{
    return month_start[y->length == 366];
}

/* Bits of the month, 0..11; without the margins. */
static int
month_bit(const struct recur_year *y, int month)
{
    return RECUR_MARGIN + starts_of(y)[month];
}

static int
year_end(const struct recur_year *y)
{
    return RECUR_MARGIN + y->length;
}

static int
weekday_of_bit(const struct recur_year *y, int bit)
{
    return day_weekday((struct day){y->first - RECUR_MARGIN + bit});
}

/* The months of BYMONTH, and of INTERVAL when months are counted; bit 1 is January. */
static uint32_t
months_of(const struct recur_plan *plan, int year)
{
    const struct rule *r = &plan->filled;
    uint32_t months = r->parts & RECUR_BYMONTH ? r->months : 0x1ffe;

    if (r->freq != RECUR_MONTHLY || r->interval == 1)
        return months;
    for (int m = 0; m < 12; m++)
        if ((year * 12 + m - plan->start_month) % r->interval != 0)
            months &= ~(2U << m);
    return months;
}

/* Weeks reach into the neighbours' December and January, so the margins follow BYMONTH too. */
static void
keep_months(struct recur_year *y, uint32_t months)
{
    struct recur_days kept = {0};

    for (int m = 0; m < 12; m++)
        if (months >> (m + 1) & 1)
            days_add(&kept, month_bit(y, m), month_bit(y, m + 1));
    if (months >> 12 & 1)
        days_add(&kept, 0, RECUR_MARGIN);
    if (months >> 1 & 1)
        days_add(&kept, year_end(y), RECUR_BITS);
    days_keep(&y->candidates, &kept);
}

static uint32_t
reverse_bits(uint32_t n)
{
    uint32_t reversed = 0;

    for (int i = 0; i < 32; i++)
        reversed |= (n >> i & 1) << (31 - i);
    return reversed;
}

static void
keep_monthdays(struct recur_year *y, const struct rule *r, uint32_t months)
{
    struct recur_days kept = {0};
    uint32_t from_end = reverse_bits(r->monthdays_minus); /* bit 31 - n is -n */

    for (int m = 0; m < 12; m++) {
        int first = month_bit(y, m), length = month_bit(y, m + 1) - first;
        uint64_t days = r->monthdays_plus >> 1 | from_end >> (31 - length);

        if ((months >> (m + 1) & 1) == 0)
            continue;
        days &= (UINT64_C(1) << length) - 1;
        kept.word[first / 64] |= days << first % 64;
        if (first % 64 + length > 64)
            kept.word[first / 64 + 1] |= days >> (64 - first % 64);
    }
    days_keep(&y->candidates, &kept);
}

static void
keep_yeardays(struct recur_year *y, const struct rule *r, uint64_t *steps)
{
    struct recur_days kept = {0};

    for (int n = days_next(&r->yeardays_plus, 0); n < RECUR_BITS;
         n = days_next(&r->yeardays_plus, n + 1), ++*steps)
        days_add(&kept, RECUR_MARGIN + n - 1, RECUR_MARGIN + n);
    for (int n = days_next(&r->yeardays_minus, 0); n < RECUR_BITS;
         n = days_next(&r->yeardays_minus, n + 1), ++*steps)
        days_add(&kept, year_end(y) - n, year_end(y) - n + 1);
    days_keep(&y->candidates, &kept);
}

/*
 * "Week number one of the calendar year is the first week that contains at least four (4) days in
 * that calendar year."  The bit of its first day in `y`, for the year that begins at bit `january`.
 */
static int
first_week(const struct recur_year *y, int january, int week_start)
{
    int into = (weekday_of_bit(y, january) - week_start + 7) % 7;

    return january - into + (into > 3 ? 7 : 0);
}

static int
days_in(int year)
{
    return day_from_civil(year + 1, 1, 1).days - day_from_civil(year, 1, 1).days;
}

static bool
has_week(const struct rule *r, int week, int of)
{
    return (r->weeks_plus >> week & 1) != 0 || (r->weeks_minus >> (of + 1 - week) & 1) != 0;
}

/*
 * Days of a week number that lie in another calendar year belong to that year, for INTERVAL and
 * BYSETPOS: so January 1 may be in week 53, and December 31 in week 1.
 */
static void
keep_weeks(struct recur_year *y, const struct rule *r)
{
    struct recur_days kept = {0};
    int first = first_week(y, RECUR_MARGIN, r->week_start);
    int next = first_week(y, year_end(y), r->week_start);
    int last = first_week(y, RECUR_MARGIN - days_in(y->year - 1), r->week_start);
    int over = first_week(y, year_end(y) + days_in(y->year + 1), r->week_start);
    int weeks = (next - first) / 7;

    if (has_week(r, (first - last) / 7, (first - last) / 7))
        days_add(&kept, RECUR_MARGIN, first);
    for (int n = 1; n <= weeks; n++)
        if (has_week(r, n, weeks))
            days_add(&kept, first + 7 * (n - 1), first + 7 * n);
    if (has_week(r, 1, (over - next) / 7))
        days_add(&kept, next, year_end(y));
    days_keep(&y->candidates, &kept);
}

static void
add_weekdays(struct recur_days *days, const struct recur_year *y, uint32_t weekdays)
{
    static const uint64_t sevenths = UINT64_C(0x8102040810204081);
    int first = weekday_of_bit(y, 0);

    for (int w = 0; w < 7; w++) {
        if ((weekdays >> w & 1) == 0)
            continue;
        for (int i = 0; i < RECUR_WORDS; i++) /* 64 % 7 is 1 */
            days->word[i] |= sevenths << ((w - first - i + 14) % 7);
    }
}

/* The n-th weekdays within bits [from, until). */
static void
add_nth(struct recur_days *days, const struct recur_year *y, const struct rule *r, int from,
        int until, uint64_t *steps)
{
    for (int w = 0; w < 7; w++) {
        int first = from + (w - weekday_of_bit(y, from) + 7) % 7;
        int count = (until - first + 6) / 7;

        if ((r->nth_plus[w] | r->nth_minus[w]) == 0)
            continue;
        *steps += (uint64_t)count;
        for (int n = 1; n <= count; n++)
            if ((r->nth_plus[w] >> n & 1) || (r->nth_minus[w] >> (count + 1 - n) & 1))
                days_add(days, first + 7 * (n - 1), first + 7 * (n - 1) + 1);
    }
}

/*
 * BYDAY: "+1MO" is the first Monday "within the MONTHLY or YEARLY 'RRULE'", of the month also in a
 * yearly rule with BYMONTH.
 */
static void
keep_weekdays(struct recur_year *y, const struct rule *r, uint32_t months, uint64_t *steps)
{
    struct recur_days kept = {0};

    add_weekdays(&kept, y, r->weekdays);
    if (r->freq == RECUR_YEARLY && !(r->parts & RECUR_BYMONTH))
        add_nth(&kept, y, r, RECUR_MARGIN, year_end(y), steps);
    else if (r->freq <= RECUR_MONTHLY)
        for (int m = 0; m < 12; m++)
            if (months >> (m + 1) & 1)
                add_nth(&kept, y, r, month_bit(y, m), month_bit(y, m + 1), steps);
    days_keep(&y->candidates, &kept);
}

/* The bit at which the week of `bit` begins. */
static int
week_bit(const struct recur_plan *plan, const struct recur_year *y, int bit)
{
    return bit - (weekday_of_bit(y, bit) - plan->filled.week_start + 7) % 7;
}

/* One week in INTERVAL, counted from the start's by WKST. */
static void
keep_every_week(const struct recur_plan *plan, struct recur_year *y, uint64_t *steps)
{
    int32_t to_monday = 3 - plan->filled.week_start, interval = plan->filled.interval;
    int first = week_bit(plan, y, RECUR_MARGIN);
    int32_t week = (int32_t)recur_floor(y->first - RECUR_MARGIN + first + to_monday, 7);
    int32_t start = (int32_t)recur_floor(plan->start_day + to_monday, 7);
    struct recur_days kept = {0};

    for (int64_t bit = first + 7 * recur_mod(start - week, interval); bit < year_end(y);
         bit += 7 * interval, ++*steps)
        days_add(&kept, (int)bit, (int)bit + 7);
    days_keep(&y->candidates, &kept);
}

static void
keep_every_day(const struct recur_plan *plan, struct recur_year *y, uint64_t *steps)
{
    int32_t interval = plan->filled.interval;
    struct recur_days kept = {0};

    for (int64_t bit = RECUR_MARGIN + recur_mod(plan->start_day - y->first, interval);
         bit < year_end(y); bit += interval, ++*steps)
        kept.word[bit / 64] |= UINT64_C(1) << bit % 64;
    days_keep(&y->candidates, &kept);
}

static void
keep_interval(const struct recur_plan *plan, struct recur_year *y, uint64_t *steps)
{
    if (plan->filled.interval == 1)
        return;
    if (plan->filled.freq == RECUR_WEEKLY)
        keep_every_week(plan, y, steps);
    else if (plan->filled.freq == RECUR_DAILY)
        keep_every_day(plan, y, steps);
    else if (plan->filled.freq == RECUR_YEARLY &&
             (y->year - plan->start_year) % plan->filled.interval != 0)
        y->candidates = (struct recur_days){0};
}

static void
find_candidates(const struct recur_plan *plan, struct recur_year *y, uint64_t *steps)
{
    const struct rule *r = &plan->filled;
    uint32_t months = months_of(plan, y->year);

    if (r->freq == RECUR_WEEKLY)
        days_add(&y->candidates, 0, RECUR_BITS);
    else
        days_add(&y->candidates, RECUR_MARGIN, year_end(y));
    if (months != 0x1ffe)
        keep_months(y, months);
    if (r->parts & RECUR_BYWEEKNO)
        keep_weeks(y, r);
    if (r->parts & RECUR_BYYEARDAY)
        keep_yeardays(y, r, steps);
    if (r->parts & RECUR_BYMONTHDAY)
        keep_monthdays(y, r, months);
    if (r->parts & RECUR_BYDAY)
        keep_weekdays(y, r, months, steps);
    keep_interval(plan, y, steps);
}

void
recur_period(const struct recur_plan *plan, const struct recur_year *y, int bit, int *from,
             int *until)
{
    int month = 0;

    if (plan->filled.freq == RECUR_WEEKLY) {
        *from = week_bit(plan, y, bit);
        *until = *from + 7;
    } else if (plan->filled.freq == RECUR_MONTHLY) {
        while (bit >= month_bit(y, month + 1))
            month++;
        *from = month_bit(y, month);
        *until = month_bit(y, month + 1);
    } else {
        *from = RECUR_MARGIN;
        *until = year_end(y);
    }
}

/* BYSETPOS counts the times of a period: each of its days has plan->time_count of them. */
static void
choose_positions(const struct recur_plan *plan, struct recur_year *y, int from, int until,
                 uint64_t *steps)
{
    int days = days_count(&y->candidates, from, until), all = days * plan->time_count;

    *steps += (uint64_t)plan->filled.setpos_count + 1;
    for (int i = 0; i < plan->filled.setpos_count; i++) {
        int position = plan->filled.setpos[i], n = position > 0 ? position - 1 : all + position;

        if (n >= 0 && n < all) {
            int bit = days_nth(&y->candidates, from, n / plan->time_count);

            days_add(&y->chosen, bit, bit + 1);
        }
    }
}

void
recur_year_make(const struct recur_plan *plan, int32_t year, struct recur_year *y, uint64_t *steps)
{
    struct recur_days own = {0};

    *y = (struct recur_year){.year = year, .first = day_from_civil(year, 1, 1).days};
    y->length = day_from_civil(year + 1, 1, 1).days - y->first;
    *steps += 100; /* what does not depend on the rule's lists */
    find_candidates(plan, y, steps);
    if (!(plan->filled.parts & RECUR_BYSETPOS) || plan->filled.freq > RECUR_WEEKLY) {
        y->chosen = y->candidates;
    } else {
        for (int bit = RECUR_MARGIN, from, until; bit < year_end(y); bit = until) {
            recur_period(plan, y, bit, &from, &until);
            choose_positions(plan, y, from, until, steps);
        }
    }
    days_add(&own, RECUR_MARGIN, year_end(y));
    days_keep(&y->chosen, &own);
}
