/* Deadlines between clocks that differ, of messages that are late, and of headers that are none. */
#include "shared/bus/timeout.h"

#include "shared/base/check.h"
#include "shared/base/must.h"

#include <stdio.h>

enum { LIMIT_MS = 700, OWN_MS = 1000000 };

static struct senders *senders;

static int
make_senders(void **state)
{
    (void)state;
    senders = senders_new();
    return 0;
}

static int
forget_senders(void **state)
{
    (void)state;
    senders_destroy(&senders);
    return 0;
}

/* What is left of 2,000 ms for a request of `sender` that it sent at `sent_ms` of its clock. */
static int64_t
left(uint64_t sender, int64_t sent_ms, int64_t now_ms)
{
    char header[TIMEOUT_TEXT];

    timeout_write(header, 2000, sender, sent_ms);
    return timeout_read(senders, header, LIMIT_MS, now_ms) - now_ms;
}

static const int64_t starts[] = {0, 1, OWN_MS - 6000, OWN_MS, OWN_MS + 6000, INT64_C(1) << 49};

static void
a_fresh_request_has_its_time_whatever_the_other_clock_shows(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(starts); i++)
        for (int64_t ms = 0; ms < 60000; ms += 100)
            assert_int_equal(2000, left(i, starts[i] + ms, OWN_MS + ms));
}

static void
a_late_request_has_less_or_none(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(starts); i++) {
        (void)left(i, starts[i], OWN_MS);
        assert_int_equal(1500, left(i, starts[i] + 100, OWN_MS + 600));
        /* the least has risen by 2 ms */
        assert_int_equal(1, left(i, starts[i] + 100, OWN_MS + 2101));
        assert_int_equal(0, left(i, starts[i] + 100, OWN_MS + 2102));
        assert_int_equal(0, left(i, starts[i] + 100, OWN_MS + 600000));
    }
}

static void
what_waited_while_the_receiver_stood_still_is_late(void **state)
{
    (void)state;
    for (int64_t ms = 0; ms < 40000; ms += 100)
        (void)left(7, ms, OWN_MS + ms);
    for (int64_t ms = 0; ms < 57900; ms += 10)
        assert_int_equal(0, left(7, 40000 + ms, OWN_MS + 100000));
    assert_in_range(left(7, 40000 + 60000, OWN_MS + 100000), 1900, 2000);
}

static void
the_least_recently_heard_makes_room(void **state)
{
    (void)state;
    for (uint64_t sender = 0; sender < 256; sender++)
        (void)left(sender, 0, OWN_MS + (int64_t)sender);
    assert_int_equal(0, left(0, 0, OWN_MS + 3000));
    assert_int_equal(2000, left(256, 0, OWN_MS + 4000)); /* in the place of 1 */
    assert_int_equal(0, left(0, 0, OWN_MS + 4000));
    assert_int_equal(0, left(2, 0, OWN_MS + 4000));
    assert_int_equal(2000, left(1, 0, OWN_MS + 4000));
}

static const struct {
    const char *header;
    int64_t left_ms;
} headers[] = {
    {"1500 00000000000000aa 5", 1500},
    {"1500 FFFFFFFFFFFFFFFF 0", 1500},
    {"0 00000000000000aa 5", 0},
    {"-1 00000000000000aa 5", 0},
    {"-9223372036854775808 00000000000000aa 5", 0},
    {"59999 00000000000000aa 5", 59999},
    {"60001 00000000000000aa 5", 60000},
    {"9223372036854775807 00000000000000aa 5", 60000},
    {"1500 00000000000000aa 1125899906842624", 1500},
    {"1500 00000000000000aa 1125899906842625", LIMIT_MS},
    {"1500 00000000000000aa 9223372036854775807", LIMIT_MS},
    {"1500 00000000000000aa -1", LIMIT_MS},
    {"1500 00000000000000aa 5 ", LIMIT_MS},
    {"1500 00000000000000aa ", LIMIT_MS},
    {"1500 00000000000000aa", LIMIT_MS},
    {"1500 00000000000000a 5", LIMIT_MS},
    {"1500 00000000000000aaa 5", LIMIT_MS},
    {"1500  00000000000000aa 5", LIMIT_MS},
    {" 1500 00000000000000aa 5", LIMIT_MS},
    {"x 00000000000000aa 5", LIMIT_MS},
    {"1500 ", LIMIT_MS},
    {"1500", LIMIT_MS},
    {"1789000000000", LIMIT_MS},
    {"", LIMIT_MS},
};

static void
what_is_no_timeout_is_the_operation_s_own(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(headers); i++) {
        struct senders *fresh = senders_new();
        int64_t deadline_ms = timeout_read(fresh, headers[i].header, LIMIT_MS, OWN_MS);

        CHECK(headers[i].header, deadline_ms - OWN_MS == headers[i].left_ms);
        senders_destroy(&fresh);
    }
    assert_int_equal(OWN_MS + LIMIT_MS, timeout_read(senders, NULL, LIMIT_MS, OWN_MS));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_senders, forget_senders)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_fresh_request_has_its_time_whatever_the_other_clock_shows),
        TEST(a_late_request_has_less_or_none),
        TEST(what_waited_while_the_receiver_stood_still_is_late),
        TEST(the_least_recently_heard_makes_room),
        TEST(what_is_no_timeout_is_the_operation_s_own),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
