/*
 * micro - answers the NATS services protocol, so that `nats micro` lists every actor.
 *
 * $SRV.PING, $SRV.INFO and $SRV.STATS, each for all services, for this name and for this instance.
 * One endpoint per operation, with counters since the start.
 *
 * Source:  ADR-32 of nats-architecture-and-design; by hand, because nats.c 3.4.1 has no micro API.
 * Threads: start and stop belong to the loop's thread; micro_count is for any.
 */
#ifndef SHARED_ACTOR_MICRO_H
#define SHARED_ACTOR_MICRO_H

#include "shared/bus/bus.h"
#include "shared/request/operation.h"

#include <jansson.h>

struct micro;

/* `bus` and `api` outlive it, but no message may come after micro_stop: first bus_drain. */
struct micro *micro_start(struct bus *bus, const struct service_api *api);
/* More figures for STATS, under `data`; `fill` is called on the loop's thread. */
void micro_tells(struct micro *micro, void (*fill)(void *arg, json_t *data), void *arg);
void micro_stop(struct micro **micro);

/* One answer of `api->operations[operation]`, which took `us` microseconds; `err` OK or not. */
void micro_count(struct micro *micro, int operation, enum err err, int64_t us);

#endif
