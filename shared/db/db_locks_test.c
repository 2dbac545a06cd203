/* The order of locks, and failures that another try may not meet, against a real PostgreSQL. */
#include "shared/db/db.h"

#include "shared/db/test_db.h"

#include <signal.h>

#include <sys/wait.h>
#include <unistd.h>

struct text {
    const char *text;
};
static const struct sql_param text_params[] = {{SQL_TEXT, -1, 0, -1}};

static const struct statement first = {.name = "first", .text = "SELECT 1", .locks = LOCKS_FIRST};
static const struct statement then = {.name = "then", .text = "SELECT 2", .locks = LOCKS_THEN};
static const struct statement unsaid = {.name = "unsaid", .text = "SELECT 3"};
static const struct statement fail_as = {
    .name = "fail_as", .text = "SELECT fail_as($1)", .params = text_params, .param_count = 1};

static const struct statement *const statements[] = {&first, &then, &unsaid, &fail_as};
static const struct statements sql = {statements, ARRAY_LEN(statements)};
static const struct statements *const sets[] = {&sql};

static int
start(void **state)
{
    (void)state;
    test_pg_new(&pg);
    test_pg_sql(&pg, "CREATE FUNCTION fail_as(code text) RETURNS void LANGUAGE plpgsql AS "
                     "'BEGIN RAISE EXCEPTION USING ERRCODE = code; END'");
    return 0;
}

static int
stop(void **state)
{
    (void)state;
    test_pg_destroy(&pg);
    return 0;
}

/* Each letter a statement: f, t, u as above; c commits. */
static void
run_all(const char *order)
{
    for (; *order != '\0'; order++) {
        const struct statement *st = *order == 'f' ? &first : *order == 't' ? &then : &unsaid;
        enum err err = *order == 'c' ? connection_commit(&rq) : db_exec(&rq, st, NULL, NULL);

        must(err == OK);
    }
}

static bool
ends_the_process(enum connection_mode mode, const char *order)
{
    int status;
    pid_t child = fork();

    if (child == 0) {
        signal(SIGABRT, SIG_DFL);
        connect_request(sets, mode);
        run_all(order);
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(status == 0 || (WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT));
    return status != 0;
}

static const struct {
    const char *name, *order;
    enum connection_mode mode;
    bool ends;
} orders[] = {
    {"first, then, and more of that", "uftutt", CONNECTION_TRANSACTION, false},
    {"nothing comes first", "tt", CONNECTION_TRANSACTION, false},
    {"what comes first comes late", "tf", CONNECTION_TRANSACTION, true},
    {"what comes first comes in two statements", "fuf", CONNECTION_TRANSACTION, true},
    {"each transaction has its own order", "ftcftcf", CONNECTION_TRANSACTION, false},
    {"without a transaction nothing is held", "tftf", CONNECTION_ALONE, false},
};

static void
locks_are_taken_in_one_order(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(orders); i++)
        CHECK(orders[i].name, ends_the_process(orders[i].mode, orders[i].order) == orders[i].ends);
}

static const struct {
    const char *code;
    bool collided;
} codes[] = {{"40P01", true},  {"40001", true},  {"40002", false}, {"55P03", false},
             {"57014", false}, {"23505", false}, {"P0001", false}};

static void
a_deadlock_and_a_serialization_failure_are_told_apart(void **state)
{
    (void)state;
    connect_request(sets, CONNECTION_TRANSACTION);
    for (size_t i = 0; i < ARRAY_LEN(codes); i++) {
        CHECK(codes[i].code, db_exec(&rq, &fail_as, &(struct text){codes[i].code}, NULL) != OK);
        CHECK(codes[i].code, connection_collided(rq.connection) == codes[i].collided);
        connection_rollback(&rq);
        CHECK(codes[i].code, !connection_collided(rq.connection));
        CHECK(codes[i].code, db_exec(&rq, &unsaid, NULL, NULL) == OK);
        CHECK(codes[i].code, !connection_collided(rq.connection));
        connection_rollback(&rq);
    }
    disconnect_request(NULL);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(locks_are_taken_in_one_order),
        cmocka_unit_test(a_deadlock_and_a_serialization_failure_are_told_apart),
    };

    return cmocka_run_group_tests(tests, start, stop);
}
