/*
 * ask_envelope - the question that an HTTP request becomes: path, query, body, If-Match and
 * Idempotency-Key as the members of an envelope (shared/request/envelope.h).
 *
 * Failure: a wrong header, parameter or body is answered; the head is looked at before the body.
 * Threads: the loop's.
 */
#ifndef GATEWAY_ASK_ASK_ENVELOPE_H
#define GATEWAY_ASK_ASK_ENVELOPE_H

#include "gateway/ask/ask_body.h"

/* Ends in `made`, now or when a large body has been parsed, or answers. */
void ask_envelope(struct exchange *x, ask_made *made);

#endif
