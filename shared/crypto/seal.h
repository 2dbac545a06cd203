/*
 * seal - digests, random bytes, base64url and sealed boxes; all by OpenSSL.
 *
 * Source:  RFC 4648 section 5 (no padding), RFC 2104, RFC 5869 (HKDF-SHA256), AES-256-GCM
 *   (SP 800-38D).
 * Failure: a failing OpenSSL primitive is must(); open and decode return false on bad input.
 * Threads: any.
 */
#ifndef SHARED_CRYPTO_SEAL_H
#define SHARED_CRYPTO_SEAL_H

#include "shared/base/arena.h"
#include "shared/base/bytes.h"

enum { SHA256_LEN = 32, SEAL_KEY_LEN = 32, SEAL_OVERHEAD = 12 + 16 };

void random_bytes(uint8_t *out, size_t len);
void sha256(struct bytes in, uint8_t out[SHA256_LEN]);
void hmac_sha256(struct bytes key, struct bytes in, uint8_t out[SHA256_LEN]);
/* A key for one purpose from secret input; `info` names the purpose. */
void seal_key(struct bytes secret, const char *info, uint8_t out[SEAL_KEY_LEN]);

/* nonce (12) | ciphertext | tag (16), in the arena. */
struct bytes seal(struct arena *a, const uint8_t key[SEAL_KEY_LEN], struct bytes plain);
bool seal_open(struct arena *a, const uint8_t key[SEAL_KEY_LEN], struct bytes box,
               struct bytes *plain);

char *base64url(struct arena *a, struct bytes in); /* no padding */
/* Strict: one text per value; no padding, no blanks. */
bool base64url_decode(struct arena *a, const char *text, size_t len, struct bytes *out);
/* For a writer that has room already: base64url_len(in.len) characters without a NUL. */
size_t base64url_len(size_t len);
void base64url_write(struct bytes in, char *out);

#endif
