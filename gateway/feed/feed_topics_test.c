#include "gateway/feed/feed_topics.h"
#include "gateway/identity/scopes.h"
#include "shared/base/check.h"
#include "shared/base/must.h"

enum {
    C = 1 << FEED_CALENDAR | 1 << FEED_CALENDAR_DISPLAY,
    E = 1 << FEED_EVENT | 1 << FEED_ATTENDEE,
    P = 1 << FEED_CONTACT,
    U = 1 << FEED_USER
};

static const struct uuid work = {{1}}, home = {{2}}, nowhere = {{0}};

static const struct {
    const char *name;
    unsigned nouns, calendars; /* of work alone, or all */
    enum feed_noun noun;
    const struct uuid *calendar;
    bool heard;
} cases[] = {
    {"a noun that was asked for", P, 0, FEED_CONTACT, &nowhere, true},
    {"a noun that was not", P, 0, FEED_EVENT, &work, false},
    {"nothing was asked for", 0, 0, FEED_CONTACT, &nowhere, false},
    {"of any calendar", E, 0, FEED_EVENT, &home, true},
    {"of the calendar", E, 1, FEED_EVENT, &work, true},
    {"of another calendar", E, 1, FEED_EVENT, &home, false},
    {"the calendar itself", C, 1, FEED_CALENDAR, &work, true},
    {"another calendar itself", C | E, 1, FEED_CALENDAR, &home, false},
    {"an event of no calendar", E, 1, FEED_EVENT, &nowhere, false},
    {"calendars do not narrow contacts", P, 1, FEED_CONTACT, &nowhere, true},
    {"nor what is told of the user", U, 1, FEED_USER, &nowhere, true},
};

static void
what_is_heard_is_what_was_asked_for(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct uuid calendars[] = {work};
        const struct feed_topics topics = {.nouns = cases[i].nouns,
                                           .calendars = cases[i].calendars ? calendars : NULL,
                                           .calendars_count = cases[i].calendars};

        CHECK(cases[i].name,
              feed_topics_have(&topics, cases[i].noun, *cases[i].calendar) == cases[i].heard);
    }
}

static void
a_noun_is_known_by_its_whole_name(void **state)
{
    static const char *const none[] = {"", "c", "contac", "contacts", "Contact", "api-key"};

    (void)state;
    assert_int_equal(feed_noun_of(bytes_of("contact")), FEED_CONTACT);
    assert_int_equal(feed_noun_of(bytes_of("api_key")), FEED_API_KEY);
    for (size_t i = 0; i < ARRAY_LEN(none); i++)
        CHECK(none[i], feed_noun_of(bytes_of(none[i])) == FEED_NOUN_COUNT);
}

static const struct {
    const char *name, *scopes[3];
    unsigned nouns;
} keys[] = {
    {"no scope", {NULL}, 0},
    {"one that reads", {"contacts:read"}, P},
    {"one that writes", {"contacts:write"}, 0},
    {"all that read", {"contacts:read", "events:read", "calendars:read"}, C | E | P},
    {"events are not their calendars", {"events:read"}, E},
};

static void
a_key_hears_what_its_scopes_read_and_nothing_of_the_user(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
        uint32_t scopes = 0;

        for (unsigned k = 0; k < 3 && keys[i].scopes[k] != NULL; k++)
            scopes |= scope_bit(bytes_of(keys[i].scopes[k]));
        CHECK(keys[i].name, feed_nouns_of_scopes(scopes) == keys[i].nouns);
    }
    assert_int_equal(feed_nouns_of_scopes(UINT32_MAX) & (C | E | P | U), C | E | P);
}

static void
the_texts_for_clients_name_every_noun_and_scope(void **state)
{
    (void)state;
    for (unsigned i = 0; i < FEED_NOUN_COUNT; i++) {
        const char *scope = feed_noun_scope((enum feed_noun)i);

        if (scope != NULL)
            CHECK(scope, strstr(NOUNS_SCOPES_TEXT, scope) != NULL);
    }
    assert_non_null(strstr(NOUNS_TEXT, "calendar"));
    assert_non_null(strstr(NOUNS_TEXT, "api_key"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_heard_is_what_was_asked_for),
        cmocka_unit_test(a_noun_is_known_by_its_whole_name),
        cmocka_unit_test(a_key_hears_what_its_scopes_read_and_nothing_of_the_user),
        cmocka_unit_test(the_texts_for_clients_name_every_noun_and_scope),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
