/*
 * Whether the credentials of a feed are valid:
 *
 *              recheck_ms has come; they are named by a revocation;
 *              revocations cannot be heard of
 *   VALID --------------------------------------------------------> IN DOUBT
 *     ^                                                               |  |  |
 *     +---------------------- auth accepts them ----------------------+  |  |
 *                             auth refuses them ----> the feed ends <----+  |
 *                             30 s without an answer -------> it ends <-----+
 *
 * One question to auth is on its way at a time.  What was asked before the last doubt may be
 * answered from before it; that answer does not count, and auth is asked again.
 */
#include "gateway/feed/feed_watch.h"
#include "gateway/feed/feed_private.h"
#include "gateway/identity/auth.h"
#include "gateway/identity/sessions.h"
#include "shared/base/clock.h"
#include "shared/base/must.h"

#include <stdlib.h>
#include <string.h>

enum { PATIENCE_MS = 30000, DEAF_MS = 1000 };

static int64_t
monotonic_of(const struct feed *feed, int64_t unix_s)
{
    int64_t now_ms = monotonic_ms();

    return now_ms + unix_s * 1000 - sessions_unix_ms(feed->gateway->sessions, now_ms);
}

/* What auth said, and until when it holds. */
static void
stand(struct feed *feed, const struct asker *asker)
{
    feed->credentials.recheck_ms = asker->until_ms;
    feed->credentials.ends = asker->until_is_end;
    if (!sessions_are_fresh(feed->gateway->sessions)) {
        feed->credentials.recheck_ms = monotonic_ms() + DEAF_MS;
        feed->credentials.ends = false;
    }
    feed->credentials.allowed =
        asker->caller.kind == CALLER_KEY ? feed_nouns_of_scopes(asker->scopes) : FEED_NOUNS_ALL;
    feed->topics.nouns &= feed->credentials.allowed;
    feed->credentials.doubted_ms = 0;
}

void
feed_watch_begin(struct feed *feed, const struct asker *asker)
{
    feed->credentials.caller = asker->caller;
    feed->credentials.caller.zone = NULL;
    feed->credentials.caller.address = NULL;
    feed->credentials.proof = asker->proof;
    memcpy(feed->credentials.key_digest, asker->key_digest, sizeof feed->credentials.key_digest);
    feed->credentials.expires_ms =
        asker->expires_s == 0 ? INT64_MAX : monotonic_of(feed, asker->expires_s);
    stand(feed, asker);
}

int64_t
feed_watch_expires_in(const struct feed *feed)
{
    int64_t left_ms;

    if (feed->credentials.expires_ms == INT64_MAX)
        return 0;
    left_ms = feed->credentials.expires_ms - monotonic_ms();
    return left_ms > 0 ? left_ms / 1000 : 0;
}

/* ---------------------------------------------------------------- asking again */

/* One question about its credentials, on its way; of malloc. */
struct question {
    struct asker asker;
    struct trace trace;
    struct feed *feed;
    void (*renewed)(void *arg, enum err err); /* of a renewal */
    char *token;                              /* likewise; behind asker.token */
};

static struct question *
question_new(struct feed *feed, void (*done)(struct asker *asker, enum err err))
{
    struct question *q = calloc(1, sizeof *q);

    must(q != NULL);
    trace_begin(&q->trace, (struct bytes){NULL, 0});
    asker_init(&q->asker, feed->gateway, q->trace.parent);
    q->asker.done = done;
    q->feed = feed_keep(feed);
    return q;
}

static void
question_destroy(struct question *q)
{
    feed_release(q->feed);
    free(q->token);
    free(q);
}

static void recheck(struct feed *feed);

static void
refused(struct feed *feed)
{
    bool ended = feed->credentials.ends && monotonic_ms() >= feed->credentials.recheck_ms;

    feed_end(feed, ended ? FEED_END_EXPIRED : FEED_END_REVOKED);
}

