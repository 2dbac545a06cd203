/* Whatever people write, it is text in a mail and nothing else. */
#include "services/delivery/mime.h"

#include "shared/base/check.h"
#include "shared/base/must.h"
#include "shared/base/test_arena.h"
#include "shared/base/utf8.h"

static const struct {
    const char *name, *text;
    size_t most;
    const char *clean;
} texts[] = {
    {"a name", "Ada Lovelace", 100, "Ada Lovelace"},
    {"other scripts", "Zoë 李 🎉", 100, "Zoë 李 🎉"},
    {"line ends are blanks", "Ada\r\nBcc: eve@example.org", 100, "Ada Bcc: eve@example.org"},
    {"every kind of line end",
     "a\rb\nc\vd\fe\xc2\x85"
     "f\u2028g\u2029h",
     100, "a b c d e f g h"},
    {"blanks at the ends and in a row", " \t a  \u00a0 b\u3000 ", 100, "a b"},
    {"nothing", "", 100, ""},
    {"nothing but blanks", " \r\n\t", 100, ""},
    {"bytes that are no text", "a\xff\xc3 b\xed\xa0\x80", 100, "a\ufffd\ufffd b\ufffd\ufffd\ufffd"},
    {"writing that is turned around", "a\u202egpj.exe\u2066b\u200f", 100, "a gpj.exe b"},
    {"as long as it may be", "12345678", 8, "12345678"},
    {"cut", "123456789", 8, "12345678…"},
    {"cut between characters", "1234567ë", 8, "1234567…"},
    {"a blank at the end is nothing to be cut", "12345678 ", 9, "12345678"},
};

static void
texts_are_cleaned(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        const char *clean = mime_clean(arena, texts[i].text, texts[i].most);

        if (strcmp(clean, texts[i].clean) != 0)
            fail_msg("%s: [%s], not [%s]", texts[i].name, clean, texts[i].clean);
        assert_true(utf8_count(clean, strlen(clean)) >= 0);
        assert_string_equal(mime_clean(arena, clean, 200), clean);
    }
}

static const struct {
    const char *name, *text, *header;
} headers[] = {
    {"plain", "Confirm your e-mail address", "Subject: Confirm your e-mail address\r\n"},
    {"empty", "", "Subject: \r\n"},
    {"not ASCII", "Zoë", "Subject: =?UTF-8?B?Wm/Dqw==?=\r\n"},
    {"what looks encoded", "=?x", "Subject: =?UTF-8?B?PT94?=\r\n"},
    {"67 characters", "1234567890123456789012345678901234567890123456789012345678901234567",
     "Subject: 1234567890123456789012345678901234567890123456789012345678901234567\r\n"},
    {"68 characters", "12345678901234567890123456789012345678901234567890123456789012345678",
     "Subject: =?UTF-8?B?MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5?=\r\n"
     " =?UTF-8?B?MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg=?=\r\n"},
    {"a character at the end of a word", "12345678901234567890123456789012345678ëëëëëëëëëëëëëëë",
     "Subject: =?UTF-8?B?MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg=?=\r\n"
     " =?UTF-8?B?w6vDq8Orw6vDq8Orw6vDq8Orw6vDq8Orw6vDq8Or?=\r\n"},
};

static void
assert_written(const char *name, struct buf *out, const char *want)
{
    buf_add(out, "", 1);
    if (strcmp((const char *)out->data, want) != 0)
        fail_msg("%s: [%s], not [%s]", name, (const char *)out->data, want);
    buf_fini(out);
}

static void
headers_are_folded(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(headers); i++) {
        struct buf out;

        buf_init(&out);
        mime_header(&out, "Subject", headers[i].text);
        assert_written(headers[i].name, &out, headers[i].header);
    }
}

static const struct {
    const char *name, *display, *header;
} mailboxes[] = {
    {"no name", NULL, "To: <a@example.org>\r\n"},
    {"an empty name", "", "To: <a@example.org>\r\n"},
    {"atoms", "Ada Lovelace", "To: Ada Lovelace\r\n <a@example.org>\r\n"},
    {"signs that quote or end a name", "Ada <b@example.org>, \"Eve\"",
     "To: =?UTF-8?B?QWRhIDxiQGV4YW1wbGUub3JnPiwgIkV2ZSI=?=\r\n <a@example.org>\r\n"},
    {"a full stop is no atom", "Dr. Ada", "To: =?UTF-8?B?RHIuIEFkYQ==?=\r\n <a@example.org>\r\n"},
};

static void
names_cannot_be_addresses(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(mailboxes); i++) {
        struct buf out;

        buf_init(&out);
        mime_mailbox(&out, "To", mailboxes[i].display, "a@example.org");
        assert_written(mailboxes[i].name, &out, mailboxes[i].header);
    }
}

#define TEN     "1234567890"
#define SEVENTY TEN TEN TEN TEN TEN TEN TEN

static const struct {
    const char *name, *text, *coded;
} bodies[] = {
    {"nothing", "", ""},
    {"lines", "a\nb\n", "a\r\nb\r\n"},
    {"no line end at the end", "a", "a\r\n"},
    {"not ASCII", "Zoë = 1\n", "Zo=C3=AB =3D 1\r\n"},
    {"blanks at the end of a line", "a \n\n b", "a=20\r\n\r\n b\r\n"},
    {"a blank at the very end", "a ", "a=20\r\n"},
    {"75 characters", SEVENTY "12345\n", SEVENTY "12345\r\n"},
    {"76 characters", SEVENTY "123456\n", SEVENTY "12345=\r\n6\r\n"},
    {"a code is not cut", SEVENTY "123\xc3\xab\n", SEVENTY "123=\r\n=C3=AB\r\n"},
};

static void
bodies_are_quoted_printable(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(bodies); i++) {
        struct buf out;

        buf_init(&out);
        mime_quoted_printable(&out, bodies[i].text);
        assert_written(bodies[i].name, &out, bodies[i].coded);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(texts_are_cleaned, set_up, tear_down),
        cmocka_unit_test(headers_are_folded),
        cmocka_unit_test(names_cannot_be_addresses),
        cmocka_unit_test(bodies_are_quoted_printable),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
