/*
 * chunks - the framing of a chunked body, judged as it comes.
 *
 * libh2o 2.2.5 takes a bare LF for the end of a chunk's line, and so may see another end of the
 * request than a proxy in front of us.  The bytes as they came are read here before it gets them.
 *
 * Source:  RFC 9112 section 7.1.
 * Threads: any.
 */
#ifndef GATEWAY_HTTP_CHUNKS_H
#define GATEWAY_HTTP_CHUNKS_H

#include "shared/base/bytes.h"

#include <stdbool.h>

enum chunks_at {
    CHUNKS_SIZE,  /* before the first digit of a size */
    CHUNKS_DIGIT, /* behind one */
    CHUNKS_EXTENSION,
    CHUNKS_SIZE_LF,
    CHUNKS_DATA,
    CHUNKS_DATA_CR,
    CHUNKS_DATA_LF,
    CHUNKS_TRAILER, /* at the beginning of a line */
    CHUNKS_TRAILER_LINE,
    CHUNKS_TRAILER_LF,
    CHUNKS_LAST_LF,
    CHUNKS_END
};

/* Begin with all zero. */
struct chunks {
    enum chunks_at at;
    uint64_t left;  /* of this chunk's size, or of its data */
    uint64_t told;  /* bytes of data in all chunks so far, as their sizes say */
    unsigned words; /* bytes of extensions and trailers so far */
};

/* False: the framing is wrong.  What stands behind the end is not looked at. */
bool chunks_feed(struct chunks *c, struct bytes more);

#endif
