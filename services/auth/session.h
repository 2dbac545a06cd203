/*
 * session - the families of refresh tokens: begun, carried on, ended, and told to the gateways.
 */
#ifndef SERVICES_AUTH_SESSION_H
#define SERVICES_AUTH_SESSION_H

#include "gen/auth/api.h"

/*
 * A new session of an account that stands, with its first tokens; ERR_NOT_FOUND when it does not,
 * or when its password has another hash.  NULL: whatever hash.
 */
enum err session_begin(struct request *rq, struct uuid user_id, const char *password_hash,
                       struct signed_in *out) __attribute__((warn_unused_result));

/* Ends all of the user's, and the API keys; the revocation is the caller's to tell. */
enum err session_end_all(struct request *rq, struct uuid user_id)
    __attribute__((warn_unused_result));

/* Broadcasts the latest revocations; a job. */
enum err session_heartbeat(struct request *rq);

#endif
