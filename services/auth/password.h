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

/* Of a text in NFKC; older ones may be of what was sent. */
const char *password_hash(struct arena *a, const char *text);

struct password_match {
    bool is_right;
    const char *anew; /* what the stored hash is to be made of, because its cost is smaller than
                         today's or it is not of the password's NFKC; NULL: it is as it should be */
};

/*
 * Takes the time of one hash at today's cost for a password in NFKC and of one or two for another,
 * whether the password is right or not, the stored hash is of a smaller cost, or there is none
 * (`stored` NULL, or a text that is no hash, which is logged).  The password may have any length.
 */
struct password_match password_match(struct arena *a, const char *password, const char *stored);

#endif
