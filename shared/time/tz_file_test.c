/* Files that are damaged. */
#include "shared/time/test_tz.h"

#include <stdio.h>
#include <stdlib.h>

/* The smallest file: no transitions, one type, a rule. */
static const uint8_t tiny[] = "TZif2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
                              "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\0\0\0\x04"
                              "\0\0\0\0\0\0UTC\0"
                              "TZif2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
                              "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\0\0\0\x04"
                              "\0\0\x0e\x10\0\0CET\0"
                              "\nCET-1\n";
enum { SECOND_HEADER = 44 + 10, SECOND_DATA = SECOND_HEADER + 44 };

static struct tz *
load_changed(size_t len, size_t at, uint8_t to)
{
    uint8_t *copy = malloc(len);
    struct tz *z;

    memcpy(copy, tiny, len);
    if (at < len)
        copy[at] = to;
    z = tz_load("X", 1, (struct bytes){copy, len});
    free(copy);
    return z;
}

static const struct {
    const char *name;
    size_t at;
    uint8_t to;
} damages[] = {
    {"no magic", 0, 'X'},
    {"version 1", 4, 0},
    {"no second magic", SECOND_HEADER, 'X'},
    {"more leap seconds than none", SECOND_HEADER + 31, 1},
    {"more times than there are", SECOND_HEADER + 35, 1},
    {"four billion times", SECOND_HEADER + 32, 0xff},
    {"no type", SECOND_HEADER + 39, 0},
    {"more types than there are", SECOND_HEADER + 36, 0xff},
    {"more names than there are", SECOND_HEADER + 40, 0xff},
    {"an offset of years", SECOND_DATA, 0x7f},
    {"a negative offset of years", SECOND_DATA, 0x80},
    {"no line before the rule", SECOND_DATA + 10, ' '},
    {"a bad rule", SECOND_DATA + 11, '-'},
    {"no line after the rule", SECOND_DATA + 16, ' '},
};

static void
damaged_files_are_refused(void **state)
{
    struct tz *z = load_changed(sizeof tiny - 1, SIZE_MAX, 0);

    (void)state;
    assert_non_null(z);
    assert_int_equal(tz_offset_at(z, (struct instant){0}), 3600);
    tz_free(z);
    for (size_t len = 0; len < sizeof tiny - 1; len++)
        assert_null(load_changed(len, SIZE_MAX, 0));
    for (size_t i = 0; i < ARRAY_LEN(damages); i++) {
        z = load_changed(sizeof tiny - 1, damages[i].at, damages[i].to);
        CHECK(damages[i].name, z == NULL);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(damaged_files_are_refused),
    };

    return cmocka_run_group_tests_name("tz files", tests, NULL, NULL);
}
