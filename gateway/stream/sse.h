/*
 * sse - a feed as server-sent events.
 *
 * Each event has the id of its message, so that a client that comes back with Last-Event-ID (or
 * ?since=) misses nothing.  The stream ends with the token with which it was opened.
 *
 * Source:  HTML Living Standard, section 9.2.
 * Threads: the loop's.
 */
#ifndef GATEWAY_STREAM_SSE_H
#define GATEWAY_STREAM_SSE_H

#include "gateway/stream/feed_open.h"

/* Takes over the topics. */
void sse_begin(struct exchange *x, struct feed_ask *ask);

#endif
