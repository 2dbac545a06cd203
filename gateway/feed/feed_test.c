/* Where a reader of a feed begins, what it hears of it, and how many there are. */
#include "gateway/feed/test_feed.h"

/* ---------------------------------------------------------------- where it begins */

static void
who_begins_now_hears_what_comes_from_then_on(void **state)
{
    struct uuid user = new_user(), other = {{2}};
    static struct reader r;

    (void)state;
    publish_many(user, 3);
    begin_now(&r, user);
    AWAIT(r.caught_up == 1);
    publish(other, "contact.created", 10);
    sent = 3;
    publish_many(user, 40);
    AWAIT(r.count >= 40);
    assert_heard(&r, 4, 40);
    leave(&r);
}

/* One by one, just not so any more, in one batch, in several. */
static void
who_comes_back_hears_what_was_missed_and_then_what_comes(void **state)
{
    static const unsigned missed[] = {0, 1, 15, 16, 17, 100, 271, 272, 273, 598};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(missed); i++) {
        struct uuid user = new_user(), seen = publish(user, "calendar.created", 10);
        uint64_t sequence = stored_up_to();
        static struct reader by_id, by_sequence;

        publish_many(user, missed[i]);
        stored_up_to();
        begin_since(&by_id, user, seen);
        begin_after(&by_sequence, user, sequence);
        AWAIT(by_id.caught_up + by_sequence.caught_up == 2);
        assert_heard(&by_id, 2, missed[i]);
        publish_many(user, 1);
        AWAIT(by_id.count + by_sequence.count == 2 * missed[i] + 2);
        assert_heard(&by_id, 2, missed[i] + 1);
        assert_heard(&by_sequence, 2, missed[i] + 1);
        leave(&by_id);
        leave(&by_sequence);
    }
}

static void
a_place_is_found_though_the_clock_of_its_service_is_off(void **state)
{
    static const int64_t off_s[] = {-600, -6, 6, 600, 3500};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(off_s); i++) {
        struct uuid user = new_user(), seen;
        static struct reader r;

        ahead_ms = off_s[i] * 1000;
        publish_many(user, 3);
        seen = publish(user, "calendar.created", 10);
        publish_many(user, 5);
        stored_up_to();
        begin_since(&r, user, seen);
        AWAIT(r.caught_up);
        assert_heard(&r, 5, 5);
        leave(&r);
    }
    ahead_ms = 0;
}

static void
a_place_that_is_not_kept_is_gone(void **state)
{
    struct uuid user = new_user(), other = new_user();
    struct uuid of_other = publish(other, "contact.created", 10);
    const struct feed_start starts[] = {
        {.has_since = true, .since = {{1, 2, 3, [6] = 0x70}}}, /* never was */
        {.has_since = true, .since = {{1, 2, 3, [6] = 0x40}}}, /* no time in it */
        {.has_since = true, .since = of_other},
        {.has_after = true, .after = 1000000},
    };

    (void)state;
    publish(user, "contact.created", 10);
    for (size_t i = 0; i < ARRAY_LEN(starts); i++) {
        static struct reader r;

        begin(&r, user, &starts[i]);
        AWAIT(r.feed == NULL);
        assert_int_equal(r.why, FEED_END_GONE);
        assert_int_equal(r.count + r.located, 0);
    }
}

static void
what_a_full_kind_dropped_is_gone_and_the_rest_is_there_for_who_takes_it(void **state)
{
    struct uuid user = new_user();
    static struct reader behind, whatever;
    struct uuid seen = publish(user, "calendar.created", 10);

    (void)state;
    for (unsigned i = 0; i < KEPT + 1; i++)
        publish(user, "contact.created", 10);
    stored_up_to();
    begin_since(&behind, user, seen);
    begin(&whatever, user, &from_oldest);
    AWAIT(behind.feed == NULL && whatever.caught_up == 1);
    assert_int_equal(behind.why, FEED_END_GONE);
    assert_int_equal(behind.count + behind.located, 0);
    assert_int_equal(whatever.count, KEPT + 1);
    assert_int_equal(whatever.heard[0], 1);
    assert_int_equal(whatever.heard[1], 3);
    assert_int_equal(whatever.heard[KEPT], KEPT + 2);
    leave(&whatever);
}

