/* What becomes of the places of a series when it moves, gets a new rule or is split. */
#include "shared/recur/course.h"

#include "shared/base/test_arena.h"
#include "shared/recur/test_series.h"

enum { LIST_MAX = 8, TEXT = 512 };

/* As write_wall() has it: without a time of 09:00, and with `~` for the second of two. */
static struct local
place(const char *text)
{
    struct local at = wall(text);

    at.us += strchr(text, 'T') == NULL ? 9 * HOUR_US : 0;
    at.us += strchr(text, '~') != NULL ? LOCAL_SECOND : 0;
    return at;
}

/* Places with blanks between them. */
static size_t
read_places(const char *text, struct local *out)
{
    size_t count = 0;

    while (text != NULL && *text != '\0') {
        char one[32];
        size_t len = strcspn(text, " ");

        snprintf(one, sizeof one, "%.*s", (int)len, text);
        out[count++] = place(one);
        text += len + (text[len] == ' ');
    }
    return count;
}

static void
put_place(char *out, struct local at)
{
    size_t len = strlen(out);

    if (at.us == COURSE_NOWHERE) {
        snprintf(out + len, TEXT - len, "%s-", len > 0 ? " " : "");
        return;
    }
    len += (size_t)snprintf(out + len, TEXT - len, "%s", len > 0 ? " " : "");
    write_wall(out + len, TEXT - len, local_shown(at));
    len = strlen(out);
    snprintf(out + len, TEXT - len, "%s", local_is_second(at) ? "~" : "");
}

static const char *
places_text(const struct local *items, size_t count)
{
    char *out = arena_array(arena, char, TEXT);

    for (size_t i = 0; i < count; i++)
        put_place(out, items[i]);
    return out;
}

static const char *
dates_text(const struct series_definition *d)
{
    char *out = arena_array(arena, char, TEXT);

    for (size_t i = 0; i < d->date_count; i++)
        put_place(out, d->dates[i].start);
    return out;
}

static const char *
starts_text(const struct series_definition *d)
{
    char *out = arena_array(arena, char, TEXT);
    struct series_iter it;
    struct occurrence o;
    int count = 0;

    for (series_begin(&it, series(arena, d), instant_min, instant_max);
         count < 12 && series_next(&it, &o); count++)
        put_place(out, (struct local){o.start.us});
    return out;
}

static const char *
rule_of(const struct series_definition *d)
{
    return d->rule != NULL ? rule_text(arena, d->rule) : "";
}

static void
same(const char *name, const char *what, const char *got, const char *want)
{
    if (strcmp(got, want) != 0)
        fail_msg("%s: %s: got %s, not %s", name, what, got, want);
}

static struct series_definition
definition(const char *zone_name, const char *start, const char *rule_text_of, const char *dates,
           const char *excluded)
{
    struct local *places = arena_array(arena, struct local, LIST_MAX);
    struct series_date *items = arena_array(arena, struct series_date, LIST_MAX);
    bool all_day = zone_name == NULL;
    struct series_definition d = {.zone = all_day ? NULL : zone(zone_name),
                                  .all_day = all_day,
                                  .start = place(start),
                                  .length_us = all_day ? 0 : HOUR_US,
                                  .days = 1,
                                  .rule = rule(arena, rule_text_of),
                                  .dates = items};

    d.date_count = read_places(dates, places);
    for (size_t i = 0; i < d.date_count; i++)
        items[i] = (struct series_date){.start = places[i]};
    d.excluded = arena_array(arena, struct local, LIST_MAX);
    d.excluded_count = read_places(excluded, places);
    d.excluded = places;
    return d;
}

/* ---------------------------------------------------------------- moves and new rules */

