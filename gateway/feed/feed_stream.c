#include "gateway/feed/feed_stream.h"
#include "gateway/feed/feed_live.h"

#include "shared/base/must.h"
#include "shared/bus/feed.h"
#include "shared/bus/stream.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ALL_FEEDS "in.feed.>"

enum {
    ANSWER_MS = 2000,
    HEARTBEAT_S = 2,
    UNUSED_S = 5,
    PUSHED_PER_S =
        32000000, /* bytes; faster, and the server cuts a loop that is busy for a moment */
};

struct question {
    struct gateway *gateway;
    union {
        feed_state_came *state;
        feed_stored_came *stored;
        feed_consumer_came *consumer;
    } came;
    void *arg;
};

void
feed_filter_of(struct uuid user, char out[FEED_FILTER_TEXT])
{
    char id[UUID_TEXT];

    uuid_format(user, id);
    snprintf(out, FEED_FILTER_TEXT, "in.feed.%s.>", id);
}

/* Takes the question when OK. */
static enum err
ask(struct question *q, const struct stream_request *request, bus_answered *answered)
{
    enum err err = stream_ask(q->gateway->bus, request, monotonic_ms() + ANSWER_MS, answered, q);

    if (err)
        free(q);
    return err;
}

static struct question *
question_new(struct gateway *gateway, void *arg)
{
    struct question *q = calloc(1, sizeof *q);

    must(q != NULL);
    q->gateway = gateway;
    q->arg = arg;
    return q;
}

/* That nothing is stored there is an answer like others. */
static enum err
judge(const struct question *q, enum err err, const struct stream_refusal *refusal)
{
    if (err && err != ERR_NOT_FOUND && refusal->code != 0)
        feed_live_refused(q->gateway->feed_live, refusal->why);
    return err;
}

/* ---------------------------------------------------------------- the stream's state */

struct reading {
    struct stream_info info;
    struct feed_state *out;
};

static void
note_full(void *arg, const char *subject, int64_t messages)
{
    struct reading *reading = arg;
    struct feed_state *out = reading->out;

    if (reading->info.subject_max == 0 || messages < reading->info.subject_max ||
        out->full_count == FEED_FULL_MAX || strlen(subject) >= FEED_SUBJECT_TEXT)
        return;
    snprintf(out->full[out->full_count++], FEED_SUBJECT_TEXT, "%s", subject);
}

static void
feed_stream_on_state(void *arg, enum err err, struct bytes data)
{
    struct question *q = arg;
    struct feed_state out = {.full_count = 0};
    struct reading reading = {.out = &out};
    struct stream_refusal refusal;

    if (!err)
        err = judge(q, stream_read_info(data, &reading.info, note_full, &reading, &refusal),
                    &refusal);
    out.first = reading.info.first;
    out.last = reading.info.last;
    out.subject_max = reading.info.subject_max;
    q->came.state(q->arg, err, &out);
    free(q);
}

enum err
feed_stream_state(struct gateway *gateway, const char *filter, feed_state_came *came, void *arg)
{
    struct question *q = question_new(gateway, arg);
    struct stream_request request;

    q->came.state = came;
    stream_request_info(&request, FEED_STREAM, filter);
    return ask(q, &request, feed_stream_on_state);
}

/* ---------------------------------------------------------------- its messages */

static void
on_stored(void *arg, enum err err, struct bytes data)
{
    struct question *q = arg;
    struct stream_message message = {.sequence = 0};
    struct stream_refusal refusal;
    struct buf room;

    buf_init(&room);
    if (!err)
        err = judge(q, stream_read_message(data, &room, &message, &refusal), &refusal);
    q->came.stored(q->arg, err,
                   &(struct feed_stored){.sequence = message.sequence,
                                         .at = message.at,
                                         .subject = message.subject,
                                         .data = message.data});
    buf_fini(&room);
    free(q);
}

enum err
feed_stream_next(struct gateway *gateway, const char *filter, uint64_t sequence,
                 feed_stored_came *came, void *arg)
{
    struct question *q = question_new(gateway, arg);
    struct stream_request request;

    q->came.stored = came;
    stream_request_message(&request, FEED_STREAM, sequence, filter == NULL ? ALL_FEEDS : filter);
    return ask(q, &request, on_stored);
}

/* ---------------------------------------------------------------- its live end */

static void
on_consumer(void *arg, enum err err, struct bytes data)
{
    struct question *q = arg;
    struct stream_refusal refusal;
    char name[STREAM_NAME_TEXT];

    if (!err)
        err = judge(q, stream_read_consumer(data, name, &refusal), &refusal);
    q->came.consumer(q->arg, err, err ? NULL : name);
    free(q);
}

enum err
feed_stream_consume(struct gateway *gateway, const struct feed_consumer *consumer,
                    feed_consumer_came *came, void *arg)
{
    struct question *q = question_new(gateway, arg);
    const bool pushed = consumer->delivers != NULL;
    struct stream_request request;

    q->came.consumer = came;
    stream_request_consumer(&request,
                            &(struct stream_consumer){
                                .stream = FEED_STREAM,
                                .name = consumer->name,
                                .filter = consumer->filter == NULL ? ALL_FEEDS : consumer->filter,
                                .delivers = consumer->delivers,
                                .first = consumer->sequence,
                                .heartbeat_s = pushed ? HEARTBEAT_S : 0,
                                .unused_s = pushed ? 0 : UNUSED_S,
                                .bytes_per_s = pushed ? PUSHED_PER_S : 0,
                            });
    return ask(q, &request, on_consumer);
}

enum err
feed_stream_fetch(struct gateway *gateway, const char *consumer, const char *reply, unsigned count,
                  size_t bytes)
{
    struct stream_request request;

    stream_request_fetch(&request, FEED_STREAM, consumer, count, bytes);
    return stream_send(gateway->bus, &request, reply);
}

void
feed_stream_release(struct gateway *gateway, const char *consumer)
{
    struct stream_request request;

    stream_request_delete(&request, FEED_STREAM, consumer);
    (void)stream_send(gateway->bus, &request, NULL);
}
