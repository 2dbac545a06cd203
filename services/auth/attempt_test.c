/* When an attempt has to wait, and what is counted.  The sql_*() functions are this file's. */
#include "gen/auth/sql.h"
#include "services/auth/attempt.h"
#include "services/auth/settings.h"
#include "shared/actor/outbox.h"
#include "shared/base/arena.h"
#include "shared/base/check.h"
#include "shared/base/must.h"

static struct sql_login_failures_find_row found[ATTEMPT_COUNTS];
static unsigned asked, noted, committed;

enum err
sql_login_failures_find(struct request *rq, const struct sql_login_failures_find *q,
                        struct sql_login_failures_find_row *row)
{
    (void)rq;
    assert_int_equal(q->name.len, 32);
    *row = found[asked++];
    return row->thousandths < 0 ? ERR_NOT_FOUND : OK;
}

enum err
sql_login_failure_note(struct request *rq, const struct sql_login_failure_note *q,
                       int64_t *affected)
{
    (void)rq, (void)q, (void)affected;
    noted++;
    return OK;
}

enum err
pause_transaction(struct request *rq)
{
    (void)rq;
    committed++;
    return OK;
}

static const struct {
    const char *name;
    int64_t pair, address, network; /* thousandths of a failure; -1: no row */
    bool trusted;
    int64_t wait_s; /* 0: it may try */
} cases[] = {
    {"nobody has failed", -1, -1, -1, false, 0},
    {"four failures from one network", 4000, 4000, 4000, false, 0},
    {"five of them", 5000, 5000, 5000, false, 60},
    {"a little less than five", 4100, 4100, 4100, false, 6},
    {"ten of them", 10000, 10000, 10000, false, 360},
    {"fifty against one address from everywhere", 0, 50000, 0, false, 2},
    {"the same, where its owner signed in before", 0, 50000, 0, true, 0},
    {"five of the owner's own", 5000, 50000, 5, true, 60},
    {"a network that tries many addresses", 0, 0, 100000, false, 5},
    {"the same, where the owner signed in before", 0, 0, 100000, true, 5},
    {"the longest of several waits counts", 5000, 200000, 100000, false, 302},
};

static void
an_attempt_waits_until_few_enough_are_left(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct request rq = {.arena = arena_new(1 << 20), .caller = {.address = "192.0.2.1"}};
        struct attempt attempt;
        enum err err;

        print_message("  %s\n", cases[i].name);
        asked = 0;
        found[0] = (struct sql_login_failures_find_row){cases[i].pair, cases[i].trusted};
        found[1] = (struct sql_login_failures_find_row){cases[i].address, false};
        found[2] = (struct sql_login_failures_find_row){cases[i].network, false};
        err = attempt_begin(&rq, "ada@example.org", &attempt);
        assert_int_equal(err, cases[i].wait_s ? ERR_TOO_MANY_ATTEMPTS : OK);
        assert_int_equal(rq.retry_after_s, cases[i].wait_s);
        arena_destroy(rq.arena);
    }
}

static struct attempt
attempt_of(struct request *rq, const char *address, const char *email)
{
    struct attempt attempt;

    asked = 0;
    memset(found, 0, sizeof found);
    rq->caller.address = address;
    assert_int_equal(attempt_begin(rq, email, &attempt), OK);
    return attempt;
}

static const struct {
    const char *name, *address, *email;
    bool same_pair, same_address, same_network;
} others[] = {
    {"the same", "2001:db8::1", "ada@example.org", true, true, true},
    {"a neighbour's machine", "2001:db8::ffff", "ada@example.org", true, true, true},
    {"another network", "2001:db8:0:1::1", "ada@example.org", false, true, false},
    {"another address", "2001:db8::1", "eve@example.org", false, false, true},
    {"an IPv4 network", "192.0.2.1", "ada@example.org", false, true, false},
    {"nobody knows from where", NULL, "ada@example.org", false, true, false},
};

static void
what_is_counted_together(void **state)
{
    struct request rq = {.arena = arena_new(1 << 20)};
    struct attempt ada = attempt_of(&rq, "2001:db8::1", "ada@example.org");

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(others); i++) {
        struct attempt other = attempt_of(&rq, others[i].address, others[i].email);

        print_message("  %s\n", others[i].name);
        assert_int_equal(bytes_equal(ada.names[0], other.names[0]), others[i].same_pair);
        assert_int_equal(bytes_equal(ada.names[1], other.names[1]), others[i].same_address);
        assert_int_equal(bytes_equal(ada.names[2], other.names[2]), others[i].same_network);
    }
    arena_destroy(rq.arena);
}

static void
a_failure_is_counted_three_times_and_at_once(void **state)
{
    struct request rq = {.arena = arena_new(1 << 20)};
    struct attempt ada = attempt_of(&rq, "192.0.2.1", "ada@example.org");

    (void)state;
    assert_int_equal(attempt_failed(&rq, &ada), OK);
    assert_int_equal(noted, 3);
    assert_int_equal(committed, 1);
    arena_destroy(rq.arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_attempt_waits_until_few_enough_are_left),
        cmocka_unit_test(what_is_counted_together),
        cmocka_unit_test(a_failure_is_counted_three_times_and_at_once),
    };

    settings.network_failures = 100;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
