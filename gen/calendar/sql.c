/* Made by tools/gen from services/calendar/calendar.sql. Do not edit. */
/* clang-format off */
#include "gen/calendar/sql.h"

#include <stddef.h>

static const struct sql_param calendar_page_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_calendar_page, user_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_calendar_page, after), -1},
    {SQL_INT8, -1, offsetof(struct sql_calendar_page, most), -1},
};
static const struct sql_column calendar_page_columns[] = {
    {SQL_UUID, offsetof(struct calendar, id), -1, false},
    {SQL_UUID, offsetof(struct calendar, owner_id), -1, false},
    {SQL_TEXT, offsetof(struct calendar, name), -1, false},
    {SQL_TEXT, offsetof(struct calendar, description), -1, true},
    {SQL_TEXT, offsetof(struct calendar, color), -1, false},
    {SQL_TEXT, offsetof(struct calendar, timezone), -1, false},
    {SQL_BOOL, offsetof(struct calendar, is_public), -1, false},
    {SQL_TEXT, offsetof(struct calendar, public_token), -1, true},
    {SQL_TEXT, offsetof(struct calendar, role), -1, false},
    {SQL_INT8, offsetof(struct calendar, version), -1, false},
    {SQL_INSTANT, offsetof(struct calendar, created_at), -1, false},
    {SQL_INSTANT, offsetof(struct calendar, updated_at), -1, false},
};
static const struct statement calendar_page_statement = {
    .name = "calendar_page",
    .text = "SELECT c.id, c.owner_id, c.name, c.description, c.color, c.timezone, c.is_public, "
        "CASE WHEN m.role = 'owner' THEN c.public_token END AS \"public_token?\", "
        "m.role, c.version, c.created_at, c.updated_at "
        "FROM calendar_members m CROSS JOIN LATERAL ( "
        "SELECT * FROM calendars WHERE id = m.calendar_id AND deleted_at IS NULL OFFSET 0 "
        ") AS c "
        "WHERE (m.user_id, m.calendar_id) > ($1, $2) "
        "AND (m.user_id, m.calendar_id) <= ($1, 'ffffffff-ffff-ffff-ffff-ffffffffffff') AND m.left_at IS NULL "
        "ORDER BY m.user_id, m.calendar_id "
        "LIMIT $3",
    .params = calendar_page_params,
    .param_count = 3,
    .columns = calendar_page_columns,
    .column_count = 12,
    .row_size = sizeof(struct calendar),
};

enum err
sql_calendar_page(struct request *rq, const struct sql_calendar_page *q, struct calendar **rows, size_t *count)
{
    return db_many(rq, &calendar_page_statement, q, rows, count);
}

static const struct sql_param calendar_insert_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_calendar_insert, id), -1},
    {SQL_UUID, -1, offsetof(struct sql_calendar_insert, owner_id), -1},
    {SQL_TEXT, offsetof(struct sql_calendar_insert, calendar), offsetof(struct calendar, name), -1},
    {SQL_TEXT, offsetof(struct sql_calendar_insert, calendar), offsetof(struct calendar, description), -1},
    {SQL_TEXT, offsetof(struct sql_calendar_insert, calendar), offsetof(struct calendar, color), -1},
    {SQL_TEXT, offsetof(struct sql_calendar_insert, calendar), offsetof(struct calendar, timezone), -1},
    {SQL_BOOL, offsetof(struct sql_calendar_insert, calendar), offsetof(struct calendar, is_public), -1},
    {SQL_TEXT, offsetof(struct sql_calendar_insert, calendar), offsetof(struct calendar, public_token), -1},
};
static const struct sql_column calendar_insert_columns[] = {
    {SQL_UUID, offsetof(struct calendar, id), -1, false},
    {SQL_UUID, offsetof(struct calendar, owner_id), -1, false},
    {SQL_TEXT, offsetof(struct calendar, name), -1, false},
    {SQL_TEXT, offsetof(struct calendar, description), -1, true},
    {SQL_TEXT, offsetof(struct calendar, color), -1, false},
    {SQL_TEXT, offsetof(struct calendar, timezone), -1, false},
    {SQL_BOOL, offsetof(struct calendar, is_public), -1, false},
    {SQL_TEXT, offsetof(struct calendar, public_token), -1, true},
    {SQL_TEXT, offsetof(struct calendar, role), -1, false},
    {SQL_INT8, offsetof(struct calendar, version), -1, false},
    {SQL_INSTANT, offsetof(struct calendar, created_at), -1, false},
    {SQL_INSTANT, offsetof(struct calendar, updated_at), -1, false},
};
static const struct statement calendar_insert_statement = {
    .name = "calendar_insert",
    .text = "WITH new AS ( "
        "INSERT INTO calendars (id, owner_id, name, description, color, timezone, is_public, public_token) "
        "VALUES ($1, $2, $3, $4, $5, $6, "
        "$7, $8) "
        "RETURNING * "
        "), owner AS ( "
        "INSERT INTO calendar_members (calendar_id, user_id, role) "
        "SELECT id, owner_id, 'owner' FROM new "
        "RETURNING role "
        ") "
        "SELECT id, owner_id, name, description AS \"description?\", color, timezone, is_public, "
        "public_token AS \"public_token?\", role, version, created_at, updated_at "
        "FROM new, owner",
    .params = calendar_insert_params,
    .param_count = 8,
    .columns = calendar_insert_columns,
    .column_count = 12,
    .row_size = sizeof(struct calendar),
};

