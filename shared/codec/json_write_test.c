/* msgpack from whoever sends it: written as JSON, or refused without a trace. */
#include "shared/codec/json.h"

#include "shared/base/check.h"
#include "shared/base/must.h"

#include <stdlib.h>

static struct buf text;

static int
tear_down(void **state)
{
    (void)state;
    buf_fini(&text);
    return 0;
}

static bool
write_text(const void *data, size_t len)
{
    uint8_t *copy = malloc(len);
    bool good;

    memcpy(copy, data, len);
    buf_reset(&text);
    good = json_from_msgpack((struct bytes){copy, len}, &text);
    free(copy);
    return good;
}

#define PACK(s)                                                                                    \
    {                                                                                              \
        (const uint8_t *)(s), sizeof(s) - 1                                                        \
    }

static const struct {
    const char *name;
    struct bytes packed;
    const char *json; /* NULL: refused */
} foreign[] = {
    {"binary is base64url", PACK("\xc4\x03\xfb\xff\xfe"), "\"-__-\""},
    {"empty binary", PACK("\xc4\x00"), "\"\""},
    {"binary 16 and 32",
     PACK("\x92\xc5\x00\x01"
          "f\xc6\0\0\0\x01"
          "f"),
     "[\"Zg\",\"Zg\"]"},
    {"a float of four bytes", PACK("\xca\x3f\xc0\x00\x00"), "1.5"},
    {"NaN is null", PACK("\xcb\x7f\xf8\0\0\0\0\0\0"), "null"},
    {"infinity is null", PACK("\xca\xff\x80\x00\x00"), "null"},
    {"past int64", PACK("\xcf\xff\xff\xff\xff\xff\xff\xff\xff"), "18446744073709551615"},
    {"wide heads for small things",
     PACK("\xdd\0\0\0\x02\xdb\0\0\0\x01"
          "a\xdf\0\0\0\0"),
     "[\"a\",{}]"},
    {"a text with all kinds of bytes",
     PACK("\xd9\x14"
          "0123456789\"12345678\n"),
     "\"0123456789\\\"12345678\\n\""},
    {"the unused head", PACK("\xc1"), NULL},
    {"an extension", PACK("\xd4\x01\x00"), NULL},
    {"an extension with a length", PACK("\xc7\x01\x01\x00"), NULL},
    {"a number for a key", PACK("\x81\x01\x01"), NULL},
    {"an array for a key", PACK("\x81\x90\x01"), NULL},
    {"binary for a key",
     PACK("\x81\xc4\x01"
          "a\x01"),
     NULL},
    {"two values", PACK("\x01\x02"), NULL},
    {"not UTF-8", PACK("\xa1\xff"), NULL},
    {"UTF-8 cut by the text's end", PACK("\x92\xa2\xe2\x82\xa1\xac"), NULL},
    {"overlong UTF-8", PACK("\xa3\xe0\x80\x80"), NULL},
    {"a surrogate", PACK("\xa3\xed\xa0\x80"), NULL},
    {"past U+10FFFF", PACK("\xa4\xf4\x90\x80\x80"), NULL},
    {"a huge array with nothing in it", PACK("\xdd\xff\xff\xff\xff"), NULL},
    {"a huge map with one pair", PACK("\xdf\xff\xff\xff\xff\xa0\xc0"), NULL},
    {"a huge text",
     PACK("\xdb\xff\xff\xff\xff"
          "abc"),
     NULL},
    {"a map without its last value",
     PACK("\x81\xa1"
          "a"),
     NULL},
};

static void
foreign_messages_are_written_or_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(foreign); i++) {
        bool good = write_text(foreign[i].packed.data, foreign[i].packed.len);

        CHECK(foreign[i].name, good == (foreign[i].json != NULL));
        if (good) {
            assert_int_equal(text.len, strlen(foreign[i].json));
            assert_memory_equal(text.data, foreign[i].json, text.len);
        } else {
            assert_int_equal(text.len, 0);
        }
    }
    assert_false(json_from_msgpack((struct bytes){0}, &text));
}

static void
a_message_cut_anywhere_is_refused(void **state)
{
    static const char whole[] = "\x83\xa1"
                                "a\x93\x01\xcd\x01\x00\xcb\x3f\xf8\0\0\0\0\0\0\xa1"
                                "b\xd9\x02hi\xa1"
                                "c\xc4\x02xy";

    (void)state;
    assert_true(write_text(whole, sizeof whole - 1));
    for (size_t len = 0; len < sizeof whole - 1; len++)
        assert_false(write_text(whole, len));
}

static void
a_refusal_leaves_what_was_written_before(void **state)
{
    (void)state;
    buf_reset(&text);
    buf_add_text(&text, "before");
    assert_false(json_from_msgpack((struct bytes)PACK("\x92\x01\xc1"), &text));
    assert_int_equal(text.len, 6);
    assert_memory_equal(text.data, "before", 6);
}

static void
messages_may_nest_a_little_deeper_than_requests(void **state)
{
    uint8_t deep[JSON_DEPTH + 18];

    (void)state;
    memset(deep, 0x91, sizeof deep);
    deep[JSON_DEPTH + 15] = 0x90;
    assert_true(write_text(deep, JSON_DEPTH + 16));
    deep[JSON_DEPTH + 15] = 0x91;
    deep[JSON_DEPTH + 16] = 0x90;
    assert_false(write_text(deep, JSON_DEPTH + 17));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(foreign_messages_are_written_or_refused),
        cmocka_unit_test(a_message_cut_anywhere_is_refused),
        cmocka_unit_test(a_refusal_leaves_what_was_written_before),
        cmocka_unit_test(messages_may_nest_a_little_deeper_than_requests),
    };

    return cmocka_run_group_tests_name("json_write", tests, NULL, tear_down);
}
