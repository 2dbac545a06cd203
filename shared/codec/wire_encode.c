/* Structs to msgpack. */
#include "shared/base/must.h"
#include "shared/codec/rows.h"
#include "shared/codec/wire.h"
#include "shared/codec/wire_private.h"

#include <string.h>

enum { NIL = 0xc0, FALSE = 0xc2, TRUE = 0xc3 };

static void
wire_encode_put(struct out *o, const void *data, size_t len)
{
    o->len += len;
    if (o->buf != NULL)
        buf_add(o->buf, data, len);
}

void
wire_put_byte(struct out *o, uint8_t byte)
{
    o->len++;
    if (o->buf == NULL)
        return;
    *buf_reserve(o->buf, 1) = byte;
    o->buf->len++;
}

void
wire_put_number(struct out *o, uint64_t n, unsigned width)
{
    uint8_t bytes[8];

    for (unsigned i = 0; i < 8; i++)
        bytes[i] = (uint8_t)(n >> (56 - 8 * i));
    wire_encode_put(o, bytes + 8 - width, width);
}

static int
packer_write(void *data, const char *bytes, size_t len)
{
    wire_encode_put(data, bytes, len);
    return 0;
}

static size_t
text_head_len(size_t len)
{
    return len < 32 ? 1 : len < 256 ? 2 : len < 65536 ? 3 : 5;
}

static uint8_t *
write_text_head(uint8_t *to, size_t len)
{
    switch (text_head_len(len)) {
    case 1:
        *to++ = (uint8_t)(0xa0 | len);
        return to;
    case 2:
        *to++ = 0xd9;
        break;
    case 3:
        *to++ = 0xda;
        *to++ = (uint8_t)(len >> 8);
        break;
    default:
        *to++ = 0xdb;
        *to++ = (uint8_t)(len >> 24);
        *to++ = (uint8_t)(len >> 16);
        *to++ = (uint8_t)(len >> 8);
    }
    *to++ = (uint8_t)len;
    return to;
}

/* Most texts are short: of 4 to 16 bytes the first and the last half, which may overlap. */
static void
copy_text(uint8_t *to, const char *text, size_t len)
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

/* Most of what is encoded are texts, so they go past msgpack's packer. */
static void
put_text(struct out *o, const char *text, size_t len)
{
    size_t whole = text_head_len(len) + len;

    must(len <= UINT32_MAX);
    o->len += whole;
    if (o->buf == NULL)
        return;
    copy_text(write_text_head(buf_reserve(o->buf, whole), len), text, len);
    o->buf->len += whole;
}

static void encode_map(struct out *o, const struct shape *shape, const void *object);

/* A short text that has been written behind where its head comes. */
static void
end_short(struct out *o, size_t len)
{
    must(len < 32);
    o->len += 1 + len;
    o->buf->data[o->buf->len] = (uint8_t)(0xa0 | len);
    o->buf->len += 1 + len;
}

static char *
begin_short(struct out *o)
{
    return (char *)buf_reserve(o->buf, 1 + INSTANT_TEXT) + 1;
}

/* Years of four digits; what the contract allows are such. */
static bool
is_ordinary(struct day day)
{
    return day.days >= day_min.days && day.days <= day_max.days;
}

static void
encode_day(struct out *o, struct day day)
{
    char text[DAY_TEXT];

    if (o->buf != NULL)
        end_short(o, day_format_again(&o->memo, day, begin_short(o)));
    else
        o->len += 1 + (is_ordinary(day) ? sizeof("2026-03-01") - 1 : day_format(day, text));
}

/* Of the point and the digits behind it. */
static size_t
fraction_len(struct instant at)
{
    int64_t us = at.us % 1000000;
    size_t len = 7;

    if (us == 0)
        return 0;
    for (; us % 10 == 0; us /= 10)
        len--;
    return len;
}

/* As msgpack's timestamp 32 or 64; false when it has no such form. */
static bool
put_stamp(struct out *o, struct instant at)
{
    uint64_t seconds = (uint64_t)(at.us / 1000000), us = (uint64_t)(at.us % 1000000);
    bool is_short = us == 0 && seconds <= UINT32_MAX;

    if (at.us < 0 || at.us > instant_max.us)
        return false;
    wire_put_byte(o, is_short ? ROWS_STAMP_32 : ROWS_STAMP_64);
    wire_put_byte(o, ROWS_STAMP_TYPE);
    if (is_short)
        wire_put_number(o, seconds, 4);
    else
        wire_put_number(o, us * 1000 << 34 | seconds, 8);
    return true;
}

static void
encode_instant(struct out *o, struct instant at)
{
    struct day day = day_of_instant(at);
    char text[INSTANT_TEXT], *to;
    size_t len;

    if (o->in_rows && put_stamp(o, at))
        return;
    if (o->buf != NULL) {
        to = begin_short(o);
        len = day_format_again(&o->memo, day, to);
        end_short(o, len + time_format(at, to + len));
    } else if (is_ordinary(day)) {
        o->len += 1 + sizeof("2026-03-01T00:00:00Z") - 1 + fraction_len(at);
    } else {
        o->len += 1 + instant_format(at, text);
    }
}

