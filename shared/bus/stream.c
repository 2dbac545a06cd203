/*
 * What is asked of JetStream.  The subject names the operation; the body is a JSON object, or
 * nothing where there is nothing to say.  Times are nanoseconds.
 *
 *   $JS.API.STREAM.CREATE.<stream>
 *   $JS.API.STREAM.UPDATE.<stream>
 *     {"name":"FEED","subjects":["in.feed.>"],"retention":"limits","storage":"file",
 *      "discard":"old","num_replicas":1,"max_age":604800000000000,
 *      "duplicate_window":600000000000,"max_bytes":4294967296,"max_msgs_per_subject":1000,
 *      "allow_direct":true,"republish":{"src":"in.feed.>","dest":"feed.>"}}
 *
 *   $JS.API.STREAM.INFO.<stream>
 *     {"subjects_filter":"in.feed.u1.>"}
 *
 *   $JS.API.STREAM.MSG.GET.<stream>
 *     {"seq":1,"next_by_subj":"in.feed.>"}
 *
 *   $JS.API.DIRECT.GET.<stream>.<subject>
 *
 *   $JS.API.CONSUMER.DURABLE.CREATE.<stream>.<name>
 *     {"stream_name":"EVENTS","config":{"durable_name":"event_users",
 *      "filter_subject":"evt.auth.user.>","deliver_policy":"all","ack_policy":"explicit",
 *      "deliver_subject":"deliver.event.users","deliver_group":"event",
 *      "ack_wait":30000000000,"max_ack_pending":64}}
 *
 *   $JS.API.CONSUMER.CREATE.<stream>.<name>.<filter>
 *     {"stream_name":"FEED","config":{"name":"gw1","filter_subject":"in.feed.>",
 *      "deliver_policy":"by_start_sequence","opt_start_seq":42,"ack_policy":"none",
 *      "inactive_threshold":5000000000,"mem_storage":true,"num_replicas":1}}
 *
 *   $JS.API.CONSUMER.DELETE.<stream>.<name>
 *
 *   $JS.API.CONSUMER.MSG.NEXT.<stream>.<name>
 *     {"batch":64,"max_bytes":1048576,"no_wait":true}
 *
 * For the answers see stream_answer.c.
 *
 * Members that a configuration leaves out have their defaults, and what exists is compared with
 * that: the same request may be made again, another one is refused.
 */
#include "shared/bus/stream.h"

#include "shared/base/must.h"

#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>

#define NANOSECONDS(s) ((json_int_t)(s)*1000000000)

static void __attribute__((format(printf, 2, 3)))
set_subject(struct stream_request *out, const char *format, ...)
{
    va_list args;
    int len;

    va_start(args, format);
    len = vsnprintf(out->subject, sizeof out->subject, format, args);
    va_end(args);
    must(len > 0 && (size_t)len < sizeof out->subject);
    out->body[0] = '\0';
}

/* Takes `body`. */
static void
set_body(struct stream_request *out, json_t *body)
{
    size_t len;

    must(body != NULL);
    len = json_dumpb(body, out->body, sizeof out->body - 1, JSON_COMPACT);
    must(len > 0 && len < sizeof out->body);
    out->body[len] = '\0';
    json_decref(body);
}

static void
set_number(json_t *object, const char *name, int64_t value)
{
    if (value != 0)
        must(json_object_set_new(object, name, json_integer(value)) == 0);
}

static void
set_text(json_t *object, const char *name, const char *value)
{
    if (value != NULL)
        must(json_object_set_new(object, name, json_string(value)) == 0);
}

static void
set_stream(struct stream_request *out, const struct stream_config *c)
{
    json_t *config = json_pack(
        "{s:s, s:[s], s:s, s:s, s:s, s:i, s:I, s:I}", "name", c->name, "subjects", c->subjects,
        "retention", "limits", "storage", "file", "discard", "old", "num_replicas", c->replicas,
        "max_age", NANOSECONDS(c->max_age_s), "duplicate_window", NANOSECONDS(c->duplicates_s));

    must(config != NULL);
    set_number(config, "max_bytes", c->max_bytes);
    set_number(config, "max_msgs_per_subject", c->subject_max);
    if (c->direct)
        must(json_object_set_new(config, "allow_direct", json_true()) == 0);
    if (c->republish != NULL)
        must(json_object_set_new(
                 config, "republish",
                 json_pack("{s:s, s:s}", "src", c->subjects, "dest", c->republish)) == 0);
    set_body(out, config);
}

