/* What is typed becomes what is looked for in haystacks, and contacts become haystacks. */
#include "services/contact/search.h"

#include "services/contact/haystack.h"
#include "services/contact/phone.h"
#include "shared/base/check.h"
#include "shared/base/must.h"
#include "shared/base/test_arena.h"
#include "shared/base/utf8.h"

#define I PHONE_INTERNATIONAL
#define N PHONE_NATIONAL_FORM
#define T PHONE_TRUNK

#define REST "[\u1160-\u11ff]*" /* of a syllable */

static const struct {
    const char *number, *forms;
} numbers[] = {
    {"", ""},
    {"call me", ""},
    {"+", ""},
    {"555-0100", " 5550100"},
    {"(888) 555", " 888555"},
    {"030/771", " " T "030771"},
    {"0", " " T "0"},
    {"000", " " T "000"},
    {"00", " " T "00"},
    {"+49", " " I "49"},
    {"0049", " " I "49"},
    {"+4", " " I "4"},
    {"+49 30 23", " " I "493023 " N "03023"},
    {"0049 30 23", " " I "493023 " N "03023"},
    {"+49 (0)30 23", " " I "4903023 " I "493023 " N "03023"},
    {"+39 06 69", " " I "390669 " I "39669 " N "0669"},
    {"+1 (888) 555", " " I "1888555 " N "0888555"},
    {"+7 495 12", " " I "749512 " N "049512 " N "849512"},
    {"+36 1 483", " " I "361483 " N "01483 " N "061483"},
    {"+370 612 34", " " I "37061234 " N "061234 " N "861234"},
    {"43 1 5880 123", " 4315880123"},
    {"43 1 5880 1234", " 43158801234 " N "0158801234"},
    {"44 (0)20 7946 0018", " 4402079460018 " N "02079460018"},
    {"7 903 555 66 77", " 79035556677 " N "09035556677 " N "89035556677"},
    {"011 44 20 7946 0321", " " T "011442079460321 " N "02079460321"},
    {"0011 61 2 9374", " " I "6129374 " N "029374"},
    {"0011", " " I "11 " N "01"},
    {"1-800-FLOWERS", " 1800"},
    {"1-800-flowers", " 18003569377 " N "08003569377"},
    {"0800 reimann", " " T "08007346266"},
    {"555-0100 home", " 5550100"},
    {"12 flowers", " 12"},
    {"555-0100 x12", " 555010012"},
    {"tel 800 555", " 800555"},
    {"800@example", " 800"},
    {"+358 40 1", " " I "358401 " N "0401"},
    {"+0 30", " " T "030"},
    {"tel:+43660", " " I "43660 " N "0660"},
    {"30+40", " 3040"},
};

static void
a_number_has_its_forms(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(numbers); i++)
        CHECK(numbers[i].number,
              strcmp(phone_forms(arena, numbers[i].number), numbers[i].forms) == 0);
}

/* The zones of E.164: each code is read whole, and what follows it is the national number. */
static void
a_country_code_has_one_to_three_digits(void **state)
{
    static const char *const codes[] = {"1",   "7",   "20",  "27",  "31",  "44",  "49",  "61",
                                        "81",  "86",  "98",  "212", "297", "351", "380", "420",
                                        "423", "500", "599", "670", "852", "886", "971", "998"};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(codes); i++) {
        const char *typed = arena_printf(arena, "+%s 555", codes[i]);
        const char *forms = arena_printf(arena, " " I "%s555 " N "0555", codes[i]);

        CHECK(codes[i], strncmp(phone_forms(arena, typed), forms, strlen(forms)) == 0);
    }
}

