/*
 * pack - msgpack into a buf, a value at a time.
 *
 * Ownership: the buf is the caller's.
 * Failure:   none; counts given to pack_map and pack_array are promises of the caller.
 * Threads:   any.
 */
#ifndef SHARED_CODEC_PACK_H
#define SHARED_CODEC_PACK_H

#include "shared/base/bytes.h"
#include "shared/base/uuid.h"

void pack_map(struct buf *out, size_t members);
void pack_array(struct buf *out, size_t items);
void pack_text(struct buf *out, struct bytes text);
void pack_word(struct buf *out, const char *word);
void pack_int(struct buf *out, int64_t number);
void pack_bool(struct buf *out, bool value);
void pack_uuid(struct buf *out, struct uuid id);

#endif
