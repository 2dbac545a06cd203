/*
 * audit - the trail of what was done to an account and its keys, which its owner may read.
 */
#ifndef SERVICES_AUTH_AUDIT_H
#define SERVICES_AUTH_AUDIT_H

#include "shared/request/request.h"

/* Called in the transaction of what was done.  `object` nil: the account itself. */
enum err audit_note(struct request *rq, struct uuid user_id, const char *action, struct uuid object)
    __attribute__((warn_unused_result));
/*
 * Somebody did not know the password; at most ten an hour are noted for a user.  `user_id` nil:
 * there is no such account, the same steps are taken and nothing is noted.
 */
enum err audit_refusal(struct request *rq, struct uuid user_id, const char *action)
    __attribute__((warn_unused_result));

#endif
