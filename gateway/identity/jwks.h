/*
 * jwks - the public keys of access tokens, as auth gives them.
 *
 * Fetched at the start, after a reconnect, every twenty seconds (a new key signs only after its
 * first minute, so it is known by then), and when a token names a key that is not known, at most
 * once a second.
 *
 * Ownership: a key is borrowed until the next turn of the loop.
 * Failure:   keys stay as they are while auth does not answer.
 * Threads:   the loop's.
 */
#ifndef GATEWAY_IDENTITY_JWKS_H
#define GATEWAY_IDENTITY_JWKS_H

#include "gateway/gateway.h"
#include "gateway/http/asker.h"

#include <openssl/evp.h>

struct jwks_cache *jwks_new(struct gateway *gateway);

/* NULL when the key is not known. */
EVP_PKEY *jwks_find(const struct jwks_cache *jwks, const char *kid);

/*
 * A token names an unknown key: `came` is told OK when the keys were read again, at once when that
 * was less than a second ago.
 */
void jwks_wait(struct jwks_cache *jwks, struct asker *asker,
               void (*came)(struct asker *asker, enum err err));

void jwks_refresh(struct jwks_cache *jwks); /* the bus is there again */
void jwks_tick(struct jwks_cache *jwks, int64_t now_ms);

#endif
