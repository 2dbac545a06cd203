/* Made by tools/gen from schemas/openapi/auth.yaml. Do not edit. */
/* clang-format off */
#ifndef GEN_AUTH_CALLS_H
#define GEN_AUTH_CALLS_H

#include "gen/auth/api.h"
#include "shared/request/request.h"

static enum err
auth_register_call(struct request *rq, const void *in, void *out)
{
    return auth_register(rq, in, out);
}

static enum err
auth_login_call(struct request *rq, const void *in, void *out)
{
    return auth_login(rq, in, out);
}

static enum err
auth_refresh_call(struct request *rq, const void *in, void *out)
{
    return auth_refresh(rq, in, out);
}

static enum err
auth_logout_call(struct request *rq, const void *in, void *out)
{
    (void)out;
    return auth_logout(rq, in);
}

static enum err
auth_logout_all_call(struct request *rq, const void *in, void *out)
{
    (void)out;
    return auth_logout_all(rq, in);
}

static enum err
auth_password_call(struct request *rq, const void *in, void *out)
{
    return auth_password(rq, in, out);
}

static enum err
auth_verify_email_call(struct request *rq, const void *in, void *out)
{
    (void)out;
    return auth_verify_email(rq, in);
}

static enum err
auth_verify_email_resend_call(struct request *rq, const void *in, void *out)
{
    (void)out;
    return auth_verify_email_resend(rq, in);
}

static enum err
auth_forgot_password_call(struct request *rq, const void *in, void *out)
{
    (void)out;
    return auth_forgot_password(rq, in);
}

static enum err
auth_reset_password_call(struct request *rq, const void *in, void *out)
{
    (void)out;
    return auth_reset_password(rq, in);
}

static enum err
auth_change_email_confirm_call(struct request *rq, const void *in, void *out)
{
    return auth_change_email_confirm(rq, in, out);
}

static enum err
auth_change_email_refuse_call(struct request *rq, const void *in, void *out)
{
    (void)out;
    return auth_change_email_refuse(rq, in);
}

static enum err
auth_change_email_cancel_call(struct request *rq, const void *in, void *out)
{
    (void)out;
    return auth_change_email_cancel(rq, in);
}

static enum err
auth_me_call(struct request *rq, const void *in, void *out)
{
    return auth_me(rq, in, out);
}

static enum err
auth_user_get_call(struct request *rq, const void *in, void *out)
{
    return auth_user_get(rq, in, out);
}

static enum err
auth_user_replace_call(struct request *rq, const void *in, void *out)
{
    return auth_user_replace(rq, in, out);
}

static enum err
auth_user_patch_call(struct request *rq, const void *in, void *out)
{
    return auth_user_patch(rq, in, out);
}

static enum err
auth_user_delete_call(struct request *rq, const void *in, void *out)
{
    (void)out;
    return auth_user_delete(rq, in);
}

static enum err
auth_audit_list_call(struct request *rq, const void *in, void *out)
{
    return auth_audit_list(rq, in, out);
}

static enum err
auth_api_key_list_call(struct request *rq, const void *in, void *out)
{
    return auth_api_key_list(rq, in, out);
}

static enum err
auth_api_key_create_call(struct request *rq, const void *in, void *out)
{
    return auth_api_key_create(rq, in, out);
}

static enum err
auth_api_key_get_call(struct request *rq, const void *in, void *out)
{
    return auth_api_key_get(rq, in, out);
}

static enum err
auth_api_key_patch_call(struct request *rq, const void *in, void *out)
{
    return auth_api_key_patch(rq, in, out);
}

static enum err
auth_api_key_revoke_call(struct request *rq, const void *in, void *out)
{
    (void)out;
    return auth_api_key_revoke(rq, in);
}

static enum err
auth_agent_create_call(struct request *rq, const void *in, void *out)
{
    return auth_agent_create(rq, in, out);
}

static enum err
auth_ticket_create_call(struct request *rq, const void *in, void *out)
{
    return auth_ticket_create(rq, in, out);
}

static enum err
auth_jwks_call(struct request *rq, const void *in, void *out)
{
    return auth_jwks(rq, in, out);
}

static enum err
auth_mail_contents_call(struct request *rq, const void *in, void *out)
{
    return auth_mail_contents(rq, in, out);
}

static enum err
auth_mail_recipient_call(struct request *rq, const void *in, void *out)
{
    return auth_mail_recipient(rq, in, out);
}

static enum err
auth_account_mails_call(struct request *rq, const void *in, void *out)
{
    return auth_account_mails(rq, in, out);
}

static enum err
auth_departures_call(struct request *rq, const void *in, void *out)
{
    return auth_departures(rq, in, out);
}

static enum err
auth_users_standing_call(struct request *rq, const void *in, void *out)
{
    return auth_users_standing(rq, in, out);
}

static enum err
auth_api_keys_standing_call(struct request *rq, const void *in, void *out)
{
    return auth_api_keys_standing(rq, in, out);
}

static enum err
auth_users_lookup_call(struct request *rq, const void *in, void *out)
{
    return auth_users_lookup(rq, in, out);
}

static enum err
auth_keys_call(struct request *rq, const void *in, void *out)
{
    return auth_keys(rq, in, out);
}

static enum err
auth_session_call(struct request *rq, const void *in, void *out)
{
    return auth_session(rq, in, out);
}

static enum err
auth_api_key_call(struct request *rq, const void *in, void *out)
{
    return auth_api_key(rq, in, out);
}

static enum err
auth_ticket_use_call(struct request *rq, const void *in, void *out)
{
    return auth_ticket_use(rq, in, out);
}

static enum err
auth_user_activate_call(struct request *rq, const void *in, void *out)
{
    return auth_user_activate(rq, in, out);
}

static enum err
auth_agent_settle_call(struct request *rq, const void *in, void *out)
{
    (void)out;
    return auth_agent_settle(rq, in);
}

#endif
