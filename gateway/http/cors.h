/*
 * cors - which other origins may read answers in a browser (Fetch standard, section 3.2).
 *
 * Closed unless ALMANAC_CORS_ORIGINS names origins, `https://app.example.org,...`, or is `*`.
 * Credentials travel in headers that a script must set itself, never in cookies, so `*` gives
 * nobody the rights of a signed-in user.
 *
 * Threads: the loop's.
 */
#ifndef GATEWAY_HTTP_CORS_H
#define GATEWAY_HTTP_CORS_H

#include "gateway/http/exchange.h"

/* False when the list is not one of origins: scheme://host[:port], no path. */
bool cors_parse(const char *list);
/* Is this origin one of the list? */
bool cors_allows(const char *list, struct bytes origin);

/* Adds the fields to the answer of `x`; `allow` are the methods when it answers OPTIONS. */
void cors_add(struct exchange *x, const char *allow);

#endif
