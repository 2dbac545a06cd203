/*
 * The heads of msgpack.  A value begins with one byte; what the byte does not hold itself follows:
 *
 *   00..7f  integer, the byte itself       c0  nil        ca cb     float of 4, 8 bytes
 *   80..8f  map of the low 4 bits          c1  never      cc..cf    unsigned of 1, 2, 4, 8 bytes
 *   90..9f  array of the low 4 bits        c2  false      d0..d3    signed of 1, 2, 4, 8 bytes
 *   a0..bf  text of the low 5 bits         c3  true       d4..d8    extension of 1, 2, 4, 8, 16
 *   e0..ff  integer, the byte as signed    c4 c5 c6  binary         d9 da db  text
 *                                          c7 c8 c9  extension      dc dd  array    de df  map
 *
 * Before a binary, text or extension value stands its length, before an array or map its count, of
 * 1, 2, 4 bytes (arrays and maps: 2, 4); before the data of an extension value stands its type.
 */
#include "shared/codec/span.h"

#include <string.h>

/* What the heads c0 to df begin, and how wide the number behind them is. */
struct form {
    uint8_t kind;
    uint8_t width;
};

enum { FORM_NEVER = 100, FORM_SIGNED, FORM_FIXED_EXTENSION };

static const struct form forms[32] = {
    {TOKEN_NIL, 0},
    {FORM_NEVER, 0},
    {TOKEN_BOOL, 0},
    {TOKEN_BOOL, 0},
    {TOKEN_BINARY, 1},
    {TOKEN_BINARY, 2},
    {TOKEN_BINARY, 4},
    {TOKEN_EXTENSION, 1},
    {TOKEN_EXTENSION, 2},
    {TOKEN_EXTENSION, 4},
    {TOKEN_FLOAT, 4},
    {TOKEN_DOUBLE, 8},
    {TOKEN_UNSIGNED, 1},
    {TOKEN_UNSIGNED, 2},
    {TOKEN_UNSIGNED, 4},
    {TOKEN_UNSIGNED, 8},
    {FORM_SIGNED, 1},
    {FORM_SIGNED, 2},
    {FORM_SIGNED, 4},
    {FORM_SIGNED, 8},
    /* d4 to d8: the length is in the head */
    {FORM_FIXED_EXTENSION, 0},
    {FORM_FIXED_EXTENSION, 0},
    {FORM_FIXED_EXTENSION, 0},
    {FORM_FIXED_EXTENSION, 0},
    {FORM_FIXED_EXTENSION, 0},
    {TOKEN_TEXT, 1},
    {TOKEN_TEXT, 2},
    {TOKEN_TEXT, 4},
    {TOKEN_ARRAY, 2},
    {TOKEN_ARRAY, 4},
    {TOKEN_MAP, 2},
    {TOKEN_MAP, 4},
};

struct span
span_of(struct bytes in)
{
    return (struct span){in.data, in.data + in.len};
}

static inline bool
take_data(struct span *s, uint64_t len, struct bytes *out)
{
    if (span_left(s) < len)
        return false;
    *out = (struct bytes){s->at, (size_t)len};
    s->at += len;
    return true;
}

static bool
take_extension(struct span *s, uint64_t len, struct token *out)
{
    if (s->at == s->end)
        return false;
    out->kind = TOKEN_EXTENSION;
    out->type = (int8_t)*s->at++;
    return take_data(s, len, &out->data);
}

static void
set_signed(struct token *out, uint64_t bits, unsigned width)
{
    uint64_t sign = UINT64_C(1) << (8 * width - 1);

    out->kind = bits & sign ? TOKEN_NEGATIVE : TOKEN_UNSIGNED;
    out->number = (bits ^ sign) - sign; /* of a negative one: the bits of its int64 */
}

static double
real_of(uint64_t bits, unsigned width)
{
    uint32_t low = (uint32_t)bits;
    double wide;
    float narrow;

    memcpy(&wide, &bits, sizeof wide);
    memcpy(&narrow, &low, sizeof narrow);
    return width == 4 ? (double)narrow : wide;
}

