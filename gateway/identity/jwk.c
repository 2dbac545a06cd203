#include "gateway/identity/jwk.h"

#include "gateway/identity/auth_answer.h"
#include "shared/base/base64url.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <string.h>

enum { COORDINATE = 32, POINT = 1 + 2 * COORDINATE };

/* OpenSSL checks that the point is on the curve. */
static EVP_PKEY *
key_from_point(struct bytes x, struct bytes y)
{
    uint8_t point[POINT] = {POINT_CONVERSION_UNCOMPRESSED};
    char group[] = "prime256v1";
    OSSL_PARAM params[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, group, 0),
        OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, point, POINT),
        OSSL_PARAM_construct_end(),
    };
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_name(NULL, "EC", NULL);
    EVP_PKEY *key = NULL;

    memcpy(point + 1, x.data, COORDINATE);
    memcpy(point + 1 + COORDINATE, y.data, COORDINATE);
    if (ctx == NULL || EVP_PKEY_fromdata_init(ctx) != 1 ||
        EVP_PKEY_fromdata(ctx, &key, EVP_PKEY_PUBLIC_KEY, params) != 1)
        key = NULL;
    EVP_PKEY_CTX_free(ctx);
    return key;
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
    out->key = key_from_point(x, y);
    return out->key != NULL;
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

void
jwk_set_fini(struct jwk_set *set)
{
    for (unsigned i = 0; i < set->count; i++)
        EVP_PKEY_free(set->items[i].key);
    set->count = 0;
}
