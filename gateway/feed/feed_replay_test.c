/* What a reader hears that is behind: once and in order, however it pauses, or that something may
 * be missing. */
#include "gateway/feed/test_feed.h"

static void
what_comes_while_it_is_behind_is_heard_in_its_turn(void **state)
{
    struct uuid user = new_user();
    uint64_t sequence = stored_up_to();
    static struct reader r;

    (void)state;
    publish_many(user, 200);
    stored_up_to();
    begin_after(&r, user, sequence);
    r.most = 30;
    AWAIT(r.count == 30);
    publish_many(user, 200);
    AWAIT(r.feed->replay.noted > 0 && !is_asking(&r));
    r.most = HEARD_MAX;
    feed_go_on(r.feed);
    AWAIT(r.caught_up == 1);
    publish_many(user, 1);
    AWAIT(r.count == 401);
    assert_heard(&r, 1, 401);
    leave(&r);
}

/* While it paused, the oldest that it had yet to read were dropped, and reading would step over
 * them. */
static void
what_is_dropped_before_it_is_read_is_gone(void **state)
{
    struct uuid user = new_user();
    uint64_t sequence = stored_up_to();
    static struct reader r;

    (void)state;
    for (unsigned i = 0; i < 100; i++)
        publish(user, "contact.created", 10);
    stored_up_to();
    begin_after(&r, user, sequence);
    r.most = 30;
    AWAIT(r.count == 30 && !is_asking(&r));
    for (unsigned i = 0; i < KEPT; i++)
        publish(user, "contact.created", 10);
    stored_up_to();
    r.most = HEARD_MAX;
    feed_go_on(r.feed);
    AWAIT(r.feed == NULL);
    assert_int_equal(r.why, FEED_END_GONE);
}

/* What it has read before it paused may be dropped. */
static void
what_is_dropped_after_it_was_read_is_no_loss(void **state)
{
    struct uuid user = new_user();
    uint64_t sequence = stored_up_to();
    static struct reader r;

    (void)state;
    for (unsigned i = 0; i < KEPT - 1; i++)
        publish(user, "contact.created", 10);
    stored_up_to();
    begin_after(&r, user, sequence);
    r.most = 200;
    AWAIT(r.count == 200 && !is_asking(&r));
    for (unsigned i = 0; i < 200; i++)
        publish(user, "contact.created", 10);
    stored_up_to();
    r.most = HEARD_MAX;
    feed_go_on(r.feed);
    AWAIT(r.caught_up == 1);
    AWAIT(r.count == KEPT + 199);
    assert_heard(&r, 1, KEPT + 199);
    leave(&r);
}

/* A batch ends at its bytes, and what no batch can bring comes alone. */
static void
messages_of_every_size_come(void **state)
{
    static const size_t sizes[] = {10, ROOM / 4, ROOM / 2, 2 * ROOM, 10, 10};
    struct uuid user = new_user();
    uint64_t sequence = stored_up_to();
    static struct reader r;

    (void)state;
    for (unsigned i = 0; i < 90; i++)
        publish(user, "contact.created", sizes[i % ARRAY_LEN(sizes)]);
    stored_up_to();
    begin_after(&r, user, sequence);
    AWAIT(r.caught_up == 1);
    assert_heard(&r, 1, 90);
    leave(&r);
}

static void
more_readers_than_batches_all_catch_up(void **state)
{
    enum { READERS = FEED_BATCHES_MAX + 8, MISSED = 60 };
    struct uuid user = new_user();
    uint64_t sequence = stored_up_to();
    static struct reader readers[READERS];
    unsigned heard = 0;

    (void)state;
    publish_many(user, MISSED);
    stored_up_to();
    for (unsigned i = 0; i < READERS; i++)
        begin_after(&readers[i], user, sequence);
    for (unsigned i = 0; i < READERS; i++)
        AWAIT(readers[i].caught_up == 1);
    for (unsigned i = 0; i < READERS; i++) {
        assert_heard(&readers[i], 1, MISSED);
        heard += readers[i].count;
        leave(&readers[i]);
    }
    assert_int_equal(heard, READERS * MISSED);
}

