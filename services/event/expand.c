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
    size_t *heap, count;
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
    return bsearch(&wall, row->overridden.items, row->overridden.count, sizeof wall,
                   compare_walls) != NULL;
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
is_before(const struct expansion *x, size_t a, size_t b)
{
    return place_compare(&x->sources[x->heap[a]].place, &x->sources[x->heap[b]].place) < 0;
}

static void
swap(struct expansion *x, size_t a, size_t b)
{
    size_t kept = x->heap[a];

    x->heap[a] = x->heap[b];
    x->heap[b] = kept;
}

static void
sift_down(struct expansion *x, size_t at)
{
    for (;;) {
        size_t least = at, left = 2 * at + 1, right = left + 1;

        if (left < x->count && is_before(x, left, least))
            least = left;
        if (right < x->count && is_before(x, right, least))
            least = right;
        if (least == at)
            return;
        swap(x, at, least);
        at = least;
    }
}

struct expansion *
expansion_begin(struct request *rq, const struct ready_series *series, size_t count,
                struct instant from, struct instant until, const struct tz *asker)
{
    struct expansion *x = arena_one(rq->arena, struct expansion);

    x->asker = asker;
    x->sources = arena_array(rq->arena, struct source, count + 1);
    x->heap = arena_array(rq->arena, size_t, count + 1);
    for (size_t i = 0; i < count; i++) {
        struct source *s = &x->sources[i];

        s->of = &series[i];
        series_begin(&s->iter, s->of->series, from, until);
        if (advance(x, s))
            x->heap[x->count++] = i;
    }
    for (size_t i = x->count / 2; i-- > 0;)
        sift_down(x, i);
    return x;
}

bool
expansion_next(struct expansion *x, struct expanded *out)
{
    struct source *s;

    if (x->count == 0)
        return false;
    s = &x->sources[x->heap[0]];
    *out = (struct expanded){.of = s->of, .occurrence = s->next, .place = s->place};
    if (!advance(x, s))
        x->heap[0] = x->heap[--x->count];
    sift_down(x, 0);
    return true;
}
