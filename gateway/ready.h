/*
 * ready - can this gateway serve, and how are the parts behind it?
 *
 * A round asks every service for its health and Redis for a PONG, each within half a second; its
 * result stands for a quarter.  Requests that come during a round wait for its end.  Only what
 * keeps this process from serving makes it "not ready": a service that is away is answered 503 by
 * route.
 *
 * Threads: the loop's.
 */
#ifndef GATEWAY_READY_H
#define GATEWAY_READY_H

#include "gateway/http/exchange.h"

struct ready *ready_new(struct gateway *gateway);
void ready_destroy(struct ready **ready);
void ready_answer(struct exchange *x);

#endif
