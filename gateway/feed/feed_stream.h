/*
 * feed_stream - what the gateway asks of the stream FEED.
 *
 * A single message is read by its sequence, without a consumer.  Each question stands alone:
 * nothing is left behind on the server if nobody hears the answer, and a feed without room just
 * does not ask.
 *
 * Source:    shared/bus/stream.h.
 * Ownership: what a callback is given is borrowed for the call.
 * Failure:   when a question does not return OK it was not asked, and no callback is called.
 *            Otherwise the callback is called once, with ERR_UNAVAILABLE or ERR_TIMEOUT when the
 *            stream is away.
 * Units:     sequences are those of the stream, which begin at 1.
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
    int64_t subject_max;  /* messages that are kept of one subject, one more than is promised */
    /* Subjects of the filter that have subject_max messages: some may have been dropped. */
    unsigned full_count;
    char full[FEED_FULL_MAX][FEED_SUBJECT_TEXT];
};

typedef void feed_state_came(void *arg, enum err err, const struct feed_state *state);
/* `filter`: for which subjects to look whether they are full; NULL: for none. */
enum err feed_stream_state(struct gateway *gateway, const char *filter, feed_state_came *came,
                           void *arg) __attribute__((warn_unused_result));

struct feed_stored {
    uint64_t sequence;
    struct instant at; /* when it was stored, to the second */
    const char *subject;
    struct bytes data;
};

/* ERR_NOT_FOUND: there is no such message. */
typedef void feed_stored_came(void *arg, enum err err, const struct feed_stored *stored);
/* The first message of the filter with this sequence or a later one.  `filter` NULL: of all. */
enum err feed_stream_next(struct gateway *gateway, const char *filter, uint64_t sequence,
                          feed_stored_came *came, void *arg) __attribute__((warn_unused_result));

struct feed_consumer {
    const char *name;
    const char *delivers; /* to which subject; NULL: it is fetched from */
    const char *filter;   /* NULL: everybody's feed */
    uint64_t sequence;    /* where it begins */
};

/* `name`: that of the new consumer. */
typedef void feed_consumer_came(void *arg, enum err err, const char *name);
/* Makes an ephemeral consumer without acknowledgements; one to fetch from ends after 5 s unused. */
enum err feed_stream_consume(struct gateway *gateway, const struct feed_consumer *consumer,
                             feed_consumer_came *came, void *arg)
    __attribute__((warn_unused_result));
/*
 * Asks for what is stored now, at most `count` messages and at most `bytes` of them with all that
 * surrounds them, to be sent to `reply`.  If fewer come, a message without a reply subject and with
 * the header Status follows them, except when the last said that nothing was pending behind it.
 */
enum err feed_stream_fetch(struct gateway *gateway, const char *consumer, const char *reply,
                           unsigned count, size_t bytes) __attribute__((warn_unused_result));
/* Deletes a consumer, and does not wait for the answer. */
void feed_stream_release(struct gateway *gateway, const char *consumer);

#endif
