#include "shared/crypto/uuid_derived.h"

#include "shared/base/check.h"
#include "shared/base/must.h"

#include <string.h>

static void
assert_uuid(const char *want, struct uuid got)
{
    char text[UUID_TEXT];

    uuid_format(got, text);
    assert_string_equal(want, text);
}

static const struct {
    const char *name;
    int64_t us;
    const char *want;
} times[] = {
    {"2026", INT64_C(1772352000123456), "019ca869-507b-7a78-96bf-8f01cfea4141"},
    {"the same millisecond", INT64_C(1772352000123999), "019ca869-507b-7a78-96bf-8f01cfea4141"},
    {"the next one", INT64_C(1772352000124000), "019ca869-507c-7a78-96bf-8f01cfea4141"},
    {"1970", 0, "00000000-0000-7a78-96bf-8f01cfea4141"},
    {"before 1970", -1, "00000000-0000-7a78-96bf-8f01cfea4141"},
    {"1900", INT64_C(-2208988800000000), "00000000-0000-7a78-96bf-8f01cfea4141"},
};

/* SHA-256 of `abc` begins ba7816bf8f01cfea414140de5dae2223. */
static void
an_id_has_its_time_and_the_first_bits_of_the_digest(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(times); i++) {
        char text[UUID_TEXT];

        uuid_format(uuid_derived((struct instant){times[i].us}, bytes_of("abc")), text);
        CHECK(times[i].name, strcmp(times[i].want, text) == 0);
    }
    assert_uuid("ba7816bf-8f01-8fea-8141-40de5dae2223", uuid_hashed(bytes_of("abc")));
}

static void
other_bytes_have_other_ids(void **state)
{
    const struct instant at = {1};

    (void)state;
    assert_false(uuid_equal(uuid_derived(at, bytes_of("a")), uuid_derived(at, bytes_of("b"))));
    assert_false(uuid_equal(uuid_hashed(bytes_of("a")), uuid_hashed(bytes_of("b"))));
    assert_false(uuid_equal(uuid_hashed(bytes_of("a")), uuid_hashed((struct bytes){NULL, 0})));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_id_has_its_time_and_the_first_bits_of_the_digest),
        cmocka_unit_test(other_bytes_have_other_ids),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
