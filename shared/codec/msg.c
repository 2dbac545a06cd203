#include "shared/codec/msg.h"

#include "shared/codec/pack.h"
#include "shared/codec/span.h"

#include <stdlib.h>
#include <string.h>

enum { DEPTH_MAX = 64 }; /* a JSON body of depth 32 within its envelope, and to spare */

/*
 * Objects are built here and not by msgpack-c, which allocates what a head promises before it looks
 * whether the bytes are there (five bytes of a stranger's ask for gigabytes), keeps a zone of its
 * own beside the arena, and ends at a depth of 32, which a body of JSON has by itself.
 *
 * `open` values are still to come.  Each takes a byte at least, so more of them than bytes are left
 * is a lie, and all that is ever allocated is bounded by the input's length.
 */
struct builder {
    struct arena *arena;
    struct span in;
    uint64_t open;
};

static bool build_one(struct builder *b, int depth, msgpack_object *out);

/* More values are to come, inside of one of that depth. */
static bool
expect(struct builder *b, uint64_t values, int depth)
{
    b->open += values;
    return depth < DEPTH_MAX && b->open <= span_left(&b->in);
}

static bool
build_array(struct builder *b, uint32_t count, int depth, msgpack_object_array *out)
{
    if (!expect(b, count, depth))
        return false;
    *out =
        (msgpack_object_array){.size = count, .ptr = arena_array(b->arena, msgpack_object, count)};
    for (uint32_t i = 0; i < count; i++)
        if (!build_one(b, depth + 1, &out->ptr[i]))
            return false;
    return true;
}

static bool
build_map(struct builder *b, uint32_t count, int depth, msgpack_object_map *out)
{
    if (!expect(b, 2 * (uint64_t)count, depth))
        return false;
    *out =
        (msgpack_object_map){.size = count, .ptr = arena_array(b->arena, msgpack_object_kv, count)};
    for (uint32_t i = 0; i < count; i++)
        if (!build_one(b, depth + 1, &out->ptr[i].key) ||
            !build_one(b, depth + 1, &out->ptr[i].val))
            return false;
    return true;
}

static void
build_data(const struct token *t, msgpack_object *out)
{
    const char *at = (const char *)t->data.data;
    uint32_t len = (uint32_t)t->data.len;

    if (t->kind == TOKEN_TEXT)
        out->via.str = (msgpack_object_str){.size = len, .ptr = at};
    else if (t->kind == TOKEN_BINARY)
        out->via.bin = (msgpack_object_bin){.size = len, .ptr = at};
    else
        out->via.ext = (msgpack_object_ext){.type = t->type, .size = len, .ptr = at};
}

static bool
build_one(struct builder *b, int depth, msgpack_object *out)
{
    static const msgpack_object_type types[] = {
        [TOKEN_NIL] = MSGPACK_OBJECT_NIL,
        [TOKEN_BOOL] = MSGPACK_OBJECT_BOOLEAN,
        [TOKEN_UNSIGNED] = MSGPACK_OBJECT_POSITIVE_INTEGER,
        [TOKEN_NEGATIVE] = MSGPACK_OBJECT_NEGATIVE_INTEGER,
        [TOKEN_FLOAT] = MSGPACK_OBJECT_FLOAT32,
        [TOKEN_DOUBLE] = MSGPACK_OBJECT_FLOAT64,
        [TOKEN_TEXT] = MSGPACK_OBJECT_STR,
        [TOKEN_BINARY] = MSGPACK_OBJECT_BIN,
        [TOKEN_EXTENSION] = MSGPACK_OBJECT_EXT,
        [TOKEN_ARRAY] = MSGPACK_OBJECT_ARRAY,
        [TOKEN_MAP] = MSGPACK_OBJECT_MAP,
    };
    struct token t;

    if (!span_next(&b->in, &t))
        return false;
    b->open--;
    out->type = types[t.kind];
    switch (t.kind) {
    case TOKEN_NIL:
        return true;
    case TOKEN_BOOL:
        out->via.boolean = t.truth;
        return true;
    case TOKEN_UNSIGNED:
    case TOKEN_NEGATIVE:
        out->via.u64 = t.number; /* and i64: the same bits */
        return true;
    case TOKEN_FLOAT:
    case TOKEN_DOUBLE:
        out->via.f64 = t.real;
        return true;
    case TOKEN_TEXT:
    case TOKEN_BINARY:
    case TOKEN_EXTENSION:
        build_data(&t, out);
        return true;
    case TOKEN_ARRAY:
        return build_array(b, (uint32_t)t.number, depth, &out->via.array);
    case TOKEN_MAP:
        return build_map(b, (uint32_t)t.number, depth, &out->via.map);
    }
    return false;
}

