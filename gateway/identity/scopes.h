/*
 * scopes - what an API key may do, as a set of bits.
 *
 * Threads: any; constant.
 */
#ifndef GATEWAY_IDENTITY_SCOPES_H
#define GATEWAY_IDENTITY_SCOPES_H

#include "shared/base/bytes.h"

/* The bit of a scope such as `contacts:read`; 0 for what is none. */
uint32_t scope_bit(struct bytes name);

#endif
