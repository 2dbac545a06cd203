/* Where occurrences lie: gaps and overlaps, patterns, windows, ends. */
#include "shared/recur/test_series.h"

/* Walls with the UTC time each means. */
static const struct {
    const char *name, *zone, *start, *rule, *from, *until, *answer;
} changes[] = {
    {"a time in the gap is that of the offset before, the next is not shifted", "Europe/Berlin",
     "20260328T0230", "FREQ=DAILY;COUNT=4", "20260101", "20270101",
     "20260328T0230>20260328T0130 20260329T0230>20260329T0130 20260330T0230>20260330T0030 "
     "20260331T0230>20260331T0030"},
    {"a weekly 09:00 stays at 09:00", "Europe/Berlin", "20260322T0900", "FREQ=WEEKLY;COUNT=3",
     "20260101", "20270101",
     "20260322>20260322T0800 20260329>20260329T0700 20260405>20260405T0700"},
    {"a time in an overlap is the first", "Europe/Berlin", "20261024T0230", "FREQ=DAILY;COUNT=3",
     "20260101", "20270101",
     "20261024T0230>20261024T0030 20261025T0230>20261025T0030 20261026T0230>20261026T0130"},
    {"every hour through a gap: what coincides appears once", "Europe/Berlin", "20260329T0030",
     "FREQ=HOURLY;COUNT=6", "20260101", "20270101",
     "20260329T0030>20260328T2330 20260329T0130>20260329T0030 20260329T0230>20260329T0130 "
     "20260329T0430>20260329T0230 20260329T0530>20260329T0330"},
    {"what coincides is still counted", "Europe/Berlin", "20260329T0130", "FREQ=HOURLY;COUNT=3",
     "20260101", "20270101", "20260329T0130>20260329T0030 20260329T0230>20260329T0130"},
    {"times of a gap stand in the order of instants", "Europe/Berlin", "20260328T0230",
     "FREQ=DAILY;BYHOUR=2,3;BYMINUTE=0,30,45;COUNT=11", "20260329", "20260330",
     "20260329T0200>20260329T0100 20260329T0230>20260329T0130 20260329T0245>20260329T0145"},
    {"every hour through an overlap: walls, each once", "Europe/Berlin", "20261025T0030",
     "FREQ=HOURLY;COUNT=5", "20260101", "20270101",
     "20261025T0030>20261024T2230 20261025T0130>20261024T2330 20261025T0230>20261025T0030 "
     "20261025T0330>20261025T0230 20261025T0430>20261025T0330"},
    {"half an hour of gap", "Australia/Lord_Howe", "20261003T0215", "FREQ=DAILY;COUNT=3",
     "20260101", "20270101",
     "20261003T0215>20261002T1545 20261004T0215>20261003T1545 20261005T0215>20261004T1515"},
    {"the day that Samoa left out is the one after", "Pacific/Apia", "20111229T1000",
     "FREQ=DAILY;COUNT=4", "20110101", "20120201",
     "20111229T1000>20111229T2000 20111230T1000>20111230T2000 20120101T1000>20111231T2000"},
    {"a window that begins in the gap's hour finds what the gap holds", "Europe/Berlin",
     "20260301T0230", "FREQ=DAILY", "20260329T0130", "20260329T0200",
     "20260329T0230>20260329T0130"},
    {"a window that begins in an overlap's second hour", "Europe/Berlin", "20261001T0230",
     "FREQ=DAILY", "20261025T0100", "20261026T0130", ""},
    {"a start in the gap", "America/New_York", "20260308T0230", "FREQ=YEARLY;COUNT=2", "20260101",
     "20300101", "20260308T0230>20260308T0730 20270308T0230>20270308T0730"},
};

static void
local_times_resolve_as_rfc_5545_says(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(changes); i++)
        check_told(changes[i].name,
                   moments(arena, changes[i].zone, changes[i].start, changes[i].rule),
                   changes[i].from, changes[i].until, true, changes[i].answer);
}

