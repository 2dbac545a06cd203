/*
 * Readers of feeds against a real nats-server: what they hear, once and in order, wherever they
 * begin, however they pause, and that they are told when something may be missing.
 */
#include "gateway/feed.h"
#include "gateway/feed_batch.h"
#include "gateway/feed_hub.h"
#include "gateway/feed_live.h"
#include "gateway/feed_watch.h"
#include "gateway/sessions.h"
#include "shared/check.h"
#include "shared/test_nats.h"

#include <nats/nats.h>

enum { KEPT = 300, HEARD_MAX = 2000, ROOM = 64 * 1024 };

/* What became of one reader; `heard` are the numbers of the messages of its user. */
struct reader {
    struct feed *feed; /* NULL: it has ended */
    unsigned heard[HEARD_MAX];
    unsigned count, caught_up, located;
    unsigned most; /* it has room for so many */
    bool full;     /* for live ones */
    enum feed_end why;
};

static struct test_nats server;
static struct gateway gateway = {
    .conf = {.feeds_per_user = 100, .feeds_per_address = 100, .feed_queue = ROOM}};
static struct exchange *asked; /* about credentials */
static uint8_t users;
static unsigned sent;

/* ---------------------------------------------------------------- seams */

bool
sessions_are_fresh(const struct sessions *sessions)
{
    (void)sessions;
    return true;
}

void
sessions_check(struct sessions *sessions, struct exchange *x)
{
    (void)sessions;
    assert_null(asked);
    exchange_keep(x);
    asked = x;
}

static void
answer_credentials(void)
{
    asked->until_ms = INT64_MAX;
    asked->known(asked, OK);
    exchange_release(asked);
    asked = NULL;
}

/* ---------------------------------------------------------------- the stream */

static void
make_stream(void)
{
    char config[256];

    snprintf(config, sizeof config,
             "{\"name\":\"FEED\",\"subjects\":[\"in.feed.>\"],\"storage\":\"file\","
             "\"retention\":\"limits\",\"max_msgs_per_subject\":%d}",
             KEPT);
    assert_null(strstr(test_ask(gateway.bus, "$JS.API.STREAM.CREATE.FEED", config), "\"error\""));
}

static struct uuid
new_user(void)
{
    sent = 0;
    return (struct uuid){{1, [6] = 0x70, [14] = 7, [15] = ++users}};
}

/* A version 7 UUID of this moment, so that the stream finds it by its time. */
static struct uuid
id_of(struct uuid user, unsigned number)
{
    int64_t ms = instant_now().us / 1000;
    struct uuid id = {{[6] = 0x70,
                       [8] = 0x80,
                       [13] = user.b[15],
                       [14] = (uint8_t)(number >> 8),
                       [15] = (uint8_t)number}};

    for (int i = 0; i < 6; i++)
        id.b[i] = (uint8_t)(ms >> (40 - 8 * i));
    return id;
}

static struct uuid
publish(struct uuid user, const char *type, size_t padding)
{
    char id[UUID_TEXT], who[UUID_TEXT], subject[96];
    struct uuid event = id_of(user, ++sent);
    struct buf text;

    uuid_format(event, id);
    uuid_format(user, who);
    snprintf(subject, sizeof subject, "in.feed.%s.%s", who, type);
    buf_init(&text);
    buf_add_text(&text, "{\"id\":\"");
    buf_add_text(&text, id);
    buf_add_text(&text, "\",\"data\":{\"notes\":\"");
    memset(buf_reserve(&text, padding + 1), 'x', padding);
    text.len += padding;
    buf_add_text(&text, "\"}}");
    must(bus_publish(gateway.bus, subject, NULL, NULL, (struct bytes){text.data, text.len}) == OK);
    buf_fini(&text);
    return event;
}

/* Of two kinds in turn. */
static void
publish_many(struct uuid user, unsigned count)
{
    for (unsigned i = 0; i < count; i++)
        publish(user, i % 2 == 0 ? "contact.created" : "event.updated", 10);
}

