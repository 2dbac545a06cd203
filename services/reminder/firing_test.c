/* When reminders come due, as tables of exact times. */
#include "services/reminder/firing.h"

#include "services/reminder/test_firing_table.h"

static void
minutes_are_before(void **state)
{
    static const struct table rows[] = {
        {.name = "zachowj#1302: before the start, not after",
         .event = {.start = "2026-06-01T10:00Z", .end = "2026-06-01T11:00Z"},
         .minutes = 15,
         .due = "2026-06-01T09:45Z"},
        {.name = "zachowj#1302: before the end",
         .event = {.start = "2026-06-01T10:00Z", .end = "2026-06-01T11:00Z"},
         .minutes = 15,
         .of_end = true,
         .due = "2026-06-01T10:45Z"},
        {.name = "none before",
         .event = {.start = "2026-06-01T10:00Z", .end = "2026-06-01T11:00Z"},
         .due = "2026-06-01T10:00Z"},
        {.name = "none before the end of an event of no length",
         .event = {.start = "2026-06-01T10:00Z", .end = "2026-06-01T10:00Z"},
         .of_end = true,
         .due = "2026-06-01T10:00Z"},
        {.name = "occurrences of no length",
         .event = {.start = "2026-06-01T10:00Z",
                   .end = "2026-06-01T10:00Z",
                   .rule = "FREQ=DAILY;COUNT=2"},
         .of_end = true,
         .due = "2026-06-01T10:00Z 2026-06-02T10:00Z"},
        {.name = "ha#87364: four weeks before, longer than the time between occurrences",
         .event = {.start = "2026-06-01T09:00Z", .end = "2026-06-01T10:00Z", .rule = "FREQ=WEEKLY"},
         .minutes = 40320,
         .due = "2026-05-04T09:00Z 2026-05-11T09:00Z 2026-05-18T09:00Z ..."},
        {.name = "ha#87364: four weeks before what comes once a year",
         .event = {.start = "2026-06-01T09:00Z", .end = "2026-06-01T10:00Z", .rule = "FREQ=YEARLY"},
         .minutes = 40320,
         .due = "2026-05-04T09:00Z 2027-05-04T09:00Z ..."},
        {.name = "ha#87364: four weeks before a single event",
         .event = {.start = "2026-06-01T09:00Z", .end = "2026-06-01T10:00Z"},
         .minutes = 40320,
         .due = "2026-05-04T09:00Z"},
        {.name = "longer before the end than the event lasts",
         .event = {.start = "2026-06-01T09:00Z",
                   .end = "2026-06-01T10:00Z",
                   .rule = "FREQ=DAILY;COUNT=2"},
         .minutes = 90,
         .of_end = true,
         .due = "2026-06-01T08:30Z 2026-06-02T08:30Z"},
        {.name = "what comes due when asked from is among them",
         .event = {.start = "2026-06-01T10:00Z",
                   .end = "2026-06-01T11:00Z",
                   .rule = "FREQ=DAILY;COUNT=3"},
         .minutes = 15,
         .from = "2026-06-02T09:45Z",
         .due = "2026-06-02T09:45Z 2026-06-03T09:45Z"},
        {.name = "and what came due before is not",
         .event = {.start = "2026-06-01T10:00Z",
                   .end = "2026-06-01T11:00Z",
                   .rule = "FREQ=DAILY;COUNT=3"},
         .minutes = 15,
         .from = "2026-06-02T09:45:01Z",
         .due = "2026-06-03T09:45Z"},
        {.name = "nor of a single event",
         .event = {.start = "2026-06-01T10:00Z", .end = "2026-06-01T11:00Z"},
         .minutes = 15,
         .from = "2026-06-01T09:45:01Z",
         .due = ""},
    };

    (void)state;
    check_table(rows, ARRAY_LEN(rows));
}

