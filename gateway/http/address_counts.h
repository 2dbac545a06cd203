/*
 * address_counts - how much of something each address has: connections, readers of feeds, bytes.
 *
 * Of IPv6 what counts is the network of 64 bits, for one machine has all of it.
 *
 * Threads: the loop's.
 */
#ifndef GATEWAY_HTTP_ADDRESS_COUNTS_H
#define GATEWAY_HTTP_ADDRESS_COUNTS_H

#include "gateway/http/address.h"

struct address_counts;

struct address_counts *address_counts_new(void);
void address_counts_destroy(struct address_counts **counts);

/* So much more; false, and nothing is counted, when it has `max` already.  It may end above. */
bool address_counts_add(struct address_counts *counts, struct address a, int64_t amount,
                        int64_t max) __attribute__((warn_unused_result));
/* So much less, of what was added. */
void address_counts_remove(struct address_counts *counts, struct address a, int64_t amount);

#endif
