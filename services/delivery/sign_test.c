#include "services/delivery/sign.h"

#include "services/delivery/key.h"
#include "services/delivery/secret.h"
#include "shared/base/check.h"
#include "shared/base/must.h"
#include "shared/base/test_arena.h"
#include "shared/codec/msg.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* Made by Python's hmac and base64, of the secrets 00 01 ... 1f and 01 02 ... 20. */
#define BODY   "{\"test\": 2432232314}"
#define FIRST  "v1,FbRRYDS4l4dtLrw92SitEQgiEGbbVI88dTMUfojUB2E="
#define SECOND "v1,mHaLUYGy8Vr8jaPtHSrWkaZIVPb1EjvXNenyRAa03GQ="
#define EMPTY  "v1,P1OlkBIAGep9Ht0ZNNsTA5DZIXiI7UNvg2KVYyhdXmc="

static const char id_text[] = "01890a5d-ac96-774b-bcce-b302099a8057";
static const struct instant at = {1614265330 * SECOND_US + 999999};
static struct sign_header headers[SIGN_HEADERS];

static struct bytes
sealed_from(uint8_t first)
{
    uint8_t secret[32];

    for (uint8_t i = 0; i < sizeof secret; i++)
        secret[i] = (uint8_t)(first + i);
    return secret_seal(arena, (struct bytes){secret, sizeof secret});
}

static bool
sign(const struct sign_secrets *secrets, const char *body)
{
    struct uuid id;

    assert_true(uuid_parse(id_text, strlen(id_text), &id));
    return sign_headers(arena, secrets, id, at, bytes_of(body), headers);
}

static void
a_message_has_the_three_headers(void **state)
{
    (void)state;
    assert_true(sign(&(struct sign_secrets){.secret = sealed_from(0)}, BODY));
    assert_string_equal(headers[0].name, "webhook-id");
    assert_string_equal(headers[0].value, id_text);
    assert_string_equal(headers[1].name, "webhook-timestamp");
    assert_string_equal(headers[1].value, "1614265330");
    assert_string_equal(headers[2].name, "webhook-signature");
    assert_string_equal(headers[2].value, FIRST);
    assert_true(sign(&(struct sign_secrets){.secret = sealed_from(0)}, ""));
    assert_string_equal(headers[2].value, EMPTY);
}

static const struct {
    const char *name, *signature;
    int64_t left_us; /* of the former secret */
} rotations[] = {
    {"a moment before its end", FIRST " " SECOND, 1},
    {"at its end", FIRST, 0},
    {"after it", FIRST, -1},
};

static void
both_secrets_sign_until_the_former_ends(void **state)
{
    struct sign_secrets secrets = {.secret = sealed_from(0), .former = sealed_from(1)};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rotations); i++) {
        secrets.former_until.us = at.us + rotations[i].left_us;
        CHECK(rotations[i].name, sign(&secrets, BODY));
        CHECK(rotations[i].name, strcmp(headers[2].value, rotations[i].signature) == 0);
    }
}

static void
a_secret_that_was_changed_signs_nothing(void **state)
{
    struct bytes box = sealed_from(0);
    struct bytes bad = bytes_keep(arena, box);

    (void)state;
    ((uint8_t *)(uintptr_t)bad.data)[bad.len - 1] ^= 1;
    assert_false(sign(&(struct sign_secrets){.secret = bad}, BODY));
    assert_false(sign(
        &(struct sign_secrets){.secret = box, .former = bad, .former_until = {at.us + 1}}, BODY));
}

static void
a_new_secret_is_what_is_shown(void **state)
{
    struct bytes secret, sealed;
    const char *shown;

    (void)state;
    sealed = secret_new(arena, &shown);
    assert_int_equal(strlen(shown), 6 + 44);
    assert_memory_equal(shown, "whsec_", 6);
    assert_true(secret_open(arena, sealed, &secret));
    assert_int_equal(secret.len, 32);
}

/* A key of its own in a folder of its own, made and then read. */
static int
load_key(void **state)
{
    char folder[] = "/tmp/almanac-key-XXXXXX", file[64];

    (void)state;
    must(mkdtemp(folder) != NULL);
    snprintf(file, sizeof file, "%s/delivery.key", folder);
    key_load(file);
    key_load(file);
    secret_init();
    return unlink(file) != 0 || rmdir(folder) != 0; /* nothing else was left there */
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_message_has_the_three_headers, set_up, tear_down),
        cmocka_unit_test_setup_teardown(both_secrets_sign_until_the_former_ends, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_secret_that_was_changed_signs_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_new_secret_is_what_is_shown, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, load_key, NULL);
}
