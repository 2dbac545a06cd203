/*
 * base64 - bytes as text in the standard alphabet, with padding, as Standard Webhooks has them.
 *
 * Source:    RFC 4648 section 4.
 * Ownership: the text lives in the arena.
 * Threads:   any.
 */
#ifndef SERVICES_DELIVERY_BASE64_H
#define SERVICES_DELIVERY_BASE64_H

#include "shared/base/arena.h"
#include "shared/base/bytes.h"

/* At most a mebibyte. */
char *base64(struct arena *a, struct bytes in);

#endif
