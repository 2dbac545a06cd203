/* The item at place n comes before those at 2n + 1 and 2n + 2. */
#include "shared/base/heap.h"

#include <stddef.h>

static void
heap_put(struct heap *h, uint32_t place, uint32_t item)
{
    h->items[place] = item;
    if (h->places != NULL)
        h->places[item] = place;
}

static void
heap_swap(struct heap *h, uint32_t a, uint32_t b)
{
    uint32_t item = h->items[a];

    heap_put(h, a, h->items[b]);
    heap_put(h, b, item);
}

static bool
heap_is_before(const struct heap *h, uint32_t a, uint32_t b)
{
    return h->before(h->arg, h->items[a], h->items[b]);
}

static void
heap_rise(struct heap *h, uint32_t place)
{
    while (place > 0 && heap_is_before(h, place, (place - 1) / 2)) {
        heap_swap(h, place, (place - 1) / 2);
        place = (place - 1) / 2;
    }
}

static void
heap_sink(struct heap *h, uint32_t place)
{
    for (;;) {
        uint32_t least = place, left = 2 * place + 1, right = left + 1;

        if (left < h->count && heap_is_before(h, left, least))
            least = left;
        if (right < h->count && heap_is_before(h, right, least))
            least = right;
        if (least == place)
            return;
        heap_swap(h, place, least);
        place = least;
    }
}

void
heap_add(struct heap *h, uint32_t item)
{
    heap_put(h, h->count, item);
    heap_rise(h, h->count++);
}

void
heap_remove(struct heap *h, uint32_t place)
{
    heap_swap(h, place, --h->count);
    if (h->places != NULL)
        h->places[h->items[h->count]] = HEAP_NONE;
    if (place < h->count) {
        heap_rise(h, place);
        heap_sink(h, place);
    }
}

void
heap_sink_first(struct heap *h)
{
    heap_sink(h, 0);
}