/* All that was published is stored when this message of nobody's is: here. */
static uint64_t
stored_up_to(void)
{
    static const char subject[] = "in.feed.00000000-0000-7000-8000-000000000000.contact.created";
    const char *ack = test_ask(gateway.bus, subject, "{}");

    return strtoull(strstr(ack, "\"seq\":") + 6, NULL, 10);
}

/* ---------------------------------------------------------------- readers */

static void
on_located(struct feed *feed)
{
    ((struct reader *)feed->transport)->located++;
}

static void
on_caught_up(struct feed *feed)
{
    struct reader *r = feed->transport;

    r->caught_up++;
    if (feed->stored_only) {
        r->feed = NULL;
        feed_leave(feed);
    }
}

static void
on_message(struct feed *feed, struct feed_message *m)
{
    struct reader *r = feed->transport;

    assert_true(r->count < HEARD_MAX);
    assert_int_equal(feed->doubted_ms, 0);
    r->heard[r->count++] = (unsigned)m->id.b[14] << 8 | m->id.b[15];
}

static bool
has_room(const struct feed *feed)
{
    const struct reader *r = feed->transport;

    return r->count < r->most;
}

static bool
is_full(const struct feed *feed)
{
    const struct reader *r = feed->transport;

    return r->full || r->count >= r->most;
}

static void
on_end(struct feed *feed, enum feed_end why)
{
    struct reader *r = feed->transport;

    r->why = why;
    r->feed = NULL;
    feed_leave(feed);
}

static void
on_flush(struct feed *feed)
{
    (void)feed;
}

static const struct feed_ways live_ways = {
    .located = on_located,
    .caught_up = on_caught_up,
    .message = on_message,
    .has_room = has_room,
    .is_full = is_full,
    .end = on_end,
    .flush = on_flush,
};

static void
turn(void)
{
    test_turn(gateway.bus);
    feed_hub_flush(gateway.feeds);
    feed_hub_tick(gateway.feeds, monotonic_ms());
}

#define AWAIT(condition)                                                                           \
    do {                                                                                           \
        int64_t until_ms = monotonic_ms() + TEST_PATIENCE_MS;                                      \
        while (!(condition)) {                                                                     \
            assert_true(monotonic_ms() < until_ms);                                                \
            turn();                                                                                \
        }                                                                                          \
    } while (0)

/* The stream answers a moment after the server does. */
static bool
stream_is_up(void)
{
    struct test_answer answer = {.done = false};

    if (!bus_is_up(gateway.bus) ||
        bus_ask(gateway.bus, "$JS.API.STREAM.INFO.FEED", NULL, (struct bytes){NULL, 0},
                monotonic_ms() + 2000, test_answered, &answer) != OK)
        return false;
    AWAIT(answer.done);
    return answer.err == OK && strstr(answer.text, "\"messages\"") != NULL;
}

static bool
enter(struct reader *r, struct uuid user, bool stored_only)
{
    struct exchange *x = exchange_own(&gateway);

    x->caller.user_id = user;
    x->until_ms = INT64_MAX;
    *r = (struct reader){.most = HEARD_MAX};
    r->feed = feed_new(x, &live_ways, r);
    exchange_release(x);
    r->feed->topics.nouns = FEED_NOUNS_ALL;
    r->feed->stored_only = stored_only;
    if (feed_enter(r->feed))
        return true;
    feed_leave(r->feed);
    r->feed = NULL;
    return false;
}

static void
begin(struct reader *r, struct uuid user, const struct feed_start *start)
{
    assert_true(enter(r, user, false));
    feed_begin(r->feed, start);
}

static const struct feed_start from_oldest = {.has_after = true, .after = 0};

/* At the live end, which comes a little after what is stored. */
static void
begin_now(struct reader *r, struct uuid user)
{
    uint64_t stored = stored_up_to();

    AWAIT(feed_live_next(gateway.feed_live) == 0 || feed_live_next(gateway.feed_live) > stored);
    begin(r, user, &(struct feed_start){.has_since = false});
}

static void
begin_after(struct reader *r, struct uuid user, uint64_t sequence)
{
    begin(r, user, &(struct feed_start){.has_after = true, .after = sequence});
}

