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

static bool
is_right(const char *password, const char *stored)
{
    return password_match(arena, password, stored).is_right;
}

static void
a_hash_matches_its_password_only(void **state)
{
    const char *hash = password_hash(arena, "correct horse 7 battery");

    (void)state;
    assert_int_equal(strncmp(hash, "$2b$05$", 7), 0);
    assert_int_equal(strlen(hash), 60);
    assert_string_not_equal(hash, password_hash(arena, "correct horse 7 battery"));
    assert_true(is_right("correct horse 7 battery", hash));
    assert_false(is_right("correct horse 8 battery", hash));
    assert_false(is_right("", hash));
}

static void
nobodys_password_matches_nothing(void **state)
{
    (void)state;
    assert_false(is_right("correct horse 7 battery", NULL));
    assert_false(is_right("", NULL));
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
    assert_true(is_right(longest, hash));
    longest[72] = 'x';
    longest[73] = '\0';
    assert_false(is_right(longest, hash));
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
        assert_false(is_right(typed, hash));
        assert_false(is_right(typed, NULL));
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
        assert_false(is_right("correct horse 7 battery", hashes[i]));
        assert_false(is_right(hashes[i], hashes[i]));
    }
}

/* Of cost 4, as a former release made it. */
static const char *
old_hash(const char *text)
{
    struct crypt_data *data = arena_one(arena, struct crypt_data);

    return crypt_r(text, "$2b$04$abcdefghijklmnopqrstuu", data);
}

static const char *
hash_as_sent(const char *text)
{
    return password_hash(arena, text);
}

static const struct {
    const char *name, *typed, *stored;
    const char *(*hash)(const char *stored);
    bool right;
    const char *anew;
} matches[] = {
    {"as it is stored", "Z\u00fcrich, 7 Uhr", "Z\u00fcrich, 7 Uhr", hash_as_sent, true, NULL},
    {"with accents on their own", "Zu\u0308rich, 7 Uhr", "Z\u00fcrich, 7 Uhr", hash_as_sent, true,
     NULL},
    {"full-width", "\uff3aurich, \uff17 Uhr", "Zurich, 7 Uhr", hash_as_sent, true, NULL},
    {"a plain letter for one with an accent", "Zurich, 7 Uhr", "Z\u00fcrich, 7 Uhr", hash_as_sent,
     false, NULL},
    {"another word with accents on their own", "Zu\u0308rich, 8 Uhr", "Z\u00fcrich, 7 Uhr",
     hash_as_sent, false, NULL},
    {"a hash of smaller cost", "Z\u00fcrich, 7 Uhr", "Z\u00fcrich, 7 Uhr", old_hash, true,
     "Z\u00fcrich, 7 Uhr"},
    {"the same, accents on their own", "Zu\u0308rich, 7 Uhr", "Z\u00fcrich, 7 Uhr", old_hash, true,
     "Z\u00fcrich, 7 Uhr"},
    {"stored as it was sent", "Zu\u0308rich, 7 Uhr", "Zu\u0308rich, 7 Uhr", hash_as_sent, true,
     "Z\u00fcrich, 7 Uhr"},
    {"the same at a smaller cost", "Zu\u0308rich, 7 Uhr", "Zu\u0308rich, 7 Uhr", old_hash, true,
     "Z\u00fcrich, 7 Uhr"},
    {"stored as it was sent and typed otherwise", "Z\u00fcrich, 7 Uhr", "Zu\u0308rich, 7 Uhr",
     hash_as_sent, false, NULL},
    {"stored as sent, eight bytes in NFKC", "\uff21\uff22\uff23\uff24\uff25\uff26\uff27\uff28",
     "\uff21\uff22\uff23\uff24\uff25\uff26\uff27\uff28", hash_as_sent, true, NULL},
    {"stored as sent, 99 bytes in NFKC", "\ufdfa\ufdfa\ufdfa", "\ufdfa\ufdfa\ufdfa", hash_as_sent,
     true, NULL},
    {"the same at a smaller cost", "\ufdfa\ufdfa\ufdfa", "\ufdfa\ufdfa\ufdfa", old_hash, true,
     "\ufdfa\ufdfa\ufdfa"},
};

static void
a_password_is_right_however_it_is_typed(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(matches); i++) {
        const char *stored = matches[i].hash(matches[i].stored);
        struct password_match match = password_match(arena, matches[i].typed, stored);

        print_message("  %s\n", matches[i].name);
        assert_int_equal(match.is_right, matches[i].right);
        assert_int_equal(match.anew == NULL, matches[i].anew == NULL);
        if (match.anew != NULL)
            assert_string_equal(match.anew, matches[i].anew);
    }
}

/* Full-width letters, three bytes each. */
static void
the_bytes_that_count_are_those_in_nfkc(void **state)
{
    char letters[73 * 3 + 1] = "";
    const char *hash;

    (void)state;
    for (int i = 0; i < 72; i++)
        memcpy(letters + i * 3, "\uff58", 4);
    hash = password_hash(arena, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
                                "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx");
    assert_true(is_right(letters, hash));
    memcpy(letters + 72 * 3, "\uff58", 4);
    assert_false(is_right(letters, hash));
}

static void *
hash_and_compare(void *context)
{
    struct arena *a = arena_new(64 << 20);

    for (int i = 0; i < 100; i++) {
        const char *hash = password_hash(a, "correct horse 7 battery");

        must(password_match(a, "correct horse 7 battery", hash).is_right);
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
        cmocka_unit_test(a_password_is_right_however_it_is_typed),
        cmocka_unit_test(the_bytes_that_count_are_those_in_nfkc),
        cmocka_unit_test(threads_do_not_mix),
    };
    int failed;

    arena = arena_new(16 << 20);
    password_init(COST);
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_destroy(arena);
    return failed;
}
