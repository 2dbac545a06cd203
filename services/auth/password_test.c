#include "services/auth/password.h"

#include "shared/base/must.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <crypt.h>
#include <pthread.h>
#include <string.h>

enum { COST = 5 };

static struct arena *arena;

static void
a_hash_matches_its_password_only(void **state)
{
    const char *hash = password_hash(arena, "correct horse 7 battery");

    (void)state;
    assert_int_equal(strncmp(hash, "$2b$05$", 7), 0);
    assert_int_equal(strlen(hash), 60);
    assert_string_not_equal(hash, password_hash(arena, "correct horse 7 battery"));
    assert_true(password_matches(arena, "correct horse 7 battery", hash));
    assert_false(password_matches(arena, "correct horse 8 battery", hash));
    assert_false(password_matches(arena, "", hash));
}

static void
nobodys_password_matches_nothing(void **state)
{
    (void)state;
    assert_false(password_matches(arena, "correct horse 7 battery", NULL));
    assert_false(password_matches(arena, "", NULL));
}

static void
bytes_beyond_the_72nd_do_not_pass(void **state)
{
    char longest[74];
    const char *hash;

    (void)state;
    memset(longest, 'x', sizeof longest);
    longest[72] = '\0';
    hash = password_hash(arena, longest);
    assert_true(password_matches(arena, longest, hash));
    longest[72] = 'x';
    longest[73] = '\0';
    assert_false(password_matches(arena, longest, hash));
}

/* crypt_r takes 511 bytes; the contract 1,024 characters, which may have four bytes each. */
static void
a_password_of_any_length_is_only_wrong(void **state)
{
    static const size_t lengths[] = {511, 512, 1024, 4096};
    const char *hash = password_hash(arena, "correct horse 7 battery");

    (void)state;
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        char *typed = arena_array(arena, char, lengths[i] + 1);

        memset(typed, 'x', lengths[i]);
        assert_false(password_matches(arena, typed, hash));
        assert_false(password_matches(arena, typed, NULL));
    }
}

static void
a_hash_that_is_none_matches_nothing(void **state)
{
    static const char *const hashes[] = {
        "",
        "correct horse 7 battery",
        "$6$salt$digest",
        "$2b$xx$0123456789012345678901234567890123456789012345678901!",
        "$2b$99$01234567890123456789012345678901234567890123456789012",
        "$2b$00$01234567890123456789012345678901234567890123456789012",
        "$2b$05$\"1234567890123456789012345678901234567890123456789012",
    };

    (void)state;
    for (size_t i = 0; i < sizeof hashes / sizeof hashes[0]; i++) {
        assert_false(password_matches(arena, "correct horse 7 battery", hashes[i]));
        assert_false(password_matches(arena, hashes[i], hashes[i]));
    }
}

static void
a_hash_of_smaller_cost_is_stale_and_still_matches(void **state)
{
    struct crypt_data *data = arena_one(arena, struct crypt_data);
    const char *old = crypt_r("correct horse 7 battery", "$2b$04$abcdefghijklmnopqrstuu", data);

    (void)state;
    assert_true(password_is_stale(old));
    assert_true(password_matches(arena, "correct horse 7 battery", old));
    assert_false(password_is_stale(password_hash(arena, "correct horse 7 battery")));
}

static void *
hash_and_compare(void *context)
{
    struct arena *a = arena_new(64 << 20);

    for (int i = 0; i < 100; i++) {
        const char *hash = password_hash(a, "correct horse 7 battery");

        must(password_matches(a, "correct horse 7 battery", hash));
    }
    arena_destroy(a);
    return context;
}

static void
threads_do_not_mix(void **state)
{
    pthread_t threads[4];

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(threads); i++)
        assert_int_equal(pthread_create(&threads[i], NULL, hash_and_compare, NULL), 0);
    for (size_t i = 0; i < ARRAY_LEN(threads); i++)
        assert_int_equal(pthread_join(threads[i], NULL), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_hash_matches_its_password_only),
        cmocka_unit_test(nobodys_password_matches_nothing),
        cmocka_unit_test(bytes_beyond_the_72nd_do_not_pass),
        cmocka_unit_test(a_password_of_any_length_is_only_wrong),
        cmocka_unit_test(a_hash_that_is_none_matches_nothing),
        cmocka_unit_test(a_hash_of_smaller_cost_is_stale_and_still_matches),
        cmocka_unit_test(threads_do_not_mix),
    };
    int failed;

    arena = arena_new(16 << 20);
    password_init(COST);
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_destroy(arena);
    return failed;
}
