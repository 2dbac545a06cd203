/*
 * wire_private - what the decoder (wire.c) and the encoder (wire_encode.c) share.
 */
#ifndef SHARED_WIRE_PRIVATE_H
#define SHARED_WIRE_PRIVATE_H

#include "wire.h"

/* How every array field stands in its struct. */
struct wire_array {
    const void *items;
    size_t count;
};

/* Bytes of one value of the field. */
size_t wire_item_size(const struct field *f);

#endif
