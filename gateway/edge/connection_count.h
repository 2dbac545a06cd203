/*
 * counts - how many connections each address has; of IPv6 each network of 64 bits.
 *
 * Threads: the loop's.
 */
#ifndef GATEWAY_EDGE_CONNECTION_COUNT_H
#define GATEWAY_EDGE_CONNECTION_COUNT_H

#include "gateway/http/address.h"

struct connection_count;

struct connection_count *connection_count_new(void);
void connection_count_destroy(struct connection_count **counts);

/* One more; false, and nothing is counted, when it has `max` already. */
bool connection_count_add(struct connection_count *counts, struct address a, int64_t max);
/* One less, of an address that has entered. */
void connection_count_remove(struct connection_count *counts, struct address a);

#endif
