/* Made by tools/gen from services/auth/auth.sql. Do not edit. */
/* clang-format off */
#include "gen/auth/sql.h"

#include <stddef.h>

static const struct sql_param handle_take_params[] = {
    {SQL_TEXT, -1, offsetof(struct sql_handle_take, handle), -1},
};
static const struct statement handle_take_statement = {
    .name = "handle_take",
    .text = "INSERT INTO handles (handle) VALUES ($1) ON CONFLICT DO NOTHING",
    .params = handle_take_params,
    .param_count = 1,
};

enum err
sql_handle_take(struct request *rq, const struct sql_handle_take *q, int64_t *affected)
{
    return db_exec(rq, &handle_take_statement, q, affected);
}

static const struct sql_param user_insert_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_user_insert, id), -1},
    {SQL_TEXT, -1, offsetof(struct sql_user_insert, email), -1},
    {SQL_TEXT, -1, offsetof(struct sql_user_insert, handle), -1},
    {SQL_TEXT, -1, offsetof(struct sql_user_insert, password_hash), -1},
    {SQL_TEXT, offsetof(struct sql_user_insert, registration), offsetof(struct registration, name), -1},
    {SQL_TEXT, offsetof(struct sql_user_insert, registration), offsetof(struct registration, timezone), -1},
};
static const struct sql_column user_insert_columns[] = {
    {SQL_UUID, offsetof(struct user, id), -1, false},
    {SQL_TEXT, offsetof(struct user, email), -1, false},
    {SQL_TEXT, offsetof(struct user, pending_email), -1, true},
    {SQL_TEXT, offsetof(struct user, name), -1, true},
    {SQL_TEXT, offsetof(struct user, handle), -1, false},
    {SQL_TEXT, offsetof(struct user, timezone), -1, false},
    {SQL_INSTANT, offsetof(struct user, email_verified_at), offsetof(struct user, has_email_verified_at), true},
    {SQL_INT8, offsetof(struct user, version), -1, false},
    {SQL_INSTANT, offsetof(struct user, created_at), -1, false},
    {SQL_INSTANT, offsetof(struct user, updated_at), -1, false},
};
static const struct statement user_insert_statement = {
    .name = "user_insert",
    .text = "INSERT INTO users (id, email, handle, password_hash, name, timezone) "
        "VALUES ($1, $2, $3, $4, $5, $6) "
        "ON CONFLICT (email) WHERE deleted_at IS NULL DO NOTHING "
        "RETURNING id, email, pending_email, name, handle, timezone, email_verified_at, version, created_at, updated_at",
    .params = user_insert_params,
    .param_count = 6,
    .columns = user_insert_columns,
    .column_count = 10,
    .row_size = sizeof(struct user),
};

enum err
sql_user_insert(struct request *rq, const struct sql_user_insert *q, struct user *row)
{
    return db_one(rq, &user_insert_statement, q, row);
}

static const struct sql_param credentials_find_params[] = {
    {SQL_TEXT, -1, offsetof(struct sql_credentials_find, email), -1},
};
static const struct sql_column credentials_find_columns[] = {
    {SQL_UUID, offsetof(struct sql_credentials_find_row, id), -1, false},
    {SQL_TEXT, offsetof(struct sql_credentials_find_row, password_hash), -1, false},
    {SQL_BOOL, offsetof(struct sql_credentials_find_row, is_active), -1, false},
};
static const struct statement credentials_find_statement = {
    .name = "credentials_find",
    .text = "SELECT id, password_hash, is_active FROM users WHERE email = $1 AND deleted_at IS NULL",
    .params = credentials_find_params,
    .param_count = 1,
    .columns = credentials_find_columns,
    .column_count = 3,
    .row_size = sizeof(struct sql_credentials_find_row),
};

enum err
sql_credentials_find(struct request *rq, const struct sql_credentials_find *q, struct sql_credentials_find_row *row)
{
    return db_one(rq, &credentials_find_statement, q, row);
}

static const struct sql_param login_failures_find_params[] = {
    {SQL_INT8, -1, offsetof(struct sql_login_failures_find, fall_s), -1},
    {SQL_BYTES, -1, offsetof(struct sql_login_failures_find, name), -1},
};
static const struct sql_column login_failures_find_columns[] = {
    {SQL_INT8, offsetof(struct sql_login_failures_find_row, thousandths), -1, false},
    {SQL_BOOL, offsetof(struct sql_login_failures_find_row, is_trusted), -1, false},
};
static const struct statement login_failures_find_statement = {
    .name = "login_failures_find",
    .text = "SELECT (greatest(0, level - extract(epoch FROM now() - at) / $1::bigint) * 1000)::bigint AS thousandths, "
        "coalesce(trusted_until > now(), false) AS is_trusted "
        "FROM login_failures WHERE name = $2",
    .params = login_failures_find_params,
    .param_count = 2,
    .columns = login_failures_find_columns,
    .column_count = 2,
    .row_size = sizeof(struct sql_login_failures_find_row),
};

enum err
sql_login_failures_find(struct request *rq, const struct sql_login_failures_find *q, struct sql_login_failures_find_row *row)
{
    return db_one(rq, &login_failures_find_statement, q, row);
}

static const struct sql_param login_failure_note_params[] = {
    {SQL_BYTES, -1, offsetof(struct sql_login_failure_note, name), -1},
    {SQL_INT8, -1, offsetof(struct sql_login_failure_note, fall_s), -1},
};
static const struct statement login_failure_note_statement = {
    .name = "login_failure_note",
    .text = "INSERT INTO login_failures AS f (name, level) VALUES ($1, 1) "
        "ON CONFLICT (name) DO UPDATE "
        "SET level = greatest(0, f.level - extract(epoch FROM now() - f.at) / $2::bigint) + 1, at = now(), "
        "keep_until = greatest(f.keep_until, now() + interval '1 day')",
    .params = login_failure_note_params,
    .param_count = 2,
};

enum err
sql_login_failure_note(struct request *rq, const struct sql_login_failure_note *q, int64_t *affected)
{
    return db_exec(rq, &login_failure_note_statement, q, affected);
}

static const struct sql_param login_trust_params[] = {
    {SQL_BYTES, -1, offsetof(struct sql_login_trust, name), -1},
};
static const struct statement login_trust_statement = {
    .name = "login_trust",
    .text = "INSERT INTO login_failures (name, level, trusted_until, keep_until) "
        "VALUES ($1, 0, now() + interval '30 days', now() + interval '30 days') "
        "ON CONFLICT (name) DO UPDATE "
        "SET level = 0, at = now(), trusted_until = excluded.trusted_until, keep_until = excluded.keep_until",
    .params = login_trust_params,
    .param_count = 1,
};

enum err
sql_login_trust(struct request *rq, const struct sql_login_trust *q, int64_t *affected)
{
    return db_exec(rq, &login_trust_statement, q, affected);
}

static const struct sql_param password_rehash_params[] = {
    {SQL_TEXT, -1, offsetof(struct sql_password_rehash, fresh), -1},
    {SQL_UUID, -1, offsetof(struct sql_password_rehash, id), -1},
    {SQL_TEXT, -1, offsetof(struct sql_password_rehash, stale), -1},
};
static const struct statement password_rehash_statement = {
    .name = "password_rehash",
    .text = "UPDATE users SET password_hash = $1 WHERE id = $2 AND password_hash = $3",
    .params = password_rehash_params,
    .param_count = 3,
};

enum err
sql_password_rehash(struct request *rq, const struct sql_password_rehash *q, int64_t *affected)
{
    return db_exec(rq, &password_rehash_statement, q, affected);
}

static const struct sql_param session_open_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_session_open, id), -1},
    {SQL_UUID, -1, offsetof(struct sql_session_open, user_id), -1},
    {SQL_TEXT, -1, offsetof(struct sql_session_open, password_hash), -1},
};
static const struct statement session_open_statement = {
    .name = "session_open",
    .text = "INSERT INTO sessions (id, user_id) "
        "SELECT $1, id FROM users "
        "WHERE id = $2 AND (is_active AND deleted_at IS NULL) IS TRUE "
        "AND password_hash = coalesce($3, password_hash) "
        "FOR SHARE",
    .params = session_open_params,
    .param_count = 3,
};

enum err
sql_session_open(struct request *rq, const struct sql_session_open *q, int64_t *affected)
{
    return db_exec(rq, &session_open_statement, q, affected);
}

static const struct sql_param refresh_token_insert_params[] = {
    {SQL_BYTES, -1, offsetof(struct sql_refresh_token_insert, token_hash), -1},
    {SQL_UUID, -1, offsetof(struct sql_refresh_token_insert, session_id), -1},
};
static const struct sql_column refresh_token_insert_columns[] = {
    {SQL_INSTANT, offsetof(struct sql_refresh_token_insert_row, issued_at), -1, false},
};
static const struct statement refresh_token_insert_statement = {
    .name = "refresh_token_insert",
    .text = "INSERT INTO refresh_tokens (token_hash, session_id) VALUES ($1, $2) RETURNING clock_timestamp() AS issued_at",
    .params = refresh_token_insert_params,
    .param_count = 2,
    .columns = refresh_token_insert_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_refresh_token_insert_row),
};

enum err
sql_refresh_token_insert(struct request *rq, const struct sql_refresh_token_insert *q, struct sql_refresh_token_insert_row *row)
{
    return db_one(rq, &refresh_token_insert_statement, q, row);
}

static const struct sql_param refresh_token_use_params[] = {
    {SQL_BYTES, -1, offsetof(struct sql_refresh_token_use, token_hash), -1},
};
static const struct sql_column refresh_token_use_columns[] = {
    {SQL_UUID, offsetof(struct sql_refresh_token_use_row, session_id), -1, false},
    {SQL_UUID, offsetof(struct sql_refresh_token_use_row, user_id), -1, false},
    {SQL_INT2, offsetof(struct sql_refresh_token_use_row, reuses), -1, false},
    {SQL_BOOL, offsetof(struct sql_refresh_token_use_row, is_recent), -1, false},
};
static const struct statement refresh_token_use_statement = {
    .name = "refresh_token_use",
    .text = "UPDATE refresh_tokens t "
        "SET replaced_at = coalesce(t.replaced_at, now()), reuses = t.reuses + (t.replaced_at IS NOT NULL)::integer "
        "WHERE t.token_hash = $1 AND (t.expires_at > now()) IS TRUE "
        "AND (SELECT s.ended_at IS NULL FROM sessions s WHERE s.id = t.session_id) "
        "RETURNING t.session_id, (SELECT s.user_id FROM sessions s WHERE s.id = t.session_id) AS user_id, t.reuses, "
        "t.replaced_at BETWEEN now() - interval '10 seconds' AND now() + interval '10 seconds' AS is_recent",
    .params = refresh_token_use_params,
    .param_count = 1,
    .columns = refresh_token_use_columns,
    .column_count = 4,
    .row_size = sizeof(struct sql_refresh_token_use_row),
};

enum err
sql_refresh_token_use(struct request *rq, const struct sql_refresh_token_use *q, struct sql_refresh_token_use_row *row)
{
    return db_one(rq, &refresh_token_use_statement, q, row);
}

static const struct sql_param session_extend_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_session_extend, id), -1},
};
static const struct statement session_extend_statement = {
    .name = "session_extend",
    .text = "UPDATE sessions SET expires_at = now() + interval '30 days' WHERE id = $1 AND ended_at IS NULL",
    .params = session_extend_params,
    .param_count = 1,
};

enum err
sql_session_extend(struct request *rq, const struct sql_session_extend *q, int64_t *affected)
{
    return db_exec(rq, &session_extend_statement, q, affected);
}

static const struct sql_param session_end_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_session_end, id), -1},
    {SQL_UUID, -1, offsetof(struct sql_session_end, user_id), -1},
};
static const struct statement session_end_statement = {
    .name = "session_end",
    .text = "UPDATE sessions SET ended_at = now() WHERE id = $1 AND (user_id = $2 AND ended_at IS NULL) IS TRUE",
    .params = session_end_params,
    .param_count = 2,
};

enum err
sql_session_end(struct request *rq, const struct sql_session_end *q, int64_t *affected)
{
    return db_exec(rq, &session_end_statement, q, affected);
}

static const struct sql_param sessions_end_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_sessions_end, user_id), -1},
};
static const struct statement sessions_end_statement = {
    .name = "sessions_end",
    .text = "UPDATE sessions SET ended_at = now() WHERE user_id = $1 AND ended_at IS NULL",
    .params = sessions_end_params,
    .param_count = 1,
};

