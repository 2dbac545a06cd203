/*
 * What is stored is read as the client has room, until nothing is left that the live end would not
 * hand on: message by message, which leaves nothing on the server, and in batches when there are
 * more of them, so that nobody writes faster than this reads.
 */
#include "gateway/feed/feed.h"
#include "gateway/feed/feed_batch.h"
#include "gateway/feed/feed_live.h"

enum { PROVE_EVERY = 256, SINGLY_MAX = 16 };

/* All that the user was sent up to the live end was read. */
static bool
is_level(const struct feed *feed)
{
    return !feed->stored_only && feed->noting != 0 && feed->position + 1 >= feed->noting &&
           feed->noted <= feed->position;
}

static void
end_here(struct feed *feed)
{
    feed->ending = true;
    if (feed->unproven)
        feed_prove(feed);
    else
        feed->ways->caught_up(feed);
}

/*
 * Nothing more is stored.  What the live end had handed out when the question left is behind us as
 * well; whatever came after that it noted here.
 */
static void
reached_end(struct feed *feed)
{
    feed->singly = 0;
    if (feed->stored_only) {
        end_here(feed);
        return;
    }
    if (feed->live_next == 0 && feed_live_next(feed->gateway->feed_live) == 0)
        return; /* feed_hub_up wakes it */
    if (feed->position + 1 < feed->live_next)
        feed->position = feed->live_next - 1;
    feed_go_on(feed);
}

static void
feed_replay_take(struct feed *feed, const struct feed_stored *stored)
{
    struct feed_message m = {.sequence = stored->sequence};

    feed->unproven = !feed->lenient;
    feed->unproven_count++;
    if (feed_message_address(stored->subject, &m) && feed_message_read(&m, stored->data))
        feed_take(feed, &m);
    else
        feed->position = stored->sequence;
    feed_message_fini(&m);
}

static void
on_stored(void *arg, enum err err, const struct feed_stored *stored)
{
    struct feed *feed = arg;

    if (feed_is_over(feed, err))
        return;
    if (err == ERR_NOT_FOUND) {
        reached_end(feed);
        return;
    }
    feed_keep(feed); /* it may end */
    feed->singly++;
    if (feed->doubted_ms == 0)
        feed_replay_take(feed, stored);
    if (!feed->left)
        feed->ways->flush(feed);
    feed_go_on(feed);
    feed_release(feed);
}

static bool
on_batched(void *arg, const struct feed_stored *stored)
{
    struct feed *feed = arg;

    if (feed->left || feed->restarted || feed->doubted_ms != 0 || feed->ways->is_full(feed))
        return false;
    feed_replay_take(feed, stored);
    return true;
}

static void
on_batch_end(void *arg, enum err err, bool more)
{
    struct feed *feed = arg;

    if (!feed->left)
        feed->ways->flush(feed);
    if (err || !more)
        feed->singly = 0;
    if (!feed_is_over(feed, err))
        feed_go_on(feed);
}

static enum err
ask_batch(struct feed *feed)
{
    const struct feed_batch_of what = {
        .user = feed->user,
        .sequence = feed->position + 1,
        .bytes = (size_t)feed->gateway->conf.feed_queue / 2,
        .took = on_batched,
        .ended = on_batch_end,
        .arg = feed,
    };

    return feed_batch_read(feed->gateway->feed_batches, &what);
}

static void
ask_more(struct feed *feed)
{
    char own[FEED_FILTER_TEXT];

    feed->live_next = feed_live_next(feed->gateway->feed_live);
    if (feed->noting == 0)
        feed->noting = feed->live_next;
    if (feed->singly >= SINGLY_MAX && ask_batch(feed) == OK) {
        feed_asked(feed, OK);
        return;
    }
    feed_filter_of(feed->user, own);
    feed_asked(feed, feed_stream_next(feed->gateway, own, feed->position + 1, on_stored, feed));
}

void
feed_replay(struct feed *feed)
{
    bool has_room = feed->ways->has_room(feed);

    if (feed->stored_only && !has_room)
        end_here(feed);
    else if (feed->unproven && (feed->unproven_count >= PROVE_EVERY || !has_room))
        feed_prove(feed);
    else if (is_level(feed))
        feed_go_live(feed);
    else if (has_room)
        ask_more(feed);
}
