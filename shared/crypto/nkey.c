#include "shared/crypto/nkey.h"

#include "shared/base/base64url.h"
#include "shared/base/must.h"
#include "shared/base/random.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <string.h>

enum {
    KEY_LEN = 32,
    CRC_LEN = 2,
    PREFIX_SEED = 18 << 3, /* S */
    SEED_HEAD = 2,         /* S and the kind share two bytes, five bits each */
    ENCODED_MAX = SEED_HEAD + KEY_LEN + CRC_LEN,
};

static const uint8_t prefixes[] = {
    [NKEY_OPERATOR] = 14 << 3, /* O */
    [NKEY_ACCOUNT] = 0,        /* A */
    [NKEY_USER] = 20 << 3,     /* U */
};

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

static uint16_t
crc16(const uint8_t *p, size_t len)
{
    uint16_t crc = 0;

    for (size_t i = 0; i < len; i++) {
        crc = (uint16_t)(crc ^ (p[i] << 8));
        for (int bit = 0; bit < 8; bit++)
            crc = (uint16_t)((crc & 0x8000) ? (crc << 1) ^ 0x1021 : crc << 1);
    }
    return crc;
}

static void
base32(const uint8_t *p, size_t len, char *out)
{
    uint32_t held = 0;
    int bits = 0;

    for (size_t i = 0; i < len; i++) {
        held = held << 8 | p[i];
        for (bits += 8; bits >= 5; bits -= 5)
            *out++ = alphabet[held >> (bits - 5) & 31];
        held &= (1u << bits) - 1;
    }
    if (bits > 0)
        *out++ = alphabet[held << (5 - bits) & 31];
    *out = '\0';
}

/* Exactly `len` bytes, or false. */
static bool
base32_decode(const char *text, uint8_t *out, size_t len)
{
    uint32_t held = 0;
    size_t done = 0;
    int bits = 0;

    for (; *text != '\0'; text++) {
        const char *at = strchr(alphabet, *text);

        if (at == NULL)
            return false;
        held = held << 5 | (uint32_t)(at - alphabet);
        bits += 5;
        if (bits >= 8) {
            if (done == len)
                return false;
            bits -= 8;
            out[done++] = (uint8_t)(held >> bits);
            held &= (1u << bits) - 1;
        }
    }
    return done == len && held == 0;
}

/* base32( head | key | crc of both ) */
static void
encode(const uint8_t *head, size_t head_len, const uint8_t key[KEY_LEN], char *out)
{
    uint8_t whole[ENCODED_MAX];
    size_t len = head_len + KEY_LEN;
    uint16_t crc;

    memcpy(whole, head, head_len);
    memcpy(whole + head_len, key, KEY_LEN);
    crc = crc16(whole, len);
    whole[len] = (uint8_t)(crc & 0xff);
    whole[len + 1] = (uint8_t)(crc >> 8);
    base32(whole, len + CRC_LEN, out);
    OPENSSL_cleanse(whole, sizeof whole);
}

static void
seed_head(enum nkey_kind kind, uint8_t head[SEED_HEAD])
{
    head[0] = (uint8_t)(PREFIX_SEED | prefixes[kind] >> 5);
    head[1] = (uint8_t)((prefixes[kind] & 31) << 3);
}

static EVP_PKEY *
private_key(const struct nkey *key)
{
    EVP_PKEY *pkey =
        EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL, key->seed, sizeof key->seed);

    must(pkey != NULL);
    return pkey;
}

static void
name_key(struct nkey *key)
{
    EVP_PKEY *pkey = private_key(key);
    uint8_t public[KEY_LEN];
    size_t len = sizeof public;

    must(EVP_PKEY_get_raw_public_key(pkey, public, &len) == 1 && len == sizeof public);
    encode(&prefixes[key->kind], 1, public, key->name);
    EVP_PKEY_free(pkey);
}

void
nkey_new(enum nkey_kind kind, struct nkey *out)
{
    out->kind = kind;
    random_bytes(out->seed, sizeof out->seed);
    name_key(out);
}

bool
nkey_from_seed(enum nkey_kind kind, const char *text, struct nkey *out)
{
    uint8_t whole[ENCODED_MAX], head[SEED_HEAD];
    size_t len = SEED_HEAD + KEY_LEN;
    bool good;

    seed_head(kind, head);
    good = base32_decode(text, whole, sizeof whole) && memcmp(whole, head, sizeof head) == 0 &&
           crc16(whole, len) == (whole[len] | whole[len + 1] << 8);
    if (good) {
        out->kind = kind;
        memcpy(out->seed, whole + SEED_HEAD, sizeof out->seed);
        name_key(out);
    }
    OPENSSL_cleanse(whole, sizeof whole);
    return good;
}

void
nkey_seed(const struct nkey *key, char out[NKEY_SEED_TEXT])
{
    uint8_t head[SEED_HEAD];

    seed_head(key->kind, head);
    encode(head, sizeof head, key->seed, out);
}

void
nkey_wipe(struct nkey *key)
{
    OPENSSL_cleanse(key->seed, sizeof key->seed);
}

void
nkey_sign(const struct nkey *key, struct bytes message, uint8_t out[NKEY_SIGNATURE_LEN])
{
    EVP_PKEY *pkey = private_key(key);
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();
    size_t len = NKEY_SIGNATURE_LEN;

    must(ctx != NULL);
    must(EVP_DigestSignInit(ctx, NULL, NULL, NULL, pkey) == 1);
    must(EVP_DigestSign(ctx, out, &len, message.data, message.len) == 1);
    must(len == NKEY_SIGNATURE_LEN);
    EVP_MD_CTX_free(ctx);
    EVP_PKEY_free(pkey);
}

char *
nkey_token(struct arena *a, const struct nkey *issuer, const char *claims)
{
    static const char header[] = "{\"typ\":\"JWT\",\"alg\":\"ed25519-nkey\"}";
    uint8_t signature[NKEY_SIGNATURE_LEN];
    char *signed_part =
        arena_printf(a, "%s.%s", base64url(a, bytes_of(header)), base64url(a, bytes_of(claims)));

    nkey_sign(issuer, bytes_of(signed_part), signature);
    return arena_printf(a, "%s.%s", signed_part,
                        base64url(a, (struct bytes){.data = signature, .len = sizeof signature}));
}

char *
nkey_token_claims(struct arena *a, const char *token)
{
    const char *from = strchr(token, '.');
    const char *to = from == NULL ? NULL : strchr(from + 1, '.');
    struct bytes claims;

    if (to == NULL || !base64url_decode(a, from + 1, (size_t)(to - from - 1), &claims))
        return NULL;
    return arena_strndup(a, (const char *)claims.data, claims.len);
}
