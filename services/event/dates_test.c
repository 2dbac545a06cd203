/* What clients write as further occurrences, what the table keeps of it, and what is shown. */
#include "services/event/dates.h"

#include "shared/base/arena.h"
#include "shared/base/check.h"
#include "shared/base/must.h"
#include "shared/base/test_log.h"
#include "shared/request/request.h"

static const struct {
    const char *name, *zone, *written;
    bool all_day;
    const char *stored, *shown; /* NULL: refused */
} cases[] = {
    {"an instant is kept by the wall clock", "Europe/Berlin", "2026-03-01T08:00:00Z", false,
     "2026-03-01T09:00:00", "2026-03-01T08:00:00Z"},
    {"a date is kept as its midnight", "Europe/Berlin", "2026-03-01", true, "2026-03-01T00:00:00",
     "2026-03-01"},
    {"a period has its length in microseconds", "UTC", "2026-03-01T08:00:00Z/PT1H30M", false,
     "2026-03-01T08:00:00/5400000000", "2026-03-01T08:00:00Z/PT5400S"},
    {"a period may name its end", "UTC", "2026-03-01T08:00:00Z/2026-03-01T08:15:00Z", false,
     "2026-03-01T08:00:00/900000000", "2026-03-01T08:00:00Z/PT900S"},
    {"a period of dates has its length in days", "UTC", "2026-03-01/P1W", true,
     "2026-03-01T00:00:00/7", "2026-03-01/P7D"},
    {"days and hours add up", "UTC", "2026-03-01T08:00:00Z/P1DT1S", false,
     "2026-03-01T08:00:00/86401000000", "2026-03-01T08:00:00Z/PT86401S"},
    {"a date is refused among times", "UTC", "2026-03-01", false, NULL, NULL},
    {"a time is refused among dates", "UTC", "2026-03-01T08:00:00Z", true, NULL, NULL},
    {"hours are refused among dates", "UTC", "2026-03-01/PT1H", true, NULL, NULL},
    {"a duration without a part is refused", "UTC", "2026-03-01T08:00:00Z/P", false, NULL, NULL},
    {"the units have an order", "UTC", "2026-03-01T08:00:00Z/PT1M1H", false, NULL, NULL},
    {"a sign is refused", "UTC", "2026-03-01T08:00:00Z/-PT1H", false, NULL, NULL},
    {"an end before the start is refused", "UTC", "2026-03-01T08:00:00Z/2026-03-01T07:00:00Z",
     false, NULL, NULL},
    {"1899 is refused", "UTC", "1899-12-31T23:59:59Z", false, NULL, NULL},
    {"2200 is refused", "UTC", "2200-01-01", true, NULL, NULL},
    {"a fraction of a second is kept and shown as an end", "UTC",
     "2026-03-01T08:00:00Z/2026-03-01T08:00:00.5Z", false, "2026-03-01T08:00:00/500000",
     "2026-03-01T08:00:00Z/2026-03-01T08:00:00.5Z"},
    {"a period ends by 2200", "UTC", "2199-12-31T23:00:00Z/PT59M59S", false,
     "2199-12-31T23:00:00/3599000000", "2199-12-31T23:00:00Z/PT3599S"},
    {"a period ends with 2199", "UTC", "2199-12-31T23:00:00Z/PT1H", false,
     "2199-12-31T23:00:00/3600000000", "2199-12-31T23:00:00Z/PT3600S"},
    {"a second later is refused", "UTC", "2199-12-31T23:00:00Z/PT1H1S", false, NULL, NULL},
    {"an end after 2199 is refused", "UTC", "2199-12-31T23:00:00Z/2200-01-01T00:00:00.000001Z",
     false, NULL, NULL},
    {"a period of dates ends with 2199", "UTC", "2199-12-31/P1D", true, "2199-12-31T00:00:00/1",
     "2199-12-31/P1D"},
    {"a day later is refused", "UTC", "2199-12-31/P2D", true, NULL, NULL},
    {"all of time is a period", "UTC", "1900-01-01/2200-01-01", true, "1900-01-01T00:00:00/109573",
     "1900-01-01/P109573D"},
    {"hours for a hundred thousand years are refused", "UTC", "2026-01-02T00:00:00Z/PT999999999H",
     false, NULL, NULL},
    {"weeks that come round to some hours are refused", "UTC", "2026-01-02T00:00:00Z/P30500569W",
     false, NULL, NULL},
    {"the most of every unit is refused", "UTC",
     "2026-01-02T00:00:00Z/P999999999W999999999DT999999999H999999999M999999999S", false, NULL,
     NULL},
    {"a sum that comes round is refused", "UTC", "2026-01-02T00:00:00Z/P15250284W106751991D", false,
     NULL, NULL},
    {"days beyond all are refused", "UTC", "2026-01-02/P999999999W", true, NULL, NULL},
    {"decades are shown in seconds", "UTC", "2026-01-02T00:00:00Z/P15000D", false,
     "2026-01-02T00:00:00/1296000000000000", "2026-01-02T00:00:00Z/PT1296000000S"},
    {"digits that do not fit are refused", "UTC", "2026-01-02T00:00:00Z/PT9223372036854775808S",
     false, NULL, NULL},
    {"no length is refused", "UTC", "2026-01-02T00:00:00Z/PT0S", false, NULL, NULL},
};

