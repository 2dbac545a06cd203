#include "services/reminder/quiet.h"

#include "shared/base/check.h"
#include "shared/base/must.h"

#include <string.h>

static struct instant
at(const char *text)
{
    struct instant out = {0};

    assert_true(instant_parse(text, strlen(text), &out));
    return out;
}

static const struct quiet_row {
    const char *zone, *from, *until, *at, *end; /* end NULL: it is not quiet */
} rows[] = {
    {"UTC", "22:00", "07:00", "2026-03-01T21:59:59.999999Z", NULL},
    {"UTC", "22:00", "07:00", "2026-03-01T22:00:00Z", "2026-03-02T07:00:00Z"},
    {"UTC", "22:00", "07:00", "2026-03-02T06:59:59.999999Z", "2026-03-02T07:00:00Z"},
    {"UTC", "22:00", "07:00", "2026-03-02T07:00:00Z", NULL},
    {"UTC", "12:00", "13:30", "2026-03-02T12:15:00Z", "2026-03-02T13:30:00Z"},
    {"UTC", "12:00", "13:30", "2026-03-02T11:59:00Z", NULL},
    {"UTC", "00:00", "06:00", "2026-03-02T00:00:00Z", "2026-03-02T06:00:00Z"},
    {"Asia/Tokyo", "22:00", "07:00", "2026-03-01T13:00:00Z", "2026-03-01T22:00:00Z"},
    {"Asia/Tokyo", "22:00", "07:00", "2026-03-01T12:59:00Z", NULL},
    /* A night that is an hour shorter, and one that is longer. */
    {"Europe/Berlin", "22:00", "07:00", "2026-03-28T21:30:00Z", "2026-03-29T05:00:00Z"},
    {"Europe/Berlin", "22:00", "07:00", "2026-10-24T21:30:00Z", "2026-10-25T06:00:00Z"},
    /* They end at a time that the clock skips: an hour later, as it then shows. */
    {"Europe/Berlin", "22:00", "02:30", "2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z"},
    /* They end at the first of two times; the second is in none. */
    {"Europe/Berlin", "22:00", "02:30", "2026-10-25T00:15:00Z", "2026-10-25T00:30:00Z"},
    {"Europe/Berlin", "22:00", "02:30", "2026-10-25T01:15:00Z", NULL},
};

static void
quiet_hours_end_on_the_clock_of_the_user(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        const struct quiet_row *r = &rows[i];
        struct instant end = {0};
        bool quiet = quiet_end(tz_or_utc(r->zone), r->from, r->until, at(r->at), &end);

        assert_int_equal(quiet, r->end != NULL);
        if (quiet)
            assert_int_equal(end.us, at(r->end).us);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quiet_hours_end_on_the_clock_of_the_user),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
