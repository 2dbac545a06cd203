/*
 * msg - msgpack as objects, for whoever needs more than one look at them.
 *
 * msg_unpack is the only place that builds objects; they are msgpack-c's structs, read through
 * span.h.  Bounded whatever the bytes are: at most 48 bytes of the arena for each byte of input,
 * nesting at most 64 deep.  Duplicate names, wrong types and texts that are not UTF-8 are for the
 * reader of the objects to find.
 *
 * Ownership: objects live in the arena; their texts point into `in`.
 * Failure:   msg_unpack answers NULL when `in` is not exactly one well-formed object.
 * Threads:   any.
 */
#ifndef SHARED_CODEC_MSG_H
#define SHARED_CODEC_MSG_H

#include "shared/base/arena.h"
#include "shared/base/bytes.h"

#include <msgpack.h>

const msgpack_object *msg_unpack(struct arena *a, struct bytes in);

/* The member of a map, or NULL: also when `map` is NULL or no map. */
const msgpack_object *map_find(const msgpack_object *map, const char *name);
/* Its text, copied into the arena, or NULL: also when it has a U+0000. */
const char *msg_member_text(struct arena *a, const msgpack_object *map, const char *name);

/* The object as it is; NULL: nil. */
void msg_pack(struct buf *out, const msgpack_object *in);
/* The same for equal values, in whatever order their members came. */
void msg_canonical(struct arena *a, struct buf *out, const msgpack_object *in);

/* A copy of the bytes in the arena. */
struct bytes bytes_keep(struct arena *a, struct bytes in);

#endif
