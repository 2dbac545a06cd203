/* One request: its answer, what refuses it, and what an Idempotency-Key does. */
#include "shared/actor/test_service.h"

static void
an_answer_has_body_and_version_and_is_announced(void **state)
{
    (void)state;
    HAS(made("plain", NULL), "\"version\":1");
    HAS(made("second", NULL), "\"name\":\"second\"");
    assert_int_equal(1, things("plain"));
    assert_int_equal(2, test_pg_number(&pg, "SELECT count(*) FROM outbox WHERE version = 1 AND "
                                            "subject = 'evt.thing.thing.made' AND "
                                            "payload::jsonb ->> 'type' = 'thing.made'"));
    HAS(asked("svc.thing.count", ANYBODY), "\"body\":{");
    assert_int_equal(1, things("job"));
}

static const struct {
    const char *name, *subject, *envelope, *want;
} refusals[] = {
    {"no operation", "svc.thing.nothing", ANYBODY, "\"code\":\"unavailable\""},
    {"no credentials", "svc.thing.make", ANYBODY, "\"code\":\"unauthenticated\""},
    {"a service at the door for people", "svc.thing.make",
     "{\"v\":1,\"caller\":{\"kind\":\"service\"},\"input\":{}}", "\"code\":\"forbidden\""},
    {"no envelope", "svc.thing.make", "[1,2]", "\"code\":\"malformed_request\""},
    {"another version", "svc.thing.make", "{\"v\":2," USER ",\"input\":{}}",
     "\"code\":\"malformed_request\""},
    {"a user without an id", "svc.thing.make",
     "{\"v\":1,\"caller\":{\"kind\":\"user\"},\"input\":{}}", "\"code\":\"malformed_request\""},
    {"no body", "svc.thing.make", "{\"v\":1," USER ",\"input\":{}}",
     "{\"field\":\"body\",\"problem\":\"must be an object\"}"},
    {"an odd field", "svc.thing.make",
     "{\"v\":1," USER ",\"input\":{\"body\":{\"name\":\"x\",\"odd\":1}}}",
     "{\"field\":\"odd\",\"problem\":\"is unknown\"}"},
    {"a bad field too", "svc.thing.make",
     "{\"v\":1," USER ",\"input\":{\"body\":{\"name\":\"\",\"odd\":1}}}", "{\"field\":\"name\""},
    {"a parameter of none", "svc.thing.count",
     "{\"v\":1,\"caller\":{\"kind\":\"anybody\"},\"input\":{\"query\":{\"odd\":[\"1\"]}}}",
     "{\"field\":\"odd\""},
    {"a refusal of the handler", "svc.thing.make",
     "{\"v\":1," USER ",\"input\":{\"body\":{\"name\":\"forbidden\"}}}",
     "\"error\":\"not this one\""},
};

static void
what_is_not_in_order_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(refusals); i++)
        CHECK(refusals[i].name,
              strstr(asked(refusals[i].subject, refusals[i].envelope), refusals[i].want));
    assert_int_equal(0, things("forbidden"));
    assert_int_equal(0, test_pg_number(&pg, "SELECT count(*) FROM outbox WHERE payload LIKE "
                                            "'%forbidden%'"));
}

static const struct {
    const char *name, *thing, *if_version, *want;
    int stored;
} alterations[] = {
    {"any version", "any", "", "\"name\":\"any\"", 1},
    {"the one that stands", "current", ",\"if_version\":[3,1]", "\"name\":\"current\"", 1},
    {"another one", "stale", ",\"if_version\":[3]", "\"code\":\"precondition_failed\"", 0},
    {"nobody asks, and no version is given", "careless", "", "\"code\":\"internal\"", 0},
    {"nobody asks", "careless", ",\"if_version\":[1]", "\"code\":\"internal\"", 0},
};

static void
a_change_that_has_not_compared_if_match_is_undone(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(alterations); i++) {
        char envelope[512];

        snprintf(envelope, sizeof envelope,
                 "{\"v\":1," USER ",\"input\":{\"body\":{\"name\":\"%s\"}}%s}",
                 alterations[i].thing, alterations[i].if_version);
        CHECK(alterations[i].name, strstr(asked("svc.thing.alter", envelope), alterations[i].want));
        CHECK(alterations[i].name, things(alterations[i].thing) == alterations[i].stored);
    }
}