static void
changed_occurrences_come_at_their_own_times(void **state)
{
#define DAILY                                                                                      \
    .start = "2026-06-01T10:00Z", .end = "2026-06-01T11:00Z", .rule = "FREQ=DAILY;COUNT=5",        \
    .series_end = "2026-06-05T11:00:01Z"
    static const struct table rows[] = {
        {.name = "cancelled ones do not come",
         .event = {DAILY, .changed = "2026-06-02T10:00= 2026-06-05T10:00="},
         .minutes = 15,
         .due = "2026-06-01T09:45Z 2026-06-03T09:45Z 2026-06-04T09:45Z"},
        {.name = "nor in the order of their ends",
         .event = {DAILY, .changed = "2026-06-02T10:00= 2026-06-05T10:00="},
         .of_end = true,
         .due = "2026-06-01T11:00Z 2026-06-03T11:00Z 2026-06-04T11:00Z"},
        {.name = "moved across midnight",
         .event = {DAILY, .changed = "2026-06-03T10:00=2026-06-02T23:50Z/2026-06-03T00:50Z"},
         .minutes = 15,
         .due = "2026-06-01T09:45Z 2026-06-02T09:45Z 2026-06-02T23:35Z 2026-06-04T09:45Z "
                "2026-06-05T09:45Z"},
        {.name = "due before midnight for what is behind it",
         .event = {DAILY, .changed = "2026-06-03T10:00=2026-06-03T00:10Z/2026-06-03T00:50Z"},
         .minutes = 15,
         .from = "2026-06-02T12:00Z",
         .due = "2026-06-02T23:55Z 2026-06-04T09:45Z 2026-06-05T09:45Z"},
        {.name = "moved behind another",
         .event = {DAILY, .changed = "2026-06-02T10:00=2026-06-04T12:00Z/2026-06-04T13:00Z"},
         .minutes = 15,
         .due = "2026-06-01T09:45Z 2026-06-03T09:45Z 2026-06-04T09:45Z 2026-06-04T11:45Z "
                "2026-06-05T09:45Z",
         .places = "2026-06-01T10:00 2026-06-03T10:00 2026-06-04T10:00 2026-06-02T10:00 "
                   "2026-06-05T10:00"},
        {.name = "moved before all others",
         .event = {DAILY, .changed = "2026-06-03T10:00=2026-05-30T10:00Z/2026-05-30T11:00Z"},
         .minutes = 15,
         .due = "2026-05-30T09:45Z 2026-06-01T09:45Z 2026-06-02T09:45Z 2026-06-04T09:45Z "
                "2026-06-05T09:45Z"},
        {.name = "moved behind all others",
         .event = {DAILY, .changed = "2026-06-01T10:00=2026-07-01T10:00Z/2026-07-01T11:00Z"},
         .minutes = 15,
         .from = "2026-06-04T12:00Z",
         .due = "2026-06-05T09:45Z 2026-07-01T09:45Z"},
        {.name = "moved onto another: two at once, by place",
         .event = {DAILY, .changed = "2026-06-04T10:00=2026-06-02T10:00Z/2026-06-02T11:00Z"},
         .minutes = 15,
         .due = "2026-06-01T09:45Z 2026-06-02T09:45Z 2026-06-02T09:45Z 2026-06-03T09:45Z "
                "2026-06-05T09:45Z",
         .places = "2026-06-01T10:00 2026-06-02T10:00 2026-06-04T10:00 2026-06-03T10:00 "
                   "2026-06-05T10:00"},
        {.name = "longer than the others, by the end",
         .event = {DAILY, .changed = "2026-06-02T10:00=2026-06-02T10:00Z/2026-06-03T12:00Z"},
         .minutes = 15,
         .of_end = true,
         .due = "2026-06-01T10:45Z 2026-06-03T10:45Z 2026-06-03T11:45Z 2026-06-04T10:45Z "
                "2026-06-05T10:45Z"},
        {.name = "all of them",
         .event = {DAILY, .changed = "2026-06-01T10:00= 2026-06-02T10:00= 2026-06-03T10:00= "
                                     "2026-06-04T10:00= 2026-06-05T10:00="},
         .due = ""},
        {.name = "the event is cancelled", .event = {DAILY, .is_cancelled = true}, .due = ""},
        {.name = "the event is deleted", .event = {DAILY, .is_deleted = true}, .due = ""},
        {.name = "a time by itself of a cancelled event",
         .event = {DAILY, .is_cancelled = true},
         .at = "2026-06-01T09:00Z",
         .due = ""},
        {.name = "cancelled, single",
         .event = {.start = "2026-06-01T10:00Z", .end = "2026-06-01T11:00Z", .is_cancelled = true},
         .due = ""},
    };

    (void)state;
    check_table(rows, ARRAY_LEN(rows));
#undef DAILY
}

