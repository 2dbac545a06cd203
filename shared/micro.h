/*
 * micro - answers the NATS services protocol, so that `nats micro` lists every actor.
 *
 * $SRV.PING, $SRV.INFO and $SRV.STATS, each for all services, for this name and for this instance.
 * One endpoint per operation, with counters since the start.
 *
 * Source:  ADR-32 of nats-architecture-and-design; by hand, because nats.c 3.4.1 has no micro API.
 * Threads: micro_start once, before the first bus_turn; micro_count from any thread.
 */
#ifndef SHARED_MICRO_H
#define SHARED_MICRO_H

#include "bus.h"
#include "mailbox.h"

struct micro;

/* Lives as long as the process. `bus` and `api` must too. */
struct micro *micro_start(struct bus *bus, const struct service_api *api);

/* One answer of `api->operations[operation]`, which took `us` microseconds; `err` OK or not. */
void micro_count(struct micro *micro, int operation, enum err err, int64_t us);

#endif
