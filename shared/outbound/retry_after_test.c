#include "shared/outbound/retry_after.h"

#include "shared/base/check.h"
#include "shared/base/must.h"
#include "shared/outbound/outbound.h"

/* Now is 2026-03-01T12:00:00Z. */
static const struct {
    const char *value, *date;
    int64_t seconds;
} cases[] = {
    {"0", NULL, 0},
    {"1", NULL, 1},
    {"120", NULL, 120},
    {"0120", NULL, 120},
    {"604800", NULL, OUTBOUND_RETRY_MAX},
    {"604801", NULL, OUTBOUND_RETRY_MAX},
    {"99999999999999999999", NULL, OUTBOUND_RETRY_MAX},
    {"-1", NULL, -1},
    {"", NULL, -1},
    {"soon", NULL, -1},
    {"12 s", NULL, -1},
    {"1.5", NULL, -1},
    {"Sun, 01 Mar 2026 12:00:30 GMT", NULL, 30},
    {"Sunday, 01-Mar-26 12:00:30 GMT", NULL, 30},
    {"Sun Mar  1 12:00:30 2026", NULL, 30},
    {"Sun, 01 Mar 2026 11:00:00 GMT", NULL, 0},
    {"Sun, 01 Mar 2046 12:00:30 GMT", NULL, OUTBOUND_RETRY_MAX},
    {"Sun, 01 Mar 2026 12:00:30 GMT and much that nobody has ever written there", NULL, -1},
    /* A server whose clock is a day behind. */
    {"Sat, 28 Feb 2026 12:01:00 GMT", "Sat, 28 Feb 2026 12:00:00 GMT", 60},
    {"Sat, 28 Feb 2026 11:59:00 GMT", "Sat, 28 Feb 2026 12:00:00 GMT", 0},
    {"120", "Sat, 28 Feb 2026 12:00:00 GMT", 120},
    {"Sun, 01 Mar 2026 12:00:30 GMT", "yesterday, I think", 30},
};

static void
seconds_and_dates_are_read(void **state)
{
    struct instant now;

    (void)state;
    assert_true(instant_parse("2026-03-01T12:00:00Z", 20, &now));
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        CHECK(cases[i].value,
              retry_after_read(cases[i].value, cases[i].date, now) == cases[i].seconds);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(seconds_and_dates_are_read)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
