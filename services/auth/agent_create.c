/*
 * A key's credentials for the bus: made, told to the server (agent.c), shown and kept nowhere.
 */
#include "services/auth/agent.h"

#include "gen/auth/api.h"
#include "gen/auth/sql.h"
#include "services/auth/agent_bus.h"
#include "services/auth/agent_claims.h"
#include "services/auth/agent_private.h"
#include "services/auth/api_key.h"
#include "services/auth/audit.h"
#include "services/auth/settings.h"
#include "shared/actor/outbox.h"
#include "shared/actor/service.h"

enum { STANDING_MAX = 5 }; /* keys of one user that have credentials */

/* Locks the account's row, so that two keys at once do not both get the last place. */
static enum err
lock_user(struct request *rq)
{
    struct user user;
    enum err err = sql_user_lock(rq, &(struct sql_user_lock){.id = rq->caller.user_id}, &user);

    if (err == ERR_NOT_FOUND)
        return refuse(rq, ERR_UNAUTHENTICATED, "the account is gone");
    return err;
}

static enum err
find_place(struct request *rq, const struct agent *agent)
{
    const struct sql_agents_standing others = {.user_id = agent->user_id, .key_id = agent->key_id};
    struct sql_agents_standing_row standing;
    enum err err = sql_agents_standing(rq, &others, &standing);

    if (!err && standing.number >= STANDING_MAX)
        return refuse(rq, ERR_CONFLICT, "%d keys have credentials; revoke one first", STANDING_MAX);
    return err;
}

static enum err
find_key(struct request *rq, struct agent *agent)
{
    struct sql_api_key_found key;
    enum err err = lock_user(rq);

    if (!err)
        err = api_key_lock(rq, agent->key_id, &key);
    if (!err)
        err = find_place(rq, agent);
    if (err)
        return err;
    agent->scopes = key.granted;
    agent->has_expires_at = key.api_key.has_expires_at;
    agent->expires_at = key.api_key.expires_at;
    return OK;
}

/* With the commit the former credentials are due to end. */
static enum err
change_account(struct request *rq, struct bus *sys, const struct agent *agent, const char *account)
{
    const struct sql_agent_account change = {
        .key_id = agent->key_id,
        .user_id = agent->user_id,
        .account = account,
    };
    enum err err = sql_agent_account(rq, &change, NULL), told = OK;

    if (!err)
        err = audit_note(rq, agent->user_id, "api_key.nats_credentials", agent->key_id);
    if (!err)
        err = pause_transaction(rq);
    if (!err)
        err = agent_settle(rq, sys, agent->key_id, &told);
    if (err)
        return err;
    if (told)
        return refuse(rq, ERR_INCOMPLETE, "the bus does not take the new credentials; ask again");
    return OK;
}

static void
show(struct request *rq, const struct agent *agent, const char *text, struct nats_credentials *out)
{
    struct agent_subjects *list = arena_array(rq->arena, struct agent_subjects, AGENT_NOUNS);
    size_t count = 0;

    for (int noun = 0; noun < AGENT_NOUNS; noun++)
        if (agent_hears(agent, noun))
            list[count++] = (struct agent_subjects){
                .noun = agent_noun(noun),
                .live = agent_live(rq->arena, agent, noun),
                .push = agent_push(rq->arena, agent, noun),
            };
    *out = (struct nats_credentials){
        .creds = text,
        .server = settings.nats_public_url[0] ? settings.nats_public_url : the_service.nats_url,
        .subjects = {list, count},
        .has_expires_at = agent->has_expires_at,
        .expires_at = agent->expires_at,
    };
}

static enum err
create(struct request *rq, struct bus *sys, struct agent *agent, struct nats_credentials *out)
{
    struct nkey account;
    const char *text;
    enum err err = find_key(rq, agent);

    if (err)
        return err;
    nkey_new(NKEY_ACCOUNT, &account);
    text = agent_creds(rq->arena, &account, agent, instant_now());
    nkey_wipe(&account);
    err = change_account(rq, sys, agent, account.name);
    if (!err)
        show(rq, agent, text, out);
    return err;
}

enum err
auth_agent_create(struct request *rq, const struct auth_agent_create_in *in,
                  struct nats_credentials *out)
{
    struct agent agent = {.key_id = in->id, .user_id = rq->caller.user_id};
    struct bus *sys;
    enum err err;

    if (!agent_is_possible())
        return refuse(rq, ERR_NOT_SUPPORTED, "agents need a NATS server whose operator is ours");
    sys = agent_open_sys();
    if (sys == NULL)
        return refuse(rq, ERR_UNAVAILABLE, "the bus is away");
    err = create(rq, sys, &agent, out);
    bus_close(&sys);
    return err;
}
