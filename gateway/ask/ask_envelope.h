/*
 * ask_envelope - the message that a request becomes (`{v, caller, input, ...}`).
 *
 * Failure: answers the request itself and returns false when a header, a parameter or the body is
 * wrong. Threads: the loop's.
 */
#ifndef GATEWAY_ASK_ASK_ENVELOPE_H
#define GATEWAY_ASK_ASK_ENVELOPE_H

#include "gateway/http/exchange.h"

bool ask_envelope(struct exchange *x, struct buf *out);

/* What the gateway asks on its own behalf: the caller, then the body that the caller of this packs.
 */
void ask_envelope_own(struct buf *out);

#endif
