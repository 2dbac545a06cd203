/* Reading msgpack: against msgpack-c where that reads it, and against what is no msgpack. */
#include "shared/codec/msg.h"

#include "shared/base/check.h"
#include "shared/base/must.h"
#include "shared/base/test_arena.h"

/* A string literal with its NULs, without its end. */
#define BYTES(text)                                                                                \
    {                                                                                              \
        (const uint8_t *)(text), sizeof(text) - 1                                                  \
    }

static const struct {
    const char *name;
    struct bytes in;
} sound[] = {
    {"nil", BYTES("\xc0")},
    {"booleans", BYTES("\x92\xc2\xc3")},
    {"small integers", BYTES("\x93\x00\x7f\xe0")},
    {"unsigned integers",
     BYTES("\x94\xcc\xff\xcd\xff\xfe\xce\xff\xff\xff\xfe\xcf\xff\xff\xff\xff\xff"
           "\xff\xff\xfe")},
    {"signed integers", BYTES("\x94\xd0\x80\xd1\x80\x00\xd2\x80\x00\x00\x01\xd3\x80\x00\x00\x00\x00"
                              "\x00\x00\x01")},
    {"positive signed integers",
     BYTES("\x94\xd0\x01\xd1\x01\x00\xd2\x01\x00\x00\x00\xd3\x01\x00\x00"
           "\x00\x00\x00\x00\x00")},
    {"floats", BYTES("\x92\xca\x3f\xc0\x00\x00\xcb\xc0\x09\x21\xfb\x54\x44\x2d\x18")},
    {"texts", BYTES("\x94\xa0\xa1x\xd9\x02xy\xda\x00\x01z")},
    {"a text of 32 bits of length", BYTES("\xdb\x00\x00\x00\x01x")},
    {"binaries", BYTES("\x93\xc4\x01\x00\xc5\x00\x02\x01\x02\xc6\x00\x00\x00\x00")},
    {"extensions", BYTES("\x93\xd4\x05x\xd5\xffxy\xc7\x03\x01xyz")},
    {"arrays", BYTES("\x93\x90\xdc\x00\x01\xc0\xdd\x00\x00\x00\x02\x01\x02")},
    {"maps", BYTES("\x83\xa1"
                   "a\x80\xa1"
                   "b\xde\x00\x01\x01\x02\xa1"
                   "c\xdf\x00\x00\x00\x00")},
};

static void
what_msgpack_c_reads_is_read_alike(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(sound); i++) {
        const msgpack_object *out = msg_unpack(arena, sound[i].in);
        msgpack_unpacked other;
        size_t at = 0;

        msgpack_unpacked_init(&other);
        CHECK(sound[i].name, msgpack_unpack_next(&other, (const char *)sound[i].in.data,
                                                 sound[i].in.len, &at) == MSGPACK_UNPACK_SUCCESS);
        CHECK(sound[i].name, out != NULL && msgpack_object_equal(*out, other.data));
        msgpack_unpacked_destroy(&other);
    }
}

static const struct {
    const char *name;
    struct bytes in;
} broken[] = {
    {"nothing", BYTES("")},
    {"more than one", BYTES("\xc0\xc0")},
    {"the byte that is never used", BYTES("\xc1")},
    {"a text cut short", BYTES("\xa2x")},
    {"a length cut short", BYTES("\xda\x00")},
    {"an integer cut short", BYTES("\xcf\x00\x00\x00\x00\x00\x00\x00")},
    {"a float cut short", BYTES("\xcb\x00")},
    {"an extension without its type", BYTES("\xc7\x00")},
    {"a map without its last value", BYTES("\x81\xa1x")},
    {"four thousand million elements", BYTES("\xdd\xff\xff\xff\xff\xc0")},
    {"four thousand million pairs", BYTES("\xdf\xff\xff\xff\xff\xc0\xc0")},
};

static void
what_is_broken_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(broken); i++)
        CHECK(broken[i].name, msg_unpack(arena, broken[i].in) == NULL);
}

static void
depth_has_a_limit(void **state)
{
    uint8_t nested[66];

    (void)state;
    memset(nested, 0x91, sizeof nested);
    nested[64] = nested[65] = 0xc0;
    assert_non_null(msg_unpack(arena, (struct bytes){nested, 65}));
    nested[64] = 0x91;
    assert_null(msg_unpack(arena, (struct bytes){nested, 66}));
}

static bool
same(const char *a, size_t a_len, const char *b, size_t b_len)
{
    struct buf x, y;
    bool equal;

    buf_init(&x);
    buf_init(&y);
    msg_canonical(arena, &x, msg_unpack(arena, (struct bytes){(const uint8_t *)a, a_len}));
    msg_canonical(arena, &y, msg_unpack(arena, (struct bytes){(const uint8_t *)b, b_len}));
    equal = bytes_equal((struct bytes){x.data, x.len}, (struct bytes){y.data, y.len});
    buf_fini(&x);
    buf_fini(&y);
    return equal;
}

static void
equal_values_have_one_form(void **state)
{
    (void)state;
#define SAME(a, b) same(a, sizeof(a) - 1, b, sizeof(b) - 1)
    assert_true(SAME("\x82\xa1"
                     "a\x01\xa1"
                     "b\x02",
                     "\x82\xa1"
                     "b\x02\xa1"
                     "a\x01"));
    assert_true(SAME("\x81\xa1"
                     "a\x01",
                     "\xde\x00\x01\xd9\x01"
                     "a\xcd\x00\x01"));
    assert_false(SAME("\x92\x01\x02", "\x92\x02\x01"));
    assert_false(SAME("\xa1x", "\xc4\x01x"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_msgpack_c_reads_is_read_alike, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_broken_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(depth_has_a_limit, set_up, tear_down),
        cmocka_unit_test_setup_teardown(equal_values_have_one_form, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
