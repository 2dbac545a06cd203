/*
 * Free-form objects: judged here, and kept as the msgpack that they are, so that their members come
 * back in their order and their numbers as they were read.
 */
#include "shared/codec/json.h"
#include "shared/codec/msg.h"
#include "shared/codec/wire_decode.h"

#include <string.h>

static void check_value(struct walk *w, const struct path *at, const msgpack_object *in,
                        int64_t levels);

static bool
has_nul(const msgpack_object_str *text)
{
    return text->size > 0 && memchr(text->ptr, '\0', text->size) != NULL;
}

static bool
is_given_before(const msgpack_object_map *map, uint32_t index)
{
    const msgpack_object_str *name = &map->ptr[index].key.via.str;

    for (uint32_t i = 0; i < index; i++) {
        const msgpack_object_str *other = &map->ptr[i].key.via.str;

        if (other->size == name->size && memcmp(other->ptr, name->ptr, name->size) == 0)
            return true;
    }
    return false;
}

static void
check_members(struct walk *w, const struct path *at, const msgpack_object_map *map, int64_t levels)
{
    for (uint32_t i = 0; i < map->size; i++) {
        const msgpack_object_str *name = &map->ptr[i].key.via.str;
        const struct path here = {.up = at, .name = name->ptr, .name_len = name->size, .index = -1};

        if (has_nul(name))
            wire_bad(w, at, "must not have a name with a U+0000");
        else if (is_given_before(map, i))
            wire_bad(w, &here, "is given twice");
        else
            check_value(w, &here, &map->ptr[i].val, levels);
    }
}

/* `levels` more may be opened. */
static void
check_value(struct walk *w, const struct path *at, const msgpack_object *in, int64_t levels)
{
    bool is_map = in->type == MSGPACK_OBJECT_MAP;

    if (in->type == MSGPACK_OBJECT_STR && has_nul(&in->via.str))
        return wire_bad(w, at, "must not contain U+0000");
    if (!is_map && in->type != MSGPACK_OBJECT_ARRAY)
        return;
    if (levels == 0)
        return wire_bad(w, at, "nests too deep");
    if (is_map)
        return check_members(w, at, &in->via.map, levels - 1);
    for (uint32_t i = 0; i < in->via.array.size; i++)
        check_value(w, &(struct path){.up = at, .index = (long)i}, &in->via.array.ptr[i],
                    levels - 1);
}

/* Its length as JSON; 0: it has no JSON, for a name is no text, or a text no UTF-8. */
static size_t
json_length(struct bytes packed)
{
    struct buf text;
    size_t len;

    buf_init(&text);
    len = json_from_msgpack(packed, &text) ? text.len : 0;
    buf_fini(&text);
    return len;
}

static void
check_json(struct walk *w, const struct path *at, const struct field *f, const msgpack_object *in,
           struct bytes packed)
{
    size_t len = json_length(packed);

    if (len == 0)
        return wire_bad(w, at, "is no JSON");
    if (f->bytes_max > 0 && len > (size_t)f->bytes_max)
        return wire_bad(w, at, "must have at most %lld bytes as JSON", (long long)f->bytes_max);
    check_value(w, at, in, f->max > 0 ? f->max : JSON_DEPTH);
}

void
wire_decode_json(struct walk *w, const struct path *at, const struct field *f,
                 const msgpack_object *in, struct bytes *out)
{
    struct buf packed;

    if (in->type != MSGPACK_OBJECT_MAP)
        return wire_bad(w, at, "must be an object");
    buf_init(&packed);
    msg_pack(&packed, in);
    *out = bytes_keep(w->problems->arena, (struct bytes){packed.data, packed.len});
    buf_fini(&packed);
    if (w->mode != WIRE_TRUSTED)
        check_json(w, at, f, in, *out);
}
