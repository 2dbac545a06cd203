/* Statements and transactions against a real PostgreSQL, also when it is slow, gone or killed. */
#include "shared/db/db.h"

#include "shared/db/connection_private.h"
#include "shared/db/test_db.h"
#include "shared/db/watch.h"

#include <poll.h>

struct number {
    int64_t n;
};
static const struct sql_param number_params[] = {{SQL_INT8, -1, 0, -1}};
static const struct sql_column number_columns[] = {{SQL_INT8, 0, -1, false}};

#define NUMBER_IN  .params = number_params, .param_count = 1
#define NUMBER_OUT .columns = number_columns, .column_count = 1, .row_size = sizeof(struct number)

static const struct statement insert = {
    .name = "insert", .text = "INSERT INTO numbers (n) VALUES ($1)", NUMBER_IN};
static const struct statement count = {
    .name = "count", .text = "SELECT count(*) FROM numbers", NUMBER_OUT};
static const struct statement series = {
    .name = "series", .text = "SELECT generate_series(1, $1::bigint)", NUMBER_IN, NUMBER_OUT};
static const struct statement doze = {.name = "doze",
                                      .text = "SELECT 1::bigint FROM pg_sleep($1::bigint / 1000.0)",
                                      NUMBER_IN,
                                      NUMBER_OUT};
static const struct statement late = {
    .name = "late", .text = "INSERT INTO late (ms) VALUES ($1)", NUMBER_IN};
static const struct statement die_now = {
    .name = "die_now",
    .text = "SELECT pg_terminate_backend(pg_backend_pid())::int::bigint",
    NUMBER_OUT};
static const struct statement null = {.name = "null", .text = "SELECT NULL::bigint", NUMBER_OUT};
static const struct statement divide = {
    .name = "divide", .text = "SELECT 1 / ($1::bigint - $1::bigint)", NUMBER_IN, NUMBER_OUT};

static const struct statement *const statements[] = {&insert, &count,   &series, &doze,
                                                     &late,   &die_now, &null,   &divide};
static const struct statements sql = {statements, ARRAY_LEN(statements)};
static const struct statements *const sets[] = {&sql};

static const struct statement of_no_table = {
    .name = "of_no_table", .text = "SELECT n FROM none", NUMBER_OUT};
static const struct statement *const misfits[] = {&count, &of_no_table};
static const struct statements misfit = {misfits, ARRAY_LEN(misfits)};
static const struct statements *const misfit_sets[] = {&misfit};

static int
start(void **state)
{
    (void)state;
    test_pg_new(&pg);
    test_pg_sql(&pg, "CREATE TABLE numbers (n bigint CONSTRAINT one_of_each UNIQUE);"
                     "CREATE TABLE late (ms bigint);"
                     "CREATE FUNCTION sleep_late() RETURNS trigger LANGUAGE plpgsql AS "
                     "'BEGIN PERFORM pg_sleep(NEW.ms / 1000.0); RETURN NULL; END';"
                     "CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON late "
                     "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION sleep_late();");
    return 0;
}

static int
stop(void **state)
{
    (void)state;
    test_pg_destroy(&pg);
    return 0;
}

static int
set_up_in(enum connection_mode mode)
{
    connect_request(sets, mode);
    test_pg_sql(&pg, "TRUNCATE numbers, late");
    return 0;
}

static int
set_up(void **state)
{
    (void)state;
    return set_up_in(CONNECTION_TRANSACTION);
}

static int
set_up_alone(void **state)
{
    (void)state;
    return set_up_in(CONNECTION_ALONE);
}

static enum err
put(int64_t n)
{
    return db_exec(&rq, &insert, &(struct number){n}, NULL);
}

static long
stored(void)
{
    return test_pg_number(&pg, "SELECT count(*) FROM numbers");
}

static void
many_rows_come_in_order(void **state)
{
    struct number *rows;
    size_t n;

    (void)state;
    assert_int_equal(OK, db_many(&rq, &series, &(struct number){5000}, &rows, &n));
    assert_int_equal(5000, n);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(i + 1, rows[i].n);
    assert_int_equal(OK, db_many(&rq, &series, &(struct number){0}, &rows, &n));
    assert_int_equal(0, n);
}

static void
errors_have_their_names(void **state)
{
    struct number out;

    (void)state;
    assert_int_equal(ERR_NOT_FOUND, db_one(&rq, &series, &(struct number){0}, &out));
    assert_int_equal(ERR_BUG, db_one(&rq, &null, NULL, &out));
    assert_int_equal(ERR_BUG, db_one(&rq, &divide, &(struct number){1}, &out));
    assert_int_equal(OK, put(1));
    assert_int_equal(ERR_CONFLICT, put(1));
    assert_string_equal("one_of_each", db_constraint(&rq));
    assert_int_equal(OK, put(2));
    assert_int_equal(2, stored());
}

