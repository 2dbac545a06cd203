/*
 * The states of a feed, and what moves it between them:
 *
 *      feed_begin with a place                   feed_begin without a place
 *                |                                           |
 *                v                                           v
 *             SEEKING                                    STARTING
 *                |                                           |
 *                |  the place was found                      |  the live end is up
 *                |  (feed_seek.c)                            |  (begin_live)
 *                v                                           v
 *             BEHIND --- nothing noted is left to read ---> LIVE
 *                | ^     (feed_replay.c)                     |
 *                | |                                         |
 *                | +---- a live message was missed ----------+
 *                |       (go_on; fall_behind in feed_hub.c)
 *                |
 *                |  stored_only: all is read, or there is no more room (feed_replay.c)
 *                v
 *             ENDING --- what was read is proven (feed_proof.c) ---> the transport leaves
 *
 *   STARTING  waits until the live end is up, to begin there, but no longer than 30 s.
 *   SEEKING   looks in the stream for the place where it left off.
 *   BEHIND    reads stored messages, as its transport has room.  What comes live is not handed on
 *             but noted, and read from the stream in its turn; so each message is handed on once,
 *             in stream order.
 *   LIVE      hands on what comes live.  What it cannot hand on, because the transport is full or
 *             the credentials are in doubt, is noted.
 *   ENDING    waits for the proof of what it read last.
 *
 * In every state:
 *
 *   One question to the stream may be on its way.  Until its answer has come the feed takes no step
 *   of its own; a LIVE feed still hears what comes.
 *
 *   The credentials may be in doubt (feed_watch.c).  Until they are confirmed nothing is handed on
 *   and no step is taken; then the feed goes on in the state in which it was.
 *
 *   A question that fails is asked again after 250 ms.  After 30 s of failing the feed ends.
 *
 *   The transport may leave.  What is on its way then comes to nothing (feed_is_over).
 */
#include "gateway/feed/feed.h"
#include "gateway/feed/feed_hub.h"
#include "gateway/feed/feed_live.h"
#include "gateway/feed/feed_private.h"
#include "gateway/feed/feed_watch.h"
#include "shared/base/clock.h"
#include "shared/base/must.h"

#include <stdlib.h>

enum { RETRY_MS = 250, PATIENCE_MS = 30000 };

unsigned
feed_end_code(enum feed_end why)
{
    switch (why) {
    case FEED_END_EXPIRED:
        return 4401;
    case FEED_END_REVOKED:
        return 4403;
    case FEED_END_SLOW:
        return 4408;
    case FEED_END_GONE:
        return 4410;
    case FEED_END_AWAY:
        return 1013;
    case FEED_END_SHUTDOWN:
        return 1001;
    }
    return 1011;
}

/* ---------------------------------------------------------------- its life */

struct feed *
feed_keep(struct feed *feed)
{
    feed->references++;
    return feed;
}

void
feed_release(struct feed *feed)
{
    if (--feed->references > 0)
        return;
    feed_topics_fini(&feed->topics);
    free(feed);
}

static void
take_topics(struct feed *feed, struct feed_topics *topics)
{
    feed_topics_fini(&feed->topics);
    feed->topics = *topics;
    *topics = (struct feed_topics){.nouns = 0};
}

struct feed *
feed_enter(struct exchange *x, struct feed_topics *topics, const struct feed_transport *transport,
           void *arg)
{
    struct feed *feed = calloc(1, sizeof *feed);

    must(feed != NULL);
    feed->transport = transport;
    feed->arg = arg;
    feed->gateway = x->gateway;
    feed->references = 1;
    feed->user = x->asker.caller.user_id;
    feed->address = x->address;
    take_topics(feed, topics);
    feed_watch_begin(feed, &x->asker);
    if (feed_hub_enter(feed->gateway->feeds, feed))
        return feed;
    feed_release(feed);
    return NULL;
}

void
feed_begin(struct feed *feed, const struct feed_start *start)
{
    if (feed->question == FEED_QUESTION_ASKED)
        feed->question = FEED_QUESTION_STALE;
    feed->stage = start->has_since || start->has_after ? FEED_SEEKING : FEED_STARTING;
    feed->seek = (struct feed_seek){.start = *start};
    feed->replay = (struct feed_replay){.noting = feed_live_next(feed->gateway->feed_live)};
    feed->proof =
        (struct feed_proof){.waived = start->has_after && (start->after == 0 || start->walks)};
    feed_go_on(feed);
}

void
feed_leave(struct feed *feed)
{
    must(!feed->left);
    feed->left = true;
    feed_hub_leave(feed->gateway->feeds, feed);
    feed_release(feed);
}

/* ---------------------------------------------------------------- its states */