enum err
sql_calendar_insert(struct request *rq, const struct sql_calendar_insert *q, struct calendar *row)
{
    return db_one(rq, &calendar_insert_statement, q, row);
}

static const struct sql_param calendar_find_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_calendar_find, id), -1},
    {SQL_UUID, -1, offsetof(struct sql_calendar_find, user_id), -1},
};
static const struct sql_column calendar_find_columns[] = {
    {SQL_UUID, offsetof(struct calendar, id), -1, false},
    {SQL_UUID, offsetof(struct calendar, owner_id), -1, false},
    {SQL_TEXT, offsetof(struct calendar, name), -1, false},
    {SQL_TEXT, offsetof(struct calendar, description), -1, true},
    {SQL_TEXT, offsetof(struct calendar, color), -1, false},
    {SQL_TEXT, offsetof(struct calendar, timezone), -1, false},
    {SQL_BOOL, offsetof(struct calendar, is_public), -1, false},
    {SQL_TEXT, offsetof(struct calendar, public_token), -1, true},
    {SQL_TEXT, offsetof(struct calendar, role), -1, false},
    {SQL_INT8, offsetof(struct calendar, version), -1, false},
    {SQL_INSTANT, offsetof(struct calendar, created_at), -1, false},
    {SQL_INSTANT, offsetof(struct calendar, updated_at), -1, false},
};
static const struct statement calendar_find_statement = {
    .name = "calendar_find",
    .text = "SELECT c.id, c.owner_id, c.name, c.description, c.color, c.timezone, c.is_public, "
        "CASE WHEN m.role = 'owner' THEN c.public_token END AS \"public_token?\", "
        "m.role, c.version, c.created_at, c.updated_at "
        "FROM calendars c JOIN calendar_members m ON m.calendar_id = c.id "
        "WHERE c.id = $1 AND m.user_id = $2 AND (m.left_at IS NULL AND c.deleted_at IS NULL) IS TRUE",
    .params = calendar_find_params,
    .param_count = 2,
    .columns = calendar_find_columns,
    .column_count = 12,
    .row_size = sizeof(struct calendar),
};

enum err
sql_calendar_find(struct request *rq, const struct sql_calendar_find *q, struct calendar *row)
{
    return db_one(rq, &calendar_find_statement, q, row);
}

