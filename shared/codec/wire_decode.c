/*
 * Objects to structs: walks a shape's rows and looks up each one's member.
 *
 * Everything that is wrong is found, not only the first of it, so nothing here stops at a problem;
 * a field that is wrong stays zero.  Scalars are wire_scalar.c's.
 */
#include "shared/codec/wire_decode.h"

#include "shared/base/must.h"
#include "shared/base/utf8.h"
#include "shared/codec/msg.h"
#include "shared/codec/wire_private.h"

#include <string.h>

static void *
member(void *object, size_t offset)
{
    return (char *)object + offset;
}

static void decode_map(struct walk *w, const struct path *at, const struct shape *shape,
                       const msgpack_object *in, void *out);

static void
decode_one(struct walk *w, const struct path *at, const struct field *f, const msgpack_object *in,
           void *out)
{
    switch (f->kind) {
    case FIELD_TEXT:
    case FIELD_INT:
    case FIELD_BOOL:
    case FIELD_UUID:
    case FIELD_INSTANT:
    case FIELD_DAY:
    case FIELD_MOMENT:
        return wire_decode_scalar(w, at, f, in, out);
    case FIELD_OBJECT:
        if (in->type != MSGPACK_OBJECT_MAP)
            return wire_bad(w, at, "must be an object");
        if (f->flags & FIELD_AS_SENT) {
            *(struct patch *)out = (struct patch){in};
            return;
        }
        return decode_map(w, at, f->shape, in, out);
    case FIELD_JSON:
        return wire_decode_json(w, at, f, in, out);
    }
}

static void
check_unique(struct walk *w, const struct path *at, const msgpack_object_array *in)
{
    for (uint32_t i = 1; i < in->size; i++)
        for (uint32_t j = 0; j < i; j++)
            if (msgpack_object_equal(in->ptr[i], in->ptr[j]))
                return wire_bad(w, &(struct path){.up = at, .index = (long)i},
                                "must not be repeated");
}

static void
decode_array(struct walk *w, const struct path *at, const struct field *f, const msgpack_object *in,
             struct wire_array *out)
{
    size_t size = wire_item_size(f);
    char *items;

    if (in->type != MSGPACK_OBJECT_ARRAY)
        return wire_bad(w, at, "must be an array");
    if (w->mode != WIRE_TRUSTED && f->items_max > 0 && in->via.array.size > f->items_max)
        return wire_bad(w, at, "must have at most %lld items", (long long)f->items_max);
    if (w->mode != WIRE_TRUSTED && in->via.array.size < f->items_min)
        return wire_bad(w, at, "must have at least %lld items", (long long)f->items_min);
    items = arena_alloc(w->problems->arena, in->via.array.size, size, 16);
    for (uint32_t i = 0; i < in->via.array.size; i++) {
        const struct path here = {.up = at, .index = (long)i};

        decode_one(w, &here, f, &in->via.array.ptr[i], items + i * size);
    }
    if (f->flags & FIELD_UNIQUE && w->mode != WIRE_TRUSTED && in->via.array.size <= 1000)
        check_unique(w, at, &in->via.array);
    *out = (struct wire_array){.items = items, .count = in->via.array.size};
}

static void
decode_default(struct walk *w, const struct path *at, const struct field *f, void *out)
{
    struct walk text = {.problems = w->problems, .mode = w->mode, .from_text = true};
    msgpack_object value = {.type = MSGPACK_OBJECT_STR};

    value.via.str.ptr = f->fallback;
    value.via.str.size = (uint32_t)strlen(f->fallback);
    decode_one(&text, at, f, &value, member(out, f->offset));
}

/* A required member that has a `has_` beside it may be null. */
static void
decode_absent(struct walk *w, const struct path *at, const struct field *f, bool null, void *out)
{
    bool required = f->flags & FIELD_REQUIRED;

    if (required && null && f->has_offset < 0)
        return wire_bad(w, at, "must not be null");
    if (required && !null && w->mode != WIRE_PARTIAL)
        return wire_bad(w, at, "is required");
    if (f->fallback != NULL)
        decode_default(w, at, f, out);
}

