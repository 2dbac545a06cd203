/*
 * Where a reader left off.
 *
 * An event's id has the time when it was made, which is a little before it was stored, but for one
 * that waited for the bus.  The stream's messages are in order of time, so the place is found by
 * halving; from there the user's own messages are read until the event is met.
 */
#include "gateway/feed/feed.h"
#include "shared/base/clock.h"
#include "shared/base/log.h"

#include <inttypes.h>

enum { SKEW_S = 5 };

/* Its first 48 bits are Unix milliseconds (RFC 9562 section 5.7). */
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
    feed->position = feed->proven = sequence;
    feed->unproven = true;
    feed->unproven_count = UINT32_MAX;
    feed_go_on(feed);
}

static void
on_own(void *arg, enum err err, const struct feed_stored *stored)
{
    struct feed *feed = arg;
    struct feed_message m = {.sequence = stored->sequence};

    if (feed_is_over(feed, err))
        return;
    if (err == ERR_NOT_FOUND) {
        log_event(LOG_INFO, "feed.gone.unknown", "until=%" PRIu64, feed->low);
        feed_end(feed, FEED_END_GONE);
        return;
    }
    if (feed_message_address(stored->subject, &m) && feed_message_read(&m, stored->data) &&
        uuid_equal(m.id, feed->start.since)) {
        found(feed, stored->sequence);
        return;
    }
    feed->low = feed->high = stored->sequence + 1;
    feed_go_on(feed);
}

static void
on_middle(void *arg, enum err err, const struct feed_stored *stored)
{
    struct feed *feed = arg;

    if (feed_is_over(feed, err))
        return;
    if (err == ERR_NOT_FOUND || stored->at.us / 1000000 >= second_of(feed->start.since) - SKEW_S)
        feed->high = feed->low + (feed->high - feed->low) / 2;
    else
        feed->low = stored->sequence + 1;
    if (feed->low > feed->high)
        feed->high = feed->low;
    feed_go_on(feed);
}

static void
feed_seek_on_state(void *arg, enum err err, const struct feed_state *state)
{
    struct feed *feed = arg;

    if (feed_is_over(feed, err))
        return;
    if (feed->start.has_after) {
        if (feed->start.after > state->last)
            feed_end(feed, FEED_END_GONE);
        else
            found(feed, feed->lenient ? state->first - 1 : feed->start.after);
        return;
    }
    feed->low = state->first;
    feed->high = state->last + 1;
    feed_go_on(feed);
}

void
feed_seek(struct feed *feed)
{
    char own[FEED_FILTER_TEXT];

    if (feed->start.has_since && !is_version_7(feed->start.since)) {
        feed_end(feed, FEED_END_GONE);
    } else if (feed->high == 0) {
        feed_asked(feed, feed_stream_state(feed->gateway, NULL, feed_seek_on_state, feed));
    } else if (feed->low < feed->high) {
        feed_asked(feed,
                   feed_stream_next(feed->gateway, NULL, feed->low + (feed->high - feed->low) / 2,
                                    on_middle, feed));
    } else {
        feed_filter_of(feed->user, own);
        feed_asked(feed, feed_stream_next(feed->gateway, own, feed->low, on_own, feed));
    }
}