static void
feed_watch_conclude(struct feed *feed, const struct asker *asker, enum err err)
{
    bool again = feed->credentials.recheck == FEED_RECHECK_AGAIN;

    feed->credentials.recheck = FEED_RECHECK_NONE;
    if (feed->left)
        return;
    if (again) {
        recheck(feed);
    } else if (err == OK) {
        stand(feed, asker);
        feed_go_on(feed);
    } else if (err == ERR_UNAUTHENTICATED) {
        refused(feed);
    }
}

static void
on_known(struct asker *asker, enum err err)
{
    struct question *q = H2O_STRUCT_FROM_MEMBER(struct question, asker, asker);

    feed_watch_conclude(q->feed, asker, err);
    question_destroy(q);
}

static void
recheck(struct feed *feed)
{
    struct question *q = question_new(feed, on_known);

    q->asker.caller = feed->credentials.caller;
    q->asker.caller.zone = "UTC";
    q->asker.proof = feed->credentials.proof;
    memcpy(q->asker.key_digest, feed->credentials.key_digest, sizeof q->asker.key_digest);
    feed->credentials.recheck = FEED_RECHECK_ASKED;
    sessions_check(feed->gateway->sessions, &q->asker);
}

void
feed_watch_doubt(struct feed *feed)
{
    if (!feed_is_doubted(feed))
        feed->credentials.doubted_ms = monotonic_ms();
    if (feed->credentials.recheck != FEED_RECHECK_NONE)
        feed->credentials.recheck = FEED_RECHECK_AGAIN;
    else if (bus_is_up(feed->gateway->bus))
        recheck(feed);
}

void
feed_watch_revoked(struct feed *feed, const struct revocation *revocation)
{
    const struct caller *caller = &feed->credentials.caller;

    if (revocation_is_of_all(revocation) ||
        (caller->kind == CALLER_KEY ? uuid_equal(caller->key_id, revocation->key_id)
                                    : uuid_equal(caller->session_id, revocation->session_id)))
        feed_watch_doubt(feed);
}

void
feed_watch_tick(struct feed *feed, int64_t now_ms)
{
    const struct feed_credentials *c = &feed->credentials;

    if (now_ms >= c->expires_ms)
        feed_end(feed, FEED_END_EXPIRED);
    else if (feed_is_doubted(feed) && now_ms - c->doubted_ms > PATIENCE_MS)
        feed_end(feed, FEED_END_AWAY);
    else if (c->recheck == FEED_RECHECK_NONE && (feed_is_doubted(feed) || now_ms >= c->recheck_ms))
        feed_watch_doubt(feed);
}

/* ---------------------------------------------------------------- renewal */

static enum err
take_over(struct feed *feed, const struct asker *asker)
{
    if (!uuid_equal(asker->caller.user_id, feed->user))
        return ERR_FORBIDDEN;
    feed_watch_begin(feed, asker);
    feed_go_on(feed);
    return OK;
}

static void
on_renewed(struct asker *asker, enum err err)
{
    struct question *q = H2O_STRUCT_FROM_MEMBER(struct question, asker, asker);

    if (!q->feed->left) {
        if (err == OK)
            err = take_over(q->feed, asker);
        if (!q->feed->left)
            q->renewed(q->feed->arg, err);
    }
    question_destroy(q);
}

void
feed_watch_renew(struct feed *feed, struct bytes token, void (*done)(void *arg, enum err err))
{
    struct question *q;

    if (feed->credentials.caller.kind == CALLER_KEY) {
        done(feed->arg, ERR_FORBIDDEN);
        return;
    }
    q = question_new(feed, on_renewed);
    q->renewed = done;
    q->token = malloc(token.len + 1);
    must(q->token != NULL);
    memcpy(q->token, token.data, token.len);
    auth_token(&q->asker, (struct bytes){(const uint8_t *)q->token, token.len});
}
