#include "gateway/http/trace.h"
#include "shared/base/check.h"

#define TRACE "0af7651916cd43dd8448eb211c80319c"
#define SPAN  "b7ad6b7169203331"

static const struct {
    const char *name, *header;
    bool goes_on;
} cases[] = {
    {"a good one", "00-" TRACE "-" SPAN "-01", true},
    {"a later version", "01-" TRACE "-" SPAN "-01", true},
    {"a later version with more", "01-" TRACE "-" SPAN "-01-x", true},
    {"a later version that runs on", "01-" TRACE "-" SPAN "-01x", false},
    {"version 00 with more", "00-" TRACE "-" SPAN "-01-x", false},
    {"version ff", "ff-" TRACE "-" SPAN "-01", false},
    {"no trace id", "00-00000000000000000000000000000000-" SPAN "-01", false},
    {"no parent id", "00-" TRACE "-0000000000000000-01", false},
    {"upper case", "00-0AF7651916CD43DD8448EB211C80319C-" SPAN "-01", false},
    {"another separator", "00_" TRACE "_" SPAN "_01", false},
    {"cut off", "00-" TRACE "-" SPAN "-0", false},
    {"empty", "", false},
    {"none", NULL, false},
};

static void
traces_go_on_or_begin(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *header = cases[i].header;
        struct trace t;

        trace_begin(&t,
                    (struct bytes){(const uint8_t *)header, header != NULL ? strlen(header) : 0});
        CHECK(cases[i].name, (strcmp(t.id, TRACE) == 0) == cases[i].goes_on);
        CHECK(cases[i].name, strlen(t.id) == TRACE_ID_LEN);
        CHECK(cases[i].name, strlen(t.parent) == TRACEPARENT_LEN);
        CHECK(cases[i].name, memcmp(t.parent + 3, t.id, TRACE_ID_LEN) == 0);
        CHECK(cases[i].name, memcmp(t.parent, "00-", 3) == 0);
        CHECK(cases[i].name, strcmp(t.parent + 53, cases[i].goes_on ? "01" : "00") == 0);
        CHECK(cases[i].name, memcmp(t.parent + 36, SPAN, 16) != 0);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(traces_go_on_or_begin)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
