/*
 * ask_envelope - the question that an HTTP request becomes: path, query, body, If-Match and
 * Idempotency-Key as the members of an envelope (shared/request/envelope.h).
 *
 * Failure: false when a header, a parameter or the body is wrong; the request is answered then, and
 *          what is in `out` is of no use.
 * Threads: the loop's.
 */
#ifndef GATEWAY_ASK_ASK_ENVELOPE_H
#define GATEWAY_ASK_ASK_ENVELOPE_H

#include "gateway/http/exchange.h"

bool ask_envelope(struct exchange *x, struct buf *out);

#endif
