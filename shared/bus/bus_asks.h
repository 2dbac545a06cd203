/*
 * bus_asks - requests that wait for their answers, each until its deadline.
 *
 * Ownership: asks_new's caller owns the table; an ask that was taken out is the taker's to answer.
 * Units:     deadlines in milliseconds of monotonic_ms().
 * Threads:   none of its own; callers hold the bus's lock.
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

/* Each takes one out: by token, or one whose deadline is not later than `now_ms`, or any. */
bool asks_take(struct asks *t, const char *token, struct ask *out);
bool asks_take_expired(struct asks *t, int64_t now_ms, struct ask *out);
bool asks_take_any(struct asks *t, struct ask *out);

/* INT64_MAX when none waits. */
int64_t asks_next_deadline(const struct asks *t);

#endif
