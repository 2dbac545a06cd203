/*
 * What JetStream answers: a JSON object with a type,
 *
 *   {"type":"io.nats.jetstream.api.v1.stream_create_response", ...}
 *
 * and, by the operation,
 *
 *   STREAM.CREATE, .UPDATE   "config":{...},"created":"...","state":{...}
 *   STREAM.INFO              "config":{"max_msgs_per_subject":1000,...},
 *                            "state":{"messages":3,"first_seq":2,"last_seq":4,
 *                                     "subjects":{"in.feed.u1.event.created":1,...}}
 *   STREAM.MSG.GET           "message":{"subject":"in.feed.u1.event.created","seq":2,
 *                                       "data":"eyJuIjoxfQ==","hdrs":"...",
 *                                       "time":"2026-11-26T14:16:44.022455502Z"}
 *                            Base64 with padding; a message that is empty has no data.
 *   CONSUMER.CREATE          "stream_name":"FEED","name":"gw1","config":{...},"num_pending":3
 *   CONSUMER.DELETE          "success":true
 *
 * DIRECT.GET is answered by the stored message itself, with Nats-Sequence and other headers, or by
 * an empty one with the status 404.  A message for a stream is answered without a type:
 *
 *   {"stream":"FEED", "seq":1}       with "duplicate":true when its Nats-Msg-Id was known already
 *
 * Each of them may be a refusal:
 *
 *   {"type":"...","error":{"code":404,"err_code":10037,"description":"no message found"}}
 *
 * A delivered message says where it stands in its reply subject, to which its acknowledgement would
 * go (ADR-15).  The second form comes with 2.10, and may have another token at its end:
 *
 *   $JS.ACK.<stream>.<consumer>.<times>.<sequence>.<number>.<time>.<pending>
 *   $JS.ACK.<domain>.<account>.<stream>.<consumer>.<times>.<sequence>.<number>.<time>.<pending>
 */
#include "shared/bus/stream.h"

#include "shared/base/number.h"

#include <jansson.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <string.h>

static void
read_refusal(const json_t *error, struct stream_refusal *out)
{
    const char *why = json_string_value(json_object_get(error, "description"));

    out->code = (int)json_integer_value(json_object_get(error, "code"));
    out->number = (int)json_integer_value(json_object_get(error, "err_code"));
    snprintf(out->why, sizeof out->why, "%s", why == NULL ? "" : why);
}

/* NULL: refused.  The caller releases it. */
static json_t *
read_answer(struct bytes answer, struct stream_refusal *refusal)
{
    json_t *object = json_loadb((const char *)answer.data, answer.len, 0, NULL);
    const json_t *error = json_object_get(object, "error");

    *refusal = (struct stream_refusal){.code = 0};
    if (json_is_object(object) && error == NULL)
        return object;
    if (error != NULL)
        read_refusal(error, refusal);
    json_decref(object);
    return NULL;
}

bool
stream_accepts(struct bytes answer, struct stream_refusal *refusal)
{
    json_t *object = read_answer(answer, refusal);
    bool accepted = object != NULL;

    json_decref(object);
    return accepted;
}

/* A server without JetStream has no such answer, nor has a service that listens there. */
bool
stream_has_stored(struct bytes answer)
{
    struct stream_refusal refusal;
    json_t *ack = read_answer(answer, &refusal);
    bool stored = json_is_string(json_object_get(ack, "stream")) &&
                  json_is_integer(json_object_get(ack, "seq"));

    json_decref(ack);
    return stored;
}

/* 0, which is no sequence, also for what is none. */
static uint64_t
sequence_of(const json_t *object, const char *name)
{
    int64_t number = json_integer_value(json_object_get(object, name));

    return number > 0 ? (uint64_t)number : 0;
}

static void
each_subject(json_t *subjects, stream_info_subject *each, void *arg)
{
    for (void *at = json_object_iter(subjects); at != NULL;
         at = json_object_iter_next(subjects, at))
        each(arg, json_object_iter_key(at), json_integer_value(json_object_iter_value(at)));
}

enum err
stream_read_info(struct bytes answer, struct stream_info *info, stream_info_subject *each,
                 void *arg, struct stream_refusal *refusal)
{
    json_t *object = read_answer(answer, refusal);
    const json_t *state = json_object_get(object, "state");
    const json_t *config = json_object_get(object, "config");

    if (object == NULL)
        return ERR_UNAVAILABLE;
    *info = (struct stream_info){
        .first = sequence_of(state, "first_seq"),
        .last = sequence_of(state, "last_seq"),
        .subject_max = json_integer_value(json_object_get(config, "max_msgs_per_subject")),
    };
    if (info->subject_max < 0) /* how the server says that there is no limit */
        info->subject_max = 0;
    if (sequence_of(state, "messages") == 0)
        info->first = info->last + 1;
    if (each != NULL)
        each_subject(json_object_get(state, "subjects"), each, arg);
    json_decref(object);
    return OK;
}

