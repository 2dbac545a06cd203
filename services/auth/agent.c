/*
 * Tells the server what became of the agents: rows of `agents`, each with the time at which it is
 * due.
 *
 *     what happens                                    the row
 *     credentials are created (auth_agent_create)     a new account, the old one among `former`;
 *                                                     due in 10 s, unless settled before
 *     the key's scopes, expiry or revocation change,  due now (triggers of the tables)
 *     or the user is deactivated, activated, deleted
 *     agent_tell, the server agrees                   `former` is emptied; due in an hour, or when
 *                                                     the key expires if that is sooner
 *     agent_tell, the server agrees and the key       deleted
 *     has ended
 *     agent_tell, the server is away; refuses         due in 1 s; in 10 s
 *     agent_tell_again, every hour                    due now
 *
 * agent_tell reads a due row, derives from the key and its user what the server should have, ends
 * the transaction, and tells the server, in this order:
 *
 *     the key and its user are active    the account; a durable for each noun that the key may
 *                                        read, none for the others; former accounts are deleted
 *     the user is deactivated            all accounts are deleted; durables keep their position
 *     the key has ended                  all accounts are deleted, then all durables
 *
 * Every step may be repeated, so a process that dies between the server's agreement and the commit
 * does no harm.  auth_agent_create (agent_create.c) takes the same steps at once and answers when the server has
 * agreed; when it has not, the row is due and agent_tell goes on.
 *
 * No transaction waits for the server.  So the row may change while it is told, which its version
 * shows; somebody else may have told the server of the later version already, and what was told now
 * undone a part of that.  Such a row is not settled but due now.
 */
#include "services/auth/agent.h"

#include "gen/auth/sql.h"
#include "services/auth/agent_bus.h"
#include "services/auth/agent_claims.h"
#include "services/auth/agent_private.h"
#include "services/auth/settings.h"
#include "shared/actor/outbox.h"
#include "shared/actor/service.h"
#include "shared/base/log.h"
#include "shared/base/must.h"

#include <errno.h>
#include <openssl/crypto.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { TELL_MS = 10000, FAILED_S = 1, REFUSED_S = 10 };

static struct agent_signer signer;
static char creds[4096]; /* path of the file; empty: there are no agents */

/* The file's first line. */
static void
read_line(const char *name, char *out, int size)
{
    char path[4096];
    FILE *f;

    snprintf(path, sizeof path, "%s/%s", settings.agents, name);
    f = fopen(path, "re");
    if (f == NULL || fgets(out, size, f) == NULL)
        die("cannot read %s: %s", path, strerror(errno));
    fclose(f);
    out[strcspn(out, "\n")] = '\0';
}

void
agent_load(void)
{
    char seed[NKEY_SEED_TEXT];

    if (settings.agents[0] == '\0')
        return;
    snprintf(creds, sizeof creds, "%s/sys.creds", settings.agents);
    if (access(creds, R_OK) != 0)
        die("cannot read %s: %s", creds, strerror(errno));
    read_line("app.account", signer.app, sizeof signer.app);
    read_line("signer.seed", seed, sizeof seed);
    if (!nkey_from_seed(NKEY_OPERATOR, seed, &signer.key))
        die("ALMANAC_AGENTS: signer.seed does not hold an operator's seed");
    OPENSSL_cleanse(seed, sizeof seed);
}

bool
agent_is_possible(void)
{
    return creds[0] != '\0';
}

struct bus *
agent_open_sys(void)
{
    return agent_bus_open(the_service.nats_url, creds);
}

/* ------------------------------------------------------------------ telling the server */

static enum err
forget_accounts(struct request *rq, struct bus *sys, struct texts accounts)
{
    if (accounts.count == 0)
        return OK;
    return agent_bus_delete(rq, sys, agent_farewell(rq->arena, &signer, accounts, instant_now()));
}