/* Walls in UTC, inside a window. */
static const struct {
    const char *name, *start, *rule, *from, *until, *answer;
} patterns[] = {
    {"a window a hundred and fifty years later", "20000103T0900", "FREQ=WEEKLY;INTERVAL=3",
     "21500101", "21500301", "21500105 21500126 21500216"},
    {"daily far away keeps its interval", "20000101T0900", "FREQ=DAILY;INTERVAL=7", "21991201",
     "22000101", "21991207 21991214 21991221 21991228"},
    {"nothing starts in 2200", "21991230T0900", "FREQ=DAILY", "21990101", "22500101",
     "21991230 21991231"},
    {"from before 1900 on", "19000101T0900", "FREQ=YEARLY", "17000101", "19020101",
     "19000101 19010101"},
    {"leap days", "19960229T0900", "FREQ=YEARLY", "19960101", "20130101",
     "19960229 20000229 20040229 20080229 20120229"},
    {"2100 has no leap day", "20920229T0900", "FREQ=YEARLY", "20920101", "21090101",
     "20920229 20960229 21040229 21080229"},
    {"the 31st of every month", "20260131T0900", "FREQ=MONTHLY", "20260101", "20270101",
     "20260131 20260331 20260531 20260731 20260831 20261031 20261231"},
    {"the last day of every month", "20240131T0900", "FREQ=MONTHLY;BYMONTHDAY=-1", "20240101",
     "20240501", "20240131 20240229 20240331 20240430"},
    {"the 31st from the end", "20260101T0900", "FREQ=MONTHLY;BYMONTHDAY=-31", "20260101",
     "20260701", "20260101 20260301 20260501"},
    {"the 366th day", "20241231T0900", "FREQ=YEARLY;BYYEARDAY=366", "20240101", "20330101",
     "20241231 20281231 20321231"},
    {"the 366th day from the end", "20240101T0900", "FREQ=YEARLY;BYYEARDAY=-366", "20240101",
     "20330101", "20240101 20280101 20320101"},
    {"week 53", "20201228T0900", "FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO", "20200101", "20450101",
     "20201228 20261228 20321227 20371228 20431228"},
    {"the last week, whichever it is", "20201228T0900", "FREQ=YEARLY;BYWEEKNO=-1;BYDAY=MO",
     "20200101", "20240101", "20201228 20211227 20221226 20231225"},
    {"week 1 begins in December", "20251229T0900", "FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO,TH", "20250101",
     "20270201", "20251229 20260101 20270104 20270107"},
    {"week -53 is week 1 of a long year", "20200101T0900", "FREQ=YEARLY;BYWEEKNO=-53;BYDAY=TU",
     "20190101", "20270101", "20200101 20251230"},
    {"weeks that begin on Sunday", "20260104T0900", "FREQ=YEARLY;BYWEEKNO=1;BYDAY=SU;WKST=SU",
     "20260101", "20290101", "20260104 20270103 20280102 20281231"},
    {"a week number takes its weekday from the start", "20260513T0900", "FREQ=YEARLY;BYWEEKNO=20",
     "20260101", "20290101", "20260513 20270519 20280517"},
    {"the fifth Friday", "20260130T0900", "FREQ=MONTHLY;BYDAY=5FR", "20260101", "20270101",
     "20260130 20260529 20260731 20261030"},
    {"Mondays and the last Friday", "20260601T0900", "FREQ=MONTHLY;BYDAY=MO,-1FR", "20260601",
     "20260701", "20260601 20260608 20260615 20260622 20260626 20260629"},
    {"the last Sunday of the year", "20261227T0900", "FREQ=YEARLY;BYDAY=-1SU", "20260101",
     "20290101", "20261227 20271226 20281231"},
    {"the second Sunday in May", "20260510T0900", "FREQ=YEARLY;BYMONTH=5;BYDAY=2SU", "20260101",
     "20290101", "20260510 20270509 20280514"},
    {"an ordinal with a month day is a limit", "20260313T0900",
     "FREQ=MONTHLY;BYDAY=2FR;BYMONTHDAY=13", "20260101", "20280101", "20260313 20261113 20270813"},
    {"positions over days and times", "20260601T0900",
     "FREQ=MONTHLY;BYDAY=MO,TU;BYHOUR=9,17;BYSETPOS=1,4,-1", "20260601", "20260801",
     "20260601 20260602T1700 20260630T1700 20260706 20260707T1700 20260728T1700"},
    {"positions in a week count from its first day, also before the start", "20260603T0900",
     "FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=2,-1", "20260601", "20260614",
     "20260603 20260605 20260610 20260612"},
    {"positions in a week over a turn of the year", "20251229T0900",
     "FREQ=WEEKLY;BYDAY=MO,TH,SA;BYSETPOS=1,-1", "20251225", "20260111",
     "20251229 20260103 20260105 20260110"},
    {"positions in an hour", "20260601T0900",
     "FREQ=HOURLY;INTERVAL=12;BYMINUTE=0,20,40;BYSETPOS=-1,1;COUNT=4", "20260601", "20260701",
     "20260601 20260601T0940 20260601T2100 20260601T2140"},
    {"every 36 hours", "20260601T0900", "FREQ=HOURLY;INTERVAL=36;COUNT=4", "20260601", "20260701",
     "20260601 20260602T2100 20260604 20260605T2100"},
    {"every five hours, at nine", "20260601T0900", "FREQ=HOURLY;INTERVAL=5;BYHOUR=9", "20260601",
     "20260613", "20260601 20260606 20260611"},
    {"every 50 minutes in the office on Mondays", "20260601T0900",
     "FREQ=MINUTELY;INTERVAL=50;BYHOUR=9,10;BYDAY=MO", "20260601", "20260609",
     "20260601 20260601T0950 20260601T1040 20260608T0920 20260608T1010"},
    {"every seven minutes, at one of them", "20260601T0900",
     "FREQ=MINUTELY;INTERVAL=7;BYHOUR=9;BYMINUTE=0", "20260601", "20260616",
     "20260601 20260608 20260615"},
    {"seconds of a minute", "20260601T0900", "FREQ=SECONDLY;BYHOUR=9;BYMINUTE=0;BYSECOND=0,30",
     "20260601", "20260603", "20260601 20260601T090030 20260602 20260602T090030"},
    {"the second 60 is 59", "20260601T0900", "FREQ=DAILY;BYSECOND=60;COUNT=2", "20260601",
     "20260701", "20260601 20260601T090059"},
    {"a start that does not match is the first and counts", "20260602T0900",
     "FREQ=MONTHLY;BYMONTHDAY=15;COUNT=3", "20260101", "20270101", "20260602 20260615 20260715"},
    {"a start that does not match, in a grid", "20260601T0900",
     "FREQ=MINUTELY;INTERVAL=50;BYHOUR=10;COUNT=3", "20260101", "20270101",
     "20260601 20260601T1040 20260602T1000"},
    {"a start that does not match, with a weekly interval", "20260602T0900",
     "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;COUNT=3", "20260101", "20270101",
     "20260602 20260615 20260629"},
    {"until a day, all of it", "20260601T0900", "FREQ=DAILY;BYHOUR=9,23;UNTIL=20260602", "20260101",
     "20270101", "20260601 20260601T2300 20260602 20260602T2300"},
    {"until a local time, with it", "20260601T0900", "FREQ=DAILY;UNTIL=20260603T090000", "20260101",
     "20270101", "20260601 20260602 20260603"},
    {"until an instant, with it", "20260601T0900", "FREQ=DAILY;UNTIL=20260603T090000Z", "20260101",
     "20270101", "20260601 20260602 20260603"},
    {"until one second less", "20260601T0900", "FREQ=DAILY;UNTIL=20260603T085959Z", "20260101",
     "20270101", "20260601 20260602"},
    {"an end before the start leaves the start", "20260601T0900", "FREQ=DAILY;UNTIL=20250101",
     "20260101", "20270101", "20260601"},
    {"counted, a window after the last", "20260601T0900", "FREQ=DAILY;COUNT=10000", "20531016",
     "20600101", "20531016"},
    {"counted by times and by days", "20260601T0900", "FREQ=DAILY;BYHOUR=1,9,17;COUNT=8",
     "20260603", "20270101", "20260603T0100 20260603 20260603T1700"},
    {"no rule", "20260601T0900", NULL, "20260101", "20270101", "20260601"},
};

