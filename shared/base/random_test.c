#include "shared/base/random.h"

#include "shared/base/check.h"

static void
random_bytes_differ(void **state)
{
    uint8_t a[32] = {0}, b[32] = {0};

    (void)state;
    random_bytes(a, sizeof a);
    random_bytes(b, sizeof b);
    assert_memory_not_equal(a, b, sizeof a);
}

static void
every_byte_of_any_length_is_drawn(void **state)
{
    static uint8_t drawn[5000], many[5000];

    (void)state;
    for (int i = 0; i < 20; i++) {
        random_bytes(many, sizeof many);
        for (size_t at = 0; at < sizeof many; at++)
            drawn[at] |= many[at];
    }
    for (size_t at = 0; at < sizeof drawn; at++)
        assert_int_not_equal(drawn[at], 0);
    random_bytes(many, 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_bytes_differ),
        cmocka_unit_test(every_byte_of_any_length_is_drawn),
    };

    return cmocka_run_group_tests_name("random", tests, NULL, NULL);
}