static const struct sql_param calendar_lock_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_calendar_lock, id), -1},
    {SQL_UUID, -1, offsetof(struct sql_calendar_lock, user_id), -1},
};
static const struct sql_column calendar_lock_columns[] = {
    {SQL_UUID, offsetof(struct calendar, id), -1, false},
    {SQL_UUID, offsetof(struct calendar, owner_id), -1, false},
    {SQL_TEXT, offsetof(struct calendar, name), -1, false},
    {SQL_TEXT, offsetof(struct calendar, description), -1, true},
    {SQL_TEXT, offsetof(struct calendar, color), -1, false},
    {SQL_TEXT, offsetof(struct calendar, timezone), -1, false},
    {SQL_BOOL, offsetof(struct calendar, is_public), -1, false},
    {SQL_TEXT, offsetof(struct calendar, public_token), -1, true},
    {SQL_TEXT, offsetof(struct calendar, role), -1, false},
    {SQL_INT8, offsetof(struct calendar, version), -1, false},
    {SQL_INSTANT, offsetof(struct calendar, created_at), -1, false},
    {SQL_INSTANT, offsetof(struct calendar, updated_at), -1, false},
};
static const struct statement calendar_lock_statement = {
    .name = "calendar_lock",
    .text = "SELECT c.id, c.owner_id, c.name, c.description, c.color, c.timezone, c.is_public, "
        "CASE WHEN m.role = 'owner' THEN c.public_token END AS \"public_token?\", "
        "m.role, c.version, c.created_at, c.updated_at "
        "FROM calendars c JOIN calendar_members m ON m.calendar_id = c.id "
        "WHERE c.id = $1 AND m.user_id = $2 AND (m.left_at IS NULL AND c.deleted_at IS NULL) IS TRUE "
        "FOR UPDATE OF c FOR SHARE OF m",
    .params = calendar_lock_params,
    .param_count = 2,
    .columns = calendar_lock_columns,
    .column_count = 12,
    .row_size = sizeof(struct calendar),
};

enum err
sql_calendar_lock(struct request *rq, const struct sql_calendar_lock *q, struct calendar *row)
{
    return db_one(rq, &calendar_lock_statement, q, row);
}

static const struct sql_param calendar_update_params[] = {
    {SQL_TEXT, offsetof(struct sql_calendar_update, calendar), offsetof(struct calendar, name), -1},
    {SQL_TEXT, offsetof(struct sql_calendar_update, calendar), offsetof(struct calendar, description), -1},
    {SQL_TEXT, offsetof(struct sql_calendar_update, calendar), offsetof(struct calendar, color), -1},
    {SQL_TEXT, offsetof(struct sql_calendar_update, calendar), offsetof(struct calendar, timezone), -1},
    {SQL_BOOL, offsetof(struct sql_calendar_update, calendar), offsetof(struct calendar, is_public), -1},
    {SQL_TEXT, offsetof(struct sql_calendar_update, calendar), offsetof(struct calendar, public_token), -1},
    {SQL_UUID, offsetof(struct sql_calendar_update, calendar), offsetof(struct calendar, id), -1},
    {SQL_UUID, -1, offsetof(struct sql_calendar_update, owner_id), -1},
};
static const struct sql_column calendar_update_columns[] = {
    {SQL_UUID, offsetof(struct calendar, id), -1, false},
    {SQL_UUID, offsetof(struct calendar, owner_id), -1, false},
    {SQL_TEXT, offsetof(struct calendar, name), -1, false},
    {SQL_TEXT, offsetof(struct calendar, description), -1, true},
    {SQL_TEXT, offsetof(struct calendar, color), -1, false},
    {SQL_TEXT, offsetof(struct calendar, timezone), -1, false},
    {SQL_BOOL, offsetof(struct calendar, is_public), -1, false},
    {SQL_TEXT, offsetof(struct calendar, public_token), -1, true},
    {SQL_TEXT, offsetof(struct calendar, role), -1, false},
    {SQL_INT8, offsetof(struct calendar, version), -1, false},
    {SQL_INSTANT, offsetof(struct calendar, created_at), -1, false},
    {SQL_INSTANT, offsetof(struct calendar, updated_at), -1, false},
};
static const struct statement calendar_update_statement = {
    .name = "calendar_update",
    .text = "UPDATE calendars "
        "SET name = $1, description = $2, color = $3, "
        "timezone = $4, is_public = $5, "
        "public_token = $6, version = version + 1, updated_at = now() "
        "WHERE id = $7 AND (owner_id = $8 AND deleted_at IS NULL) IS TRUE "
        "RETURNING id, owner_id, name, description, color, timezone, is_public, public_token, "
        "'owner'::text AS role, version, created_at, updated_at",
    .params = calendar_update_params,
    .param_count = 8,
    .columns = calendar_update_columns,
    .column_count = 12,
    .row_size = sizeof(struct calendar),
};

