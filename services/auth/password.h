/*
 * password - hashing and comparing passwords.
 *
 * Source:  bcrypt `$2b$` by crypt_r.
 * Units:   the cost is log2 of the rounds; bcrypt reads at most 72 bytes.
 * Ownership: hashes live in the arena.
 * Threads: password_init once, before threads; the rest any.  Hashing takes a fifth of a second at
 *   cost 12 and belongs in the SLOW lane; a thread that hashes has a lower priority from then on.
 */
#ifndef SERVICES_AUTH_PASSWORD_H
#define SERVICES_AUTH_PASSWORD_H

#include "shared/base/arena.h"

#include <stdbool.h>

void password_init(int cost);

const char *password_hash(struct arena *a, const char *password);

/*
 * Takes the time of one hash at today's cost, whether the password matches or not, the stored hash
 * is of a smaller cost, or there is none (`stored` NULL, or a text that is no hash, which is logged).
 * The password may have any length.
 */
bool password_matches(struct arena *a, const char *password, const char *stored);

/* The stored hash is of a smaller cost than today's. */
bool password_is_stale(const char *stored);

#endif
