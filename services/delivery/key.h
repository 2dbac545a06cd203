/*
 * key - what this service seals with: 32 random bytes in a file of its own.
 *
 * The file is ALMANAC_DELIVERY_KEY: 32 bytes as 64 hexadecimal digits and a line end, closed to
 * others (0600).  It is made when it is not there; replicas that find none at once make one.  Who
 * loses it loses what was sealed: the secrets of webhooks.
 *
 * Failure: a file that is damaged, or that others may read, ends the process: die().
 * Threads: key_load comes before threads; the rest is for any.
 */
#ifndef SERVICES_DELIVERY_KEY_H
#define SERVICES_DELIVERY_KEY_H

#include "shared/crypto/seal.h"

void key_load(const char *file);

/* A key for one purpose, which `purpose` names. */
void key_for(const char *purpose, uint8_t out[SEAL_KEY_LEN]);

#endif
