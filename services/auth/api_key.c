/*
 * api_key - the keys that programs show instead of a person's token.
 *
 * A key is `cal_` and 32 random bytes in base64url.  Only the answer that makes it shows it.  Its
 * SHA-256 is stored, without salt or a slow hash, because nobody guesses 32 random bytes.
 */
#include "services/auth/api_key.h"
#include "gen/auth/events.h"
#include "gen/auth/sql.h"
#include "services/auth/agent_settle.h"
#include "services/auth/audit.h"
#include "services/auth/scope.h"
#include "services/auth/token.h"
#include "shared/base/base64url.h"
#include "shared/request/amend.h"
#include "shared/request/cursor.h"

#include <string.h>

enum { ACTIVE_MAX = 100, KEY_PREFIX = 12 };

static struct api_key
api_key_key_of(struct request *rq, const struct sql_api_key_found *row)
{
    struct api_key key = row->api_key;

    key.scopes = scope_table(rq->arena, row->granted);
    return key;
}

/* By the database's clock, which ends keys. */
static enum err
find_expired(struct request *rq, const struct api_key *key, bool *expired)
{
    const struct sql_api_key_ends_later find = {.expires_at = key->expires_at};
    struct sql_api_key_ends_later_row row = {.later = true};
    enum err err = key->has_expires_at ? sql_api_key_ends_later(rq, &find, &row) : OK;

    *expired = !row.later;
    return err;
}

static enum err
check_form(struct request *rq, const struct api_key *form)
{
    bool expired;
    enum err err = find_expired(rq, form, &expired);

    if (err)
        return err;
    if (expired)
        problem(rq, "expires_at", "must be in the future");
    return refuse_problems(rq);
}

/* The session may have ended since the gateway checked it, and all the user's keys with it. */
static enum err
check_session(struct request *rq)
{
    const struct sql_session_zone find = {
        .session_id = rq->caller.session_id,
        .user_id = rq->caller.user_id,
    };
    struct sql_session_zone_row found;
    enum err err = sql_session_zone(rq, &find, &found);

    if (err == ERR_NOT_FOUND)
        return refuse(rq, ERR_UNAUTHENTICATED, "the session has ended");
    return err;
}

/* Locks the account's row, so that two keys at once do not both get the last place. */
static enum err
check_room(struct request *rq)
{
    const struct sql_user_lock lock = {.id = rq->caller.user_id};
    const struct sql_api_keys_active count = {.user_id = rq->caller.user_id};
    struct sql_api_keys_active_row active;
    struct user user;
    enum err err = sql_user_lock(rq, &lock, &user);

    if (err == ERR_NOT_FOUND)
        return refuse(rq, ERR_UNAUTHENTICATED, "the account is gone");
    if (!err)
        err = check_session(rq);
    if (!err)
        err = sql_api_keys_active(rq, &count, &active);
    if (!err && active.number >= ACTIVE_MAX)
        return refuse(rq, ERR_CONFLICT, "%d keys stand; revoke one first", ACTIVE_MAX);
    return err;
}

static enum err
key_store(struct request *rq, const struct api_key *form, const char *secret, struct api_key *out)
{
    const struct sql_api_key_insert insert = {
        .api_key = form,
        .id = uuid_new(),
        .user_id = rq->caller.user_id,
        .key_hash = token_digest(rq->arena, secret),
        .prefix = arena_printf(rq->arena, "%.*s", KEY_PREFIX, secret),
        .scopes = scope_list(rq->arena, &form->scopes),
    };
    struct sql_api_key_found row;
    enum err err = sql_api_key_insert(rq, &insert, &row);

    if (!err)
        *out = api_key_key_of(rq, &row);
    return err;
}

enum err
auth_api_key_create(struct request *rq, const struct auth_api_key_create_in *in,
                    struct api_key_made *out)
{
    const char *secret = arena_printf(rq->arena, "cal_%s", token_refresh(rq->arena));
    struct api_key key;
    enum err err = check_form(rq, &in->body);