/* clang-format off */
static const struct {
    const char *name, *zone, *start, *rule, *dates, *excluded, *changed;
    const char *to_zone, *to; /* NULL: as before; a zone of NULL with another start: the same */
    const char *new_rule;
    const char *want_rule, *want_dates, *want_excluded, *want_changed; /* or "start_time" as rule */
} edits[] = {
    {"half an hour later", "UTC", "20260601T1000", "FREQ=DAILY;COUNT=5", "20260610T1200", "20260603T1000",
     "20260604T1000", "UTC", "20260601T1030", NULL,
     "FREQ=DAILY;COUNT=5", "20260610T1230", "20260603T1030", "20260604T1030"},
    {"an hour earlier over a change of clocks", "Europe/Berlin", "20261024T1000", "FREQ=DAILY;COUNT=3", "", "20261025T1000",
     "20261026T1000", "Europe/Berlin", "20261024", NULL,
     "FREQ=DAILY;COUNT=3", "", "20261025", "20261026"},
    {"only the zone", "Asia/Tokyo", "20260601T0800", "FREQ=DAILY;COUNT=5", "20260620T1500", "", "20260603T0800",
     "America/New_York", "20260531T1900", NULL,
     "FREQ=DAILY;COUNT=5", "20260620T0200", "", "20260602T1900"},
    {"several a day", "UTC", "20260601T0000", "FREQ=HOURLY;COUNT=8;INTERVAL=6", "", "20260601T0600", "20260601T1800",
     "UTC", "20260601T0030", NULL,
     "FREQ=HOURLY;COUNT=8;INTERVAL=6", "", "20260601T0630", "20260601T1830"},
    {"weekdays turn with the start", "UTC", "20260601", "FREQ=WEEKLY;BYDAY=MO,TH", "", "20260604", "20260608",
     "UTC", "20260603", NULL, "FREQ=WEEKLY;BYDAY=WE,SA", "", "20260606", "20260610"},
    {"and weeks where they are told apart", "UTC", "20260601", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU", "", "", "20260607 20260615",
     "UTC", "20260602", NULL, "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU;WKST=TU", "", "", "20260608 20260616"},
    {"weekdays of a daily rule", "UTC", "20260605", "FREQ=DAILY;BYDAY=MO,FR", "", "", "20260608",
     "UTC", "20260606", NULL, "FREQ=DAILY;BYDAY=TU,SA", "", "", "20260609"},
    {"UNTIL goes with the last one", "Europe/Berlin", "20260601", "FREQ=DAILY;UNTIL=20260603T215959Z", "", "", "20260603",
     "Europe/Berlin", "20260601T2330", NULL, "FREQ=DAILY;UNTIL=20260603T213000Z", "", "", "20260603T2330"},
    {"UNTIL in another zone", "Europe/Berlin", "20260601", "FREQ=DAILY;UNTIL=20260603T070000Z", "", "", "20260603",
     "Asia/Tokyo", "20260601", NULL, "FREQ=DAILY;UNTIL=20260603T000000Z", "", "", "20260603"},
    {"the day of the month that the rule takes from its start", "UTC", "20260131", "FREQ=MONTHLY;COUNT=4", "", "20260331", "20260531",
     "UTC", "20260201", NULL, "FREQ=MONTHLY;COUNT=4", "", "20260301", "20260401"},
    {"one BYMONTHDAY", "UTC", "20260115", "FREQ=MONTHLY;UNTIL=20260401;BYMONTHDAY=15", "", "", "20260215",
     "UTC", "20260117", NULL, "FREQ=MONTHLY;UNTIL=20260317T090000Z;BYMONTHDAY=17", "", "", "20260217"},
    {"one BYMONTHDAY from the end", "UTC", "20260131", "FREQ=MONTHLY;COUNT=3;BYMONTHDAY=-1", "", "", "20260228",
     "UTC", "20260130", NULL, "FREQ=MONTHLY;COUNT=3;BYMONTHDAY=-2", "", "", "20260227"},
    {"one ordinal weekday", "UTC", "20260113", "FREQ=MONTHLY;BYDAY=2TU", "", "20260210", "20260310",
     "UTC", "20260121", NULL, "FREQ=MONTHLY;BYDAY=3WE", "", "20260218", "20260318"},
    {"one from the end, of a year's month", "UTC", "20260331", "FREQ=YEARLY;BYDAY=-1TU;BYMONTH=3", "", "", "20270330",
     "UTC", "20260401", NULL, "FREQ=YEARLY;BYDAY=1WE;BYMONTH=4", "", "", "20270407"},
    {"a first weekday into the month before", "UTC", "20260601", "FREQ=MONTHLY;BYDAY=1MO", "", "", "20260706",
     "UTC", "20260531", NULL, "FREQ=MONTHLY;BYDAY=-1SU", "", "", "20260628"},
    {"a fourth weekday that becomes a fifth", "UTC", "20260622", "FREQ=MONTHLY;BYDAY=4MO", "", "", "20260727",
     "UTC", "20260629", NULL, "FREQ=MONTHLY;BYDAY=-1MO", "", "", "20260727"},
    {"a last day into the next month", "UTC", "20260131", "FREQ=MONTHLY;BYMONTHDAY=-1", "", "", "20260228",
     "UTC", "20260201", NULL, "FREQ=MONTHLY;BYMONTHDAY=1", "", "", "20260301"},
    {"a month of its own", "UTC", "20260331", "FREQ=YEARLY;BYMONTHDAY=31;BYMONTH=3", "", "", "20270331",
     "UTC", "20260402", NULL, "FREQ=YEARLY;BYMONTHDAY=2;BYMONTH=4", "", "", "20270402"},
    {"hours move as long as they stay on their day", "UTC", "20260601", "FREQ=DAILY;BYHOUR=9,15", "", "20260602T1500", "20260601T1500",
     "UTC", "20260601T1130", NULL, "FREQ=DAILY;BYHOUR=11,17", "", "20260602T1730", "20260601T1730"},
    {"an hour that would leave its day", "UTC", "20260601", "FREQ=DAILY;BYHOUR=9,15", "", "", "",
     "UTC", "20260601T1800", NULL, "start_time", "", "", ""},
    {"the last working day of a month", "UTC", "20260130", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "", "", "",
     "UTC", "20260129", NULL, "start_time", "", "", ""},
    {"the same at another time of the day", "UTC", "20260130", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "", "", "20260227",
     "UTC", "20260130T1000", NULL, "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "", "", "20260227T1000"},
    {"several days of a month", "UTC", "20260101", "FREQ=MONTHLY;BYMONTHDAY=1,15", "", "", "", "UTC", "20260102", NULL,
     "start_time", "", "", ""},
    {"a day that the start is not", "UTC", "20260101", "FREQ=MONTHLY;BYMONTHDAY=15", "", "", "", "UTC", "20260102", NULL,
     "start_time", "", "", ""},
    {"every hour of a Monday, by half an hour", "UTC", "20260601", "FREQ=HOURLY;BYDAY=MO", "", "", "20260601T1000",
     "UTC", "20260601T0930", NULL, "FREQ=HOURLY;BYDAY=MO", "", "", "20260601T1030"},
    {"the same by an hour", "UTC", "20260601", "FREQ=HOURLY;BYDAY=MO", "", "", "", "UTC", "20260601T1000", NULL,
     "start_time", "", "", ""},
    {"a second time becomes one that comes once", "Europe/Berlin", "20261025T0230~", "FREQ=DAILY;COUNT=3",
     "20261025T0245", "20261025T0245~", "20261025T0230~", "Europe/Berlin", "20261026T0230", NULL,
     "FREQ=DAILY;COUNT=3", "20261026T0245", "20261026T0245", "20261026T0230"},
    {"a new rule: at the same wall, on the same date, or dropped", "UTC", "20260601", "FREQ=DAILY", "", "20260602 20260603",
     "20260604 20260605 20260608", "UTC", "20260601T1000", "FREQ=WEEKLY;BYDAY=MO,TU,FR",
     "FREQ=WEEKLY;BYDAY=MO,TU,FR", "", "20260602T1000", "- 20260605T1000 20260608T1000"},
    {"the same wall goes before the same date", "UTC", "20260601", "FREQ=DAILY", "20260602T1500", "20260602",
     "20260602T1500", "UTC", "20260601T1500", "FREQ=DAILY;INTERVAL=1;COUNT=3",
     "FREQ=DAILY;COUNT=3", "20260602T1500", "", "20260602T1500"},
    {"an exception of nothing stays", "UTC", "20260601", "FREQ=WEEKLY", "", "20260602T1200", "", "UTC", "20260601", "FREQ=DAILY",
     "FREQ=DAILY", "", "20260602T1200", ""},
};
/* clang-format on */

static void
edits_map_each_place(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(edits); i++) {
        struct series_definition old = definition(edits[i].zone, edits[i].start, edits[i].rule,
                                                  edits[i].dates, edits[i].excluded);
        struct local *changed = arena_array(arena, struct local, LIST_MAX);
        struct course_edit e = {.from = old.start,
                                .to = place(edits[i].to),
                                .zone = zone(edits[i].to_zone),
                                .length_us = old.length_us,
                                .days = 1,
                                .has_rule = edits[i].new_rule != NULL,
                                .rule = rule(arena, edits[i].new_rule),
                                .changed = changed};
        struct course_problem problem;
        struct course c;

        e.changed_count = read_places(edits[i].changed, changed);
        if (!course_edit(arena, &old, &e, &c, &problem)) {
            same(edits[i].name, "problem", problem.field, edits[i].want_rule);
            continue;
        }
        same(edits[i].name, "rule", rule_of(&c.next), edits[i].want_rule);
        same(edits[i].name, "dates", dates_text(&c.next), edits[i].want_dates);
        same(edits[i].name, "exceptions", places_text(c.next.excluded, c.next.excluded_count),
             edits[i].want_excluded);
        same(edits[i].name, "changed", places_text(c.changed, e.changed_count),
             edits[i].want_changed);
    }
}

