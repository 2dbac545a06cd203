/*
 * bus_setup - makes the streams of domain events and feeds and the services' consumers, or brings
 * them up to date.
 *
 * Runs once before the services start and may be run again at any time.  It is the only program
 * with rights on the JetStream API.  Waits for a server that is not there yet.
 *
 * Source: the JSON of $JS.API is nats-server's (server/stream.go, server/consumer.go of 2.9).
 */
#include "shared/base/clock.h"
#include "shared/base/conf.h"
#include "shared/base/log.h"
#include "shared/base/must.h"
#include "shared/bus/consumers.h"
#include "shared/bus/feed.h"

#include <jansson.h>
#include <nats/nats.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    PAUSE_MS = 100,
    REQUEST_MS = 2000,
    STREAM_DIFFERS = 10058, /* it exists with another configuration */
};

#define SECONDS(n) ((json_int_t)(n)*1000000000) /* JetStream counts nanoseconds */

static struct settings {
    const char *url, *creds;
    int64_t timeout_s, replicas;
} settings;

static const struct conf_row rows[] = {
    {"ALMANAC_NATS_URL", CONF_TEXT, offsetof(struct settings, url), NULL, 0, 0, false,
     "where the bus listens, nats://host:port"},
    {"ALMANAC_NATS_CREDS", CONF_TEXT, offsetof(struct settings, creds), NULL, 0, 0, false,
     "file with the credentials of setup"},
    {"ALMANAC_SETUP_TIMEOUT", CONF_INT, offsetof(struct settings, timeout_s), "30", 1, 3600, false,
     "seconds to wait for the server"},
    {"ALMANAC_NATS_REPLICAS", CONF_INT, offsetof(struct settings, replicas), "1", 1, 5, false,
     "servers that keep a copy of each stream"},
};

