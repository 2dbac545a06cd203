#include "gateway/identity/session_table.h"
#include "shared/base/check.h"

#include <stdlib.h>
#include <string.h>

enum { NOW = 1000, SETS = 16384, MANY = 3 * SETS };

static struct session_table *table;

static int
setup(void **state)
{
    (void)state;
    table = session_table_new();
    return 0;
}

static int
teardown(void **state)
{
    (void)state;
    session_table_destroy(&table);
    return 0;
}

/* Hashed by its end; `kind` keeps ids of different things apart. */
static struct uuid
id_of(uint8_t kind, uint32_t number)
{
    return (struct uuid){{kind, [10] = (uint8_t)(number >> 24), [11] = (uint8_t)(number >> 16),
                          [14] = (uint8_t)(number >> 8), [15] = (uint8_t)number}};
}

static struct uuid
session_id(uint32_t number)
{
    return id_of(1, number);
}

static struct uuid
user_id(uint32_t number)
{
    return id_of(2, number);
}

static struct uuid
key_id(uint32_t number)
{
    return id_of(3, number);
}

static const struct uuid no_key;

static void
put(uint32_t session, struct uuid user, struct uuid key)
{
    session_table_put(
        table, &(struct session){
                   .id = session_id(session), .user_id = user, .key_id = key, .until_ms = NOW + 1});
}

static bool
has(uint32_t session)
{
    return session_table_find(table, session_id(session), NOW) != NULL;
}

static void
it_has_what_was_put_until_its_time(void **state)
{
    (void)state;
    put(1, user_id(1), no_key);
    assert_true(has(1));
    assert_false(has(2));
    assert_null(session_table_find(table, session_id(1), NOW + 1));
    session_table_drop(table, session_id(1));
    assert_false(has(1));
}

static void
a_user_s_go_and_nobody_else_s(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < 12; i++)
        put(i, user_id(i % 3), i % 2 == 0 ? no_key : key_id(i));
    (void)session_table_drop_user(table, user_id(1));
    for (uint32_t i = 0; i < 12; i++)
        assert_int_equal(has(i), i % 3 != 1);
}

static void
a_key_s_go_and_nobody_else_s(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < 12; i++)
        put(i, user_id(1), i % 3 == 0 ? no_key : key_id(i % 3));
    (void)session_table_drop_key(table, key_id(1));
    for (uint32_t i = 0; i < 12; i++)
        assert_int_equal(has(i), i % 3 != 1);
    assert_int_equal(session_table_drop_key(table, no_key), 0);
}

/* Of 49,152 only those are looked at that could be meant. */
static void
the_others_are_not_looked_at(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < MANY; i++)
        put(i, user_id(i), key_id(i));
    assert_int_equal(session_table_drop_user(table, user_id(5)), MANY / SETS);
    assert_int_equal(session_table_drop_key(table, key_id(6)), MANY / SETS);
    assert_int_equal(session_table_drop_key(table, key_id(5)), MANY / SETS - 1);
    for (uint32_t i = 0; i < MANY; i++)
        assert_int_equal(has(i), i != 5 && i != 6);
    session_table_clear(table);
    assert_int_equal(session_table_drop_user(table, user_id(7)), 0);
    assert_false(has(7));
}

/* Slots are given up, dropped and taken again in any order; a table of arrays tells what is left. */
static void
its_lists_hold_through_any_changes(void **state)
{
    enum { IDS = 200, OWNERS = 20, CHANGES = 20000 };
    uint32_t user_of[IDS], key_of[IDS];
    bool there[IDS] = {false};

    (void)state;
    srandom(7);
    for (int change = 0; change < CHANGES; change++) {
        uint32_t i = (uint32_t)random() % IDS, owner = (uint32_t)random() % OWNERS;

        switch (random() % 8) {
        case 0:
            (void)session_table_drop_user(table, user_id(owner));
            for (uint32_t n = 0; n < IDS; n++)
                there[n] = there[n] && user_of[n] != owner;
            break;
        case 1:
            (void)session_table_drop_key(table, key_id(owner + 1));
            for (uint32_t n = 0; n < IDS; n++)
                there[n] = there[n] && key_of[n] != owner + 1;
            break;
        case 2:
            session_table_drop(table, session_id(i));
            there[i] = false;
            break;
        default:
            user_of[i] = owner;
            key_of[i] = (uint32_t)random() % OWNERS;
            put(i, user_id(owner), key_of[i] == 0 ? no_key : key_id(key_of[i]));
            there[i] = true;
            break;
        }
        assert_int_equal(has(i), there[i]);
    }
    for (uint32_t n = 0; n < IDS; n++)
        assert_int_equal(has(n), there[n]);
}

/* Five in one set: the oldest is given up, and is on no list any more. */
static void
a_full_set_gives_up_its_oldest(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < 5; i++)
        put(i * 65536, user_id(i), key_id(i));
    assert_false(has(0));
    assert_int_equal(session_table_drop_user(table, user_id(0)), 0);
    for (uint32_t i = 1; i < 5; i++) {
        assert_true(has(i * 65536));
        assert_int_equal(session_table_drop_user(table, user_id(i)), 1);
        assert_false(has(i * 65536));
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(it_has_what_was_put_until_its_time, setup, teardown),
        cmocka_unit_test_setup_teardown(a_user_s_go_and_nobody_else_s, setup, teardown),
        cmocka_unit_test_setup_teardown(a_key_s_go_and_nobody_else_s, setup, teardown),
        cmocka_unit_test_setup_teardown(the_others_are_not_looked_at, setup, teardown),
        cmocka_unit_test_setup_teardown(its_lists_hold_through_any_changes, setup, teardown),
        cmocka_unit_test_setup_teardown(a_full_set_gives_up_its_oldest, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
