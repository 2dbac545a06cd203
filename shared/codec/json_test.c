#include "shared/base/check.h"
#include "shared/base/must.h"
#include "shared/codec/json.h"

#include <float.h>
#include <stdio.h>
#include <stdlib.h>

static struct arena *arena;
static struct buf packed, text;

static int
set_up(void **state)
{
    (void)state;
    arena = arena_new(1 << 20);
    buf_init(&packed);
    buf_init(&text);
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    buf_fini(&packed);
    buf_fini(&text);
    arena_destroy(arena);
    return 0;
}

static struct bytes
of(const char *s)
{
    return (struct bytes){(const uint8_t *)s, strlen(s)};
}

/* An exact heap copy, so that a read past its end is seen. */
static enum json_error
parse(struct bytes in, const char **why)
{
    uint8_t *copy = malloc(in.len);
    enum json_error error;

    memcpy(copy, in.data, in.len);
    buf_reset(&packed);
    error = json_to_msgpack(arena, (struct bytes){copy, in.len}, &packed, why);
    free(copy);
    return error;
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
    const char *name, *json;
    struct bytes packed;
    const char *back; /* NULL: as `json` */
} values[] = {
    {"null", "null", PACK("\xc0"), NULL},
    {"true", "true", PACK("\xc3"), NULL},
    {"false", " false\n", PACK("\xc2"), "false"},
    {"zero", "0", PACK("\x00"), NULL},
    {"minus zero is an integer", "-0", PACK("\x00"), "0"},
    {"fixint", "127", PACK("\x7f"), NULL},
    {"uint 8", "128", PACK("\xcc\x80"), NULL},
    {"uint 8, last", "255", PACK("\xcc\xff"), NULL},
    {"uint 16", "256", PACK("\xcd\x01\x00"), NULL},
    {"uint 16, last", "65535", PACK("\xcd\xff\xff"), NULL},
    {"uint 32", "65536", PACK("\xce\x00\x01\x00\x00"), NULL},
    {"uint 32, last", "4294967295", PACK("\xce\xff\xff\xff\xff"), NULL},
    {"uint 64", "4294967296", PACK("\xcf\0\0\0\x01\0\0\0\0"), NULL},
    {"the largest", "9223372036854775807", PACK("\xcf\x7f\xff\xff\xff\xff\xff\xff\xff"), NULL},
    {"negative fixint", "-32", PACK("\xe0"), NULL},
    {"int 8", "-33", PACK("\xd0\xdf"), NULL},
    {"int 8, last", "-128", PACK("\xd0\x80"), NULL},
    {"int 16", "-129", PACK("\xd1\xff\x7f"), NULL},
    {"int 16, last", "-32768", PACK("\xd1\x80\x00"), NULL},
    {"int 32", "-32769", PACK("\xd2\xff\xff\x7f\xff"), NULL},
    {"int 32, last", "-2147483648", PACK("\xd2\x80\0\0\0"), NULL},
    {"int 64", "-2147483649", PACK("\xd3\xff\xff\xff\xff\x7f\xff\xff\xff"), NULL},
    {"the smallest", "-9223372036854775808", PACK("\xd3\x80\0\0\0\0\0\0\0"), NULL},
    {"a float", "1.5", PACK("\xcb\x3f\xf8\0\0\0\0\0\0"), NULL},
    {"a float stays one", "1.0", PACK("\xcb\x3f\xf0\0\0\0\0\0\0"), NULL},
    {"an exponent makes a float", "1e0", PACK("\xcb\x3f\xf0\0\0\0\0\0\0"), "1.0"},
    {"the empty text", "\"\"", PACK("\xa0"), NULL},
    {"a text", "\"abc\"",
     PACK("\xa3"
          "abc"),
     NULL},
    {"escapes", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\"", PACK("\xa9\"\\/\b\f\n\r\tA"),
     "\"\\\"\\\\/\\b\\f\\n\\r\\tA\""},
    {"controls", "\"\\u0001\\u001f\\u007f\"", PACK("\xa3\x01\x1f\x7f"), "\"\\u0001\\u001f\x7f\""},
    {"U+0000 is kept for the walker", "\"a\\u0000b\"",
     PACK("\xa3"
          "a\0b"),
     NULL},
    {"a surrogate pair", "\"\\ud83d\\ude00\"", PACK("\xa4\xf0\x9f\x98\x80"), "\"😀\""},
    {"letters of two and three bytes", "\"Žofie €\"", PACK("\xaaŽofie €"), NULL},
    {"an empty array", "[]", PACK("\x90"), NULL},
    {"an empty map", "{}", PACK("\x80"), NULL},
    {"nested", "{ \"a\" : [ 1 , { } , [ ] ] , \"b\" : null }",
     PACK("\x82\xa1"
          "a\x93\x01\x80\x90\xa1"
          "b\xc0"),
     "{\"a\":[1,{},[]],\"b\":null}"},
    {"keys stay in order", "{\"z\":1,\"a\":2,\"m\":3}",
     PACK("\x83\xa1z\x01\xa1"
          "a\x02\xa1m\x03"),
     NULL},
    {"the empty key", "{\"\":1}", PACK("\x81\xa0\x01"), NULL},
};

