/*
 * seal - digests, keys for one purpose, and boxes that show when they were changed; by OpenSSL.
 *
 * A box, in the arena:
 *
 *   nonce (12 bytes, random) | ciphertext (as long as the plain text) | tag (16 bytes)
 *
 * Source:  SHA-256 (FIPS 180-4), HMAC (RFC 2104), HKDF-SHA256 (RFC 5869), AES-256-GCM (SP 800-38D).
 * Failure: a primitive of OpenSSL that fails is must(); seal_open returns false for a box that was
 *   not sealed with this key.
 * Threads: any.
 */
#ifndef SHARED_CRYPTO_SEAL_H
#define SHARED_CRYPTO_SEAL_H

#include "shared/base/arena.h"
#include "shared/base/bytes.h"

enum { SHA256_LEN = 32, SEAL_KEY_LEN = 32, SEAL_OVERHEAD = 12 + 16 };

void sha256(struct bytes in, uint8_t out[SHA256_LEN]);
/* In hexadecimal digits, of a text. */
const char *sha256_text(struct arena *a, const char *text);
void hmac_sha256(struct bytes key, struct bytes in, uint8_t out[SHA256_LEN]);

/* Takes the same time wherever two texts of one length differ. */
bool bytes_equal_secret(struct bytes a, struct bytes b);

/*
 * A key for one purpose from secret input, which need not be random bytes; `info` names the purpose.
 * Whoever can guess the input has the key.
 */
void seal_key(struct bytes secret, const char *info, uint8_t out[SEAL_KEY_LEN]);

struct bytes seal(struct arena *a, const uint8_t key[SEAL_KEY_LEN], struct bytes plain);
bool seal_open(struct arena *a, const uint8_t key[SEAL_KEY_LEN], struct bytes box,
               struct bytes *plain);

#endif