/* What earlier releases have let into the table, or a hand. */
static const struct {
    const char *name, *stored;
    bool all_day;
    const char *shown; /* NULL: it is left out */
} old[] = {
    {"a period into another age ends with 2199", "2026-01-02T00:00:00/3599999996400000000", false,
     "2026-01-02T00:00:00Z/PT5490806400S"},
    {"so does one of days", "2026-01-02T00:00:00/106751991", true, "2026-01-02/P63551D"},
    {"one as long as a number can be", "2026-01-02T00:00:00/9223372036854775807", false,
     "2026-01-02T00:00:00Z/PT5490806400S"},
    {"less than nothing", "2026-01-02T00:00:00/-5", false, NULL},
    {"nothing", "2026-01-02T00:00:00/0", false, NULL},
    {"more than a number can be", "2026-01-02T00:00:00/9223372036854775808", false, NULL},
    {"a length that is none", "2026-01-02T00:00:00/PT1H", false, NULL},
    {"no date", "soon", false, NULL},
    {"nothing at all", "", false, NULL},
};

static void
dates_go_there_and_back(void **state)
{
    struct arena *a = arena_new(1 << 20);

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        const struct tz *zone = tz_find(cases[i].zone, strlen(cases[i].zone));
        const struct event e = {
            .all_day = cases[i].all_day,
            .recurrence_dates = {&cases[i].written, 1},
        };
        struct request rq = {.arena = a};
        struct dates dates = dates_from_client(&rq, &e, zone);
        struct texts stored, shown;

        CHECK(cases[i].name, (rq.problems.count == 0) == (cases[i].stored != NULL));
        if (cases[i].stored == NULL) {
            CHECK(cases[i].name, strcmp(rq.problems.first->field, "recurrence_dates[0]") == 0);
            continue;
        }
        stored = dates_to_stored(&rq, dates);
        CHECK(cases[i].name, strcmp(stored.items[0], cases[i].stored) == 0);
        shown = dates_shown(&rq, dates_from_stored(&rq, stored), zone, cases[i].all_day);
        CHECK(cases[i].name, strcmp(shown.items[0], cases[i].shown) == 0);
        dates = dates_from_client(
            &rq, &(struct event){.all_day = e.all_day, .recurrence_dates = shown}, zone);
        CHECK(cases[i].name, rq.problems.count == 0);
        CHECK(cases[i].name, strcmp(dates_to_stored(&rq, dates).items[0], cases[i].stored) == 0);
    }
    arena_destroy(a);
}

static struct test_log noted;

static int
set_up(void **state)
{
    (void)state;
    test_log_catch(&noted);
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    test_log_release(&noted);
    return 0;
}

static void
what_was_stored_before_is_cut_or_left_out(void **state)
{
    struct arena *a = arena_new(1 << 20);

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(old); i++) {
        const char *rows[] = {old[i].stored, "2026-01-01T00:00:00"};
        struct request rq = {.arena = a};
        struct dates dates = dates_from_stored(&rq, (struct texts){rows, ARRAY_LEN(rows)});
        struct texts shown = dates_shown(&rq, dates, tz_find("UTC", 3), old[i].all_day);

        CHECK(old[i].name, shown.count == (old[i].shown != NULL ? 2 : 1));
        CHECK(old[i].name, strncmp(shown.items[shown.count - 1], "2026-01-01", 10) == 0);
        if (old[i].shown != NULL)
            CHECK(old[i].name, strcmp(shown.items[0], old[i].shown) == 0);
    }
    assert_true(test_log_has(&noted, "event.date.damaged", "soon"));
    arena_destroy(a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_go_there_and_back),
        cmocka_unit_test_setup_teardown(what_was_stored_before_is_cut_or_left_out, set_up,
                                        tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
