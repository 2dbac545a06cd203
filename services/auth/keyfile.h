/*
 * keyfile - signing keys on disk.
 *
 * Ownership: a keyring owns its keys; keyring_fini frees them.
 * Failure:   functions answer what is wrong (a constant text), or NULL.
 * Threads:   any; two processes that make the first key at once make one.
 */
#ifndef SERVICES_AUTH_KEYFILE_H
#define SERVICES_AUTH_KEYFILE_H

#include "services/auth/keys.h"

#include <openssl/evp.h>
#include <time.h>

enum { KEYS_MAX = 32 };

struct signing_key {
    char kid[KID_MAX + 1];
    EVP_PKEY *key;
    time_t since; /* when its file was written */
};

struct keyring {
    struct signing_key keys[KEYS_MAX]; /* sorted by kid */
    unsigned count;
};

void keyring_fini(struct keyring *ring);

/* `out` is set only on success, and then has at least one key. */
const char *keyfile_read_all(const char *folder, struct keyring *out);
const char *keyfile_make_first(const char *folder);

#endif
