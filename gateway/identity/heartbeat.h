/*
 * heartbeat - reads what auth broadcasts: the number of the latest revocation, and the last few.
 *
 * Failure: false for anything else.
 * Threads: any.
 */
#ifndef GATEWAY_IDENTITY_HEARTBEAT_H
#define GATEWAY_IDENTITY_HEARTBEAT_H

#include "shared/base/bytes.h"
#include "shared/base/uuid.h"

#include <stdbool.h>

enum { REVOCATIONS_MAX = 256 };

struct revocation {
    int64_t number;
    bool whole_user; /* every session and key of the user */
    struct uuid session_id, key_id, user_id;
};

struct heartbeat {
    int64_t number;
    struct revocation recent[REVOCATIONS_MAX]; /* oldest first */
    unsigned count;
};

bool heartbeat_read(struct bytes message, struct heartbeat *out);

/* All that came after `known` is listed. */
bool heartbeat_covers(const struct heartbeat *h, int64_t known);

#endif
