/* Made by tools/gen from services/delivery/delivery.sql. Do not edit. */
/* clang-format off */
#include "gen/delivery/sql.h"

#include <stddef.h>

static const struct sql_param webhook_page_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_webhook_page, user_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_webhook_page, after_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_webhook_page, only_key_id), offsetof(struct sql_webhook_page, has_only_key_id)},
    {SQL_INT8, -1, offsetof(struct sql_webhook_page, rows), -1},
};
static const struct sql_column webhook_page_columns[] = {
    {SQL_UUID, offsetof(struct webhook, id), -1, false},
    {SQL_UUID, offsetof(struct webhook, key_id), offsetof(struct webhook, has_key_id), true},
    {SQL_TEXT, offsetof(struct webhook, url), -1, false},
    {SQL_TEXTS, offsetof(struct webhook, nouns), -1, false},
    {SQL_UUIDS, offsetof(struct webhook, calendar_ids), -1, false},
    {SQL_TEXT, offsetof(struct webhook, state), -1, false},
    {SQL_TEXT, offsetof(struct webhook, reason), -1, true},
    {SQL_INSTANT, offsetof(struct webhook, failing_since), offsetof(struct webhook, has_failing_since), true},
    {SQL_INSTANT, offsetof(struct webhook, former_until), offsetof(struct webhook, has_former_until), true},
    {SQL_INT8, offsetof(struct webhook, version), -1, false},
    {SQL_INSTANT, offsetof(struct webhook, created_at), -1, false},
    {SQL_INSTANT, offsetof(struct webhook, updated_at), -1, false},
};
static const struct statement webhook_page_statement = {
    .name = "webhook_page",
    .text = "SELECT id, key_id, url, nouns, calendar_ids, state, reason, failing_since, former_until, version, created_at, updated_at "
        "FROM webhooks "
        "WHERE (user_id, id) > ($1, $2) AND (user_id, id) <= ($1, 'ffffffff-ffff-ffff-ffff-ffffffffffff') "
        "AND (deleted_at IS NULL) IS TRUE AND ($3::uuid IS NULL OR key_id = $3) "
        "ORDER BY user_id, id "
        "LIMIT $4",
    .params = webhook_page_params,
    .param_count = 4,
    .columns = webhook_page_columns,
    .column_count = 12,
    .row_size = sizeof(struct webhook),
};

enum err
sql_webhook_page(struct request *rq, const struct sql_webhook_page *q, struct webhook **rows, size_t *count)
{
    return db_many(rq, &webhook_page_statement, q, rows, count);
}

static const struct sql_param webhooks_of_user_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_webhooks_of_user, user_id), -1},
};
static const struct sql_column webhooks_of_user_columns[] = {
    {SQL_BOOL, offsetof(struct sql_webhooks_of_user_row, held), -1, false},
};
static const struct statement webhooks_of_user_statement = {
    .name = "webhooks_of_user",
    .text = "SELECT pg_advisory_xact_lock(hashtextextended($1::uuid::text, 0))::text IS NOT NULL AS held",
    .params = webhooks_of_user_params,
    .param_count = 1,
    .columns = webhooks_of_user_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_webhooks_of_user_row),
};

enum err
sql_webhooks_of_user(struct request *rq, const struct sql_webhooks_of_user *q, struct sql_webhooks_of_user_row *row)
{
    return db_one(rq, &webhooks_of_user_statement, q, row);
}

static const struct sql_param webhooks_count_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_webhooks_count, user_id), -1},
};
static const struct sql_column webhooks_count_columns[] = {
    {SQL_INT8, offsetof(struct sql_webhooks_count_row, number), -1, false},
};
static const struct statement webhooks_count_statement = {
    .name = "webhooks_count",
    .text = "SELECT count(*) AS number FROM webhooks WHERE user_id = $1 AND (deleted_at IS NULL) IS TRUE",
    .params = webhooks_count_params,
    .param_count = 1,
    .columns = webhooks_count_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_webhooks_count_row),
};

