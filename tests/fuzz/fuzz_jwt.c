/*
 * Access tokens as strangers forge them.  The first byte says which: the rest is the token's text,
 * or its head and claims with a zero byte between, which are then signed by the key that is known
 * here, so that what stands behind a good signature is read too.
 *
 * Whatever comes, a token that serves was signed with ES256, has not ended and was not issued
 * later.
 */
#include "gateway/identity/jwks.h"
#include "gateway/identity/test_token.h"
#include "tests/fuzz/fuzz.h"

#include <openssl/ec.h>

enum { NOW = 1000000, TEXT_MAX = 4 * TOKEN_MAX };

/* The seam: one key, which anybody may know: it signs nothing but this. */
static EVP_PKEY *only_key;

EVP_PKEY *
jwks_find(const struct jwks_cache *jwks, const char *kid)
{
    (void)jwks;
    return strcmp(kid, "k1") == 0 ? only_key : NULL;
}

static const char *
signed_token(struct arena *a, struct bytes parts)
{
    const uint8_t *gap = parts.len ? memchr(parts.data, '\0', parts.len) : NULL;
    size_t head = gap != NULL ? (size_t)(gap - parts.data) : parts.len;
    size_t rest = gap != NULL ? head + 1 : parts.len;

    return test_token(a, only_key, (struct bytes){parts.data, head},
                      (struct bytes){parts.data + rest, parts.len - rest});
}

static void
judge(const char *token)
{
    struct arena *scratch = arena_new(TEXT_MAX);
    struct claims claims = {.exp_s = 0};

    if (test_verdict(scratch, token, NOW, &claims) == TOKEN_GOOD)
        must(claims.exp_s > NOW);
    arena_destroy(scratch);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a;

    if (size == 0 || size > TOKEN_MAX)
        return 0;
    if (only_key == NULL)
        only_key = EVP_EC_gen("P-256");
    must(only_key != NULL);
    a = arena_new(TEXT_MAX);
    if (data[0] == 's')
        judge(signed_token(a, (struct bytes){data + 1, size - 1}));
    else
        judge(arena_strndup(a, (const char *)data + 1, size - 1));
    arena_destroy(a);
    return 0;
}
