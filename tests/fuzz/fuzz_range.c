/*
 * The occurrences of several series in one window, whatever their rows hold: they come in one
 * order, each overlaps the window, and a window that begins later shows what the longer one shows
 * from there on.
 *
 * The first bytes choose the window and the asker's zone.  A series is six bytes (start, length,
 * zone and kind, one that stands by itself, an exception) and a line for its rule, behind which may
 * stand further dates, separated by spaces.
 */
#include "services/event/expand.h"
#include "shared/base/arena.h"
#include "shared/base/must.h"
#include "shared/request/request.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/quiet.h"

#include <string.h>

enum { HEAD = 4, ROW = 6, ROWS_MAX = 4, DATES_MAX = 8, SHOWN = 120 };

static const char *const zones[] = {"UTC", "Europe/Berlin", "Pacific/Apia", "No/Such_Zone"};

/* Around 2011-12-20, and for the last bytes the ends of time. */
static struct instant
instant_at(uint8_t day, uint8_t part)
{
    if (day == 255)
        return (struct instant){instant_max.us - part * HOUR_US};
    if (day == 254)
        return (struct instant){instant_min.us + part * HOUR_US};
    return (struct instant){(15320 + day) * DAY_US + part * 10 * MINUTE_US};
}

static struct texts
dates_of(struct arena *a, char *line)
{
    const char **items = arena_array(a, const char *, DATES_MAX);
    size_t count = 0;
    char *word;

    while ((word = strsep(&line, " ")) != NULL && count < DATES_MAX)
        items[count++] = word;
    return (struct texts){items, count};
}

static void
read_row(struct arena *a, const uint8_t *b, char *line, struct sql_series *row)
{
    struct local *walls = arena_array(a, struct local, 2);
    struct event *e = &row->event;

    e->visibility = "public";
    e->all_day = b[2] & 1;
    e->timezone = zones[b[2] >> 1 & 3];
    e->start_time.at = instant_at(b[0], b[3]);
    e->end_time.at.us = e->start_time.at.us + b[1] * (e->all_day ? DAY_US : 20 * MINUTE_US);
    e->id.b[15] = b[2] >> 3;
    walls[0].us = instant_at(b[4], b[3]).us;
    walls[1].us = instant_at(b[5], b[3]).us;
    row->overridden = (struct locals){&walls[0], 1};
    row->exdates = (struct locals){&walls[1], 1};
    e->recurrence_rule = strsep(&line, " ");
    if (line != NULL)
        row->rdates = dates_of(a, line);
    row->has_series_start = row->has_series_end = true;
    row->series_start = instant_min;
    row->series_end = instant_max;
}

static size_t
read_rows(struct arena *a, const uint8_t *data, size_t size, struct sql_series *rows)
{
    size_t count = 0;

    while (count < ROWS_MAX && size > ROW) {
        const uint8_t *end = memchr(data + ROW, '\n', size - ROW);
        size_t len = end != NULL ? (size_t)(end - data) : size;

        read_row(a, data, arena_strndup(a, (const char *)data + ROW, len - ROW), &rows[count++]);
        if (end == NULL)
            break;
        size -= len + 1;
        data = end + 1;
    }
    return count;
}

static bool
overlaps(const struct expanded *x, struct instant from, struct instant until)
{
    const struct occurrence *o = &x->occurrence;

    return o->start.us < until.us &&
           (o->end.us > from.us || (o->end.us == o->start.us && o->start.us >= from.us));
}

/* How many; SHOWN: there may be more. */
static int
expand(struct request *rq, const struct sql_series *rows, size_t count, struct instant from,
       struct instant until, const struct tz *asker, struct expanded *out)
{
    struct ready_series *ready = arena_array(rq->arena, struct ready_series, count + 1);
    struct expansion *x;
    int n = 0;

    for (size_t i = 0; i < count; i++)
        stored_ready(rq, &rows[i], asker, until, &ready[i]);
    x = expansion_begin(rq, ready, count, from, until, asker);
    for (; n < SHOWN && expansion_next(x, &out[n]); n++) {
        must(overlaps(&out[n], from, until) && out[n].occurrence.start.us < instant_max.us);
        must(out[n].occurrence.end.us >= out[n].occurrence.start.us);
        must(n == 0 || place_compare(&out[n - 1].place, &out[n].place) <= 0);
    }
    return n;
}

static void
check_window(struct request *rq, const uint8_t *b, const struct sql_series *rows, size_t count)
{
    const char *name = zones[b[3] % 3];
    const struct tz *asker = tz_find(name, strlen(name));
    struct instant from = instant_at(b[0], b[1]), until = {from.us + 1 + b[2] * DAY_US};
    struct instant middle = {from.us + (until.us - from.us) / 2};
    struct expanded *whole = arena_array(rq->arena, struct expanded, SHOWN);
    struct expanded *part = arena_array(rq->arena, struct expanded, SHOWN);
    int all = expand(rq, rows, count, from, until, asker, whole), n;
    int some = expand(rq, rows, count, middle, until, asker, part), k = 0;

    for (n = 0; n < all && k < some; n++)
        if (overlaps(&whole[n], middle, until))
            must(place_compare(&whole[n].place, &part[k++].place) == 0);
    must(all == SHOWN || k == some);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct request rq = {.arena = arena_new(64 << 20)};
    struct sql_series rows[ROWS_MAX] = {0};

    if (size > HEAD && size < 2048)
        check_window(&rq, data, rows, read_rows(rq.arena, data + HEAD, size - HEAD, rows));
    arena_destroy(rq.arena);
    return 0;
}
