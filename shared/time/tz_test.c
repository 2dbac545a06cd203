/* Conversions, there and back. */
#include "shared/time/test_tz.h"

static const struct {
    const char *zone, *at;
    int32_t offset;
} offsets[] = {
    {"UTC", "2026-01-01T00:00:00Z", 0},
    {"Etc/GMT+12", "2026-01-01T00:00:00Z", -43200},
    {"Europe/Berlin", "2026-03-29T00:59:59.999999Z", 3600},
    {"Europe/Berlin", "2026-03-29T01:00:00Z", 7200},
    {"Europe/Berlin", "2026-10-25T00:59:59Z", 7200},
    {"Europe/Berlin", "2026-10-25T01:00:00Z", 3600},
    {"Europe/Berlin", "2199-07-01T00:00:00Z", 7200},
    {"Europe/Berlin", "2199-12-31T23:59:59Z", 3600},
    {"Europe/Berlin", "1900-01-01T00:00:00Z", 3600},
    {"Europe/Berlin", "1890-01-01T00:00:00Z", 3208}, /* local mean time */
    {"America/New_York", "1800-01-01T00:00:00Z", -17762},
    {"America/New_York", "1900-01-01T00:00:00Z", -18000},
    {"Australia/Lord_Howe", "2026-01-01T00:00:00Z", 39600},
    {"Australia/Lord_Howe", "2026-07-01T00:00:00Z", 37800},
    {"Europe/Dublin", "2026-01-01T00:00:00Z",
     0}, /* standard time is the summer's, winter's is "saving" */
    {"Europe/Dublin", "2026-07-01T00:00:00Z", 3600},
    {"Europe/Dublin", "2150-01-01T00:00:00Z", 0},
    {"Europe/Dublin", "2150-07-01T00:00:00Z", 3600},
    {"Africa/Casablanca", "2025-02-01T00:00:00Z", 3600},
    {"Africa/Casablanca", "2025-03-15T00:00:00Z", 0}, /* Ramadan */
    {"Africa/El_Aaiun", "2025-03-15T00:00:00Z", 0},
    {"Africa/El_Aaiun", "2025-06-01T00:00:00Z", 3600},
    {"Pacific/Apia", "2011-12-30T09:59:59Z", -36000},
    {"Pacific/Apia", "2011-12-30T10:00:00Z", 50400},
    {"Pacific/Kiritimati", "1994-12-31T09:59:59Z", -36000},
    {"Pacific/Kiritimati", "1994-12-31T10:00:00Z", 50400},
    {"America/St_Johns", "2026-01-01T00:00:00Z", -12600},
    {"America/St_Johns", "2199-07-01T00:00:00Z", -9000},
    {"Africa/Monrovia", "1971-01-01T00:00:00Z", -2670},
    {"America/Caracas", "2010-01-01T00:00:00Z", -16200},
    {"Asia/Kathmandu", "2026-01-01T00:00:00Z", 20700},
};

static void
offsets_are_those_of_tzdata(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(offsets); i++) {
        const struct tz *z = zone(offsets[i].zone);
        struct instant at = utc(offsets[i].at);
        int32_t got = tz_offset_at(z, at);

        if (got != offsets[i].offset)
            fail_msg("%s at %s: %d, not %d", offsets[i].zone, offsets[i].at, got,
                     offsets[i].offset);
        assert_int_equal(tz_to_local(z, at).us, at.us + got * INT64_C(1000000));
    }
}

