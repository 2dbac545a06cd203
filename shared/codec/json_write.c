/*
 * msgpack to JSON: one pass over the bytes, straight into the output, without objects in between.
 *
 * Arrays and maps that are open stand in a stack of WRITE_DEPTH levels, not in recursion.  Lists in
 * the form of rows.h are json_rows.c's; their values come back here one by one.
 */
#include "shared/base/base64url.h"
#include "shared/base/utf8.h"
#include "shared/codec/json.h"
#include "shared/codec/json_private.h"
#include "shared/codec/rows.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ESCAPE_MAX = 6, ESCAPES_AT_ONCE = 64 };

void
json_put_byte(struct buf *out, char c)
{
    *buf_reserve(out, 1) = (uint8_t)c;
    out->len++;
}

static void
put_unsigned(struct buf *out, uint64_t n)
{
    char digits[20];
    size_t at = sizeof digits;

    do {
        digits[--at] = (char)('0' + n % 10);
        n /= 10;
    } while (n > 0);
    buf_add(out, digits + at, sizeof digits - at);
}

static void
put_negative(struct buf *out, int64_t n)
{
    json_put_byte(out, '-');
    put_unsigned(out, -(uint64_t)n);
}

/*
 * The shortest of 15 to 17 digits that reads back the same, always with a point or an exponent so
 * that it stays a float on the way back.  JSON has no NaN and no infinity.
 */
static void
put_real(struct buf *out, double x)
{
    char text[40];

    if (!isfinite(x)) {
        buf_add_text(out, "null");
        return;
    }
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, x);
        if (strtod(text, NULL) == x)
            break;
    }
    buf_add_text(out, text);
    if (strpbrk(text, ".e") == NULL)
        buf_add_text(out, ".0");
}

/* Whether a byte of the eight is below 0x20, a quote, a backslash or not ASCII. */
static bool
has_special(uint64_t w)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), highs = ones << 7;
    uint64_t quote = w ^ (ones * '"'), slash = w ^ (ones * '\\');

    return ((w | (w - ones * 0x20) | (quote - ones) | (slash - ones)) & highs) != 0;
}

/*
 * Copies up to the first byte that JSON writes otherwise or that is not ASCII.  Most texts are
 * short, so this is no call of memcpy, and what is left behind whole words goes as the last one,
 * which may overlap.
 */
static size_t
copy_plain(uint8_t *to, const uint8_t *s, size_t len)
{
    size_t i = 0;
    uint64_t w;

    for (; len - i >= sizeof w; i += sizeof w) {
        memcpy(&w, s + i, sizeof w);
        if (has_special(w))
            break;
        memcpy(to + i, &w, sizeof w);
    }
    if (i > 0 && i < len && len - i < sizeof w) {
        memcpy(&w, s + len - sizeof w, sizeof w);
        if (!has_special(w)) {
            memcpy(to + len - sizeof w, &w, sizeof w);
            return len;
        }
    }
    for (; i < len && s[i] >= 0x20 && s[i] < 0x80 && s[i] != '"' && s[i] != '\\'; i++)
        to[i] = s[i];
    return i;
}

/* Copies up to the next ASCII byte; SIZE_MAX: it is no UTF-8. */
static size_t
copy_wide(uint8_t *to, const uint8_t *s, size_t len)
{
    size_t i = 0;

    while (i < len && s[i] >= 0x80) {
        size_t end = i + utf8_char_len(s + i, len - i);

        if (end == i)
            return SIZE_MAX;
        for (; i < end; i++)
            to[i] = s[i];
    }
    return i;
}

/* Writes `c` as an escape and returns its length, at most ESCAPE_MAX. */
static size_t
write_escape(uint8_t *to, uint8_t c)
{
    static const char digits[] = "0123456789abcdef";
    static const char short_forms[128] = {['"'] = '"',  ['\\'] = '\\', ['\b'] = 'b', ['\f'] = 'f',
                                          ['\n'] = 'n', ['\r'] = 'r',  ['\t'] = 't'};

    to[0] = '\\';
    to[1] = (uint8_t)short_forms[c];
    if (to[1] != '\0')
        return 2;
    memcpy(to + 1, "u00", 3);
    to[4] = (uint8_t)digits[c >> 4];
    to[5] = (uint8_t)digits[c & 15];
    return ESCAPE_MAX;
}

static bool
is_escaped(uint8_t c)
{
    return c < 0x20 || c == '"' || c == '\\';
}

