/*
 * span - reads msgpack in place, a value at a time.
 *
 * A reader takes what it knows and skips the rest by its extent, so that the body of an answer goes
 * to the JSON writer without being built up as objects first.
 *
 * Source:    msgpack specification (2017).
 * Ownership: texts and extents point into the input.
 * Failure:   false when the next value has another type or is cut off; the span is then where it
 * was. Threads:   any.
 */
#ifndef SHARED_CODEC_SPAN_H
#define SHARED_CODEC_SPAN_H

#include "shared/base/bytes.h"
#include "shared/base/uuid.h"

#include <stdbool.h>

struct span {
    const uint8_t *at, *end;
};

struct span span_of(struct bytes in);

bool span_map(struct span *s, uint32_t *members);
bool span_array(struct span *s, uint32_t *items);
bool span_text(struct span *s, struct bytes *out);
bool span_int(struct span *s, int64_t *out);
bool span_bool(struct span *s, bool *out);
bool span_nil(struct span *s);
bool span_uuid(struct span *s, struct uuid *out); /* its canonical text */

/* One whole value, however deep. */
bool span_skip(struct span *s, struct bytes *extent);

bool text_is(struct bytes text, const char *word);

#endif
