#include "shared/actor/relay.h"

#include "gen/runtime/sql.h"
#include "shared/actor/service.h"
#include "shared/base/check.h"
#include "shared/base/test_log.h"
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
static struct test_log told;

static void
on_changed(void *arg, bool up)
{
    struct relay **relay = arg;

    if (up && *relay != NULL)
        relay_bus_returned(*relay);
}

static struct relay *relay;

static void
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

static void
make_streams(void)
{
    make_stream("EVENTS", "evt.>");
    make_stream("FEED", "in.feed.>");
}

static json_int_t
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

static json_int_t
stored(void)
{
    return stored_in("EVENTS");
}

/* The stream answers a moment after the server does. */
static bool
stream_is_up(void)
{
    struct test_answer answer = {.done = false};

    if (!bus_is_up(the_service.bus) ||
        bus_ask(the_service.bus, "$JS.API.STREAM.INFO.EVENTS", NULL, (struct bytes){NULL, 0},
                monotonic_ms() + 2000, test_answered, &answer) != OK)
        return false;
    TURN_UNTIL(the_service.bus, answer.done);
    return answer.err == OK && strstr(answer.text, "\"messages\"") != NULL;
}

/* The first user of the audience is the same each time; each object has `changes` changes. */
static void
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

static void
announce_many(int count)
{
    announce_to(0, count, 1);
}

static long
unsent(void)
{
    return test_pg_number(&pg, "SELECT count(*) FROM outbox WHERE published_at IS NULL");
}

static int
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
    the_service.bus = bus_open(&(struct bus_conf){
        .url = server.url, .name = "thing", .changed = on_changed, .arg = &relay});
    TURN_UNTIL(the_service.bus, bus_is_up(the_service.bus));
    make_streams();
    relay = relay_start();
    return 0;
}

static int
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

/* Message `seq` of the stream is the one of the row of that rank. */
static void
assert_same_id(int seq)
{
    char ask[32], sql[128];
    const char *answer;

    snprintf(ask, sizeof ask, "{\"seq\":%d}", seq);
    answer = test_ask(the_service.bus, "$JS.API.STREAM.MSG.GET.EVENTS", ask);
    json_t *message = json_loads(answer, 0, NULL);
    const char *packed =
        json_string_value(json_object_get(json_object_get(message, "message"), "hdrs"));
    /* Base64 of "NATS/1.0\r\nNats-Msg-Id: <id>\r\n\r\n", which the database can read. */
    assert_non_null(packed);
    snprintf(sql, sizeof sql, "SELECT id FROM outbox ORDER BY seq OFFSET %d LIMIT 1", seq - 1);
    char question[1024];
    snprintf(question, sizeof question,
             "SELECT count(*) FROM (%s) r WHERE convert_from(decode('%s', 'base64'), 'UTF8') "
             "LIKE '%%' || r.id || '%%'",
             sql, packed);
    assert_int_equal(1, test_pg_number(&pg, question));
    json_decref(message);
}

static void
what_is_announced_is_stored_in_order(void **state)
{
    (void)state;
    announce_many(1000);
    TURN_UNTIL(the_service.bus, unsent() == 0);
    assert_int_equal(1000, stored());
    assert_same_id(1);
    assert_same_id(257);
    assert_same_id(1000);
}

static void
two_relays_store_each_event_once(void **state)
{
    struct relay *other = relay_start();
    json_int_t before = stored();

    (void)state;
    for (int i = 0; i < 10; i++)
        announce_many(30);
    TURN_UNTIL(the_service.bus, unsent() == 0);
    assert_int_equal(before + 300, stored());
    bus_drain(the_service.bus);
    relay_stop(&other);
    /* The drain ended the first one's wakes too: it is begun anew with the bus. */
    relay_stop(&relay);
    bus_close(&the_service.bus);
    the_service.bus = bus_open(&(struct bus_conf){
        .url = server.url, .name = "thing", .changed = on_changed, .arg = &relay});
    TURN_UNTIL(the_service.bus, bus_is_up(the_service.bus));
    relay = relay_start();
}

