/* What a row means, also one that nobody could write today. */
#include "services/event/stored.h"

#include "shared/base/arena.h"
#include "shared/base/check.h"
#include "shared/base/must.h"
#include "shared/base/test_log.h"
#include "shared/request/request.h"

static struct arena *arena;
static struct test_log noted;

static int
set_up(void **state)
{
    (void)state;
    arena = arena_new(1 << 20);
    test_log_catch(&noted);
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    test_log_release(&noted);
    arena_destroy(arena);
    return 0;
}

static struct instant
instant(const char *text)
{
    struct instant at;

    must(instant_parse(text, strlen(text), &at));
    return at;
}

static struct sql_stored
row_of(const char *start, const char *end, bool all_day, const char *zone, const char *rule)
{
    return (struct sql_stored){
        .event =
            {
                .start_time = {.at = instant(start), .is_date = all_day},
                .end_time = {.at = instant(end), .is_date = all_day},
                .timezone = zone,
                .all_day = all_day,
                .recurrence_rule = rule,
                .uid = "uid",
                .title = "Title",
                .visibility = "public",
            },
        .has_series_start = true,
        .has_series_end = true,
    };
}

/* How many occurrences there are in the first week of March 2026. */
static size_t
in_a_week(const struct sql_stored *row)
{
    struct request rq = {.arena = arena};
    struct series_iter it;
    struct occurrence o;
    size_t count = 0;

    series_begin(&it, stored_series(&rq, row, NULL), instant("2026-03-01T00:00:00Z"),
                 instant("2026-03-08T00:00:00Z"));
    while (series_next(&it, &o))
        count++;
    return count;
}

static const struct {
    const char *name, *start, *end;
    bool all_day;
    const char *zone, *rule;
    size_t count;
    bool told;
} rows[] = {
    {"a series", "2026-03-01T09:00:00Z", "2026-03-01T10:00:00Z", false, "Europe/Berlin",
     "FREQ=DAILY", 7, false},
    {"its zone is gone", "2026-03-01T09:00:00Z", "2026-03-01T10:00:00Z", false, "Mars/Olympus",
     "FREQ=DAILY", 7, false},
    {"a rule of another release stands as its first occurrence", "2026-03-01T09:00:00Z",
     "2026-03-01T10:00:00Z", false, "UTC", "FREQ=DAILY;SKIP=OMIT", 1, true},
    {"a rule that does not go with its start", "2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z", true,
     "UTC", "FREQ=HOURLY", 1, true},
    {"an end before the start is none", "2026-03-01T09:00:00Z", "2026-02-01T09:00:00Z", false,
     "UTC", "FREQ=DAILY", 7, false},
    {"a date without a length is a day", "2026-03-01T00:00:00Z", "2026-03-01T00:00:00Z", true,
     "UTC", "FREQ=DAILY", 7, false},
    {"a date with a time is its date", "2026-03-01T09:30:00Z", "2026-03-02T09:30:00Z", true, "UTC",
     "FREQ=DAILY", 7, false},
    {"an end in another age", "2026-03-01T09:00:00Z", "9999-12-31T00:00:00Z", false, "UTC",
     "FREQ=DAILY", 7, false},
    {"a start in another age", "0001-01-01T00:00:00Z", "2026-03-01T09:00:00Z", false, "UTC", NULL,
     0, false},
};

static void
a_damaged_row_is_shown_as_far_as_it_goes(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct sql_stored row =
            row_of(rows[i].start, rows[i].end, rows[i].all_day, rows[i].zone, rows[i].rule);
        char id[UUID_TEXT];

        row.event.id = uuid_new();
        uuid_format(row.event.id, id);
        CHECK(rows[i].name, in_a_week(&row) == rows[i].count);
        CHECK(rows[i].name, test_log_has(&noted, "event.rule.damaged", id) == rows[i].told);
    }
}

static void
a_zone_that_is_gone_is_utc(void **state)
{
    const struct sql_stored row =
        row_of("2026-03-01T09:00:00Z", "2026-03-01T10:00:00Z", false, "Mars/Olympus", "FREQ=DAILY");

    (void)state;
    assert_ptr_equal(stored_zone(&row), tz_find("UTC", 3));
    assert_int_equal(stored_start(&row).us, row.event.start_time.at.us);
}

static void
an_occurrence_is_shown_with_its_own_times(void **state)
{
    struct sql_stored row =
        row_of("2026-03-01T00:00:00Z", "2026-03-03T00:00:00Z", true, "UTC", "FREQ=WEEKLY");
    const struct local exception = {instant("2026-03-15T00:00:00Z").us};
    struct request rq = {.arena = arena};
    struct occurrence o;
    struct event shown;

    (void)state;
    row.exdates = (struct locals){&exception, 1};
    assert_true(series_find(stored_series(&rq, &row, NULL),
                            (struct local){instant("2026-03-08T00:00:00Z").us}, &o));
    stored_show_occurrence(&rq, &row, &o, &shown);
    assert_true(shown.start_time.is_date && shown.end_time.is_date && shown.has_recurrence_id);
    assert_int_equal(shown.start_time.at.us, instant("2026-03-08T00:00:00Z").us);
    assert_int_equal(shown.end_time.at.us, instant("2026-03-10T00:00:00Z").us);
    assert_int_equal(shown.recurrence_id.at.us, shown.start_time.at.us);
    assert_int_equal(shown.exception_dates.count, 1);
    assert_true(shown.exception_dates.items[0].is_date);
}

static const char *const visibilities[] = {"public", "private"};

/* What is shown of a series and of an override, by the visibility of each and who asks. */
static void
of_what_is_hidden_nobody_is_shown_more(void **state)
{
    struct sql_stored series =
        row_of("2026-03-01T09:00:00Z", "2026-03-01T10:00:00Z", false, "UTC", "FREQ=WEEKLY");
    struct sql_stored own =
        row_of("2026-03-08T11:00:00Z", "2026-03-08T12:00:00Z", false, "UTC", NULL);
    struct request rq = {.arena = arena};

    (void)state;
    own.has_series_start = own.has_series_end = false;
    own.event.uid = NULL;
    own.recurrence_local = (struct local){instant("2026-03-08T09:00:00Z").us};
    for (int i = 0; i < 8; i++) {
        bool series_hidden = i & 1, own_hidden = i & 2, sees_all = i & 4;
        struct event whole, part, single;

        series.event.visibility = visibilities[series_hidden];
        own.event.visibility = visibilities[own_hidden];
        series.sees_all = own.sees_all = sees_all;
        stored_show(&rq, &series, &whole);
        stored_show_override(&rq, &series, &own, &part);
        stored_show(&rq, &own, &single);
        assert_string_equal(whole.title, series_hidden && !sees_all ? "Busy" : "Title");
        assert_string_equal(part.title, own_hidden && !sees_all ? "Busy" : "Title");
        assert_string_equal(single.title, part.title);
        assert_true((whole.uid == NULL) == (series_hidden && !sees_all));
        assert_true((part.uid == NULL) == (own_hidden && !sees_all));
        assert_true(part.has_recurrence_id && part.recurrence_rule != NULL);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_damaged_row_is_shown_as_far_as_it_goes),
        TEST(a_zone_that_is_gone_is_utc),
        TEST(an_occurrence_is_shown_with_its_own_times),
        TEST(of_what_is_hidden_nobody_is_shown_more),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