const msgpack_object *
msg_unpack(struct arena *a, struct bytes in)
{
    struct builder b = {.arena = a, .in = span_of(in), .open = 1};
    msgpack_object *out = arena_one(a, msgpack_object);

    return build_one(&b, 0, out) && b.in.at == b.in.end ? out : NULL;
}

static bool
key_is(const msgpack_object *key, const char *name, size_t len)
{
    return key->type == MSGPACK_OBJECT_STR && key->via.str.size == len &&
           memcmp(key->via.str.ptr, name, len) == 0;
}

const msgpack_object *
map_find(const msgpack_object *map, const char *name)
{
    size_t len = strlen(name);

    if (map == NULL || map->type != MSGPACK_OBJECT_MAP)
        return NULL;
    for (uint32_t i = 0; i < map->via.map.size; i++)
        if (key_is(&map->via.map.ptr[i].key, name, len))
            return &map->via.map.ptr[i].val;
    return NULL;
}

const char *
msg_member_text(struct arena *a, const msgpack_object *map, const char *name)
{
    const msgpack_object *in = map_find(map, name);

    if (in == NULL || in->type != MSGPACK_OBJECT_STR ||
        memchr(in->via.str.ptr, '\0', in->via.str.size) != NULL)
        return NULL;
    return arena_strndup(a, in->via.str.ptr, in->via.str.size);
}

static int
by_key(const void *a, const void *b)
{
    const msgpack_object_str *x = &(*(const msgpack_object_kv *const *)a)->key.via.str;
    const msgpack_object_str *y = &(*(const msgpack_object_kv *const *)b)->key.via.str;
    uint32_t common = x->size < y->size ? x->size : y->size;
    int order = common > 0 ? memcmp(x->ptr, y->ptr, common) : 0;

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
        qsort(all, map->size, sizeof *all, by_key);
    return all;
}

static void
pack_scalar(struct buf *out, const msgpack_object *in)
{
    const void *data = in->via.bin.ptr; /* of a text, too */

    if (in->type == MSGPACK_OBJECT_BOOLEAN)
        pack_bool(out, in->via.boolean);
    else if (in->type == MSGPACK_OBJECT_POSITIVE_INTEGER)
        pack_unsigned(out, in->via.u64);
    else if (in->type == MSGPACK_OBJECT_NEGATIVE_INTEGER)
        pack_int(out, in->via.i64);
    else if (in->type == MSGPACK_OBJECT_FLOAT32)
        pack_float(out, (float)in->via.f64);
    else if (in->type == MSGPACK_OBJECT_FLOAT64)
        pack_double(out, in->via.f64);
    else if (in->type == MSGPACK_OBJECT_STR)
        pack_text(out, (struct bytes){data, in->via.str.size});
    else if (in->type == MSGPACK_OBJECT_BIN)
        pack_binary(out, (struct bytes){data, in->via.bin.size});
    else if (in->type == MSGPACK_OBJECT_EXT)
        pack_extension(out, in->via.ext.type,
                       (struct bytes){(const uint8_t *)in->via.ext.ptr, in->via.ext.size});
    else
        pack_nil(out);
}

static void pack_object(struct arena *a, struct buf *out, const msgpack_object *in);

static void
pack_members(struct arena *a, struct buf *out, const msgpack_object_map *map)
{
    const msgpack_object_kv **order = a != NULL ? sorted(a, map) : NULL;

    pack_map(out, map->size);
    for (uint32_t i = 0; i < map->size; i++) {
        const msgpack_object_kv *member = order != NULL ? order[i] : &map->ptr[i];

        pack_object(a, out, &member->key);
        pack_object(a, out, &member->val);
    }
}

/* With an arena to sort in, members come in the order of their names; without, as they are. */
static void
pack_object(struct arena *a, struct buf *out, const msgpack_object *in)
{
    if (in->type == MSGPACK_OBJECT_MAP) {
        pack_members(a, out, &in->via.map);
    } else if (in->type == MSGPACK_OBJECT_ARRAY) {
        pack_array(out, in->via.array.size);
        for (uint32_t i = 0; i < in->via.array.size; i++)
            pack_object(a, out, &in->via.array.ptr[i]);
    } else {
        pack_scalar(out, in);
    }
}

void
msg_pack(struct buf *out, const msgpack_object *in)
{
    if (in != NULL)
        pack_object(NULL, out, in);
    else
        pack_nil(out);
}

void
msg_canonical(struct arena *a, struct buf *out, const msgpack_object *in)
{
    if (in != NULL)
        pack_object(a, out, in);
    else
        pack_nil(out);
}

struct bytes
bytes_keep(struct arena *a, struct bytes in)
{
    uint8_t *copy = arena_array(a, uint8_t, in.len + 1);

    if (in.len > 0)
        memcpy(copy, in.data, in.len);
    return (struct bytes){copy, in.len};
}