static const struct {
    const char *name, *zone, *wall, *at;
} walls[] = {
    {"an ordinary time", "Europe/Berlin", "2026-03-01T09:00:00.25Z", "2026-03-01T08:00:00.25Z"},
    {"before a gap", "Europe/Berlin", "2026-03-29T01:59:59.999999Z", "2026-03-29T00:59:59.999999Z"},
    {"a gap begins", "Europe/Berlin", "2026-03-29T02:00:00Z", "2026-03-29T01:00:00Z"},
    {"inside a gap", "Europe/Berlin", "2026-03-29T02:30:00Z", "2026-03-29T01:30:00Z"},
    {"a gap ends", "Europe/Berlin", "2026-03-29T03:00:00Z", "2026-03-29T01:00:00Z"},
    {"before an overlap", "Europe/Berlin", "2026-10-25T01:59:59Z", "2026-10-24T23:59:59Z"},
    {"an overlap begins", "Europe/Berlin", "2026-10-25T02:00:00Z", "2026-10-25T00:00:00Z"},
    {"inside an overlap", "Europe/Berlin", "2026-10-25T02:30:00Z", "2026-10-25T00:30:00Z"},
    {"an overlap ends", "Europe/Berlin", "2026-10-25T03:00:00Z", "2026-10-25T02:00:00Z"},
    {"a gap by the rule alone", "Europe/Berlin", "2199-03-31T02:30:00Z", "2199-03-31T01:30:00Z"},
    {"an overlap by the rule alone", "Europe/Berlin", "2199-10-27T02:30:00Z",
     "2199-10-27T00:30:00Z"},
    {"the example of RFC 5545", "America/New_York", "2007-03-11T02:30:00Z", "2007-03-11T07:30:00Z"},
    {"its overlap", "America/New_York", "2007-11-04T01:30:00Z", "2007-11-04T05:30:00Z"},
    {"half an hour's gap", "Australia/Lord_Howe", "2026-10-04T02:15:00Z", "2026-10-03T15:45:00Z"},
    {"half an hour's overlap", "Australia/Lord_Howe", "2026-04-05T01:45:00Z",
     "2026-04-04T14:45:00Z"},
    {"a gap where summer is standard", "Europe/Dublin", "2026-03-29T01:30:00Z",
     "2026-03-29T01:30:00Z"},
    {"an overlap where summer is standard", "Europe/Dublin", "2026-10-25T01:30:00Z",
     "2026-10-25T00:30:00Z"},
    {"a day that was skipped", "Pacific/Apia", "2011-12-30T12:00:00Z", "2011-12-30T22:00:00Z"},
    {"after the skipped day", "Pacific/Apia", "2011-12-31T00:00:00Z", "2011-12-30T10:00:00Z"},
    {"another skipped day", "Pacific/Kiritimati", "1994-12-31T12:00:00Z", "1994-12-31T22:00:00Z"},
    {"a change at one minute past midnight", "America/St_Johns", "2010-03-14T00:30:00Z",
     "2010-03-14T04:00:00Z"},
    {"local mean time", "Europe/Berlin", "1890-01-01T00:00:00Z", "1889-12-31T23:06:32Z"},
};

static void
local_times_resolve_as_rfc_5545_says(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(walls); i++) {
        struct instant got = tz_to_instant(zone(walls[i].zone), wall(walls[i].wall));
        char text[INSTANT_TEXT];

        instant_format(got, text);
        if (strcmp(text, walls[i].at) != 0)
            fail_msg("%s: %s, not %s", walls[i].name, text, walls[i].at);
    }
}

static const struct {
    const char *name, *zone, *day, *at;
} starts[] = {
    {"midnight", "Europe/Berlin", "2026-03-29", "2026-03-28T23:00:00Z"},
    {"a gap at midnight", "America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00Z"},
    {"an overlap before midnight", "America/Sao_Paulo", "2018-02-18", "2018-02-18T03:00:00Z"},
    {"an overlap over midnight", "America/St_Johns", "2010-11-07", "2010-11-07T02:30:00Z"},
    {"a midnight that comes twice", "America/Havana", "2025-11-02", "2025-11-02T04:00:00Z"},
    {"a skipped day", "Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z"},
    {"the day after it", "Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00Z"},
};

static void
a_day_starts_at_its_first_instant(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(starts); i++) {
        struct day d;
        char text[INSTANT_TEXT];

        assert_true(day_parse(starts[i].day, strlen(starts[i].day), &d));
        instant_format(tz_day_start(zone(starts[i].zone), d), text);
        if (strcmp(text, starts[i].at) != 0)
            fail_msg("%s: %s, not %s", starts[i].name, text, starts[i].at);
    }
}

