/*
 * auth - the actor of accounts, sessions and signing keys.
 *
 * It alone knows passwords and signs access tokens, and only it touches the auth tables.  Read from
 * the bottom up: mailbox[] lists every message.  Here are register and login; session.c has what
 * follows, account.c what a person sees of the own account.
 */
#include "services/auth/auth.h"

#include "gen/auth/calls.h"
#include "gen/auth/events.h"
#include "gen/auth/sql.h"
#include "services/auth/account_email.h"
#include "services/auth/address.h"
#include "services/auth/agent.h"
#include "services/auth/attempt.h"
#include "services/auth/audit.h"
#include "services/auth/forgot.h"
#include "services/auth/judge.h"
#include "services/auth/keys.h"
#include "services/auth/mail.h"
#include "services/auth/mail_key.h"
#include "services/auth/password.h"
#include "services/auth/session.h"
#include "services/auth/settings.h"
#include "shared/actor/outbox.h"
#include "shared/base/must.h"
#include "shared/base/unicode.h"

static enum err
refuse_email(struct request *rq)
{
    return refuse(rq, ERR_EMAIL_TAKEN, "the e-mail address has an account");
}

/* When address and handle are both taken the address is named, as when no handle was asked for. */
static enum err
refuse_handle(struct request *rq, const char *email)
{
    const struct sql_credentials_find find = {.email = email};
    struct sql_credentials_find_row row;
    enum err err = sql_credentials_find(rq, &find, &row);

    if (err == ERR_NOT_FOUND)
        return refuse(rq, ERR_HANDLE_TAKEN, "the handle is or was in use");
    return err ? err : refuse_email(rq);
}

static enum err
take_handle(struct request *rq, const char *wanted, const char *email, const char **handle)
{
    enum { ATTEMPTS = 8 }; /* 32^7 suffixes: a second one is already rare */
    int64_t taken = 0;
    enum err err = OK;

    for (int i = 0; !err && !taken && i < (wanted != NULL ? 1 : ATTEMPTS); i++) {
        *handle = wanted != NULL ? wanted : address_handle(rq->arena, email, i);
        err = sql_handle_take(rq, &(struct sql_handle_take){.handle = *handle}, &taken);
    }
    return err || taken ? err : refuse_handle(rq, email);
}

static enum err
open_account(struct request *rq, const struct registration *form, const char *hash,
             struct user *out)
{
    struct sql_user_insert insert = {
        .registration = form,
        .id = uuid_new(),
        .email = address_fold(rq->arena, form->email),
        .password_hash = hash,
    };
    enum err err = take_handle(rq, form->handle, insert.email, &insert.handle);

    if (!err)
        err = sql_user_insert(rq, &insert, out);
    return err == ERR_NOT_FOUND ? refuse_email(rq) : err;
}

static enum err
ask_to_verify(struct request *rq, const struct user *user)
{
    const struct mail_wish wish = {.kind = MAIL_VERIFY_EMAIL, .address = user->email};

    return mail_request(rq, user->id, &wish);
}

enum err
auth_register(struct request *rq, const struct auth_register_in *in, struct signed_in *out)
{
    const char *email = address_fold(rq->arena, in->body.email), *wrong;
    const char *password = unicode_nfkc(rq->arena, in->body.password);
    struct user user;
    enum err err;

    wrong = judge_password(rq->arena, password, email);
    if (wrong != NULL)
        problem(rq, "password", "%s", wrong);
    err = refuse_problems(rq);
    if (!err)
        err = open_account(rq, &in->body, password_hash(rq->arena, password), &user);
    if (!err)
        err = announce_user_created(rq, &user, audience_of_one(rq, user.id));
    if (!err)
        err = audit_note(rq, user.id, "user.registered", (struct uuid){{0}});
    if (!err)
        err = ask_to_verify(rq, &user);
    if (!err)
        err = session_begin(rq, user.id, NULL, out);
    return err;
}

static enum err
refuse_login(struct request *rq)
{
    return refuse(rq, ERR_INVALID_CREDENTIALS, "the e-mail address or the password is wrong");
}

static enum err
fail_login(struct request *rq, const struct attempt *attempt, struct uuid user_id)
{
    enum err err = audit_refusal(rq, user_id, "session.refused");

    if (!err)
        err = attempt_failed(rq, attempt);

    return err ? err : refuse_login(rq);
}

