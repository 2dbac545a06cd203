/*
 * media - is a Content-Type one that the operation takes?
 *
 * `application/json`, and for a PATCH also `application/merge-patch+json`; the only parameter is
 * `charset=utf-8`.
 *
 * Source:  RFC 9110 section 8.3.1, RFC 8259, RFC 7396.
 * Threads: any.
 */
#ifndef GATEWAY_HTTP_MEDIA_H
#define GATEWAY_HTTP_MEDIA_H

#include "gen/edge/routes.h"
#include "shared/base/bytes.h"

bool media_fits(struct bytes content_type, enum route_body body);
/* What an HTML form may be sent as, whatever its parameters. */
bool media_is_form(struct bytes content_type);

#endif
