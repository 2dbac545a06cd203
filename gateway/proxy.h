/*
 * proxy - an admitted request becomes a message to its service, and the answer becomes HTTP.
 *
 * It knows no type of a domain: JSON becomes msgpack and header fields members of the envelope, and
 * back.
 *
 * Failure: 503 at once while no instance of the service listens or the bus is away; 504 when there
 *   is no answer in time.
 * Threads: the loop's.
 */
#ifndef GATEWAY_PROXY_H
#define GATEWAY_PROXY_H

#include "gateway/http/exchange.h"

void proxy_ask(struct exchange *x);

#endif
