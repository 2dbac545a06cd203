#include "gateway/feed/feed.h"
#include "gateway/feed/feed_hub.h"
#include "gateway/feed/feed_live.h"
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

struct feed *
feed_new(struct exchange *x, const struct feed_ways *ways, void *transport)
{
    struct feed *feed = calloc(1, sizeof *feed);

    must(feed != NULL);
    feed->ways = ways;
    feed->transport = transport;
    feed->gateway = x->gateway;
    feed->references = 1;
    feed->user = x->asker.caller.user_id;
    feed->address = x->address;
    feed_watch_begin(feed, &x->asker);
    return feed;
}

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

void
feed_begin(struct feed *feed, const struct feed_start *start)
{
    feed->start = *start;
    feed->restarted = feed->asking;
    feed->noted = 0;
    feed->noting = feed_live_next(feed->gateway->feed_live);
    feed->unproven = false;
    feed->singly = 0;
    feed->lenient = start->has_after && start->after == 0;
    feed->stage = start->has_since || start->has_after ? FEED_SEEKING : FEED_NEW;
    feed->low = feed->high = 0;
    feed_go_on(feed);
}

bool
feed_enter(struct feed *feed)
{
    return feed_hub_enter(feed->gateway->feeds, feed);
}

void
feed_leave(struct feed *feed)
{
    must(!feed->left);
    feed->left = true;
    feed_hub_leave(feed->gateway->feeds, feed);
    feed_release(feed);
}

void
feed_located(struct feed *feed)
{
    if (!feed->located && feed->ways->located != NULL)
        feed->ways->located(feed);
    feed->located = true;
}

/* Without a beginning of its own it begins where the live end is. */
static void
begin_live(struct feed *feed)
{
    uint64_t next = feed_live_next(feed->gateway->feed_live);

    if (next == 0)
        return;
    feed->position = next - 1;
    feed_located(feed);
    if (feed->left)
        return;
    feed->stage = FEED_LIVE;
    feed->ways->caught_up(feed);
}

void
feed_fall_behind(struct feed *feed)
{
    feed->stage = FEED_BEHIND;
    feed->noting = feed->position + 1;
    if (!feed->unproven)
        feed->proven = feed->position;
}

void
feed_go_live(struct feed *feed)
{
    feed->stage = FEED_LIVE;
    feed->lenient = false;
    feed->singly = 0;
    feed->ways->caught_up(feed);
    feed_go_on(feed);
}

static void
go_on(struct feed *feed)
{
    switch (feed->stage) {
    case FEED_NEW:
        begin_live(feed);
        break;
    case FEED_SEEKING:
        feed_seek(feed);
        break;
    case FEED_BEHIND:
        feed_replay(feed);
        break;
    case FEED_LIVE:
        if (feed->noted > feed->position) {
            feed_fall_behind(feed);
            feed_replay(feed);
        } else if (feed->unproven) {
            feed_prove(feed);
        }
        break;
    }
}

void
feed_go_on(struct feed *feed)
{
    if (feed->left || feed->asking || feed->doubted_ms != 0)
        return;
    feed_keep(feed); /* it may end */
    go_on(feed);
    feed_release(feed);
}

void
feed_take(struct feed *feed, struct feed_message *message)
{
    feed->position = message->sequence;
    if (feed_topics_have(&feed->topics, message->noun, message->calendar))
        feed->ways->message(feed, message);
}

void
feed_end(struct feed *feed, enum feed_end why)
{
    if (!feed->left)
        feed->ways->end(feed, why);
}

void
feed_failed(struct feed *feed)
{
    int64_t now_ms = monotonic_ms();

    if (feed->failing_ms == 0)
        feed->failing_ms = now_ms;
    feed->retry_ms = now_ms + RETRY_MS;
    if (now_ms - feed->failing_ms > PATIENCE_MS)
        feed_end(feed, FEED_END_AWAY);
}

void
feed_asked(struct feed *feed, enum err err)
{
    if (err) {
        feed_failed(feed);
        return;
    }
    feed->asking = true;
    feed_keep(feed);
}

bool
feed_is_over(struct feed *feed, enum err err)
{
    bool left = feed->left;

    feed->asking = false;
    feed_release(feed);
    if (left)
        return true;
    if (feed->restarted) {
        feed->restarted = false;
        feed_go_on(feed);
        return true;
    }
    if (err != OK && err != ERR_NOT_FOUND) {
        feed_failed(feed);
        return true;
    }
    feed->failing_ms = feed->retry_ms = 0;
    return false;
}
