#include "shared/outbound/letter.h"

#include "shared/base/check.h"
#include "shared/base/must.h"

#define MUELLER "m\xc3\xbcller@example.org"
#define BUECHER                                                                                    \
    "ada@b\xc3\xbc"                                                                                \
    "cher.example"

static const struct {
    const char *from, *to, *message;
    const char *fault; /* a part of it; NULL: none */
    bool utf8;
} cases[] = {
    {"ada@example.org", "eve@example.org", "A: b\r\n\r\nhi\r\n", NULL, false},
    {"ada@example.org", "eve@localhost", "\r\n", NULL, false},
    {"ada@example.org", "eve+tag.x'y!#$%&*/=?^_`{|}~-@example.org", "x\r\n", NULL, false},
    {"ada@example.org", MUELLER, "To: " MUELLER "\r\n\r\n", NULL, true},
    {"ada@example.org", MUELLER, "x\r\n", NULL, true},
    {MUELLER, "ada@example.org", "x\r\n", NULL, true},
    {"ada@example.org", BUECHER, "x\r\n", NULL, false},
    {"ada@example.org", BUECHER, "To: " BUECHER "\r\n", NULL, true},
    {"ada@example.org", "eve@example.org", "h\xc3\xa9\r\n", "above 127", true},
    {"ada", "eve@example.org", "x\r\n", "sender", false},
    {"", "eve@example.org", "x\r\n", "sender", false},
    {"ada@example.org", "", "x\r\n", "recipient", false},
    {"ada@example.org", "eve", "x\r\n", "recipient", false},
    {"ada@example.org", "@example.org", "x\r\n", "recipient", false},
    {"ada@example.org", "eve@", "x\r\n", "recipient", false},
    {"ada@example.org", "eve@x@example.org", "x\r\n", "recipient", false},
    {"ada@example.org", "e ve@example.org", "x\r\n", "recipient", false},
    {"ada@example.org", "eve@example.org>\r\nRSET", "x\r\n", "recipient", false},
    {"ada@example.org", "eve@example.org\r\nDATA", "x\r\n", "recipient", false},
    {"ada@example.org", "eve@example.org>", "x\r\n", "recipient", false},
    {"ada@example.org", "<eve@example.org", "x\r\n", "recipient", false},
    {"ada@example.org", "eve@example.org,bob@example.org", "x\r\n", "recipient", false},
    {"ada@example.org", "\"a b\"@example.org", "x\r\n", "recipient", false},
    {"ada@example.org", "eve\x7f@example.org", "x\r\n", "recipient", false},
    {"ada@example.org", "\xc3@example.org", "x\r\n", "recipient", true},
    {"ada@example.org", "eve@example.org", "", "end with a line", false},
    {"ada@example.org", "eve@example.org", "x", "end with a line", false},
    {"ada@example.org", "eve@example.org", "x\r\ny", "end with a line", false},
    {"ada@example.org", "eve@example.org", "x\n", "CR or LF", false},
    {"ada@example.org", "eve@example.org", "\n", "CR or LF", false},
    {"ada@example.org", "eve@example.org", "x\r", "CR or LF", false},
    {"ada@example.org", "eve@example.org", "x\ry\r\n", "CR or LF", false},
    {"ada@example.org", "eve@example.org", "x\r\r\n", "CR or LF", false},
    {"ada@example.org", "eve@example.org", "x\r\n\n.\n\r\n", "CR or LF", false},
    {"ada@example.org", "eve@example.org", "x\n.\r\ny\r\n", "CR or LF", false},
    {"ada@example.org", "eve@example.org", "x\r.\r\ny\r\n", "CR or LF", false},
};

static void
letters_are_judged(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct bytes message = bytes_of(cases[i].message);
        const char *fault = letter_fault(cases[i].from, cases[i].to, message);

        if (cases[i].fault == NULL)
            CHECK(cases[i].to, fault == NULL);
        else
            CHECK(cases[i].message, fault != NULL && strstr(fault, cases[i].fault) != NULL);
        CHECK(cases[i].to, letter_needs_utf8(cases[i].from, cases[i].to, message) == cases[i].utf8);
    }
}

static void
a_nul_is_no_part_of_a_message(void **state)
{
    (void)state;
    assert_non_null(letter_fault("a@b", "c@d", (struct bytes){(const uint8_t *)"a\0b\r\n", 5}));
}

static void
a_line_has_a_longest_length(void **state)
{
    char text[LETTER_LINE_MAX + 4];
    struct bytes message = {(const uint8_t *)text, LETTER_LINE_MAX + 2};

    (void)state;
    memset(text, 'x', sizeof text);
    memcpy(text + LETTER_LINE_MAX, "\r\n", 2);
    assert_null(letter_fault("a@b", "c@d", message));
    memcpy(text + LETTER_LINE_MAX, "x\r\n", 3);
    message.len++;
    assert_non_null(letter_fault("a@b", "c@d", message));
}

/* Its local part and all of it, each as long as it may be and one byte longer. */
static void
an_address_has_a_longest_length(void **state)
{
    char text[LETTER_ADDRESS_MAX + 2];

    (void)state;
    memset(text, 'x', sizeof text);
    text[LETTER_LOCAL_MAX] = '@';
    text[LETTER_ADDRESS_MAX] = '\0';
    assert_null(letter_fault("a@b", text, bytes_of("x\r\n")));
    text[LETTER_ADDRESS_MAX] = 'x';
    text[LETTER_ADDRESS_MAX + 1] = '\0';
    assert_non_null(letter_fault("a@b", text, bytes_of("x\r\n")));
    text[LETTER_LOCAL_MAX] = 'x';
    text[LETTER_LOCAL_MAX + 1] = '@';
    text[LETTER_ADDRESS_MAX] = '\0';
    assert_non_null(letter_fault("a@b", text, bytes_of("x\r\n")));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters_are_judged),
        cmocka_unit_test(a_nul_is_no_part_of_a_message),
        cmocka_unit_test(a_line_has_a_longest_length),
        cmocka_unit_test(an_address_has_a_longest_length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
