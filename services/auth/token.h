/*
 * token - access tokens and refresh tokens.
 *
 * An access token is a JWT (RFC 7519) signed with ES256: {user_id, sid, jti, iat, exp}.  A refresh
 * token is 32 random bytes in base64url, of which only the SHA-256 is kept.
 *
 * Ownership: results live in the arena.
 * Threads:   any, after keys_load.
 */
#ifndef SERVICES_AUTH_TOKEN_H
#define SERVICES_AUTH_TOKEN_H

#include "shared/base/arena.h"
#include "shared/base/bytes.h"
#include "shared/base/clock.h"
#include "shared/base/uuid.h"

const char *token_access(struct arena *a, struct uuid user, struct uuid session,
                         struct instant now);

const char *token_refresh(struct arena *a);
struct bytes token_digest(struct arena *a, const char *refresh_token);

#endif
