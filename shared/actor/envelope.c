#include "shared/actor/envelope.h"

#include "shared/base/arena.h"
#include "shared/codec/msg.h"
#include "shared/codec/pack.h"

#include <string.h>

enum { VERSION = 1, RETRY_AFTER_S = 1 };

static void
pack_texts_head(struct buf *out, unsigned members)
{
    pack_map(out, members + 1);
    pack_word(out, "v");
    pack_int(out, VERSION);
}

void
envelope_ask(struct buf *out, const struct operation *op, const void *input)
{

    pack_texts_head(out, 2);
    pack_word(out, "caller");
    pack_map(out, 1);
    pack_word(out, "kind");
    pack_word(out, "service");
    pack_word(out, "input");
    pack_map(out, op->body != NULL ? 1 : 0);
    if (op->body != NULL) {
        pack_word(out, "body");
        wire_encode(out, op->body, (const char *)input + op->body_offset);
    }
}

void
envelope_answer(struct buf *out, const struct shape *shape, const void *output, bool rows)
{
    bool versioned = shape != NULL && shape->version_offset >= 0;

    pack_texts_head(out, versioned ? 2 : 1);
    if (versioned) {
        pack_word(out, "version");
        pack_int(out,
                 *(const int64_t *)(const void *)((const char *)output + shape->version_offset));
    }
    pack_word(out, "body");
    if (shape == NULL)
        pack_nil(out);
    else if (rows)
        wire_encode_rows(out, shape, output);
    else
        wire_encode(out, shape, output);
}

static void
pack_details(struct buf *out, const struct problems *problems)
{
    unsigned kept = problems->count < PROBLEMS_MAX ? problems->count : PROBLEMS_MAX;

    pack_word(out, "details");
    pack_array(out, kept);
    for (const struct problem *at = problems->first; at != NULL; at = at->next) {
        pack_map(out, 2);
        pack_word(out, "field");
        pack_word(out, at->field);
        pack_word(out, "problem");
        pack_word(out, at->what);
    }
}

void
envelope_error(struct buf *out, const struct request *rq, enum err err)
{
    bool details = err == ERR_VALIDATION && rq->problems.count > 0;
    bool again = err_again(err);

    pack_texts_head(out, 1);
    pack_word(out, "error");
    pack_map(out, 2u + details + again);
    pack_word(out, "error");
    pack_word(out, rq->why != NULL && err != ERR_BUG ? rq->why : err_meaning(err));
    pack_word(out, "code");
    pack_word(out, err_code(err));
    if (details)
        pack_details(out, &rq->problems);
    if (again) {
        pack_word(out, "retry_after");
        pack_int(out, rq->retry_after_s > 0 ? rq->retry_after_s : RETRY_AFTER_S);
    }
}

static bool
uuid_member(const msgpack_object *map, const char *name, struct uuid *out)
{
    const msgpack_object *in = map_find(map, name);

    if (in == NULL || in->type == MSGPACK_OBJECT_NIL)
        return true;
    return in->type == MSGPACK_OBJECT_STR && uuid_parse(in->via.str.ptr, in->via.str.size, out);
}

static bool
read_caller(struct request *rq, const msgpack_object *in)
{
    static const struct {
        const char *name;
        enum caller_kind kind;
    } kinds[] = {
        {"anybody", CALLER_ANYBODY},
        {"user", CALLER_USER},
        {"key", CALLER_KEY},
        {"service", CALLER_SERVICE},
    };
    const char *kind = msg_member_text(rq->arena, in, "kind");
    const char *zone = msg_member_text(rq->arena, in, "zone");
    struct caller *c = &rq->caller;
    size_t i = 0;

    while (i < sizeof kinds / sizeof kinds[0] && (kind == NULL || strcmp(kinds[i].name, kind) != 0))
        i++;
    if (i == sizeof kinds / sizeof kinds[0])
        return false;
    *c = (struct caller){.kind = kinds[i].kind,
                         .zone = zone != NULL && *zone ? zone : "UTC",
                         .address = msg_member_text(rq->arena, in, "address")};
    if (!uuid_member(in, "user_id", &c->user_id) ||
        !uuid_member(in, "session_id", &c->session_id) || !uuid_member(in, "key_id", &c->key_id))
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
envelope_read(struct request *rq, struct bytes data, void **in)
{
    const msgpack_object *all = msg_unpack(rq->arena, data);
    const msgpack_object *version = map_find(all, "v");
    enum err err;

    if (version == NULL || version->type != MSGPACK_OBJECT_POSITIVE_INTEGER ||
        version->via.u64 != VERSION || !read_caller(rq, map_find(all, "caller")) ||
        !read_if_version(rq, map_find(all, "if_version")))
        return refuse(rq, ERR_MALFORMED, "the request's envelope is not well-formed");
    err = admit(rq);
    if (err)
        return err;
    rq->rows = is_true(map_find(all, "rows"));
    rq->idempotency_key = msg_member_text(rq->arena, all, "idempotency_key");
    return read_input(rq, map_find(all, "input"), in);
}

enum err
envelope_read_answer(struct request *rq, struct bytes data, const msgpack_object **body)
{
    const msgpack_object *all = msg_unpack(rq->arena, data);
    const msgpack_object *error = map_find(all, "error"), *code = map_find(error, "code");

    *body = map_find(all, "body");
    if (code != NULL && code->type == MSGPACK_OBJECT_STR)
        return err_from_code(code->via.str.ptr, code->via.str.size);
    return error != NULL || *body == NULL ? ERR_BUG : OK;
}