enum err
sql_sessions_end(struct request *rq, const struct sql_sessions_end *q, int64_t *affected)
{
    return db_exec(rq, &sessions_end_statement, q, affected);
}

static const struct sql_param password_find_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_password_find, id), -1},
};
static const struct sql_column password_find_columns[] = {
    {SQL_TEXT, offsetof(struct sql_password_find_row, email), -1, false},
    {SQL_TEXT, offsetof(struct sql_password_find_row, password_hash), -1, false},
};
static const struct statement password_find_statement = {
    .name = "password_find",
    .text = "SELECT email, password_hash FROM users WHERE id = $1 AND (is_active AND deleted_at IS NULL) IS TRUE",
    .params = password_find_params,
    .param_count = 1,
    .columns = password_find_columns,
    .column_count = 2,
    .row_size = sizeof(struct sql_password_find_row),
};

enum err
sql_password_find(struct request *rq, const struct sql_password_find *q, struct sql_password_find_row *row)
{
    return db_one(rq, &password_find_statement, q, row);
}

static const struct sql_param revoke_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_revoke, user_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_revoke, session_id), offsetof(struct sql_revoke, has_session_id)},
    {SQL_UUID, -1, offsetof(struct sql_revoke, key_id), offsetof(struct sql_revoke, has_key_id)},
};
static const struct sql_column revoke_columns[] = {
    {SQL_INT8, offsetof(struct sql_revoke_row, number), -1, false},
};
static const struct statement revoke_statement = {
    .name = "revoke",
    .text = "SELECT revoke($1, $2, $3) AS number",
    .params = revoke_params,
    .param_count = 3,
    .columns = revoke_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_revoke_row),
};

enum err
sql_revoke(struct request *rq, const struct sql_revoke *q, struct sql_revoke_row *row)
{
    return db_one(rq, &revoke_statement, q, row);
}

static const struct sql_param user_find_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_user_find, id), -1},
};
static const struct sql_column user_find_columns[] = {
    {SQL_UUID, offsetof(struct user, id), -1, false},
    {SQL_TEXT, offsetof(struct user, email), -1, false},
    {SQL_TEXT, offsetof(struct user, pending_email), -1, true},
    {SQL_TEXT, offsetof(struct user, name), -1, true},
    {SQL_TEXT, offsetof(struct user, handle), -1, false},
    {SQL_TEXT, offsetof(struct user, timezone), -1, false},
    {SQL_INSTANT, offsetof(struct user, email_verified_at), offsetof(struct user, has_email_verified_at), true},
    {SQL_INT8, offsetof(struct user, version), -1, false},
    {SQL_INSTANT, offsetof(struct user, created_at), -1, false},
    {SQL_INSTANT, offsetof(struct user, updated_at), -1, false},
};
static const struct statement user_find_statement = {
    .name = "user_find",
    .text = "SELECT id, email, pending_email, name, handle, timezone, email_verified_at, version, created_at, updated_at "
        "FROM users WHERE id = $1 AND (deleted_at IS NULL) IS TRUE",
    .params = user_find_params,
    .param_count = 1,
    .columns = user_find_columns,
    .column_count = 10,
    .row_size = sizeof(struct user),
};

enum err
sql_user_find(struct request *rq, const struct sql_user_find *q, struct user *row)
{
    return db_one(rq, &user_find_statement, q, row);
}

static const struct sql_param user_lock_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_user_lock, id), -1},
};
static const struct sql_column user_lock_columns[] = {
    {SQL_UUID, offsetof(struct user, id), -1, false},
    {SQL_TEXT, offsetof(struct user, email), -1, false},
    {SQL_TEXT, offsetof(struct user, pending_email), -1, true},
    {SQL_TEXT, offsetof(struct user, name), -1, true},
    {SQL_TEXT, offsetof(struct user, handle), -1, false},
    {SQL_TEXT, offsetof(struct user, timezone), -1, false},
    {SQL_INSTANT, offsetof(struct user, email_verified_at), offsetof(struct user, has_email_verified_at), true},
    {SQL_INT8, offsetof(struct user, version), -1, false},
    {SQL_INSTANT, offsetof(struct user, created_at), -1, false},
    {SQL_INSTANT, offsetof(struct user, updated_at), -1, false},
};
static const struct statement user_lock_statement = {
    .name = "user_lock",
    .text = "SELECT id, email, pending_email, name, handle, timezone, email_verified_at, version, created_at, updated_at "
        "FROM users WHERE id = $1 AND (deleted_at IS NULL) IS TRUE "
        "FOR NO KEY UPDATE",
    .params = user_lock_params,
    .param_count = 1,
    .columns = user_lock_columns,
    .column_count = 10,
    .row_size = sizeof(struct user),
};

enum err
sql_user_lock(struct request *rq, const struct sql_user_lock *q, struct user *row)
{
    return db_one(rq, &user_lock_statement, q, row);
}

static const struct sql_param user_update_params[] = {
    {SQL_TEXT, offsetof(struct sql_user_update, user), offsetof(struct user, name), -1},
    {SQL_TEXT, offsetof(struct sql_user_update, user), offsetof(struct user, timezone), -1},
    {SQL_UUID, offsetof(struct sql_user_update, user), offsetof(struct user, id), -1},
};
static const struct sql_column user_update_columns[] = {
    {SQL_UUID, offsetof(struct user, id), -1, false},
    {SQL_TEXT, offsetof(struct user, email), -1, false},
    {SQL_TEXT, offsetof(struct user, pending_email), -1, true},
    {SQL_TEXT, offsetof(struct user, name), -1, true},
    {SQL_TEXT, offsetof(struct user, handle), -1, false},
    {SQL_TEXT, offsetof(struct user, timezone), -1, false},
    {SQL_INSTANT, offsetof(struct user, email_verified_at), offsetof(struct user, has_email_verified_at), true},
    {SQL_INT8, offsetof(struct user, version), -1, false},
    {SQL_INSTANT, offsetof(struct user, created_at), -1, false},
    {SQL_INSTANT, offsetof(struct user, updated_at), -1, false},
};
static const struct statement user_update_statement = {
    .name = "user_update",
    .text = "UPDATE users "
        "SET name = $1, timezone = $2, version = version + 1, updated_at = now() "
        "WHERE id = $3 AND (deleted_at IS NULL) IS TRUE "
        "RETURNING id, email, pending_email, name, handle, timezone, email_verified_at, version, created_at, updated_at",
    .params = user_update_params,
    .param_count = 3,
    .columns = user_update_columns,
    .column_count = 10,
    .row_size = sizeof(struct user),
};

enum err
sql_user_update(struct request *rq, const struct sql_user_update *q, struct user *row)
{
    return db_one(rq, &user_update_statement, q, row);
}

static const struct sql_param user_delete_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_user_delete, id), -1},
};
static const struct sql_column user_delete_columns[] = {
    {SQL_UUID, offsetof(struct user, id), -1, false},
    {SQL_TEXT, offsetof(struct user, email), -1, false},
    {SQL_TEXT, offsetof(struct user, pending_email), -1, true},
    {SQL_TEXT, offsetof(struct user, name), -1, true},
    {SQL_TEXT, offsetof(struct user, handle), -1, false},
    {SQL_TEXT, offsetof(struct user, timezone), -1, false},
    {SQL_INSTANT, offsetof(struct user, email_verified_at), offsetof(struct user, has_email_verified_at), true},
    {SQL_INT8, offsetof(struct user, version), -1, false},
    {SQL_INSTANT, offsetof(struct user, created_at), -1, false},
    {SQL_INSTANT, offsetof(struct user, updated_at), -1, false},
};
static const struct statement user_delete_statement = {
    .name = "user_delete",
    .text = "UPDATE users SET deleted_at = now(), deleted_xid = pg_current_xact_id(), version = version + 1, updated_at = now() "
        "WHERE id = $1 AND (deleted_at IS NULL) IS TRUE "
        "RETURNING id, email, pending_email, name, handle, timezone, email_verified_at, version, created_at, updated_at",
    .params = user_delete_params,
    .param_count = 1,
    .columns = user_delete_columns,
    .column_count = 10,
    .row_size = sizeof(struct user),
};

enum err
sql_user_delete(struct request *rq, const struct sql_user_delete *q, struct user *row)
{
    return db_one(rq, &user_delete_statement, q, row);
}

static const struct sql_param departures_params[] = {
    {SQL_XID8, -1, offsetof(struct sql_departures, after_xid), -1},
    {SQL_UUID, -1, offsetof(struct sql_departures, after_id), -1},
    {SQL_INT8, -1, offsetof(struct sql_departures, most), -1},
};
static const struct sql_column departures_columns[] = {
    {SQL_UUID, offsetof(struct departure, user_id), -1, false},
    {SQL_XID8, offsetof(struct departure, xid), -1, false},
};
static const struct statement departures_statement = {
    .name = "departures",
    .text = "SELECT id AS user_id, coalesce(deleted_xid, '0') AS xid "
        "FROM users "
        "WHERE (deleted_xid, id) > ($1, $2) AND deleted_xid < pg_snapshot_xmin(pg_current_snapshot()) "
        "ORDER BY deleted_xid, id "
        "LIMIT $3",
    .params = departures_params,
    .param_count = 3,
    .columns = departures_columns,
    .column_count = 2,
    .row_size = sizeof(struct departure),
};

enum err
sql_departures(struct request *rq, const struct sql_departures *q, struct departure **rows, size_t *count)
{
    return db_many(rq, &departures_statement, q, rows, count);
}

static const struct sql_param users_by_id_params[] = {
    {SQL_UUIDS, -1, offsetof(struct sql_users_by_id, ids), -1},
};
static const struct sql_column users_by_id_columns[] = {
    {SQL_UUID, offsetof(struct found_user, id), -1, false},
    {SQL_TEXT, offsetof(struct found_user, display_name), -1, false},
    {SQL_BOOL, offsetof(struct found_user, verified), -1, false},
    {SQL_TEXT, offsetof(struct found_user, email), -1, false},
};
static const struct statement users_by_id_statement = {
    .name = "users_by_id",
    .text = "SELECT id, coalesce(name, handle) AS display_name, email_verified_at IS NOT NULL AS verified, email "
        "FROM users "
        "WHERE id = ANY ($1::uuid[]) AND (is_active AND deleted_at IS NULL) IS TRUE",
    .params = users_by_id_params,
    .param_count = 1,
    .columns = users_by_id_columns,
    .column_count = 4,
    .row_size = sizeof(struct found_user),
};

enum err
sql_users_by_id(struct request *rq, const struct sql_users_by_id *q, struct found_user **rows, size_t *count)
{
    return db_many(rq, &users_by_id_statement, q, rows, count);
}

static const struct sql_param users_by_email_params[] = {
    {SQL_TEXTS, -1, offsetof(struct sql_users_by_email, emails), -1},
};
static const struct sql_column users_by_email_columns[] = {
    {SQL_UUID, offsetof(struct found_user, id), -1, false},
    {SQL_TEXT, offsetof(struct found_user, display_name), -1, false},
    {SQL_BOOL, offsetof(struct found_user, verified), -1, false},
    {SQL_TEXT, offsetof(struct found_user, email), -1, false},
};
static const struct statement users_by_email_statement = {
    .name = "users_by_email",
    .text = "SELECT id, coalesce(name, handle) AS display_name, true AS verified, email "
        "FROM users "
        "WHERE email = ANY ($1::text[]) AND deleted_at IS NULL AND (is_active AND email_verified_at IS NOT NULL) IS TRUE",
    .params = users_by_email_params,
    .param_count = 1,
    .columns = users_by_email_columns,
    .column_count = 4,
    .row_size = sizeof(struct found_user),
};

enum err
sql_users_by_email(struct request *rq, const struct sql_users_by_email *q, struct found_user **rows, size_t *count)
{
    return db_many(rq, &users_by_email_statement, q, rows, count);
}

static const struct sql_param user_activate_params[] = {
    {SQL_BOOL, -1, offsetof(struct sql_user_activate, active), -1},
    {SQL_TEXT, -1, offsetof(struct sql_user_activate, email), -1},
};
static const struct sql_column user_activate_columns[] = {
    {SQL_UUID, offsetof(struct user, id), -1, false},
    {SQL_TEXT, offsetof(struct user, email), -1, false},
    {SQL_TEXT, offsetof(struct user, pending_email), -1, true},
    {SQL_TEXT, offsetof(struct user, name), -1, true},
    {SQL_TEXT, offsetof(struct user, handle), -1, false},
    {SQL_TEXT, offsetof(struct user, timezone), -1, false},
    {SQL_INSTANT, offsetof(struct user, email_verified_at), offsetof(struct user, has_email_verified_at), true},
    {SQL_INT8, offsetof(struct user, version), -1, false},
    {SQL_INSTANT, offsetof(struct user, created_at), -1, false},
    {SQL_INSTANT, offsetof(struct user, updated_at), -1, false},
};
static const struct statement user_activate_statement = {
    .name = "user_activate",
    .text = "UPDATE users SET is_active = $1, version = version + 1, updated_at = now() "
        "WHERE email = $2 AND deleted_at IS NULL AND is_active <> $1 "
        "RETURNING id, email, pending_email, name, handle, timezone, email_verified_at, version, created_at, updated_at",
    .params = user_activate_params,
    .param_count = 2,
    .columns = user_activate_columns,
    .column_count = 10,
    .row_size = sizeof(struct user),
};