enum err
sql_calendar_update(struct request *rq, const struct sql_calendar_update *q, struct calendar *row)
{
    return db_one(rq, &calendar_update_statement, q, row);
}

static const struct sql_param calendar_audience_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_calendar_audience, id), -1},
};
static const struct sql_column calendar_audience_columns[] = {
    {SQL_UUIDS, offsetof(struct sql_audience, user_ids), -1, false},
};
static const struct statement calendar_audience_statement = {
    .name = "calendar_audience",
    .text = "SELECT ARRAY(SELECT user_id FROM calendar_members "
        "WHERE calendar_id = $1 AND (left_at IS NULL) IS TRUE ORDER BY user_id) AS user_ids",
    .params = calendar_audience_params,
    .param_count = 1,
    .columns = calendar_audience_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_audience),
};

enum err
sql_calendar_audience(struct request *rq, const struct sql_calendar_audience *q, struct sql_audience *row)
{
    return db_one(rq, &calendar_audience_statement, q, row);
}

static const struct sql_param calendar_delete_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_calendar_delete, id), -1},
};
static const struct sql_column calendar_delete_columns[] = {
    {SQL_INT8, offsetof(struct sql_calendar_delete_row, version), -1, false},
    {SQL_INSTANT, offsetof(struct sql_calendar_delete_row, updated_at), -1, false},
    {SQL_INT8, offsetof(struct sql_calendar_delete_row, access_version), -1, false},
};
static const struct statement calendar_delete_statement = {
    .name = "calendar_delete",
    .text = "UPDATE calendars "
        "SET deleted_at = now(), updated_at = now(), version = version + 1, "
        "access_version = access_version + 1, access_xid = DEFAULT "
        "WHERE id = $1 AND deleted_at IS NULL "
        "RETURNING version, updated_at, access_version",
    .params = calendar_delete_params,
    .param_count = 1,
    .columns = calendar_delete_columns,
    .column_count = 3,
    .row_size = sizeof(struct sql_calendar_delete_row),
};

enum err
sql_calendar_delete(struct request *rq, const struct sql_calendar_delete *q, struct sql_calendar_delete_row *row)
{
    return db_one(rq, &calendar_delete_statement, q, row);
}

static const struct sql_param calendar_members_leave_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_calendar_members_leave, id), -1},
};
static const struct sql_column calendar_members_leave_columns[] = {
    {SQL_UUIDS, offsetof(struct sql_audience, user_ids), -1, false},
};
static const struct statement calendar_members_leave_statement = {
    .name = "calendar_members_leave",
    .text = "WITH gone AS ( "
        "UPDATE calendar_members SET left_at = now() "
        "WHERE calendar_id = $1 AND (left_at IS NULL) IS TRUE "
        "RETURNING user_id "
        ") "
        "SELECT ARRAY(SELECT user_id FROM gone ORDER BY user_id) AS user_ids",
    .params = calendar_members_leave_params,
    .param_count = 1,
    .columns = calendar_members_leave_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_audience),
};

enum err
sql_calendar_members_leave(struct request *rq, const struct sql_calendar_members_leave *q, struct sql_audience *row)
{
    return db_one(rq, &calendar_members_leave_statement, q, row);
}

