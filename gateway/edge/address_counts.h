/*
 * address_counts - how many of something each address has: connections, or readers of feeds.
 *
 * Of IPv6 what counts is the network of 64 bits, for one machine has all of it.
 *
 * Threads: the loop's.
 */
#ifndef GATEWAY_EDGE_ADDRESS_COUNTS_H
#define GATEWAY_EDGE_ADDRESS_COUNTS_H

#include "gateway/http/address.h"

struct address_counts;

struct address_counts *address_counts_new(void);
void address_counts_destroy(struct address_counts **counts);

/* One more; false, and nothing is counted, when it has `max` already. */
bool address_counts_add(struct address_counts *counts, struct address a, int64_t max)
    __attribute__((warn_unused_result));
/* One less, of what was added. */
void address_counts_remove(struct address_counts *counts, struct address a);

#endif