/* Heads c0 to df. */
static bool
take_wide(struct span *s, struct token *out)
{
    struct form form = forms[out->head - 0xc0];
    uint64_t n;

    if (!span_number(s, form.width, &n))
        return false;
    out->kind = (enum token_kind)form.kind;
    switch ((unsigned)form.kind) {
    case TOKEN_NIL:
        return true;
    case TOKEN_BOOL:
        out->truth = out->head & 1;
        return true;
    case TOKEN_UNSIGNED:
    case TOKEN_ARRAY:
    case TOKEN_MAP:
        out->number = n;
        return true;
    case FORM_SIGNED:
        set_signed(out, n, form.width);
        return true;
    case TOKEN_FLOAT:
    case TOKEN_DOUBLE:
        out->real = real_of(n, form.width);
        return true;
    case TOKEN_TEXT:
    case TOKEN_BINARY:
        return take_data(s, n, &out->data);
    case TOKEN_EXTENSION:
        return take_extension(s, n, out);
    case FORM_FIXED_EXTENSION:
        return take_extension(s, UINT64_C(1) << (out->head - 0xd4), out);
    default:
        return false;
    }
}

/* All other heads hold their number. */
static inline bool
take_short(struct span *s, struct token *out)
{
    uint8_t head = out->head;

    if (head >= 0xa0 && head < 0xc0) {
        out->kind = TOKEN_TEXT;
        return take_data(s, head & 0x1f, &out->data);
    }
    out->kind = head < 0x80   ? TOKEN_UNSIGNED
                : head < 0x90 ? TOKEN_MAP
                : head < 0xa0 ? TOKEN_ARRAY
                              : TOKEN_NEGATIVE;
    if (head >= 0xe0)
        out->negative = (int8_t)head;
    else
        out->number = head < 0x80 ? head : head & 0x0f;
    return true;
}

bool
span_next_of_any(struct span *s, struct token *out)
{
    const uint8_t *start = s->at;

    if (s->at == s->end)
        return false;
    out->head = *s->at++;
    if ((out->head & 0xe0) == 0xc0 ? take_wide(s, out) : take_short(s, out))
        return true;
    s->at = start;
    return false;
}

static bool
take_kind(struct span *s, enum token_kind kind, struct token *out)
{
    struct span in = *s;

    if (!span_next(&in, out) || out->kind != kind)
        return false;
    *s = in;
    return true;
}

bool
span_map(struct span *s, uint32_t *members)
{
    struct token t;

    if (!take_kind(s, TOKEN_MAP, &t))
        return false;
    *members = (uint32_t)t.number;
    return true;
}

bool
span_text(struct span *s, struct bytes *out)
{
    struct token t;

    if (!take_kind(s, TOKEN_TEXT, &t))
        return false;
    *out = t.data;
    return true;
}

bool
span_int(struct span *s, int64_t *out)
{
    struct span in = *s;
    struct token t;

    if (!span_next(&in, &t) || (t.kind != TOKEN_UNSIGNED && t.kind != TOKEN_NEGATIVE) ||
        (t.kind == TOKEN_UNSIGNED && t.number > INT64_MAX))
        return false;
    *out = t.negative;
    *s = in;
    return true;
}

bool
span_nil(struct span *s)
{
    struct token t;

    return take_kind(s, TOKEN_NIL, &t);
}

/* Every open value takes at least a byte, so a count beyond the bytes left is a lie. */
bool
span_skip(struct span *s, struct bytes *extent)
{
    struct span in = *s;
    uint64_t open = 1;

    while (open > 0) {
        struct token t;

        if (open > span_left(&in) || !span_next(&in, &t))
            return false;
        open--;
        if (t.kind == TOKEN_MAP)
            open += 2 * t.number;
        else if (t.kind == TOKEN_ARRAY)
            open += t.number;
    }
    *extent = (struct bytes){s->at, (size_t)(in.at - s->at)};
    *s = in;
    return true;
}

bool
text_is(struct bytes text, const char *word)
{
    return text.len == strlen(word) && memcmp(text.data, word, text.len) == 0;
}
