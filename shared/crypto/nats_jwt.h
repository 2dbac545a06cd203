/*
 * nats_jwt - what a nats-server is told of its accounts and users, as tokens and files.
 *
 * Source:    NATS JWT version 2; the form of a .creds file is that of nsc.
 * Ownership: texts live in the arena; the claims stay the caller's.
 * Units:     times are Unix seconds.
 * Threads:   any.
 */
#ifndef SHARED_CRYPTO_NATS_JWT_H
#define SHARED_CRYPTO_NATS_JWT_H

#include "shared/crypto/nkey.h"

#include <jansson.h>

struct nats_jwt {
    const struct nkey *issuer;
    const char *subject; /* public half of whose it is */
    const char *name;
    const char *id;                /* NULL: none */
    int64_t issued_at, expires_at; /* expires_at 0: never */
    json_t *nats;                  /* the part of NATS; not NULL */
};

char *nats_jwt_sign(struct arena *a, const struct nats_jwt *jwt);

/* A user's token and seed, as every client library reads them. */
char *nats_creds(struct arena *a, const char *token, const struct nkey *user);

#endif
