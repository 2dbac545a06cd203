/*
 * test_bus - what the tests of the bus share: a server, buses that are connected to it, and handlers
 * that note what they were given.  Included by tests only.
 */
#ifndef SHARED_BUS_TEST_BUS_H
#define SHARED_BUS_TEST_BUS_H

#include "shared/base/check.h"
#include "shared/base/clock.h"
#include "shared/bus/bus.h"
#include "shared/bus/test_nats.h"

#include <nats/nats.h>
#include <stdatomic.h>

struct outcome {
    atomic_int calls;
    enum err err;
    char text[64];
};

static struct test_nats server;

static inline struct bus *
open_bus(const char *name)
{
    return bus_open(&(struct bus_conf){.url = server.url, .name = name});
}

static inline void
note(void *arg, enum err err, struct bytes data)
{
    struct outcome *outcome = arg;

    outcome->err = err;
    snprintf(outcome->text, sizeof outcome->text, "%.*s", (int)data.len, (const char *)data.data);
    atomic_fetch_add(&outcome->calls, 1);
}

/* Answers each request with its own data. */
static inline void
echo(void *arg, struct bus_message *m)
{
    struct bus *bus = arg;

    if (bus_message_reply(m) != NULL)
        assert_int_equal(OK,
                         bus_publish(bus, bus_message_reply(m), NULL, NULL, bus_message_data(m)));
    bus_message_free(m);
}

static inline void
ask_echo(struct bus *bus, const char *text, struct outcome *outcome)
{
    *outcome = (struct outcome){.err = ERR_COUNT};
    assert_int_equal(OK, bus_ask(bus, "svc.test.echo", NULL, bytes_of(text),
                                 monotonic_ms() + TEST_PATIENCE_MS, note, outcome));
}

static inline int
start_server(void **state)
{
    (void)state;
    test_nats_new(&server, false);
    test_nats_start(&server);
    return 0;
}

static inline int
stop_server(void **state)
{
    (void)state;
    test_nats_stop(&server, SIGTERM);
    return 0;
}

static inline void
take_message(void *arg, struct bus_message *m)
{
    *(struct bus_message **)arg = m;
}

#endif
