/*
 * feed_stream - what the gateway asks of the stream FEED.
 *
 * Reading by sequence needs no consumer: each question stands alone, so that nothing is left behind
 * when it is not answered, and a reader that has no room just does not ask.
 *
 * Source:    shared/bus/stream.h.
 * Ownership: what a callback is given is borrowed for the call.
 * Failure:   not OK from a question: it was not asked, and nobody will be called.  Otherwise the
 *   callback is called once, with ERR_UNAVAILABLE or ERR_TIMEOUT when the stream is away.
 * Threads:   the loop's.
 */
#ifndef GATEWAY_FEED_FEED_STREAM_H
#define GATEWAY_FEED_FEED_STREAM_H

#include "gateway/gateway.h"
#include "shared/base/clock.h"
#include "shared/base/err.h"
#include "shared/base/uuid.h"

enum { FEED_FILTER_TEXT = 64, FEED_FULL_MAX = 64, FEED_SUBJECT_TEXT = 96, FEED_CONSUMER_TEXT = 64 };

/* `in.feed.<user>.>` */
void feed_filter_of(struct uuid user, char out[FEED_FILTER_TEXT]);

struct feed_state {
    uint64_t first, last; /* sequences that are kept; of an empty stream first is last + 1 */
    int64_t subject_max;  /* messages that are kept of a subject */
    unsigned full_count;  /* subjects of the filter that have so many */
    char full[FEED_FULL_MAX][FEED_SUBJECT_TEXT];
};

typedef void feed_state_came(void *arg, enum err err, const struct feed_state *state);
/* `filter` NULL: without subjects. */
enum err feed_stream_state(struct gateway *gateway, const char *filter, feed_state_came *came,
                           void *arg) __attribute__((warn_unused_result));

struct feed_stored {
    uint64_t sequence;
    struct instant at; /* to the second */
    const char *subject;
    struct bytes data;
};

/* ERR_NOT_FOUND: there is none. */
typedef void feed_stored_came(void *arg, enum err err, const struct feed_stored *stored);
/* The first message of the filter that has this sequence or a later one. */
enum err feed_stream_next(struct gateway *gateway, const char *filter, uint64_t sequence,
                          feed_stored_came *came, void *arg) __attribute__((warn_unused_result));

struct feed_consumer {
    const char *name;
    const char *delivers; /* where; NULL: it is fetched from, and ends when it is not for 5 s */
    const char *filter;   /* NULL: everybody's feed */
    uint64_t sequence;    /* the first */
};

/* `name` is the new consumer's, as it was asked for. */
typedef void feed_consumer_came(void *arg, enum err err, const char *name);
/* An ephemeral one, without acknowledgements. */
enum err feed_stream_consume(struct gateway *gateway, const struct feed_consumer *consumer,
                             feed_consumer_came *came, void *arg)
    __attribute__((warn_unused_result));
/*
 * What is stored, at most `count` messages of at most `bytes` bytes with all that surrounds them,
 * comes to `reply`.  A message without a reply subject and with the header Status says that no
 * more comes; none does when it was `count`, or when nothing was pending behind the last.
 */
enum err feed_stream_fetch(struct gateway *gateway, const char *consumer, const char *reply,
                           unsigned count, size_t bytes) __attribute__((warn_unused_result));
void feed_stream_release(struct gateway *gateway, const char *consumer);

#endif
