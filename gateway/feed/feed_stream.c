#include "gateway/feed/feed_stream.h"
#include "shared/base/log.h"
#include "shared/base/must.h"
#include "shared/bus/feed.h"

#include <inttypes.h>
#include <jansson.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ANSWER_MS = 2000, NO_MESSAGE = 10037 };

#define ALL_FEEDS    "in.feed.>"
#define HEARTBEAT_NS "2000000000"
#define UNUSED_NS    "5000000000"

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
ask(struct question *q, const char *subject, const char *body, bus_answered *answered)
{
    enum err err = bus_ask(q->gateway->bus, subject, &(struct bus_headers){0},
                           (struct bytes){(const uint8_t *)body, strlen(body)},
                           monotonic_ms() + ANSWER_MS, answered, q);

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

/* The answer as JSON, or NULL and why there is none. */
static json_t *
read_answer(enum err *err, struct bytes data)
{
    json_t *answer = *err != OK ? NULL : json_loadb((const char *)data.data, data.len, 0, NULL);
    const json_t *error = json_object_get(answer, "error");

    if (answer != NULL && error == NULL)
        return answer;
    if (json_integer_value(json_object_get(error, "err_code")) == NO_MESSAGE)
        *err = ERR_NOT_FOUND;
    else if (*err == OK)
        *err = ERR_UNAVAILABLE;
    if (error != NULL && *err != ERR_NOT_FOUND)
        log_event(LOG_WARN, "feed.stream.refused", "why=%s",
                  log_quote(json_string_value(json_object_get(error, "description"))));
    json_decref(answer);
    return NULL;
}

static uint64_t
feed_stream_number(const json_t *object, const char *name)
{
    return (uint64_t)json_integer_value(json_object_get(object, name));
}

/* ---------------------------------------------------------------- the stream's state */

static void
read_subjects(const json_t *subjects, struct feed_state *out)
{
    const json_t *count;
    const char *name;
    void *at;

    for (at = json_object_iter((json_t *)(uintptr_t)subjects); at != NULL;
         at = json_object_iter_next((json_t *)(uintptr_t)subjects, at)) {
        name = json_object_iter_key(at);
        count = json_object_iter_value(at);
        if (json_integer_value(count) < out->subject_max || out->full_count == FEED_FULL_MAX ||
            strlen(name) >= FEED_SUBJECT_TEXT)
            continue;
        snprintf(out->full[out->full_count++], FEED_SUBJECT_TEXT, "%s", name);
    }
}

static void
feed_stream_on_state(void *arg, enum err err, struct bytes data)
{
    struct question *q = arg;
    json_t *answer = read_answer(&err, data);
    const json_t *state = json_object_get(answer, "state");
    struct feed_state out = {
        .first = feed_stream_number(state, "first_seq"),
        .last = feed_stream_number(state, "last_seq"),
        .subject_max = json_integer_value(
            json_object_get(json_object_get(answer, "config"), "max_msgs_per_subject")),
    };

    if (feed_stream_number(state, "messages") == 0)
        out.first = out.last + 1;
    if (out.subject_max > 0)
        read_subjects(json_object_get(state, "subjects"), &out);
    q->came.state(q->arg, err, &out);
    json_decref(answer);
    free(q);
}

enum err
feed_stream_state(struct gateway *gateway, const char *filter, feed_state_came *came, void *arg)
{
    struct question *q = question_new(gateway, arg);
    char body[96] = "";

    q->came.state = came;
    if (filter != NULL)
        snprintf(body, sizeof body, "{\"subjects_filter\":\"%s\"}", filter);
    return ask(q, "$JS.API.STREAM.INFO." FEED_STREAM, body, feed_stream_on_state);
}

/* ---------------------------------------------------------------- its messages */

/* Standard base64 with padding; `out` has room for three bytes of every four characters. */
static bool
decode(const char *text, size_t len, struct buf *out)
{
    int got;

    buf_reset(out);
    if (len == 0 || len > INT32_MAX)
        return false;
    got = EVP_DecodeBlock(buf_reserve(out, len / 4 * 3 + 3), (const unsigned char *)text, (int)len);
    if (got < 0)
        return false;
    out->len = (size_t)got;
    for (size_t i = len; i > 0 && text[i - 1] == '=' && out->len > 0; i--)
        out->len--;
    return true;
}

/* `2026-03-01T08:00:00.123456789Z`: without its fraction, which is longer than ours. */
static bool
feed_stream_read_time(const char *text, struct instant *out)
{
    char seconds[24];

    if (text == NULL || strlen(text) < 20)
        return false;
    snprintf(seconds, sizeof seconds, "%.19sZ", text);
    return instant_parse(seconds, strlen(seconds), out);
}

static enum err
read_stored(const json_t *answer, struct buf *room, struct feed_stored *out)
{
    const json_t *message = json_object_get(answer, "message");
    const json_t *data = json_object_get(message, "data");

    out->sequence = feed_stream_number(message, "seq");
    out->subject = json_string_value(json_object_get(message, "subject"));
    if (out->subject == NULL || out->sequence == 0 ||
        !feed_stream_read_time(json_string_value(json_object_get(message, "time")), &out->at))
        return ERR_UNAVAILABLE;
    buf_reset(room);
    if (json_is_string(data) && !decode(json_string_value(data), json_string_length(data), room))
        return ERR_UNAVAILABLE;
    out->data = (struct bytes){room->data, room->len};
    return OK;
}

static void
on_stored(void *arg, enum err err, struct bytes data)
{
    struct question *q = arg;
    json_t *answer = read_answer(&err, data);
    struct feed_stored stored = {.sequence = 0};
    struct buf room;

    buf_init(&room);
    if (answer != NULL)
        err = read_stored(answer, &room, &stored);
    q->came.stored(q->arg, err, &stored);
    buf_fini(&room);
    json_decref(answer);
    free(q);
}

enum err
feed_stream_next(struct gateway *gateway, const char *filter, uint64_t sequence,
                 feed_stored_came *came, void *arg)
{
    struct question *q = question_new(gateway, arg);
    char body[FEED_SUBJECT_TEXT + 64];

    q->came.stored = came;
    snprintf(body, sizeof body, "{\"seq\":%" PRIu64 ",\"next_by_subj\":\"%s\"}", sequence,
             filter == NULL ? ALL_FEEDS : filter);
    return ask(q, "$JS.API.STREAM.MSG.GET." FEED_STREAM, body, on_stored);
}

/* ---------------------------------------------------------------- its live end */

static void
on_consumer(void *arg, enum err err, struct bytes data)
{
    struct question *q = arg;
    json_t *answer = read_answer(&err, data);
    const char *name = json_string_value(json_object_get(answer, "name"));

    q->came.consumer(q->arg, err == OK && name == NULL ? ERR_UNAVAILABLE : err, name);
    json_decref(answer);
    free(q);
}

enum err
feed_stream_consume(struct gateway *gateway, const struct feed_consumer *consumer,
                    feed_consumer_came *came, void *arg)
{
    struct question *q = question_new(gateway, arg);
    const char *filter = consumer->filter == NULL ? ALL_FEEDS : consumer->filter;
    char subject[160], body[512], way[160] = "\"inactive_threshold\":" UNUSED_NS;

    q->came.consumer = came;
    if (consumer->delivers != NULL)
        snprintf(way, sizeof way, "\"deliver_subject\":\"%s\",\"idle_heartbeat\":" HEARTBEAT_NS,
                 consumer->delivers);
    snprintf(subject, sizeof subject, "$JS.API.CONSUMER.CREATE." FEED_STREAM ".%s.%s",
             consumer->name, filter);
    snprintf(body, sizeof body,
             "{\"stream_name\":\"" FEED_STREAM "\",\"config\":{\"name\":\"%s\",%s,"
             "\"deliver_policy\":\"by_start_sequence\",\"opt_start_seq\":%" PRIu64
             ",\"ack_policy\":\"none\",\"filter_subject\":\"%s\","
             "\"mem_storage\":true,\"num_replicas\":1}}",
             consumer->name, way, consumer->sequence, filter);
    return ask(q, subject, body, on_consumer);
}

enum err
feed_stream_fetch(struct gateway *gateway, const char *consumer, const char *reply, unsigned count,
                  size_t bytes)
{
    char subject[128], body[96];
    int len = snprintf(body, sizeof body, "{\"batch\":%u,\"max_bytes\":%zu,\"no_wait\":true}",
                       count, bytes);

    snprintf(subject, sizeof subject, "$JS.API.CONSUMER.MSG.NEXT." FEED_STREAM ".%s", consumer);
    return bus_publish(gateway->bus, subject, reply, &(struct bus_headers){0},
                       (struct bytes){(const uint8_t *)body, (size_t)len});
}

void
feed_stream_release(struct gateway *gateway, const char *consumer)
{
    char subject[128];

    snprintf(subject, sizeof subject, "$JS.API.CONSUMER.DELETE." FEED_STREAM ".%s", consumer);
    (void)bus_publish(gateway->bus, subject, NULL, &(struct bus_headers){0},
                      (struct bytes){NULL, 0});
}

bool
feed_delivery_read(const char *reply, struct feed_delivery *out)
{
    const char *part[16], *at = reply;
    unsigned parts = 0, base;

    while (at != NULL && parts < ARRAY_LEN(part)) {
        part[parts++] = at;
        at = strchr(at, '.');
        at = at == NULL ? NULL : at + 1;
    }
    if (parts != 9 && parts < 11)
        return false;
    base = parts == 9 ? 3 : 5;
    snprintf(out->consumer, sizeof out->consumer, "%.*s", (int)strcspn(part[base], "."),
             part[base]);
    out->sequence = strtoull(part[base + 2], NULL, 10);
    out->number = strtoull(part[base + 3], NULL, 10);
    out->pending = strtoull(part[base + 5], NULL, 10);
    return out->sequence > 0 && out->number > 0;
}
