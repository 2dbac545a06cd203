#include "gateway/http/etag.h"
#include "shared/base/check.h"

static const struct {
    const char *name, *line;
    bool weak_counts, any;
    unsigned count;
    int64_t first, last;
} cases[] = {
    {"one tag", "\"7\"", false, false, 1, 7, 7},
    {"a list", "\"7\", \"8\"", false, false, 2, 7, 8},
    {"a list without blanks", "\"7\",\"8\"", false, false, 2, 7, 8},
    {"empty members", ", \"7\" ,, ", false, false, 1, 7, 7},
    {"a star", " * ", false, true, 0, 0, 0},
    {"a star in a list is no star", "\"7\", *", false, false, 1, 7, 7},
    {"a weak tag never matches If-Match", "W/\"7\", \"8\"", false, false, 1, 8, 8},
    {"and does match If-None-Match", "W/\"7\", \"8\"", true, false, 2, 7, 8},
    {"somebody else's tag is skipped", "\"x,y\", \"7\"", false, false, 1, 7, 7},
    {"a number that is not ours", "\"07\", \"+7\", \"7 \", \"\", \"0\"", false, false, 0, 0, 0},
    {"a number beyond any version", "\"9999999999999999999\"", false, false, 0, 0, 0},
    {"no quotes", "7", false, false, 0, 0, 0},
    {"an open quote", "\"7", false, false, 0, 0, 0},
    {"two tags without a comma", "\"7\"\"8\"", false, false, 0, 0, 0},
    {"nothing", "", false, false, 0, 0, 0},
};

static void
lists_are_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct etags tags = {.present = false};

        etags_add(&tags, (struct bytes){(const uint8_t *)cases[i].line, strlen(cases[i].line)},
                  cases[i].weak_counts);
        CHECK(cases[i].name, tags.present && tags.any == cases[i].any);
        CHECK(cases[i].name, tags.count == cases[i].count);
        if (tags.count == 0)
            continue;
        CHECK(cases[i].name, tags.versions[0] == cases[i].first);
        CHECK(cases[i].name, tags.versions[tags.count - 1] == cases[i].last);
    }
}

static void
a_long_list_is_cut(void **state)
{
    struct etags tags = {.present = false};

    (void)state;
    for (int i = 0; i < ETAGS_MAX + 10; i++)
        etags_add(&tags, (struct bytes){(const uint8_t *)"\"7\"", 3}, false);
    assert_int_equal(tags.count, ETAGS_MAX);
}

static void
tags_match_by_version(void **state)
{
    const struct etags some = {.present = true, .versions = {3, 5}, .count = 2};
    const struct etags any = {.present = true, .any = true};
    char text[ETAG_TEXT];

    (void)state;
    assert_true(etags_match(&some, 5));
    assert_false(etags_match(&some, 4));
    assert_true(etags_match(&any, 4));
    etag_format(5, text);
    assert_string_equal(text, "\"5\"");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_are_read),
        cmocka_unit_test(a_long_list_is_cut),
        cmocka_unit_test(tags_match_by_version),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