static const struct consumer {
    const char *service, *durable, *delivers, *hears;
} consumers[] = {
#define CONSUMER(service, name, hears)                                                             \
    {#service, CONSUMER_DURABLE(service, name), CONSUMER_DELIVERS(service, name), hears},
    CONSUMER_TABLE(CONSUMER)};

static natsConnection *nc;
static int64_t give_up; /* monotonic ms */

/* On a thread of the library.  Without this, what is forbidden looks like a server that is silent.
 */
static void
on_error(natsConnection *from, natsSubscription *sub, natsStatus status, void *arg)
{
    const char *why = NULL;

    (void)sub;
    (void)arg;
    if (status == NATS_NOT_PERMITTED) {
        (void)natsConnection_GetLastError(from, &why);
        die("the bus does not allow it to setup: %s", why == NULL ? "" : why);
    }
}

static natsOptions *
options(void)
{
    natsOptions *opts = NULL;

    must(natsOptions_Create(&opts) == NATS_OK);
    if (natsOptions_SetURL(opts, settings.url) != NATS_OK)
        die("ALMANAC_NATS_URL is not an address of a NATS server");
    if (natsOptions_SetUserCredentialsFromFiles(opts, settings.creds, NULL) != NATS_OK)
        die("ALMANAC_NATS_CREDS cannot be used: %s", settings.creds);
    must(natsOptions_SetCustomInboxPrefix(opts, "_INBOX_setup") == NATS_OK);
    must(natsOptions_SetName(opts, "setup") == NATS_OK);
    must(natsOptions_SetErrorHandler(opts, on_error, NULL) == NATS_OK);
    return opts;
}

/* Sleeps a little; dies when the time is over. */
static void
pause_or_die(const char *what, const char *why)
{
    if (monotonic_ms() + PAUSE_MS > give_up)
        die("%s failed for %lld s: %s", what, (long long)settings.timeout_s, why);
    nats_Sleep(PAUSE_MS);
}

/*
 * One login in 256 is refused for nothing: nats.c 3.4.1 leaves out a signature whose first byte is
 * zero.  So only the third refusal in a row is believed.
 */
static void
connect_bus(void)
{
    enum { REFUSALS = 3 };
    natsOptions *opts = options();
    natsStatus status;
    int refused = 0;

    while ((status = natsConnection_Connect(&nc, opts)) != NATS_OK) {
        if (status == NATS_CONNECTION_AUTH_FAILED && ++refused == REFUSALS)
            die("the bus at %s refuses the credentials %s", settings.url, settings.creds);
        pause_or_die("connecting to the bus", natsStatus_GetText(status));
    }
    natsOptions_Destroy(opts);
}

/* The server's answer; asks again while JetStream is not ready.  Takes `body`. */
static json_t *
ask(const char *subject, json_t *body)
{
    char *text = json_dumps(body, JSON_COMPACT);

    must(text != NULL);
    json_decref(body);
    for (;;) {
        natsMsg *msg = NULL;
        natsStatus status = natsConnection_RequestString(&msg, nc, subject, text, REQUEST_MS);
        json_t *reply = status != NATS_OK ? NULL
                                          : json_loadb(natsMsg_GetData(msg),
                                                       (size_t)natsMsg_GetDataLength(msg), 0, NULL);

        natsMsg_Destroy(msg);
        if (reply != NULL &&
            json_integer_value(json_object_get(json_object_get(reply, "error"), "code")) != 503) {
            free(text);
            return reply;
        }
        json_decref(reply);
        pause_or_die(subject, status == NATS_OK ? "not ready" : natsStatus_GetText(status));
    }
}

/* The error code of JetStream, 0 for none. */
static json_int_t
error_of(const json_t *reply)
{
    return json_integer_value(json_object_get(json_object_get(reply, "error"), "err_code"));
}

static void
accept_or_die(const char *what, json_t *reply)
{
    const json_t *error = json_object_get(reply, "error");

    if (error != NULL)
        die("the bus refuses %s: %s", what,
            json_string_value(json_object_get(error, "description")));
    json_decref(reply);
}

/*
 * The relay sends again what is five minutes old: the window in which doubles are known is longer.
 * A message's id is dropped per stream, so that feeds need a stream of their own.
 */
static json_t *
stream_config(const char *name, const char *subjects)
{
    json_t *config = json_pack("{s:s, s:[s], s:s, s:s, s:s, s:i, s:I, s:I}", "name", name,
                               "subjects", subjects, "retention", "limits", "storage", "file",
                               "discard", "old", "num_replicas", (int)settings.replicas, "max_age",
                               SECONDS(FEED_DAYS * 86400), "duplicate_window", SECONDS(10 * 60));

    must(config != NULL);
    return config;
}

static json_t *
events_config(void)
{
    return stream_config(EVENTS_STREAM, "evt.>");
}

static json_t *
feed_config(void)
{
    json_t *config = stream_config(FEED_STREAM, "in.feed.>");
    json_t *more = json_pack("{s:i, s:b, s:{s:s, s:s}}", "max_msgs_per_subject", FEED_KEPT,
                             "allow_direct", 1, "republish", "src", "in.feed.>", "dest", "feed.>");

    must(more != NULL && json_object_update(config, more) == 0);
    json_decref(more);
    return config;
}

static void
make_stream(const char *name, json_t *(*config)(void))
{
    char subject[64];
    json_t *reply;

    snprintf(subject, sizeof subject, "$JS.API.STREAM.CREATE.%s", name);
    reply = ask(subject, config());
    if (error_of(reply) == STREAM_DIFFERS) {
        json_decref(reply);
        snprintf(subject, sizeof subject, "$JS.API.STREAM.UPDATE.%s", name);
        reply = ask(subject, config());
    }
    accept_or_die(name, reply);
}

static void
make_consumer(const struct consumer *c)
{
    char subject[128];
    json_t *config = json_pack(
        "{s:s, s:s, s:s, s:s, s:s, s:s, s:I, s:i}", "durable_name", c->durable, "filter_subject",
        c->hears, "deliver_subject", c->delivers, "deliver_group", c->service, "deliver_policy",
        "all", "ack_policy", "explicit", "ack_wait", SECONDS(30), "max_ack_pending", 64);

    must(config != NULL);
    snprintf(subject, sizeof subject, "$JS.API.CONSUMER.DURABLE.CREATE." EVENTS_STREAM ".%s",
             c->durable);
    accept_or_die(c->durable, ask(subject, json_pack("{s:s, s:o}", "stream_name", EVENTS_STREAM,
                                                     "config", config)));
}

int
main(int argc, char **argv)
{
    log_init("bus_setup");
    conf_load(argc, argv, "makes the streams of domain events and feeds", rows, ARRAY_LEN(rows),
              &settings);
    give_up = monotonic_ms() + settings.timeout_s * 1000;
    connect_bus();
    make_stream(EVENTS_STREAM, events_config);
    make_stream(FEED_STREAM, feed_config);
    for (size_t i = 0; i < ARRAY_LEN(consumers); i++)
        make_consumer(&consumers[i]);
    natsConnection_Destroy(nc);
    nats_Close();
    return 0;
}
