/* Several runners: who has what when one is killed, stopped or loses its connection. */
#include "services/delivery/test_runner.h"

static void
two_share_the_work_and_send_each_once(void **state)
{
    (void)state;
    add_rows(1, 4000, "send", 1, "now()");
    add_rows(4001, 8000, "send", 2, "now()");
    worker_start(0);
    worker_start(1);
    AWAIT(rows_that("state = 'sent'") == 8000);
    assert_int_equal(8000, hits_between(1, 8000, 1));
    assert_int_equal(8000, rows_that("attempts = 1 AND deaths = 0 AND unknown = 0"));
    AWAIT(worker_counts(0, SENT) + worker_counts(1, SENT) == 8000);
}

static void
one_is_killed_and_the_other_has_its_claims(void **state)
{
    (void)state;
    add_rows(1, 50, "hold", 1, "now()");
    worker_start(0);
    AWAIT(rows_that("worker IS NOT NULL") == 50 && hits_between(1, 50, 1) == 50);
    worker_start(1);
    AWAIT(test_pg_number(&pg, "SELECT count(*) FROM workers") == 2);
    worker_kill(0);
    AWAIT(hits_between(1, 50, 2) == 50);
    atomic_store(&shared->worker[1].go, true);
    AWAIT(rows_that("state = 'sent' AND deaths = 1 AND attempts = 1") == 50);
    assert_int_equal(1, test_pg_number(&pg, "SELECT count(*) FROM workers"));
}

/* Worker 2 is killed to see that worker 1 has looked for the dead since worker 0 stands still. */
static void
one_that_stands_still_keeps_its_claims(void **state)
{
    (void)state;
    add_rows(1, 50, "hold", 1, "now()");
    worker_start(0);
    AWAIT(hits_between(1, 50, 1) == 50);
    kill(children[0], SIGSTOP);
    add_rows(51, 60, "hold", 2, "now()");
    worker_start(2);
    AWAIT(hits_between(51, 60, 1) == 10);
    worker_kill(2);
    worker_start(1);
    AWAIT(hits_between(51, 60, 2) == 10);
    assert_int_equal(50, hits_between(1, 50, 1));
    assert_int_equal(50, rows_that("deaths = 0 AND worker IS NOT NULL"));
    kill(children[0], SIGCONT);
    atomic_store(&shared->worker[0].go, true);
    AWAIT(rows_that("state = 'sent'") == 50);
    assert_int_equal(50, hits_between(1, 50, 1));
}

/* Of a mail the outcome is unknown when its worker had begun to hand it over. */
static void
what_was_being_handed_over_is_unknown(void **state)
{
    (void)state;
    add_rows(1, 3, "hold", 1, "now()");
    worker_start(0);
    AWAIT(hits_between(1, 3, 1) == 3);
    test_pg_sql(&pg, "UPDATE deliveries SET sending = true WHERE right(id::text, 1) = '2'");
    worker_start(1);
    worker_kill(0);
    AWAIT(hits_between(1, 3, 2) == 3);
    assert_int_equal(1, rows_that("unknown = 1 AND NOT sending"));
    assert_int_equal(2, rows_that("unknown = 0"));
    AWAIT(worker_counts(1, UNKNOWN) == 1);
}

/* 300 are more than one statement writes. */
static void
what_a_channel_commits_has_all_results_before_it(void **state)
{
    (void)state;
    add_rows(1, 300, "again", 1, "now() - interval '1 second'");
    add_rows(301, 301, "settle", 1, "now()");
    worker_start(0);
    must(waitpid(children[0], NULL, 0) == children[0]);
    children[0] = 0;
    assert_int_equal(300, rows_that("attempts = 1 AND worker IS NULL"));
    assert_int_equal(1, rows_that("attempts = 0 AND worker IS NOT NULL"));
}

