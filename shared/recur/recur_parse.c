/*
 * The text of a rule, part by part: RFC 5545 section 3.3.10.  What parts mean together is
 * recur_check.c's.
 *
 *   rule   part *( ";" part )     each part once, FREQ among them, in any order and case
 *   part   name "=" value         names, values and what is said of a wrong one stand in parts[]
 *   list   item *( "," item )
 *   date   8 digits: 20261231
 *   time   date "T" 6 digits [ "Z" ]
 */
#include "shared/recur/recur_internal.h"

#include "shared/base/must.h"
#include "shared/recur/recur_scan.h"

static bool
take_freq(struct rule *r, struct text value)
{
    static const char *const names[] = {"YEARLY", "MONTHLY",  "WEEKLY",  "DAILY",
                                        "HOURLY", "MINUTELY", "SECONDLY"};
    int found = scan_index(value, names, ARRAY_LEN(names));

    r->freq = (enum recur_freq)found;
    return found >= 0;
}

static bool
take_interval(struct rule *r, struct text value)
{
    return scan_number(&value, 7, &r->interval) && value.at == value.end && r->interval >= 1 &&
           r->interval <= RECUR_INTERVAL_MAX;
}

static bool
take_count(struct rule *r, struct text value)
{
    return scan_number(&value, 7, &r->end.count) && value.at == value.end && r->end.count >= 1 &&
           r->end.count <= RECUR_COUNT_MAX;
}

static bool
take_date(struct text *t, int64_t *us)
{
    int year, month, mday, y, m, d;
    struct day day;

    if (!scan_exact(t, 4, &year) || !scan_exact(t, 2, &month) || !scan_exact(t, 2, &mday))
        return false;
    if (month < 1 || month > 12 || mday < 1 || mday > 31)
        return false;
    day = day_from_civil(year, month, mday);
    day_to_civil(day, &y, &m, &d);
    *us = instant_of_day(day).us;
    return d == mday;
}

/*
 * RFC 5545 section 3.3.12: "implementations not supporting leap seconds SHOULD interpret the second
 * 60 as equivalent to the second 59".
 */
static bool
take_time(struct text *t, int64_t *us)
{
    int hour, minute, second;

    if (!scan_exact(t, 2, &hour) || !scan_exact(t, 2, &minute) || !scan_exact(t, 2, &second))
        return false;
    if (hour > 23 || minute > 59 || second > 60)
        return false;
    *us = ((hour * 60 + minute) * INT64_C(60) + (second == 60 ? 59 : second)) * 1000000;
    return true;
}

static bool
take_until_end(struct rule *r, struct text value)
{
    int64_t time = 0;

    if (!take_date(&value, &r->end.until_us))
        return false;
    r->end.until = RULE_UNTIL_DATE;
    if (scan_accept(&value, 'T')) {
        if (!take_time(&value, &time))
            return false;
        r->end.until_us += time;
        r->end.until = scan_accept(&value, 'Z') ? RULE_UNTIL_UTC : RULE_UNTIL_LOCAL;
    }
    return value.at == value.end;
}

static const char *const weekdays[] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};

static bool
take_week_start(struct rule *r, struct text value)
{
    r->week_start = scan_index(value, weekdays, ARRAY_LEN(weekdays));
    return r->week_start >= 0;
}

/* `MO`, `1MO`, `+1MO`, `-1MO`. */
static bool
take_weekday(struct rule *r, struct text item)
{
    bool minus = scan_accept(&item, '-'), plus = !minus && scan_accept(&item, '+');
    int nth = 0, weekday;

    if ((minus || plus || scan_is_digit(&item)) &&
        (!scan_number(&item, 2, &nth) || nth < 1 || nth > 53))
        return false;
    weekday = scan_index(item, weekdays, ARRAY_LEN(weekdays));
    if (weekday < 0)
        return false;
    if (nth == 0)
        r->weekdays |= 1U << weekday;
    else if (minus)
        r->nth_minus[weekday] |= UINT64_C(1) << nth;
    else
        r->nth_plus[weekday] |= UINT64_C(1) << nth;
    return true;
}

