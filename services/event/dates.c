/*
 * Further occurrences (RDATE) and exceptions (EXDATE), as clients write them, as the table keeps
 * them and as they are shown.
 *
 * Written, an element of recurrence_dates; times as in RFC 3339, of all-day events dates:
 *
 *     2026-03-01T09:00:00+01:00                             a date-time
 *     2026-03-01T09:00:00Z/2026-03-01T10:30:00Z             a period by its end
 *     2026-03-01T09:00:00Z/PT1H30M                          a period by its duration
 *     2026-03-01    2026-03-01/2026-03-03    2026-03-01/P2D
 *
 * A period is that of RFC 5545 section 3.3.9.  Its duration is that of section 3.3.6 without a
 * sign, and weeks may stand beside days:
 *
 *     "P" [n "W"] [n "D"] ["T" [n "H"] [n "M"] [n "S"]]     n: one to nine digits
 *
 * Kept, an element of events.rdates, on the wall clock of the event's zone (here Berlin):
 *
 *     2026-03-01T10:00:00                                   no length of its own: the event's
 *     2026-03-01T10:00:00/5400000000                        microseconds; of all-day events days
 *
 * Shown, with the duration in one unit:
 *
 *     2026-03-01T09:00:00Z/PT5400S    2026-03-01/P2D
 *
 * Exceptions have no periods; events.exdates are timestamps of the same wall clock.
 *
 * Limits: a date or a period starts from 1900 to 2199, and a period is longer than nothing.
 */
#include "services/event/dates.h"

#include "shared/base/must.h"
#include "shared/request/request.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct local
wall_of(const struct tz *zone, bool all_day, struct instant at)
{
    return all_day ? (struct local){at.us} : tz_to_local(zone, at);
}

static bool
dates_read_time(const char *text, size_t len, bool all_day, struct instant *out)
{
    struct day day;

    if (!all_day)
        return instant_parse(text, len, out);
    if (!day_parse(text, len, &day))
        return false;
    *out = instant_of_day(day);
    return true;
}

/* The value of digits that end in `unit`, which *text then stands behind; 0 when they do not. */
static int64_t
take_part(const char **text, char unit, int64_t unit_us)
{
    char *end;
    long long n;

    if (**text < '0' || **text > '9')
        return 0;
    n = strtoll(*text, &end, 10);
    if (*end != unit || end - *text > 9)
        return 0;
    *text = end + 1;
    return n * unit_us;
}

/* 0: not a duration. */
static int64_t
read_duration(const char *text)
{
    int64_t us;

    if (*text++ != 'P')
        return 0;
    us = take_part(&text, 'W', 7 * DAY_US);
    us += take_part(&text, 'D', DAY_US);
    if (*text == 'T') {
        text++;
        us += take_part(&text, 'H', 3600 * SECOND_US);
        us += take_part(&text, 'M', 60 * SECOND_US);
        us += take_part(&text, 'S', SECOND_US);
    }
    return *text == '\0' ? us : 0;
}

static bool
read_period_end(const char *text, bool all_day, struct instant start, int64_t *length_us)
{
    struct instant end;

    if (text[0] == 'P')
        *length_us = read_duration(text);
    else if (dates_read_time(text, strlen(text), all_day, &end))
        *length_us = end.us - start.us;
    else
        return false;
    return *length_us > 0 && (!all_day || *length_us % DAY_US == 0);
}

static bool
in_range(struct instant at)
{
    return at.us >= instant_min.us && at.us < instant_max.us;
}

static bool
read_date(const char *text, const struct tz *zone, bool all_day, struct series_date *out)
{
    const char *slash = strchr(text, '/');
    size_t len = slash != NULL ? (size_t)(slash - text) : strlen(text);
    struct instant start;

    if (!dates_read_time(text, len, all_day, &start) || !in_range(start))
        return false;
    *out = (struct series_date){.start = wall_of(zone, all_day, start), .is_period = slash != NULL};
    if (slash == NULL)
        return true;
    if (!read_period_end(slash + 1, all_day, start, &out->length_us))
        return false;
    if (all_day)
        out->length_us /= DAY_US;
    return true;
}