static void
decode_member(struct walk *w, const struct path *up, const struct field *f,
              const msgpack_object *in, void *out)
{
    const struct path at = {.up = up, .name = f->name, .name_len = strlen(f->name), .index = -1};

    if (f->flags & FIELD_READ_ONLY && w->mode != WIRE_TRUSTED) {
        if (in != NULL && w->mode == WIRE_CREATE)
            wire_bad(w, &at, "is read-only");
        return;
    }
    if (in == NULL || in->type == MSGPACK_OBJECT_NIL)
        return decode_absent(w, &at, f, in != NULL, out);
    if (f->has_offset >= 0)
        *(bool *)member(out, (size_t)f->has_offset) = true;
    if (f->flags & FIELD_ARRAY)
        decode_array(w, &at, f, in, member(out, f->offset));
    else
        decode_one(w, &at, f, in, member(out, f->offset));
}

/* Members that the shape does not have, and members given twice. */
static void
check_keys(struct walk *w, const struct path *at, const struct shape *shape,
           const msgpack_object *in)
{
    bool seen[128] = {false};

    must(shape->field_count <= ARRAY_LEN(seen));
    for (uint32_t i = 0; i < in->via.map.size; i++) {
        const msgpack_object *key = &in->via.map.ptr[i].key;
        const struct field *f = NULL;
        struct path here = {.up = at, .name = "?", .name_len = 1, .index = -1};

        if (key->type == MSGPACK_OBJECT_STR) {
            f = shape_find(shape, key->via.str.ptr, key->via.str.size);
            if (utf8_count(key->via.str.ptr, key->via.str.size) >= 0) {
                here.name = key->via.str.ptr;
                here.name_len = key->via.str.size;
            }
        }
        if (f == NULL)
            wire_bad(w, &here,
                     w->from_text ? "is not a parameter of this operation" : "is unknown");
        else if (seen[f - shape->fields])
            wire_bad(w, &here, "is given twice");
        else
            seen[f - shape->fields] = true;
    }
}

static void
decode_map(struct walk *w, const struct path *at, const struct shape *shape,
           const msgpack_object *in, void *out)
{
    if (w->mode != WIRE_TRUSTED)
        check_keys(w, at, shape, in);
    for (unsigned i = 0; i < shape->field_count; i++) {
        const struct field *f = &shape->fields[i];
        const msgpack_object *value = map_find(in, f->name);

        if (value != NULL || w->mode != WIRE_PARTIAL)
            decode_member(w, at, f, value, out);
    }
}

void
wire_decode(struct problems *p, const struct shape *shape, const msgpack_object *in,
            enum wire_mode mode, void *out)
{
    struct walk w = {.problems = p, .mode = mode};

    memset(out, 0, shape->size);
    if (in == NULL || in->type != MSGPACK_OBJECT_MAP)
        return problems_add(p, "body", "must be an object");
    decode_map(&w, NULL, shape, in, out);
}

/* One parameter: its texts are the items of an array, or the one value. */
static void
decode_parameter(struct walk *w, const struct field *f, const msgpack_object *in, void *out)
{
    const struct path at = {.name = f->name, .name_len = strlen(f->name), .index = -1};

    if (in != NULL && !(f->flags & FIELD_ARRAY) && in->type == MSGPACK_OBJECT_ARRAY) {
        if (in->via.array.size > 1)
            return wire_bad(w, &at, "is given more than once");
        in = in->via.array.size == 1 ? &in->via.array.ptr[0] : NULL;
    }
    decode_member(w, NULL, f, in, out);
}

void
wire_decode_texts(struct problems *p, const struct shape *shape, const msgpack_object *in,
                  void *out)
{
    struct walk w = {.problems = p, .mode = WIRE_CREATE, .from_text = true};
    static const msgpack_object nothing = {.type = MSGPACK_OBJECT_MAP};

    if (in == NULL || in->type != MSGPACK_OBJECT_MAP)
        in = &nothing;
    check_keys(&w, NULL, shape, in);
    for (unsigned i = 0; i < shape->field_count; i++)
        decode_parameter(&w, &shape->fields[i], map_find(in, shape->fields[i].name), out);
}
