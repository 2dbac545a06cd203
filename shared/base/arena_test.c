#include "shared/base/arena.h"

#include "shared/base/check.h"
#include "shared/base/must.h"

#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void
memory_is_zeroed_aligned_and_apart(void **state)
{
    struct arena *a = arena_new(1 << 20);
    char *last = NULL;

    (void)state;
    for (int round = 0; round < 3; round++) {
        for (size_t i = 0; i < 500; i++) {
            char *text = arena_array(a, char, i % 37);
            long double *wide = arena_one(a, long double);

            assert_true((uintptr_t)wide % _Alignof(long double) == 0);
            assert_true(*wide == 0.0L);
            for (size_t j = 0; j < i % 37; j++)
                assert_int_equal(text[j], 0);
            memset(text, 0xff, i % 37);
            memset(wide, 0xff, sizeof *wide);
            assert_ptr_not_equal(text, last);
            last = text;
        }
        arena_reset(a);
    }
    arena_destroy(a);
}

static void
note_order(void *at)
{
    static int turn;

    *(int *)at = ++turn;
}

static void
who_asked_hears_of_the_end_once_and_the_last_first(void **state)
{
    struct arena *a = arena_new(1 << 20);
    int first = 0, second = 0, third = 0;

    (void)state;
    arena_at_reset(a, note_order, &first);
    arena_at_reset(a, note_order, &second);
    arena_reset(a);
    assert_int_equal(second, 1);
    assert_int_equal(first, 2);
    arena_reset(a);
    arena_at_reset(a, note_order, &third);
    arena_destroy(a);
    assert_int_equal(first, 2);
    assert_int_equal(third, 3);
}

static void
one_request_may_take_the_whole_limit(void **state)
{
    struct arena *a = arena_new(3 << 20);

    (void)state;
    for (int round = 0; round < 3; round++) {
        char *most = arena_array(a, char, (3 << 20) - 8);

        most[(3 << 20) - 9] = 'x';
        assert_non_null(arena_array(a, char, 8));
        arena_reset(a);
    }
    arena_destroy(a);
}

static void
many_small_ones_reach_the_limit_too(void **state)
{
    struct arena *a = arena_new(1 << 20);

    (void)state;
    for (int i = 0; i < (1 << 20) / 16; i++)
        arena_array(a, char, 16)[0] = 'x';
    arena_destroy(a);
}

static void
a_reset_keeps_a_block_for_the_next_request(void **state)
{
    struct arena *a = arena_new(1 << 20);
    char *first = arena_array(a, char, 100);

    (void)state;
    arena_reset(a);
    assert_ptr_equal(arena_array(a, char, 100), first);
    arena_destroy(a);
}

static void
texts_are_copied_with_their_end(void **state)
{
    struct arena *a = arena_new(4096);

    (void)state;
    assert_string_equal(arena_strndup(a, "calendar", 3), "cal");
    assert_string_equal(arena_strndup(a, NULL, 0), "");
    assert_string_equal(arena_printf(a, "%s[%d].%s", "attendees", 3, "email"),
                        "attendees[3].email");
    assert_string_equal(arena_printf(a, "%s", ""), "");
    arena_destroy(a);
}

static void *volatile taken;

/* Past the limit is our bug, so a child ends itself over it. */
static int
status_of(void (*act)(struct arena *a))
{
    int status;
    pid_t child = fork();

    if (child == 0) {
        close(2);
        signal(SIGABRT, SIG_DFL);
        act(arena_new(4096));
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    return status;
}

static void
take_all(struct arena *a)
{
    taken = arena_array(a, char, 4096);
}

static void
take_one_more(struct arena *a)
{
    taken = arena_array(a, char, 4095);
    taken = arena_array(a, char, 2);
}

static void
overflow_the_count(struct arena *a)
{
    volatile size_t count = SIZE_MAX / 4;

    taken = arena_array(a, int64_t, count);
}

static void
passing_the_limit_ends_the_process(void **state)
{
    (void)state;
    assert_int_equal(status_of(take_all), 0);
    assert_int_equal(WTERMSIG(status_of(take_one_more)), SIGABRT);
    assert_int_equal(WTERMSIG(status_of(overflow_the_count)), SIGABRT);
}

static void
destroying_nothing_is_nothing(void **state)
{
    (void)state;
    arena_destroy(NULL);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zeroed_aligned_and_apart),
        cmocka_unit_test(who_asked_hears_of_the_end_once_and_the_last_first),
        cmocka_unit_test(one_request_may_take_the_whole_limit),
        cmocka_unit_test(many_small_ones_reach_the_limit_too),
        cmocka_unit_test(a_reset_keeps_a_block_for_the_next_request),
        cmocka_unit_test(texts_are_copied_with_their_end),
        cmocka_unit_test(passing_the_limit_ends_the_process),
        cmocka_unit_test(destroying_nothing_is_nothing),
    };

    return cmocka_run_group_tests_name("arena", tests, NULL, NULL);
}
