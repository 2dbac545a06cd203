/*
 * token - the access token: a JWT signed with ES256.
 *
 * What is cheap to see is looked at first, so that a token which cannot serve, such as one that has
 * expired, costs no verification: token_read.  What is left is verified with a key that was parsed
 * before: token_is_signed.  Only both together prove the claims.  `iat` and `nbf` may be ahead of
 * our clock by a few seconds, not more.
 *
 * Source:    RFC 7519, RFC 7515; RFC 8725 section 3.1.
 * Ownership: a token that was read points into the text and borrows its key of jwks.h.
 * Threads:   any.
 */
#ifndef GATEWAY_IDENTITY_TOKEN_H
#define GATEWAY_IDENTITY_TOKEN_H

#include "shared/base/arena.h"
#include "shared/base/bytes.h"
#include "shared/base/uuid.h"

#include <openssl/evp.h>
#include <stdbool.h>

enum { TOKEN_MAX = 4096, TOKEN_SIGNATURE = 64 };

enum token_verdict { TOKEN_GOOD, TOKEN_BAD, TOKEN_OF_UNKNOWN_KEY };

struct claims {
    struct uuid user_id, session_id;
    int64_t exp_s; /* Unix seconds */
};

struct token {
    struct claims claims; /* not proved yet */
    struct bytes signed_text;
    uint8_t signature[TOKEN_SIGNATURE]; /* r and s */
    EVP_PKEY *key;
};

struct jwks_cache;

/* TOKEN_GOOD: it may serve if it is signed.  `text` has at most TOKEN_MAX bytes. */
enum token_verdict token_read(const struct jwks_cache *jwks, struct arena *scratch,
                              struct bytes text, int64_t now_s, struct token *out);
bool token_is_signed(const struct token *token);

#endif
