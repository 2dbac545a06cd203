#include "shared/base/check.h"
#include "shared/base/must.h"
#include "shared/time/tz.h"
#include "shared/time/tz_internal.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static const struct tz *
zone(const char *name)
{
    const struct tz *z = tz_find(name, strlen(name));

    if (z == NULL)
        fail_msg("no zone %s: is tzdata installed?", name);
    return z;
}

static struct instant
utc(const char *text)
{
    struct instant at;

    if (!instant_parse(text, strlen(text), &at))
        fail_msg("%s is no instant", text);
    return at;
}

/* A wall-clock time is written as if it were UTC. */
static struct local
wall(const char *text)
{
    return (struct local){utc(text).us};
}

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

static const char *const no_zones[] = {
    "",
    "/",
    "Europe",
    "Europe/",
    "/Europe/Berlin",
    "Europe//Berlin",
    "Europe/Nowhere",
    "europe/berlin",
    "../zoneinfo/UTC",
    "Europe/../UTC",
    "./UTC",
    "UTC ",
    " UTC",
    "UTC\n",
    "zone.tab",
    "zone1970.tab",
    "tzdata.zi",
    "leapseconds",
    "leap-seconds.list",
    "localtime",
    "posixrules",
    "right/UTC",
    "posix/UTC",
    "right/Europe/Berlin",
    "posix/Europe/Berlin",
    "Europe/Bérlin",
    "CET-1CEST,M3.5.0,M10.5.0/3",
    ":UTC",
    "America/Argentina",
    "Europe/BerlinEurope/BerlinEurope/BerlinEurope/BerlinEurope/BerlinEurope/Berlin",
};

static void
other_names_are_no_zones(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(no_zones); i++)
        CHECK(no_zones[i], tz_find(no_zones[i], strlen(no_zones[i])) == NULL);
    assert_null(tz_find("UTC\0x", 5));
    assert_null(tz_find("Europe/Berlin", 6));
}

static void
a_zone_is_loaded_once_and_links_count(void **state)
{
    (void)state;
    assert_ptr_equal(zone("Europe/Berlin"), zone("Europe/Berlin"));
    assert_ptr_equal(tz_find("Europe/Berlin?", 13), zone("Europe/Berlin"));
    assert_non_null(zone("US/Eastern"));
    assert_non_null(zone("America/Argentina/ComodRivadavia"));
    assert_non_null(zone("Etc/GMT-14"));
    assert_non_null(zone("EST5EDT"));
}

static const char *const many[] = {"Asia/Tokyo",    "Asia/Seoul",   "Asia/Kolkata", "Asia/Dubai",
                                   "Europe/London", "Europe/Paris", "Europe/Rome",  "Europe/Oslo"};

static void *
find_many(void *arg)
{
    const struct tz **out = arg;

    for (size_t i = 0; i < ARRAY_LEN(many); i++)
        out[i] = tz_find(many[i], strlen(many[i]));
    return NULL;
}

static void
threads_that_ask_at_once_get_the_same_zone(void **state)
{
    enum { THREADS = 4 };
    const struct tz *got[THREADS][ARRAY_LEN(many)];
    pthread_t threads[THREADS];

    (void)state;
    for (int t = 0; t < THREADS; t++)
        assert_int_equal(pthread_create(&threads[t], NULL, find_many, got[t]), 0);
    for (int t = 0; t < THREADS; t++)
        pthread_join(threads[t], NULL);
    for (int t = 0; t < THREADS; t++)
        for (size_t i = 0; i < ARRAY_LEN(many); i++) {
            assert_non_null(got[t][i]);
            assert_ptr_equal(got[t][i], got[0][i]);
        }
}

