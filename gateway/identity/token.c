/*
 * The token:
 *
 *   head   {"alg": "ES256", "kid": one of jwks.h, ...}
 *   body   {"user_id", "sid": UUIDs, "iat", "exp": Unix seconds, "nbf": if it is there, ...}
 *
 * and the signature of both, in three parts of base64url, with dots between them (RFC 7515 section
 * 7.1).  The signature is r and s of 32 bytes each (RFC 7518 section 3.4); OpenSSL takes DER.
 *
 * The algorithm is not the token's to choose: its text is compared, and a key verifies ES256 alone.
 */
#include "gateway/identity/token.h"
#include "gateway/identity/jwks.h"
#include "shared/base/base64url.h"
#include "shared/crypto/seal.h"

#include <jansson.h>
#include <openssl/ecdsa.h>
#include <string.h>

/* A token may be issued by the database of auth a little after the time that we know. */
enum { SKEW_S = 5, HALF = TOKEN_SIGNATURE / 2, DER_MAX = 80 };

/* Up to the dot, which is dropped; `rest` is what follows.  False: there is no dot. */
static bool
cut_part(struct bytes *rest, struct bytes *part)
{
    const uint8_t *dot = rest->len == 0 ? NULL : memchr(rest->data, '.', rest->len);

    if (dot == NULL)
        return false;
    *part = (struct bytes){rest->data, (size_t)(dot - rest->data)};
    *rest = (struct bytes){dot + 1, rest->len - part->len - 1};
    return true;
}

static bool
decode_part(struct arena *scratch, struct bytes part, struct bytes *out)
{
    return part.len > 0 && base64url_decode(scratch, (const char *)part.data, part.len, out);
}

/* NULL: it is no object.  The caller releases it. */
static json_t *
parse_object(struct arena *scratch, struct bytes part)
{
    struct bytes text;
    json_t *value;

    if (!decode_part(scratch, part, &text))
        return NULL;
    value = json_loadb((const char *)text.data, text.len, JSON_REJECT_DUPLICATES, NULL);
    if (json_is_object(value))
        return value;
    json_decref(value);
    return NULL;
}

static const char *
member_text(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

static enum token_verdict
token_key_of(const struct jwks_cache *jwks, struct arena *scratch, struct bytes part,
             EVP_PKEY **key)
{
    json_t *head = parse_object(scratch, part);
    const char *alg = member_text(head, "alg"), *kid = member_text(head, "kid");
    enum token_verdict verdict = TOKEN_BAD;

    if (alg != NULL && strcmp(alg, "ES256") == 0 && kid != NULL) {
        *key = jwks_find(jwks, kid);
        verdict = *key != NULL ? TOKEN_GOOD : TOKEN_OF_UNKNOWN_KEY;
    }
    json_decref(head);
    return verdict;
}

static bool
token_read_uuid(const json_t *claims, const char *name, struct uuid *out)
{
    const char *text = member_text(claims, name);

    return text != NULL && uuid_parse(text, strlen(text), out);
}

/* A time that has come, or comes within SKEW_S. */
static bool
has_come(const json_t *time, int64_t now_s)
{
    int64_t at_s = json_integer_value(time);

    return at_s > 0 && at_s <= now_s + SKEW_S;
}

static bool
times_fit(const json_t *claims, int64_t now_s, struct claims *out)
{
    const json_t *nbf = json_object_get(claims, "nbf"); /* RFC 7519 section 4.1.5; ours have none */

    out->exp_s = json_integer_value(json_object_get(claims, "exp"));
    return out->exp_s > now_s && has_come(json_object_get(claims, "iat"), now_s) &&
           (nbf == NULL || has_come(nbf, now_s));
}

static bool
read_claims(struct arena *scratch, struct bytes part, int64_t now_s, struct claims *out)
{
    json_t *claims = parse_object(scratch, part);
    bool good = times_fit(claims, now_s, out) &&
                token_read_uuid(claims, "user_id", &out->user_id) &&
                token_read_uuid(claims, "sid", &out->session_id);

    json_decref(claims);
    return good;
}

static bool
read_signature(struct arena *scratch, struct bytes part, uint8_t out[TOKEN_SIGNATURE])
{
    struct bytes raw;

    if (!decode_part(scratch, part, &raw) || raw.len != TOKEN_SIGNATURE)
        return false;
    memcpy(out, raw.data, TOKEN_SIGNATURE);
    return true;
}

/* Nothing of a token that is not verified yet is used for anything but to refuse it. */
enum token_verdict
token_read(const struct jwks_cache *jwks, struct arena *scratch, struct bytes text, int64_t now_s,
           struct token *out)
{
    struct bytes head, claims, rest = text;
    enum token_verdict verdict;

    arena_reset(scratch);
    if (!cut_part(&rest, &head) || !cut_part(&rest, &claims))
        return TOKEN_BAD;
    verdict = token_key_of(jwks, scratch, head, &out->key);
    if (verdict != TOKEN_GOOD)
        return verdict;
    out->signed_text = (struct bytes){text.data, text.len - rest.len - 1};
    if (!read_signature(scratch, rest, out->signature) ||
        !read_claims(scratch, claims, now_s, &out->claims))
        return TOKEN_BAD;
    return TOKEN_GOOD;
}

/* 0: it cannot be written. */
static size_t
der_from_raw(const uint8_t raw[TOKEN_SIGNATURE], uint8_t out[DER_MAX])
{
    ECDSA_SIG *pair = ECDSA_SIG_new();
    BIGNUM *r = BN_bin2bn(raw, HALF, NULL), *s = BN_bin2bn(raw + HALF, HALF, NULL);
    int len = 0;

    if (pair != NULL && r != NULL && s != NULL && ECDSA_SIG_set0(pair, r, s) == 1) {
        len = i2d_ECDSA_SIG(pair, &out);
    } else {
        BN_free(r);
        BN_free(s);
    }
    ECDSA_SIG_free(pair);
    return len > 0 ? (size_t)len : 0;
}

bool
token_is_signed(const struct token *token)
{
    uint8_t digest[SHA256_LEN], der[DER_MAX];
    size_t len = der_from_raw(token->signature, der);
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new(token->key, NULL);
    bool good;

    sha256(token->signed_text, digest);
    good = len > 0 && ctx != NULL && EVP_PKEY_verify_init(ctx) == 1 &&
           EVP_PKEY_verify(ctx, der, len, digest, sizeof digest) == 1;
    EVP_PKEY_CTX_free(ctx);
    return good;
}
