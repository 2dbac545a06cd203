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

/*
 * Calls `add` for each field of the answer to `x`; `allow` are the methods when it answers OPTIONS,
 * NULL otherwise.
 */
void cors_each(const struct exchange *x, const char *allow, fields_add *add, void *arg);

#endif
