/*
 * sse - a feed as server-sent events.
 *
 * Each event has its message's id, so that a client that comes back with Last-Event-ID (or ?since=)
 * misses nothing.  The stream ends with the token it was opened with; the last event, `end`, says
 * why with the close code that a WebSocket would have.
 *
 * Source:  HTML Living Standard, section 9.2.
 * Threads: the loop's.
 */
#ifndef GATEWAY_STREAM_SSE_H
#define GATEWAY_STREAM_SSE_H

#include "gateway/stream/feed_ask.h"

/* Takes over the topics. */
void sse_begin(struct exchange *x, struct feed_ask *ask);

#endif
