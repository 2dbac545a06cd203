/* Dates besides the rule and dates left out, and what a series knows of itself. */
#include "shared/recur/test_series.h"

static void
dates_are_added_and_taken_away(void **state)
{
    const struct series_date dates[] = {
        {wall("20260605T1200"), false, 0},
        {wall("20260603T0900"), true, 5 * HOUR_US}, /* instead of the rule's */
        {wall("20260520T0900"), false, 0},          /* before the start */
        {wall("20260605T1200"), true, 2 * HOUR_US}, /* twice: the longest */
        {wall("20260702T0900"), true, 48 * HOUR_US},
    };
    const struct local excluded[] = {wall("20260604T0900"), wall("20260601T0900"),
                                     wall("20270101T0900")};
    struct series_definition d = {.zone = zone("Europe/Berlin"),
                                  .start = wall("20260601T0900"),
                                  .length_us = HOUR_US,
                                  .rule = rule(arena, "FREQ=DAILY;COUNT=5"),
                                  .dates = dates,
                                  .date_count = ARRAY_LEN(dates),
                                  .excluded = excluded,
                                  .excluded_count = ARRAY_LEN(excluded)};
    const struct series *s = series(arena, &d);
    struct instant first, last;
    struct occurrence o;

    (void)state;
    check_told("all", s, "20260101", "20270101", false,
               "20260520 20260602 20260603 20260605 20260605T1200 20260702");
    check_told("a period reaches into a window", s, "20260603T1130", "20260603T1200", false,
               "20260603");
    check_told("a long one too", s, "20260703T1200", "20260703T1300", false, "20260702");
    assert_true(series_find(s, wall("20260603T0900"), &o));
    assert_int_equal(o.end.us - o.start.us, 5 * HOUR_US);
    assert_true(series_find(s, wall("20260605T1200"), &o));
    assert_int_equal(o.end.us - o.start.us, 2 * HOUR_US);
    assert_false(series_find(s, wall("20260604T0900"), &o));
    assert_false(series_find(s, wall("20260603T0901"), &o));
    assert_false(series_find(s, wall("20260606T0900"), &o));
    assert_int_equal(series_extent(s, &first, &last), SERIES_BOUNDED);
    assert_int_equal(first.us, utc("20260520T0700").us);
    assert_int_equal(last.us, utc("20260704T0700").us);
}

/* A shorter period in the place of a rule's time hides it in every window. */
static void
a_period_takes_the_place_of_the_rules_time(void **state)
{
    const struct series_date dates[] = {{wall("20260602T0900"), true, HOUR_US}};
    const struct series_definition d = {.zone = zone("UTC"),
                                        .start = wall("20260601T0900"),
                                        .length_us = 5 * HOUR_US,
                                        .rule = rule(arena, "FREQ=DAILY;COUNT=2"),
                                        .dates = dates,
                                        .date_count = 1};

    (void)state;
    check_told("after the period", series(arena, &d), "20260602T1100", "20260602T1200", false, "");
}

static void
exclusions_work_by_the_instant(void **state)
{
    const struct local excluded[] = {wall("20260329T0330")};
    const struct series_definition d = {.zone = zone("Europe/Berlin"),
                                        .start = wall("20260329T0130"),
                                        .rule = rule(arena, "FREQ=HOURLY;COUNT=4"),
                                        .excluded = excluded,
                                        .excluded_count = 1};
    const struct series *s = series(arena, &d);
    struct occurrence o;

    (void)state;
    check_told("02:30 was that instant too", s, "20260101", "20270101", false,
               "20260329T0130 20260329T0430");
    assert_false(series_find(s, wall("20260329T0230"), &o));
}

static const struct {
    const char *name, *start, *rule;
    enum series_extent extent;
    const char *last;
} extents[] = {
    {"endless", "20260601T0900", "FREQ=DAILY", SERIES_ENDLESS, NULL},
    {"no rule", "20260601T0900", NULL, SERIES_BOUNDED, "20260601T1000"},
    {"counted", "20260601T0900", "FREQ=DAILY;COUNT=10", SERIES_BOUNDED, "20260610T1000"},
    {"until", "20260601T0900", "FREQ=WEEKLY;UNTIL=20260630", SERIES_BOUNDED, "20260629T1000"},
    {"until, rare", "20240229T0900", "FREQ=YEARLY;UNTIL=21031231", SERIES_BOUNDED, "20960229T1000"},
    {"past the end of time", "21991201T0900", "FREQ=WEEKLY;COUNT=10000", SERIES_BOUNDED,
     "21991229T1000"},
    {"until the end of time", "20260601T0900", "FREQ=DAILY;UNTIL=99991231", SERIES_BOUNDED,
     "21991231T1000"},
    {"a grid", "20260601T0900", "FREQ=MINUTELY;INTERVAL=50;UNTIL=20260601T100000", SERIES_BOUNDED,
     "20260601T1050"},
};

static void
a_series_knows_its_extent(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(extents); i++) {
        const struct series_definition d = {.zone = zone("UTC"),
                                            .start = wall(extents[i].start),
                                            .length_us = HOUR_US,
                                            .rule = rule(arena, extents[i].rule)};
        struct instant first, last;

        CHECK(extents[i].name,
              series_extent(series(arena, &d), &first, &last) == extents[i].extent);
        CHECK(extents[i].name, first.us == d.start.us);
        CHECK(extents[i].name, extents[i].last == NULL || last.us == utc(extents[i].last).us);
    }
}

static void
what_is_excluded_is_outside_the_extent(void **state)
{
    const struct local excluded[] = {wall("20260601"), wall("20260602"), wall("20260604")};
    struct series_definition d = {.zone = zone("UTC"),
                                  .all_day = true,
                                  .start = wall("20260601"),
                                  .days = 1,
                                  .rule = rule(arena, "FREQ=DAILY;COUNT=4"),
                                  .excluded = excluded,
                                  .excluded_count = 3};
    struct instant first, last;

    (void)state;
    assert_int_equal(series_extent(series(arena, &d), &first, &last), SERIES_BOUNDED);
    assert_int_equal(first.us, utc("20260603").us);
    assert_int_equal(last.us, utc("20260604").us);
    d.rule = rule(arena, "FREQ=DAILY;COUNT=2");
    assert_int_equal(series_extent(series(arena, &d), &first, &last), SERIES_EMPTY);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_are_added_and_taken_away),
        cmocka_unit_test(a_period_takes_the_place_of_the_rules_time),
        cmocka_unit_test(exclusions_work_by_the_instant),
        cmocka_unit_test(a_series_knows_its_extent),
        cmocka_unit_test(what_is_excluded_is_outside_the_extent),
    };

    return cmocka_run_group_tests_name("series dates", tests, open_arena, close_arena);
}
