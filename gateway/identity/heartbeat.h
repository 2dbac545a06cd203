/*
 * heartbeat - what auth broadcasts: the number of the latest revocation, and the last few.
 *
 * Failure: false for anything else.
 * Threads: any.
 */
#ifndef GATEWAY_IDENTITY_HEARTBEAT_H
#define GATEWAY_IDENTITY_HEARTBEAT_H

#include "gen/auth/api.h"

enum { REVOCATIONS_MAX = 256 };

/* The revocations lie in `scratch`, which is emptied first. */
bool heartbeat_read(struct arena *scratch, struct bytes message, struct heartbeat *out);

/* All that came after `known` is listed. */
bool heartbeat_covers(const struct heartbeat *h, int64_t known);

/* Of every session and key of the user.  What names neither means all: the safe reading. */
bool revocation_is_of_all(const struct revocation *r);

#endif
