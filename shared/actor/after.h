/*
 * after - asks to other services: after the commit, or now.
 *
 * after_commit() gathers asks in rq->outgoing.  When the transaction has committed, after_send()
 * makes them all at once and the client's answer waits for theirs, holding neither worker nor
 * connection.  When one does not agree in time the client hears ERR_INCOMPLETE: the change stands.
 *
 * Ownership: after_commit and after_add keep what they gather in the request's arena; after_send
 *   copies what it needs beyond the request.
 * Failure:   the answer's own error, ERR_TIMEOUT or ERR_UNAVAILABLE.
 * Threads:   a worker, a job's thread or the service's own; answers come on the loop's thread, which
 *   therefore never asks here, nor waits for a lock of one that does.
 */
#ifndef SHARED_ACTOR_AFTER_H
#define SHARED_ACTOR_AFTER_H

#include "shared/base/bytes.h"
#include "shared/request/request.h"

/* Asks another service when the transaction stands; the client's answer waits for it. */
enum err after_commit(struct request *rq, const struct operation *op, const void *input)
    __attribute__((warn_unused_result));

/*
 * Asks another service now and waits: only in jobs, in consumers and on the service's own thread,
 * outside a transaction.  It ends with the answer; at once when the bus is away, goes away, or nobody
 * listens; and when the operation's time limit or the request's deadline is over.  A service that
 * stops still has its answer, or waits for one so long.
 */
enum err ask(struct request *rq, const struct operation *op, const void *input, void *output)
    __attribute__((warn_unused_result));

/* Tells whoever listens on a core subject, with no promise. */
void broadcast(struct request *rq, const char *subject, const struct shape *shape,
               const void *object);

/* ---- for the skeleton */

struct outgoing {
    const char *subject;
    struct bytes data;
    struct outgoing *next;
};

/* One more ask; both live in the request's arena. */
void after_add(struct request *rq, const char *subject, struct bytes data);

/* What becomes of the client's answer: `err` is OK or ERR_INCOMPLETE. */
typedef void after_done(void *arg, enum err err);
/* Runs `done` exactly once, possibly before it returns. */
void after_send(struct request *rq, after_done *done, void *arg);

#endif
