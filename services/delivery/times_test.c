/* A time in a mail leaves no doubt about when it is. */
#include "services/delivery/times.h"

#include "shared/base/check.h"
#include "shared/base/must.h"
#include "shared/base/test_arena.h"
#include "shared/time/test_tz.h"

static const struct {
    const char *name, *zone, *made_in, *start, *end, *text;
} instants[] = {
    {"within a day", "Europe/Berlin", NULL, "2026-06-01T07:00:00Z", "2026-06-01T08:00:00Z",
     "Monday, 1 June 2026, 09:00-10:00 (Europe/Berlin, UTC+2)"},
    {"one moment", "Europe/Berlin", NULL, "2026-06-01T07:00:00Z", NULL,
     "Monday, 1 June 2026, 09:00 (Europe/Berlin, UTC+2)"},
    {"of no length", "Europe/Berlin", NULL, "2026-06-01T07:00:00Z", "2026-06-01T07:00:59Z",
     "Monday, 1 June 2026, 09:00 (Europe/Berlin, UTC+2)"},
    {"winter", "Europe/Berlin", NULL, "2026-12-01T07:00:00Z", NULL,
     "Tuesday, 1 December 2026, 08:00 (Europe/Berlin, UTC+1)"},
    {"over midnight", "Europe/Berlin", NULL, "2026-06-01T20:00:00Z", "2026-06-01T23:00:00Z",
     "Monday, 1 June 2026, 22:00 - Tuesday, 2 June 2026, 01:00 (Europe/Berlin, UTC+2)"},
    {"until midnight", "Europe/Berlin", NULL, "2026-06-01T20:00:00Z", "2026-06-01T22:00:00Z",
     "Monday, 1 June 2026, 22:00 - Tuesday, 2 June 2026, 00:00 (Europe/Berlin, UTC+2)"},
    {"over the year's end", "America/New_York", NULL, "2027-01-01T02:00:00Z",
     "2027-01-01T07:00:00Z",
     "Thursday, 31 December 2026, 21:00 - Friday, 1 January 2027, 02:00 (America/New_York, UTC-5)"},
    {"a day that is another one in UTC", "Pacific/Auckland", NULL, "2026-06-01T13:00:00Z", NULL,
     "Tuesday, 2 June 2026, 01:00 (Pacific/Auckland, UTC+12)"},
    {"half an hour", "Asia/Kolkata", NULL, "2026-06-01T00:00:00Z", NULL,
     "Monday, 1 June 2026, 05:30 (Asia/Kolkata, UTC+5:30)"},
    {"half an hour west", "America/St_Johns", NULL, "2026-12-01T00:00:00Z", NULL,
     "Monday, 30 November 2026, 20:30 (America/St_Johns, UTC-3:30)"},
    {"a zone that is at UTC", "Europe/London", NULL, "2026-12-01T12:00:00Z", NULL,
     "Tuesday, 1 December 2026, 12:00 (Europe/London, UTC+0)"},
    {"UTC", "UTC", NULL, "2026-06-01T00:00:00Z", "2026-06-01T00:30:00Z",
     "Monday, 1 June 2026, 00:00-00:30 (UTC)"},
    {"local mean time", "Europe/Berlin", NULL, "1890-01-01T12:00:00Z", NULL,
     "Wednesday, 1 January 1890, 12:53 (Europe/Berlin, UTC+0:53:28)"},
    {"clocks are set ahead meanwhile", "Europe/Berlin", NULL, "2026-03-29T00:30:00Z",
     "2026-03-29T01:30:00Z", "Sunday, 29 March 2026, 01:30 UTC+1 - 03:30 UTC+2 (Europe/Berlin)"},
    {"clocks are set back meanwhile", "Europe/Berlin", NULL, "2026-10-25T00:30:00Z",
     "2026-10-25T01:30:00Z", "Sunday, 25 October 2026, 02:30 UTC+2 - 02:30 UTC+1 (Europe/Berlin)"},
    {"clocks are set back in the night", "Europe/Berlin", NULL, "2026-10-24T20:00:00Z",
     "2026-10-25T02:00:00Z",
     "Saturday, 24 October 2026, 22:00 UTC+2 - Sunday, 25 October 2026, 03:00 UTC+1 "
     "(Europe/Berlin)"},
    {"made elsewhere", "Europe/Berlin", "America/New_York", "2026-06-01T07:00:00Z",
     "2026-06-01T08:00:00Z",
     "Monday, 1 June 2026, 09:00-10:00 (Europe/Berlin, UTC+2); "
     "Monday, 1 June 2026, 03:00-04:00 (America/New_York, UTC-4)"},
    {"made where clocks are alike", "Europe/Berlin", "Europe/Paris", "2026-06-01T07:00:00Z", NULL,
     "Monday, 1 June 2026, 09:00 (Europe/Berlin, UTC+2)"},
    {"made where clocks are alike until the end", "Europe/Berlin", "Africa/Lagos",
     "2026-03-28T23:30:00Z", "2026-03-29T01:30:00Z",
     "Sunday, 29 March 2026, 00:30 UTC+1 - 03:30 UTC+2 (Europe/Berlin); "
     "Sunday, 29 March 2026, 00:30-02:30 (Africa/Lagos, UTC+1)"},
};

static void
an_instant_names_its_zone(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(instants); i++) {
        struct times t = {.kind = TIMES_AT, .start = utc(instants[i].start)};
        const char *text;

        if (instants[i].end != NULL) {
            t.kind = TIMES_SPAN;
            t.end = utc(instants[i].end);
        }
        if (instants[i].made_in != NULL)
            t.made_in = zone(instants[i].made_in);
        text = times_text(arena, zone(instants[i].zone), &t);
        if (strcmp(text, instants[i].text) != 0)
            fail_msg("%s: [%s], not [%s]", instants[i].name, text, instants[i].text);
    }
}

static void
a_day_is_that_of_the_calendar(void **state)
{
    struct times one = {.kind = TIMES_DAYS,
                        .first = day_from_civil(2026, 6, 4),
                        .last = day_from_civil(2026, 6, 4)};
    struct times two = one;

    (void)state;
    two.last.days++;
    assert_string_equal(times_text(arena, zone("Pacific/Auckland"), &one),
                        "Thursday, 4 June 2026, all day (Pacific/Auckland)");
    assert_string_equal(times_text(arena, zone("Europe/Berlin"), &two),
                        "Thursday, 4 June 2026 - Friday, 5 June 2026, all day (Europe/Berlin)");
}

static void
no_time_is_no_text(void **state)
{
    (void)state;
    assert_null(times_text(arena, zone("UTC"), &(struct times){.kind = TIMES_NONE}));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_instant_names_its_zone, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_day_is_that_of_the_calendar, set_up, tear_down),
        cmocka_unit_test_setup_teardown(no_time_is_no_text, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
