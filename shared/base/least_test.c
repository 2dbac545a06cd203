/* The least of what was measured lately: what silence, a burst, a step and drift do to it. */
#include "shared/base/least.h"

#include "shared/base/check.h"

static struct least least;
static int64_t now_ms;

static int
begin(void **state)
{
    (void)state;
    least = (struct least){.seconds = 0};
    now_ms = 5000;
    return 0;
}

/* The same value twice a second, for so long. */
static int64_t
measure(int64_t value, int64_t seconds)
{
    int64_t answer = 0;

    for (int64_t end_ms = now_ms + seconds * 1000; now_ms < end_ms; now_ms += 500)
        answer = least_add(&least, value, now_ms);
    return answer;
}

static void
the_first_is_the_least(void **state)
{
    (void)state;
    assert_int_equal(700, least_add(&least, 700, now_ms));
    assert_int_equal(700, least_add(&least, 900, now_ms));
    assert_int_equal(650, least_add(&least, 650, now_ms));
    assert_int_equal(650, least_add(&least, 700, now_ms));
}

static void
it_may_be_negative_and_large(void **state)
{
    (void)state;
    assert_int_equal(-86400000000, least_add(&least, -86400000000, now_ms));
    assert_int_equal(-86400000000, least_add(&least, 0, now_ms));
}

static void
what_stood_still_remembers_and_a_burst_is_one_second(void **state)
{
    (void)state;
    (void)measure(100, 60);
    now_ms += 300 * 1000;
    for (int i = 0; i < 5000; i++)
        assert_in_range(least_add(&least, 300100 - i, now_ms), 100, 100 + 320);
    for (int i = 0; i < 8; i++) { /* and once more each second, before anything fresh comes */
        now_ms += 1000;
        assert_in_range(least_add(&least, 250000, now_ms), 100, 100 + 330);
    }
}

static void
a_clock_that_was_set_is_followed(void **state)
{
    (void)state;
    (void)measure(100, 60);
    assert_int_equal(-9900, measure(-9900, 1)); /* at once where it goes down */
    (void)measure(-9900, 60);
    assert_in_range(measure(10100, 8) + 9900, 0, 20); /* it may be late as well */
    assert_int_equal(10100, measure(10100, 13));
}

static void
clocks_that_run_apart_are_followed(void **state)
{
    int64_t value = 100;

    (void)state;
    for (int hour = 0; hour < 100; hour++) { /* 200 millionths, heard once in an hour */
        assert_int_equal(value, least_add(&least, value, now_ms));
        now_ms += 3600 * 1000;
        value += 720;
    }
    for (int hour = 0; hour < 100; hour++) {
        assert_int_equal(value, least_add(&least, value, now_ms));
        now_ms += 3600 * 1000;
        value -= 720;
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(the_first_is_the_least, begin),
        cmocka_unit_test_setup(it_may_be_negative_and_large, begin),
        cmocka_unit_test_setup(what_stood_still_remembers_and_a_burst_is_one_second, begin),
        cmocka_unit_test_setup(a_clock_that_was_set_is_followed, begin),
        cmocka_unit_test_setup(clocks_that_run_apart_are_followed, begin),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