static void
a_transaction_is_all_or_nothing(void **state)
{
    struct number out;

    (void)state;
    assert_int_equal(OK, put(1));
    assert_int_equal(OK, db_one(&rq, &count, NULL, &out));
    assert_int_equal(1, out.n);
    assert_int_equal(0, stored());
    connection_rollback(&rq);
    assert_int_equal(0, stored());
    assert_int_equal(OK, put(1));
    assert_int_equal(OK, put(2));
    assert_int_equal(OK, connection_commit(&rq));
    assert_int_equal(2, stored());
    assert_int_equal(OK, connection_commit(&rq)); /* of nothing */
}

static void
a_failed_statement_spoils_its_transaction(void **state)
{
    (void)state;
    assert_int_equal(OK, put(1));
    assert_int_equal(ERR_CONFLICT, put(1));
    assert_int_equal(ERR_BUG, connection_commit(&rq));
    assert_int_equal(0, stored());
    assert_int_equal(OK, put(1));
    assert_int_equal(OK, connection_commit(&rq));
    assert_int_equal(1, stored());
}

static void
a_deferred_statement_travels_with_the_commit(void **state)
{
    (void)state;
    assert_int_equal(OK, put(1));
    connection_defer_begin(rq.connection);
    assert_int_equal(OK, put(2));
    connection_defer_end(rq.connection);
    assert_int_equal(OK, connection_commit(&rq));
    assert_int_equal(2, stored());
    connection_defer_begin(rq.connection);
    assert_int_equal(OK, put(3));
    assert_int_equal(OK, put(2));
    connection_defer_end(rq.connection);
    assert_int_equal(ERR_CONFLICT, connection_commit(&rq));
    assert_string_equal("one_of_each", db_constraint(&rq));
    assert_int_equal(2, stored());
}

static void
one_that_tells_how_many_rows_it_changed_is_not_deferred(void **state)
{
    int64_t affected = 42;

    (void)state;
    connection_defer_begin(rq.connection);
    assert_int_equal(OK, put(1));
    assert_int_equal(OK, db_exec(&rq, &insert, &(struct number){2}, &affected));
    assert_int_equal(1, affected);
    affected = 42;
    assert_int_equal(ERR_CONFLICT, db_exec(&rq, &insert, &(struct number){2}, &affected));
    assert_int_equal(42, affected);
    connection_defer_end(rq.connection);
}

static void
what_takes_too_long_is_left_and_the_connection_comes_back(void **state)
{
    struct number out;

    (void)state;
    begin(100);
    assert_int_equal(ERR_TIMEOUT, db_one(&rq, &doze, &(struct number){20000}, &out));
    assert_int_equal(ERR_UNAVAILABLE, put(1));
    come_up();
    assert_int_equal(OK, put(1));
    begin(-1);
    assert_int_equal(ERR_TIMEOUT, put(2));
    begin(PATIENCE_MS);
    connection_rollback(&rq);
    assert_int_equal(0, stored());
}

static void
a_commit_without_an_answer_is_uncertain(void **state)
{
    (void)state;
    assert_int_equal(OK, db_exec(&rq, &late, &(struct number){20000}, NULL));
    begin(100);
    assert_int_equal(ERR_UNCERTAIN, connection_commit(&rq));
    connection_rollback(&rq);
    come_up();
    assert_int_equal(OK, put(1));
    assert_int_equal(OK, connection_commit(&rq));
}

static void
a_lost_connection_is_made_again(void **state)
{
    struct number out;

    (void)state;
    assert_int_equal(OK, put(1));
    assert_int_equal(ERR_UNAVAILABLE, db_one(&rq, &die_now, NULL, &out));
    assert_string_equal("the database is away", rq.why);
    connection_rollback(&rq);
    come_up();
    assert_int_equal(0, stored());
    assert_int_equal(OK, put(2));
    assert_int_equal(OK, connection_commit(&rq));
    assert_int_equal(1, stored());
}

static void
a_server_that_stops_is_noticed_while_idle(void **state)
{
    (void)state;
    test_pg_stop(&pg);
    while (connection_is_up(rq.connection))
        connection_tend(rq.connection);
    assert_int_equal(ERR_UNAVAILABLE, put(1));
    test_pg_start(&pg);
    come_up();
    assert_int_equal(OK, put(1));
    assert_int_equal(OK, connection_commit(&rq));
}

static void
a_connection_leaves_when_its_transaction_has_ended(void **state)
{
    (void)state;
    assert_int_equal(OK, put(1));
    poll(NULL, 0, 2); /* the clock has milliseconds */
    connection_all_leave();
    connection_tend(rq.connection);
    assert_true(connection_is_up(rq.connection));
    assert_int_equal(OK, connection_commit(&rq));
    connection_tend(rq.connection);
    assert_false(connection_is_up(rq.connection));
    come_up();
    connection_tend(rq.connection);
    assert_true(connection_is_up(rq.connection));
    assert_int_equal(1, stored());
}

