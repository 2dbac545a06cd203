/*
 * The keys that sign, from the arrival of a file to its removal:
 *
 *     the file is there        read at the next reload, every 10 s: verifies and is published
 *     a minute later           signs, unless a key with a later name does
 *     a later one signs        verifies only
 *     the file is removed      forgotten at the next reload
 *
 * At the start the age of a file is that of its modification; later, that of its arrival.  An only
 * key signs at once.
 *
 * A token is a JWS in compact form (RFC 7515 section 7.1):
 *
 *     base64url(head) "." base64url(payload) "." base64url(r s)
 *
 *     head   {"alg":"ES256","typ":"JWT","kid":"<kid>"}
 *     r, s   32 bytes each, most significant first (RFC 7518 section 3.4), where OpenSSL has DER
 */
#include "services/auth/keys.h"

#include "services/auth/keyfile.h"
#include "shared/base/base64url.h"
#include "shared/base/log.h"
#include "shared/base/must.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <pthread.h>
#include <string.h>
#include <time.h>

enum { SETTLED_S = 60, ES256_LEN = 64, HALF = ES256_LEN / 2 };

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static struct keyring ring; /* guarded by lock */
static const char *place;

static const struct signing_key *
signer(void)
{
    time_t settled = time(NULL) - SETTLED_S;

    for (unsigned i = ring.count; i-- > 1;)
        if (ring.keys[i].since <= settled)
            return &ring.keys[i];
    return &ring.keys[0];
}

static void
replace(struct keyring *fresh)
{
    struct keyring old;

    must(pthread_rwlock_wrlock(&lock) == 0);
    old = ring;
    ring = *fresh;
    must(pthread_rwlock_unlock(&lock) == 0);
    keyring_fini(&old);
}

static time_t
known_since(const char *kid)
{
    for (unsigned i = 0; i < ring.count; i++)
        if (strcmp(ring.keys[i].kid, kid) == 0)
            return ring.keys[i].since;
    return time(NULL);
}

/* A copied file may keep an old time of modification. */
static void
date_from_arrival(struct keyring *fresh)
{
    must(pthread_rwlock_rdlock(&lock) == 0);
    for (unsigned i = 0; i < fresh->count; i++)
        fresh->keys[i].since = known_since(fresh->keys[i].kid);
    must(pthread_rwlock_unlock(&lock) == 0);
}

void
keys_load(const char *folder)
{
    struct keyring fresh;
    const char *problem;

    place = folder;
    problem = keyfile_make_first(folder);
    if (problem == NULL)
        problem = keyfile_read_all(folder, &fresh);
    if (problem != NULL)
        die("signing keys in %s: %s", folder, problem);
    replace(&fresh);
}

void
keys_reload(void)
{
    struct keyring fresh;
    const char *problem = keyfile_read_all(place, &fresh);

    if (problem != NULL) {
        log_event(LOG_WARN, "keys.reload.failed", "why=%s", log_quote(problem));
        return;
    }
    date_from_arrival(&fresh);
    replace(&fresh);
}

/* A coordinate keeps its leading zeros (RFC 7518 section 6.2.1.2). */
static const char *
coordinate(struct arena *a, const EVP_PKEY *key, const char *name)
{
    uint8_t octets[HALF];
    BIGNUM *n = NULL;

    must(EVP_PKEY_get_bn_param(key, name, &n) == 1);
    must(BN_bn2binpad(n, octets, HALF) == HALF);
    BN_free(n);
    return base64url(a, (struct bytes){octets, HALF});
}

void
keys_public(struct arena *a, struct jwks *out)
{
    struct jwk *keys;

    must(pthread_rwlock_rdlock(&lock) == 0);
    keys = arena_array(a, struct jwk, ring.count);
    for (unsigned i = 0; i < ring.count; i++)
        keys[i] = (struct jwk){
            .kty = "EC",
            .crv = "P-256",
            .x = coordinate(a, ring.keys[i].key, OSSL_PKEY_PARAM_EC_PUB_X),
            .y = coordinate(a, ring.keys[i].key, OSSL_PKEY_PARAM_EC_PUB_Y),
            .kid = arena_strndup(a, ring.keys[i].kid, strlen(ring.keys[i].kid)),
            .alg = "ES256",
            .use = "sig",
        };
    out->keys.items = keys;
    out->keys.count = ring.count;
    must(pthread_rwlock_unlock(&lock) == 0);
}

static void
sign(EVP_PKEY *key, struct bytes text, uint8_t out[ES256_LEN])
{
    uint8_t der[80];
    const uint8_t *at = der;
    size_t len = sizeof der;
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();
    ECDSA_SIG *pair;

    must(ctx != NULL && EVP_DigestSignInit(ctx, NULL, EVP_sha256(), NULL, key) == 1);
    must(EVP_DigestSign(ctx, der, &len, text.data, text.len) == 1);
    EVP_MD_CTX_free(ctx);
    pair = d2i_ECDSA_SIG(NULL, &at, (long)len);
    must(pair != NULL && BN_bn2binpad(ECDSA_SIG_get0_r(pair), out, HALF) == HALF);
    must(BN_bn2binpad(ECDSA_SIG_get0_s(pair), out + HALF, HALF) == HALF);
    ECDSA_SIG_free(pair);
}

/* What is signed: the token up to its second dot.  A kid needs no escaping. */
static const char *
signing_input(struct arena *a, const char *kid, const char *payload)
{
    const char *head = arena_printf(a, "{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"%s\"}", kid);

    return arena_printf(a, "%s.%s", base64url(a, bytes_of(head)), base64url(a, bytes_of(payload)));
}

const char *
keys_jws(struct arena *a, const char *payload)
{
    const struct signing_key *key;
    uint8_t signature[ES256_LEN];
    const char *input;

    must(pthread_rwlock_rdlock(&lock) == 0);
    key = signer();
    input = signing_input(a, key->kid, payload);
    sign(key->key, bytes_of(input), signature);
    must(pthread_rwlock_unlock(&lock) == 0);
    return arena_printf(a, "%s.%s", input, base64url(a, (struct bytes){signature, ES256_LEN}));
}
