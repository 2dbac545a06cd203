/* What the contract says of an event beyond single fields, and how far its series reaches. */
#include "services/event/check.h"

#include "shared/base/arena.h"
#include "shared/base/check.h"
#include "shared/base/must.h"
#include "shared/request/request.h"

static const msgpack_object no_body = {.type = MSGPACK_OBJECT_MAP};

static struct moment
moment(const char *text)
{
    struct moment m = {.is_date = strlen(text) == 10};
    struct day day;

    if (m.is_date) {
        must(day_parse(text, strlen(text), &day));
        m.at = instant_of_day(day);
    } else {
        must(instant_parse(text, strlen(text), &m.at));
    }
    return m;
}

static const struct row {
    const char *name, *start, *end;
    bool all_day;
    const char *rule, *date, *exception;
    const char *bad; /* the first bad field; NULL: it is fine */
} cases[] = {
    {"a single event", "2026-03-02T09:00:00Z", "2026-03-02T10:00:00Z", false, NULL, NULL, NULL,
     NULL},
    {"an event of no length", "2026-03-02T09:00:00Z", "2026-03-02T09:00:00Z", false, NULL, NULL,
     NULL, NULL},
    {"a day", "2026-03-02", "2026-03-03", true, NULL, NULL, NULL, NULL},
    {"a day ends the day after", "2026-03-02", "2026-03-02", true, NULL, NULL, NULL, "end_time"},
    {"an end before the start", "2026-03-02T09:00:00Z", "2026-03-02T08:00:00Z", false, NULL, NULL,
     NULL, "end_time"},
    {"a date without all_day", "2026-03-02", "2026-03-02T08:00:00Z", false, NULL, NULL, NULL,
     "start_time"},
    {"a time with all_day", "2026-03-02T09:00:00Z", "2026-03-03", true, NULL, NULL, NULL,
     "start_time"},
    {"a weekly series", "2026-03-02T09:00:00Z", "2026-03-02T10:00:00Z", false, "FREQ=WEEKLY", NULL,
     NULL, NULL},
    {"a rule that is none", "2026-03-02T09:00:00Z", "2026-03-02T10:00:00Z", false, "FREQ=OFTEN",
     NULL, NULL, "recurrence_rule"},
    {"a rule that never occurs", "2026-03-02T09:00:00Z", "2026-03-02T10:00:00Z", false,
     "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", NULL, NULL, "recurrence_rule"},
    {"a date that is none", "2026-03-02T09:00:00Z", "2026-03-02T10:00:00Z", false, NULL, "soon",
     NULL, "recurrence_dates[0]"},
    {"an exception of the other kind", "2026-03-02", "2026-03-03", true, "FREQ=DAILY", NULL,
     "2026-03-03T00:00:00Z", "exception_dates[0]"},
    {"exceptions that leave nothing", "2026-03-02T09:00:00Z", "2026-03-02T10:00:00Z", false,
     "FREQ=DAILY;COUNT=1", NULL, "2026-03-02T09:00:00Z", "exception_dates"},
};

static struct event
event_of(const struct row *row, struct moment *exception)
{
    struct event e = {
        .start_time = moment(row->start),
        .end_time = moment(row->end),
        .timezone = "Europe/Berlin",
        .all_day = row->all_day,
        .recurrence_rule = row->rule,
        .recurrence_dates = {&row->date, row->date != NULL},
    };

    if (row->exception != NULL) {
        *exception = moment(row->exception);
        e.exception_dates.items = exception;
        e.exception_dates.count = 1;
    }
    return e;
}

static void
the_bad_field_is_named(void **state)
{
    struct arena *a = arena_new(1 << 20);

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct request rq = {.arena = a, .body = &no_body};
        struct moment exception;
        struct event e = event_of(&cases[i], &exception);
        struct columns columns;
        enum err err = check_event(&rq, &e, &columns);

        CHECK(cases[i].name, err == (cases[i].bad == NULL ? OK : ERR_VALIDATION));
        if (err)
            CHECK(cases[i].name, strcmp(rq.problems.first->field, cases[i].bad) == 0);
        else
            CHECK(cases[i].name, columns.is_series == (cases[i].rule != NULL));
    }
    arena_destroy(a);
}

static void
the_zone_is_the_callers_unless_one_is_named(void **state)
{
    const struct request rq = {.caller.zone = "Pacific/Apia"};
    struct event e = {.timezone = NULL};

    (void)state;
    check_defaults(&rq, &e);
    assert_string_equal(e.timezone, "Pacific/Apia");
    e.timezone = "UTC";
    check_defaults(&rq, &e);
    assert_string_equal(e.timezone, "UTC");
}

static const struct {
    const char *name, *rule;
    const char *exception; /* excluded; Berlin is an hour ahead */
    const char *first, *last_end;
} reached[] = {
    {"COUNT ends it behind its last end", "FREQ=DAILY;COUNT=3", NULL, "2026-03-02T09:00:00Z",
     "2026-03-04T10:00:00.000001Z"},
    {"UNTIL ends it too", "FREQ=DAILY;UNTIL=20260303T235959Z", NULL, "2026-03-02T09:00:00Z",
     "2026-03-03T10:00:00.000001Z"},
    {"without an end it reaches to the end of time", "FREQ=DAILY", NULL, "2026-03-02T09:00:00Z",
     "2200-01-01T00:00:00Z"},
    {"nothing left is a span of no length", "FREQ=DAILY;COUNT=1", "2026-03-02T10:00:00Z",
     "2026-03-02T09:00:00Z", "2026-03-02T09:00:00Z"},
};

static void
a_series_reaches_over_its_occurrences(void **state)
{
    struct arena *a = arena_new(1 << 20);

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(reached); i++) {
        struct request rq = {.arena = a};
        struct event e = {
            .start_time = moment("2026-03-02T09:00:00Z"),
            .end_time = moment("2026-03-02T10:00:00Z"),
            .timezone = "Europe/Berlin",
            .recurrence_rule = reached[i].rule,
        };
        struct columns columns = {.is_series = true};
        struct local excluded;

        if (reached[i].exception != NULL) {
            excluded = (struct local){moment(reached[i].exception).at.us};
            columns.exdates = (struct locals){&excluded, 1};
        }
        columns_reach(&rq, &e, &columns);
        CHECK(reached[i].name, columns.series_start.us == moment(reached[i].first).at.us);
        CHECK(reached[i].name, columns.series_end.us == moment(reached[i].last_end).at.us);
    }
    arena_destroy(a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_bad_field_is_named),
        cmocka_unit_test(the_zone_is_the_callers_unless_one_is_named),
        cmocka_unit_test(a_series_reaches_over_its_occurrences),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