/* How many of the bytes were written: up to the first that is no escape, or a batch of them. */
static size_t
put_escapes(struct buf *out, const uint8_t *s, size_t len)
{
    uint8_t *to = buf_reserve(out, ESCAPES_AT_ONCE * ESCAPE_MAX);
    size_t i = 0;

    for (; i < len && i < ESCAPES_AT_ONCE && is_escaped(s[i]); i++) {
        size_t written = write_escape(to, s[i]);

        to += written;
        out->len += written;
    }
    return i;
}

bool
json_put_string(struct buf *out, struct bytes text)
{
    const uint8_t *s = text.data;
    size_t i = 0, len = text.len, run;

    buf_reserve(out, len + 2);
    json_put_byte(out, '"');
    while (i < len) {
        run = copy_plain(buf_reserve(out, len - i), s + i, len - i);
        if (run == 0 && s[i] >= 0x80)
            run = copy_wide(buf_reserve(out, len - i), s + i, len - i);
        if (run == SIZE_MAX)
            return false;
        out->len += run;
        i += run;
        if (run == 0)
            i += put_escapes(out, s + i, len - i);
    }
    json_put_byte(out, '"');
    return true;
}

static void
put_binary(struct buf *out, struct bytes data)
{
    size_t len = base64url_len(data.len);

    json_put_byte(out, '"');
    base64url_write(data, (char *)buf_reserve(out, len));
    out->len += len;
    json_put_byte(out, '"');
}

static bool
open_level(struct writer *w, uint64_t count, bool is_map)
{
    if (w->depth == WRITE_DEPTH)
        return false;
    w->levels[w->depth++] = (struct level){.left = count, .is_map = is_map};
    json_put_byte(w->out, is_map ? '{' : '[');
    return true;
}

/* Other extension values have no JSON. */
static bool
write_extension(struct writer *w, const struct token *t)
{
    if (t->head == ROWS_EXT && t->type == ROWS_TYPE)
        return json_write_rows(w, t->data);
    return w->in_rows && (t->head == ROWS_STAMP_32 || t->head == ROWS_STAMP_64) &&
           t->type == ROWS_STAMP_TYPE && json_write_stamp(w, t->data);
}

static bool
write_token(struct writer *w, const struct token *t)
{
    switch (t->kind) {
    case TOKEN_NIL:
        buf_add_text(w->out, "null");
        return true;
    case TOKEN_BOOL:
        buf_add_text(w->out, t->truth ? "true" : "false");
        return true;
    case TOKEN_UNSIGNED:
        put_unsigned(w->out, t->number);
        return true;
    case TOKEN_NEGATIVE:
        put_negative(w->out, t->negative);
        return true;
    case TOKEN_FLOAT:
    case TOKEN_DOUBLE:
        put_real(w->out, t->real);
        return true;
    case TOKEN_TEXT:
        return json_put_string(w->out, t->data);
    case TOKEN_BINARY:
        put_binary(w->out, t->data);
        return true;
    case TOKEN_EXTENSION:
        return write_extension(w, t);
    case TOKEN_ARRAY:
    case TOKEN_MAP:
        return open_level(w, t->number, t->kind == TOKEN_MAP);
    }
    return false;
}

static bool
write_name(struct writer *w)
{
    struct token t;

    if (!span_next(&w->in, &t) || t.kind != TOKEN_TEXT || !json_put_string(w->out, t.data))
        return false;
    json_put_byte(w->out, ':');
    return true;
}

static bool
write_value(struct writer *w)
{
    struct token t;

    if (!span_next(&w->in, &t))
        return false;
    return t.kind == TOKEN_TEXT ? json_put_string(w->out, t.data) : write_token(w, &t);
}

static bool
write_item(struct writer *w, struct level *l)
{
    if (l->begun)
        json_put_byte(w->out, ',');
    l->begun = true;
    l->left--;
    return (!l->is_map || write_name(w)) && write_value(w);
}

bool
json_write_one(struct writer *w)
{
    int outer = w->depth;

    if (!write_value(w))
        return false;
    while (w->depth > outer) {
        struct level *l = &w->levels[w->depth - 1];

        if (l->left > 0) {
            if (!write_item(w, l))
                return false;
        } else {
            json_put_byte(w->out, l->is_map ? '}' : ']');
            w->depth--;
        }
    }
    return true;
}

bool
json_from_msgpack(struct bytes in, struct buf *out)
{
    struct writer w;
    size_t before = out->len;

    if (in.len == 0)
        return false;
    buf_reserve(out, in.len + in.len / 4); /* enough for most, so that it is not moved */
    w.in = span_of(in);
    w.out = out;
    w.depth = 0;
    w.in_rows = false;
    if (json_write_one(&w) && w.in.at == w.in.end)
        return true;
    out->len = before;
    return false;
}
