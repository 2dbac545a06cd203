/* The clock that tokens expire by, as a gateway finds it from the heartbeats. */
#include "gateway/identity/sessions.h"
#include "shared/base/check.h"
#include "shared/base/clock.h"
#include "shared/base/must.h"

static struct gateway gateway;

/* The seam. */
static int64_t clock_ms;

int64_t
monotonic_ms(void)
{
    return clock_ms;
}

static void
on_revoked(void *arg, const struct revocation *revocation)
{
    (void)arg, (void)revocation;
}

static void
on_doubted(void *arg)
{
    (void)arg;
}

static int
begin(void **state)
{
    (void)state;
    gateway.sessions = sessions_new(&gateway);
    sessions_listen(gateway.sessions, &(struct sessions_listener){on_revoked, on_doubted, NULL});
    return 0;
}

static int
end(void **state)
{
    (void)state;
    sessions_destroy(&gateway.sessions);
    return 0;
}

/* A beat of the database's time `unix_ms`, heard at `now_ms`. */
static void
hear_time(int64_t now_ms, int64_t unix_ms)
{
    const struct heartbeat told = {.now = {unix_ms * 1000}, .number = 3};
    struct buf out;

    buf_init(&out);
    wire_encode(&out, &heartbeat_shape, &told);
    sessions_hear(gateway.sessions, (struct bytes){out.data, out.len}, now_ms);
    buf_fini(&out);
}

static void
before_the_first_beat_it_is_our_own(void **state)
{
    int64_t before_ms = instant_now().us / 1000, unix_ms;

    (void)state;
    assert_false(sessions_know_time(gateway.sessions));
    unix_ms = sessions_unix_ms(gateway.sessions, monotonic_ms());
    assert_in_range(unix_ms, before_ms, instant_now().us / 1000);
    hear_time(monotonic_ms(), 1);
    assert_true(sessions_know_time(gateway.sessions));
}

static const int64_t times_ms[] = {1000000, INT64_C(1789000000000), INT64_C(4102444800000)};

static void
it_is_the_database_s_and_goes_on_without_beats(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(times_ms); i++) {
        end(state);
        begin(state);
        hear_time(5000, times_ms[i]);
        assert_int_equal(times_ms[i], sessions_unix_ms(gateway.sessions, 5000));
        assert_int_equal(times_ms[i] + 250, sessions_unix_ms(gateway.sessions, 5250));
        assert_int_equal(times_ms[i] + 900000, sessions_unix_ms(gateway.sessions, 905000));
    }
}

static void
a_beat_that_lay_in_a_socket_sets_nothing_back(void **state)
{
    (void)state;
    for (int ms = 0; ms < 30000; ms += 250)
        hear_time(5000 + ms, 1000000 + ms);
    for (int ms = 30000; ms < 90000; ms += 250)
        hear_time(95000, 1000000 + ms);
    assert_in_range(sessions_unix_ms(gateway.sessions, 95000), 1089900, 1090000);
}

static bool
is_trusted_at(int64_t now_ms)
{
    clock_ms = now_ms;
    sessions_tick(gateway.sessions, now_ms);
    return sessions_are_fresh(gateway.sessions);
}

static void
a_beat_that_lay_in_a_socket_lets_nobody_pass(void **state)
{
    (void)state;
    for (int ms = 0; ms < 5000; ms += 250)
        hear_time(5000 + ms, 1000000 + ms);
    hear_time(10400, 1005000);
    assert_true(is_trusted_at(10980));
    assert_false(is_trusted_at(11020));
    hear_time(13000, 1006000); /* two seconds old */
    assert_false(is_trusted_at(13001));
    hear_time(13000, 1007500);
    assert_true(is_trusted_at(13001));
    assert_false(is_trusted_at(13520));
}

static void
a_database_whose_clock_is_set_is_followed(void **state)
{
    int64_t now_ms = 5000;

    (void)state;
    for (int64_t until_ms = now_ms + 30000; now_ms < until_ms; now_ms += 250)
        hear_time(now_ms, 1000000 + now_ms);
    hear_time(now_ms, 1600000 + now_ms);
    assert_int_equal(1600000 + now_ms, sessions_unix_ms(gateway.sessions, now_ms));
    for (int64_t until_ms = now_ms + 30000; now_ms < until_ms; now_ms += 250)
        hear_time(now_ms, 1000000 + now_ms);
    assert_int_equal(1000000 + now_ms, sessions_unix_ms(gateway.sessions, now_ms));
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, begin, end)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(before_the_first_beat_it_is_our_own),
        TEST(it_is_the_database_s_and_goes_on_without_beats),
        TEST(a_beat_that_lay_in_a_socket_sets_nothing_back),
        TEST(a_beat_that_lay_in_a_socket_lets_nobody_pass),
        TEST(a_database_whose_clock_is_set_is_followed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
