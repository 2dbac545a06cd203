/* A user's share of the history: what fills it, what empties it, and whose bucket is forgotten. */
#include "shared/actor/history_limit.h"

#include "shared/base/check.h"

enum { MOST = 64 * 1000, RATE = 1000 };

static struct history_limit *limit;

static int
begin(void **state)
{
    (void)state;
    limit = history_limit_new(MOST);
    return 0;
}

static int
end(void **state)
{
    (void)state;
    history_limit_free(limit);
    return 0;
}

static struct uuid
user(uint8_t set, uint8_t number)
{
    return (struct uuid){.b = {[0] = 1, [1] = number, [15] = set}};
}

static void
what_is_below_the_limit_is_let_through_whatever_its_size(void **state)
{
    (void)state;
    assert_int_equal(0, history_limit_add(limit, user(0, 0), MOST - 1, 5000));
    assert_int_equal(0, history_limit_add(limit, user(0, 0), 1, 5000));
    assert_int_equal(1, history_limit_add(limit, user(0, 0), 1, 5000));
    assert_int_equal(0, history_limit_add(limit, user(0, 1), 10 * MOST, 5000));
    assert_int_equal(9 * HISTORY_LIMIT_SPAN_S + 1, history_limit_add(limit, user(0, 1), 1, 5000));
}

static void
what_is_refused_adds_nothing_and_time_takes_away(void **state)
{
    (void)state;
    assert_int_equal(0, history_limit_add(limit, user(0, 0), MOST + RATE, 0));
    for (int i = 0; i < 10; i++)
        assert_int_equal(2, history_limit_add(limit, user(0, 0), MOST, 0));
    assert_int_equal(1, history_limit_add(limit, user(0, 0), 1, 1000));
    assert_int_equal(0, history_limit_add(limit, user(0, 0), 1, 1001));
    assert_int_equal(0, history_limit_add(limit, user(0, 0), MOST, INT64_C(1) << 50));
}

static void
the_emptiest_bucket_of_a_set_is_forgotten(void **state)
{
    (void)state;
    for (uint8_t i = 0; i < 4; i++)
        assert_int_equal(0, history_limit_add(limit, user(7, i), MOST + i, 0));
    for (uint8_t i = 4; i < 100; i++)
        assert_int_equal(0, history_limit_add(limit, user(7, i), 1, 0));
    for (uint8_t i = 1; i < 4; i++)
        assert_int_equal(1, history_limit_add(limit, user(7, i), 1, 0));
    assert_int_equal(0, history_limit_add(limit, user(8, 0), MOST, 0));
}

static void
a_share_of_a_few_bytes_still_empties(void **state)
{
    struct history_limit *least = history_limit_new(1);

    (void)state;
    assert_int_equal(0, history_limit_add(least, user(0, 0), 1, 0));
    assert_int_equal(1, history_limit_add(least, user(0, 0), 1, 999));
    assert_int_equal(0, history_limit_add(least, user(0, 0), 1, 1000));
    history_limit_free(least);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_below_the_limit_is_let_through_whatever_its_size,
                                        begin, end),
        cmocka_unit_test_setup_teardown(what_is_refused_adds_nothing_and_time_takes_away, begin,
                                        end),
        cmocka_unit_test_setup_teardown(the_emptiest_bucket_of_a_set_is_forgotten, begin, end),
        cmocka_unit_test(a_share_of_a_few_bytes_still_empties),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