    if (!err)
        err = check_room(rq);
    if (!err)
        err = key_store(rq, &in->body, secret, &key);
    if (!err)
        err = audit_note(rq, rq->caller.user_id, "api_key.created", key.id);
    if (!err)
        err = announce_api_key_created(rq, &key, audience_of_one(rq, rq->caller.user_id));
    if (err)
        return err;
    *out = (struct api_key_made){
        .id = key.id,
        .name = key.name,
        .scopes = key.scopes,
        .prefix = key.prefix,
        .has_expires_at = key.has_expires_at,
        .expires_at = key.expires_at,
        .version = key.version,
        .created_at = key.created_at,
        .updated_at = key.updated_at,
        .key = secret,
    };
    return OK;
}

enum err
auth_api_key_list(struct request *rq, const struct auth_api_key_list_in *in,
                  struct api_key_list *out)
{
    struct cursor after = {0};
    struct sql_api_key_page page = {.user_id = rq->caller.user_id, .rows = in->limit + 1};
    struct sql_api_key_found *rows;
    struct api_key *items;
    size_t count;
    enum err err = in->cursor != NULL ? cursor_decode(rq, in->cursor, &after) : OK;

    page.after_id = after.id;
    if (!err)
        err = sql_api_key_page(rq, &page, &rows, &count);
    if (err)
        return err;
    items = arena_array(rq->arena, struct api_key, count);
    for (size_t i = 0; i < count; i++)
        items[i] = api_key_key_of(rq, &rows[i]);
    out->data.items = items;
    out->data.count = page_fit(&api_key_shape, items, count, in->limit);
    if (out->data.count < count)
        out->next_cursor = cursor_encode(rq, &(struct cursor){.id = items[out->data.count - 1].id});
    return OK;
}

static enum err
refuse_absent(struct request *rq, enum err err)
{
    return err == ERR_NOT_FOUND ? refuse(rq, ERR_NOT_FOUND, "there is no such key") : err;
}

enum err
auth_api_key_get(struct request *rq, const struct auth_api_key_get_in *in, struct api_key *out)
{
    const struct sql_api_key_find find = {.id = in->id, .user_id = rq->caller.user_id};
    struct sql_api_key_found row;
    enum err err = refuse_absent(rq, sql_api_key_find(rq, &find, &row));

    if (!err)
        *out = api_key_key_of(rq, &row);
    return err;
}

enum err
api_key_lock(struct request *rq, struct uuid id, struct sql_api_key_found *row)
{
    const struct sql_api_key_lock lock = {.id = id, .user_id = rq->caller.user_id};
    enum err err = refuse_absent(rq, sql_api_key_lock(rq, &lock, row));
    bool expired;

    if (!err)
        err = find_expired(rq, &row->api_key, &expired);
    if (err)
        return err;
    if (row->api_key.has_revoked_at || expired)
        return refuse(rq, ERR_CONFLICT, "the key is revoked or expired");
    return OK;
}

static enum err
key_update(struct request *rq, const struct api_key *next, struct api_key *out)
{
    const struct sql_api_key_update update = {
        .api_key = next,
        .scopes = scope_list(rq->arena, &next->scopes),
    };
    struct sql_api_key_found row;
    enum err err = sql_api_key_update(rq, &update, &row);

    if (!err)
        err = audit_note(rq, rq->caller.user_id, "api_key.updated", next->id);
    if (err)
        return err;
    *out = api_key_key_of(rq, &row);
    return announce_api_key_updated(rq, out, next->version,
                                    audience_of_one(rq, rq->caller.user_id));
}

