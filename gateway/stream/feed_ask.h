/*
 * feed_ask - GET /feed and GET /ws: what the client asks to hear, and from where on.
 *
 * Ownership: the topics are the caller's until feed_open takes them over.
 * Failure:   a request that asks for something unknown, or forbidden to it, is answered here.
 * Threads:   the loop's.
 */
#ifndef GATEWAY_STREAM_FEED_ASK_H
#define GATEWAY_STREAM_FEED_ASK_H

#include "gateway/feed/feed.h"

struct feed_ask {
    struct feed_start start;
    struct feed_topics topics;
    int64_t limit; /* messages on a page, 1 to 1000 */
};

/* Answers the request, whose credentials were accepted. */
void feed_answer(struct exchange *x);

/* The one-minute ticket in the URL of a WebSocket; data NULL: there is none. */
struct bytes feed_ticket(struct exchange *x);

/* Enters a feed with these topics, which it takes over.  NULL: it may not, and is answered. */
struct feed *feed_open(struct exchange *x, struct feed_ask *ask,
                       const struct feed_transport *transport, void *arg);

/* Answers a request whose feed ended before there was an answer. */
void feed_refuse(struct exchange *x, enum feed_end why);

#endif
