/*
 * wire_private - how structs lie in memory, and what the encoder's parts share: wire_encode.c
 * writes structs, wire_rows.c lists of them in the form of rows.h, wire_same.c compares two,
 * wire_fit.c measures.
 */
#ifndef SHARED_CODEC_WIRE_PRIVATE_H
#define SHARED_CODEC_WIRE_PRIVATE_H

#include "shared/codec/wire.h"

/* How every array field stands in its struct. */
struct wire_array {
    const void *items;
    size_t count;
};

/* Bytes of one value of the field. */
size_t wire_item_size(const struct field *f);

static inline const void *
wire_member(const void *object, size_t offset)
{
    return (const char *)object + offset;
}

/* Where encoded values go, and how. */
struct out {
    struct buf *buf;
    bool rows;            /* arrays of objects as rows.h has them */
    bool in_rows;         /* inside of such a one */
    struct day_memo memo; /* many times of a list are of one day */
};

void wire_put_value(struct out *o, const struct field *f, const void *object);

/* No member at all, instead of null. */
bool wire_is_left_out(const struct field *f, const void *object);
bool wire_is_absent(const struct field *f, const void *object);

/* A bit for each member that is not the same in both, the first one lowest; of values that would
 * cost more to compare it may say so too.  The shape has at most 64. */
uint64_t wire_differing(const struct shape *shape, const void *a, const void *b);

/* The array as rows; false when it is not one that can be. */
bool wire_put_rows(struct out *o, const struct field *f, const struct wire_array *array);

#endif
