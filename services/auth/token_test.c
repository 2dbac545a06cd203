/*
 * Tokens are taken apart and verified here, by OpenSSL and jansson, without the code that made
 * them.
 */
#include "services/auth/settings.h"
#include "services/auth/token.h"

#include "services/auth/keyfile.h"
#include "shared/base/base64url.h"
#include "shared/base/must.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <jansson.h>
#include <openssl/bn.h>
#include <openssl/ecdsa.h>
#include <openssl/pem.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct arena *arena;
static char folder[] = "/tmp/almanac-token-test-XXXXXX";
static char keys_folder[sizeof folder + 8];

static const char *
pem_path(const char *kid)
{
    return arena_printf(arena, "%s/%s.pem", keys_folder, kid);
}

static EVP_PKEY *
read_private(const char *kid)
{
    FILE *file = fopen(pem_path(kid), "r");
    EVP_PKEY *key;

    must(file != NULL);
    key = PEM_read_PrivateKey(file, NULL, NULL, NULL);
    fclose(file);
    must(key != NULL);
    return key;
}

/* The parts of a token, decoded: its head, its claims, its signature. */
static struct bytes
part_of(const char *token, int which)
{
    struct bytes out;
    size_t len;

    for (; which > 0; which--)
        token = strchr(token, '.') + 1;
    len = strcspn(token, ".");
    must(base64url_decode(arena, token, len, &out));
    return out;
}

static json_t *
object_of(const char *token, int which)
{
    struct bytes part = part_of(token, which);
    json_t *object = json_loadb((const char *)part.data, part.len, 0, NULL);

    must(json_is_object(object));
    return object;
}

static bool
is_signed_by(const char *token, EVP_PKEY *key)
{
    size_t len = (size_t)(strrchr(token, '.') - token);
    struct bytes raw = part_of(token, 2);
    ECDSA_SIG *pair = ECDSA_SIG_new();
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();
    uint8_t *der = NULL;
    int der_len;
    bool good;

    must(raw.len == 64);
    must(ECDSA_SIG_set0(pair, BN_bin2bn(raw.data, 32, NULL), BN_bin2bn(raw.data + 32, 32, NULL)));
    der_len = i2d_ECDSA_SIG(pair, &der);
    must(der_len > 0 && EVP_DigestVerifyInit(ctx, NULL, EVP_sha256(), NULL, key) == 1);
    good = EVP_DigestVerify(ctx, der, (size_t)der_len, (const uint8_t *)token, len) == 1;
    OPENSSL_free(der);
    ECDSA_SIG_free(pair);
    EVP_MD_CTX_free(ctx);
    return good;
}

