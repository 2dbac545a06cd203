#include "shared/actor/consume.h"

#include "gen/runtime/sql.h"
#include "shared/actor/service.h"
#include "shared/actor/workers.h"
#include "shared/base/check.h"
#include "shared/bus/bus.h"
#include "shared/bus/test_nats.h"
#include "shared/codec/msg.h"
#include "shared/db/test_pg.h"

#include <nats/nats.h>
#include <pthread.h>
#include <stdatomic.h>

static const struct service_api api = {.name = "contact"};
static const struct statements no_statements;
static struct test_nats server;
static struct test_pg pg;
static struct pool *pool;

/* What the consumer below is to answer, and how often it was called. */
static _Atomic enum err answer;
static atomic_int calls;
static pthread_mutex_t seen_lock = PTHREAD_MUTEX_INITIALIZER;
static char seen_type[64], seen_name[64];
static int64_t seen_version;
static bool seen_members;

bool
workers_post(enum worker_class class, const struct work *work)
{
    assert_int_equal(DB_WRITE, class);
    return pool_post(pool, work);
}

/* Its change is one row. */
static enum err
hear(struct request *rq, const struct domain_event *event)
{
    const struct bytes id = {event->id.b, sizeof event->id.b};
    const struct sql_idempotency_insert row = {id, id, id};
    const msgpack_object *name = map_find(event->data, "name");
    enum err err = sql_idempotency_insert(rq, &row, NULL);

    pthread_mutex_lock(&seen_lock);
    snprintf(seen_type, sizeof seen_type, "%s", event->type);
    snprintf(seen_name, sizeof seen_name, "%.*s", name == NULL ? 0 : (int)name->via.str.size,
             name == NULL ? "" : name->via.str.ptr);
    seen_version = event->version;
    seen_members = event->members;
    pthread_mutex_unlock(&seen_lock);
    atomic_fetch_add(&calls, 1);
    return err ? err : atomic_load(&answer);
}

/* No test here runs the jobs. */
static enum err
rebuild(struct request *rq, struct position *at, bool *more)
{
    (void)rq, (void)at, (void)more;
    return ERR_BUG;
}

static const struct consumer_row consumers[] = {{"contact_users", hear, rebuild}};
static const struct actor actor = {
    .api = &api, .sql = &no_statements, .consumers = consumers, .consumer_count = 1};

static void
make_stream(void)
{
    const char *stream = "{\"name\":\"EVENTS\",\"subjects\":[\"evt.>\"],\"storage\":\"file\"}";
    const char *durable =
        "{\"stream_name\":\"EVENTS\",\"config\":{\"durable_name\":\"contact_users\","
        "\"deliver_subject\":\"deliver.contact.users\",\"deliver_group\":\"contact\","
        "\"ack_policy\":\"explicit\",\"ack_wait\":30000000000,"
        "\"filter_subject\":\"evt.auth.user.>\"}}";

    assert_null(
        strstr(test_ask(the_service.bus, "$JS.API.STREAM.CREATE.EVENTS", stream), "\"error\""));
    assert_null(strstr(
        test_ask(the_service.bus, "$JS.API.CONSUMER.DURABLE.CREATE.EVENTS.contact_users", durable),
        "\"error\""));
}

static void
open_service(void)
{
    the_service.bus = bus_open(&(struct bus_conf){.url = server.url, .name = "contact"});
    pool = pool_new(&(struct pool_conf){.workers = 2,
                                        .room = 64,
                                        .share = 16,
                                        .mode = CONNECTION_TRANSACTION,
                                        .statement_timeout_ms = 10000,
                                        .grace_ms = TEST_PATIENCE_MS});
    TURN_UNTIL(the_service.bus, bus_is_up(the_service.bus) && pool_is_up(pool));
}

static int
start(void **state)
{
    (void)state;
    test_pg_new(&pg);
    test_nats_new(&server, true);
    test_nats_start(&server);
    the_service = (struct service){.actor = &actor,
                                   .name = "contact",
                                   .database_url = pg.url,
                                   .sql = {&runtime_sql, &no_statements}};
    open_service();
    make_stream();
    consume_start();
    return 0;
}

static int
stop(void **state)
{
    (void)state;
    bus_drain(the_service.bus);
    pool_destroy(&pool);
    bus_close(&the_service.bus);
    test_nats_destroy(&server);
    test_pg_destroy(&pg);
    return 0;
}

static void
publish(const char *payload)
{
    assert_non_null(strstr(test_ask(the_service.bus, "evt.auth.user.deleted", payload), "\"seq\""));
}

/* `attributes` stand before the data, each with a comma behind it. */
static void
send_event_with(int number, const char *attributes)
{
    char payload[512];

    snprintf(payload, sizeof payload,
             "{\"specversion\":\"1.0\",\"id\":\"00000000-0000-4000-8000-%012d\","
             "\"source\":\"/almanac/auth\",\"type\":\"user.deleted\","
             "\"subject\":\"11111111-1111-4111-8111-111111111111\","
             "%s\"data\":{\"name\":\"Ada\"}}",
             number, attributes);
    publish(payload);
}

static void
send_event(int number)
{
    send_event_with(number, "");
}

static bool
info_has(const char *text)
{
    const char *info = test_ask(the_service.bus, "$JS.API.CONSUMER.INFO.EVENTS.contact_users", "");

    return strstr(info, text) != NULL;
}

static long
applied(void)
{
    return test_pg_number(&pg, "SELECT count(*) FROM idempotency");
}

static bool
all_acknowledged(void)
{
    return info_has("\"num_ack_pending\":0,") && info_has("\"num_pending\":0");
}

