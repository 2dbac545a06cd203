#include "shared/outbound/smtp_reply.h"

#include "shared/base/check.h"
#include "shared/base/must.h"

static const struct {
    const char *line;
    int code; /* 0: no reply */
    const char *enhanced;
    bool is_last;
} cases[] = {
    {"250 2.1.5 OK\r\n", 250, "2.1.5", true},
    {"250-SIZE 1000\r\n", 250, "", false},
    {"550 5.1.1 <ada@example.org>: no such user\r\n", 550, "5.1.1", true},
    {"550-5.7.26 not this one\r\n", 550, "5.7.26", false},
    {"452 4.123.456 full", 452, "4.123.456", true},
    {"452 4.1234.5 full", 452, "", true},
    {"250", 250, "", true},
    {"250 ", 250, "", true},
    {"250-", 250, "", false},
    {"354 go", 354, "", true},
    {"550 5.1.1", 550, "5.1.1", true},
    {"550 5.1.", 550, "", true},
    {"550 5.1", 550, "", true},
    {"550 5", 550, "", true},
    {"550 5.1.1x", 550, "", true},
    {"550 7.1.1 x", 550, "", true},
    {"550 5..1 x", 550, "", true},
    {"", 0, "", true},
    {"\r\n", 0, "", true},
    {"25", 0, "", true},
    {"2500 x", 0, "", true},
    {"150 x", 0, "", true},
    {"650 x", 0, "", true},
    {"2x0 x", 0, "", true},
    {"HTTP/1.1 200 OK\r\n", 0, "", true},
};

static void
lines_are_read_or_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct smtp_reply out = {.code = 77};
        bool is = smtp_reply_read(bytes_of(cases[i].line), &out);

        CHECK(cases[i].line, is == (cases[i].code > 0));
        CHECK(cases[i].line, out.code == (is ? cases[i].code : 77));
        CHECK(cases[i].line, !is || strcmp(out.enhanced, cases[i].enhanced) == 0);
        CHECK(cases[i].line, !is || out.is_last == cases[i].is_last);
    }
}

static void
extensions_are_found(void **state)
{
    (void)state;
    assert_true(smtp_reply_offers(bytes_of("250-SMTPUTF8\r\n"), "SMTPUTF8"));
    assert_true(smtp_reply_offers(bytes_of("250 smtputf8\r\n"), "SMTPUTF8"));
    assert_true(smtp_reply_offers(bytes_of("250-SMTPUTF8 now\r\n"), "SMTPUTF8"));
    assert_false(smtp_reply_offers(bytes_of("250-SMTPUTF\r\n"), "SMTPUTF8"));
    assert_false(smtp_reply_offers(bytes_of("250-SMTPUTF88\r\n"), "SMTPUTF8"));
    assert_false(smtp_reply_offers(bytes_of("250-no SMTPUTF8\r\n"), "SMTPUTF8"));
    assert_false(smtp_reply_offers(bytes_of("550-SMTPUTF8\r\n"), "SMTPUTF8"));
    assert_false(smtp_reply_offers(bytes_of("250\r\n"), "SMTPUTF8"));
    assert_false(smtp_reply_offers(bytes_of(""), "SMTPUTF8"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_read_or_refused),
        cmocka_unit_test(extensions_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
