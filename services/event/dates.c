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
 *     "P" [n "W"] [n "D"] ["T" [n "H"] [n "M"] [n "S"]]     n: digits
 *
 * Kept, an element of events.rdates, on the wall clock of the event's zone (here Berlin); of a time
 * that the clock shows twice the second one 800 years later (tz.h):
 *
 *     2026-03-01T10:00:00                                   no length of its own: the event's
 *     2026-03-01T10:00:00/5400000000                        microseconds; of all-day events days
 *
 * Shown, with the duration in one unit, or with the end where that is not enough:
 *
 *     2026-03-01T09:00:00Z/PT5400S    2026-03-01/P2D    2026-03-01T09:00:00Z/2026-03-01T09:00:00.5Z
 *
 * Exceptions have no periods; events.exdates are timestamps of the same wall clock.
 *
 * Limits: a date or a period starts from 1900 to 2199; a period is longer than nothing and ends by
 *   2200-01-01T00:00:00Z.  What was stored when there was no such limit is cut to it.
 */
#include "services/event/dates.h"

#include "shared/base/log.h"
#include "shared/base/number.h"
#include "shared/request/request.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static struct local
wall_of(const struct tz *zone, bool all_day, struct instant at)
{
    return all_day ? (struct local){at.us} : tz_to_wall(zone, at);
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

/*
 * Adds the value of digits that end in `unit`, which *text then stands behind; it stays where they
 * do not, or do not fit.  False: the sum is longer than anything.
 */
static bool
take_part(const char **text, char unit, int64_t unit_us, int64_t *sum)
{
    size_t digits = strspn(*text, "0123456789");
    int64_t n;

    if ((*text)[digits] != unit || !number_parse(*text, digits, &n))
        return true;
    *text += digits + 1;
    return !__builtin_mul_overflow(n, unit_us, &n) && !__builtin_add_overflow(*sum, n, sum);
}

static bool
read_duration(const char *text, int64_t *us)
{
    bool fits;

    *us = 0;
    if (*text++ != 'P')
        return false;
    fits = take_part(&text, 'W', 7 * DAY_US, us) && take_part(&text, 'D', DAY_US, us);
    if (fits && *text == 'T') {
        text++;
        fits = take_part(&text, 'H', HOUR_US, us) && take_part(&text, 'M', MINUTE_US, us) &&
               take_part(&text, 'S', SECOND_US, us);
    }
    return fits && *text == '\0';
}

static bool
read_period_end(const char *text, bool all_day, struct instant start, int64_t *length_us)
{
    struct instant end;

    if (text[0] == 'P') {
        if (!read_duration(text, length_us))
            return false;
    } else {
        if (!dates_read_time(text, strlen(text), all_day, &end))
            return false;
        *length_us = end.us - start.us;
    }
    return *length_us > 0 && *length_us <= instant_max.us - start.us &&
           (!all_day || *length_us % DAY_US == 0);
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

bool
dates_read(struct request *rq, struct texts in, bool all_day, struct series_date **out)
{
    *out = arena_array(rq->arena, struct series_date, in.count + 1);
    for (size_t i = 0; i < in.count; i++)
        if (!read_date(in.items[i], tz_or_utc("UTC"), all_day, &(*out)[i]))
            return false;
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
        problem(rq, field, "must be a %s from 1900 to 2199, or a period that ends by 2200-01-01",
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

static bool
read_stored(struct request *rq, const char *text, struct series_date *out)
{
    const char *slash = strchr(text, '/');
    int len = slash != NULL ? (int)(slash - text) : (int)strlen(text);
    const char *utc = arena_printf(rq->arena, "%.*sZ", len, text);
    struct instant at;

    if (!instant_parse(utc, strlen(utc), &at))
        return false;
    *out = (struct series_date){.start = {at.us}, .is_period = slash != NULL};
    return slash == NULL ||
           (number_parse(slash + 1, strlen(slash + 1), &out->length_us) && out->length_us > 0);
}

struct dates
dates_from_stored(struct request *rq, struct texts rdates)
{
    struct series_date *items = arena_array(rq->arena, struct series_date, rdates.count + 1);
    size_t count = 0;

    for (size_t i = 0; i < rdates.count; i++) {
        if (read_stored(rq, rdates.items[i], &items[count]))
            count++;
        else
            log_event(LOG_ERROR, "event.date.damaged", "text=%s", log_quote(rdates.items[i]));
    }
    return (struct dates){items, count};
}

static const char *
period_shown(struct request *rq, const char *start, struct instant at, int64_t length_us)
{
    char end[INSTANT_TEXT];

    if (length_us > instant_max.us - at.us)
        length_us = instant_max.us - at.us;
    if (length_us % SECOND_US == 0)
        return arena_printf(rq->arena, "%s/PT%" PRId64 "S", start, length_us / SECOND_US);
    instant_format((struct instant){at.us + length_us}, end);
    return arena_printf(rq->arena, "%s/%s", start, end);
}

static const char *
days_shown(struct request *rq, const struct series_date *d)
{
    int64_t most = (instant_max.us - d->start.us) / DAY_US;
    char text[DAY_TEXT];

    day_format(day_of_instant((struct instant){d->start.us}), text);
    if (!d->is_period)
        return arena_strndup(rq->arena, text, strlen(text));
    return arena_printf(rq->arena, "%s/P%" PRId64 "D", text,
                        d->length_us < most ? d->length_us : most);
}

static const char *
date_shown(struct request *rq, const struct series_date *d, const struct tz *zone, bool all_day)
{
    char text[INSTANT_TEXT];
    struct instant at;

    if (all_day)
        return days_shown(rq, d);
    at = tz_to_instant(zone, d->start);
    instant_format(at, text);
    return d->is_period ? period_shown(rq, text, at, d->length_us)
                        : arena_strndup(rq->arena, text, strlen(text));
}

struct texts
dates_shown(struct request *rq, struct dates dates, const struct tz *zone, bool all_day)
{
    const char **items = arena_array(rq->arena, const char *, dates.count + 1);

    for (size_t i = 0; i < dates.count; i++)
        items[i] = date_shown(rq, &dates.items[i], zone, all_day);
    return (struct texts){items, dates.count};
}