static void
a_rule_that_cannot_move_is_a_new_one_when_it_is_sent(void **state)
{
    struct series_definition old =
        definition("UTC", "20260130", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "", "");
    struct local changed = place("20260227");
    struct course_edit e = {.from = old.start,
                            .to = place("20260227"),
                            .zone = old.zone,
                            .length_us = HOUR_US,
                            .days = 1,
                            .may_stay = true,
                            .changed = &changed,
                            .changed_count = 1};
    struct course_problem problem;
    struct course c;

    (void)state;
    assert_true(course_edit(arena, &old, &e, &c, &problem));
    same("sent", "rule", rule_of(&c.next), "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1");
    assert_int_equal(c.changed[0].us, changed.us);
    assert_int_equal(c.count.kept, 1);
}

static void
timed_and_all_day_keep_the_number(void **state)
{
    struct series_definition old =
        definition("Europe/Berlin", "20260601T2300", "FREQ=WEEKLY;UNTIL=20260622T210000Z",
                   "20260603T1200", "20260608T2300");
    struct local changed[] = {place("20260615T2300")};
    struct course_edit e = {.from = old.start,
                            .to = place("20260602T0000"),
                            .all_day = true,
                            .days = 2,
                            .changed = changed,
                            .changed_count = 1};
    struct course_edit back = {.to = place("20260602T0800"),
                               .zone = zone("Europe/Berlin"),
                               .length_us = HOUR_US,
                               .days = 1,
                               .changed_count = 1};
    struct course_problem problem;
    struct course c, again;

    (void)state;
    assert_true(course_edit(arena, &old, &e, &c, &problem));
    same("all-day", "rule", rule_of(&c.next), "FREQ=WEEKLY;UNTIL=20260623");
    same("all-day", "dates", dates_text(&c.next), "20260604T0000");
    same("all-day", "exceptions", places_text(c.next.excluded, 1), "20260609T0000");
    same("all-day", "changed", places_text(c.changed, 1), "20260616T0000");
    back.from = c.next.start;
    back.changed = c.changed;
    assert_true(course_edit(arena, &c.next, &back, &again, &problem));
    same("timed", "rule", rule_of(&again.next), "FREQ=WEEKLY;UNTIL=20260623T060000Z");
    same("timed", "changed", places_text(again.changed, 1), "20260616T0800");
    assert_int_equal(again.count.moved, 3);
}

