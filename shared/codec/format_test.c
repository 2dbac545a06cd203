#include "shared/codec/format.h"

#include "shared/base/must.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdbool.h>
#include <string.h>

/* So many of a piece. */
static const char *
repeated(const char *piece, size_t times)
{
    static char text[512];
    size_t len = strlen(piece);

    must((times + 1) * len < sizeof text);
    for (size_t i = 0; i < times; i++)
        memcpy(text + i * len, piece, len);
    text[times * len] = '\0';
    return text;
}

static const struct {
    const char *piece;
    size_t least, most;
} passwords[] = {
    {"x", 10, 72},
    {"\u00fc", 5, 36},             /* two bytes */
    {"u\u0308", 5, 36},            /* three, two in NFKC */
    {"\uff58", 10, 72},            /* three, one in NFKC */
    {"\ufdfa", 1, 2},              /* three, 33 in NFKC */
    {"\u1112\u1161\u11ab", 4, 24}, /* nine, three in NFKC */
};

static void
passwords_have_ten_to_72_bytes_in_nfkc(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(passwords); i++)
        for (size_t times = 0; times < 80 && times * strlen(passwords[i].piece) < 500; times++) {
            const char *text = repeated(passwords[i].piece, times);
            bool fine = passwords[i].least <= times && times <= passwords[i].most;

            if ((format_password(text, strlen(text)) == NULL) != fine)
                fail_msg("%zu of %s", times, passwords[i].piece);
        }
}

static const struct {
    const char *text;
    bool fine;
} colors[] = {
    {"#000000", true},
    {"#aBcDeF", true},
    {"aliceblue", true},
    {"yellowgreen", true},
    {"red", true},
    {"grey", true},
    {"lightgoldenrodyellow", true},
    {"", false},
    {"#", false},
    {"#00000", false},
    {"#0000000", false},
    {"#00000g", false},
    {"000000", false},
    {"Red", false},
    {"re", false},
    {"redd", false},
    {"alice", false},
    {"aliceblues", false},
    {"transparent", false},
    {"#fff", false},
    {"red\n", false},
    {"rebeccapurple", false},
};

static void
colors_are_those_of_css_3(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(colors); i++)
        if ((format_color(colors[i].text, strlen(colors[i].text)) == NULL) != colors[i].fine)
            fail_msg("%s", colors[i].text);
    assert_non_null(format_color("#00000\0", 7));
    assert_non_null(format_color("red\0", 4));
    assert_null(format_color("red, and more", 3));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(passwords_have_ten_to_72_bytes_in_nfkc),
        cmocka_unit_test(colors_are_those_of_css_3),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
