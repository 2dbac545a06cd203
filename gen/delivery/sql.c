/* Made by tools/gen from services/delivery/delivery.sql. Do not edit. */
/* clang-format off */
#include "gen/delivery/sql.h"

#include <stddef.h>

static const struct sql_param delivery_insert_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_delivery_insert, id), -1},
    {SQL_UUID, -1, offsetof(struct sql_delivery_insert, owner_id), -1},
    {SQL_UUID, offsetof(struct sql_delivery_insert, delivery), offsetof(struct delivery, calendar_id), offsetof(struct delivery, has_calendar_id)},
    {SQL_TEXT, offsetof(struct sql_delivery_insert, delivery), offsetof(struct delivery, title), -1},
};
static const struct sql_column delivery_insert_columns[] = {
    {SQL_UUID, offsetof(struct delivery, id), -1, false},
    {SQL_UUID, offsetof(struct delivery, owner_id), -1, false},
    {SQL_UUID, offsetof(struct delivery, calendar_id), offsetof(struct delivery, has_calendar_id), true},
    {SQL_TEXT, offsetof(struct delivery, title), -1, false},
    {SQL_INT8, offsetof(struct delivery, version), -1, false},
    {SQL_INSTANT, offsetof(struct delivery, created_at), -1, false},
};
static const struct statement delivery_insert_statement = {
    .name = "delivery_insert",
    .text = "INSERT INTO deliveries (id, owner_id, calendar_id, title) "
        "VALUES ($1, $2, $3, $4) "
        "RETURNING id, owner_id, calendar_id, title, version, created_at",
    .params = delivery_insert_params,
    .param_count = 4,
    .columns = delivery_insert_columns,
    .column_count = 6,
    .row_size = sizeof(struct delivery),
};

enum err
sql_delivery_insert(struct request *rq, const struct sql_delivery_insert *q, struct delivery *row)
{
    return db_one(rq, &delivery_insert_statement, q, row);
}

static const struct sql_param delivery_find_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_delivery_find, id), -1},
    {SQL_UUID, -1, offsetof(struct sql_delivery_find, owner_id), -1},
};
static const struct sql_column delivery_find_columns[] = {
    {SQL_UUID, offsetof(struct delivery, id), -1, false},
    {SQL_UUID, offsetof(struct delivery, owner_id), -1, false},
    {SQL_UUID, offsetof(struct delivery, calendar_id), offsetof(struct delivery, has_calendar_id), true},
    {SQL_TEXT, offsetof(struct delivery, title), -1, false},
    {SQL_INT8, offsetof(struct delivery, version), -1, false},
    {SQL_INSTANT, offsetof(struct delivery, created_at), -1, false},
};
static const struct statement delivery_find_statement = {
    .name = "delivery_find",
    .text = "SELECT id, owner_id, calendar_id, title, version, created_at "
        "FROM deliveries "
        "WHERE id = $1 AND (owner_id = $2 AND deleted_at IS NULL) IS TRUE",
    .params = delivery_find_params,
    .param_count = 2,
    .columns = delivery_find_columns,
    .column_count = 6,
    .row_size = sizeof(struct delivery),
};

enum err
sql_delivery_find(struct request *rq, const struct sql_delivery_find *q, struct delivery *row)
{
    return db_one(rq, &delivery_find_statement, q, row);
}

static const struct sql_param delivery_delete_owned_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_delivery_delete_owned, owner_id), -1},
    {SQL_INT8, -1, offsetof(struct sql_delivery_delete_owned, rows), -1},
};
static const struct sql_column delivery_delete_owned_columns[] = {
    {SQL_UUID, offsetof(struct delivery, id), -1, false},
    {SQL_UUID, offsetof(struct delivery, owner_id), -1, false},
    {SQL_UUID, offsetof(struct delivery, calendar_id), offsetof(struct delivery, has_calendar_id), true},
    {SQL_TEXT, offsetof(struct delivery, title), -1, false},
    {SQL_INT8, offsetof(struct delivery, version), -1, false},
    {SQL_INSTANT, offsetof(struct delivery, created_at), -1, false},
};
static const struct statement delivery_delete_owned_statement = {
    .name = "delivery_delete_owned",
    .text = "UPDATE deliveries SET deleted_at = now(), version = version + 1 "
        "WHERE id = ANY (ARRAY(SELECT id FROM deliveries "
        "WHERE owner_id = $1 AND (deleted_at IS NULL) IS TRUE LIMIT $2)) "
        "RETURNING id, owner_id, calendar_id, title, version, created_at",
    .params = delivery_delete_owned_params,
    .param_count = 2,
    .columns = delivery_delete_owned_columns,
    .column_count = 6,
    .row_size = sizeof(struct delivery),
};

