/* What a relay stores where, in which order and how often. */
#include "shared/actor/test_relay.h"

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
        cmocka_unit_test(what_is_announced_is_stored_in_order),
        cmocka_unit_test(two_relays_store_each_event_once),
        cmocka_unit_test(each_reader_gets_a_copy_of_each),
        cmocka_unit_test(a_wake_is_heard),
        cmocka_unit_test(stopping_sends_what_was_committed),
    };
    int failed = cmocka_run_group_tests(tests, start, stop);

    nats_Close();
    return failed;
}
