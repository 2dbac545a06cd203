/*
 * What is stored is read message by message, as the client has room, until nothing is left that
 * the live end would not hand on.
 *
 * A subject keeps so many messages and drops its oldest.  So now and then it is looked whether one
 * was dropped that this reader has not heard: a subject that is full, and whose oldest message lies
 * behind the reader's place, may have dropped some between the two.
 */
#include "gateway/feed.h"
#include "gateway/feed_live.h"
#include "shared/log.h"
#include "shared/must.h"

#include <inttypes.h>
#include <stdlib.h>

enum { CHECK_EVERY = 256 };

/* ---------------------------------------------------------------- drops */

struct check {
    struct feed *feed;
    struct feed_state state;
    unsigned at; /* of the full subjects */
};

static void look(struct check *check);

static void
passed(struct feed *feed)
{
    feed->unchecked = 0;
    feed_keep(feed); /* it may end */
    feed_located(feed);
    feed_go_on(feed);
    feed_release(feed);
}

static void
on_oldest(void *arg, enum err err, const struct feed_stored *stored)
{
    struct check *check = arg;
    struct feed *feed = check->feed;

    if (feed_is_over(feed, err)) {
        free(check);
        return;
    }
    if (err == OK && stored->sequence > feed->position) {
        log_event(LOG_INFO, "feed.gone.dropped", "position=%" PRIu64 " oldest=%" PRIu64,
                  feed->position, stored->sequence);
        free(check);
        feed_end(feed, FEED_END_GONE);
        return;
    }
    check->at++;
    look(check);
}

/* The next full subject; takes the check. */
static void
look(struct check *check)
{
    struct feed *feed = check->feed;
    enum err err;

    if (check->at == check->state.full_count) {
        free(check);
        passed(feed);
        return;
    }
    err = feed_stream_next(feed->gateway, check->state.full[check->at], 1, on_oldest, check);
    if (err != OK)
        free(check);
    feed_asked(feed, err);
}

static void
on_state(void *arg, enum err err, const struct feed_state *state)
{
    struct feed *feed = arg;
    struct check *check;

    if (feed_is_over(feed, err))
        return;
    if (feed->position + 1 < state->first || feed->position > state->last) {
        log_event(LOG_INFO, "feed.gone.outside",
                  "position=%" PRIu64 " first=%" PRIu64 " last=%" PRIu64, feed->position,
                  state->first, state->last);
        feed_end(feed, FEED_END_GONE);
        return;
    }
    check = malloc(sizeof *check);
    must(check != NULL);
    *check = (struct check){.feed = feed, .state = *state};
    look(check);
}

static void
check_drops(struct feed *feed)
{
    char own[FEED_FILTER_TEXT];

    if (feed->lenient) {
        passed(feed);
        return;
    }
    feed_filter_of(feed->user, own);
    feed_asked(feed, feed_stream_state(feed->gateway, own, on_state, feed));
}

/* ---------------------------------------------------------------- messages */

/*
 * Nothing more is stored.  What the live end had handed out when the question left is behind us as
 * well; whatever came after that it noted here.
 */
static void
reached_end(struct feed *feed)
{
    if (feed->stored_only) {
        feed->ways->caught_up(feed);
        return;
    }
    if (feed->live_next == 0)
        return; /* feed_hub_up wakes it */
    if (feed->position < feed->live_next - 1)
        feed->position = feed->live_next - 1;
    if (feed->noted > feed->position) {
        feed_go_on(feed);
        return;
    }
    feed->stage = FEED_LIVE;
    feed->lenient = false;
    feed->ways->caught_up(feed);
}

static void
on_stored(void *arg, enum err err, const struct feed_stored *stored)
{
    struct feed *feed = arg;
    struct feed_message m = {.sequence = stored->sequence};

    if (feed_is_over(feed, err))
        return;
    if (err == ERR_NOT_FOUND) {
        reached_end(feed);
        return;
    }
    feed_keep(feed); /* it may end */
    feed->unchecked++;
    if (feed_message_address(stored->subject, &m) && feed_message_read(&m, stored->data))
        feed_take(feed, &m);
    else
        feed->position = stored->sequence;
    feed_message_fini(&m);
    if (!feed->left)
        feed->ways->flush(feed);
    feed_go_on(feed);
    feed_release(feed);
}

void
feed_replay(struct feed *feed)
{
    char own[FEED_FILTER_TEXT];

    if (!feed->ways->has_room(feed))
        return;
    if (feed->unchecked >= CHECK_EVERY) {
        check_drops(feed);
        return;
    }
    feed->live_next = feed_live_next(feed->gateway->feed_live);
    feed_filter_of(feed->user, own);
    feed_asked(feed, feed_stream_next(feed->gateway, own, feed->position + 1, on_stored, feed));
}
