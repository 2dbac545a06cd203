#include "shared/base/check.h"
#include "shared/base/clock.h"
#include "shared/bus/bus.h"
#include "shared/bus/bus_asks.h"
#include "shared/bus/test_nats.h"

#include <nats/nats.h>
#include <pthread.h>
#include <stdatomic.h>

struct outcome {
    atomic_int calls;
    enum err err;
    char text[64];
};

static struct test_nats server;

static struct bus *
open_bus(const char *name)
{
    return bus_open(&(struct bus_conf){.url = server.url, .name = name});
}

static void
note(void *arg, enum err err, struct bytes data)
{
    struct outcome *outcome = arg;

    outcome->err = err;
    snprintf(outcome->text, sizeof outcome->text, "%.*s", (int)data.len, (const char *)data.data);
    atomic_fetch_add(&outcome->calls, 1);
}

/* Answers each request with its own data. */
static void
echo(void *arg, struct bus_message *m)
{
    struct bus *bus = arg;

    if (bus_message_reply(m) != NULL)
        assert_int_equal(OK,
                         bus_publish(bus, bus_message_reply(m), NULL, NULL, bus_message_data(m)));
    bus_message_free(m);
}

static void
ask_echo(struct bus *bus, const char *text, struct outcome *outcome)
{
    *outcome = (struct outcome){.err = ERR_COUNT};
    assert_int_equal(OK, bus_ask(bus, "svc.test.echo", NULL, bytes_of(text),
                                 monotonic_ms() + TEST_PATIENCE_MS, note, outcome));
}

static int
start_server(void **state)
{
    (void)state;
    test_nats_new(&server, false);
    test_nats_start(&server);
    return 0;
}

static int
stop_server(void **state)
{
    (void)state;
    test_nats_stop(&server, SIGTERM);
    return 0;
}

static void
an_ask_is_answered(void **state)
{
    struct bus *bus = open_bus("test");
    struct outcome outcome;

    (void)state;
    bus_subscribe(bus, "svc.test.>", "test", echo, bus);
    TURN_UNTIL(bus, bus_is_up(bus));
    ask_echo(bus, "hello", &outcome);
    TURN_UNTIL(bus, outcome.calls);
    assert_int_equal(OK, outcome.err);
    assert_string_equal("hello", outcome.text);
    bus_close(&bus);
}

static void
nobody_listens_is_known_at_once(void **state)
{
    struct bus *bus = open_bus("test");
    struct outcome outcome;
    int64_t began;

    (void)state;
    TURN_UNTIL(bus, bus_is_up(bus));
    began = monotonic_ms();
    ask_echo(bus, "hello", &outcome);
    TURN_UNTIL(bus, outcome.calls);
    assert_int_equal(ERR_UNAVAILABLE, outcome.err);
    assert_true(monotonic_ms() - began < TEST_PATIENCE_MS);
    bus_close(&bus);
}

static void
keep(void *arg, struct bus_message *m)
{
    *(struct bus_message **)arg = m;
}

static void
no_answer_is_a_timeout_and_a_late_one_is_dropped(void **state)
{
    struct bus *bus = open_bus("test");
    struct bus_message *kept = NULL;
    struct outcome first = {.err = ERR_COUNT}, second = {.err = ERR_COUNT};

    (void)state;
    bus_subscribe(bus, "svc.test.>", "test", keep, &kept);
    TURN_UNTIL(bus, bus_is_up(bus));
    assert_int_equal(
        OK, bus_ask(bus, "svc.test.late", NULL, bytes_of("x"), monotonic_ms() + 1, note, &first));
    TURN_UNTIL(bus, first.calls && kept != NULL);
    assert_int_equal(ERR_TIMEOUT, first.err);

    /* The next ask takes the same slot; the late answer must not be taken for its own. */
    struct bus_message *late = kept;
    kept = NULL;
    assert_int_equal(OK, bus_ask(bus, "svc.test.next", NULL, bytes_of("x"),
                                 monotonic_ms() + TEST_PATIENCE_MS, note, &second));
    TURN_UNTIL(bus, kept != NULL);
    assert_int_equal(OK, bus_publish(bus, bus_message_reply(late), NULL, NULL, bytes_of("late")));
    assert_int_equal(OK, bus_publish(bus, bus_message_reply(kept), NULL, NULL, bytes_of("right")));
    TURN_UNTIL(bus, second.calls);
    assert_string_equal("right", second.text);
    assert_int_equal(1, first.calls);
    bus_message_free(late);
    bus_message_free(kept);
    bus_close(&bus);
}

