#include "shared/request/envelope.h"

#include "shared/base/arena.h"
#include "shared/base/must.h"
#include "shared/codec/msg.h"
#include "shared/codec/pack.h"
#include "shared/time/tz.h"

#include <string.h>

enum { VERSION = 1, CALLER_KINDS = 4 };

static const char *const kinds[CALLER_KINDS] = {
    [CALLER_ANYBODY] = "anybody",
    [CALLER_USER] = "user",
    [CALLER_KEY] = "key",
    [CALLER_SERVICE] = "service",
};

/* ---------------------------------------------------------------- writing */

static void
pack_id(struct buf *out, const char *name, struct uuid id)
{
    if (uuid_is_nil(id))
        return;
    pack_word(out, name);
    pack_uuid(out, id);
}

static void
pack_given(struct buf *out, const char *name, const char *text)
{
    if (text == NULL)
        return;
    pack_word(out, name);
    pack_word(out, text);
}

static void
pack_scopes(struct buf *out, struct texts scopes)
{
    if (scopes.count == 0)
        return;
    pack_word(out, "scopes");
    pack_array(out, scopes.count);
    for (size_t i = 0; i < scopes.count; i++)
        pack_word(out, scopes.items[i]);
}

static void
pack_caller(struct buf *out, const struct caller *c)
{
    const char *zone = uuid_is_nil(c->user_id) ? NULL : c->zone;

    pack_map(out, 1u + !uuid_is_nil(c->user_id) + !uuid_is_nil(c->session_id) +
                      !uuid_is_nil(c->key_id) + (zone != NULL) + (c->address != NULL) +
                      (c->scopes.count > 0));
    pack_given(out, "kind", kinds[c->kind]);
    pack_id(out, "user_id", c->user_id);
    pack_id(out, "session_id", c->session_id);
    pack_id(out, "key_id", c->key_id);
    pack_given(out, "zone", zone);
    pack_given(out, "address", c->address);
    pack_scopes(out, c->scopes);
}

static void
pack_if_version(struct buf *out, const struct envelope *e)
{
    pack_word(out, "if_version");
    if (e->if_any) {
        pack_word(out, "*");
        return;
    }
    pack_array(out, e->if_version_count);
    for (size_t i = 0; i < e->if_version_count; i++)
        pack_int(out, e->if_versions[i]);
}

void
envelope_begin(struct buf *out, const struct envelope *e, unsigned parts)
{
    bool has_key = e->idempotency_key.data != NULL;

    pack_map(out, 3u + e->has_if_version + has_key + e->rows);
    pack_word(out, "v");
    pack_int(out, VERSION);
    pack_word(out, "caller");
    pack_caller(out, e->caller);
    if (e->has_if_version)
        pack_if_version(out, e);
    if (has_key) {
        pack_word(out, "idempotency_key");
        pack_text(out, e->idempotency_key);
    }
    if (e->rows) {
        pack_word(out, "rows");
        pack_bool(out, true);
    }
    pack_word(out, "input");
    pack_map(out, parts);
}

void
envelope_path(struct buf *out, size_t params)
{
    pack_word(out, "path");
    pack_map(out, params);
}

void
envelope_query(struct buf *out, size_t params)
{
    pack_word(out, "query");
    pack_map(out, params);
}

void
envelope_body(struct buf *out)
{
    pack_word(out, "body");
}

static const struct caller one_of_ours = {.kind = CALLER_SERVICE};

void
envelope_ask(struct buf *out, const struct operation *op, const void *input)
{
    must(op->path == NULL && op->query == NULL);
    envelope_begin(out, &(struct envelope){.caller = &one_of_ours}, op->body != NULL ? 1 : 0);
    if (op->body == NULL)
        return;
    envelope_body(out);
    wire_encode(out, op->body, (const char *)input + op->body_offset);
}

void
envelope_ask_health(struct buf *out)
{
    envelope_begin(out, &(struct envelope){.caller = &one_of_ours}, 0);
}

/* ---------------------------------------------------------------- reading */

static bool
read_id(const msgpack_object *map, const char *name, struct uuid *out)
{
    const msgpack_object *in = map_find(map, name);

    if (in == NULL || in->type == MSGPACK_OBJECT_NIL)
        return true;
    return in->type == MSGPACK_OBJECT_STR && uuid_parse(in->via.str.ptr, in->via.str.size, out);
}

static bool
read_kind(const char *text, enum caller_kind *out)
{
    for (unsigned i = 0; text != NULL && i < CALLER_KINDS; i++) {
        if (strcmp(kinds[i], text) == 0) {
            *out = (enum caller_kind)i;
            return true;
        }
    }
    return false;
}

static bool
read_scopes(struct request *rq, const msgpack_object *in, struct texts *out)
{
    const char **all;

    if (in == NULL || in->type == MSGPACK_OBJECT_NIL)
        return true;
    if (in->type != MSGPACK_OBJECT_ARRAY)
        return false;
    all = arena_array(rq->arena, const char *, in->via.array.size + 1);
    for (uint32_t i = 0; i < in->via.array.size; i++) {
        if (in->via.array.ptr[i].type != MSGPACK_OBJECT_STR)
            return false;
        all[i] = arena_strndup(rq->arena, in->via.array.ptr[i].via.str.ptr,
                               in->via.array.ptr[i].via.str.size);
    }
    *out = (struct texts){all, in->via.array.size};
    return true;
}

