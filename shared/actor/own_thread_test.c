/* The thread of a service asks another service each time that it is woken, and notes how it ended. */
#include "shared/actor/task.h"
#include "shared/actor/test_service.h"
#include "shared/base/monitor.h"
#include "shared/db/connection.h"

enum { HUSH_MS = 1000, TASK_MS = 20000, HELD_MS = 300 };

static const struct operation hush_operation = {.name = "other.hush",
                                                .subject = "svc.other.hush",
                                                .auth = AUTH_SERVICE,
                                                .timeout_ms = HUSH_MS,
                                                .input_size = 1};

/* ------------------------------------------------------------------ in the service */

static struct {
    pthread_t thread;
    struct monitor monitor; /* of what follows */
    bool woken, leaving;
} own;

static bool
own_await(void)
{
    bool leaving;

    monitor_enter(&own.monitor);
    while (!own.woken && !own.leaving)
        monitor_wait(&own.monitor);
    own.woken = false;
    leaving = own.leaving;
    monitor_leave(&own.monitor);
    return !leaving;
}

static void
own_round(struct request *rq)
{
    struct thing noted = {.id = uuid_new()};
    char name[40];

    must(task_begin(rq, TASK_MS, TASK_MS));
    snprintf(name, sizeof name, "own %s", err_code(ask(rq, &hush_operation, "", NULL)));
    noted.name = name;
    must(db_exec(rq, &insert_once, &noted, NULL) == OK && connection_commit(rq) == OK);
}

static void *
own_main(void *arg)
{
    struct request *rq = task_new("thing.own", CONNECTION_TRANSACTION);

    while (own_await())
        own_round(rq);
    task_destroy(&rq);
    return arg;
}

static void
own_say(bool *what)
{
    monitor_enter(&own.monitor);
    *what = true;
    monitor_wake(&own.monitor);
    monitor_leave(&own.monitor);
}

static void
own_start(void)
{
    monitor_init(&own.monitor);
    must(pthread_create(&own.thread, NULL, own_main, NULL) == 0);
}

static void
own_wake(void)
{
    own_say(&own.woken);
}

static void
own_stop(void)
{
    own_say(&own.leaving);
    pthread_join(own.thread, NULL);
    monitor_fini(&own.monitor);
}

static const struct own_thread own_thread = {
    .start = own_start, .wake = own_wake, .stop = own_stop};

/* ------------------------------------------------------------------ the other one */

static int hushes;
static bool hush_is_answered;
static struct bus_message *held; /* the last one */

static void
hush_answer(const char *answer, size_t len)
{
    must(bus_publish(bus, bus_message_reply(held), NULL, NULL,
                     (struct bytes){(const uint8_t *)answer, len}) == OK);
    bus_flush(bus);
}

#define GOOD                                                                                       \
    "\x82\xa1v\x01\xa4"                                                                            \
    "body\xc0"
#define REFUSED                                                                                    \
    "\x82\xa1v\x01\xa5"                                                                            \
    "error\x81\xa4"                                                                                \
    "code\xa8"                                                                                     \
    "conflict"

static void
on_hush(void *arg, struct bus_message *m)
{
    (void)arg;
    hushes++;
    if (held != NULL)
        bus_message_free(held);
    held = m;
    if (hush_is_answered)
        hush_answer(GOOD, sizeof GOOD - 1);
}

static void
wake(void)
{
    assert_int_equal(OK, bus_publish(bus, "wake.thing", NULL, NULL, (struct bytes){NULL, 0}));
    bus_flush(bus);
}

/* It was woken when its bus was there: that one is over. */
static int
start_both(void **state)
{
    start_service(state);
    hush_is_answered = true;
    bus_subscribe(bus, "svc.other.hush", "other", on_hush, NULL);
    test_turn(bus);
    TURN_UNTIL(bus, things("own ") > 0);
    test_pg_sql(&pg, "DELETE FROM things");
    hushes = 0;
    return 0;
}

static int
stop_both(void **state)
{
    if (held != NULL)
        bus_message_free(held);
    held = NULL;
    return stop_service(state);
}

static void
it_hears_what_it_asked(void **state)
{
    (void)state;
    wake();
    TURN_UNTIL(bus, things("own ok") == 1);
    hush_is_answered = false;
    wake();
    TURN_UNTIL(bus, hushes == 2);
    hush_answer(REFUSED, sizeof REFUSED - 1);
    TURN_UNTIL(bus, things("own conflict") == 1);
    assert_int_equal(2, things("own "));
}

static void
it_waits_no_longer_than_the_operation_may_take(void **state)
{
    const int64_t began_ms = monotonic_ms();

    (void)state;
    hush_is_answered = false;
    wake();
    TURN_UNTIL(bus, things("own timeout") == 1);
    assert_true(monotonic_ms() - began_ms >= HUSH_MS);
}

static void
a_bus_that_goes_away_ends_it_and_one_that_returns_wakes_it(void **state)
{
    (void)state;
    hush_is_answered = false;
    wake();
    TURN_UNTIL(bus, hushes == 1);
    test_nats_stop(&server, SIGKILL);
    TURN_UNTIL(bus, things("own unavailable") == 1);
    test_pg_sql(&pg, "DELETE FROM things");
    hush_is_answered = true;
    test_nats_start(&server);
    TURN_UNTIL(bus, things("own ") == 1); /* it may be there before us */
    TURN_UNTIL(bus, is_well());
    wake();
    TURN_UNTIL(bus, things("own ok") == 1);
}

static void
stop_while_it_asks(bool is_answered, const char *noted)
{
    int64_t held_until_ms;
    int status = -1;

    hush_is_answered = false;
    wake();
    TURN_UNTIL(bus, hushes == 1);
    kill(child, SIGTERM);
    held_until_ms = monotonic_ms() + HELD_MS;
    while (monotonic_ms() < held_until_ms)
        test_turn(bus);
    assert_int_equal(0, waitpid(child, &status, WNOHANG));
    if (is_answered)
        hush_answer(GOOD, sizeof GOOD - 1);
    TURN_UNTIL(bus, waitpid(child, &status, WNOHANG) == child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    assert_int_equal(1, things(noted));
}

/* The loop turns until the thread has ended, which it does when it has its answer, or none in time. */
static void
a_service_that_stops_lets_it_finish(void **state)
{
    stop_while_it_asks(true, "own ok");
    bus_drain(bus);
    bus_close(&bus);
    start_both(state);
    stop_while_it_asks(false, "own timeout");
    bus_drain(bus);
    bus_close(&bus);
    start_both(state);
}

#define OWN_TEST(name) cmocka_unit_test_setup_teardown(name, start_both, stop_both)

int
main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        OWN_TEST(it_hears_what_it_asked),
        OWN_TEST(it_waits_no_longer_than_the_operation_may_take),
        OWN_TEST(a_bus_that_goes_away_ends_it_and_one_that_returns_wakes_it),
        OWN_TEST(a_service_that_stops_lets_it_finish),
    };
    struct actor with_own_thread = actor;

    with_own_thread.own_thread = &own_thread;
    if (argc > 1)
        exit(mailbox_main(1, argv, &with_own_thread));
    return cmocka_run_group_tests(tests, start, stop);
}
