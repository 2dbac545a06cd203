/*
 * Structs to msgpack.  A `struct out` either appends to a buffer or only counts, so that wire_size
 * and wire_encode cannot disagree.
 */
#include "shared/must.h"
#include "shared/wire.h"
#include "shared/wire_private.h"

#include <string.h>

struct out {
    struct buf *buf; /* NULL: count only */
    size_t len;
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

static void
put_text(msgpack_packer *p, const char *text)
{
    msgpack_pack_str_with_body(p, text, strlen(text));
}

static void encode_map(struct out *o, const struct shape *shape, const void *object);

static void
encode_moment(msgpack_packer *p, const struct moment *m)
{
    char text[INSTANT_TEXT];

    if (m->is_date)
        day_format(day_of_instant(m->at), text);
    else
        instant_format(m->at, text);
    put_text(p, text);
}

static void
encode_formed(msgpack_packer *p, const struct field *f, const void *value)
{
    char text[40]; /* any of the three */

    if (f->kind == FIELD_UUID)
        uuid_format(*(const struct uuid *)value, text);
    else if (f->kind == FIELD_DAY)
        day_format(*(const struct day *)value, text);
    else
        instant_format(*(const struct instant *)value, text);
    put_text(p, text);
}

static void
encode_one(struct out *o, const struct field *f, const void *value)
{
    msgpack_packer p;
    const msgpack_object *any;

    msgpack_packer_init(&p, o, packer_write);
    switch (f->kind) {
    case FIELD_TEXT:
        if (*(const char *const *)value)
            put_text(&p, *(const char *const *)value);
        else
            msgpack_pack_nil(&p);
        return;
    case FIELD_INT:
        msgpack_pack_int64(&p, *(const int64_t *)value);
        return;
    case FIELD_BOOL:
        if (*(const bool *)value)
            msgpack_pack_true(&p);
        else
            msgpack_pack_false(&p);
        return;
    case FIELD_UUID:
    case FIELD_DAY:
    case FIELD_INSTANT:
        return encode_formed(&p, f, value);
    case FIELD_MOMENT:
        return encode_moment(&p, value);
    case FIELD_OBJECT:
        return encode_map(o, f->shape, value);
    case FIELD_ANY:
        any = ((const struct any *)value)->object;
        if (any)
            msgpack_pack_object(&p, *any);
        else
            msgpack_pack_nil(&p);
        return;
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
    msgpack_packer p;

    msgpack_packer_init(&p, o, packer_write);
    put_text(&p, f->name);
    if (is_absent(f, object))
        msgpack_pack_nil(&p);
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
