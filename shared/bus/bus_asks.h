/*
 * bus_asks - who waits for which answer, and until when.
 *
 * A fixed table of slots and a heap of their deadlines.  The token that goes out as the last part
 * of the reply subject is slot and generation, 16 hexadecimal digits; a slot gets a new generation
 * each time it is used, so the answer to an ask that has ended finds nothing.
 *
 * Ownership: asks_new's caller; an ask that was taken is the taker's to answer.
 * Units:     deadlines in milliseconds of monotonic_ms().
 * Threads:   none of its own; bus.c holds its lock around every call.
 */
#ifndef SHARED_BUS_BUS_ASKS_H
#define SHARED_BUS_BUS_ASKS_H

#include "shared/bus/bus.h"

enum { ASKS_MAX = 32768, ASK_TOKEN = 17 };

struct asks;

struct ask {
    bus_answered *answered;
    void *arg;
};

struct asks *asks_new(void);
void asks_destroy(struct asks *t);

/* False when ASKS_MAX wait already. */
bool asks_add(struct asks *t, struct ask ask, int64_t deadline_ms, char token[ASK_TOKEN]);

/* Each takes one out: by token, or one whose deadline has passed, or whichever is left. */
bool asks_take(struct asks *t, const char *token, struct ask *out);
bool asks_take_expired(struct asks *t, int64_t now_ms, struct ask *out);
bool asks_take_any(struct asks *t, struct ask *out);

/* INT64_MAX when nobody waits. */
int64_t asks_next_deadline(const struct asks *t);

#endif
