/*
 * random - bytes that nobody can guess, fit for keys, ids and secrets.
 *
 * Failure: there is none but a kernel without getrandom(2): must().
 * Threads: any; nothing is shared, so a forked child draws its own.
 */
#ifndef SHARED_BASE_RANDOM_H
#define SHARED_BASE_RANDOM_H

#include <stddef.h>
#include <stdint.h>

void random_bytes(uint8_t *out, size_t len);

#endif