static void
values_go_both_ways(void **state)
{
    const char *why;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(values); i++) {
        const char *back = values[i].back == NULL ? values[i].json : values[i].back;

        CHECK(values[i].name, parse(of(values[i].json), &why) == JSON_OK);
        CHECK(values[i].name, packed.len == values[i].packed.len);
        assert_memory_equal(packed.data, values[i].packed.data, packed.len);
        assert_true(write_text(packed.data, packed.len));
        assert_int_equal(text.len, strlen(back));
        assert_memory_equal(text.data, back, text.len);
    }
}

static const struct {
    const char *name;
    struct bytes json;
    enum json_error want;
    const char *why;
} refusals[] = {
    {"nothing", PACK(""), JSON_MALFORMED, "the text is empty"},
    {"blanks only", PACK("  \n "), JSON_MALFORMED, NULL},
    {"a word", PACK("hello"), JSON_MALFORMED, "the text is not JSON (line 1, column 5)"},
    {"cut", PACK("{\"a\":"), JSON_MALFORMED, "the JSON text ends too early (line 1, column 5)"},
    {"cut in an escape", PACK("\"abc\\"), JSON_MALFORMED, NULL},
    {"two values", PACK("{} {}"), JSON_MALFORMED,
     "something follows the JSON value (line 1, column 4)"},
    {"a closing bracket", PACK("]"), JSON_MALFORMED, NULL},
    {"a trailing comma", PACK("[1,]"), JSON_MALFORMED, NULL},
    {"single quotes", PACK("{'a':1}"), JSON_MALFORMED, NULL},
    {"a comment", PACK("/* */ 1"), JSON_MALFORMED, NULL},
    {"a leading zero", PACK("01"), JSON_MALFORMED, NULL},
    {"NaN", PACK("NaN"), JSON_MALFORMED, NULL},
    {"a raw line end in a text", PACK("\"a\nb\""), JSON_MALFORMED, NULL},
    {"a raw U+0000", PACK("\"a\0b\""), JSON_MALFORMED, NULL},
    {"a byte order mark", PACK("\xef\xbb\xbf{}"), JSON_MALFORMED, NULL},
    {"not UTF-8", PACK("\"\xff\""), JSON_MALFORMED, "the text is not UTF-8 (line 1, column 1)"},
    {"an overlong form", PACK("\"\xc0\x80\""), JSON_MALFORMED, NULL},
    {"a surrogate in UTF-8", PACK("\"\xed\xa0\x80\""), JSON_MALFORMED, NULL},
    {"a lone high surrogate", PACK("\"\\ud800\""), JSON_MALFORMED, NULL},
    {"a high surrogate and a letter", PACK("\"\\ud800\\u0041\""), JSON_MALFORMED, NULL},
    {"a lone low surrogate", PACK("\"\\udc00\""), JSON_MALFORMED, NULL},
    {"a lone surrogate in a key", PACK("{\"\\udc00\":1}"), JSON_MALFORMED, NULL},
    {"a duplicate key", PACK("{\"a\":1,\n \"a\":2}"), JSON_REFUSED,
     "the key \"a\" is given twice (line 2, column 4)"},
    {"a duplicate key with quotes in it", PACK("{\"a\\\"b\\\\\":1,\"a\\\"b\\\\\":2}"), JSON_REFUSED,
     "the key \"a\\\"b\\\\\" is given twice (line 1, column 20)"},
    {"the same key once escaped", PACK("{\"a\":1,\"\\u0061\":2}"), JSON_REFUSED,
     "the key \"\\u0061\" is given twice (line 1, column 15)"},
    {"a long duplicate key",
     PACK("{\"ééééééééééééééééééééééééééééééééééééé\":1,\"ééééééééééééééééééééééééééééééééééééé\":"
          "2}"),
     JSON_REFUSED,
     "the key \"éééééééééééééééééééééééééééééééé...\" is given twice (line 1, column 82)"},
    {"a key with U+0000", PACK("{\"a\\u0000\":1}"), JSON_REFUSED,
     "the key \"a\\u0000\" has a U+0000 (line 1, column 10)"},
    {"an integer past 64 bits", PACK("{\"n\": 9223372036854775808}"), JSON_REFUSED,
     "a number is out of range (line 1, column 25)"},
    {"a negative integer past 64 bits", PACK("-9223372036854775809"), JSON_REFUSED, NULL},
    {"a number past double", PACK("1e999"), JSON_REFUSED, NULL},
    {"a negative number past double", PACK("-1e999"), JSON_REFUSED, NULL},
};

