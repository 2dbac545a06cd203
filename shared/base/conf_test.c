#include "shared/base/conf.h"

#include "shared/base/check.h"
#include "shared/base/must.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

struct settings {
    const char *url, *creds, *token;
    int64_t port, skew_ms;
    bool quiet;
};

/* clang-format off */
static const struct conf_row rows[] = {
    {"ALMANAC_T_URL",   CONF_TEXT, offsetof(struct settings, url),     NULL,    0, 0,      false, "address of the bus"},
    {"ALMANAC_T_CREDS", CONF_TEXT, offsetof(struct settings, creds),   "",      0, 0,      false, "path of the credentials"},
    {"ALMANAC_T_TOKEN", CONF_TEXT, offsetof(struct settings, token),   "swordfish", 0, 0,  true,  "what opens the door"},
    {"ALMANAC_T_PORT",  CONF_INT,  offsetof(struct settings, port),    "8080",  1, 65535,  false, "TCP port to listen on"},
    {"ALMANAC_T_SKEW",  CONF_INT,  offsetof(struct settings, skew_ms), "-5",  -60, 60,     true,  "skew in milliseconds"},
    {"ALMANAC_T_QUIET", CONF_BOOL, offsetof(struct settings, quiet),   "false", 0, 0,      false, "say less"},
};
/* clang-format on */

static char program[] = "/usr/bin/contact", help[] = "--help", other[] = "--port";

/* The settings of the test are those of `pairs`, NULL-ended, and no others. */
static void
set_environment(const char *const *pairs)
{
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        unsetenv(rows[i].variable);
    for (; *pairs != NULL; pairs += 2)
        setenv(pairs[0], pairs[1], 1);
}

/* conf_load in a child; what it printed goes into `said`.  Answers its exit status, 42 on success.
 */
static int
load_apart(int argc, char **argv, char *said, size_t room)
{
    FILE *out = tmpfile();
    struct settings s;
    int status;
    size_t len;
    pid_t child = fork();

    if (child == 0) {
        dup2(fileno(out), 1);
        dup2(fileno(out), 2);
        conf_load(argc, argv, "the address book", rows, ARRAY_LEN(rows), &s);
        _exit(42);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    rewind(out);
    len = fread(said, 1, room - 1, out);
    said[len] = '\0';
    fclose(out);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void
what_is_set_is_read_and_the_rest_falls_back(void **state)
{
    const char *const pairs[] = {"ALMANAC_T_URL",
                                 "nats://h",
                                 "ALMANAC_T_PORT",
                                 "",
                                 "ALMANAC_T_QUIET",
                                 "on",
                                 "ALMANAC_T_SKEW",
                                 "60",
                                 NULL};
    char *argv[] = {program, NULL};
    struct settings s;

    (void)state;
    set_environment(pairs);
    conf_load(1, argv, "", rows, ARRAY_LEN(rows), &s);
    assert_string_equal(s.url, "nats://h");
    assert_string_equal(s.creds, "");
    assert_string_equal(s.token, "swordfish");
    assert_int_equal(s.port, 8080);
    assert_int_equal(s.skew_ms, 60);
    assert_true(s.quiet);
}

static const struct {
    const char *name, *variable, *value, *says, *hides;
} bad[] = {
    {"what must be set is missing", "ALMANAC_T_URL", "", "ALMANAC_T_URL must be set: address",
     NULL},
    {"a port of no digits", "ALMANAC_T_PORT", "http",
     "ALMANAC_T_PORT is http but must be 1..65535: TCP port", NULL},
    {"a port above", "ALMANAC_T_PORT", "65536", "1..65535", NULL},
    {"a port below", "ALMANAC_T_PORT", "0", "1..65535", NULL},
    {"a blank before", "ALMANAC_T_PORT", " 80", "1..65535", NULL},
    {"a unit after", "ALMANAC_T_PORT", "80s", "1..65535", NULL},
    {"a plus", "ALMANAC_T_PORT", "+80", "1..65535", NULL},
    {"a minus alone", "ALMANAC_T_PORT", "-", "1..65535", NULL},
    {"past 64 bits", "ALMANAC_T_PORT", "99999999999999999999", "1..65535", NULL},
    {"hexadecimal", "ALMANAC_T_PORT", "0x50", "1..65535", NULL},
    {"a secret is not printed", "ALMANAC_T_SKEW", "s3cret", "ALMANAC_T_SKEW is (secret)", "s3cret"},
    {"neither true nor false", "ALMANAC_T_QUIET", "maybe", "true or false", NULL},
};

static void
bad_values_refuse_to_start(void **state)
{
    char *argv[] = {program, NULL};
    char said[2048];

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        const char *const pairs[] = {"ALMANAC_T_URL", "nats://h", bad[i].variable, bad[i].value,
                                     NULL};

        set_environment(pairs);
        CHECK(bad[i].name, load_apart(1, argv, said, sizeof said) == 1);
        CHECK(bad[i].name, strstr(said, bad[i].says) != NULL);
        CHECK(bad[i].name, bad[i].hides == NULL || strstr(said, bad[i].hides) == NULL);
    }
}

static const struct {
    const char *text;
    bool value;
} bools[] = {
    {"true", true},   {"yes", true}, {"on", true},   {"1", true},
    {"false", false}, {"no", false}, {"off", false}, {"0", false},
};

static void
booleans_have_four_spellings_each(void **state)
{
    char *argv[] = {program, NULL};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(bools); i++) {
        const char *const pairs[] = {"ALMANAC_T_URL", "u", "ALMANAC_T_QUIET", bools[i].text, NULL};
        struct settings s;

        set_environment(pairs);
        conf_load(1, argv, "", rows, ARRAY_LEN(rows), &s);
        CHECK(bools[i].text, s.quiet == bools[i].value);
    }
}

