#include "gateway/feed/feed_watch.h"
#include "gateway/identity/auth.h"
#include "gateway/identity/sessions.h"
#include "shared/base/clock.h"
#include "shared/base/must.h"

#include <stdlib.h>
#include <string.h>

enum { PATIENCE_MS = 30000, DEAF_MS = 1000 };

static int64_t
monotonic_of(int64_t unix_s)
{
    return monotonic_ms() + unix_s * 1000 - instant_now().us / 1000;
}

/* What auth said, and until when it holds. */
static void
stand(struct feed *feed, const struct exchange *x)
{
    feed->recheck_ms = x->until_ms;
    feed->ends = x->until_is_end;
    if (!sessions_are_fresh(feed->gateway->sessions)) {
        feed->recheck_ms = monotonic_ms() + DEAF_MS;
        feed->ends = false;
    }
    feed->allowed = x->caller.kind == CALLER_KEY ? feed_nouns_of_scopes(x->scopes) : FEED_NOUNS_ALL;
    feed->topics.nouns &= feed->allowed;
    feed->doubted_ms = 0;
}

void
feed_watch_begin(struct feed *feed, const struct exchange *x)
{
    feed->caller = x->caller;
    feed->caller.zone = NULL;
    feed->caller.address = NULL;
    feed->proof = x->proof;
    memcpy(feed->key_digest, x->key_digest, sizeof feed->key_digest);
    feed->expires_ms = x->expires_s == 0 ? INT64_MAX : monotonic_of(x->expires_s);
    stand(feed, x);
}

int64_t
feed_watch_expires_in(const struct feed *feed)
{
    int64_t left_ms;

    if (feed->expires_ms == INT64_MAX)
        return 0;
    left_ms = feed->expires_ms - monotonic_ms();
    return left_ms > 0 ? left_ms / 1000 : 0;
}

/* ---------------------------------------------------------------- asking again */

static void recheck(struct feed *feed);

static void
refused(struct feed *feed)
{
    bool ended = feed->ends && monotonic_ms() >= feed->recheck_ms;

    feed_end(feed, ended ? FEED_END_EXPIRED : FEED_END_REVOKED);
}

static void
feed_watch_conclude(struct feed *feed, const struct exchange *x, enum err err)
{
    if (feed->recheck_again) {
        feed->recheck_again = false;
        recheck(feed);
    } else if (err == OK) {
        stand(feed, x);
        feed_go_on(feed);
    } else if (err == ERR_UNAUTHENTICATED) {
        refused(feed);
    }
}

static void
on_known(struct exchange *x, enum err err)
{
    struct feed *feed = x->arg;

    feed->rechecking = false;
    if (!feed->left)
        feed_watch_conclude(feed, x, err);
    feed_release(feed);
}

static void
recheck(struct feed *feed)
{
    struct exchange *x = exchange_own(feed->gateway);

    x->caller = feed->caller;
    x->caller.zone = "UTC";
    x->proof = feed->proof;
    memcpy(x->key_digest, feed->key_digest, sizeof x->key_digest);
    x->known = on_known;
    x->arg = feed_keep(feed);
    feed->rechecking = true;
    sessions_check(feed->gateway->sessions, x);
    exchange_release(x);
}

void
feed_watch_doubt(struct feed *feed)
{
    if (feed->doubted_ms == 0)
        feed->doubted_ms = monotonic_ms();
    feed->recheck_again = feed->rechecking;
    if (!feed->rechecking && bus_is_up(feed->gateway->bus))
        recheck(feed);
}

void
feed_watch_revoked(struct feed *feed, const struct revocation *revocation)
{
    const struct caller *caller = &feed->caller;

    if (revocation_is_of_all(revocation) ||
        (caller->kind == CALLER_KEY ? uuid_equal(caller->key_id, revocation->key_id)
                                    : uuid_equal(caller->session_id, revocation->session_id)))
        feed_watch_doubt(feed);
}

void
feed_watch_tick(struct feed *feed, int64_t now_ms)
{
    if (now_ms >= feed->expires_ms)
        feed_end(feed, FEED_END_EXPIRED);
    else if (feed->doubted_ms != 0 && now_ms - feed->doubted_ms > PATIENCE_MS)
        feed_end(feed, FEED_END_AWAY);
    else if (!feed->rechecking && (feed->doubted_ms != 0 || now_ms >= feed->recheck_ms))
        feed_watch_doubt(feed);
}

/* ---------------------------------------------------------------- renewal */

struct renewal {
    struct feed *feed;
    void (*done)(struct feed *feed, enum err err);
};

static enum err
take_over(struct feed *feed, const struct exchange *x)
{
    if (!uuid_equal(x->caller.user_id, feed->user))
        return ERR_FORBIDDEN;
    feed_watch_begin(feed, x);
    feed_go_on(feed);
    return OK;
}

static void
on_renewed(struct exchange *x, enum err err)
{
    struct renewal *renewal = x->arg;
    struct feed *feed = renewal->feed;

    if (!feed->left) {
        if (err == OK)
            err = take_over(feed, x);
        if (!feed->left)
            renewal->done(feed, err);
    }
    feed_release(feed);
    free(renewal);
}

void
feed_watch_renew(struct feed *feed, struct bytes token,
                 void (*done)(struct feed *feed, enum err err))
{
    struct renewal *renewal;
    struct exchange *x;

    if (feed->caller.kind == CALLER_KEY) {
        done(feed, ERR_FORBIDDEN);
        return;
    }
    renewal = calloc(1, sizeof *renewal);
    must(renewal != NULL);
    *renewal = (struct renewal){feed_keep(feed), done};
    x = exchange_own(feed->gateway);
    x->text = malloc(token.len + 1);
    must(x->text != NULL);
    memcpy(x->text, token.data, token.len);
    x->known = on_renewed;
    x->arg = renewal;
    auth_token(x, (struct bytes){(const uint8_t *)x->text, token.len});
    exchange_release(x);
}