static const struct {
    const char *typed, *word, *words, *pattern, *patterns;
    bool signs;
} typings[] = {
    {"Grace", "%grace%", "", "", "", false},
    {" \t Hopper,  Grace\n", "%hopper%", "%grace%", "", "", false},
    {"grace grace", "%grace%", "", "", "", false},
    {"jo", "% jo%", "", "", "", false},
    {"'Zoë' <zoe>", "%zoe%", "", "", "", false},
    {"100%", "%", "", "100%|100", "", false},
    {"a_b\\c", "%", "", "a_b\\\\c| abc| a b c", "", false},
    {"100%ig", "%", "", "100%ig| 100ig| 100 ig|100", "", false},
    {"_%\\", "%\\_\\%\\\\%", "", "", "", true},
    {"O’Brien", "%", "", "o'brien| obrien| o brien", "", false},
    {"Smith-Jones, Jean-Luc", "%", "", "smith-jones| smithjones| smith jones",
     "^(?=.*(?:jean-luc| jeanluc| jean luc))", false},
    {"a-b@c-d.org", "%a-b@c-d.org%", "", "", "", false},
    {"mailto:a@b.org", "%a@b.org%", "", "", "", false},
    {"mailto: a", "%mailto%", "% a%", "", "", false},
    {"ㅎ", "% \u1112%", "", "", "", false},
    {"ㅎㄱㄷ", "%\u1112% \u1100% \u1103%", "",
     "\u1112 \u1100 \u1103|\u1112" REST " \u1100" REST " \u1103", "", false},
    {"홍길ㄷ", "%\u1112\u1169\u11bc \u1100\u1175\u11af \u1103%", "", "", "", false},
    {"王小明", "%王 小 明%", "", "", "", false},
    {"小明", "% 小 明%", "", "", "", false},
    {"Müller & Söhne", "%", "", "muller|mueller", "^(?=.*(?:sohne|soehne))", false},
    {"Ö", "%", "", " o| oe", "", false},
    {"!! ?", "% !!%", "% ?%", "", "", true},
    {"24/7", "%", "", "24/7|247", "", false},
    {"+1", "%", "", " \\+1|[ " I N T "]1", "", false},
    {"888", "%", "", "888|888", "", false},
    {"3.141", "%", "", "3\\.141|3141", "", false},
    {"b2b", "%", "", "b2b", "", false},
    {"p401@x.org", "%", "", "p401@x\\.org|401", "", false},
    {"030", "%", "", "030|030", "", false},
    {"0301", "%", "", "0301|0301| 301", "", false},
    {"+49301", "%", "", "\\+49301|49301|49301|[ " T "]0?301", "", false},
    {"0049301", "%", "", "0049301|0049301|49301|49301|[ " T "]0?301", "", false},
    {"493023125", "%", "", "493023125|493023125|493023125|[ " T "]0?3023125", "", false},
    {"4930231", "%", "", "4930231|4930231", "", false},
    {"84951234567", "%", "", "84951234567|84951234567| 4951234567|84951234567|[ " T "]0?951234567",
     "", false},
    {"+79991", "%", "", "\\+79991|79991|79991|[ " T "](?:0|8)?9991", "", false},
    {"01149301234", "%", "", "01149301234|01149301234| 1149301234|49301234|[ " T "]0?301234", "",
     false},
    {"555 x12", "%", "", "555|555|55512", "^(?=.*(?:x12|[ " I N T "]12|55512))", false},
    {"x12", "%", "", "x12", "", false},
    {"tel:555 0100", "%", "", "0100|0100| 100|5550100", "^(?=.*(?:555|555|5550100))", false},
    {"odile 660 123", "%odile%", "", "123|123|660123", "^(?=.*(?:660|660|660123))", false},
    {"660 - 123", "%", "", "123|123|660123", "^(?=.*(?:660|660|660123))", false},
    {"1 +2", "%", "", " \\+2|[ " I N T "]2", "^(?=.*(?: 1|[ " I N T "]1))", false},
};

static void
what_is_typed_becomes_what_is_looked_for(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(typings); i++) {
        const char *words = "";
        struct search s;

        CHECK(typings[i].typed, search_read(arena, typings[i].typed, &s));
        for (size_t j = 0; j < s.words.count; j++)
            words = arena_printf(arena, "%s%s", words, s.words.items[j]);
        if (strcmp(s.pattern, typings[i].pattern) != 0 ||
            strcmp(s.patterns, typings[i].patterns) != 0)
            fail_msg("%s: [%s] [%s]", typings[i].typed, s.pattern, s.patterns);
        CHECK(typings[i].typed, strcmp(s.word, typings[i].word) == 0);
        CHECK(typings[i].typed, strcmp(words, typings[i].words) == 0);
        CHECK(typings[i].typed, s.signs == typings[i].signs);
    }
}

