/* Rules as text: what is refused, and the one text of what is not. */
#include "shared/recur/test_series.h"

static const struct {
    const char *text, *part, *why;
} refusals[] = {
    {"", "RRULE", "has 1 to 1024 bytes"},
    {"FREQ=DAILY;", "RRULE", "ends with a semicolon"},
    {"INTERVAL=2", "FREQ", "is missing"},
    {"FREQ=FORTNIGHTLY", "FREQ", NULL},
    {"FREQ", "FREQ", NULL},
    {"FREQ=", "FREQ", NULL},
    {"FREQ=DAILY;FREQ=DAILY", "FREQ", "stands twice"},
    {"RRULE:FREQ=DAILY", "RRULE:FREQ", "is no part of a rule"},
    {"FREQ=DAILY;BYEASTER=0", "BYEASTER", "is no part of a rule"},
    {"FREQ=DAILY;RSCALE=CHINESE", "RSCALE", "is no part of a rule"},
    {"FREQ=DAILY;\xc3\xa9=1", "RRULE", "is no part of a rule"},
    {"FREQ=DAILY;;COUNT=1", "RRULE", "is no part of a rule"},
    {"FREQ=DAILY; COUNT=1", "RRULE", "is no part of a rule"},
    {"FREQ=DAILY;INTERVAL=0", "INTERVAL", NULL},
    {"FREQ=DAILY;INTERVAL=-1", "INTERVAL", NULL},
    {"FREQ=DAILY;INTERVAL=1000001", "INTERVAL", NULL},
    {"FREQ=DAILY;INTERVAL=99999999999", "INTERVAL", NULL},
    {"FREQ=DAILY;COUNT=0", "COUNT", NULL},
    {"FREQ=DAILY;COUNT=50001", "COUNT", NULL},
    {"FREQ=MONTHLY;COUNT=10001;BYDAY=MO,TU;BYSETPOS=1", "COUNT", "is at most 10000 with BYSETPOS"},
    {"FREQ=DAILY;COUNT=99999999999999999999", "COUNT", NULL},
    {"FREQ=DAILY;COUNT=1;UNTIL=20260101", "COUNT", "does not go with UNTIL"},
    {"FREQ=DAILY;UNTIL=2026-01-01", "UNTIL", NULL},
    {"FREQ=DAILY;UNTIL=20260230", "UNTIL", NULL},
    {"FREQ=DAILY;UNTIL=20260101T240000Z", "UNTIL", NULL},
    {"FREQ=DAILY;UNTIL=20260101T0900Z", "UNTIL", NULL},
    {"FREQ=DAILY;UNTIL=20260101T090000+0100", "UNTIL", NULL},
    {"FREQ=DAILY;WKST=XX", "WKST", NULL},
    {"FREQ=YEARLY;BYMONTH=13", "BYMONTH", "is a list of numbers from 1 to 12"},
    {"FREQ=YEARLY;BYMONTH=0", "BYMONTH", NULL},
    {"FREQ=YEARLY;BYMONTH=1,", "BYMONTH", NULL},
    {"FREQ=YEARLY;BYMONTH=,1", "BYMONTH", NULL},
    {"FREQ=YEARLY;BYMONTH=5L", "BYMONTH", NULL},
    {"FREQ=YEARLY;BYWEEKNO=54", "BYWEEKNO", NULL},
    {"FREQ=YEARLY;BYWEEKNO=0", "BYWEEKNO", NULL},
    {"FREQ=YEARLY;BYYEARDAY=367", "BYYEARDAY", NULL},
    {"FREQ=YEARLY;BYYEARDAY=400", "BYYEARDAY", NULL},
    {"FREQ=MONTHLY;BYMONTHDAY=32", "BYMONTHDAY", NULL},
    {"FREQ=MONTHLY;BYMONTHDAY=--1", "BYMONTHDAY", NULL},
    {"FREQ=MONTHLY;BYMONTHDAY=\r1", "BYMONTHDAY", NULL},
    {"FREQ=MONTHLY;BYDAY=0MO", "BYDAY", NULL},
    {"FREQ=MONTHLY;BYDAY=54MO", "BYDAY", NULL},
    {"FREQ=MONTHLY;BYDAY=-MO", "BYDAY", NULL},
    {"FREQ=MONTHLY;BYDAY=MONDAY", "BYDAY", NULL},
    {"FREQ=DAILY;BYHOUR=24", "BYHOUR", NULL},
    {"FREQ=DAILY;BYHOUR=-1", "BYHOUR", NULL},
    {"FREQ=DAILY;BYMINUTE=60", "BYMINUTE", NULL},
    {"FREQ=DAILY;BYSECOND=61", "BYSECOND", NULL},
    {"FREQ=DAILY;BYSETPOS=1", "BYSETPOS", "needs another BY part"},
    {"FREQ=MONTHLY;BYDAY=MO;BYSETPOS=0", "BYSETPOS", NULL},
    {"FREQ=MONTHLY;BYDAY=MO;BYSETPOS=367", "BYSETPOS", NULL},
    {"FREQ=MONTHLY;BYWEEKNO=20", "BYWEEKNO", "goes only with FREQ=YEARLY"},
    {"FREQ=HOURLY;BYWEEKNO=20", "BYWEEKNO", "goes only with FREQ=YEARLY"},
    {"FREQ=DAILY;BYYEARDAY=1", "BYYEARDAY", "does not go with FREQ=DAILY, WEEKLY or MONTHLY"},
    {"FREQ=WEEKLY;BYYEARDAY=1", "BYYEARDAY", NULL},
    {"FREQ=MONTHLY;BYYEARDAY=1", "BYYEARDAY", NULL},
    {"FREQ=WEEKLY;BYMONTHDAY=1", "BYMONTHDAY", "does not go with FREQ=WEEKLY"},
    {"FREQ=WEEKLY;BYDAY=1MO", "BYDAY", "takes numbers only with FREQ=MONTHLY or YEARLY"},
    {"FREQ=DAILY;BYDAY=-1MO", "BYDAY", NULL},
    {"FREQ=YEARLY;BYWEEKNO=1;BYDAY=1MO", "BYDAY", "takes no numbers with BYWEEKNO"},
};

