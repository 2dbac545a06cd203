#include "gateway/identity/jwk.h"

#include "gateway/identity/auth_answer.h"
#include "shared/base/base64url.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <string.h>

enum { COORDINATE = 32, POINT = 1 + 2 * COORDINATE };

/* OpenSSL checks that the point is on the curve. */
static EVP_PKEY *
key_from_point(uint8_t point[POINT])
{
    char group[] = "prime256v1";
    OSSL_PARAM params[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, group, 0),
        OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, point, POINT),
        OSSL_PARAM_construct_end(),
    };
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_name(NULL, "EC", NULL);
    EVP_PKEY *key = NULL;

    if (ctx == NULL || EVP_PKEY_fromdata_init(ctx) != 1 ||
        EVP_PKEY_fromdata(ctx, &key, EVP_PKEY_PUBLIC_KEY, params) != 1)
        key = NULL;
    EVP_PKEY_CTX_free(ctx);
    return key;
}

static bool
write_pem(EVP_PKEY *key, char out[PEM_TEXT])
{
    BIO *bio = BIO_new(BIO_s_mem());
    bool good = bio != NULL && PEM_write_bio_PUBKEY(bio, key) == 1;
    int len = good ? BIO_read(bio, out, PEM_TEXT - 1) : 0;

    good = good && len > 0 && BIO_pending(bio) == 0;
    out[len > 0 ? len : 0] = '\0';
    BIO_free(bio);
    return good;
}

static bool
pem_from_point(struct bytes x, struct bytes y, char out[PEM_TEXT])
{
    uint8_t point[POINT] = {POINT_CONVERSION_UNCOMPRESSED};
    EVP_PKEY *key;
    bool good;

    memcpy(point + 1, x.data, COORDINATE);
    memcpy(point + 1 + COORDINATE, y.data, COORDINATE);
    key = key_from_point(point);
    good = key != NULL && write_pem(key, out);
    EVP_PKEY_free(key);
    return good;
}

static bool
decode_coordinate(struct arena *a, const char *text, struct bytes *out)
{
    return text != NULL && base64url_decode(a, text, strlen(text), out) && out->len == COORDINATE;
}

static bool
is_word(const char *text, const char *word)
{
    return text != NULL && strcmp(text, word) == 0;
}

static bool
is_ours(const struct jwk *key)
{
    return is_word(key->kty, "EC") && is_word(key->crv, "P-256") && is_word(key->alg, "ES256") &&
           is_word(key->use, "sig") && key->kid != NULL && key->kid[0] != '\0' &&
           strlen(key->kid) < KID_TEXT;
}

static bool
take_key(struct arena *a, const struct jwk *key, struct public_key *out)
{
    struct bytes x, y;

    if (!is_ours(key) || !decode_coordinate(a, key->x, &x) || !decode_coordinate(a, key->y, &y))
        return false;
    strcpy(out->kid, key->kid);
    return pem_from_point(x, y, out->pem);
}

const struct operation *const jwk_operation = &auth_keys_operation;

bool
jwk_read(struct arena *scratch, struct bytes message, struct jwk_set *out)
{
    struct jwks set;

    out->count = 0;
    if (!auth_answer_read(scratch, &auth_keys_operation, message, &set))
        return false;
    for (size_t i = 0; i < set.keys.count && out->count < KEYS_MAX; i++)
        if (take_key(scratch, &set.keys.items[i], &out->items[out->count]))
            out->count++;
    return true;
}
