/*
 * sign - the headers with which a webhook's receiver knows a message as ours.
 *
 *     webhook-id          the delivery's id, the same in all attempts
 *     webhook-timestamp   seconds since 1970, of this attempt
 *     webhook-signature   v1,<Base64 of HMAC-SHA256(secret, "<id>.<timestamp>.<body>")>, and one more behind
 *                         a blank while the former secret signs too
 *
 * Source:    Standard Webhooks 1.0.0.
 * Ownership: names are constant, values live in the arena.
 * Failure:   false for a secret that was not sealed with the key of this installation.
 * Threads:   any.
 */
#ifndef SERVICES_DELIVERY_SIGN_H
#define SERVICES_DELIVERY_SIGN_H

#include "shared/base/arena.h"
#include "shared/base/bytes.h"
#include "shared/base/clock.h"
#include "shared/base/uuid.h"

#include <stdbool.h>

enum { SIGN_HEADERS = 3 };

struct sign_header {
    const char *name, *value;
};

/* Sealed, as they are stored. */
struct sign_secrets {
    struct bytes secret;
    struct bytes former; /* data NULL: there is none */
    struct instant former_until;
};

bool sign_headers(struct arena *a, const struct sign_secrets *secrets, struct uuid id,
                  struct instant now, struct bytes body, struct sign_header out[SIGN_HEADERS]);

#endif
