#include "shared/base/unicode.h"

#include "shared/base/must.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

static struct arena *arena;

static const struct {
    const char *name, *text, *normal;
} texts[] = {
    {"nothing", "", ""},
    {"ASCII", "correct horse 7 battery", "correct horse 7 battery"},
    {"one letter with its accent", "Z\u00fcrich", "Z\u00fcrich"},
    {"an accent on its own", "Zu\u0308rich", "Z\u00fcrich"},
    {"two accents in either order", "a\u0323\u0307 a\u0307\u0323", "\u1ea1\u0307 \u1ea1\u0307"},
    {"an accent that no letter takes", "q\u0308", "q\u0308"},
    {"an accent that nothing carries", "\u0308x", "\u0308x"},
    {"Hangul by its parts", "\u1112\u1161\u11ab\u1100\u1173\u11af", "\ud55c\uae00"},
    {"full-width letters, digits and space", "\uff30\uff41\uff53\uff53\u3000\uff17", "Pass 7"},
    {"half-width kana with its mark", "\uff76\uff9e", "\u30ac"},
    {"ligatures", "\ufb01n \ufb00", "fin ff"},
    {"superscript and fraction", "x\u00b2 \u00bd", "x2 1\u20442"},
    {"a no-break space", "a\u00a0b", "a b"},
    {"a mathematical letter", "\U0001d400", "A"},
    {"the Kelvin sign", "\u212a", "K"},
    {"a letter that stands for itself only in NFD", "\u0958", "\u0915\u093c"},
    {"one that becomes eighteen", "\ufdfa",
     "\u0635\u0644\u0649 \u0627\u0644\u0644\u0647 \u0639\u0644\u064a\u0647 "
     "\u0648\u0633\u0644\u0645"},
    {"an emoji of several", "\U0001f469\u200d\U0001f4bb", "\U0001f469\u200d\U0001f4bb"},
    {"capitals stay", "\u0130I\u00df", "\u0130I\u00df"},
    {"Latin-1 is no UTF-8", "Z\xfcrich", "Z\xfcrich"},
    {"half a character", "Z\xc3", "Z\xc3"},
    {"a surrogate", "\xed\xa0\x80", "\xed\xa0\x80"},
};

static void
what_looks_the_same_becomes_the_same(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        const char *normal = unicode_nfkc(arena, texts[i].text);

        print_message("  %s\n", texts[i].name);
        assert_string_equal(normal, texts[i].normal);
        assert_string_equal(unicode_nfkc(arena, normal), normal);
        assert_int_equal(unicode_nfkc_len(texts[i].text, strlen(texts[i].text)), strlen(normal));
    }
}

static void
the_length_is_that_of_the_bytes_given(void **state)
{
    (void)state;
    assert_int_equal(unicode_nfkc_len("\uff30\uff41", 3), 1);
    assert_int_equal(unicode_nfkc_len("\uff30\uff41", 4), 4); /* no UTF-8 */
    assert_int_equal(unicode_nfkc_len("", 0), 0);
}

/* Marks that must all be put in order, and letters that become most. */
static void
long_texts_have_the_length_that_is_said(void **state)
{
    static const struct {
        const char *piece;
        size_t grows; /* bytes of one */
    } pieces[] = {
        {"\u0308\u0323", 4}, {"\ufdfa", 33}, {"\u1112\u1161\u11ab", 3}, {"\xf0\x9f\x94\x91", 4}};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(pieces); i++) {
        size_t len = strlen(pieces[i].piece);
        char *text = arena_array(arena, char, 1024 * len + 1);

        for (size_t n = 0; n < 1024; n++)
            memcpy(text + n * len, pieces[i].piece, len);
        assert_int_equal(unicode_nfkc_len(text, 1024 * len), 1024 * pieces[i].grows);
        assert_int_equal(strlen(unicode_nfkc(arena, text)), 1024 * pieces[i].grows);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_looks_the_same_becomes_the_same),
        cmocka_unit_test(the_length_is_that_of_the_bytes_given),
        cmocka_unit_test(long_texts_have_the_length_that_is_said),
    };
    int failed;

    arena = arena_new(16 << 20);
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_destroy(arena);
    return failed;
}
