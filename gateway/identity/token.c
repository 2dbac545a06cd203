/*
 * The token:
 *
 *   head   {"alg": "ES256", "kid": one of jwks.h, ...}
 *   body   {"user_id", "sid": UUIDs, "iat", "exp": Unix seconds, "nbf": if it is there, ...}
 *
 * in three parts of base64url, with dots between them (RFC 7515 section 7.1).
 */
#include "gateway/identity/token.h"
#include "gateway/identity/jwks.h"

#include <errno.h>
#include <jwt.h>
#include <string.h>

/* A token may be issued by the database of auth a little after the time that we know. */
enum { SKEW_S = 5 };

static bool
is_compact(const char *token)
{
    static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                   "0123456789-_";
    size_t head = strspn(token, alphabet), body, signature;

    if (head == 0 || token[head] != '.')
        return false;
    token += head + 1;
    body = strspn(token, alphabet);
    if (body == 0 || token[body] != '.')
        return false;
    token += body + 1;
    signature = strspn(token, alphabet);
    return signature > 0 && token[signature] == '\0';
}

/*
 * The key that the head names.  Nothing of an unverified token is used for anything else.  Without
 * a key jwt_get_alg() says "none" whatever the head has, so its text is compared.
 */
static enum token_verdict
token_key_of(const struct jwks_cache *jwks, const char *token, const char **pem)
{
    enum token_verdict verdict = TOKEN_BAD;
    const char *alg, *kid;
    jwt_t *jwt;

    if (jwt_decode(&jwt, token, NULL, 0) != 0)
        return TOKEN_BAD;
    alg = jwt_get_header(jwt, "alg");
    kid = jwt_get_header(jwt, "kid");
    if (alg != NULL && strcmp(alg, "ES256") == 0 && kid != NULL) {
        *pem = jwks_find(jwks, kid);
        verdict = *pem != NULL ? TOKEN_GOOD : TOKEN_OF_UNKNOWN_KEY;
    }
    jwt_free(jwt);
    return verdict;
}

static bool
token_read_uuid(jwt_t *jwt, const char *name, struct uuid *out)
{
    const char *text = jwt_get_grant(jwt, name);

    return text != NULL && uuid_parse(text, strlen(text), out);
}

/* RFC 7519 section 4.1.5; ours have none. */
static bool
has_begun(jwt_t *jwt, int64_t now_s)
{
    int64_t nbf_s = jwt_get_grant_int(jwt, "nbf");

    return errno == ENOENT || (nbf_s > 0 && nbf_s <= now_s + SKEW_S);
}

static bool
read_claims(jwt_t *jwt, int64_t now_s, struct claims *out)
{
    int64_t iat_s = jwt_get_grant_int(jwt, "iat");

    out->exp_s = jwt_get_grant_int(jwt, "exp");
    return token_read_uuid(jwt, "user_id", &out->user_id) &&
           token_read_uuid(jwt, "sid", &out->session_id) && iat_s > 0 && iat_s <= now_s + SKEW_S &&
           has_begun(jwt, now_s) && out->exp_s > now_s;
}

enum token_verdict
token_verify(const struct jwks_cache *jwks, const char *token, int64_t now_s, struct claims *out)
{
    enum token_verdict verdict;
    const char *pem;
    jwt_t *jwt;

    if (!is_compact(token))
        return TOKEN_BAD;
    verdict = token_key_of(jwks, token, &pem);
    if (verdict != TOKEN_GOOD)
        return verdict;
    if (jwt_decode(&jwt, token, (const unsigned char *)pem, (int)strlen(pem)) != 0)
        return TOKEN_BAD;
    if (jwt_get_alg(jwt) != JWT_ALG_ES256 || !read_claims(jwt, now_s, out))
        verdict = TOKEN_BAD;
    jwt_free(jwt);
    return verdict;
}
