/*
 * limits - how often somebody may ask: leased token buckets over Redis.
 *
 * The policies stand in limit_policy.c, the arithmetic in lease.h.  A request that finds no token
 * here waits for Redis's answer, a fraction of a millisecond.
 *
 * Failure: while Redis is away each gateway counts for itself; that is logged with the number of
 *   requests, and Redis is tried again once a second.  No request fails for it.
 * Threads: the loop's.
 */
#ifndef GATEWAY_LIMIT_LIMITS_H
#define GATEWAY_LIMIT_LIMITS_H

#include "gateway/http/exchange.h"
#include "gateway/limit/limit_policy.h"

struct limits;

/*
 * Sets gateway->limit_texts.  die() on settings that cannot be understood, and on a class in the
 * contract without a policy.
 */
struct limits *limits_new(struct gateway *gateway, const char *setting);
void limits_destroy(struct limits **limits);

/* Ends in `allowed`, now or later, or answers 429. */
void limits_check(struct exchange *x, void (*allowed)(struct exchange *x));
void limits_tick(struct limits *limits, int64_t now_ms);

#endif
