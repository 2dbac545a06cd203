/*
 * uuid_derived - identifiers that follow from what they stand for, so that whoever makes one again
 * makes the same one.
 *
 * `from` is all that tells one thing from another, in a form in which no two are alike: parts that
 * differ in length need their lengths too.
 *
 * Source:  RFC 9562 sections 5.7 and 5.8; what is random there are the first bits of SHA-256 here.
 * Threads: any.
 */
#ifndef SHARED_CRYPTO_UUID_DERIVED_H
#define SHARED_CRYPTO_UUID_DERIVED_H

#include "shared/base/bytes.h"
#include "shared/base/clock.h"
#include "shared/base/uuid.h"

/* Version 7, of the time `at`, or of 1970 when that is earlier. */
struct uuid uuid_derived(struct instant at, struct bytes from);

/* Version 8: it has no time. */
struct uuid uuid_hashed(struct bytes from);

#endif
