/*
 * JSON to msgpack.  The way back is json_write.c.
 */
#include "shared/codec/json.h"
#include "shared/base/must.h"

#include <jansson.h>
#include <string.h>

enum { KEY_SHOWN = 64 }; /* bytes of a refused key that the sentence repeats */

struct place {
    int line, column; /* from 1; columns count code points */
};

static struct place
place_of(struct bytes text, size_t at)
{
    struct place p = {1, 1};

    for (size_t i = 0; i < at && i < text.len; i++) {
        if (text.data[i] == '\n')
            p = (struct place){p.line + 1, 1};
        else if ((text.data[i] & 0xc0) != 0x80)
            p.column++;
    }
    return p;
}

/* The index after the string whose opening quote is at `at`. */
static size_t
skip_string(struct bytes text, size_t at)
{
    for (at++; at < text.len && text.data[at] != '"'; at++)
        if (text.data[at] == '\\')
            at++;
    return at + 1;
}

/*
 * Where the text goes below JSON_DEPTH, or text.len.  jansson recurses down to a limit of its own,
 * 2048, which is more stack than a worker should give a stranger.
 */
static size_t
find_too_deep(struct bytes text)
{
    int depth = 0;
    size_t i = 0;

    while (i < text.len) {
        uint8_t c = text.data[i];

        if (c == '"') {
            i = skip_string(text, i);
            continue;
        }
        if ((c == '[' || c == '{') && ++depth > JSON_DEPTH)
            return i;
        if (c == ']' || c == '}')
            depth--;
        i++;
    }
    return text.len;
}

/* The raw text between the quotes of the string that ends before `end`; empty when there is none.
 */
static struct bytes
string_before(struct bytes text, size_t end)
{
    size_t start;

    if (end < 2 || end > text.len || text.data[end - 1] != '"')
        return (struct bytes){0};
    for (start = end - 2; start > 0; start--) {
        size_t slashes = 0;

        if (text.data[start] != '"')
            continue;
        while (slashes < start && text.data[start - 1 - slashes] == '\\')
            slashes++;
        if (slashes % 2 == 0)
            return (struct bytes){text.data + start + 1, end - start - 2};
    }
    return (struct bytes){0};
}

/* A sentence about a key.  jansson has checked its UTF-8; a long one is cut between characters. */
static const char *
say_key(struct arena *a, struct bytes text, const json_error_t *error, const char *what)
{
    struct bytes key = string_before(text, (size_t)error->position);
    size_t len = key.len;

    if (len > KEY_SHOWN) {
        len = KEY_SHOWN;
        while (len > 0 && (key.data[len] & 0xc0) == 0x80)
            len--;
    }
    return arena_printf(a, "the key \"%.*s%s\" %s (line %d, column %d)", (int)len,
                        key.data == NULL ? "" : (const char *)key.data, len < key.len ? "..." : "",
                        what, error->line, error->column);
}

static const char *
say_place(struct arena *a, const char *what, struct place p)
{
    return arena_printf(a, "%s (line %d, column %d)", what, p.line, p.column);
}

static const char *
malformed_because(enum json_error_code code)
{
    switch ((int)code) {
    case json_error_premature_end_of_input:
        return "the JSON text ends too early";
    case json_error_end_of_input_expected:
        return "something follows the JSON value";
    case json_error_invalid_utf8:
        return "the text is not UTF-8";
    default:
        return "the text is not JSON";
    }
}

/* jansson's own sentences quote the input, perhaps cut inside a character, so they are not used. */
static enum json_error
explain(struct arena *a, struct bytes text, const json_error_t *error, const char **why)
{
    struct place p = {error->line < 1 ? 1 : error->line, error->column < 1 ? 1 : error->column};

    switch ((int)json_error_code(error)) {
    case json_error_duplicate_key:
        *why = say_key(a, text, error, "is given twice");
        return JSON_REFUSED;
    case json_error_null_byte_in_key:
        *why = say_key(a, text, error, "has a U+0000");
        return JSON_REFUSED;
    case json_error_numeric_overflow:
        *why = say_place(a, "a number is out of range", p);
        return JSON_REFUSED;
    default:
        *why = say_place(a, malformed_because(json_error_code(error)), p);
        return JSON_MALFORMED;
    }
}

