/*
 * written - what a key that may write and not read is answered: which object it is, and its version.
 *
 * Such a key knows what it sent and nothing else of the object, so an answer of the service is cut
 * down here, also one that is given again under an Idempotency-Key.
 *
 * Threads: any.
 */
#ifndef GATEWAY_ASK_WRITTEN_H
#define GATEWAY_ASK_WRITTEN_H

#include "shared/request/envelope.h"

/* Appends {"id", "version"} of the answer as JSON.  False: it is of no object with both. */
bool written_json(const struct reply *reply, struct buf *out);

#endif