static void
what_ends_its_workers_is_set_aside(void **state)
{
    (void)state;
    add_rows(1, 2, "hold", 1, "now()");
    test_pg_sql(&pg, "UPDATE deliveries SET deaths = 9 WHERE right(id::text, 1) = '1'");
    test_pg_sql(&pg, "UPDATE deliveries SET deaths = 3 WHERE right(id::text, 1) = '2'");
    worker_start(0);
    AWAIT(hits_between(1, 2, 1) == 2);
    worker_kill(0);
    worker_start(1);
    AWAIT(rows_that("state = 'set_aside' AND deaths = 10 AND ended_at IS NOT NULL") == 1);
    assert_int_equal(
        1, rows_that("state = 'waiting' AND deaths = 4 AND due_at > now() + interval '1 second'"));
    AWAIT(hits_between(2, 2, 2) == 1);
    assert_int_equal(1, hits_between(1, 1, 1));
}

static void
a_lost_connection_loses_no_claim(void **state)
{
    (void)state;
    add_rows(1, 50, "hold", 1, "now()");
    worker_start(0);
    AWAIT(hits_between(1, 50, 1) == 50);
    test_pg_sql(&pg, "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'");
    AWAIT(test_pg_number(
              &pg, "SELECT count(*) FROM workers w JOIN pg_locks l ON l.objid = w.number") == 1);
    AWAIT(rows_that("worker = (SELECT max(number) FROM workers)") == 50);
    worker_start(1);
    AWAIT(test_pg_number(&pg, "SELECT count(*) FROM workers") == 2);
    atomic_store(&shared->worker[0].go, true);
    AWAIT(rows_that("state = 'sent' AND deaths = 0") == 50);
    assert_int_equal(50, hits_between(1, 50, 1));
}

/* The lock was lost, and another worker was faster. */
static void
what_was_sent_counts_whoever_has_it_now(void **state)
{
    (void)state;
    add_rows(1, 50, "hold", 1, "now()");
    worker_start(0);
    AWAIT(hits_between(1, 50, 1) == 50);
    test_pg_sql(&pg, "UPDATE deliveries SET worker = 0");
    atomic_store(&shared->worker[0].go, true);
    AWAIT(rows_that("state = 'sent' AND worker IS NULL") == 50);
}

static void
one_that_leaves_gives_back_what_it_has_not_begun(void **state)
{
    (void)state;
    add_rows(1, 200, "hold", 1, "now()");
    worker_start(0);
    AWAIT(hits_between(1, 200, 1) == 64 && rows_that("worker IS NOT NULL") == 200);
    atomic_store(&shared->worker[0].leave, true);
    AWAIT(rows_that("worker IS NULL AND attempts = 0 AND deaths = 0 AND state = 'waiting'") == 136);
    worker_end(0);
    worker_start(1);
    AWAIT(rows_that("deaths = 1") == 64);
}

static void
one_that_leaves_with_nothing_in_hand_leaves_nothing(void **state)
{
    (void)state;
    add_rows(1, 100, "send", 1, "now()");
    worker_start(0);
    AWAIT(rows_that("state = 'sent'") == 100);
    worker_end(0);
    assert_int_equal(0, test_pg_number(&pg, "SELECT count(*) FROM workers"));
}

static void
a_database_that_goes_away_loses_nothing(void **state)
{
    (void)state;
    add_rows(1, 50, "hold", 1, "now()");
    worker_start(0);
    AWAIT(hits_between(1, 50, 1) == 50);
    test_pg_stop(&pg);
    atomic_store(&shared->worker[0].go, true);
    AWAIT(!atomic_load(&shared->worker[0].go));
    test_pg_start(&pg);
    AWAIT(rows_that("state = 'sent'") == 50);
    assert_int_equal(50, hits_between(1, 50, 1));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(two_share_the_work_and_send_each_once),
        TEST(one_is_killed_and_the_other_has_its_claims),
        TEST(one_that_stands_still_keeps_its_claims),
        TEST(what_was_being_handed_over_is_unknown),
        TEST(what_a_channel_commits_has_all_results_before_it),
        TEST(what_ends_its_workers_is_set_aside),
        TEST(a_lost_connection_loses_no_claim),
        TEST(what_was_sent_counts_whoever_has_it_now),
        TEST(one_that_leaves_gives_back_what_it_has_not_begun),
        TEST(one_that_leaves_with_nothing_in_hand_leaves_nothing),
        TEST(a_database_that_goes_away_loses_nothing),
    };

    return cmocka_run_group_tests(tests, begin_all, end_all);
}
