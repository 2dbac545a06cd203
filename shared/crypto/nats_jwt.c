#include "shared/crypto/nats_jwt.h"

#include "shared/base/must.h"

#include <openssl/crypto.h>
#include <stdlib.h>

/* Sorted keys: the same claims are the same token, so that a tool can tell what has changed. */
char *
nats_jwt_sign(struct arena *a, const struct nats_jwt *jwt)
{
    json_t *claims =
        json_pack("{s:s, s:s, s:s, s:I, s:O}", "iss", jwt->issuer->name, "sub", jwt->subject,
                  "name", jwt->name, "iat", (json_int_t)jwt->issued_at, "nats", jwt->nats);
    char *text, *token;

    must(claims != NULL);
    if (jwt->expires_at != 0)
        must(json_object_set_new(claims, "exp", json_integer(jwt->expires_at)) == 0);
    if (jwt->id != NULL)
        must(json_object_set_new(claims, "jti", json_string(jwt->id)) == 0);
    text = json_dumps(claims, JSON_COMPACT | JSON_SORT_KEYS);
    must(text != NULL);
    token = nkey_token(a, jwt->issuer, text);
    free(text);
    json_decref(claims);
    return token;
}

char *
nats_creds(struct arena *a, const char *token, const struct nkey *user)
{
    char seed[NKEY_SEED_TEXT], *text;

    nkey_seed(user, seed);
    text = arena_printf(a,
                        "-----BEGIN NATS USER JWT-----\n%s\n"
                        "------END NATS USER JWT------\n\n"
                        "-----BEGIN USER NKEY SEED-----\n%s\n"
                        "------END USER NKEY SEED------\n",
                        token, seed);
    OPENSSL_cleanse(seed, sizeof seed);
    return text;
}
