/*
 * secret_file - a secret of 32 bytes that a service keeps in a file of its own.
 *
 * The file is a line of 64 hexadecimal digits, closed to others.  It is made, of random bytes, when
 * it is not there; of several processes that find none, one makes it and all have the same.
 *
 * Failure:   answers what is wrong, or NULL; the text may be strerror's.  What is there already is
 *   never written over.
 * Threads:   while a process has one.
 */
#ifndef SHARED_CRYPTO_SECRET_FILE_H
#define SHARED_CRYPTO_SECRET_FILE_H

#include "shared/crypto/seal.h"

const char *secret_file_load(const char *path, uint8_t out[SEAL_KEY_LEN])
    __attribute__((warn_unused_result));

#endif
