/* Made by tools/gen from schemas/openapi/auth.yaml. Do not edit. */
/* clang-format off */
#include "gen/auth/api.h"

enum err
auth_register_call(struct request *rq, const void *in, void *out)
{
    return auth_register(rq, in, out);
}

enum err
auth_login_call(struct request *rq, const void *in, void *out)
{
    return auth_login(rq, in, out);
}

enum err
auth_refresh_call(struct request *rq, const void *in, void *out)
{
    return auth_refresh(rq, in, out);
}

enum err
auth_logout_call(struct request *rq, const void *in, void *out)
{
    (void)out;
    return auth_logout(rq, in);
}

enum err
auth_logout_all_call(struct request *rq, const void *in, void *out)
{
    (void)out;
    return auth_logout_all(rq, in);
}

enum err
auth_password_call(struct request *rq, const void *in, void *out)
{
    return auth_password(rq, in, out);
}

enum err
auth_me_call(struct request *rq, const void *in, void *out)
{
    return auth_me(rq, in, out);
}

enum err
auth_user_get_call(struct request *rq, const void *in, void *out)
{
    return auth_user_get(rq, in, out);
}

enum err
auth_user_replace_call(struct request *rq, const void *in, void *out)
{
    return auth_user_replace(rq, in, out);
}

enum err
auth_user_patch_call(struct request *rq, const void *in, void *out)
{
    return auth_user_patch(rq, in, out);
}

enum err
auth_user_delete_call(struct request *rq, const void *in, void *out)
{
    (void)out;
    return auth_user_delete(rq, in);
}

enum err
auth_audit_list_call(struct request *rq, const void *in, void *out)
{
    return auth_audit_list(rq, in, out);
}

enum err
auth_api_key_list_call(struct request *rq, const void *in, void *out)
{
    return auth_api_key_list(rq, in, out);
}

enum err
auth_api_key_create_call(struct request *rq, const void *in, void *out)
{
    return auth_api_key_create(rq, in, out);
}

enum err
auth_api_key_get_call(struct request *rq, const void *in, void *out)
{
    return auth_api_key_get(rq, in, out);
}

enum err
auth_api_key_patch_call(struct request *rq, const void *in, void *out)
{
    return auth_api_key_patch(rq, in, out);
}

enum err
auth_api_key_revoke_call(struct request *rq, const void *in, void *out)
{
    (void)out;
    return auth_api_key_revoke(rq, in);
}

enum err
auth_agent_create_call(struct request *rq, const void *in, void *out)
{
    return auth_agent_create(rq, in, out);
}

enum err
auth_ticket_create_call(struct request *rq, const void *in, void *out)
{
    return auth_ticket_create(rq, in, out);
}

enum err
auth_jwks_call(struct request *rq, const void *in, void *out)
{
    return auth_jwks(rq, in, out);
}

enum err
auth_keys_call(struct request *rq, const void *in, void *out)
{
    return auth_keys(rq, in, out);
}

enum err
auth_session_call(struct request *rq, const void *in, void *out)
{
    return auth_session(rq, in, out);
}

enum err
auth_api_key_call(struct request *rq, const void *in, void *out)
{
    return auth_api_key(rq, in, out);
}

enum err
auth_ticket_use_call(struct request *rq, const void *in, void *out)
{
    return auth_ticket_use(rq, in, out);
}

enum err
auth_user_activate_call(struct request *rq, const void *in, void *out)
{
    return auth_user_activate(rq, in, out);
}
