/*
 * pack - writes msgpack, a value at a time; the only code that does.
 *
 * Every value takes the shortest form that msgpack has for it: texts, binaries, arrays and maps by
 * their length, integers by their size (never a signed form for a number that is not negative).  So
 * equal values are equal bytes, which digests and ETags rest on.
 *
 * Source:    MessagePack specification (2017), "Formats".
 * Ownership: the buf is the caller's; what is packed is copied.
 * Failure:   none.  The counts given to pack_map and pack_array are promises: so many values (of a
 *            map: names and values) have to follow.  Lengths above 32 bits are our bug (must).
 * Threads:   any.
 */
#ifndef SHARED_CODEC_PACK_H
#define SHARED_CODEC_PACK_H

#include "shared/base/bytes.h"
#include "shared/base/uuid.h"

void pack_map(struct buf *out, size_t members);
void pack_array(struct buf *out, size_t items);
void pack_text(struct buf *out, struct bytes text);
void pack_binary(struct buf *out, struct bytes data);
void pack_nil(struct buf *out);
void pack_bool(struct buf *out, bool value);
void pack_int(struct buf *out, int64_t number);
void pack_unsigned(struct buf *out, uint64_t number);
void pack_double(struct buf *out, double number);
void pack_float(struct buf *out, float number);
void pack_uuid(struct buf *out, struct uuid id); /* its canonical text */
void pack_extension(struct buf *out, int8_t type, struct bytes data);

static inline void
pack_word(struct buf *out, const char *word) /* NULL: nil */
{
    if (word == NULL)
        pack_nil(out);
    else
        pack_text(out, bytes_of(word));
}

/* A text of at most 31 bytes that the caller writes itself, to where pack_short_text says; there is
 * room for a NUL behind it.  The end says how long it became. */
char *pack_short_text(struct buf *out);
void pack_short_text_end(struct buf *out, size_t len);

/*
 * An extension value whose bytes are yet to come, always in the form with 32 bits of length
 * (ext 32).  The begin answers what the end needs.
 */
size_t pack_extension_begin(struct buf *out, int8_t type);
void pack_extension_end(struct buf *out, size_t begun);

/* Bytes inside an extension value, or of a form that the writer chooses itself: the lowest `width`
 * bytes of `number`, the highest of them first. */
void pack_number(struct buf *out, uint64_t number, unsigned width);

#endif
