/*
 * session - families of refresh tokens, from login to logout, and their revocation.
 *
 *     login     a session, with its first refresh token
 *     refresh   the token is replaced by the next
 *     again     up to three times within ten seconds of that the same token gives others of the
 *               session; a further one is refused, and one that comes later ends the session
 *     logout    the session has ended; the gateways hear of it by the heartbeat
 */
#ifndef SERVICES_AUTH_SESSION_H
#define SERVICES_AUTH_SESSION_H

#include "gen/auth/api.h"

/*
 * A new session of an active account, with its first tokens; ERR_NOT_FOUND when it is not active,
 * or when its password has another hash than this.  NULL: any hash.
 */
enum err session_begin(struct request *rq, struct uuid user_id, const char *password_hash,
                       struct signed_in *out) __attribute__((warn_unused_result));

/* Ends all of the user's sessions and API keys; the caller tells the gateways (sql_revoke). */
enum err session_end_all(struct request *rq, struct uuid user_id)
    __attribute__((warn_unused_result));

/* A job: broadcasts the latest revocations to the gateways. */
enum err session_heartbeat(struct request *rq);

#endif
