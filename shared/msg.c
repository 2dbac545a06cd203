#include "shared/msg.h"

#include "shared/must.h"
#include "shared/wire.h"

#include <stdlib.h>
#include <string.h>

enum { DEPTH_MAX = 32 }; /* as msgpack-c has, whose turn is next */

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

/*
 * msgpack-c allocates what a header promises before it looks whether the bytes are there: five
 * bytes of a stranger's ask for gigabytes.  So the structure is walked first, where every element
 * needs a byte.
 */
struct scan {
    const uint8_t *at, *end;
};

static bool
skip(struct scan *s, uint64_t len)
{
    if ((uint64_t)(s->end - s->at) < len)
        return false;
    s->at += len;
    return true;
}

/* A big-endian number of 1, 2 or 4 bytes. */
static bool
number(struct scan *s, unsigned len, uint64_t *out)
{
    const uint8_t *at = s->at;

    *out = 0;
    if (!skip(s, len))
        return false;
    for (unsigned i = 0; i < len; i++)
        *out = *out << 8 | at[i];
    return true;
}

static bool scan_one(struct scan *s, int depth);

static bool
scan_many(struct scan *s, uint64_t count, int depth)
{
    if (depth == DEPTH_MAX || count > (uint64_t)(s->end - s->at))
        return false;
    for (uint64_t i = 0; i < count; i++)
        if (!scan_one(s, depth + 1))
            return false;
    return true;
}

/* Bytes that follow a head of 0xc0 to 0xdf, by the format's table; those of a length before its
 * data. */
static bool
scan_headed(struct scan *s, uint8_t head, int depth)
{
    static const uint8_t fixed[32] = {
        [0x0a] = 4, [0x0b] = 8,                                      /* floats */
        [0x0c] = 1, [0x0d] = 2, [0x0e] = 4, [0x0f] = 8,              /* unsigned */
        [0x10] = 1, [0x11] = 2, [0x12] = 4, [0x13] = 8,              /* signed */
        [0x14] = 2, [0x15] = 3, [0x16] = 5, [0x17] = 9, [0x18] = 17, /* extensions */
    };
    static const uint8_t length[32] = {
        [0x04] = 1, [0x05] = 2, [0x06] = 4, /* binary */
        [0x07] = 1, [0x08] = 2, [0x09] = 4, /* extensions, whose type is one byte more */
        [0x19] = 1, [0x1a] = 2, [0x1b] = 4, /* texts */
        [0x1c] = 2, [0x1d] = 4,             /* arrays */
        [0x1e] = 2, [0x1f] = 4,             /* maps */
    };
    unsigned i = head - 0xc0u;
    uint64_t n;

    if (length[i] == 0)
        return head != 0xc1 && skip(s, fixed[i]);
    if (!number(s, length[i], &n))
        return false;
    if (head >= 0xdc)
        return scan_many(s, head >= 0xde ? 2 * n : n, depth);
    return skip(s, head >= 0xc7 && head <= 0xc9 ? n + 1 : n);
}

static bool
scan_one(struct scan *s, int depth)
{
    uint8_t head;

    if (s->at == s->end)
        return false;
    head = *s->at++;
    if (head < 0x80 || head >= 0xe0)
        return true;
    if (head < 0x90)
        return scan_many(s, 2 * (head & 0x0f), depth);
    if (head < 0xa0)
        return scan_many(s, head & 0x0f, depth);
    return head < 0xc0 ? skip(s, head & 0x1f) : scan_headed(s, head, depth);
}

static bool
is_sound(struct bytes in)
{
    struct scan s = {in.data, in.data + in.len};

    return in.len > 0 && scan_one(&s, 0) && s.at == s.end;
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

    if (!is_sound(in))
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