static void
what_the_rfc_forbids_is_refused_with_its_part(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(refusals); i++) {
        const char *text = refusals[i].text;
        const struct rule *r;
        struct rule_problem problem = {"nothing", "nothing"};

        CHECK(text, !rule_parse(arena, text, strlen(text), &r, &problem));
        if (strcmp(problem.part, refusals[i].part) != 0 ||
            (refusals[i].why != NULL && strcmp(problem.why, refusals[i].why) != 0))
            fail_msg("%s: %s %s", text, problem.part, problem.why);
    }
}

static void
a_long_text_is_refused(void **state)
{
    char text[RECUR_TEXT_MAX + 2];
    const struct rule *r;
    struct rule_problem problem;

    (void)state;
    memset(text, ',', sizeof text);
    assert_false(rule_parse(arena, text, RECUR_TEXT_MAX + 1, &r, &problem));
    assert_string_equal(problem.part, "RRULE");
}

static void
more_positions_than_stated_are_refused(void **state)
{
    char text[RECUR_TEXT_MAX] = "FREQ=YEARLY;BYDAY=MO;BYSETPOS=1";
    const struct rule *r;
    struct rule_problem problem;

    (void)state;
    for (int i = 2; i <= RECUR_SETPOS_MAX; i++)
        snprintf(text + strlen(text), 8, ",%d", i);
    (void)rule(arena, text);
    snprintf(text + strlen(text), 8, ",%d", RECUR_SETPOS_MAX + 1);
    assert_false(rule_parse(arena, text, strlen(text), &r, &problem));
    assert_string_equal(problem.part, "BYSETPOS");
}