struct dates
dates_from_client(struct request *rq, const struct event *e, const struct tz *zone)
{
    const struct texts *in = &e->recurrence_dates;
    struct series_date *items = arena_array(rq->arena, struct series_date, in->count + 1);

    for (size_t i = 0; i < in->count; i++) {
        char field[40];

        if (read_date(in->items[i], zone, e->all_day, &items[i]))
            continue;
        snprintf(field, sizeof field, "recurrence_dates[%zu]", i);
        problem(rq, field, "must be a %s from 1900 to 2199, or a period of it",
                e->all_day ? "date" : "date-time");
    }
    return (struct dates){items, in->count};
}

struct locals
exceptions_from_client(struct request *rq, const struct event *e, const struct tz *zone)
{
    struct local *items = arena_array(rq->arena, struct local, e->exception_dates.count + 1);

    for (size_t i = 0; i < e->exception_dates.count; i++) {
        const struct moment *m = &e->exception_dates.items[i];
        char field[40];

        snprintf(field, sizeof field, "exception_dates[%zu]", i);
        if (m->is_date != e->all_day)
            problem(rq, field, "must be a %s, as start_time is", e->all_day ? "date" : "date-time");
        items[i] = wall_of(zone, e->all_day, m->at);
    }
    return (struct locals){items, e->exception_dates.count};
}

static const char *
wall_text(struct request *rq, struct local wall)
{
    char text[INSTANT_TEXT];

    instant_format((struct instant){wall.us}, text);
    return arena_strndup(rq->arena, text, strlen(text) - 1);
}

struct texts
dates_to_stored(struct request *rq, struct dates dates)
{
    const char **items = arena_array(rq->arena, const char *, dates.count + 1);

    for (size_t i = 0; i < dates.count; i++) {
        const struct series_date *d = &dates.items[i];

        items[i] = wall_text(rq, d->start);
        if (d->is_period)
            items[i] = arena_printf(rq->arena, "%s/%" PRId64, items[i], d->length_us);
    }
    return (struct texts){items, dates.count};
}

struct dates
dates_from_stored(struct request *rq, struct texts rdates)
{
    struct series_date *items = arena_array(rq->arena, struct series_date, rdates.count + 1);

    for (size_t i = 0; i < rdates.count; i++) {
        const char *text = rdates.items[i], *slash = strchr(text, '/');
        int len = slash != NULL ? (int)(slash - text) : (int)strlen(text);
        const char *utc = arena_printf(rq->arena, "%.*sZ", len, text);
        struct instant at;

        must(instant_parse(utc, strlen(utc), &at));
        items[i] = (struct series_date){.start = {at.us}, .is_period = slash != NULL};
        if (slash != NULL)
            items[i].length_us = strtoll(slash + 1, NULL, 10);
    }
    return (struct dates){items, rdates.count};
}

static const char *
date_shown(struct request *rq, const struct series_date *d, const struct tz *zone, bool all_day)
{
    char text[INSTANT_TEXT];

    if (all_day)
        day_format(day_of_instant((struct instant){d->start.us}), text);
    else
        instant_format(tz_to_instant(zone, d->start), text);
    if (!d->is_period)
        return arena_strndup(rq->arena, text, strlen(text));
    if (all_day)
        return arena_printf(rq->arena, "%s/P%" PRId64 "D", text, d->length_us);
    return arena_printf(rq->arena, "%s/PT%" PRId64 "S", text, d->length_us / SECOND_US);
}

struct texts
dates_shown(struct request *rq, struct dates dates, const struct tz *zone, bool all_day)
{
    const char **items = arena_array(rq->arena, const char *, dates.count + 1);

    for (size_t i = 0; i < dates.count; i++)
        items[i] = date_shown(rq, &dates.items[i], zone, all_day);
    return (struct texts){items, dates.count};
}