enum err
sql_webhooks_count(struct request *rq, const struct sql_webhooks_count *q, struct sql_webhooks_count_row *row)
{
    return db_one(rq, &webhooks_count_statement, q, row);
}

static const struct sql_param webhook_insert_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_webhook_insert, id), -1},
    {SQL_UUID, -1, offsetof(struct sql_webhook_insert, user_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_webhook_insert, key_id), offsetof(struct sql_webhook_insert, has_key_id)},
    {SQL_TEXTS, -1, offsetof(struct sql_webhook_insert, key_scopes), -1},
    {SQL_TEXT, offsetof(struct sql_webhook_insert, webhook), offsetof(struct webhook, url), -1},
    {SQL_TEXTS, offsetof(struct sql_webhook_insert, webhook), offsetof(struct webhook, nouns), -1},
    {SQL_UUIDS, offsetof(struct sql_webhook_insert, webhook), offsetof(struct webhook, calendar_ids), -1},
    {SQL_BYTES, -1, offsetof(struct sql_webhook_insert, secret), -1},
    {SQL_TEXT, offsetof(struct sql_webhook_insert, webhook), offsetof(struct webhook, state), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_webhook_insert, now), -1},
};
static const struct sql_column webhook_insert_columns[] = {
    {SQL_UUID, offsetof(struct webhook, id), -1, false},
    {SQL_UUID, offsetof(struct webhook, key_id), offsetof(struct webhook, has_key_id), true},
    {SQL_TEXT, offsetof(struct webhook, url), -1, false},
    {SQL_TEXTS, offsetof(struct webhook, nouns), -1, false},
    {SQL_UUIDS, offsetof(struct webhook, calendar_ids), -1, false},
    {SQL_TEXT, offsetof(struct webhook, state), -1, false},
    {SQL_TEXT, offsetof(struct webhook, reason), -1, true},
    {SQL_INSTANT, offsetof(struct webhook, failing_since), offsetof(struct webhook, has_failing_since), true},
    {SQL_INSTANT, offsetof(struct webhook, former_until), offsetof(struct webhook, has_former_until), true},
    {SQL_INT8, offsetof(struct webhook, version), -1, false},
    {SQL_INSTANT, offsetof(struct webhook, created_at), -1, false},
    {SQL_INSTANT, offsetof(struct webhook, updated_at), -1, false},
};
static const struct statement webhook_insert_statement = {
    .name = "webhook_insert",
    .text = "INSERT INTO webhooks (id, user_id, key_id, key_scopes, url, nouns, calendar_ids, secret, state, created_at, updated_at) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10) "
        "RETURNING id, key_id, url, nouns, calendar_ids, state, reason, failing_since, former_until, version, created_at, updated_at",
    .params = webhook_insert_params,
    .param_count = 10,
    .columns = webhook_insert_columns,
    .column_count = 12,
    .row_size = sizeof(struct webhook),
};

enum err
sql_webhook_insert(struct request *rq, const struct sql_webhook_insert *q, struct webhook *row)
{
    return db_one(rq, &webhook_insert_statement, q, row);
}

static const struct sql_param webhook_find_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_webhook_find, id), -1},
    {SQL_UUID, -1, offsetof(struct sql_webhook_find, user_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_webhook_find, only_key_id), offsetof(struct sql_webhook_find, has_only_key_id)},
};
static const struct sql_column webhook_find_columns[] = {
    {SQL_UUID, offsetof(struct webhook, id), -1, false},
    {SQL_UUID, offsetof(struct webhook, key_id), offsetof(struct webhook, has_key_id), true},
    {SQL_TEXT, offsetof(struct webhook, url), -1, false},
    {SQL_TEXTS, offsetof(struct webhook, nouns), -1, false},
    {SQL_UUIDS, offsetof(struct webhook, calendar_ids), -1, false},
    {SQL_TEXT, offsetof(struct webhook, state), -1, false},
    {SQL_TEXT, offsetof(struct webhook, reason), -1, true},
    {SQL_INSTANT, offsetof(struct webhook, failing_since), offsetof(struct webhook, has_failing_since), true},
    {SQL_INSTANT, offsetof(struct webhook, former_until), offsetof(struct webhook, has_former_until), true},
    {SQL_INT8, offsetof(struct webhook, version), -1, false},
    {SQL_INSTANT, offsetof(struct webhook, created_at), -1, false},
    {SQL_INSTANT, offsetof(struct webhook, updated_at), -1, false},
};
static const struct statement webhook_find_statement = {
    .name = "webhook_find",
    .text = "SELECT id, key_id, url, nouns, calendar_ids, state, reason, failing_since, former_until, version, created_at, updated_at "
        "FROM webhooks "
        "WHERE id = $1 AND (user_id = $2 AND deleted_at IS NULL) IS TRUE AND ($3::uuid IS NULL OR key_id = $3)",
    .params = webhook_find_params,
    .param_count = 3,
    .columns = webhook_find_columns,
    .column_count = 12,
    .row_size = sizeof(struct webhook),
};

