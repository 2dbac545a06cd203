/*
 * feed_stream - what the gateway asks of the stream FEED.
 *
 * Reading by sequence needs no consumer: each question stands alone, so that nothing is left behind
 * when it is not answered, and a reader that has no room just does not ask.
 *
 * Source:    nats-server 2.9, server/jetstream_api.go (STREAM.INFO, STREAM.MSG.GET with
 *   next_by_subj, CONSUMER.CREATE, CONSUMER.DELETE).
 * Ownership: what a callback is given is borrowed for the call.
 * Failure:   not OK from a question: it was not asked, and nobody will be called.  Otherwise the
 *   callback is called once, with ERR_UNAVAILABLE or ERR_TIMEOUT when the stream is away.
 * Threads:   the loop's.
 */
#ifndef GATEWAY_FEED_STREAM_H
#define GATEWAY_FEED_STREAM_H

#include "gateway/gateway.h"
#include "shared/clock.h"
#include "shared/err.h"
#include "shared/uuid.h"

enum { FEED_FILTER_TEXT = 64, FEED_FULL_MAX = 64, FEED_SUBJECT_TEXT = 96 };

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

/* `name` is the new consumer's, as it was asked for. */
typedef void feed_consumer_came(void *arg, enum err err, const char *name);
/* An ephemeral one of everybody's feed from `sequence` on, without acknowledgements. */
enum err feed_stream_consume(struct gateway *gateway, const char *name, const char *delivers,
                             uint64_t sequence, feed_consumer_came *came, void *arg)
    __attribute__((warn_unused_result));
void feed_stream_release(struct gateway *gateway, const char *consumer);

#endif
