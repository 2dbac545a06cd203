/*
 * bytes - a borrowed stretch of memory, and a buffer that grows.
 *
 * Ownership: `struct bytes` owns nothing.  `struct buf` owns its heap block: buf_fini frees it.
 * Failure:   out of memory ends the process (must).
 * Threads:   a buf belongs to one thread at a time.
 */
#ifndef SHARED_BASE_BYTES_H
#define SHARED_BASE_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct bytes {
    const uint8_t *data;
    size_t len;
};

struct buf {
    uint8_t *data; /* NULL until the first byte */
    size_t len;
    size_t room;
};

void buf_init(struct buf *b);
void buf_fini(struct buf *b);
void buf_reset(struct buf *b); /* empty, block kept */
void buf_grow(struct buf *b, size_t len);
void buf_add_text(struct buf *b, const char *text);

/* Room for `len` more bytes; returns where they go; the caller adds to b->len. */
static inline uint8_t *
buf_reserve(struct buf *b, size_t len)
{
    if (b->room - b->len < len || b->data == NULL)
        buf_grow(b, len);
    return b->data + b->len;
}

static inline void
buf_add(struct buf *b, const void *data, size_t len)
{
    if (len == 0)
        return;
    memcpy(buf_reserve(b, len), data, len);
    b->len += len;
}

/* A text without its NUL; nothing for NULL. */
static inline struct bytes
bytes_of(const char *text)
{
    return (struct bytes){(const uint8_t *)text, text == NULL ? 0 : strlen(text)};
}

/* Without the spaces and tabs at its ends. */
struct bytes bytes_trim(struct bytes text);

/* Returns at the first difference: for secrets there is bytes_equal_secret (crypto/seal.h). */
bool bytes_equal(struct bytes a, struct bytes b);
/* The word, in whatever case its ASCII letters are. */
bool bytes_are_word(struct bytes text, const char *word);

#endif