/* A key as an operator would add it; the time of its file is `age_s` ago. */
static void
add_key(const char *kid, const char *group, int age_s)
{
    const struct timespec at[2] = {{.tv_sec = time(NULL) - age_s}, {.tv_sec = time(NULL) - age_s}};
    int fd = open(pem_path(kid), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    EVP_PKEY *key = EVP_EC_gen(group);
    FILE *file = fdopen(fd, "w");

    must(key != NULL && file != NULL &&
         PEM_write_PrivateKey(file, key, NULL, NULL, 0, NULL, NULL) == 1);
    must(fclose(file) == 0 && utimensat(AT_FDCWD, pem_path(kid), at, 0) == 0);
    EVP_PKEY_free(key);
}

static struct jwks
published(void)
{
    struct jwks keys;

    keys_public(arena, &keys);
    return keys;
}

static const char *
kid_that_signs(void)
{
    const char *token = token_access(arena, uuid_new(), uuid_new(), instant_now());
    json_t *head = object_of(token, 0);
    const char *kid = json_string_value(json_object_get(head, "kid"));

    must(kid != NULL);
    kid = arena_strndup(arena, kid, strlen(kid));
    json_decref(head);
    return kid;
}

static void
a_first_key_is_made_for_its_owner_only(void **state)
{
    struct jwks keys = published();
    struct stat info;

    (void)state;
    assert_int_equal(keys.keys.count, 1);
    assert_int_equal(stat(pem_path(keys.keys.items[0].kid), &info), 0);
    assert_int_equal(info.st_mode & 07777, 0600);
    assert_int_equal(stat(keys_folder, &info), 0);
    assert_int_equal(info.st_mode & 07777, 0700);
    assert_null(keyfile_make_first(keys_folder));
    keys_reload();
    assert_int_equal(published().keys.count, 1);
}

static void
a_jwk_has_the_point_of_its_key(void **state)
{
    struct jwks keys = published();
    EVP_PKEY *key = read_private(keys.keys.items[0].kid);
    uint8_t point[65];
    struct bytes x, y;
    size_t len;

    (void)state;
    assert_int_equal(EVP_PKEY_get_octet_string_param(key, "pub", point, sizeof point, &len), 1);
    assert_int_equal(len, 65);
    assert_true(base64url_decode(arena, keys.keys.items[0].x, strlen(keys.keys.items[0].x), &x));
    assert_true(base64url_decode(arena, keys.keys.items[0].y, strlen(keys.keys.items[0].y), &y));
    assert_true(bytes_equal(x, (struct bytes){point + 1, 32}));
    assert_true(bytes_equal(y, (struct bytes){point + 33, 32}));
    EVP_PKEY_free(key);
}

static void
check_text(const json_t *object, const char *name, const char *want)
{
    assert_string_equal(json_string_value(json_object_get(object, name)), want);
}

static void
an_access_token_has_its_claims_and_a_signature(void **state)
{
    EVP_PKEY *key = read_private(published().keys.items[0].kid);
    struct uuid user = uuid_new(), session = uuid_new();
    char want[UUID_TEXT];

    (void)state;
    settings.access_s = 900;
    /* Often, because one r or s in 128 has a leading zero. */
    for (int i = 0; i < 1000; i++) {
        const char *token = token_access(arena, user, session, (struct instant){1700000000999999});
        json_t *head = object_of(token, 0), *claims = object_of(token, 1);

        assert_true(is_signed_by(token, key));
        check_text(head, "alg", "ES256");
        uuid_format(user, want);
        check_text(claims, "user_id", want);
        uuid_format(session, want);
        check_text(claims, "sid", want);
        assert_non_null(json_object_get(claims, "jti"));
        assert_int_equal(json_integer_value(json_object_get(claims, "iat")), 1700000000);
        assert_int_equal(json_integer_value(json_object_get(claims, "exp")), 1700000900);
        json_decref(head);
        json_decref(claims);
    }
    EVP_PKEY_free(key);
}

static void
a_new_key_signs_after_a_minute(void **state)
{
    const char *first = published().keys.items[0].kid;

    (void)state;
    add_key("zz-next", "P-256", 100);
    keys_reload();
    keys_reload();
    assert_int_equal(published().keys.count, 2);
    assert_string_equal(kid_that_signs(), first); /* it came just now, whatever its file says */

    add_key("zz-next", "P-256", 10);
    keys_load(keys_folder); /* as at a start */
    assert_string_equal(kid_that_signs(), first);
    add_key("zz-next", "P-256", 61);
    keys_load(keys_folder);
    assert_string_equal(kid_that_signs(), "zz-next");

    must(unlink(pem_path(first)) == 0);
    keys_reload();
    assert_int_equal(published().keys.count, 1);
    assert_string_equal(kid_that_signs(), "zz-next");
}

static void
what_is_no_key_of_ours_changes_nothing(void **state)
{
    struct keyring ring;

    (void)state;
    add_key("other-curve", "P-384", 100);
    assert_string_equal(keyfile_read_all(keys_folder, &ring),
                        "a .pem file is not a P-256 private key");
    keys_reload();
    assert_string_equal(kid_that_signs(), "zz-next");
    must(unlink(pem_path("other-curve")) == 0);

    must(chmod(pem_path("zz-next"), 0644) == 0);
    assert_string_equal(keyfile_read_all(keys_folder, &ring),
                        "a key may be read by everybody; make it 0600");
    must(unlink(pem_path("zz-next")) == 0);
    assert_string_equal(keyfile_read_all(keys_folder, &ring), "there is no key");
    keys_reload();
    assert_string_equal(kid_that_signs(), "zz-next");
}

static void
refresh_tokens_are_long_and_differ(void **state)
{
    const char *one = token_refresh(arena), *two = token_refresh(arena);

    (void)state;
    assert_int_equal(strlen(one), 43);
    assert_string_not_equal(one, two);
    assert_true(bytes_equal(token_digest(arena, one), token_digest(arena, one)));
    assert_false(bytes_equal(token_digest(arena, one), token_digest(arena, two)));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_first_key_is_made_for_its_owner_only),
        cmocka_unit_test(a_jwk_has_the_point_of_its_key),
        cmocka_unit_test(an_access_token_has_its_claims_and_a_signature),
        cmocka_unit_test(a_new_key_signs_after_a_minute),
        cmocka_unit_test(what_is_no_key_of_ours_changes_nothing),
        cmocka_unit_test(refresh_tokens_are_long_and_differ),
    };
    int failed;

    arena = arena_new(64 << 20);
    must(mkdtemp(folder) != NULL);
    snprintf(keys_folder, sizeof keys_folder, "%s/keys", folder);
    keys_load(keys_folder);
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    must(rmdir(keys_folder) == 0 && rmdir(folder) == 0);
    arena_destroy(arena);
    return failed;
}
