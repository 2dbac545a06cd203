/*
 * mail - mails about accounts: what is requested here is written and sent by the delivery service.
 *
 * A request is a row and an announcement, which has neither text nor token.  Who is about to send
 * the mail asks for those (auth.mail_contents), at each attempt, and then the token begins to hold.
 *
 * Ownership: what is taken is borrowed for the call; results live in the request's arena.
 * Threads:   as the request.
 */
#ifndef SERVICES_AUTH_MAIL_H
#define SERVICES_AUTH_MAIL_H

#include "gen/auth/api.h"
#include "shared/request/request.h"

#define MAIL_VERIFY_EMAIL     "verify_email"
#define MAIL_RESET_PASSWORD   "reset_password"
#define MAIL_CHANGE_EMAIL_NEW "change_email_new"
#define MAIL_CHANGE_EMAIL_OLD "change_email_old"
#define MAIL_EMAIL_CHANGED    "email_changed"
#define MAIL_PASSWORD_CHANGED "password_changed"
#define MAIL_CHANGE_EMAIL     "change_email" /* either of the two */

struct mail_wish {
    const char *kind, *address;
    const char *other;     /* of a change of address: the one that this mail does not go to */
    struct uuid change_id; /* likewise; nil for others */
    bool proved;           /* the address is verified */
};

/* In the transaction of what it is about, whose account is locked. */
enum err mail_request(struct request *rq, struct uuid user_id, const struct mail_wish *wish)
    __attribute__((warn_unused_result));

/*
 * Seconds until the account, which is locked, may ask for another one of that kind; 0: now.  It has
 * at most MAILS_PER_HOUR of each within an hour.
 */
enum { MAILS_PER_HOUR = 5 };
enum err mail_wait(struct request *rq, struct uuid user_id, const char *kind, int64_t *wait_s)
    __attribute__((warn_unused_result));
/* ERR_TOO_MANY_ATTEMPTS while it has to wait. */
enum err mail_may(struct request *rq, struct uuid user_id, const char *kind)
    __attribute__((warn_unused_result));

/* The mail whose token that is; ERR_INVALID_TOKEN when it is none of that kind, or does not hold. */
struct mail_found {
    struct uuid id, user_id;
    const char *kind, *address;
};
enum err mail_token_find(struct request *rq, const char *token, const char *kind,
                         struct mail_found *out) __attribute__((warn_unused_result));
/* Locks the account and uses the token up; ERR_INVALID_TOKEN when another request was faster. */
enum err mail_token_use(struct request *rq, const struct mail_found *found, struct user *account)
    __attribute__((warn_unused_result));

/* Tokens of these kinds, of a locked account, serve no more, and their mails are not sent. */
enum mail_group { MAILS_VERIFY, MAILS_RESET, MAILS_CHANGE, MAILS_ALL };
enum err mail_tokens_end(struct request *rq, struct uuid user_id, enum mail_group group)
    __attribute__((warn_unused_result));

/* The part of auth.purge. */
enum err mail_purge(struct request *rq) __attribute__((warn_unused_result));

#endif