static void
headers_travel(void **state)
{
    const struct bus_headers headers = {"00-aa-bb-01", 1234567890123, "id-1"};
    struct bus *bus = open_bus("test");
    struct bus_message *kept = NULL;

    (void)state;
    bus_subscribe(bus, "some.where", NULL, keep, &kept);
    TURN_UNTIL(bus, bus_is_up(bus));
    assert_int_equal(OK, bus_publish(bus, "some.where", NULL, &headers, bytes_of("data")));
    TURN_UNTIL(bus, kept != NULL);
    assert_string_equal("00-aa-bb-01", bus_message_header(kept, "traceparent"));
    assert_string_equal("1234567890123", bus_message_header(kept, "Deadline"));
    assert_string_equal("id-1", bus_message_header(kept, "Nats-Msg-Id"));
    assert_null(bus_message_header(kept, "other"));
    assert_null(bus_message_reply(kept));
    assert_string_equal("some.where", bus_message_subject(kept));
    assert_int_equal(4, bus_message_data(kept).len);
    bus_message_free(kept);
    bus_close(&bus);
}

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
    struct bus_message *kept = NULL;
    struct outcome open, refused, after;

    (void)state;
    bus_subscribe(bus, "svc.test.silent", "test", keep, &kept);
    bus_subscribe(bus, "svc.test.echo", "test", echo, bus);
    TURN_UNTIL(bus, bus_is_up(bus));

    open = (struct outcome){.err = ERR_COUNT};
    assert_int_equal(OK, bus_ask(bus, "svc.test.silent", NULL, bytes_of("x"),
                                 monotonic_ms() + 10 * TEST_PATIENCE_MS, note, &open));
    TURN_UNTIL(bus, kept != NULL);
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
    bus_message_free(kept);
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

static void
count_message(void *arg, struct bus_message *m)
{
    ++*(int *)arg;
    bus_message_free(m);
}

/* Both go over one connection each, so what `sender` flushed first is with the server first. */
static void
a_drain_delivers_what_was_sent_and_then_nothing(void **state)
{
    struct bus *bus = open_bus("test"), *sender = open_bus("sender");
    struct outcome outcome;
    int received = 0;

    (void)state;
    bus_subscribe(bus, "some.where", "test", count_message, &received);
    bus_subscribe(bus, "svc.test.echo", "test", echo, bus);
    TURN_UNTIL(bus, bus_is_up(bus));
    ask_echo(bus, "subscribed",
             &outcome); /* the answer says that the server has the subscriptions */
    TURN_UNTIL(bus, outcome.calls);
    bus_subscribe(sender, "svc.sender", NULL, echo, sender);
    TURN_UNTIL(sender, bus_is_up(sender));
    for (int i = 0; i < 1000; i++)
        assert_int_equal(OK, bus_publish(sender, "some.where", NULL, NULL, bytes_of("x")));
    outcome = (struct outcome){.err = ERR_COUNT};
    assert_int_equal(OK, bus_ask(sender, "svc.sender", NULL, bytes_of("x"),
                                 monotonic_ms() + TEST_PATIENCE_MS, note, &outcome));
    TURN_UNTIL(sender, outcome.calls);

    bus_drain(bus);
    assert_int_equal(1000, received);
    outcome = (struct outcome){.err = ERR_COUNT};
    assert_int_equal(OK, bus_ask(sender, "some.where", NULL, bytes_of("x"),
                                 monotonic_ms() + TEST_PATIENCE_MS, note, &outcome));
    TURN_UNTIL(sender, outcome.calls);
    assert_int_equal(ERR_UNAVAILABLE, outcome.err);
    bus_turn(bus);
    assert_int_equal(1000, received);
    bus_close(&bus);
    bus_close(&sender);
}

static void
closing_answers_whoever_waits(void **state)
{
    struct bus *bus = open_bus("test");
    struct bus_message *kept = NULL;
    struct outcome outcome = {.err = ERR_COUNT};

    (void)state;
    bus_subscribe(bus, "svc.test.silent", NULL, keep, &kept);
    TURN_UNTIL(bus, bus_is_up(bus));
    assert_int_equal(OK, bus_ask(bus, "svc.test.silent", NULL, bytes_of("x"),
                                 monotonic_ms() + TEST_PATIENCE_MS, note, &outcome));
    TURN_UNTIL(bus, kept != NULL);
    bus_message_free(kept);
    bus_close(&bus);
    assert_int_equal(1, outcome.calls);
    assert_int_equal(ERR_UNAVAILABLE, outcome.err);
}

