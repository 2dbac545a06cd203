/* What is refused, and what the rest costs at most. */
#include "shared/recur/test_series.h"

/* What only a start can tell. */
static const struct {
    const char *name, *start, *rule, *part;
    bool all_day;
} refusals[] = {
    {"February 30, hourly", "20260101T0900", "FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30", "BYMONTHDAY",
     false},
    {"February 30, minutely", "20260101T0900", "FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30",
     "BYMONTHDAY", false},
    {"February 31", "20260101T0900", "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=31", "BYMONTHDAY", false},
    {"the sixth Monday", "20260101T0900", "FREQ=MONTHLY;BYDAY=6MO", "BYDAY", false},
    {"the second first Thursday", "20260101T0900", "FREQ=MONTHLY;BYDAY=1TH;BYSETPOS=2", "BYSETPOS",
     false},
    {"the 366th day in January", "20260101T0900", "FREQ=YEARLY;BYYEARDAY=366;BYMONTH=1",
     "BYYEARDAY", false},
    {"a 30th from the start, in February", "20260130T0900", "FREQ=YEARLY;BYMONTH=2", "BYMONTH",
     false},
    {"every other January, from July on by years", "20260731T0900",
     "FREQ=MONTHLY;INTERVAL=12;BYMONTH=1", "BYMONTH", false},
    {"Tuesdays on a grid of Mondays", "20260601T0900", "FREQ=HOURLY;INTERVAL=168;BYDAY=TU", "BYDAY",
     false},
    {"a minute that no step meets", "20260601T0900", "FREQ=MINUTELY;INTERVAL=15;BYMINUTE=1",
     "BYMINUTE", false},
    {"an hour that no step meets", "20260601T0900", "FREQ=HOURLY;INTERVAL=10;BYHOUR=8,10", "BYHOUR",
     false},
    {"the end before the start", "20260601T0900", "FREQ=DAILY;UNTIL=20260531", "UNTIL", false},
    {"every second", "20260601T0900", "FREQ=SECONDLY", "FREQ", false},
    {"twice a minute", "20260601T0900", "FREQ=MINUTELY;BYSECOND=0,30", "BYSECOND", false},
    {"every second of an hour", "20260601T0900", "FREQ=SECONDLY;BYHOUR=9", "BYHOUR", false},
    {"every 7 seconds", "20260601T0900", "FREQ=SECONDLY;INTERVAL=7", "FREQ", false},
    {"a grid of seconds with hours", "20260601T0900", "FREQ=SECONDLY;INTERVAL=61;BYHOUR=9",
     "INTERVAL", false},
    {"hours of a date", "20260601", "FREQ=HOURLY", "FREQ", true},
    {"an hour of a date", "20260601", "FREQ=DAILY;BYHOUR=9", "BYHOUR", true},
};

static void
what_never_occurs_or_is_too_much_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(refusals); i++) {
        const struct series_definition d = {.zone = zone("UTC"),
                                            .all_day = refusals[i].all_day,
                                            .start = wall(refusals[i].start),
                                            .days = 1,
                                            .rule = rule(arena, refusals[i].rule)};
        struct rule_problem problem = {"nothing", "nothing"};

        CHECK(refusals[i].name, !series_check(arena, &d, &problem));
        if (strcmp(problem.part, refusals[i].part) != 0)
            fail_msg("%s: %s %s", refusals[i].name, problem.part, problem.why);
    }
}

