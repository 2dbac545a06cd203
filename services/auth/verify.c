/*
 * verify - an address is verified by the token of a mail to it.
 */
#include "gen/auth/sql.h"
#include "services/auth/account.h"
#include "services/auth/mail.h"

enum err
auth_verify_email(struct request *rq, const struct auth_verify_email_in *in)
{
    struct mail_found found;
    struct user account;
    enum err err = mail_token_find(rq, in->body.token, MAIL_VERIFY_EMAIL, &found);

    if (!err)
        err = mail_token_use(rq, &found, &account);
    if (!err)
        err = sql_email_verify(rq, &(struct sql_email_verify){.id = account.id}, &account);
    if (!err)
        err = mail_tokens_end(rq, account.id, MAILS_VERIFY);
    return err ? err : account_tell(rq, &account, "email.verified");
}

enum err
auth_verify_email_resend(struct request *rq, const struct auth_verify_email_resend_in *in)
{
    struct mail_wish wish = {.kind = MAIL_VERIFY_EMAIL};
    struct user account;
    enum err err = account_lock(rq, &account);

    (void)in;
    if (!err && account.has_email_verified_at)
        err = refuse(rq, ERR_CONFLICT, "the address is verified already");
    if (!err)
        err = mail_may(rq, account.id, wish.kind);
    if (err)
        return err;
    wish.address = account.email;
    err = mail_request(rq, account.id, &wish);
    return err ? err : account_note(rq, &account, "email.verification_requested");
}
