/*
 * error_body - the one form in which errors leave: {"error", "code", "details"}.
 *
 * Ownership: JSON is appended to the caller's buf.
 * Threads:   the loop's.
 */
#ifndef GATEWAY_HTTP_ERROR_BODY_H
#define GATEWAY_HTTP_ERROR_BODY_H

#include "shared/base/bytes.h"
#include "shared/base/err.h"

/* `details` is one msgpack value, or data NULL.  An empty sentence becomes the meaning of the code.
 */
void error_body(struct buf *out, enum err err, struct bytes sentence, struct bytes details);

/* The details of validation_failed: so many follow, each with its field. */
void error_details(struct buf *out, unsigned count);
void error_detail(struct buf *out, struct bytes field, const char *problem);

#endif