/* What ends after 2199 ends with it. */
static const struct {
    const char *name, *zone, *start, *rule, *date;
    int64_t date_us, length_us;
    bool all_day;
    int32_t days;
    const char *last, *last_end; /* of the last occurrence, in UTC */
} ends[] = {
    {"an hour at the end", "UTC", "21991231T2300", "FREQ=DAILY", NULL, 0, HOUR_US, false, 0,
     "21991231T2300", "22000101T0000"},
    {"half of an hour", "UTC", "21991230T2330", "FREQ=DAILY", NULL, 0, HOUR_US, false, 0,
     "21991231T2330", "22000101T0000"},
    {"a moment", "UTC", "21991230T2330", "FREQ=DAILY", NULL, 0, 0, false, 0, "21991231T2330",
     "21991231T2330"},
    {"as long as all of time", "UTC", "19000101T0000", "FREQ=YEARLY", NULL, 0, 109573 * DAY_US,
     false, 0, "21990101T0000", "22000101T0000"},
    {"west of Greenwich", "Pacific/Honolulu", "21991231T1330", "FREQ=DAILY", NULL, 0, HOUR_US,
     false, 0, "21991231T2330", "22000101T0000"},
    {"days", "UTC", "21991201", "FREQ=DAILY", NULL, 0, 0, true, 5, "21991231T0000",
     "22000101T0000"},
    {"days of a reader west of Greenwich", "Pacific/Honolulu", "21991201", "FREQ=DAILY", NULL, 0, 0,
     true, 5, "21991231T1000", "22000101T1000"},
    {"a period that no number holds the end of", "UTC", "20260101T0900", NULL, "20260102T0900",
     INT64_MAX, HOUR_US, false, 0, "20260102T0900", "22000101T0000"},
    {"a period of as many days", "UTC", "20260101", NULL, "20260102", INT64_MAX, 0, true, 1,
     "20260102T0000", "22000101T0000"},
};

static void
nothing_ends_after_2199(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
        struct series_date date = {.is_period = true, .length_us = ends[i].date_us};
        const struct series_definition d = {.zone = zone(ends[i].zone),
                                            .all_day = ends[i].all_day,
                                            .start = wall(ends[i].start),
                                            .length_us = ends[i].length_us,
                                            .days = ends[i].days,
                                            .rule = rule(arena, ends[i].rule),
                                            .dates = &date,
                                            .date_count = ends[i].date != NULL};
        struct instant first, last_end;
        struct occurrence o, last = {.wall = {0}};
        const struct series *s;
        struct series_iter it;

        if (ends[i].date != NULL)
            date.start = wall(ends[i].date);
        s = series(arena, &d);
        series_begin(&it, s, instant_min, instant_max);
        while (series_next(&it, &o))
            last = o;
        CHECK(ends[i].name, last.start.us == utc(ends[i].last).us);
        CHECK(ends[i].name, last.end.us == utc(ends[i].last_end).us);
        if (series_extent(s, &first, &last_end) == SERIES_BOUNDED)
            CHECK(ends[i].name, last_end.us == last.end.us);
    }
}

/*
 * Rules that a client may send to hurt: the steps of making the series, of everything in the
 * window, and of the worst occurrence.  Limits are what each costs and a little more.
 */
