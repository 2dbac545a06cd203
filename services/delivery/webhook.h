/*
 * webhook - where somebody has the messages of the feed sent to; see webhook.c.
 *
 * Failure: as the statements.
 * Threads: as the request.
 */
#ifndef SERVICES_DELIVERY_WEBHOOK_H
#define SERVICES_DELIVERY_WEBHOOK_H

#include "gen/delivery/api.h"
#include "shared/actor/actor.h"

/* One that the caller may see; ERR_NOT_FOUND, in words, when there is none. */
enum err webhook_find(struct request *rq, struct uuid id, struct webhook *out)
    __attribute__((warn_unused_result));

/* Deletes a batch of what an account owns that is gone. */
enum err webhooks_depart(struct request *rq, struct uuid user_id)
    __attribute__((warn_unused_result));

/* Deletes one, which the caller has locked, and tells its owner. */
enum err webhook_end(struct request *rq, struct uuid id, struct uuid user_id)
    __attribute__((warn_unused_result));

/* The account is stopped by an operator, or may go on. */
enum err webhooks_stop(struct request *rq, struct uuid user_id) __attribute__((warn_unused_result));
enum err webhooks_go_on(struct request *rq, struct uuid user_id)
    __attribute__((warn_unused_result));

#endif
