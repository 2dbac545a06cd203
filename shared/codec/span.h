/*
 * span - reads msgpack in place, a value at a time; the only code that knows its bytes.
 *
 * A reader takes what it knows and skips the rest by its extent, so that the body of an answer goes
 * to the JSON writer without being built up as objects first.  msg.h builds objects on top of it.
 *
 * Source:    MessagePack specification (2017), "Formats".
 * Ownership: texts and extents point into the input.
 * Failure:   false when the next value is of another type or cut off; the span is then where it
 *            was.
 * Threads:   any.
 */
#ifndef SHARED_CODEC_SPAN_H
#define SHARED_CODEC_SPAN_H

#include "shared/base/bytes.h"
#include "shared/base/uuid.h"

#include <stdbool.h>

/* What is left to read. */
struct span {
    const uint8_t *at, *end;
};

enum token_kind {
    TOKEN_NIL,
    TOKEN_BOOL,
    TOKEN_UNSIGNED, /* an integer from 0 on, in whatever form it came */
    TOKEN_NEGATIVE,
    TOKEN_FLOAT, /* of 32 bits */
    TOKEN_DOUBLE,
    TOKEN_TEXT, /* not checked to be UTF-8 */
    TOKEN_BINARY,
    TOKEN_EXTENSION,
    TOKEN_ARRAY, /* its items follow */
    TOKEN_MAP,   /* its keys and values follow, in turn */
};

struct token {
    enum token_kind kind;
    uint8_t head; /* its first byte: which form it came in */
    int8_t type;  /* of an extension value */
    union {
        bool truth;
        uint64_t number; /* unsigned; also the count of an array or a map */
        int64_t negative;
        double real;       /* of either width */
        struct bytes data; /* of a text, binary or extension value; its bytes are there */
    };
};

struct span span_of(struct bytes in);

static inline size_t
span_left(const struct span *s)
{
    return (size_t)(s->end - s->at);
}

/* Inside an extension value: a number of `width` bytes (at most 8), the highest one first. */
static inline bool
span_number(struct span *s, size_t width, uint64_t *out)
{
    uint64_t n = 0;

    if (span_left(s) < width)
        return false;
    for (size_t i = 0; i < width; i++)
        n = n << 8 | s->at[i];
    s->at += width;
    *out = n;
    return true;
}

bool span_next_of_any(struct span *s, struct token *out);

/* The next value; of an array or a map its head alone.  Short texts are read without a call. */
static inline bool
span_next(struct span *s, struct token *out)
{
    size_t len;

    if (s->at == s->end || (*s->at & 0xe0) != 0xa0)
        return span_next_of_any(s, out);
    len = *s->at & 0x1f;
    if (span_left(s) <= len)
        return false;
    out->kind = TOKEN_TEXT;
    out->head = *s->at;
    out->data = (struct bytes){s->at + 1, len};
    s->at += 1 + len;
    return true;
}

bool span_map(struct span *s, uint32_t *members);
bool span_text(struct span *s, struct bytes *out);
bool span_int(struct span *s, int64_t *out);
bool span_nil(struct span *s);

/* One whole value, however deep. */
bool span_skip(struct span *s, struct bytes *extent);

bool text_is(struct bytes text, const char *word);

#endif
