/* One connection that stays: asks, headers, the drain, threads. */
#include "shared/bus/test_bus.h"

#include <inttypes.h>
#include <pthread.h>

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
no_answer_is_a_timeout_and_a_late_one_is_dropped(void **state)
{
    struct bus *bus = open_bus("test");
    struct bus_message *taken = NULL;
    struct outcome first = {.err = ERR_COUNT}, second = {.err = ERR_COUNT};

    (void)state;
    bus_subscribe(bus, "svc.test.>", "test", take_message, &taken);
    TURN_UNTIL(bus, bus_is_up(bus));
    assert_int_equal(
        OK, bus_ask(bus, "svc.test.late", NULL, bytes_of("x"), monotonic_ms() + 1, note, &first));
    TURN_UNTIL(bus, first.calls && taken != NULL);
    assert_int_equal(ERR_TIMEOUT, first.err);

    /* The next ask takes the same slot; the late answer must not be taken for its own. */
    struct bus_message *late = taken;
    taken = NULL;
    assert_int_equal(OK, bus_ask(bus, "svc.test.next", NULL, bytes_of("x"),
                                 monotonic_ms() + TEST_PATIENCE_MS, note, &second));
    TURN_UNTIL(bus, taken != NULL);
    assert_int_equal(OK, bus_publish(bus, bus_message_reply(late), NULL, NULL, bytes_of("late")));
    assert_int_equal(OK, bus_publish(bus, bus_message_reply(taken), NULL, NULL, bytes_of("right")));
    TURN_UNTIL(bus, second.calls);
    assert_string_equal("right", second.text);
    assert_int_equal(1, first.calls);
    bus_message_free(late);
    bus_message_free(taken);
    bus_close(&bus);
}

static void
headers_travel(void **state)
{
    const struct bus_headers headers = {"00-aa-bb-01", monotonic_ms() + TEST_PATIENCE_MS, "id-1"};
    int64_t remaining_ms, sent_ms, before_ms = monotonic_ms();
    uint64_t sender;
    struct bus *bus = open_bus("test");
    struct bus_message *taken = NULL;

    (void)state;
    bus_subscribe(bus, "some.where", NULL, take_message, &taken);
    TURN_UNTIL(bus, bus_is_up(bus));
    assert_int_equal(OK, bus_publish(bus, "some.where", NULL, &headers, bytes_of("data")));
    TURN_UNTIL(bus, taken != NULL);
    assert_string_equal("00-aa-bb-01", bus_message_header(taken, "traceparent"));
    assert_int_equal(3,
                     sscanf(bus_message_header(taken, "Timeout"),
                            "%" SCNd64 " %" SCNx64 " %" SCNd64, &remaining_ms, &sender, &sent_ms));
    assert_int_equal(headers.deadline_ms, sent_ms + remaining_ms);
    assert_in_range(sent_ms, before_ms, monotonic_ms());
    assert_int_not_equal(0, sender);
    assert_string_equal("id-1", bus_message_header(taken, "Nats-Msg-Id"));
    assert_null(bus_message_header(taken, "other"));
    assert_null(bus_message_reply(taken));
    assert_string_equal("some.where", bus_message_subject(taken));
    assert_int_equal(4, bus_message_data(taken).len);
    bus_message_free(taken);
    bus_close(&bus);
}

/* Subjects come from tables and from other processes too. */
static void
what_is_no_subject_is_a_bug_and_harms_nobody(void **state)
{
    static const char *const none[] = {"", "some where", "some.where\r\nPUB x 0", "some.\twhere"};
    struct bus *bus = open_bus("test");
    struct outcome outcome = {.err = ERR_COUNT};

    (void)state;
    bus_subscribe(bus, "svc.test.echo", "test", echo, bus);
    TURN_UNTIL(bus, bus_is_up(bus));
    for (size_t i = 0; i < ARRAY_LEN(none); i++) {
        CHECK(none[i], bus_publish(bus, none[i], NULL, NULL, bytes_of("x")) == ERR_BUG);
        CHECK(none[i], bus_publish(bus, "some.where", none[i], NULL, bytes_of("x")) == ERR_BUG);
        CHECK(none[i], bus_ask(bus, none[i], NULL, bytes_of("x"), monotonic_ms() + TEST_PATIENCE_MS,
                               note, &outcome) == ERR_BUG);
    }
    assert_int_equal(0, outcome.calls);
    ask_echo(bus, "still there", &outcome);
    TURN_UNTIL(bus, outcome.calls);
    assert_string_equal("still there", outcome.text);
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
    struct bus_message *taken = NULL;
    struct outcome outcome = {.err = ERR_COUNT};

    (void)state;
    bus_subscribe(bus, "svc.test.silent", NULL, take_message, &taken);
    TURN_UNTIL(bus, bus_is_up(bus));
    assert_int_equal(OK, bus_ask(bus, "svc.test.silent", NULL, bytes_of("x"),
                                 monotonic_ms() + TEST_PATIENCE_MS, note, &outcome));
    TURN_UNTIL(bus, taken != NULL);
    bus_message_free(taken);
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

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_ask_is_answered),
        cmocka_unit_test(nobody_listens_is_known_at_once),
        cmocka_unit_test(no_answer_is_a_timeout_and_a_late_one_is_dropped),
        cmocka_unit_test(headers_travel),
        cmocka_unit_test(what_is_no_subject_is_a_bug_and_harms_nobody),
        cmocka_unit_test(a_drain_delivers_what_was_sent_and_then_nothing),
        cmocka_unit_test(closing_answers_whoever_waits),
        cmocka_unit_test(many_asks_from_many_threads_each_get_their_own_answer),
    };
    int failed = cmocka_run_group_tests_name("bus", tests, start_server, stop_server);

    nats_Close(); /* so that the leak checker sees only ours */
    return failed;
}
