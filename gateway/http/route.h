/*
 * route - which operation a method and a path mean.
 *
 * Paths are compared segment by segment after percent-decoding, so `%2F` in a parameter is a
 * character of it and never a separator.  A literal segment wins over a parameter.
 *
 * Ownership: segments point into the room that the caller gives.
 * Failure:   ERR_MALFORMED for a segment that does not decode, ERR_NOT_FOUND for a path that no
 *   operation has, ERR_METHOD_NOT_ALLOWED for a method that none of the path has.
 * Threads:   any.
 */
#ifndef GATEWAY_HTTP_ROUTE_H
#define GATEWAY_HTTP_ROUTE_H

#include "gen/edge/routes.h"
#include "shared/base/bytes.h"
#include "shared/base/err.h"

enum { SEGMENTS_MAX = 16, ALLOW_TEXT = 64 };

struct route_path {
    struct bytes segments[SEGMENTS_MAX];
    unsigned count;
    bool too_deep; /* more segments than any route has */
};

struct route_table {
    const struct route *routes;
    unsigned count;
};

struct route_match {
    const struct route *route;
    char allow[ALLOW_TEXT]; /* every method of the path, also when this one is not among them */
    bool is_head;
    bool is_options; /* route is NULL */
};

/* `text` begins with a slash and has no query; `room` has text.len bytes. */
enum err route_split(struct bytes text, char *room, struct route_path *out)
    __attribute__((warn_unused_result));

enum err route_find(const struct route_table *table, struct bytes method,
                    const struct route_path *path, struct route_match *out)
    __attribute__((warn_unused_result));

#endif