enum err
sql_delivery_delete_owned(struct request *rq, const struct sql_delivery_delete_owned *q, struct delivery **rows, size_t *count)
{
    return db_many(rq, &delivery_delete_owned_statement, q, rows, count);
}

static const struct sql_param delivery_delete_unseen_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_delivery_delete_unseen, calendar_id), -1},
    {SQL_INT8, -1, offsetof(struct sql_delivery_delete_unseen, rows), -1},
};
static const struct sql_column delivery_delete_unseen_columns[] = {
    {SQL_UUID, offsetof(struct delivery, id), -1, false},
    {SQL_UUID, offsetof(struct delivery, owner_id), -1, false},
    {SQL_UUID, offsetof(struct delivery, calendar_id), offsetof(struct delivery, has_calendar_id), true},
    {SQL_TEXT, offsetof(struct delivery, title), -1, false},
    {SQL_INT8, offsetof(struct delivery, version), -1, false},
    {SQL_INSTANT, offsetof(struct delivery, created_at), -1, false},
};
static const struct statement delivery_delete_unseen_statement = {
    .name = "delivery_delete_unseen",
    .text = "UPDATE deliveries SET deleted_at = now(), version = version + 1 "
        "WHERE id = ANY (ARRAY( "
        "SELECT id FROM deliveries w "
        "WHERE calendar_id = $1 AND (calendar_id IS NOT NULL AND deleted_at IS NULL) IS TRUE "
        "AND NOT coalesce((SELECT true FROM calendar_access a "
        "WHERE a.calendar_id = w.calendar_id AND a.user_id = w.owner_id), false) "
        "LIMIT $2)) "
        "RETURNING id, owner_id, calendar_id, title, version, created_at",
    .params = delivery_delete_unseen_params,
    .param_count = 2,
    .columns = delivery_delete_unseen_columns,
    .column_count = 6,
    .row_size = sizeof(struct delivery),
};

enum err
sql_delivery_delete_unseen(struct request *rq, const struct sql_delivery_delete_unseen *q, struct delivery **rows, size_t *count)
{
    return db_many(rq, &delivery_delete_unseen_statement, q, rows, count);
}

static const struct statement delivery_purge_statement = {
    .name = "delivery_purge",
    .text = "DELETE FROM deliveries "
        "WHERE id = ANY (ARRAY(SELECT id FROM deliveries WHERE deleted_at < now() - interval '30 days' LIMIT 1000))",
};

enum err
sql_delivery_purge(struct request *rq, int64_t *affected)
{
    return db_exec(rq, &delivery_purge_statement, NULL, affected);
}

static const struct sql_param delivery_departed_note_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_delivery_departed_note, owner_id), -1},
};
static const struct statement delivery_departed_note_statement = {
    .name = "delivery_departed_note",
    .text = "INSERT INTO departed (owner_id) VALUES ($1) ON CONFLICT (owner_id) DO NOTHING",
    .params = delivery_departed_note_params,
    .param_count = 1,
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
        "WHERE coalesce((SELECT true FROM deliveries w "
        "WHERE w.owner_id = d.owner_id AND (w.deleted_at IS NULL) IS TRUE LIMIT 1), false) "
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

static const struct statement delivery_departed_purge_statement = {
    .name = "delivery_departed_purge",
    .text = "DELETE FROM departed WHERE since < now() - interval '1 day'",
};

enum err
sql_delivery_departed_purge(struct request *rq, int64_t *affected)
{
    return db_exec(rq, &delivery_departed_purge_statement, NULL, affected);
}

static const struct sql_param delivery_may_see_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_delivery_may_see, calendar_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_delivery_may_see, user_id), -1},
};
static const struct sql_column delivery_may_see_columns[] = {
    {SQL_BOOL, offsetof(struct sql_delivery_may_see_row, sees), -1, false},
};
static const struct statement delivery_may_see_statement = {
    .name = "delivery_may_see",
    .text = "SELECT true AS sees FROM calendar_access "
        "WHERE calendar_id = $1 AND user_id = $2 "
        "FOR KEY SHARE",
    .params = delivery_may_see_params,
    .param_count = 2,
    .columns = delivery_may_see_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_delivery_may_see_row),
};

enum err
sql_delivery_may_see(struct request *rq, const struct sql_delivery_may_see *q, struct sql_delivery_may_see_row *row)
{
    return db_one(rq, &delivery_may_see_statement, q, row);
}

static const struct sql_param delivery_access_raise_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_delivery_access_raise, calendar_id), -1},
    {SQL_INT8, -1, offsetof(struct sql_delivery_access_raise, version), -1},
    {SQL_BOOL, -1, offsetof(struct sql_delivery_access_raise, deleted), -1},
};
static const struct statement delivery_access_raise_statement = {
    .name = "delivery_access_raise",
    .text = "INSERT INTO calendar_versions AS v (calendar_id, version, deleted) "
        "VALUES ($1, $2, $3) "
        "ON CONFLICT (calendar_id) DO UPDATE "
        "SET version = excluded.version, deleted = excluded.deleted, cleared = false, changed_at = now() "
        "WHERE v.version < excluded.version AND NOT v.deleted",
    .params = delivery_access_raise_params,
    .param_count = 3,
};