static const struct {
    const char *text, *canonical;
} texts[] = {
    {"FREQ=DAILY", "FREQ=DAILY"},
    {"freq=weekly;byday=mo,+1tu", NULL},
    {"freq=weekly;byday=tu,mo;until=20260101t090000z",
     "FREQ=WEEKLY;UNTIL=20260101T090000Z;BYDAY=MO,TU"},
    {"INTERVAL=1;WKST=MO;FREQ=DAILY;COUNT=007", "FREQ=DAILY;COUNT=7"},
    {"FREQ=DAILY;INTERVAL=1000000;COUNT=50000", "FREQ=DAILY;COUNT=50000;INTERVAL=1000000"},
    {"FREQ=MONTHLY;COUNT=10000;BYDAY=MO,TU;BYSETPOS=1",
     "FREQ=MONTHLY;COUNT=10000;BYDAY=MO,TU;BYSETPOS=1"},
    {"FREQ=DAILY;UNTIL=20260101", "FREQ=DAILY;UNTIL=20260101"},
    {"FREQ=DAILY;UNTIL=00000101T235960", "FREQ=DAILY;UNTIL=00000101T235959"},
    {"FREQ=MONTHLY;WKST=SU;BYDAY=-1FR,+2MO,MO,1MO,MO",
     "FREQ=MONTHLY;BYDAY=MO,1MO,2MO,-1FR;WKST=SU"},
    {"FREQ=YEARLY;BYSECOND=60,0;BYHOUR=09", "FREQ=YEARLY;BYSECOND=0,59;BYHOUR=9"},
    {"FREQ=YEARLY;BYMONTHDAY=-1,31,+1;BYSETPOS=2,-1,2",
     "FREQ=YEARLY;BYMONTHDAY=1,31,-1;BYSETPOS=-1,2"},
    {"FREQ=YEARLY;BYYEARDAY=-366,366,1;BYWEEKNO=-53,53;BYMONTH=12,1;BYMINUTE=59,0",
     "FREQ=YEARLY;BYMINUTE=0,59;BYYEARDAY=1,366,-366;BYWEEKNO=53,-53;BYMONTH=1,12"},
};

static void
a_rule_has_one_text(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        const struct rule *r;
        struct rule_problem problem;
        const char *text = texts[i].text, *canonical = texts[i].canonical;

        if (!rule_parse(arena, text, strlen(text), &r, &problem)) {
            CHECK(text, canonical == NULL);
            continue;
        }
        assert_string_equal(rule_text(arena, r), canonical);
        assert_string_equal(rule_text(arena, rule(arena, canonical)), canonical);
    }
}

static void
a_rule_gets_another_end(void **state)
{
    const struct rule *r = rule(arena, "FREQ=DAILY;COUNT=5;BYHOUR=1");
    const struct rule_end until = {RULE_UNTIL_UTC, wall("20260102T030405").us + 999999, 0};

    (void)state;
    assert_int_equal(rule_end(r).count, 5);
    assert_string_equal(rule_text(arena, rule_with_end(arena, r, until)),
                        "FREQ=DAILY;UNTIL=20260102T030405Z;BYHOUR=1");
    assert_string_equal(rule_text(arena, rule_with_end(arena, r, (struct rule_end){0})),
                        "FREQ=DAILY;BYHOUR=1");
    assert_string_equal(rule_text(arena, r), "FREQ=DAILY;COUNT=5;BYHOUR=1");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_the_rfc_forbids_is_refused_with_its_part),
        cmocka_unit_test(a_long_text_is_refused),
        cmocka_unit_test(more_positions_than_stated_are_refused),
        cmocka_unit_test(a_rule_has_one_text),
        cmocka_unit_test(a_rule_gets_another_end),
    };

    return cmocka_run_group_tests_name("recur", tests, open_arena, close_arena);
}
