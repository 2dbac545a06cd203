#include "services/auth/agent_settle.h"

#include "gen/auth/api.h"
#include "gen/auth/sql.h"
#include "shared/actor/after.h"

/* Few users have agents, and the others' answers wait for nothing. */
static enum err
settle_after(struct request *rq, const struct agent_settle *settle)
{
    const struct sql_agents_due_of find = {
        .user_id = settle->user_id,
        .has_key_id = settle->has_key_id,
        .key_id = settle->key_id,
    };
    struct sql_agents_due_of_row *due;
    size_t count;
    enum err err = sql_agents_due_of(rq, &find, &due, &count);

    if (err || count == 0)
        return err;
    return after_commit(rq, &auth_agent_settle_operation, settle);
}

enum err
agent_settle_key(struct request *rq, struct uuid user_id, struct uuid key_id)
{
    return settle_after(
        rq, &(struct agent_settle){.user_id = user_id, .has_key_id = true, .key_id = key_id});
}

enum err
agent_settle_all(struct request *rq, struct uuid user_id)
{
    return settle_after(rq, &(struct agent_settle){.user_id = user_id});
}
