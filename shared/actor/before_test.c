/* A request that asks others first: answered, refused, too late, too many, and at the end of the service. */
#include "shared/actor/test_service.h"

#include "shared/codec/pack.h"

#include <jansson.h>

/* We are the other service: what was asked of it, to be answered when the test says so. */
enum { HELD_MAX = 5000, PAD = 900 * 1000 };

static char told[HELD_MAX][80]; /* where the answers belong */
static int tells, hints;
static bool tell_at_once, hint_at_once;

static struct bytes
answer_named(const char *name)
{
    static uint8_t text[80];
    int len = snprintf((char *)text, sizeof text,
                       "\x82\xa1v\x01\xa4"
                       "body\x81\xa4"
                       "name%c%s",
                       (int)(0xa0 | strlen(name)), name);

    return (struct bytes){text, (size_t)len};
}

static void
tell(int which, struct bytes data)
{
    must(bus_publish(bus, told[which], NULL, NULL, data) == OK);
    bus_flush(bus);
}

static void
tell_name(int which, const char *name)
{
    tell(which, answer_named(name));
}

static void
on_tell(void *arg, struct bus_message *m)
{
    char name[16];

    (void)arg;
    assert_true(tells < HELD_MAX);
    snprintf(told[tells++], sizeof told[0], "%s", bus_message_reply(m));
    bus_message_free(m);
    snprintf(name, sizeof name, "n%d", tells - 1);
    if (tell_at_once)
        tell_name(tells - 1, name);
}

static void
on_hint(void *arg, struct bus_message *m)
{
    static const uint8_t nothing[] = "\x82\xa1v\x01\xa4"
                                     "body\xc0";

    (void)arg;
    hints++;
    if (hint_at_once)
        must(bus_publish(bus, bus_message_reply(m), NULL, NULL,
                         (struct bytes){nothing, sizeof nothing - 1}) == OK);
    bus_flush(bus);
    bus_message_free(m);
}

/* The server knows our subscriptions. */
static bool
we_are_heard(void)
{
    struct reply r;

    send_ask(&r, "svc.other.hint", "{}", 1000);
    while (!r.done)
        test_turn(bus);
    return r.err == OK;
}

static int
start_both(void **state)
{
    test_pg_sql(&pg, "TRUNCATE things");
    start_service(state);
    bus_subscribe(bus, "svc.other.tell", "other", on_tell, NULL);
    bus_subscribe(bus, "svc.other.hint", "other", on_hint, NULL);
    tell_at_once = hint_at_once = true;
    TURN_UNTIL(bus, we_are_heard());
    tells = hints = 0;
    return 0;
}

/* A figure of the service's own. */
static long
figure(const char *name)
{
    json_t *stats = json_loads(test_ask(bus, "$SRV.STATS.thing", ""), 0, NULL);
    long n = (long)json_integer_value(json_object_get(json_object_get(stats, "data"), name));

    json_decref(stats);
    return n;
}

/* Nothing is kept of what has ended. */
static int
stop_both(void **state)
{
    TURN_UNTIL(bus, figure("parked") == 0 && figure("parked_bytes") == 0);
    return stop_service(state);
}

static void
send_learn(struct reply *r, const char *name, const char *key, int64_t told_ms, int64_t left_ms)
{
    char envelope[512];

    snprintf(envelope, sizeof envelope,
             "{\"v\":1," USER ",\"input\":{\"body\":{\"name\":\"%s\"}}%s%s%s}", name,
             key != NULL ? ",\"idempotency_key\":\"" : "", key != NULL ? key : "",
             key != NULL ? "\"" : "");
    send_ask_until(r, "svc.thing.learn", envelope, told_ms, left_ms);
}

static void
begin_learning(struct reply *r, const char *name, const char *key)
{
    send_learn(r, name, key, TEST_PATIENCE_MS, TEST_PATIENCE_MS);
}

