/*
 * refusal - an answer to bytes that never became a request: complete, with its head, as text.
 *
 * Ownership: the caller frees the text, with free().
 * Threads:   the loop's.
 */
#ifndef GATEWAY_EDGE_REFUSAL_H
#define GATEWAY_EDGE_REFUSAL_H

#include "gateway/gateway.h"
#include "gateway/http/address.h"
#include "shared/base/err.h"

/* Also logged as an answer.  `why`: a sentence for the client, or NULL. */
char *refusal_text(struct gateway *gateway, struct address address, enum err err, const char *why)
    __attribute__((malloc));

#endif