static const struct sql_param access_changes_params[] = {
    {SQL_XID8, -1, offsetof(struct sql_access_changes, after_xid), -1},
    {SQL_UUID, -1, offsetof(struct sql_access_changes, after_id), -1},
    {SQL_INT8, -1, offsetof(struct sql_access_changes, most), -1},
};
static const struct sql_column access_changes_columns[] = {
    {SQL_UUID, offsetof(struct access_change, calendar_id), -1, false},
    {SQL_INT8, offsetof(struct access_change, version), -1, false},
    {SQL_BOOL, offsetof(struct access_change, deleted), -1, false},
    {SQL_UUIDS, offsetof(struct access_change, user_ids), -1, false},
    {SQL_TEXTS, offsetof(struct access_change, roles), -1, false},
    {SQL_XID8, offsetof(struct access_change, xid), -1, false},
};
static const struct statement access_changes_statement = {
    .name = "access_changes",
    .text = "SELECT c.id AS calendar_id, c.access_version AS version, c.deleted_at IS NOT NULL AS deleted, "
        "ARRAY(SELECT m.user_id FROM calendar_members m "
        "WHERE m.calendar_id = c.id AND (m.left_at IS NULL) IS TRUE ORDER BY m.user_id) AS user_ids, "
        "ARRAY(SELECT m.role FROM calendar_members m "
        "WHERE m.calendar_id = c.id AND (m.left_at IS NULL) IS TRUE ORDER BY m.user_id) AS roles, "
        "c.access_xid AS xid "
        "FROM calendars c "
        "WHERE (c.access_xid, c.id) > ($1, $2) "
        "AND c.access_xid < pg_snapshot_xmin(pg_current_snapshot()) "
        "ORDER BY c.access_xid, c.id "
        "LIMIT $3",
    .params = access_changes_params,
    .param_count = 3,
    .columns = access_changes_columns,
    .column_count = 6,
    .row_size = sizeof(struct access_change),
};

enum err
sql_access_changes(struct request *rq, const struct sql_access_changes *q, struct access_change **rows, size_t *count)
{
    return db_many(rq, &access_changes_statement, q, rows, count);
}

static const struct sql_param departed_note_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_departed_note, user_id), -1},
};
static const struct statement departed_note_statement = {
    .name = "departed_note",
    .text = "INSERT INTO departed (user_id) VALUES ($1) ON CONFLICT DO NOTHING",
    .params = departed_note_params,
    .param_count = 1,
};

enum err
sql_departed_note(struct request *rq, const struct sql_departed_note *q, int64_t *affected)
{
    return db_exec(rq, &departed_note_statement, q, affected);
}

static const struct sql_param departed_unfinished_params[] = {
    {SQL_INT8, -1, offsetof(struct sql_departed_unfinished, most), -1},
};
static const struct sql_column departed_unfinished_columns[] = {
    {SQL_UUID, offsetof(struct sql_departed_unfinished_row, user_id), -1, false},
};
static const struct statement departed_unfinished_statement = {
    .name = "departed_unfinished",
    .text = "SELECT d.user_id "
        "FROM departed d "
        "WHERE coalesce( "
        "(SELECT true FROM calendars c WHERE c.owner_id = d.user_id AND c.deleted_at IS NULL LIMIT 1), "
        "(SELECT true FROM calendar_members m "
        "WHERE (m.user_id, m.calendar_id) >= (d.user_id, '00000000-0000-0000-0000-000000000000') "
        "AND (m.user_id, m.calendar_id) <= (d.user_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff') AND m.left_at IS NULL "
        "ORDER BY m.user_id, m.calendar_id LIMIT 1), "
        "false) "
        "LIMIT $1",
    .params = departed_unfinished_params,
    .param_count = 1,
    .columns = departed_unfinished_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_departed_unfinished_row),
};

enum err
sql_departed_unfinished(struct request *rq, const struct sql_departed_unfinished *q, struct sql_departed_unfinished_row **rows, size_t *count)
{
    return db_many(rq, &departed_unfinished_statement, q, rows, count);
}

static const struct statement departed_forget_statement = {
    .name = "departed_forget",
    .text = "DELETE FROM departed WHERE noted_at < now() - interval '1 hour'",
};

enum err
sql_departed_forget(struct request *rq, int64_t *affected)
{
    return db_exec(rq, &departed_forget_statement, NULL, affected);
}

