/*
 * The examples of RFC 5545 section 3.8.5.3 with their printed answers, and rules as text.
 */
#include "shared/recur/test_series.h"

static struct arena *arena;

static int
open_arena(void **state)
{
    (void)state;
    arena = arena_new(1 << 20);
    return 0;
}

static int
close_arena(void **state)
{
    (void)state;
    arena_destroy(arena);
    return 0;
}

/*
 * Every example begins in America/New_York.  Answers are walls without their 09:00; `a-b` is every
 * day from a to b; `...` at the end: and so on.
 */
static const struct {
    const char *name, *start, *rule, *answer;
} examples[] = {
    {"daily for 10 occurrences", "19970902", "FREQ=DAILY;COUNT=10", "19970902-19970911"},
    {"daily until December 24, 1997", "19970902", "FREQ=DAILY;UNTIL=19971224T000000Z",
     "19970902-19971223"},
    {"every other day, forever", "19970902", "FREQ=DAILY;INTERVAL=2",
     "19970902 19970904 19970906 19970908 19970910 19970912 19970914 19970916 19970918 19970920 "
     "19970922 19970924 19970926 19970928 19970930 19971002 19971004 19971006 19971008 19971010 "
     "19971012 19971014 19971016 19971018 19971020 19971022 19971024 19971026 19971028 19971030 "
     "19971101 19971103 19971105 19971107 ..."},
    {"every 10 days, 5 occurrences", "19970902", "FREQ=DAILY;INTERVAL=10;COUNT=5",
     "19970902 19970912 19970922 19971002 19971012"},
    {"every day in January, for 3 years", "19980101",
     "FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA",
     "19980101-19980131 19990101-19990131 20000101-20000131"},
    {"the same, daily", "19980101", "FREQ=DAILY;UNTIL=20000131T140000Z;BYMONTH=1",
     "19980101-19980131 19990101-19990131 20000101-20000131"},
    {"weekly for 10 occurrences", "19970902", "FREQ=WEEKLY;COUNT=10",
     "19970902 19970909 19970916 19970923 19970930 19971007 19971014 19971021 19971028 19971104"},
    {"weekly until December 24, 1997", "19970902", "FREQ=WEEKLY;UNTIL=19971224T000000Z",
     "19970902 19970909 19970916 19970923 19970930 19971007 19971014 19971021 19971028 19971104 "
     "19971111 19971118 19971125 19971202 19971209 19971216 19971223"},
    {"every other week, forever", "19970902", "FREQ=WEEKLY;INTERVAL=2;WKST=SU",
     "19970902 19970916 19970930 19971014 19971028 19971111 19971125 19971209 19971223 19980106 "
     "19980120 19980203 19980217 ..."},
    {"weekly on Tuesday and Thursday for five weeks", "19970902",
     "FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH",
     "19970902 19970904 19970909 19970911 19970916 19970918 19970923 19970925 19970930 19971002"},
    {"the same, counted", "19970902", "FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH",
     "19970902 19970904 19970909 19970911 19970916 19970918 19970923 19970925 19970930 19971002"},
    {"every other week on Monday, Wednesday, and Friday until December 24, 1997", "19970901",
     "FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR",
     "19970901 19970903 19970905 19970915 19970917 19970919 19970929 19971001 19971003 19971013 "
     "19971015 19971017 19971027 19971029 19971031 19971110 19971112 19971114 19971124 19971126 "
     "19971128 19971208 19971210 19971212 19971222"},
    {"every other week on Tuesday and Thursday, for 8 occurrences", "19970902",
     "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH",
     "19970902 19970904 19970916 19970918 19970930 19971002 19971014 19971016"},
    {"monthly on the first Friday for 10 occurrences", "19970905",
     "FREQ=MONTHLY;COUNT=10;BYDAY=1FR",
     "19970905 19971003 19971107 19971205 19980102 19980206 19980306 19980403 19980501 19980605"},
    {"monthly on the first Friday until December 24, 1997", "19970905",
     "FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR", "19970905 19971003 19971107 19971205"},
    {"every other month on the first and last Sunday of the month for 10 occurrences", "19970907",
     "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU",
     "19970907 19970928 19971102 19971130 19980104 19980125 19980301 19980329 19980503 19980531"},
    {"monthly on the second-to-last Monday of the month for 6 months", "19970922",
     "FREQ=MONTHLY;COUNT=6;BYDAY=-2MO", "19970922 19971020 19971117 19971222 19980119 19980216"},
    {"monthly on the third-to-the-last day of the month, forever", "19970928",
     "FREQ=MONTHLY;BYMONTHDAY=-3", "19970928 19971029 19971128 19971229 19980129 19980226 ..."},
    {"monthly on the 2nd and 15th of the month for 10 occurrences", "19970902",
     "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15",
     "19970902 19970915 19971002 19971015 19971102 19971115 19971202 19971215 19980102 19980115"},
    {"monthly on the first and last day of the month for 10 occurrences", "19970930",
     "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1",
     "19970930 19971001 19971031 19971101 19971130 19971201 19971231 19980101 19980131 19980201"},
    {"every 18 months on the 10th thru 15th of the month for 10 occurrences", "19970910",
     "FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15",
     "19970910-19970915 19990310-19990313"},
    {"every Tuesday, every other month", "19970902", "FREQ=MONTHLY;INTERVAL=2;BYDAY=TU",
     "19970902 19970909 19970916 19970923 19970930 19971104 19971111 19971118 19971125 19980106 "
     "19980113 19980120 19980127 19980303 19980310 19980317 19980324 19980331 ..."},
    {"yearly in June and July for 10 occurrences", "19970610", "FREQ=YEARLY;COUNT=10;BYMONTH=6,7",
     "19970610 19970710 19980610 19980710 19990610 19990710 20000610 20000710 20010610 20010710"},
    {"every other year on January, February, and March for 10 occurrences", "19970310",
     "FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3",
     "19970310 19990110 19990210 19990310 20010110 20010210 20010310 20030110 20030210 20030310"},
    {"every third year on the 1st, 100th, and 200th day for 10 occurrences", "19970101",
     "FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200",
     "19970101 19970410 19970719 20000101 20000409 20000718 20030101 20030410 20030719 20060101"},
    {"every 20th Monday of the year, forever", "19970519", "FREQ=YEARLY;BYDAY=20MO",
     "19970519 19980518 19990517 ..."},
    {"Monday of week number 20, forever", "19970512", "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO",
     "19970512 19980511 19990517 ..."},
    {"every Thursday in March, forever", "19970313", "FREQ=YEARLY;BYMONTH=3;BYDAY=TH",
     "19970313 19970320 19970327 19980305 19980312 19980319 19980326 19990304 19990311 19990318 "
     "19990325 ..."},
    {"every Thursday, but only during June, July, and August, forever", "19970605",
     "FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8",
     "19970605 19970612 19970619 19970626 19970703 19970710 19970717 19970724 19970731 19970807 "
     "19970814 19970821 19970828 19980604 19980611 19980618 19980625 19980702 19980709 19980716 "
     "19980723 19980730 19980806 19980813 19980820 19980827 19990603 19990610 19990617 19990624 "
     "19990701 19990708 19990715 19990722 19990729 19990805 19990812 19990819 19990826 ..."},
    {"the first Saturday that follows the first Sunday of the month, forever", "19970913",
     "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13",
     "19970913 19971011 19971108 19971213 19980110 19980207 19980307 19980411 19980509 19980613 "
     "..."},
    {"every 4 years, the first Tuesday after a Monday in November, forever", "19961105",
     "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
     "19961105 20001107 20041102 ..."},
    {"the third instance into the month of Tuesday, Wednesday, or Thursday, for 3 months",
     "19970904", "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", "19970904 19971007 19971106"},
    {"the second-to-last weekday of the month", "19970929",
     "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2",
     "19970929 19971030 19971127 19971230 19980129 19980226 19980330 ..."},
    /* The RFC prints three with UNTIL=19970902T170000Z, which is 13:00 there (erratum 3883). */
    {"every 3 hours from 9:00 AM to 5:00 PM on a specific day", "19970902",
     "FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T210000Z", "19970902 19970902T1200 19970902T1500"},
    {"the same, as its UNTIL is printed", "19970902",
     "FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T170000Z", "19970902 19970902T1200"},
    {"every 15 minutes for 6 occurrences", "19970902", "FREQ=MINUTELY;INTERVAL=15;COUNT=6",
     "19970902 19970902T0915 19970902T0930 19970902T0945 19970902T1000 19970902T1015"},
    {"every hour and a half for 4 occurrences", "19970902", "FREQ=MINUTELY;INTERVAL=90;COUNT=4",
     "19970902 19970902T1030 19970902T1200 19970902T1330"},
    {"every 20 minutes from 9:00 AM to 4:40 PM every day", "19970902",
     "FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40",
     "19970902 19970902T0920 19970902T0940 19970902T1000 19970902T1020 19970902T1040 "
     "19970902T1100 19970902T1120 19970902T1140 19970902T1200 19970902T1220 19970902T1240 "
     "19970902T1300 19970902T1320 19970902T1340 19970902T1400 19970902T1420 19970902T1440 "
     "19970902T1500 19970902T1520 19970902T1540 19970902T1600 19970902T1620 19970902T1640 "
     "19970903 19970903T0920 ..."},
    {"the same, minutely", "19970902", "FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10,11,12,13,14,15,16",
     "19970902 19970902T0920 19970902T0940 19970902T1000 19970902T1020 19970902T1040 "
     "19970902T1100 19970902T1120 19970902T1140 19970902T1200 19970902T1220 19970902T1240 "
     "19970902T1300 19970902T1320 19970902T1340 19970902T1400 19970902T1420 19970902T1440 "
     "19970902T1500 19970902T1520 19970902T1540 19970902T1600 19970902T1620 19970902T1640 "
     "19970903 19970903T0920 ..."},
    {"the days selected make a difference because of WKST", "19970805",
     "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "19970805 19970810 19970819 19970824"},
    {"changing only WKST from MO to SU", "19970805",
     "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "19970805 19970817 19970819 19970831"},
    {"an invalid date (i.e., February 30) is ignored", "20070115",
     "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", "20070115 20070130 20070215 20070315 20070330"},
};

/* Takes the next wall from an answer, a day at a time from `a-b`; false at its end or at `...`. */
static bool
take_answer(const char **rest, struct local *range, char *out, size_t room)
{
    const char *word = *rest + strspn(*rest, " ");
    size_t len = strcspn(word, " -");
    char token[32] = "";

    if (*word == '\0' || *word == '.')
        return false;
    memcpy(token, word, len);
    if (word[len] != '-') {
        *rest = word + len;
        snprintf(out, room, "%s", token);
        return true;
    }
    if (range->us == 0)
        *range = (struct local){wall(token).us + 9 * INT64_C(3600000000)};
    write_wall(out, room, *range);
    range->us += DAY_US;
    if (strncmp(out, word + len + 1, 8) == 0) {
        *rest = word + len + 9;
        range->us = 0;
    }
    return true;
}

static void
check_answer(const char *name, const struct series *s, const char *answer)
{
    struct series_iter it;
    struct occurrence o;
    struct local range = {0};
    char want[32], got[32];

    series_begin(&it, s, instant_min, instant_max);
    while (take_answer(&answer, &range, want, sizeof want)) {
        CHECK(name, series_next(&it, &o));
        write_wall(got, sizeof got, o.wall);
        if (strcmp(got, want) != 0)
            fail_msg("%s: %s, not %s", name, got, want);
        CHECK(name, o.start.us == tz_to_instant(zone("America/New_York"), o.wall).us);
    }
    CHECK(name, series_next(&it, &o) == (strstr(answer, "...") != NULL));
}

static void
the_examples_of_the_rfc_come_out(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(examples); i++) {
        char start[32];

        snprintf(start, sizeof start, "%sT090000", examples[i].start);
        check_answer(examples[i].name, moments(arena, "America/New_York", start, examples[i].rule),
                     examples[i].answer);
    }
}

static void
every_friday_the_13th_has_its_start_excluded(void **state)
{
    const struct local start = wall("19970902T090000");
    const struct series_definition d = {.zone = zone("America/New_York"),
                                        .start = start,
                                        .rule = rule(arena, "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13"),
                                        .excluded = &start,
                                        .excluded_count = 1};

    (void)state;
    check_answer("every Friday the 13th, forever", series(arena, &d),
                 "19980213 19980313 19981113 19990813 20001013 ...");
}

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
    {"FREQ=DAILY;COUNT=10001", "COUNT", NULL},
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
    {"FREQ=DAILY;INTERVAL=1000000;COUNT=10000", "FREQ=DAILY;COUNT=10000;INTERVAL=1000000"},
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
        cmocka_unit_test(the_examples_of_the_rfc_come_out),
        cmocka_unit_test(every_friday_the_13th_has_its_start_excluded),
        cmocka_unit_test(what_the_rfc_forbids_is_refused_with_its_part),
        cmocka_unit_test(a_long_text_is_refused),
        cmocka_unit_test(more_positions_than_stated_are_refused),
        cmocka_unit_test(a_rule_has_one_text),
        cmocka_unit_test(a_rule_gets_another_end),
    };

    return cmocka_run_group_tests_name("recur", tests, open_arena, close_arena);
}
