#include "shared/msg.h"

#include "shared/must.h"
#include "shared/wire.h"

#include <stdlib.h>
#include <string.h>

static int
append(void *data, const char *bytes, size_t len)
{
    buf_add(data, bytes, len);
    return 0;
}

void
msg_packer(msgpack_packer *p, struct buf *out)
{
    msgpack_packer_init(p, out, append);
}

void
msg_text(msgpack_packer *p, const char *text)
{
    if (text)
        msgpack_pack_str_with_body(p, text, strlen(text));
    else
        msgpack_pack_nil(p);
}

/* msgpack-c unpacks into a zone of its own; what outlives this call is copied. */
static msgpack_object
copied(struct arena *a, const msgpack_object *in)
{
    msgpack_object out = *in;

    if (in->type == MSGPACK_OBJECT_ARRAY) {
        out.via.array.ptr = arena_array(a, msgpack_object, in->via.array.size);
        for (uint32_t i = 0; i < in->via.array.size; i++)
            out.via.array.ptr[i] = copied(a, &in->via.array.ptr[i]);
    } else if (in->type == MSGPACK_OBJECT_MAP) {
        out.via.map.ptr = arena_array(a, msgpack_object_kv, in->via.map.size);
        for (uint32_t i = 0; i < in->via.map.size; i++) {
            out.via.map.ptr[i].key = copied(a, &in->via.map.ptr[i].key);
            out.via.map.ptr[i].val = copied(a, &in->via.map.ptr[i].val);
        }
    }
    return out;
}

const msgpack_object *
msg_unpack(struct arena *a, struct bytes in)
{
    msgpack_unpacked result;
    msgpack_object *out = NULL;
    size_t at = 0;

    if (in.len == 0)
        return NULL;
    msgpack_unpacked_init(&result);
    if (msgpack_unpack_next(&result, (const char *)in.data, in.len, &at) ==
            MSGPACK_UNPACK_SUCCESS &&
        at == in.len) {
        out = arena_one(a, msgpack_object);
        *out = copied(a, &result.data);
    }
    msgpack_unpacked_destroy(&result);
    return out;
}

const char *
msg_member_text(struct arena *a, const msgpack_object *map, const char *name)
{
    const msgpack_object *in = map_find(map, name);

    if (!in || in->type != MSGPACK_OBJECT_STR || memchr(in->via.str.ptr, '\0', in->via.str.size))
        return NULL;
    return arena_strndup(a, in->via.str.ptr, in->via.str.size);
}

static int
by_key(const void *a, const void *b)
{
    const msgpack_object_str *x = &(*(const msgpack_object_kv *const *)a)->key.via.str;
    const msgpack_object_str *y = &(*(const msgpack_object_kv *const *)b)->key.via.str;
    int order = memcmp(x->ptr, y->ptr, x->size < y->size ? x->size : y->size);

    return order != 0 ? order : (x->size > y->size) - (x->size < y->size);
}

/* Maps whose keys are all texts are sorted; others stay as they came. */
static const msgpack_object_kv **
sorted(struct arena *a, const msgpack_object_map *map)
{
    const msgpack_object_kv **all = arena_array(a, const msgpack_object_kv *, map->size + 1);
    bool texts = true;

    for (uint32_t i = 0; i < map->size; i++) {
        all[i] = &map->ptr[i];
        texts = texts && map->ptr[i].key.type == MSGPACK_OBJECT_STR;
    }
    if (texts && map->size > 1)
        qsort(all, map->size, sizeof(*all), by_key);
    return all;
}

void
msg_canonical(struct arena *a, struct buf *out, const msgpack_object *in)
{
    msgpack_packer p;

    msg_packer(&p, out);
    if (!in) {
        msgpack_pack_nil(&p);
    } else if (in->type == MSGPACK_OBJECT_MAP) {
        const msgpack_object_kv **all = sorted(a, &in->via.map);

        msgpack_pack_map(&p, in->via.map.size);
        for (uint32_t i = 0; i < in->via.map.size; i++) {
            msg_canonical(a, out, &all[i]->key);
            msg_canonical(a, out, &all[i]->val);
        }
    } else if (in->type == MSGPACK_OBJECT_ARRAY) {
        msgpack_pack_array(&p, in->via.array.size);
        for (uint32_t i = 0; i < in->via.array.size; i++)
            msg_canonical(a, out, &in->via.array.ptr[i]);
    } else {
        msgpack_pack_object(&p, *in);
    }
}

struct bytes
bytes_keep(struct arena *a, struct bytes in)
{
    uint8_t *copy = arena_array(a, uint8_t, in.len + 1);

    if (in.len > 0)
        memcpy(copy, in.data, in.len);
    return (struct bytes){copy, in.len};
}
