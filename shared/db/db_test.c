/* Statements and transactions against a real PostgreSQL, also when it is slow, gone or killed. */
#include "shared/db/db.h"

#include "shared/base/arena.h"
#include "shared/base/check.h"
#include "shared/db/connection.h"
#include "shared/db/test_pg.h"
#include "shared/request/request.h"

struct row {
    const char *text;
    int64_t small, middle, big;
    bool flag;
    struct uuid id;
    struct instant at;
    struct moment when;
    struct day day;
    struct bytes raw;
    struct texts texts;
    struct uuids uuids;
    const char *json;
    bool has_middle, has_at;
};

#define PARAM(kind, f)                                                                             \
    {                                                                                              \
        kind, -1, offsetof(struct row, f), -1                                                      \
    }
#define MAYBE(kind, f)                                                                             \
    {                                                                                              \
        kind, -1, offsetof(struct row, f), offsetof(struct row, has_##f)                           \
    }
#define COLUMN(kind, f)                                                                            \
    {                                                                                              \
        kind, offsetof(struct row, f), -1, true                                                    \
    }
#define MAYBE_COLUMN(kind, f)                                                                      \
    {                                                                                              \
        kind, offsetof(struct row, f), offsetof(struct row, has_##f), true                         \
    }

static const struct sql_param all_params[] = {
    PARAM(SQL_TEXT, text), PARAM(SQL_INT2, small), MAYBE(SQL_INT4, middle), PARAM(SQL_INT8, big),
    PARAM(SQL_BOOL, flag), PARAM(SQL_UUID, id),    MAYBE(SQL_INSTANT, at),  PARAM(SQL_MOMENT, when),
    PARAM(SQL_DAY, day),   PARAM(SQL_BYTES, raw),  PARAM(SQL_TEXTS, texts), PARAM(SQL_UUIDS, uuids),
    PARAM(SQL_JSON, json),
};
static const struct sql_column all_columns[] = {
    COLUMN(SQL_TEXT, text),        COLUMN(SQL_INT2, small),  MAYBE_COLUMN(SQL_INT4, middle),
    COLUMN(SQL_INT8, big),         COLUMN(SQL_BOOL, flag),   COLUMN(SQL_UUID, id),
    MAYBE_COLUMN(SQL_INSTANT, at), COLUMN(SQL_MOMENT, when), COLUMN(SQL_DAY, day),
    COLUMN(SQL_BYTES, raw),        COLUMN(SQL_TEXTS, texts), COLUMN(SQL_UUIDS, uuids),
    COLUMN(SQL_JSON, json),
};
static const struct statement all = {
    .name = "all",
    .text = "SELECT $1::text, $2::smallint, $3::int, $4::bigint, $5::boolean, $6::uuid, "
            "$7::timestamptz, $8::timestamptz, $9::date, $10::bytea, $11::text[], $12::uuid[], "
            "$13::jsonb",
    .params = all_params,
    .param_count = ARRAY_LEN(all_params),
    .columns = all_columns,
    .column_count = ARRAY_LEN(all_columns),
    .row_size = sizeof(struct row),
};

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

static const struct statement *const statements[] = {&all,  &insert,  &count, &series, &doze,
                                                     &late, &die_now, &null,  &divide};
static const struct statements sql = {statements, ARRAY_LEN(statements)};
static const struct statements *const sets[] = {&sql};

static struct test_pg pg;
static struct request rq;

enum { PATIENCE_MS = 30000 };

static void
begin(int64_t timeout_ms)
{
    rq.why = NULL;
    rq.deadline_ms = monotonic_ms() + timeout_ms;
}

static void
come_up(void)
{
    assert_true(connection_await(rq.connection, monotonic_ms() + PATIENCE_MS));
    begin(PATIENCE_MS);
}

static struct connection *
new_lane(enum connection_mode mode)
{
    const struct connection_conf conf = {
        .url = pg.url, .sql = sets, .sql_count = 1, .mode = mode, .statement_timeout_ms = 20000};

    return connection_new(&conf);
}

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
    rq = (struct request){
        .arena = arena_new(16 << 20), .event = "test", .connection = new_lane(mode)};
    come_up();
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

static int
tear_down(void **state)
{
    (void)state;
    connection_destroy(&rq.connection);
    arena_destroy(rq.arena);
    return 0;
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
every_kind_comes_back(void **state)
{
    static const char *const words[] = {"", "Zoë", "a\"b\\c{}"};
    static const struct uuid ids[] = {{{1}}, {{255, 2}}};
    const struct row in = {
        .text = "Grüße",
        .small = INT16_MIN,
        .has_middle = true,
        .middle = INT32_MAX,
        .big = INT64_MIN,
        .flag = true,
        .id = {{7, 8, 9}},
        .has_at = true,
        .at = {-2208988800000000}, /* 1900 */
        .when = {.at = {7258118400000000}},
        .day = {-25567},
        .raw = {(const uint8_t *)"\0\1\2", 3},
        .texts = {words, 3},
        .uuids = {ids, 2},
        .json = "{\"a\": [1, null]}",
    };
    struct row out;

    (void)state;
    assert_int_equal(OK, db_one(&rq, &all, &in, &out));
    assert_string_equal(in.text, out.text);
    assert_true(out.small == in.small && out.big == in.big && out.flag);
    assert_true(out.has_middle && out.middle == in.middle);
    assert_true(uuid_equal(out.id, in.id) && out.day.days == in.day.days);
    assert_true(out.has_at && out.at.us == in.at.us && out.when.at.us == in.when.at.us);
    assert_true(bytes_equal(in.raw, out.raw));
    assert_int_equal(3, out.texts.count);
    for (size_t i = 0; i < 3; i++)
        assert_string_equal(words[i], out.texts.items[i]);
    assert_int_equal(2, out.uuids.count);
    assert_true(uuid_equal(ids[0], out.uuids.items[0]) && uuid_equal(ids[1], out.uuids.items[1]));
    assert_string_equal(in.json, out.json);
}

static void
nothing_comes_back_as_nothing(void **state)
{
    struct row out;

    (void)state;
    assert_int_equal(OK, db_one(&rq, &all, &(struct row){.text = NULL}, &out));
    assert_true(out.text == NULL && !out.has_middle && !out.has_at && out.raw.data == NULL &&
                out.json == NULL);
    assert_true(out.texts.count == 0 && out.uuids.count == 0);
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
    assert_int_equal(ERR_BUG, db_one(&rq, &all, &(struct row){.small = 40000}, &(struct row){0}));
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
what_takes_too_long_is_left_and_the_lane_comes_back(void **state)
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

#define TEST(name)  cmocka_unit_test_setup_teardown(name, set_up, tear_down)
#define ALONE(name) cmocka_unit_test_setup_teardown(name, set_up_alone, tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        ALONE(every_kind_comes_back),
        ALONE(nothing_comes_back_as_nothing),
        ALONE(many_rows_come_in_order),
        ALONE(errors_have_their_names),
        ALONE(alone_each_statement_stands),
        TEST(a_transaction_is_all_or_nothing),
        TEST(a_failed_statement_spoils_its_transaction),
        TEST(a_deferred_statement_travels_with_the_commit),
        TEST(what_takes_too_long_is_left_and_the_lane_comes_back),
        TEST(a_commit_without_an_answer_is_uncertain),
        TEST(a_lost_connection_is_made_again),
        TEST(a_server_that_stops_is_noticed_while_idle),
    };

    return cmocka_run_group_tests(tests, start, stop);
}
