/* When reminders come due where clocks change, and for users in other zones. */
#include "services/reminder/firing.h"

#include "services/reminder/test_firing_table.h"

static void
the_clock_of_the_event_says_when(void **state)
{
    static const struct table rows[] = {
        {.name = "a time in the gap of March is an hour later on the clock",
         .event = {.start = "2026-03-27T01:30Z",
                   .end = "2026-03-27T02:00Z",
                   .zone = "Europe/Berlin",
                   .rule = "FREQ=DAILY"},
         .minutes = 10,
         .due = "2026-03-27T01:20Z 2026-03-28T01:20Z 2026-03-29T01:20Z 2026-03-30T00:20Z "
                "2026-03-31T00:20Z ...",
         .places = "2026-03-27T02:30 2026-03-28T02:30 2026-03-29T02:30 2026-03-30T02:30 "
                   "2026-03-31T02:30 ..."},
        {.name = "a time in the overlap of October is the first of the two",
         .event = {.start = "2026-03-27T01:30Z",
                   .end = "2026-03-27T02:00Z",
                   .zone = "Europe/Berlin",
                   .rule = "FREQ=DAILY"},
         .minutes = 10,
         .from = "2026-10-24",
         .due = "2026-10-24T00:20Z 2026-10-25T00:20Z 2026-10-26T01:20Z 2026-10-27T01:20Z ..."},
        {.name = "the same clock in another zone",
         .event = {.start = "2026-03-07T07:30Z",
                   .end = "2026-03-07T08:00Z",
                   .zone = "America/New_York",
                   .rule = "FREQ=DAILY"},
         .minutes = 10,
         .due = "2026-03-07T07:20Z 2026-03-08T07:20Z 2026-03-09T06:20Z 2026-03-10T06:20Z ..."},
        {.name = "nc#2670: not an hour early after summer time ends",
         .event = {.start = "2026-10-19T07:00Z",
                   .end = "2026-10-19T08:00Z",
                   .zone = "Europe/Berlin",
                   .rule = "FREQ=WEEKLY;COUNT=3",
                   .series_end = "2026-11-02T09:00Z"},
         .minutes = 60,
         .due = "2026-10-19T06:00Z 2026-10-26T07:00Z 2026-11-02T07:00Z"},
        {.name = "the change of clocks lies between the reminder and the occurrence",
         .event = {.start = "2026-10-18T10:00Z",
                   .end = "2026-10-18T11:00Z",
                   .zone = "Europe/Berlin",
                   .rule = "FREQ=WEEKLY;COUNT=2"},
         .minutes = 1440,
         .due = "2026-10-17T10:00Z 2026-10-24T11:00Z"},
        {.name = "a user's zone is nothing to a timed event",
         .event = {.start = "2026-10-19T07:00Z",
                   .end = "2026-10-19T08:00Z",
                   .zone = "Europe/Berlin",
                   .rule = "FREQ=DAILY;COUNT=2",
                   .user = "Asia/Tokyo"},
         .minutes = 60,
         .due = "2026-10-19T06:00Z 2026-10-20T06:00Z"},
    };

    (void)state;
    check_table(rows, ARRAY_LEN(rows));
}

static void
all_day_events_begin_at_the_user_s_midnight(void **state)
{
    static const struct table rows[] = {
        {.name = "ncs#27987: in Tokyo, not at midnight UTC",
         .event = {.start = "2026-03-08", .end = "2026-03-09", .user = "Asia/Tokyo"},
         .due = "2026-03-07T15:00Z"},
        {.name = "ncs#27987: in New York",
         .event = {.start = "2026-03-08", .end = "2026-03-09", .user = "America/New_York"},
         .due = "2026-03-08T05:00Z"},
        {.name = "the day before, in Tokyo",
         .event = {.start = "2026-03-08", .end = "2026-03-09", .user = "Asia/Tokyo"},
         .minutes = 1440,
         .due = "2026-03-06T15:00Z"},
        {.name = "the day before, in New York",
         .event = {.start = "2026-03-08", .end = "2026-03-09", .user = "America/New_York"},
         .minutes = 1440,
         .due = "2026-03-07T05:00Z"},
        {.name = "a day of 23 hours ends early",
         .event = {.start = "2026-03-08", .end = "2026-03-09", .user = "America/New_York"},
         .minutes = 60,
         .of_end = true,
         .due = "2026-03-09T03:00Z"},
        {.name = "elapsed time over a day of 23 hours",
         .event = {.start = "2026-03-09", .end = "2026-03-10", .user = "America/New_York"},
         .minutes = 1440,
         .due = "2026-03-08T04:00Z"},
        {.name = "a series in New York",
         .event = {.start = "2026-03-07",
                   .end = "2026-03-08",
                   .rule = "FREQ=DAILY",
                   .user = "America/New_York"},
         .minutes = 30,
         .due = "2026-03-07T04:30Z 2026-03-08T04:30Z 2026-03-09T03:30Z ..."},
        {.name = "the same in Tokyo",
         .event = {.start = "2026-03-07",
                   .end = "2026-03-08",
                   .rule = "FREQ=DAILY",
                   .user = "Asia/Tokyo"},
         .minutes = 30,
         .due = "2026-03-06T14:30Z 2026-03-07T14:30Z 2026-03-08T14:30Z ..."},
        {.name = "the ends of a series of two days",
         .event = {.start = "2026-03-06",
                   .end = "2026-03-08",
                   .rule = "FREQ=DAILY;COUNT=3",
                   .series_end = "2026-03-10T00:00:01Z",
                   .user = "America/New_York"},
         .of_end = true,
         .due = "2026-03-08T05:00Z 2026-03-09T04:00Z 2026-03-10T04:00Z",
         .places = "2026-03-06T00:00 2026-03-07T00:00 2026-03-08T00:00"},
        {.name = "a midnight that does not exist",
         .event = {.start = "2018-11-03",
                   .end = "2018-11-04",
                   .rule = "FREQ=DAILY",
                   .user = "America/Sao_Paulo"},
         .from = "2018-01-01",
         .due = "2018-11-03T03:00Z 2018-11-04T03:00Z 2018-11-05T02:00Z ..."},
        {.name = "and that of a single event",
         .event = {.start = "2018-11-04", .end = "2018-11-05", .user = "America/Sao_Paulo"},
         .from = "2018-01-01",
         .due = "2018-11-04T03:00Z"},
        {.name = "an occurrence that was given times, and a timed one that became a day",
         .event = {.start = "2026-03-07",
                   .end = "2026-03-08",
                   .rule = "FREQ=DAILY;COUNT=3",
                   .changed = "2026-03-07=2026-03-07T12:00Z/2026-03-07T13:00Z "
                              "2026-03-09=2026-03-08/2026-03-09",
                   .user = "America/New_York"},
         .due = "2026-03-07T12:00Z 2026-03-08T05:00Z 2026-03-08T05:00Z",
         .places = "2026-03-07T00:00 2026-03-08T00:00 2026-03-09T00:00"},
    };

    (void)state;
    check_table(rows, ARRAY_LEN(rows));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_clock_of_the_event_says_when, set_up, tear_down),
        cmocka_unit_test_setup_teardown(all_day_events_begin_at_the_user_s_midnight, set_up,
                                        tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