static void
dates_and_ends_of_series_count(void **state)
{
    static const struct table rows[] = {
        {.name = "COUNT",
         .event = {.start = "2026-06-01T10:00Z",
                   .end = "2026-06-01T11:00Z",
                   .rule = "FREQ=DAILY;COUNT=2",
                   .series_end = "2026-06-02T11:00:01Z"},
         .due = "2026-06-01T10:00Z 2026-06-02T10:00Z"},
        {.name = "a COUNT that ends long after",
         .event = {.start = "2026-06-01T10:00Z",
                   .end = "2026-06-01T11:00Z",
                   .rule = "FREQ=DAILY;COUNT=30",
                   .series_end = "2026-06-30T11:00:01Z"},
         .from = "2026-06-25",
         .due = "2026-06-25T10:00Z 2026-06-26T10:00Z 2026-06-27T10:00Z 2026-06-28T10:00Z "
                "2026-06-29T10:00Z 2026-06-30T10:00Z"},
        {.name = "and the ends of its occurrences",
         .event = {.start = "2026-06-01T10:00Z",
                   .end = "2026-06-01T11:00Z",
                   .rule = "FREQ=DAILY;COUNT=30",
                   .series_end = "2026-06-30T11:00:01Z"},
         .of_end = true,
         .from = "2026-06-26T11:00Z",
         .due = "2026-06-26T11:00Z 2026-06-27T11:00Z 2026-06-28T11:00Z 2026-06-29T11:00Z "
                "2026-06-30T11:00Z"},
        {.name = "UNTIL",
         .event = {.start = "2026-06-01T10:00Z",
                   .end = "2026-06-01T11:00Z",
                   .rule = "FREQ=DAILY;UNTIL=20260602T100000Z"},
         .due = "2026-06-01T10:00Z 2026-06-02T10:00Z"},
        {.name = "EXDATE",
         .event = {.start = "2026-06-01T10:00Z",
                   .end = "2026-06-01T11:00Z",
                   .rule = "FREQ=DAILY;COUNT=4",
                   .excluded = "2026-06-01T10:00 2026-06-03T10:00"},
         .due = "2026-06-02T10:00Z 2026-06-04T10:00Z"},
        {.name = "everything that is to come is excluded",
         .event = {.start = "2026-06-01T10:00Z",
                   .end = "2026-06-01T11:00Z",
                   .rule = "FREQ=DAILY;COUNT=2",
                   .excluded = "2026-06-02T10:00"},
         .from = "2026-06-01T12:00Z",
         .due = ""},
        {.name = "RDATE without a rule",
         .event = {.start = "2026-06-01T10:00Z",
                   .end = "2026-06-01T11:00Z",
                   .dates = "2026-06-20T08:00 2026-05-20T08:00"},
         .minutes = 5,
         .due = "2026-05-20T07:55Z 2026-06-01T09:55Z 2026-06-20T07:55Z"},
        {.name = "RDATE with a length of its own, by the start",
         .event = {.start = "2026-06-01T10:00Z",
                   .end = "2026-06-01T11:00Z",
                   .rule = "FREQ=DAILY;COUNT=2",
                   .dates = "2026-06-01T08:00/108000 2026-06-01T12:00/60"},
         .due = "2026-06-01T08:00Z 2026-06-01T10:00Z 2026-06-01T12:00Z 2026-06-02T10:00Z"},
        {.name = "and by the end: the first to start is the last to end",
         .event = {.start = "2026-06-01T10:00Z",
                   .end = "2026-06-01T11:00Z",
                   .rule = "FREQ=DAILY;COUNT=2",
                   .dates = "2026-06-01T08:00/108000 2026-06-01T12:00/60"},
         .of_end = true,
         .due = "2026-06-01T11:00Z 2026-06-01T12:01Z 2026-06-02T11:00Z 2026-06-02T14:00Z",
         .places = "2026-06-01T10:00 2026-06-01T12:00 2026-06-02T10:00 2026-06-01T08:00"},
        {.name = "of dates that coincide the longest",
         .event = {.start = "2026-06-01T10:00Z",
                   .end = "2026-06-01T11:00Z",
                   .dates = "2026-06-01T12:00/60 2026-06-01T12:00/120 2026-06-01T12:00/120 "
                            "2026-06-01T14:00/60 2026-06-01T14:00"},
         .of_end = true,
         .due = "2026-06-01T11:00Z 2026-06-01T12:02Z 2026-06-01T15:00Z"},
        {.name = "dates that are excluded, cancelled or moved",
         .event = {.start = "2026-06-01T10:00Z",
                   .end = "2026-06-01T11:00Z",
                   .dates = "2026-06-02T10:00/60 2026-06-03T10:00/60 2026-06-04T10:00/60",
                   .excluded = "2026-06-02T10:00",
                   .changed = "2026-06-03T10:00= "
                              "2026-06-04T10:00=2026-06-05T10:00Z/2026-06-05T10:30Z"},
         .of_end = true,
         .due = "2026-06-01T11:00Z 2026-06-05T10:30Z"},
        {.name = "all-day dates of their own length",
         .event = {.start = "2026-06-01",
                   .end = "2026-06-02",
                   .rule = "FREQ=DAILY;COUNT=3",
                   .dates = "2026-05-31/432000",
                   .user = "Asia/Tokyo"},
         .of_end = true,
         .due = "2026-06-01T15:00Z 2026-06-02T15:00Z 2026-06-03T15:00Z 2026-06-04T15:00Z",
         .places = "2026-06-01T00:00 2026-06-02T00:00 2026-06-03T00:00 2026-05-31T00:00"},
        {.name = "the end of time",
         .event = {.start = "2026-06-01T10:00Z", .end = "2026-06-01T11:00Z", .rule = "FREQ=DAILY"},
         .from = "2199-12-30T12:00Z",
         .due = "2199-12-31T10:00Z"},
        {.name = "an end in the last day of time may stand for a later one",
         .event = {.start = "2026-06-01T10:00Z",
                   .end = "2126-06-01T10:00Z",
                   .rule = "FREQ=MINUTELY"},
         .of_end = true,
         .from = "2199-12-30T23:59Z",
         .due = "2199-12-30T23:59Z 2199-12-31T00:00Z"},
    };

    (void)state;
    check_table(rows, ARRAY_LEN(rows));
}

