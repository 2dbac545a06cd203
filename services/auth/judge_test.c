#include "services/auth/judge.h"

#include "shared/base/must.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <pthread.h>
#include <stdbool.h>

static struct arena *arena;

static const struct {
    const char *name, *password, *address;
    bool fine;
} judged[] = {
    {"four words", "correct horse 7 battery", "ada@example.org", true},
    {"letters that are not ASCII", "Kürbiskernöl am Sonntag", "ada@example.org", true},
    {"72 bytes", "gravel 4 lantern osprey tin / mellow 9 quartz fjord bagel 31 hymn zephyr",
     "ada@example.org", true},
    {"a word of the dictionary", "university", "ada@example.org", false},
    {"a word with letters swapped for digits", "un1v3rsity", "ada@example.org", false},
    {"a word with digits and signs after it", "password123!", "ada@example.org", false},
    {"a word with digits before it", "2026!Password", "ada@example.org", false},
    {"a row of the keyboard", "qwertyuiop", "ada@example.org", false},
    {"a sequence", "1234567890", "ada@example.org", false},
    {"one letter", "aaaaaaaaaaaa", "ada@example.org", false},
    {"the local part and a year", "ada.lovelace1815", "ada.lovelace@example.org", false},
    {"the local part joined", "AdaLovelace1815", "ada.lovelace@example.org", false},
    {"the local part backwards", "ecalevol.ada99", "ada.lovelace@example.org", false},
    {"a part of the address", "Ada.Augusta", "ada.augusta.byron@example.org", false},
    {"the whole address", "ada.lovelace@example.org", "ada.lovelace@example.org", false},
    {"the beginning of the local part", "wolfgang.amadeus", "wolfgang.amadeus.1a2b@example.org",
     false},
    {"the same and a year", "WolfgangAmadeus1756", "wolfgang.amadeus.1a2b@example.org", false},
    {"plain words with many small steps", "no one understands most of the first hints",
     "ada@example.org", true},
    {"the alphabet", "abcdefghijklmnopqrstuvwxyz", "ada@example.org", false},
    {"the domain", "Example.org-77", "ada@example.org", false},
};

static void
weak_passwords_are_named(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(judged); i++) {
        const char *wrong = judge_password(arena, judged[i].password, judged[i].address);

        print_message("  %s: %s\n", judged[i].name, wrong != NULL ? wrong : "fine");
        assert_int_equal(wrong == NULL, judged[i].fine);
    }
}

static void *
judge_often(void *context)
{
    struct arena *a = arena_new(64 << 20);

    for (int i = 0; i < 100; i++) {
        must(judge_password(a, "correct horse 7 battery", "ada@example.org") == NULL);
        must(judge_password(a, "university", "ada@example.org") != NULL);
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
        assert_int_equal(pthread_create(&threads[i], NULL, judge_often, NULL), 0);
    for (size_t i = 0; i < ARRAY_LEN(threads); i++)
        assert_int_equal(pthread_join(threads[i], NULL), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weak_passwords_are_named),
        cmocka_unit_test(threads_do_not_mix),
    };
    int failed;

    arena = arena_new(16 << 20);
    judge_init();
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_destroy(arena);
    return failed;
}
