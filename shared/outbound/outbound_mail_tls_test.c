/*
 * TLS and AUTH with a real server (aiosmtpd, tests/harness/smtp.py), and whose certificate holds.
 */
#include "shared/outbound/outbound.h"

#include "shared/outbound/test_letter.h"

static char folder[] = "/tmp/test_outbound.XXXXXX";
static char trusted[64], key[64];

static struct outbound *
open_to(const struct test_outside *server, const struct outbound_smtp *how)
{
    return open_trusting(server, how, trusted);
}

static const struct {
    const char *name;
    const char *words[5]; /* of the server */
    struct outbound_smtp how;
    enum outbound_end end;
    const char *seen; /* of the server afterwards */
} settings[] = {
    {"TLS is asked for",
     {"--tls"},
     {.url = "smtp", .tls = OUTBOUND_TLS_REQUIRED},
     OUTBOUND_ANSWERED,
     "\"tls\": true"},
    {"TLS when it is offered",
     {"--tls"},
     {.url = "smtp", .tls = OUTBOUND_TLS_OPTIONAL},
     OUTBOUND_ANSWERED,
     "\"tls\": true"},
    {"from the first byte",
     {"--tls", "--implicit"},
     {.url = "smtps", .tls = OUTBOUND_TLS_REQUIRED},
     OUTBOUND_ANSWERED,
     "\"mails\": 1"},
    {"no TLS where it is required",
     {NULL},
     {.url = "smtp", .tls = OUTBOUND_TLS_REQUIRED},
     OUTBOUND_TLS,
     "\"mails\": 0"},
    {"no TLS, and not needed",
     {NULL},
     {.url = "smtp", .tls = OUTBOUND_TLS_OPTIONAL},
     OUTBOUND_ANSWERED,
     "\"tls\": false"},
    {"a password is not sent without TLS",
     {"--login", "ada", "secret"},
     {.url = "smtp", .user = "ada", .password = "secret", .tls = OUTBOUND_TLS_OPTIONAL},
     OUTBOUND_TLS,
     "\"mails\": 0"},
    {"unless it is switched off",
     {"--login", "ada", "secret"},
     {.url = "smtp", .user = "ada", .password = "secret", .tls = OUTBOUND_TLS_OFF},
     OUTBOUND_ANSWERED,
     "\"mails\": 1"},
    {"the right password",
     {"--tls", "--login", "ada", "secret"},
     {.url = "smtp", .user = "ada", .password = "secret", .tls = OUTBOUND_TLS_REQUIRED},
     OUTBOUND_ANSWERED,
     "\"tls\": true"},
    {"the right one, from the first byte",
     {"--tls", "--implicit", "--login", "ada", "secret"},
     {.url = "smtps", .user = "ada", .password = "secret", .tls = OUTBOUND_TLS_REQUIRED},
     OUTBOUND_ANSWERED,
     "\"mails\": 1"},
    {"by LOGIN",
     {"--tls", "--login", "ada", "secret", "--no-plain"},
     {.url = "smtp", .user = "ada", .password = "secret", .tls = OUTBOUND_TLS_REQUIRED},
     OUTBOUND_ANSWERED,
     "\"mails\": 1"},
    {"a wrong password by LOGIN",
     {"--tls", "--login", "ada", "secret", "--no-plain"},
     {.url = "smtp", .user = "ada", .password = "guess", .tls = OUTBOUND_TLS_REQUIRED},
     OUTBOUND_LATER,
     "\"mails\": 0"},
    {"a wrong password is no refusal of the mail",
     {"--tls", "--login", "ada", "secret"},
     {.url = "smtp", .user = "ada", .password = "guess", .tls = OUTBOUND_TLS_REQUIRED},
     OUTBOUND_LATER,
     "\"mails\": 0"},
    {"nor is a missing one",
     {"--tls", "--login", "ada", "secret"},
     {.url = "smtp", .tls = OUTBOUND_TLS_REQUIRED},
     OUTBOUND_LATER,
     "\"mails\": 0"},
};

static void
start_with(struct test_outside *server, const char *const words[5])
{
    const char *argv[8] = {NULL};
    size_t count = 0;

    for (size_t i = 0; i < 5 && words[i] != NULL; i++) {
        argv[count++] = words[i];
        if (strcmp(words[i], "--tls") != 0)
            continue;
        argv[count++] = trusted;
        argv[count++] = key;
    }
    test_outside_start(server, "harness.smtp", argv[0], argv[1], argv[2], argv[3], argv[4], argv[5],
                       argv[6], argv[7], NULL);
}