static const char *
learnt(const char *name, const char *key)
{
    static struct reply r;

    begin_learning(&r, name, key);
    TURN_UNTIL(bus, r.done);
    return r.err ? err_code(r.err) : r.json;
}

/* ---------------------------------------------------------------- answered and refused */

static void
the_handler_has_what_was_answered(void **state)
{
    (void)state;
    HAS(learnt("plain", NULL), "\"name\":\"n0\"");
    HAS(learnt("both", NULL), "\"name\":\"n1\"");
    assert_int_equal(2, tells);
    assert_int_equal(1, hints);
    assert_int_equal(2, things("n"));
}

static void
what_asks_nothing_runs_at_once(void **state)
{
    (void)state;
    HAS(learnt("alone", NULL), "\"name\":\"alone\"");
    HAS(learnt("forbidden", NULL), "\"error\":\"not this one\"");
    assert_int_equal(0, tells);
}

static const struct {
    const char *name, *how, *want;
} mistakes[] = {
    {"an ask that the contract does not have", "foreign", "\"code\":\"internal\""},
    {"the same ask twice", "again", "\"code\":\"internal\""},
    {"an answer to what was not asked", "unasked", "\"code\":\"internal\""},
    {"an ask of the handler itself", "late question", "\"code\":\"internal\""},
};

static void
mistakes_of_a_handler_are_errors_of_its_request(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(mistakes); i++)
        CHECK(mistakes[i].name, strstr(learnt(mistakes[i].how, NULL), mistakes[i].want));
    assert_int_equal(0, test_pg_number(&pg, "SELECT count(*) FROM things WHERE name <> 'job'"));
    HAS(learnt("plain", NULL), "\"name\":\"n");
}

static const struct {
    const char *name, *answer, *want;
} outcomes[] = {
    {"not found", "{\"v\":1,\"error\":{\"error\":\"nobody\",\"code\":\"not_found\"}}",
     "{\"error\":\"nobody\",\"code\":\"not_found\"}"},
    {"a conflict", "{\"v\":1,\"error\":{\"error\":\"taken\",\"code\":\"conflict\"}}",
     "{\"error\":\"taken\",\"code\":\"conflict\"}"},
    {"no sentence", "{\"v\":1,\"error\":{\"code\":\"conflict\"}}",
     "{\"error\":\"it contradicts what is stored\",\"code\":\"conflict\"}"},
    {"full", "{\"v\":1,\"error\":{\"error\":\"full\",\"code\":\"overloaded\",\"retry_after\":7}}",
     "\"error\":\"a part of the system is away; nothing was changed\",\"code\":\"unavailable\","
     "\"retry_after\":7}"},
    {"no answer of its own", "{\"v\":1,\"error\":{\"error\":\"late\",\"code\":\"timeout\"}}",
     "\"code\":\"unavailable\",\"retry_after\":1}"},
    {"not supported", "{\"v\":1,\"error\":{\"error\":\"no\",\"code\":\"not_supported\"}}",
     "\"code\":\"not_supported\""},
    {"a bug", "{\"v\":1,\"error\":{\"error\":\"oops\",\"code\":\"internal\"}}",
     "\"code\":\"internal\""},
    {"a code of nobody's", "{\"v\":1,\"error\":{\"error\":\"?\",\"code\":\"odd\"}}",
     "\"code\":\"internal\""},
    {"no envelope", "[1,2]", "\"code\":\"internal\""},
    {"no object", "{\"v\":1,\"body\":[]}", "\"code\":\"internal\""},
};

