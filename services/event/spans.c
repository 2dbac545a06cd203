#include "services/event/spans.h"

#include <stdlib.h>
#include <string.h>

static struct instant
later(struct instant a, struct instant b)
{
    return a.us > b.us ? a : b;
}

static struct instant
earlier(struct instant a, struct instant b)
{
    return a.us < b.us ? a : b;
}

static void
grow(struct spans *s)
{
    size_t room = s->room > 0 ? 2 * s->room : 64;
    struct span *items = arena_array(s->arena, struct span, room);

    if (s->count > 0)
        memcpy(items, s->items, s->count * sizeof *items);
    s->items = items;
    s->room = room;
}

void
spans_add(struct spans *s, const struct span *window, struct instant start, struct instant end)
{
    const struct span part = {.start = later(start, window->start),
                              .end = earlier(end, window->end)};
    struct span *last = s->count > 0 ? &s->items[s->count - 1] : NULL;

    if (part.start.us >= part.end.us)
        return;
    /* Most come in order, and one that touches the last only makes it longer. */
    if (last != NULL && last->start.us <= part.start.us && part.start.us <= last->end.us) {
        last->end = later(last->end, part.end);
        return;
    }
    if (s->count == s->room)
        grow(s);
    s->items[s->count++] = part;
}

static int
compare_starts(const void *a, const void *b)
{
    const struct span *x = a, *y = b;

    return (x->start.us > y->start.us) - (x->start.us < y->start.us);
}

void
spans_settle(struct spans *s)
{
    size_t kept = 0;

    if (s->count == 0)
        return;
    qsort(s->items, s->count, sizeof *s->items, compare_starts);
    for (size_t i = 1; i < s->count; i++) {
        if (s->items[i].start.us <= s->items[kept].end.us)
            s->items[kept].end = later(s->items[kept].end, s->items[i].end);
        else
            s->items[++kept] = s->items[i];
    }
    s->count = kept + 1;
}

struct spans
spans_copy(const struct spans *s, struct arena *into)
{
    struct spans out = {
        .arena = into,
        .items = arena_array(into, struct span, s->count),
        .count = s->count,
        .room = s->count,
    };

    if (s->count > 0)
        memcpy(out.items, s->items, s->count * sizeof *out.items);
    return out;
}

struct spans
spans_free(struct arena *a, const struct spans *s, const struct span *window)
{
    struct spans out = {.arena = a};
    struct instant from = window->start;

    for (size_t i = 0; i < s->count; i++) {
        spans_add(&out, window, from, s->items[i].start);
        from = s->items[i].end;
    }
    spans_add(&out, window, from, window->end);
    return out;
}

struct spans
spans_common(const struct spans *a, const struct spans *b)
{
    struct spans out = {.arena = a->arena};

    for (size_t i = 0, j = 0; i < a->count && j < b->count;) {
        spans_add(&out, &a->items[i], b->items[j].start, b->items[j].end);
        if (a->items[i].end.us < b->items[j].end.us)
            i++;
        else
            j++;
    }
    return out;
}
