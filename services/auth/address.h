/*
 * address - the form of an e-mail address in which it is compared, and a handle made of it.
 *
 * Ownership: results live in the arena.
 * Threads:   any.
 */
#ifndef SERVICES_AUTH_ADDRESS_H
#define SERVICES_AUTH_ADDRESS_H

#include "shared/base/arena.h"

/* Trimmed and in lower case; addresses are ASCII (format_email in wire.h). */
const char *address_fold(struct arena *a, const char *typed);

enum { HANDLE_MIN = 3, HANDLE_MAX = 52, HANDLE_SUFFIX = 8 };

/*
 * A handle made of the part before the `@`, short enough for a suffix.  Attempt 0 has no suffix,
 * later ones a random one: counting up would show how many users have the name.
 */
const char *address_handle(struct arena *a, const char *folded, int attempt);

#endif
