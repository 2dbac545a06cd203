/*
 * token - the access token: a JWT signed with ES256.
 *
 * libjwt would verify an HS256 token with the public key as its secret, and any token without a
 * key, and it never looks at `exp`; so the algorithm is compared before a key is handed to it, and
 * the times afterwards.  `iat` and `nbf` may be ahead of our clock by a few seconds, not more.
 *
 * Source:  RFC 7519, RFC 7515; RFC 8725 section 3.1.
 * Threads: any.
 */
#ifndef GATEWAY_IDENTITY_TOKEN_H
#define GATEWAY_IDENTITY_TOKEN_H

#include "shared/base/bytes.h"
#include "shared/base/uuid.h"

enum { TOKEN_MAX = 4096 };

enum token_verdict { TOKEN_GOOD, TOKEN_BAD, TOKEN_OF_UNKNOWN_KEY };

struct claims {
    struct uuid user_id, session_id;
    int64_t exp_s; /* Unix seconds */
};

struct jwks_cache;

/* `token` is NUL-terminated. */
enum token_verdict token_verify(const struct jwks_cache *jwks, const char *token, int64_t now_s,
                                struct claims *out);

#endif
