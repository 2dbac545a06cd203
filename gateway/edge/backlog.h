/*
 * backlog - what a client has sent behind the request that is being answered.
 *
 * It is given back a piece at a time, and what was given too much is put back, so that a client
 * costs no more copying than a piece for each of its requests, however many it sends at once.
 *
 * Ownership: backlog_fini frees it; its memory also goes when all of it was taken.
 * Units:     bytes.
 * Threads:   the loop's.
 */
#ifndef GATEWAY_EDGE_BACKLOG_H
#define GATEWAY_EDGE_BACKLOG_H

#include "shared/base/bytes.h"

/* Begin with all zero. */
struct backlog {
    struct buf held;
    size_t taken; /* of it */
};

void backlog_fini(struct backlog *b);

size_t backlog_len(const struct backlog *b);

/* Copies its first `len` bytes, which it must have, and is without them. */
void backlog_take(struct backlog *b, void *to, size_t len);

/*
 * Puts bytes before what it has.  Only the last ones that were taken may be put back, unless it is
 * empty.
 */
void backlog_put_back(struct backlog *b, struct bytes rest);

#endif
