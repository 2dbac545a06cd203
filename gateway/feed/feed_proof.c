/*
 * Proof that nothing was dropped before a reader has read it.
 *
 * A subject keeps so many messages and drops its oldest, also those that a slow reader has yet to
 * reach, and reading from a sequence on just steps over them.  So from time to time it is looked at
 * the user's subjects that are full: while the oldest message of each lies at or before the place
 * up to which all was proven (`proven`), nothing behind that place has been dropped, and all that
 * was read since is proven too.  Otherwise something may be missing, and the reader is told so.
 *
 * Looked is before the first message, after so many, before a pause, and at the end.
 */
#include "gateway/feed/feed.h"
#include "shared/base/log.h"
#include "shared/base/must.h"

#include <inttypes.h>
#include <stdlib.h>

struct proof {
    struct feed *feed;
    struct feed_state state;
    unsigned at; /* of the full subjects */
};

static void look(struct proof *proof);

/* A live reader has gone on meanwhile, and misses nothing there. */
static void
proven(struct feed *feed)
{
    feed->proven = feed->proving;
    feed->unproven = false;
    feed->unproven_count = 0;
    feed_keep(feed); /* it may end */
    feed_located(feed);
    if (!feed->left && feed->ending)
        feed->ways->caught_up(feed);
    feed_go_on(feed);
    feed_release(feed);
}

static void
disprove(struct feed *feed, uint64_t oldest)
{
    log_event(LOG_INFO, "feed.gone.dropped", "proven=%" PRIu64 " oldest=%" PRIu64, feed->proven,
              oldest);
    feed_end(feed, FEED_END_GONE);
}

static void
on_oldest(void *arg, enum err err, const struct feed_stored *stored)
{
    struct proof *proof = arg;
    struct feed *feed = proof->feed;

    if (feed_is_over(feed, err)) {
        free(proof);
    } else if (err == OK && stored->sequence > feed->proven) {
        free(proof);
        disprove(feed, stored->sequence);
    } else {
        proof->at++;
        look(proof);
    }
}

/* The next full subject; takes the proof. */
static void
look(struct proof *proof)
{
    struct feed *feed = proof->feed;
    enum err err;

    if (proof->at == proof->state.full_count) {
        free(proof);
        proven(feed);
        return;
    }
    err = feed_stream_next(feed->gateway, proof->state.full[proof->at], 1, on_oldest, proof);
    if (err)
        free(proof);
    feed_asked(feed, err);
}

static void
feed_proof_on_state(void *arg, enum err err, const struct feed_state *state)
{
    struct feed *feed = arg;
    struct proof *proof;

    if (feed_is_over(feed, err))
        return;
    if (feed->proven + 1 < state->first || feed->proving > state->last) {
        log_event(LOG_INFO, "feed.gone.outside",
                  "proven=%" PRIu64 " position=%" PRIu64 " first=%" PRIu64 " last=%" PRIu64,
                  feed->proven, feed->proving, state->first, state->last);
        feed_end(feed, FEED_END_GONE);
        return;
    }
    proof = malloc(sizeof *proof);
    must(proof != NULL);
    *proof = (struct proof){.feed = feed, .state = *state};
    look(proof);
}

void
feed_prove(struct feed *feed)
{
    char own[FEED_FILTER_TEXT];

    feed->proving = feed->position;
    if (feed->lenient) {
        proven(feed);
        return;
    }
    feed_filter_of(feed->user, own);
    feed_asked(feed, feed_stream_state(feed->gateway, own, feed_proof_on_state, feed));
}