enum err
sql_user_activate(struct request *rq, const struct sql_user_activate *q, struct user *row)
{
    return db_one(rq, &user_activate_statement, q, row);
}

static const struct sql_param account_mail_insert_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_account_mail_insert, id), -1},
    {SQL_UUID, -1, offsetof(struct sql_account_mail_insert, user_id), -1},
    {SQL_TEXT, -1, offsetof(struct sql_account_mail_insert, kind), -1},
    {SQL_TEXT, -1, offsetof(struct sql_account_mail_insert, address), -1},
    {SQL_TEXT, -1, offsetof(struct sql_account_mail_insert, other), -1},
    {SQL_UUID, -1, offsetof(struct sql_account_mail_insert, change_id), offsetof(struct sql_account_mail_insert, has_change_id)},
    {SQL_BOOL, -1, offsetof(struct sql_account_mail_insert, proved), -1},
};
static const struct sql_column account_mail_insert_columns[] = {
    {SQL_INSTANT, offsetof(struct sql_account_mail_insert_row, requested_at), -1, false},
};
static const struct statement account_mail_insert_statement = {
    .name = "account_mail_insert",
    .text = "INSERT INTO account_mails (id, user_id, kind, address, other, change_id, proved) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7) "
        "RETURNING created_at AS requested_at",
    .params = account_mail_insert_params,
    .param_count = 7,
    .columns = account_mail_insert_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_account_mail_insert_row),
};

enum err
sql_account_mail_insert(struct request *rq, const struct sql_account_mail_insert *q, struct sql_account_mail_insert_row *row)
{
    return db_one(rq, &account_mail_insert_statement, q, row);
}

static const struct sql_param account_mails_recent_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_account_mails_recent, user_id), -1},
    {SQL_TEXT, -1, offsetof(struct sql_account_mails_recent, kind), -1},
    {SQL_INT8, -1, offsetof(struct sql_account_mails_recent, most), -1},
};
static const struct sql_column account_mails_recent_columns[] = {
    {SQL_INT8, offsetof(struct sql_account_mails_recent_row, number), -1, false},
    {SQL_INT8, offsetof(struct sql_account_mails_recent_row, wait_s), -1, false},
};
static const struct statement account_mails_recent_statement = {
    .name = "account_mails_recent",
    .text = "SELECT count(*) AS number, coalesce(ceil(extract(epoch FROM min(created_at) + interval '1 hour' - now())), 0)::bigint AS wait_s "
        "FROM (SELECT created_at FROM account_mails "
        "WHERE (user_id, kind, id) > ($1, $2, '00000000-0000-0000-0000-000000000000') "
        "AND (user_id, kind, id) <= ($1, $2, 'ffffffff-ffff-ffff-ffff-ffffffffffff') "
        "AND (created_at > now() - interval '1 hour') IS TRUE "
        "ORDER BY user_id DESC, kind DESC, id DESC LIMIT $3) AS newest",
    .params = account_mails_recent_params,
    .param_count = 3,
    .columns = account_mails_recent_columns,
    .column_count = 2,
    .row_size = sizeof(struct sql_account_mails_recent_row),
};

enum err
sql_account_mails_recent(struct request *rq, const struct sql_account_mails_recent *q, struct sql_account_mails_recent_row *row)
{
    return db_one(rq, &account_mails_recent_statement, q, row);
}

static const struct sql_param mail_contents_params[] = {
    {SQL_UUIDS, -1, offsetof(struct sql_mail_contents, ids), -1},
};
static const struct sql_column mail_contents_columns[] = {
    {SQL_UUID, offsetof(struct mail_content, id), -1, false},
    {SQL_TEXT, offsetof(struct mail_content, kind), -1, false},
    {SQL_TEXT, offsetof(struct mail_content, address), -1, false},
    {SQL_TEXT, offsetof(struct mail_content, other_address), -1, true},
    {SQL_INSTANT, offsetof(struct mail_content, requested_at), offsetof(struct mail_content, has_requested_at), false},
    {SQL_TEXT, offsetof(struct mail_content, name), -1, true},
    {SQL_TEXT, offsetof(struct mail_content, timezone), -1, false},
    {SQL_BOOL, offsetof(struct mail_content, proved), -1, false},
    {SQL_BOOL, offsetof(struct mail_content, wanted), -1, false},
};
static const struct statement mail_contents_statement = {
    .name = "mail_contents",
    .text = "SELECT m.id, m.kind, m.address, m.other AS other_address, m.created_at AS requested_at, u.name, u.timezone, "
        "m.proved OR (u.email = m.address AND u.email_verified_at IS NOT NULL) AS proved, "
        "CASE m.kind "
        "WHEN 'verify_email' THEN u.is_active AND u.email = m.address AND u.email_verified_at IS NULL "
        "WHEN 'reset_password' THEN u.is_active AND u.email = m.address "
        "WHEN 'change_email_new' THEN u.is_active AND u.change_id = m.change_id AND u.pending_new_at IS NULL "
        "WHEN 'change_email_old' THEN u.is_active AND u.change_id = m.change_id AND u.pending_old_at IS NULL "
        "ELSE true "
        "END IS TRUE AND (m.kind IN ('email_changed', 'password_changed') OR NOT EXISTS ( "
        "SELECT FROM account_mails n "
        "WHERE (n.user_id, n.kind, n.id) > (m.user_id, m.kind, m.id) "
        "AND (n.user_id, n.kind, n.id) <= (m.user_id, m.kind, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))) AS wanted "
        "FROM account_mails m CROSS JOIN LATERAL ( "
        "SELECT name, timezone, email, email_verified_at, is_active, pending_old_at, pending_new_at, "
        "CASE WHEN pending_until > now() THEN pending_id END AS change_id "
        "FROM users WHERE id = m.user_id AND (deleted_at IS NULL) IS TRUE OFFSET 0 "
        ") AS u "
        "WHERE m.id = ANY ($1::uuid[]) AND (m.ended_at IS NULL AND m.created_at > now() - interval '2 days') IS TRUE",
    .params = mail_contents_params,
    .param_count = 1,
    .columns = mail_contents_columns,
    .column_count = 9,
    .row_size = sizeof(struct mail_content),
};

enum err
sql_mail_contents(struct request *rq, const struct sql_mail_contents *q, struct mail_content **rows, size_t *count)
{
    return db_many(rq, &mail_contents_statement, q, rows, count);
}

static const struct sql_param users_standing_params[] = {
    {SQL_UUIDS, -1, offsetof(struct sql_users_standing, user_ids), -1},
};
static const struct sql_column users_standing_columns[] = {
    {SQL_UUID, offsetof(struct standing_user, user_id), -1, false},
    {SQL_BOOL, offsetof(struct standing_user, is_active), -1, false},
    {SQL_TEXT, offsetof(struct standing_user, timezone), -1, false},
    {SQL_INT8, offsetof(struct standing_user, version), -1, false},
};
static const struct statement users_standing_statement = {
    .name = "users_standing",
    .text = "SELECT id AS user_id, is_active, timezone, version FROM users WHERE id = ANY ($1::uuid[]) AND (deleted_at IS NULL) IS TRUE",
    .params = users_standing_params,
    .param_count = 1,
    .columns = users_standing_columns,
    .column_count = 4,
    .row_size = sizeof(struct standing_user),
};

enum err
sql_users_standing(struct request *rq, const struct sql_users_standing *q, struct standing_user **rows, size_t *count)
{
    return db_many(rq, &users_standing_statement, q, rows, count);
}

static const struct sql_param mail_recipient_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_mail_recipient, user_id), -1},
};
static const struct sql_column mail_recipient_columns[] = {
    {SQL_TEXT, offsetof(struct sql_mail_recipient_row, email), -1, false},
    {SQL_BOOL, offsetof(struct sql_mail_recipient_row, proved), -1, false},
    {SQL_TEXT, offsetof(struct sql_mail_recipient_row, name), -1, true},
    {SQL_TEXT, offsetof(struct sql_mail_recipient_row, timezone), -1, false},
};
static const struct statement mail_recipient_statement = {
    .name = "mail_recipient",
    .text = "SELECT email, email_verified_at IS NOT NULL AS \"proved\", name, timezone "
        "FROM users WHERE id = $1 AND (is_active AND deleted_at IS NULL) IS TRUE",
    .params = mail_recipient_params,
    .param_count = 1,
    .columns = mail_recipient_columns,
    .column_count = 4,
    .row_size = sizeof(struct sql_mail_recipient_row),
};

enum err
sql_mail_recipient(struct request *rq, const struct sql_mail_recipient *q, struct sql_mail_recipient_row *row)
{
    return db_one(rq, &mail_recipient_statement, q, row);
}

static const struct sql_param mail_tokens_put_params[] = {
    {SQL_UUIDS, -1, offsetof(struct sql_mail_tokens_put, ids), -1},
    {SQL_TEXTS, -1, offsetof(struct sql_mail_tokens_put, hashes), -1},
};
static const struct sql_column mail_tokens_put_columns[] = {
    {SQL_UUID, offsetof(struct sql_mail_tokens_put_row, id), -1, false},
    {SQL_INSTANT, offsetof(struct sql_mail_tokens_put_row, expires_at), offsetof(struct sql_mail_tokens_put_row, has_expires_at), true},
};
static const struct statement mail_tokens_put_statement = {
    .name = "mail_tokens_put",
    .text = "UPDATE account_mails AS m SET token_hash = decode(t.hash, 'hex'), expires_at = now() + interval '30 minutes' "
        "FROM unnest($1::uuid[], $2::text[]) AS t (id, hash) "
        "WHERE m.id = t.id AND m.id = ANY (ARRAY( "
        "SELECT id FROM account_mails WHERE id = ANY ($1::uuid[]) AND (ended_at IS NULL) IS TRUE FOR UPDATE SKIP LOCKED)) "
        "RETURNING m.id AS id, m.expires_at AS \"expires_at\"",
    .params = mail_tokens_put_params,
    .param_count = 2,
    .columns = mail_tokens_put_columns,
    .column_count = 2,
    .row_size = sizeof(struct sql_mail_tokens_put_row),
};

enum err
sql_mail_tokens_put(struct request *rq, const struct sql_mail_tokens_put *q, struct sql_mail_tokens_put_row **rows, size_t *count)
{
    return db_many(rq, &mail_tokens_put_statement, q, rows, count);
}

static const struct sql_param mail_token_find_params[] = {
    {SQL_BYTES, -1, offsetof(struct sql_mail_token_find, token_hash), -1},
};
static const struct sql_column mail_token_find_columns[] = {
    {SQL_UUID, offsetof(struct sql_mail_token_find_row, id), -1, false},
    {SQL_UUID, offsetof(struct sql_mail_token_find_row, user_id), -1, false},
    {SQL_TEXT, offsetof(struct sql_mail_token_find_row, kind), -1, false},
    {SQL_TEXT, offsetof(struct sql_mail_token_find_row, address), -1, false},
};
static const struct statement mail_token_find_statement = {
    .name = "mail_token_find",
    .text = "SELECT id, user_id, kind, address FROM account_mails "
        "WHERE token_hash = $1 AND (ended_at IS NULL AND expires_at > now()) IS TRUE",
    .params = mail_token_find_params,
    .param_count = 1,
    .columns = mail_token_find_columns,
    .column_count = 4,
    .row_size = sizeof(struct sql_mail_token_find_row),
};

enum err
sql_mail_token_find(struct request *rq, const struct sql_mail_token_find *q, struct sql_mail_token_find_row *row)
{
    return db_one(rq, &mail_token_find_statement, q, row);
}