static void
what_the_other_says_becomes_the_handler_s_error(void **state)
{
    (void)state;
    tell_at_once = false;
    for (size_t i = 0; i < ARRAY_LEN(outcomes); i++) {
        struct arena *arena = arena_new(1 << 20);
        struct reply r;
        struct buf packed;
        const char *why;

        buf_init(&packed);
        must(json_to_msgpack(arena, bytes_of(outcomes[i].answer), &packed, &why) == JSON_OK);
        begin_learning(&r, "plain", NULL);
        TURN_UNTIL(bus, tells == (int)i + 1);
        tell((int)i, (struct bytes){packed.data, packed.len});
        TURN_UNTIL(bus, r.done);
        CHECK(outcomes[i].name, strstr(r.json, outcomes[i].want));
        buf_fini(&packed);
        arena_destroy(arena);
    }
    assert_int_equal(0, test_pg_number(&pg, "SELECT count(*) FROM things WHERE name <> 'job'"));
}

static void
a_handler_may_go_on_in_spite_of_a_refusal(void **state)
{
    static const uint8_t none[] = "\x82\xa1v\x01\xa5"
                                  "error\x81\xa4"
                                  "code\xa9"
                                  "not_found";
    struct reply r;

    (void)state;
    tell_at_once = false;
    begin_learning(&r, "whatever", NULL);
    TURN_UNTIL(bus, tells == 1);
    tell(0, (struct bytes){none, sizeof none - 1});
    TURN_UNTIL(bus, r.done);
    HAS(r.json, "\"name\":\"whatever\"");
}

/* ---------------------------------------------------------------- late and away */

static void
an_ask_has_its_own_time_limit(void **state)
{
    (void)state;
    hint_at_once = false;
    HAS(learnt("both", NULL), "\"code\":\"unavailable\"");
    assert_int_equal(1, tells);
    assert_int_equal(0, things("n"));
}

static void
a_late_answer_is_dropped(void **state)
{
    struct reply r;

    (void)state;
    tell_at_once = false;
    while (tells == 0) { /* a slow machine may drop it before it is asked */
        send_learn(&r, "plain", NULL, 500, 3000);
        TURN_UNTIL(bus, r.done);
    }
    if (r.err == OK) /* or when it comes back */
        HAS(r.json, "\"code\":\"unavailable\"");
    TURN_UNTIL(bus, figure("parked") == 0);
    tell_name(0, "late");
    tell_at_once = true;
    HAS(learnt("plain", NULL), "\"name\":\"n");
    assert_int_equal(0, things("late"));
}

/* Its client goes; the request ends by its deadline. */
static void
what_nobody_waits_for_any_more_is_dropped(void **state)
{
    struct reply r;

    (void)state;
    tell_at_once = false;
    send_learn(&r, "plain", NULL, 400, 1);
    TURN_UNTIL(bus, r.done);
    assert_int_equal(ERR_TIMEOUT, r.err);
    TURN_UNTIL(bus, figure("parked") == 0);
    assert_int_equal(0, things("n"));
}

static int
start_alone(void **state)
{
    test_pg_sql(&pg, "TRUNCATE things");
    return start_service(state);
}

static void
without_the_other_service_it_is_refused_at_once(void **state)
{
    (void)state;
    HAS(learnt("plain", NULL), "\"code\":\"unavailable\"");
    HAS(learnt("alone", NULL), "\"name\":\"alone\"");
}

/* ---------------------------------------------------------------- keys */

static void
a_key_that_has_an_answer_asks_nobody(void **state)
{
    struct reply first, again;

    (void)state;
    begin_learning(&first, "plain", "k1");
    TURN_UNTIL(bus, first.done);
    begin_learning(&again, "plain", "k1");
    TURN_UNTIL(bus, again.done);
    HAS(first.json, "\"name\":\"n0\"");
    assert_true(first.len == again.len && memcmp(first.raw, again.raw, first.len) == 0);
    HAS(learnt("plain two", "k1"), "idempotency_mismatch");
    assert_int_equal(1, tells);
}

static void
of_two_at_once_with_one_key_one_happens(void **state)
{
    struct reply one, two;

    (void)state;
    tell_at_once = false;
    begin_learning(&one, "plain", "k2");
    begin_learning(&two, "plain", "k2");
    TURN_UNTIL(bus, tells == 2);
    tell_name(0, "same");
    tell_name(1, "same");
    TURN_UNTIL(bus, one.done && two.done);
    HAS(one.json, "\"name\":\"same\"");
    assert_true(one.len == two.len && memcmp(one.raw, two.raw, one.len) == 0);
    assert_int_equal(1, things("same"));
}

