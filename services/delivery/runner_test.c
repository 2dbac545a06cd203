/* What a runner does with deliveries: when, how often, and with those that cannot be sent. */
#include "services/delivery/test_runner.h"

static void
what_is_due_is_sent_once(void **state)
{
    (void)state;
    add_rows(1, 3000, "send", 1, "now()");
    worker_start(0);
    AWAIT(rows_that("state = 'sent' AND attempts = 1 AND response = 200 AND worker IS NULL") ==
          3000);
    assert_int_equal(3000, hits_between(1, 3000, 1));
    AWAIT(worker_counts(0, SENT) == 3000 && worker_counts(0, WAITING) == 0);
    worker_end(0);
}

static void
what_is_due_later_is_sent_then_and_nobody_wakes_it(void **state)
{
    long long due_us;

    (void)state;
    add_rows(1, 1, "send", 1, "now() + interval '700 ms'");
    due_us =
        test_pg_number(&pg, "SELECT (extract(epoch FROM due_at) * 1e6)::bigint FROM deliveries");
    worker_start(0);
    AWAIT(rows_that("state = 'sent'") == 1);
    assert_true(atomic_load(&shared->hit_us[1]) >= due_us);
}

static void
a_wake_finds_what_has_come(void **state)
{
    (void)state;
    worker_start(0);
    AWAIT(rows_that("false") == 0 && test_pg_number(&pg, "SELECT count(*) FROM workers") == 1);
    for (int n = 1; n <= 20; n++) {
        add_rows(n, n, "send", 1, "now()");
        worker_wake(0);
        AWAIT(atomic_load(&shared->hits[n]) == 1);
    }
    AWAIT(rows_that("state = 'sent'") == 20);
}

/* Rows 2 to 9 have failed 1 to 8 times. */
static void
what_fails_comes_again_later_each_time(void **state)
{
    static const int seconds[] = {30, 120, 600, 1800, 3600, 7200, 14400, 14400};

    (void)state;
    add_rows(2, 9, "again", 1, "now()");
    test_pg_sql(&pg,
                "UPDATE deliveries SET attempts = ('x' || right(id::text, 1))::bit(4)::int - 1");
    worker_start(0);
    AWAIT(rows_that("state = 'waiting' AND why = 'as told' AND response = 503") == 8);
    for (int n = 2; n <= 9; n++) {
        char where[300];

        snprintf(where, sizeof where,
                 "attempts = %d AND right(id::text, 1) = '%d' AND due_at - first_at BETWEEN"
                 " interval '%d seconds' AND interval '%d seconds' * 1.2",
                 n, n, seconds[n - 2], seconds[n - 2]);
        assert_int_equal(1, rows_that(where));
    }
    assert_int_equal(8, hits_between(2, 9, 1));
}

static void
a_day_after_its_first_attempt_it_has_failed(void **state)
{
    (void)state;
    add_rows(1, 2, "again", 1, "now()");
    add_rows(3, 4, "unknown", 1, "now()");
    test_pg_sql(&pg, "UPDATE deliveries SET attempts = 9, first_at = now() - CASE WHEN "
                     "right(id::text, 1) IN ('1', '3') THEN interval '24 hours 1 second'"
                     " ELSE interval '23 hours 59 minutes' END");
    worker_start(0);
    AWAIT(rows_that("state = 'failed' AND ended_at IS NOT NULL AND attempts = 10") == 2);
    AWAIT(
        rows_that(
            "state = 'waiting' AND attempts = 10 AND due_at - first_at BETWEEN interval '24 hours'"
            " AND interval '24 hours 59 seconds'") == 2);
    assert_int_equal(2, rows_that("unknown = 1"));
    AWAIT(worker_counts(0, FAILED) == 2 && worker_counts(0, UNKNOWN) == 2);
}

static void
what_is_refused_for_good_has_failed(void **state)
{
    (void)state;
    add_rows(1, 1, "failed", 1, "now()");
    worker_start(0);
    AWAIT(rows_that("state = 'failed' AND attempts = 1 AND why = 'as told'") == 1);
}

static void
a_poisoned_one_is_set_aside_and_the_rest_goes_on(void **state)
{
    (void)state;
    add_rows(1, 300, "send", 1, "now() - interval '1 hour'");
    add_rows(301, 302, "poison", 1, "now() - interval '30 minutes'");
    add_rows(303, 600, "send", 2, "now()");
    worker_start(0);
    AWAIT(rows_that("state = 'sent'") == 598);
    AWAIT(rows_that("state = 'set_aside' AND kind = 'poison' AND why = 'it cannot be read'") == 2);
    assert_int_equal(598, hits_between(1, 600, 1));
    AWAIT(worker_counts(0, SET_ASIDE) == 2);
}

static void
a_result_that_cannot_be_written_is_set_aside_and_the_rest_goes_on(void **state)
{
    (void)state;
    add_rows(1, 100, "send", 1, "now()");
    add_rows(101, 101, "twisted", 1, "now()");
    add_rows(102, 200, "send", 1, "now()");
    worker_start(0);
    AWAIT(rows_that("state = 'sent'") == 199 && rows_that("state = 'set_aside'") == 1);
    assert_int_equal(200, hits_between(1, 200, 1));
}

/* The rows of receiver 1 came first, are more than there is room, and hang. */
static void
a_receiver_that_hangs_keeps_nobody_waiting(void **state)
{
    (void)state;
    add_rows(1, 3000, "hold", 1, "now() - interval '1 hour'");
    add_rows(3001, 3100, "send", 2, "now()");
    worker_start(0);
    AWAIT(rows_that("state = 'sent'") == 100);
    assert_int_equal(64, hits_between(1, 3000, 1));
    assert_int_equal(0, rows_that("deaths > 0 OR attempts > 0 AND kind = 'hold'"));
}

/* One answer of 503 is enough for all that is due. */
static void
a_receiver_that_takes_nothing_is_left_alone(void **state)
{
    (void)state;
    add_rows(1, 1000, "busy", 1, "now()");
    worker_start(0);
    AWAIT(rows_that("state = 'waiting' AND worker IS NULL AND due_at > now()") == 1000);
    assert_in_range(hits_between(1, 1000, 1), 1, 64);
    assert_int_equal(hits_between(1, 1000, 1), rows_that("attempts = 1"));
    assert_int_equal(1000, hits_between(1, 1000, 1) + hits_between(1, 1000, 0));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_is_due_is_sent_once),
        TEST(what_is_due_later_is_sent_then_and_nobody_wakes_it),
        TEST(a_wake_finds_what_has_come),
        TEST(what_fails_comes_again_later_each_time),
        TEST(a_day_after_its_first_attempt_it_has_failed),
        TEST(what_is_refused_for_good_has_failed),
        TEST(a_poisoned_one_is_set_aside_and_the_rest_goes_on),
        TEST(a_result_that_cannot_be_written_is_set_aside_and_the_rest_goes_on),
        TEST(a_receiver_that_hangs_keeps_nobody_waiting),
        TEST(a_receiver_that_takes_nothing_is_left_alone),
    };

    return cmocka_run_group_tests(tests, begin_all, end_all);
}