static void
there_is_nothing_to_look_for(void **state)
{
    static const char *const nothing[] = {"",       " ",     "\t \n", "\u200b", "\u202a\u202c",
                                          "\u0301", "\u3000"};
    struct search s;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(nothing); i++)
        CHECK(nothing[i], !search_read(arena, nothing[i], &s));
}

static void
whole_words_and_beginnings_are_better(void **state)
{
    static const char *const better[] = {" jo",    " jo ",  I "660",  I "660 ", N "660",
                                         N "660 ", T "660", T "660 ", " 660",   " 660 "};
    struct search s;

    (void)state;
    assert_true(search_read(arena, "Jo 660", &s));
    assert_int_equal(ARRAY_LEN(better), s.better.count);
    for (size_t i = 0; i < ARRAY_LEN(better); i++)
        assert_string_equal(better[i], s.better.items[i]);
}

static const struct {
    struct contact contact;
    const char *haystack;
} contacts[] = {
    {{.first_name = "Grace", .last_name = "Hopper"}, " grace hopper "},
    {{.first_name = "小明", .last_name = "王"}, " 王 小 明 王 "},
    {{.last_name = "王"}, " 王 王 "},
    {{.first_name = "王小明"}, " 王 小 明 "},
    {{.company = "(06 Club", .phone = "030 77"}, " ( 06 club 030 77 06 " T "03077 "},
    {{.first_name = "Jörg", .last_name = "Weiß"}, " jorg weiss joerg weiss "},
    {{.first_name = "3.141", .company = "24/7 b-2-b 7up 99"},
     " 3.141 24/7 b-2-b 7up 99 3141 247 b2b b 2 b "},
    {{.first_name = "Jean-Luc", .last_name = "O’Brien,"},
     " jean-luc o'brien, jeanluc jean luc obrien o brien "},
    {{.company = "AT&T (王-明)"}, " at&t ( 王- 明) att at t 王 明 王 明 "},
    {{.email = "Info@Bücher.example"}, " info@bucher.example info@xn--bcher-kva.example "},
    {{.email = "a@xn--bcher-kva.example"}, " a@xn--bcher-kva.example a@bucher.example "},
    {{.email = "a@example.org", .notes = "no", .tags = {NULL, 0}}, " a@example.org "},
};

static void
a_contact_is_found_by_what_it_has(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(contacts); i++) {
        const char *haystack = haystack_of(arena, &contacts[i].contact);

        if (strcmp(haystack, contacts[i].haystack) != 0)
            fail_msg("[%s], not [%s]", haystack, contacts[i].haystack);
    }
}

static void
a_haystack_has_a_limit_and_ends_with_its_number(void **state)
{
    struct contact c = {.phone = "555"};
    char text[200 * 3 + 1] = "";
    const char *haystack;

    (void)state;
    for (int i = 0; i < 200; i++)
        memcpy(text + i * 3, "\xef\xb7\xba", 4);
    c.first_name = c.last_name = c.company = text;
    haystack = haystack_of(arena, &c);
    assert_true(strlen(haystack) <= HAYSTACK_MOST + 32);
    assert_true(utf8_count(haystack, strlen(haystack)) > 0);
    assert_string_equal(" 555 ", haystack + strlen(haystack) - 5);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_number_has_its_forms),
        TEST(a_country_code_has_one_to_three_digits),
        TEST(what_is_typed_becomes_what_is_looked_for),
        TEST(there_is_nothing_to_look_for),
        TEST(whole_words_and_beginnings_are_better),
        TEST(a_contact_is_found_by_what_it_has),
        TEST(a_haystack_has_a_limit_and_ends_with_its_number),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
