/* Parts of a transaction that are undone alone, against a real PostgreSQL. */
#include "shared/db/db.h"

#include "shared/db/connection_private.h"
#include "shared/db/test_db.h"

struct text {
    const char *text;
};
static const struct sql_param text_params[] = {{SQL_TEXT, -1, 0, -1}};
static const struct sql_column text_columns[] = {{SQL_TEXT, 0, -1, true}};

static const struct statement add = {.name = "add",
                                     .text = "INSERT INTO words VALUES ($1)",
                                     .params = text_params,
                                     .param_count = 1,
                                     .locks = LOCKS_THEN};
static const struct statement look = {.name = "look",
                                      .text =
                                          "SELECT coalesce(string_agg(word, '' ORDER BY word), '') "
                                          "FROM words",
                                      .columns = text_columns,
                                      .column_count = 1,
                                      .row_size = sizeof(struct text)};
static const struct statement empty = {.name = "empty", .text = "DELETE FROM words"};

static const struct statement *const statements[] = {&add, &look, &empty};
static const struct statements sql = {statements, ARRAY_LEN(statements)};
static const struct statements *const sets[] = {&sql};

static int
start(void **state)
{
    (void)state;
    test_pg_new(&pg);
    test_pg_sql(&pg, "CREATE TABLE words (word text PRIMARY KEY)");
    return 0;
}

static int
stop(void **state)
{
    (void)state;
    test_pg_destroy(&pg);
    return 0;
}

static enum err
add_word(char letter)
{
    const char word[] = {letter, '\0'};

    return db_exec(&rq, &add, &(struct text){word}, NULL);
}

static const char *
words(void)
{
    struct text found;

    must(db_one(&rq, &look, NULL, &found) == OK);
    return found.text;
}

static const struct {
    const char *name;
    /* Each letter is a word; ( begins a part, ) undoes it. */
    const char *run, *left;
} runs[] = {
    {"nothing is undone", "a(b(c", "abc"},
    {"the last part", "a(b)", "a"},
    {"a part in the middle", "(a(b)(c", "ac"},
    {"two in a row", "(a(b)(c)(d", "ad"},
    {"a part with a failure", "a(ba)(c", "ac"},
    {"a failure alone", "a(a)(c", "ac"},
    {"a failure behind a part that stays", "a(b(b)(c", "abc"},
    {"the same word after it was undone", "(a)(a", "a"},
    {"many", "(a(b(c(d(e(f(gg)(h", "abcdefh"},
};

static void
run(const char *order)
{
    for (; *order != '\0'; order++) {
        enum err err = OK;

        if (*order == '(')
            connection_part_begin(rq.connection, true);
        else if (*order == ')')
            err = connection_part_undo(&rq);
        else
            err = add_word(*order);
        must(err == OK || err == ERR_CONFLICT);
    }
}

static void
a_part_is_undone_alone(void **state)
{
    (void)state;
    connect_request(sets, CONNECTION_TRANSACTION);
    for (size_t i = 0; i < ARRAY_LEN(runs); i++) {
        must(db_exec(&rq, &empty, NULL, NULL) == OK);
        run(runs[i].run);
        CHECK(runs[i].name, connection_commit(&rq) == OK);
        CHECK(runs[i].name, strcmp(words(), runs[i].left) == 0);
        connection_rollback(&rq);
    }
    disconnect_request(NULL);
}

static void
a_part_says_whether_it_has_changed_something(void **state)
{
    (void)state;
    connect_request(sets, CONNECTION_TRANSACTION);
    for (int saves = 0; saves < 2; saves++) {
        must(db_exec(&rq, &empty, NULL, NULL) == OK);
        connection_part_begin(rq.connection, saves);
        assert_string_equal("", words());
        assert_false(connection_part_changed(rq.connection));
        assert_int_equal(OK, add_word('a'));
        assert_true(connection_part_changed(rq.connection));
        assert_int_equal(saves, rq.connection->saved);
        connection_part_begin(rq.connection, saves);
        assert_false(connection_part_changed(rq.connection));
        connection_rollback(&rq);
    }
    disconnect_request(NULL);
}

static void
what_is_before_a_part_waits_for_it_no_longer_than_for_others(void **state)
{
    (void)state;
    connect_request(sets, CONNECTION_TRANSACTION);
    must(db_exec(&rq, &empty, NULL, NULL) == OK);
    connection_defer_begin(rq.connection);
    must(add_word('a') == OK);
    connection_defer_end(rq.connection);
    connection_part_begin(rq.connection, true);
    must(add_word('b') == OK);
    assert_int_equal(OK, connection_part_undo(&rq));
    assert_string_equal("a", words());
    connection_rollback(&rq);
    disconnect_request(NULL);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_part_is_undone_alone),
        cmocka_unit_test(a_part_says_whether_it_has_changed_something),
        cmocka_unit_test(what_is_before_a_part_waits_for_it_no_longer_than_for_others),
    };

    return cmocka_run_group_tests(tests, start, stop);
}
