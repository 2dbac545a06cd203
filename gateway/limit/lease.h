/*
 * lease - a share of a token bucket that all gateways have in common, and how it is spent.
 *
 * Asking Redis for each request would cost a third of a request, so tokens are leased in batches
 * and spent here.  A batch begins with one token and doubles while it is spent within a tenth of a
 * second, up to what comes in a tenth of a second; so what lies about unspent in one gateway while
 * another one lacks it stays within a tenth of the limit.  What is not spent in a second is lost.
 *
 * Beside the lease stands a guess at the common bucket.  It is what RateLimit tells, and while
 * Redis is away it is the bucket, of this gateway alone.
 *
 * Units:   milliseconds of a monotonic clock.
 * Threads: the loop's.
 */
#ifndef GATEWAY_LIMIT_LEASE_H
#define GATEWAY_LIMIT_LEASE_H

#include "gateway/limit/limit_policy.h"

struct lease {
    int64_t level, level_ms; /* of the guess; a token is policy->seconds * 1000 */
    int64_t held;            /* leased, not spent yet */
    int64_t leased_ms;       /* when */
    int64_t batch;
    int64_t none_until_ms; /* no token comes before: asking is of no use */
    bool asking;
};

enum take { TAKE_GOT, TAKE_NONE, TAKE_ASK };

void lease_init(struct lease *l, const struct limit_policy *p, int64_t now_ms);

/* TAKE_ASK: only Redis can tell. */
enum take lease_take(struct lease *l, int64_t now_ms);
/* The same while Redis is away: never TAKE_ASK. */
enum take lease_take_alone(struct lease *l, const struct limit_policy *p, int64_t now_ms);

/* How many to ask for when `waiting` requests wait; 0: not now. */
int64_t lease_wants(struct lease *l, const struct limit_policy *p, int64_t waiting, int64_t now_ms);
/* What Redis said: tokens given, tokens left to all, and when the next one comes if none was. */
void lease_came(struct lease *l, const struct limit_policy *p, int64_t given, int64_t left,
                int64_t wait_ms, int64_t now_ms);

int64_t lease_left(const struct lease *l, const struct limit_policy *p, int64_t now_ms);
/* Until the next token, rounded up to seconds; at least 1. */
int64_t lease_retry_s(const struct lease *l, const struct limit_policy *p, int64_t now_ms);

#endif
