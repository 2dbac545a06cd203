/*
 * Access tokens as strangers forge them.  The first byte says which: the rest is the token's text,
 * or its head and claims with a zero byte between, which are then signed by the key that is known
 * here, so that what stands behind a good signature is read too.
 *
 * Whatever comes, a token that serves was signed with ES256, has not ended and was not issued
 * later.
 */
#include "gateway/identity/jwks.h"
#include "gateway/identity/token.h"
#include "shared/base/base64url.h"
#include "shared/base/must.h"
#include "tests/fuzz/fuzz.h"

#include <openssl/bn.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <stdlib.h>
#include <string.h>

enum { NOW = 1000000, HALF = 32, TEXT_MAX = 4 * TOKEN_MAX };

/* The seam: one key, which anybody may know: it signs nothing but this. */
static char public_pem[512];
static EVP_PKEY *private_key;

const char *
jwks_find(const struct jwks_cache *jwks, const char *kid)
{
    (void)jwks;
    return strcmp(kid, "k1") == 0 ? public_pem : NULL;
}

static void
make_key(void)
{
    BIO *bio = BIO_new(BIO_s_mem());
    int len;

    private_key = EVP_EC_gen("P-256");
    must(private_key != NULL && bio != NULL && PEM_write_bio_PUBKEY(bio, private_key) == 1);
    len = BIO_read(bio, public_pem, sizeof public_pem - 1);
    must(len > 0);
    public_pem[len] = '\0';
    BIO_free(bio);
}

/* OpenSSL answers DER; a JWS has r and s side by side. */
static struct bytes
sign(struct bytes text, uint8_t out[2 * HALF])
{
    uint8_t der[80];
    const uint8_t *at = der;
    size_t len = sizeof der;
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();
    ECDSA_SIG *pair;

    must(ctx != NULL && EVP_DigestSignInit(ctx, NULL, EVP_sha256(), NULL, private_key) == 1);
    must(EVP_DigestSign(ctx, der, &len, text.data, text.len) == 1);
    EVP_MD_CTX_free(ctx);
    pair = d2i_ECDSA_SIG(NULL, &at, (long)len);
    must(pair != NULL && BN_bn2binpad(ECDSA_SIG_get0_r(pair), out, HALF) == HALF);
    must(BN_bn2binpad(ECDSA_SIG_get0_s(pair), out + HALF, HALF) == HALF);
    ECDSA_SIG_free(pair);
    return (struct bytes){out, 2 * HALF};
}

static const char *
signed_token(struct arena *a, struct bytes parts)
{
    const uint8_t *gap = parts.len ? memchr(parts.data, '\0', parts.len) : NULL;
    size_t head = gap != NULL ? (size_t)(gap - parts.data) : parts.len;
    size_t rest = gap != NULL ? head + 1 : parts.len;
    const char *text =
        arena_printf(a, "%s.%s", base64url(a, (struct bytes){parts.data, head}),
                     base64url(a, (struct bytes){parts.data + rest, parts.len - rest}));
    uint8_t signature[2 * HALF];
    struct bytes input = {(const uint8_t *)text, strlen(text)};

    return arena_printf(a, "%s.%s", text, base64url(a, sign(input, signature)));
}

static void
judge(const char *token)
{
    struct claims claims = {.exp_s = 0};

    if (token_verify(NULL, token, NOW, &claims) == TOKEN_GOOD)
        must(claims.exp_s > NOW);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a;

    if (size == 0 || size > TOKEN_MAX)
        return 0;
    if (private_key == NULL)
        make_key();
    a = arena_new(TEXT_MAX);
    if (data[0] == 's')
        judge(signed_token(a, (struct bytes){data + 1, size - 1}));
    else
        judge(arena_strndup(a, (const char *)data + 1, size - 1));
    arena_destroy(a);
    return 0;
}
