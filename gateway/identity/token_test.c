#include "gateway/identity/jwk.h"
#include "gateway/identity/jwks.h"
#include "gateway/identity/test_token.h"
#include "shared/base/check.h"
#include "shared/base/test_arena.h"
#include "shared/codec/pack.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/hmac.h>
#include <stdio.h>

#define USER    "0190b6c0-0000-7000-8000-00000000000a"
#define SESSION "0190b6c0-0000-7000-8000-00000000000b"

enum { NOW = 1000000 };

static EVP_PKEY *private_key, *other_key;
static struct arena *scratch;
static struct jwk_set set; /* what auth gave for private_key, as kid "k1" */

/* The seam: the only key that there is. */
EVP_PKEY *
jwks_find(const struct jwks_cache *jwks, const char *kid)
{
    (void)jwks;
    return strcmp(kid, set.items[0].kid) == 0 ? set.items[0].key : NULL;
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
    struct buf message;

    (void)set_up(state);
    scratch = arena_new(1 << 20);
    private_key = EVP_EC_gen("P-256");
    other_key = EVP_EC_gen("P-256");
    assert_true(private_key != NULL && other_key != NULL);
    buf_init(&message);
    pack_set(&message, arena, private_key);
    assert_true(jwk_read(scratch, (struct bytes){message.data, message.len}, &set));
    assert_int_equal(set.count, 1);
    assert_string_equal(set.items[0].kid, "k1");
    buf_fini(&message);
    return 0;
}

static int
free_keys(void **state)
{
    jwk_set_fini(&set);
    EVP_PKEY_free(private_key);
    EVP_PKEY_free(other_key);
    arena_destroy(scratch);
    return tear_down(state);
}

static const struct {
    const char *name;
    const char *alg, *kid, *user, *session;
    int64_t iat, exp; /* from NOW; 0: none */
    bool by_other_key;
    enum token_verdict want;
} cases[] = {
    {"a good one", "ES256", "k1", USER, SESSION, -1, 900, false, TOKEN_GOOD},
    {"in its last second", "ES256", "k1", USER, SESSION, -899, 1, false, TOKEN_GOOD},
    {"expired", "ES256", "k1", USER, SESSION, -901, -1, false, TOKEN_BAD},
    {"clocks differ a little", "ES256", "k1", USER, SESSION, 5, 900, false, TOKEN_GOOD},
    {"from the future", "ES256", "k1", USER, SESSION, 60, 900, false, TOKEN_BAD},
    {"never expires", "ES256", "k1", USER, SESSION, -1, 0, false, TOKEN_BAD},
    {"never issued", "ES256", "k1", USER, SESSION, 0, 900, false, TOKEN_BAD},
    {"no session", "ES256", "k1", USER, NULL, -1, 900, false, TOKEN_BAD},
    {"no user", "ES256", "k1", NULL, SESSION, -1, 900, false, TOKEN_BAD},
    {"a user that is no id", "ES256", "k1", "ada", SESSION, -1, 900, false, TOKEN_BAD},
    {"signed by somebody else", "ES256", "k1", USER, SESSION, -1, 900, true, TOKEN_BAD},
    {"an unknown key", "ES256", "k2", USER, SESSION, -1, 900, false, TOKEN_OF_UNKNOWN_KEY},
    {"no key named", "ES256", NULL, USER, SESSION, -1, 900, false, TOKEN_BAD},
    {"another algorithm, signed well", "HS256", "k1", USER, SESSION, -1, 900, false, TOKEN_BAD},
    {"another spelling of it", "es256", "k1", USER, SESSION, -1, 900, false, TOKEN_BAD},
    {"no algorithm", "none", "k1", USER, SESSION, -1, 900, false, TOKEN_BAD},
    {"none named", NULL, "k1", USER, SESSION, -1, 900, false, TOKEN_BAD},
};

static const char *
text_member(const char *name, const char *text)
{
    return text == NULL ? "" : arena_printf(arena, ",\"%s\":\"%s\"", name, text);
}

static const char *
time_member(const char *name, int64_t from_now)
{
    return from_now == 0 ? "" : arena_printf(arena, ",\"%s\":%d", name, (int)(NOW + from_now));
}

/* `more` are further members, each after a comma. */
static char *
make_token(size_t i, const char *more)
{
    const char *head =
        arena_printf(arena, "{\"typ\":\"JWT\"%s%s}", text_member("alg", cases[i].alg),
                     text_member("kid", cases[i].kid));
    const char *claims =
        arena_printf(arena, "{\"jti\":\"1\"%s%s%s%s%s}", text_member("user_id", cases[i].user),
                     text_member("sid", cases[i].session), time_member("iat", cases[i].iat),
                     time_member("exp", cases[i].exp), more);

    return test_token(arena, cases[i].by_other_key ? other_key : private_key, bytes_of(head),
                      bytes_of(claims));
}

