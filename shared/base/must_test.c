#include "shared/base/must.h"

#include "shared/base/check.h"

#include <signal.h>

#include <sys/wait.h>
#include <unistd.h>

/* Runs `act` in a child and answers its wait status; what it wrote to stderr goes into `said`. */
static int
run(void (*act)(void), char *said, size_t room)
{
    int ends[2], status;
    size_t len = 0;
    ssize_t got;
    pid_t child;

    assert_int_equal(pipe(ends), 0);
    child = fork();
    if (child == 0) {
        dup2(ends[1], 2);
        signal(SIGABRT, SIG_DFL);
        act();
        _exit(0);
    }
    close(ends[1]);
    while (len + 1 < room && (got = read(ends[0], said + len, room - 1 - len)) > 0)
        len += (size_t)got;
    said[len] = '\0';
    close(ends[0]);
    assert_int_equal(waitpid(child, &status, 0), child);
    return status;
}

static void
hold(void)
{
    must(1 + 1 == 2);
}

static void
break_one(void)
{
    must(1 + 1 == 3);
}

static void
refuse_to_start(void)
{
    die("no %s", "database");
}

static void
a_true_assumption_passes(void **state)
{
    char said[512];

    (void)state;
    assert_int_equal(run(hold, said, sizeof said), 0);
    assert_string_equal(said, "");
}

static void
a_broken_assumption_is_named_and_aborts(void **state)
{
    char said[4096];
    int status = run(break_one, said, sizeof said);

    (void)state;
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGABRT);
    assert_non_null(strstr(said, "event=process.assumption.broken cond=\"1 + 1 == 3\""));
    assert_non_null(strstr(said, "must_test.c"));
}

static void
die_says_why_and_exits_with_1(void **state)
{
    char said[512];
    int status = run(refuse_to_start, said, sizeof said);

    (void)state;
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 1);
    assert_non_null(strstr(said, "level=error"));
    assert_non_null(strstr(said, "why=\"no database\"\n"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_true_assumption_passes),
        cmocka_unit_test(a_broken_assumption_is_named_and_aborts),
        cmocka_unit_test(die_says_why_and_exits_with_1),
    };

    return cmocka_run_group_tests_name("must", tests, NULL, NULL);
}
