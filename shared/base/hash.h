/*
 * hash - uthash, a hash table in macros, as we use it.
 *
 * Its own choice of a hash function falls through cases in a way that clang warns of; Jenkins'
 * one-at-a-time does not.
 *
 * Failure: out of memory ends the process (must).
 */
#ifndef SHARED_BASE_HASH_H
#define SHARED_BASE_HASH_H

#include "shared/base/must.h"

#define HASH_FUNCTION(key, len, hash) HASH_OAT(key, len, hash)
#define uthash_fatal(why)             must_failed(why, __FILE__, __LINE__)
#include <uthash.h>

#endif