enum err
sql_webhook_find(struct request *rq, const struct sql_webhook_find *q, struct webhook *row)
{
    return db_one(rq, &webhook_find_statement, q, row);
}

static const struct sql_param webhook_lock_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_webhook_lock, id), -1},
    {SQL_UUID, -1, offsetof(struct sql_webhook_lock, user_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_webhook_lock, only_key_id), offsetof(struct sql_webhook_lock, has_only_key_id)},
};
static const struct sql_column webhook_lock_columns[] = {
    {SQL_UUID, offsetof(struct sql_webhook_stored, webhook.id), -1, false},
    {SQL_UUID, offsetof(struct sql_webhook_stored, webhook.key_id), offsetof(struct sql_webhook_stored, webhook.has_key_id), true},
    {SQL_TEXT, offsetof(struct sql_webhook_stored, webhook.url), -1, false},
    {SQL_TEXTS, offsetof(struct sql_webhook_stored, webhook.nouns), -1, false},
    {SQL_UUIDS, offsetof(struct sql_webhook_stored, webhook.calendar_ids), -1, false},
    {SQL_TEXT, offsetof(struct sql_webhook_stored, webhook.state), -1, false},
    {SQL_TEXT, offsetof(struct sql_webhook_stored, webhook.reason), -1, true},
    {SQL_INSTANT, offsetof(struct sql_webhook_stored, webhook.failing_since), offsetof(struct sql_webhook_stored, webhook.has_failing_since), true},
    {SQL_INSTANT, offsetof(struct sql_webhook_stored, webhook.former_until), offsetof(struct sql_webhook_stored, webhook.has_former_until), true},
    {SQL_INT8, offsetof(struct sql_webhook_stored, webhook.version), -1, false},
    {SQL_INSTANT, offsetof(struct sql_webhook_stored, webhook.created_at), -1, false},
    {SQL_INSTANT, offsetof(struct sql_webhook_stored, webhook.updated_at), -1, false},
    {SQL_UUID, offsetof(struct sql_webhook_stored, user_id), -1, false},
    {SQL_TEXTS, offsetof(struct sql_webhook_stored, key_scopes), -1, true},
};
static const struct statement webhook_lock_statement = {
    .name = "webhook_lock",
    .text = "SELECT id, key_id, url, nouns, calendar_ids, state, reason, failing_since, former_until, version, created_at, updated_at, user_id, key_scopes "
        "FROM webhooks "
        "WHERE id = $1 AND (user_id = $2 AND deleted_at IS NULL) IS TRUE AND ($3::uuid IS NULL OR key_id = $3) "
        "FOR UPDATE",
    .params = webhook_lock_params,
    .param_count = 3,
    .columns = webhook_lock_columns,
    .column_count = 14,
    .row_size = sizeof(struct sql_webhook_stored),
};

enum err
sql_webhook_lock(struct request *rq, const struct sql_webhook_lock *q, struct sql_webhook_stored *row)
{
    return db_one(rq, &webhook_lock_statement, q, row);
}

