/*
 * account_email - another address of an account, confirmed by the old one and the new one.
 *
 * Threads: as the request.
 */
#ifndef SERVICES_AUTH_ACCOUNT_EMAIL_H
#define SERVICES_AUTH_ACCOUNT_EMAIL_H

#include "gen/auth/api.h"
#include "shared/request/request.h"

/*
 * Stores `next`, whose address is another one than that of `stored`, which is locked, and requests
 * the mails; the address stays what it is, beside `pending_email`.
 */
enum err email_change_begin(struct request *rq, const struct user *stored, const struct user *next,
                            struct user *out) __attribute__((warn_unused_result));

/* The job that drops what was not confirmed within a day. */
enum err email_changes_expire(struct request *rq);

#endif
