/*
 * PUT and PATCH in one step: what comes in is laid over what is stored (PATCH only), decoded and
 * validated as a PUT, and its read-only members are compared with what is stored.
 *
 * Source: RFC 7396, section 2.
 */
#include "shared/request/amend.h"

#include "shared/base/arena.h"
#include "shared/base/must.h"
#include "shared/codec/msg.h"
#include "shared/codec/wire_private.h"

#include <string.h>

static bool
is_key(const msgpack_object *a, const msgpack_object *b)
{
    return a->type == MSGPACK_OBJECT_STR && b->type == MSGPACK_OBJECT_STR &&
           a->via.str.size == b->via.str.size &&
           memcmp(a->via.str.ptr, b->via.str.ptr, a->via.str.size) == 0;
}

static msgpack_object_kv *
amend_find(msgpack_object_kv *all, uint32_t count, const msgpack_object *key)
{
    for (uint32_t i = 0; i < count; i++)
        if (is_key(&all[i].key, key))
            return &all[i];
    return NULL;
}

static msgpack_object merged(struct arena *a, const struct shape *shape,
                             const msgpack_object *target, const msgpack_object *patch);

static const struct shape *
shape_of_member(const struct shape *shape, const msgpack_object *key)
{
    const struct field *f = NULL;

    if (shape != NULL && key->type == MSGPACK_OBJECT_STR)
        f = shape_find(shape, key->via.str.ptr, key->via.str.size);
    return f != NULL ? f->shape : NULL;
}

/* Lays one member over `count` others, among which there is room for it; how many there are then. */
static uint32_t
merge_member(struct arena *a, const struct shape *shape, const msgpack_object_kv *new,
             msgpack_object_kv *all, uint32_t count)
{
    msgpack_object_kv *old = amend_find(all, count, &new->key);

    if (shape == NULL && new->val.type == MSGPACK_OBJECT_NIL) {
        if (old == NULL)
            return count;
        memmove(old, old + 1, (size_t)(all + count - (old + 1)) * sizeof *old);
        return count - 1;
    }
    if (old == NULL) {
        old = &all[count++];
        *old = (msgpack_object_kv){.key = new->key, .val = {.type = MSGPACK_OBJECT_NIL}};
    }
    old->val = merged(a, shape_of_member(shape, &new->key), &old->val, &new->val);
    return count;
}

/*
 * MergePatch of RFC 7396.  Of an object that has a shape, a null stays as null, which the walker
 * takes for absent; of a free-form one the member goes.
 */
static msgpack_object
merged(struct arena *a, const struct shape *shape, const msgpack_object *target,
       const msgpack_object *patch)
{
    static const msgpack_object nothing = {.type = MSGPACK_OBJECT_MAP};
    msgpack_object out = {.type = MSGPACK_OBJECT_MAP};
    uint32_t n;

    if (patch->type != MSGPACK_OBJECT_MAP)
        return *patch;
    if (target == NULL || target->type != MSGPACK_OBJECT_MAP)
        target = &nothing;
    n = target->via.map.size;
    out.via.map.ptr = arena_array(a, msgpack_object_kv, (size_t)n + patch->via.map.size + 1);
    if (n > 0)
        memcpy(out.via.map.ptr, target->via.map.ptr, n * sizeof(msgpack_object_kv));
    for (uint32_t i = 0; i < patch->via.map.size; i++)
        n = merge_member(a, shape, &patch->via.map.ptr[i], out.via.map.ptr, n);
    out.via.map.size = n;
    return out;
}

static const msgpack_object *
encoded(struct request *rq, const struct shape *shape, const void *object)
{
    const msgpack_object *out;
    struct buf buf;

    buf_init(&buf);
    wire_encode(&buf, shape, object);
    out = msg_unpack(rq->arena, bytes_keep(rq->arena, (struct bytes){buf.data, buf.len}));
    buf_fini(&buf);
    must(out != NULL);
    return out;
}

/*
 * Whether a client's value of one read-only field means what is stored: it is read and written
 * anew, so that 09:00+00:00 equals 09:00Z.
 */
static bool
means_stored(struct request *rq, const struct field *f, const msgpack_object *value,
             const msgpack_object *stored)
{
    struct field one = *f;
    struct shape shape = {.name = f->name, .fields = &one, .field_count = 1};
    _Alignas(16) char small[64];
    void *room = small;
    msgpack_object_kv pair = {.key = {.type = MSGPACK_OBJECT_STR}, .val = *value};
    msgpack_object map = {.type = MSGPACK_OBJECT_MAP};
    const msgpack_object *again;
    struct problems problems;

    if (value->type == MSGPACK_OBJECT_NIL || stored == NULL || stored->type == MSGPACK_OBJECT_NIL)
        return stored != NULL && value->type == stored->type;
    pair.key.via.str = (msgpack_object_str){.size = (uint32_t)strlen(f->name), .ptr = f->name};
    map.via.map = (msgpack_object_map){.size = 1, .ptr = &pair};
    one.offset = 0;
    one.flags &= FIELD_ARRAY;
    one.has_offset = -1;
    shape.size = f->flags & FIELD_ARRAY ? sizeof(struct wire_array) : wire_item_size(f);
    if (shape.size > sizeof small)
        room = arena_alloc(rq->arena, 1, shape.size, 16);
    problems_init(&problems, rq->arena);
    wire_decode(&problems, &shape, &map, WIRE_TRUSTED, room);
    if (problems.count > 0)
        return false;
    again = map_find(encoded(rq, &shape, room), f->name);
    return again != NULL && msgpack_object_equal(*again, *stored);
}

static void
keep_field(const struct field *f, const void *stored, void *next)
{
    size_t size = f->flags & FIELD_ARRAY ? sizeof(struct wire_array) : wire_item_size(f);

    memcpy((char *)next + f->offset, (const char *)stored + f->offset, size);
    if (f->has_offset >= 0)
        memcpy((char *)next + f->has_offset, (const char *)stored + f->has_offset, sizeof(bool));
}

static void
keep_read_only(struct request *rq, const struct shape *shape, const msgpack_object *shown,
               const void *stored, void *next)
{
    for (unsigned i = 0; i < shape->field_count; i++) {
        const struct field *f = &shape->fields[i];
        const msgpack_object *value;

        if (!(f->flags & FIELD_READ_ONLY))
            continue;
        value = map_find(rq->body, f->name);
        if (value != NULL && !means_stored(rq, f, value, map_find(shown, f->name)))
            problem(rq, f->name, "is read-only and differs from what is stored");
        keep_field(f, stored, next);
    }
}

enum err
amend(struct request *rq, const struct shape *shape, const void *stored, void *next)
{
    const msgpack_object *shown = encoded(rq, shape, stored);
    msgpack_object whole;

    must(rq->body != NULL && rq->operation != NULL);
    whole = rq->operation->body_mode == WIRE_PARTIAL ? merged(rq->arena, shape, shown, rq->body)
                                                     : *rq->body;
    if (rq->problems.arena == NULL)
        problems_init(&rq->problems, rq->arena);
    wire_decode(&rq->problems, shape, &whole, WIRE_REPLACE, next);
    keep_read_only(rq, shape, shown, stored, next);
    return refuse_problems(rq);
}
