/*
 *   begun      pending_email, for a day; a mail to the new address, and one to the old one
 *   confirmed  by the one, then by the other; an old address that was never verified need not
 *   done       the new address is the account's, verified; the old one is told
 *   dropped    refused by the one or the other, cancelled, expired, or by a reset of the password
 *
 * Beginning the same change again keeps what was confirmed and has the other mails sent again.
 */
#include "services/auth/account_email.h"

#include "gen/auth/sql.h"
#include "services/auth/account.h"
#include "services/auth/mail.h"
#include "shared/actor/outbox.h"

#include <string.h>

static enum err
refuse_taken(struct request *rq)
{
    return refuse(rq, ERR_EMAIL_TAKEN, "the e-mail address has an account");
}

static enum err
check_free(struct request *rq, const char *email)
{
    const struct sql_credentials_find find = {.email = email};
    struct sql_credentials_find_row row;
    enum err err = sql_credentials_find(rq, &find, &row);

    if (!err)
        return refuse_taken(rq);
    return err == ERR_NOT_FOUND ? OK : err;
}

static enum err
request_both(struct request *rq, const struct user *account)
{
    const struct sql_email_change_find find = {.id = account->id};
    struct mail_wish to_new = {
        .kind = MAIL_CHANGE_EMAIL_NEW, .address = account->pending_email, .other = account->email};
    struct mail_wish to_old = {.kind = MAIL_CHANGE_EMAIL_OLD,
                               .address = account->email,
                               .other = account->pending_email,
                               .proved = account->has_email_verified_at};
    struct sql_email_change_find_row row;
    enum err err = sql_email_change_find(rq, &find, &row);

    to_new.change_id = to_old.change_id = row.pending_id;
    if (!err && !row.new_confirmed)
        err = mail_request(rq, account->id, &to_new);
    if (!err && !row.old_confirmed)
        err = mail_request(rq, account->id, &to_old);
    return err;
}

enum err
email_change_begin(struct request *rq, const struct user *stored, const struct user *next,
                   struct user *out)
{
    const struct sql_email_change_begin begin = {.user = next, .change_id = uuid_new()};
    enum err err = check_free(rq, next->email);

    if (!err)
        err = mail_may(rq, stored->id, MAIL_CHANGE_EMAIL_NEW);
    if (!err)
        err = mail_may(rq, stored->id, MAIL_CHANGE_EMAIL_OLD);
    if (!err)
        err = sql_email_change_begin(rq, &begin, out);
    if (!err)
        err = request_both(rq, out);
    return err ? err : account_note(rq, out, "email.change_requested");
}

/* ------------------------------------------------------------------ the tokens come back */

/* The unique index is the judge: another account may have taken the address meanwhile. */
static enum err
email_change_finish(struct request *rq, const struct user *before)
{
    const struct mail_wish wish = {.kind = MAIL_EMAIL_CHANGED,
                                   .address = before->email,
                                   .other = before->pending_email,
                                   .proved = before->has_email_verified_at};
    const struct sql_email_change_finish finish = {.id = before->id};
    struct user account;
    enum err err = sql_email_change_finish(rq, &finish, &account);

    if (err == ERR_CONFLICT)
        return refuse_taken(rq);
    if (!err)
        err = mail_tokens_end(rq, account.id, MAILS_ALL);
    if (!err)
        err = account_tell(rq, &account, "email.changed");
    return err ? err : mail_request(rq, account.id, &wish);
}

static enum err
both_agree(struct request *rq, const struct user *account, bool *agree)
{
    const struct sql_email_change_find find = {.id = account->id};
    struct sql_email_change_find_row row;
    enum err err = sql_email_change_find(rq, &find, &row);

    if (!err)
        *agree = row.new_confirmed && (row.old_confirmed || !account->has_email_verified_at);
    return err;
}

enum err
auth_change_email_confirm(struct request *rq, const struct auth_change_email_confirm_in *in,
                          struct email_change *out)
{
    struct sql_email_change_note note;
    struct mail_found found;
    struct user account;
    bool agree = false;
    enum err err = mail_token_find(rq, in->body.token, MAIL_CHANGE_EMAIL, &found);

    if (!err)
        err = mail_token_use(rq, &found, &account);
    if (err)
        return err;
    note = (struct sql_email_change_note){
        .id = account.id,
        .by_old = strcmp(found.kind, MAIL_CHANGE_EMAIL_OLD) == 0,
    };
    err = sql_email_change_note(rq, &note, NULL);
    if (!err)
        err = account_note(rq, &account, "email.change_confirmed");
    if (!err)
        err = both_agree(rq, &account, &agree);
    if (!err && agree)
        err = email_change_finish(rq, &account);
    out->done = agree;
    return err;
}

/* ERR_NOT_FOUND: there is none. */
static enum err
email_change_drop(struct request *rq, struct uuid user_id, const char *action)
{
    struct user account;
    enum err err =
        sql_email_change_drop(rq, &(struct sql_email_change_drop){.id = user_id}, &account);

    if (!err)
        err = mail_tokens_end(rq, user_id, MAILS_CHANGE);
    return err ? err : account_tell(rq, &account, action);
}

enum err
auth_change_email_refuse(struct request *rq, const struct auth_change_email_refuse_in *in)
{
    struct mail_found found;
    struct user account;
    enum err err = mail_token_find(rq, in->body.token, MAIL_CHANGE_EMAIL, &found);

    if (!err)
        err = mail_token_use(rq, &found, &account);
    return err ? err : email_change_drop(rq, account.id, "email.change_refused");
}

enum err
auth_change_email_cancel(struct request *rq, const struct auth_change_email_cancel_in *in)
{
    struct user account;
    enum err err = account_lock(rq, &account);

    (void)in;
    if (!err)
        err = email_change_drop(rq, account.id, "email.change_cancelled");
    return err == ERR_NOT_FOUND ? OK : err;
}

/* ERR_NOT_FOUND: none has expired. */
static enum err
expire_one(struct request *rq)
{
    struct sql_email_change_expired_row row;
    enum err err = sql_email_change_expired(rq, &row);

    if (!err)
        err = email_change_drop(rq, row.id, "email.change_expired");
    return err ? err : pause_transaction(rq);
}

enum err
email_changes_expire(struct request *rq)
{
    enum { AT_ONCE = 100 };
    enum err err = OK;

    for (int i = 0; !err && i < AT_ONCE; i++)
        err = expire_one(rq);
    return err == ERR_NOT_FOUND ? OK : err;
}
