/*
 * after - asks to other services once the transaction stands.
 *
 * after_commit() in request.h gathers them in rq->outgoing; when the transaction has committed,
 * after_send() makes them all at once and the client's answer waits for theirs, holding neither
 * worker nor connection.  When one does not agree in time the client hears ERR_INCOMPLETE: the
 * change stands.
 *
 * Ownership: after_send copies what it needs beyond the request.
 * Threads:   after_send on a worker; answers come on the loop's thread.
 */
#ifndef SHARED_ACTOR_AFTER_H
#define SHARED_ACTOR_AFTER_H

#include "shared/base/bytes.h"
#include "shared/request/request.h"

struct outgoing {
    const char *subject;
    struct bytes data;
    struct outgoing *next;
};

/* Both live in the request's arena. */
void after_add(struct request *rq, const char *subject, struct bytes data);

/* What becomes of the client's answer: `err` is OK or ERR_INCOMPLETE. */
typedef void after_done(void *arg, enum err err);
/* Runs `done` exactly once, possibly before it returns. */
void after_send(struct request *rq, after_done *done, void *arg);

#endif
