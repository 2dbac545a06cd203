/*
 * claim - takes deliveries that are due, for a worker.
 *
 * Failure: errors of the statement or of a channel's `prepare`; the transaction is to be rolled back,
 *   and claims_forget frees what was made.
 * Threads: the runner's.
 */
#ifndef SERVICES_DELIVERY_CLAIM_H
#define SERVICES_DELIVERY_CLAIM_H

#include "services/delivery/channel.h"

enum { CLAIM_MAX = 256 };

struct channels {
    const struct channel *const *items;
    size_t count;
};

/*
 * Claims `most` at most, prepares them and sets `sendings`, which has room for as many; does not
 * commit.  They are the caller's, who frees each with sending_free.
 */
enum err claim_due(struct request *rq, const struct channels *channels, int64_t worker,
                   struct instant now, size_t most, struct sending **sendings, size_t *count)
    __attribute__((warn_unused_result));
void claims_forget(struct sending **sendings, size_t count);

/* One of those that are due cannot be read, and keeps the others: the first is set aside. */
enum err claim_set_aside_first(struct request *rq, struct instant now)
    __attribute__((warn_unused_result));

/* Those of them that are the channel's, for whom `counts` says yes; in the request's arena. */
struct sending **sendings_of(struct request *rq, const struct channel *channel,
                             struct sending *const *sendings, size_t count,
                             bool (*counts)(const struct sending *), size_t *own_count);

void sending_free(struct sending *s);

#endif
