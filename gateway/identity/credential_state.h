/*
 * credential_state - asks auth whether a session or an API key is valid, and reads what it says.
 *
 * Threads: any.
 */
#ifndef GATEWAY_IDENTITY_CREDENTIAL_STATE_H
#define GATEWAY_IDENTITY_CREDENTIAL_STATE_H

#include "gateway/identity/session_table.h"
#include "shared/request/request.h"

struct credential_state {
    bool active;
    struct uuid user_id, key_id; /* nil: none */
    char zone[ZONE_TEXT];
    uint32_t scopes; /* of a key, see scopes.h */
    int64_t keep_ms; /* -1: not said */
};

/* The operation that is asked about that kind of caller: CALLER_KEY or CALLER_USER. */
const struct operation *credential_state_operation(enum caller_kind kind);

/* The question about the caller: a session's and its user's id, or the SHA-256 of a key. */
void credential_state_ask(struct buf *out, const struct caller *caller, const uint8_t digest[32]);

/* False for anything but a good answer; not to know is never to pass. */
bool credential_state_read(struct arena *scratch, enum caller_kind kind, struct bytes message,
                           struct credential_state *out);

#endif