static void
patterns_come_out_in_any_window(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(patterns); i++)
        check_told(patterns[i].name, moments(arena, "UTC", patterns[i].start, patterns[i].rule),
                   patterns[i].from, patterns[i].until, false, patterns[i].answer);
}

/* 23:30Z is the next day in Berlin, 00:30 in summer is the day before in UTC. */
static const struct {
    const char *rule;
    int count;
} ends[] = {
    {"FREQ=DAILY;UNTIL=20260603T220000Z", 3}, {"FREQ=DAILY;UNTIL=20260603T223000Z", 4},
    {"FREQ=DAILY;UNTIL=20260603", 3},         {"FREQ=DAILY;UNTIL=20260604T002959", 3},
    {"FREQ=DAILY;UNTIL=20260604T003000", 4},  {"FREQ=DAILY;UNTIL=99991231T235959Z", 63402},
};

static void
until_in_utc_is_an_instant_and_others_are_walls(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
        struct series_iter it;
        struct occurrence o;
        int count = 0;

        series_begin(&it, moments(arena, "Europe/Berlin", "20260601T0030", ends[i].rule),
                     instant_min, instant_max);
        while (series_next(&it, &o))
            count++;
        if (count != ends[i].count)
            fail_msg("%s: %d", ends[i].rule, count);
    }
}

