/*
 * One consumer of the stream FEED brings the messages of all users, while there are feeds that
 * listen.  It is ephemeral and does not acknowledge.
 *
 *                                                                         hands on messages
 *   OFF ---- feeds listen ----> ASKING ---- state ----> MAKING ---- made ----> UP
 *    ^       (tick)              (the stream's state)    (a consumer)           |
 *    |                                                                          |
 *    +---- a gap, silence, a reconnect, a failure; or nobody listens any more --+
 *
 * Each consumer begins behind `position`, where the one before it ended.  It numbers what it
 * delivers, so that a loss shows as a gap.  It sends a heartbeat every two seconds when there is
 * nothing else, with the number of its last delivery; silence for SILENT_MS means that it is gone.
 *
 * A subject keeps so many messages (subject_max).  If more than that were stored since `position`,
 * some may have been dropped that nobody has heard.  Then the live end jumps to the end of the
 * stream, and every feed looks for itself whether it has missed something (feed_hub_jumped).
 *
 * Consumers are named gateway_<instance>_<generation>, where instance is a random number of this
 * process; all deliver to _INBOX_gateway.feed.<instance>.
 */
#include "gateway/feed/feed_live.h"
#include "gateway/feed/feed_hub.h"
#include "gateway/feed/feed_stream.h"
#include "shared/base/clock.h"
#include "shared/base/log.h"
#include "shared/base/must.h"
#include "shared/base/number.h"
#include "shared/base/random.h"
#include "shared/bus/stream.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SILENT_MS = 5000, RETRY_MS = 200, UNWANTED_MS = 5000 };

enum stage { OFF, ASKING, MAKING, UP };

struct feed_live {
    struct gateway *gateway;
    uint64_t instance;
    enum stage stage;
    unsigned generation;
    char consumer[FEED_CONSUMER_TEXT]; /* its name; valid when MAKING or UP */
    char delivers[64];                 /* the subject to which consumers deliver */
    bool began;                        /* position is valid */
    bool told;                         /* since it was last up it was logged that it fails */
    uint64_t position;                 /* every message up to this sequence was handed on */
    uint64_t delivered;                /* number of the consumer's last delivery; 0: none yet */
    int64_t heard_ms;                  /* when the consumer last delivered, or was made */
    int64_t try_ms;                    /* when OFF: not before */
    int64_t wanted_ms;                 /* when there last were feeds that listen */
    int64_t released_ms;               /* when a stray consumer was last told to end */
};

struct feed_live *
feed_live_new(struct gateway *gateway)
{
    struct feed_live *live = calloc(1, sizeof *live);

    must(live != NULL);
    live->gateway = gateway;
    random_bytes((uint8_t *)&live->instance, sizeof live->instance);
    snprintf(live->delivers, sizeof live->delivers, "_INBOX_gateway.feed.%016" PRIx64,
             live->instance);
    return live;
}

void
feed_live_destroy(struct feed_live **live)
{
    free(*live);
    *live = NULL;
}

uint64_t
feed_live_next(const struct feed_live *live)
{
    return live->stage == UP ? live->position + 1 : 0;
}

/* Another consumer takes over. */
static void
lost(struct feed_live *live, const char *why)
{
    if (live->stage == OFF)
        return;
    log_event(LOG_INFO, "feed.live.lost", "why=%s at=%" PRIu64, why, live->position);
    if (live->stage >= MAKING)
        feed_stream_release(live->gateway, live->consumer);
    live->stage = OFF;
    live->try_ms = monotonic_ms();
}

/* A heartbeat (number 0) does not say whose it is. */
static bool
is_current(const struct feed_live *live, const struct stream_delivery *d)
{
    return live->stage >= MAKING && (d->number == 0 || strcmp(d->consumer, live->consumer) == 0);
}

/* A consumer that was given up, but lives, would deliver until this process ends. */
static void
refuse_stray(struct feed_live *live, const struct stream_delivery *d)
{
    int64_t now_ms = monotonic_ms();

    if (d->number == 0 || now_ms - live->released_ms < RETRY_MS)
        return;
    live->released_ms = now_ms;
    feed_stream_release(live->gateway, d->consumer);
}

static void
hear(struct feed_live *live, struct bus_message *message, const struct stream_delivery *d)
{
    const char *last;
    int64_t number;

    live->heard_ms = monotonic_ms();
    if (d->number == 0) {
        last = bus_message_header(message, "Nats-Last-Consumer");
        if (last != NULL &&
            (!number_parse(last, strlen(last), &number) || (uint64_t)number != live->delivered))
            lost(live, "gap");
        return;
    }
    if (d->number != live->delivered + 1) {
        lost(live, "gap");
        return;
    }
    live->delivered = d->number;
    live->position = d->sequence;
    feed_hub_hear(live->gateway->feeds, bus_message_subject(message), d->sequence,
                  bus_message_data(message));
}

