/*
 * bus_setup - makes the streams of domain events and feeds and the services' consumers, or brings
 * them up to date.
 *
 * Runs once before the services start and may be run again at any time.  It is the only program
 * with rights on the JetStream API.  Waits for a server that is not there yet.
 *
 * The streams:
 *
 *   EVENTS  evt.>      domain events, for the consumers of gen/bus/consumers.h
 *   FEED    in.feed.>  each user's changes; what it has stored it sends on to feed.>
 *
 * They are two because a stream drops a message whose id it knows, and the feeds of several users
 * have messages of one event.  Each has a bound in bytes: beyond it the oldest message goes.  A
 * reader of a feed that has not heard it is told so, and a service rebuilds (shared/actor/rebuild.h).
 *
 * Failure: ends with status 1 when the server refuses something, or is away for
 *   ALMANAC_SETUP_TIMEOUT seconds.
 */
#include "gen/bus/consumers.h"
#include "shared/base/clock.h"
#include "shared/base/conf.h"
#include "shared/base/log.h"
#include "shared/base/must.h"
#include "shared/bus/bus.h"
#include "shared/bus/consumers.h"
#include "shared/bus/feed.h"
#include "shared/bus/stream.h"

#include <poll.h>
#include <stdatomic.h>
#include <stddef.h>

enum { PAUSE_MS = 100, REQUEST_MS = 2000, MB_MAX = 1 << 20 };

static struct settings {
    const char *url, *creds;
    int64_t timeout_s, replicas, events_mb, feed_mb;
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
    {"ALMANAC_EVENTS_MB", CONF_INT, offsetof(struct settings, events_mb), "1024", 1, MB_MAX, false,
     "MiB of domain events that are kept; the oldest go first"},
    {"ALMANAC_FEED_MB", CONF_INT, offsetof(struct settings, feed_mb), "4096", 1, MB_MAX, false,
     "MiB that all feeds together keep; the oldest go first"},
};