static const struct {
    const char *start, *rule, *from, *until;
    uint64_t make, all, worst;
} hostile[] = {
    /* Nothing there: never more than the years of one cycle, or the window's own. */
    {"20260101T0900", "FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30", "20260101", "22000101", 50, 6000,
     6000},
    {"20260101T0900", "FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30", "20260101", "22000101", 4000, 6000,
     6000},
    {"20260101T0900", "FREQ=SECONDLY;INTERVAL=60;BYYEARDAY=366;BYMONTH=1", "20260101", "22000101",
     4000, 6000, 6000},
    {"20260101T0900", "FREQ=MONTHLY;BYDAY=6MO", "20260101", "22000101", 50, 10000, 10000},
    {"20260101T0900", "FREQ=MONTHLY;BYDAY=1TH;BYSETPOS=2", "20260101", "22000101", 50, 15000,
     15000},
    {"20260101T0900", "FREQ=YEARLY;BYWEEKNO=-53;BYMONTH=6", "20260101", "22000101", 50, 6000, 6000},
    {"20260101T0900", "FREQ=MONTHLY;INTERVAL=12;BYMONTH=2", "20260101", "22000101", 50, 30000,
     30000},
    {"20260601T0900", "FREQ=HOURLY;INTERVAL=168;BYDAY=TU", "20260101", "22000101", 50, 40000,
     40000},
    {"20260601T0900", "FREQ=MINUTELY;INTERVAL=420;BYHOUR=9;BYDAY=TU", "20260101", "22000101", 500,
     60000, 60000},
    {"20260601T0900", "FREQ=HOURLY;INTERVAL=1000000;BYDAY=TU", "20260101", "22000101", 50, 2000,
     2000},
    /* Far away: as near. */
    {"19000101T0900", "FREQ=DAILY", "21900101", "21900201", 50, 500, 300},
    {"19000101T0900", "FREQ=MINUTELY;INTERVAL=7", "21900101", "21900102", 50, 1000, 300},
    {"19000101T0900", "FREQ=HOURLY;INTERVAL=25;BYDAY=MO;BYHOUR=9", "21900101", "21901231", 100,
     1000, 700},
    {"19000101T0900", "FREQ=SECONDLY;INTERVAL=86399", "21900101", "21900201", 50, 500, 300},
    /* A window without an occurrence does not look past itself. */
    {"20240229T0900", "FREQ=YEARLY", "20970101", "20970201", 50, 300, 300},
    {"20240229T0900", "FREQ=YEARLY;INTERVAL=4", "20970101", "20970201", 50, 300, 300},
    /* Counted: by days and years, not by occurrences. */
    {"19000101T0900", "FREQ=DAILY;COUNT=10000", "19260101", "19260201", 5000, 500, 300},
    {"19000101T0900", "FREQ=MINUTELY;COUNT=10000", "19000107", "19000108", 4000, 4000, 2000},
    {"19000101T0900", "FREQ=MINUTELY;INTERVAL=7;COUNT=10000", "19000107", "19000108", 30000, 1000,
     300},
    {"19000101T0900", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;COUNT=10000", "19040101", "19050101",
     50000, 500, 500},
    {"19000101T0900", "FREQ=DAILY;COUNT=50000", "19260101", "19260201", 25000, 500, 300},
    {"19000101T0900", "FREQ=MINUTELY;INTERVAL=7;COUNT=50000", "19000107", "19000108", 150000, 1000,
     300},
    {"19000101T0900",
     "FREQ=WEEKLY;COUNT=10000;BYDAY=MO,TU,WE,TH,FR;BYHOUR=0,6,12,18;BYSETPOS=1,2,3,-1,-2,-3",
     "19000107", "19000108", 120000, 1000, 600},
    /* Wide sets. */
    {"20260101T0900", "FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=1,-1,366,-366", "20260101",
     "20280101", 50, 1000, 500},
    {"20260101T0900",
     "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR=0,6,12,18;BYMINUTE=0,30;BYSETPOS=1,2,3,-1,-2,-"
     "3",
     "20260101", "20270101", 50, 2000, 500},
};

static void
hostile_rules_cost_bounded_steps(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(hostile); i++) {
        const struct series *s = moments(arena, "Europe/Berlin", hostile[i].start, hostile[i].rule);
        struct series_iter it;
        struct occurrence o;
        uint64_t before = 0, worst = 0;
        bool more;

        series_begin(&it, s, utc(hostile[i].from), utc(hostile[i].until));
        do {
            more = series_next(&it, &o);
            if (series_steps(&it) - before > worst)
                worst = series_steps(&it) - before;
            before = series_steps(&it);
        } while (more);
        if (series_steps_new(s) > hostile[i].make || before > hostile[i].all ||
            worst > hostile[i].worst || worst > RECUR_STEPS)
            fail_msg("%s: %d to make, %d in all, %d at worst", hostile[i].rule,
                     (int)series_steps_new(s), (int)before, (int)worst);
        arena_reset(arena);
    }
}

static void
making_any_year_stays_within_its_steps(void **state)
{
    const struct series *s = moments(arena, "UTC", "20260101T0900",
                                     "FREQ=YEARLY;BYDAY=1MO,-1MO,53TU,2WE,TH,-53FR,SA,7SU;"
                                     "BYMONTHDAY=1,-1;BYYEARDAY=1,2,3,-1,-2");

    (void)state;
    for (int32_t year = RECUR_FIRST_YEAR; year <= RECUR_LAST_YEAR; year++) {
        struct recur_year y;
        uint64_t steps = 0;

        recur_year_make(&s->plan, year, &y, &steps);
        assert_true(steps <= RECUR_YEAR_STEPS);
    }
}

static void
an_iterator_has_a_stated_size(void **state)
{
    (void)state;
    assert_true(sizeof(struct series_iter) <= 512);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_ends_after_2199),
        cmocka_unit_test(what_never_occurs_or_is_too_much_is_refused),
        cmocka_unit_test(hostile_rules_cost_bounded_steps),
        cmocka_unit_test(making_any_year_stays_within_its_steps),
        cmocka_unit_test(an_iterator_has_a_stated_size),
    };

    return cmocka_run_group_tests_name("series limits", tests, open_arena, close_arena);
}
