/*
 * nkey - the keys of NATS and the tokens they sign.
 *
 * A key is an Ed25519 pair.  Both halves are written in base32:
 *
 *   public half   base32( prefix (1) | key (32) | crc (2) )     56 characters
 *   seed          base32( prefix (2) | seed (32) | crc (2) )    58 characters
 *
 * The first letters tell what the key belongs to: O and SO an operator, A and SA an account, U and
 * SU a user.  The crc is CRC-16/XMODEM over what stands before it, little-endian.
 *
 * Source:    nats-io/nkeys (format), NATS JWT version 2; RFC 8032 (Ed25519); RFC 4648 section 6
 *   (base32, no padding).
 * Ownership: a struct nkey holds its seed: wipe it (nkey_wipe) when done.
 * Failure:   a primitive of OpenSSL that fails is must(); text that is no seed is false.
 * Threads:   any.
 */
#ifndef SHARED_CRYPTO_NKEY_H
#define SHARED_CRYPTO_NKEY_H

#include "shared/base/arena.h"
#include "shared/base/bytes.h"

enum nkey_kind { NKEY_OPERATOR, NKEY_ACCOUNT, NKEY_USER };

/* Buffer sizes with the NUL. */
enum { NKEY_TEXT = 57, NKEY_SEED_TEXT = 59, NKEY_SIGNATURE_LEN = 64, NKEY_SEED_LEN = 32 };

struct nkey {
    enum nkey_kind kind;
    uint8_t seed[NKEY_SEED_LEN];
    char name[NKEY_TEXT]; /* the public half, as text */
};

void nkey_new(enum nkey_kind kind, struct nkey *out);
/* `text` is NUL-terminated; false when damaged or of another kind. */
bool nkey_from_seed(enum nkey_kind kind, const char *text, struct nkey *out);
void nkey_seed(const struct nkey *key, char out[NKEY_SEED_TEXT]);
void nkey_wipe(struct nkey *key);

void nkey_sign(const struct nkey *key, struct bytes message, uint8_t out[NKEY_SIGNATURE_LEN]);

/* The token `header.claims.signature` for claims in JSON. */
char *nkey_token(struct arena *a, const struct nkey *issuer, const char *claims);
/* The claims of a token in JSON, unverified; NULL when it is none. */
char *nkey_token_claims(struct arena *a, const char *token);

#endif
