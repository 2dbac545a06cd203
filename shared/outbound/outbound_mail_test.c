/*
 * Mails to a real server (aiosmtpd, tests/harness/smtp.py), which refuses, delays, drops and
 * garbles as the recipient's address says, and to ones that are none.
 */
#include "shared/outbound/outbound.h"

#include "shared/outbound/test_letter.h"

#include <openssl/sha.h>

static const struct outbound_smtp in_the_clear = {.url = "smtp", .tls = OUTBOUND_TLS_OFF};

static struct outbound *
open_to(const struct test_outside *server, const struct outbound_smtp *how)
{
    return open_trusting(server, how, NULL);
}

/* ---------------------------------------------------------------- what servers say */

static const struct {
    const char *to;
    enum outbound_end end;
    int status;
    bool recipient;
    const char *why;
    const char *enhanced;
} answers[] = {
    {"eve@test.example", OUTBOUND_ANSWERED, 250, false, "", "2.0.0"},
    {"slow-0.3@test.example", OUTBOUND_ANSWERED, 250, false, "", "2.0.0"},
    {"rcpt-550@test.example", OUTBOUND_REFUSED, 550, true, "the server answered 550 5.1.1 to RCPT",
     "5.1.1"},
    {"rcpt-550-5.7.1@test.example", OUTBOUND_REFUSED, 550, true,
     "the server answered 550 5.7.1 to RCPT", "5.7.1"},
    {"rcpt-450@test.example", OUTBOUND_LATER, 450, false, "the server answered 450 4.1.1 to RCPT",
     "4.1.1"},
    {"data-554@test.example", OUTBOUND_REFUSED, 554, false,
     "the server answered 554 5.7.0 to the message", "5.7.0"},
    {"data-451@test.example", OUTBOUND_LATER, 451, false,
     "the server answered 451 4.7.0 to the message", "4.7.0"},
    {"drop@test.example", OUTBOUND_UNKNOWN, 0, false,
     "the connection ended before the message was answered", ""},
    {"garble@test.example", OUTBOUND_UNKNOWN, 0, false,
     "the connection ended before the message was answered", ""},
    {"eve@test.example", OUTBOUND_ANSWERED, 250, false, "", "2.0.0"},
};

static void
every_answer_has_its_end(void **state)
{
    struct test_outside server;
    struct outbound *o;

    (void)state;
    test_outside_start(&server, "harness.smtp", NULL);
    o = open_to(&server, &in_the_clear);
    for (size_t i = 0; i < ARRAY_LEN(answers); i++) {
        struct outbound_result result = mail_to(o, answers[i].to);

        if (result.end != answers[i].end || strcmp(result.why, answers[i].why) != 0)
            fail_msg("%s: %d: %s", answers[i].to, result.end, result.why);
        CHECK(answers[i].to, result.status == answers[i].status);
        CHECK(answers[i].to, result.recipient == answers[i].recipient);
        CHECK(answers[i].to, strcmp(result.enhanced, answers[i].enhanced) == 0);
        CHECK(answers[i].to, !result.refuses_all);
    }
    outbound_close(&o);
    test_outside_stop(&server);
}

/* What is said of the sender, but for the size of its mail, is said of all mails. */
static const struct {
    const char *from;
    enum outbound_end end;
    bool refuses_all;
} senders[] = {
    {"mail-550@test.example", OUTBOUND_LATER, true},
    {"mail-451@test.example", OUTBOUND_LATER, true},
    {"mail-421@test.example", OUTBOUND_LATER, true},
    {"mail-530@test.example", OUTBOUND_LATER, true},
    {"mail-552@test.example", OUTBOUND_REFUSED, false},
    {"ada@test.example", OUTBOUND_ANSWERED, false},
};

static void
a_sender_that_is_refused_costs_no_mail(void **state)
{
    struct test_outside server;
    struct outbound *o;

    (void)state;
    test_outside_start(&server, "harness.smtp", NULL);
    o = open_to(&server, &in_the_clear);
    for (size_t i = 0; i < ARRAY_LEN(senders); i++) {
        struct outbound_letter letter = letter_to("eve@test.example");
        struct outbound_result result;

        letter.from = senders[i].from;
        result = mail(o, &letter);
        if (result.end != senders[i].end || result.refuses_all != senders[i].refuses_all)
            fail_msg("%s: %d: %s", senders[i].from, result.end, result.why);
        CHECK(senders[i].from, !result.recipient);
    }
    outbound_close(&o);
    test_outside_stop(&server);
}

