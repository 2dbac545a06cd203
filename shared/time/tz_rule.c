/*
 * The rule at the end of a TZif file: a POSIX TZ string, as RFC 9636 section 3.3.1 extends it.
 *
 *   rule     name offset [ name [ offset ] "," change "," change ]
 *   name     3 letters or more, or "<" letters, digits, "+" and "-" ">"
 *   offset   [ "+" | "-" ] hours [ ":" minutes [ ":" seconds ] ]     positive west of Greenwich
 *   change   day [ "/" time ]                                        without a time 02:00:00
 *   time     as offset, -167 to 167 hours, of the wall clock before the change
 *   day      "J" 1..365                  a day of the year, February 29 never counted
 *            0..365                      a day of the year, February 29 counted
 *            "M" month "." week "." day  the week-th weekday of the month; 5 the last; 0 Sunday
 *
 *   CET-1CEST,M3.5.0,M10.5.0/3     Berlin: an hour more from the last Sunday of March, 02:00,
 *                                  to the last Sunday of October, 03:00
 *
 * The first name and offset are standard time.  The second are daylight time, an hour ahead without
 * an offset of its own; it lasts from the first change to the second.  A daylight name without
 * changes, which POSIX leaves to the system, is refused.
 */
#include "shared/time/tz_internal.h"

enum { HOUR = 3600, DAY = 86400 };

struct cursor {
    const char *at, *end;
};

static bool
accept(struct cursor *c, char wanted)
{
    if (c->at == c->end || *c->at != wanted)
        return false;
    c->at++;
    return true;
}

static bool
is_digit(const struct cursor *c)
{
    return c->at < c->end && *c->at >= '0' && *c->at <= '9';
}

static bool
is_letter(const struct cursor *c)
{
    return c->at < c->end && ((*c->at >= 'A' && *c->at <= 'Z') || (*c->at >= 'a' && *c->at <= 'z'));
}

/* One to three digits, at most `max`. */
static bool
tz_rule_read_number(struct cursor *c, int min, int max, int *out)
{
    int n = 0, digits = 0;

    for (; is_digit(c) && digits < 3; digits++)
        n = n * 10 + (*c->at++ - '0');
    *out = n;
    return digits > 0 && n >= min && n <= max;
}

/* `CET`, or `<+03>` where the name holds digits or signs; at least three characters. */
static bool
skip_name(struct cursor *c)
{
    const char *start;

    if (accept(c, '<')) {
        start = c->at;
        while (is_letter(c) || is_digit(c) || (c->at < c->end && (*c->at == '+' || *c->at == '-')))
            c->at++;
        return c->at - start >= 3 && accept(c, '>');
    }
    start = c->at;
    while (is_letter(c))
        c->at++;
    return c->at - start >= 3;
}

/* `-3`, `+5:30`, `167:59:59`, in seconds. */
static bool
tz_rule_read_time(struct cursor *c, int max_hours, int32_t *out)
{
    bool negative = accept(c, '-');
    int hours, minutes = 0, seconds = 0;

    if (!negative)
        (void)accept(c, '+');
    if (!tz_rule_read_number(c, 0, max_hours, &hours))
        return false;
    if (accept(c, ':')) {
        if (!tz_rule_read_number(c, 0, 59, &minutes))
            return false;
        if (accept(c, ':') && !tz_rule_read_number(c, 0, 59, &seconds))
            return false;
    }
    *out = (negative ? -1 : 1) * (hours * HOUR + minutes * 60 + seconds);
    return true;
}

/* POSIX counts offsets west of Greenwich as positive. */
static bool
read_offset(struct cursor *c, int32_t *out)
{
    int32_t west;

    if (!tz_rule_read_time(c, 24, &west))
        return false;
    *out = -west;
    return true;
}