static const struct sql_param webhook_update_params[] = {
    {SQL_TEXT, offsetof(struct sql_webhook_update, webhook), offsetof(struct webhook, url), -1},
    {SQL_TEXTS, offsetof(struct sql_webhook_update, webhook), offsetof(struct webhook, nouns), -1},
    {SQL_UUIDS, offsetof(struct sql_webhook_update, webhook), offsetof(struct webhook, calendar_ids), -1},
    {SQL_TEXT, offsetof(struct sql_webhook_update, webhook), offsetof(struct webhook, state), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_webhook_update, now), -1},
    {SQL_UUID, offsetof(struct sql_webhook_update, webhook), offsetof(struct webhook, id), -1},
};
static const struct sql_column webhook_update_columns[] = {
    {SQL_UUID, offsetof(struct webhook, id), -1, false},
    {SQL_UUID, offsetof(struct webhook, key_id), offsetof(struct webhook, has_key_id), true},
    {SQL_TEXT, offsetof(struct webhook, url), -1, false},
    {SQL_TEXTS, offsetof(struct webhook, nouns), -1, false},
    {SQL_UUIDS, offsetof(struct webhook, calendar_ids), -1, false},
    {SQL_TEXT, offsetof(struct webhook, state), -1, false},
    {SQL_TEXT, offsetof(struct webhook, reason), -1, true},
    {SQL_INSTANT, offsetof(struct webhook, failing_since), offsetof(struct webhook, has_failing_since), true},
    {SQL_INSTANT, offsetof(struct webhook, former_until), offsetof(struct webhook, has_former_until), true},
    {SQL_INT8, offsetof(struct webhook, version), -1, false},
    {SQL_INSTANT, offsetof(struct webhook, created_at), -1, false},
    {SQL_INSTANT, offsetof(struct webhook, updated_at), -1, false},
};
static const struct statement webhook_update_statement = {
    .name = "webhook_update",
    .text = "UPDATE webhooks "
        "SET url = $1, nouns = $2, calendar_ids = $3, state = $4, "
        "reason = CASE WHEN state = $4 THEN reason END, "
        "failing_since = CASE WHEN state = $4 THEN failing_since END, "
        "version = version + 1, updated_at = $5 "
        "WHERE id = $6 "
        "RETURNING id, key_id, url, nouns, calendar_ids, state, reason, failing_since, former_until, version, created_at, updated_at",
    .params = webhook_update_params,
    .param_count = 6,
    .columns = webhook_update_columns,
    .column_count = 12,
    .row_size = sizeof(struct webhook),
};

enum err
sql_webhook_update(struct request *rq, const struct sql_webhook_update *q, struct webhook *row)
{
    return db_one(rq, &webhook_update_statement, q, row);
}

static const struct sql_param webhook_rotate_params[] = {
    {SQL_INSTANT, -1, offsetof(struct sql_webhook_rotate, former_until), -1},
    {SQL_BYTES, -1, offsetof(struct sql_webhook_rotate, secret), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_webhook_rotate, now), -1},
    {SQL_UUID, -1, offsetof(struct sql_webhook_rotate, id), -1},
};
static const struct sql_column webhook_rotate_columns[] = {
    {SQL_UUID, offsetof(struct webhook, id), -1, false},
    {SQL_UUID, offsetof(struct webhook, key_id), offsetof(struct webhook, has_key_id), true},
    {SQL_TEXT, offsetof(struct webhook, url), -1, false},
    {SQL_TEXTS, offsetof(struct webhook, nouns), -1, false},
    {SQL_UUIDS, offsetof(struct webhook, calendar_ids), -1, false},
    {SQL_TEXT, offsetof(struct webhook, state), -1, false},
    {SQL_TEXT, offsetof(struct webhook, reason), -1, true},
    {SQL_INSTANT, offsetof(struct webhook, failing_since), offsetof(struct webhook, has_failing_since), true},
    {SQL_INSTANT, offsetof(struct webhook, former_until), offsetof(struct webhook, has_former_until), true},
    {SQL_INT8, offsetof(struct webhook, version), -1, false},
    {SQL_INSTANT, offsetof(struct webhook, created_at), -1, false},
    {SQL_INSTANT, offsetof(struct webhook, updated_at), -1, false},
};
static const struct statement webhook_rotate_statement = {
    .name = "webhook_rotate",
    .text = "UPDATE webhooks "
        "SET former_secret = secret, former_until = $1, secret = $2, version = version + 1, updated_at = $3 "
        "WHERE id = $4 "
        "RETURNING id, key_id, url, nouns, calendar_ids, state, reason, failing_since, former_until, version, created_at, updated_at",
    .params = webhook_rotate_params,
    .param_count = 4,
    .columns = webhook_rotate_columns,
    .column_count = 12,
    .row_size = sizeof(struct webhook),
};