static void
a_time_by_itself_comes_once(void **state)
{
    static const struct table rows[] = {
        {.name = "before the event",
         .event = {.start = "2026-06-01T10:00Z", .end = "2026-06-01T11:00Z"},
         .at = "2026-02-01T08:00Z",
         .due = "2026-02-01T08:00Z"},
        {.name = "after it",
         .event = {.start = "2026-06-01T10:00Z", .end = "2026-06-01T11:00Z"},
         .at = "2026-07-01T08:00Z",
         .due = "2026-07-01T08:00Z"},
        {.name = "of a series",
         .event = {.start = "2026-06-01T10:00Z", .end = "2026-06-01T11:00Z", .rule = "FREQ=DAILY"},
         .at = "2026-07-01T08:00Z",
         .due = "2026-07-01T08:00Z"},
        {.name = "it is past",
         .event = {.start = "2026-06-01T10:00Z", .end = "2026-06-01T11:00Z", .rule = "FREQ=DAILY"},
         .at = "2026-07-01T08:00Z",
         .from = "2026-07-01T08:00:01Z",
         .due = ""},
    };

    (void)state;
    check_table(rows, ARRAY_LEN(rows));
}

/* The one firing of a time by itself. */
static struct firing
single(const struct row *row)
{
    const struct firing_rule rule = {.has_at = true, .at = utc("2026-07-01T08:00Z")};
    struct firing f;
    bool is_last;

    assert_true(firing_first(ready("at", row), &rule, &f, &is_last));
    assert_true(is_last);
    assert_false(f.has_place);
    assert_false(firing_after(ready("at", row), &rule, &f, &f, &is_last));
    return f;
}