static void
what_is_refused_is_explained(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(refusals); i++) {
        const char *why = NULL;

        CHECK(refusals[i].name, parse(refusals[i].json, &why) == refusals[i].want);
        CHECK(refusals[i].name, why != NULL && packed.len == 0);
        if (refusals[i].why != NULL)
            assert_string_equal(why, refusals[i].why);
    }
}

static void
a_number_too_small_for_double_is_zero(void **state)
{
    const char *why;

    (void)state;
    assert_int_equal(parse(of("1e-999"), &why), JSON_OK);
    assert_true(write_text(packed.data, packed.len));
    assert_memory_equal(text.data, "0.0", 3);
}

/* `depth` times `open`, then as many times `close`. */
static const char *
nest(int depth, const char *open, const char *inner, const char *close)
{
    char *out = arena_strndup(arena, "", 0);

    for (int i = 0; i < depth; i++)
        out = arena_printf(arena, "%s%s", out, open);
    out = arena_printf(arena, "%s%s", out, inner);
    for (int i = 0; i < depth; i++)
        out = arena_printf(arena, "%s%s", out, close);
    return out;
}

static void
thirty_two_levels_pass_and_one_more_does_not(void **state)
{
    const char *why;

    (void)state;
    assert_int_equal(parse(of(nest(JSON_DEPTH, "[", "", "]")), &why), JSON_OK);
    assert_true(write_text(packed.data, packed.len));
    assert_int_equal(parse(of(nest(JSON_DEPTH / 2, "[{\"a\":", "1", "}]")), &why), JSON_OK);
    assert_int_equal(parse(of(nest(JSON_DEPTH + 1, "[", "", "]")), &why), JSON_MALFORMED);
    assert_string_equal(why, "the JSON nests too deep (line 1, column 33)");
    assert_int_equal(parse(of(nest(JSON_DEPTH + 1, "\n{\"é\":", "1", "}")), &why), JSON_MALFORMED);
    assert_string_equal(why, "the JSON nests too deep (line 34, column 1)");
}

static void
brackets_inside_texts_are_no_levels(void **state)
{
    const char *why;

    (void)state;
    assert_int_equal(parse(of(nest(1, "\"\\\"", nest(100, "[{", "\\\\", ""), "\"")), &why),
                     JSON_OK);
    assert_int_equal(parse(of(nest(100, "[],", "", "")), &why), JSON_MALFORMED);
}

static const struct {
    const char *name, *text;
    size_t values;
    int depth;
} counts[] = {
    {"one", "7", 1, 0},
    {"an empty object", " { } ", 1, 1},
    {"names are no values", "{\"a\":1,\"b\" : \"c\"}", 3, 1},
    {"each kind", "[null,true,false,-1.5e3,\"\",{},[]]", 8, 2},
    {"objects without end", "{\"tags\":[{},{},{}]}", 5, 3},
    {"texts with marks", "[\"[{,:\\\"]\",\"a\\\\\"]", 3, 1},
    {"blanks before a colon", "{\"a\"\n\t : [1 , 2]}", 4, 2},
};

static enum json_error
parse_within(const char *in, size_t most, int depth, const char **why)
{
    const struct json_bounds bounds = {most, depth};

    buf_reset(&packed);
    return json_to_msgpack_within(arena, of(in), &bounds, &packed, why);
}