static void
each_reader_gets_a_copy_of_each(void **state)
{
    json_int_t events = stored(), copies = stored_in("FEED");

    (void)state;
    announce_to(3, 300, 1);
    announce_to(700, 2, 1);
    TURN_UNTIL(the_service.bus, unsent() == 0);
    assert_int_equal(events + 302, stored());
    assert_int_equal(copies + 3 * 300 + 2 * 700, stored_in("FEED"));
}

/* A stream that is not there refuses; what it misses comes in order when it is. */
static void
what_one_feed_refused_is_unsent_until_all_have_it(void **state)
{
    (void)state;
    json_int_t events = stored();

    test_ask(the_service.bus, "$JS.API.STREAM.DELETE.FEED", "");
    announce_to(2, 12, 4);
    TURN_UNTIL(the_service.bus, stored() > events);
    assert_int_equal(12, unsent());
    make_stream("FEED", "in.feed.>");
    TURN_UNTIL(the_service.bus, unsent() == 0);
    assert_int_equal(events + 12, stored());
    assert_int_equal(24, stored_in("FEED"));
}

static json_int_t
figure(const char *name)
{
    json_t *data = json_object();

    relay_describe(relay, data);
    json_int_t value = json_integer_value(json_object_get(data, name));

    json_decref(data);
    return value;
}

static void
what_waits_and_what_failed_is_counted(void **state)
{
    json_int_t sent = figure("outbox_stored"), failed = figure("outbox_failed");

    (void)state;
    test_ask(the_service.bus, "$JS.API.STREAM.DELETE.FEED", "");
    announce_to(1, 7, 1);
    TURN_UNTIL(the_service.bus, figure("outbox_waiting") == 7 && figure("outbox_failed") > failed);
    TURN_UNTIL(the_service.bus, figure("outbox_oldest_ms") > 0);
    make_stream("FEED", "in.feed.>");
    TURN_UNTIL(the_service.bus, unsent() == 0 && figure("outbox_waiting") == 0);
    assert_true(figure("outbox_stored") >= sent + 14);
}

/* The first test: a relay says it once a minute. */
static void
who_is_far_behind_says_so(void **state)
{
    (void)state;
    test_ask(the_service.bus, "$JS.API.STREAM.DELETE.FEED", "");
    test_pg_sql(&pg, "INSERT INTO outbox (id, type, subject, object_id, payload, audience,"
                     " created_at) SELECT gen_random_uuid(), 'thing.made', '', gen_random_uuid(),"
                     " '{}', ARRAY[md5('reader1')::uuid], now() - (6 - n) * interval '1 minute'"
                     " FROM generate_series(1, 5) n");
    TURN_UNTIL(the_service.bus, test_log_has(&told, "event=relay.behind", "waiting=5 oldest_ms=3"));
    assert_in_range(figure("outbox_oldest_ms"), 300000, 400000);
    assert_int_equal(5, figure("outbox_waiting"));
    make_stream("FEED", "in.feed.>");
    TURN_UNTIL(the_service.bus, unsent() == 0 && figure("outbox_waiting") == 0);
    assert_int_equal(0, figure("outbox_oldest_ms"));
    test_pg_sql(&pg, "DELETE FROM outbox");
}

/* Its operator has to look: what was committed later may not be told before it. */
static void
what_is_too_large_for_the_bus_is_refused_and_what_is_behind_it_waits(void **state)
{
    json_int_t before = stored(), failed = figure("outbox_failed");
    (void)state;
    test_pg_sql(&pg, "INSERT INTO outbox (id, type, subject, object_id, payload, audience)"
                     " SELECT gen_random_uuid(), 'thing.made', 'evt.thing.thing.made',"
                     " gen_random_uuid(), repeat('x', CASE n WHEN 4 THEN 2097152 ELSE 7 END), '{}'"
                     " FROM generate_series(1, 6) n");
    TURN_UNTIL(the_service.bus, test_log_has(&told, "event=relay.event.refused", "bytes=2097152"));
    TURN_UNTIL(the_service.bus, figure("outbox_failed") > failed + 2);
    assert_int_equal(3, unsent());
    assert_int_equal(before + 3, stored());
    test_pg_sql(&pg, "DELETE FROM outbox WHERE length(payload) > 7");
    TURN_UNTIL(the_service.bus, unsent() == 0);
    assert_int_equal(before + 5, stored());
}