static void
who_begins_anew_while_it_reads_hears_from_there_on(void **state)
{
    struct uuid user = new_user(), seen;
    uint64_t sequence = stored_up_to();
    static struct reader r;

    (void)state;
    publish_many(user, 9);
    seen = publish(user, "contact.created", 10);
    publish_many(user, 50);
    for (unsigned at = 0; at < 60; at += 5) {
        stored_up_to();
        begin_after(&r, user, sequence);
        AWAIT(r.count >= at && (is_asking(&r) || r.caught_up == 1));
        r.count = r.caught_up = 0;
        feed_begin(r.feed, &(struct feed_start){.has_since = true, .since = seen});
        AWAIT(r.caught_up == 1);
        assert_heard(&r, 11, 50);
        leave(&r);
    }
}

static void
a_live_reader_that_is_full_hears_it_later(void **state)
{
    struct uuid user = new_user();
    static struct reader r;

    (void)state;
    begin_now(&r, user);
    AWAIT(r.caught_up == 1);
    publish_many(user, 10);
    AWAIT(r.count == 10);
    r.full = true;
    publish_many(user, 10);
    AWAIT(r.feed->replay.noted > 0);
    r.full = false;
    publish_many(user, 10);
    stored_up_to();
    feed_go_on(r.feed);
    AWAIT(r.count == 30);
    assert_heard(&r, 1, 30);
    assert_int_equal(r.feed->stage, FEED_LIVE);
    leave(&r);
}

static void
nothing_is_heard_while_credentials_are_in_doubt(void **state)
{
    struct uuid user = new_user();
    uint64_t sequence = stored_up_to();
    static struct reader live, behind;

    (void)state;
    publish_many(user, 100);
    begin_now(&live, user);
    AWAIT(live.caught_up == 1);
    feed_watch_doubt(live.feed);
    publish_many(user, 10);
    AWAIT(live.feed->replay.noted > 0);
    answer_credentials();
    AWAIT(live.count == 10);
    assert_heard(&live, 101, 10);

    for (unsigned at = 0; at <= 20; at++) {
        stored_up_to();
        begin_after(&behind, user, sequence);
        AWAIT(behind.count >= at && (is_asking(&behind) || behind.caught_up == 1));
        feed_watch_doubt(behind.feed);
        AWAIT(!is_asking(&behind)); /* what comes now is refused */
        answer_credentials();
        AWAIT(behind.count == 110);
        assert_heard(&behind, 1, 110);
        leave(&behind);
    }
    leave(&live);
}

static void
a_bus_that_was_away_leaves_no_gap(void **state)
{
    struct uuid user = new_user();
    uint64_t sequence = stored_up_to();
    static struct reader live, behind;

    (void)state;
    publish_many(user, 100);
    begin_now(&live, user);
    stored_up_to();
    begin_after(&behind, user, sequence);
    behind.most = 40;
    AWAIT(live.caught_up == 1 && behind.count == 40);
    test_nats_stop(&server, SIGTERM);
    AWAIT(!bus_is_up(gateway.bus));
    feed_live_reconnected(gateway.feed_live);
    behind.most = HEARD_MAX;
    feed_go_on(behind.feed);
    test_nats_start(&server);
    AWAIT(stream_is_up());
    feed_live_reconnected(gateway.feed_live);
    publish_many(user, 50);
    AWAIT(live.count == 50 && behind.count == 150);
    assert_heard(&live, 101, 50);
    assert_heard(&behind, 1, 150);
    leave(&live);
    leave(&behind);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_comes_while_it_is_behind_is_heard_in_its_turn),
        cmocka_unit_test(what_is_dropped_before_it_is_read_is_gone),
        cmocka_unit_test(what_is_dropped_after_it_was_read_is_no_loss),
        cmocka_unit_test(messages_of_every_size_come),
        cmocka_unit_test(more_readers_than_batches_all_catch_up),
        cmocka_unit_test(who_begins_anew_while_it_reads_hears_from_there_on),
        cmocka_unit_test(a_live_reader_that_is_full_hears_it_later),
        cmocka_unit_test(nothing_is_heard_while_credentials_are_in_doubt),
        cmocka_unit_test(a_bus_that_was_away_leaves_no_gap),
    };
    int failed = cmocka_run_group_tests(tests, start, stop);

    nats_Close();
    return failed;
}
