/*
 * Who asks writes one row, known or not, and is answered; so neither the answer nor its time says
 * whether there is an account.  A job takes the rows, each in a transaction of its own, and requests
 * the mails.
 */
#include "services/auth/forgot.h"

#include "gen/auth/sql.h"
#include "services/auth/account.h"
#include "services/auth/address.h"
#include "services/auth/attempt.h"
#include "services/auth/judge.h"
#include "services/auth/mail.h"
#include "services/auth/password.h"
#include "services/auth/session.h"
#include "shared/actor/outbox.h"
#include "shared/base/unicode.h"

enum { ASKS_AT_ONCE = 16 };

enum err
auth_forgot_password(struct request *rq, const struct auth_forgot_password_in *in)
{
    const struct sql_reset_ask_insert insert = {
        .id = uuid_new(),
        .typed = address_fold(rq->arena, in->body.email),
        .network = rq->caller.address,
    };
    int64_t inserted;
    enum err err = sql_reset_ask_insert(rq, &insert, &inserted);

    if (!err && inserted == 0)
        return refuse(rq, ERR_OVERLOADED, "too many requests of this kind wait; try again later");
    return err;
}

/* The account has had its mails of this hour: the address is not told. */
static enum err
forgot_request(struct request *rq, const struct user *account)
{
    const struct mail_wish wish = {.kind = MAIL_RESET_PASSWORD, .address = account->email};
    int64_t wait_s;
    enum err err = mail_wait(rq, account->id, wish.kind, &wait_s);

    if (err || wait_s > 0)
        return err;
    err = mail_request(rq, account->id, &wish);
    return err ? err : account_note(rq, account, "password.reset_requested");
}

/* ERR_NOT_FOUND: none waits. */
static enum err
forgot_take(struct request *rq)
{
    struct sql_reset_ask_take_row ask;
    struct user account;
    enum err err = sql_reset_ask_take(rq, &ask);

    if (err)
        return err;
    rq->caller.address = ask.network; /* the trail says who asked */
    err = sql_forgetful_lock(rq, &(struct sql_forgetful_lock){.email = ask.typed}, &account);
    if (!err)
        err = forgot_request(rq, &account);
    rq->caller.address = NULL;
    return err && err != ERR_NOT_FOUND ? err : pause_transaction(rq);
}

enum err
forgot_answer(struct request *rq)
{
    enum err err = OK;

    for (int i = 0; !err && i < ASKS_AT_ONCE; i++)
        err = forgot_take(rq);
    return err == ERR_NOT_FOUND ? OK : err;
}

/* ------------------------------------------------------------------ the token comes back */

static enum err
check_reset(struct request *rq, const char *password, const char *address)
{
    const char *wrong = judge_password(rq->arena, password, address);

    if (wrong != NULL)
        problem(rq, "password", "%s", wrong);
    return refuse_problems(rq);
}

/* Whoever knew the old password, or had a session by it, is out. */
static enum err
end_everything(struct request *rq, const struct user *account)
{
    const struct mail_wish wish = {
        .kind = MAIL_PASSWORD_CHANGED, .address = account->email, .proved = true};
    struct sql_revoke_row number;
    enum err err = mail_tokens_end(rq, account->id, MAILS_ALL);

    if (!err)
        err = session_end_all(rq, account->id);
    if (!err)
        err = account_tell(rq, account, "password.reset");
    if (!err)
        err = mail_request(rq, account->id, &wish);
    return err ? err : sql_revoke(rq, &(struct sql_revoke){.user_id = account->id}, &number);
}

enum err
auth_reset_password(struct request *rq, const struct auth_reset_password_in *in)
{
    const char *password = unicode_nfkc(rq->arena, in->body.password);
    struct sql_password_reset change;
    struct mail_found found;
    struct user account;
    enum err err = mail_token_find(rq, in->body.token, MAIL_RESET_PASSWORD, &found);

    if (!err)
        err = check_reset(rq, password, found.address);
    if (!err)
        err = pause_transaction(rq);
    if (err)
        return err;
    change = (struct sql_password_reset){
        .id = found.user_id,
        .fresh = password_hash(rq->arena, password),
    };
    err = attempt_forgive(rq, found.address);
    if (!err)
        err = mail_token_use(rq, &found, &account);
    if (!err)
        err = sql_password_reset(rq, &change, &account);
    return err ? err : end_everything(rq, &account);
}