static const struct sql_param mail_token_use_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_mail_token_use, id), -1},
};
static const struct statement mail_token_use_statement = {
    .name = "mail_token_use",
    .text = "UPDATE account_mails m SET ended_at = now() "
        "WHERE m.id = $1 AND (m.ended_at IS NULL AND m.expires_at > clock_timestamp()) IS TRUE "
        "AND (SELECT u.is_active AND CASE "
        "WHEN m.kind IN ('verify_email', 'reset_password') THEN u.email = m.address "
        "ELSE u.pending_id = m.change_id AND u.pending_until > clock_timestamp() "
        "END FROM users u WHERE u.id = m.user_id)",
    .params = mail_token_use_params,
    .param_count = 1,
};

enum err
sql_mail_token_use(struct request *rq, const struct sql_mail_token_use *q, int64_t *affected)
{
    return db_exec(rq, &mail_token_use_statement, q, affected);
}

static const struct sql_param mail_tokens_end_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_mail_tokens_end, user_id), -1},
    {SQL_TEXTS, -1, offsetof(struct sql_mail_tokens_end, kinds), -1},
};
static const struct statement mail_tokens_end_statement = {
    .name = "mail_tokens_end",
    .text = "UPDATE account_mails SET ended_at = now() "
        "WHERE user_id = $1 AND kind = ANY ($2) AND (ended_at IS NULL) IS TRUE",
    .params = mail_tokens_end_params,
    .param_count = 2,
};

enum err
sql_mail_tokens_end(struct request *rq, const struct sql_mail_tokens_end *q, int64_t *affected)
{
    return db_exec(rq, &mail_tokens_end_statement, q, affected);
}

static const struct sql_param account_mails_told_params[] = {
    {SQL_XID8, -1, offsetof(struct sql_account_mails_told, after_xid), -1},
    {SQL_UUID, -1, offsetof(struct sql_account_mails_told, after_id), -1},
    {SQL_INT8, -1, offsetof(struct sql_account_mails_told, most), -1},
};
static const struct sql_column account_mails_told_columns[] = {
    {SQL_UUID, offsetof(struct requested_mail, id), -1, false},
    {SQL_UUID, offsetof(struct requested_mail, user_id), -1, false},
    {SQL_TEXT, offsetof(struct requested_mail, kind), -1, false},
    {SQL_INSTANT, offsetof(struct requested_mail, requested_at), -1, false},
    {SQL_XID8, offsetof(struct requested_mail, xid), -1, false},
};
static const struct statement account_mails_told_statement = {
    .name = "account_mails_told",
    .text = "SELECT id, user_id, kind, created_at AS requested_at, xid "
        "FROM account_mails "
        "WHERE (xid, id) > ($1, $2) AND xid < pg_snapshot_xmin(pg_current_snapshot()) "
        "ORDER BY xid, id "
        "LIMIT $3",
    .params = account_mails_told_params,
    .param_count = 3,
    .columns = account_mails_told_columns,
    .column_count = 5,
    .row_size = sizeof(struct requested_mail),
};

enum err
sql_account_mails_told(struct request *rq, const struct sql_account_mails_told *q, struct requested_mail **rows, size_t *count)
{
    return db_many(rq, &account_mails_told_statement, q, rows, count);
}

static const struct statement account_mails_purge_statement = {
    .name = "account_mails_purge",
    .text = "DELETE FROM account_mails "
        "WHERE id = ANY (ARRAY(SELECT id FROM account_mails "
        "WHERE created_at < now() - interval '3 days' ORDER BY created_at LIMIT 10000))",
};

enum err
sql_account_mails_purge(struct request *rq, int64_t *affected)
{
    return db_exec(rq, &account_mails_purge_statement, NULL, affected);
}

static const struct sql_param email_verify_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_email_verify, id), -1},
};
static const struct sql_column email_verify_columns[] = {
    {SQL_UUID, offsetof(struct user, id), -1, false},
    {SQL_TEXT, offsetof(struct user, email), -1, false},
    {SQL_TEXT, offsetof(struct user, pending_email), -1, true},
    {SQL_TEXT, offsetof(struct user, name), -1, true},
    {SQL_TEXT, offsetof(struct user, handle), -1, false},
    {SQL_TEXT, offsetof(struct user, timezone), -1, false},
    {SQL_INSTANT, offsetof(struct user, email_verified_at), offsetof(struct user, has_email_verified_at), true},
    {SQL_INT8, offsetof(struct user, version), -1, false},
    {SQL_INSTANT, offsetof(struct user, created_at), -1, false},
    {SQL_INSTANT, offsetof(struct user, updated_at), -1, false},
};
static const struct statement email_verify_statement = {
    .name = "email_verify",
    .text = "UPDATE users SET email_verified_at = now(), version = version + 1, updated_at = now() "
        "WHERE id = $1 AND (deleted_at IS NULL) IS TRUE "
        "RETURNING id, email, pending_email, name, handle, timezone, email_verified_at, version, created_at, updated_at",
    .params = email_verify_params,
    .param_count = 1,
    .columns = email_verify_columns,
    .column_count = 10,
    .row_size = sizeof(struct user),
};

enum err
sql_email_verify(struct request *rq, const struct sql_email_verify *q, struct user *row)
{
    return db_one(rq, &email_verify_statement, q, row);
}

static const struct sql_param reset_ask_insert_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_reset_ask_insert, id), -1},
    {SQL_TEXT, -1, offsetof(struct sql_reset_ask_insert, typed), -1},
    {SQL_TEXT, -1, offsetof(struct sql_reset_ask_insert, network), -1},
};
static const struct statement reset_ask_insert_statement = {
    .name = "reset_ask_insert",
    .text = "INSERT INTO reset_asks (id, typed, network) "
        "SELECT $1, $2, $3 "
        "WHERE coalesce((SELECT created_at FROM reset_asks ORDER BY id LIMIT 1) > now() - interval '1 minute', true)",
    .params = reset_ask_insert_params,
    .param_count = 3,
};

enum err
sql_reset_ask_insert(struct request *rq, const struct sql_reset_ask_insert *q, int64_t *affected)
{
    return db_exec(rq, &reset_ask_insert_statement, q, affected);
}

static const struct sql_column reset_ask_take_columns[] = {
    {SQL_TEXT, offsetof(struct sql_reset_ask_take_row, typed), -1, false},
    {SQL_TEXT, offsetof(struct sql_reset_ask_take_row, network), -1, true},
};
static const struct statement reset_ask_take_statement = {
    .name = "reset_ask_take",
    .text = "DELETE FROM reset_asks WHERE id = (SELECT id FROM reset_asks ORDER BY id LIMIT 1) "
        "RETURNING typed, network",
    .columns = reset_ask_take_columns,
    .column_count = 2,
    .row_size = sizeof(struct sql_reset_ask_take_row),
};

enum err
sql_reset_ask_take(struct request *rq, struct sql_reset_ask_take_row *row)
{
    return db_one(rq, &reset_ask_take_statement, NULL, row);
}

static const struct sql_param forgetful_lock_params[] = {
    {SQL_TEXT, -1, offsetof(struct sql_forgetful_lock, email), -1},
};
static const struct sql_column forgetful_lock_columns[] = {
    {SQL_UUID, offsetof(struct user, id), -1, false},
    {SQL_TEXT, offsetof(struct user, email), -1, false},
    {SQL_TEXT, offsetof(struct user, pending_email), -1, true},
    {SQL_TEXT, offsetof(struct user, name), -1, true},
    {SQL_TEXT, offsetof(struct user, handle), -1, false},
    {SQL_TEXT, offsetof(struct user, timezone), -1, false},
    {SQL_INSTANT, offsetof(struct user, email_verified_at), offsetof(struct user, has_email_verified_at), true},
    {SQL_INT8, offsetof(struct user, version), -1, false},
    {SQL_INSTANT, offsetof(struct user, created_at), -1, false},
    {SQL_INSTANT, offsetof(struct user, updated_at), -1, false},
};
static const struct statement forgetful_lock_statement = {
    .name = "forgetful_lock",
    .text = "SELECT id, email, pending_email, name, handle, timezone, email_verified_at, version, created_at, updated_at "
        "FROM users WHERE email = $1 AND deleted_at IS NULL AND (is_active) IS TRUE "
        "FOR NO KEY UPDATE",
    .params = forgetful_lock_params,
    .param_count = 1,
    .columns = forgetful_lock_columns,
    .column_count = 10,
    .row_size = sizeof(struct user),
};

enum err
sql_forgetful_lock(struct request *rq, const struct sql_forgetful_lock *q, struct user *row)
{
    return db_one(rq, &forgetful_lock_statement, q, row);
}

static const struct sql_param password_reset_params[] = {
    {SQL_TEXT, -1, offsetof(struct sql_password_reset, fresh), -1},
    {SQL_UUID, -1, offsetof(struct sql_password_reset, id), -1},
};
static const struct sql_column password_reset_columns[] = {
    {SQL_UUID, offsetof(struct user, id), -1, false},
    {SQL_TEXT, offsetof(struct user, email), -1, false},
    {SQL_TEXT, offsetof(struct user, pending_email), -1, true},
    {SQL_TEXT, offsetof(struct user, name), -1, true},
    {SQL_TEXT, offsetof(struct user, handle), -1, false},
    {SQL_TEXT, offsetof(struct user, timezone), -1, false},
    {SQL_INSTANT, offsetof(struct user, email_verified_at), offsetof(struct user, has_email_verified_at), true},
    {SQL_INT8, offsetof(struct user, version), -1, false},
    {SQL_INSTANT, offsetof(struct user, created_at), -1, false},
    {SQL_INSTANT, offsetof(struct user, updated_at), -1, false},
};
static const struct statement password_reset_statement = {
    .name = "password_reset",
    .text = "UPDATE users "
        "SET password_hash = $1, email_verified_at = coalesce(email_verified_at, now()), pending_email = NULL, pending_id = NULL, "
        "pending_until = NULL, pending_old_at = NULL, pending_new_at = NULL, version = version + 1, updated_at = now() "
        "WHERE id = $2 AND (deleted_at IS NULL) IS TRUE "
        "RETURNING id, email, pending_email, name, handle, timezone, email_verified_at, version, created_at, updated_at",
    .params = password_reset_params,
    .param_count = 2,
    .columns = password_reset_columns,
    .column_count = 10,
    .row_size = sizeof(struct user),
};

enum err
sql_password_reset(struct request *rq, const struct sql_password_reset *q, struct user *row)
{
    return db_one(rq, &password_reset_statement, q, row);
}

static const struct sql_param email_change_begin_params[] = {
    {SQL_TEXT, offsetof(struct sql_email_change_begin, user), offsetof(struct user, name), -1},
    {SQL_TEXT, offsetof(struct sql_email_change_begin, user), offsetof(struct user, timezone), -1},
    {SQL_TEXT, offsetof(struct sql_email_change_begin, user), offsetof(struct user, email), -1},
    {SQL_UUID, -1, offsetof(struct sql_email_change_begin, change_id), -1},
    {SQL_UUID, offsetof(struct sql_email_change_begin, user), offsetof(struct user, id), -1},
};
static const struct sql_column email_change_begin_columns[] = {
    {SQL_UUID, offsetof(struct user, id), -1, false},
    {SQL_TEXT, offsetof(struct user, email), -1, false},
    {SQL_TEXT, offsetof(struct user, pending_email), -1, true},
    {SQL_TEXT, offsetof(struct user, name), -1, true},
    {SQL_TEXT, offsetof(struct user, handle), -1, false},
    {SQL_TEXT, offsetof(struct user, timezone), -1, false},
    {SQL_INSTANT, offsetof(struct user, email_verified_at), offsetof(struct user, has_email_verified_at), true},
    {SQL_INT8, offsetof(struct user, version), -1, false},
    {SQL_INSTANT, offsetof(struct user, created_at), -1, false},
    {SQL_INSTANT, offsetof(struct user, updated_at), -1, false},
};
static const struct statement email_change_begin_statement = {
    .name = "email_change_begin",
    .text = "UPDATE users "
        "SET name = $1, timezone = $2, pending_email = $3, "
        "pending_id = CASE WHEN pending_email = $3 AND pending_until > now() THEN pending_id ELSE $4 END, "
        "pending_old_at = CASE WHEN pending_email = $3 AND pending_until > now() THEN pending_old_at END, "
        "pending_new_at = CASE WHEN pending_email = $3 AND pending_until > now() THEN pending_new_at END, "
        "pending_until = now() + interval '1 day', version = version + 1, updated_at = now() "
        "WHERE id = $5 AND (deleted_at IS NULL) IS TRUE "
        "RETURNING id, email, pending_email, name, handle, timezone, email_verified_at, version, created_at, updated_at",
    .params = email_change_begin_params,
    .param_count = 5,
    .columns = email_change_begin_columns,
    .column_count = 10,
    .row_size = sizeof(struct user),
};

