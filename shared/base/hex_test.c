#include "shared/base/check.h"
#include "shared/base/hex.h"

static void
digits_are_read_in_either_case(void **state)
{
    (void)state;
    for (int c = 0; c < 256; c++) {
        const char *digits = "0123456789abcdef", *lower = memchr(digits, c | 0x20, 16);
        int want = c >= '0' && c <= '9' ? c - '0' : lower != NULL && c >= 'A' ? lower - digits : -1;

        assert_int_equal(hex_digit((char)c), want);
    }
}

static void
bytes_are_written_in_lower_case(void **state)
{
    const uint8_t bytes[] = {0x00, 0x9a, 0xff};
    char out[7];

    (void)state;
    hex_write(bytes, 3, out);
    assert_string_equal(out, "009aff");
    hex_write(bytes, 0, out);
    assert_string_equal(out, "");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digits_are_read_in_either_case),
        cmocka_unit_test(bytes_are_written_in_lower_case),
    };

    return cmocka_run_group_tests_name("hex", tests, NULL, NULL);
}
