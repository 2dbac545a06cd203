#include "gateway/limit/lease.h"
#include "shared/base/check.h"
#include "shared/base/must.h"

static const struct limit_policy quick = {"user", 100, 1, 300}, slow = {"login", 20, 60, 20};

static struct lease
fresh(const struct limit_policy *p)
{
    struct lease l;

    lease_init(&l, p, 0);
    return l;
}

static void
batches_double_while_they_are_spent_quickly(void **state)
{
    static const int64_t want[] = {1, 2, 4, 8, 10, 10};
    struct lease l = fresh(&quick);
    int64_t now_ms = 10000;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(want); i++, now_ms += 50) {
        assert_int_equal(lease_take(&l, now_ms), TAKE_ASK);
        assert_int_equal(lease_wants(&l, &quick, 1, now_ms), want[i]);
        assert_int_equal(lease_wants(&l, &quick, 1, now_ms), 0);
        lease_came(&l, &quick, want[i], 100, 0, now_ms);
        for (int64_t n = 0; n < want[i]; n++)
            assert_int_equal(lease_take(&l, now_ms), TAKE_GOT);
    }
    assert_int_equal(lease_wants(&l, &quick, 1, now_ms + 1000), 5);
}

static void
a_slow_policy_leases_one_by_one_but_for_all_who_wait(void **state)
{
    struct lease l = fresh(&slow);

    (void)state;
    assert_int_equal(lease_wants(&l, &slow, 1, 10000), 1);
    lease_came(&l, &slow, 1, 18, 0, 10000);
    assert_int_equal(lease_take(&l, 10000), TAKE_GOT);
    assert_int_equal(lease_wants(&l, &slow, 0, 10000), 0);
    assert_int_equal(lease_wants(&l, &slow, 7, 10001), 7);
    lease_came(&l, &slow, 7, 11, 0, 10000);
    assert_int_equal(lease_wants(&l, &slow, 700, 10001), 20);
}

static void
nothing_is_asked_before_a_token_comes(void **state)
{
    struct lease l = fresh(&slow);

    (void)state;
    assert_int_equal(lease_wants(&l, &slow, 1, 10000), 1);
    lease_came(&l, &slow, 0, 0, 2500, 10000);
    assert_int_equal(lease_take(&l, 12499), TAKE_NONE);
    assert_int_equal(lease_wants(&l, &slow, 1, 12499), 0);
    assert_int_equal(lease_retry_s(&l, &slow, 10000), 3);
    assert_int_equal(lease_take(&l, 12500), TAKE_ASK);
}

static void
what_is_not_spent_in_a_second_is_lost(void **state)
{
    struct lease l = fresh(&quick);

    (void)state;
    assert_int_equal(lease_wants(&l, &quick, 4, 10000), 4);
    lease_came(&l, &quick, 4, 200, 0, 10000);
    assert_int_equal(lease_take(&l, 10999), TAKE_GOT);
    assert_int_equal(lease_take(&l, 11000), TAKE_ASK);
}

static void
alone_the_guess_is_the_bucket(void **state)
{
    struct lease l = fresh(&slow);

    (void)state;
    assert_int_equal(lease_wants(&l, &slow, 1, 10000), 1);
    lease_came(&l, &slow, 1, 2, 0, 10000);
    for (int i = 0; i < 3; i++)
        assert_int_equal(lease_take_alone(&l, &slow, 10000), TAKE_GOT);
    assert_int_equal(lease_take_alone(&l, &slow, 10000), TAKE_NONE);
    assert_int_equal(lease_retry_s(&l, &slow, 10000), 3);
    assert_int_equal(lease_take_alone(&l, &slow, 13000), TAKE_GOT);
    assert_int_equal(lease_take_alone(&l, &slow, 13000), TAKE_NONE);
}

static void
the_rest_is_what_is_held_and_what_has_come(void **state)
{
    struct lease l = fresh(&quick);

    (void)state;
    assert_int_equal(lease_left(&l, &quick, 0), 300);
    assert_int_equal(lease_wants(&l, &quick, 4, 10000), 4);
    lease_came(&l, &quick, 4, 100, 0, 10000);
    assert_int_equal(lease_left(&l, &quick, 10000), 104);
    assert_int_equal(lease_left(&l, &quick, 10500), 154);
    assert_int_equal(lease_left(&l, &quick, INT64_MAX / 2), 300);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(batches_double_while_they_are_spent_quickly),
        cmocka_unit_test(a_slow_policy_leases_one_by_one_but_for_all_who_wait),
        cmocka_unit_test(nothing_is_asked_before_a_token_comes),
        cmocka_unit_test(what_is_not_spent_in_a_second_is_lost),
        cmocka_unit_test(alone_the_guess_is_the_bucket),
        cmocka_unit_test(the_rest_is_what_is_held_and_what_has_come),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
