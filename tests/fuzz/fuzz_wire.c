/*
 * Any msgpack against every shape of the contract: what a shape takes is encoded, and read again as
 * the same.
 *
 *   byte 0   the operation
 *   byte 1   of it: 0 body, 1 body as one of our own messages, 2 answer, 3 query, 4 path
 *   the rest msgpack
 */
#include "build/apis.h"
#include "shared/base/arena.h"
#include "shared/base/must.h"
#include "shared/codec/json.h"
#include "shared/codec/msg.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

static const struct service_api *const apis[] = {ALL_APIS};

enum part { BODY, OUR_BODY, ANSWER, QUERY, PATH, PARTS };

static const struct operation *
operation_at(unsigned n)
{
    unsigned count = 0;

    for (size_t i = 0; i < ARRAY_LEN(apis); i++)
        count += (unsigned)apis[i]->operation_count;
    n %= count;
    for (size_t i = 0;; i++) {
        if (n < (unsigned)apis[i]->operation_count)
            return apis[i]->operations[n];
        n -= (unsigned)apis[i]->operation_count;
    }
}

/* What is never encoded cannot come back. */
static bool
has_write_only(const struct shape *shape)
{
    for (unsigned i = 0; i < shape->field_count; i++)
        if (shape->fields[i].flags & (FIELD_WRITE_ONLY | FIELD_AS_SENT) ||
            (shape->fields[i].shape != NULL && has_write_only(shape->fields[i].shape)))
            return true;
    return false;
}

static bool
decode(struct arena *a, const struct shape *shape, struct bytes in, enum wire_mode mode, void *out)
{
    struct problems problems;

    problems_init(&problems, a);
    wire_decode(&problems, shape, msg_unpack(a, in), mode, out);
    must((problems.count == 0) == (problems.first == NULL));
    return problems.count == 0;
}

static struct bytes
encode(struct arena *a, const struct shape *shape, const void *object)
{
    struct bytes out;
    struct buf buf;

    buf_init(&buf);
    wire_encode(&buf, shape, object);
    out = bytes_keep(a, (struct bytes){buf.data, buf.len});
    buf_fini(&buf);
    return out;
}

/* Both forms of a list are the same text. */
static void
is_told_alike(const struct shape *shape, const void *object, struct bytes plain)
{
    struct buf rows, text, other;

    buf_init(&rows);
    buf_init(&text);
    buf_init(&other);
    wire_encode_rows(&rows, shape, object);
    if (json_from_msgpack(plain, &text)) {
        must(json_from_msgpack((struct bytes){rows.data, rows.len}, &other));
        must(bytes_equal((struct bytes){text.data, text.len},
                         (struct bytes){other.data, other.len}));
    }
    buf_fini(&other);
    buf_fini(&text);
    buf_fini(&rows);
}

/* A partial body has no struct of its own: amend() decodes it together with what is stored. */
static void
check_object(struct arena *a, const struct shape *shape, enum wire_mode mode, struct bytes in)
{
    void *object = arena_alloc(a, 1, shape->size, 16), *again = arena_alloc(a, 1, shape->size, 16);
    struct bytes plain;

    if (!decode(a, shape, in, mode, object) || mode == WIRE_PARTIAL)
        return;
    plain = encode(a, shape, object);
    is_told_alike(shape, object, plain);
    if (has_write_only(shape))
        return;
    must(decode(a, shape, plain, mode == WIRE_CREATE ? WIRE_REPLACE : mode, again));
    must(bytes_equal(encode(a, shape, again), plain));
}

static void
check_parameters(struct arena *a, const struct operation *op, const struct shape *shape,
                 struct bytes in)
{
    void *object = arena_alloc(a, 1, op->input_size, 16);
    struct problems problems;

    problems_init(&problems, a);
    wire_decode_texts(&problems, shape, msg_unpack(a, in), object);
    if (problems.count == 0)
        (void)encode(a, shape, object);
}

static void
check(struct arena *a, const struct operation *op, enum part part, struct bytes in)
{
    if (part == BODY && op->body != NULL)
        check_object(a, op->body, op->body_mode, in);
    else if (part == OUR_BODY && op->body != NULL)
        check_object(a, op->body, WIRE_TRUSTED, in);
    else if (part == ANSWER && op->output != NULL)
        check_object(a, op->output, WIRE_TRUSTED, in);
    else if (part == QUERY && op->query != NULL)
        check_parameters(a, op, op->query, in);
    else if (part == PATH && op->path != NULL)
        check_parameters(a, op, op->path, in);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a;

    if (size < 2 || size > 16384)
        return 0;
    a = arena_new(256 << 20);
    check(a, operation_at(data[0]), data[1] % PARTS, (struct bytes){data + 2, size - 2});
    arena_destroy(a);
    return 0;
}
