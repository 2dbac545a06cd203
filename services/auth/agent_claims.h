/*
 * agent_claims - what the bus is told of an agent, and the agent of itself.
 *
 * An agent is the program behind an API key.  It has an account of its own on the server, whose
 * imports are all that it can hear: for each noun the live copies `feed.<user>.<noun>.>` and what a
 * durable consumer of the stream FEED delivers to `push.<key>.<noun>`.  Its one user may publish
 * nothing, not even a request: with nats-server 2.9 the reply subject of any request lets an agent
 * forge messages to another or stop the server.
 *
 * The account's key signs that user and is forgotten; other credentials are another account.  The
 * account carries the end of the key, so that it can be moved without another user.
 *
 * Ownership: texts live in the arena.
 * Threads:   any.
 */
#ifndef SERVICES_AUTH_AGENT_CLAIMS_H
#define SERVICES_AUTH_AGENT_CLAIMS_H

#include "shared/base/clock.h"
#include "shared/base/uuid.h"
#include "shared/bus/stream.h"
#include "shared/codec/wire.h"
#include "shared/crypto/nkey.h"

enum { AGENT_NOUNS = 3 };
extern const char *const agent_nouns[AGENT_NOUNS];

struct agent {
    struct uuid key_id, user_id;
    struct texts scopes; /* events:read */
    bool has_expires_at;
    struct instant expires_at;
    int64_t version; /* of all this */
    struct instant changed_at;
};

/* The part of the operator that auth has, and the account of our own processes. */
struct agent_signer {
    struct nkey key;
    char app[NKEY_TEXT];
};

/* `noun` is an index of agent_nouns. */
bool agent_hears(const struct agent *agent, int noun);
const char *agent_live(struct arena *a, const struct agent *agent, int noun);
const char *agent_push(struct arena *a, const struct agent *agent, int noun);

/*
 * Of the account `name`.  The same agent in the same version is the same text, which the server
 * passes over; so it must not stay the same over a farewell.
 */
const char *agent_account(struct arena *a, const struct agent_signer *signer,
                          const struct agent *agent, const char *name);
/* Takes accounts from the server. */
const char *agent_farewell(struct arena *a, const struct agent_signer *signer,
                           struct texts accounts, struct instant now);
/* The file for a new user of `account`. */
const char *agent_creds(struct arena *a, const struct nkey *account, const struct agent *agent,
                        struct instant now);

const char *agent_durable(struct arena *a, struct uuid key_id, int noun);
struct stream_consumer agent_consumer(struct arena *a, const struct agent *agent, int noun);

#endif
