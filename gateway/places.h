/*
 * places - how many connections each address has; of IPv6 each network of 64 bits.
 *
 * Threads: the loop's.
 */
#ifndef GATEWAY_PLACES_H
#define GATEWAY_PLACES_H

#include "gateway/address.h"

struct places;

struct places *places_new(void);
void places_destroy(struct places **places);

/* One more; false, and nothing is counted, when it has `max` already. */
bool places_enter(struct places *places, struct address a, int64_t max);
/* One less, of an address that has entered. */
void places_leave(struct places *places, struct address a);

#endif