static const struct {
    const char *speaks;
    enum outbound_end end;
} strangers[] = {
    {"garbage", OUTBOUND_GARBAGE},
    {"nothing", OUTBOUND_TIMEOUT},
    {"goodbye", OUTBOUND_LATER},
    {"busy", OUTBOUND_LATER},
};

/* None of them refuses the mail, so none may be taken for a refusal. */
static void
servers_that_are_none(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(strangers); i++) {
        struct test_outside server;
        struct outbound *o;
        struct outbound_letter letter = letter_to("eve@test.example");
        struct outbound_result result;

        test_outside_start(&server, "harness.smtp", "--speak", strangers[i].speaks, NULL);
        o = open_to(&server, &in_the_clear);
        letter.timeout_ms = 1000;
        result = mail(o, &letter);
        if (result.end != strangers[i].end && result.end != OUTBOUND_TIMEOUT)
            fail_msg("%s: %d: %s", strangers[i].speaks, result.end, result.why);
        CHECK(strangers[i].speaks, result.refuses_all == (result.end == OUTBOUND_LATER));
        outbound_close(&o);
        test_outside_stop(&server);
        o = open_to(&server, &in_the_clear);
        CHECK("gone", mail(o, &letter).end == OUTBOUND_UNREACHABLE);
        outbound_close(&o);
    }
}

static void
a_message_that_is_never_answered_is_unknown(void **state)
{
    struct test_outside server;
    struct outbound *o;
    struct outbound_letter letter = letter_to("hang@test.example");
    struct outbound_result result;

    (void)state;
    test_outside_start(&server, "harness.smtp", NULL);
    o = open_to(&server, &in_the_clear);
    letter.timeout_ms = 1500;
    result = mail(o, &letter);
    assert_int_equal(result.end, OUTBOUND_UNKNOWN);
    assert_true(result.took_ms >= 1500);
    assert_int_equal(mail_to(o, "eve@test.example").end, OUTBOUND_ANSWERED);
    outbound_close(&o);
    test_outside_stop(&server);
}

/* ---------------------------------------------------------------- the message */

static void
expect_taken(struct test_outside *server, struct bytes message)
{
    uint8_t digest[SHA256_DIGEST_LENGTH];
    char want[16 + 2 * sizeof digest] = "\"message\": \"";

    SHA256(message.data, message.len, digest);
    for (size_t i = 0; i < sizeof digest; i++)
        sprintf(want + strlen(want), "%02x", digest[i]);
    assert_true(test_outside_has(server, want));
}

static const char *const messages[] = {
    ".\r\n",
    "..\r\n",
    "a: b\r\n\r\n.\r\n",
    "a: b\r\n\r\n.\r\n.\r\n..\r\n...\r\n.x\r\n x.\r\n",
    "a: b\r\n\r\n\r\n.\r\nQUIT\r\n\r\n",
    "\r\n",
    "\r\n\r\n",
};

static void
a_message_arrives_byte_for_byte(void **state)
{
    struct test_outside server;
    struct outbound *o;
    struct outbound_letter letter = letter_to("eve@test.example");
    struct buf large = {.data = NULL};

    (void)state;
    test_outside_start(&server, "harness.smtp", NULL);
    o = open_to(&server, &in_the_clear);
    for (size_t i = 0; i < ARRAY_LEN(messages); i++) {
        letter.message = bytes_of(messages[i]);
        CHECK(messages[i], mail(o, &letter).end == OUTBOUND_ANSWERED);
        expect_taken(&server, letter.message);
    }
    while (large.len < 3000000)
        buf_add_text(&large, ".a line that begins with a dot\r\n");
    letter.message = (struct bytes){large.data, large.len};
    assert_int_equal(mail(o, &letter).end, OUTBOUND_ANSWERED);
    expect_taken(&server, letter.message);
    buf_fini(&large);
    outbound_close(&o);
    test_outside_stop(&server);
}

