/*
 * stream - the part of JetStream's API that we use: what is asked, and what is answered.
 *
 * A question is built into a struct stream_request and goes out by stream_ask or stream_send; an
 * answer is read by the function that belongs to the question:
 *
 *   stream_request_create, _update   stream_accepts
 *   stream_request_info              stream_read_info
 *   stream_request_message           stream_read_message
 *   stream_request_last              none: the answer is the message itself, empty if there is none
 *   stream_request_consumer          stream_read_consumer
 *   stream_request_delete            stream_accepts
 *   stream_request_fetch, _pull      none: the messages come to the reply subject
 *   a message for a stream           stream_has_stored
 *
 * For the formats see stream.c and stream_answer.c.
 *
 * Source:    nats-server 2.9, server/jetstream_api.go, stream.go, consumer.go, jetstream_errors.go.
 * Ownership: what a request is built from is copied; what an answer was read into belongs to the
 *   caller, but for the names that stream_info_subject is given.
 * Failure:   a name that does not fit into a request is our bug: must().  Readers return an error
 *   and, in `refusal`, what the server said; an answer may be any bytes.
 * Units:     seconds; a sequence counts from 1.
 * Threads:   any.
 */
#ifndef SHARED_BUS_STREAM_H
#define SHARED_BUS_STREAM_H

#include "shared/base/clock.h"
#include "shared/bus/bus.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { STREAM_SUBJECT_TEXT = 256, STREAM_BODY_TEXT = 1024, STREAM_NAME_TEXT = 64 };

struct stream_request {
    char subject[STREAM_SUBJECT_TEXT];
    char body[STREAM_BODY_TEXT];
};

/* On the bus, with an answer; see bus_ask. */
enum err stream_ask(struct bus *bus, const struct stream_request *request, int64_t deadline_ms,
                    bus_answered *answered, void *arg) __attribute__((warn_unused_result));
/* Without one, or with whatever comes to `reply`; see bus_publish. */
enum err stream_send(struct bus *bus, const struct stream_request *request, const char *reply);

/* ---------------------------------------------------------------- refusals */

enum {
    STREAM_NOT_READY = 503,    /* a code: JetStream is starting, or has no leader */
    STREAM_NOT_FOUND = 404,    /* a code: no such stream, consumer or message */
    STREAM_NO_MESSAGE = 10037, /* a number: nothing is stored there */
    STREAM_DIFFERS = 10058,    /* a number: the stream has another configuration */
};

struct stream_refusal {
    int code;      /* as in HTTP; 0: the answer is no JSON object */
    int number;    /* which error it is among JetStream's own */
    char why[160]; /* in the server's words, may be cut */
};

/* False: refused. */
bool stream_accepts(struct bytes answer, struct stream_refusal *refusal);

/* Of a message that was sent to a stream: true when the stream has it. */
bool stream_has_stored(struct bytes answer);

/* ---------------------------------------------------------------- streams */

struct stream_config {
    const char *name;
    const char *subjects;  /* which messages it stores */
    const char *republish; /* where it sends what it has stored; NULL: nowhere */
    int replicas;
    int64_t max_age_s;
    int64_t duplicates_s; /* in which a message's id is known */
    int64_t max_bytes;    /* beyond which the oldest goes, whatever its subject; 0: no bound */
    int64_t subject_max;  /* messages that it keeps of one subject; 0: all */
    bool direct;          /* stream_request_last is answered */
};

void stream_request_create(struct stream_request *out, const struct stream_config *config);
void stream_request_update(struct stream_request *out, const struct stream_config *config);

struct stream_info {
    uint64_t first, last; /* sequences that it keeps; of an empty stream first is last + 1 */
    int64_t subject_max;  /* 0: all */
};

/* `filter` NULL: without subjects. */
void stream_request_info(struct stream_request *out, const char *stream, const char *filter);

/* Called for each subject of the filter when `info` is complete. */
typedef void stream_info_subject(void *arg, const char *subject, int64_t messages);
/* `each` may be NULL. */
enum err stream_read_info(struct bytes answer, struct stream_info *info, stream_info_subject *each,
                          void *arg, struct stream_refusal *refusal);

/* ---------------------------------------------------------------- stored messages */

struct stream_message {
    uint64_t sequence;
    struct instant at; /* to the second */
    const char *subject;
    struct bytes data;
};

/* The first message of the filter that has this sequence or a later one. */
void stream_request_message(struct stream_request *out, const char *stream, uint64_t sequence,
                            const char *filter);
/* `room` holds what `message` points to.  ERR_NOT_FOUND: there is none. */
enum err stream_read_message(struct bytes answer, struct buf *room, struct stream_message *message,
                             struct stream_refusal *refusal);

/* The last message of one subject; the answer's data is the message's. */
void stream_request_last(struct stream_request *out, const char *stream, const char *subject);

/* ---------------------------------------------------------------- consumers */

struct stream_consumer {
    const char *stream, *name;
    const char *filter;
    const char *delivers; /* where it sends messages to; NULL: they are fetched */
    const char *group;    /* the queue group there; NULL: none */
    bool durable;         /* else it is kept in memory */
    uint64_t first;       /* sequence from which it delivers; 0: from what is stored first */
    bool from_now;        /* instead: what is stored from its making on */
    int64_t ack_wait_s;   /* it delivers again what was not acknowledged by then; 0: never */
    int64_t ack_pending;  /* messages that may be unacknowledged at once */
    int64_t heartbeat_s;  /* it says that it lives when it has nothing to deliver; 0: never */
    int64_t unused_s;     /* it ends when nobody wants anything of it for so long; 0: never */
    int64_t bytes_per_s;  /* it delivers no more than that; 0: as fast as it can */
};

void stream_request_consumer(struct stream_request *out, const struct stream_consumer *consumer);
enum err stream_read_consumer(struct bytes answer, char name[STREAM_NAME_TEXT],
                              struct stream_refusal *refusal);
void stream_request_delete(struct stream_request *out, const char *stream, const char *consumer);

/*
 * What is stored, at most `count` messages of at most `bytes` bytes with all that surrounds them,
 * comes to the reply subject.  A message without a reply subject and with the header Status says
 * that no more comes; none does when it was `count`, or when nothing was pending behind the last.
 */
void stream_request_fetch(struct stream_request *out, const char *stream, const char *consumer,
                          unsigned count, size_t bytes);

/*
 * Likewise, but waits `wait_s` for those that are not stored yet: a message without a reply subject
 * says that no more comes, unless `count` have.
 */
void stream_request_pull(struct stream_request *out, const char *stream, const char *consumer,
                         unsigned count, int64_t wait_s);

/* What a delivered message says of itself in its reply subject. */
struct stream_delivery {
    char consumer[STREAM_NAME_TEXT]; /* a longer name is cut */
    int64_t times;                   /* 1: the first time */
    uint64_t sequence;               /* in the stream */
    uint64_t number;                 /* of the consumer, which counts all its deliveries */
    uint64_t pending;                /* that it has yet to deliver */
};

/* False: the message was not delivered by a consumer. */
bool stream_read_delivery(const char *reply, struct stream_delivery *out);

#endif
