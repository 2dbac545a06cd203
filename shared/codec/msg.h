/*
 * msg - small things about msgpack that the runtime's parts share.
 *
 * Ownership: unpacked objects live in the arena; their texts point into `in`.
 * Threads:   any.
 */
#ifndef SHARED_CODEC_MSG_H
#define SHARED_CODEC_MSG_H

#include "shared/base/arena.h"
#include "shared/base/bytes.h"

#include <msgpack.h>

/* A packer that appends to `out`. */
void msg_packer(msgpack_packer *p, struct buf *out);
void msg_text(msgpack_packer *p, const char *text); /* NULL: nil */

/* NULL when `in` is not exactly one well-formed object. */
const msgpack_object *msg_unpack(struct arena *a, struct bytes in);

/* The text of that member in the arena, or NULL. */
const char *msg_member_text(struct arena *a, const msgpack_object *map, const char *name);

/* The same for equal values in whatever order their members came. */
void msg_canonical(struct arena *a, struct buf *out, const msgpack_object *in);

/* A copy of the bytes in the arena. */
struct bytes bytes_keep(struct arena *a, struct bytes in);

#endif
