/*
 * audit - the trail of what was done to an account and its keys, for its owner to read.
 */
#ifndef SERVICES_AUTH_AUDIT_H
#define SERVICES_AUTH_AUDIT_H

#include "shared/request/request.h"

/* In the transaction of what was done.  `object` is nil when the account itself is meant. */
enum err audit_note(struct request *rq, struct uuid user_id, const char *action, struct uuid object)
    __attribute__((warn_unused_result));
/* Somebody did not know the password; nil: of an account that is not there, which takes the same
 * steps and leaves nothing.  So many in an hour are kept. */
enum err audit_refusal(struct request *rq, struct uuid user_id, const char *action)
    __attribute__((warn_unused_result));

#endif
