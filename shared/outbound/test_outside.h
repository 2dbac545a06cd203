/*
 * test_outside - servers of tests/harness as programs of their own, certificates for them, and
 * turns until something has happened.
 *
 * Threads: the test's main thread.
 */
#ifndef SHARED_OUTBOUND_TEST_OUTSIDE_H
#define SHARED_OUTBOUND_TEST_OUTSIDE_H

#include "shared/base/clock.h"
#include "shared/base/must.h"
#include "shared/outbound/outbound.h"

#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

struct test_outside {
    pid_t pid;
    FILE *ask, *answer;
    int port;
    char seen[8192]; /* of the last test_outside_seen */
};

enum { TEST_WORDS_MAX = 12 };

static inline void
test_outside_exec(const int ask[2], const int answer[2], const char *module, va_list words)
{
    char *argv[TEST_WORDS_MAX + 4] = {strdup("python3"), strdup("-m"), strdup(module)};
    size_t count = 3;

    prctl(PR_SET_PDEATHSIG, SIGKILL);
    for (const char *word; (word = va_arg(words, const char *)) != NULL; count++) {
        must(count < TEST_WORDS_MAX + 3);
        argv[count] = strdup(word);
    }
    setenv("PYTHONPATH", "tests", 1);
    setenv("PYTHONDONTWRITEBYTECODE", "1", 1);
    unsetenv("LD_PRELOAD");
    dup2(ask[0], 0);
    dup2(answer[1], 1);
    execv("/usr/bin/python3", argv);
    _exit(127);
}

/* `module` of tests/harness, and its words up to NULL. */
static inline void
test_outside_start(struct test_outside *s, const char *module, ...)
{
    int ask[2], answer[2];
    va_list words;

    must(pipe2(ask, O_CLOEXEC) == 0 && pipe2(answer, O_CLOEXEC) == 0);
    va_start(words, module);
    s->pid = fork();
    must(s->pid >= 0);
    if (s->pid == 0)
        test_outside_exec(ask, answer, module, words);
    va_end(words);
    close(ask[0]);
    close(answer[1]);
    s->ask = fdopen(ask[1], "w");
    s->answer = fdopen(answer[0], "r");
    must(s->ask != NULL && s->answer != NULL);
    must(fgets(s->seen, sizeof s->seen, s->answer) != NULL);
    s->port = atoi(s->seen);
}

/* JSON: see seen() of the module. */
static inline const char *
test_outside_seen(struct test_outside *s)
{
    must(fputs("\n", s->ask) >= 0 && fflush(s->ask) == 0);
    must(fgets(s->seen, sizeof s->seen, s->answer) != NULL);
    return s->seen;
}

static inline bool
test_outside_has(struct test_outside *s, const char *part)
{
    return strstr(test_outside_seen(s), part) != NULL;
}

static inline void
test_outside_stop(struct test_outside *s)
{
    fclose(s->ask);
    fclose(s->answer);
    kill(s->pid, SIGKILL);
    waitpid(s->pid, NULL, 0);
}

/* A certificate for the names, which is its own authority: <folder>/<name>.pem and .key. */
static inline void
test_certificate(const char *folder, const char *name, const char *names)
{
    char command[512];

    snprintf(command, sizeof command,
             "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj "
             "/CN=test -addext subjectAltName=%s -keyout %s/%s.key -out %s/%s.pem 2>/dev/null",
             names, folder, name, folder, name);
    must(system(command) == 0);
}

static inline void
test_folder_remove(const char *folder)
{
    char command[128];

    snprintf(command, sizeof command, "rm -rf %s", folder);
    must(system(command) == 0);
}

/* How it ended; `ends` counts. */
struct test_end {
    int ends;
    struct outbound_result result;
    char body[256]; /* its beginning */
};

static inline void
test_ended(void *arg, const struct outbound_result *result)
{
    struct test_end *end = arg;
    size_t len = result->body.len < sizeof end->body ? result->body.len : sizeof end->body - 1;

    end->ends++;
    end->result = *result;
    if (len > 0)
        memcpy(end->body, result->body.data, len);
    end->body[len] = '\0';
}

/* Far beyond what anything takes: only a hang meets it. */
enum { TEST_OUTSIDE_PATIENCE_MS = 120000 };

#define TURNS_UNTIL(o, condition)                                                                  \
    do {                                                                                           \
        int64_t until_ms = monotonic_ms() + TEST_OUTSIDE_PATIENCE_MS;                              \
        while (!(condition)) {                                                                     \
            must(monotonic_ms() < until_ms);                                                       \
            outbound_turn((o), 1000);                                                              \
        }                                                                                          \
    } while (0)

#endif
