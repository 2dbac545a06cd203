/* A relay whose bus, streams or database refuse, forget or go away. */
#include "shared/actor/test_relay.h"

#include "shared/base/test_log.h"

static struct test_log told;

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

static json_int_t
figure(const char *name)
{
    json_t *data = json_object();

    relay_describe(relay, data);
    json_int_t value = json_integer_value(json_object_get(data, name));

    json_decref(data);
    return value;
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

/* The first test: a relay says it once a minute. */
static void
a_relay_that_falls_behind_says_so(void **state)
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
a_server_that_was_not_away_is_sent_nothing_again(void **state)
{
    json_int_t before = stored();

    (void)state;
    test_pg_sql(&pg, "UPDATE outbox SET again = false");
    bus_drain(the_service.bus);
    relay_stop(&relay);
    bus_close(&the_service.bus);
    open_bus();
    relay = relay_start();
    relay_bus_returned(relay);
    announce_many(10);
    TURN_UNTIL(the_service.bus, unsent() == 0);
    assert_int_equal(before + 10, stored());
    assert_int_equal(0, test_pg_number(&pg, "SELECT count(*) FROM outbox WHERE again"));
}

static void
what_the_server_forgot_is_sent_again(void **state)
{
    long rows = test_pg_number(&pg, "SELECT count(*) FROM outbox");

    (void)state;
    /* The service may have been away for longer than what is sent again. */
    test_pg_sql(&pg, "UPDATE outbox SET published_at = published_at - interval '1 hour'");
    test_nats_stop(&server, SIGKILL);
    TURN_UNTIL(the_service.bus, !bus_is_up(the_service.bus));
    test_nats_forget(&server);
    test_nats_start(&server);
    TURN_UNTIL(the_service.bus, bus_is_up(the_service.bus));
    make_streams();
    TURN_UNTIL(the_service.bus, stored() == rows && unsent() == 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_relay_that_falls_behind_says_so, catch_log, release_log),
        cmocka_unit_test(what_one_feed_refused_is_unsent_until_all_have_it),
        cmocka_unit_test(what_waits_and_what_failed_is_counted),
        cmocka_unit_test_setup_teardown(
            what_is_too_large_for_the_bus_is_refused_and_what_is_behind_it_waits, catch_log,
            release_log),
        cmocka_unit_test(nothing_is_lost_or_doubled_when_the_server_is_killed),
        cmocka_unit_test(a_restarted_database_is_found_again),
        cmocka_unit_test(a_server_that_was_not_away_is_sent_nothing_again),
        cmocka_unit_test(what_the_server_forgot_is_sent_again),
    };
    int failed = cmocka_run_group_tests(tests, start, stop);

    nats_Close();
    return failed;
}
