/*
 * api_key - a user's keys, for what else goes with them.
 */
#ifndef SERVICES_AUTH_API_KEY_H
#define SERVICES_AUTH_API_KEY_H

#include "gen/auth/sql.h"
#include "shared/request/request.h"

/* The caller's key, which stands until this transaction ends; refused when there is none. */
enum err api_key_hold(struct request *rq, struct uuid id, struct sql_api_key_found *row)
    __attribute__((warn_unused_result));

/* Revokes all that stand.  The user's row is locked, so no key is made meanwhile; the revocation is
 * the caller's to tell. */
enum err api_keys_end(struct request *rq, struct uuid user_id) __attribute__((warn_unused_result));

#endif
