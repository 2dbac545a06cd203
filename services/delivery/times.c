#include "services/delivery/times.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HOUR_S = 3600, MINUTE_S = 60 };

/* What a clock and a calendar on the wall show. */
struct shown {
    struct day day;
    char clock[8];
    int32_t offset; /* seconds east of UTC */
};

static const char *
times_date(struct arena *a, struct day d)
{
    static const char *const weekdays[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                           "Friday", "Saturday", "Sunday"};
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    int year, month, mday;

    day_to_civil(d, &year, &month, &mday);
    return arena_printf(a, "%s, %d %s %d", weekdays[day_weekday(d)], mday, months[month - 1], year);
}

static struct shown
times_shown(const struct tz *zone, struct instant at)
{
    struct instant wall = {tz_to_local(zone, at).us};
    struct shown s = {.day = day_of_instant(wall), .offset = tz_offset_at(zone, at)};
    int minutes = (int)((wall.us - instant_of_day(s.day).us) / MINUTE_US);

    snprintf(s.clock, sizeof s.clock, "%02d:%02d", minutes / 60 % 24, minutes % 60);
    return s;
}

/* `UTC+2`, `UTC-3:30`, and before there were time zones `UTC+0:53:28`. */
static const char *
times_offset(struct arena *a, int32_t offset)
{
    int s = abs(offset), minutes = s % HOUR_S / MINUTE_S, seconds = s % MINUTE_S;
    char sign = offset < 0 ? '-' : '+';

    if (seconds != 0)
        return arena_printf(a, "UTC%c%d:%02d:%02d", sign, s / HOUR_S, minutes, seconds);
    if (minutes != 0)
        return arena_printf(a, "UTC%c%d:%02d", sign, s / HOUR_S, minutes);
    return arena_printf(a, "UTC%c%d", sign, s / HOUR_S);
}

static const char *
times_zone(struct arena *a, const struct tz *zone, int32_t offset)
{
    const char *name = tz_name(zone);

    if (strcmp(name, "UTC") == 0)
        return "(UTC)";
    return arena_printf(a, "(%s, %s)", name, times_offset(a, offset));
}

static bool
times_look_same(const struct shown *a, const struct shown *b)
{
    return a->day.days == b->day.days && a->offset == b->offset && strcmp(a->clock, b->clock) == 0;
}

static const char *
times_change_between(struct arena *a, const struct tz *zone, const struct shown *from,
                     const struct shown *to)
{
    const char *start = times_offset(a, from->offset), *end = times_offset(a, to->offset);
    const char *date = times_date(a, from->day);

    if (from->day.days == to->day.days)
        return arena_printf(a, "%s, %s %s - %s %s (%s)", date, from->clock, start, to->clock, end,
                            tz_name(zone));
    return arena_printf(a, "%s, %s %s - %s, %s %s (%s)", date, from->clock, start,
                        times_date(a, to->day), to->clock, end, tz_name(zone));
}

static const char *
times_in_zone(struct arena *a, const struct tz *zone, const struct times *t)
{
    struct shown from = times_shown(zone, t->start);
    struct shown to = times_shown(zone, t->kind == TIMES_SPAN ? t->end : t->start);
    const char *date = times_date(a, from.day), *where = times_zone(a, zone, from.offset);

    if (times_look_same(&from, &to))
        return arena_printf(a, "%s, %s %s", date, from.clock, where);
    if (from.offset != to.offset)
        return times_change_between(a, zone, &from, &to);
    if (from.day.days == to.day.days)
        return arena_printf(a, "%s, %s-%s %s", date, from.clock, to.clock, where);
    return arena_printf(a, "%s, %s - %s, %s %s", date, from.clock, times_date(a, to.day), to.clock,
                        where);
}

static bool
times_differ(const struct tz *x, const struct tz *y, const struct times *t)
{
    struct instant end = t->kind == TIMES_SPAN ? t->end : t->start;

    return tz_offset_at(x, t->start) != tz_offset_at(y, t->start) ||
           tz_offset_at(x, end) != tz_offset_at(y, end);
}

static const char *
times_in_zones(struct arena *a, const struct tz *reader, const struct times *t)
{
    const char *text = times_in_zone(a, reader, t);

    if (t->made_in == NULL || !times_differ(reader, t->made_in, t))
        return text;
    return arena_printf(a, "%s; %s", text, times_in_zone(a, t->made_in, t));
}

static const char *
times_days(struct arena *a, const struct tz *reader, const struct times *t)
{
    const char *first = times_date(a, t->first);

    if (t->last.days <= t->first.days)
        return arena_printf(a, "%s, all day (%s)", first, tz_name(reader));
    return arena_printf(a, "%s - %s, all day (%s)", first, times_date(a, t->last), tz_name(reader));
}

const char *
times_text(struct arena *a, const struct tz *reader, const struct times *times)
{
    switch (times->kind) {
    case TIMES_NONE:
        return NULL;
    case TIMES_DAYS:
        return times_days(a, reader, times);
    case TIMES_AT:
    case TIMES_SPAN:
        break;
    }
    return times_in_zones(a, reader, times);
}
