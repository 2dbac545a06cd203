/* Structs to msgpack. */
#include "shared/codec/pack.h"
#include "shared/codec/rows.h"
#include "shared/codec/wire.h"
#include "shared/codec/wire_private.h"

#include <string.h>

static void encode_map(struct out *o, const struct shape *shape, const void *object);

static void
encode_day(struct out *o, struct day day)
{
    char *to = pack_short_text(o->buf);

    pack_short_text_end(o->buf, day_format_again(&o->memo, day, to));
}

/* Of `0000-03-01` what follows its third character is `--03-01`, but for that. */
static void
encode_birthday(struct out *o, struct day day)
{
    char text[DAY_TEXT];

    if (day.days >= date_min.days)
        return encode_day(o, day);
    day_format(day, text);
    text[3] = '-';
    pack_word(o->buf, text + 3);
}

/* As msgpack's timestamp 32 or 64; false when it has no such form. */
static bool
put_stamp(struct out *o, struct instant at)
{
    uint64_t seconds = (uint64_t)(at.us / 1000000), us = (uint64_t)(at.us % 1000000);
    bool is_short = us == 0 && seconds <= UINT32_MAX;

    if (at.us < 0 || at.us > instant_max.us)
        return false;
    pack_number(o->buf, is_short ? ROWS_STAMP_32 : ROWS_STAMP_64, 1);
    pack_number(o->buf, ROWS_STAMP_TYPE, 1);
    if (is_short)
        pack_number(o->buf, seconds, 4);
    else
        pack_number(o->buf, us * 1000 << 34 | seconds, 8);
    return true;
}

static void
encode_instant(struct out *o, struct instant at)
{
    size_t len;
    char *to;

    if (o->in_rows && put_stamp(o, at))
        return;
    to = pack_short_text(o->buf);
    len = day_format_again(&o->memo, day_of_instant(at), to);
    pack_short_text_end(o->buf, len + time_format(at, to + len));
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
encode_json(struct out *o, const struct bytes *value)
{
    buf_add(o->buf, value->data, value->len);
}

static void
encode_one(struct out *o, const struct field *f, const void *value)
{
    switch (f->kind) {
    case FIELD_TEXT:
        return pack_word(o->buf, *(const char *const *)value);
    case FIELD_INT:
        return pack_int(o->buf, *(const int64_t *)value);
    case FIELD_BOOL:
        return pack_bool(o->buf, *(const bool *)value);
    case FIELD_UUID:
        return pack_uuid(o->buf, *(const struct uuid *)value);
    case FIELD_DAY:
        return encode_birthday(o, *(const struct day *)value);
    case FIELD_INSTANT:
        return encode_instant(o, *(const struct instant *)value);
    case FIELD_MOMENT:
        return encode_moment(o, value);
    case FIELD_OBJECT:
        return encode_map(o, f->shape, value);
    case FIELD_JSON:
        return encode_json(o, value);
    }
}

static void
encode_array(struct out *o, const struct field *f, const struct wire_array *array)
{
    size_t size = wire_item_size(f);

    if (o->rows && !o->in_rows && wire_put_rows(o, f, array))
        return;
    pack_array(o->buf, array->count);
    for (size_t i = 0; i < array->count; i++)
        encode_one(o, f, wire_member(array->items, i * size));
}

bool
wire_is_absent(const struct field *f, const void *object)
{
    if (f->has_offset >= 0)
        return !*(const bool *)wire_member(object, (size_t)f->has_offset);
    if (f->flags & FIELD_ARRAY)
        return false;
    if (f->flags & FIELD_AS_SENT)
        return true;
    if (f->kind == FIELD_JSON)
        return ((const struct bytes *)wire_member(object, f->offset))->data == NULL;
    return f->kind == FIELD_TEXT && *(const char *const *)wire_member(object, f->offset) == NULL;
}

bool
wire_is_left_out(const struct field *f, const void *object)
{
    return f->flags & (FIELD_WRITE_ONLY | FIELD_AS_SENT) ||
           (f->flags & FIELD_ABSENT_OK && wire_is_absent(f, object));
}

void
wire_put_value(struct out *o, const struct field *f, const void *object)
{
    if (wire_is_absent(f, object))
        pack_nil(o->buf);
    else if (f->flags & FIELD_ARRAY)
        encode_array(o, f, wire_member(object, f->offset));
    else
        encode_one(o, f, wire_member(object, f->offset));
}

static void
encode_map(struct out *o, const struct shape *shape, const void *object)
{
    unsigned count = 0;

    for (unsigned i = 0; i < shape->field_count; i++)
        count += !wire_is_left_out(&shape->fields[i], object);
    pack_map(o->buf, count);
    for (unsigned i = 0; i < shape->field_count; i++) {
        if (wire_is_left_out(&shape->fields[i], object))
            continue;
        pack_word(o->buf, shape->fields[i].name);
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