static void
encode_moment(struct out *o, const struct moment *m)
{
    if (m->is_date)
        encode_day(o, day_of_instant(m->at));
    else
        encode_instant(o, m->at);
}

static void
encode_uuid(struct out *o, const struct uuid *id)
{
    size_t whole = 2 + UUID_TEXT - 1;
    uint8_t *to;

    o->len += whole;
    if (o->buf == NULL)
        return;
    to = buf_reserve(o->buf, whole + 1);
    to[0] = 0xd9;
    to[1] = UUID_TEXT - 1;
    uuid_format(*id, (char *)to + 2);
    o->buf->len += whole;
}

static void
encode_int(struct out *o, int64_t n)
{
    msgpack_packer p;

    if (n >= 0 && n < 0x80)
        return wire_put_byte(o, (uint8_t)n);
    msgpack_packer_init(&p, o, packer_write);
    msgpack_pack_int64(&p, n);
}

static void
encode_any(struct out *o, const struct any *value)
{
    msgpack_packer p;

    msgpack_packer_init(&p, o, packer_write);
    if (value->object != NULL)
        msgpack_pack_object(&p, *value->object);
    else
        msgpack_pack_nil(&p);
}

static void
encode_one(struct out *o, const struct field *f, const void *value)
{
    const char *given;

    switch (f->kind) {
    case FIELD_TEXT:
        given = *(const char *const *)value;
        return given != NULL ? put_text(o, given, strlen(given)) : wire_put_byte(o, NIL);
    case FIELD_INT:
        return encode_int(o, *(const int64_t *)value);
    case FIELD_BOOL:
        return wire_put_byte(o, *(const bool *)value ? TRUE : FALSE);
    case FIELD_UUID:
        return encode_uuid(o, value);
    case FIELD_DAY:
        return encode_day(o, *(const struct day *)value);
    case FIELD_INSTANT:
        return encode_instant(o, *(const struct instant *)value);
    case FIELD_MOMENT:
        return encode_moment(o, value);
    case FIELD_OBJECT:
        return encode_map(o, f->shape, value);
    case FIELD_ANY:
        return encode_any(o, value);
    }
}

static void
put_array(struct out *o, size_t items)
{
    msgpack_packer p;

    if (items < 16)
        return wire_put_byte(o, (uint8_t)(0x90 | items));
    msgpack_packer_init(&p, o, packer_write);
    msgpack_pack_array(&p, items);
}

static void
encode_array(struct out *o, const struct field *f, const struct wire_array *array)
{
    size_t size = wire_item_size(f);

    if (o->rows && !o->in_rows && wire_put_rows(o, f, array))
        return;
    put_array(o, array->count);
    for (size_t i = 0; i < array->count; i++)
        encode_one(o, f, wire_member(array->items, i * size));
}

bool
wire_is_absent(const struct field *f, const void *object)
{
    if (f->has_offset >= 0)
        return !*(const bool *)wire_member(object, (size_t)f->has_offset);
    return f->kind == FIELD_TEXT && !(f->flags & FIELD_ARRAY) &&
           *(const char *const *)wire_member(object, f->offset) == NULL;
}

bool
wire_is_left_out(const struct field *f, const void *object)
{
    return f->flags & FIELD_WRITE_ONLY || (f->flags & FIELD_ABSENT_OK && wire_is_absent(f, object));
}

void
wire_put_name(struct out *o, const struct field *f)
{
    put_text(o, f->name, strlen(f->name));
}

void
wire_put_value(struct out *o, const struct field *f, const void *object)
{
    if (wire_is_absent(f, object))
        wire_put_byte(o, NIL);
    else if (f->flags & FIELD_ARRAY)
        encode_array(o, f, wire_member(object, f->offset));
    else
        encode_one(o, f, wire_member(object, f->offset));
}

static void
put_map(struct out *o, unsigned members)
{
    msgpack_packer p;

    if (members < 16)
        return wire_put_byte(o, (uint8_t)(0x80 | members));
    msgpack_packer_init(&p, o, packer_write);
    msgpack_pack_map(&p, members);
}

static void
encode_map(struct out *o, const struct shape *shape, const void *object)
{
    unsigned count = 0;

    for (unsigned i = 0; i < shape->field_count; i++)
        count += !wire_is_left_out(&shape->fields[i], object);
    put_map(o, count);
    for (unsigned i = 0; i < shape->field_count; i++) {
        if (wire_is_left_out(&shape->fields[i], object))
            continue;
        wire_put_name(o, &shape->fields[i]);
        wire_put_value(o, &shape->fields[i], object);
    }
}

void
wire_encode(struct buf *out, const struct shape *shape, const void *object)
{
    struct out o = {.buf = out};

    encode_map(&o, shape, object);
}

void
wire_encode_rows(struct buf *out, const struct shape *shape, const void *object)
{
    struct out o = {.buf = out, .rows = true};

    encode_map(&o, shape, object);
}

size_t
wire_size(const struct shape *shape, const void *object)
{
    struct out o = {.buf = NULL};

    encode_map(&o, shape, object);
    return o.len;
}