static void
malformed_letters_are_not_sent(void **state)
{
    struct test_outside server;
    struct outbound *o;
    struct outbound_letter letter = letter_to("eve@test.example>\r\nRCPT TO:<bob@test.example");

    (void)state;
    test_outside_start(&server, "harness.smtp", NULL);
    o = open_to(&server, &in_the_clear);
    assert_int_equal(mail(o, &letter).end, OUTBOUND_MALFORMED);
    letter = letter_to("eve");
    assert_int_equal(mail(o, &letter).end, OUTBOUND_MALFORMED);
    letter = letter_to("eve@test.example");
    letter.message = bytes_of("x\n.\nRCPT TO:<bob@test.example>\r\n");
    assert_int_equal(mail(o, &letter).end, OUTBOUND_MALFORMED);
    assert_true(test_outside_has(&server, "\"connections\": 0"));
    outbound_close(&o);
    test_outside_stop(&server);
}

#define MUELLER "m\xc3\xbcller@test.example"

static void
addresses_beyond_ascii_need_a_server_that_takes_them(void **state)
{
    struct test_outside able, unable;
    struct outbound *o;
    struct outbound_result result;

    (void)state;
    test_outside_start(&able, "harness.smtp", NULL);
    o = open_to(&able, &in_the_clear);
    assert_int_equal(mail_to(o, MUELLER).end, OUTBOUND_ANSWERED);
    assert_true(test_outside_has(&able, "SMTPUTF8"));
    assert_non_null(strstr(able.seen, "m\\u00fcller@test.example"));
    assert_int_equal(mail_to(o, "eve@test.example").end, OUTBOUND_ANSWERED);
    assert_false(test_outside_has(&able, "SMTPUTF8"));
    assert_int_equal(mail_to(o, "eve@b\xc3\xbc"
                                "cher.example")
                         .end,
                     OUTBOUND_ANSWERED);
    assert_true(test_outside_has(&able, "eve@xn--bcher-kva.example"));
    outbound_close(&o);
    test_outside_stop(&able);

    test_outside_start(&unable, "harness.smtp", "--ascii", NULL);
    o = open_to(&unable, &in_the_clear);
    for (int i = 0; i < 2; i++) {
        result = mail_to(o, MUELLER);
        assert_int_equal(result.end, OUTBOUND_REFUSED);
        assert_true(result.recipient);
        assert_int_equal(mail_to(o, "eve@test.example").end, OUTBOUND_ANSWERED);
    }
    assert_true(test_outside_has(&unable, "\"mails\": 2,"));
    outbound_close(&o);
    test_outside_stop(&unable);
}

/* ---------------------------------------------------------------- connections */

/* It said 421, or nothing at all, meanwhile: the mail goes by another one, at once and once. */
static void
a_connection_that_the_server_gave_up_costs_nothing(void **state)
{
    static const char *const hosts[] = {"leave@test.example", "cut@test.example"};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(hosts); i++) {
        struct test_outside server;
        struct outbound *o;

        test_outside_start(&server, "harness.smtp", NULL);
        o = open_to(&server, &in_the_clear);
        for (int k = 0; k < 3; k++) {
            CHECK(hosts[i], mail_to(o, hosts[i]).end == OUTBOUND_ANSWERED);
            CHECK(hosts[i], mail_to(o, "eve@test.example").end == OUTBOUND_ANSWERED);
        }
        CHECK(hosts[i], test_outside_has(&server, "\"mails\": 6,"));
        outbound_close(&o);
        test_outside_stop(&server);
    }
}

static void
as_many_as_the_limits(void **state)
{
    struct test_outside server;
    struct outbound *o;
    struct outbound_smtp how = in_the_clear;
    struct outbound_letter letter = letter_to("slow-0.2@test.example");
    struct test_end end = {.ends = 0};

    (void)state;
    test_outside_start(&server, "harness.smtp", NULL);
    how.connections = 3;
    o = open_to(&server, &how);
    for (int i = 0; i < 6; i++)
        assert_int_equal(outbound_mail(o, &letter, test_ended, &end), OK);
    assert_int_equal(outbound_mail(o, &letter, test_ended, &end), ERR_OVERLOADED);
    assert_int_equal(outbound_busy(o), 6);
    TURNS_UNTIL(o, end.ends == 6);
    assert_true(test_outside_has(&server, "{\"connections\": 3, \"mails\": 6,"));
    assert_int_equal(outbound_mail(o, &letter, test_ended, &end), OK);
    TURNS_UNTIL(o, end.ends == 7);
    outbound_close(&o);
    test_outside_stop(&server);
}

