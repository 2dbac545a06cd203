/* What cannot be computed, and what is not looked for. */
#include "services/reminder/test_course.h"

static const struct {
    const char *name;
    struct row event;
    const char *why;
} damaged[] = {
    {"no rule",
     {.start = "2026-06-01T10:00Z", .end = "2026-06-01T11:00Z", .rule = "every day"},
     "has a rule whose"},
    {"a part that is none",
     {.start = "2026-06-01T10:00Z", .end = "2026-06-01T11:00Z", .rule = "FREQ=DAILY;BYDAY=XX"},
     "BYDAY"},
    {"too dense",
     {.start = "2026-06-01T10:00Z", .end = "2026-06-01T11:00Z", .rule = "FREQ=SECONDLY"},
     "FREQ gives more than 1440 occurrences a day"},
    {"too dense, with a COUNT that need not be resolved",
     {.start = "2026-06-01T10:00Z",
      .end = "2026-06-01T11:00Z",
      .rule = "FREQ=SECONDLY;COUNT=50000",
      .series_end = "2026-07-01T00:00Z"},
     "FREQ gives more than 1440 occurrences a day"},
    {"hours of a date",
     {.start = "2026-06-01", .end = "2026-06-02", .rule = "FREQ=HOURLY"},
     "FREQ is DAILY or longer when the start is a date"},
    {"a start before all time",
     {.start = "1800-06-01T10:00Z", .end = "2026-06-01T11:00Z"},
     "is outside of time"},
    {"an end after it",
     {.start = "2026-06-01T10:00Z", .end = "2300-06-01T11:00Z"},
     "is outside of time"},
    {"a date that is a place of no time",
     {.start = "2026-06-01T10:00Z", .end = "2026-06-01T11:00Z", .dates = "2300-06-01T10:00"},
     "is outside of time"},
    {"an exception",
     {.start = "2026-06-01T10:00Z",
      .end = "2026-06-01T11:00Z",
      .rule = "FREQ=DAILY",
      .excluded = "1800-06-01T10:00"},
     "is outside of time"},
    {"a changed occurrence",
     {.start = "2026-06-01T10:00Z",
      .end = "2026-06-01T11:00Z",
      .rule = "FREQ=DAILY",
      .changed = "2026-06-01T10:00=1800-06-01T10:00/1800-06-01T11:00"},
     "is outside of time"},
};

static void
a_damaged_course_says_why(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(damaged); i++) {
        const char *why = "";

        CHECK(damaged[i].name,
              course_ready(arena, event_of(&damaged[i].event), zone("UTC"), &why) == NULL);
        CHECK(why, strstr(why, damaged[i].why) != NULL);
    }
}

static void
a_course_without_times_says_so(void **state)
{
    const struct event_course event = {.version = 1};
    const char *why = "";

    (void)state;
    assert_null(course_ready(arena, &event, zone("UTC"), &why));
    assert_string_equal(why, "does not say when it starts and ends");
}

static bool
is_empty(const struct event_course *event)
{
    const char *why = "";
    const struct course_ready *course = course_ready(arena, event, zone("UTC"), &why);
    struct course_iter it;
    struct course_time time;

    CHECK(why, course != NULL);
    course_begin(&it, course, COURSE_BY_BEGIN, instant_min);
    return !course_more(&it) && !course_next(&it, &time);
}

static void
what_is_not_known_deleted_or_cancelled_takes_never_place(void **state)
{
    const struct event_course unknown = {.version = 0}, deleted = {.version = 3, .deleted = true};
    const struct row cancelled = {.start = "2026-06-01T10:00Z",
                                  .end = "2026-06-01T11:00Z",
                                  .rule = "every day",
                                  .is_cancelled = true};

    (void)state;
    assert_true(is_empty(&unknown));
    assert_true(is_empty(&deleted));
    assert_true(is_empty(event_of(&cancelled)));
}

static void
a_zone_that_is_gone_is_utc(void **state)
{
    const struct row row = {.start = "2026-06-01T10:00Z",
                            .end = "2026-06-01T11:00Z",
                            .zone = "Mars/Olympus",
                            .rule = "FREQ=DAILY"};
    struct course_iter it;
    struct course_time time;

    (void)state;
    course_begin(&it, ready("Mars", &row), COURSE_BY_BEGIN, instant_min);
    assert_true(course_next(&it, &time));
    assert_int_equal(time.place, time_of("2026-06-01T10:00"));
    assert_int_equal(time.begins_at.us, utc("2026-06-01T10:00Z").us);
}

/* An end before the start is none that could be told. */
static void
nothing_ends_before_it_begins(void **state)
{
    const struct row row = {.start = "2026-06-01T10:00Z", .end = "2026-05-01T11:00Z"};
    struct course_iter it;
    struct course_time time;

    (void)state;
    course_begin(&it, ready("backwards", &row), COURSE_BY_END, instant_min);
    assert_true(course_next(&it, &time));
    assert_int_equal(time.ends_at.us, time.begins_at.us);
}

/* Fifty thousand steps, and nobody asks for the last. */
static void
a_count_is_resolved_when_its_end_comes_near(void **state)
{
    const struct row row = {.start = "2026-01-01T00:00Z",
                            .end = "2026-01-01T00:10Z",
                            .rule = "FREQ=MINUTELY;COUNT=50000",
                            .series_end = "2026-02-04T17:30Z"};
    const struct course_ready *course = ready("minutes", &row);
    struct course_iter it;
    struct course_time time;
    int count = 0;

    (void)state;
    course_begin(&it, course, COURSE_BY_BEGIN, utc("2026-01-20T00:00Z"));
    assert_true(course_next(&it, &time));
    assert_null(course->lazy->whole);
    assert_in_range(series_steps_new(course->open), 0, 2000);
    course_begin(&it, course, COURSE_BY_BEGIN, instant_min);
    while (course_next(&it, &time))
        count++;
    assert_int_equal(count, 50000);
    assert_string_equal(say_time(time.begins_at.us, "Z"), "2026-02-04T17:19Z");
    assert_non_null(course->lazy->whole);
}

static void
exceptions_of_an_endless_series_end(void **state)
{
    enum { MOST = 10000 };
    struct event_course_place *places = arena_array(arena, struct event_course_place, MOST);
    struct event_course event = {
        .version = 1,
        .timezone = "Europe/Berlin",
        .has_start_at = true,
        .start_at = utc("1990-01-01T00:00Z"),
        .has_end_at = true,
        .end_at = utc("1990-01-01T00:01Z"),
        .is_series = true,
        .recurrence_rule = "FREQ=MINUTELY",
        .exdates = {places, MOST},
    };
    struct course_iter it;
    struct course_time time;
    const char *why;

    (void)state;
    for (int i = 0; i < MOST; i++)
        places[i].place = time_of("2026-06-01T00:00") + i * MINUTE_US;
    course_begin(&it, course_ready(arena, &event, zone("UTC"), &why), COURSE_BY_BEGIN,
                 utc("2026-05-31T22:00Z"));
    assert_true(course_next(&it, &time));
    assert_int_equal(time.place, time_of("2026-06-01T00:00") + MOST * MINUTE_US);
    assert_in_range(series_steps(&it.series), MOST, 4 * MOST);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_damaged_course_says_why, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_course_without_times_says_so, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_not_known_deleted_or_cancelled_takes_never_place,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_zone_that_is_gone_is_utc, set_up, tear_down),
        cmocka_unit_test_setup_teardown(nothing_ends_before_it_begins, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_count_is_resolved_when_its_end_comes_near, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(exceptions_of_an_endless_series_end, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
