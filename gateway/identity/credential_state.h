/*
 * standing - reads what auth answers about a session or an API key.
 *
 * Threads: any.
 */
#ifndef GATEWAY_IDENTITY_CREDENTIAL_STATE_H
#define GATEWAY_IDENTITY_CREDENTIAL_STATE_H

#include "gateway/identity/session_table.h"

struct credential_state {
    bool active;
    struct uuid user_id, key_id; /* nil: none */
    char zone[ZONE_TEXT];
    uint32_t scopes; /* of a key, see scopes.h */
    int64_t keep_ms; /* -1: not said */
};

/* False for anything but a good answer; not to know is never to pass. */
bool credential_state_read(struct bytes message, struct credential_state *out);

#endif