enum err
sql_webhook_rotate(struct request *rq, const struct sql_webhook_rotate *q, struct webhook *row)
{
    return db_one(rq, &webhook_rotate_statement, q, row);
}

static const struct sql_param webhook_delete_params[] = {
    {SQL_INSTANT, -1, offsetof(struct sql_webhook_delete, now), -1},
    {SQL_UUID, -1, offsetof(struct sql_webhook_delete, id), -1},
};
static const struct sql_column webhook_delete_columns[] = {
    {SQL_UUID, offsetof(struct webhook, id), -1, false},
    {SQL_UUID, offsetof(struct webhook, key_id), offsetof(struct webhook, has_key_id), true},
    {SQL_TEXT, offsetof(struct webhook, url), -1, false},
    {SQL_TEXTS, offsetof(struct webhook, nouns), -1, false},
    {SQL_UUIDS, offsetof(struct webhook, calendar_ids), -1, false},
    {SQL_TEXT, offsetof(struct webhook, state), -1, false},
    {SQL_TEXT, offsetof(struct webhook, reason), -1, true},
    {SQL_INSTANT, offsetof(struct webhook, failing_since), offsetof(struct webhook, has_failing_since), true},
    {SQL_INSTANT, offsetof(struct webhook, former_until), offsetof(struct webhook, has_former_until), true},
    {SQL_INT8, offsetof(struct webhook, version), -1, false},
    {SQL_INSTANT, offsetof(struct webhook, created_at), -1, false},
    {SQL_INSTANT, offsetof(struct webhook, updated_at), -1, false},
};
static const struct statement webhook_delete_statement = {
    .name = "webhook_delete",
    .text = "UPDATE webhooks SET deleted_at = $1, version = version + 1, updated_at = $1 "
        "WHERE id = $2 "
        "RETURNING id, key_id, url, nouns, calendar_ids, state, reason, failing_since, former_until, version, created_at, updated_at",
    .params = webhook_delete_params,
    .param_count = 2,
    .columns = webhook_delete_columns,
    .column_count = 12,
    .row_size = sizeof(struct webhook),
};

enum err
sql_webhook_delete(struct request *rq, const struct sql_webhook_delete *q, struct webhook *row)
{
    return db_one(rq, &webhook_delete_statement, q, row);
}

static const struct sql_param webhook_delete_owned_params[] = {
    {SQL_INSTANT, -1, offsetof(struct sql_webhook_delete_owned, now), -1},
    {SQL_UUID, -1, offsetof(struct sql_webhook_delete_owned, user_id), -1},
    {SQL_INT8, -1, offsetof(struct sql_webhook_delete_owned, rows), -1},
};
static const struct sql_column webhook_delete_owned_columns[] = {
    {SQL_UUID, offsetof(struct webhook, id), -1, false},
    {SQL_UUID, offsetof(struct webhook, key_id), offsetof(struct webhook, has_key_id), true},
    {SQL_TEXT, offsetof(struct webhook, url), -1, false},
    {SQL_TEXTS, offsetof(struct webhook, nouns), -1, false},
    {SQL_UUIDS, offsetof(struct webhook, calendar_ids), -1, false},
    {SQL_TEXT, offsetof(struct webhook, state), -1, false},
    {SQL_TEXT, offsetof(struct webhook, reason), -1, true},
    {SQL_INSTANT, offsetof(struct webhook, failing_since), offsetof(struct webhook, has_failing_since), true},
    {SQL_INSTANT, offsetof(struct webhook, former_until), offsetof(struct webhook, has_former_until), true},
    {SQL_INT8, offsetof(struct webhook, version), -1, false},
    {SQL_INSTANT, offsetof(struct webhook, created_at), -1, false},
    {SQL_INSTANT, offsetof(struct webhook, updated_at), -1, false},
};
static const struct statement webhook_delete_owned_statement = {
    .name = "webhook_delete_owned",
    .text = "UPDATE webhooks SET deleted_at = $1, version = version + 1, updated_at = $1 "
        "WHERE id = ANY (ARRAY(SELECT id FROM webhooks "
        "WHERE user_id = $2 AND (deleted_at IS NULL) IS TRUE LIMIT $3)) "
        "RETURNING id, key_id, url, nouns, calendar_ids, state, reason, failing_since, former_until, version, created_at, updated_at",
    .params = webhook_delete_owned_params,
    .param_count = 3,
    .columns = webhook_delete_owned_columns,
    .column_count = 12,
    .row_size = sizeof(struct webhook),
};

