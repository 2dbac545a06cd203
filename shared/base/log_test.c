#include "shared/base/log.h"

#include "shared/base/check.h"
#include "shared/base/must.h"

#include <errno.h>
#include <stdio.h>
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
    };

    return cmocka_run_group_tests_name("log", tests, NULL, NULL);
}