/* An unknown address, a wrong password and a deactivated account take the same steps and the same
 * time, and are refused in the same words. */
static enum err
check_credentials(struct request *rq, const struct login *typed, const struct attempt *attempt,
                  struct sql_credentials_find_row *found, const char **anew)
{
    const struct sql_credentials_find find = {.email = address_fold(rq->arena, typed->email)};
    enum err err = sql_credentials_find(rq, &find, found);
    struct password_match match;
    bool known = !err;

    if (err && err != ERR_NOT_FOUND)
        return err;
    if (!known)
        *found = (struct sql_credentials_find_row){.password_hash = NULL};
    err = pause_transaction(rq);
    if (err)
        return err;
    match = password_match(rq->arena, typed->password, found->password_hash);
    *anew = match.anew;
    return match.is_right && found->is_active ? OK : fail_login(rq, attempt, found->id);
}

/* Only now is the password at hand. */
static enum err
rehash(struct request *rq, const char *text, struct sql_credentials_find_row *found)
{
    const struct sql_password_rehash change = {
        .fresh = password_hash(rq->arena, text),
        .id = found->id,
        .stale = found->password_hash,
    };

    found->password_hash = change.fresh;
    return sql_password_rehash(rq, &change, NULL);
}

enum err
auth_login(struct request *rq, const struct auth_login_in *in, struct signed_in *out)
{
    struct sql_credentials_find_row found;
    struct attempt attempt;
    const char *anew;
    enum err err = attempt_begin(rq, address_fold(rq->arena, in->body.email), &attempt);

    if (!err)
        err = check_credentials(rq, &in->body, &attempt, &found, &anew);
    if (!err)
        err = attempt_succeeded(rq, &attempt);
    if (!err && anew != NULL)
        err = rehash(rq, anew, &found);
    if (err)
        return err;
    err = session_begin(rq, found.id, found.password_hash, out);
    return err == ERR_NOT_FOUND ? refuse_login(rq) : err;
}

enum err
auth_jwks(struct request *rq, const struct auth_jwks_in *in, struct jwks *out)
{
    (void)in;
    keys_public(rq->arena, out);
    return OK;
}

enum err
auth_keys(struct request *rq, const struct auth_keys_in *in, struct jwks *out)
{
    (void)in;
    keys_public(rq->arena, out);
    return OK;
}

static enum err
auth_purge(struct request *rq)
{
    const struct instant now = instant_now();
    enum err err = sql_refresh_tokens_purge(rq, NULL);

    if (!err)
        err = sql_tickets_purge(rq, NULL);
    if (!err)
        err = sql_sessions_purge(rq, &(struct sql_sessions_purge){.now = now}, NULL);
    if (!err)
        err = sql_api_keys_purge(rq, &(struct sql_api_keys_purge){.now = now}, NULL);
    if (!err)
        err = sql_login_failures_purge(rq, NULL);
    if (!err)
        err = mail_purge(rq);
    if (!err)
        err = sql_users_purge(rq, &(struct sql_users_purge){.now = now}, NULL);
    if (!err)
        err = sql_revocations_purge(rq, NULL);
    return err;
}

static enum err
auth_reload_keys(struct request *rq)
{
    (void)rq;
    keys_reload();
    return OK;
}

static void
auth_start(void)
{
    settings_judge();
    agent_load();
    keys_load(settings.secrets);
    mail_key_load(settings.secrets);
    judge_init();
    password_init((int)settings.bcrypt_cost);
}

