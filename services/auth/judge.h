/*
 * judge - refuses new passwords that are too easy to guess.
 *
 * Its length is the contract's matter (format_password in format.h); here it is looked for in the
 * dictionary of cracklib and in the e-mail address, by libpwquality and a little beyond it.
 *
 * Ownership: results live in the arena.
 * Failure:   judge_init dies without a dictionary.
 * Threads:   judge_init once, before threads; judge_password any, one at a time inside.
 */
#ifndef SERVICES_AUTH_JUDGE_H
#define SERVICES_AUTH_JUDGE_H

#include "shared/base/arena.h"

void judge_init(void);

/* What is wrong with a new password, in NFKC, of this account, or NULL.  `address` is folded. */
const char *judge_password(struct arena *a, const char *password, const char *address);

#endif
