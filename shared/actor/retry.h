/*
 * retry - a handler whose transaction PostgreSQL has undone so that another could go on.
 *
 * A deadlock or a serialization failure says nothing of the request: the same statements may do
 * well a moment later.  Nothing was answered yet, so the handler runs anew in another transaction.
 *
 * Failure:   ERR_UNAVAILABLE when it was undone TRIES times, or at the request's deadline.
 * Threads:   as the request.
 */
#ifndef SHARED_ACTOR_RETRY_H
#define SHARED_ACTOR_RETRY_H

#include "shared/actor/actor.h"

/* Calls the handler; what a call left in the request is forgotten before the next one. */
enum err retry_call(struct request *rq, handler_call *call, const void *in, void *out)
    __attribute__((warn_unused_result));

#endif
