/*
 * account - a person's own account, as /auth/me and /users/me show and change it.
 */
#include "services/auth/account.h"

#include "gen/auth/events.h"
#include "gen/auth/sql.h"
#include "services/auth/account_email.h"
#include "services/auth/address.h"
#include "services/auth/agent_settle.h"
#include "services/auth/audit.h"
#include "shared/request/amend.h"

#include <string.h>

/* Deleted a moment ago, while a gateway still let the access token pass. */
static enum err
refuse_gone(struct request *rq, enum err err)
{
    if (err == ERR_NOT_FOUND)
        return refuse(rq, ERR_UNAUTHENTICATED, "the account is gone");
    return err;
}

static enum err
account_read(struct request *rq, struct user *out)
{
    const struct sql_user_find find = {.id = rq->caller.user_id};

    return refuse_gone(rq, sql_user_find(rq, &find, out));
}

enum err
auth_me(struct request *rq, const struct auth_me_in *in, struct user *out)
{
    (void)in;
    return account_read(rq, out);
}

enum err
auth_user_get(struct request *rq, const struct auth_user_get_in *in, struct user *out)
{
    (void)in;
    return account_read(rq, out);
}

enum err
account_lock(struct request *rq, struct user *out)
{
    const struct sql_user_lock lock = {.id = rq->caller.user_id};

    return refuse_gone(rq, sql_user_lock(rq, &lock, out));
}

static enum err
account_match(struct request *rq, struct user *out)
{
    enum err err = account_lock(rq, out);

    return err ? err : match_version(rq, out->version);
}

enum err
account_note(struct request *rq, const struct user *account, const char *action)
{
    return audit_note(rq, account->id, action, (struct uuid){{0}});
}

enum err
account_tell(struct request *rq, const struct user *account, const char *action)
{
    enum err err = account_note(rq, account, action);

    if (err)
        return err;
    return announce_user_updated(rq, account, account->version - 1,
                                 audience_of_one(rq, account->id));
}

static enum err
account_store(struct request *rq, const struct user *stored, struct user *next, struct user *out)
{
    next->email = address_fold(rq->arena, next->email);
    if (strcmp(next->email, stored->email) != 0)
        return email_change_begin(rq, stored, next, out);
    return sql_user_update(rq, &(struct sql_user_update){.user = next}, out);
}

/* Gateways cache a session's zone.  A revocation makes them ask again, and the answer has the new
 * one. */
static enum err
tell_zone(struct request *rq, const struct user *stored, const struct user *now)
{
    struct sql_revoke_row number;

    if (strcmp(stored->timezone, now->timezone) == 0)
        return OK;
    return sql_revoke(rq, &(struct sql_revoke){.user_id = now->id}, &number);
}

static enum err
account_change(struct request *rq, struct user *out)
{
    struct user stored, next;
    enum err err = account_match(rq, &stored);

    if (!err)
        err = amend(rq, &user_shape, &stored, &next);
    if (!err)
        err = account_store(rq, &stored, &next, out);
    if (!err)
        err = account_tell(rq, out, "user.updated");
    return err ? err : tell_zone(rq, &stored, out);
}

enum err
auth_user_replace(struct request *rq, const struct auth_user_replace_in *in, struct user *out)
{
    (void)in; /* amend() reads the body from the request */
    return account_change(rq, out);
}

enum err
auth_user_patch(struct request *rq, const struct auth_user_patch_in *in, struct user *out)
{
    (void)in;
    return account_change(rq, out);
}

static enum err
refuse_activation(struct request *rq, bool active)
{
    return refuse(rq, ERR_NOT_FOUND, "no account of this address that is %s",
                  active ? "deactivated" : "active");
}

/* Asked by an operator (tools/admin). */
enum err
auth_user_activate(struct request *rq, const struct auth_user_activate_in *in, struct user *out)
{
    const struct sql_user_activate change = {
        .email = address_fold(rq->arena, in->body.email),
        .active = in->body.active,
    };
    enum err err = sql_user_activate(rq, &change, out);

    if (err == ERR_NOT_FOUND)
        return refuse_activation(rq, change.active);
    if (err)
        return err;
    err = account_note(rq, out, change.active ? "user.activated" : "user.deactivated");
    if (!err)
        err = agent_settle_all(rq, out->id);
    if (err)
        return err;
    return change.active
               ? announce_user_activated(rq, out, out->version - 1, audience_of_one(rq, out->id))
               : announce_user_deactivated(rq, out, out->version - 1, audience_of_one(rq, out->id));
}

enum err
auth_user_delete(struct request *rq, const struct auth_user_delete_in *in)
{
    struct user user;
    enum err err = account_match(rq, &user);

    (void)in;
    if (!err)
        err = sql_user_delete(rq, &(struct sql_user_delete){.id = user.id}, &user);
    if (!err)
        err = account_note(rq, &user, "user.deleted");
    if (!err)
        err = agent_settle_all(rq, user.id);
    if (err)
        return err;
    return announce_user_deleted(rq, &user, user.version - 1, audience_of_one(rq, user.id));
}