static void
values_and_levels_are_counted_before_a_tree_is_made(void **state)
{
    const char *why;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(counts); i++) {
        const char *in = counts[i].text;
        size_t most = counts[i].values;
        int depth = counts[i].depth;

        CHECK(counts[i].name, parse_within(in, most, depth, &why) == JSON_OK);
        CHECK(counts[i].name, parse_within(in, most + 1, depth + 1, &why) == JSON_OK);
        CHECK(counts[i].name, parse_within(in, most - 1, depth, &why) == JSON_REFUSED);
        if (depth > 0)
            CHECK(counts[i].name, parse_within(in, most, depth - 1, &why) == JSON_MALFORMED);
    }
}

static void
too_many_values_are_told_with_their_member(void **state)
{
    const char *why;

    (void)state;
    assert_int_equal(parse_within("{\"a\":1,\n\"tags\":[{},{}]}", 4, 9, &why), JSON_REFUSED);
    assert_string_equal(why, "has more than 4 values, at \"tags\" (line 2, column 12)");
    assert_int_equal(parse_within("[1,2,3]", 2, 9, &why), JSON_REFUSED);
    assert_string_equal(why, "has more than 2 values (line 1, column 4)");
    assert_int_equal(parse_within("{\"\xff\":[1]}", 1, 9, &why), JSON_REFUSED);
    assert_string_equal(why, "has more than 1 values (line 1, column 6)");
}

static const size_t sizes[] = {0, 1, 15, 16, 31, 32, 255, 256, 65535, 65536};

static void
lengths_of_every_class_go_both_ways(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
        struct buf json;
        const char *why;

        buf_init(&json);
        buf_add_text(&json, "[\"");
        for (size_t j = 0; j < sizes[i]; j++)
            buf_add_text(&json, "x");
        buf_add_text(&json, "\",[");
        for (size_t j = 0; j < sizes[i]; j++)
            buf_add_text(&json, j == 0 ? "0" : ",0");
        buf_add_text(&json, "],{");
        for (size_t j = 0; j < sizes[i]; j++) {
            char pair[32];

            snprintf(pair, sizeof pair, "%s\"%zu\":0", j == 0 ? "" : ",", j);
            buf_add_text(&json, pair);
        }
        buf_add_text(&json, "}]");
        assert_int_equal(parse((struct bytes){json.data, json.len}, &why), JSON_OK);
        assert_true(write_text(packed.data, packed.len));
        assert_int_equal(text.len, json.len);
        assert_memory_equal(text.data, json.data, json.len);
        buf_fini(&json);
    }
}

static const double doubles[] = {
    0.1,      0.2,     0.1 + 0.2, 1.0 / 3, 1e21, 1e22,    123456789012345680.0, DBL_MAX,
    -DBL_MAX, DBL_MIN, 5e-324,    -0.0,    1e-7, 2.5e-10, 9007199254740993.0,   100.0,
    1e15,     1e16,    3.0e5,
};

static void
floats_read_back_the_same(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(doubles); i++) {
        uint8_t in[9] = {0xcb};
        uint64_t bits, back;
        const char *why;
        double x;

        memcpy(&bits, &doubles[i], 8);
        for (int j = 0; j < 8; j++)
            in[1 + j] = (uint8_t)(bits >> (56 - 8 * j));
        assert_true(write_text(in, sizeof in));
        buf_add(&text, "", 1);
        x = strtod((const char *)text.data, NULL);
        memcpy(&back, &x, 8);
        assert_int_equal(back, bits);
        assert_int_equal(parse(of((const char *)text.data), &why), JSON_OK);
        assert_int_equal(packed.len, 9);
        assert_memory_equal(packed.data, in, 9);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_go_both_ways),
        cmocka_unit_test(what_is_refused_is_explained),
        cmocka_unit_test(a_number_too_small_for_double_is_zero),
        cmocka_unit_test(thirty_two_levels_pass_and_one_more_does_not),
        cmocka_unit_test(brackets_inside_texts_are_no_levels),
        cmocka_unit_test(values_and_levels_are_counted_before_a_tree_is_made),
        cmocka_unit_test(too_many_values_are_told_with_their_member),
        cmocka_unit_test(lengths_of_every_class_go_both_ways),
        cmocka_unit_test(floats_read_back_the_same),
    };

    return cmocka_run_group_tests_name("json", tests, set_up, tear_down);
}
