/*
 * JSON to msgpack; the way back is json_write.c.
 *
 * jansson parses, since a parser meets hostile bytes.  Two things about it are ours: depth and
 * values are counted before (json_scan.h), because jansson recurses down to 2048 levels and makes a
 * tree of all it reads, and its sentences are not shown, because they quote the input, perhaps cut
 * inside a character.
 */
#include "shared/codec/json.h"

#include "shared/base/utf8.h"
#include "shared/codec/json_scan.h"
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

/* A name as a sentence shows it: a long one is cut between characters. */
static const char *
show_name(struct arena *a, struct bytes name)
{
    size_t len = name.len;

    if (len > KEY_SHOWN) {
        len = KEY_SHOWN;
        while (len > 0 && (name.data[len] & 0xc0) == 0x80)
            len--;
    }
    return arena_printf(a, "\"%.*s%s\"", (int)len, name.data == NULL ? "" : (const char *)name.data,
                        len < name.len ? "..." : "");
}

/* A sentence about a key.  jansson has checked its UTF-8. */
static const char *
say_key(struct arena *a, struct bytes text, const json_error_t *error, const char *what)
{
    return arena_printf(a, "the key %s %s (line %d, column %d)",
                        show_name(a, string_before(text, (size_t)error->position)), what,
                        error->line, error->column);
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

static bool
is_utf8(struct bytes text)
{
    return utf8_count((const char *)text.data, text.len) >= 0;
}

/* A raw name may be no UTF-8, and is then left out. */
static const char *
say_many(struct arena *a, struct bytes text, size_t most, const struct json_excess *excess)
{
    struct place p = place_of(text, excess->at);
    const char *name = excess->member.len > 0 && is_utf8(excess->member)
                           ? arena_printf(a, ", at %s", show_name(a, excess->member))
                           : "";

    return arena_printf(a, "has more than %zu values%s (line %d, column %d)", most, name, p.line,
                        p.column);
}

static enum json_error
check_bounds(struct arena *a, struct bytes text, const struct json_bounds *bounds, const char **why)
{
    struct json_excess excess;

    switch (json_scan(text, bounds, &excess)) {
    case JSON_SCAN_FITS:
        break;
    case JSON_SCAN_DEEP:
        *why = say_place(a, "the JSON nests too deep", place_of(text, excess.at));
        return JSON_MALFORMED;
    case JSON_SCAN_MANY:
        *why = say_many(a, text, bounds->values, &excess);
        return JSON_REFUSED;
    }
    return JSON_OK;
}

enum json_error
json_to_msgpack_within(struct arena *a, struct bytes text, const struct json_bounds *bounds,
                       struct buf *out, const char **why)
{
    const size_t flags = JSON_REJECT_DUPLICATES | JSON_DECODE_ANY | JSON_ALLOW_NUL;
    enum json_error out_of_bounds = check_bounds(a, text, bounds, why);
    json_error_t error;
    json_t *root;

    if (text.len == 0) {
        *why = "the text is empty";
        return JSON_MALFORMED;
    }
    if (out_of_bounds)
        return out_of_bounds;
    root = json_loadb((const char *)text.data, text.len, flags, &error);
    if (root == NULL)
        return explain(a, text, &error, why);
    pack_json(out, root);
    json_decref(root);
    return JSON_OK;
}

enum json_error
json_to_msgpack(struct arena *a, struct bytes text, struct buf *out, const char **why)
{
    const struct json_bounds bounds = {.values = SIZE_MAX, .depth = JSON_DEPTH};

    return json_to_msgpack_within(a, text, &bounds, out, why);
}
