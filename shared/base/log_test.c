#include "shared/base/log.h"

#include "shared/base/check.h"
#include "shared/base/must.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static FILE *caught;
static int real_stderr;

static void
catch_stderr(void)
{
    caught = tmpfile();
    assert_non_null(caught);
    real_stderr = dup(2);
    dup2(fileno(caught), 2);
}

/* What was written since catch_stderr, as text. */
static const char *
said(void)
{
    static char text[32768];
    size_t len;

    dup2(real_stderr, 2);
    close(real_stderr);
    rewind(caught);
    len = fread(text, 1, sizeof text - 1, caught);
    text[len] = '\0';
    fclose(caught);
    return text;
}

static void
a_line_has_time_level_actor_event_and_the_rest(void **state)
{
    const char *line;
    int fields, year, ms;
    char rest[200];

    (void)state;
    log_init("contact");
    catch_stderr();
    errno = ENOENT;
    log_event(LOG_WARN, "db.connect.failed", "why=%s tries=%d", log_quote("no route"), 3);
    assert_int_equal(errno, ENOENT);
    line = said();
    fields = sscanf(line, "at=%4d-%*2d-%*2dT%*2d:%*2d:%*2d.%3dZ %199[^\n]", &year, &ms, rest);
    assert_int_equal(fields, 3);
    assert_string_equal(
        rest, "level=warn actor=contact event=db.connect.failed why=\"no route\" tries=3");
    assert_int_equal(line[strlen(line) - 1], '\n');
}

static void
a_line_without_more_has_no_blank_at_its_end(void **state)
{
    const char *line;

    (void)state;
    catch_stderr();
    log_event(LOG_INFO, "actor.started", "%s", "");
    log_event(LOG_INFO, "actor.ready", NULL);
    line = said();
    assert_non_null(strstr(line, "event=actor.started\n"));
    assert_non_null(strstr(line, "event=actor.ready\n"));
}

static void
levels_below_the_set_one_are_silent(void **state)
{
    const char *text;

    (void)state;
    assert_false(log_set_level("loud"));
    assert_true(log_set_level("error"));
    assert_false(log_enabled(LOG_WARN));
    catch_stderr();
    log_event(LOG_WARN, "a.b.c", "x=%d", 1);
    log_event(LOG_ERROR, "d.e.f", "x=%d", 2);
    text = said();
    assert_null(strstr(text, "a.b.c"));
    assert_non_null(strstr(text, "d.e.f"));
    assert_true(log_set_level("info"));
}

static void
an_overlong_tail_is_cut_and_stays_one_line(void **state)
{
    static char tail[20000];
    const char *line;

    (void)state;
    memset(tail, 'x', sizeof tail - 1);
    tail[5] = '\n';
    catch_stderr();
    log_event(LOG_INFO, "a.b.c", "%s", tail);
    line = said();
    assert_true(strlen(line) <= 4096);
    assert_ptr_equal(strchr(line, '\n'), line + strlen(line) - 1);
}

static const struct {
    const char *name, *text, *want;
} quotes[] = {
    {"a word is left as it is", "ERR_CONFLICT", "ERR_CONFLICT"},
    {"punctuation needs no quotes", "a/b:c,d;(e)", "a/b:c,d;(e)"},
    {"nothing is an empty text", "", "\"\""},
    {"NULL is an empty text", NULL, "\"\""},
    {"a blank", "two words", "\"two words\""},
    {"an equals sign", "a=b", "\"a=b\""},
    {"quotes and backslashes", "say \"\\\"", "\"say \\\"\\\\\\\"\""},
    {"line ends and tabs", "a\r\n\tb", "\"a\\r\\n\\tb\""},
    {"controls",
     "a\x01\x7f"
     "b",
     "\"a\\u0001\\u007fb\""},
    {"letters of all languages", "Žofie", "Žofie"},
};

static void
values_are_quoted_when_they_must(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(quotes); i++)
        assert_string_equal(log_quote(quotes[i].text), quotes[i].want);
}