static void
a_time_by_itself_is_of_the_event_as_a_whole(void **state)
{
    struct row row = {.start = "2026-06-01T10:00Z",
                      .end = "2026-06-01T11:00Z",
                      .rule = "FREQ=DAILY;COUNT=60",
                      .series_end = "2026-07-30T11:00Z"};
    struct firing f = single(&row);

    (void)state;
    assert_int_equal(f.begins_at.us, utc("2026-06-01T10:00Z").us);
    assert_int_equal(f.ends_at.us, utc("2026-07-30T11:00Z").us);
    row.rule = NULL;
    assert_int_equal(single(&row).ends_at.us, utc("2026-06-01T11:00Z").us);
    row = (struct row){.start = "2026-06-01", .end = "2026-06-02", .user = "Asia/Tokyo"};
    f = single(&row);
    assert_int_equal(f.begins_at.us, utc("2026-05-31T15:00Z").us);
    assert_int_equal(f.ends_at.us, utc("2026-06-01T15:00Z").us);
    assert_true(f.all_day);
}

static void
a_firing_says_which_occurrence_it_is_for(void **state)
{
    const struct row row = {.start = "2026-10-24T00:30Z",
                            .end = "2026-10-24T01:00Z",
                            .zone = "Europe/Berlin",
                            .rule = "FREQ=DAILY",
                            .changed = "2026-10-26T02:30=2026-10-27/2026-10-28",
                            .user = "Asia/Tokyo"};
    const struct firing_rule rule = {.has_minutes = true, .minutes = 10};
    struct firing_iter it;
    struct firing f;

    (void)state;
    firing_begin(&it, ready("daily", &row), &rule, utc("2026-10-25"));
    assert_true(firing_next(&it, &f));
    assert_true(f.has_place && !f.all_day);
    assert_int_equal(f.place, time_of("2026-10-25T02:30"));
    assert_int_equal(f.begins_at.us, utc("2026-10-25T00:30Z").us);
    assert_int_equal(f.ends_at.us, utc("2026-10-25T01:00Z").us);
    assert_true(firing_next(&it, &f));
    assert_true(f.has_place && f.all_day);
    assert_int_equal(f.place, time_of("2026-10-26T02:30"));
    assert_int_equal(f.begins_at.us, utc("2026-10-26T15:00Z").us);
    assert_int_equal(f.ends_at.us, utc("2026-10-27T15:00Z").us);
}

static void
two_reminders_of_one_event_may_come_due_at_once(void **state)
{
    const struct row row = {
        .start = "2026-06-01T10:00Z", .end = "2026-06-01T11:00Z", .rule = "FREQ=DAILY"};
    const struct firing_rule day_before = {.has_minutes = true,
                                           .minutes = 1440,
                                           .since = utc("2026-06-01T12:00Z")},
                             then = {.has_minutes = true, .since = utc("2026-06-01T12:00Z")};
    struct firing f;
    bool is_last;

    (void)state;
    assert_true(firing_first(ready("daily", &row), &day_before, &f, &is_last));
    assert_string_equal(say_time(f.due_at.us, "Z"), "2026-06-02T10:00Z");
    assert_string_equal(say_time(f.place, ""), "2026-06-03T10:00");
    assert_true(firing_first(ready("daily", &row), &then, &f, &is_last));
    assert_string_equal(say_time(f.due_at.us, "Z"), "2026-06-02T10:00Z");
    assert_string_equal(say_time(f.place, ""), "2026-06-02T10:00");
}

