/* A server that comes and goes. */
#include "shared/bus/test_bus.h"

#include <pthread.h>

static void
count_changes(void *arg, bool up)
{
    ((int *)arg)[up]++;
}

static void
a_restarted_server_finds_everything_as_it_was(void **state)
{
    int changes[2] = {0, 0};
    struct bus *bus = bus_open(&(struct bus_conf){
        .url = server.url, .name = "test", .changed = count_changes, .arg = changes});
    struct bus_message *taken = NULL;
    struct outcome open, refused, after;

    (void)state;
    bus_subscribe(bus, "svc.test.silent", "test", take_message, &taken);
    bus_subscribe(bus, "svc.test.echo", "test", echo, bus);
    TURN_UNTIL(bus, bus_is_up(bus));

    open = (struct outcome){.err = ERR_COUNT};
    assert_int_equal(OK, bus_ask(bus, "svc.test.silent", NULL, bytes_of("x"),
                                 monotonic_ms() + 10 * TEST_PATIENCE_MS, note, &open));
    TURN_UNTIL(bus, taken != NULL);
    test_nats_stop(&server, SIGKILL);
    TURN_UNTIL(bus, open.calls);
    assert_int_equal(ERR_UNAVAILABLE, open.err);
    assert_false(bus_is_up(bus));

    assert_int_equal(ERR_UNAVAILABLE, bus_publish(bus, "some.where", NULL, NULL, bytes_of("x")));
    refused = (struct outcome){.err = ERR_COUNT};
    assert_int_equal(ERR_UNAVAILABLE, bus_ask(bus, "svc.test.echo", NULL, bytes_of("x"),
                                              monotonic_ms() + 1, note, &refused));

    test_nats_start(&server);
    TURN_UNTIL(bus, bus_is_up(bus));
    ask_echo(bus, "again", &after);
    TURN_UNTIL(bus, after.calls);
    assert_string_equal("again", after.text);
    assert_int_equal(0, refused.calls);
    assert_int_equal(2, changes[true]);
    assert_int_equal(1, changes[false]);
    bus_message_free(taken);
    bus_close(&bus);
}

static void
the_server_may_come_later_than_we(void **state)
{
    struct bus *bus;
    struct outcome outcome;

    (void)state;
    test_nats_stop(&server, SIGTERM);
    bus = open_bus("test");
    bus_subscribe(bus, "svc.test.echo", NULL, echo, bus);
    bus_turn(bus);
    assert_false(bus_is_up(bus));
    assert_int_equal(ERR_UNAVAILABLE, bus_publish(bus, "some.where", NULL, NULL, bytes_of("x")));
    test_nats_start(&server);
    TURN_UNTIL(bus, bus_is_up(bus));
    ask_echo(bus, "first", &outcome);
    TURN_UNTIL(bus, outcome.calls);
    assert_string_equal("first", outcome.text);
    bus_close(&bus);
}

static atomic_int stop_publishing;

static void *
publish_until_told(void *arg)
{
    while (!stop_publishing) {
        enum err err = bus_publish(arg, "svc.test.echo", NULL, NULL, bytes_of("x"));

        assert_true(err == OK || err == ERR_UNAVAILABLE);
        bus_flush(arg);
    }
    return NULL;
}

static void
threads_publish_while_the_server_comes_and_goes(void **state)
{
    struct bus *bus = open_bus("test");
    struct outcome outcome;
    pthread_t threads[2];

    (void)state;
    bus_subscribe(bus, "svc.test.echo", "test", echo, bus);
    TURN_UNTIL(bus, bus_is_up(bus));
    for (int t = 0; t < 2; t++)
        assert_int_equal(0, pthread_create(&threads[t], NULL, publish_until_told, bus));
    for (int i = 0; i < 3; i++) {
        test_nats_stop(&server, SIGKILL);
        TURN_UNTIL(bus, !bus_is_up(bus));
        test_nats_start(&server);
        TURN_UNTIL(bus, bus_is_up(bus));
    }
    stop_publishing = 1;
    for (int t = 0; t < 2; t++)
        pthread_join(threads[t], NULL);
    ask_echo(bus, "alive", &outcome);
    TURN_UNTIL(bus, outcome.calls);
    assert_string_equal("alive", outcome.text);
    bus_close(&bus);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_restarted_server_finds_everything_as_it_was),
        cmocka_unit_test(the_server_may_come_later_than_we),
        cmocka_unit_test(threads_publish_while_the_server_comes_and_goes),
    };
    int failed = cmocka_run_group_tests_name("bus lost", tests, start_server, stop_server);

    nats_Close(); /* so that the leak checker sees only ours */
    return failed;
}
