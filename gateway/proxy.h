/*
 * proxy - an admitted request becomes a message to its service, and the answer becomes HTTP.
 *
 * Knows no domain type: JSON to msgpack and back, headers to members of the envelope and back.
 *
 * Failure: 503 at once when nobody listens or the bus is away; 504 when there is no answer in time.
 * Threads: the loop's.
 */
#ifndef GATEWAY_PROXY_H
#define GATEWAY_PROXY_H

#include "gateway/http/exchange.h"

void proxy_ask(struct exchange *x);

#endif
