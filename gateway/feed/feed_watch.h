/*
 * feed_watch - do the credentials of a feed still stand?
 *
 * A token ends at its time.  Its session, or an API key, is in doubt when auth's last word is a
 * minute old, when a revocation names it, and when revocations cannot be heard of.  Auth is asked
 * then, and until it answers the feed hands on nothing; after half a minute without an answer the
 * feed ends.
 *
 * Threads: the loop's.
 */
#ifndef GATEWAY_FEED_FEED_WATCH_H
#define GATEWAY_FEED_FEED_WATCH_H

#include "gateway/feed/feed.h"
#include "gateway/identity/heartbeat.h"
#include "gateway/identity/token.h"

enum { FEED_TOKEN_MAX = TOKEN_MAX }; /* bytes of an access token */

void feed_watch_begin(struct feed *feed, const struct asker *asker);
void feed_watch_revoked(struct feed *feed, const struct revocation *revocation);
void feed_watch_doubt(struct feed *feed);
void feed_watch_tick(struct feed *feed, int64_t now_ms);

/* Seconds that its token is still valid; 0: it was not opened with a token. */
int64_t feed_watch_expires_in(const struct feed *feed);

/*
 * Another token of the same user.  Unless the transport leaves meanwhile, `done` is called with its
 * `arg` and OK, ERR_UNAUTHENTICATED, ERR_FORBIDDEN (the token is another user's, or the feed was
 * opened with an API key) or ERR_UNAVAILABLE.
 */
void feed_watch_renew(struct feed *feed, struct bytes token, void (*done)(void *arg, enum err err));

#endif