static bool
take_weekdays(struct rule *r, struct text value)
{
    do {
        if (!take_weekday(r, scan_until(&value, ',')))
            return false;
    } while (value.at < value.end);
    return value.end[-1] != ',';
}

/* Parts that are lists of numbers. */
static bool
add_month(struct rule *r, int n)
{
    r->months |= 1U << n;
    return true;
}

static bool
add_week(struct rule *r, int n)
{
    *(n > 0 ? &r->weeks_plus : &r->weeks_minus) |= UINT64_C(1) << (n > 0 ? n : -n);
    return true;
}

static bool
add_yearday(struct rule *r, int n)
{
    int bit = n > 0 ? n : -n;

    days_add(n > 0 ? &r->yeardays_plus : &r->yeardays_minus, bit, bit + 1);
    return true;
}

static bool
add_monthday(struct rule *r, int n)
{
    *(n > 0 ? &r->monthdays_plus : &r->monthdays_minus) |= 1U << (n > 0 ? n : -n);
    return true;
}

static bool
add_hour(struct rule *r, int n)
{
    r->hours |= 1U << n;
    return true;
}

static bool
add_minute(struct rule *r, int n)
{
    r->minutes |= UINT64_C(1) << n;
    return true;
}

static bool
add_second(struct rule *r, int n)
{
    r->seconds |= UINT64_C(1) << (n == 60 ? 59 : n);
    return true;
}

static bool
add_setpos(struct rule *r, int n)
{
    int i = r->setpos_count;

    for (int k = 0; k < r->setpos_count; k++)
        if (r->setpos[k] == n)
            return true;
    if (r->setpos_count == RECUR_SETPOS_MAX)
        return false;
    for (; i > 0 && r->setpos[i - 1] > n; i--)
        r->setpos[i] = r->setpos[i - 1];
    r->setpos[i] = (int16_t)n;
    r->setpos_count++;
    return true;
}

struct list {
    int digits, min, max;
    bool minus; /* -max to -min too */
    bool (*add)(struct rule *, int);
};

static bool
take_item(struct rule *r, const struct list *list, struct text item)
{
    bool minus = list->minus && scan_accept(&item, '-');
    int n;

    if (list->minus && !minus)
        (void)scan_accept(&item, '+');
    if (!scan_number(&item, list->digits, &n) || item.at != item.end)
        return false;
    return n >= list->min && n <= list->max && list->add(r, minus ? -n : n);
}

static bool
take_list(struct rule *r, const struct list *list, struct text value)
{
    do {
        if (!take_item(r, list, scan_until(&value, ',')))
            return false;
    } while (value.at < value.end);
    return value.end[-1] != ',';
}