/* clang-format off */
static const struct mailbox_row mailbox[] = {
    /* message              decode, call, encode       class */
    {AUTH_REGISTER,         auth_register_call,        SLOW},
    {AUTH_LOGIN,            auth_login_call,           SLOW},
    {AUTH_REFRESH,          auth_refresh_call,         DB_WRITE},
    {AUTH_LOGOUT,           auth_logout_call,          DB_WRITE},
    {AUTH_LOGOUT_ALL,       auth_logout_all_call,      DB_WRITE},
    {AUTH_PASSWORD,         auth_password_call,        SLOW},
    {AUTH_VERIFY_EMAIL,     auth_verify_email_call,    DB_WRITE},
    {AUTH_VERIFY_EMAIL_RESEND,  auth_verify_email_resend_call,  DB_WRITE},
    {AUTH_FORGOT_PASSWORD,  auth_forgot_password_call, DB_WRITE},
    {AUTH_RESET_PASSWORD,   auth_reset_password_call,  SLOW},
    {AUTH_CHANGE_EMAIL_CONFIRM, auth_change_email_confirm_call, DB_WRITE},
    {AUTH_CHANGE_EMAIL_REFUSE,  auth_change_email_refuse_call,  DB_WRITE},
    {AUTH_CHANGE_EMAIL_CANCEL,  auth_change_email_cancel_call,  DB_WRITE},
    {AUTH_ME,               auth_me_call,              DB_READ},
    {AUTH_USER_GET,         auth_user_get_call,        DB_READ},
    {AUTH_USER_REPLACE,     auth_user_replace_call,    DB_WRITE},
    {AUTH_USER_PATCH,       auth_user_patch_call,      DB_WRITE},
    {AUTH_USER_DELETE,      auth_user_delete_call,     DB_WRITE},
    {AUTH_AUDIT_LIST,       auth_audit_list_call,      DB_READ},
    {AUTH_API_KEY_LIST,     auth_api_key_list_call,    DB_READ},
    {AUTH_API_KEY_CREATE,   auth_api_key_create_call,  DB_WRITE},
    {AUTH_API_KEY_GET,      auth_api_key_get_call,     DB_READ},
    {AUTH_API_KEY_PATCH,    auth_api_key_patch_call,   DB_WRITE},
    {AUTH_API_KEY_REVOKE,   auth_api_key_revoke_call,  DB_WRITE},
    {AUTH_AGENT_CREATE,     auth_agent_create_call,    SLOW},
    {AUTH_TICKET_CREATE,    auth_ticket_create_call,   DB_WRITE},
    {AUTH_JWKS,             auth_jwks_call,            DB_READ},
    {AUTH_KEYS,             auth_keys_call,            DB_READ},
    {AUTH_SESSION,          auth_session_call,         DB_READ},
    {AUTH_API_KEY,          auth_api_key_call,         DB_WRITE},
    {AUTH_API_KEYS_STANDING, auth_api_keys_standing_call, DB_READ},
    {AUTH_TICKET_USE,       auth_ticket_use_call,      DB_WRITE},
    {AUTH_USER_ACTIVATE,    auth_user_activate_call,   DB_WRITE},
    {AUTH_AGENT_SETTLE,     auth_agent_settle_call,    DB_WRITE},
    {AUTH_DEPARTURES,       auth_departures_call,      DB_READ},
    {AUTH_USERS_STANDING,   auth_users_standing_call,  DB_READ},
    {AUTH_MAIL_CONTENTS,    auth_mail_contents_call,   DB_WRITE},
    {AUTH_MAIL_RECIPIENT,   auth_mail_recipient_call,  DB_READ},
    {AUTH_ACCOUNT_MAILS,    auth_account_mails_call,   DB_READ},
    {AUTH_USERS_LOOKUP,     auth_users_lookup_call,    DB_READ},
};

static const struct job_row jobs[] = {
    /* name              call                    period, ms   who */
    {"auth.heartbeat",   session_heartbeat,      250,         JOB_EVERYWHERE},
    {"auth.keys",        auth_reload_keys,       10 * 1000,   JOB_EVERYWHERE},
    {"auth.purge",       auth_purge,             60 * 1000,   JOB_ALONE},
    {"auth.forgotten",   forgot_answer,          250,         JOB_WAITS},
    {"auth.changes",     email_changes_expire,   60 * 1000,   JOB_ALONE},
    {"auth.agents",      agent_tell,             250,         JOB_WAITS},
    {"auth.agents_all",  agent_tell_again,       3600 * 1000, JOB_ALONE},
};
/* clang-format on */
MAILBOX_COVERS(mailbox, AUTH_MESSAGES);

const struct actor auth_actor = {
    .api = &auth_api,
    .sql = &auth_sql,
    .mailbox = mailbox,
    .mailbox_count = ARRAY_LEN(mailbox),
    .jobs = jobs,
    .job_count = ARRAY_LEN(jobs),
    .settings = &auth_settings,
    .start = auth_start,
};
