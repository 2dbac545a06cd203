/*
 * BEHIND: reads what is stored, as the transport has room, until the live end has all the rest.
 *
 * Messages are read one by one, which leaves nothing behind on the server.  But a busy user may
 * write faster than that.  So after SINGLY_MAX of them without an end in sight they are read in
 * batches (feed_batch.c).  When no batch is free, or the next message is too large for one, the
 * feed goes on one by one.
 *
 * A feed is level with the live end when all of this holds:
 *
 *   position + 1 >= noting   what came since it began to note, it has noted
 *   position >= noted        and has read
 */
#include "gateway/feed/feed_batch.h"
#include "gateway/feed/feed_live.h"
#include "gateway/feed/feed_private.h"
#include "gateway/feed/feed_stream.h"

enum { PROVE_EVERY = 256, SINGLY_MAX = 16 };

static bool
is_level(const struct feed *feed)
{
    const struct feed_replay *replay = &feed->replay;

    return !feed->transport->stored_only && replay->noting != 0 &&
           feed->position + 1 >= replay->noting && feed->position >= replay->noted;
}

static void
end_here(struct feed *feed)
{
    feed->stage = FEED_ENDING;
    feed_finish(feed);
}

/*
 * Nothing more is stored.  So the user was sent nothing more before live_next, where the live end
 * was when the question left; and what came live since then was noted.
 */
static void
reached_end(struct feed *feed)
{
    uint64_t live_next = feed->replay.live_next;

    feed->replay.singly = 0;
    if (feed->transport->stored_only) {
        feed->proof.waived = false;
        end_here(feed);
        return;
    }
    if (live_next == 0 && feed_live_next(feed->gateway->feed_live) == 0)
        return; /* feed_hub_up wakes it */
    if (feed->position + 1 < live_next)
        feed->position = live_next - 1;
    feed_go_on(feed);
}

static void
feed_replay_take(struct feed *feed, const struct feed_stored *stored)
{
    struct feed_message m = {.sequence = stored->sequence};

    if (!feed->proof.waived)
        feed->proof.unproven++;
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
    feed_keep(feed); /* the transport may leave */
    feed->replay.singly++;
    if (!feed_is_doubted(feed))
        feed_replay_take(feed, stored);
    feed_flush(feed);
    feed_go_on(feed);
    feed_release(feed);
}

static bool
on_batched(void *arg, const struct feed_stored *stored)
{
    struct feed *feed = arg;

    if (feed->left || feed->question == FEED_QUESTION_STALE || feed_is_doubted(feed) ||
        feed->transport->is_full(feed->arg))
        return false;
    feed_replay_take(feed, stored);
    return true;
}

static void
on_batch_end(void *arg, enum err err, bool more)
{
    struct feed *feed = arg;

    feed_flush(feed);
    if (err || !more)
        feed->replay.singly = 0;
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
    struct feed_replay *replay = &feed->replay;
    char own[FEED_FILTER_TEXT];

    replay->live_next = feed_live_next(feed->gateway->feed_live);
    if (replay->noting == 0)
        replay->noting = replay->live_next;
    if (replay->singly >= SINGLY_MAX && ask_batch(feed) == OK) {
        feed_asked(feed, OK);
        return;
    }
    feed_filter_of(feed->user, own);
    feed_asked(feed, feed_stream_next(feed->gateway, own, feed->position + 1, on_stored, feed));
}

void
feed_replay(struct feed *feed)
{
    bool has_room = feed->transport->has_room(feed->arg);
    unsigned unproven = feed->proof.unproven;

    if (feed->transport->stored_only && !has_room)
        end_here(feed);
    else if (unproven > 0 && (unproven >= PROVE_EVERY || !has_room))
        feed_prove(feed);
    else if (is_level(feed))
        feed_go_live(feed);
    else if (has_room)
        ask_more(feed);
}
