/*
 * tokens - access tokens that were verified, so that each costs its verification once.
 *
 * By the SHA-256 of the token, until it expires, in a table of fixed size whose sets of four
 * replace their oldest.  Says nothing about the session: sessions.h does.
 *
 * Failure: a token that was pushed out is verified again.
 * Threads: the loop's.
 */
#ifndef GATEWAY_IDENTITY_TOKENS_H
#define GATEWAY_IDENTITY_TOKENS_H

#include "gateway/identity/token.h"
#include "shared/crypto/seal.h"

struct tokens;

struct tokens *tokens_new(void);

bool tokens_find(const struct tokens *tokens, const uint8_t digest[SHA256_LEN], int64_t now_s,
                 struct claims *out);
void tokens_put(struct tokens *tokens, const uint8_t digest[SHA256_LEN],
                const struct claims *claims);
void tokens_forget(struct tokens *tokens); /* all */

#endif