/* ---------------------------------------------------------------- many */

static struct reply many[4096];

/* Each is parked before many more come: the queue before the workers has room for 1024. */
static void
park(int count)
{
    tell_at_once = false;
    for (int i = 0; i < count; i++) {
        begin_learning(&many[i], "plain", NULL);
        if (i % 500 == 499)
            TURN_UNTIL(bus, tells == i + 1);
    }
    TURN_UNTIL(bus, tells == count);
}

static bool
all_are_answered(int count)
{
    for (int i = 0; i < count; i++)
        if (!many[i].done)
            return false;
    return true;
}

static void
answer_all(int count)
{
    char name[16];

    for (int i = 0; i < count; i++) {
        snprintf(name, sizeof name, "m%d", i);
        tell_name(i, name);
        if (i % 500 == 499)
            TURN_UNTIL(bus, all_are_answered(i + 1));
    }
    TURN_UNTIL(bus, all_are_answered(count));
    for (int i = 0; i < count; i++)
        HAS(many[i].json, "\"name\":\"m");
    assert_int_equal(count, things("m"));
}

static void
a_thousand_wait_and_hold_neither_worker_nor_connection(void **state)
{
    (void)state;
    park(1000);
    assert_int_equal(1000, figure("parked"));
    assert_int_equal(0, test_pg_number(&pg, "SELECT count(*) FROM pg_stat_activity WHERE state IN "
                                            "('idle in transaction', 'active') AND pid <> "
                                            "pg_backend_pid() AND datname = current_database()"));
    HAS(made("x", NULL), "\"name\":\"x\"");
    HAS(asked("svc.thing.count", ANYBODY), "\"body\":{");
    HAS(asked("svc.thing.ponder", ANYBODY), "\"body\":");
    answer_all(1000);
}

static void
no_more_requests_are_parked_than_4096(void **state)
{
    (void)state;
    park(4096);
    assert_int_equal(4096, figure("parked"));
    HAS(learnt("plain", NULL), "\"code\":\"overloaded\",\"retry_after\":1");
    assert_int_equal(4096, figure("parked"));
    assert_int_equal(4096, tells);
    HAS(made("x", NULL), "\"name\":\"x\"");
    answer_all(4096);
    tell_at_once = true;
    HAS(learnt("plain", NULL), "\"name\":\"n4096\"");
}

/* A request of more than `PAD` bytes, of which the service skips most. */
static size_t
begin_large(struct reply *r, size_t pad)
{
    static uint8_t zeros[PAD];
    const struct bus_headers headers = {.deadline_ms = monotonic_ms() + TEST_PATIENCE_MS};
    struct arena *arena = arena_new(1 << 20);
    struct buf packed;
    const char *why;
    size_t len;

    *r = (struct reply){.done = false};
    buf_init(&packed);
    must(json_to_msgpack(arena,
                         bytes_of("{\"v\":1," USER ",\"input\":{\"body\":{\"name\":\"plain\"}}}"),
                         &packed, &why) == JSON_OK);
    packed.data[0]++; /* one member more */
    pack_word(&packed, "pad");
    pack_binary(&packed, (struct bytes){zeros, pad});
    len = packed.len;
    must(bus_ask(bus, "svc.thing.learn", &headers, (struct bytes){packed.data, packed.len},
                 headers.deadline_ms, on_reply, r) == OK);
    bus_flush(bus);
    buf_fini(&packed);
    arena_destroy(arena);
    return len + 1024;
}

