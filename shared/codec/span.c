#include "shared/codec/span.h"

#include <string.h>

struct span
span_of(struct bytes in)
{
    return (struct span){in.data, in.data + in.len};
}

static size_t
left(const struct span *s)
{
    return (size_t)(s->end - s->at);
}

static uint64_t
big_endian(const uint8_t *at, size_t width)
{
    uint64_t n = 0;

    for (size_t i = 0; i < width; i++)
        n = n << 8 | at[i];
    return n;
}

/* The head byte `head` is followed by a number of `width` bytes: takes both. */
static bool
take_number(struct span *s, uint8_t head, size_t width, uint64_t *out)
{
    if (left(s) < 1 + width || *s->at != head)
        return false;
    *out = big_endian(s->at + 1, width);
    s->at += 1 + width;
    return true;
}

static bool
take_count(struct span *s, uint8_t fix, uint8_t head16, uint32_t *out)
{
    uint64_t n;

    if (left(s) > 0 && (*s->at & 0xf0) == fix) {
        *out = *s->at++ & 0x0f;
        return true;
    }
    if (!take_number(s, head16, 2, &n) && !take_number(s, head16 + 1, 4, &n))
        return false;
    *out = (uint32_t)n;
    return true;
}

bool
span_map(struct span *s, uint32_t *members)
{
    return take_count(s, 0x80, 0xde, members);
}

bool
span_array(struct span *s, uint32_t *items)
{
    return take_count(s, 0x90, 0xdc, items);
}

bool
span_text(struct span *s, struct bytes *out)
{
    const uint8_t *start = s->at;
    uint64_t n;

    if (left(s) > 0 && (*s->at & 0xe0) == 0xa0)
        n = *s->at++ & 0x1f;
    else if (!take_number(s, 0xd9, 1, &n) && !take_number(s, 0xda, 2, &n) &&
             !take_number(s, 0xdb, 4, &n))
        return false;
    if (n > left(s)) {
        s->at = start;
        return false;
    }
    *out = (struct bytes){s->at, (size_t)n};
    s->at += n;
    return true;
}

static bool
take_signed(struct span *s, int64_t *out)
{
    uint64_t n;

    if (take_number(s, 0xd0, 1, &n))
        *out = (int8_t)n;
    else if (take_number(s, 0xd1, 2, &n))
        *out = (int16_t)n;
    else if (take_number(s, 0xd2, 4, &n))
        *out = (int32_t)n;
    else if (take_number(s, 0xd3, 8, &n))
        *out = (int64_t)n;
    else
        return false;
    return true;
}

bool
span_int(struct span *s, int64_t *out)
{
    const uint8_t *start = s->at;
    uint64_t n;

    if (left(s) > 0 && (*s->at < 0x80 || *s->at >= 0xe0)) {
        *out = (int8_t)*s->at++;
        return true;
    }
    if (take_signed(s, out))
        return true;
    if (!take_number(s, 0xcc, 1, &n) && !take_number(s, 0xcd, 2, &n) &&
        !take_number(s, 0xce, 4, &n) && !take_number(s, 0xcf, 8, &n))
        return false;
    if (n > INT64_MAX) {
        s->at = start;
        return false;
    }
    *out = (int64_t)n;
    return true;
}

bool
span_bool(struct span *s, bool *out)
{
    if (left(s) == 0 || (*s->at != 0xc2 && *s->at != 0xc3))
        return false;
    *out = *s->at++ == 0xc3;
    return true;
}

bool
span_nil(struct span *s)
{
    if (left(s) == 0 || *s->at != 0xc0)
        return false;
    s->at++;
    return true;
}

bool
span_uuid(struct span *s, struct uuid *out)
{
    struct span before = *s;
    struct bytes text;

    if (span_text(s, &text) && uuid_parse((const char *)text.data, text.len, out))
        return true;
    *s = before;
    return false;
}

/* The bytes that a scalar's head announces: a fixed payload, or a length field and what it counts.
 */
static bool
take_scalar(struct span *s)
{
    /* Of 0xc0..0xdf: payload bytes after the head; negative: the width of a length field. */
    static const int8_t form[32] = {
        0, 99, 0, 0, -1, -2, -4, -1, -2, -4, 4,  8,  1,  2,  4,  8, /* nil .. uint64 */
        1, 2,  4, 8, 2,  3,  5,  9,  17, -1, -2, -4, 99, 99, 99, 99,
    };
    uint8_t head = *s->at;
    size_t need = 0, width;

    if (head < 0x80 || head >= 0xe0) {
        s->at++;
        return true;
    }
    if (head < 0xc0) {
        need = head & 0x1f; /* short text; short maps and arrays do not come here */
    } else if (form[head - 0xc0] == 99) {
        return false;
    } else if (form[head - 0xc0] >= 0) {
        need = (size_t)form[head - 0xc0];
    } else {
        width = (size_t)-form[head - 0xc0];
        if (left(s) < 1 + width)
            return false;
        /* Extension values carry a type byte beside what their length counts. */
        need = width + big_endian(s->at + 1, width) + (head >= 0xc7 && head <= 0xc9);
    }
    if (left(s) < 1 + need)
        return false;
    s->at += 1 + need;
    return true;
}

/* Every open value takes at least a byte, so a count beyond the bytes left is a lie. */
bool
span_skip(struct span *s, struct bytes *extent)
{
    struct span in = *s;
    uint64_t open = 1;

    while (open > 0) {
        uint32_t count;

        if (open > left(&in))
            return false;
        open--;
        if (span_map(&in, &count))
            open += 2 * (uint64_t)count;
        else if (span_array(&in, &count))
            open += count;
        else if (!take_scalar(&in))
            return false;
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
