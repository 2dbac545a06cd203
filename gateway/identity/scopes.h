/*
 * scopes - what an API key may do, as a set of bits.
 *
 * Threads: any; constant.
 */
#ifndef GATEWAY_IDENTITY_SCOPES_H
#define GATEWAY_IDENTITY_SCOPES_H

#include "gen/bus/scopes.h"
#include "shared/base/bytes.h"
#include "shared/codec/wire.h"

#define SCOPES_COUNT(noun) +2
enum { SCOPES_MOST = 0 SCOPES(SCOPES_COUNT) };
#undef SCOPES_COUNT

/* The bit of a scope such as `contacts:read`; 0 for what is none. */
uint32_t scope_bit(struct bytes name);

/* The names of a set of bits, in `room`. */
struct texts scope_names(uint32_t scopes, const char *room[SCOPES_MOST]);

#endif
