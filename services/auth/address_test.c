#include "services/auth/address.h"

#include "gen/auth/api.h"
#include "shared/base/must.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

static struct arena *arena;

static const struct {
    const char *name, *typed, *folded, *handle;
} cases[] = {
    {"a plain address", "ada@example.org", "ada@example.org", "ada"},
    {"capitals and spaces around", "  Ada@Example.ORG\t", "ada@example.org", "ada"},
    {"what a handle may not hold becomes one hyphen", "ada._+b@example.org", "ada._+b@example.org",
     "ada-b"},
    {"no hyphen at either end", "_ada_@example.org", "_ada_@example.org", "ada"},
    {"too short for a handle", "ab@example.org", "ab@example.org", "user-ab"},
    {"nothing that a handle may hold", "'''@example.org", "'''@example.org", "user"},
    {"too long for a handle and a suffix",
     "0123456789012345678901234567890123456789012345678901234567890123@example.org",
     "0123456789012345678901234567890123456789012345678901234567890123@example.org",
     "01234567890123456789012345678901234567890123"},
};

static void
addresses_fold_and_give_handles(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        const char *folded = address_fold(arena, cases[i].typed);

        print_message("  %s\n", cases[i].name);
        assert_string_equal(folded, cases[i].folded);
        assert_string_equal(address_handle(arena, folded, 0), cases[i].handle);
    }
}

static void
later_attempts_differ_and_are_handles(void **state)
{
    struct pattern *handle = shape_find(&registration_shape, "handle", strlen("handle"))->pattern;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        const char *second = address_handle(arena, cases[i].folded, 1);
        const char *third = address_handle(arena, cases[i].folded, 2);

        assert_null(pattern_problem(handle, second, strlen(second)));
        assert_null(pattern_problem(handle, third, strlen(third)));
        assert_string_not_equal(second, third);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_fold_and_give_handles),
        cmocka_unit_test(later_attempts_differ_and_are_handles),
    };
    int failed;

    arena = arena_new(1 << 20);
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_destroy(arena);
    return failed;
}