static void
tls_and_auth_are_as_the_settings_say(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(settings); i++) {
        struct test_outside server;
        struct outbound *o;
        struct outbound_result result;

        start_with(&server, settings[i].words);
        o = open_to(&server, &settings[i].how);
        result = mail_to(o, "eve@test.example");
        if (result.end != settings[i].end)
            fail_msg("%s: %d: %s", settings[i].name, result.end, result.why);
        CHECK(settings[i].name, result.refuses_all == (result.end == OUTBOUND_LATER));
        if (result.end == OUTBOUND_LATER && settings[i].how.user != NULL)
            assert_string_equal(result.why, "the server answered 535 5.7.8 to AUTH");
        CHECK(settings[i].name, test_outside_has(&server, settings[i].seen));
        outbound_close(&o);
        test_outside_stop(&server);
    }
}

static void
a_certificate_that_does_not_hold_gets_no_mail(void **state)
{
    static const enum outbound_tls kinds[] = {OUTBOUND_TLS_REQUIRED, OUTBOUND_TLS_OPTIONAL};
    const char *const words[5] = {"--tls"};
    char former[sizeof trusted];
    struct test_outside server;

    (void)state;
    start_with(&server, words);
    memcpy(former, trusted, sizeof former);
    test_certificate(folder, "other", "DNS:other.example");
    snprintf(trusted, sizeof trusted, "%s/other.pem", folder);
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
        struct outbound *o =
            open_to(&server, &(struct outbound_smtp){.url = "smtp", .tls = kinds[i]});

        assert_int_equal(mail_to(o, "eve@test.example").end, OUTBOUND_TLS);
        outbound_close(&o);
    }
    memcpy(trusted, former, sizeof former);
    assert_true(test_outside_has(&server, "\"mails\": 0"));
    test_outside_stop(&server);
}

static void
the_server_may_have_an_authority_of_its_own(void **state)
{
    const char *const words[5] = {"--tls"};
    struct outbound_smtp how = {.url = "smtp"};
    char former[sizeof trusted], other[sizeof trusted];
    struct test_outside server;
    struct outbound *o;

    (void)state;
    start_with(&server, words);
    memcpy(former, trusted, sizeof former);
    test_certificate(folder, "other", "DNS:other.example");
    snprintf(other, sizeof other, "%s/other.pem", folder);

    how.authorities = other;
    o = open_to(&server, &how);
    assert_int_equal(mail_to(o, "eve@test.example").end, OUTBOUND_TLS);
    outbound_close(&o);

    how.authorities = former;
    memcpy(trusted, other, sizeof trusted);
    o = open_to(&server, &how);
    assert_int_equal(mail_to(o, "eve@test.example").end, OUTBOUND_ANSWERED);
    outbound_close(&o);
    memcpy(trusted, former, sizeof trusted);
    test_outside_stop(&server);
}

static void
a_connection_is_kept(void **state)
{
    const char *const words[5] = {"--tls", "--login", "ada", "secret"};
    struct test_outside server;
    struct outbound *o;

    (void)state;
    start_with(&server, words);
    o = open_to(&server,
                &(struct outbound_smtp){.url = "smtp", .user = "ada", .password = "secret"});
    for (int i = 0; i < 10; i++)
        assert_int_equal(mail_to(o, "eve@test.example").end, OUTBOUND_ANSWERED);
    assert_int_equal(mail_to(o, "data-554@test.example").end, OUTBOUND_REFUSED);
    assert_int_equal(mail_to(o, "eve@test.example").end, OUTBOUND_ANSWERED);
    assert_true(test_outside_has(&server, "{\"connections\": 1, \"mails\": 11,"));
    outbound_close(&o);
    test_outside_stop(&server);
}

static int
make_certificate(void **state)
{
    (void)state;
    signal(SIGPIPE, SIG_IGN);
    must(mkdtemp(folder) != NULL);
    test_certificate(folder, "server", "DNS:localhost,IP:127.0.0.1");
    snprintf(trusted, sizeof trusted, "%s/server.pem", folder);
    snprintf(key, sizeof key, "%s/server.key", folder);
    return 0;
}

static int
remove_certificate(void **state)
{
    (void)state;
    test_folder_remove(folder);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tls_and_auth_are_as_the_settings_say),
        cmocka_unit_test(a_certificate_that_does_not_hold_gets_no_mail),
        cmocka_unit_test(the_server_may_have_an_authority_of_its_own),
        cmocka_unit_test(a_connection_is_kept),
    };
    return cmocka_run_group_tests(tests, make_certificate, remove_certificate);
}