enum err
sql_webhook_delete_owned(struct request *rq, const struct sql_webhook_delete_owned *q, struct webhook **rows, size_t *count)
{
    return db_many(rq, &webhook_delete_owned_statement, q, rows, count);
}

static const struct sql_param webhooks_of_key_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_webhooks_of_key, key_id), -1},
    {SQL_INT8, -1, offsetof(struct sql_webhooks_of_key, version), -1},
};
static const struct sql_column webhooks_of_key_columns[] = {
    {SQL_UUID, offsetof(struct sql_webhook_stored, webhook.id), -1, false},
    {SQL_UUID, offsetof(struct sql_webhook_stored, webhook.key_id), offsetof(struct sql_webhook_stored, webhook.has_key_id), true},
    {SQL_TEXT, offsetof(struct sql_webhook_stored, webhook.url), -1, false},
    {SQL_TEXTS, offsetof(struct sql_webhook_stored, webhook.nouns), -1, false},
    {SQL_UUIDS, offsetof(struct sql_webhook_stored, webhook.calendar_ids), -1, false},
    {SQL_TEXT, offsetof(struct sql_webhook_stored, webhook.state), -1, false},
    {SQL_TEXT, offsetof(struct sql_webhook_stored, webhook.reason), -1, true},
    {SQL_INSTANT, offsetof(struct sql_webhook_stored, webhook.failing_since), offsetof(struct sql_webhook_stored, webhook.has_failing_since), true},
    {SQL_INSTANT, offsetof(struct sql_webhook_stored, webhook.former_until), offsetof(struct sql_webhook_stored, webhook.has_former_until), true},
    {SQL_INT8, offsetof(struct sql_webhook_stored, webhook.version), -1, false},
    {SQL_INSTANT, offsetof(struct sql_webhook_stored, webhook.created_at), -1, false},
    {SQL_INSTANT, offsetof(struct sql_webhook_stored, webhook.updated_at), -1, false},
    {SQL_UUID, offsetof(struct sql_webhook_stored, user_id), -1, false},
    {SQL_TEXTS, offsetof(struct sql_webhook_stored, key_scopes), -1, true},
};
static const struct statement webhooks_of_key_statement = {
    .name = "webhooks_of_key",
    .text = "SELECT id, key_id, url, nouns, calendar_ids, state, reason, failing_since, former_until, version, created_at, updated_at, user_id, key_scopes "
        "FROM webhooks "
        "WHERE key_id = $1 AND (key_id IS NOT NULL AND deleted_at IS NULL) IS TRUE AND (key_version <= $2) IS TRUE "
        "FOR UPDATE",
    .params = webhooks_of_key_params,
    .param_count = 2,
    .columns = webhooks_of_key_columns,
    .column_count = 14,
    .row_size = sizeof(struct sql_webhook_stored),
};

enum err
sql_webhooks_of_key(struct request *rq, const struct sql_webhooks_of_key *q, struct sql_webhook_stored **rows, size_t *count)
{
    return db_many(rq, &webhooks_of_key_statement, q, rows, count);
}

