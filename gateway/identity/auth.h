/*
 * auth - who is asking: from the headers of a request to a caller.
 *
 * Token, key of its signature, session: each step goes on at once when its cache knows, or when the
 * auth service has answered.  At the end stands front_admitted().
 *
 * Failure: answers 401 itself when no credentials hold, and 503 when they cannot be checked now.
 * Threads: the loop's.
 */
#ifndef GATEWAY_IDENTITY_AUTH_H
#define GATEWAY_IDENTITY_AUTH_H

#include "gateway/http/exchange.h"
#include "gateway/identity/token.h"

void auth_begin(struct exchange *x);
/* With this token, which lives as long as the exchange. */
void auth_token(struct exchange *x, struct bytes token);
/* By claims that were proved in another way. */
void auth_claims(struct exchange *x, const struct claims *claims);

/* From keys.h: OK when the keys were just read. */
void auth_jwks_came(struct exchange *x, enum err err);
/* From sessions.h: x->caller is complete; or ERR_UNAUTHENTICATED, or ERR_UNAVAILABLE. */
void auth_session_known(struct exchange *x, enum err err);

#endif
