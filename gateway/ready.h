/*
 * ready - can this gateway serve, and how are the parts behind it?
 *
 * A round asks every service for its health and Redis for a PONG, which have half a second to
 * answer.  Requests that come during a round wait for its end, and its result serves for another
 * quarter of a second.  Only what keeps this process from serving at all makes it "not ready":
 * while a service is away its own routes are answered 503.
 *
 * Threads: the loop's.
 */
#ifndef GATEWAY_READY_H
#define GATEWAY_READY_H

#include "gateway/http/exchange.h"

struct ready *ready_new(struct gateway *gateway);
void ready_answer(struct exchange *x);

#endif