static void
a_key_gives_the_first_answer_again(void **state)
{
    struct reply first, again;

    (void)state;
    send_make(&first, "keyed", "k1");
    TURN_UNTIL(bus, first.done);
    send_make(&again, "keyed", "k1");
    TURN_UNTIL(bus, again.done);
    HAS(first.json, "\"name\":\"keyed\"");
    assert_true(first.len == again.len && memcmp(first.raw, again.raw, first.len) == 0);
    HAS(made("keyed two", "k1"), "idempotency_mismatch");
    HAS(made("keyed", "k2"), "\"code\":\"conflict\"");
    assert_int_equal(1, things("keyed"));
    assert_int_equal(0, test_pg_number(&pg, "SELECT count(*) FROM idempotency WHERE "
                                            "position('keyed'::bytea IN answer) > 0"));
}

static void
a_key_older_than_a_day_counts_as_new(void **state)
{
    (void)state;
    HAS(made("old", "k3"), "\"name\":\"old\"");
    test_pg_sql(&pg, "UPDATE idempotency SET created_at = now() - interval '25 hours'");
    HAS(made("old two", "k3"), "\"name\":\"old two\"");
}

static void
of_many_at_once_with_one_key_one_happens(void **state)
{
    struct reply all[8];

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(all); i++)
        send_make(&all[i], "slow race", "k4");
    for (size_t i = 0; i < ARRAY_LEN(all); i++) {
        TURN_UNTIL(bus, all[i].done);
        HAS(all[i].json, "\"name\":\"slow race\"");
        assert_true(all[i].len == all[0].len && memcmp(all[i].raw, all[0].raw, all[0].len) == 0);
    }
    assert_int_equal(1, things("slow race"));
    assert_int_equal(1, test_pg_number(&pg, "SELECT count(*) FROM outbox WHERE payload LIKE "
                                            "'%slow race%'"));
}

static void
the_answer_waits_for_who_is_told_after_the_commit(void **state)
{
    (void)state;
    HAS(made("told", "k5"), "\"name\":\"told\"");
    assert_int_equal(1, notes);
    note_taken = false;
    HAS(made("told two", "k6"), "\"code\":\"incomplete\"");
    assert_int_equal(2, notes);
    assert_int_equal(1, things("told two"));
    note_taken = true;
    HAS(made("told two", "k6"), "\"name\":\"told two\"");
    assert_int_equal(3, notes);
}

static const char late[] = "{\"v\":1," USER ",\"input\":{\"body\":{\"name\":\"late\"}}}";

static void
what_comes_too_late_is_dropped(void **state)
{
    const int64_t told_ms[] = {0, -1, INT64_MIN / 2};
    struct reply r;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(told_ms); i++) {
        send_ask_until(&r, "svc.thing.make", late, told_ms[i], 500);
        TURN_UNTIL(bus, r.done);
        assert_int_equal(ERR_TIMEOUT, r.err);
    }
    assert_int_equal(0, things("late"));
}

/* It lies in the socket of a process that stands still until nobody waits for it any more. */
static void
what_waited_too_long_in_a_socket_is_dropped(void **state)
{
    struct reply r;

    (void)state;
    HAS(made("before", NULL), "\"name\":\"before\"");
    kill(child, SIGSTOP);
    send_ask_until(&r, "svc.thing.make", late, 500, 1500);
    TURN_UNTIL(bus, r.done);
    assert_int_equal(ERR_TIMEOUT, r.err);
    kill(child, SIGCONT);
    HAS(made("after", NULL), "\"name\":\"after\"");
    assert_int_equal(0, things("late"));
}

static void
a_deadline_at_the_end_of_time_is_one(void **state)
{
    struct reply r;

    (void)state;
    send_ask_until(&r, "svc.thing.make",
                   "{\"v\":1," USER ",\"input\":{\"body\":{\"name\":\"patient\"}}}", INT64_MAX / 2,
                   20000);
    TURN_UNTIL(bus, r.done);
    HAS(r.json, "\"name\":\"patient\"");
}

int
main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(an_answer_has_body_and_version_and_is_announced),
        TEST(what_is_not_in_order_is_refused),
        TEST(a_change_that_has_not_compared_if_match_is_undone),
        TEST(a_key_gives_the_first_answer_again),
        TEST(a_key_older_than_a_day_counts_as_new),
        TEST(of_many_at_once_with_one_key_one_happens),
        TEST(the_answer_waits_for_who_is_told_after_the_commit),
        TEST(what_comes_too_late_is_dropped),
        TEST(what_waited_too_long_in_a_socket_is_dropped),
        TEST(a_deadline_at_the_end_of_time_is_one),
    };

    test_service_main(argc, argv);
    return cmocka_run_group_tests(tests, start, stop);
}