enum err
sql_email_change_begin(struct request *rq, const struct sql_email_change_begin *q, struct user *row)
{
    return db_one(rq, &email_change_begin_statement, q, row);
}

static const struct sql_param email_change_find_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_email_change_find, id), -1},
};
static const struct sql_column email_change_find_columns[] = {
    {SQL_UUID, offsetof(struct sql_email_change_find_row, pending_id), offsetof(struct sql_email_change_find_row, has_pending_id), true},
    {SQL_BOOL, offsetof(struct sql_email_change_find_row, old_confirmed), -1, false},
    {SQL_BOOL, offsetof(struct sql_email_change_find_row, new_confirmed), -1, false},
};
static const struct statement email_change_find_statement = {
    .name = "email_change_find",
    .text = "SELECT pending_id, pending_old_at IS NOT NULL AS old_confirmed, pending_new_at IS NOT NULL AS new_confirmed "
        "FROM users WHERE id = $1",
    .params = email_change_find_params,
    .param_count = 1,
    .columns = email_change_find_columns,
    .column_count = 3,
    .row_size = sizeof(struct sql_email_change_find_row),
};

enum err
sql_email_change_find(struct request *rq, const struct sql_email_change_find *q, struct sql_email_change_find_row *row)
{
    return db_one(rq, &email_change_find_statement, q, row);
}

static const struct sql_param email_change_note_params[] = {
    {SQL_BOOL, -1, offsetof(struct sql_email_change_note, by_old), -1},
    {SQL_UUID, -1, offsetof(struct sql_email_change_note, id), -1},
};
static const struct statement email_change_note_statement = {
    .name = "email_change_note",
    .text = "UPDATE users SET pending_old_at = CASE WHEN $1 THEN now() ELSE pending_old_at END, "
        "pending_new_at = CASE WHEN $1 THEN pending_new_at ELSE now() END "
        "WHERE id = $2",
    .params = email_change_note_params,
    .param_count = 2,
};

enum err
sql_email_change_note(struct request *rq, const struct sql_email_change_note *q, int64_t *affected)
{
    return db_exec(rq, &email_change_note_statement, q, affected);
}

static const struct sql_param email_change_finish_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_email_change_finish, id), -1},
};
static const struct sql_column email_change_finish_columns[] = {
    {SQL_UUID, offsetof(struct user, id), -1, false},
    {SQL_TEXT, offsetof(struct user, email), -1, false},
    {SQL_TEXT, offsetof(struct user, pending_email), -1, true},
    {SQL_TEXT, offsetof(struct user, name), -1, true},
    {SQL_TEXT, offsetof(struct user, handle), -1, false},
    {SQL_TEXT, offsetof(struct user, timezone), -1, false},
    {SQL_INSTANT, offsetof(struct user, email_verified_at), offsetof(struct user, has_email_verified_at), true},
    {SQL_INT8, offsetof(struct user, version), -1, false},
    {SQL_INSTANT, offsetof(struct user, created_at), -1, false},
    {SQL_INSTANT, offsetof(struct user, updated_at), -1, false},
};
static const struct statement email_change_finish_statement = {
    .name = "email_change_finish",
    .text = "UPDATE users "
        "SET email = pending_email, email_verified_at = now(), pending_email = NULL, pending_id = NULL, pending_until = NULL, "
        "pending_old_at = NULL, pending_new_at = NULL, version = version + 1, updated_at = now() "
        "WHERE id = $1 AND (pending_email IS NOT NULL) IS TRUE "
        "RETURNING id, email, pending_email, name, handle, timezone, email_verified_at, version, created_at, updated_at",
    .params = email_change_finish_params,
    .param_count = 1,
    .columns = email_change_finish_columns,
    .column_count = 10,
    .row_size = sizeof(struct user),
};

enum err
sql_email_change_finish(struct request *rq, const struct sql_email_change_finish *q, struct user *row)
{
    return db_one(rq, &email_change_finish_statement, q, row);
}

static const struct sql_param email_change_drop_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_email_change_drop, id), -1},
};
static const struct sql_column email_change_drop_columns[] = {
    {SQL_UUID, offsetof(struct user, id), -1, false},
    {SQL_TEXT, offsetof(struct user, email), -1, false},
    {SQL_TEXT, offsetof(struct user, pending_email), -1, true},
    {SQL_TEXT, offsetof(struct user, name), -1, true},
    {SQL_TEXT, offsetof(struct user, handle), -1, false},
    {SQL_TEXT, offsetof(struct user, timezone), -1, false},
    {SQL_INSTANT, offsetof(struct user, email_verified_at), offsetof(struct user, has_email_verified_at), true},
    {SQL_INT8, offsetof(struct user, version), -1, false},
    {SQL_INSTANT, offsetof(struct user, created_at), -1, false},
    {SQL_INSTANT, offsetof(struct user, updated_at), -1, false},
};
static const struct statement email_change_drop_statement = {
    .name = "email_change_drop",
    .text = "UPDATE users "
        "SET pending_email = NULL, pending_id = NULL, pending_until = NULL, pending_old_at = NULL, pending_new_at = NULL, "
        "version = version + 1, updated_at = now() "
        "WHERE id = $1 AND (pending_email IS NOT NULL) IS TRUE "
        "RETURNING id, email, pending_email, name, handle, timezone, email_verified_at, version, created_at, updated_at",
    .params = email_change_drop_params,
    .param_count = 1,
    .columns = email_change_drop_columns,
    .column_count = 10,
    .row_size = sizeof(struct user),
};

enum err
sql_email_change_drop(struct request *rq, const struct sql_email_change_drop *q, struct user *row)
{
    return db_one(rq, &email_change_drop_statement, q, row);
}

static const struct sql_column email_change_expired_columns[] = {
    {SQL_UUID, offsetof(struct sql_email_change_expired_row, id), -1, false},
};
static const struct statement email_change_expired_statement = {
    .name = "email_change_expired",
    .text = "SELECT id FROM users "
        "WHERE pending_until < now() AND (deleted_at IS NULL) IS TRUE "
        "ORDER BY pending_until LIMIT 1 "
        "FOR NO KEY UPDATE SKIP LOCKED",
    .columns = email_change_expired_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_email_change_expired_row),
};

enum err
sql_email_change_expired(struct request *rq, struct sql_email_change_expired_row *row)
{
    return db_one(rq, &email_change_expired_statement, NULL, row);
}

static const struct sql_param session_zone_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_session_zone, session_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_session_zone, user_id), -1},
};
static const struct sql_column session_zone_columns[] = {
    {SQL_TEXT, offsetof(struct sql_session_zone_row, zone), -1, false},
};
static const struct statement session_zone_statement = {
    .name = "session_zone",
    .text = "SELECT u.timezone AS zone "
        "FROM sessions s CROSS JOIN LATERAL ( "
        "SELECT timezone FROM users WHERE id = s.user_id AND (is_active AND deleted_at IS NULL) IS TRUE OFFSET 0 "
        ") AS u "
        "WHERE s.id = $1 AND (s.user_id = $2 AND s.ended_at IS NULL AND s.expires_at > now()) IS TRUE",
    .params = session_zone_params,
    .param_count = 2,
    .columns = session_zone_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_session_zone_row),
};

enum err
sql_session_zone(struct request *rq, const struct sql_session_zone *q, struct sql_session_zone_row *row)
{
    return db_one(rq, &session_zone_statement, q, row);
}

static const struct sql_param api_keys_active_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_api_keys_active, user_id), -1},
};
static const struct sql_column api_keys_active_columns[] = {
    {SQL_INT8, offsetof(struct sql_api_keys_active_row, number), -1, false},
};
static const struct statement api_keys_active_statement = {
    .name = "api_keys_active",
    .text = "SELECT count(*) AS number FROM api_keys "
        "WHERE user_id = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())",
    .params = api_keys_active_params,
    .param_count = 1,
    .columns = api_keys_active_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_api_keys_active_row),
};

enum err
sql_api_keys_active(struct request *rq, const struct sql_api_keys_active *q, struct sql_api_keys_active_row *row)
{
    return db_one(rq, &api_keys_active_statement, q, row);
}

static const struct sql_param api_key_ends_later_params[] = {
    {SQL_INSTANT, -1, offsetof(struct sql_api_key_ends_later, expires_at), -1},
};
static const struct sql_column api_key_ends_later_columns[] = {
    {SQL_BOOL, offsetof(struct sql_api_key_ends_later_row, later), -1, false},
};
static const struct statement api_key_ends_later_statement = {
    .name = "api_key_ends_later",
    .text = "SELECT $1 > clock_timestamp() AS later",
    .params = api_key_ends_later_params,
    .param_count = 1,
    .columns = api_key_ends_later_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_api_key_ends_later_row),
};

enum err
sql_api_key_ends_later(struct request *rq, const struct sql_api_key_ends_later *q, struct sql_api_key_ends_later_row *row)
{
    return db_one(rq, &api_key_ends_later_statement, q, row);
}

static const struct sql_param api_key_insert_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_api_key_insert, id), -1},
    {SQL_UUID, -1, offsetof(struct sql_api_key_insert, user_id), -1},
    {SQL_TEXT, offsetof(struct sql_api_key_insert, api_key), offsetof(struct api_key, name), -1},
    {SQL_BYTES, -1, offsetof(struct sql_api_key_insert, key_hash), -1},
    {SQL_TEXT, -1, offsetof(struct sql_api_key_insert, prefix), -1},
    {SQL_TEXTS, -1, offsetof(struct sql_api_key_insert, scopes), -1},
    {SQL_INSTANT, offsetof(struct sql_api_key_insert, api_key), offsetof(struct api_key, expires_at), offsetof(struct api_key, has_expires_at)},
};
static const struct sql_column api_key_insert_columns[] = {
    {SQL_UUID, offsetof(struct sql_api_key_found, api_key.id), -1, false},
    {SQL_TEXT, offsetof(struct sql_api_key_found, api_key.name), -1, false},
    {SQL_TEXT, offsetof(struct sql_api_key_found, api_key.prefix), -1, false},
    {SQL_INSTANT, offsetof(struct sql_api_key_found, api_key.expires_at), offsetof(struct sql_api_key_found, api_key.has_expires_at), true},
    {SQL_INSTANT, offsetof(struct sql_api_key_found, api_key.last_used_at), offsetof(struct sql_api_key_found, api_key.has_last_used_at), true},
    {SQL_INSTANT, offsetof(struct sql_api_key_found, api_key.revoked_at), offsetof(struct sql_api_key_found, api_key.has_revoked_at), true},
    {SQL_INT8, offsetof(struct sql_api_key_found, api_key.version), -1, false},
    {SQL_INSTANT, offsetof(struct sql_api_key_found, api_key.created_at), -1, false},
    {SQL_INSTANT, offsetof(struct sql_api_key_found, api_key.updated_at), -1, false},
    {SQL_TEXTS, offsetof(struct sql_api_key_found, granted), -1, false},
};
static const struct statement api_key_insert_statement = {
    .name = "api_key_insert",
    .text = "INSERT INTO api_keys (id, user_id, name, key_hash, prefix, scopes, expires_at) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7) "
        "RETURNING id, name, prefix, expires_at, last_used_at, revoked_at, version, created_at, updated_at, scopes AS granted",
    .params = api_key_insert_params,
    .param_count = 7,
    .columns = api_key_insert_columns,
    .column_count = 10,
    .row_size = sizeof(struct sql_api_key_found),
};

enum err
sql_api_key_insert(struct request *rq, const struct sql_api_key_insert *q, struct sql_api_key_found *row)
{
    return db_one(rq, &api_key_insert_statement, q, row);
}

