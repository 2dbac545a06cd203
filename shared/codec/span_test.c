#include "shared/base/check.h"
#include "shared/codec/pack.h"
#include "shared/codec/span.h"

#include <stdlib.h>

static const struct {
    const char *name;
    uint8_t bytes[16];
    size_t len;
    size_t taken; /* 0: refused */
} cases[] = {
    {"nil", {0xc0}, 1, 1},
    {"a small number, then more", {0x07, 0x07}, 2, 1},
    {"a negative number", {0xff}, 1, 1},
    {"a boolean", {0xc3}, 1, 1},
    {"the byte that means nothing", {0xc1}, 1, 0},
    {"a float", {0xca, 0, 0, 0, 0}, 5, 5},
    {"a double, cut off", {0xcb, 0, 0, 0, 0}, 5, 0},
    {"an int64", {0xd3, 1, 2, 3, 4, 5, 6, 7, 8}, 9, 9},
    {"a short text", {0xa2, 'a', 'b'}, 3, 3},
    {"a short text, cut off", {0xa3, 'a', 'b'}, 3, 0},
    {"a text with a length", {0xd9, 2, 'a', 'b'}, 4, 4},
    {"a text whose length lies", {0xdb, 0xff, 0xff, 0xff, 0xff, 'a'}, 6, 0},
    {"bytes", {0xc4, 1, 0}, 3, 3},
    {"a fixed extension", {0xd4, 1, 0}, 3, 3},
    {"an extension", {0xc7, 2, 1, 0, 0}, 5, 5},
    {"an extension, cut off", {0xc7, 2, 1, 0}, 4, 0},
    {"an empty array", {0x90}, 1, 1},
    {"nested arrays", {0x91, 0x91, 0x92, 1, 2}, 5, 5},
    {"an array without its item", {0x91}, 1, 0},
    {"a map", {0x81, 0xa1, 'a', 0x92, 1, 2}, 6, 6},
    {"a map without its value", {0x81, 0xa1, 'a'}, 3, 0},
    {"an array whose count lies", {0xdd, 0xff, 0xff, 0xff, 0xff, 1}, 6, 0},
    {"a map whose count lies", {0xdf, 0xff, 0xff, 0xff, 0xff, 1}, 6, 0},
    {"nothing", {0}, 0, 0},
};

/* On the heap, so that a read past the end is seen. */
static void
values_are_skipped_whole(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        uint8_t *tight = malloc(cases[i].len > 0 ? cases[i].len : 1);
        struct span s;
        struct bytes extent = {NULL, 0};

        assert_non_null(tight);
        memcpy(tight, cases[i].bytes, cases[i].len);
        s = span_of((struct bytes){tight, cases[i].len});
        CHECK(cases[i].name, span_skip(&s, &extent) == (cases[i].taken > 0));
        CHECK(cases[i].name, extent.len == cases[i].taken);
        CHECK(cases[i].name, s.at == tight + cases[i].taken);
        free(tight);
    }
}

static void
depth_costs_no_stack(void **state)
{
    enum { DEPTH = 1000000 };
    uint8_t *deep = malloc(DEPTH + 1);
    struct bytes extent;
    struct span s;

    (void)state;
    assert_non_null(deep);
    memset(deep, 0x91, DEPTH);
    deep[DEPTH] = 0xc0;
    s = span_of((struct bytes){deep, DEPTH + 1});
    assert_true(span_skip(&s, &extent));
    assert_int_equal(extent.len, DEPTH + 1);
    free(deep);
}

static void
what_is_packed_is_read(void **state)
{
    static const int64_t numbers[] = {0,      1,     127,     128,        65535,      65536,
                                      -1,     -32,   -33,     -129,       -32769,     INT64_MAX,
                                      100000, 40000, -100000, 4294967295, 4294967296, INT64_MIN};
    struct buf out;
    struct span s;

    (void)state;
    buf_init(&out);
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        pack_int(&out, numbers[i]);
    s = span_of((struct bytes){out.data, out.len});
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        int64_t got;

        assert_true(span_int(&s, &got));
        assert_true(got == numbers[i]);
    }
    assert_ptr_equal(s.at, s.end);
    buf_fini(&out);
}

static void
another_type_moves_nothing(void **state)
{
    static const uint8_t number[] = {0xcf, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff};
    static const uint8_t text[] = {0xa2, 'n', 'o'};
    struct span s = span_of((struct bytes){number, sizeof number});
    struct bytes got;
    uint32_t count;
    int64_t n;

    (void)state;
    assert_false(span_int(&s, &n)); /* above INT64_MAX */
    assert_false(span_text(&s, &got) || span_map(&s, &count));
    assert_false(span_nil(&s));
    assert_ptr_equal(s.at, number);
    s = span_of((struct bytes){text, sizeof text});
    assert_false(span_map(&s, &count));
    assert_ptr_equal(s.at, text);
    assert_true(span_text(&s, &got) && text_is(got, "no"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_skipped_whole),
        cmocka_unit_test(depth_costs_no_stack),
        cmocka_unit_test(what_is_packed_is_read),
        cmocka_unit_test(another_type_moves_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
