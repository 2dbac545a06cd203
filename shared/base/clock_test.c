#include "shared/base/check.h"
#include "shared/base/clock.h"
#include "shared/base/must.h"

#include <time.h>

static const struct {
    const char *name, *text;
    int64_t us;
} instants[] = {
    {"the epoch", "1970-01-01T00:00:00Z", 0},
    {"lower case letters", "1970-01-01t00:00:00z", 0},
    {"a fraction", "1970-01-01T00:00:00.25Z", 250000},
    {"six digits", "1970-01-01T00:00:00.000001Z", 1},
    {"an offset east", "2026-03-01T09:00:00.25+01:00", 1772352000250000},
    {"an offset west over midnight", "1969-12-31T22:30:00-01:30", 0},
    {"minus zero", "1970-01-01T00:00:00-00:00", 0},
    {"the widest offsets", "1970-01-01T23:59:00+23:59", 0},
    {"before the epoch", "1969-12-31T23:59:59.999999Z", -1},
    {"a leap day", "2000-02-29T00:00:00Z", 951782400000000},
    {"the first limit", "1900-01-01T00:00:00Z", -2208988800000000},
    {"the last limit", "2200-01-01T00:00:00Z", 7258118400000000},
    {"year 0", "0000-01-01T00:00:00Z", -62167219200000000},
    {"year 9999", "9999-12-31T23:59:59.999999Z", 253402300799999999},
};

static void
good_instants_are_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(instants); i++) {
        struct instant at = {42};

        CHECK(instants[i].name, instant_parse(instants[i].text, strlen(instants[i].text), &at));
        assert_int_equal(at.us, instants[i].us);
    }
    assert_int_equal(instant_min.us, -2208988800000000);
    assert_int_equal(instant_max.us, 7258118400000000);
    assert_int_equal(instant_of_day(day_min).us, instant_min.us);
    assert_int_equal(instant_of_day(day_max).us, instant_max.us);
}

static const char *const bad_instants[] = {
    "",
    "1970-01-01",
    "1970-01-01T00:00:00",
    "1970-01-01T00:00Z",
    "1970-01-01 00:00:00Z",
    "1970-01-01T00:00:00 Z",
    " 1970-01-01T00:00:00Z",
    "1970-01-01T00:00:00Z ",
    "1970-01-01T00:00:00ZZ",
    "1970-01-01T00:00:00.Z",
    "1970-01-01T00:00:00.",
    "1970-01-01T00:00:00.1",
    "1970-01-01T00:00:00,5Z",
    "1970-01-01T00:00:00.0000000Z",
    "1970-01-01T00:00:00.1234567Z",
    "1970-01-01T00:00:60Z",
    "1970-01-01T00:60:00Z",
    "1970-01-01T24:00:00Z",
    "1970-01-01T-1:00:00Z",
    "1970-01-01T00:00:+1Z",
    "1970-01-01T00-00:00Z",
    "1970-01-01T00:00:00+24:00",
    "1970-01-01T00:00:00+01:60",
    "1970-01-01T00:00:00+0100",
    "1970-01-01T00:00:00+01",
    "1970-01-01T00:00:00+1:00",
    "1970-01-01T00:00:00~01:00",
    "1970-00-01T00:00:00Z",
    "1970-13-01T00:00:00Z",
    "1970-01-00T00:00:00Z",
    "1970-01-32T00:00:00Z",
    "1970-04-31T00:00:00Z",
    "1970-02-29T00:00:00Z",
    "1900-02-29T00:00:00Z",
    "2000-02-30T00:00:00Z",
    "1970/01/01T00:00:00Z",
    "10000-01-01T00:00:00Z",
    "-001-01-01T00:00:00Z",
    "+1970-01-01T00:00:00Z",
};

static void
bad_instants_are_refused_and_change_nothing(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(bad_instants); i++) {
        struct instant at = {42};

        CHECK(bad_instants[i], !instant_parse(bad_instants[i], strlen(bad_instants[i]), &at));
        assert_int_equal(at.us, 42);
    }
}

static void
no_beginning_of_an_instant_is_one(void **state)
{
    static const char whole[] = "2026-03-01T09:00:00.25+01:00";

    (void)state;
    for (size_t len = 0; len < sizeof whole - 1; len++) {
        char exact[sizeof whole];
        struct instant at;

        memcpy(exact, whole, len);
        assert_false(instant_parse(exact, len, &at));
    }
}

static const struct {
    const char *name;
    int64_t us;
    const char *text;
} formats[] = {
    {"no fraction when it is zero", 0, "1970-01-01T00:00:00Z"},
    {"no trailing zeros", 1772352000250000, "2026-03-01T08:00:00.25Z"},
    {"a microsecond", 1, "1970-01-01T00:00:00.000001Z"},
    {"before the epoch", -1, "1969-12-31T23:59:59.999999Z"},
    {"year 0", -62167219200000000, "0000-01-01T00:00:00Z"},
    {"before year 0", -62167219200000001, "-0001-12-31T23:59:59.999999Z"},
    {"the earliest", INT64_MIN, "-290308-12-21T19:59:05.224192Z"},
    {"the latest", INT64_MAX, "294247-01-10T04:00:54.775807Z"},
};