static const struct sql_param webhooks_key_note_params[] = {
    {SQL_INT8, -1, offsetof(struct sql_webhooks_key_note, version), -1},
    {SQL_TEXTS, -1, offsetof(struct sql_webhooks_key_note, key_scopes), -1},
    {SQL_UUID, -1, offsetof(struct sql_webhooks_key_note, key_id), -1},
};
static const struct statement webhooks_key_note_statement = {
    .name = "webhooks_key_note",
    .text = "UPDATE webhooks SET key_version = $1, key_scopes = $2 "
        "WHERE id = ANY (ARRAY(SELECT id FROM webhooks "
        "WHERE key_id = $3 AND (key_id IS NOT NULL AND deleted_at IS NULL) IS TRUE "
        "AND (key_version < $1) IS TRUE))",
    .params = webhooks_key_note_params,
    .param_count = 3,
};

enum err
sql_webhooks_key_note(struct request *rq, const struct sql_webhooks_key_note *q, int64_t *affected)
{
    return db_exec(rq, &webhooks_key_note_statement, q, affected);
}

static const struct sql_param webhook_narrow_params[] = {
    {SQL_TEXTS, -1, offsetof(struct sql_webhook_narrow, nouns), -1},
    {SQL_TEXT, -1, offsetof(struct sql_webhook_narrow, state), -1},
    {SQL_TEXT, -1, offsetof(struct sql_webhook_narrow, reason), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_webhook_narrow, now), -1},
    {SQL_UUID, -1, offsetof(struct sql_webhook_narrow, id), -1},
};
static const struct sql_column webhook_narrow_columns[] = {
    {SQL_UUID, offsetof(struct webhook, id), -1, false},
    {SQL_UUID, offsetof(struct webhook, key_id), offsetof(struct webhook, has_key_id), true},
    {SQL_TEXT, offsetof(struct webhook, url), -1, false},
    {SQL_TEXTS, offsetof(struct webhook, nouns), -1, false},
    {SQL_UUIDS, offsetof(struct webhook, calendar_ids), -1, false},
    {SQL_TEXT, offsetof(struct webhook, state), -1, false},
    {SQL_TEXT, offsetof(struct webhook, reason), -1, true},
    {SQL_INSTANT, offsetof(struct webhook, failing_since), offsetof(struct webhook, has_failing_since), true},
    {SQL_INSTANT, offsetof(struct webhook, former_until), offsetof(struct webhook, has_former_until), true},
    {SQL_INT8, offsetof(struct webhook, version), -1, false},
    {SQL_INSTANT, offsetof(struct webhook, created_at), -1, false},
    {SQL_INSTANT, offsetof(struct webhook, updated_at), -1, false},
};
static const struct statement webhook_narrow_statement = {
    .name = "webhook_narrow",
    .text = "UPDATE webhooks SET nouns = $1, state = $2, reason = $3, version = version + 1, updated_at = $4 "
        "WHERE id = $5 "
        "RETURNING id, key_id, url, nouns, calendar_ids, state, reason, failing_since, former_until, version, created_at, updated_at",
    .params = webhook_narrow_params,
    .param_count = 5,
    .columns = webhook_narrow_columns,
    .column_count = 12,
    .row_size = sizeof(struct webhook),
};

enum err
sql_webhook_narrow(struct request *rq, const struct sql_webhook_narrow *q, struct webhook *row)
{
    return db_one(rq, &webhook_narrow_statement, q, row);
}

static const struct sql_param webhook_keys_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_webhook_keys, after_id), -1},
    {SQL_INT8, -1, offsetof(struct sql_webhook_keys, rows), -1},
};
static const struct sql_column webhook_keys_columns[] = {
    {SQL_UUID, offsetof(struct sql_webhook_keys_row, key_id), offsetof(struct sql_webhook_keys_row, has_key_id), true},
};
static const struct statement webhook_keys_statement = {
    .name = "webhook_keys",
    .text = "SELECT key_id AS \"key_id\" FROM webhooks "
        "WHERE key_id > $1 AND (key_id IS NOT NULL AND deleted_at IS NULL) IS TRUE "
        "ORDER BY key_id, id "
        "LIMIT $2",
    .params = webhook_keys_params,
    .param_count = 2,
    .columns = webhook_keys_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_webhook_keys_row),
};

