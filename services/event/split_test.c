/* A series in two: which half has what of its rule, its dates and its exceptions. */
#include "services/event/split.h"

#include "services/event/occurrence.h"
#include "shared/base/arena.h"
#include "shared/base/check.h"
#include "shared/base/must.h"
#include "shared/request/request.h"

static struct instant
instant(const char *text)
{
    struct instant at;

    must(instant_parse(text, strlen(text), &at));
    return at;
}

/* From 2 March 2026, 09:00 in Berlin, daily; split on the 4th. */
static const struct {
    const char *name, *rule;
    const char *head_rule, *tail_rule; /* NULL: none */
} cases[] = {
    {"an endless rule ends with the head", "FREQ=DAILY", "FREQ=DAILY;UNTIL=20260304T085959",
     "FREQ=DAILY"},
    {"COUNT is shared", "FREQ=DAILY;COUNT=5", "FREQ=DAILY;UNTIL=20260304T085959",
     "FREQ=DAILY;COUNT=3"},
    {"UNTIL stays the tail's", "FREQ=DAILY;UNTIL=20260310T080000Z",
     "FREQ=DAILY;UNTIL=20260304T085959", "FREQ=DAILY;UNTIL=20260310T080000Z"},
    {"dates alone have no rule", NULL, NULL, NULL},
};

static const char *const rdates[] = {"2026-03-03T12:00:00", "2026-03-04T09:00:00",
                                     "2026-03-05T12:00:00/900000000"};

static bool
same(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static void
each_half_has_its_part(void **state)
{
    struct arena *a = arena_new(1 << 20);

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        const struct local exdates[] = {{instant("2026-03-03T09:00:00Z").us},
                                        {instant("2026-03-05T09:00:00Z").us}};
        const struct sql_stored row = {
            .event =
                {
                    .start_time.at = instant("2026-03-02T08:00:00Z"),
                    .end_time.at = instant("2026-03-02T09:00:00Z"),
                    .timezone = "Europe/Berlin",
                    .recurrence_rule = cases[i].rule,
                },
            .rdates = {rdates, ARRAY_LEN(rdates)},
            .exdates = {exdates, ARRAY_LEN(exdates)},
            .has_series_end = true,
        };
        const struct moment at = {.at = instant("2026-03-04T08:00:00Z")};
        struct request rq = {.arena = a};
        struct event head, tail;
        struct columns columns;
        struct occurrence o;

        CHECK(cases[i].name, occurrence_find(&rq, &row, &at, &o) == OK);
        split_series(&rq, &row, &o, &head, &columns, &tail);
        CHECK(cases[i].name, same(head.recurrence_rule, cases[i].head_rule));
        CHECK(cases[i].name, same(tail.recurrence_rule, cases[i].tail_rule));
        CHECK(cases[i].name, tail.start_time.at.us == at.at.us);
        CHECK(cases[i].name, columns.rdates.count == 1);
        CHECK(cases[i].name, strcmp(columns.rdates.items[0], rdates[0]) == 0);
        CHECK(cases[i].name, columns.exdates.count == 1);
        CHECK(cases[i].name, tail.recurrence_dates.count == 2);
        CHECK(cases[i].name,
              strcmp(tail.recurrence_dates.items[1], "2026-03-05T11:00:00Z/PT900S") == 0);
        CHECK(cases[i].name, tail.exception_dates.count == 1);
    }
    arena_destroy(a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_half_has_its_part),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
