/*
 * feed_batch - many stored messages at once, for a reader that is far behind.
 *
 * Message by message a reader may be slower than one busy user writes.  A batch is a consumer of
 * the stream that is fetched from once and then deleted; one that a dead gateway leaves ends by
 * itself.  So many batches are on their way at once, each of so many messages and bytes; who gets
 * none reads message by message.
 *
 * Ownership: what a callback is given is borrowed for the call.
 * Failure:   not OK from feed_batch_read: there was no place for it, and nobody will be called.
 *   Otherwise `ended` is called once, a few seconds later at the latest.  What came before holds.
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
    uint64_t sequence; /* from here on */
    size_t bytes;      /* at most; a message that is larger does not come */
    /* One message, in stream order and without a gap.  False: no more of them. */
    bool (*took)(void *arg, const struct feed_stored *stored);
    /* `more`: it was full, or was not let go on. */
    void (*ended)(void *arg, enum err err, bool more);
    void *arg;
};

enum err feed_batch_read(struct feed_batches *all, const struct feed_batch_of *what)
    __attribute__((warn_unused_result));

#endif
