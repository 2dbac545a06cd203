/*
 * address - what is made of an e-mail address: its compared form, and a handle.
 *
 * Ownership: results live in the arena.
 * Threads:   any.
 */
#ifndef SERVICES_AUTH_ADDRESS_H
#define SERVICES_AUTH_ADDRESS_H

#include "shared/base/arena.h"

/* Without the white space around it, in lower case: addresses are ASCII (format_email in wire.h).
 */
const char *address_fold(struct arena *a, const char *typed);

enum { HANDLE_MIN = 3, HANDLE_MAX = 52, HANDLE_SUFFIX = 8 };

/*
 * A handle of the part before the `@`, short enough for a suffix.  From the second attempt on a
 * random suffix makes it another one each time: counting up would show how many have the name.
 */
const char *address_handle(struct arena *a, const char *folded, int attempt);

#endif
