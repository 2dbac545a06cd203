/*
 * Any bytes are one msgpack object or none; what msgpack-c reads within its depth is read alike,
 * the reader in place takes it for one value, and the canonical form of a form is itself.
 */
#include "shared/base/must.h"
#include "shared/codec/msg.h"
#include "shared/codec/span.h"
#include "tests/fuzz/fuzz.h"

static void
canonical_is_stable(struct arena *a, const msgpack_object *in)
{
    struct buf first, second;
    const msgpack_object *again;

    buf_init(&first);
    buf_init(&second);
    msg_canonical(a, &first, in);
    again = msg_unpack(a, (struct bytes){first.data, first.len});
    must(again != NULL);
    msg_canonical(a, &second, again);
    must(bytes_equal((struct bytes){first.data, first.len},
                     (struct bytes){second.data, second.len}));
    buf_fini(&second);
    buf_fini(&first);
}

static void
is_one_value(struct bytes in)
{
    struct span s = span_of(in);
    struct bytes extent;

    must(span_skip(&s, &extent) && extent.len == in.len);
}

static void
is_what_msgpack_c_reads(struct arena *a, const msgpack_object *out, struct bytes in)
{
    msgpack_unpacked other;
    struct buf x, y;
    size_t at = 0;

    buf_init(&x);
    buf_init(&y);
    msgpack_unpacked_init(&other);
    if (msgpack_unpack_next(&other, (const char *)in.data, in.len, &at) == MSGPACK_UNPACK_SUCCESS) {
        msg_canonical(a, &x, out);
        msg_canonical(a, &y, &other.data);
        must(at == in.len);
        must(bytes_equal((struct bytes){x.data, x.len}, (struct bytes){y.data, y.len}));
    }
    msgpack_unpacked_destroy(&other);
    buf_fini(&y);
    buf_fini(&x);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new(256 << 20);
    const msgpack_object *out;

    out = size < 65536 ? msg_unpack(a, (struct bytes){data, size}) : NULL;
    if (out != NULL) {
        is_what_msgpack_c_reads(a, out, (struct bytes){data, size});
        is_one_value((struct bytes){data, size});
        canonical_is_stable(a, out);
    }
    arena_destroy(a);
    return 0;
}
