/*
 * A cursor is base64url of a msgpack array:
 *
 *   0  format    2; another release may read this one otherwise, and refuses what it does not know
 *   1  binding   16 bytes, the first half of a SHA-256 over all that the list depends on:
 *                  operation NUL, zone NUL, user id, key id, and the path's parameters and the query
 *                  without `cursor` and `limit` in canonical msgpack
 *   2  keys      three integers, by position
 *   5  text      at most 4096 code points, or nil
 *   6  id        16 bytes
 *
 * The binding refuses a cursor that was taken from another list, filter, caller or zone.  It is no
 * secret and no signature: the position alone gives nobody a row that the query's own owner check
 * would not.
 */
#include "shared/request/cursor.h"

#include "shared/base/arena.h"
#include "shared/base/base64url.h"
#include "shared/codec/msg.h"
#include "shared/codec/pack.h"
#include "shared/crypto/seal.h"

#include <string.h>

enum { FORMAT = 2, MEMBERS = 7, BINDING_LEN = 16, TEXT_MAX = 4096, PAGE_BYTES = 512 * 1024 };

static bool
is_paging(const msgpack_object *key)
{
    static const char *const names[] = {"cursor", "limit"};

    for (int i = 0; i < 2; i++)
        if (key->type == MSGPACK_OBJECT_STR && key->via.str.size == strlen(names[i]) &&
            memcmp(key->via.str.ptr, names[i], key->via.str.size) == 0)
            return true;
    return false;
}

/* The filters: every parameter but those that only choose the page. */
static void
add_filters(struct request *rq, struct buf *out)
{
    msgpack_object filters = {.type = MSGPACK_OBJECT_MAP};
    const msgpack_object_map *query = &rq->query->via.map;
    uint32_t n = 0;

    filters.via.map.ptr = arena_array(rq->arena, msgpack_object_kv, query->size);
    for (uint32_t i = 0; i < query->size; i++)
        if (!is_paging(&query->ptr[i].key))
            filters.via.map.ptr[n++] = query->ptr[i];
    filters.via.map.size = n;
    msg_canonical(rq->arena, out, &filters);
}

static void
bind_to(struct request *rq, uint8_t binding[SHA256_LEN])
{
    const char *name = rq->operation != NULL ? rq->operation->name : rq->event;
    const char *zone = rq->caller.zone != NULL ? rq->caller.zone : "";
    struct buf all;

    buf_init(&all);
    buf_add(&all, name, strlen(name) + 1);
    buf_add(&all, zone, strlen(zone) + 1);
    buf_add(&all, rq->caller.user_id.b, 16);
    buf_add(&all, rq->caller.key_id.b, 16);
    if (rq->path != NULL && rq->path->type == MSGPACK_OBJECT_MAP)
        msg_canonical(rq->arena, &all, rq->path);
    if (rq->query != NULL && rq->query->type == MSGPACK_OBJECT_MAP)
        add_filters(rq, &all);
    sha256((struct bytes){all.data, all.len}, binding);
    buf_fini(&all);
}

const char *
cursor_encode(struct request *rq, const struct cursor *at)
{
    uint8_t binding[SHA256_LEN];
    struct buf out;
    char *text;

    bind_to(rq, binding);
    buf_init(&out);
    pack_array(&out, MEMBERS);
    pack_int(&out, FORMAT);
    pack_binary(&out, (struct bytes){binding, BINDING_LEN});
    for (int i = 0; i < CURSOR_KEYS; i++)
        pack_int(&out, at->keys[i]);
    pack_word(&out, at->text);
    pack_binary(&out, (struct bytes){at->id.b, sizeof at->id.b});
    text = base64url(rq->arena, (struct bytes){out.data, out.len});
    buf_fini(&out);
    return text;
}

static bool
int_from(const msgpack_object *in, int64_t *out)
{
    *out = in->via.i64;
    return in->type == MSGPACK_OBJECT_NEGATIVE_INTEGER ||
           (in->type == MSGPACK_OBJECT_POSITIVE_INTEGER && in->via.u64 <= INT64_MAX);
}

static bool
bin_is(const msgpack_object *in, size_t len)
{
    return in->type == MSGPACK_OBJECT_BIN && in->via.bin.size == len;
}

/* The text goes into a statement, so it is held to what any text of a request is held to. */
static bool
text_from(struct request *rq, const msgpack_object *in, const char **out)
{
    static const struct field field = {
        .name = "text", .kind = FIELD_TEXT, .has_offset = -1, .max = TEXT_MAX};
    static const struct shape shape = {
        .name = "cursor", .size = sizeof(char *), .fields = &field, .field_count = 1};
    msgpack_object_kv pair = {.key = {.type = MSGPACK_OBJECT_STR}, .val = *in};
    msgpack_object map = {.type = MSGPACK_OBJECT_MAP};
    struct problems problems;

    pair.key.via.str = (msgpack_object_str){.size = 4, .ptr = "text"};
    map.via.map = (msgpack_object_map){.size = 1, .ptr = &pair};
    problems_init(&problems, rq->arena);
    wire_decode(&problems, &shape, &map, WIRE_REPLACE, out);
    return problems.count == 0;
}

static bool
decoded(struct request *rq, const msgpack_object *in, struct cursor *out)
{
    uint8_t binding[SHA256_LEN];
    const msgpack_object *m;

    if (in == NULL || in->type != MSGPACK_OBJECT_ARRAY || in->via.array.size != MEMBERS)
        return false;
    m = in->via.array.ptr;
    bind_to(rq, binding);
    if (m[0].type != MSGPACK_OBJECT_POSITIVE_INTEGER || m[0].via.u64 != FORMAT ||
        !bin_is(&m[1], BINDING_LEN) || memcmp(m[1].via.bin.ptr, binding, BINDING_LEN) != 0)
        return false;
    for (int i = 0; i < CURSOR_KEYS; i++)
        if (!int_from(&m[2 + i], &out->keys[i]))
            return false;
    if (!text_from(rq, &m[5], &out->text) || !bin_is(&m[6], 16))
        return false;
    memcpy(out->id.b, m[6].via.bin.ptr, 16);
    return true;
}

enum err
cursor_decode(struct request *rq, const char *text, struct cursor *out)
{
    struct cursor at = {0};
    struct bytes raw;

    if (!base64url_decode(rq->arena, text, strlen(text), &raw) ||
        !decoded(rq, msg_unpack(rq->arena, raw), &at))
        return refuse(rq, ERR_INVALID_CURSOR, "the cursor belongs to another list or is damaged");
    *out = at;
    return OK;
}

size_t
page_fit(const struct shape *shape, const void *rows, size_t count, int64_t limit)
{
    size_t most = limit > 0 && (uint64_t)limit < count ? (size_t)limit : count;

    return wire_fit(shape, rows, most, PAGE_BYTES);
}
