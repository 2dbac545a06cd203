/* A handler whose transaction is undone, against a real PostgreSQL. */
#include "shared/actor/retry.h"

#include "shared/db/test_db.h"

struct number {
    int64_t n;
};
static const struct sql_param number_params[] = {{SQL_INT8, -1, 0, -1}};
static const struct sql_column number_columns[] = {{SQL_INT8, 0, -1, false}};

static const struct statement insert = {.name = "insert",
                                        .text = "INSERT INTO numbers (n) VALUES ($1)",
                                        .params = number_params,
                                        .param_count = 1};
/* Fails in a deadlock as often as it is told, in whatever transaction. */
static const struct statement collide = {.name = "collide",
                                         .text = "SELECT collide($1)",
                                         .params = number_params,
                                         .param_count = 1,
                                         .columns = number_columns,
                                         .column_count = 1,
                                         .row_size = sizeof(struct number)};

static const struct statement *const statements[] = {&insert, &collide};
static const struct statements sql = {statements, ARRAY_LEN(statements)};
static const struct statements *const sets[] = {&sql};

static const struct shape answer_shape = {.name = "answer", .size = sizeof(struct number)};
static const struct operation operation = {.name = "thing.make", .output = &answer_shape};

static int
start(void **state)
{
    (void)state;
    test_pg_new(&pg);
    test_pg_sql(&pg, "CREATE TABLE numbers (n bigint); CREATE SEQUENCE tries;"
                     "CREATE FUNCTION collide(most bigint) RETURNS bigint LANGUAGE plpgsql AS "
                     "'BEGIN IF nextval(''tries'') <= most THEN "
                     "RAISE EXCEPTION USING ERRCODE = ''40P01''; END IF; RETURN most; END'");
    connect_request(sets, CONNECTION_TRANSACTION);
    return 0;
}

static int
stop(void **state)
{
    disconnect_request(state);
    test_pg_destroy(&pg);
    return 0;
}

static const struct note moves = {.name = "moves"};
static int calls;

/* Leaves something in the request and in the answer before it may fail. */
static enum err
make(struct request *rq_, const void *in, void *out)
{
    struct number *answer = out, row;
    enum err err = db_exec(rq_, &insert, in, NULL);

    calls++;
    assert_int_equal(answer->n, 0);
    assert_null(rq_->notes);
    assert_int_equal(rq_->problems.count, 0);
    answer->n = 1;
    rq_->notes = &moves;
    problem(rq_, "title", "is odd");
    if (!err)
        err = db_one(rq_, &collide, in, &row);
    return err;
}

static enum err
refuse_it(struct request *rq_, const void *in, void *out)
{
    (void)in;
    (void)out;
    calls++;
    return refuse(rq_, ERR_CONFLICT, "it is taken");
}

static enum err
try_it(handler_call *call, int64_t collisions)
{
    const struct number in = {collisions};
    struct number out = {0};
    struct connection *connection = rq.connection;
    enum err err;

    rq = (struct request){.arena = rq.arena,
                          .connection = connection,
                          .operation = &operation,
                          .event = "thing.make"};
    begin(PATIENCE_MS);
    test_pg_sql(&pg, "ALTER SEQUENCE tries RESTART; TRUNCATE numbers");
    calls = 0;
    err = retry_call(&rq, call, &in, &out);
    if (err)
        connection_rollback(&rq);
    else
        assert_int_equal(OK, connection_commit(&rq));
    return err;
}

static const struct {
    const char *name;
    int64_t collisions;
    int calls;
    enum err want;
    long stored;
} cases[] = {
    {"none", 0, 1, OK, 1},
    {"one", 1, 2, OK, 1},
    {"as many as are borne", 3, 4, OK, 1},
    {"one more", 4, 4, ERR_UNAVAILABLE, 0},
};

static void
what_was_undone_is_done_again(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        CHECK(cases[i].name, try_it(make, cases[i].collisions) == cases[i].want);
        CHECK(cases[i].name, calls == cases[i].calls);
        CHECK(cases[i].name,
              test_pg_number(&pg, "SELECT count(*) FROM numbers") == cases[i].stored);
        CHECK(cases[i].name, cases[i].want == OK || strstr(rq.why, "try again") != NULL);
    }
}

static void
what_is_refused_is_refused_once(void **state)
{
    (void)state;
    assert_int_equal(ERR_CONFLICT, try_it(refuse_it, 0));
    assert_int_equal(1, calls);
    assert_string_equal("it is taken", rq.why);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_undone_is_done_again),
        cmocka_unit_test(what_is_refused_is_refused_once),
    };

    return cmocka_run_group_tests(tests, start, stop);
}
