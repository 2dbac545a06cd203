/*
 * asker - somebody whose credentials are looked at: a request, or a feed that was opened long ago.
 *
 * What identity/ works on, embedded in whatever asks; so a feed needs no HTTP request to be
 * checked anew.
 *
 *   before   gateway, traceparent, deadline_ms, done      asker_init and its owner
 *            caller.session_id, .user_id, proof ...       where the credentials are known already
 *   after    caller, scopes, expires_s, until_ms ...      complete when `done` is told OK
 *
 * Ownership: the owner's, who keeps it where it is until `done` is called: once for each question,
 *   at once or later, also when the owner has lost interest (`gone`).
 * Failure:   `done` is told ERR_UNAUTHENTICATED when no credentials hold, ERR_UNAVAILABLE when they
 *   cannot be checked now, ERR_RATE_LIMITED when the owner's `may_try` says no.
 * Units:     _ms is monotonic, _s Unix time.
 * Threads:   the loop's.
 */
#ifndef GATEWAY_HTTP_ASKER_H
#define GATEWAY_HTTP_ASKER_H

#include "gateway/gateway.h"
#include "shared/base/err.h"
#include "shared/request/request.h"

enum { ZONE_TEXT = 64, KEY_DIGEST_LEN = 32 };

struct asker {
    struct gateway *gateway;
    const char *traceparent; /* the owner's */
    int64_t deadline_ms;     /* later answers are of no use; INT64_MAX: none is too late */
    bool gone;               /* nobody waits any more, and `token` is dead */
    void (*done)(struct asker *asker, enum err err);
    /*
     * NULL, or how an owner bounds what failures cost: may credentials that no cache knows be
     * checked, and those that were checked do not hold.
     */
    bool (*may_try)(struct asker *asker);
    void (*failed)(struct asker *asker);

    struct caller caller;
    char zone[ZONE_TEXT]; /* behind caller.zone */
    uint32_t scopes;      /* of an API key, see scopes.h */
    int64_t expires_s;    /* of an access token; 0: none */
    int64_t until_ms;     /* so long auth's word holds */
    bool until_is_end;    /* and not longer, because the API key ends */

    /* What auth and its caches know the credentials by: a session's id, or half of the digest. */
    struct uuid proof;
    uint8_t key_digest[KEY_DIGEST_LEN]; /* SHA-256 of an API key */

    /* Of identity/ alone, while a question is on its way. */
    struct bytes token;                                /* borrowed of the owner */
    struct asker *next;                                /* in the list where it waits */
    void (*resume)(struct asker *asker, enum err err); /* what goes on with it then */
};

/* The owner's word on checking what no cache knows, and what it is told when that was in vain. */
bool asker_may_try(struct asker *asker);
void asker_failed(struct asker *asker);

/* Of a caller who is nobody yet; `done` is the owner's to set. */
void asker_init(struct asker *asker, struct gateway *gateway, const char *traceparent);

#endif