static const struct sql_param calendars_of_owner_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_calendars_of_owner, owner_id), -1},
    {SQL_INT8, -1, offsetof(struct sql_calendars_of_owner, most), -1},
};
static const struct sql_column calendars_of_owner_columns[] = {
    {SQL_UUID, offsetof(struct calendar, id), -1, false},
    {SQL_UUID, offsetof(struct calendar, owner_id), -1, false},
    {SQL_TEXT, offsetof(struct calendar, name), -1, false},
    {SQL_TEXT, offsetof(struct calendar, description), -1, true},
    {SQL_TEXT, offsetof(struct calendar, color), -1, false},
    {SQL_TEXT, offsetof(struct calendar, timezone), -1, false},
    {SQL_BOOL, offsetof(struct calendar, is_public), -1, false},
    {SQL_TEXT, offsetof(struct calendar, public_token), -1, true},
    {SQL_TEXT, offsetof(struct calendar, role), -1, false},
    {SQL_INT8, offsetof(struct calendar, version), -1, false},
    {SQL_INSTANT, offsetof(struct calendar, created_at), -1, false},
    {SQL_INSTANT, offsetof(struct calendar, updated_at), -1, false},
};
static const struct statement calendars_of_owner_statement = {
    .name = "calendars_of_owner",
    .text = "SELECT id, owner_id, name, description, color, timezone, is_public, public_token, "
        "'owner'::text AS role, version, created_at, updated_at "
        "FROM calendars "
        "WHERE id = ANY (ARRAY(SELECT id FROM calendars WHERE owner_id = $1 AND deleted_at IS NULL LIMIT $2)) "
        "AND deleted_at IS NULL "
        "ORDER BY id "
        "FOR UPDATE",
    .params = calendars_of_owner_params,
    .param_count = 2,
    .columns = calendars_of_owner_columns,
    .column_count = 12,
    .row_size = sizeof(struct calendar),
};

enum err
sql_calendars_of_owner(struct request *rq, const struct sql_calendars_of_owner *q, struct calendar **rows, size_t *count)
{
    return db_many(rq, &calendars_of_owner_statement, q, rows, count);
}

static const struct sql_param memberships_leave_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_memberships_leave, user_id), -1},
    {SQL_INT8, -1, offsetof(struct sql_memberships_leave, most), -1},
};
static const struct statement memberships_leave_statement = {
    .name = "memberships_leave",
    .text = "WITH left_behind AS ( "
        "UPDATE calendars SET access_version = access_version + 1, access_xid = DEFAULT "
        "WHERE deleted_at IS NULL AND id = ANY (ARRAY( "
        "SELECT calendar_id FROM calendar_members "
        "WHERE user_id = $1 AND role <> 'owner' AND left_at IS NULL "
        "ORDER BY calendar_id LIMIT $2)) "
        "RETURNING id "
        ") "
        "UPDATE calendar_members SET left_at = now() "
        "WHERE calendar_id = ANY (ARRAY(SELECT id FROM left_behind)) AND user_id = $1",
    .params = memberships_leave_params,
    .param_count = 2,
};

enum err
sql_memberships_leave(struct request *rq, const struct sql_memberships_leave *q, int64_t *affected)
{
    return db_exec(rq, &memberships_leave_statement, q, affected);
}

static const struct statement calendar_members_purge_statement = {
    .name = "calendar_members_purge",
    .text = "DELETE FROM calendar_members "
        "WHERE ctid = ANY (ARRAY(SELECT ctid FROM calendar_members WHERE left_at < now() - interval '30 days' LIMIT 1000)) "
        "AND (left_at < now() - interval '30 days') IS TRUE",
};

enum err
sql_calendar_members_purge(struct request *rq, int64_t *affected)
{
    return db_exec(rq, &calendar_members_purge_statement, NULL, affected);
}

static const struct statement calendar_purge_statement = {
    .name = "calendar_purge",
    .text = "DELETE FROM calendars "
        "WHERE id = ANY (ARRAY(SELECT id FROM calendars WHERE deleted_at < now() - interval '30 days' LIMIT 1000))",
};

enum err
sql_calendar_purge(struct request *rq, int64_t *affected)
{
    return db_exec(rq, &calendar_purge_statement, NULL, affected);
}

static const struct statement *const all[] = {
    &calendar_page_statement,
    &calendar_insert_statement,
    &calendar_find_statement,
    &calendar_lock_statement,
    &calendar_update_statement,
    &calendar_audience_statement,
    &calendar_delete_statement,
    &calendar_members_leave_statement,
    &access_changes_statement,
    &departed_note_statement,
    &departed_unfinished_statement,
    &departed_forget_statement,
    &calendars_of_owner_statement,
    &memberships_leave_statement,
    &calendar_members_purge_statement,
    &calendar_purge_statement,
};

const struct statements calendar_sql = {all, 16};
