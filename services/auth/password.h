/*
 * password - judging, hashing and comparing passwords.
 *
 * Source:  bcrypt `$2b$` by crypt_r; libpwquality with the dictionary of cracklib.
 * Units:   the cost is log2 of the rounds; passwords are 10 to 72 bytes (format_password in
 * wire.h). Failure: password_init dies without a dictionary; the rest is must(). Threads:
 * password_init once, before threads; the rest any.  Hashing takes a fifth of a second at cost 12
 * and belongs into the SLOW lane.
 */
#ifndef SERVICES_AUTH_PASSWORD_H
#define SERVICES_AUTH_PASSWORD_H

#include "shared/arena.h"

#include <stdbool.h>

void password_init(int cost);

/* What is wrong with a new password of this account, or NULL.  `address` is folded. */
const char *password_judge(struct arena *a, const char *password, const char *address);

const char *password_hash(struct arena *a, const char *password);

/*
 * Takes the time of one hash at today's cost, whether the password matches or not, the stored hash
 * is of a smaller cost, or there is none (`stored` NULL).
 */
bool password_matches(struct arena *a, const char *password, const char *stored);

/* The stored hash is of a smaller cost than today's. */
bool password_is_stale(const char *stored);

#endif