/* What the database says of an agent. */
struct agent_state {
    struct agent agent;
    const char *account;
    struct texts former;
    bool has_ended, is_active;
};

static struct texts
every_account(struct request *rq, const struct agent_state *state)
{
    const char **all = arena_array(rq->arena, const char *, state->former.count + 1);

    for (size_t i = 0; i < state->former.count; i++)
        all[i] = state->former.items[i];
    all[state->former.count] = state->account;
    return (struct texts){all, state->former.count + 1};
}

/* `agent` NULL: it hears nothing. */
static enum err
settle_durables(struct request *rq, struct uuid key_id, const struct agent *agent)
{
    enum err err = OK;

    for (int noun = 0; !err && noun < AGENT_NOUNS; noun++) {
        if (!agent_noun_is_open(noun))
            continue;
        if (agent != NULL && agent_hears(agent, noun))
            err = agent_bus_make_durable(rq, agent_consumer(rq->arena, agent, noun));
        else
            err = agent_bus_drop_durable(rq, agent_durable(rq->arena, key_id, noun));
    }
    return err;
}

static enum err
tell_ended(struct request *rq, struct bus *sys, const struct agent_state *state)
{
    enum err err = forget_accounts(rq, sys, every_account(rq, state));

    return err ? err : settle_durables(rq, state->agent.key_id, NULL);
}

static enum err
tell_active(struct request *rq, struct bus *sys, const struct agent_state *state)
{
    const struct agent *agent = &state->agent;
    enum err err =
        agent_bus_update(rq, sys, agent_account(rq->arena, &signer, agent, state->account));

    if (!err)
        err = settle_durables(rq, agent->key_id, agent);
    return err ? err : forget_accounts(rq, sys, state->former);
}

static enum err
tell_server(struct request *rq, struct bus *sys, const struct agent_state *state)
{
    if (state->has_ended)
        return tell_ended(rq, sys, state);
    if (!state->is_active)
        return forget_accounts(rq, sys, every_account(rq, state));
    return tell_active(rq, sys, state);
}

/* ------------------------------------------------------------------ before and after */

static enum err
find_wanted(struct request *rq, struct agent_state *state)
{
    struct agent *agent = &state->agent;
    struct sql_agent_wanted_row wanted;
    enum err err =
        sql_agent_wanted(rq, &(struct sql_agent_wanted){.key_id = agent->key_id}, &wanted);

    state->has_ended = err == ERR_NOT_FOUND;
    if (err)
        return state->has_ended ? OK : err;
    state->is_active = wanted.is_active;
    agent->scopes = wanted.scopes;
    agent->has_expires_at = wanted.has_expires_at;
    agent->expires_at = wanted.expires_at;
    return OK;
}

/* ERR_NOT_FOUND: the bus has forgotten it already. */
static enum err
find_state(struct request *rq, struct uuid key_id, struct agent_state *state)
{
    struct sql_agent_find_row row;
    enum err err = sql_agent_find(rq, &(struct sql_agent_find){.key_id = key_id}, &row);

    if (err)
        return err;
    *state = (struct agent_state){
        .agent = {.key_id = key_id,
                  .user_id = row.user_id,
                  .version = row.version,
                  .changed_at = row.changed_at},
        .account = row.account,
        .former = row.former,
    };
    err = find_wanted(rq, state);
    return err ? err : pause_transaction(rq);
}

static enum err
settle_row(struct request *rq, const struct agent_state *state, int64_t *settled)
{
    const struct agent *agent = &state->agent;

    if (state->has_ended)
        return sql_agent_forget(
            rq, &(struct sql_agent_forget){.key_id = agent->key_id, .version = agent->version},
            settled);
    return sql_agent_settled(rq,
                             &(struct sql_agent_settled){.key_id = agent->key_id,
                                                         .version = agent->version,
                                                         .has_expires_at = agent->has_expires_at,
                                                         .expires_at = agent->expires_at},
                             settled);
}