static bool
read_caller(struct request *rq, const msgpack_object *in)
{
    const char *zone = msg_member_text(rq->arena, in, "zone");
    struct caller *c = &rq->caller;

    *c = (struct caller){.zone = zone != NULL ? tz_name(tz_or_utc(zone)) : "UTC",
                         .address = msg_member_text(rq->arena, in, "address")};
    if (!read_kind(msg_member_text(rq->arena, in, "kind"), &c->kind) ||
        !read_id(in, "user_id", &c->user_id) || !read_id(in, "session_id", &c->session_id) ||
        !read_id(in, "key_id", &c->key_id) || !read_scopes(rq, map_find(in, "scopes"), &c->scopes))
        return false;
    return uuid_is_nil(c->user_id) == (c->kind == CALLER_ANYBODY || c->kind == CALLER_SERVICE);
}

/* The gateway has checked who it is; this is the second lock on the same door. */
static enum err
admit(struct request *rq)
{
    enum caller_kind kind = rq->caller.kind;
    bool ok = false;

    switch (rq->operation->auth) {
    case AUTH_PUBLIC:
        ok = kind != CALLER_SERVICE;
        break;
    case AUTH_USER:
        ok = kind == CALLER_USER;
        break;
    case AUTH_KEY:
        ok = kind == CALLER_USER || kind == CALLER_KEY;
        break;
    case AUTH_SERVICE:
        ok = kind == CALLER_SERVICE;
        break;
    }
    if (ok)
        return OK;
    if (kind == CALLER_ANYBODY)
        return refuse(rq, ERR_UNAUTHENTICATED, "credentials are needed for this");
    return refuse(rq, ERR_FORBIDDEN, "this kind of credentials cannot do this");
}

static bool
read_if_version(struct request *rq, const msgpack_object *in)
{
    int64_t *all;

    if (in == NULL || in->type == MSGPACK_OBJECT_NIL)
        return true;
    rq->has_if_version = true;
    rq->if_any = in->type == MSGPACK_OBJECT_STR;
    if (rq->if_any)
        return true;
    if (in->type != MSGPACK_OBJECT_ARRAY)
        return false;
    all = arena_array(rq->arena, int64_t, in->via.array.size + 1);
    for (uint32_t i = 0; i < in->via.array.size; i++)
        if (in->via.array.ptr[i].type == MSGPACK_OBJECT_POSITIVE_INTEGER &&
            in->via.array.ptr[i].via.u64 <= INT64_MAX)
            all[rq->if_version_count++] = (int64_t)in->via.array.ptr[i].via.u64;
    rq->if_versions = all;
    return true;
}

/* Keys are derived from it, and from nothing there are none. */
static bool
envelope_read_key(struct request *rq, const msgpack_object *all)
{
    rq->idempotency_key = msg_member_text(rq->arena, all, "idempotency_key");
    return rq->idempotency_key == NULL || rq->idempotency_key[0] != '\0';
}

static bool
is_true(const msgpack_object *in)
{
    return in != NULL && in->type == MSGPACK_OBJECT_BOOLEAN && in->via.boolean;
}

static const msgpack_object *
given(const msgpack_object *in)
{
    return in != NULL && in->type != MSGPACK_OBJECT_NIL ? in : NULL;
}

static void
read_body(struct request *rq, char *in)
{
    const struct operation *op = rq->operation;

    if (op->body_mode != WIRE_PARTIAL) {
        wire_decode(&rq->problems, op->body, rq->body, op->body_mode, in + op->body_offset);
        return;
    }
    wire_decode(&rq->problems, op->body, rq->body, WIRE_PARTIAL,
                arena_alloc(rq->arena, 1, op->body->size, 16));
    *(struct patch *)(void *)(in + op->body_offset) = (struct patch){rq->body};
}

/* Of an operation that takes none: each one that comes is unknown. */
static const struct shape no_parameters = {.name = "none"};

static enum err
read_input(struct request *rq, const msgpack_object *input, void **in)
{
    const struct operation *op = rq->operation;

    *in = arena_alloc(rq->arena, 1, op->input_size, 16);
    rq->path = given(map_find(input, "path"));
    rq->query = given(map_find(input, "query"));
    rq->body = given(map_find(input, "body"));
    if (op->path != NULL)
        wire_decode_texts(&rq->problems, op->path, rq->path, *in);
    wire_decode_texts(&rq->problems, op->query != NULL ? op->query : &no_parameters, rq->query,
                      *in);
    if (op->body != NULL)
        read_body(rq, *in);
    return refuse_problems(rq);
}

enum err
envelope_read(struct request *rq, struct bytes message, void **in)
{
    const msgpack_object *all = msg_unpack(rq->arena, message);
    const msgpack_object *version = map_find(all, "v");
    enum err err;

    if (version == NULL || version->type != MSGPACK_OBJECT_POSITIVE_INTEGER ||
        version->via.u64 != VERSION || !read_caller(rq, map_find(all, "caller")) ||
        !read_if_version(rq, map_find(all, "if_version")) || !envelope_read_key(rq, all))
        return refuse(rq, ERR_MALFORMED, "the request's envelope is not well-formed");
    err = admit(rq);
    if (err)
        return err;
    rq->rows = is_true(map_find(all, "rows"));
    return read_input(rq, map_find(all, "input"), in);
}