/* ---------------------------------------------------------------- splits */

/* clang-format off */
static const struct {
    const char *name, *zone, *start, *rule, *dates, *excluded, *at;
    const char *head_start, *head_rule, *head_dates, *head_excluded;
    const char *tail_start, *tail_rule, *tail_dates, *tail_excluded;
} splits[] = {
    {"an endless rule", "Europe/Berlin", "20260601", "FREQ=DAILY", "", "20260602 20260604", "20260603",
     "20260601", "FREQ=DAILY;UNTIL=20260602T070000Z", "", "20260602", "20260603", "FREQ=DAILY", "", "20260604"},
    {"an all-day one", NULL, "20260601T0000", "FREQ=DAILY", "", "", "20260603T0000",
     "20260601T0000", "FREQ=DAILY;UNTIL=20260602", "", "", "20260603T0000", "FREQ=DAILY", "", ""},
    {"COUNT", "UTC", "20260601", "FREQ=DAILY;COUNT=5", "20260602T1200 20260603 20260604T1200", "", "20260603",
     "20260601", "FREQ=DAILY;COUNT=2", "20260602T1200", "", "20260603", "FREQ=DAILY;COUNT=3", "20260603 20260604T1200", ""},
    {"UNTIL", "UTC", "20260601", "FREQ=DAILY;UNTIL=20260610T000000Z", "", "", "20260603",
     "20260601", "FREQ=DAILY;UNTIL=20260602T090000Z", "", "", "20260603", "FREQ=DAILY;UNTIL=20260610T000000Z", "", ""},
    {"a further date between", "UTC", "20261001T0800", "FREQ=DAILY;COUNT=5", "20261003T1000", "20261003T0800", "20261003T1000",
     "20261001T0800", "FREQ=DAILY;COUNT=3", "", "20261003T0800", "20261004T0800", "FREQ=DAILY;COUNT=2", "20261003T1000", ""},
    {"one behind COUNT", "UTC", "20260601", "FREQ=DAILY;COUNT=3", "20260610 20260612", "", "20260610",
     "20260601", "FREQ=DAILY;COUNT=3", "", "", "20260610", "", "20260610 20260612", ""},
    {"one before the start", "UTC", "20260601", "FREQ=DAILY;COUNT=3", "20260520T1500 20260525", "", "20260525",
     "20260520T1500", "", "20260520T1500", "", "20260601", "FREQ=DAILY;COUNT=3", "20260525", ""},
    {"the start behind such a date", "UTC", "20260601", "FREQ=DAILY;COUNT=3", "20260520T1500", "", "20260601",
     "20260520T1500", "", "20260520T1500", "", "20260601", "FREQ=DAILY;COUNT=3", "", ""},
    {"dates alone", "UTC", "20260601", NULL, "20260603 20260605", "", "20260603",
     "20260601", "", "20260601", "", "20260603", "", "20260603 20260605", ""},
    {"a time that no clock shows", "Europe/Berlin", "20260327T0230", "FREQ=DAILY;COUNT=6", "", "", "20260329T0230",
     "20260327T0230", "FREQ=DAILY;COUNT=2", "", "", "20260329T0230", "FREQ=DAILY;COUNT=4", "", ""},
    {"the second of two times", "Europe/Berlin", "20261025T0230~", "FREQ=MINUTELY;COUNT=8;INTERVAL=10", "20261025T0240", "20261025T0240~",
     "20261025T0250~", "20261025T0230~", "FREQ=MINUTELY;COUNT=2;INTERVAL=10", "20261025T0240", "20261025T0240~",
     "20261025T0250~", "FREQ=MINUTELY;COUNT=6;INTERVAL=10", "", ""},
    {"an UNTIL that would take in a time inside a gap", "Europe/Berlin", "20260329T0130", "FREQ=HOURLY", "", "", "20260329T0430",
     "20260329T0130", "FREQ=HOURLY;UNTIL=20260329T013000Z", "", "", "20260329T0430", "FREQ=HOURLY", "", ""},
    {"a start beside its rule", "UTC", "20260602", "FREQ=WEEKLY;BYDAY=MO;COUNT=4", "", "", "20260608",
     "20260602", "FREQ=WEEKLY;COUNT=1;BYDAY=MO", "", "", "20260608", "FREQ=WEEKLY;COUNT=3;BYDAY=MO", "", ""},
};
/* clang-format on */