/* 02:30 first comes at 00:30Z, the clock goes back at 01:00Z. */
static void
until_may_lie_in_the_second_hour_of_an_overlap(void **state)
{
    (void)state;
    check_told(
        "02:30 is inside",
        moments(arena, "Europe/Berlin", "20261024T0230", "FREQ=DAILY;UNTIL=20261025T011000Z"),
        "20260101", "20270101", false, "20261024T0230 20261025T0230");
}

static void
an_occurrence_overlaps_a_window_by_its_length(void **state)
{
    struct series_definition d = {.zone = zone("UTC"),
                                  .start = wall("20260601T0900"),
                                  .length_us = HOUR_US,
                                  .rule = rule(arena, "FREQ=DAILY")};
    const struct series *s = series(arena, &d);

    (void)state;
    check_told("ends after", s, "20260603T0959", "20260603T2000", false, "20260603");
    check_told("ends at", s, "20260603T1000", "20260603T2000", false, "");
    check_told("starts before the end", s, "20260603T0000", "20260603T090001", false, "20260603");
    check_told("starts at the end", s, "20260603T0000", "20260603T0900", false, "");
    d.length_us = 3 * DAY_US;
    check_told("longer than the interval", series(arena, &d), "20260610T0900", "20260610T1000",
               false, "20260608 20260609 20260610");
    d.length_us = 0;
    check_told("of no length, at the start", series(arena, &d), "20260603T0900", "20260603T0901",
               false, "20260603");
    check_told("of no length, at the end", series(arena, &d), "20260603T0800", "20260603T0900",
               false, "");
}

static void
a_start_keeps_its_fraction(void **state)
{
    struct series_definition d = {.zone = zone("Europe/Berlin"),
                                  .start = {wall("20260601T0900").us + 250000},
                                  .rule = rule(arena, "FREQ=DAILY;UNTIL=20260603T090000")};
    struct instant first, last;

    (void)state;
    assert_int_equal(series_extent(series(arena, &d), &first, &last), SERIES_BOUNDED);
    assert_int_equal(first.us, utc("20260601T0700").us + 250000);
    assert_int_equal(last.us, utc("20260602T0700").us + 250000);
}

static void
elapsed_time_is_kept_and_days_are_days(void **state)
{
    struct series_definition d = {.zone = zone("Europe/Berlin"),
                                  .start = wall("20260328T2200"),
                                  .length_us = 8 * HOUR_US,
                                  .days = 2,
                                  .rule = rule(arena, "FREQ=DAILY;COUNT=2")};
    struct series_iter it;
    struct occurrence o;

    (void)state;
    series_begin(&it, series(arena, &d), instant_min, instant_max);
    assert_true(series_next(&it, &o));
    assert_int_equal(o.end.us, utc("20260329T0500").us);
    d.all_day = true;
    d.start = wall("20260328");
    series_begin(&it, series(arena, &d), instant_min, instant_max);
    assert_true(series_next(&it, &o));
    assert_int_equal(o.start.us, utc("20260327T2300").us);
    assert_int_equal(o.end.us, utc("20260329T2200").us);
    assert_true(series_next(&it, &o));
    assert_int_equal(o.start.us, utc("20260328T2300").us);
    assert_int_equal(o.end.us, utc("20260330T2200").us);
    assert_false(series_next(&it, &o));
}

