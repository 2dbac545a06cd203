/*
 * own_error - gives our form to what libh2o answers by itself.
 *
 * A chunk that it cannot parse, a body over the limit, an Expect that it does not know: libh2o's
 * answers to these are text/plain and have none of our header fields.  A filter on every path
 * replaces them.  An answer of ours is known by its X-Request-Id.
 *
 * Threads: the loop's.
 */
#ifndef GATEWAY_HTTP_OWN_ERROR_H
#define GATEWAY_HTTP_OWN_ERROR_H

#include "gateway/gateway.h"

/* For each path that libh2o is told of, its fallback among them. */
void own_error_filter(h2o_pathconf_t *path, struct gateway *gateway);

#endif
