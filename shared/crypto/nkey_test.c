#include "shared/crypto/nkey.h"

#include "shared/base/must.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <openssl/evp.h>
#include <string.h>

/* The user of the NATS documentation's nkey example. */
static const char known_seed[] = "SUACSSL3UAHUDXKFSNVUZRF5UHPMWZ6BFDTJ7M6USDXIEDNPPQYYYCU3VY";
static const char known_name[] = "UDXU4RCSJNZOIQHZNWXHXORDPRTGNJAHAHFRGZNEEJCPQTT2M7NLCNF4";

static void
a_published_seed_has_its_published_name(void **state)
{
    char seed[NKEY_SEED_TEXT];
    struct nkey key;

    (void)state;
    assert_true(nkey_from_seed(NKEY_USER, known_seed, &key));
    assert_string_equal(key.name, known_name);
    nkey_seed(&key, seed);
    assert_string_equal(seed, known_seed);
}

static void
kinds_show_in_the_first_letters(void **state)
{
    static const struct {
        enum nkey_kind kind;
        const char *name, *seed;
    } cases[] = {
        {NKEY_OPERATOR, "O", "SO"},
        {NKEY_ACCOUNT, "A", "SA"},
        {NKEY_USER, "U", "SU"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        char seed[NKEY_SEED_TEXT];
        struct nkey key, again;

        nkey_new(cases[i].kind, &key);
        nkey_seed(&key, seed);
        assert_int_equal(strlen(key.name), NKEY_TEXT - 1);
        assert_int_equal(strlen(seed), NKEY_SEED_TEXT - 1);
        assert_memory_equal(key.name, cases[i].name, 1);
        assert_memory_equal(seed, cases[i].seed, 2);
        assert_true(nkey_from_seed(cases[i].kind, seed, &again));
        assert_string_equal(again.name, key.name);
    }
}

static void
damaged_seeds_are_refused(void **state)
{
    static const struct {
        const char *name, *text;
        enum nkey_kind kind;
    } cases[] = {
        {"empty", "", NKEY_USER},
        {"of another kind", known_seed, NKEY_ACCOUNT},
        {"a public name", known_name, NKEY_USER},
        {"cut", "SUACSSL3UAHUDXKFSNVUZRF5UHPMWZ6BFDTJ7M6USDXIEDNPPQYYYCU3V", NKEY_USER},
        {"longer", "SUACSSL3UAHUDXKFSNVUZRF5UHPMWZ6BFDTJ7M6USDXIEDNPPQYYYCU3VYAA", NKEY_USER},
        {"one letter changed", "SUACSSL3UAHUDXKFSNVUZRF5UHPMWZ6BFDTJ7M6USDXIEDNPPQYYYCU3VA",
         NKEY_USER},
        {"not base32", "SUACSSL3UAHUDXKFSNVUZRF5UHPMWZ6BFDTJ7M6USDXIEDNPPQYYYCU31Y", NKEY_USER},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct nkey key;

        if (nkey_from_seed(cases[i].kind, cases[i].text, &key))
            fail_msg("a seed that is %s was taken", cases[i].name);
    }
}

static bool
verifies(const struct nkey *key, struct bytes message, const uint8_t *signature)
{
    EVP_PKEY *pkey = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL, key->seed, 32);
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();
    bool good;

    assert_int_equal(EVP_DigestVerifyInit(ctx, NULL, NULL, NULL, pkey), 1);
    good = EVP_DigestVerify(ctx, signature, NKEY_SIGNATURE_LEN, message.data, message.len) == 1;
    EVP_MD_CTX_free(ctx);
    EVP_PKEY_free(pkey);
    return good;
}

static void
signatures_verify(void **state)
{
    static const uint8_t text[] = "what is said";
    const struct bytes message = {.data = text, .len = sizeof text};
    uint8_t signature[NKEY_SIGNATURE_LEN];
    struct nkey key;

    (void)state;
    nkey_new(NKEY_ACCOUNT, &key);
    nkey_sign(&key, message, signature);
    assert_true(verifies(&key, message, signature));
    signature[5] ^= 1;
    assert_false(verifies(&key, message, signature));
}

static void
a_token_carries_its_claims(void **state)
{
    struct arena *a = arena_new(1 << 16);
    struct nkey key;
    char *token;

    (void)state;
    assert_true(nkey_from_seed(NKEY_USER, known_seed, &key));
    token = nkey_token(a, &key, "{\"name\":\"x\"}");
    assert_string_equal(nkey_token_claims(a, token), "{\"name\":\"x\"}");
    assert_string_equal(nkey_token(a, &key, "{\"name\":\"x\"}"), token);
    assert_null(nkey_token_claims(a, "no token"));
    assert_null(nkey_token_claims(a, "one.dot"));
    assert_null(nkey_token_claims(a, "a.not*base64.b"));
    arena_destroy(a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_published_seed_has_its_published_name),
        cmocka_unit_test(kinds_show_in_the_first_letters),
        cmocka_unit_test(damaged_seeds_are_refused),
        cmocka_unit_test(signatures_verify),
        cmocka_unit_test(a_token_carries_its_claims),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
