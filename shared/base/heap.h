/*
 * heap - a binary heap of small numbers, usually indices of what is to be sorted: the first comes
 * before all others.
 *
 * Ownership: the arrays are the caller's, with room for as many items as there may be.
 * Threads:   none of its own.
 */
#ifndef SHARED_BASE_HEAP_H
#define SHARED_BASE_HEAP_H

#include <stdbool.h>
#include <stdint.h>

#define HEAP_NONE UINT32_MAX

struct heap {
    uint32_t *items;  /* [0] is the first; not otherwise sorted */
    uint32_t *places; /* of each item in `items`, HEAP_NONE when it was removed; NULL: not wanted */
    uint32_t count;
    bool (*before)(const void *arg, uint32_t a, uint32_t b);
    const void *arg;
};

void heap_add(struct heap *h, uint32_t item);
/* Removes the item at `place`, and leaves it at items[count]. */
void heap_remove(struct heap *h, uint32_t place);
/* To be called when the first item no longer comes before all others. */
void heap_sink_first(struct heap *h);

#endif
