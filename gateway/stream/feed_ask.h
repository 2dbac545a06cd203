/*
 * feed_ask - GET /feed and GET /ws: reads what the client asks to hear, and from where on, and
 * begins the transport that it asks for.
 *
 * Failure: a request that asks for something unknown, or forbidden to it, is answered here.
 * Threads: the loop's.
 */
#ifndef GATEWAY_STREAM_FEED_ASK_H
#define GATEWAY_STREAM_FEED_ASK_H

#include "gateway/http/exchange.h"

/* Answers the request, whose credentials were accepted. */
void feed_answer(struct exchange *x);

/* The one-minute ticket in the URL of a WebSocket, and how many there are; the last one counts. */
struct bytes feed_ticket(struct exchange *x, unsigned *count);

#endif
