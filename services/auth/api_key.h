/*
 * api_key - the end of a user's keys, for what ends everything of a user.
 */
#ifndef SERVICES_AUTH_API_KEY_H
#define SERVICES_AUTH_API_KEY_H

#include "shared/request.h"

/* Revokes all that stand.  The user's row is locked, so no key is made meanwhile; the revocation is
 * the caller's to tell. */
enum err api_keys_end(struct request *rq, struct uuid user_id) __attribute__((warn_unused_result));

#endif
