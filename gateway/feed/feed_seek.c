/*
 * SEEKING: finds the sequence of the message behind which a feed begins.
 *
 *   after <sequence>   the place is given: only the stream's bounds are asked for.
 *   since <event id>   1. the stream's bounds                       low = first, high = last + 1
 *                      2. halving, by time                          until low = high
 *                      3. the user's own messages from low on       until the event is met
 *
 * The id of an event is a version 7 UUID (RFC 9562 section 5.7): its first 48 bits are the Unix
 * milliseconds at which the event was made.  It was stored at that time or later, much later if it
 * waited for the bus.  The stream holds messages in the order in which they were stored.  So
 * halving finds the first message stored at or after the time in the id, less SKEW_S for clocks
 * that differ; the event is that message or a later one.  When it is not there, the clock of who
 * made it may have been far ahead, and it is sought once more, from WIDE_SKEW_S before.
 *
 * A place that the stream does not have ends the feed with FEED_END_GONE.
 */
#include "gateway/feed/feed_private.h"
#include "gateway/feed/feed_stream.h"
#include "shared/base/clock.h"
#include "shared/base/log.h"

#include <inttypes.h>

enum { SKEW_S = 5, WIDE_SKEW_S = 3600 };

static int64_t
second_of(struct uuid id)
{
    int64_t ms = 0;

    for (int i = 0; i < 6; i++)
        ms = ms << 8 | id.b[i];
    return ms / 1000;
}

static bool
is_version_7(struct uuid id)
{
    return id.b[6] >> 4 == 7;
}

static void
found(struct feed *feed, uint64_t sequence)
{
    feed->stage = FEED_BEHIND;
    feed->position = feed->proof.proven = sequence;
    feed->proof.unproven = FEED_PROOF_DUE;
    feed_go_on(feed);
}

/* From the stream's bounds on. */
static void
seek_widely(struct feed *feed)
{
    feed->seek.wide = true;
    feed->seek.low = feed->seek.high = 0;
    feed_go_on(feed);
}

static void
on_own(void *arg, enum err err, const struct feed_stored *stored)
{
    struct feed *feed = arg;
    struct feed_message m = {.sequence = stored->sequence};

    if (feed_is_over(feed, err))
        return;
    if (err == ERR_NOT_FOUND && !feed->seek.wide) {
        seek_widely(feed);
        return;
    }
    if (err == ERR_NOT_FOUND) {
        log_event(LOG_INFO, "feed.gone.unknown", "until=%" PRIu64, feed->seek.low);
        feed_end(feed, FEED_END_GONE);
        return;
    }
    if (feed_message_address(stored->subject, &m) && feed_message_read(&m, stored->data) &&
        uuid_equal(m.id, feed->seek.start.since)) {
        found(feed, stored->sequence);
        return;
    }
    feed->seek.low = feed->seek.high = stored->sequence + 1;
    feed_go_on(feed);
}

static uint64_t
middle_of(const struct feed_seek *seek)
{
    return seek->low + (seek->high - seek->low) / 2;
}

static void
on_middle(void *arg, enum err err, const struct feed_stored *stored)
{
    struct feed *feed = arg;
    struct feed_seek *seek = &feed->seek;
    int64_t skew_s = seek->wide ? WIDE_SKEW_S : SKEW_S;

    if (feed_is_over(feed, err))
        return;
    if (err == ERR_NOT_FOUND || stored->at.us / 1000000 >= second_of(seek->start.since) - skew_s)
        seek->high = middle_of(seek);
    else
        seek->low = stored->sequence + 1;
    if (seek->low > seek->high)
        seek->high = seek->low;
    feed_go_on(feed);
}

static void
seek_sequence(struct feed *feed, const struct feed_state *state)
{
    uint64_t after = feed->seek.start.after;

    if (after > state->last)
        feed_end(feed, FEED_END_GONE);
    else if (feed->proof.waived && after < state->first)
        found(feed, state->first - 1);
    else
        found(feed, after);
}

static void
feed_seek_on_state(void *arg, enum err err, const struct feed_state *state)
{
    struct feed *feed = arg;

    if (feed_is_over(feed, err))
        return;
    if (feed->seek.start.has_after) {
        seek_sequence(feed, state);
        return;
    }
    feed->seek.low = state->first;
    feed->seek.high = state->last + 1;
    feed_go_on(feed);
}

void
feed_seek(struct feed *feed)
{
    const struct feed_seek *seek = &feed->seek;
    char own[FEED_FILTER_TEXT];

    if (seek->start.has_since && !is_version_7(seek->start.since)) {
        feed_end(feed, FEED_END_GONE);
    } else if (seek->high == 0) {
        feed_asked(feed, feed_stream_state(feed->gateway, NULL, feed_seek_on_state, feed));
    } else if (seek->low < seek->high) {
        feed_asked(feed, feed_stream_next(feed->gateway, NULL, middle_of(seek), on_middle, feed));
    } else {
        feed_filter_of(feed->user, own);
        feed_asked(feed, feed_stream_next(feed->gateway, own, seek->low, on_own, feed));
    }
}
