/*
 * agent_settle - the answer to what ends or narrows agents waits until the NATS server knows.
 *
 * Failure: ERR_INCOMPLETE instead of the answer when the server did not agree in time; the change
 *   stands, and agent_tell (agent.h) goes on.
 * Threads: as the request.
 */
#ifndef SERVICES_AUTH_AGENT_SETTLE_H
#define SERVICES_AUTH_AGENT_SETTLE_H

#include "shared/request/request.h"

/* In the transaction that changed the key of that user, after the change. */
enum err agent_settle_key(struct request *rq, struct uuid user_id, struct uuid key_id)
    __attribute__((warn_unused_result));
/* The same for a change of the user, or of all the keys. */
enum err agent_settle_all(struct request *rq, struct uuid user_id)
    __attribute__((warn_unused_result));

#endif
