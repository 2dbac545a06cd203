#include "gateway/http/etag.h"
#include "shared/base/check.h"
#include "shared/request/request.h"

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

static const char *const members[] = {"\"7\"", "W/\"7\"", "\"of somebody else\""};

static void
a_list_has_64_tags_at_most_whatever_they_are(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
        const struct bytes line = {(const uint8_t *)members[i], strlen(members[i])};
        struct etags tags = {.present = false};

        for (int n = 0; n < ETAGS_MAX; n++)
            etags_add(&tags, line, false);
        CHECK(members[i], !tags.too_many && tags.count == (i == 0 ? ETAGS_MAX : 0));
        for (int n = 0; n < 2; n++) {
            etags_add(&tags, line, false);
            CHECK(members[i], tags.too_many && tags.count <= ETAGS_MAX);
        }
    }
}

static void
tags_match_by_version(void **state)
{
    const struct etags some = {.present = true, .versions = {3, 5}, .count = 2};
    const struct etags any = {.present = true, .any = true};
    char text[ETAG_TEXT];

    (void)state;
    assert_true(etags_match(&some, 5, 0));
    assert_false(etags_match(&some, 4, 0));
    assert_true(etags_match(&any, 4, 0));
    etag_format(5, 0, text);
    assert_string_equal(text, "\"5\"");
}

static void
a_part_matches_itself_alone(void **state)
{
    static const char line[] = "\"3\", \"5-part\", \"-part\", \"07-part\", \"7-part-part\"";
    const struct etags any = {.present = true, .any = true};
    struct etags some = {.present = false};
    char text[ETAG_TEXT];

    (void)state;
    etags_add(&some, (struct bytes){(const uint8_t *)line, strlen(line)}, false);
    assert_true(some.count == 1 && some.part_count == 1);
    assert_true(etags_match(&some, 5, VARIANT_PART) && !etags_match(&some, 5, 0));
    assert_true(etags_match(&some, 3, 0) && !etags_match(&some, 3, VARIANT_PART));
    assert_true(etags_match(&any, 4, VARIANT_PART));
    etag_format(INT64_MAX, VARIANT_PART, text);
    assert_string_equal(text, "\"9223372036854775807-part\"");
}

static void
a_variant_is_its_version_too(void **state)
{
    static const char line[] = "\"3-12\", \"4-\", \"-5\", \"5-06\", \"6-1-1\", \"7-1x\"";
    struct etags some = {.present = false};
    char text[ETAG_TEXT];

    (void)state;
    etags_add(&some, (struct bytes){(const uint8_t *)line, strlen(line)}, false);
    assert_true(some.count == 1 && some.part_count == 0 && some.versions[0] == 3);
    assert_true(etags_match(&some, 3, 12) && !etags_match(&some, 3, 13));
    assert_false(etags_match(&some, 3, 0));
    etag_format(3, 12, text);
    assert_string_equal(text, "\"3-12\"");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_are_read),
        cmocka_unit_test(a_list_has_64_tags_at_most_whatever_they_are),
        cmocka_unit_test(tags_match_by_version),
        cmocka_unit_test(a_part_matches_itself_alone),
        cmocka_unit_test(a_variant_is_its_version_too),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
