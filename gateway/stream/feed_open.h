/*
 * feed_open - from what a request asks to hear to a feed, or to the answer why there is none.
 *
 * Ownership: the topics are the caller's until feed_open takes them over.
 * Threads:   the loop's.
 */
#ifndef GATEWAY_STREAM_FEED_OPEN_H
#define GATEWAY_STREAM_FEED_OPEN_H

#include "gateway/feed/feed.h"

/* Added to a place, it says that the place is one of a walk (feed_walks).  No stream has so many
 * messages, and every reader of JSON takes the sum for a whole number. */
#define FEED_WALK (UINT64_C(1) << 52)

/* What a request asks to hear, and from where on. */
struct feed_ask {
    struct feed_start start;
    struct feed_topics topics;
    unsigned nouns_given; /* a noun may be named twice */
    int64_t limit;        /* messages on a page, 1 to 1000 */
};

/* Enters a feed with these topics, which it takes over.  NULL: it may not, and is answered. */
struct feed *feed_open(struct exchange *x, struct feed_ask *ask,
                       const struct feed_transport *transport, void *arg);

/* Answers a request whose feed ended before there was an answer. */
void feed_refuse(struct exchange *x, enum feed_end why);

#endif
