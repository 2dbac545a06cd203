#include "services/event/visible.h"

#include "shared/base/check.h"
#include "shared/base/must.h"

#include <string.h>

static const char *const texts[] = {"2026-03-01T09:00:00Z"};
static const struct moment moments[] = {{.at = {9}}};

/* Every field has something that tells it from the others. */
static struct event
full(const char *visibility)
{
    return (struct event){
        .id = {{1}},
        .calendar_id = {{2}},
        .uid = "uid",
        .has_sequence = true,
        .sequence = 3,
        .title = "title",
        .description = "description",
        .location = "location",
        .color = "red",
        .url = "url",
        .conference_url = "conference",
        .properties = {(const uint8_t *)"\x80", 1},
        .start_time = {.at = {4}},
        .end_time = {.at = {5}},
        .timezone = "Europe/Berlin",
        .all_day = true,
        .recurrence_rule = "FREQ=DAILY",
        .recurrence_dates = {texts, 1},
        .exception_dates = {moments, 1},
        .has_recurrence_id = true,
        .recurrence_id = {.at = {6}},
        .status = "tentative",
        .transparency = "transparent",
        .visibility = visibility,
        .tags = {texts, 1},
        .version = 7,
        .has_created_by = true,
        .created_by = {{8}},
        .has_updated_by = true,
        .updated_by = {{9}},
        .created_at = {10},
        .updated_at = {11},
        .has_course = true,
        .course = {1, 2, 3},
    };
}

static const struct {
    const char *visibility;
    bool sees_all, hidden, cut;
} cases[] = {
    {"public", true, false, false},      {"public", false, false, false},
    {"private", true, true, false},      {"private", false, true, true},
    {"confidential", true, true, false}, {"confidential", false, true, true},
};

static void
who_does_not_see_all_sees_what_is_public(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct event all = full(cases[i].visibility);
        struct event e = all;

        CHECK(cases[i].visibility, visible_is_hidden(&e) == cases[i].hidden);
        visible_show(cases[i].sees_all, &e);
        CHECK(cases[i].visibility, (memcmp(&e, &all, sizeof e) != 0) == cases[i].cut);
        CHECK(cases[i].visibility, visible_is_hidden(&e) == cases[i].hidden);
    }
}

static void
of_what_is_hidden_times_are_shown_alone(void **state)
{
    const struct event all = full("private");
    struct event e = all;

    (void)state;
    visible_show(false, &e);
    assert_true(uuid_equal(e.id, all.id) && uuid_equal(e.calendar_id, all.calendar_id));
    assert_string_equal(e.title, "Busy");
    assert_true(e.start_time.at.us == 4 && e.end_time.at.us == 5 && e.all_day);
    assert_string_equal(e.timezone, "Europe/Berlin");
    assert_string_equal(e.recurrence_rule, "FREQ=DAILY");
    assert_true(e.recurrence_dates.count == 1 && e.exception_dates.count == 1);
    assert_true(e.has_recurrence_id && e.recurrence_id.at.us == 6);
    assert_string_equal(e.status, "tentative");
    assert_string_equal(e.transparency, "transparent");
    assert_string_equal(e.visibility, "private");
    assert_true(e.version == 7 && e.created_at.us == 10 && e.updated_at.us == 11);
}

static void
and_nothing_else(void **state)
{
    struct event e = full("confidential");

    (void)state;
    visible_show(false, &e);
    assert_true(e.uid == NULL && !e.has_sequence && e.sequence == 0);
    assert_true(e.description == NULL && e.location == NULL && e.color == NULL);
    assert_true(e.url == NULL && e.conference_url == NULL && e.properties.data == NULL);
    assert_true(e.tags.count == 0 && !e.has_course);
    assert_true(!e.has_created_by && !e.has_updated_by);
    assert_true(uuid_is_nil(e.created_by) && uuid_is_nil(e.updated_by));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_does_not_see_all_sees_what_is_public),
        cmocka_unit_test(of_what_is_hidden_times_are_shown_alone),
        cmocka_unit_test(and_nothing_else),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
