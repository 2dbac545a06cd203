/*
 * api_key - a user's keys, as the rest of the service needs them.
 */
#ifndef SERVICES_AUTH_API_KEY_H
#define SERVICES_AUTH_API_KEY_H

#include "gen/auth/sql.h"
#include "shared/request/request.h"

/* Locks the caller's key; refused when there is none, or it is revoked or expired. */
enum err api_key_lock(struct request *rq, struct uuid id, struct sql_api_key_found *row)
    __attribute__((warn_unused_result));

/* Revokes all active keys.  The caller has locked the user's row, so that no key is made meanwhile,
 * and tells the gateways (sql_revoke). */
enum err api_keys_end(struct request *rq, struct uuid user_id) __attribute__((warn_unused_result));

#endif
