/*
 * feed_ask - GET /feed and GET /ws: what the request asks to hear, and from where on.
 *
 * Failure: answers the request itself when it asks for what is not, or not for it.
 * Threads: the loop's.
 */
#ifndef GATEWAY_STREAM_FEED_ASK_H
#define GATEWAY_STREAM_FEED_ASK_H

#include "gateway/feed/feed.h"

struct feed_ask {
    struct feed_start start;
    struct feed_topics topics;
    int64_t limit; /* messages of a page */
};

/* The credentials are known, and it may ask now. */
void feed_answer(struct exchange *x);

/* The one-minute ticket in the URL of a WebSocket; data NULL: none. */
struct bytes feed_ticket(struct exchange *x);

/* A feed of the exchange with these topics, which it takes over; joined, or NULL and answered. */
struct feed *feed_open(struct exchange *x, struct feed_ask *ask,
                       const struct feed_transport *transport, void *arg);

/* It ended before there was an answer. */
void feed_refuse(struct exchange *x, enum feed_end why);

#endif
