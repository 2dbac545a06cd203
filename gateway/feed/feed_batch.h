/*
 * feed_batch - many stored messages at once, for a feed that is far behind.
 *
 * At most FEED_BATCHES_MAX batches are on their way at once, each of at most FEED_BATCH_MESSAGES.
 *
 * Ownership: what a callback is given is borrowed for the call.
 * Failure:   when feed_batch_read does not return OK, there is no batch left, or the bus is away,
 *            and no callback is called.  Otherwise `ended` is called once, a few seconds later at
 *            the latest; messages that were taken before it are good.
 * Threads:   the loop's.
 */
#ifndef GATEWAY_FEED_FEED_BATCH_H
#define GATEWAY_FEED_FEED_BATCH_H

#include "gateway/feed/feed_stream.h"

enum { FEED_BATCHES_MAX = 64, FEED_BATCH_MESSAGES = 256 };

struct feed_batches;

struct feed_batches *feed_batches_new(struct gateway *gateway);
void feed_batches_destroy(struct feed_batches **all);
/* After bus_open. */
void feed_batches_subscribe(struct feed_batches *all);
void feed_batches_tick(struct feed_batches *all, int64_t now_ms);

struct feed_batch_of {
    struct uuid user;
    uint64_t sequence; /* from this sequence on */
    size_t bytes;      /* at most; a single message that is larger does not come */
    /* One message; they come in stream order and without a gap.  False: no more, please. */
    bool (*took)(void *arg, const struct feed_stored *stored);
    /* No more messages come.  `more`: there may be more in the stream. */
    void (*ended)(void *arg, enum err err, bool more);
    void *arg;
};

enum err feed_batch_read(struct feed_batches *all, const struct feed_batch_of *what)
    __attribute__((warn_unused_result));

#endif