/* clang-format off */
static const struct part {
    const char *name;
    unsigned bit; /* of enum recur_part */
    bool (*take)(struct rule *, struct text);
    struct list list; /* when `take` is NULL */
    const char *why;
} parts[] = {
    {"FREQ", 0, take_freq, {0},
     "is one of YEARLY, MONTHLY, WEEKLY, DAILY, HOURLY, MINUTELY, SECONDLY"},
    {"INTERVAL", 0, take_interval, {0}, "is a number from 1 to 1000000"},
    {"COUNT", 0, take_count, {0}, "is a number from 1 to 50000"},
    {"UNTIL", 0, take_until_end, {0}, "is a date such as 20261231 or a time such as 20261231T090000Z"},
    {"WKST", 0, take_week_start, {0}, "is one of MO, TU, WE, TH, FR, SA, SU"},
    {"BYMONTH", RECUR_BYMONTH, NULL, {2, 1, 12, false, add_month}, "is a list of numbers from 1 to 12"},
    {"BYWEEKNO", RECUR_BYWEEKNO, NULL, {2, 1, 53, true, add_week},
     "is a list of numbers from 1 to 53 or -53 to -1"},
    {"BYYEARDAY", RECUR_BYYEARDAY, NULL, {3, 1, 366, true, add_yearday},
     "is a list of numbers from 1 to 366 or -366 to -1"},
    {"BYMONTHDAY", RECUR_BYMONTHDAY, NULL, {2, 1, 31, true, add_monthday},
     "is a list of numbers from 1 to 31 or -31 to -1"},
    {"BYDAY", RECUR_BYDAY, take_weekdays, {0},
     "is a list of MO, TU, WE, TH, FR, SA, SU, each with 1 to 53 or -53 to -1 before it or without"},
    {"BYHOUR", RECUR_BYHOUR, NULL, {2, 0, 23, false, add_hour}, "is a list of numbers from 0 to 23"},
    {"BYMINUTE", RECUR_BYMINUTE, NULL, {2, 0, 59, false, add_minute},
     "is a list of numbers from 0 to 59"},
    {"BYSECOND", RECUR_BYSECOND, NULL, {2, 0, 60, false, add_second},
     "is a list of numbers from 0 to 60"},
    {"BYSETPOS", RECUR_BYSETPOS, NULL, {3, 1, 366, true, add_setpos},
     "is a list of at most 64 numbers from 1 to 366 or -366 to -1"},
};
/* clang-format on */

static const struct part *
part_find(struct text name)
{
    for (size_t i = 0; i < ARRAY_LEN(parts); i++)
        if (scan_is_word(name, parts[i].name))
            return &parts[i];
    return NULL;
}

static bool
refuse_rule(struct rule_problem *problem, const char *part, const char *why)
{
    *problem = (struct rule_problem){part, why};
    return false;
}

/* A stranger's part is named only when that is safe to repeat. */
static const char *
printable(struct arena *a, struct text name)
{
    if (name.at == name.end || name.end - name.at > 20)
        return "RRULE";
    for (const char *c = name.at; c < name.end; c++)
        if (!((*c >= 'A' && *c <= 'Z') || (*c >= 'a' && *c <= 'z') || *c == '-' || *c == ':'))
            return "RRULE";
    return arena_strndup(a, name.at, (size_t)(name.end - name.at));
}

static bool
take_part(struct arena *a, struct rule *r, struct text item, unsigned *seen,
          struct rule_problem *problem)
{
    struct text name = scan_until(&item, '=');
    const struct part *part = part_find(name);
    unsigned bit;
    bool taken;

    if (part == NULL)
        return refuse_rule(problem, printable(a, name), "is no part of a rule");
    bit = 1U << (part - parts);
    if (*seen & bit)
        return refuse_rule(problem, part->name, "stands twice");
    *seen |= bit;
    r->parts |= part->bit;
    taken = item.at < item.end &&
            (part->take != NULL ? part->take(r, item) : take_list(r, &part->list, item));
    return taken || refuse_rule(problem, part->name, part->why);
}

bool
rule_parse(struct arena *a, const char *text, size_t len, const struct rule **out,
           struct rule_problem *problem)
{
    struct text rest = {text, text + len};
    struct rule *r = arena_one(a, struct rule);
    unsigned seen = 0;

    if (len == 0 || len > RECUR_TEXT_MAX)
        return refuse_rule(problem, "RRULE", "has 1 to 1024 bytes");
    if (text[len - 1] == ';')
        return refuse_rule(problem, "RRULE", "ends with a semicolon");
    r->interval = 1;
    while (rest.at < rest.end)
        if (!take_part(a, r, scan_until(&rest, ';'), &seen, problem))
            return false;
    if (!(seen & 1))
        return refuse_rule(problem, "FREQ", "is missing");
    if (!rule_check(r, problem))
        return false;
    *out = r;
    return true;
}