static const struct consumer {
    const char *service, *durable, *delivers, *hears;
} consumers[] = {
#define CONSUMER(service, name, hears)                                                             \
    {#service, CONSUMER_DURABLE(service, name), CONSUMER_DELIVERS(service, name), hears},
    CONSUMERS(CONSUMER)};

static struct bus *bus;
static int64_t give_up; /* monotonic ms */

/*
 * One login in 256 is refused for nothing: nats.c 3.4.1 leaves out a signature whose first byte is
 * zero.  So only the third refusal is believed.
 */
enum { REFUSALS = 3 };

/* On a thread of the bus.  What is forbidden would otherwise look like a server that is silent. */
static void
on_refused(void *arg, bool login, const char *why)
{
    static atomic_int refusals;

    (void)arg;
    if (!login)
        die("the bus does not allow it to setup: %s", why);
    if (atomic_fetch_add(&refusals, 1) + 1 == REFUSALS)
        die("the bus at %s refuses the credentials %s", settings.url, settings.creds);
}

static void
die_when_over(const char *what, const char *why)
{
    if (monotonic_ms() > give_up)
        die("%s failed for %lld s: %s", what, (long long)settings.timeout_s, why);
}

static void
turn(void)
{
    struct pollfd ready = {.fd = bus_fd(bus), .events = POLLIN};
    int timeout = bus_timeout_ms(bus);

    poll(&ready, 1, timeout < 0 || timeout > PAUSE_MS ? PAUSE_MS : timeout);
    bus_turn(bus);
}

static void
pause_a_little(void)
{
    int64_t until = monotonic_ms() + PAUSE_MS;

    while (monotonic_ms() < until)
        turn();
}

static void
connect_bus(void)
{
    bus = bus_open(&(struct bus_conf){
        .url = settings.url, .creds = settings.creds, .name = "setup", .refused = on_refused});
    while (!bus_is_up(bus)) {
        die_when_over("connecting to the bus", "it does not answer");
        turn();
    }
}

struct asked {
    bool done;
    enum err err;
    bool accepted;
    struct stream_refusal refusal;
};

static void
on_answer(void *arg, enum err err, struct bytes data)
{
    struct asked *asked = arg;

    *asked = (struct asked){.done = true, .err = err};
    if (!err)
        asked->accepted = stream_accepts(data, &asked->refusal);
}

static struct asked
ask_once(const struct stream_request *request)
{
    struct asked asked = {.done = false};

    asked.err = stream_ask(bus, request, monotonic_ms() + REQUEST_MS, on_answer, &asked);
    bus_flush(bus);
    while (!asked.err && !asked.done)
        turn();
    return asked;
}

/* An answer that is no JSON is none of JetStream's. */
static bool
is_judged(const struct asked *asked)
{
    int code = asked->refusal.code;

    return !asked->err && (asked->accepted || (code != 0 && code != STREAM_NOT_READY));
}

/* Asks again while JetStream is not ready.  False: refused. */
static bool
ask(const struct stream_request *request, struct stream_refusal *refusal)
{
    for (;;) {
        struct asked asked = ask_once(request);

        *refusal = asked.refusal;
        if (is_judged(&asked))
            return asked.accepted;
        die_when_over(request->subject, asked.err ? err_code(asked.err) : "not ready");
        pause_a_little();
    }
}

static void
refused(const char *what, const struct stream_refusal *refusal)
{
    die("the bus refuses %s: %s", what, refusal->why);
}

static void
make_stream(const struct stream_config *config)
{
    struct stream_request request;
    struct stream_refusal refusal;

    stream_request_create(&request, config);
    if (ask(&request, &refusal))
        return;
    if (refusal.number != STREAM_DIFFERS)
        refused(config->name, &refusal);
    stream_request_update(&request, config);
    if (!ask(&request, &refusal))
        refused(config->name, &refusal);
}

/* The relay sends again what is five minutes old: the time for which a message's id is known is
 * longer. */
static void
make_streams(void)
{
    struct stream_config config = {
        .name = EVENTS_STREAM,
        .subjects = "evt.>",
        .replicas = (int)settings.replicas,
        .max_age_s = FEED_DAYS * 86400,
        .duplicates_s = 10 * 60,
        .max_bytes = settings.events_mb << 20,
    };

    make_stream(&config);
    config.name = FEED_STREAM;
    config.subjects = "in.feed.>";
    config.republish = "feed.>";
    config.max_bytes = settings.feed_mb << 20;
    config.subject_max = FEED_KEPT + 1; /* with so many, one was dropped that is not promised */
    config.direct = true;
    make_stream(&config);
}

static void
make_consumer(const struct consumer *c)
{
    const struct stream_consumer consumer = {
        .stream = EVENTS_STREAM,
        .name = c->durable,
        .filter = c->hears,
        .delivers = c->delivers,
        .group = c->service,
        .durable = true,
        .ack_wait_s = 30,
        .ack_pending = 64,
    };
    struct stream_request request;
    struct stream_refusal refusal;

    stream_request_consumer(&request, &consumer);
    if (!ask(&request, &refusal))
        refused(c->durable, &refusal);
}

/* Who reads everybody's feed for webhooks: what happened before there were any is nobody's. */
static void
make_feed_reader(void)
{
    const struct stream_consumer consumer = {
        .stream = FEED_STREAM,
        .name = FEED_READER,
        .filter = FEED_READER_HEARS,
        .durable = true,
        .from_now = true,
        .ack_wait_s = 30,
        .ack_pending = 10000,
    };
    struct stream_request request;
    struct stream_refusal refusal;

    stream_request_consumer(&request, &consumer);
    if (!ask(&request, &refusal))
        refused(FEED_READER, &refusal);
}

int
main(int argc, char **argv)
{
    log_init("bus_setup");
    must(log_set_level("warn"));
    conf_load(argc, argv, "makes the streams of domain events and feeds", rows, ARRAY_LEN(rows),
              &settings);
    give_up = monotonic_ms() + settings.timeout_s * 1000;
    connect_bus();
    make_streams();
    make_feed_reader();
    for (size_t i = 0; i < ARRAY_LEN(consumers); i++)
        make_consumer(&consumers[i]);
    bus_close(&bus);
    return 0;
}
