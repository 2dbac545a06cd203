/*
 * test_relay - a relay of a service without handlers, between a real nats-server with the streams
 * EVENTS and FEED and a real PostgreSQL.
 *
 * Threads: the test's main thread.
 */
#ifndef SHARED_ACTOR_TEST_RELAY_H
#define SHARED_ACTOR_TEST_RELAY_H

#include "gen/runtime/sql.h"
#include "shared/actor/relay.h"
#include "shared/actor/service.h"
#include "shared/base/check.h"
#include "shared/bus/bus.h"
#include "shared/bus/test_nats.h"
#include "shared/db/test_pg.h"

#include <jansson.h>
#include <nats/nats.h>

static const struct service_api api = {.name = "thing"};
static const struct statements no_statements;
static const struct actor actor = {.api = &api, .sql = &no_statements};
static struct test_nats server;
static struct test_pg pg;

static inline void
on_changed(void *arg, bool up)
{
    struct relay **relay = arg;

    if (up && *relay != NULL)
        relay_bus_returned(*relay);
}

static struct relay *relay;

static inline void
make_stream(const char *name, const char *subjects)
{
    char subject[64], config[256];

    snprintf(subject, sizeof subject, "$JS.API.STREAM.CREATE.%s", name);
    snprintf(config, sizeof config,
             "{\"name\":\"%s\",\"subjects\":[\"%s\"],\"storage\":\"file\",\"allow_direct\":true,"
             "\"retention\":\"limits\",\"duplicate_window\":300000000000}",
             name, subjects);
    assert_null(strstr(test_ask(the_service.bus, subject, config), "\"error\""));
}

static inline void
make_streams(void)
{
    make_stream("EVENTS", "evt.>");
    make_stream("FEED", "in.feed.>");
}

static inline json_int_t
stored_in(const char *stream)
{
    char subject[64];

    snprintf(subject, sizeof subject, "$JS.API.STREAM.INFO.%s", stream);
    json_t *info = json_loads(test_ask(the_service.bus, subject, ""), 0, NULL);
    json_int_t count =
        json_integer_value(json_object_get(json_object_get(info, "state"), "messages"));

    json_decref(info);
    return count;
}

static inline json_int_t
stored(void)
{
    return stored_in("EVENTS");
}

/* The first user of the audience is the same each time; each object has `changes` changes. */
static inline void
announce_to(int readers, int count, int changes)
{
    char sql[768];

    snprintf(sql, sizeof sql,
             "INSERT INTO outbox (id, type, subject, object_id, version, payload, audience) "
             "SELECT gen_random_uuid(), 'thing.made', 'evt.thing.thing.made',"
             " md5('%d' || now() || n / %d)::uuid, n, n::text,"
             " ARRAY(SELECT md5('reader' || r)::uuid FROM generate_series(1, %d) r)"
             " FROM generate_series(1, %d) n",
             readers, changes, readers, count);
    test_pg_sql(&pg, sql);
}

static inline void
announce_many(int count)
{
    announce_to(0, count, 1);
}

static inline long
unsent(void)
{
    return test_pg_number(&pg, "SELECT count(*) FROM outbox WHERE published_at IS NULL");
}

static inline void
open_bus(void)
{
    the_service.bus = bus_open(&(struct bus_conf){
        .url = server.url, .name = "thing", .changed = on_changed, .arg = &relay});
    TURN_UNTIL(the_service.bus, bus_is_up(the_service.bus));
}

static inline int
start(void **state)
{
    (void)state;
    test_pg_new(&pg);
    test_nats_new(&server, true);
    test_nats_start(&server);
    the_service = (struct service){.actor = &actor,
                                   .name = "thing",
                                   .database_url = pg.url,
                                   .sql = {&runtime_sql, &no_statements}};
    open_bus();
    make_streams();
    relay = relay_start();
    return 0;
}

static inline int
stop(void **state)
{
    (void)state;
    bus_drain(the_service.bus);
    relay_stop(&relay);
    bus_close(&the_service.bus);
    test_nats_destroy(&server);
    test_pg_destroy(&pg);
    return 0;
}

#endif