static const struct sql_param api_key_page_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_api_key_page, user_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_api_key_page, after_id), -1},
    {SQL_INT8, -1, offsetof(struct sql_api_key_page, rows), -1},
};
static const struct sql_column api_key_page_columns[] = {
    {SQL_UUID, offsetof(struct sql_api_key_found, api_key.id), -1, false},
    {SQL_TEXT, offsetof(struct sql_api_key_found, api_key.name), -1, false},
    {SQL_TEXT, offsetof(struct sql_api_key_found, api_key.prefix), -1, false},
    {SQL_INSTANT, offsetof(struct sql_api_key_found, api_key.expires_at), offsetof(struct sql_api_key_found, api_key.has_expires_at), true},
    {SQL_INSTANT, offsetof(struct sql_api_key_found, api_key.last_used_at), offsetof(struct sql_api_key_found, api_key.has_last_used_at), true},
    {SQL_INSTANT, offsetof(struct sql_api_key_found, api_key.revoked_at), offsetof(struct sql_api_key_found, api_key.has_revoked_at), true},
    {SQL_INT8, offsetof(struct sql_api_key_found, api_key.version), -1, false},
    {SQL_INSTANT, offsetof(struct sql_api_key_found, api_key.created_at), -1, false},
    {SQL_INSTANT, offsetof(struct sql_api_key_found, api_key.updated_at), -1, false},
    {SQL_TEXTS, offsetof(struct sql_api_key_found, granted), -1, false},
};
static const struct statement api_key_page_statement = {
    .name = "api_key_page",
    .text = "SELECT id, name, prefix, expires_at, last_used_at, revoked_at, version, created_at, updated_at, scopes AS granted "
        "FROM api_keys "
        "WHERE (user_id, id) > ($1, $2) AND (user_id, id) <= ($1, 'ffffffff-ffff-ffff-ffff-ffffffffffff') "
        "ORDER BY user_id, id "
        "LIMIT $3",
    .params = api_key_page_params,
    .param_count = 3,
    .columns = api_key_page_columns,
    .column_count = 10,
    .row_size = sizeof(struct sql_api_key_found),
};

enum err
sql_api_key_page(struct request *rq, const struct sql_api_key_page *q, struct sql_api_key_found **rows, size_t *count)
{
    return db_many(rq, &api_key_page_statement, q, rows, count);
}

static const struct sql_param api_key_find_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_api_key_find, id), -1},
    {SQL_UUID, -1, offsetof(struct sql_api_key_find, user_id), -1},
};
static const struct sql_column api_key_find_columns[] = {
    {SQL_UUID, offsetof(struct sql_api_key_found, api_key.id), -1, false},
    {SQL_TEXT, offsetof(struct sql_api_key_found, api_key.name), -1, false},
    {SQL_TEXT, offsetof(struct sql_api_key_found, api_key.prefix), -1, false},
    {SQL_INSTANT, offsetof(struct sql_api_key_found, api_key.expires_at), offsetof(struct sql_api_key_found, api_key.has_expires_at), true},
    {SQL_INSTANT, offsetof(struct sql_api_key_found, api_key.last_used_at), offsetof(struct sql_api_key_found, api_key.has_last_used_at), true},
    {SQL_INSTANT, offsetof(struct sql_api_key_found, api_key.revoked_at), offsetof(struct sql_api_key_found, api_key.has_revoked_at), true},
    {SQL_INT8, offsetof(struct sql_api_key_found, api_key.version), -1, false},
    {SQL_INSTANT, offsetof(struct sql_api_key_found, api_key.created_at), -1, false},
    {SQL_INSTANT, offsetof(struct sql_api_key_found, api_key.updated_at), -1, false},
    {SQL_TEXTS, offsetof(struct sql_api_key_found, granted), -1, false},
};
static const struct statement api_key_find_statement = {
    .name = "api_key_find",
    .text = "SELECT id, name, prefix, expires_at, last_used_at, revoked_at, version, created_at, updated_at, scopes AS granted "
        "FROM api_keys WHERE id = $1 AND (user_id = $2) IS TRUE",
    .params = api_key_find_params,
    .param_count = 2,
    .columns = api_key_find_columns,
    .column_count = 10,
    .row_size = sizeof(struct sql_api_key_found),
};

enum err
sql_api_key_find(struct request *rq, const struct sql_api_key_find *q, struct sql_api_key_found *row)
{
    return db_one(rq, &api_key_find_statement, q, row);
}

static const struct sql_param api_key_lock_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_api_key_lock, id), -1},
    {SQL_UUID, -1, offsetof(struct sql_api_key_lock, user_id), -1},
};
static const struct sql_column api_key_lock_columns[] = {
    {SQL_UUID, offsetof(struct sql_api_key_found, api_key.id), -1, false},
    {SQL_TEXT, offsetof(struct sql_api_key_found, api_key.name), -1, false},
    {SQL_TEXT, offsetof(struct sql_api_key_found, api_key.prefix), -1, false},
    {SQL_INSTANT, offsetof(struct sql_api_key_found, api_key.expires_at), offsetof(struct sql_api_key_found, api_key.has_expires_at), true},
    {SQL_INSTANT, offsetof(struct sql_api_key_found, api_key.last_used_at), offsetof(struct sql_api_key_found, api_key.has_last_used_at), true},
    {SQL_INSTANT, offsetof(struct sql_api_key_found, api_key.revoked_at), offsetof(struct sql_api_key_found, api_key.has_revoked_at), true},
    {SQL_INT8, offsetof(struct sql_api_key_found, api_key.version), -1, false},
    {SQL_INSTANT, offsetof(struct sql_api_key_found, api_key.created_at), -1, false},
    {SQL_INSTANT, offsetof(struct sql_api_key_found, api_key.updated_at), -1, false},
    {SQL_TEXTS, offsetof(struct sql_api_key_found, granted), -1, false},
};
static const struct statement api_key_lock_statement = {
    .name = "api_key_lock",
    .text = "SELECT id, name, prefix, expires_at, last_used_at, revoked_at, version, created_at, updated_at, scopes AS granted "
        "FROM api_keys WHERE id = $1 AND (user_id = $2) IS TRUE "
        "FOR NO KEY UPDATE",
    .params = api_key_lock_params,
    .param_count = 2,
    .columns = api_key_lock_columns,
    .column_count = 10,
    .row_size = sizeof(struct sql_api_key_found),
};

enum err
sql_api_key_lock(struct request *rq, const struct sql_api_key_lock *q, struct sql_api_key_found *row)
{
    return db_one(rq, &api_key_lock_statement, q, row);
}

static const struct sql_param api_key_update_params[] = {
    {SQL_TEXT, offsetof(struct sql_api_key_update, api_key), offsetof(struct api_key, name), -1},
    {SQL_TEXTS, -1, offsetof(struct sql_api_key_update, scopes), -1},
    {SQL_INSTANT, offsetof(struct sql_api_key_update, api_key), offsetof(struct api_key, expires_at), offsetof(struct api_key, has_expires_at)},
    {SQL_UUID, offsetof(struct sql_api_key_update, api_key), offsetof(struct api_key, id), -1},
};
static const struct sql_column api_key_update_columns[] = {
    {SQL_UUID, offsetof(struct sql_api_key_found, api_key.id), -1, false},
    {SQL_TEXT, offsetof(struct sql_api_key_found, api_key.name), -1, false},
    {SQL_TEXT, offsetof(struct sql_api_key_found, api_key.prefix), -1, false},
    {SQL_INSTANT, offsetof(struct sql_api_key_found, api_key.expires_at), offsetof(struct sql_api_key_found, api_key.has_expires_at), true},
    {SQL_INSTANT, offsetof(struct sql_api_key_found, api_key.last_used_at), offsetof(struct sql_api_key_found, api_key.has_last_used_at), true},
    {SQL_INSTANT, offsetof(struct sql_api_key_found, api_key.revoked_at), offsetof(struct sql_api_key_found, api_key.has_revoked_at), true},
    {SQL_INT8, offsetof(struct sql_api_key_found, api_key.version), -1, false},
    {SQL_INSTANT, offsetof(struct sql_api_key_found, api_key.created_at), -1, false},
    {SQL_INSTANT, offsetof(struct sql_api_key_found, api_key.updated_at), -1, false},
    {SQL_TEXTS, offsetof(struct sql_api_key_found, granted), -1, false},
};
static const struct statement api_key_update_statement = {
    .name = "api_key_update",
    .text = "UPDATE api_keys "
        "SET name = $1, scopes = $2, expires_at = $3, version = version + 1, updated_at = now() "
        "WHERE id = $4 "
        "RETURNING id, name, prefix, expires_at, last_used_at, revoked_at, version, created_at, updated_at, scopes AS granted",
    .params = api_key_update_params,
    .param_count = 4,
    .columns = api_key_update_columns,
    .column_count = 10,
    .row_size = sizeof(struct sql_api_key_found),
};

enum err
sql_api_key_update(struct request *rq, const struct sql_api_key_update *q, struct sql_api_key_found *row)
{
    return db_one(rq, &api_key_update_statement, q, row);
}

static const struct sql_param api_key_revoke_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_api_key_revoke, id), -1},
    {SQL_UUID, -1, offsetof(struct sql_api_key_revoke, user_id), -1},
};
static const struct sql_column api_key_revoke_columns[] = {
    {SQL_UUID, offsetof(struct sql_api_key_found, api_key.id), -1, false},
    {SQL_TEXT, offsetof(struct sql_api_key_found, api_key.name), -1, false},
    {SQL_TEXT, offsetof(struct sql_api_key_found, api_key.prefix), -1, false},
    {SQL_INSTANT, offsetof(struct sql_api_key_found, api_key.expires_at), offsetof(struct sql_api_key_found, api_key.has_expires_at), true},
    {SQL_INSTANT, offsetof(struct sql_api_key_found, api_key.last_used_at), offsetof(struct sql_api_key_found, api_key.has_last_used_at), true},
    {SQL_INSTANT, offsetof(struct sql_api_key_found, api_key.revoked_at), offsetof(struct sql_api_key_found, api_key.has_revoked_at), true},
    {SQL_INT8, offsetof(struct sql_api_key_found, api_key.version), -1, false},
    {SQL_INSTANT, offsetof(struct sql_api_key_found, api_key.created_at), -1, false},
    {SQL_INSTANT, offsetof(struct sql_api_key_found, api_key.updated_at), -1, false},
    {SQL_TEXTS, offsetof(struct sql_api_key_found, granted), -1, false},
};
static const struct statement api_key_revoke_statement = {
    .name = "api_key_revoke",
    .text = "UPDATE api_keys SET revoked_at = now(), version = version + 1, updated_at = now() "
        "WHERE id = $1 AND (user_id = $2) IS TRUE AND revoked_at IS NULL "
        "RETURNING id, name, prefix, expires_at, last_used_at, revoked_at, version, created_at, updated_at, scopes AS granted",
    .params = api_key_revoke_params,
    .param_count = 2,
    .columns = api_key_revoke_columns,
    .column_count = 10,
    .row_size = sizeof(struct sql_api_key_found),
};

enum err
sql_api_key_revoke(struct request *rq, const struct sql_api_key_revoke *q, struct sql_api_key_found *row)
{
    return db_one(rq, &api_key_revoke_statement, q, row);
}

static const struct sql_param api_keys_end_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_api_keys_end, user_id), -1},
};
static const struct sql_column api_keys_end_columns[] = {
    {SQL_UUID, offsetof(struct sql_api_key_found, api_key.id), -1, false},
    {SQL_TEXT, offsetof(struct sql_api_key_found, api_key.name), -1, false},
    {SQL_TEXT, offsetof(struct sql_api_key_found, api_key.prefix), -1, false},
    {SQL_INSTANT, offsetof(struct sql_api_key_found, api_key.expires_at), offsetof(struct sql_api_key_found, api_key.has_expires_at), true},
    {SQL_INSTANT, offsetof(struct sql_api_key_found, api_key.last_used_at), offsetof(struct sql_api_key_found, api_key.has_last_used_at), true},
    {SQL_INSTANT, offsetof(struct sql_api_key_found, api_key.revoked_at), offsetof(struct sql_api_key_found, api_key.has_revoked_at), true},
    {SQL_INT8, offsetof(struct sql_api_key_found, api_key.version), -1, false},
    {SQL_INSTANT, offsetof(struct sql_api_key_found, api_key.created_at), -1, false},
    {SQL_INSTANT, offsetof(struct sql_api_key_found, api_key.updated_at), -1, false},
    {SQL_TEXTS, offsetof(struct sql_api_key_found, granted), -1, false},
};
static const struct statement api_keys_end_statement = {
    .name = "api_keys_end",
    .text = "UPDATE api_keys SET revoked_at = now(), version = version + 1, updated_at = now() "
        "WHERE user_id = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now()) "
        "RETURNING id, name, prefix, expires_at, last_used_at, revoked_at, version, created_at, updated_at, scopes AS granted",
    .params = api_keys_end_params,
    .param_count = 1,
    .columns = api_keys_end_columns,
    .column_count = 10,
    .row_size = sizeof(struct sql_api_key_found),
};

enum err
sql_api_keys_end(struct request *rq, const struct sql_api_keys_end *q, struct sql_api_key_found **rows, size_t *count)
{
    return db_many(rq, &api_keys_end_statement, q, rows, count);
}