/* Standard base64 with padding, of which EVP_DecodeBlock makes bytes. */
static bool
add_base64(struct buf *out, const char *text, size_t len)
{
    int got;

    if (len == 0 || len > INT32_MAX)
        return false;
    got = EVP_DecodeBlock(buf_reserve(out, len / 4 * 3 + 3), (const unsigned char *)text, (int)len);
    if (got < 0)
        return false;
    for (; len > 0 && text[len - 1] == '=' && got > 0; len--)
        got--;
    out->len += (size_t)got;
    return true;
}

/* `2026-03-01T08:00:00.123456789Z`: the fraction is longer than ours, and left out. */
static bool
read_time(const char *text, struct instant *out)
{
    char seconds[24];

    if (text == NULL || strlen(text) < 20)
        return false;
    snprintf(seconds, sizeof seconds, "%.19sZ", text);
    return instant_parse(seconds, strlen(seconds), out);
}

static enum err
read_message(const json_t *stored, struct buf *room, struct stream_message *out)
{
    const json_t *subject = json_object_get(stored, "subject");
    const json_t *data = json_object_get(stored, "data");
    size_t subject_len = json_string_length(subject) + 1;

    out->sequence = sequence_of(stored, "seq");
    if (!json_is_string(subject) || out->sequence == 0 ||
        !read_time(json_string_value(json_object_get(stored, "time")), &out->at))
        return ERR_UNAVAILABLE;
    buf_reset(room);
    buf_add(room, json_string_value(subject), subject_len);
    if (json_is_string(data) &&
        !add_base64(room, json_string_value(data), json_string_length(data)))
        return ERR_UNAVAILABLE;
    out->subject = (const char *)room->data;
    out->data = (struct bytes){room->data + subject_len, room->len - subject_len};
    return OK;
}

enum err
stream_read_message(struct bytes answer, struct buf *room, struct stream_message *message,
                    struct stream_refusal *refusal)
{
    json_t *object = read_answer(answer, refusal);
    enum err err;

    if (object == NULL)
        return refusal->number == STREAM_NO_MESSAGE ? ERR_NOT_FOUND : ERR_UNAVAILABLE;
    err = read_message(json_object_get(object, "message"), room, message);
    json_decref(object);
    return err;
}

enum err
stream_read_consumer(struct bytes answer, char name[STREAM_NAME_TEXT],
                     struct stream_refusal *refusal)
{
    json_t *object = read_answer(answer, refusal);
    const char *made = json_string_value(json_object_get(object, "name"));
    bool fits = made != NULL && strlen(made) < STREAM_NAME_TEXT;

    if (fits)
        strcpy(name, made);
    json_decref(object);
    return fits ? OK : ERR_UNAVAILABLE;
}

/* ---------------------------------------------------------------- deliveries */

enum { SHORT_PARTS = 9, LONG_PARTS = 11, PARTS_MAX = 16 };

/* The parts of a subject, at most PARTS_MAX; each ends at a point or at the end of the text. */
static unsigned
split(const char *subject, const char *part[PARTS_MAX])
{
    unsigned count = 0;

    while (count < PARTS_MAX) {
        part[count++] = subject;
        subject = strchr(subject, '.');
        if (subject == NULL)
            break;
        subject++;
    }
    return count;
}

static bool
read_count(const char *part, int64_t *out)
{
    return number_parse(part, strcspn(part, "."), out) && *out >= 0;
}

bool
stream_read_delivery(const char *reply, struct stream_delivery *out)
{
    const char *part[PARTS_MAX];
    int64_t times, sequence, number, pending;
    unsigned parts, at;

    if (strncmp(reply, "$JS.ACK.", 8) != 0)
        return false;
    parts = split(reply, part);
    if (parts != SHORT_PARTS && parts < LONG_PARTS)
        return false;
    at = parts == SHORT_PARTS ? 3 : 5;
    snprintf(out->consumer, sizeof out->consumer, "%.*s", (int)strcspn(part[at], "."), part[at]);
    if (!read_count(part[at + 1], &times) || !read_count(part[at + 2], &sequence) ||
        !read_count(part[at + 3], &number) || !read_count(part[at + 5], &pending))
        return false;
    out->times = times;
    out->sequence = (uint64_t)sequence;
    out->number = (uint64_t)number;
    out->pending = (uint64_t)pending;
    return times > 0 && sequence > 0 && number > 0;
}
