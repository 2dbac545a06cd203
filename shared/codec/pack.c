#include "shared/codec/pack.h"

#include "shared/base/must.h"

#include <string.h>

enum { HEAD_MAX = 9, SHORT_TEXT_MAX = 31 };

enum {
    HEAD_NIL = 0xc0,
    HEAD_FALSE = 0xc2,
    HEAD_TRUE = 0xc3,
    HEAD_EXT_8 = 0xc7,
    HEAD_EXT_32 = 0xc9,
    HEAD_FLOAT_32 = 0xca,
    HEAD_FLOAT_64 = 0xcb,
    HEAD_UINT_8 = 0xcc,
    HEAD_INT_8 = 0xd0,
    HEAD_FIXEXT_1 = 0xd4,
    HEAD_TEXT_8 = 0xd9,
};

/* The heads of one kind: with the count in the head itself when it is below `short_end`, or in 8,
 * 16 or 32 bits behind it; 0: there is no such head. */
struct heads {
    uint8_t short_head, short_end;
    uint8_t wide[3];
};

static const struct heads text_heads = {0xa0, 32, {HEAD_TEXT_8, 0xda, 0xdb}};
static const struct heads array_heads = {0x90, 16, {0, 0xdc, 0xdd}};
static const struct heads map_heads = {0x80, 16, {0, 0xde, 0xdf}};
static const struct heads binary_heads = {0, 0, {0xc4, 0xc5, 0xc6}};
static const struct heads extension_heads = {0, 0, {HEAD_EXT_8, 0xc8, HEAD_EXT_32}};

static inline uint8_t *
write_number(uint8_t *to, uint64_t number, unsigned width)
{
    for (unsigned shift = 8 * width; shift > 0; shift -= 8)
        *to++ = (uint8_t)(number >> (shift - 8));
    return to;
}

static inline uint8_t *
write_head(uint8_t *to, const struct heads *heads, size_t count)
{
    unsigned step;

    if (count < heads->short_end) {
        *to++ = (uint8_t)(heads->short_head | count);
        return to;
    }
    must(count <= UINT32_MAX);
    step = count > UINT16_MAX ? 2 : count > UINT8_MAX || heads->wide[0] == 0 ? 1 : 0;
    *to++ = heads->wide[step];
    return write_number(to, count, 1u << step);
}

static inline void
written(struct buf *out, const uint8_t *end)
{
    out->len = (size_t)(end - out->data);
}

static void
pack_byte(struct buf *out, uint8_t byte)
{
    *buf_reserve(out, 1) = byte;
    out->len++;
}

static void
pack_headed(struct buf *out, uint8_t head, uint64_t number, unsigned width)
{
    uint8_t *to = buf_reserve(out, HEAD_MAX);

    *to++ = head;
    written(out, write_number(to, number, width));
}

void
pack_number(struct buf *out, uint64_t number, unsigned width)
{
    written(out, write_number(buf_reserve(out, width), number, width));
}

void
pack_map(struct buf *out, size_t members)
{
    written(out, write_head(buf_reserve(out, HEAD_MAX), &map_heads, members));
}

void
pack_array(struct buf *out, size_t items)
{
    written(out, write_head(buf_reserve(out, HEAD_MAX), &array_heads, items));
}

/* Most texts are short: of 4 to 16 bytes the first and the last half, which may overlap. */
static inline void
copy_text(uint8_t *to, const uint8_t *text, size_t len)
{
    if (len > 16 || len < 4) {
        memcpy(to, text, len);
    } else if (len >= 8) {
        memcpy(to, text, 8);
        memcpy(to + len - 8, text + len - 8, 8);
    } else {
        memcpy(to, text, 4);
        memcpy(to + len - 4, text + len - 4, 4);
    }
}

void
pack_text(struct buf *out, struct bytes text)
{
    uint8_t *to = write_head(buf_reserve(out, HEAD_MAX + text.len), &text_heads, text.len);

    if (text.len > 0)
        copy_text(to, text.data, text.len);
    written(out, to + text.len);
}

void
pack_binary(struct buf *out, struct bytes data)
{
    written(out, write_head(buf_reserve(out, HEAD_MAX), &binary_heads, data.len));
    buf_add(out, data.data, data.len);
}

void
pack_nil(struct buf *out)
{
    pack_byte(out, HEAD_NIL);
}

void
pack_bool(struct buf *out, bool value)
{
    pack_byte(out, value ? HEAD_TRUE : HEAD_FALSE);
}

void
pack_unsigned(struct buf *out, uint64_t n)
{
    unsigned step = n <= UINT8_MAX ? 0 : n <= UINT16_MAX ? 1 : n <= UINT32_MAX ? 2 : 3;

    if (n <= INT8_MAX)
        pack_byte(out, (uint8_t)n);
    else
        pack_headed(out, (uint8_t)(HEAD_UINT_8 + step), n, 1u << step);
}

static void
pack_negative(struct buf *out, int64_t n)
{
    unsigned step = n >= INT8_MIN ? 0 : n >= INT16_MIN ? 1 : n >= INT32_MIN ? 2 : 3;

    if (n >= -32)
        pack_byte(out, (uint8_t)n);
    else
        pack_headed(out, (uint8_t)(HEAD_INT_8 + step), (uint64_t)n, 1u << step);
}

void
pack_int(struct buf *out, int64_t number)
{
    if (number >= 0)
        pack_unsigned(out, (uint64_t)number);
    else
        pack_negative(out, number);
}

void
pack_double(struct buf *out, double number)
{
    uint64_t bits;

    memcpy(&bits, &number, sizeof bits);
    pack_headed(out, HEAD_FLOAT_64, bits, sizeof bits);
}

void
pack_float(struct buf *out, float number)
{
    uint32_t bits;

    memcpy(&bits, &number, sizeof bits);
    pack_headed(out, HEAD_FLOAT_32, bits, sizeof bits);
}

void
pack_uuid(struct buf *out, struct uuid id)
{
    uint8_t *to = buf_reserve(out, 2 + UUID_TEXT);

    to[0] = HEAD_TEXT_8;
    to[1] = UUID_TEXT - 1;
    uuid_format(id, (char *)to + 2);
    out->len += 2 + UUID_TEXT - 1;
}

/* 1, 2, 4, 8 and 16 bytes have heads of their own. */
void
pack_extension(struct buf *out, int8_t type, struct bytes data)
{
    uint8_t *to = buf_reserve(out, HEAD_MAX);

    if (data.len > 0 && data.len <= 16 && (data.len & (data.len - 1)) == 0)
        *to++ = (uint8_t)(HEAD_FIXEXT_1 + __builtin_ctzll(data.len));
    else
        to = write_head(to, &extension_heads, data.len);
    *to++ = (uint8_t)type;
    written(out, to);
    buf_add(out, data.data, data.len);
}

char *
pack_short_text(struct buf *out)
{
    return (char *)buf_reserve(out, 1 + SHORT_TEXT_MAX + 1) + 1;
}

void
pack_short_text_end(struct buf *out, size_t len)
{
    must(len <= SHORT_TEXT_MAX);
    out->data[out->len] = (uint8_t)(text_heads.short_head | len);
    out->len += 1 + len;
}

size_t
pack_extension_begin(struct buf *out, int8_t type)
{
    pack_headed(out, HEAD_EXT_32, 0, 4);
    pack_byte(out, (uint8_t)type);
    return out->len;
}

void
pack_extension_end(struct buf *out, size_t begun)
{
    size_t len = out->len - begun;

    must(len <= UINT32_MAX);
    write_number(out->data + begun - 5, len, 4);
}
