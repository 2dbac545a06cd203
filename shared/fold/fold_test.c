/* What people take for the same is folded to the same bytes. */
#include "shared/fold/fold.h"

#include "shared/base/check.h"
#include "shared/base/must.h"
#include "shared/base/test_arena.h"

#include <stdlib.h>

static const struct {
    const char *name, *text, *folded;
} folds[] = {
    {"nothing", "", ""},
    {"blanks of every kind", " \t\n\u00a0\u3000\u2003\x01\xc2\x85 ", ""},
    {"between words one space", "  a \u00a0 b\u3000c ", "a b c"},
    {"case", "GRACE Ǆ", "grace dz"},
    {"accents, composed and apart", "Zoë Zoe\u0308 Ångström", "zoe zoe angstrom"},
    {"Vietnamese", "Nguyễn Đình", "nguyen dinh"},
    {"letters of Latin that have no accent", "Łukasz Øre Þór Æsir ŋ", "lukasz ore thor aesir n"},
    {"sharp s", "Straße STRASSE WEIẞ", "strasse strasse weiss"},
    {"the three sigmas", "ΝΆΞΙΟΣ νάξιος", "ναξιοσ ναξιοσ"},
    {"dotted and dotless i", "İpek IŞIK ışık", "ipek isik isik"},
    {"ligatures and wide letters", "ﬁ Ｇｒａｃｅ ｼﾞ", "fi grace し\u3099"},
    {"digits of every script", "٢٠ ۲۰ २० ２０ 𝟐𝟎 ²", "20 20 20 20 20 2"},
    {"what nobody sees", "\u202asoft\u00adhy\u200bphen\u2060\ufeff\ufe0f\u200d\u061c",
     "softhyphen"},
    {"points of Hebrew and Arabic", "שָׁלוֹם لَيْلَى محـمد", "שלום ليلي محمد"},
    {"letters' own marks stay", "हिन्दी が", "हिन्दी か\u3099"},
    {"a stress mark goes, a letter's breve too", "Бо́рис Йод Ёж", "борис иод еж"},
    {"quotation marks and dashes", "O’Brien ‘a’ “b” 1–2‑3", "o'brien 'a' \"b\" 1-2-3"},
    {"signs that ASCII writes with letters", "©", "(c)"},
    {"middle dots", "ジョン・スミス col·lega", "し\u3099ょんすみす collega"},
    {"Korean syllables fall apart", "홍", "\u1112\u1169\u11bc"},
    {"signs stay", "100% !!! 🎉", "100% !!! 🎉"},
    {"one letter on keyboards of Arabic and of Persian", "علی کریم", "علي كريم"},
    {"letters of Arabic that end a word alike", "فاطمة مصطفى ٱحمد", "فاطمه مصطفي احمد"},
    {"the two Kana", "タナカ ァヶー ﾊﾅｺ", "たなか ぁゖー はなこ"},
    {"apostrophes of keyboards", "O`Brien OʼBrien O′Brien", "o'brien o'brien o'brien"},
};

static void
a_text_is_folded(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(folds); i++) {
        const char *folded = fold(arena, folds[i].text);

        if (strcmp(folded, folds[i].folded) != 0)
            fail_msg("%s: [%s], not [%s]", folds[i].name, folded, folds[i].folded);
    }
}

static void
what_is_folded_stays_as_it_is(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(folds); i++) {
        const char *once = fold(arena, folds[i].text);

        CHECK(folds[i].name, strcmp(fold(arena, once), once) == 0);
    }
}

/* U+FDFA is a sentence in NFKC: the longest that a letter becomes. */
static void
a_letter_that_grows_finds_room(void **state)
{
    char text[200 * 3 + 1] = "";

    (void)state;
    for (int i = 0; i < 200; i++)
        memcpy(text + i * 3, "\xef\xb7\xba", 4);
    assert_int_equal(200 * 18, fold_length(fold(arena, text)));
}

static void
umlauts_are_two_letters(void **state)
{
    static const char *const texts[][2] = {{"Müller", "mueller"},
                                           {"MU\u0308LLER", "mueller"},
                                           {"Søren Åse Köln", "soeren aase koeln"},
                                           {"Weiß Zoë", "weiss zoe"},
                                           {"", ""}};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(texts); i++)
        CHECK(texts[i][0], strcmp(fold_two_letters(arena, texts[i][0]), texts[i][1]) == 0);
}

