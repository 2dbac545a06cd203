#include "tools/natskeys/rights.h"

#include "gen/bus/bus_acl.h"
#include "gen/bus/consumers.h"
#include "gen/bus/nouns.h"
#include "shared/base/must.h"
#include "shared/bus/consumers.h"
#include "shared/bus/feed.h"

#include <stdarg.h>
#include <string.h>

struct pair {
    const char *process, *subject;
};

/* clang-format off */
#define PAIR(a, b) {a, b},
#define NAME(a) a,
#define NOUN(service, noun, NOUN, scope, in_calendar) {service, noun},
static const struct pair may_ask[] = {BUS_MAY_ASK(PAIR)};
static const struct pair answers[] = {BUS_ANSWERS(PAIR)}; /* subject: who asks */
static const char *const services[] = {BUS_SERVICES(NAME)};

static const struct consumer {
    const char *service, *durable, *delivers;
} consumers[] = {
#define CONSUMER(service, name, hears)                                                             \
    {#service, CONSUMER_DURABLE(service, name), CONSUMER_DELIVERS(service, name)},
    CONSUMERS(CONSUMER)
};

/* Beside the contract: revocations, which auth broadcasts to the gateways. */
static const struct pair tells[] = {{"auth", "auth.heartbeat"}};
/* subject: the noun of objects whose changes the service announces */
static const struct pair nouns[] = {NOUNS(NOUN)};
static const struct pair hears[] = {{"gateway", "auth.heartbeat"}};
/* clang-format on */

static void allow(json_t *list, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void
allow(json_t *list, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    must(json_array_append_new(list, json_vsprintf(format, args)) == 0);
    va_end(args);
}

/* What every process has: an inbox of its own, what it may ask, and what is beside the contract. */
static void
allow_process(const struct rights *r, const char *process)
{
    allow(r->subscribe, "_INBOX_%s.>", process);
    for (size_t i = 0; i < ARRAY_LEN(may_ask); i++) {
        if (strcmp(may_ask[i].process, process) == 0)
            allow(r->publish, "%s", may_ask[i].subject);
    }
    for (size_t i = 0; i < ARRAY_LEN(tells); i++) {
        if (strcmp(tells[i].process, process) == 0)
            allow(r->publish, "%s", tells[i].subject);
    }
    for (size_t i = 0; i < ARRAY_LEN(hears); i++) {
        if (strcmp(hears[i].process, process) == 0)
            allow(r->subscribe, "%s", hears[i].subject);
    }
}

/* The NATS services protocol: asked by people, who have the inbox prefix _INBOX_nats. */
static void
allow_micro(const struct rights *r, const char *service)
{
    static const char *const verbs[] = {"PING", "INFO", "STATS"};

    for (size_t i = 0; i < ARRAY_LEN(verbs); i++) {
        allow(r->subscribe, "$SRV.%s", verbs[i]);
        allow(r->subscribe, "$SRV.%s.%s", verbs[i], service);
        allow(r->subscribe, "$SRV.%s.%s.*", verbs[i], service);
    }
    allow(r->publish, "_INBOX_nats.>");
}

/* A `*` cannot stand for a part of a name, so the acks of each durable are named in full. */
static void
allow_consumers(const struct rights *r, const char *service)
{
    for (size_t i = 0; i < ARRAY_LEN(consumers); i++) {
        if (strcmp(consumers[i].service, service) == 0) {
            allow(r->subscribe, "%s", consumers[i].delivers);
            allow(r->publish, "$JS.ACK." EVENTS_STREAM ".%s.>", consumers[i].durable);
        }
    }
}

/* A service writes to feeds only of its own nouns. */
static void
allow_feeds(const struct rights *r, const char *service)
{
    for (size_t i = 0; i < ARRAY_LEN(nouns); i++) {
        if (strcmp(nouns[i].process, service) != 0)
            continue;
        allow(r->publish, "in.feed.*.%s.*", nouns[i].subject);
        /* Reads the last message that is there, to know what to send again. */
        allow(r->publish, "$JS.API.DIRECT.GET." FEED_STREAM ".in.feed.*.%s.*", nouns[i].subject);
    }
}

/* For auth: each agent's backlog is a consumer, made together with its credentials. */
static void
allow_agents(const struct rights *r)
{
    allow(r->publish, "$JS.API.CONSUMER.DURABLE.CREATE." FEED_STREAM ".*");
    allow(r->publish, "$JS.API.CONSUMER.DELETE." FEED_STREAM ".*");
}

/* For the service that reads everybody's feed from a durable (feed.h). */
static void
allow_feed_reader(const struct rights *r)
{
    allow(r->publish, "$JS.API.CONSUMER.MSG.NEXT." FEED_STREAM "." FEED_READER);
    allow(r->publish, "$JS.ACK." FEED_STREAM "." FEED_READER ".>");
    allow(r->publish, "$JS.API.STREAM.INFO." FEED_STREAM); /* what was dropped of it */
    allow(r->publish, "$JS.API.STREAM.MSG.GET." FEED_STREAM);
}

static void
allow_service(const struct rights *r, const char *service)
{
    allow_process(r, service);
    allow(r->subscribe, "svc.%s.>", service);
    for (size_t i = 0; i < ARRAY_LEN(answers); i++) {
        if (strcmp(answers[i].process, service) == 0)
            allow(r->publish, "_INBOX_%s.>", answers[i].subject);
    }
    allow(r->publish, "evt.%s.>", service);
    allow_feeds(r, service);
    allow(r->publish, "wake.%s", service);
    allow(r->subscribe, "wake.%s", service);
    allow_consumers(r, service);
    allow_micro(r, service);
    if (strcmp(service, "auth") == 0)
        allow_agents(r);
    if (strcmp(service, FEED_READER_SERVICE) == 0)
        allow_feed_reader(r);
}

/* The gateway reads everybody's feed, and cannot write or change it. */
static void
allow_gateway(const struct rights *r)
{
    allow_process(r, "gateway");
    allow(r->publish, "$JS.API.CONSUMER.CREATE." FEED_STREAM ".*.in.feed.>");
    allow(r->publish, "$JS.API.CONSUMER.MSG.NEXT." FEED_STREAM ".*");
    allow(r->publish, "$JS.API.CONSUMER.DELETE." FEED_STREAM ".*");
    allow(r->publish, "$JS.API.STREAM.MSG.GET." FEED_STREAM);
    allow(r->publish, "$JS.API.STREAM.INFO." FEED_STREAM);
    allow(r->publish, "$JS.API.STREAM.INFO." EVENTS_STREAM); /* whether it is there (ready.c) */
}

/* The only process that may make streams and the services' consumers, each by its name. */
static void
allow_setup(const struct rights *r)
{
    static const char *const verbs[] = {"CREATE", "UPDATE", "INFO"};

    allow(r->subscribe, "_INBOX_setup.>");
    for (size_t i = 0; i < ARRAY_LEN(verbs); i++) {
        allow(r->publish, "$JS.API.STREAM.%s." EVENTS_STREAM, verbs[i]);
        allow(r->publish, "$JS.API.STREAM.%s." FEED_STREAM, verbs[i]);
    }
    for (size_t i = 0; i < ARRAY_LEN(consumers); i++) {
        const char *durable = consumers[i].durable;

        allow(r->publish, "$JS.API.CONSUMER.DURABLE.CREATE." EVENTS_STREAM ".%s", durable);
        allow(r->publish, "$JS.API.CONSUMER.INFO." EVENTS_STREAM ".%s", durable);
    }
    allow(r->publish, "$JS.API.CONSUMER.DURABLE.CREATE." FEED_STREAM "." FEED_READER);
}

static void
allow_admin(const struct rights *r)
{
    allow_process(r, "admin");
}

static void
allow_people(const struct rights *r)
{
    allow(r->subscribe, "_INBOX_nats.>");
    allow(r->subscribe, "evt.>");
    allow(r->publish, "$SRV.>");
}

/* In the account SYS: with this user auth tells the server of agents' accounts. */
static void
allow_sys(const struct rights *r)
{
    allow(r->subscribe, "_INBOX_sys.>");
    allow(r->publish, "$SYS.REQ.CLAIMS.UPDATE");
    allow(r->publish, "$SYS.REQ.CLAIMS.DELETE");
}

/* ------------------------------------------------------------------ who there is */

static const struct {
    const char *name;
    void (*fill)(const struct rights *r);
} others[] = {{"gateway", allow_gateway},
              {"admin", allow_admin},
              {"setup", allow_setup},
              {"nats", allow_people}};

enum { SERVICES = sizeof services / sizeof services[0] };
const size_t rights_users = SERVICES + ARRAY_LEN(others);

static struct rights
rights_new(void)
{
    return (struct rights){.publish = json_array(), .subscribe = json_array()};
}

struct rights
rights_of_user(size_t i)
{
    struct rights r = rights_new();

    r.name = i < SERVICES ? services[i] : others[i - SERVICES].name;
    if (i < SERVICES)
        allow_service(&r, r.name);
    else
        others[i - SERVICES].fill(&r);
    return r;
}

struct rights
rights_of_sys(void)
{
    struct rights r = rights_new();

    r.name = "sys";
    allow_sys(&r);
    return r;
}

void
rights_fini(struct rights *r)
{
    json_decref(r->publish);
    json_decref(r->subscribe);
}
