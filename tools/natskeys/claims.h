/*
 * claims - what the tokens of accounts and users say, and the tokens.
 *
 * Source:    NATS JWT version 2.
 * Ownership: tokens live in the arena; whoever gets claims frees them.
 */
#ifndef TOOLS_NATSKEYS_CLAIMS_H
#define TOOLS_NATSKEYS_CLAIMS_H

#include "shared/base/arena.h"
#include "shared/crypto/nkey.h"
#include "tools/natskeys/rights.h"

json_t *claims_of_user(const struct rights *r);

/* `store`: JetStream without a limit of its own (-1), or none (0).  Takes `exports`. */
json_t *claims_of_account(int store, json_t *exports);

/* What APP exports: agents' own accounts import it. */
json_t *claims_app_exports(void);

/* The token `held` (NULL: none) when it still says the same, else a new one. */
const char *claims_token(struct arena *a, const struct nkey *issuer, const char *subject,
                         const char *name, json_t *nats, const char *held);

#endif