enum err
sql_webhook_keys(struct request *rq, const struct sql_webhook_keys *q, struct sql_webhook_keys_row **rows, size_t *count)
{
    return db_many(rq, &webhook_keys_statement, q, rows, count);
}

static const struct sql_param webhook_purge_params[] = {
    {SQL_INSTANT, -1, offsetof(struct sql_webhook_purge, before), -1},
};
static const struct statement webhook_purge_statement = {
    .name = "webhook_purge",
    .text = "DELETE FROM webhooks "
        "WHERE id = ANY (ARRAY(SELECT id FROM webhooks WHERE deleted_at < $1 LIMIT 1000))",
    .params = webhook_purge_params,
    .param_count = 1,
};

enum err
sql_webhook_purge(struct request *rq, const struct sql_webhook_purge *q, int64_t *affected)
{
    return db_exec(rq, &webhook_purge_statement, q, affected);
}

static const struct sql_param delivery_departed_note_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_delivery_departed_note, owner_id), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_delivery_departed_note, now), -1},
};
static const struct statement delivery_departed_note_statement = {
    .name = "delivery_departed_note",
    .text = "INSERT INTO departed (owner_id, since) VALUES ($1, $2) ON CONFLICT (owner_id) DO NOTHING",
    .params = delivery_departed_note_params,
    .param_count = 2,
};

enum err
sql_delivery_departed_note(struct request *rq, const struct sql_delivery_departed_note *q, int64_t *affected)
{
    return db_exec(rq, &delivery_departed_note_statement, q, affected);
}

static const struct sql_column delivery_departed_owners_columns[] = {
    {SQL_UUID, offsetof(struct sql_delivery_departed_owners_row, owner_id), -1, false},
};
static const struct statement delivery_departed_owners_statement = {
    .name = "delivery_departed_owners",
    .text = "SELECT d.owner_id FROM departed d "
        "WHERE coalesce((SELECT true FROM webhooks w "
        "WHERE w.user_id = d.owner_id AND (w.deleted_at IS NULL) IS TRUE LIMIT 1), false) "
        "LIMIT 10",
    .columns = delivery_departed_owners_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_delivery_departed_owners_row),
};

enum err
sql_delivery_departed_owners(struct request *rq, struct sql_delivery_departed_owners_row **rows, size_t *count)
{
    return db_many(rq, &delivery_departed_owners_statement, NULL, rows, count);
}

static const struct sql_param delivery_departed_purge_params[] = {
    {SQL_INSTANT, -1, offsetof(struct sql_delivery_departed_purge, before), -1},
};
static const struct statement delivery_departed_purge_statement = {
    .name = "delivery_departed_purge",
    .text = "DELETE FROM departed WHERE since < $1",
    .params = delivery_departed_purge_params,
    .param_count = 1,
};

enum err
sql_delivery_departed_purge(struct request *rq, const struct sql_delivery_departed_purge *q, int64_t *affected)
{
    return db_exec(rq, &delivery_departed_purge_statement, q, affected);
}

static const struct statement *const all[] = {
    &webhook_page_statement,
    &webhooks_of_user_statement,
    &webhooks_count_statement,
    &webhook_insert_statement,
    &webhook_find_statement,
    &webhook_lock_statement,
    &webhook_update_statement,
    &webhook_rotate_statement,
    &webhook_delete_statement,
    &webhook_delete_owned_statement,
    &webhooks_of_key_statement,
    &webhooks_key_note_statement,
    &webhook_narrow_statement,
    &webhook_keys_statement,
    &webhook_purge_statement,
    &delivery_departed_note_statement,
    &delivery_departed_owners_statement,
    &delivery_departed_purge_statement,
};

const struct statements delivery_sql = {all, 18};
