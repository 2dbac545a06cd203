/*
 * msgpack to JSON: one pass over the bytes, straight into the output, no tree.
 */
#include "shared/base/base64url.h"
#include "shared/base/must.h"
#include "shared/codec/json.h"
#include "shared/codec/json_private.h"
#include "shared/codec/rows.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool
json_take(struct reader *r, size_t len, const uint8_t **out)
{
    if ((size_t)(r->end - r->at) < len)
        return false;
    *out = r->at;
    r->at += len;
    return true;
}

bool
json_take_number(struct reader *r, size_t width, uint64_t *out)
{
    const uint8_t *at;
    uint64_t n = 0;

    if (!json_take(r, width, &at))
        return false;
    for (size_t i = 0; i < width; i++)
        n = n << 8 | at[i];
    *out = n;
    return true;
}

static void
json_write_put(struct buf *out, char c)
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
put_signed(struct buf *out, int64_t n)
{
    if (n < 0)
        json_write_put(out, '-');
    put_unsigned(out, n < 0 ? -(uint64_t)n : (uint64_t)n);
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

/* Bytes of the well-formed character at `s` (RFC 3629), 0 when there is none. */
static size_t
utf8_len(const uint8_t *s, size_t len)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t want = s[0] >= 0xf0 ? 4 : s[0] >= 0xe0 ? 3 : 2;
    uint32_t c = s[0] & (0x7fu >> want);

    if (s[0] < 0xc2 || s[0] > 0xf4 || len < want)
        return 0;
    for (size_t i = 1; i < want; i++) {
        if ((s[i] & 0xc0) != 0x80)
            return 0;
        c = c << 6 | (s[i] & 0x3f);
    }
    return c < least[want] || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff) ? 0 : want;
}

static void
put_escape(struct buf *out, uint8_t c)
{
    static const char short_forms[] = "\"\"\\\\\bb\ff\nn\rr\tt";
    char text[8];

    for (size_t i = 0; i + 1 < sizeof short_forms; i += 2) {
        if (short_forms[i] == (char)c) {
            json_write_put(out, '\\');
            json_write_put(out, short_forms[i + 1]);
            return;
        }
    }
    snprintf(text, sizeof text, "\\u%04x", c);
    buf_add(out, text, 6);
}

bool
json_put_string(struct buf *out, const uint8_t *s, size_t len)
{
    size_t i = 0;

    buf_reserve(out, len + 2);
    json_write_put(out, '"');
    while (i < len) {
        size_t run = copy_plain(buf_reserve(out, len - i), s + i, len - i);

        out->len += run;
        i += run;
        if (i == len)
            break;
        if (s[i] < 0x80) {
            put_escape(out, s[i++]);
            continue;
        }
        run = utf8_len(s + i, len - i);
        if (run == 0)
            return false;
        buf_add(out, s + i, run);
        i += run;
    }
    json_write_put(out, '"');
    return true;
}

static void
put_binary(struct buf *out, struct bytes data)
{
    size_t len = base64url_len(data.len);

    json_write_put(out, '"');
    base64url_write(data, (char *)buf_reserve(out, len));
    out->len += len;
    json_write_put(out, '"');
}

static bool
write_text(struct writer *w, uint64_t len)
{
    const uint8_t *s;

    return json_take(&w->in, len, &s) && json_put_string(w->out, s, len);
}

static bool
write_binary(struct writer *w, uint64_t len)
{
    const uint8_t *s;

    if (!json_take(&w->in, len, &s))
        return false;
    put_binary(w->out, (struct bytes){s, len});
    return true;
}

static bool
open_level(struct writer *w, uint64_t count, bool is_map)
{
    if (w->depth == WRITE_DEPTH)
        return false;
    w->levels[w->depth++] = (struct level){is_map ? 2 * count : count, is_map};
    json_write_put(w->out, is_map ? '{' : '[');
    return true;
}