enum err
sql_delivery_access_raise(struct request *rq, const struct sql_delivery_access_raise *q, int64_t *affected)
{
    return db_exec(rq, &delivery_access_raise_statement, q, affected);
}

static const struct sql_param delivery_access_end_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_delivery_access_end, calendar_id), -1},
};
static const struct statement delivery_access_end_statement = {
    .name = "delivery_access_end",
    .text = "INSERT INTO calendar_versions AS v (calendar_id, version, deleted) "
        "VALUES ($1, 0, true) "
        "ON CONFLICT (calendar_id) DO UPDATE SET deleted = true, cleared = false, changed_at = now() WHERE NOT v.deleted",
    .params = delivery_access_end_params,
    .param_count = 1,
};

enum err
sql_delivery_access_end(struct request *rq, const struct sql_delivery_access_end *q, int64_t *affected)
{
    return db_exec(rq, &delivery_access_end_statement, q, affected);
}

static const struct sql_param delivery_access_members_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_delivery_access_members, calendar_id), -1},
    {SQL_UUIDS, -1, offsetof(struct sql_delivery_access_members, user_ids), -1},
};
static const struct statement delivery_access_members_statement = {
    .name = "delivery_access_members",
    .text = "WITH gone AS ( "
        "DELETE FROM calendar_access "
        "WHERE calendar_id = $1 AND user_id <> ALL ($2::uuid[]) "
        ") "
        "INSERT INTO calendar_access (calendar_id, user_id) "
        "SELECT $1, unnest($2::uuid[]) "
        "ON CONFLICT DO NOTHING",
    .params = delivery_access_members_params,
    .param_count = 2,
};

enum err
sql_delivery_access_members(struct request *rq, const struct sql_delivery_access_members *q, int64_t *affected)
{
    return db_exec(rq, &delivery_access_members_statement, q, affected);
}

static const struct sql_column delivery_calendar_to_clear_columns[] = {
    {SQL_UUID, offsetof(struct sql_delivery_calendar_to_clear_row, calendar_id), -1, false},
};
static const struct statement delivery_calendar_to_clear_statement = {
    .name = "delivery_calendar_to_clear",
    .text = "SELECT calendar_id FROM calendar_versions WHERE NOT cleared LIMIT 1 FOR UPDATE",
    .columns = delivery_calendar_to_clear_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_delivery_calendar_to_clear_row),
};

enum err
sql_delivery_calendar_to_clear(struct request *rq, struct sql_delivery_calendar_to_clear_row **rows, size_t *count)
{
    return db_many(rq, &delivery_calendar_to_clear_statement, NULL, rows, count);
}

static const struct sql_param delivery_calendar_cleared_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_delivery_calendar_cleared, calendar_id), -1},
};
static const struct statement delivery_calendar_cleared_statement = {
    .name = "delivery_calendar_cleared",
    .text = "UPDATE calendar_versions SET cleared = true WHERE calendar_id = $1",
    .params = delivery_calendar_cleared_params,
    .param_count = 1,
};

enum err
sql_delivery_calendar_cleared(struct request *rq, const struct sql_delivery_calendar_cleared *q, int64_t *affected)
{
    return db_exec(rq, &delivery_calendar_cleared_statement, q, affected);
}

static const struct statement delivery_versions_purge_statement = {
    .name = "delivery_versions_purge",
    .text = "DELETE FROM calendar_versions "
        "WHERE calendar_id = ANY (ARRAY(SELECT calendar_id FROM calendar_versions "
        "WHERE deleted AND cleared AND changed_at < now() - interval '30 days' LIMIT 1000))",
};

enum err
sql_delivery_versions_purge(struct request *rq, int64_t *affected)
{
    return db_exec(rq, &delivery_versions_purge_statement, NULL, affected);
}

static const struct statement *const all[] = {
    &delivery_insert_statement,
    &delivery_find_statement,
    &delivery_delete_owned_statement,
    &delivery_delete_unseen_statement,
    &delivery_purge_statement,
    &delivery_departed_note_statement,
    &delivery_departed_owners_statement,
    &delivery_departed_purge_statement,
    &delivery_may_see_statement,
    &delivery_access_raise_statement,
    &delivery_access_end_statement,
    &delivery_access_members_statement,
    &delivery_calendar_to_clear_statement,
    &delivery_calendar_cleared_statement,
    &delivery_versions_purge_statement,
};

const struct statements delivery_sql = {all, 15};
