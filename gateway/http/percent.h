/*
 * percent - percent-decoding of path segments and query parts, to UTF-8 without NUL.
 *
 * Source:  RFC 3986 section 2.1; `+` for a space is that of HTML forms
 *   (application/x-www-form-urlencoded).
 * Failure: false for a broken escape, for what is not UTF-8, and for U+0000.
 * Threads: any.
 */
#ifndef GATEWAY_HTTP_PERCENT_H
#define GATEWAY_HTTP_PERCENT_H

#include "shared/base/bytes.h"

#include <stdbool.h>

/* `out` has room for in.len bytes. */
bool percent_decode(struct bytes in, bool plus_is_space, char *out, size_t *len);

#endif
