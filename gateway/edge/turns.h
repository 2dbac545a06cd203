/*
 * turns - whose request is next: addresses take turns, each with one request.
 *
 * Without them a client's share of the loop would grow with its connections.  A request that has
 * come waits here until it is its address's turn, and of an address they go in the order in which
 * they came.  Of IPv6 what counts is the network of 64 bits, for one machine has all of it; behind
 * a trusted hop each connection counts as an address.
 *
 * Ownership: a turn is its owner's, who leaves before it goes.
 * Units:     microseconds.
 * Threads:   the loop's.
 */
#ifndef GATEWAY_EDGE_TURNS_H
#define GATEWAY_EDGE_TURNS_H

#include "gateway/http/address.h"

#include <stdbool.h>

/* After so long the loop looks at its sockets again. */
enum { TURNS_AT_ONCE_US = 2000 };

struct turn {
    struct address of; /* who shares turns with it */
    void (*come)(struct turn *turn);

    /* Of turns.c. */
    struct turn_queue *queue; /* NULL: it does not wait */
    struct turn *prev, *next;
};

struct turns;

struct turns *turns_new(void);
void turns_destroy(struct turns **turns);

void turns_wait(struct turns *turns, struct turn *turn);
/* May be called when it does not wait. */
void turns_leave(struct turns *turns, struct turn *turn);

bool turns_wait_any(const struct turns *turns);
/* Lets them come, one of each address after the other, for about so long; each has left by then. */
void turns_serve(struct turns *turns, int64_t span_us);

#endif