static void
instants_are_written_in_their_shortest_form(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(formats); i++) {
        char text[INSTANT_TEXT];

        instant_format((struct instant){formats[i].us}, text);
        assert_string_equal(text, formats[i].text);
    }
}

static void
what_is_written_reads_back(void **state)
{
    (void)state;
    for (int64_t us = instant_min.us; us <= instant_max.us; us += 86399999000 * 37 + 12345) {
        char text[INSTANT_TEXT];
        struct instant back;

        instant_format((struct instant){us}, text);
        assert_true(instant_parse(text, strlen(text), &back));
        assert_int_equal(back.us, us);
    }
}

static void
every_day_of_the_calendar_goes_there_and_back(void **state)
{
    int y = 1, m = 1, d = 1;

    (void)state;
    for (int32_t days = day_from_civil(1, 1, 1).days; y < 2500; days++) {
        int year, month, mday;
        char text[DAY_TEXT];
        struct day back;
        struct tm tm = {.tm_year = y - 1900, .tm_mon = m - 1, .tm_mday = d};

        day_to_civil((struct day){days}, &year, &month, &mday);
        assert_true(year == y && month == m && mday == d);
        assert_int_equal(day_from_civil(y, m, d).days, days);
        assert_int_equal(timegm(&tm), (int64_t)days * 86400);
        day_format((struct day){days}, text);
        assert_true(day_parse(text, strlen(text), &back));
        assert_int_equal(back.days, days);
        d++;
        if (d > 28 &&
            day_from_civil(y, m, d).days == day_from_civil(y + m / 12, m % 12 + 1, 1).days) {
            d = 1;
            y += m / 12;
            m = m % 12 + 1;
        }
    }
}

static void
the_outermost_days_fit_their_text(void **state)
{
    char text[DAY_TEXT];
    int year, month, mday;

    (void)state;
    day_format((struct day){INT32_MIN}, text);
    assert_string_equal(text, "-5877641-06-23");
    day_format((struct day){INT32_MAX}, text);
    assert_string_equal(text, "5881580-07-11");
    day_to_civil((struct day){INT32_MAX}, &year, &month, &mday);
    assert_int_equal(day_from_civil(year, month, mday).days, INT32_MAX);
}

static const char *const bad_days[] = {
    "",           "2026-03",    "2026-3-01",  "2026-03-1",  "2026-03-01 ",
    "20260301",   "2026-02-29", "2026-00-01", "2026-13-01", "2026-01-00",
    "2026-01-32", "-026-01-01", "2026-0a-01", "2026/03/01",
};

static void
bad_days_are_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(bad_days); i++) {
        struct day d = {42};

        CHECK(bad_days[i], !day_parse(bad_days[i], strlen(bad_days[i]), &d));
        assert_int_equal(d.days, 42);
    }
}

static void
an_instant_belongs_to_the_day_it_is_in(void **state)
{
    (void)state;
    assert_int_equal(day_of_instant((struct instant){0}).days, 0);
    assert_int_equal(day_of_instant((struct instant){-1}).days, -1);
    assert_int_equal(day_of_instant((struct instant){DAY_US - 1}).days, 0);
    assert_int_equal(day_of_instant((struct instant){DAY_US}).days, 1);
    assert_int_equal(day_of_instant((struct instant){-DAY_US}).days, -1);
    assert_int_equal(instant_of_day((struct day){-2}).us, -2 * DAY_US);
}

static void
the_monotonic_clock_does_not_go_back(void **state)
{
    int64_t last = monotonic_ms();

    (void)state;
    for (int i = 0; i < 1000; i++) {
        int64_t now = monotonic_ms();

        assert_true(now >= last);
        last = now;
    }
}

static void
weekdays_count_from_monday(void **state)
{
    (void)state;
    assert_int_equal(day_weekday((struct day){0}), 3); /* Thursday, 1970-01-01 */
    assert_int_equal(day_weekday(day_from_civil(2026, 3, 2)), 0);
    assert_int_equal(day_weekday(day_from_civil(2026, 3, 1)), 6);
    assert_int_equal(day_weekday(day_from_civil(1900, 1, 1)), 0);
    for (int32_t d = day_min.days; d < day_max.days; d++)
        assert_int_equal(day_weekday((struct day){d + 1}), (day_weekday((struct day){d}) + 1) % 7);
    assert_in_range(day_weekday((struct day){INT32_MIN}), 0, 6);
    assert_in_range(day_weekday((struct day){INT32_MAX}), 0, 6);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_instants_are_read),
        cmocka_unit_test(bad_instants_are_refused_and_change_nothing),
        cmocka_unit_test(no_beginning_of_an_instant_is_one),
        cmocka_unit_test(instants_are_written_in_their_shortest_form),
        cmocka_unit_test(what_is_written_reads_back),
        cmocka_unit_test(every_day_of_the_calendar_goes_there_and_back),
        cmocka_unit_test(the_outermost_days_fit_their_text),
        cmocka_unit_test(bad_days_are_refused),
        cmocka_unit_test(an_instant_belongs_to_the_day_it_is_in),
        cmocka_unit_test(the_monotonic_clock_does_not_go_back),
        cmocka_unit_test(weekdays_count_from_monday),
    };

    return cmocka_run_group_tests_name("clock", tests, NULL, NULL);
}
