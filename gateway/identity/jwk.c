#include "gateway/identity/jwk.h"
#include "shared/base/base64url.h"
#include "shared/codec/span.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <string.h>

enum { COORDINATE = 32, POINT = 1 + 2 * COORDINATE };

struct members {
    struct bytes kty, crv, x, y, kid, alg, use;
};

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
decode_coordinate(struct arena *a, struct bytes text, struct bytes *out)
{
    return base64url_decode(a, (const char *)text.data, text.len, out) && out->len == COORDINATE;
}

static bool
take_key(struct arena *a, const struct members *m, struct jwk *out)
{
    struct bytes x, y;

    if (!text_is(m->kty, "EC") || !text_is(m->crv, "P-256") || !text_is(m->alg, "ES256") ||
        !text_is(m->use, "sig") || m->kid.len == 0 || m->kid.len >= KID_TEXT)
        return false;
    if (!decode_coordinate(a, m->x, &x) || !decode_coordinate(a, m->y, &y))
        return false;
    memcpy(out->kid, m->kid.data, m->kid.len);
    out->kid[m->kid.len] = '\0';
    return strlen(out->kid) == m->kid.len && pem_from_point(x, y, out->pem);
}

static struct bytes *
member_of(struct members *m, struct bytes name)
{
    struct {
        const char *name;
        struct bytes *member;
    } table[] = {
        {"kty", &m->kty}, {"crv", &m->crv}, {"x", &m->x},     {"y", &m->y},
        {"kid", &m->kid}, {"alg", &m->alg}, {"use", &m->use},
    };

    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        if (text_is(name, table[i].name))
            return table[i].member;
    return NULL;
}

static bool
read_key(struct span *s, struct members *m)
{
    struct bytes name, *member, ignored;
    uint32_t members;

    memset(m, 0, sizeof *m);
    if (!span_map(s, &members))
        return false;
    for (; members > 0; members--) {
        if (!span_text(s, &name))
            return false;
        member = member_of(m, name);
        if (member != NULL ? !span_text(s, member) : !span_skip(s, &ignored))
            return false;
    }
    return true;
}

static bool
read_keys(struct arena *scratch, struct span *s, struct jwk_set *out)
{
    struct members m;
    uint32_t items;

    if (!span_array(s, &items))
        return false;
    for (; items > 0; items--) {
        if (!read_key(s, &m))
            return false;
        if (out->count < KEYS_MAX && take_key(scratch, &m, &out->items[out->count]))
            out->count++;
    }
    return true;
}

bool
jwk_read(struct arena *scratch, struct bytes body, struct jwk_set *out)
{
    struct span s = span_of(body);
    struct bytes name, ignored;
    uint32_t members;

    out->count = 0;
    if (body.data == NULL || !span_map(&s, &members))
        return false;
    for (; members > 0; members--) {
        if (!span_text(&s, &name))
            return false;
        if (text_is(name, "keys") ? !read_keys(scratch, &s, out) : !span_skip(&s, &ignored))
            return false;
    }
    return true;
}