static void
help_lists_every_row_aligned_and_no_secret(void **state)
{
    static const char want[] =
        "contact - the address book\n"
        "\n"
        "Settings are environment variables:\n"
        "\n"
        "  VARIABLE         DEFAULT        VALUES         MEANING\n"
        "  ALMANAC_T_URL    (must be set)  text           address of the bus\n"
        "  ALMANAC_T_CREDS  (none)         text           path of the credentials\n"
        "  ALMANAC_T_TOKEN  (secret)       text           what opens the door\n"
        "  ALMANAC_T_PORT   8080           1..65535       TCP port to listen on\n"
        "  ALMANAC_T_SKEW   (secret)       -60..60        skew in milliseconds\n"
        "  ALMANAC_T_QUIET  false          true or false  say less\n";
    const char *const pairs[] = {NULL};
    char *argv[] = {program, help, NULL};
    char said[2048];

    (void)state;
    set_environment(pairs);
    assert_int_equal(load_apart(2, argv, said, sizeof said), 0);
    assert_string_equal(said, want);
}

static void
a_part_of_its_own_is_loaded_into_its_own_struct(void **state)
{
    static const struct conf_row own[] = {
        {"ALMANAC_T_ROOM", CONF_INT, 0, "7", 0, 9, false, "room in rooms"}};
    const char *const pairs[] = {"ALMANAC_T_URL", "nats://h", "ALMANAC_T_TOKEN", "t", NULL};
    char *argv[] = {program, NULL};
    struct settings s;
    int64_t room = 0;
    const struct conf_part parts[] = {
        {NULL, 0, NULL}, {rows, ARRAY_LEN(rows), &s}, {own, 1, &room}};

    (void)state;
    set_environment(pairs);
    conf_load_parts(1, argv, "", parts, ARRAY_LEN(parts));
    assert_string_equal(s.url, "nats://h");
    assert_int_equal(room, 7);
}

static void
other_arguments_are_refused(void **state)
{
    const char *const pairs[] = {"ALMANAC_T_URL", "u", NULL};
    char *argv[] = {program, other, NULL};
    char said[2048];

    (void)state;
    set_environment(pairs);
    assert_int_equal(load_apart(2, argv, said, sizeof said), 1);
    assert_non_null(strstr(said, "no argument but --help"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_set_is_read_and_the_rest_falls_back),
        cmocka_unit_test(bad_values_refuse_to_start),
        cmocka_unit_test(booleans_have_four_spellings_each),
        cmocka_unit_test(help_lists_every_row_aligned_and_no_secret),
        cmocka_unit_test(a_part_of_its_own_is_loaded_into_its_own_struct),
        cmocka_unit_test(other_arguments_are_refused),
    };

    return cmocka_run_group_tests_name("conf", tests, NULL, NULL);
}
