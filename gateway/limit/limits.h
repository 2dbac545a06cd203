/*
 * limits - how often somebody may ask: leased token buckets over Redis.
 *
 *   limit_policy   the table of limits: who may ask how often
 *   limit_table    one entry for each who asked lately, with its lease
 *   lease          the arithmetic of a share of a bucket
 *   bucket_source  where tokens come from: Redis, by bucket_script
 *
 * A request that finds no token here waits for Redis's answer, a fraction of a millisecond.
 *
 * Failure: while Redis is away each gateway counts for itself.  No request fails for it.
 * Threads: the loop's.
 */
#ifndef GATEWAY_LIMIT_LIMITS_H
#define GATEWAY_LIMIT_LIMITS_H

#include "gateway/gateway.h"
#include "gateway/http/exchange.h"
#include "gateway/limit/limit_policy.h"

struct limits;

/*
 * After gateway->redis; sets gateway->limit_texts.  die() on settings that cannot be understood,
 * and on a class in the contract without a policy.
 */
struct limits *limits_new(struct gateway *gateway, const char *setting);

/*
 * Ends in `allowed`, now or later, or answers 429.  An exchange whose client has gone meanwhile is
 * only let go.
 */
void limits_check(struct exchange *x, void (*allowed)(struct exchange *x));

/*
 * Credentials of that address: may more be checked that no cache knows, one was checked and does
 * not hold, and the 429 for those that may not.  Each gateway counts for itself, because what is
 * bounded is its own work.
 */
bool limits_may_try(struct exchange *x);
void limits_failed(struct exchange *x);
void limits_refuse_try(struct exchange *x);

void limits_tick(struct limits *limits, int64_t now_ms);

#endif
