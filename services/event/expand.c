/*
 * Many series merged into one order, by a binary heap.
 *
 *     sources[i]       a series, its iterator and its next occurrence
 *     heap[0..count)   indices of sources; heap[n] is not before its parent heap[(n - 1) / 2]
 *
 * expansion_next gives the occurrence of heap[0], advances that source and sifts it down.  A source
 * that has ended is replaced by the last of the heap.
 */
#include "services/event/expand.h"
#include "shared/request/request.h"

#include "shared/base/heap.h"

#include <stdlib.h>

/* One series, and how far it has been read. */
struct source {
    const struct ready_series *of;
    struct series_iter iter;
    struct occurrence next;
    struct place place; /* of `next` */
};

struct expansion {
    const struct tz *asker;
    struct source *sources;
    struct heap heap; /* of sources, by their next occurrences */
};

/* 9999-12-31, behind every occurrence */
const struct local PLACE_SINGLE = {INT64_C(253402214400000000)};

static int
compare_walls(const void *a, const void *b)
{
    const struct local *x = a, *y = b;

    return (x->us > y->us) - (x->us < y->us);
}

int
place_compare(const struct place *a, const struct place *b)
{
    if (a->at.us != b->at.us)
        return a->at.us < b->at.us ? -1 : 1;
    if (a->day.days != b->day.days)
        return a->day.days < b->day.days ? -1 : 1;
    if (!uuid_equal(a->id, b->id))
        return uuid_compare(a->id, b->id);
    return compare_walls(&a->wall, &b->wall);
}

/*
 * This can be the day after the local date: where clocks go back over midnight (Newfoundland until
 * 2011), the local date returns to the day before.
 */
struct day
place_day(const struct tz *asker, struct instant at)
{
    struct day day = day_of_instant((struct instant){tz_to_local(asker, at).us});
    struct day next = {day.days + 1};

    return tz_day_start(asker, next).us <= at.us ? next : day;
}

static bool
is_overridden(const struct sql_series *row, struct local wall)
{
    return row->overridden.count > 0 && bsearch(&wall, row->overridden.items, row->overridden.count,
                                                sizeof wall, compare_walls) != NULL;
}

static void
find_place(const struct expansion *x, struct source *s)
{
    s->place.at = s->next.start;
    s->place.id = s->of->row->event.id;
    s->place.wall = s->next.wall;
    s->place.day = s->of->row->event.all_day ? day_of_instant((struct instant){s->next.wall.us})
                                             : place_day(x->asker, s->next.start);
}

bool
expand_next(const struct sql_series *row, struct series_iter *it, struct occurrence *out)
{
    while (series_next(it, out))
        if (!is_overridden(row, out->wall))
            return true;
    return false;
}

static bool
advance(const struct expansion *x, struct source *s)
{
    if (!expand_next(s->of->row, &s->iter, &s->next))
        return false;
    find_place(x, s);
    return true;
}

static bool
is_earlier(const void *arg, uint32_t a, uint32_t b)
{
    const struct source *sources = arg;

    return place_compare(&sources[a].place, &sources[b].place) < 0;
}

struct expansion *
expansion_begin(struct request *rq, const struct ready_series *series, size_t count,
                struct instant from, struct instant until, const struct tz *asker)
{
    struct expansion *x = arena_one(rq->arena, struct expansion);

    x->asker = asker;
    x->sources = arena_array(rq->arena, struct source, count + 1);
    x->heap = (struct heap){.items = arena_array(rq->arena, uint32_t, count + 1),
                            .before = is_earlier,
                            .arg = x->sources};
    for (size_t i = 0; i < count; i++) {
        struct source *s = &x->sources[i];

        s->of = &series[i];
        series_begin(&s->iter, s->of->series, from, until);
        if (advance(x, s))
            heap_add(&x->heap, (uint32_t)i);
    }
    return x;
}

bool
expansion_next(struct expansion *x, struct expanded *out)
{
    struct source *s;

    if (x->heap.count == 0)
        return false;
    s = &x->sources[x->heap.items[0]];
    *out = (struct expanded){.of = s->of, .occurrence = s->next, .place = s->place};
    if (advance(x, s))
        heap_sink_first(&x->heap);
    else
        heap_remove(&x->heap, 0);
    return true;
}