static const char *const round_trips[] = {
    "Europe/Berlin",     "America/St_Johns", "Australia/Lord_Howe", "Pacific/Apia",
    "Africa/Casablanca", "Europe/Dublin",    "America/Havana",      "Antarctica/Troll",
};

/* Of an overlap's two instants the first comes back; every other instant is itself. */
static void
an_instant_comes_back_from_its_local_time(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(round_trips); i++) {
        const struct tz *z = zone(round_trips[i]);

        for (int64_t us = instant_min.us; us < instant_max.us;
             us += INT64_C(86400000000) * 11 / 7) {
            struct instant at = {us}, back = tz_to_instant(z, tz_to_local(z, at));

            CHECK(round_trips[i], back.us <= at.us);
            CHECK(round_trips[i], tz_to_local(z, back).us == tz_to_local(z, at).us);
        }
    }
}

static void
every_span_of_a_zone_meets_the_next(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(round_trips); i++) {
        const struct tz *z = zone(round_trips[i]);
        struct tz_span span = tz_span_at(z, instant_min.us / 1000000);

        while (span.end < instant_max.us / 1000000) {
            struct tz_span next = tz_span_at(z, span.end), again = tz_span_at(z, span.end - 1);

            CHECK(round_trips[i], next.start == span.end && next.end > next.start);
            CHECK(round_trips[i], again.start == span.start && again.end == span.end);
            span = next;
        }
    }
}

static const char *const changing[] = {"UTC",          "Europe/Berlin",     "Australia/Lord_Howe",
                                       "Pacific/Apia", "Africa/Casablanca", "America/St_Johns"};

/* Walls of every hour and a half from 1900 to 2200 take a while under ASan; these years have it
 * all. */
#define FIRST_WALL wall("2005-01-01T00:00:00Z").us

#define LAST_WALL wall("2045-01-01T00:00:00Z").us

#define WALL_STEP INT64_C(5400000000)

static void
a_stretch_converts_all_its_times(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(changing); i++) {
        const struct tz *z = zone(changing[i]);
        struct tz_stretch stretch = tz_stretch_from(z, (struct local){FIRST_WALL});

        for (int64_t us = FIRST_WALL; us < LAST_WALL; us += WALL_STEP) {
            struct instant at = tz_to_instant(z, (struct local){us});

            if (us >= stretch.until.us)
                stretch = tz_stretch_from(z, (struct local){us});
            CHECK(changing[i], us < stretch.until.us && stretch.gap.us <= stretch.until.us);
            CHECK(changing[i], at.us == us - stretch.offset_us);
            CHECK(changing[i], (tz_to_local(z, at).us != us) == (us >= stretch.gap.us));
        }
    }
}

static void
walls_before_that_of_an_instant_lie_before_it(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(changing); i++) {
        const struct tz *z = zone(changing[i]);

        for (int64_t us = FIRST_WALL; us < LAST_WALL; us += WALL_STEP) {
            struct local before = tz_wall_before(z, (struct instant){us});

            CHECK(changing[i], before.us <= tz_to_local(z, (struct instant){us}).us);
            for (int64_t k = 1; k < 30; k++)
                CHECK(changing[i],
                      tz_to_instant(z, (struct local){before.us - k * k * 100000000}).us < us);
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(offsets_are_those_of_tzdata),
        cmocka_unit_test(local_times_resolve_as_rfc_5545_says),
        cmocka_unit_test(a_day_starts_at_its_first_instant),
        cmocka_unit_test(an_instant_comes_back_from_its_local_time),
        cmocka_unit_test(every_span_of_a_zone_meets_the_next),
        cmocka_unit_test(a_stretch_converts_all_its_times),
        cmocka_unit_test(walls_before_that_of_an_instant_lie_before_it),
    };

    return cmocka_run_group_tests_name("tz", tests, NULL, NULL);
}