static void
begin_since(struct reader *r, struct uuid user, struct uuid since)
{
    begin(r, user, &(struct feed_start){.has_since = true, .since = since});
}

static void
leave(struct reader *r)
{
    assert_non_null(r->feed);
    feed_leave(r->feed);
    r->feed = NULL;
}

/* Every message of the user from that number on, once and in order. */
static void
assert_heard(const struct reader *r, unsigned from, unsigned count)
{
    assert_int_equal(r->count, count);
    for (unsigned i = 0; i < count; i++)
        assert_int_equal(r->heard[i], from + i);
}

static int
start(void **state)
{
    (void)state;
    test_nats_new(&server, true);
    test_nats_start(&server);
    gateway.bus = bus_open(&(struct bus_conf){.url = server.url, .name = "gateway"});
    gateway.feeds = feed_hub_new(&gateway);
    gateway.feed_live = feed_live_new(&gateway);
    gateway.feed_batches = feed_batches_new(&gateway);
    feed_live_subscribe(gateway.feed_live);
    feed_batches_subscribe(gateway.feed_batches);
    AWAIT(bus_is_up(gateway.bus));
    make_stream();
    return 0;
}

static int
stop(void **state)
{
    (void)state;
    bus_drain(gateway.bus);
    bus_close(&gateway.bus);
    feed_batches_destroy(&gateway.feed_batches);
    feed_live_destroy(&gateway.feed_live);
    feed_hub_destroy(&gateway.feeds);
    test_nats_destroy(&server);
    return 0;
}

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

/* ---------------------------------------------------------------- on its way */

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
    AWAIT(r.feed->noted > 0 && !r.feed->asking);
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
    AWAIT(r.count == 30 && !r.feed->asking);
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
    AWAIT(r.count == 200 && !r.feed->asking);
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
        AWAIT(r.count >= at && (r.feed->asking || r.caught_up == 1));
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
    AWAIT(r.feed->noted > 0);
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
    AWAIT(live.feed->noted > 0);
    answer_credentials();
    AWAIT(live.count == 10);
    assert_heard(&live, 101, 10);

    for (unsigned at = 0; at <= 20; at++) {
        stored_up_to();
        begin_after(&behind, user, sequence);
        AWAIT(behind.count >= at && (behind.feed->asking || behind.caught_up == 1));
        feed_watch_doubt(behind.feed);
        AWAIT(!behind.feed->asking); /* what comes now is refused */
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
    static struct reader r;

    (void)state;
    publish_many(user, 40);
    assert_true(enter(&r, user, false));
    r.feed->topics.nouns = 1u << FEED_EVENT;
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

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_begins_now_hears_what_comes_from_then_on),
        cmocka_unit_test(who_comes_back_hears_what_was_missed_and_then_what_comes),
        cmocka_unit_test(a_place_that_is_not_kept_is_gone),
        cmocka_unit_test(what_a_full_kind_dropped_is_gone_and_the_rest_is_there_for_who_takes_it),
        cmocka_unit_test(what_comes_while_it_is_behind_is_heard_in_its_turn),
        cmocka_unit_test(what_is_dropped_before_it_is_read_is_gone),
        cmocka_unit_test(what_is_dropped_after_it_was_read_is_no_loss),
        cmocka_unit_test(messages_of_every_size_come),
        cmocka_unit_test(more_readers_than_batches_all_catch_up),
        cmocka_unit_test(who_begins_anew_while_it_reads_hears_from_there_on),
        cmocka_unit_test(a_live_reader_that_is_full_hears_it_later),
        cmocka_unit_test(nothing_is_heard_while_credentials_are_in_doubt),
        cmocka_unit_test(a_bus_that_was_away_leaves_no_gap),
        cmocka_unit_test(who_wants_what_is_stored_ends_there_or_where_its_room_does),
        cmocka_unit_test(only_what_it_listens_to_is_heard),
        cmocka_unit_test(one_user_has_so_many_readers),
        cmocka_unit_test(a_gateway_that_stops_ends_them_all),
    };
    int failed = cmocka_run_group_tests(tests, start, stop);

    nats_Close();
    return failed;
}