void
stream_request_create(struct stream_request *out, const struct stream_config *config)
{
    set_subject(out, "$JS.API.STREAM.CREATE.%s", config->name);
    set_stream(out, config);
}

void
stream_request_update(struct stream_request *out, const struct stream_config *config)
{
    set_subject(out, "$JS.API.STREAM.UPDATE.%s", config->name);
    set_stream(out, config);
}

void
stream_request_info(struct stream_request *out, const char *stream, const char *filter)
{
    set_subject(out, "$JS.API.STREAM.INFO.%s", stream);
    if (filter != NULL)
        set_body(out, json_pack("{s:s}", "subjects_filter", filter));
}

void
stream_request_message(struct stream_request *out, const char *stream, uint64_t sequence,
                       const char *filter)
{
    set_subject(out, "$JS.API.STREAM.MSG.GET.%s", stream);
    set_body(out, json_pack("{s:I, s:s}", "seq", (json_int_t)sequence, "next_by_subj", filter));
}

void
stream_request_last(struct stream_request *out, const char *stream, const char *subject)
{
    set_subject(out, "$JS.API.DIRECT.GET.%s.%s", stream, subject);
}

/* A consumer of either kind has its name in the subject, and a durable one needs it in its
 * configuration too, under another member. */
static json_t *
consumer_config(const struct stream_consumer *c)
{
    json_t *config = json_pack("{s:s, s:s, s:s, s:s}", c->durable ? "durable_name" : "name",
                               c->name, "filter_subject", c->filter, "deliver_policy",
                               c->from_now    ? "new"
                               : c->first > 0 ? "by_start_sequence"
                                              : "all",
                               "ack_policy", c->ack_wait_s > 0 ? "explicit" : "none");

    must(config != NULL);
    set_text(config, "deliver_subject", c->delivers);
    set_text(config, "deliver_group", c->group);
    set_number(config, "opt_start_seq", (int64_t)c->first);
    set_number(config, "ack_wait", NANOSECONDS(c->ack_wait_s));
    set_number(config, "max_ack_pending", c->ack_pending);
    set_number(config, "idle_heartbeat", NANOSECONDS(c->heartbeat_s));
    set_number(config, "inactive_threshold", NANOSECONDS(c->unused_s));
    set_number(config, "rate_limit_bps", 8 * c->bytes_per_s); /* bits */
    if (!c->durable) {
        must(json_object_set_new(config, "mem_storage", json_true()) == 0);
        set_number(config, "num_replicas", 1);
    }
    return config;
}

void
stream_request_consumer(struct stream_request *out, const struct stream_consumer *c)
{
    if (c->durable)
        set_subject(out, "$JS.API.CONSUMER.DURABLE.CREATE.%s.%s", c->stream, c->name);
    else
        set_subject(out, "$JS.API.CONSUMER.CREATE.%s.%s.%s", c->stream, c->name, c->filter);
    set_body(out, json_pack("{s:s, s:o}", "stream_name", c->stream, "config", consumer_config(c)));
}

void
stream_request_delete(struct stream_request *out, const char *stream, const char *consumer)
{
    set_subject(out, "$JS.API.CONSUMER.DELETE.%s.%s", stream, consumer);
}

void
stream_request_fetch(struct stream_request *out, const char *stream, const char *consumer,
                     unsigned count, size_t bytes)
{
    set_subject(out, "$JS.API.CONSUMER.MSG.NEXT.%s.%s", stream, consumer);
    set_body(out, json_pack("{s:i, s:I, s:b}", "batch", (int)count, "max_bytes", (json_int_t)bytes,
                            "no_wait", 1));
}

void
stream_request_pull(struct stream_request *out, const char *stream, const char *consumer,
                    unsigned count, int64_t wait_s)
{
    set_subject(out, "$JS.API.CONSUMER.MSG.NEXT.%s.%s", stream, consumer);
    set_body(out, json_pack("{s:i, s:I}", "batch", (int)count, "expires",
                            (json_int_t)NANOSECONDS(wait_s)));
}

enum err
stream_ask(struct bus *bus, const struct stream_request *request, int64_t deadline_ms,
           bus_answered *answered, void *arg)
{
    return bus_ask(bus, request->subject, NULL, bytes_of(request->body), deadline_ms, answered,
                   arg);
}

enum err
stream_send(struct bus *bus, const struct stream_request *request, const char *reply)
{
    return bus_publish(bus, request->subject, reply, NULL, bytes_of(request->body));
}
