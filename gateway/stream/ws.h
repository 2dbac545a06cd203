/*
 * ws - a feed over a WebSocket (RFC 6455).
 *
 * Messages and close codes are described in schemas/asyncapi.yaml.  A client that falls behind is
 * served from the stream as it has room; one that takes nothing for a while is closed with the id
 * of the last message that it was given.
 *
 * Ownership: a WebSocket owns itself, and goes with its connection.
 * Threads:   the loop's.
 */
#ifndef GATEWAY_STREAM_WS_H
#define GATEWAY_STREAM_WS_H

#include "gateway/stream/feed_open.h"

/* Is the request a handshake that we accept?  If not, it is answered. */
bool ws_check(struct exchange *x);

enum { WS_ACCEPT_TEXT = 29 };
/* Sec-WebSocket-Accept for a Sec-WebSocket-Key. */
void ws_accept_key(struct bytes key, char out[WS_ACCEPT_TEXT]);

/* Takes over the topics. */
void ws_begin(struct exchange *x, struct feed_ask *ask);

#endif
