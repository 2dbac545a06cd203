/*
 * secret - what a webhook's messages are signed with.
 *
 * A secret is 32 random bytes.  People see it as `whsec_` and Base64 with padding; stored it is
 * sealed (shared/crypto/seal.h) with a key for this purpose alone.
 *
 * Source:    Standard Webhooks 1.0.0, "Signature scheme".
 * Ownership: what is made or opened lives in the arena.
 * Failure:   secret_open returns false for what was not sealed with this key.
 * Threads:   any.
 */
#ifndef SERVICES_DELIVERY_SECRET_H
#define SERVICES_DELIVERY_SECRET_H

#include "shared/base/arena.h"
#include "shared/base/bytes.h"

#include <stdbool.h>

/* After key_load, before threads. */
void secret_init(void);

/* Another one, sealed; `shown` is its text. */
struct bytes secret_new(struct arena *a, const char **shown) __attribute__((nonnull));

struct bytes secret_seal(struct arena *a, struct bytes secret);
bool secret_open(struct arena *a, struct bytes sealed, struct bytes *secret);

#endif
