#include "shared/crypto/seal.h"

#include "shared/base/check.h"
#include "shared/base/must.h"
#include "shared/base/random.h"
#include "shared/base/test_arena.h"

#include <stdlib.h>

/* The bytes that hexadecimal digits stand for. */
static struct bytes
hex(const char *digits)
{
    size_t len = strlen(digits) / 2;
    uint8_t *out = arena_array(arena, uint8_t, len);

    for (size_t i = 0; i < len; i++) {
        const char pair[] = {digits[2 * i], digits[2 * i + 1], '\0'};

        out[i] = (uint8_t)strtoul(pair, NULL, 16);
    }
    return (struct bytes){out, len};
}

static struct bytes
repeated(uint8_t byte, size_t count)
{
    uint8_t *out = arena_array(arena, uint8_t, count);

    memset(out, byte, count);
    return (struct bytes){out, count};
}

static void
assert_hex(const uint8_t *got, const char *want)
{
    struct bytes w = hex(want);

    assert_memory_equal(got, w.data, w.len);
}

static void
sha256_gives_the_vectors_of_fips_180(void **state)
{
    uint8_t out[SHA256_LEN];

    (void)state;
    sha256(bytes_of("abc"), out);
    assert_hex(out, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    sha256((struct bytes){0}, out);
    assert_hex(out, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_string_equal(sha256_text(arena, "abc"),
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

static void
hmac_gives_the_vectors_of_rfc_4231(void **state)
{
    uint8_t out[SHA256_LEN];

    (void)state;
    hmac_sha256(repeated(0x0b, 20), bytes_of("Hi There"), out);
    assert_hex(out, "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    hmac_sha256(bytes_of("Jefe"), bytes_of("what do ya want for nothing?"), out);
    assert_hex(out, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    hmac_sha256(repeated(0xaa, 131),
                bytes_of("Test Using Larger Than Block-Size Key - Hash Key First"), out);
    assert_hex(out, "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

static void
hmac_takes_nothing_for_key_and_text(void **state)
{
    uint8_t out[SHA256_LEN];

    (void)state;
    hmac_sha256((struct bytes){0}, (struct bytes){0}, out);
    assert_hex(out, "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

static void
keys_are_derived_as_in_rfc_5869(void **state)
{
    uint8_t out[SEAL_KEY_LEN], other[SEAL_KEY_LEN];

    (void)state;
    seal_key(repeated(0x0b, 22), "", out); /* test case 3 (no salt), its first 32 bytes */
    assert_hex(out, "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d");
    seal_key(repeated(0x0b, 22), "cursor", other);
    assert_memory_not_equal(out, other, sizeof out);
}

static void
a_box_of_the_gcm_specification_opens(void **state)
{
    static const uint8_t key[SEAL_KEY_LEN];
    struct bytes plain;

    (void)state;
    assert_true(seal_open(arena, key,
                          hex("000000000000000000000000"
                              "cea7403d4d606b6e074ec5d3baf39d18"
                              "d0d1c8a799996bf0265b98b5d48ab919"),
                          &plain)); /* test case 14 */
    assert_int_equal(plain.len, 16);
    assert_hex(plain.data, "00000000000000000000000000000000");
    assert_true(seal_open(arena, key,
                          hex("000000000000000000000000"
                              "530f8afbc74536b9a963b4f1c4cb738b"),
                          &plain)); /* test case 13 */
    assert_int_equal(plain.len, 0);
}

static void
what_is_sealed_opens_with_the_same_key_only(void **state)
{
    uint8_t key[SEAL_KEY_LEN], other[SEAL_KEY_LEN];
    struct bytes box, again, plain;

    (void)state;
    random_bytes(key, sizeof key);
    random_bytes(other, sizeof other);
    for (size_t len = 0; len < 200; len += 13) {
        box = seal(arena, key, repeated('p', len));
        again = seal(arena, key, repeated('p', len));
        assert_int_equal(box.len, len + SEAL_OVERHEAD);
        assert_memory_not_equal(box.data, again.data, box.len);
        assert_true(seal_open(arena, key, box, &plain));
        assert_true(bytes_equal(plain, repeated('p', len)));
        assert_false(seal_open(arena, other, box, &plain));
    }
}

static void
a_box_changed_in_any_bit_or_cut_does_not_open(void **state)
{
    static const uint8_t key[SEAL_KEY_LEN];
    struct bytes box = seal(arena, key, bytes_of("a secret answer")), plain = {0};

    (void)state;
    for (size_t bit = 0; bit < box.len * 8; bit++) {
        uint8_t *bad = arena_array(arena, uint8_t, box.len);

        memcpy(bad, box.data, box.len);
        bad[bit / 8] ^= (uint8_t)(1 << bit % 8);
        assert_false(seal_open(arena, key, (struct bytes){bad, box.len}, &plain));
    }
    for (size_t len = 0; len < box.len; len++)
        assert_false(seal_open(arena, key, (struct bytes){box.data, len}, &plain));
    assert_null(plain.data);
}

static const struct {
    const char *name, *a, *b;
    bool equal;
} pairs[] = {
    {"both empty", "", "", true},
    {"the same", "token", "token", true},
    {"another last byte", "token", "tokem", false},
    {"another first byte", "token", "uoken", false},
    {"a beginning", "token", "toke", false},
    {"empty and not", "", "t", false},
};

static void
secrets_are_equal_only_when_they_are_the_same(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(pairs); i++)
        CHECK(pairs[i].name,
              bytes_equal_secret(bytes_of(pairs[i].a), bytes_of(pairs[i].b)) == pairs[i].equal);
    assert_true(bytes_equal_secret((struct bytes){0}, bytes_of("")));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sha256_gives_the_vectors_of_fips_180),
        cmocka_unit_test(hmac_gives_the_vectors_of_rfc_4231),
        cmocka_unit_test(hmac_takes_nothing_for_key_and_text),
        cmocka_unit_test(keys_are_derived_as_in_rfc_5869),
        cmocka_unit_test(a_box_of_the_gcm_specification_opens),
        cmocka_unit_test(secrets_are_equal_only_when_they_are_the_same),
        cmocka_unit_test(what_is_sealed_opens_with_the_same_key_only),
        cmocka_unit_test(a_box_changed_in_any_bit_or_cut_does_not_open),
    };

    return cmocka_run_group_tests_name("seal", tests, set_up, tear_down);
}