static void
tokens_are_judged(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *token = make_token(i, "");
        struct claims claims;
        char text[UUID_TEXT];

        CHECK(cases[i].name, test_verdict(scratch, token, NOW, &claims) == cases[i].want);
        if (cases[i].want == TOKEN_GOOD) {
            uuid_format(claims.user_id, text);
            assert_string_equal(text, USER);
            uuid_format(claims.session_id, text);
            assert_string_equal(text, SESSION);
            assert_true(claims.exp_s == NOW + cases[i].exp);
        }
    }
}

static const struct {
    const char *name, *grants; /* beside those of a good one */
    enum token_verdict want;
} beginnings[] = {
    {"one that has begun", ",\"nbf\":999999", TOKEN_GOOD},
    {"clocks differ a little", ",\"nbf\":1000005", TOKEN_GOOD},
    {"one that has not begun", ",\"nbf\":1000060", TOKEN_BAD},
    {"a beginning that is no time", ",\"nbf\":\"tomorrow\"", TOKEN_BAD},
    {"a beginning that is null", ",\"nbf\":null", TOKEN_BAD},
    {"a claim that is given twice", ",\"exp\":2000000", TOKEN_BAD},
    {"a beginning before time", ",\"nbf\":-1", TOKEN_BAD},
};

static void
a_token_does_not_serve_before_it_begins(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof beginnings / sizeof beginnings[0]; i++) {
        char *token = make_token(0, beginnings[i].grants);
        struct claims claims;

        CHECK(beginnings[i].name, test_verdict(scratch, token, NOW, &claims) == beginnings[i].want);
    }
}

static void
no_byte_of_a_token_may_change(void **state)
{
    char *token = make_token(0, "");
    struct claims claims;
    size_t last = strlen(token);

    (void)state;
    assert_int_equal(test_verdict(scratch, token, NOW, &claims), TOKEN_GOOD);
    for (size_t i = 0; i < last; i++) {
        char kept = token[i];

        token[i] = kept == 'A' ? 'B' : 'A';
        assert_int_not_equal(test_verdict(scratch, token, NOW, &claims), TOKEN_GOOD);
        token[i] = kept;
    }
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
        CHECK(bad[i], test_verdict(scratch, bad[i], NOW, &claims) == TOKEN_BAD);
}

/* A public key is no secret: what it would "sign" under HMAC does not hold. */
static void
a_public_key_is_no_secret(void **state)
{
    static const char head[] = "{\"alg\":\"HS256\",\"kid\":\"k1\"}";
    static const char claims[] =
        "{\"user_id\":\"" USER "\",\"sid\":\"" SESSION "\",\"iat\":999999,\"exp\":1000900}";
    uint8_t *der = NULL, mac[32];
    int der_len = i2d_PUBKEY(private_key, &der);
    const char *text = arena_printf(arena, "%s.%s", base64url(arena, bytes_of(head)),
                                    base64url(arena, bytes_of(claims)));
    struct claims out;

    (void)state;
    assert_true(der_len > 0);
    assert_non_null(
        HMAC(EVP_sha256(), der, der_len, (const uint8_t *)text, strlen(text), mac, NULL));
    OPENSSL_free(der);
    text = arena_printf(arena, "%s.%s", text, base64url(arena, (struct bytes){mac, sizeof mac}));
    assert_int_equal(test_verdict(scratch, text, NOW, &out), TOKEN_BAD);
}

/* What has expired, or is of an unknown key, is refused without its signature. */
static void
a_token_that_cannot_serve_is_not_verified(void **state)
{
    struct token token;

    (void)state;
    assert_int_equal(token_read(NULL, scratch, bytes_of(make_token(0, "")), NOW, &token),
                     TOKEN_GOOD);
    assert_int_equal(token_read(NULL, scratch, bytes_of(make_token(0, "")), NOW + 900, &token),
                     TOKEN_BAD);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        if (cases[i].want != TOKEN_GOOD && !cases[i].by_other_key)
            CHECK(cases[i].name, token_read(NULL, scratch, bytes_of(make_token(i, "")), NOW,
                                            &token) == cases[i].want);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tokens_are_judged),
        cmocka_unit_test(a_token_does_not_serve_before_it_begins),
        cmocka_unit_test(no_byte_of_a_token_may_change),
        cmocka_unit_test(what_is_no_token_is_refused),
        cmocka_unit_test(a_public_key_is_no_secret),
        cmocka_unit_test(a_token_that_cannot_serve_is_not_verified),
    };

    return cmocka_run_group_tests(tests, make_keys, free_keys);
}