/* It is away for now; for too long, that is the end. */
static void
stream_is_away(struct feed *feed, int64_t now_ms)
{
    if (feed->retry.since_ms == 0)
        feed->retry.since_ms = now_ms;
    if (now_ms - feed->retry.since_ms > PATIENCE_MS)
        feed_end(feed, FEED_END_AWAY);
}

/* Without a place of its own it begins where the live end is. */
static void
begin_live(struct feed *feed)
{
    uint64_t next = feed_live_next(feed->gateway->feed_live);

    if (next == 0) {
        stream_is_away(feed, monotonic_ms());
        return;
    }
    feed->retry = (struct feed_retry){.next_ms = 0};
    feed->position = next - 1;
    feed_located(feed);
    if (feed->left)
        return;
    feed->stage = FEED_LIVE;
    feed->transport->caught_up(feed->arg);
}

void
feed_fall_behind(struct feed *feed)
{
    feed->stage = FEED_BEHIND;
    feed->replay.noting = feed->position + 1;
    if (feed->proof.unproven == 0)
        feed->proof.proven = feed->position;
}

void
feed_go_live(struct feed *feed)
{
    feed->stage = FEED_LIVE;
    feed->proof.waived = false;
    feed->replay.singly = 0;
    feed->transport->caught_up(feed->arg);
    feed_go_on(feed);
}

static void
go_on_live(struct feed *feed)
{
    if (feed->replay.noted > feed->position) {
        feed_fall_behind(feed);
        feed_replay(feed);
    } else if (feed->proof.unproven > 0) {
        feed_prove(feed);
    }
}

void
feed_finish(struct feed *feed)
{
    if (feed->proof.unproven > 0)
        feed_prove(feed);
    else
        feed->transport->caught_up(feed->arg);
}

static void
go_on(struct feed *feed)
{
    switch (feed->stage) {
    case FEED_STARTING:
        begin_live(feed);
        break;
    case FEED_SEEKING:
        feed_seek(feed);
        break;
    case FEED_BEHIND:
        feed_replay(feed);
        break;
    case FEED_LIVE:
        go_on_live(feed);
        break;
    case FEED_ENDING:
        feed_finish(feed);
        break;
    }
}

void
feed_go_on(struct feed *feed)
{
    if (feed->left || feed->question != FEED_QUESTION_NONE || feed_is_doubted(feed))
        return;
    feed_keep(feed); /* the transport may leave */
    go_on(feed);
    feed_release(feed);
}

/* ---------------------------------------------------------------- what its transport is told */

void
feed_located(struct feed *feed)
{
    if (!feed->located && feed->transport->located != NULL)
        feed->transport->located(feed->arg);
    feed->located = true;
}

void
feed_take(struct feed *feed, struct feed_message *message)
{
    feed->position = message->sequence;
    if (feed_topics_have(&feed->topics, message->noun, message->calendar))
        feed->transport->message(feed->arg, message);
}

void
feed_flush(struct feed *feed)
{
    if (!feed->left && feed->transport->flush != NULL)
        feed->transport->flush(feed->arg);
}

void
feed_end(struct feed *feed, enum feed_end why)
{
    if (!feed->left)
        feed->transport->end(feed->arg, why);
}

/* ---------------------------------------------------------------- what its transport asks */

uint64_t
feed_position(const struct feed *feed)
{
    return feed->position;
}

bool
feed_walks(const struct feed *feed)
{
    return feed->proof.waived;
}

bool
feed_subscribe(struct feed *feed, struct feed_topics *topics)
{
    unsigned allowed = feed->credentials.allowed;

    if ((topics->nouns & ~allowed) != 0)
        return false;
    take_topics(feed, topics);
    if (feed->topics.nouns == 0)
        feed->topics.nouns = allowed;
    return true;
}

void
feed_unsubscribe(struct feed *feed)
{
    feed->topics.nouns = 0;
}

bool
feed_is_doubted(const struct feed *feed)
{
    return feed->credentials.doubted_ms != 0;
}

/* ---------------------------------------------------------------- its questions to the stream */

static void
feed_failed(struct feed *feed)
{
    int64_t now_ms = monotonic_ms();

    feed->retry.next_ms = now_ms + RETRY_MS;
    stream_is_away(feed, now_ms);
}

void
feed_asked(struct feed *feed, enum err err)
{
    if (err) {
        feed_failed(feed);
        return;
    }
    feed->question = FEED_QUESTION_ASKED;
    feed_keep(feed);
}

bool
feed_is_over(struct feed *feed, enum err err)
{
    bool left = feed->left, stale = feed->question == FEED_QUESTION_STALE;

    feed->question = FEED_QUESTION_NONE;
    feed_release(feed);
    if (left)
        return true;
    if (stale) {
        feed_go_on(feed);
        return true;
    }
    if (err != OK && err != ERR_NOT_FOUND) {
        feed_failed(feed);
        return true;
    }
    feed->retry = (struct feed_retry){.next_ms = 0};
    return false;
}
