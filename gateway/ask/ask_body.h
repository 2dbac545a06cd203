/*
 * ask_body - the body of a request as msgpack, behind what its envelope has already.
 *
 * A body of up to BODY_AT_ONCE bytes is parsed at once; a larger one by the gateway's worker, for
 * it may take twenty milliseconds.
 *
 * Failure: bad bodies are answered 400; 503 when too many large ones wait.
 * Threads: the loop's.
 */
#ifndef GATEWAY_ASK_ASK_BODY_H
#define GATEWAY_ASK_ASK_BODY_H

#include "gateway/http/exchange.h"

enum { BODY_AT_ONCE = 64 * 1024 };

/* The message is borrowed for the call. */
typedef void ask_made(struct exchange *x, struct bytes message);

/* Ends in `made`, now or later, or answers.  Takes `message` over. */
void ask_body(struct exchange *x, struct buf *message, ask_made *made);

#endif