/* An agent that failed is tried again later, so that others do not wait for it. */
static enum err
note(struct request *rq, const struct agent_state *state, enum err told)
{
    struct sql_agent_postpone later = {.key_id = state->agent.key_id};
    int64_t settled = 0;
    enum err err;

    if (told == OK) {
        err = settle_row(rq, state, &settled);
        if (err || settled > 0)
            return err;
    } else {
        log_event(LOG_WARN, "agent.tell.failed", "err=%s", err_code(told));
        later.seconds = told == ERR_BUG ? REFUSED_S : FAILED_S;
    }
    return sql_agent_postpone(rq, &later, NULL);
}

enum err
agent_settle(struct request *rq, struct bus *sys, struct uuid key_id, enum err *told)
{
    struct agent_state state;
    enum err err = find_state(rq, key_id, &state);

    *told = OK;
    if (err)
        return err == ERR_NOT_FOUND ? OK : err;
    *told = tell_server(rq, sys, &state);
    err = note(rq, &state, *told);
    return err ? err : pause_transaction(rq);
}

/* ------------------------------------------------------------------ jobs */

static enum err
find_due(struct request *rq, struct sql_agents_due_row **due, size_t *count)
{
    enum err err = sql_agents_due(rq, due, count);

    return err ? err : pause_transaction(rq);
}

static enum err
tell_some(struct request *rq, struct bus *sys, const struct sql_agents_due_row *due, size_t count)
{
    enum err err = OK, told;

    for (size_t i = 0; !err && i < count && bus_is_up(sys); i++)
        err = agent_settle(rq, sys, due[i].key_id, &told);
    return err;
}

/* A batch at a time, because the newest are told first; the job ends after TELL_MS. */
enum err
agent_tell(struct request *rq)
{
    int64_t until_ms = monotonic_ms() + TELL_MS;
    struct sql_agents_due_row *due;
    struct bus *sys;
    size_t count;
    enum err err;

    if (creds[0] == '\0')
        return OK;
    err = find_due(rq, &due, &count);
    if (err || count == 0)
        return err;
    sys = agent_open_sys();
    if (sys == NULL)
        return refuse(rq, ERR_UNAVAILABLE, "the bus does not let sys in");
    do {
        err = tell_some(rq, sys, due, count);
        if (!err)
            err = find_due(rq, &due, &count);
    } while (!err && count > 0 && bus_is_up(sys) && monotonic_ms() < until_ms);
    bus_close(&sys);
    return err;
}

/* All of them, though one may fail; the first failure. */
static enum err
tell_each(struct request *rq, struct bus *sys, const struct sql_agents_due_of_row *due,
          size_t count)
{
    enum err err = OK, told, failed = OK;

    for (size_t i = 0; !err && i < count; i++) {
        err = agent_settle(rq, sys, due[i].key_id, &told);
        failed = failed ? failed : told;
    }
    return err ? err : failed;
}

/* The asker has committed a change and waits with its answer (agent_settle.c). */
enum err
auth_agent_settle(struct request *rq, const struct auth_agent_settle_in *in)
{
    const struct sql_agents_due_of find = {
        .user_id = in->body.user_id,
        .has_key_id = in->body.has_key_id,
        .key_id = in->body.key_id,
    };
    struct sql_agents_due_of_row *due;
    struct bus *sys;
    size_t count;
    enum err err = sql_agents_due_of(rq, &find, &due, &count);

    if (!err)
        err = pause_transaction(rq);
    if (err || count == 0 || creds[0] == '\0')
        return err;
    sys = agent_bus_open(the_service.nats_url, creds);
    if (sys == NULL)
        return refuse(rq, ERR_UNAVAILABLE, "the bus does not let sys in");
    err = tell_each(rq, sys, due, count);
    bus_close(&sys);
    return err;
}

enum err
agent_tell_again(struct request *rq)
{
    return sql_agents_again(rq, NULL);
}