static void
halves_have_what_there_was(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(splits); i++) {
        struct series_definition old = definition(splits[i].zone, splits[i].start, splits[i].rule,
                                                  splits[i].dates, splits[i].excluded);
        struct course_split s;
        struct occurrence o;
        char together[TEXT];
        const char *head;

        if (!series_find(series(arena, &old), place(splits[i].at), &o))
            fail_msg("%s: there is no such occurrence", splits[i].name);
        course_split(arena, &old, &o, &s);
        same(splits[i].name, "head", places_text(&s.head.start, 1), splits[i].head_start);
        same(splits[i].name, "head", rule_of(&s.head), splits[i].head_rule);
        same(splits[i].name, "head", dates_text(&s.head), splits[i].head_dates);
        same(splits[i].name, "head", places_text(s.head.excluded, s.head.excluded_count),
             splits[i].head_excluded);
        same(splits[i].name, "tail", places_text(&s.tail.start, 1), splits[i].tail_start);
        same(splits[i].name, "tail", rule_of(&s.tail), splits[i].tail_rule);
        same(splits[i].name, "tail", dates_text(&s.tail), splits[i].tail_dates);
        same(splits[i].name, "tail", places_text(s.tail.excluded, s.tail.excluded_count),
             splits[i].tail_excluded);
        head = starts_text(&s.head);
        snprintf(together, sizeof together, "%s %s", head, starts_text(&s.tail));
        if (strncmp(together, starts_text(&old), strlen(starts_text(&old))) != 0)
            fail_msg("%s: %s, not %s", splits[i].name, together, starts_text(&old));
    }
}