static const struct {
    const char *rule, *at;
    int32_t offset;
} rules[] = {
    {"UTC0", "2026-07-01T00:00:00Z", 0},
    {"<+0330>-3:30", "2026-07-01T00:00:00Z", 12600},
    {"<-00>0:00:01", "2026-07-01T00:00:00Z", -1},
    {"CET-1CEST,M3.5.0,M10.5.0/3", "2026-03-29T00:59:59Z", 3600},
    {"CET-1CEST,M3.5.0,M10.5.0/3", "2026-03-29T01:00:00Z", 7200},
    {"CET-1CEST,M3.5.0,M10.5.0/3", "2026-10-25T00:59:59Z", 7200},
    {"CET-1CEST,M3.5.0,M10.5.0/3", "2026-10-25T01:00:00Z", 3600},
    {"AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-01-01T00:00:00Z", 39600},
    {"AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-07-01T00:00:00Z", 36000},
    {"<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2026-01-01T00:00:00Z", 39600},
    {"IST-1GMT0,M10.5.0,M3.5.0/1", "2026-12-31T00:00:00Z", 0},
    {"IST-1GMT0,M10.5.0,M3.5.0/1", "2026-07-01T00:00:00Z", 3600},
    /* Nuuk: the change falls on the day before the named Sunday. */
    {"<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T00:59:59Z", -7200},
    {"<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T01:00:00Z", -3600},
    /* Gaza: 50 hours after a Thursday's midnight is a Saturday. */
    {"EET-2EEST,M3.4.4/50,M10.4.4/50", "2026-03-27T23:59:59Z", 7200},
    {"EET-2EEST,M3.4.4/50,M10.4.4/50", "2026-03-28T00:00:00Z", 10800},
    /* Daylight time all year, both ways that RFC 9636 section 3.3.1 gives. */
    {"EST5EDT,0/0,J365/25", "2025-12-31T23:30:00Z", -14400},
    {"EST5EDT,0/0,J365/25", "2026-01-01T05:00:00Z", -14400},
    {"EST5EDT,0/0,J365/25", "2028-12-31T23:30:00Z", -14400},
    {"XXX3EDT4,0/0,J365/23", "2026-01-01T03:00:00Z", -14400},
    {"XXX3EDT4,0/0,J365/23", "2026-07-01T00:00:00Z", -14400},
    /* J60 is March 1 in every year; day 59 counted from 0 is February 29 in a leap year. */
    {"AAA0BBB,J60/0,J300/0", "2028-02-29T23:59:59Z", 0},
    {"AAA0BBB,J60/0,J300/0", "2028-03-01T00:00:00Z", 3600},
    {"AAA0BBB,J60/0,J300/0", "2027-03-01T00:00:00Z", 3600},
    {"AAA0BBB,59/0,300/0", "2028-02-29T00:00:00Z", 3600},
    {"AAA0BBB,59/0,300/0", "2027-02-28T23:59:59Z", 0},
    {"AAA0BBB,59/0,300/0", "2027-03-01T00:00:00Z", 3600},
    /* A week more moves the change over the end of the year. */
    {"AAA0BBB,M12.5.0/167,M6.1.0/0", "2026-12-31T00:00:00Z", 0},
    {"AAA0BBB,M12.5.0/167,M6.1.0/0", "2027-01-02T22:59:59Z", 0},
    {"AAA0BBB,M12.5.0/167,M6.1.0/0", "2027-01-02T23:00:00Z", 3600},
    {"AAA0BBB,J1/-167,M6.1.0/0", "2025-12-25T00:59:59Z", 0},
    {"AAA0BBB,J1/-167,M6.1.0/0", "2025-12-25T01:00:00Z", 3600},
    {"AAA0BBB1:30:15,M3.1.0,M6.1.0/0", "2026-04-01T00:00:00Z", -5415},
};

static void
rules_hold_for_ever(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rules); i++) {
        int64_t at = utc(rules[i].at).us / 1000000;
        struct tz_rule rule;
        struct tz_span span;

        CHECK(rules[i].rule, tz_rule_parse(rules[i].rule, strlen(rules[i].rule), &rule));
        span = tz_rule_span(&rule, at);
        if (span.offset != rules[i].offset)
            fail_msg("%s at %s: %d, not %d", rules[i].rule, rules[i].at, span.offset,
                     rules[i].offset);
        CHECK(rules[i].rule, span.start <= at && at < span.end);
    }
}

static const char *const bad_rules[] = {
    "",
    "UTC",
    "0",
    "UT0",
    "<+3>-3",
    "<+03-3",
    "<+03>",
    "+03>-3",
    "U1C0",
    "UTC25",
    "UTC24:60",
    "UTC0:0:60",
    "UTC0:",
    "UTC0 ",
    "UTC0\n",
    "CET-1CEST",
    "CET-1CEST,",
    "CET-1CEST,M3.5.0",
    "CET-1CEST,M3.5.0,",
    "CET-1CEST,M3.5.0,M10.5.0/3,",
    "CET-1CEST,M3.5.0,M10.5.0/",
    "CET-1CEST,M0.5.0,M10.5.0",
    "CET-1CEST,M13.5.0,M10.5.0",
    "CET-1CEST,M3.0.0,M10.5.0",
    "CET-1CEST,M3.6.0,M10.5.0",
    "CET-1CEST,M3.5.7,M10.5.0",
    "CET-1CEST,M3.5,M10.5.0",
    "CET-1CEST,J0,J365",
    "CET-1CEST,J1,J366",
    "CET-1CEST,0,366",
    "CET-1CEST,0/168,365",
    "CET-1CEST,0/-168,365",
    "CET-1CEST,0001,365",
    "CET-1C,M3.5.0,M10.5.0",
    "CET--1",
    "CET+-1",
};

