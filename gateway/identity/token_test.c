#include "gateway/identity/jwk.h"
#include "gateway/identity/jwks.h"
#include "gateway/identity/token.h"
#include "shared/base/base64url.h"
#include "shared/base/check.h"
#include "shared/codec/pack.h"

#include <jwt.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <stdlib.h>

#define USER    "0190b6c0-0000-7000-8000-00000000000a"
#define SESSION "0190b6c0-0000-7000-8000-00000000000b"

enum { NOW = 1000000, PRIVATE_TEXT = 512 };

static char private_pem[PRIVATE_TEXT], other_pem[PRIVATE_TEXT];
static struct jwk_set set; /* what auth gave for private_pem, as kid "k1" */

/* The seam: the only key that there is. */
const char *
jwks_find(const struct jwks_cache *jwks, const char *kid)
{
    (void)jwks;
    return strcmp(kid, set.items[0].kid) == 0 ? set.items[0].pem : NULL;
}

static EVP_PKEY *
make_key(char pem[PRIVATE_TEXT])
{
    EVP_PKEY *key = EVP_EC_gen("P-256");
    BIO *bio = BIO_new(BIO_s_mem());
    int len;

    assert_non_null(key);
    assert_int_equal(PEM_write_bio_PrivateKey(bio, key, NULL, NULL, 0, NULL, NULL), 1);
    len = BIO_read(bio, pem, PRIVATE_TEXT - 1);
    assert_in_range(len, 1, PRIVATE_TEXT - 1);
    pem[len] = '\0';
    BIO_free(bio);
    return key;
}

static void
pack_coordinate(struct buf *out, struct arena *a, const EVP_PKEY *key, const char *name)
{
    uint8_t bytes[32];
    BIGNUM *n = NULL;

    assert_int_equal(EVP_PKEY_get_bn_param(key, name, &n), 1);
    assert_int_equal(BN_bn2binpad(n, bytes, sizeof bytes), (int)sizeof bytes);
    BN_free(n);
    pack_word(out, base64url(a, (struct bytes){bytes, sizeof bytes}));
}

/* An answer with a key that is not for us before the one that is. */
static void
pack_set(struct buf *out, struct arena *a, const EVP_PKEY *key)
{
    static const char *const words[] = {"kty", "EC",  "crv", "P-256", "kid",
                                        "k1",  "alg", "use", "sig",   "ES256"};

    pack_map(out, 2);
    pack_word(out, "v");
    pack_int(out, 1);
    pack_word(out, "body");
    pack_map(out, 1);
    pack_word(out, "keys");
    pack_array(out, 2);
    pack_map(out, 1);
    pack_word(out, "kty");
    pack_word(out, "RSA");
    pack_map(out, 7);
    for (int i = 0; i < 6; i++)
        pack_word(out, words[i]);
    pack_word(out, words[6]);
    pack_word(out, words[9]);
    pack_word(out, words[7]);
    pack_word(out, words[8]);
    pack_word(out, "x");
    pack_coordinate(out, a, key, OSSL_PKEY_PARAM_EC_PUB_X);
    pack_word(out, "y");
    pack_coordinate(out, a, key, OSSL_PKEY_PARAM_EC_PUB_Y);
}

static int
make_keys(void **state)
{
    struct arena *a = arena_new(1 << 20);
    EVP_PKEY *key = make_key(private_pem);
    struct buf message;

    (void)state;
    EVP_PKEY_free(make_key(other_pem));
    buf_init(&message);
    pack_set(&message, a, key);
    assert_true(jwk_read(a, (struct bytes){message.data, message.len}, &set));
    assert_int_equal(set.count, 1);
    assert_string_equal(set.items[0].kid, "k1");
    buf_fini(&message);
    EVP_PKEY_free(key);
    arena_destroy(a);
    return 0;
}

static const struct {
    const char *name;
    jwt_alg_t alg;
    const char *kid, *user, *session;
    int64_t iat, exp; /* from NOW; 0: none */
    bool by_other_key;
    enum token_verdict want;
} cases[] = {
    {"a good one", JWT_ALG_ES256, "k1", USER, SESSION, -1, 900, false, TOKEN_GOOD},
    {"in its last second", JWT_ALG_ES256, "k1", USER, SESSION, -899, 1, false, TOKEN_GOOD},
    {"expired", JWT_ALG_ES256, "k1", USER, SESSION, -901, -1, false, TOKEN_BAD},
    {"clocks differ a little", JWT_ALG_ES256, "k1", USER, SESSION, 5, 900, false, TOKEN_GOOD},
    {"from the future", JWT_ALG_ES256, "k1", USER, SESSION, 60, 900, false, TOKEN_BAD},
    {"never expires", JWT_ALG_ES256, "k1", USER, SESSION, -1, 0, false, TOKEN_BAD},
    {"never issued", JWT_ALG_ES256, "k1", USER, SESSION, 0, 900, false, TOKEN_BAD},
    {"no session", JWT_ALG_ES256, "k1", USER, NULL, -1, 900, false, TOKEN_BAD},
    {"no user", JWT_ALG_ES256, "k1", NULL, SESSION, -1, 900, false, TOKEN_BAD},
    {"a user that is no id", JWT_ALG_ES256, "k1", "ada", SESSION, -1, 900, false, TOKEN_BAD},
    {"signed by somebody else", JWT_ALG_ES256, "k1", USER, SESSION, -1, 900, true, TOKEN_BAD},
    {"an unknown key", JWT_ALG_ES256, "k2", USER, SESSION, -1, 900, false, TOKEN_OF_UNKNOWN_KEY},
    {"no key named", JWT_ALG_ES256, NULL, USER, SESSION, -1, 900, false, TOKEN_BAD},
    {"HS256 with the public key as secret", JWT_ALG_HS256, "k1", USER, SESSION, -1, 900, false,
     TOKEN_BAD},
    {"no algorithm", JWT_ALG_NONE, "k1", USER, SESSION, -1, 900, false, TOKEN_BAD},
};

