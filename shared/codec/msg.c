#include "shared/codec/msg.h"

#include "shared/base/must.h"
#include "shared/codec/wire.h"

#include <stdlib.h>
#include <string.h>

enum { DEPTH_MAX = 64 }; /* a JSON body of depth 32 within its envelope, and to spare */

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
    if (text != NULL)
        msgpack_pack_str_with_body(p, text, strlen(text));
    else
        msgpack_pack_nil(p);
}

/*
 * Reading is done here and not by msgpack-c, which allocates what a header promises before it looks
 * whether the bytes are there (five bytes of a stranger's ask for gigabytes), keeps a zone of its
 * own beside the arena, and ends at a depth of 32, which a body of JSON has by itself.
 *
 * First the bytes are walked without allocating: every element needs at least one of them.
 * Source: the MessagePack specification, "Formats".
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
msg_number(struct scan *s, unsigned len, uint64_t *out)
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
    if (!msg_number(s, length[i], &n))
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

/* From here on the bytes are known to be sound. */
static uint64_t
load(const uint8_t **at, unsigned len)
{
    uint64_t n = 0;

    for (unsigned i = 0; i < len; i++)
        n = n << 8 | *(*at)++;
    return n;
}

static msgpack_object
build_int(uint64_t n, bool negative)
{
    msgpack_object out = {.type = negative ? MSGPACK_OBJECT_NEGATIVE_INTEGER
                                           : MSGPACK_OBJECT_POSITIVE_INTEGER};

    out.via.u64 = n; /* and i64: the same bits */
    return out;
}

static msgpack_object
build_signed(const uint8_t **at, unsigned len)
{
    uint64_t n = load(at, len), sign = UINT64_C(1) << (8 * len - 1);

    n = (n ^ sign) - sign;
    return build_int(n, (int64_t)n < 0);
}

static msgpack_object
build_float(const uint8_t **at, unsigned len)
{
    msgpack_object out = {.type = len == 4 ? MSGPACK_OBJECT_FLOAT32 : MSGPACK_OBJECT_FLOAT64};
    uint64_t bits = load(at, len);
    uint32_t half = (uint32_t)bits;
    float narrow;

    memcpy(&narrow, &half, sizeof narrow);
    memcpy(&out.via.f64, &bits, sizeof bits);
    if (len == 4)
        out.via.f64 = (double)narrow;
    return out;
}

static msgpack_object
build_str(const uint8_t **at, uint32_t len)
{
    msgpack_object out = {.type = MSGPACK_OBJECT_STR};

    out.via.str = (msgpack_object_str){.size = len, .ptr = (const char *)*at};
    *at += len;
    return out;
}

static msgpack_object
build_bin(const uint8_t **at, uint32_t len)
{
    msgpack_object out = {.type = MSGPACK_OBJECT_BIN};

    out.via.bin = (msgpack_object_bin){.size = len, .ptr = (const char *)*at};
    *at += len;
    return out;
}

static msgpack_object
build_ext(const uint8_t **at, uint32_t len)
{
    msgpack_object out = {.type = MSGPACK_OBJECT_EXT};

    out.via.ext =
        (msgpack_object_ext){.type = (int8_t) * *at, .size = len, .ptr = (const char *)*at + 1};
    *at += 1 + len;
    return out;
}

static msgpack_object build(struct arena *a, const uint8_t **at);

static msgpack_object
build_array(struct arena *a, const uint8_t **at, uint32_t count)
{
    msgpack_object out = {.type = MSGPACK_OBJECT_ARRAY};

    out.via.array =
        (msgpack_object_array){.size = count, .ptr = arena_array(a, msgpack_object, count)};
    for (uint32_t i = 0; i < count; i++)
        out.via.array.ptr[i] = build(a, at);
    return out;
}

static msgpack_object
build_map(struct arena *a, const uint8_t **at, uint32_t count)
{
    msgpack_object out = {.type = MSGPACK_OBJECT_MAP};

    out.via.map =
        (msgpack_object_map){.size = count, .ptr = arena_array(a, msgpack_object_kv, count)};
    for (uint32_t i = 0; i < count; i++) {
        out.via.map.ptr[i].key = build(a, at);
        out.via.map.ptr[i].val = build(a, at);
    }
    return out;
}

static msgpack_object
build_headed(struct arena *a, const uint8_t **at, uint8_t head)
{
    unsigned i = head & 3u;

    if (head == 0xc0)
        return (msgpack_object){.type = MSGPACK_OBJECT_NIL};
    if (head <= 0xc3)
        return (msgpack_object){.type = MSGPACK_OBJECT_BOOLEAN, .via.boolean = head == 0xc3};
    if (head <= 0xc6)
        return build_bin(at, (uint32_t)load(at, 1u << (head - 0xc4u)));
    if (head <= 0xc9)
        return build_ext(at, (uint32_t)load(at, 1u << (head - 0xc7u)));
    if (head <= 0xcb)
        return build_float(at, head == 0xca ? 4 : 8);
    if (head <= 0xcf)
        return build_int(load(at, 1u << i), false);
    if (head <= 0xd3)
        return build_signed(at, 1u << i);
    if (head <= 0xd8)
        return build_ext(at, 1u << (head - 0xd4u));
    if (head <= 0xdb)
        return build_str(at, (uint32_t)load(at, 1u << (head - 0xd9u)));
    if (head <= 0xdd)
        return build_array(a, at, (uint32_t)load(at, head == 0xdc ? 2 : 4));
    return build_map(a, at, (uint32_t)load(at, head == 0xde ? 2 : 4));
}

static msgpack_object
build(struct arena *a, const uint8_t **at)
{
    uint8_t head = *(*at)++;

    if (head < 0x80)
        return build_int(head, false);
    if (head >= 0xe0)
        return build_int((uint64_t)(int64_t)(int8_t)head, true);
    if (head < 0x90)
        return build_map(a, at, head & 0x0fu);
    if (head < 0xa0)
        return build_array(a, at, head & 0x0fu);
    return head < 0xc0 ? build_str(at, head & 0x1fu) : build_headed(a, at, head);
}

const msgpack_object *
msg_unpack(struct arena *a, struct bytes in)
{
    const uint8_t *at = in.data;
    msgpack_object *out;

    if (!is_sound(in))
        return NULL;
    out = arena_one(a, msgpack_object);
    *out = build(a, &at);
    return out;
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

void
msg_canonical(struct arena *a, struct buf *out, const msgpack_object *in)
{
    msgpack_packer p;

    msg_packer(&p, out);
    if (in == NULL) {
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
