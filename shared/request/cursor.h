/*
 * cursor - lists by pages: how many rows go on one, and where the next one begins.
 *
 * A keyset cursor says where the last page ended.  It is bound to the operation, the caller, the
 * caller's zone, the path and every query parameter but `cursor` and `limit`.  What it holds is only a
 * position, so forging one gains nothing.
 *
 * Ownership: decoded texts and encoded cursors live in the request's arena.
 * Failure:   ERR_INVALID_CURSOR for one that is damaged or belongs to another list.
 * Threads:   as the request.
 */
#ifndef SHARED_REQUEST_CURSOR_H
#define SHARED_REQUEST_CURSOR_H

#include "shared/request/request.h"

enum { CURSOR_KEYS = 3 };

/*
 * The sort keys of the last row.  A list uses those that it needs, the rest stay zero; one with
 * integer keys names their places by an enum of its own.
 */
struct cursor {
    int64_t keys[CURSOR_KEYS];
    const char *text; /* NULL when unused */
    struct uuid id;
};

enum err cursor_decode(struct request *rq, const char *text, struct cursor *out)
    __attribute__((warn_unused_result));
const char *cursor_encode(struct request *rq, const struct cursor *at);

/*
 * How many of `count` rows go on this page: at most `limit`, and at most 512 KiB but at least one.
 * Fewer than `count` means that there is a next page.
 */
size_t page_fit(const struct shape *shape, const void *rows, size_t count, int64_t limit);

#endif
