#include "shared/base/number.h"

#include "shared/base/check.h"
#include "shared/base/must.h"

#include <string.h>

static const struct {
    const char *name, *text;
    int64_t value;
} numbers[] = {
    {"nothing", "0", 0},
    {"minus nothing", "-0", 0},
    {"digits", "1234567890", 1234567890},
    {"zeros before it", "00000000000000000000000007", 7},
    {"a minus", "-17", -17},
    {"the largest", "9223372036854775807", INT64_MAX},
    {"the least", "-9223372036854775808", INT64_MIN},
};

static const char *const others[] = {
    "",
    "-",
    "--1",
    "+1",
    " 1",
    "1 ",
    "1.0",
    "1e3",
    "0x10",
    "1,5",
    "one",
    "9223372036854775808",
    "-9223372036854775809",
    "99999999999999999999",
    "1\n",
    "-1-",
};

static void
digits_are_a_number(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(numbers); i++) {
        int64_t value = 42;

        CHECK(numbers[i].name, number_parse(numbers[i].text, strlen(numbers[i].text), &value));
        CHECK(numbers[i].name, value == numbers[i].value);
    }
}

static void
anything_else_is_none_and_changes_nothing(void **state)
{
    int64_t value = 42;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(others); i++)
        CHECK(others[i], !number_parse(others[i], strlen(others[i]), &value) && value == 42);
    assert_false(number_parse("1\0", 2, &value));
    assert_true(number_parse("12", 1, &value));
    assert_int_equal(1, value);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digits_are_a_number),
        cmocka_unit_test(anything_else_is_none_and_changes_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
