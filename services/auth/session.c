#include "services/auth/session.h"

#include "gen/auth/sql.h"
#include "services/auth/agent_settle.h"
#include "services/auth/api_key.h"
#include "services/auth/audit.h"
#include "services/auth/settings.h"
#include "services/auth/token.h"
#include "shared/actor/after.h"
#include "shared/actor/outbox.h"
#include "shared/base/must.h"

/* One more refresh token of the session, and an access token beside it. */
static enum err
give_tokens(struct request *rq, struct uuid session_id, struct uuid user_id, struct signed_in *out)
{
    const char *refresh_token = token_refresh(rq->arena);
    const struct sql_refresh_token_insert insert = {
        .token_hash = token_digest(rq->arena, refresh_token),
        .session_id = session_id,
    };
    struct sql_refresh_token_insert_row row;
    enum err err = sql_user_find(rq, &(struct sql_user_find){.id = user_id}, &out->user);

    if (!err)
        err = sql_refresh_token_insert(rq, &insert, &row);
    if (err)
        return err;
    out->access_token = token_access(rq->arena, user_id, session_id, row.issued_at);
    out->refresh_token = refresh_token;
    out->token_type = "Bearer";
    out->expires_in = settings.access_s;
    return OK;
}

enum err
session_begin(struct request *rq, struct uuid user_id, const char *password_hash,
              struct signed_in *out)
{
    const struct sql_session_open open = {
        .id = uuid_new(),
        .user_id = user_id,
        .password_hash = password_hash,
    };
    int64_t opened;
    enum err err = sql_session_open(rq, &open, &opened);

    if (!err && opened == 0)
        return ERR_NOT_FOUND;
    if (!err)
        err = audit_note(rq, user_id, "session.opened", open.id);
    return err ? err : give_tokens(rq, open.id, user_id, out);
}

static enum err
session_end(struct request *rq, struct uuid session_id, struct uuid user_id, const char *action)
{
    const struct sql_session_end end = {.id = session_id, .user_id = user_id};
    const struct sql_revoke revoke = {
        .user_id = user_id,
        .has_session_id = true,
        .session_id = session_id,
    };
    struct sql_revoke_row number;
    int64_t ended;
    enum err err = sql_session_end(rq, &end, &ended);

    if (err || ended == 0)
        return err;
    err = audit_note(rq, user_id, action, session_id);
    return err ? err : sql_revoke(rq, &revoke, &number);
}

static enum err
refuse_token(struct request *rq)
{
    return refuse(rq, ERR_UNAUTHENTICATED, "the refresh token does not hold");
}

/* Committed here, because the answer is an error. */
static enum err
end_family(struct request *rq, const struct sql_refresh_token_use_row *used)
{
    enum err err = session_end(rq, used->session_id, used->user_id, "session.reused");

    if (!err)
        err = pause_transaction(rq);
    return err ? err : refuse_token(rq);
}

/* The token was replaced before: by another tab, in an answer that was lost, or for a thief. */
static enum err
judge_reuse(struct request *rq, const struct sql_refresh_token_use_row *used)
{
    enum { REUSES_MAX = 3 };

    if (!used->is_recent)
        return end_family(rq, used);
    if (used->reuses > REUSES_MAX)
        return refuse(rq, ERR_UNAUTHENTICATED,
                      "the refresh token was replaced a moment ago; use what replaced it");
    return audit_note(rq, used->user_id, "session.reissued", used->session_id);
}

enum err
auth_refresh(struct request *rq, const struct auth_refresh_in *in, struct signed_in *out)
{
    const struct sql_refresh_token_use use = {
        .token_hash = token_digest(rq->arena, in->body.refresh_token),
    };
    struct sql_refresh_token_use_row used;
    int64_t extended;
    enum err err = sql_refresh_token_use(rq, &use, &used);

    if (err)
        return err == ERR_NOT_FOUND ? refuse_token(rq) : err;
    if (used.reuses > 0)
        err = judge_reuse(rq, &used);
    if (!err)
        err =
            sql_session_extend(rq, &(struct sql_session_extend){.id = used.session_id}, &extended);
    if (!err && extended == 0)
        err = refuse_token(rq);
    return err ? err : give_tokens(rq, used.session_id, used.user_id, out);
}

enum err
auth_logout(struct request *rq, const struct auth_logout_in *in)
{
    (void)in;
    return session_end(rq, rq->caller.session_id, rq->caller.user_id, "session.ended");
}

enum err
session_end_all(struct request *rq, struct uuid user_id)
{
    enum err err = sql_sessions_end(rq, &(struct sql_sessions_end){.user_id = user_id}, NULL);

    if (!err)
        err = api_keys_end(rq, user_id);
    return err ? err : agent_settle_all(rq, user_id);
}

enum err
auth_logout_all(struct request *rq, const struct auth_logout_all_in *in)
{
    const struct sql_user_lock lock = {.id = rq->caller.user_id};
    struct sql_revoke_row number;
    struct user user;
    enum err err = sql_user_lock(rq, &lock, &user); /* no key is made meanwhile */

    (void)in;
    if (err == ERR_NOT_FOUND)
        return refuse(rq, ERR_UNAUTHENTICATED, "the account is gone");
    if (!err)
        err = session_end_all(rq, rq->caller.user_id);
    if (!err)
        err = audit_note(rq, rq->caller.user_id, "sessions.ended", (struct uuid){{0}});
    if (err)
        return err;
    return sql_revoke(rq, &(struct sql_revoke){.user_id = rq->caller.user_id}, &number);
}

enum err
auth_session(struct request *rq, const struct auth_session_in *in, struct session_state *out)
{
    const struct sql_session_zone find = {
        .session_id = in->body.session_id,
        .user_id = in->body.user_id,
    };
    struct sql_session_zone_row found;
    enum err err = sql_session_zone(rq, &find, &found);

    out->active = !err;
    out->user_id = in->body.user_id;
    out->zone = err ? "UTC" : found.zone;
    return err == ERR_NOT_FOUND ? OK : err;
}

/* Rows come newest first; the heartbeat has them oldest first. */
enum err
session_heartbeat(struct request *rq)
{
    struct sql_revocations_newest_row *rows;
    struct revocation *recent;
    struct heartbeat heartbeat;
    size_t count, kept = 0;
    enum err err = sql_revocations_newest(rq, &rows, &count);

    if (err)
        return err;
    must(count > 0);
    while (kept < count && rows[kept].has_number)
        kept++;
    recent = arena_array(rq->arena, struct revocation, kept);
    for (size_t i = 0; i < kept; i++)
        recent[kept - 1 - i] = (struct revocation){
            .number = rows[i].number,
            .has_session_id = rows[i].has_session_id,
            .session_id = rows[i].session_id,
            .has_key_id = rows[i].has_key_id,
            .key_id = rows[i].key_id,
            .user_id = rows[i].user_id,
        };
    heartbeat.number = rows[0].latest;
    heartbeat.now = rows[0].now;
    heartbeat.recent.items = recent;
    heartbeat.recent.count = kept;
    broadcast(rq, "auth.heartbeat", &heartbeat_shape, &heartbeat);
    return OK;
}
