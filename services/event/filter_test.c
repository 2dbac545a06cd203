/* What is typed becomes a query over the terms that an event is found by. */
#include "services/event/filter.h"
#include "services/event/terms.h"

#include "shared/base/check.h"
#include "shared/base/must.h"
#include "shared/base/test_arena.h"
#include "shared/request/request.h"

#include <stdlib.h>
#include <string.h>

static struct request *
request(void)
{
    struct request *rq = arena_one(arena, struct request);

    *rq = (struct request){.arena = arena};
    problems_init(&rq->problems, arena);
    return rq;
}

/* As the statements put it together, with K for the key. */
static const char *
joined(struct texts parts)
{
    const char *out = parts.items[0];

    for (size_t i = 1; i < parts.count; i++)
        out = arena_printf(arena, "%sK%s", out, parts.items[i]);
    return out;
}

static const struct {
    const char *name, *search, *query;
} cases[] = {
    {"a word", "Meet", "(('Kwmeet':*))"},
    {"words", " zoë  Café ", "(('Kwzoe':*)) & (('Kwcafe':*))"},
    {"a word with signs", "O'Brien", "(('Kwo':* & 'Kwbrien':* | 'Kwobrien':*))"},
    {"signs around a word", "(hello)!", "(('Kwhello':*))"},
    {"signs between words", "a - b", "(('Kwa':*)) & (('Kwb':*))"},
    {"an umlaut", "Müller", "(('Kwmuller':*) | ('Kwmueller':*))"},
    {"letters that stand alone", "東京", "(('Kw東':*)) & (('Kw京':*))"},
    {"a symbol", "🎂", "(('Kw🎂':*))"},
};

static void
a_search_becomes_a_query(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct request *rq = request();
        const struct filter *f = filter_read(rq, cases[i].search, (struct texts){NULL, 0});

        if (strcmp(joined(f->parts), cases[i].query) != 0)
            fail_msg("%s: %s", cases[i].name, joined(f->parts));
    }
}

static void
tags_are_taken_as_they_are(void **state)
{
    static const char *const tags[] = {"Work", "it's \\"};
    struct request *rq = request();
    const struct filter *f = filter_read(rq, "a", (struct texts){tags, 2});

    (void)state;
    assert_string_equal("(('Kwa':*)) & 'KtWork' & 'Ktit''s \\\\'", joined(f->parts));
    assert_string_equal("(('Kswa':*)) & 'KstWork' & 'Kstit''s \\\\'", joined(f->series_parts));
    assert_string_equal("(('Kowa':*)) & 'KotWork' & 'Kotit''s \\\\'", joined(f->changed_parts));
}

static void
filters_that_differ_have_other_texts(void **state)
{
    static const char *const one[] = {"a", "b"}, *const other[] = {"a' & 'b"};
    struct request *rq = request();
    const char *first = filter_read(rq, NULL, (struct texts){one, 2})->text;

    (void)state;
    assert_string_equal(first, filter_read(rq, NULL, (struct texts){one, 2})->text);
    assert_true(strcmp(first, filter_read(rq, NULL, (struct texts){other, 1})->text) != 0);
    assert_true(strcmp(first, filter_read(rq, "a b", (struct texts){NULL, 0})->text) != 0);
}

static void
no_filter_is_none(void **state)
{
    struct request *rq = request();

    (void)state;
    assert_null(filter_read(rq, NULL, (struct texts){NULL, 0}));
    assert_int_equal(0, rq->problems.count);
}

static void
signs_alone_are_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        struct request *rq = request();

        assert_null(filter_read(rq, (const char *const[]){" ", "'-\\", "\u200d"}[i],
                                (struct texts){NULL, 0}));
        assert_int_equal(1, rq->problems.count);
    }
}

static bool
has(struct texts terms, const char *term)
{
    for (size_t i = 0; i < terms.count; i++)
        if (strcmp(terms.items[i], term) == 0)
            return true;
    return false;
}

static void
an_event_has_the_terms_of_its_texts_and_tags(void **state)
{
    static const char *const tags[] = {"Work"};
    static const char *const wanted[] = {
        "0000000000abwo",    "0000000000abwbrien", "0000000000abwobrien", "0000000000abwroom",
        "0000000000abwuber", "0000000000abwueber", "0000000000abtWork"};
    const struct event e = {.calendar_id = {{[15] = 0xab}},
                            .title = "O'Brien",
                            .location = "Room",
                            .description = "Über",
                            .visibility = "public",
                            .tags = {tags, 1}};
    const struct texts terms = terms_of(arena, &e, TERM_SINGLE);

    (void)state;
    assert_int_equal(ARRAY_LEN(wanted), terms.count);
    for (size_t i = 0; i < ARRAY_LEN(wanted); i++)
        CHECK(wanted[i], has(terms, wanted[i]));
}

static void
terms_of_a_series_are_there_among_series_too(void **state)
{
    static const char *const tags[] = {"Work"};
    const struct event e = {
        .calendar_id = {{[15] = 0xab}}, .title = "Tea", .visibility = "public", .tags = {tags, 1}};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        const char kind = (const char[]){TERM_SERIES, TERM_CHANGED}[i];
        const struct texts terms = terms_of(arena, &e, kind);

        assert_int_equal(4, terms.count);
        assert_true(has(terms, "0000000000abwtea") && has(terms, "0000000000abtWork"));
        assert_true(has(terms, arena_printf(arena, "0000000000ab%cwtea", kind)));
        assert_true(has(terms, arena_printf(arena, "0000000000ab%ctWork", kind)));
    }
}

static void
terms_of_what_is_hidden_are_others(void **state)
{
    static const char *const tags[] = {"Work"};
    struct event e = {.calendar_id = {{[15] = 0xab}}, .title = "Tea", .tags = {tags, 1}};

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        static const char *const visibilities[] = {"public", "private", "confidential"};
        struct texts terms;

        e.visibility = visibilities[i];
        terms = terms_of(arena, &e, TERM_CHANGED);
        assert_int_equal(4, terms.count);
        CHECK(e.visibility, has(terms, i == 0 ? "0000000000abwtea" : "0000000000abhwtea"));
        CHECK(e.visibility, has(terms, i == 0 ? "0000000000abtWork" : "0000000000abhtWork"));
        CHECK(e.visibility, has(terms, i == 0 ? "0000000000abowtea" : "0000000000abhowtea"));
    }
}

/* 59, 60 and 61 bytes; of the last character of the third nothing is left. */
static void
a_word_is_cut_behind_60_bytes(void **state)
{
    (void)state;
    for (int n = 57; n <= 59; n++) {
        const char *token = arena_printf(
            arena, "%.*sα", n, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");

        assert_int_equal(n == 59 ? 59 : n + 2, strlen(terms_words(arena, token).items[0]));
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_search_becomes_a_query),
        TEST(tags_are_taken_as_they_are),
        TEST(filters_that_differ_have_other_texts),
        TEST(no_filter_is_none),
        TEST(signs_alone_are_refused),
        TEST(an_event_has_the_terms_of_its_texts_and_tags),
        TEST(terms_of_a_series_are_there_among_series_too),
        TEST(terms_of_what_is_hidden_are_others),
        TEST(a_word_is_cut_behind_60_bytes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