static void
publish_of(struct uuid user, const char *type, unsigned count)
{
    for (unsigned i = 0; i < count; i++)
        publish(user, type, 10);
    stored_up_to();
}

/* The stream keeps one more of a kind than is promised, so that it shows when more were sent. */
static void
a_kind_that_has_dropped_nothing_that_is_promised_is_all_there(void **state)
{
    static const int more[] = {-1, 0, 1};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(more); i++) {
        struct uuid user = new_user();
        static struct reader r;

        uint64_t before;

        publish(user, "calendar.created", 10);
        before = stored_up_to();
        publish_of(user, "contact.created", (unsigned)(KEPT - 1 + more[i]));
        begin_after(&r, user, before);
        AWAIT(r.feed == NULL || r.caught_up == 1);
        assert_true((more[i] > 0) == (r.feed == NULL));
        if (r.feed == NULL) {
            assert_int_equal(r.why, FEED_END_GONE);
            continue;
        }
        assert_heard(&r, 2, (unsigned)(KEPT - 1 + more[i]));
        leave(&r);
    }
}

static void
what_it_does_not_listen_to_is_not_missed(void **state)
{
    struct uuid user = new_user();
    struct feed_topics contacts = {.nouns = 1u << FEED_CONTACT},
                       events = {.nouns = 1u << FEED_EVENT};
    uint64_t before = stored_up_to();
    static struct reader hears, misses;

    (void)state;
    publish_of(user, "contact.created", 3);
    publish_of(user, "event.updated", KEPT + 20);
    assert_true(enter(&hears, user, false) && enter(&misses, user, false));
    assert_true(feed_subscribe(hears.feed, &contacts) && feed_subscribe(misses.feed, &events));
    feed_begin(hears.feed, &(struct feed_start){.has_after = true, .after = before});
    feed_begin(misses.feed, &(struct feed_start){.has_after = true, .after = before});
    AWAIT(hears.caught_up == 1 && misses.feed == NULL);
    assert_heard(&hears, 1, 3);
    assert_int_equal(misses.why, FEED_END_GONE);
    leave(&hears);
}

/* Reads a page; returns where the next one begins. */
static struct feed_start
read_page(struct reader *r, struct uuid user, struct feed_start from, unsigned most)
{
    struct feed_start next = {.has_after = true};
    struct feed *feed;

    assert_true(enter(r, user, true));
    feed = feed_keep(r->feed);
    r->most = most;
    feed_begin(feed, &from);
    AWAIT(r->feed == NULL);
    assert_int_equal(r->caught_up, 1);
    next.after = feed_position(feed);
    next.walks = feed_walks(feed);
    feed_release(feed);
    return next;
}

/* Of several kinds some have dropped messages before the walk, and one drops some during it. */
static void
a_walk_from_the_oldest_ends(void **state)
{
    struct uuid user = new_user();
    struct feed_start at = from_oldest;
    unsigned pages = 0, last = 0;
    static struct reader r, behind;

    (void)state;
    publish_of(user, "calendar.created", 150);
    publish_of(user, "contact.created", KEPT + 100);
    publish_of(user, "event.updated", KEPT - 10);
    do {
        at = read_page(&r, user, at, 100);
        for (unsigned i = 0; i < r.count; i++) {
            assert_true(r.heard[i] > last);
            last = r.heard[i];
        }
        if (pages++ == 0)
            publish_of(user, "event.updated", KEPT + 50);
        assert_true(pages < 100);
    } while (r.count > 0);
    assert_int_equal(last, sent);
    assert_false(at.walks);

    /* From there on everything is promised. */
    publish_of(user, "event.updated", 20);
    read_page(&r, user, at, 100);
    assert_heard(&r, last + 1, 20);
    publish_of(user, "event.updated", KEPT);
    begin(&behind, user, &at);
    AWAIT(behind.feed == NULL);
    assert_int_equal(behind.why, FEED_END_GONE);
}

/* ---------------------------------------------------------------- who wants less */