static void
add_text(jwt_t *jwt, const char *name, const char *text)
{
    if (text != NULL)
        assert_int_equal(jwt_add_grant(jwt, name, text), 0);
}

static void
add_time(jwt_t *jwt, const char *name, int64_t from_now)
{
    if (from_now != 0)
        assert_int_equal(jwt_add_grant_int(jwt, name, NOW + from_now), 0);
}

static char *
make_token(size_t i, const char *more_grants)
{
    const char *key = cases[i].by_other_key ? other_pem : private_pem;
    char *token;
    jwt_t *jwt;

    if (cases[i].alg == JWT_ALG_HS256)
        key = set.items[0].pem;
    assert_int_equal(jwt_new(&jwt), 0);
    add_text(jwt, "user_id", cases[i].user);
    add_text(jwt, "sid", cases[i].session);
    add_time(jwt, "iat", cases[i].iat);
    add_time(jwt, "exp", cases[i].exp);
    assert_int_equal(jwt_add_grants_json(jwt, more_grants), 0);
    if (cases[i].kid != NULL)
        assert_int_equal(jwt_add_header(jwt, "kid", cases[i].kid), 0);
    if (cases[i].alg != JWT_ALG_NONE)
        assert_int_equal(
            jwt_set_alg(jwt, cases[i].alg, (const unsigned char *)key, (int)strlen(key)), 0);
    token = jwt_encode_str(jwt);
    assert_non_null(token);
    jwt_free(jwt);
    return token;
}

static void
tokens_are_judged(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *token = make_token(i, "{}");
        struct claims claims;
        char text[UUID_TEXT];

        CHECK(cases[i].name, token_verify(NULL, token, NOW, &claims) == cases[i].want);
        if (cases[i].want == TOKEN_GOOD) {
            uuid_format(claims.user_id, text);
            assert_string_equal(text, USER);
            uuid_format(claims.session_id, text);
            assert_string_equal(text, SESSION);
            assert_true(claims.exp_s == NOW + cases[i].exp);
        }
        free(token);
    }
}

static const struct {
    const char *name, *grants; /* beside those of a good one */
    enum token_verdict want;
} beginnings[] = {
    {"one that has begun", "{\"nbf\": 999999}", TOKEN_GOOD},
    {"clocks differ a little", "{\"nbf\": 1000005}", TOKEN_GOOD},
    {"one that has not begun", "{\"nbf\": 1000060}", TOKEN_BAD},
    {"a beginning that is no time", "{\"nbf\": \"tomorrow\"}", TOKEN_BAD},
    {"a beginning before time", "{\"nbf\": -1}", TOKEN_BAD},
};

static void
a_token_does_not_serve_before_it_begins(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof beginnings / sizeof beginnings[0]; i++) {
        char *token = make_token(0, beginnings[i].grants);
        struct claims claims;

        CHECK(beginnings[i].name, token_verify(NULL, token, NOW, &claims) == beginnings[i].want);
        free(token);
    }
}

static void
no_byte_of_a_token_may_change(void **state)
{
    char *token = make_token(0, "{}");
    struct claims claims;
    size_t last = strlen(token) - 1;

    (void)state;
    assert_int_equal(token_verify(NULL, token, NOW, &claims), TOKEN_GOOD);
    /* The last character carries bits that base64url does not use. */
    for (size_t i = 0; i < last; i++) {
        char kept = token[i];

        token[i] = kept == 'A' ? 'B' : 'A';
        assert_int_not_equal(token_verify(NULL, token, NOW, &claims), TOKEN_GOOD);
        token[i] = kept;
    }
    free(token);
}

static void
what_is_no_token_is_refused(void **state)
{
    static const char *const bad[] = {"",      ".",     "..",        "a",           "a.b",
                                      "a.b.c", "a.b.",  "a.b.c.d",   "e30.e30.e30", "e30.e30.",
                                      "!.!.!", "a b.c", "e30.e30.=", "e30..e30"};
    struct claims claims;

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        CHECK(bad[i], token_verify(NULL, bad[i], NOW, &claims) == TOKEN_BAD);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tokens_are_judged),
        cmocka_unit_test(a_token_does_not_serve_before_it_begins),
        cmocka_unit_test(no_byte_of_a_token_may_change),
        cmocka_unit_test(what_is_no_token_is_refused),
    };

    return cmocka_run_group_tests(tests, make_keys, NULL);
}
