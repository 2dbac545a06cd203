/*
 * account - a person's own account.
 *
 * Threads: as the request.
 */
#ifndef SERVICES_AUTH_ACCOUNT_H
#define SERVICES_AUTH_ACCOUNT_H

#include "gen/auth/api.h"
#include "shared/request/request.h"

/* Of a person who is signed in: locks the account, or says that it is gone. */
enum err account_lock(struct request *rq, struct user *out) __attribute__((warn_unused_result));

enum err account_note(struct request *rq, const struct user *account, const char *action)
    __attribute__((warn_unused_result));
/* Notes what was done, and tells of the account as it is now, one version later. */
enum err account_tell(struct request *rq, const struct user *account, const char *action)
    __attribute__((warn_unused_result));

#endif
