/*
 * change - another password for an account that is signed in.
 *
 * Somebody else who knew the old one may have a session or an API key, so all of them end; the
 * client that changed it gets a new session.
 */
#include "gen/auth/api.h"
#include "gen/auth/sql.h"
#include "services/auth/attempt.h"
#include "services/auth/audit.h"
#include "services/auth/judge.h"
#include "services/auth/mail.h"
#include "services/auth/password.h"
#include "services/auth/session.h"
#include "shared/actor/outbox.h"
#include "shared/base/unicode.h"

static enum err
check_new(struct request *rq, const char *password, const char *address)
{
    const char *wrong = judge_password(rq->arena, password, address);

    if (wrong != NULL)
        problem(rq, "new_password", "%s", wrong);
    return refuse_problems(rq);
}

static enum err
check_old(struct request *rq, const char *password, const struct sql_password_find_row *found)
{
    struct attempt attempt;
    enum err err = attempt_begin(rq, found->email, &attempt);

    if (!err)
        err = pause_transaction(rq);
    if (err || password_match(rq->arena, password, found->password_hash).is_right)
        return err;
    err = audit_refusal(rq, rq->caller.user_id, "password.refused");
    if (!err)
        err = attempt_failed(rq, &attempt);
    return err ? err : refuse(rq, ERR_INVALID_CREDENTIALS, "the old password is wrong");
}

static enum err
password_store(struct request *rq, const char *stale, const char *fresh)
{
    const struct sql_password_rehash change = {
        .fresh = fresh,
        .id = rq->caller.user_id,
        .stale = stale,
    };
    int64_t changed;
    enum err err = sql_password_rehash(rq, &change, &changed);

    if (!err && changed == 0)
        return refuse(rq, ERR_CONFLICT, "the password was changed meanwhile");
    return err;
}

/* A mail with which to set it is of no use any more, and one tells of it. */
static enum err
tell_by_mail(struct request *rq, const struct user *account)
{
    const struct mail_wish wish = {.kind = MAIL_PASSWORD_CHANGED,
                                   .address = account->email,
                                   .proved = account->has_email_verified_at};
    enum err err = mail_tokens_end(rq, account->id, MAILS_RESET);

    return err ? err : mail_request(rq, account->id, &wish);
}

static enum err
begin_anew(struct request *rq, const char *hash, struct signed_in *out)
{
    const struct sql_revoke revoke = {.user_id = rq->caller.user_id};
    struct sql_revoke_row number;
    enum err err = session_end_all(rq, rq->caller.user_id);

    if (!err)
        err = audit_note(rq, rq->caller.user_id, "password.changed", (struct uuid){{0}});
    if (!err)
        err = session_begin(rq, rq->caller.user_id, hash, out);
    if (!err)
        err = tell_by_mail(rq, &out->user);
    return err ? err : sql_revoke(rq, &revoke, &number);
}

enum err
auth_password(struct request *rq, const struct auth_password_in *in, struct signed_in *out)
{
    const struct sql_password_find find = {.id = rq->caller.user_id};
    struct sql_password_find_row found;
    const char *password = unicode_nfkc(rq->arena, in->body.new_password), *fresh;
    enum err err = sql_password_find(rq, &find, &found);

    if (err)
        return err == ERR_NOT_FOUND ? refuse(rq, ERR_UNAUTHENTICATED, "the account is gone") : err;
    err = check_new(rq, password, found.email);
    if (!err)
        err = check_old(rq, in->body.old_password, &found);
    if (err)
        return err;
    fresh = password_hash(rq->arena, password);
    err = password_store(rq, found.password_hash, fresh);
    return err ? err : begin_anew(rq, fresh, out);
}