/* SIGTERM: it waits until its last client has left. */
static void
a_server_that_waits_for_its_clients_is_left(void **state)
{
    struct watch *watch = watch_start(pg.url);
    int64_t until_ms = monotonic_ms() + PATIENCE_MS;

    (void)state;
    assert_int_equal(OK, put(1));
    assert_int_equal(OK, connection_commit(&rq));
    kill(pg.pid, SIGTERM);
    while (waitpid(pg.pid, NULL, WNOHANG) != pg.pid) {
        assert_true(monotonic_ms() < until_ms);
        connection_tend(rq.connection);
        poll(NULL, 0, connection_rest_ms(rq.connection));
    }
    test_pg_start(&pg);
    come_up();
    assert_int_equal(1, stored());
    watch_stop(&watch);
}

static void
alone_each_statement_stands(void **state)
{
    (void)state;
    assert_int_equal(OK, put(1));
    assert_int_equal(1, stored());
    assert_int_equal(ERR_CONFLICT, put(1));
    assert_int_equal(OK, put(2));
    connection_set_mode(rq.connection, CONNECTION_TRANSACTION);
    assert_int_equal(OK, put(3));
    connection_rollback(&rq);
    assert_int_equal(2, stored());
}

/* The connection is not the first one, which has prepared everything. */
static void
a_statement_is_prepared_when_it_is_first_run(void **state)
{
    struct number out;

    (void)state;
    assert_false(prepared_has(rq.connection->prepared, &insert));
    connection_defer_begin(rq.connection);
    for (int64_t n = 1; n <= 40; n++)
        assert_int_equal(OK, put(n));
    connection_defer_end(rq.connection);
    assert_int_equal(OK, db_one(&rq, &count, NULL, &out));
    assert_int_equal(40, out.n);
    assert_true(prepared_has(rq.connection->prepared, &insert));
    connection_rollback(&rq);
    assert_int_equal(OK, put(1));
    assert_int_equal(OK, connection_commit(&rq));
    assert_int_equal(1, stored());
}

static void
one_that_was_skipped_behind_a_failure_is_prepared_the_next_time(void **state)
{
    struct number out;

    (void)state;
    connection_defer_begin(rq.connection);
    assert_int_equal(OK, put(1));
    assert_int_equal(OK, put(1));
    connection_defer_end(rq.connection);
    assert_int_equal(ERR_CONFLICT, db_one(&rq, &count, NULL, &out));
    assert_false(prepared_has(rq.connection->prepared, &count));
    connection_rollback(&rq);
    assert_int_equal(OK, db_one(&rq, &count, NULL, &out));
    assert_int_equal(0, out.n);
}

static void
the_first_connection_finds_a_schema_that_is_another(void **state)
{
    const struct connection_conf conf = {
        .url = pg.url, .sql = misfit_sets, .sql_count = 1, .statement_timeout_ms = 20000};
    struct connection *connection = connection_new(&conf);

    (void)state;
    assert_false(connection_await(connection, monotonic_ms() + 500));
    test_pg_sql(&pg, "CREATE TABLE none (n bigint)");
    assert_true(connection_await(connection, monotonic_ms() + PATIENCE_MS));
    test_pg_sql(&pg, "DROP TABLE none");
    connection_destroy(&connection);
}

#define TEST(name)  cmocka_unit_test_setup_teardown(name, set_up, disconnect_request)
#define ALONE(name) cmocka_unit_test_setup_teardown(name, set_up_alone, disconnect_request)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        ALONE(many_rows_come_in_order),
        ALONE(errors_have_their_names),
        ALONE(alone_each_statement_stands),
        TEST(a_transaction_is_all_or_nothing),
        TEST(a_failed_statement_spoils_its_transaction),
        TEST(a_deferred_statement_travels_with_the_commit),
        TEST(one_that_tells_how_many_rows_it_changed_is_not_deferred),
        TEST(what_takes_too_long_is_left_and_the_connection_comes_back),
        TEST(a_commit_without_an_answer_is_uncertain),
        TEST(a_lost_connection_is_made_again),
        TEST(a_server_that_stops_is_noticed_while_idle),
        TEST(a_connection_leaves_when_its_transaction_has_ended),
        TEST(a_server_that_waits_for_its_clients_is_left),
        TEST(a_statement_is_prepared_when_it_is_first_run),
        TEST(one_that_was_skipped_behind_a_failure_is_prepared_the_next_time),
        cmocka_unit_test(the_first_connection_finds_a_schema_that_is_another),
    };

    return cmocka_run_group_tests(tests, start, stop);
}
