/*
 * JSON to msgpack; the way back is json_write.c.
 *
 * jansson parses, since a parser meets hostile bytes.  Two things about it are ours: the depth is
 * checked before, because jansson recurses down to 2048 levels, and its sentences are not shown,
 * because they quote the input, perhaps cut inside a character.
 */
#include "shared/codec/json.h"

#include "shared/codec/pack.h"

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

/* Where the text goes below JSON_DEPTH, or text.len. */
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

/* The raw text between the quotes of the string that ends before `end`; empty: there is none. */
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

static void pack_json(struct buf *out, json_t *value);

static void
pack_json_object(struct buf *out, json_t *object)
{
    const char *key;
    json_t *value;

    pack_map(out, json_object_size(object));
    json_object_foreach(object, key, value)
    {
        pack_word(out, key); /* a U+0000 in it was refused */
        pack_json(out, value);
    }
}

static void
pack_json_array(struct buf *out, json_t *array)
{
    size_t i;
    json_t *value;

    pack_array(out, json_array_size(array));
    json_array_foreach(array, i, value) pack_json(out, value);
}

static void
pack_json_string(struct buf *out, json_t *string)
{
    const void *text = json_string_value(string);

    pack_text(out, (struct bytes){text, json_string_length(string)});
}

static void
pack_json(struct buf *out, json_t *value)
{
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        return pack_json_object(out, value);
    case JSON_ARRAY:
        return pack_json_array(out, value);
    case JSON_STRING:
        return pack_json_string(out, value);
    case JSON_INTEGER:
        return pack_int(out, json_integer_value(value));
    case JSON_REAL:
        return pack_double(out, json_real_value(value));
    case JSON_TRUE:
    case JSON_FALSE:
        return pack_bool(out, json_is_true(value));
    case JSON_NULL:
        return pack_nil(out);
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
    pack_json(out, root);
    json_decref(root);
    return JSON_OK;
}
