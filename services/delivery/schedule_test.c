/* When an attempt is made again. */
#include "services/delivery/schedule.h"

#include "shared/base/check.h"
#include "shared/base/must.h"

static const struct instant first = {1000 * DAY_US};

static struct attempt
nth(int64_t number, int64_t later_us)
{
    return (struct attempt){
        .number = number, .first_at = first, .now = {first.us + later_us}, .chance = 0};
}

static void
the_waits_grow(void **state)
{
    static const int64_t seconds[] = {5, 30, 120, 600, 1800, 3600, 7200, 14400, 14400, 14400};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(seconds); i++) {
        const struct attempt a = nth((int64_t)i + 1, 0);

        assert_int_equal(seconds[i] * SECOND_US, schedule_wait_us(&a));
    }
}

static void
chance_adds_a_fifth_at_most(void **state)
{
    struct attempt a = nth(2, 0);

    (void)state;
    a.chance = 500;
    assert_int_equal(33 * SECOND_US, schedule_wait_us(&a));
    a.chance = UINT32_MAX; /* 295 of 1000 */
    assert_in_range(schedule_wait_us(&a), 31 * SECOND_US, 32 * SECOND_US);
    a.chance = 999;
    assert_in_range(schedule_wait_us(&a), 35 * SECOND_US, 36 * SECOND_US);
}

static void
the_receiver_may_ask_for_longer_and_not_for_less(void **state)
{
    struct attempt a = nth(1, 0);

    (void)state;
    a.retry_after_s = 4;
    assert_int_equal(5 * SECOND_US, schedule_wait_us(&a));
    a.retry_after_s = 6;
    assert_int_equal(6 * SECOND_US, schedule_wait_us(&a));
    a.retry_after_s = 86399;
    assert_int_equal(86399 * SECOND_US, schedule_wait_us(&a));
    a.retry_after_s = INT64_MAX;
    assert_int_equal(DAY_US, schedule_wait_us(&a));
}

static void
the_last_attempt_is_a_day_after_the_first(void **state)
{
    struct attempt a = nth(9, DAY_US - HOUR_US);

    (void)state;
    assert_int_equal(HOUR_US, schedule_wait_us(&a));
    a = nth(10, DAY_US - 1);
    assert_int_equal(1, schedule_wait_us(&a));
    a = nth(10, DAY_US);
    assert_int_equal(-1, schedule_wait_us(&a));
    a.retry_after_s = 10;
    assert_int_equal(-1, schedule_wait_us(&a));
}

/* The clock was set back. */
static void
a_first_attempt_in_the_future_is_none_that_ends_it(void **state)
{
    const struct attempt a = nth(3, -DAY_US);

    (void)state;
    assert_int_equal(2 * MINUTE_US, schedule_wait_us(&a));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_waits_grow),
        cmocka_unit_test(chance_adds_a_fifth_at_most),
        cmocka_unit_test(the_receiver_may_ask_for_longer_and_not_for_less),
        cmocka_unit_test(the_last_attempt_is_a_day_after_the_first),
        cmocka_unit_test(a_first_attempt_in_the_future_is_none_that_ends_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