static bool
write_float(struct writer *w, uint64_t bits, size_t width)
{
    uint32_t half = (uint32_t)bits;
    double x;
    float f;

    if (width == 4) {
        memcpy(&f, &half, sizeof f);
        x = f;
    } else {
        memcpy(&x, &bits, sizeof x);
    }
    put_real(w->out, x);
    return true;
}

static bool
write_signed(struct writer *w, uint64_t bits, size_t width)
{
    unsigned unused = 64 - 8 * (unsigned)width;

    put_signed(w->out, (int64_t)(bits << unused) >> unused);
    return true;
}

static bool
write_word(struct writer *w, const char *word)
{
    buf_add_text(w->out, word);
    return true;
}

/* Heads 0xc0 to 0xdf; what follows the head is a number of `width` bytes. */
static bool
write_wide(struct writer *w, uint8_t head)
{
    /* clang-format off */
    static const uint8_t widths[32] = {
        0, 0, 0, 0, 1, 2, 4, 0, 0, 0, 4, 8, 1, 2, 4, 8,
        1, 2, 4, 8, 0, 0, 0, 0, 0, 1, 2, 4, 2, 4, 2, 4,
    };
    /* clang-format on */
    size_t width = widths[head - 0xc0];
    uint64_t n = 0;

    if (!json_take_number(&w->in, width, &n))
        return false;
    if (head == 0xc0)
        return write_word(w, "null");
    if (head == 0xc2 || head == 0xc3)
        return write_word(w, head == 0xc2 ? "false" : "true");
    if (head >= 0xc4 && head <= 0xc6)
        return write_binary(w, n);
    if (head == 0xca || head == 0xcb)
        return write_float(w, n, width);
    if (head >= 0xcc && head <= 0xcf) {
        put_unsigned(w->out, n);
        return true;
    }
    if (head >= 0xd0 && head <= 0xd3)
        return write_signed(w, n, width);
    if (head >= 0xd9 && head <= 0xdb)
        return write_text(w, n);
    if (head >= 0xdc)
        return open_level(w, n, head >= 0xde);
    if (w->in_rows && (head == ROWS_STAMP_32 || head == ROWS_STAMP_64))
        return json_write_stamp(w, head == ROWS_STAMP_32 ? 4 : 8);
    return head == ROWS_EXT && json_write_rows(w); /* 0xc1 is unused; other types have no JSON */
}

static bool
write_value(struct writer *w)
{
    const uint8_t *head;

    if (!json_take(&w->in, 1, &head))
        return false;
    if (*head < 0x80 || *head >= 0xe0) {
        put_signed(w->out, (int8_t)*head);
        return true;
    }
    if (*head < 0xa0)
        return open_level(w, *head & 15, *head < 0x90);
    if (*head < 0xc0)
        return write_text(w, *head & 31);
    return write_wide(w, *head);
}

static bool
next_is_string(const struct reader *r)
{
    return r->at < r->end &&
           ((*r->at >= 0xa0 && *r->at < 0xc0) || (*r->at >= 0xd9 && *r->at <= 0xdb));
}

/* Before a value inside `l`: the comma or colon; false when a key is no string. */
static bool
put_separator(struct writer *w, struct level *l, bool first)
{
    bool is_key = l->is_map && l->left % 2 == 0;

    if (l->is_map && !is_key)
        json_write_put(w->out, ':');
    else if (!first)
        json_write_put(w->out, ',');
    l->left--;
    return !is_key || next_is_string(&w->in);
}

bool
json_write_one(struct writer *w)
{
    int outer = w->depth;

    if (!write_value(w))
        return false;
    while (w->depth > outer) {
        struct level *l = &w->levels[w->depth - 1];
        uint8_t last = w->out->data[w->out->len - 1];

        if (l->left == 0) {
            json_write_put(w->out, l->is_map ? '}' : ']');
            w->depth--;
        } else if (!put_separator(w, l, last == '[' || last == '{') || !write_value(w)) {
            return false;
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
    w.in = (struct reader){in.data, in.data + in.len};
    w.out = out;
    w.depth = 0;
    w.in_rows = false;
    if (json_write_one(&w) && w.in.at == w.in.end)
        return true;
    out->len = before;
    return false;
}
