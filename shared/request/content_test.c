/* The version of what has none of its own. */
#include "shared/request/content.h"

#include "shared/base/check.h"

#include <string.h>

struct thing {
    const char *name;
    int64_t version;
};

static const struct field fields[] = {
    {.name = "name", .kind = FIELD_TEXT, .offset = offsetof(struct thing, name), .has_offset = -1},
    {.name = "version",
     .kind = FIELD_INT,
     .offset = offsetof(struct thing, version),
     .has_offset = -1},
};
static const struct shape shape = {.name = "thing",
                                   .size = sizeof(struct thing),
                                   .fields = fields,
                                   .field_count = 2,
                                   .id_offset = -1,
                                   .version_offset = offsetof(struct thing, version)};

static int64_t
version_of(const char *name)
{
    return content_version(&shape, &(struct thing){.name = name});
}

static void
equal_content_has_an_equal_version(void **state)
{
    char same[] = "Fair";

    (void)state;
    assert_int_equal(version_of("Fair"), version_of(same));
    assert_int_not_equal(version_of("Fair"), version_of("fair"));
    assert_int_not_equal(version_of("Fair"), version_of(NULL));
}

static void
it_is_a_number_that_json_keeps(void **state)
{
    char name[2] = "a";

    (void)state;
    for (; name[0] <= 'z'; name[0]++) {
        int64_t version = version_of(name);

        CHECK(name, version >= 1 && version < (int64_t)1 << 53);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_content_has_an_equal_version),
        cmocka_unit_test(it_is_a_number_that_json_keeps),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
