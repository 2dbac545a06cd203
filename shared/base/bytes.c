#include "shared/base/bytes.h"
#include "shared/base/must.h"

#include <openssl/crypto.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_ROOM = 256 };

void
buf_init(struct buf *b)
{
    *b = (struct buf){0};
}

void
buf_fini(struct buf *b)
{
    free(b->data);
    buf_init(b);
}

void
buf_reset(struct buf *b)
{
    b->len = 0;
}

void
buf_grow(struct buf *b, size_t len)
{
    size_t room = b->room == 0 ? FIRST_ROOM : b->room;

    must(len <= SIZE_MAX / 4 - b->len);
    while (room - b->len < len)
        room *= 2;
    b->data = realloc(b->data, room);
    must(b->data != NULL);
    b->room = room;
}

void
buf_add_text(struct buf *b, const char *text)
{
    buf_add(b, text, strlen(text));
}

bool
bytes_equal(struct bytes a, struct bytes b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.data, b.data, a.len) == 0);
}

bool
bytes_equal_secret(struct bytes a, struct bytes b)
{
    return a.len == b.len && (a.len == 0 || CRYPTO_memcmp(a.data, b.data, a.len) == 0);
}
