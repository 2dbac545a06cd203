/*
 * recipient - an address that a mail goes to, and the form in which mails to it are counted.
 *
 * Source:    RFC 5321 section 4.1.2, RFC 6531 (addresses that are not ASCII), UTS 46 (domains), by
 *   ICU.
 * Ownership: results live in the arena.
 * Threads:   any.
 */
#ifndef SERVICES_DELIVERY_RECIPIENT_H
#define SERVICES_DELIVERY_RECIPIENT_H

#include "shared/base/arena.h"
#include "shared/base/uuid.h"
#include "shared/crypto/seal.h"

#include <stdbool.h>

struct recipient {
    const char *address; /* as SMTP takes it: the domain in ASCII */
    bool utf8;           /* what is before the `@` is not ASCII: the server must offer SMTPUTF8 */
    const char *counted; /* one for all forms of the address that one mailbox is known to have: in
                            lower case, without what follows a `+` */
};

/* False when it is no address. */
bool recipient_read(struct arena *a, const char *address, struct recipient *out);

/* What stands in tables instead of the address: a UUIDv8 of its HMAC under the key. */
struct uuid recipient_id(const uint8_t key[SEAL_KEY_LEN], const char *counted);

#endif
