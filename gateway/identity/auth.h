/*
 * auth - who is asking: from what a request shows to a caller.
 *
 *   access token  auth_token    its signature, by a key of jwks.h, or known to tokens.h
 *   API key       auth_begin    its digest
 *   ticket        ticket.h      redeemed by auth, once
 *   then all      sessions.h    does the session, or the key, stand?
 *
 * Each step goes on at once when its cache knows, or when the auth service has answered; at the end
 * the asker's `done` is told.  What does not hold is remembered in refusals.h.
 *
 * Threads: the loop's.
 */
#ifndef GATEWAY_IDENTITY_AUTH_H
#define GATEWAY_IDENTITY_AUTH_H

#include "gateway/http/asker.h"

/* What a request shows; data NULL: nothing of that kind. */
struct credentials {
    struct bytes authorization, api_key; /* of the headers */
    struct bytes ticket;
    unsigned count; /* of all of them together, a header that is given twice counting as two */
};

void auth_begin(struct asker *asker, const struct credentials *credentials);
/* With this token, which lives as long as the question. */
void auth_token(struct asker *asker, struct bytes token);

#endif