enum { ASKERS = 4, ASKS_EACH = 2500 };

static struct outcome outcomes[ASKERS][ASKS_EACH];

struct asker {
    struct bus *bus;
    struct outcome *outcomes;
    atomic_int asked;
};

static void *
ask_many(void *arg)
{
    struct asker *asker = arg;

    for (int i = 0; i < ASKS_EACH; i++) {
        char text[16];

        snprintf(text, sizeof text, "%d", i);
        ask_echo(asker->bus, text, &asker->outcomes[i]);
        if (i % 50 == 49)
            bus_flush(asker->bus);
    }
    bus_flush(asker->bus);
    atomic_store(&asker->asked, 1);
    return NULL;
}

static bool
all_answered(struct outcome *list)
{
    for (int i = 0; i < ASKS_EACH; i++)
        if (list[i].calls == 0)
            return false;
    return true;
}

static void
many_asks_from_many_threads_each_get_their_own_answer(void **state)
{
    struct bus *bus = open_bus("test");
    struct asker askers[ASKERS];
    pthread_t threads[ASKERS];

    (void)state;
    bus_subscribe(bus, "svc.test.echo", "test", echo, bus);
    TURN_UNTIL(bus, bus_is_up(bus));
    for (int t = 0; t < ASKERS; t++) {
        askers[t] = (struct asker){.bus = bus, .outcomes = outcomes[t]};
        assert_int_equal(0, pthread_create(&threads[t], NULL, ask_many, &askers[t]));
    }
    for (int t = 0; t < ASKERS; t++)
        TURN_UNTIL(bus, askers[t].asked && all_answered(outcomes[t]));
    for (int t = 0; t < ASKERS; t++) {
        pthread_join(threads[t], NULL);
        for (int i = 0; i < ASKS_EACH; i++) {
            assert_int_equal(OK, outcomes[t][i].err);
            assert_int_equal(1, outcomes[t][i].calls);
            assert_int_equal(i, atoi(outcomes[t][i].text));
        }
    }
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

static void
asks_leave_by_deadline_token_or_any(void **state)
{
    struct asks *t = asks_new();
    char tokens[100][ASK_TOKEN];
    struct ask ask = {.answered = note};
    int64_t last = 0;

    (void)state;
    for (int i = 0; i < 100; i++) {
        ask.arg = tokens[i];
        assert_true(asks_add(t, ask, 1000 + i * 37 % 100, tokens[i]));
    }
    assert_int_equal(1000, asks_next_deadline(t));
    for (int i = 0; i < 100; i += 3)
        assert_true(asks_take(t, tokens[i], &ask) && ask.arg == tokens[i]);
    assert_false(asks_take(t, tokens[0], &ask));
    assert_false(asks_take(t, "", &ask));
    assert_false(asks_take(t, "ffffffffffffffff", &ask));
    assert_false(asks_take(t, "000000000000000g", &ask));
    while (asks_next_deadline(t) != INT64_MAX) {
        assert_true(asks_next_deadline(t) >= last);
        last = asks_next_deadline(t);
        assert_false(asks_take_expired(t, last - 1, &ask));
        assert_true(asks_take_expired(t, last, &ask));
    }
    assert_false(asks_take_any(t, &ask));
    for (int i = 0; i < ASKS_MAX; i++)
        assert_true(asks_add(t, ask, i, tokens[0]));
    assert_false(asks_add(t, ask, 0, tokens[1]));
    asks_destroy(t);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(asks_leave_by_deadline_token_or_any),
        cmocka_unit_test(an_ask_is_answered),
        cmocka_unit_test(nobody_listens_is_known_at_once),
        cmocka_unit_test(no_answer_is_a_timeout_and_a_late_one_is_dropped),
        cmocka_unit_test(headers_travel),
        cmocka_unit_test(a_restarted_server_finds_everything_as_it_was),
        cmocka_unit_test(the_server_may_come_later_than_we),
        cmocka_unit_test(a_drain_delivers_what_was_sent_and_then_nothing),
        cmocka_unit_test(closing_answers_whoever_waits),
        cmocka_unit_test(many_asks_from_many_threads_each_get_their_own_answer),
        cmocka_unit_test(threads_publish_while_the_server_comes_and_goes),
    };
    int failed = cmocka_run_group_tests(tests, start_server, stop_server);

    nats_Close(); /* so that the leak checker sees only ours */
    return failed;
}
