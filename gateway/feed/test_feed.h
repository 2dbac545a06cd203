/*
 * test_feed - readers of feeds against a real nats-server, for more than one test.
 *
 * The seams are the credentials: auth is asked by answer_credentials() alone.
 *
 * Threads: the test's main thread.
 */
#ifndef GATEWAY_FEED_TEST_FEED_H
#define GATEWAY_FEED_TEST_FEED_H

#include "gateway/feed/feed.h"
#include "gateway/feed/feed_batch.h"
#include "gateway/feed/feed_hub.h"
#include "gateway/feed/feed_live.h"
#include "gateway/feed/feed_private.h"
#include "gateway/feed/feed_stream.h"
#include "gateway/feed/feed_watch.h"
#include "gateway/identity/sessions.h"
#include "shared/base/check.h"
#include "shared/bus/test_nats.h"

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
    struct reader *companion; /* leaves when this one ends; NULL: nobody does */
};

static struct test_nats server;
static struct gateway gateway = {
    .conf = {.feeds_per_user = 100, .feeds_per_address = 100, .feed_queue = ROOM}};
static struct asker *asked; /* about credentials */
static uint8_t users;
static unsigned sent;
static int64_t ahead_ms; /* so far is the clock that gives ids */

/* ---------------------------------------------------------------- seams */

bool
sessions_are_fresh(const struct sessions *sessions)
{
    (void)sessions;
    return true;
}

int64_t
sessions_unix_ms(const struct sessions *sessions, int64_t now_ms)
{
    (void)sessions, (void)now_ms;
    return instant_now().us / 1000;
}

void
sessions_check(struct sessions *sessions, struct asker *asker)
{
    (void)sessions;
    assert_null(asked);
    asked = asker;
}

static inline void
answer_credentials(void)
{
    struct asker *asker = asked;

    asked = NULL;
    asker->until_ms = INT64_MAX;
    asker->done(asker, OK);
}

/* ---------------------------------------------------------------- the stream */

static inline void
make_stream(void)
{
    char config[256];

    snprintf(config, sizeof config,
             "{\"name\":\"FEED\",\"subjects\":[\"in.feed.>\"],\"storage\":\"file\","
             "\"retention\":\"limits\",\"max_msgs_per_subject\":%d}",
             KEPT);
    assert_null(strstr(test_ask(gateway.bus, "$JS.API.STREAM.CREATE.FEED", config), "\"error\""));
}

static inline struct uuid
new_user(void)
{
    sent = 0;
    return (struct uuid){{1, [6] = 0x70, [14] = 7, [15] = ++users}};
}

/* A version 7 UUID of this moment, so that the stream finds it by its time. */
static inline struct uuid
id_of(struct uuid user, unsigned number)
{
    int64_t ms = instant_now().us / 1000 + ahead_ms;
    struct uuid id = {{[6] = 0x70,
                       [8] = 0x80,
                       [13] = user.b[15],
                       [14] = (uint8_t)(number >> 8),
                       [15] = (uint8_t)number}};

    for (int i = 0; i < 6; i++)
        id.b[i] = (uint8_t)(ms >> (40 - 8 * i));
    return id;
}

static inline struct uuid
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
static inline void
publish_many(struct uuid user, unsigned count)
{
    for (unsigned i = 0; i < count; i++)
        publish(user, i % 2 == 0 ? "contact.created" : "event.updated", 10);
}

/* All that was published is stored when this message of nobody's is: here. */
static inline uint64_t
stored_up_to(void)
{
    static const char subject[] = "in.feed.00000000-0000-7000-8000-000000000000.contact.created";
    const char *ack = test_ask(gateway.bus, subject, "{}");

    return strtoull(strstr(ack, "\"seq\":") + 6, NULL, 10);
}

/* ---------------------------------------------------------------- readers */

static inline void
on_located(void *arg)
{
    ((struct reader *)arg)->located++;
}

static inline void
on_caught_up(void *arg)
{
    ((struct reader *)arg)->caught_up++;
}

static inline void
leave(struct reader *r)
{
    assert_non_null(r->feed);
    feed_leave(r->feed);
    r->feed = NULL;
}

static inline void
on_all_read(void *arg)
{
    struct reader *r = arg;

    r->caught_up++;
    leave(r);
}

static inline void
on_message(void *arg, struct feed_message *m)
{
    struct reader *r = arg;

    assert_true(r->count < HEARD_MAX);
    assert_false(feed_is_doubted(r->feed));
    r->heard[r->count++] = (unsigned)m->id.b[14] << 8 | m->id.b[15];
}

static inline bool
has_room(void *arg)
{
    const struct reader *r = arg;

    return r->count < r->most;
}

static inline bool
is_full(void *arg)
{
    const struct reader *r = arg;

    return r->full || r->count >= r->most;
}

static inline void
on_end(void *arg, enum feed_end why)
{
    struct reader *r = arg;

    r->why = why;
    leave(r);
    if (r->companion != NULL)
        leave(r->companion);
}

static const struct feed_transport live_transport = {
    .located = on_located,
    .caught_up = on_caught_up,
    .message = on_message,
    .has_room = has_room,
    .is_full = is_full,
    .end = on_end,
};

static const struct feed_transport stored_transport = {
    .stored_only = true,
    .located = on_located,
    .caught_up = on_all_read,
    .message = on_message,
    .has_room = has_room,
    .is_full = is_full,
    .end = on_end,
};

/* A question to the stream is on its way. */
static inline bool
is_asking(const struct reader *r)
{
    return r->feed->question != FEED_QUESTION_NONE;
}

static inline void
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
static inline bool
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

static inline bool
enter(struct reader *r, struct uuid user, bool stored_only)
{
    struct exchange x = {.gateway = &gateway};
    struct feed_topics topics = {.nouns = FEED_NOUNS_ALL};

    asker_init(&x.asker, &gateway, NULL);
    x.asker.caller.user_id = user;
    x.asker.until_ms = INT64_MAX;
    *r = (struct reader){.most = HEARD_MAX};
    r->feed = feed_enter(&x, &topics, stored_only ? &stored_transport : &live_transport, r);
    return r->feed != NULL;
}

static inline void
begin(struct reader *r, struct uuid user, const struct feed_start *start)
{
    assert_true(enter(r, user, false));
    feed_begin(r->feed, start);
}

static const struct feed_start from_oldest = {.has_after = true, .after = 0};

/* At the live end, which comes a little after what is stored. */
static inline void
begin_now(struct reader *r, struct uuid user)
{
    uint64_t stored = stored_up_to();

    AWAIT(feed_live_next(gateway.feed_live) == 0 || feed_live_next(gateway.feed_live) > stored);
    begin(r, user, &(struct feed_start){.has_since = false});
}

static inline void
begin_after(struct reader *r, struct uuid user, uint64_t sequence)
{
    begin(r, user, &(struct feed_start){.has_after = true, .after = sequence});
}

static inline void
begin_since(struct reader *r, struct uuid user, struct uuid since)
{
    begin(r, user, &(struct feed_start){.has_since = true, .since = since});
}

/* Every message of the user from that number on, once and in order. */
static inline void
assert_heard(const struct reader *r, unsigned from, unsigned count)
{
    assert_int_equal(r->count, count);
    for (unsigned i = 0; i < count; i++)
        assert_int_equal(r->heard[i], from + i);
}

static inline int
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

static inline int
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

#endif
