/*
 * sessions - which sessions and API keys stand, as auth said at most a minute ago.
 *
 * Auth tells four times a second the number of the latest revocation and the last few of them.  The
 * cache serves only while these heartbeats are fresh; it forgets what a revocation names, and
 * everything when heartbeats were missing for a second, when one skips numbers that it does not
 * list, and after a reconnect.  So a revoked session or key is refused everywhere within a second.
 *
 * What auth refused is refused without a question for a second (refusals.h).
 *
 * Failure: ERR_UNAVAILABLE for credentials that are not in the cache while auth does not answer.
 * Threads: the loop's.
 */
#ifndef GATEWAY_IDENTITY_SESSIONS_H
#define GATEWAY_IDENTITY_SESSIONS_H

#include "gateway/gateway.h"
#include "gateway/http/asker.h"
#include "gateway/identity/heartbeat.h"
#include "gateway/identity/token.h"

struct sessions;

struct sessions *sessions_new(struct gateway *gateway);
void sessions_destroy(struct sessions **sessions);

/*
 * The claims were proved, by a signature or by a ticket: they become the asker's, and the session
 * is checked.
 */
void sessions_check_claims(struct sessions *sessions, struct asker *asker,
                           const struct claims *claims);

/*
 * Of a user: is caller.session_id a valid session of caller.user_id?  Of a key: does the one
 * with key_digest stand?  Its `done` is told, at once or later; the caller's zone is filled in, and
 * a key's user, id and scopes.
 */
void sessions_check(struct sessions *sessions, struct asker *asker);

/* Who hears of it when credentials do not hold any more. */
struct sessions_listener {
    /* This was revoked. */
    void (*revoked)(void *arg, const struct revocation *revocation);
    /* Nothing that was known is sure any more. */
    void (*doubted)(void *arg);
    void *arg;
};

void sessions_listen(struct sessions *sessions, const struct sessions_listener *listener);

/* One message of auth.heartbeat. */
void sessions_hear(struct sessions *sessions, struct bytes heartbeat, int64_t now_ms);
void sessions_reconnected(struct sessions *sessions);
/* Revocations are heard. */
bool sessions_are_fresh(const struct sessions *sessions);
/*
 * The time by the clock that tokens expire by, the one of auth's database, in Unix milliseconds; it
 * is found from the heartbeats.  Before the first one it is our own, and sessions_know_time false.
 */
int64_t sessions_unix_ms(const struct sessions *sessions, int64_t now_ms);
bool sessions_know_time(const struct sessions *sessions);
void sessions_tick(struct sessions *sessions, int64_t now_ms);

#endif
