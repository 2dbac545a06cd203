/* What clients write as further occurrences, what the table keeps of it, and what is shown. */
#include "services/event/dates.h"

#include "shared/base/arena.h"
#include "shared/base/check.h"
#include "shared/base/must.h"
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
    }
    arena_destroy(a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_go_there_and_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