/* Gateways cache what a key may do; a revocation makes them ask again. */
enum err
auth_api_key_patch(struct request *rq, const struct auth_api_key_patch_in *in, struct api_key *out)
{
    const struct sql_revoke tell = {
        .user_id = rq->caller.user_id,
        .has_key_id = true,
        .key_id = in->id,
    };
    struct sql_revoke_row number;
    struct sql_api_key_found row;
    struct api_key stored, next;
    enum err err = api_key_lock(rq, in->id, &row);

    if (err)
        return err;
    stored = api_key_key_of(rq, &row);
    err = match_version(rq, stored.version);
    if (!err)
        err = amend(rq, &api_key_shape, &stored, &next);
    if (!err)
        err = check_form(rq, &next);
    if (!err)
        err = key_update(rq, &next, out);
    if (!err)
        err = agent_settle_key(rq, rq->caller.user_id, in->id);
    return err ? err : sql_revoke(rq, &tell, &number);
}

static enum err
tell_end(struct request *rq, struct uuid user_id, const struct sql_api_key_found *row)
{
    struct api_key key = api_key_key_of(rq, row);
    enum err err = audit_note(rq, user_id, "api_key.revoked", key.id);

    return err ? err
               : announce_api_key_deleted(rq, &key, key.version - 1, audience_of_one(rq, user_id));
}

/* Locks a key that has not been revoked; one that has expired may be. */
static enum err
revoke_check(struct request *rq, struct uuid id)
{
    const struct sql_api_key_lock lock = {.id = id, .user_id = rq->caller.user_id};
    struct sql_api_key_found stored;
    enum err err = sql_api_key_lock(rq, &lock, &stored);

    if (!err && stored.api_key.has_revoked_at)
        err = ERR_NOT_FOUND;
    return err ? refuse_absent(rq, err) : match_version(rq, stored.api_key.version);
}

enum err
auth_api_key_revoke(struct request *rq, const struct auth_api_key_revoke_in *in)
{
    const struct sql_api_key_revoke end = {.id = in->id, .user_id = rq->caller.user_id};
    const struct sql_revoke revoke = {
        .user_id = rq->caller.user_id,
        .has_key_id = true,
        .key_id = in->id,
    };
    struct sql_revoke_row number;
    struct sql_api_key_found ended;
    enum err err = revoke_check(rq, in->id);

    if (!err)
        err = refuse_absent(rq, sql_api_key_revoke(rq, &end, &ended));
    if (!err)
        err = tell_end(rq, rq->caller.user_id, &ended);
    if (!err)
        err = agent_settle_key(rq, rq->caller.user_id, in->id);
    return err ? err : sql_revoke(rq, &revoke, &number);
}

enum err
api_keys_end(struct request *rq, struct uuid user_id)
{
    struct sql_api_key_found *ended;
    size_t count;
    enum err err =
        sql_api_keys_end(rq, &(struct sql_api_keys_end){.user_id = user_id}, &ended, &count);

    for (size_t i = 0; !err && i < count; i++)
        err = tell_end(rq, user_id, &ended[i]);
    return err;
}

enum err
auth_api_key(struct request *rq, const struct auth_api_key_in *in, struct key_state *out)
{
    struct sql_api_key_use find;
    struct sql_api_key_use_row found;
    enum err err;

    *out = (struct key_state){.zone = "UTC"};
    if (!base64url_decode(rq->arena, in->body.digest, strlen(in->body.digest), &find.key_hash))
        return OK;
    err = sql_api_key_use(rq, &find, &found);
    if (err)
        return err == ERR_NOT_FOUND ? OK : err;
    *out = (struct key_state){
        .active = true,
        .has_key_id = true,
        .key_id = found.id,
        .has_user_id = true,
        .user_id = found.user_id,
        .zone = found.zone,
        .scopes = found.scopes,
        .keep_ms = found.keep_ms,
    };
    return OK;
}

enum err
auth_api_keys_standing(struct request *rq, const struct auth_api_keys_standing_in *in,
                       struct standing_keys *out)
{
    const struct sql_api_keys_standing find = {.key_ids = in->body.key_ids};
    struct standing_key *rows;
    size_t count;
    enum err err = sql_api_keys_standing(rq, &find, &rows, &count);

    if (!err)
        *out = (struct standing_keys){.keys = {rows, count}};
    return err;
}
