/*
 * preconditions - If-Match and If-None-Match of a request.
 *
 * The service compares If-Match, with the object locked; If-None-Match is compared here with the
 * version that came back.
 *
 * Source:  RFC 9110 section 13.
 * Failure: false when a list names more than ETAGS_MAX tags; the request is answered then.
 * Threads: the loop's.
 */
#ifndef GATEWAY_ASK_PRECONDITIONS_H
#define GATEWAY_ASK_PRECONDITIONS_H

#include "gateway/http/etag.h"
#include "gateway/http/exchange.h"

/* Judges those that the operation honours, and gives If-Match; without one nothing is present. */
bool preconditions_read(struct exchange *x, struct etags *if_match);

/* What the client has is this version of the object that it reads, or of that part of it. */
bool preconditions_is_current(const struct exchange *x, int64_t version, int64_t variant);

#endif
