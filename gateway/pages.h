/*
 * pages - what the gateway answers by itself.
 *
 *   /healthz        this process is alive, whatever the others are
 *   /livez          the same
 *   /readyz         ready.h
 *   /openapi.json   the contract of requests
 *   /asyncapi.json  the contract of feeds
 *   /docs           the reference that is made of both
 *   /mail/...       mail_pages.h
 *
 * Threads: the loop's.
 */
#ifndef GATEWAY_PAGES_H
#define GATEWAY_PAGES_H

#include "gateway/http/exchange.h"

struct pages *pages_new(void);

/* False when the path is none of them. */
bool pages_answer(struct exchange *x, struct bytes method, struct bytes path);

#endif
