/* Patterns against texts, and by many threads at once. */
#include "shared/codec/pattern.h"

#include "shared/base/check.h"
#include "shared/base/must.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static struct {
    struct pattern pattern;
    const char *text;
    bool fits;
} cases[] = {
    {{"^[a-z0-9-]{3,5}$", "is wrong", NULL}, "ab", false},
    {{"^[a-z0-9-]{3,5}$", "is wrong", NULL}, "abc", true},
    {{"^[a-z0-9-]{3,5}$", "is wrong", NULL}, "a-9-z", true},
    {{"^[a-z0-9-]{3,5}$", "is wrong", NULL}, "abcdef", false},
    {{"^[a-z0-9-]{3,5}$", "is wrong", NULL}, "abcD", false},
    {{"^[a-z0-9-]{3,5}$", "is wrong", NULL}, "abc\n", false},
    {{"^[a-z0-9-]{3,5}$", "is wrong", NULL}, "\nabc", false},
    {{"^[a-z0-9-]{3,5}$", "is wrong", NULL}, "\u00e4bc", false},
    {{"b+", "is wrong", NULL}, "abbc", true},
    {{"b+", "is wrong", NULL}, "ac", false},
    {{"b+", "is wrong", NULL}, "", false},
    {{"^a(b|cd)*$", "is wrong", NULL}, "abcdb", true},
    {{"^a(b|cd)*$", "is wrong", NULL}, "abc", false},
    {{"^a\\.b$", "is wrong", NULL}, "a.b", true},
    {{"^a\\.b$", "is wrong", NULL}, "axb", false},
};

static void
patterns_judge(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct pattern *p = &cases[i].pattern;
        size_t len = strlen(cases[i].text);
        char *text = malloc(len + 1);
        char *alone = malloc(len + !len); /* nothing may be read behind it */
        const char *want = cases[i].fits ? NULL : p->problem;

        must(text != NULL && alone != NULL);
        memcpy(text, cases[i].text, len);
        memcpy(alone, cases[i].text, len);
        text[len] = 'x'; /* it ends where its length says */
        if (pattern_problem(p, text, len) != want || pattern_problem(p, alone, len) != want)
            fail_msg("%s: %s", p->text, cases[i].text);
        free(text);
        free(alone);
    }
}

static struct pattern shared = {"^(a|ab)*c$", "is wrong", NULL};

static void *
judge_often(void *wrong)
{
    for (int i = 0; i < 1000; i++)
        if (pattern_problem(&shared, "aababac", 7) != NULL ||
            pattern_problem(&shared, "aababaa", 7) == NULL)
            *(int *)wrong += 1;
    return NULL;
}

static void
threads_share_one(void **state)
{
    pthread_t threads[8];
    int wrong[ARRAY_LEN(threads)] = {0};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(threads); i++)
        assert_int_equal(pthread_create(&threads[i], NULL, judge_often, &wrong[i]), 0);
    for (size_t i = 0; i < ARRAY_LEN(threads); i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        assert_int_equal(wrong[i], 0);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(patterns_judge),
        cmocka_unit_test(threads_share_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
