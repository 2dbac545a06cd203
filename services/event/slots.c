/*
 * event.availability_find: slots that are free in all of some calendars and in working hours.
 *
 *     window           |-----------------------------------------|
 *     busy_find            ====    ======
 *     spans_free       |--|    |--|      |-----------------------|
 *     slots_working    |-----------------------|           |-----|
 *     spans_common     |--|    |--|      |-----|           |-----|
 *     slots_cut                          [    ]            [    ]
 *
 * slots_cut takes as many slots of the length as fit into each stretch, up to the limit.
 *
 * Working hours are days and times of the wall clock, `09:00` up to `24:00`.  slots_working cuts
 * the window where the zone changes its offset; inside a part, midnight of a date is at a fixed
 * distance from UTC.  offset_end finds the cuts by steps of an hour and then by bisection, which
 * assumes that no zone changes and changes back within an hour.
 */
#include "services/event/slots.h"

#include "services/event/busy.h"
#include "services/event/zone.h"
#include "shared/base/must.h"
#include "shared/request/request.h"

#include <string.h>

enum { DAYS_MAX = 92 };

/* ---------------------------------------------------------------- working hours */

/* The end of the stretch from `from` on in which the zone keeps its offset, at most `until`. */
static struct instant
offset_end(const struct tz *zone, struct instant from, struct instant until)
{
    int32_t offset = tz_offset_at(zone, from);
    int64_t same = from.us, other;

    /* No zone changes and changes back within an hour. */
    do {
        if (same >= until.us)
            return until;
        other = same + HOUR_US < until.us ? same + HOUR_US : until.us;
        if (tz_offset_at(zone, (struct instant){other}) == offset)
            same = other;
    } while (same == other);
    while (other - same > 1) {
        int64_t middle = same + (other - same) / 2;

        if (tz_offset_at(zone, (struct instant){middle}) == offset)
            same = middle;
        else
            other = middle;
    }
    return (struct instant){other};
}

static void
add_shifts(struct spans *out, const struct shift *shifts, size_t count, const struct span *part,
           int64_t offset_us)
{
    int32_t first = day_of_instant((struct instant){part->start.us + offset_us}).days;
    int32_t last = day_of_instant((struct instant){part->end.us - 1 + offset_us}).days;

    for (int32_t day = first; day <= last; day++) {
        int64_t midnight = day * DAY_US - offset_us;

        for (size_t i = 0; i < count; i++)
            if (shifts[i].weekday == (unsigned)day_weekday((struct day){day}))
                spans_add(out, part, (struct instant){midnight + shifts[i].start * MINUTE_US},
                          (struct instant){midnight + shifts[i].end * MINUTE_US});
    }
}

struct spans
slots_working(struct arena *a, const struct shift *shifts, size_t count, const struct span *window,
              const struct tz *zone)
{
    struct spans out = {.arena = a};
    struct span part = {.end = window->start};

    while (part.end.us < window->end.us) {
        part.start = part.end;
        part.end = offset_end(zone, part.start, window->end);
        add_shifts(&out, shifts, count, &part, tz_offset_at(zone, part.start) * INT64_C(1000000));
    }
    spans_settle(&out);
    return out;
}

/* ---------------------------------------------------------------- slots */

struct spans
slots_cut(const struct spans *open, int64_t length_us, size_t most)
{
    struct spans out = {.arena = open->arena};

    out.items = arena_array(open->arena, struct span, most + 1);
    for (size_t i = 0; i < open->count; i++) {
        const struct span *s = &open->items[i];

        for (int64_t at = s->start.us; at + length_us <= s->end.us && out.count < most;
             at += length_us)
            out.items[out.count++] = (struct span){{at}, {at + length_us}};
    }
    return out;
}

/* ---------------------------------------------------------------- what the client says of them */

/* Minutes of a time such as `09:30` or `24:00`, which is all that the contract's pattern lets in. */
static int
minutes_from(const char *text)
{
    return ((text[0] - '0') * 10 + text[1] - '0') * 60 + (text[3] - '0') * 10 + text[4] - '0';
}

static unsigned
weekday_from(const char *name)
{
    static const char *const names[] = {"MO", "TU", "WE", "TH", "FR", "SA"};
    unsigned i = 0;

    while (i < ARRAY_LEN(names) && strcmp(name, names[i]) != 0)
        i++;
    return i;
}

static size_t
shifts_from(struct request *rq, const struct slots_ask *ask, struct shift **out)
{
    struct shift *shifts = arena_array(rq->arena, struct shift, 7 * ask->working_hours.count + 1);
    size_t count = 0;

    for (size_t i = 0; i < ask->working_hours.count; i++) {
        const struct working_hours *hours = &ask->working_hours.items[i];
        int start = minutes_from(hours->start), end = minutes_from(hours->end);

        if (start >= end)
            problem(rq, arena_printf(rq->arena, "working_hours[%zu].end", i),
                    "must be after start");
        for (size_t j = 0; j < hours->days.count; j++)
            shifts[count++] = (struct shift){weekday_from(hours->days.items[j]), start, end};
    }
    *out = shifts;
    return count;
}

enum err
event_availability_find(struct request *rq, const struct event_availability_find_in *in,
                        struct slots *out)
{
    const struct slots_ask *body = &in->body;
    const struct busy_ask ask = {
        .calendar_ids = body->calendar_ids,
        .window = {body->start, body->end},
        .zone = zone_asked(rq, body->timezone),
        .attending = body->attending,
    };
    const struct spans *busy;
    struct spans open;
    struct shift *shifts;
    size_t count = shifts_from(rq, body, &shifts);
    enum err err;

    busy_check_window(rq, &ask.window, DAYS_MAX);
    err = refuse_problems(rq);
    if (!err)
        err = busy_find(rq, &ask, &busy);
    if (err)
        return err;
    open = spans_free(rq->arena, busy, &ask.window);
    if (count > 0) {
        struct spans working = slots_working(rq->arena, shifts, count, &ask.window, ask.zone);

        open = spans_common(&open, &working);
    }
    open = slots_cut(&open, body->duration_minutes * MINUTE_US, (size_t)body->limit);
    out->slots.items = open.items;
    out->slots.count = open.count;
    return OK;
}
