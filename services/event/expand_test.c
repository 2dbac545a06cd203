/* Places on a time line, and the occurrences of many series in their order. */
#include "services/event/expand.h"

#include "services/event/test_series_rows.h"
#include "shared/base/test_arena.h"

#include <stdio.h>

static void
places_are_ordered_by_instant_date_id_and_occurrence(void **state)
{
    static const struct place rising[] = {
        {{-5}, {7}, {{9}}, {9}}, {{0}, {0}, {{0}}, {0}},         {{0}, {0}, {{0}}, {1}},
        {{0}, {0}, {{1}}, {0}},  {{0}, {1}, {{0}}, {0}},         {{1}, {-1}, {{0}}, {INT64_MIN}},
        {{1}, {0}, {{0}}, {0}},  {{1}, {0}, {{0}}, {INT64_MAX}},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rising); i++)
        for (size_t j = 0; j < ARRAY_LEN(rising); j++) {
            int order = place_compare(&rising[i], &rising[j]);

            assert_int_equal((order > 0) - (order < 0), (i > j) - (i < j));
        }
}

static const struct {
    const char *name, *zone, *at, *day;
} days[] = {
    {"midnight", "UTC", "2026-03-01T00:00:00Z", "2026-03-01"},
    {"just before it", "UTC", "2026-02-28T23:59:59.999999Z", "2026-02-28"},
    {"east of Greenwich it is tomorrow", "Asia/Tokyo", "2026-02-28T15:00:00Z", "2026-03-01"},
    {"west of Greenwich it is yesterday", "America/New_York", "2026-03-01T04:59:59Z", "2026-02-28"},
    {"a date that a zone skips begins with the next", "Pacific/Apia", "2011-12-30T10:00:00Z",
     "2011-12-31"},
    {"a date that has begun stays when clocks go back over midnight", "America/St_Johns",
     "2010-11-07T02:31:00Z", "2010-11-07"},
    {"and before that it has not", "America/St_Johns", "2010-11-07T02:29:00Z", "2010-11-06"},
};

static void
a_place_is_on_the_latest_date_that_has_begun(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(days); i++) {
        struct day day = place_day(zone_of(days[i].zone), instant(days[i].at));

        CHECK(days[i].name, instant_of_day(day).us == instant(days[i].day).us);
    }
}

/* What comes of the series as `id@start`, the time without its date in March 2026. */
static const char *
told(const struct sql_series *rows, size_t count, const char *from, const char *until,
     const char *asker)
{
    struct request rq = {.arena = arena};
    struct ready_series *ready = arena_array(arena, struct ready_series, count + 1);
    const char *text = "";
    struct expanded next;
    struct place last = {.at = {INT64_MIN}};
    struct expansion *x;

    for (size_t i = 0; i < count; i++)
        stored_ready(&rq, &rows[i], zone_of(asker), instant(until), &ready[i]);
    x = expansion_begin(&rq, ready, count, instant(from), instant(until), zone_of(asker));
    while (expansion_next(x, &next)) {
        char start[INSTANT_TEXT];

        assert_true(place_compare(&last, &next.place) < 0);
        last = next.place;
        instant_format(next.occurrence.start, start);
        text = arena_printf(arena, "%s%s%d@%.5s", text, *text ? " " : "", next.place.id.b[15],
                            start + strlen("2026-03-"));
    }
    return text;
}

static void
many_series_come_in_one_order(void **state)
{
    const struct sql_series rows[] = {
        series_row(arena, 1, "2026-03-02T09:00:00Z", "2026-03-02T10:00:00Z", "FREQ=DAILY"),
        series_row(arena, 2, "2026-03-02T09:00:00Z", "2026-03-02T09:30:00Z",
                   "FREQ=DAILY;INTERVAL=2"),
        series_row(arena, 3, "2026-03-01T12:00:00Z", "2026-03-01T13:00:00Z", "FREQ=DAILY;COUNT=2"),
        series_row(arena, 4, "2026-03-03", "2026-03-04", "FREQ=DAILY"),
        series_row(arena, 5, "2025-01-01T08:00:00Z", "2025-01-01T09:00:00Z", "FREQ=DAILY;COUNT=2"),
    };

    (void)state;
    assert_string_equal("", told(rows, 0, "2026-03-01", "2026-04-01", "UTC"));
    assert_string_equal("1@02T09 2@02T09 3@02T12 4@03T00 1@03T09 4@04T00 1@04T09 2@04T09",
                        told(rows, ARRAY_LEN(rows), "2026-03-02", "2026-03-05", "UTC"));
    /* A date begins at the reader's midnight. */
    assert_string_equal(
        "4@02T15 1@03T09 4@03T15",
        told(rows, ARRAY_LEN(rows), "2026-03-02T15:00:00Z", "2026-03-04T09:00:00Z", "Asia/Tokyo"));
    /* What has begun before and overlaps is inside, what ends with the beginning is not. */
    assert_string_equal("1@02T09",
                        told(rows, 2, "2026-03-02T09:30:00Z", "2026-03-03T09:00:00Z", "UTC"));
    assert_string_equal("", told(rows, 2, "2026-03-02T10:00:00Z", "2026-03-03T09:00:00Z", "UTC"));
}

static void
what_has_an_override_is_left_out(void **state)
{
    struct sql_series row =
        series_row(arena, 1, "2026-03-02T09:00:00Z", "2026-03-02T10:00:00Z", "FREQ=DAILY;COUNT=4");
    struct local overridden[] = {{instant("2026-03-02T09:00:00Z").us},
                                 {instant("2026-03-04T09:00:00Z").us},
                                 {instant("2026-03-05T09:00:00Z").us}};

    (void)state;
    row.overridden = (struct locals){overridden, ARRAY_LEN(overridden)};
    assert_string_equal("1@03T09", told(&row, 1, "2026-03-01", "2026-04-01", "UTC"));
    row.overridden.count = 0;
    assert_string_equal("1@02T09 1@03T09 1@04T09 1@05T09",
                        told(&row, 1, "2026-03-01", "2026-04-01", "UTC"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(places_are_ordered_by_instant_date_id_and_occurrence),
        TEST(a_place_is_on_the_latest_date_that_has_begun),
        TEST(many_series_come_in_one_order),
        TEST(what_has_an_override_is_left_out),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
