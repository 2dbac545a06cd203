/*
 * test_token - tokens as auth would sign them, and as strangers forge them.  Included by tests
 * only.
 */
#ifndef GATEWAY_IDENTITY_TEST_TOKEN_H
#define GATEWAY_IDENTITY_TEST_TOKEN_H

#include "gateway/identity/token.h"
#include "shared/base/base64url.h"
#include "shared/base/must.h"

#include <openssl/bn.h>
#include <openssl/ecdsa.h>
#include <string.h>

/* OpenSSL answers DER; a JWS has r and s side by side. */
static struct bytes
test_signature(struct arena *a, EVP_PKEY *key, struct bytes text)
{
    uint8_t der[80], *out = arena_array(a, uint8_t, TOKEN_SIGNATURE);
    const uint8_t *at = der;
    size_t len = sizeof der;
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();
    ECDSA_SIG *pair;

    must(ctx != NULL && EVP_DigestSignInit(ctx, NULL, EVP_sha256(), NULL, key) == 1);
    must(EVP_DigestSign(ctx, der, &len, text.data, text.len) == 1);
    EVP_MD_CTX_free(ctx);
    pair = d2i_ECDSA_SIG(NULL, &at, (long)len);
    must(pair != NULL && BN_bn2binpad(ECDSA_SIG_get0_r(pair), out, 32) == 32);
    must(BN_bn2binpad(ECDSA_SIG_get0_s(pair), out + 32, 32) == 32);
    ECDSA_SIG_free(pair);
    return (struct bytes){out, TOKEN_SIGNATURE};
}

static char *
test_token(struct arena *a, EVP_PKEY *key, struct bytes head, struct bytes claims)
{
    const char *text = arena_printf(a, "%s.%s", base64url(a, head), base64url(a, claims));

    return arena_printf(a, "%s.%s", text, base64url(a, test_signature(a, key, bytes_of(text))));
}

/* What auth.c does with a token. */
static enum token_verdict
test_verdict(struct arena *scratch, const char *text, int64_t now_s, struct claims *out)
{
    struct token token;
    enum token_verdict verdict = token_read(NULL, scratch, bytes_of(text), now_s, &token);

    if (verdict == TOKEN_GOOD && !token_is_signed(&token))
        verdict = TOKEN_BAD;
    if (verdict == TOKEN_GOOD)
        *out = token.claims;
    return verdict;
}

#endif