/* A reminder that was made, or changed, while the series runs; NULL: nothing is to come. */
static const struct {
    const char *name, *rule;
    int minutes;
    const char *since, *due;
    bool is_last;
} firsts[] = {
    {"made before the series", "FREQ=DAILY;COUNT=3", 15, "2026-05-01", "2026-06-01T09:45Z", false},
    {"made while it runs", "FREQ=DAILY;COUNT=3", 15, "2026-06-01T12:00Z", "2026-06-02T09:45Z",
     false},
    {"made when it comes due", "FREQ=DAILY;COUNT=3", 15, "2026-06-02T09:45Z", "2026-06-03T09:45Z",
     true},
    {"made between that and the start", "FREQ=DAILY;COUNT=3", 15, "2026-06-02T09:50Z",
     "2026-06-03T09:45Z", true},
    {"changed to be told later before the same occurrence", "FREQ=DAILY;COUNT=3", 5,
     "2026-06-02T09:50Z", "2026-06-02T09:55Z", false},
    {"changed to be told earlier, which is past", "FREQ=DAILY;COUNT=3", 1440, "2026-06-01T12:00Z",
     "2026-06-02T10:00Z", true},
    {"the last occurrence has been told", "FREQ=DAILY;COUNT=3", 15, "2026-06-03T09:45Z", NULL,
     false},
    {"a single event", NULL, 15, "2026-06-01T09:44Z", "2026-06-01T09:45Z", true},
    {"a single event that was told", NULL, 15, "2026-06-01T09:45Z", NULL, false},
};

static void
what_was_due_before_a_reminder_was_made_is_not_told(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(firsts); i++) {
        const struct row row = {
            .start = "2026-06-01T10:00Z", .end = "2026-06-01T11:00Z", .rule = firsts[i].rule};
        const struct firing_rule rule = {
            .has_minutes = true, .minutes = firsts[i].minutes, .since = utc(firsts[i].since)};
        struct firing f;
        bool is_last;
        bool found = firing_first(ready(firsts[i].name, &row), &rule, &f, &is_last);

        CHECK(firsts[i].name, found == (firsts[i].due != NULL));
        if (!found)
            continue;
        check_told(firsts[i].name, say_time(f.due_at.us, "Z"), firsts[i].due);
        CHECK(firsts[i].name, is_last == firsts[i].is_last);
    }
}

static void
one_comes_after_the_other_until_the_last(void **state)
{
    const struct row row = {.start = "2026-06-01T10:00Z",
                            .end = "2026-06-01T11:00Z",
                            .rule = "FREQ=DAILY;COUNT=3",
                            .changed = "2026-06-01T10:00=2026-06-02T10:00Z/2026-06-02T11:00Z"};
    const struct course_ready *course = ready("daily", &row);
    const struct firing_rule rule = {.has_minutes = true, .minutes = 15};
    struct firing f;
    bool is_last;

    (void)state;
    assert_true(firing_first(course, &rule, &f, &is_last));
    assert_string_equal(say_time(f.place, ""), "2026-06-01T10:00");
    assert_false(is_last);
    assert_true(firing_after(course, &rule, &f, &f, &is_last));
    assert_string_equal(say_time(f.place, ""), "2026-06-02T10:00");
    assert_string_equal(say_time(f.due_at.us, "Z"), "2026-06-02T09:45Z");
    assert_false(is_last);
    assert_true(firing_after(course, &rule, &f, &f, &is_last));
    assert_string_equal(say_time(f.place, ""), "2026-06-03T10:00");
    assert_true(is_last);
    assert_false(firing_after(course, &rule, &f, &f, &is_last));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(minutes_are_before, set_up, tear_down),
        cmocka_unit_test_setup_teardown(changed_occurrences_come_at_their_own_times, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(dates_and_ends_of_series_count, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_time_by_itself_comes_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_time_by_itself_is_of_the_event_as_a_whole, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_firing_says_which_occurrence_it_is_for, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(two_reminders_of_one_event_may_come_due_at_once, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(what_was_due_before_a_reminder_was_made_is_not_told, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(one_comes_after_the_other_until_the_last, set_up,
                                        tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