static const struct {
    const char *name, *folded, *spread;
    bool together;
} spreads[] = {
    {"nothing", "", "", false},
    {"Latin has spaces", "grace hopper", "grace hopper", false},
    {"Han", "王小明", "王 小 明", true},
    {"a single letter", "王", "王", true},
    {"with spaces already", "王 小明", "王 小 明", true},
    {"Kana with its marks", "シ\u3099ョン", "シ\u3099 ョ ン", true},
    {"syllables of Hangul", "\u1112\u1169\u11bc\u1100\u1175\u11af",
     "\u1112\u1169\u11bc \u1100\u1175\u11af", true},
    {"Latin before and after", "a王b", "a 王b", true},
    {"brackets and quotation marks", "x(06 \"a\" [b", "x( 06 \" a\" [ b", false},
    {"other signs", "24/7 o'brien a-b", "24/7 o'brien a-b", false},
};

static void
a_space_stands_before_what_begins_a_word(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(spreads); i++) {
        const char *spread = fold_spread(arena, spreads[i].folded);

        if (strcmp(spread, spreads[i].spread) != 0)
            fail_msg("%s: [%s], not [%s]", spreads[i].name, spread, spreads[i].spread);
        CHECK(spreads[i].name, fold_runs_together(spreads[i].folded) == spreads[i].together);
    }
}

static const struct {
    const char *word, *together, *apart;
} parts[] = {
    {"", NULL, NULL},
    {"grace", NULL, NULL},
    {"(grace).", NULL, NULL},
    {"!!!", NULL, NULL},
    {"o'brien", "obrien", "o brien"},
    {"(j.r.r.)", "jrr", "j r r"},
    {"a--b", "ab", "a b"},
    {"24/7", "247", "24 7"},
    {"हि-न्", "हिन्", "हि न्"},
};

static void
a_word_has_parts(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
        const char *together = fold_parts(arena, parts[i].word, "");
        const char *apart = fold_parts(arena, parts[i].word, " ");

        if (parts[i].together == NULL) {
            CHECK(parts[i].word, together == NULL && apart == NULL);
            continue;
        }
        CHECK(parts[i].word, strcmp(together, parts[i].together) == 0);
        CHECK(parts[i].word, strcmp(apart, parts[i].apart) == 0);
    }
}

static void
a_consonant_stands_for_a_syllable(void **state)
{
    static const char *const texts[][2] = {
        {"\u1112 \u1100 \u1103", "\u1112* \u1100* \u1103"},
        {"\u1112\u1169\u11bc \u1100 \u1103", "\u1112\u1169\u11bc \u1100* \u1103"},
        {"\u1112", NULL},
        {"\u1112\u1169\u11bc \u1100", NULL},
        {"a b", NULL},
        {"", NULL}};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        const char *with = fold_initials(arena, texts[i][0], "*");

        CHECK(texts[i][0], texts[i][1] == NULL ? with == NULL : strcmp(with, texts[i][1]) == 0);
    }
}

static void
a_word_has_a_letter_or_a_digit(void **state)
{
    static const char *const words[] = {"a", "!a", "1", "王", "ليلى", "(0"}, *const signs[] = {
                                                                                 "", "!", "🎉",
                                                                                 "()+", " "};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        CHECK(words[i], fold_is_word(words[i]));
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        CHECK(words[i], fold_has_letter(words[i]) == (strpbrk(words[i], "01") == NULL));
    for (size_t i = 0; i < ARRAY_LEN(signs); i++)
        CHECK(signs[i], !fold_is_word(signs[i]) && !fold_has_letter(signs[i]));
}

static void
words_are_what_stands_between_signs(void **state)
{
    static const struct {
        const char *name, *folded, *words;
    } cases[] = {
        {"nothing", "", ""},
        {"signs alone", " -'/ ", ""},
        {"words", "grace hopper", "grace|hopper|"},
        {"signs", "o'brien (24/7)", "o|brien|24|7|"},
        {"symbols", "\U0001f382ada\U0001f382\U0001f389", "\U0001f382|ada|\U0001f382|\U0001f389|"},
        {"marks of letters", "か\u3099 हिन्दी", "か\u3099|हिन्दी|"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        const char *at = cases[i].folded, *found = "", *word;
        size_t len;

        while ((word = fold_next_word(&at, &len)) != NULL)
            found = arena_printf(arena, "%s%.*s|", found, (int)len, word);
        if (strcmp(found, cases[i].words) != 0)
            fail_msg("%s: %s", cases[i].name, found);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_text_is_folded),
        TEST(what_is_folded_stays_as_it_is),
        TEST(umlauts_are_two_letters),
        TEST(a_letter_that_grows_finds_room),
        TEST(a_space_stands_before_what_begins_a_word),
        TEST(a_word_has_parts),
        TEST(words_are_what_stands_between_signs),
        TEST(a_consonant_stands_for_a_syllable),
        TEST(a_word_has_a_letter_or_a_digit),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
