/* Rules as text, and what they say of any year. */
#include "shared/time/test_tz.h"

static const struct {
    const char *rule, *at;
    int32_t offset;
} rules[] = {
    {"UTC0", "2026-07-01T00:00:00Z", 0},
    {"<+0330>-3:30", "2026-07-01T00:00:00Z", 12600},
    {"<-00>0:00:01", "2026-07-01T00:00:00Z", -1},
    {"CET-1CEST,M3.5.0,M10.5.0/3", "2026-03-29T00:59:59Z", 3600},
    {"CET-1CEST,M3.5.0,M10.5.0/3", "2026-03-29T01:00:00Z", 7200},
    {"CET-1CEST,M3.5.0,M10.5.0/3", "2026-10-25T00:59:59Z", 7200},
    {"CET-1CEST,M3.5.0,M10.5.0/3", "2026-10-25T01:00:00Z", 3600},
    {"AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-01-01T00:00:00Z", 39600},
    {"AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-07-01T00:00:00Z", 36000},
    {"<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2026-01-01T00:00:00Z", 39600},
    {"IST-1GMT0,M10.5.0,M3.5.0/1", "2026-12-31T00:00:00Z", 0},
    {"IST-1GMT0,M10.5.0,M3.5.0/1", "2026-07-01T00:00:00Z", 3600},
    /* Nuuk: the change falls on the day before the named Sunday. */
    {"<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T00:59:59Z", -7200},
    {"<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T01:00:00Z", -3600},
    /* Gaza: 50 hours after a Thursday's midnight is a Saturday. */
    {"EET-2EEST,M3.4.4/50,M10.4.4/50", "2026-03-27T23:59:59Z", 7200},
    {"EET-2EEST,M3.4.4/50,M10.4.4/50", "2026-03-28T00:00:00Z", 10800},
    /* Daylight time all year, both ways that RFC 9636 section 3.3.1 gives. */
    {"EST5EDT,0/0,J365/25", "2025-12-31T23:30:00Z", -14400},
    {"EST5EDT,0/0,J365/25", "2026-01-01T05:00:00Z", -14400},
    {"EST5EDT,0/0,J365/25", "2028-12-31T23:30:00Z", -14400},
    {"XXX3EDT4,0/0,J365/23", "2026-01-01T03:00:00Z", -14400},
    {"XXX3EDT4,0/0,J365/23", "2026-07-01T00:00:00Z", -14400},
    /* J60 is March 1 in every year; day 59 counted from 0 is February 29 in a leap year. */
    {"AAA0BBB,J60/0,J300/0", "2028-02-29T23:59:59Z", 0},
    {"AAA0BBB,J60/0,J300/0", "2028-03-01T00:00:00Z", 3600},
    {"AAA0BBB,J60/0,J300/0", "2027-03-01T00:00:00Z", 3600},
    {"AAA0BBB,59/0,300/0", "2028-02-29T00:00:00Z", 3600},
    {"AAA0BBB,59/0,300/0", "2027-02-28T23:59:59Z", 0},
    {"AAA0BBB,59/0,300/0", "2027-03-01T00:00:00Z", 3600},
    /* A week more moves the change over the end of the year. */
    {"AAA0BBB,M12.5.0/167,M6.1.0/0", "2026-12-31T00:00:00Z", 0},
    {"AAA0BBB,M12.5.0/167,M6.1.0/0", "2027-01-02T22:59:59Z", 0},
    {"AAA0BBB,M12.5.0/167,M6.1.0/0", "2027-01-02T23:00:00Z", 3600},
    {"AAA0BBB,J1/-167,M6.1.0/0", "2025-12-25T00:59:59Z", 0},
    {"AAA0BBB,J1/-167,M6.1.0/0", "2025-12-25T01:00:00Z", 3600},
    {"AAA0BBB1:30:15,M3.1.0,M6.1.0/0", "2026-04-01T00:00:00Z", -5415},
};

static void
rules_hold_for_ever(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rules); i++) {
        int64_t at = utc(rules[i].at).us / 1000000;
        struct tz_rule rule;
        struct tz_span span;

        CHECK(rules[i].rule, tz_rule_parse(rules[i].rule, strlen(rules[i].rule), &rule));
        span = tz_rule_span(&rule, at);
        if (span.offset != rules[i].offset)
            fail_msg("%s at %s: %d, not %d", rules[i].rule, rules[i].at, span.offset,
                     rules[i].offset);
        CHECK(rules[i].rule, span.start <= at && at < span.end);
    }
}

static const char *const bad_rules[] = {
    "",
    "UTC",
    "0",
    "UT0",
    "<+3>-3",
    "<+03-3",
    "<+03>",
    "+03>-3",
    "U1C0",
    "UTC25",
    "UTC24:60",
    "UTC0:0:60",
    "UTC0:",
    "UTC0 ",
    "UTC0\n",
    "CET-1CEST",
    "CET-1CEST,",
    "CET-1CEST,M3.5.0",
    "CET-1CEST,M3.5.0,",
    "CET-1CEST,M3.5.0,M10.5.0/3,",
    "CET-1CEST,M3.5.0,M10.5.0/",
    "CET-1CEST,M0.5.0,M10.5.0",
    "CET-1CEST,M13.5.0,M10.5.0",
    "CET-1CEST,M3.0.0,M10.5.0",
    "CET-1CEST,M3.6.0,M10.5.0",
    "CET-1CEST,M3.5.7,M10.5.0",
    "CET-1CEST,M3.5,M10.5.0",
    "CET-1CEST,J0,J365",
    "CET-1CEST,J1,J366",
    "CET-1CEST,0,366",
    "CET-1CEST,0/168,365",
    "CET-1CEST,0/-168,365",
    "CET-1CEST,0001,365",
    "CET-1C,M3.5.0,M10.5.0",
    "CET--1",
    "CET+-1",
};

static void
bad_rules_are_refused(void **state)
{
    struct tz_rule rule;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(bad_rules); i++)
        CHECK(bad_rules[i], !tz_rule_parse(bad_rules[i], strlen(bad_rules[i]), &rule));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_hold_for_ever),
        cmocka_unit_test(bad_rules_are_refused),
    };

    return cmocka_run_group_tests_name("tz rules", tests, NULL, NULL);
}
