/* Which disks are said to be low.  That one fills up is tested with a real one, end to end. */
#include "gateway/disks.h"
#include "shared/base/check.h"
#include "shared/base/must.h"

static const struct {
    const char *name, *folders;
    bool low;
} cases[] = {
    {"none", "", false},
    {"none, twice", ":", false},
    {"one that has no room at all", "/proc", true},
    {"one that is not there", "/is/not/there", true},
    {"the first of two", "/proc:/", true},
    {"the last of two", "/:/proc", true},
    {"between two", "/::/proc:/", true},
};

static void
one_low_disk_is_enough(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        CHECK(cases[i].name, disks_are_low(cases[i].folders) == cases[i].low);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(one_low_disk_is_enough)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
