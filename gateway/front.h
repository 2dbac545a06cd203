/*
 * front - the order in which a request is judged.
 *
 * Framing, size, route, method, credentials, rate, scope, media type, ids and fields; then the
 * service.  The first thing that is wrong is the one that is answered.
 *
 * Threads: the loop's.
 */
#ifndef GATEWAY_FRONT_H
#define GATEWAY_FRONT_H

#include "gateway/http/exchange.h"

void front_request(struct exchange *x);

#endif
