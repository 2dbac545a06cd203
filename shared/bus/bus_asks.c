#include "shared/bus/bus_asks.h"

#include "shared/base/hex.h"
#include "shared/base/must.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FREE = UINT32_MAX };

struct slot {
    struct ask ask;
    int64_t deadline;
    uint32_t generation;
    uint32_t place; /* in the heap, or FREE */
};

/* `heap` has the slots in use, the earliest deadline first; behind them, up to ASKS_MAX, the free
 * ones. */
struct asks {
    uint32_t count;
    uint32_t heap[ASKS_MAX];
    struct slot slots[ASKS_MAX];
};

struct asks *
asks_new(void)
{
    struct asks *t = calloc(1, sizeof *t);

    must(t != NULL);
    for (uint32_t i = 0; i < ASKS_MAX; i++) {
        t->heap[i] = i;
        t->slots[i].place = FREE;
    }
    return t;
}

void
asks_destroy(struct asks *t)
{
    free(t);
}

static int64_t
deadline_at(const struct asks *t, uint32_t place)
{
    return t->slots[t->heap[place]].deadline;
}

static void
bus_asks_put(struct asks *t, uint32_t place, uint32_t slot)
{
    t->heap[place] = slot;
    t->slots[slot].place = place;
}

static void
swap(struct asks *t, uint32_t a, uint32_t b)
{
    uint32_t slot = t->heap[a];

    bus_asks_put(t, a, t->heap[b]);
    bus_asks_put(t, b, slot);
}

static void
rise(struct asks *t, uint32_t place)
{
    while (place > 0 && deadline_at(t, place) < deadline_at(t, (place - 1) / 2)) {
        swap(t, place, (place - 1) / 2);
        place = (place - 1) / 2;
    }
}

static void
sink(struct asks *t, uint32_t place)
{
    for (;;) {
        uint32_t least = place, left = 2 * place + 1;

        if (left < t->count && deadline_at(t, left) < deadline_at(t, least))
            least = left;
        if (left + 1 < t->count && deadline_at(t, left + 1) < deadline_at(t, least))
            least = left + 1;
        if (least == place)
            return;
        swap(t, place, least);
        place = least;
    }
}

bool
asks_add(struct asks *t, struct ask ask, int64_t deadline_ms, char token[ASK_TOKEN])
{
    uint32_t slot;

    if (t->count == ASKS_MAX)
        return false;
    slot = t->heap[t->count];
    t->slots[slot].ask = ask;
    t->slots[slot].deadline = deadline_ms;
    t->slots[slot].generation++;
    t->slots[slot].place = t->count;
    rise(t, t->count++);
    snprintf(token, ASK_TOKEN, "%08" PRIx32 "%08" PRIx32, slot, t->slots[slot].generation);
    return true;
}

static void
bus_asks_take(struct asks *t, uint32_t slot, struct ask *out)
{
    uint32_t place = t->slots[slot].place;

    *out = t->slots[slot].ask;
    swap(t, place, --t->count);
    t->slots[slot].place = FREE;
    if (place < t->count) {
        rise(t, place);
        sink(t, place);
    }
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
    if (slot >= ASKS_MAX || t->slots[slot].place == FREE || t->slots[slot].generation != generation)
        return false;
    bus_asks_take(t, slot, out);
    return true;
}

bool
asks_take_expired(struct asks *t, int64_t now_ms, struct ask *out)
{
    if (t->count == 0 || deadline_at(t, 0) > now_ms)
        return false;
    bus_asks_take(t, t->heap[0], out);
    return true;
}

bool
asks_take_any(struct asks *t, struct ask *out)
{
    return asks_take_expired(t, INT64_MAX, out);
}

int64_t
asks_next_deadline(const struct asks *t)
{
    return t->count == 0 ? INT64_MAX : deadline_at(t, 0);
}
