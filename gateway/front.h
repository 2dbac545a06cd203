/*
 * front - the order in which a request is judged.
 *
 * Framing, size, route, method, credentials, rate, scope, media type, ids and fields; then the
 * service.
 * Each step answers by itself or goes on with the next, so that the first wrong thing is the one
 * named.
 *
 * Threads: the loop's.
 */
#ifndef GATEWAY_FRONT_H
#define GATEWAY_FRONT_H

#include "gateway/http/exchange.h"

void front_request(struct exchange *x);
/* The caller is known (x->caller): what follows the credentials. */
void front_admitted(struct exchange *x);
/* It may ask now: what follows the rate. */
void front_allowed(struct exchange *x);

#endif
