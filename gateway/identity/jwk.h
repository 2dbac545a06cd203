/*
 * jwk - the public keys of auth, from P-256 JWKs to keys that OpenSSL verifies with.
 *
 * To parse a key costs several times what a signature does, so it is done once for each key.
 *
 * Source:    RFC 7517, RFC 7518 section 6.2.
 * Ownership: a set owns its keys; jwk_set_fini frees them.
 * Failure:   jwk_read is false for what is no answer of auth, and `out` is empty then; other kinds
 *            of keys in it are left out.
 * Threads:   any.
 */
#ifndef GATEWAY_IDENTITY_JWK_H
#define GATEWAY_IDENTITY_JWK_H

#include "shared/base/arena.h"
#include "shared/base/bytes.h"

#include <openssl/evp.h>
#include <stdbool.h>

enum { KID_TEXT = 65, KEYS_MAX = 32 };

struct public_key {
    char kid[KID_TEXT];
    EVP_PKEY *key;
};

struct jwk_set {
    struct public_key items[KEYS_MAX];
    unsigned count;
};

/* The operation that answers them. */
extern const struct operation *const jwk_operation;

/* `message` is its answer; `scratch` is emptied first. */
bool jwk_read(struct arena *scratch, struct bytes message, struct jwk_set *out);
void jwk_set_fini(struct jwk_set *set);

#endif
