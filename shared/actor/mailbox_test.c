/* A service that is busy, without its database, without the bus, or told to leave. */
#include "shared/actor/test_service.h"

static void
more_than_a_queue_holds_is_refused_at_once(void **state)
{
    static struct reply all[40];
    int fine = 0, refused = 0;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(all); i++)
        send_ask(&all[i], "svc.thing.ponder", ANYBODY, 25000);
    for (size_t i = 0; i < ARRAY_LEN(all); i++) {
        TURN_UNTIL(bus, all[i].done);
        fine += strstr(all[i].json, "\"body\":null") != NULL;
        refused += strstr(all[i].json, "\"code\":\"overloaded\"") != NULL &&
                   strstr(all[i].json, "\"retry_after\":1") != NULL;
    }
    assert_int_equal(ARRAY_LEN(all), fine + refused);
    assert_true(fine >= 16 && refused >= 1);
}

static void
without_its_database_it_says_so_and_comes_back(void **state)
{
    (void)state;
    test_pg_stop(&pg);
    HAS(made("nowhere", NULL), "\"code\":\"unavailable\"");
    TURN_UNTIL(bus, !is_well());
    HAS(asked("svc.thing.count", ANYBODY), "\"code\":\"unavailable\"");
    test_pg_start(&pg);
    TURN_UNTIL(bus, is_well());
    HAS(made("somewhere", NULL), "\"name\":\"somewhere\"");
    assert_int_equal(0, things("nowhere"));
}

static void
without_the_bus_it_waits_and_comes_back(void **state)
{
    (void)state;
    test_nats_stop(&server, SIGKILL);
    TURN_UNTIL(bus, !bus_is_up(bus));
    test_nats_start(&server);
    TURN_UNTIL(bus, bus_is_up(bus));
    TURN_UNTIL(bus, is_well());
    HAS(made("after", NULL), "\"name\":\"after\"");
}

static void
it_finishes_what_it_took_before_it_leaves(void **state)
{
    struct reply all[8];
    char name[32];
    int status = -1;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(all); i++) {
        snprintf(name, sizeof name, "slow leave %zu", i);
        send_make(&all[i], name, NULL);
    }
    TURN_UNTIL(bus, is_well()); /* asked after them, so they have been received */
    kill(child, SIGTERM);
    for (size_t i = 0; i < ARRAY_LEN(all); i++) {
        TURN_UNTIL(bus, all[i].done);
        HAS(all[i].json, "\"name\":\"slow leave ");
    }
    must(waitpid(child, &status, 0) == child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    assert_int_equal(8, things("slow leave"));
    bus_drain(bus);
    bus_close(&bus);
    start_service(NULL);
}

int
main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(more_than_a_queue_holds_is_refused_at_once),
        TEST(without_its_database_it_says_so_and_comes_back),
        TEST(without_the_bus_it_waits_and_comes_back),
        TEST(it_finishes_what_it_took_before_it_leaves),
    };

    test_service_main(argc, argv);
    return cmocka_run_group_tests(tests, start, stop);
}
