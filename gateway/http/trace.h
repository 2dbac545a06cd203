/*
 * trace - the request id that travels through every process.
 *
 * A client's `traceparent` is continued, otherwise a trace begins here.  The trace id is what the
 * answer shows as X-Request-Id; downstream goes a traceparent with a span id of our own.
 *
 * Source:  W3C Trace Context (2021), sections 3.2 and 4.3.
 * Failure: none; a header that breaks the rules is as good as none.
 * Threads: any.
 */
#ifndef GATEWAY_HTTP_TRACE_H
#define GATEWAY_HTTP_TRACE_H

#include "shared/base/bytes.h"

#include <stdbool.h>

enum { TRACE_ID_LEN = 32, TRACEPARENT_LEN = 55 };

struct trace {
    char id[TRACE_ID_LEN + 1];
    char parent[TRACEPARENT_LEN + 1]; /* for the bus */
};

/* `header` has data NULL when there was none, or more than one. */
void trace_begin(struct trace *t, struct bytes header);

#endif