static const struct {
    const char *name, *attributes;
    int64_t version;
    bool members;
} said[] = {
    {"nothing", "", 0, false},
    {"both", "\"version\":7,\"members\":true,", 7, true},
    {"the last version", "\"version\":9223372036854775807,\"members\":false,", INT64_MAX, false},
    {"no version", "\"version\":-7,\"members\":\"true\",", 0, false},
    {"texts", "\"version\":\"7\",\"members\":1,", 0, false},
};

/* Leaves no trace of its events for the others to count. */
static void
a_consumer_hears_the_version_and_whether_members_changed(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(said); i++) {
        calls = 0;
        send_event_with(20 + (int)i, said[i].attributes);
        TURN_UNTIL(the_service.bus, calls == 1 && all_acknowledged());
        pthread_mutex_lock(&seen_lock);
        CHECK(said[i].name, seen_version == said[i].version);
        CHECK(said[i].name, seen_members == said[i].members);
        pthread_mutex_unlock(&seen_lock);
    }
    calls = 0;
    test_pg_sql(&pg, "TRUNCATE idempotency");
}

static void
an_event_is_applied(void **state)
{
    (void)state;
    send_event(1);
    TURN_UNTIL(the_service.bus, calls == 1 && all_acknowledged());
    assert_int_equal(1, applied());
    pthread_mutex_lock(&seen_lock);
    assert_string_equal("user.deleted", seen_type);
    assert_string_equal("Ada", seen_name);
    pthread_mutex_unlock(&seen_lock);
}

static void
an_event_that_comes_twice_is_applied_once(void **state)
{
    (void)state;
    calls = 0;
    send_event(2);
    send_event(2);
    TURN_UNTIL(the_service.bus, calls == 1 && all_acknowledged());
    assert_int_equal(2, applied());
    assert_int_equal(1, calls);
}

static void
what_failed_is_undone_and_comes_again(void **state)
{
    (void)state;
    calls = 0;
    answer = ERR_UNAVAILABLE;
    send_event(3);
    TURN_UNTIL(the_service.bus, calls >= 2);
    assert_int_equal(2, applied());
    answer = OK;
    TURN_UNTIL(the_service.bus, all_acknowledged());
    assert_int_equal(3, applied());
}

static void
a_database_that_is_away_loses_nothing(void **state)
{
    (void)state;
    test_pg_stop(&pg);
    send_event(4);
    TURN_UNTIL(the_service.bus, info_has("\"num_redelivered\":1"));
    test_pg_start(&pg);
    TURN_UNTIL(the_service.bus, all_acknowledged());
    assert_int_equal(4, applied());
}

static void
an_answer_leaves_nothing_to_count(void **state)
{
    (void)state;
    calls = 0;
    answer = ERR_UNAVAILABLE;
    send_event(6);
    TURN_UNTIL(the_service.bus, calls >= 4);
    answer = OK;
    TURN_UNTIL(the_service.bus, all_acknowledged());
    assert_int_equal(5, applied());
    assert_int_equal(0, test_pg_number(&pg, "SELECT count(*) FROM consume_attempts"));
}

/* As after processes that died: their rows are there. */
static void
others_died_of_it(int number, int processes)
{
    char sql[300];

    snprintf(sql, sizeof sql,
             "INSERT INTO consume_attempts (consumer, event_id, process, processes) "
             "VALUES ('contact_users', '00000000-0000-4000-8000-%012d', gen_random_uuid(), %d)",
             number, processes);
    test_pg_sql(&pg, sql);
}

static void
what_ended_two_processes_is_tried_once_more(void **state)
{
    (void)state;
    calls = 0;
    others_died_of_it(7, 1);
    answer = ERR_UNAVAILABLE;
    send_event(7);
    TURN_UNTIL(the_service.bus, calls >= 2);
    answer = OK;
    TURN_UNTIL(the_service.bus, all_acknowledged());
    assert_int_equal(6, applied());
}

/* The first delivery alone finds no row; it stays with the durable, to come again later. */
static void
what_ended_three_processes_is_not_applied(void **state)
{
    (void)state;
    calls = 0;
    others_died_of_it(8, 2);
    answer = ERR_UNAVAILABLE;
    send_event(8);
    TURN_UNTIL(the_service.bus, calls == 1);
    answer = OK;
    TURN_UNTIL(the_service.bus,
               test_pg_number(&pg, "SELECT coalesce(max(processes), 0) FROM consume_attempts") ==
                   3);
    send_event(9);
    TURN_UNTIL(the_service.bus, calls == 2 && info_has("\"num_ack_pending\":1,"));
    assert_int_equal(7, applied());
}

/* Last: it stays with the durable, to come again after ten minutes. */
static void
what_is_no_event_is_put_aside(void **state)
{
    (void)state;
    calls = 0;
    publish("{\"type\":\"user.deleted\"}");
    publish("no JSON");
    send_event(5);
    TURN_UNTIL(the_service.bus, calls == 1 && info_has("\"num_ack_pending\":3,"));
    assert_int_equal(8, applied());
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_consumer_hears_the_version_and_whether_members_changed),
        cmocka_unit_test(an_event_is_applied),
        cmocka_unit_test(an_event_that_comes_twice_is_applied_once),
        cmocka_unit_test(what_failed_is_undone_and_comes_again),
        cmocka_unit_test(a_database_that_is_away_loses_nothing),
        cmocka_unit_test(an_answer_leaves_nothing_to_count),
        cmocka_unit_test(what_ended_two_processes_is_tried_once_more),
        cmocka_unit_test(what_ended_three_processes_is_not_applied),
        cmocka_unit_test(what_is_no_event_is_put_aside),
    };
    int failed = cmocka_run_group_tests(tests, start, stop);

    nats_Close();
    return failed;
}
