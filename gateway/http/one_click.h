/*
 * one_click - the form by which a mail program stops mails, without its user having opened a page.
 *
 *     POST /mails/stop?token=...
 *     Content-Type: application/x-www-form-urlencoded, or multipart/form-data
 *
 *     List-Unsubscribe=One-Click
 *
 * It says nothing that the URL does not, so it is taken as the JSON that the operation wants.
 *
 * Source:    RFC 8058 section 3.
 * Ownership: the JSON lives as long as the request.
 * Threads:   the loop's.
 */
#ifndef GATEWAY_HTTP_ONE_CLICK_H
#define GATEWAY_HTTP_ONE_CLICK_H

#include "gateway/http/exchange.h"

/* Makes {"token": ...} of it; false for whatever is no such form, or an operation that takes none. */
bool one_click_take(struct exchange *x);

#endif