static void
no_more_bytes_are_parked_than_64_mib(void **state)
{
    static uint8_t large[PAD + 100] = {
        0x83, 0xa3, 'p', 'a', 'd', 0xc6, 0, PAD >> 16, PAD >> 8 & 0xff, PAD & 0xff};
    const struct bytes named = answer_named("large");
    const size_t begins = 10 + PAD, len = begins + named.len - 1;
    struct reply over, rest;
    size_t each = 0;
    int count = 0;

    (void)state;
    memcpy(large + begins, named.data + 1, named.len - 1);
    tell_at_once = false;
    while (count == 0 || (size_t)(count + 1) * each <= 64 << 20) {
        each = begin_large(&many[count++], PAD);
        TURN_UNTIL(bus, tells == count);
    }
    assert_int_equal(count * (long)each, figure("parked_bytes"));
    begin_large(&over, PAD);
    TURN_UNTIL(bus, over.done);
    HAS(over.json, "\"code\":\"overloaded\"");
    begin_large(&rest, (64 << 20) - (size_t)count * each - (each - PAD) - 8);
    TURN_UNTIL(bus, tells == count + 1);
    tell(0, (struct bytes){large, len});
    TURN_UNTIL(bus, many[0].done);
    HAS(many[0].json, "\"code\":\"unavailable\"");
    tell(1, (struct bytes){large, len});
    TURN_UNTIL(bus, many[1].done);
    HAS(many[1].json, "\"name\":\"large\"");
    for (int i = 2; i <= count; i++)
        tell_name(i, "small");
    TURN_UNTIL(bus, rest.done && figure("parked") == 0);
}

/* ---------------------------------------------------------------- the end */

static bool
takes_nothing_more(void)
{
    struct reply r;

    send_ask(&r, "svc.thing.health", "{}", 1000);
    while (!r.done)
        test_turn(bus);
    return r.err == ERR_UNAVAILABLE;
}

static void
a_service_that_ends_waits_for_what_it_has_asked(void **state)
{
    struct reply answered, unanswered;

    (void)state;
    tell_at_once = hint_at_once = false;
    begin_learning(&answered, "plain", NULL);
    TURN_UNTIL(bus, tells == 1);
    begin_learning(&unanswered, "both", NULL);
    TURN_UNTIL(bus, hints == 1 && tells == 2);
    kill(child, SIGTERM);
    TURN_UNTIL(bus, takes_nothing_more());
    tell_name(0, "last");
    tell_name(1, "lost");
    TURN_UNTIL(bus, answered.done && unanswered.done);
    HAS(answered.json, "\"name\":\"last\"");
    HAS(unanswered.json, "\"code\":\"unavailable\"");
    assert_int_equal(1, things("last"));
}

#define ASKING(name) cmocka_unit_test_setup_teardown(name, start_both, stop_both)

int
main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        ASKING(the_handler_has_what_was_answered),
        ASKING(what_asks_nothing_runs_at_once),
        ASKING(mistakes_of_a_handler_are_errors_of_its_request),
        ASKING(what_the_other_says_becomes_the_handler_s_error),
        ASKING(a_handler_may_go_on_in_spite_of_a_refusal),
        ASKING(an_ask_has_its_own_time_limit),
        ASKING(a_late_answer_is_dropped),
        ASKING(what_nobody_waits_for_any_more_is_dropped),
        cmocka_unit_test_setup_teardown(without_the_other_service_it_is_refused_at_once,
                                        start_alone, stop_both),
        ASKING(a_key_that_has_an_answer_asks_nobody),
        ASKING(of_two_at_once_with_one_key_one_happens),
        ASKING(a_thousand_wait_and_hold_neither_worker_nor_connection),
        ASKING(no_more_requests_are_parked_than_4096),
        ASKING(no_more_bytes_are_parked_than_64_mib),
        cmocka_unit_test_setup_teardown(a_service_that_ends_waits_for_what_it_has_asked, start_both,
                                        stop_service),
    };

    test_service_main(argc, argv);
    return cmocka_run_group_tests(tests, start, stop);
}