static const struct {
    const char *name, *zone, *rule, *formal;
} forms[] = {
    {"a date", "Europe/Berlin", "FREQ=DAILY;UNTIL=20260603", "FREQ=DAILY;UNTIL=20260603T215959Z"},
    {"a local time", "Europe/Berlin", "FREQ=DAILY;UNTIL=20260603T090000",
     "FREQ=DAILY;UNTIL=20260603T070000Z"},
    {"a time of an all-day series", NULL, "FREQ=DAILY;UNTIL=20260603T090000Z",
     "FREQ=DAILY;UNTIL=20260603"},
    {"a local time in another age", "Europe/Berlin", "FREQ=DAILY;UNTIL=25000101T000000",
     "FREQ=DAILY;UNTIL=25000101T000000Z"},
    {"as it should be", "Europe/Berlin", "FREQ=DAILY;UNTIL=20260603T070000Z",
     "FREQ=DAILY;UNTIL=20260603T070000Z"},
    {"no end", NULL, "FREQ=DAILY", "FREQ=DAILY"},
};

static void
until_has_the_form_of_the_start(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(forms); i++) {
        const struct tz *in = forms[i].zone != NULL ? zone(forms[i].zone) : NULL;
        const struct rule *formal =
            course_formal(arena, rule(arena, forms[i].rule), in, in == NULL);

        same(forms[i].name, "rule", rule_text(arena, formal), forms[i].formal);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(edits_map_each_place),
        TEST(a_rule_that_cannot_move_is_a_new_one_when_it_is_sent),
        TEST(timed_and_all_day_keep_the_number),
        TEST(halves_have_what_there_was),
        TEST(until_has_the_form_of_the_start),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
