#include "gateway/http/address_counts.h"
#include "shared/base/check.h"

static struct address
numbered(uint32_t number)
{
    struct address a = {{0}};

    memcpy(a.b, &number, sizeof number);
    return a;
}

static void
an_address_may_enter_so_often_and_again_when_one_has_left(void **state)
{
    struct address_counts *counts = address_counts_new();

    (void)state;
    assert_true(address_counts_add(counts, numbered(1), 1, 2));
    assert_true(address_counts_add(counts, numbered(1), 1, 2));
    assert_false(address_counts_add(counts, numbered(1), 1, 2));
    assert_true(address_counts_add(counts, numbered(2), 1, 2));
    address_counts_remove(counts, numbered(1), 1);
    assert_true(address_counts_add(counts, numbered(1), 1, 2));
    address_counts_remove(counts, numbered(1), 1);
    address_counts_remove(counts, numbered(1), 1);
    address_counts_remove(counts, numbered(2), 1);
    address_counts_destroy(&counts);
}

static void
an_amount_may_go_above_and_then_no_more_enters(void **state)
{
    struct address_counts *counts = address_counts_new();

    (void)state;
    assert_true(address_counts_add(counts, numbered(1), 99, 100));
    assert_true(address_counts_add(counts, numbered(1), 50, 100));
    assert_false(address_counts_add(counts, numbered(1), 1, 100));
    address_counts_remove(counts, numbered(1), 50);
    assert_true(address_counts_add(counts, numbered(1), 1, 100));
    assert_false(address_counts_add(counts, numbered(1), 1, 100));
    address_counts_remove(counts, numbered(1), 100);
    address_counts_destroy(&counts);
}

static void
many_addresses_come_and_go(void **state)
{
    struct address_counts *counts = address_counts_new();

    (void)state;
    for (uint32_t i = 0; i < 20000; i++)
        assert_true(address_counts_add(counts, numbered(i), 1, 1));
    for (uint32_t i = 0; i < 20000; i++)
        assert_false(address_counts_add(counts, numbered(i), 1, 1));
    for (uint32_t i = 0; i < 20000; i++)
        address_counts_remove(counts, numbered(i), 1);
    address_counts_destroy(&counts);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_address_may_enter_so_often_and_again_when_one_has_left),
        cmocka_unit_test(an_amount_may_go_above_and_then_no_more_enters),
        cmocka_unit_test(many_addresses_come_and_go),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
