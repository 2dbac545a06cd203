/*
 * feed_page - stored messages of a feed as one JSON object, for clients that fill a gap or ask now
 * and then.
 *
 * Threads: the loop's.
 */
#ifndef GATEWAY_STREAM_FEED_PAGE_H
#define GATEWAY_STREAM_FEED_PAGE_H

#include "gateway/stream/feed_open.h"

/* Takes over the topics. */
void feed_page_begin(struct exchange *x, struct feed_ask *ask);

#endif
