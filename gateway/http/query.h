/*
 * query - the parameters of a URL, decoded.
 *
 * Ownership: names and values point into the room that the caller gives.
 * Failure:   `problem` says what is wrong with the parameter `bad`; a name that cannot be shown is
 *   "query".
 * Threads:   any.
 */
#ifndef GATEWAY_HTTP_QUERY_H
#define GATEWAY_HTTP_QUERY_H

#include "shared/base/bytes.h"

#include <stdbool.h>

enum { QUERY_MAX = 128 }; /* more than any operation takes */

struct parameter {
    struct bytes name, value;
};

struct query {
    struct parameter items[QUERY_MAX];
    unsigned count;
    struct bytes bad;
    const char *problem;
};

/* `text` is what follows the `?`; `room` has text.len bytes. */
bool query_parse(struct bytes text, char *room, struct query *out);

/* Another parameter before `at` has its name. */
bool query_is_repeated(const struct query *q, unsigned at);

#endif