/*~ The subscription is to exactly the subject to which the consumer delivers: nats-server 2.9
 * delivers nothing to one with a wildcard.  A message may come before the answer that the consumer
 * was made. */
static void
on_message(void *arg, struct bus_message *message)
{
    struct feed_live *live = arg;
    const char *reply = bus_message_reply(message);
    struct stream_delivery d = {.number = 0};

    if (reply != NULL && !stream_read_delivery(reply, &d))
        d.number = 0;
    if (is_current(live, &d))
        hear(live, message, &d);
    else
        refuse_stray(live, &d);
    bus_message_free(message);
}

void
feed_live_subscribe(struct feed_live *live)
{
    bus_subscribe(live->gateway->bus, live->delivers, NULL, on_message, live);
}

/* ---------------------------------------------------------------- making the consumer */

void
feed_live_refused(struct feed_live *live, const char *why)
{
    if (!live->told)
        log_event(LOG_WARN, "feed.stream.refused", "why=%s", log_quote(why));
    live->told = true;
}

static void
failed(struct feed_live *live, enum err err)
{
    if (!live->told)
        log_event(LOG_WARN, "feed.live.failed", "err=%s", err_code(err));
    live->told = true;
    if (live->stage == MAKING)
        feed_stream_release(live->gateway, live->consumer);
    live->stage = OFF;
    live->try_ms = monotonic_ms() + RETRY_MS;
}

static void
on_made(void *arg, enum err err, const char *name)
{
    struct feed_live *live = arg;

    if (live->stage != MAKING || (err == OK && strcmp(name, live->consumer) != 0))
        return;
    if (err) {
        failed(live, err);
        return;
    }
    live->stage = UP;
    live->told = false;
    live->heard_ms = monotonic_ms();
    log_event(LOG_INFO, "feed.live.up", "from=%" PRIu64, live->position + 1);
    feed_hub_up(live->gateway->feeds);
}

static void
make_consumer(struct feed_live *live)
{
    enum err err;

    if (live->generation++ > 0) /* the last one may still live: it was given up without the bus */
        feed_stream_release(live->gateway, live->consumer);
    live->delivered = 0;
    snprintf(live->consumer, sizeof live->consumer, "gateway_%016" PRIx64 "_%u", live->instance,
             live->generation);
    live->stage = MAKING;
    live->heard_ms = monotonic_ms();
    err = feed_stream_consume(live->gateway,
                              &(struct feed_consumer){.name = live->consumer,
                                                      .delivers = live->delivers,
                                                      .sequence = live->position + 1},
                              on_made, live);
    if (err)
        failed(live, err);
}

static void
feed_live_on_state(void *arg, enum err err, const struct feed_state *state)
{
    struct feed_live *live = arg;

    if (live->stage != ASKING)
        return;
    if (err) {
        failed(live, err);
        return;
    }
    if (!live->began) {
        live->position = state->last;
    } else if (state->last < live->position ||
               (int64_t)(state->last - live->position) >= state->subject_max) {
        feed_hub_jumped(live->gateway->feeds, live->position, state->last);
        live->position = state->last;
    }
    live->began = true;
    make_consumer(live);
}

static void
begin(struct feed_live *live)
{
    enum err err;

    live->stage = ASKING;
    err = feed_stream_state(live->gateway, NULL, feed_live_on_state, live);
    if (err)
        failed(live, err);
}

void
feed_live_reconnected(struct feed_live *live)
{
    lost(live, "reconnect");
}

/* Nobody listens any more, or misses what comes now: the next consumer begins at the end. */
static void
rest(struct feed_live *live, int64_t now_ms)
{
    if (live->stage != UP || now_ms - live->wanted_ms < UNWANTED_MS)
        return;
    feed_stream_release(live->gateway, live->consumer);
    live->stage = OFF;
    live->began = false;
    log_event(LOG_INFO, "feed.live.ended", NULL);
}

void
feed_live_tick(struct feed_live *live, bool wanted, int64_t now_ms)
{
    if (live->stage == UP && now_ms - live->heard_ms > SILENT_MS)
        lost(live, "silence");
    if (!wanted) {
        rest(live, now_ms);
        return;
    }
    live->wanted_ms = now_ms;
    if (live->stage == OFF && now_ms >= live->try_ms && bus_is_up(live->gateway->bus))
        begin(live);
}
