/*
 * feed_watch - does a reader of a feed still stand?
 *
 * A token ends at its time; its session, or an API key, is asked about again when auth's last word
 * is a minute old, when a revocation names it, and when revocations cannot be known.  From the
 * doubt to the answer nothing is handed out, and after half a minute without one it ends.
 *
 * Threads: the loop's.
 */
#ifndef GATEWAY_FEED_FEED_WATCH_H
#define GATEWAY_FEED_FEED_WATCH_H

#include "gateway/feed/feed.h"
#include "gateway/identity/heartbeat.h"

void feed_watch_begin(struct feed *feed, const struct asker *asker);
void feed_watch_revoked(struct feed *feed, const struct revocation *revocation);
void feed_watch_doubt(struct feed *feed);
void feed_watch_tick(struct feed *feed, int64_t now_ms);

/* Seconds that its token still holds; 0: it has none. */
int64_t feed_watch_expires_in(const struct feed *feed);

/*
 * Another token of the same user.  `done` is told OK, ERR_UNAUTHENTICATED, ERR_FORBIDDEN (another
 * user, or not opened with a token) or ERR_UNAVAILABLE, unless the feed was left meanwhile.
 */
void feed_watch_renew(struct feed *feed, struct bytes token,
                      void (*done)(struct feed *feed, enum err err));

#endif