/* Mails that the server holds for ever, one that waits, and a kept connection to a server that is
 * stopped. */
static void
the_end_waits_for_no_server(void **state)
{
    struct test_outside server;
    struct outbound *o;
    struct outbound_letter letter = letter_to("hang@test.example");
    struct test_end end = {.ends = 0};
    int64_t began_ms;

    (void)state;
    test_outside_start(&server, "harness.smtp", NULL);
    o = open_to(&server, &in_the_clear);
    for (int i = 0; i < 2; i++)
        assert_int_equal(outbound_mail(o, &letter, test_ended, &end), OK);
    outbound_turn(o, 300);
    began_ms = monotonic_ms();
    outbound_close(&o);
    assert_int_equal(end.ends, 0);

    o = open_to(&server, &in_the_clear);
    assert_int_equal(mail_to(o, "eve@test.example").end, OUTBOUND_ANSWERED);
    kill(server.pid, SIGSTOP);
    outbound_close(&o);
    assert_true(monotonic_ms() - began_ms <
                TEST_OUTSIDE_PATIENCE_MS / 2); /* the letters' own limit is all of it */
    test_outside_stop(&server);
}

static void
without_settings_there_is_no_mail(void **state)
{
    struct outbound *o = outbound_open(&(struct outbound_conf){.allowed = NULL});
    struct outbound_letter letter = letter_to("eve@test.example");

    (void)state;
    assert_int_equal(outbound_mail(o, &letter, test_ended, NULL), ERR_NOT_SUPPORTED);
    outbound_close(&o);
}

static const struct outbound_smtp no_urls[] = {
    {.url = "http://127.0.0.1:25"}, {.url = "127.0.0.1:25"},      {.url = ""}, {.url = "smtp://"},
    {.url = "smtp://ada@host"},     {.url = "smtp://host:99999"},
};

static int
end_of_open(const struct outbound_conf *conf)
{
    int status;
    pid_t pid = fork();

    if (pid == 0) {
        struct outbound *o = outbound_open(conf);

        outbound_close(&o);
        _exit(0);
    }
    must(waitpid(pid, &status, 0) == pid && WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void
settings_that_cannot_be_end_the_program(void **state)
{
    const struct outbound_smtp good = {.url = "smtp://127.0.0.1:25"};
    const struct outbound_smtp unread = {.url = good.url, .authorities = "/nowhere.pem"};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(no_urls); i++)
        CHECK(no_urls[i].url, end_of_open(&(struct outbound_conf){.smtp = &no_urls[i]}) == 1);
    assert_int_equal(end_of_open(&(struct outbound_conf){.smtp = &good}), 0);
    assert_int_equal(end_of_open(&(struct outbound_conf){.allowed = "10.0.0.0/33"}), 1);
    assert_int_equal(end_of_open(&(struct outbound_conf){.authorities = "/nowhere.pem"}), 1);
    assert_int_equal(end_of_open(&(struct outbound_conf){.smtp = &unread}), 1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(settings_that_cannot_be_end_the_program),
        cmocka_unit_test(without_settings_there_is_no_mail),
        cmocka_unit_test(every_answer_has_its_end),
        cmocka_unit_test(a_sender_that_is_refused_costs_no_mail),
        cmocka_unit_test(servers_that_are_none),
        cmocka_unit_test(a_message_that_is_never_answered_is_unknown),
        cmocka_unit_test(a_message_arrives_byte_for_byte),
        cmocka_unit_test(malformed_letters_are_not_sent),
        cmocka_unit_test(addresses_beyond_ascii_need_a_server_that_takes_them),
        cmocka_unit_test(a_connection_that_the_server_gave_up_costs_nothing),
        cmocka_unit_test(as_many_as_the_limits),
        cmocka_unit_test(the_end_waits_for_no_server),
    };
    signal(SIGPIPE, SIG_IGN);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
