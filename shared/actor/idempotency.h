/*
 * idempotency - the first successful answer to a POST with an Idempotency-Key, kept for a day.
 *
 * A request with a key looks for a kept answer first, then runs, and stores its own answer as the
 * last statement of its transaction.  When two run at once the second waits there on the unique
 * key, fails, rolls everything back and gives the first one's answer.  A request that is refused
 * must look again for the same reason: what refused it may be what the first one did.
 *
 * What is stored is of no use without the key itself, and as safe as the client's key is hard to
 * guess.
 *
 * Ownership: answers live in the request's arena.
 * Failure:   errors of the database; ERR_BUG for a row that cannot be read.
 * Threads:   as the request.
 */
#ifndef SHARED_ACTOR_IDEMPOTENCY_H
#define SHARED_ACTOR_IDEMPOTENCY_H

#include "shared/base/bytes.h"
#include "shared/crypto/seal.h"
#include "shared/request/request.h"

struct idempotency {
    uint8_t name[SHA256_LEN], input[SHA256_LEN], sealing[SEAL_KEY_LEN];
};

/* False: the request has no key, or its operation does not honour one. */
bool idempotency_init(struct idempotency *id, struct request *rq);

/*
 * OK: `*answer` is the kept one, and rq->outgoing what followed it.  ERR_NOT_FOUND: none is kept.
 * ERR_IDEMPOTENCY_MISMATCH: one for another input is.  Outside a transaction.
 */
enum err idempotency_find(struct request *rq, const struct idempotency *id, struct bytes *answer);

/* Queued to travel with COMMIT, which fails when another request was first. */
enum err idempotency_keep(struct request *rq, const struct idempotency *id, struct bytes answer);
bool idempotency_was_beaten(struct request *rq, enum err err);

#endif
