/*
 * feed_live - the live end of everybody's feed, in stream order and without a gap.
 *
 * One ephemeral consumer of FEED, while somebody listens.  Its numbers count what it delivers, so
 * that a loss shows; after one, or when its heartbeat is missing, or after a reconnect, another
 * takes its place where the last message ended.  When more was stored meanwhile than a subject
 * keeps, something may have been dropped that nobody heard: then every reader looks for itself
 * (feed_hub_jumped) and this goes on from the end.
 *
 * Threads: the loop's.
 */
#ifndef GATEWAY_FEED_FEED_LIVE_H
#define GATEWAY_FEED_FEED_LIVE_H

#include "gateway/gateway.h"

struct feed_live;

struct feed_live *feed_live_new(struct gateway *gateway);
void feed_live_destroy(struct feed_live **live);
/* After bus_open. */
void feed_live_subscribe(struct feed_live *live);

/* All before this sequence has been handed to feed_hub_hear; 0: it is not up. */
uint64_t feed_live_next(const struct feed_live *live);

void feed_live_reconnected(struct feed_live *live);
void feed_live_tick(struct feed_live *live, bool wanted, int64_t now_ms);

#endif
