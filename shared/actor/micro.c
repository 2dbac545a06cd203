#include "shared/actor/micro.h"

#include "shared/base/clock.h"
#include "shared/base/must.h"

#include <jansson.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MICRO_TYPE(what) "io.nats.micro.v1." what "_response"
#define MICRO_VERSION    "1.0.0" /* of the contract; SemVer is demanded */

struct endpoint {
    atomic_int_least64_t requests, errors, us;
    atomic_int last_error; /* enum err */
};

struct micro {
    struct bus *bus;
    const struct service_api *api;
    void (*fill)(void *arg, json_t *data); /* may be NULL */
    void *arg;
    char id[UUID_TEXT], started[INSTANT_TEXT];
    struct endpoint endpoints[];
};

typedef json_t *describe(const struct micro *micro);

/* What every kind of answer begins with. */
static json_t *
head(const struct micro *micro, const char *type)
{
    return json_pack("{s:s, s:s, s:s, s:s, s:{}}", "type", type, "name", micro->api->name, "id",
                     micro->id, "version", MICRO_VERSION, "metadata");
}

static json_t *
micro_ping(const struct micro *micro)
{
    return head(micro, MICRO_TYPE("ping"));
}

/* `contact.list` of the service contact is its endpoint `list`: a name may not hold a dot. */
static json_t *
endpoint_head(const struct micro *micro, int operation)
{
    const struct operation *op = micro->api->operations[operation];
    const char *dot = strchr(op->name, '.');

    return json_pack("{s:s, s:s, s:s}", "name", dot == NULL ? op->name : dot + 1, "subject",
                     op->subject, "queue_group", micro->api->name);
}

static json_t *
info(const struct micro *micro)
{
    json_t *answer = head(micro, MICRO_TYPE("info")), *endpoints = json_array();

    for (int i = 0; i < micro->api->operation_count; i++) {
        json_t *endpoint = endpoint_head(micro, i);

        json_object_set_new(endpoint, "metadata", json_object());
        json_array_append_new(endpoints, endpoint);
    }
    json_object_set_new(answer, "description", json_sprintf("Almanac: %s", micro->api->name));
    json_object_set_new(answer, "endpoints", endpoints);
    return answer;
}

/* Times are nanoseconds. */
static json_t *
endpoint_stats(const struct micro *micro, int operation)
{
    const struct endpoint *e = &micro->endpoints[operation];
    json_t *endpoint = endpoint_head(micro, operation);
    json_int_t requests = atomic_load(&e->requests), ns = atomic_load(&e->us) * 1000;
    enum err last = (enum err)atomic_load(&e->last_error);

    json_object_set_new(endpoint, "num_requests", json_integer(requests));
    json_object_set_new(endpoint, "num_errors", json_integer(atomic_load(&e->errors)));
    json_object_set_new(endpoint, "last_error", json_string(last == OK ? "" : err_code(last)));
    json_object_set_new(endpoint, "processing_time", json_integer(ns));
    json_object_set_new(endpoint, "average_processing_time",
                        json_integer(requests == 0 ? 0 : ns / requests));
    return endpoint;
}

static json_t *
stats(const struct micro *micro)
{
    json_t *answer = head(micro, MICRO_TYPE("stats")), *endpoints = json_array();

    for (int i = 0; i < micro->api->operation_count; i++)
        json_array_append_new(endpoints, endpoint_stats(micro, i));
    json_object_set_new(answer, "started", json_string(micro->started));
    json_object_set_new(answer, "endpoints", endpoints);
    if (micro->fill != NULL) {
        json_t *data = json_object();

        micro->fill(micro->arg, data);
        json_object_set_new(answer, "data", data);
    }
    return answer;
}

static void
answer_with(struct micro *micro, struct bus_message *message, describe *what)
{
    const char *reply = bus_message_reply(message);

    if (reply != NULL) {
        json_t *answer = what(micro);
        char *text = json_dumps(answer, JSON_COMPACT);

        must(text != NULL);
        (void)bus_publish(micro->bus, reply, NULL, NULL,
                          (struct bytes){(const uint8_t *)text, strlen(text)});
        free(text);
        json_decref(answer);
    }
    bus_message_free(message);
}

static void
on_ping(void *arg, struct bus_message *message)
{
    answer_with(arg, message, micro_ping);
}

static void
on_info(void *arg, struct bus_message *message)
{
    answer_with(arg, message, info);
}

static void
on_stats(void *arg, struct bus_message *message)
{
    answer_with(arg, message, stats);
}

/* Without a queue group: every instance answers. */
static void
micro_subscribe(struct micro *micro, const char *verb, bus_received *received)
{
    char subject[160];

    snprintf(subject, sizeof subject, "$SRV.%s", verb);
    bus_subscribe(micro->bus, subject, NULL, received, micro);
    snprintf(subject, sizeof subject, "$SRV.%s.%s", verb, micro->api->name);
    bus_subscribe(micro->bus, subject, NULL, received, micro);
    snprintf(subject, sizeof subject, "$SRV.%s.%s.%s", verb, micro->api->name, micro->id);
    bus_subscribe(micro->bus, subject, NULL, received, micro);
}

struct micro *
micro_start(struct bus *bus, const struct service_api *api)
{
    size_t count = (size_t)api->operation_count;
    struct micro *micro = calloc(1, sizeof *micro + count * sizeof micro->endpoints[0]);

    must(micro != NULL);
    micro->bus = bus;
    micro->api = api;
    uuid_format(uuid_new(), micro->id);
    instant_format(instant_now(), micro->started);
    micro_subscribe(micro, "PING", on_ping);
    micro_subscribe(micro, "INFO", on_info);
    micro_subscribe(micro, "STATS", on_stats);
    return micro;
}

void
micro_tells(struct micro *micro, void (*fill)(void *arg, json_t *data), void *arg)
{
    micro->fill = fill;
    micro->arg = arg;
}

void
micro_stop(struct micro **micro)
{
    free(*micro);
    *micro = NULL;
}

/* What a caller did wrong is no error of the endpoint. */
void
micro_count(struct micro *micro, int operation, enum err err, int64_t us)
{
    struct endpoint *e = &micro->endpoints[operation];

    must(operation >= 0 && operation < micro->api->operation_count);
    atomic_fetch_add(&e->requests, 1);
    atomic_fetch_add(&e->us, us);
    if (err != OK && err_status(err) >= 500) {
        atomic_fetch_add(&e->errors, 1);
        atomic_store(&e->last_error, (int)err);
    }
}
