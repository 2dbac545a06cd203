/*
 * test_log - what the program logs while a test looks.
 *
 * Threads: the test's; others may log meanwhile.
 */
#ifndef SHARED_BASE_TEST_LOG_H
#define SHARED_BASE_TEST_LOG_H

#include "shared/base/must.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct test_log {
    FILE *caught;
    int real;
};

/* Standard error goes to a file from here to test_log_release. */
static inline void
test_log_catch(struct test_log *log)
{
    log->caught = tmpfile();
    must(log->caught != NULL);
    log->real = dup(2);
    must(log->real >= 0 && dup2(fileno(log->caught), 2) == 2);
}

/* On one line, up to now. */
static inline bool
test_log_has(const struct test_log *log, const char *first, const char *second)
{
    static char text[256 * 1024];
    ssize_t len = pread(fileno(log->caught), text, sizeof text - 1, 0);
    char *rest = text, *line;

    must(len >= 0);
    text[len] = '\0';
    while ((line = strsep(&rest, "\n")) != NULL)
        if (strstr(line, first) != NULL && strstr(line, second) != NULL)
            return true;
    return false;
}

/* Passes it on, for a test that failed says so there too: belongs into the test's teardown. */
static inline void
test_log_release(struct test_log *log)
{
    char text[4096];
    ssize_t len;

    must(dup2(log->real, 2) == 2);
    rewind(log->caught);
    while ((len = (ssize_t)fread(text, 1, sizeof text, log->caught)) > 0)
        must(write(2, text, (size_t)len) == len);
    close(log->real);
    fclose(log->caught);
}

#endif
