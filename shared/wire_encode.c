/*
 * Structs to msgpack.  A `struct out` either appends to a buffer or only counts, so that wire_size
 * and wire_encode cannot disagree.
 */
#include "shared/must.h"
#include "shared/wire.h"
#include "shared/wire_private.h"

#include <string.h>

enum { NIL = 0xc0, FALSE = 0xc2, TRUE = 0xc3 };

struct out {
    struct buf *buf; /* NULL: count only */
    size_t len;
    /* The last date that was written: of the times in a list many are of one day. */
    struct day day;
    size_t day_len; /* 0: none yet */
    char day_text[DAY_TEXT];
};

static void
put(struct out *o, const void *data, size_t len)
{
    o->len += len;
    if (o->buf)
        buf_add(o->buf, data, len);
}

static int
packer_write(void *data, const char *bytes, size_t len)
{
    put(data, bytes, len);
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
    if (!o->buf)
        return;
    copy_text(write_text_head(buf_reserve(o->buf, whole), len), text, len);
    o->buf->len += whole;
}

static void encode_map(struct out *o, const struct shape *shape, const void *object);

static size_t
format_day(struct out *o, struct day day, char *text)
{
    if (o->day_len == 0 || o->day.days != day.days) {
        o->day = day;
        o->day_len = day_format(day, o->day_text);
    }
    memcpy(text, o->day_text, sizeof(o->day_text));
    return o->day_len;
}

static void
encode_day(struct out *o, struct day day)
{
    char text[DAY_TEXT];

    put_text(o, text, format_day(o, day, text));
}

static void
encode_instant(struct out *o, struct instant at)
{
    char text[INSTANT_TEXT];
    size_t len = format_day(o, day_of_instant(at), text);

    if (!o->buf && at.us % 1000000 == 0)
        return put_text(o, text, len + sizeof("T00:00:00Z") - 1);
    put_text(o, text, len + time_format(at, text + len));
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
    char text[UUID_TEXT] = "";

    if (o->buf)
        uuid_format(*id, text);
    put_text(o, text, UUID_TEXT - 1);
}

static void
encode_any(struct out *o, const struct any *value)
{
    msgpack_packer p;

    msgpack_packer_init(&p, o, packer_write);
    if (value->object)
        msgpack_pack_object(&p, *value->object);
    else
        msgpack_pack_nil(&p);
}

static void
put_byte(struct out *o, uint8_t byte)
{
    put(o, &byte, 1);
}

static void
encode_one(struct out *o, const struct field *f, const void *value)
{
    const char *given;
    msgpack_packer p;

    switch (f->kind) {
    case FIELD_TEXT:
        given = *(const char *const *)value;
        return given ? put_text(o, given, strlen(given)) : put_byte(o, NIL);
    case FIELD_INT:
        msgpack_packer_init(&p, o, packer_write);
        msgpack_pack_int64(&p, *(const int64_t *)value);
        return;
    case FIELD_BOOL:
        return put_byte(o, *(const bool *)value ? TRUE : FALSE);
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

static const void *
member(const void *object, size_t offset)
{
    return (const char *)object + offset;
}

static void
encode_array(struct out *o, const struct field *f, const struct wire_array *array)
{
    size_t size = wire_item_size(f);
    msgpack_packer p;

    msgpack_packer_init(&p, o, packer_write);
    msgpack_pack_array(&p, array->count);
    for (size_t i = 0; i < array->count; i++)
        encode_one(o, f, member(array->items, i * size));
}

static bool
is_absent(const struct field *f, const void *object)
{
    if (f->has_offset >= 0)
        return !*(const bool *)member(object, (size_t)f->has_offset);
    return f->kind == FIELD_TEXT && !(f->flags & FIELD_ARRAY) &&
           !*(const char *const *)member(object, f->offset);
}

static bool
is_left_out(const struct field *f, const void *object)
{
    return f->flags & FIELD_WRITE_ONLY || (f->flags & FIELD_ABSENT_OK && is_absent(f, object));
}

static void
encode_member(struct out *o, const struct field *f, const void *object)
{
    put_text(o, f->name, strlen(f->name));
    if (is_absent(f, object))
        put_byte(o, NIL);
    else if (f->flags & FIELD_ARRAY)
        encode_array(o, f, member(object, f->offset));
    else
        encode_one(o, f, member(object, f->offset));
}

static void
encode_map(struct out *o, const struct shape *shape, const void *object)
{
    msgpack_packer p;
    unsigned count = 0;

    for (unsigned i = 0; i < shape->field_count; i++)
        count += !is_left_out(&shape->fields[i], object);
    msgpack_packer_init(&p, o, packer_write);
    msgpack_pack_map(&p, count);
    for (unsigned i = 0; i < shape->field_count; i++)
        if (!is_left_out(&shape->fields[i], object))
            encode_member(o, &shape->fields[i], object);
}

void
wire_encode(struct buf *out, const struct shape *shape, const void *object)
{
    struct out o = {.buf = out};

    encode_map(&o, shape, object);
}

size_t
wire_size(const struct shape *shape, const void *object)
{
    struct out o = {.buf = NULL};

    encode_map(&o, shape, object);
    return o.len;
}
