/*
 * feed_live - the live end of the stream FEED: every message as it is stored, in order and without
 * a gap.  Each is handed to feed_hub_hear.
 *
 * Units:   sequences are those of the stream FEED; times are monotonic milliseconds.
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

/* Every message before this sequence has been handed to feed_hub_hear; 0: the live end is down. */
uint64_t feed_live_next(const struct feed_live *live);

/* The stream has refused a question, of whomever; logged once until the live end comes up. */
void feed_live_refused(struct feed_live *live, const char *why);

/* The bus is connected again. */
void feed_live_reconnected(struct feed_live *live);
/* `wanted`: there are feeds that listen. */
void feed_live_tick(struct feed_live *live, bool wanted, int64_t now_ms);

#endif
