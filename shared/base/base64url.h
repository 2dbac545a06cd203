/*
 * base64url - bytes as text that may stand in a URL or a header.
 *
 * Letters, digits, `-` and `_`; no padding.  Every value has exactly one text: the decoder refuses
 * padding, blanks, line ends and bits beyond the last byte that are not zero.
 *
 * Ownership: results belong to the arena.
 * Failure:   base64url_decode returns false and leaves `out` alone.
 * Threads:   any.
 * Source:    RFC 4648 section 5, and section 3.5 for the unused bits.
 */
#ifndef SHARED_BASE_BASE64URL_H
#define SHARED_BASE_BASE64URL_H

#include "shared/base/arena.h"
#include "shared/base/bytes.h"

#include <stdbool.h>
#include <stddef.h>

char *base64url(struct arena *a, struct bytes in);
bool base64url_decode(struct arena *a, const char *text, size_t len, struct bytes *out);

/* Without an arena: the characters of `len` bytes, and a writer of that many, without a NUL. */
size_t base64url_len(size_t len);
void base64url_write(struct bytes in, char *out);

#endif
