#include "shared/base/utf8.h"

#include "shared/base/check.h"
#include "shared/base/must.h"

#include <stdbool.h>

static const struct {
    const char *name, *text;
    size_t len;
    int64_t count; /* -1: not UTF-8 */
    size_t first;  /* bytes of the first character, 0: there is none */
} texts[] = {
    {"nothing", "", 0, 0, 0},
    {"ASCII", "abc", 3, 3, 1},
    {"NUL is a character", "\0", 1, 1, 1},
    {"two bytes, the first", "\xc2\x80", 2, 1, 2},
    {"two bytes, the last", "\xdf\xbf", 2, 1, 2},
    {"three bytes, the first", "\xe0\xa0\x80", 3, 1, 3},
    {"three bytes, the last", "\xef\xbf\xbf", 3, 1, 3},
    {"four bytes, the first", "\xf0\x90\x80\x80", 4, 1, 4},
    {"four bytes, the last: U+10FFFF", "\xf4\x8f\xbf\xbf", 4, 1, 4},
    {"before the surrogates", "\xed\x9f\xbf", 3, 1, 3},
    {"behind the surrogates", "\xee\x80\x80", 3, 1, 3},
    {"mixed", "a\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80z", 11, 5, 1},
    {"a continuation alone", "\x80", 1, -1, 0},
    {"two bytes for an ASCII character", "\xc1\xbf", 2, -1, 0},
    {"three bytes where two would do", "\xe0\x9f\xbf", 3, -1, 0},
    {"four bytes where three would do", "\xf0\x8f\xbf\xbf", 4, -1, 0},
    {"the first surrogate", "\xed\xa0\x80", 3, -1, 0},
    {"the last surrogate", "\xed\xbf\xbf", 3, -1, 0},
    {"above U+10FFFF", "\xf4\x90\x80\x80", 4, -1, 0},
    {"a lead that no character has", "\xf5\x80\x80\x80", 4, -1, 0},
    {"cut after the lead", "\xc3", 1, -1, 0},
    {"cut in three bytes", "\xe2\x82", 2, -1, 0},
    {"cut in four bytes", "\xf0\x9f\x98", 3, -1, 0},
    {"another character within", "\xe2\x82z", 3, -1, 0},
    {"broken behind a good one", "a\xff", 2, -1, 1},
};

static void
text_is_counted_or_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        CHECK(texts[i].name, utf8_count(texts[i].text, texts[i].len) == texts[i].count);
        CHECK(texts[i].name,
              utf8_char_len((const uint8_t *)texts[i].text, texts[i].len) == texts[i].first);
    }
}

/* Every code point, written by the definition and read by the table. */
static void
every_character_is_well_formed_but_surrogates(void **state)
{
    (void)state;
    for (uint32_t c = 0x80; c < 0x120000; c++) {
        size_t n = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
        bool good = c < 0x110000 && (c < 0xd800 || c > 0xdfff);
        uint8_t s[4];

        for (size_t i = n; i-- > 1;)
            s[i] = (uint8_t)(0x80 | (c >> 6 * (n - 1 - i) & 0x3f));
        s[0] = (uint8_t)((n == 2 ? 0xc0 : n == 3 ? 0xe0 : 0xf0) | c >> 6 * (n - 1));
        assert_int_equal(utf8_char_len(s, n), good ? n : 0);
        assert_int_equal(utf8_char_len(s, n - 1), 0);
    }
}

static void
controls_become_spaces(void **state)
{
    char text[] = "a\tb\x7f\n\xc3\xa4";

    (void)state;
    utf8_replace_controls(text, sizeof text - 1);
    assert_string_equal(text, "a b  \xc3\xa4");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_counted_or_refused),
        cmocka_unit_test(every_character_is_well_formed_but_surrogates),
        cmocka_unit_test(controls_become_spaces),
    };

    return cmocka_run_group_tests_name("utf8", tests, NULL, NULL);
}
