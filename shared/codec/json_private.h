/*
 * json_private - what the writer of JSON (json_write.c) and its lists (json_rows.c) share.
 */
#ifndef SHARED_CODEC_JSON_PRIVATE_H
#define SHARED_CODEC_JSON_PRIVATE_H

#include "shared/base/clock.h"
#include "shared/codec/json.h"

/* What a client sent may come back inside an envelope or a list, so the way out allows a few more.
 */
enum { WRITE_DEPTH = JSON_DEPTH + 16 };

struct reader {
    const uint8_t *at, *end;
};

/* An open array or map: how many values (of a map: keys and values) it still wants. */
struct level {
    uint64_t left;
    bool is_map;
};

struct writer {
    struct reader in;
    struct buf *out;
    struct level levels[WRITE_DEPTH];
    int depth;
    bool in_rows;
    struct day_memo memo; /* in rows */
};

bool json_take(struct reader *r, size_t len, const uint8_t **out);
bool json_take_number(struct reader *r, size_t width, uint64_t *out);
bool json_put_string(struct buf *out, const uint8_t *s, size_t len);

/* The next value, however deep. */
bool json_write_one(struct writer *w);
/* What follows the head of an extension value of four bytes of length. */
bool json_write_rows(struct writer *w);
/* Inside of rows, what follows the head of one of `width` bytes. */
bool json_write_stamp(struct writer *w, size_t width);

#endif
