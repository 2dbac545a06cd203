/*
 * json_private - what the writer of JSON (json_write.c) and its lists (json_rows.c) share.
 */
#ifndef SHARED_CODEC_JSON_PRIVATE_H
#define SHARED_CODEC_JSON_PRIVATE_H

#include "shared/base/clock.h"
#include "shared/codec/json.h"
#include "shared/codec/span.h"

/* What a client sent may come back inside an envelope or a list. */
enum { WRITE_DEPTH = JSON_DEPTH + 16 };

/* An open array or map. */
struct level {
    uint64_t left; /* items or members that still come */
    bool is_map, begun;
};

struct writer {
    struct span in;
    struct buf *out;
    struct level levels[WRITE_DEPTH];
    int depth;
    bool in_rows;
    struct day_memo memo; /* in rows */
};

void json_put_byte(struct buf *out, char c);
bool json_put_string(struct buf *out, struct bytes text); /* false: it is not UTF-8 */

/* The next value, however deep. */
bool json_write_one(struct writer *w);
/* The bytes of an extension value that holds rows. */
bool json_write_rows(struct writer *w, struct bytes rows);
/* Inside of rows: the bytes of one that holds an instant. */
bool json_write_stamp(struct writer *w, struct bytes stamp);

#endif