static bool
read_change(struct cursor *c, struct tz_change *out)
{
    *out = (struct tz_change){.time = 2 * HOUR};
    if (accept(c, 'J')) {
        out->kind = TZ_DAY_JULIAN;
        if (!tz_rule_read_number(c, 1, 365, &out->day))
            return false;
    } else if (accept(c, 'M')) {
        out->kind = TZ_DAY_OF_WEEK;
        if (!tz_rule_read_number(c, 1, 12, &out->month) || !accept(c, '.') ||
            !tz_rule_read_number(c, 1, 5, &out->week) || !accept(c, '.') ||
            !tz_rule_read_number(c, 0, 6, &out->day))
            return false;
    } else {
        out->kind = TZ_DAY_COUNTED;
        if (!tz_rule_read_number(c, 0, 365, &out->day))
            return false;
    }
    return !accept(c, '/') || tz_rule_read_time(c, 167, &out->time);
}

bool
tz_rule_parse(const char *text, size_t len, struct tz_rule *out)
{
    struct cursor c = {text, text + len};
    struct tz_rule rule = {0};

    if (!skip_name(&c) || !read_offset(&c, &rule.standard))
        return false;
    if (c.at == c.end) {
        *out = rule;
        return true;
    }
    rule.has_daylight = true;
    rule.daylight = rule.standard + HOUR;
    if (!skip_name(&c))
        return false;
    if (c.at < c.end && *c.at != ',' && !read_offset(&c, &rule.daylight))
        return false;
    if (!accept(&c, ',') || !read_change(&c, &rule.to_daylight) || !accept(&c, ',') ||
        !read_change(&c, &rule.to_standard) || c.at != c.end)
        return false;
    *out = rule;
    return true;
}

/* POSIX counts from Sunday. */
static int
sunday_based(struct day d)
{
    return (day_weekday(d) + 1) % 7;
}

static struct day
day_of_change(const struct tz_change *c, int year)
{
    struct day first = day_from_civil(year, c->kind == TZ_DAY_OF_WEEK ? c->month : 1, 1);
    int32_t next;

    switch (c->kind) {
    case TZ_DAY_JULIAN: {
        bool leap = day_from_civil(year, 3, 1).days - first.days == 60;

        return (struct day){first.days + c->day - 1 + (leap && c->day >= 60)};
    }
    case TZ_DAY_COUNTED:
        return (struct day){first.days + c->day};
    case TZ_DAY_OF_WEEK:
        break;
    }
    next = day_from_civil(c->month == 12 ? year + 1 : year, c->month % 12 + 1, 1).days;
    first.days += (c->day - sunday_based(first) + 7) % 7 + (c->week - 1) * 7;
    if (first.days >= next)
        first.days -= 7;
    return first;
}

/* The change's time is of the wall clock before it, so of the other side's offset. */
static int64_t
instant_of_change(const struct tz_change *c, int year, int32_t offset_before)
{
    return (int64_t)day_of_change(c, year).days * DAY + c->time - offset_before;
}

static int
year_of(int64_t seconds)
{
    struct day d = {(int32_t)(seconds / DAY - (seconds % DAY < 0))};
    int year, month, mday;

    day_to_civil(d, &year, &month, &mday);
    return year;
}

/*
 * The changes around `at` decide.  Times of up to 167 hours move a change into a neighbouring year,
 * hence two years on both sides.  Where daylight time ends and starts at the same instant, it goes
 * on: that is how a rule says "all year" (RFC 9636 section 3.3.1).
 */
struct tz_span
tz_rule_span(const struct tz_rule *rule, int64_t at)
{
    struct tz_span span = {INT64_MIN, INT64_MAX, rule->standard};
    int year;

    if (!rule->has_daylight)
        return span;
    year = year_of(at);
    for (int y = year - 2; y <= year + 2; y++) {
        int64_t begins = instant_of_change(&rule->to_daylight, y, rule->standard);
        int64_t ends = instant_of_change(&rule->to_standard, y, rule->daylight);

        if (ends <= at && ends > span.start)
            span = (struct tz_span){ends, span.end, rule->standard};
        if (begins <= at && begins >= span.start)
            span = (struct tz_span){begins, span.end, rule->daylight};
        if (begins > at && begins < span.end)
            span.end = begins;
        if (ends > at && ends < span.end)
            span.end = ends;
    }
    return span;
}