static const struct sql_param api_key_use_params[] = {
    {SQL_BYTES, -1, offsetof(struct sql_api_key_use, key_hash), -1},
};
static const struct sql_column api_key_use_columns[] = {
    {SQL_UUID, offsetof(struct sql_api_key_use_row, id), -1, false},
    {SQL_UUID, offsetof(struct sql_api_key_use_row, user_id), -1, false},
    {SQL_TEXTS, offsetof(struct sql_api_key_use_row, scopes), -1, false},
    {SQL_TEXT, offsetof(struct sql_api_key_use_row, zone), -1, false},
    {SQL_INT8, offsetof(struct sql_api_key_use_row, keep_ms), -1, false},
};
static const struct statement api_key_use_statement = {
    .name = "api_key_use",
    .text = "WITH used AS ( "
        "UPDATE api_keys SET last_used_at = now() "
        "WHERE key_hash = $1 AND revoked_at IS NULL "
        "AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute') "
        ") "
        "SELECT k.id, k.user_id, k.scopes, u.timezone AS zone, "
        "least(60000, floor(extract(epoch FROM k.expires_at - clock_timestamp()) * 1000))::bigint AS keep_ms "
        "FROM api_keys k CROSS JOIN LATERAL ( "
        "SELECT timezone FROM users WHERE id = k.user_id AND (is_active AND deleted_at IS NULL) IS TRUE OFFSET 0 "
        ") AS u "
        "WHERE k.key_hash = $1 AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > clock_timestamp())",
    .params = api_key_use_params,
    .param_count = 1,
    .columns = api_key_use_columns,
    .column_count = 5,
    .row_size = sizeof(struct sql_api_key_use_row),
};

enum err
sql_api_key_use(struct request *rq, const struct sql_api_key_use *q, struct sql_api_key_use_row *row)
{
    return db_one(rq, &api_key_use_statement, q, row);
}

static const struct sql_param api_keys_standing_params[] = {
    {SQL_UUIDS, -1, offsetof(struct sql_api_keys_standing, key_ids), -1},
};
static const struct sql_column api_keys_standing_columns[] = {
    {SQL_UUID, offsetof(struct standing_key, key_id), -1, false},
    {SQL_INT8, offsetof(struct standing_key, version), -1, false},
    {SQL_TEXTS, offsetof(struct standing_key, scopes), -1, false},
};
static const struct statement api_keys_standing_statement = {
    .name = "api_keys_standing",
    .text = "SELECT id AS key_id, version, scopes "
        "FROM api_keys "
        "WHERE id = ANY ($1::uuid[]) AND (revoked_at IS NULL AND (expires_at IS NULL OR expires_at > clock_timestamp())) IS TRUE",
    .params = api_keys_standing_params,
    .param_count = 1,
    .columns = api_keys_standing_columns,
    .column_count = 3,
    .row_size = sizeof(struct standing_key),
};

enum err
sql_api_keys_standing(struct request *rq, const struct sql_api_keys_standing *q, struct standing_key **rows, size_t *count)
{
    return db_many(rq, &api_keys_standing_statement, q, rows, count);
}

static const struct sql_param ticket_insert_params[] = {
    {SQL_BYTES, -1, offsetof(struct sql_ticket_insert, token_hash), -1},
    {SQL_UUID, -1, offsetof(struct sql_ticket_insert, session_id), -1},
};
static const struct statement ticket_insert_statement = {
    .name = "ticket_insert",
    .text = "INSERT INTO tickets (token_hash, session_id) VALUES ($1, $2)",
    .params = ticket_insert_params,
    .param_count = 2,
};

enum err
sql_ticket_insert(struct request *rq, const struct sql_ticket_insert *q, int64_t *affected)
{
    return db_exec(rq, &ticket_insert_statement, q, affected);
}

static const struct sql_param ticket_use_params[] = {
    {SQL_BYTES, -1, offsetof(struct sql_ticket_use, token_hash), -1},
};
static const struct sql_column ticket_use_columns[] = {
    {SQL_UUID, offsetof(struct sql_ticket_use_row, session_id), -1, false},
    {SQL_UUID, offsetof(struct sql_ticket_use_row, user_id), -1, false},
};
static const struct statement ticket_use_statement = {
    .name = "ticket_use",
    .text = "DELETE FROM tickets t "
        "WHERE t.token_hash = $1 AND (t.expires_at > clock_timestamp()) IS TRUE "
        "AND (SELECT s.ended_at IS NULL FROM sessions s WHERE s.id = t.session_id) "
        "RETURNING t.session_id, (SELECT s.user_id FROM sessions s WHERE s.id = t.session_id) AS user_id",
    .params = ticket_use_params,
    .param_count = 1,
    .columns = ticket_use_columns,
    .column_count = 2,
    .row_size = sizeof(struct sql_ticket_use_row),
};

enum err
sql_ticket_use(struct request *rq, const struct sql_ticket_use *q, struct sql_ticket_use_row *row)
{
    return db_one(rq, &ticket_use_statement, q, row);
}

static const struct sql_param audit_insert_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_audit_insert, id), -1},
    {SQL_UUID, -1, offsetof(struct sql_audit_insert, user_id), -1},
    {SQL_TEXT, -1, offsetof(struct sql_audit_insert, action), -1},
    {SQL_UUID, -1, offsetof(struct sql_audit_insert, object_id), offsetof(struct sql_audit_insert, has_object_id)},
    {SQL_UUID, -1, offsetof(struct sql_audit_insert, session_id), offsetof(struct sql_audit_insert, has_session_id)},
    {SQL_TEXT, -1, offsetof(struct sql_audit_insert, address), -1},
};
static const struct statement audit_insert_statement = {
    .name = "audit_insert",
    .text = "INSERT INTO audit (id, user_id, action, object_id, session_id, address) "
        "VALUES ($1, $2, $3, $4, $5, $6)",
    .params = audit_insert_params,
    .param_count = 6,
};

enum err
sql_audit_insert(struct request *rq, const struct sql_audit_insert *q, int64_t *affected)
{
    return db_exec(rq, &audit_insert_statement, q, affected);
}

static const struct sql_param audit_refusal_insert_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_audit_refusal_insert, id), -1},
    {SQL_TEXT, -1, offsetof(struct sql_audit_refusal_insert, action), -1},
    {SQL_TEXT, -1, offsetof(struct sql_audit_refusal_insert, address), -1},
    {SQL_UUID, -1, offsetof(struct sql_audit_refusal_insert, user_id), -1},
};
static const struct statement audit_refusal_insert_statement = {
    .name = "audit_refusal_insert",
    .text = "INSERT INTO audit (id, user_id, action, address) "
        "SELECT $1, u.id, $2, $3 FROM users u "
        "WHERE u.id = $4 "
        "AND (SELECT count(*) FROM audit a "
        "WHERE a.user_id::text = $4::text AND a.created_at > now() - interval '1 hour' "
        "AND a.action IN ('session.refused', 'password.refused')) < 10",
    .params = audit_refusal_insert_params,
    .param_count = 4,
};

enum err
sql_audit_refusal_insert(struct request *rq, const struct sql_audit_refusal_insert *q, int64_t *affected)
{
    return db_exec(rq, &audit_refusal_insert_statement, q, affected);
}

static const struct sql_param audit_page_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_audit_page, user_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_audit_page, before_id), -1},
    {SQL_INT8, -1, offsetof(struct sql_audit_page, rows), -1},
};
static const struct sql_column audit_page_columns[] = {
    {SQL_UUID, offsetof(struct audit_entry, id), -1, false},
    {SQL_TEXT, offsetof(struct audit_entry, action), -1, false},
    {SQL_UUID, offsetof(struct audit_entry, object_id), offsetof(struct audit_entry, has_object_id), true},
    {SQL_UUID, offsetof(struct audit_entry, session_id), offsetof(struct audit_entry, has_session_id), true},
    {SQL_TEXT, offsetof(struct audit_entry, address), -1, true},
    {SQL_INSTANT, offsetof(struct audit_entry, created_at), -1, false},
};
static const struct statement audit_page_statement = {
    .name = "audit_page",
    .text = "SELECT id, action, object_id, session_id, address, created_at "
        "FROM audit "
        "WHERE (user_id, id) < ($1, $2) AND (user_id, id) >= ($1, '00000000-0000-0000-0000-000000000000') "
        "ORDER BY user_id DESC, id DESC "
        "LIMIT $3",
    .params = audit_page_params,
    .param_count = 3,
    .columns = audit_page_columns,
    .column_count = 6,
    .row_size = sizeof(struct audit_entry),
};

enum err
sql_audit_page(struct request *rq, const struct sql_audit_page *q, struct audit_entry **rows, size_t *count)
{
    return db_many(rq, &audit_page_statement, q, rows, count);
}

static const struct sql_column revocations_newest_columns[] = {
    {SQL_INT8, offsetof(struct sql_revocations_newest_row, latest), -1, false},
    {SQL_INSTANT, offsetof(struct sql_revocations_newest_row, now), -1, false},
    {SQL_INT8, offsetof(struct sql_revocations_newest_row, number), offsetof(struct sql_revocations_newest_row, has_number), true},
    {SQL_UUID, offsetof(struct sql_revocations_newest_row, session_id), offsetof(struct sql_revocations_newest_row, has_session_id), true},
    {SQL_UUID, offsetof(struct sql_revocations_newest_row, key_id), offsetof(struct sql_revocations_newest_row, has_key_id), true},
    {SQL_UUID, offsetof(struct sql_revocations_newest_row, user_id), offsetof(struct sql_revocations_newest_row, has_user_id), true},
};
static const struct statement revocations_newest_statement = {
    .name = "revocations_newest",
    .text = "SELECT c.number AS latest, clock_timestamp() AS now, r.number AS \"number?\", r.session_id, r.key_id, r.user_id AS \"user_id?\" "
        "FROM revocation_counter c LEFT JOIN LATERAL "
        "(SELECT number, session_id, key_id, user_id, created_at FROM revocations ORDER BY number DESC LIMIT 64) r "
        "ON r.created_at > now() - interval '1 minute' "
        "ORDER BY r.number DESC",
    .columns = revocations_newest_columns,
    .column_count = 6,
    .row_size = sizeof(struct sql_revocations_newest_row),
};

enum err
sql_revocations_newest(struct request *rq, struct sql_revocations_newest_row **rows, size_t *count)
{
    return db_many(rq, &revocations_newest_statement, NULL, rows, count);
}

static const struct statement refresh_tokens_purge_statement = {
    .name = "refresh_tokens_purge",
    .text = "DELETE FROM refresh_tokens "
        "WHERE token_hash = ANY (ARRAY(SELECT token_hash FROM refresh_tokens "
        "WHERE expires_at < now() ORDER BY expires_at LIMIT 10000))",
};

enum err
sql_refresh_tokens_purge(struct request *rq, int64_t *affected)
{
    return db_exec(rq, &refresh_tokens_purge_statement, NULL, affected);
}

static const struct statement tickets_purge_statement = {
    .name = "tickets_purge",
    .text = "DELETE FROM tickets "
        "WHERE token_hash = ANY (ARRAY(SELECT token_hash FROM tickets "
        "WHERE expires_at < now() ORDER BY expires_at LIMIT 10000))",
};

enum err
sql_tickets_purge(struct request *rq, int64_t *affected)
{
    return db_exec(rq, &tickets_purge_statement, NULL, affected);
}

static const struct sql_param sessions_purge_params[] = {
    {SQL_INSTANT, -1, offsetof(struct sql_sessions_purge, now), -1},
};
static const struct statement sessions_purge_statement = {
    .name = "sessions_purge",
    .text = "DELETE FROM sessions "
        "WHERE id = ANY (ARRAY(SELECT id FROM sessions "
        "WHERE expires_at < $1::timestamptz - interval '30 days' ORDER BY expires_at LIMIT 1000))",
    .params = sessions_purge_params,
    .param_count = 1,
};

enum err
sql_sessions_purge(struct request *rq, const struct sql_sessions_purge *q, int64_t *affected)
{
    return db_exec(rq, &sessions_purge_statement, q, affected);
}

static const struct sql_param api_keys_purge_params[] = {
    {SQL_INSTANT, -1, offsetof(struct sql_api_keys_purge, now), -1},
};
static const struct statement api_keys_purge_statement = {
    .name = "api_keys_purge",
    .text = "DELETE FROM api_keys "
        "WHERE id = ANY (ARRAY(SELECT id FROM api_keys "
        "WHERE least(revoked_at, expires_at) < $1::timestamptz - interval '30 days' "
        "ORDER BY least(revoked_at, expires_at) LIMIT 1000))",
    .params = api_keys_purge_params,
    .param_count = 1,
};

