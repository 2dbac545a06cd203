/*
 * Any text is a cursor or is refused, and what is read is written and read again as the same.  The
 * first byte chooses: the text as it comes, or the position behind a binding that fits.
 */
#include "shared/base/arena.h"
#include "shared/base/base64url.h"
#include "shared/base/must.h"
#include "shared/codec/msg.h"
#include "shared/request/cursor.h"
#include "shared/request/request.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

enum { BINDING_AT = 2, BINDING_LEN = 18 }; /* after [6, 1: the head of a binary of 16 and itself */

/* The fuzzer's bytes in place of what follows the binding of a good cursor. */
static const char *
forged(struct request *rq, const uint8_t *data, size_t size)
{
    const char *good = cursor_encode(rq, &(struct cursor){0});
    struct bytes head;
    struct buf all;
    const char *text;

    must(base64url_decode(rq->arena, good, strlen(good), &head));
    buf_init(&all);
    buf_add(&all, head.data, BINDING_AT + BINDING_LEN);
    buf_add(&all, data, size);
    text = base64url(rq->arena, (struct bytes){all.data, all.len});
    buf_fini(&all);
    return text;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct operation list = {.name = "thing.list"};
    struct request rq = {.operation = &list, .arena = arena_new(64 << 20)};
    struct cursor at, again;
    const char *text;

    if (size > 0 && size < 65536) {
        text = data[0] & 1 ? forged(&rq, data + 1, size - 1)
                           : arena_strndup(rq.arena, (const char *)data + 1, size - 1);
        if (cursor_decode(&rq, text, &at) == OK) {
            must(cursor_decode(&rq, cursor_encode(&rq, &at), &again) == OK);
            must(memcmp(at.keys, again.keys, sizeof at.keys) == 0);
            must(uuid_equal(at.id, again.id));
            must((at.text == NULL) == (again.text == NULL));
            must(at.text == NULL || strcmp(at.text, again.text) == 0);
        }
    }
    arena_destroy(rq.arena);
    return 0;
}