static void
long_values_are_cut_between_characters(void **state)
{
    char text[2000];
    const char *got;

    (void)state;
    for (size_t shift = 0; shift < 4; shift++) {
        memset(text, 'a', shift);
        for (size_t i = shift; i + 3 <= sizeof text - 1; i += 3)
            memcpy(text + i, "€", 4);
        got = log_quote(text);
        assert_true(strlen(got) <= 408);
        assert_string_equal(got + strlen(got) - 7, "€...\"");
    }
    memset(text, '\n', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    assert_true(strlen(log_quote(text)) <= 408);
    memset(text, 0x80, sizeof text - 1);
    assert_true(strlen(log_quote(text)) <= 408);
}

static void
eight_quoted_values_stand_at_once(void **state)
{
    const char *got[8];
    char text[8][4];

    (void)state;
    for (int i = 0; i < 8; i++) {
        snprintf(text[i], sizeof text[i], "v%d", i);
        got[i] = log_quote(text[i]);
    }
    for (int i = 0; i < 8; i++)
        assert_string_equal(got[i], text[i]);
}

/* ---------------------------------------------------------------- a log that cannot be written */

static void
log_to(int fd)
{
    real_stderr = dup(2);
    dup2(fd, 2);
}

static void
log_to_stderr(void)
{
    dup2(real_stderr, 2);
    close(real_stderr);
}

/* What is in the pipe, appended to `text`. */
static void
drain(int fd, char *text, size_t room)
{
    size_t len = strlen(text);
    ssize_t got;

    while ((got = read(fd, text + len, room - 1 - len)) > 0)
        len += (size_t)got;
    text[len] = '\0';
}

static int
count(const char *text, const char *word)
{
    int found = 0;

    for (; (text = strstr(text, word)) != NULL; text += strlen(word))
        found++;
    return found;
}

/* The sum of lines= of all log.lines.lost. */
static int
told_lost(const char *text)
{
    int sum = 0;

    for (; (text = strstr(text, "event=log.lines.lost lines=")) != NULL; text++)
        sum += (int)strtol(strchr(text, ' ') + strlen(" lines="), NULL, 10);
    return sum;
}

static void
what_a_full_pipe_does_not_take_is_counted_and_told(void **state)
{
    static char text[1 << 18];
    int ends[2], lines = 0;

    (void)state;
    must(pipe2(ends, O_CLOEXEC) == 0 && fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0);
    log_to(ends[1]);
    for (; lines < 5000; lines++) /* far more than a pipe holds, and nobody reads */
        log_event(LOG_INFO, "a.b.c", "n=%d", lines);
    text[0] = '\0';
    drain(ends[0], text, sizeof text);
    log_event(LOG_INFO, "d.e.f", "after=1");
    drain(ends[0], text, sizeof text);
    log_to_stderr();
    assert_in_range(told_lost(text), 1, lines - 1);
    assert_int_equal(count(text, "event=a.b.c") + told_lost(text), lines);
    assert_int_equal(count(text, "event=log.lines.lost"), 1);
    assert_true(strstr(text, "event=log.lines.lost") < strstr(text, "event=d.e.f"));
    close(ends[0]);
    close(ends[1]);
}

static void
what_a_full_disk_does_not_take_is_counted_and_told(void **state)
{
    int full = open("/dev/full", O_WRONLY | O_CLOEXEC);
    const char *text;

    (void)state;
    must(full >= 0);
    log_to(full);
    for (int i = 0; i < 3; i++)
        log_event(LOG_INFO, "a.b.c", "n=%d", i);
    log_to_stderr();
    catch_stderr();
    log_event(LOG_INFO, "d.e.f", NULL);
    log_event(LOG_INFO, "g.h.i", NULL);
    text = said();
    assert_int_equal(told_lost(text), 3);
    assert_int_equal(count(text, "\n"), 3);
    close(full);
}

static void
a_reader_that_is_gone_ends_nobody(void **state)
{
    int ends[2];
    const char *text;

    (void)state;
    must(pipe2(ends, O_CLOEXEC) == 0);
    close(ends[0]);
    log_to(ends[1]);
    log_event(LOG_INFO, "a.b.c", NULL); /* would be SIGPIPE */
    log_to_stderr();
    catch_stderr();
    log_event(LOG_INFO, "d.e.f", NULL);
    text = said();
    assert_int_equal(told_lost(text), 1);
    close(ends[1]);
}

enum { WRITERS = 4, LINES_EACH = 3000 };

static void *
write_many(void *arg)
{
    for (int i = 0; i < LINES_EACH; i++)
        log_event(LOG_INFO, "a.b.c", "n=%d", i);
    return arg;
}

static void
every_line_of_many_threads_is_written_or_counted(void **state)
{
    static char text[1 << 21];
    pthread_t writers[WRITERS];
    int ends[2];

    (void)state;
    must(pipe2(ends, O_CLOEXEC) == 0 && fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0);
    text[0] = '\0';
    log_to(ends[1]);
    for (int i = 0; i < WRITERS; i++)
        must(pthread_create(&writers[i], NULL, write_many, NULL) == 0);
    for (int i = 0; i < 20; i++) /* meanwhile, so some have room and some have none */
        drain(ends[0], text, sizeof text);
    for (int i = 0; i < WRITERS; i++)
        pthread_join(writers[i], NULL);
    drain(ends[0], text, sizeof text);
    log_event(LOG_INFO, "d.e.f", NULL);
    drain(ends[0], text, sizeof text);
    log_to_stderr();
    assert_int_equal(count(text, "event=a.b.c") + told_lost(text), WRITERS * LINES_EACH);
    close(ends[0]);
    close(ends[1]);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_has_time_level_actor_event_and_the_rest),
        cmocka_unit_test(a_line_without_more_has_no_blank_at_its_end),
        cmocka_unit_test(levels_below_the_set_one_are_silent),
        cmocka_unit_test(an_overlong_tail_is_cut_and_stays_one_line),
        cmocka_unit_test(values_are_quoted_when_they_must),
        cmocka_unit_test(long_values_are_cut_between_characters),
        cmocka_unit_test(eight_quoted_values_stand_at_once),
        cmocka_unit_test(what_a_full_pipe_does_not_take_is_counted_and_told),
        cmocka_unit_test(what_a_full_disk_does_not_take_is_counted_and_told),
        cmocka_unit_test(a_reader_that_is_gone_ends_nobody),
        cmocka_unit_test(every_line_of_many_threads_is_written_or_counted),
    };

    return cmocka_run_group_tests_name("log", tests, NULL, NULL);
}
