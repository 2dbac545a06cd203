/*
 * The proof that nothing was dropped before a feed has read it.
 *
 * The stream keeps so many messages of a subject.  From a subject that is full it drops the oldest,
 * also if a slow feed has yet to read it; and reading on from a sequence steps over the gap in
 * silence.  So a feed proves from time to time that it has missed nothing:
 *
 *   1. The stream's state, with the user's subjects that are full and that the feed listens to.
 *   2. Of each of these, its oldest message.
 *
 *           proven                 proving
 *   ----------|----------------------|----------> sequence
 *       ^     :    read, not proven  :
 *       oldest message of each full subject
 *
 * While the oldest of each lies at or before `proven`, no message behind `proven` was dropped: all
 * that was read up to `proving` is proven.  Otherwise one may be missing, and the feed ends with
 * FEED_END_GONE.  It does so too if the stream no longer has these sequences at all, as after it
 * was made anew.
 *
 * What the feed does not listen to is not missed.  A feed that walks (feed_walks) needs no proof.
 *
 * A proof is made before the first message, after every PROVE_EVERY messages (feed_replay.c),
 * before a pause for lack of room, when the feed has gone live, and at its end.
 */
#include "gateway/feed/feed_private.h"
#include "gateway/feed/feed_stream.h"
#include "shared/base/log.h"
#include "shared/base/must.h"

#include <inttypes.h>
#include <stdlib.h>

/* One that is being made. */
struct proof {
    struct feed *feed; /* kept by the question that is on its way */
    struct feed_state state;
    unsigned at; /* index into state.full of the next subject to look at */
};

static void look(struct proof *proof);

/* A live feed has gone on meanwhile; what it heard there needs no proof. */
static void
proven(struct feed *feed)
{
    feed->proof.proven = feed->proof.proving;
    feed->proof.unproven = 0;
    feed_keep(feed); /* the transport may leave */
    feed_located(feed);
    if (!feed->left && feed->stage == FEED_ENDING)
        feed_finish(feed);
    feed_go_on(feed);
    feed_release(feed);
}

static void
disprove(struct feed *feed, uint64_t oldest)
{
    log_event(LOG_INFO, "feed.gone.dropped", "proven=%" PRIu64 " oldest=%" PRIu64,
              feed->proof.proven, oldest);
    feed_end(feed, FEED_END_GONE);
}

static void
on_oldest(void *arg, enum err err, const struct feed_stored *stored)
{
    struct proof *proof = arg;
    struct feed *feed = proof->feed;

    if (feed_is_over(feed, err)) {
        free(proof);
    } else if (err == OK && stored->sequence > feed->proof.proven) {
        free(proof);
        disprove(feed, stored->sequence);
    } else {
        proof->at++;
        look(proof);
    }
}

static bool
listens(const struct feed *feed, const char *subject)
{
    struct feed_message m;

    return feed_message_address(subject, &m) && (feed->topics.nouns & 1u << m.noun) != 0;
}

/* At the next full subject; takes over the proof. */
static void
look(struct proof *proof)
{
    struct feed *feed = proof->feed;
    enum err err;

    while (proof->at < proof->state.full_count && !listens(feed, proof->state.full[proof->at]))
        proof->at++;
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
    uint64_t proven_to = feed->proof.proven, proving = feed->proof.proving;
    struct proof *proof;

    if (feed_is_over(feed, err))
        return;
    if (proven_to + 1 < state->first || proving > state->last) {
        log_event(LOG_INFO, "feed.gone.outside",
                  "proven=%" PRIu64 " position=%" PRIu64 " first=%" PRIu64 " last=%" PRIu64,
                  proven_to, proving, state->first, state->last);
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

    feed->proof.proving = feed->position;
    if (feed->proof.waived) {
        proven(feed);
        return;
    }
    feed_filter_of(feed->user, own);
    feed_asked(feed, feed_stream_state(feed->gateway, own, feed_proof_on_state, feed));
}
