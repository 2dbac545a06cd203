#include "gateway/limit/limit_table.h"
#include "shared/base/check.h"

enum { MORE_THAN_IT_HOLDS = 40000 };

static struct limit_key
key_numbered(uint32_t number)
{
    struct limit_key key = {.kind = LIMIT_ADDRESS};

    memcpy(key.id + 12, &number, sizeof number);
    return key;
}

static struct limit_entry *
get(struct limit_table *table, uint32_t number, bool *fresh)
{
    struct limit_key key = key_numbered(number);

    return limit_table_get(table, &key, fresh);
}

static void
a_key_is_found_again_and_only_under_its_kind(void **state)
{
    struct limit_table *table = limit_table_new();
    struct limit_key key = key_numbered(1);
    struct limit_entry *e;
    bool fresh;

    (void)state;
    assert_null(limit_table_find(table, &key));
    e = get(table, 1, &fresh);
    assert_true(fresh);
    assert_ptr_equal(get(table, 1, &fresh), e);
    assert_false(fresh);
    assert_ptr_equal(limit_table_find(table, &key), e);
    key.kind = LIMIT_LOGIN;
    assert_null(limit_table_find(table, &key));
    limit_table_destroy(&table);
}

static void
the_one_unused_for_longest_gives_way_unless_it_asks(void **state)
{
    struct limit_table *table = limit_table_new();
    struct limit_key asks = key_numbered(0), used = key_numbered(1), unused = key_numbered(2);
    struct limit_entry *e;
    bool fresh;

    (void)state;
    e = get(table, 0, &fresh);
    e->lease.asking = true;
    (void)get(table, 1, &fresh);
    for (uint32_t i = 2; i < MORE_THAN_IT_HOLDS; i++) {
        assert_non_null(get(table, i, &fresh));
        assert_true(fresh);
        (void)get(table, 1, &fresh);
        assert_false(fresh);
    }
    assert_ptr_equal(limit_table_find(table, &asks), e);
    assert_non_null(limit_table_find(table, &used));
    assert_null(limit_table_find(table, &unused));
    limit_table_destroy(&table);
}

static void
when_all_ask_there_is_no_room(void **state)
{
    struct limit_table *table = limit_table_new();
    struct limit_entry *e = NULL;
    uint32_t i = 0;
    bool fresh;

    (void)state;
    while ((e = get(table, i, &fresh)) != NULL) {
        e->lease.asking = true;
        assert_true(++i < MORE_THAN_IT_HOLDS);
    }
    get(table, 7, &fresh)->lease.asking = false;
    e = get(table, i, &fresh);
    assert_non_null(e);
    assert_true(fresh);
    limit_table_destroy(&table);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_key_is_found_again_and_only_under_its_kind),
        cmocka_unit_test(the_one_unused_for_longest_gives_way_unless_it_asks),
        cmocka_unit_test(when_all_ask_there_is_no_room),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