static void
put_big_endian(struct buf *out, uint8_t head, uint64_t value, int width)
{
    uint8_t *at = buf_reserve(out, 9);

    *at++ = head;
    for (int shift = 8 * (width - 1); shift >= 0; shift -= 8)
        *at++ = (uint8_t)(value >> shift);
    out->len += 1 + (size_t)width;
}

/* The heads of one family: short form below `short_end` (as bits in the head), then 8, 16, 32 bits.
 */
static void
put_head(struct buf *out, size_t n, uint8_t short_head, size_t short_end, const uint8_t wide[3])
{
    must(n <= UINT32_MAX);
    if (n < short_end)
        put_big_endian(out, (uint8_t)(short_head | n), 0, 0);
    else if (n <= UINT8_MAX && wide[0] != 0)
        put_big_endian(out, wide[0], n, 1);
    else if (n <= UINT16_MAX)
        put_big_endian(out, wide[1], n, 2);
    else
        put_big_endian(out, wide[2], n, 4);
}

static void
put_string(struct buf *out, const char *text, size_t len)
{
    put_head(out, len, 0xa0, 32, (const uint8_t[]){0xd9, 0xda, 0xdb});
    buf_add(out, text, len);
}

/* The narrowest of the four widths, 1 << step bytes, that holds `n`. */
static int
step_of(int64_t n)
{
    if (n >= 0)
        return n <= UINT8_MAX ? 0 : n <= UINT16_MAX ? 1 : n <= UINT32_MAX ? 2 : 3;
    return n >= INT8_MIN ? 0 : n >= INT16_MIN ? 1 : n >= INT32_MIN ? 2 : 3;
}

static void
put_integer(struct buf *out, int64_t n)
{
    int step = step_of(n);

    if (n >= -32 && n <= INT8_MAX)
        put_big_endian(out, (uint8_t)n, 0, 0);
    else
        put_big_endian(out, (uint8_t)((n < 0 ? 0xd0 : 0xcc) + step), (uint64_t)n, 1 << step);
}

static void
put_real(struct buf *out, double x)
{
    uint64_t bits;

    memcpy(&bits, &x, sizeof bits);
    put_big_endian(out, 0xcb, bits, 8);
}

static void put_value(struct buf *out, json_t *value);

static void
put_object(struct buf *out, json_t *object)
{
    const char *key;
    json_t *value;

    put_head(out, json_object_size(object), 0x80, 16, (const uint8_t[]){0, 0xde, 0xdf});
    json_object_foreach(object, key, value)
    {
        put_string(out, key, strlen(key)); /* a U+0000 in it was refused */
        put_value(out, value);
    }
}

static void
put_array(struct buf *out, json_t *array)
{
    size_t i;
    json_t *value;

    put_head(out, json_array_size(array), 0x90, 16, (const uint8_t[]){0, 0xdc, 0xdd});
    json_array_foreach(array, i, value) put_value(out, value);
}

static void
put_value(struct buf *out, json_t *value)
{
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        put_object(out, value);
        break;
    case JSON_ARRAY:
        put_array(out, value);
        break;
    case JSON_STRING:
        put_string(out, json_string_value(value), json_string_length(value));
        break;
    case JSON_INTEGER:
        put_integer(out, json_integer_value(value));
        break;
    case JSON_REAL:
        put_real(out, json_real_value(value));
        break;
    case JSON_TRUE:
        put_big_endian(out, 0xc3, 0, 0);
        break;
    case JSON_FALSE:
        put_big_endian(out, 0xc2, 0, 0);
        break;
    case JSON_NULL:
        put_big_endian(out, 0xc0, 0, 0);
        break;
    }
}

enum json_error
json_to_msgpack(struct arena *a, struct bytes text, struct buf *out, const char **why)
{
    const size_t flags = JSON_REJECT_DUPLICATES | JSON_DECODE_ANY | JSON_ALLOW_NUL;
    size_t deep = find_too_deep(text);
    json_error_t error;
    json_t *root;

    if (text.len == 0) {
        *why = "the text is empty";
        return JSON_MALFORMED;
    }
    if (deep < text.len) {
        *why = say_place(a, "the JSON nests too deep", place_of(text, deep));
        return JSON_MALFORMED;
    }
    root = json_loadb((const char *)text.data, text.len, flags, &error);
    if (root == NULL)
        return explain(a, text, &error, why);
    put_value(out, root);
    json_decref(root);
    return JSON_OK;
}