static int
catch_log(void **state)
{
    (void)state;
    test_log_catch(&told);
    return 0;
}

static int
release_log(void **state)
{
    (void)state;
    test_log_release(&told);
    return 0;
}

static void
a_wake_is_heard(void **state)
{
    (void)state;
    for (int i = 0; i < 20; i++) {
        announce_many(1);
        assert_int_equal(
            OK, bus_publish(the_service.bus, "wake.thing", NULL, NULL, (struct bytes){NULL, 0}));
        TURN_UNTIL(the_service.bus, unsent() == 0);
    }
}

static void
nothing_is_lost_or_doubled_when_the_server_is_killed(void **state)
{
    json_int_t before = stored();

    (void)state;
    for (int i = 0; i < 3; i++) {
        announce_many(3000);
        test_turn(the_service.bus);
        test_nats_stop(&server, SIGKILL);
        TURN_UNTIL(the_service.bus, !bus_is_up(the_service.bus));
        test_nats_start(&server);
        TURN_UNTIL(the_service.bus, stream_is_up());
    }
    TURN_UNTIL(the_service.bus, unsent() == 0);
    assert_int_equal(before + 9000, stored());
}

static void
what_the_server_forgot_is_sent_again(void **state)
{
    long rows = test_pg_number(&pg, "SELECT count(*) FROM outbox");

    (void)state;
    test_nats_stop(&server, SIGKILL);
    TURN_UNTIL(the_service.bus, !bus_is_up(the_service.bus));
    test_nats_forget(&server);
    test_nats_start(&server);
    TURN_UNTIL(the_service.bus, bus_is_up(the_service.bus));
    make_streams();
    TURN_UNTIL(the_service.bus, stored() == rows && unsent() == 0);
}

static void
a_restarted_database_is_found_again(void **state)
{
    json_int_t before = stored();

    (void)state;
    test_pg_stop(&pg);
    test_pg_start(&pg);
    announce_many(100);
    TURN_UNTIL(the_service.bus, unsent() == 0);
    assert_int_equal(before + 100, stored());
}

static void
stopping_sends_what_was_committed(void **state)
{
    json_int_t before = stored();

    (void)state;
    announce_many(10);
    relay_stop(&relay);
    assert_int_equal(0, unsent());
    assert_int_equal(before + 10, stored());
    bus_drain(the_service.bus);
    relay = relay_start();
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(who_is_far_behind_says_so, catch_log, release_log),
        cmocka_unit_test(what_is_announced_is_stored_in_order),
        cmocka_unit_test(two_relays_store_each_event_once),
        cmocka_unit_test(each_reader_gets_a_copy_of_each),
        cmocka_unit_test(what_one_feed_refused_is_unsent_until_all_have_it),
        cmocka_unit_test(what_waits_and_what_failed_is_counted),
        cmocka_unit_test_setup_teardown(
            what_is_too_large_for_the_bus_is_refused_and_what_is_behind_it_waits, catch_log,
            release_log),
        cmocka_unit_test(a_wake_is_heard),
        cmocka_unit_test(nothing_is_lost_or_doubled_when_the_server_is_killed),
        cmocka_unit_test(a_restarted_database_is_found_again),
        cmocka_unit_test(what_the_server_forgot_is_sent_again),
        cmocka_unit_test(stopping_sends_what_was_committed),
    };
    int failed = cmocka_run_group_tests(tests, start, stop);

    nats_Close();
    return failed;
}
