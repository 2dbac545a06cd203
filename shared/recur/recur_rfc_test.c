/* The examples of RFC 5545 section 3.8.5.3 with their printed answers. */
#include "shared/recur/test_series.h"

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

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_examples_of_the_rfc_come_out),
        cmocka_unit_test(every_friday_the_13th_has_its_start_excluded),
    };

    return cmocka_run_group_tests_name("recur examples", tests, open_arena, close_arena);
}
