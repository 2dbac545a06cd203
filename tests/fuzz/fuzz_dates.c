/*
 * Further dates of a series: any text is one or is refused; what is taken comes back from the table
 * and from the API as it went in, and no occurrence of it leaves the contract.  What the table has
 * may be any text, too.
 *
 * The first byte chooses the zone, all-day, and whether the lines behind it are a client's or the
 * table's.
 */
#include "services/event/dates.h"
#include "shared/base/arena.h"
#include "shared/base/must.h"
#include "shared/request/request.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/quiet.h"

#include <string.h>

enum { LINES_MAX = 64, OCCURRENCES_MAX = 1000 };

static struct texts
lines_of(struct arena *a, const uint8_t *data, size_t size)
{
    const char **lines = arena_array(a, const char *, LINES_MAX);
    char *rest = arena_strndup(a, (const char *)data, size);
    size_t count = 0;

    while (rest != NULL && count < LINES_MAX)
        lines[count++] = strsep(&rest, "\n");
    return (struct texts){lines, count};
}

static bool
is_same(struct texts a, struct texts b)
{
    bool same = a.count == b.count;

    for (size_t i = 0; same && i < a.count; i++)
        same = strcmp(a.items[i], b.items[i]) == 0;
    return same;
}

/*
 * Every occurrence is inside of time, and they come in order; `apart` by at least a microsecond,
 * as all do but what a damaged row has twice on a date.
 */
static void
expand(struct arena *a, struct dates dates, const struct tz *zone, bool all_day, bool apart)
{
    const struct series_definition d = {
        .zone = all_day ? NULL : zone,
        .all_day = all_day,
        .start = {0},
        .length_us = HOUR_US,
        .days = 1,
        .dates = dates.items,
        .date_count = dates.count,
    };
    struct instant last = {INT64_MIN}, first, end;
    struct rule_problem why;
    const struct series *s;
    struct series_iter it;
    struct occurrence o;

    must(series_new(a, &d, &s, &why));
    series_begin(&it, s, instant_min, instant_max);
    for (int i = 0; i < OCCURRENCES_MAX && series_next(&it, &o); i++) {
        must(o.start.us >= last.us + apart && o.start.us < instant_max.us);
        must(o.end.us >= o.start.us && o.end.us <= instant_max.us);
        last = o.start;
    }
    must(series_extent(s, &first, &end) == SERIES_BOUNDED && end.us <= instant_max.us);
}

static void
from_table(struct request *rq, struct texts lines, const struct tz *zone, bool all_day)
{
    struct dates dates = dates_from_stored(rq, lines);

    must(dates.count <= lines.count);
    (void)dates_shown(rq, dates, zone, all_day);
    expand(rq->arena, dates, zone, all_day, false);
}

static void
from_client(struct request *rq, struct texts lines, const struct tz *zone, bool all_day)
{
    struct event e = {.all_day = all_day, .recurrence_dates = lines};
    struct dates dates = dates_from_client(rq, &e, zone);
    struct texts stored;

    if (rq->problems.count > 0)
        return;
    stored = dates_to_stored(rq, dates);
    dates = dates_from_stored(rq, stored);
    must(is_same(dates_to_stored(rq, dates), stored));
    expand(rq->arena, dates, zone, all_day, true);
    e.recurrence_dates = dates_shown(rq, dates, zone, all_day);
    dates = dates_from_client(rq, &e, zone);
    must(rq->problems.count == 0 && is_same(dates_to_stored(rq, dates), stored));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const zones[] = {"UTC", "Europe/Berlin", "America/St_Johns", "Pacific/Apia"};
    struct request rq = {.arena = arena_new(64 << 20)};

    if (size > 0 && size < 8192) {
        const char *name = zones[data[0] & 3];
        const struct tz *zone = tz_find(name, strlen(name));
        struct texts lines = lines_of(rq.arena, data + 1, size - 1);

        must(zone != NULL);
        (data[0] & 8 ? from_table : from_client)(&rq, lines, zone, data[0] & 4);
    }
    arena_destroy(rq.arena);
    return 0;
}
