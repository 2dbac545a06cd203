/*
 * jwk - a P-256 public key from a JWK to PEM, the form that libjwt takes.
 *
 * Source:  RFC 7517, RFC 7518 section 6.2.
 * Failure: jwk_read is false for what is no key set; other kinds of keys in it are left out.
 * Threads: any.
 */
#ifndef GATEWAY_IDENTITY_JWK_H
#define GATEWAY_IDENTITY_JWK_H

#include "shared/base/arena.h"
#include "shared/base/bytes.h"

#include <stdbool.h>

enum { KID_TEXT = 65, PEM_TEXT = 256, KEYS_MAX = 32 };

struct jwk {
    char kid[KID_TEXT];
    char pem[PEM_TEXT];
};

struct jwk_set {
    struct jwk items[KEYS_MAX];
    unsigned count;
};

/* `body` is the msgpack of {keys: [...]}. */
bool jwk_read(struct arena *scratch, struct bytes body, struct jwk_set *out);

#endif