enum err
sql_api_keys_purge(struct request *rq, const struct sql_api_keys_purge *q, int64_t *affected)
{
    return db_exec(rq, &api_keys_purge_statement, q, affected);
}

static const struct statement login_failures_purge_statement = {
    .name = "login_failures_purge",
    .text = "DELETE FROM login_failures "
        "WHERE name = ANY (ARRAY(SELECT name FROM login_failures "
        "WHERE keep_until < now() ORDER BY keep_until LIMIT 10000))",
};

enum err
sql_login_failures_purge(struct request *rq, int64_t *affected)
{
    return db_exec(rq, &login_failures_purge_statement, NULL, affected);
}

static const struct sql_param users_purge_params[] = {
    {SQL_INSTANT, -1, offsetof(struct sql_users_purge, now), -1},
};
static const struct statement users_purge_statement = {
    .name = "users_purge",
    .text = "DELETE FROM users "
        "WHERE id = ANY (ARRAY(SELECT id FROM users "
        "WHERE deleted_at < $1::timestamptz - interval '30 days' ORDER BY deleted_at LIMIT 100))",
    .params = users_purge_params,
    .param_count = 1,
};

enum err
sql_users_purge(struct request *rq, const struct sql_users_purge *q, int64_t *affected)
{
    return db_exec(rq, &users_purge_statement, q, affected);
}

static const struct statement revocations_purge_statement = {
    .name = "revocations_purge",
    .text = "DELETE FROM revocations "
        "WHERE number = ANY (ARRAY(SELECT number "
        "FROM (SELECT number, created_at FROM revocations ORDER BY number LIMIT 10000) AS oldest "
        "WHERE created_at < now() - interval '1 day'))",
};

enum err
sql_revocations_purge(struct request *rq, int64_t *affected)
{
    return db_exec(rq, &revocations_purge_statement, NULL, affected);
}

static const struct sql_param agent_account_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_agent_account, key_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_agent_account, user_id), -1},
    {SQL_TEXT, -1, offsetof(struct sql_agent_account, account), -1},
};
static const struct statement agent_account_statement = {
    .name = "agent_account",
    .text = "INSERT INTO agents AS a (key_id, user_id, account, due_at) VALUES ($1, $2, $3, now() + interval '10 seconds') "
        "ON CONFLICT (key_id) DO UPDATE "
        "SET former = a.former || a.account, account = excluded.account, due_at = excluded.due_at, version = a.version + 1, changed_at = now()",
    .params = agent_account_params,
    .param_count = 3,
};

enum err
sql_agent_account(struct request *rq, const struct sql_agent_account *q, int64_t *affected)
{
    return db_exec(rq, &agent_account_statement, q, affected);
}

static const struct sql_param agents_standing_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_agents_standing, user_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_agents_standing, key_id), -1},
};
static const struct sql_column agents_standing_columns[] = {
    {SQL_INT8, offsetof(struct sql_agents_standing_row, number), -1, false},
};
static const struct statement agents_standing_statement = {
    .name = "agents_standing",
    .text = "SELECT count(*) AS number "
        "FROM agents a CROSS JOIN LATERAL ( "
        "SELECT FROM api_keys "
        "WHERE id = a.key_id AND (revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())) IS TRUE OFFSET 0 "
        ") AS k "
        "WHERE a.user_id = $1 AND a.key_id <> $2",
    .params = agents_standing_params,
    .param_count = 2,
    .columns = agents_standing_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_agents_standing_row),
};

enum err
sql_agents_standing(struct request *rq, const struct sql_agents_standing *q, struct sql_agents_standing_row *row)
{
    return db_one(rq, &agents_standing_statement, q, row);
}

static const struct sql_column agents_due_columns[] = {
    {SQL_UUID, offsetof(struct sql_agents_due_row, key_id), -1, false},
};
static const struct statement agents_due_statement = {
    .name = "agents_due",
    .text = "SELECT key_id FROM agents WHERE due_at <= clock_timestamp() ORDER BY due_at DESC LIMIT 16",
    .columns = agents_due_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_agents_due_row),
};

enum err
sql_agents_due(struct request *rq, struct sql_agents_due_row **rows, size_t *count)
{
    return db_many(rq, &agents_due_statement, NULL, rows, count);
}

static const struct sql_param agents_due_of_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_agents_due_of, user_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_agents_due_of, key_id), offsetof(struct sql_agents_due_of, has_key_id)},
};
static const struct sql_column agents_due_of_columns[] = {
    {SQL_UUID, offsetof(struct sql_agents_due_of_row, key_id), -1, false},
};
static const struct statement agents_due_of_statement = {
    .name = "agents_due_of",
    .text = "SELECT key_id FROM agents "
        "WHERE user_id = $1 AND (due_at <= clock_timestamp() AND key_id = coalesce($2, key_id)) IS TRUE "
        "LIMIT 128",
    .params = agents_due_of_params,
    .param_count = 2,
    .columns = agents_due_of_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_agents_due_of_row),
};

enum err
sql_agents_due_of(struct request *rq, const struct sql_agents_due_of *q, struct sql_agents_due_of_row **rows, size_t *count)
{
    return db_many(rq, &agents_due_of_statement, q, rows, count);
}

static const struct sql_param agent_find_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_agent_find, key_id), -1},
};
static const struct sql_column agent_find_columns[] = {
    {SQL_UUID, offsetof(struct sql_agent_find_row, user_id), -1, false},
    {SQL_TEXT, offsetof(struct sql_agent_find_row, account), -1, false},
    {SQL_TEXTS, offsetof(struct sql_agent_find_row, former), -1, false},
    {SQL_INT8, offsetof(struct sql_agent_find_row, version), -1, false},
    {SQL_INSTANT, offsetof(struct sql_agent_find_row, changed_at), -1, false},
};
static const struct statement agent_find_statement = {
    .name = "agent_find",
    .text = "SELECT user_id, account, former, version, changed_at FROM agents WHERE key_id = $1",
    .params = agent_find_params,
    .param_count = 1,
    .columns = agent_find_columns,
    .column_count = 5,
    .row_size = sizeof(struct sql_agent_find_row),
};

enum err
sql_agent_find(struct request *rq, const struct sql_agent_find *q, struct sql_agent_find_row *row)
{
    return db_one(rq, &agent_find_statement, q, row);
}

static const struct sql_param agent_wanted_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_agent_wanted, key_id), -1},
};
static const struct sql_column agent_wanted_columns[] = {
    {SQL_TEXTS, offsetof(struct sql_agent_wanted_row, scopes), -1, false},
    {SQL_INSTANT, offsetof(struct sql_agent_wanted_row, expires_at), offsetof(struct sql_agent_wanted_row, has_expires_at), true},
    {SQL_BOOL, offsetof(struct sql_agent_wanted_row, is_active), -1, false},
};
static const struct statement agent_wanted_statement = {
    .name = "agent_wanted",
    .text = "SELECT k.scopes, k.expires_at, u.is_active "
        "FROM api_keys k CROSS JOIN LATERAL ( "
        "SELECT is_active FROM users WHERE id = k.user_id AND (deleted_at IS NULL) IS TRUE OFFSET 0 "
        ") AS u "
        "WHERE k.id = $1 AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > clock_timestamp())",
    .params = agent_wanted_params,
    .param_count = 1,
    .columns = agent_wanted_columns,
    .column_count = 3,
    .row_size = sizeof(struct sql_agent_wanted_row),
};

enum err
sql_agent_wanted(struct request *rq, const struct sql_agent_wanted *q, struct sql_agent_wanted_row *row)
{
    return db_one(rq, &agent_wanted_statement, q, row);
}

static const struct sql_param agent_settled_params[] = {
    {SQL_INSTANT, -1, offsetof(struct sql_agent_settled, expires_at), offsetof(struct sql_agent_settled, has_expires_at)},
    {SQL_UUID, -1, offsetof(struct sql_agent_settled, key_id), -1},
    {SQL_INT8, -1, offsetof(struct sql_agent_settled, version), -1},
};
static const struct statement agent_settled_statement = {
    .name = "agent_settled",
    .text = "UPDATE agents SET former = '{}', due_at = least(now() + interval '1 hour', $1) "
        "WHERE key_id = $2 AND version = $3",
    .params = agent_settled_params,
    .param_count = 3,
};

enum err
sql_agent_settled(struct request *rq, const struct sql_agent_settled *q, int64_t *affected)
{
    return db_exec(rq, &agent_settled_statement, q, affected);
}

static const struct sql_param agent_postpone_params[] = {
    {SQL_INT8, -1, offsetof(struct sql_agent_postpone, seconds), -1},
    {SQL_UUID, -1, offsetof(struct sql_agent_postpone, key_id), -1},
};
static const struct statement agent_postpone_statement = {
    .name = "agent_postpone",
    .text = "UPDATE agents SET due_at = clock_timestamp() + interval '1 second' * $1::bigint WHERE key_id = $2",
    .params = agent_postpone_params,
    .param_count = 2,
};

enum err
sql_agent_postpone(struct request *rq, const struct sql_agent_postpone *q, int64_t *affected)
{
    return db_exec(rq, &agent_postpone_statement, q, affected);
}

static const struct sql_param agent_forget_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_agent_forget, key_id), -1},
    {SQL_INT8, -1, offsetof(struct sql_agent_forget, version), -1},
};
static const struct statement agent_forget_statement = {
    .name = "agent_forget",
    .text = "DELETE FROM agents WHERE key_id = $1 AND version = $2",
    .params = agent_forget_params,
    .param_count = 2,
};

enum err
sql_agent_forget(struct request *rq, const struct sql_agent_forget *q, int64_t *affected)
{
    return db_exec(rq, &agent_forget_statement, q, affected);
}

static const struct statement agents_again_statement = {
    .name = "agents_again",
    .text = "UPDATE agents SET due_at = now() "
        "WHERE key_id = ANY (ARRAY(SELECT key_id FROM agents WHERE due_at > now() FOR UPDATE SKIP LOCKED))",
};

enum err
sql_agents_again(struct request *rq, int64_t *affected)
{
    return db_exec(rq, &agents_again_statement, NULL, affected);
}

static const struct statement *const all[] = {
    &handle_take_statement,
    &user_insert_statement,
    &credentials_find_statement,
    &login_failures_find_statement,
    &login_failure_note_statement,
    &login_trust_statement,
    &password_rehash_statement,
    &session_open_statement,
    &refresh_token_insert_statement,
    &refresh_token_use_statement,
    &session_extend_statement,
    &session_end_statement,
    &sessions_end_statement,
    &password_find_statement,
    &revoke_statement,
    &user_find_statement,
    &user_lock_statement,
    &user_update_statement,
    &user_delete_statement,
    &departures_statement,
    &users_by_id_statement,
    &users_by_email_statement,
    &user_activate_statement,
    &account_mail_insert_statement,
    &account_mails_recent_statement,
    &mail_contents_statement,
    &users_standing_statement,
    &mail_recipient_statement,
    &mail_tokens_put_statement,
    &mail_token_find_statement,
    &mail_token_use_statement,
    &mail_tokens_end_statement,
    &account_mails_told_statement,
    &account_mails_purge_statement,
    &email_verify_statement,
    &reset_ask_insert_statement,
    &reset_ask_take_statement,
    &forgetful_lock_statement,
    &password_reset_statement,
    &email_change_begin_statement,
    &email_change_find_statement,
    &email_change_note_statement,
    &email_change_finish_statement,
    &email_change_drop_statement,
    &email_change_expired_statement,
    &session_zone_statement,
    &api_keys_active_statement,
    &api_key_ends_later_statement,
    &api_key_insert_statement,
    &api_key_page_statement,
    &api_key_find_statement,
    &api_key_lock_statement,
    &api_key_update_statement,
    &api_key_revoke_statement,
    &api_keys_end_statement,
    &api_key_use_statement,
    &api_keys_standing_statement,
    &ticket_insert_statement,
    &ticket_use_statement,
    &audit_insert_statement,
    &audit_refusal_insert_statement,
    &audit_page_statement,
    &revocations_newest_statement,
    &refresh_tokens_purge_statement,
    &tickets_purge_statement,
    &sessions_purge_statement,
    &api_keys_purge_statement,
    &login_failures_purge_statement,
    &users_purge_statement,
    &revocations_purge_statement,
    &agent_account_statement,
    &agents_standing_statement,
    &agents_due_statement,
    &agents_due_of_statement,
    &agent_find_statement,
    &agent_wanted_statement,
    &agent_settled_statement,
    &agent_postpone_statement,
    &agent_forget_statement,
    &agents_again_statement,
};

const struct statements auth_sql = {all, 80};
