/* What becomes of readers while the stream is away; the clock is the test's. */
#include "gateway/feed/test_feed.h"

#include <time.h>

static int64_t ahead_ms;

/* In place of the library's. */
int64_t
monotonic_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000 + ahead_ms;
}

/* So many turns of the hub as make it tend each reader. */
static void
pass(int64_t ms)
{
    ahead_ms += ms;
    turn();
}

static void
remove_stream(void)
{
    assert_non_null(
        strstr(test_ask(gateway.bus, "$JS.API.STREAM.DELETE.FEED", ""), "\"success\":true"));
    feed_live_reconnected(gateway.feed_live);
}

/* From now on, behind a place, and whatever is left. */
static void
who_begins_waits_for_half_a_minute_and_no_longer(void **state)
{
    static const struct feed_start starts[] = {
        {.has_since = false},
        {.has_after = true, .after = 1},
        {.has_after = true, .after = 0},
    };
    static struct reader readers[ARRAY_LEN(starts)];
    struct uuid user = new_user();

    (void)state;
    remove_stream();
    for (size_t i = 0; i < ARRAY_LEN(starts); i++)
        begin(&readers[i], user, &starts[i]);
    pass(1000);
    for (int64_t waited_ms = 0; waited_ms < 25000; waited_ms += 1000) {
        pass(1000);
        for (size_t i = 0; i < ARRAY_LEN(starts); i++)
            assert_non_null(readers[i].feed);
    }
    for (size_t i = 0; i < ARRAY_LEN(starts); i++) {
        AWAIT((pass(100), readers[i].feed == NULL));
        assert_int_equal(readers[i].why, FEED_END_AWAY);
        assert_int_equal(readers[i].located, 0);
    }
    make_stream();
}

static void
who_has_waited_begins_when_the_stream_comes(void **state)
{
    struct uuid user = new_user();
    static struct reader r;

    (void)state;
    remove_stream();
    begin(&r, user, &(struct feed_start){.has_since = false});
    for (int i = 0; i < 20; i++)
        pass(1000);
    assert_int_equal(r.located, 0);
    make_stream();
    AWAIT(r.caught_up == 1);
    publish_many(user, 3);
    AWAIT(r.count == 3);
    for (int i = 0; i < 20; i++)
        pass(1000);
    assert_non_null(r.feed);
    leave(&r);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_begins_waits_for_half_a_minute_and_no_longer),
        cmocka_unit_test(who_has_waited_begins_when_the_stream_comes),
    };

    return cmocka_run_group_tests(tests, start, stop);
}