static void
who_wants_what_is_stored_ends_there_or_where_its_room_does(void **state)
{
    static const unsigned rooms[] = {1, 16, 40, 99, 100, HEARD_MAX};
    struct uuid user = new_user();
    uint64_t sequence = stored_up_to();

    (void)state;
    publish_many(user, 100);
    stored_up_to();
    for (size_t i = 0; i < ARRAY_LEN(rooms); i++) {
        static struct reader r;

        assert_true(enter(&r, user, true));
        r.most = rooms[i];
        feed_begin(r.feed, &(struct feed_start){.has_after = true, .after = sequence});
        AWAIT(r.feed == NULL);
        assert_int_equal(r.caught_up, 1);
        assert_heard(&r, 1, rooms[i] < 100 ? rooms[i] : 100);
    }
}

static void
only_what_it_listens_to_is_heard(void **state)
{
    struct uuid user = new_user();
    uint64_t sequence = stored_up_to();
    struct feed_topics events = {.nouns = 1u << FEED_EVENT};
    static struct reader r;

    (void)state;
    publish_many(user, 40);
    assert_true(enter(&r, user, false));
    assert_true(feed_subscribe(r.feed, &events));
    feed_begin(r.feed, &(struct feed_start){.has_after = true, .after = sequence});
    AWAIT(r.caught_up == 1);
    publish_many(user, 2);
    AWAIT(r.count == 21);
    for (unsigned i = 0; i < 21; i++)
        assert_int_equal(r.heard[i], 2 * i + 2);
    leave(&r);
}

static void
one_user_has_so_many_readers(void **state)
{
    struct uuid user = new_user(), other = new_user();
    static struct reader readers[4];

    (void)state;
    gateway.conf.feeds_per_user = 2;
    assert_true(enter(&readers[0], user, false));
    assert_true(enter(&readers[1], user, false));
    assert_false(enter(&readers[2], user, false));
    assert_true(enter(&readers[2], other, false));
    leave(&readers[0]);
    assert_true(enter(&readers[3], user, false));
    gateway.conf.feeds_per_user = 100;
    for (unsigned i = 1; i < 4; i++)
        leave(&readers[i]);
}

static void
a_gateway_that_stops_ends_them_all(void **state)
{
    static struct reader readers[3];

    (void)state;
    for (unsigned i = 0; i < 3; i++)
        begin_now(&readers[i], new_user());
    feed_hub_shut(gateway.feeds);
    for (unsigned i = 0; i < 3; i++) {
        assert_null(readers[i].feed);
        assert_int_equal(readers[i].why, FEED_END_SHUTDOWN);
    }
}

/* Whether the other is the next to be told, or a later one. */
static void
an_end_that_ends_another_leaves_no_reader_out(void **state)
{
    enum { READERS = 5 };
    static struct reader readers[READERS];

    (void)state;
    for (unsigned with = 0; with < READERS - 1; with++) {
        for (unsigned i = 0; i < READERS; i++)
            begin_now(&readers[i], new_user());
        readers[READERS - 1].companion = &readers[with]; /* the last that came is told first */
        feed_hub_shut(gateway.feeds);
        for (unsigned i = 0; i < READERS; i++) {
            assert_null(readers[i].feed);
            assert_true(i == with || readers[i].why == FEED_END_SHUTDOWN);
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_begins_now_hears_what_comes_from_then_on),
        cmocka_unit_test(who_comes_back_hears_what_was_missed_and_then_what_comes),
        cmocka_unit_test(a_place_that_is_not_kept_is_gone),
        cmocka_unit_test(a_place_is_found_though_the_clock_of_its_service_is_off),
        cmocka_unit_test(what_a_full_kind_dropped_is_gone_and_the_rest_is_there_for_who_takes_it),
        cmocka_unit_test(a_kind_that_has_dropped_nothing_that_is_promised_is_all_there),
        cmocka_unit_test(what_it_does_not_listen_to_is_not_missed),
        cmocka_unit_test(a_walk_from_the_oldest_ends),
        cmocka_unit_test(who_wants_what_is_stored_ends_there_or_where_its_room_does),
        cmocka_unit_test(only_what_it_listens_to_is_heard),
        cmocka_unit_test(one_user_has_so_many_readers),
        cmocka_unit_test(a_gateway_that_stops_ends_them_all),
        cmocka_unit_test(an_end_that_ends_another_leaves_no_reader_out),
    };
    int failed = cmocka_run_group_tests(tests, start, stop);

    nats_Close();
    return failed;
}