static void
bad_rules_are_refused(void **state)
{
    struct tz_rule rule;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(bad_rules); i++)
        CHECK(bad_rules[i], !tz_rule_parse(bad_rules[i], strlen(bad_rules[i]), &rule));
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

/* The smallest file: no transitions, one type, a rule. */
static const uint8_t tiny[] = "TZif2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
                              "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\0\0\0\x04"
                              "\0\0\0\0\0\0UTC\0"
                              "TZif2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
                              "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\0\0\0\x04"
                              "\0\0\x0e\x10\0\0CET\0"
                              "\nCET-1\n";
enum { SECOND_HEADER = 44 + 10, SECOND_DATA = SECOND_HEADER + 44 };

static struct tz *
load_changed(size_t len, size_t at, uint8_t to)
{
    uint8_t *copy = malloc(len);
    struct tz *z;

    memcpy(copy, tiny, len);
    if (at < len)
        copy[at] = to;
    z = tz_load("X", 1, (struct bytes){copy, len});
    free(copy);
    return z;
}

static const struct {
    const char *name;
    size_t at;
    uint8_t to;
} damages[] = {
    {"no magic", 0, 'X'},
    {"version 1", 4, 0},
    {"no second magic", SECOND_HEADER, 'X'},
    {"more leap seconds than none", SECOND_HEADER + 31, 1},
    {"more times than there are", SECOND_HEADER + 35, 1},
    {"four billion times", SECOND_HEADER + 32, 0xff},
    {"no type", SECOND_HEADER + 39, 0},
    {"more types than there are", SECOND_HEADER + 36, 0xff},
    {"more names than there are", SECOND_HEADER + 40, 0xff},
    {"an offset of years", SECOND_DATA, 0x7f},
    {"a negative offset of years", SECOND_DATA, 0x80},
    {"no line before the rule", SECOND_DATA + 10, ' '},
    {"a bad rule", SECOND_DATA + 11, '-'},
    {"no line after the rule", SECOND_DATA + 16, ' '},
};

static void
damaged_files_are_refused(void **state)
{
    struct tz *z = load_changed(sizeof tiny - 1, SIZE_MAX, 0);

    (void)state;
    assert_non_null(z);
    assert_int_equal(tz_offset_at(z, (struct instant){0}), 3600);
    tz_free(z);
    for (size_t len = 0; len < sizeof tiny - 1; len++)
        assert_null(load_changed(len, SIZE_MAX, 0));
    for (size_t i = 0; i < ARRAY_LEN(damages); i++) {
        z = load_changed(sizeof tiny - 1, damages[i].at, damages[i].to);
        CHECK(damages[i].name, z == NULL);
    }
}

static const char *const changing[] = {"UTC",          "Europe/Berlin",     "Australia/Lord_Howe",
                                       "Pacific/Apia", "Africa/Casablanca", "America/St_Johns"};

/* Walls of every hour and a half from 1900 to 2200 take a while under ASan; these years have it
 * all. */
#define FIRST_WALL wall("2005-01-01T00:00:00Z").us
#define LAST_WALL  wall("2045-01-01T00:00:00Z").us
#define WALL_STEP  INT64_C(5400000000)

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
        cmocka_unit_test(other_names_are_no_zones),
        cmocka_unit_test(a_zone_is_loaded_once_and_links_count),
        cmocka_unit_test(threads_that_ask_at_once_get_the_same_zone),
        cmocka_unit_test(rules_hold_for_ever),
        cmocka_unit_test(bad_rules_are_refused),
        cmocka_unit_test(every_span_of_a_zone_meets_the_next),
        cmocka_unit_test(damaged_files_are_refused),
        cmocka_unit_test(a_stretch_converts_all_its_times),
        cmocka_unit_test(walls_before_that_of_an_instant_lie_before_it),
    };

    return cmocka_run_group_tests_name("tz", tests, NULL, NULL);
}
