/*
 * A fixed table of slots.  The reply subject of a request ends in a token that says where its
 * answer belongs:
 *
 *   _INBOX_<name>.<instance>.<slot><generation>       8 hexadecimal digits each
 *
 * A slot gets a new generation each time it is used.  So the answer to a request that has timed out
 * finds another generation, or a free slot, and is dropped.
 *
 * The slots in use are a binary heap by their deadlines, the earliest first; each slot knows its
 * place, so that an answer takes it out of the middle.
 */
#include "shared/bus/bus_asks.h"

#include "shared/base/heap.h"
#include "shared/base/hex.h"
#include "shared/base/must.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct slot {
    struct ask ask;
    int64_t deadline;
    uint32_t generation;
};

/* `items` has the slots in use and behind them, up to ASKS_MAX, the free ones. */
struct asks {
    struct heap heap;
    uint32_t items[ASKS_MAX], places[ASKS_MAX];
    struct slot slots[ASKS_MAX];
};

static bool
is_earlier(const void *arg, uint32_t a, uint32_t b)
{
    const struct asks *t = arg;

    return t->slots[a].deadline < t->slots[b].deadline;
}

struct asks *
asks_new(void)
{
    struct asks *t = calloc(1, sizeof *t);

    must(t != NULL);
    t->heap = (struct heap){.items = t->items, .places = t->places, .before = is_earlier, .arg = t};
    for (uint32_t i = 0; i < ASKS_MAX; i++) {
        t->items[i] = i;
        t->places[i] = HEAP_NONE;
    }
    return t;
}

void
asks_destroy(struct asks *t)
{
    free(t);
}

bool
asks_add(struct asks *t, struct ask ask, int64_t deadline_ms, char token[ASK_TOKEN])
{
    struct slot *slot;
    uint32_t free_one;

    if (t->heap.count == ASKS_MAX)
        return false;
    free_one = t->items[t->heap.count];
    slot = &t->slots[free_one];
    slot->ask = ask;
    slot->deadline = deadline_ms;
    slot->generation++;
    heap_add(&t->heap, free_one);
    snprintf(token, ASK_TOKEN, "%08" PRIx32 "%08" PRIx32, free_one, slot->generation);
    return true;
}

static void
bus_asks_take(struct asks *t, uint32_t slot, struct ask *out)
{
    *out = t->slots[slot].ask;
    heap_remove(&t->heap, t->places[slot]);
}

static bool
hexadecimal(const char *text, uint32_t *out)
{
    *out = 0;
    for (int i = 0; i < 8; i++) {
        int digit = hex_digit(text[i]);

        if (digit < 0)
            return false;
        *out = *out << 4 | (uint32_t)digit;
    }
    return true;
}

bool
asks_take(struct asks *t, const char *token, struct ask *out)
{
    uint32_t slot, generation;

    if (strlen(token) != ASK_TOKEN - 1 || !hexadecimal(token, &slot) ||
        !hexadecimal(token + 8, &generation))
        return false;
    if (slot >= ASKS_MAX || t->places[slot] == HEAP_NONE || t->slots[slot].generation != generation)
        return false;
    bus_asks_take(t, slot, out);
    return true;
}

int64_t
asks_next_deadline(const struct asks *t)
{
    return t->heap.count == 0 ? INT64_MAX : t->slots[t->items[0]].deadline;
}

bool
asks_take_expired(struct asks *t, int64_t now_ms, struct ask *out)
{
    if (t->heap.count == 0 || asks_next_deadline(t) > now_ms)
        return false;
    bus_asks_take(t, t->items[0], out);
    return true;
}

bool
asks_take_any(struct asks *t, struct ask *out)
{
    return asks_take_expired(t, INT64_MAX, out);
}