static const struct series *
all_day(const char *zone_name, const char *start, int days, const char *text)
{
    const struct series_definition d = {.zone = zone(zone_name),
                                        .all_day = true,
                                        .start = wall(start),
                                        .days = days,
                                        .rule = rule(arena, text)};

    return series(arena, &d);
}

static void
all_day_series_lie_where_they_are_asked_for(void **state)
{
    (void)state;
    check_told("in Auckland", all_day("Pacific/Auckland", "20260601", 1, "FREQ=WEEKLY"),
               "20260607T1200", "20260608T1200", false, "20260608T0000");
    check_told("the evening before", all_day("Pacific/Auckland", "20260601", 1, "FREQ=WEEKLY"),
               "20260607T0000", "20260607T1200", false, "");
    check_told("in Honolulu", all_day("Pacific/Honolulu", "20260601", 1, "FREQ=WEEKLY"),
               "20260609T0900", "20260610T0000", false, "20260608T0000");
    check_told("two days", all_day("UTC", "20260601", 2, "FREQ=WEEKLY;UNTIL=20260608"),
               "20260609T1200", "20260610T0000", false, "20260608T0000");
    check_told("until a time in UTC",
               all_day("UTC", "20260601", 1, "FREQ=DAILY;UNTIL=20260602T120000Z"), "20260101",
               "20270101", false, "20260601T0000 20260602T0000");
    check_told("a day that the clock skips is no other day",
               all_day("Pacific/Apia", "20111229", 1, "FREQ=DAILY;COUNT=3"), "20110101", "20120201",
               true,
               "20111229T0000>20111229T1000 20111230T0000>20111230T1000 "
               "20111231T0000>20111230T1000");
    check_told("midnight that the clock skips",
               all_day("America/Sao_Paulo", "20181103", 1, "FREQ=DAILY;COUNT=2"), "20180101",
               "20190101", true, "20181103T0000>20181103T0300 20181104T0000>20181104T0300");
}

/* Any window shows what a walk over everything shows there. */
static void
every_window_shows_the_same(void **state)
{
    static const char *const rules[] = {"FREQ=DAILY;INTERVAL=3", "FREQ=HOURLY;INTERVAL=5",
                                        "FREQ=MONTHLY;BYDAY=-1SU;BYHOUR=1,2,3;BYSETPOS=2,-1",
                                        "FREQ=MINUTELY;INTERVAL=50;BYHOUR=1,2,3"};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rules); i++) {
        const struct series *s = moments(arena, "Europe/Berlin", "20250101T0230", rules[i]);
        struct series_iter all, one;
        struct occurrence o, seen;

        series_begin(&all, s, utc("20250101"), utc("20270101"));
        while (series_next(&all, &o)) {
            series_begin(&one, s, o.start, (struct instant){o.start.us + 1});
            CHECK(rules[i], series_next(&one, &seen) && seen.wall.us == o.wall.us);
            CHECK(rules[i], !series_next(&one, &seen));
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(local_times_resolve_as_rfc_5545_says),
        cmocka_unit_test(patterns_come_out_in_any_window),
        cmocka_unit_test(until_in_utc_is_an_instant_and_others_are_walls),
        cmocka_unit_test(until_may_lie_in_the_second_hour_of_an_overlap),
        cmocka_unit_test(an_occurrence_overlaps_a_window_by_its_length),
        cmocka_unit_test(a_start_keeps_its_fraction),
        cmocka_unit_test(elapsed_time_is_kept_and_days_are_days),
        cmocka_unit_test(all_day_series_lie_where_they_are_asked_for),
        cmocka_unit_test(every_window_shows_the_same),
    };

    return cmocka_run_group_tests_name("series", tests, open_arena, close_arena);
}
