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
    {SQL_UUID, offsetof(struct sql_listed, calendar.id), -1, false},
    {SQL_UUID, offsetof(struct sql_listed, calendar.owner_id), -1, false},
    {SQL_TEXT, offsetof(struct sql_listed, calendar.name), -1, false},
    {SQL_TEXT, offsetof(struct sql_listed, calendar.description), -1, true},
    {SQL_TEXT, offsetof(struct sql_listed, calendar.color), -1, false},
    {SQL_TEXT, offsetof(struct sql_listed, calendar.timezone), -1, false},
    {SQL_BOOL, offsetof(struct sql_listed, calendar.is_public), -1, false},
    {SQL_TEXT, offsetof(struct sql_listed, calendar.public_token), -1, true},
    {SQL_TEXT, offsetof(struct sql_listed, calendar.role), -1, false},
    {SQL_UUID, offsetof(struct sql_listed, calendar.transfer_to), offsetof(struct sql_listed, calendar.has_transfer_to), true},
    {SQL_INSTANT, offsetof(struct sql_listed, calendar.transfer_until), offsetof(struct sql_listed, calendar.has_transfer_until), true},
    {SQL_INT8, offsetof(struct sql_listed, calendar.version), -1, false},
    {SQL_INSTANT, offsetof(struct sql_listed, calendar.created_at), -1, false},
    {SQL_INSTANT, offsetof(struct sql_listed, calendar.updated_at), -1, false},
    {SQL_UUID, offsetof(struct sql_listed, display_id), -1, false},
    {SQL_TEXT, offsetof(struct sql_listed, display_name), -1, true},
    {SQL_TEXT, offsetof(struct sql_listed, display_color), -1, true},
    {SQL_INT4, offsetof(struct sql_listed, display_position), offsetof(struct sql_listed, has_display_position), true},
    {SQL_INT8, offsetof(struct sql_listed, display_version), -1, false},
};
static const struct statement calendar_page_statement = {
    .name = "calendar_page",
    .text = "SELECT c.id, c.owner_id, c.name, c.description, c.color, c.timezone, c.is_public, "
        "CASE WHEN m.role = 'owner' THEN c.public_token END AS \"public_token?\", "
        "m.role, "
        "CASE WHEN m.role = 'owner' OR m.user_id = c.transfer_to THEN c.transfer_to END AS \"transfer_to?\", "
        "CASE WHEN m.role = 'owner' OR m.user_id = c.transfer_to THEN c.transfer_until END AS \"transfer_until?\", "
        "c.version, c.created_at, c.updated_at, "
        "m.display_id, m.display_name AS \"display_name?\", m.display_color AS \"display_color?\", "
        "m.display_position AS \"display_position?\", m.display_version "
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
    .column_count = 19,
    .row_size = sizeof(struct sql_listed),
};

enum err
sql_calendar_page(struct request *rq, const struct sql_calendar_page *q, struct sql_listed **rows, size_t *count)
{
    return db_many(rq, &calendar_page_statement, q, rows, count);
}

static const struct sql_param calendar_page_of_role_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_calendar_page_of_role, user_id), -1},
    {SQL_TEXT, -1, offsetof(struct sql_calendar_page_of_role, role), -1},
    {SQL_UUID, -1, offsetof(struct sql_calendar_page_of_role, after), -1},
    {SQL_INT8, -1, offsetof(struct sql_calendar_page_of_role, most), -1},
};
static const struct sql_column calendar_page_of_role_columns[] = {
    {SQL_UUID, offsetof(struct sql_listed, calendar.id), -1, false},
    {SQL_UUID, offsetof(struct sql_listed, calendar.owner_id), -1, false},
    {SQL_TEXT, offsetof(struct sql_listed, calendar.name), -1, false},
    {SQL_TEXT, offsetof(struct sql_listed, calendar.description), -1, true},
    {SQL_TEXT, offsetof(struct sql_listed, calendar.color), -1, false},
    {SQL_TEXT, offsetof(struct sql_listed, calendar.timezone), -1, false},
    {SQL_BOOL, offsetof(struct sql_listed, calendar.is_public), -1, false},
    {SQL_TEXT, offsetof(struct sql_listed, calendar.public_token), -1, true},
    {SQL_TEXT, offsetof(struct sql_listed, calendar.role), -1, false},
    {SQL_UUID, offsetof(struct sql_listed, calendar.transfer_to), offsetof(struct sql_listed, calendar.has_transfer_to), true},
    {SQL_INSTANT, offsetof(struct sql_listed, calendar.transfer_until), offsetof(struct sql_listed, calendar.has_transfer_until), true},
    {SQL_INT8, offsetof(struct sql_listed, calendar.version), -1, false},
    {SQL_INSTANT, offsetof(struct sql_listed, calendar.created_at), -1, false},
    {SQL_INSTANT, offsetof(struct sql_listed, calendar.updated_at), -1, false},
    {SQL_UUID, offsetof(struct sql_listed, display_id), -1, false},
    {SQL_TEXT, offsetof(struct sql_listed, display_name), -1, true},
    {SQL_TEXT, offsetof(struct sql_listed, display_color), -1, true},
    {SQL_INT4, offsetof(struct sql_listed, display_position), offsetof(struct sql_listed, has_display_position), true},
    {SQL_INT8, offsetof(struct sql_listed, display_version), -1, false},
};
static const struct statement calendar_page_of_role_statement = {
    .name = "calendar_page_of_role",
    .text = "SELECT c.id, c.owner_id, c.name, c.description, c.color, c.timezone, c.is_public, "
        "CASE WHEN m.role = 'owner' THEN c.public_token END AS \"public_token?\", "
        "m.role, "
        "CASE WHEN m.role = 'owner' OR m.user_id = c.transfer_to THEN c.transfer_to END AS \"transfer_to?\", "
        "CASE WHEN m.role = 'owner' OR m.user_id = c.transfer_to THEN c.transfer_until END AS \"transfer_until?\", "
        "c.version, c.created_at, c.updated_at, "
        "m.display_id, m.display_name AS \"display_name?\", m.display_color AS \"display_color?\", "
        "m.display_position AS \"display_position?\", m.display_version "
        "FROM calendar_members m CROSS JOIN LATERAL ( "
        "SELECT * FROM calendars WHERE id = m.calendar_id AND deleted_at IS NULL OFFSET 0 "
        ") AS c "
        "WHERE (m.user_id, m.role, m.calendar_id) > ($1, $2, $3) "
        "AND (m.user_id, m.role, m.calendar_id) <= ($1, $2, 'ffffffff-ffff-ffff-ffff-ffffffffffff') "
        "AND (m.left_at IS NULL AND m.role IS NOT NULL) IS TRUE "
        "ORDER BY m.user_id, m.role, m.calendar_id "
        "LIMIT $4",
    .params = calendar_page_of_role_params,
    .param_count = 4,
    .columns = calendar_page_of_role_columns,
    .column_count = 19,
    .row_size = sizeof(struct sql_listed),
};

enum err
sql_calendar_page_of_role(struct request *rq, const struct sql_calendar_page_of_role *q, struct sql_listed **rows, size_t *count)
{
    return db_many(rq, &calendar_page_of_role_statement, q, rows, count);
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
    {SQL_UUID, offsetof(struct calendar, transfer_to), offsetof(struct calendar, has_transfer_to), true},
    {SQL_INSTANT, offsetof(struct calendar, transfer_until), offsetof(struct calendar, has_transfer_until), true},
    {SQL_INT8, offsetof(struct calendar, version), -1, false},
    {SQL_INSTANT, offsetof(struct calendar, created_at), -1, false},
    {SQL_INSTANT, offsetof(struct calendar, updated_at), -1, false},
};
static const struct statement calendar_insert_statement = {
    .name = "calendar_insert",
    .text = "WITH new AS ( "
        "INSERT INTO calendars (id, owner_id, name, description, color, timezone, is_public, public_token, was_public, access_version) "
        "VALUES ($1, $2, $3, $4, $5, $6, "
        "$7, $8, $7, CASE WHEN $7 THEN 2 ELSE 1 END) "
        "RETURNING * "
        "), owner AS ( "
        "INSERT INTO calendar_members (calendar_id, user_id, role) "
        "SELECT id, owner_id, 'owner' FROM new "
        "RETURNING role "
        ") "
        "SELECT id, owner_id, name, description AS \"description?\", color, timezone, is_public, "
        "public_token AS \"public_token?\", role, transfer_to AS \"transfer_to?\", transfer_until AS \"transfer_until?\", "
        "version, created_at, updated_at "
        "FROM new, owner",
    .params = calendar_insert_params,
    .param_count = 8,
    .columns = calendar_insert_columns,
    .column_count = 14,
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
    {SQL_UUID, offsetof(struct calendar, transfer_to), offsetof(struct calendar, has_transfer_to), true},
    {SQL_INSTANT, offsetof(struct calendar, transfer_until), offsetof(struct calendar, has_transfer_until), true},
    {SQL_INT8, offsetof(struct calendar, version), -1, false},
    {SQL_INSTANT, offsetof(struct calendar, created_at), -1, false},
    {SQL_INSTANT, offsetof(struct calendar, updated_at), -1, false},
};
static const struct statement calendar_find_statement = {
    .name = "calendar_find",
    .text = "SELECT c.id, c.owner_id, c.name, c.description, c.color, c.timezone, c.is_public, "
        "CASE WHEN m.role = 'owner' THEN c.public_token END AS \"public_token?\", "
        "m.role, "
        "CASE WHEN m.role = 'owner' OR m.user_id = c.transfer_to THEN c.transfer_to END AS \"transfer_to?\", "
        "CASE WHEN m.role = 'owner' OR m.user_id = c.transfer_to THEN c.transfer_until END AS \"transfer_until?\", "
        "c.version, c.created_at, c.updated_at "
        "FROM calendars c JOIN calendar_members m ON m.calendar_id = c.id "
        "WHERE c.id = $1 AND m.user_id = $2 AND (m.left_at IS NULL AND c.deleted_at IS NULL) IS TRUE",
    .params = calendar_find_params,
    .param_count = 2,
    .columns = calendar_find_columns,
    .column_count = 14,
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
    {SQL_UUID, offsetof(struct calendar, transfer_to), offsetof(struct calendar, has_transfer_to), true},
    {SQL_INSTANT, offsetof(struct calendar, transfer_until), offsetof(struct calendar, has_transfer_until), true},
    {SQL_INT8, offsetof(struct calendar, version), -1, false},
    {SQL_INSTANT, offsetof(struct calendar, created_at), -1, false},
    {SQL_INSTANT, offsetof(struct calendar, updated_at), -1, false},
};
static const struct statement calendar_lock_statement = {
    .name = "calendar_lock",
    .text = "SELECT c.id, c.owner_id, c.name, c.description, c.color, c.timezone, c.is_public, "
        "CASE WHEN m.role = 'owner' THEN c.public_token END AS \"public_token?\", "
        "m.role, "
        "CASE WHEN m.role = 'owner' OR m.user_id = c.transfer_to THEN c.transfer_to END AS \"transfer_to?\", "
        "CASE WHEN m.role = 'owner' OR m.user_id = c.transfer_to THEN c.transfer_until END AS \"transfer_until?\", "
        "c.version, c.created_at, c.updated_at "
        "FROM calendars c JOIN calendar_members m ON m.calendar_id = c.id "
        "WHERE c.id = $1 AND m.user_id = $2 AND (m.left_at IS NULL AND c.deleted_at IS NULL) IS TRUE "
        "FOR UPDATE OF c FOR SHARE OF m",
    .params = calendar_lock_params,
    .param_count = 2,
    .columns = calendar_lock_columns,
    .column_count = 14,
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
    {SQL_UUID, offsetof(struct sql_updated, calendar.id), -1, false},
    {SQL_UUID, offsetof(struct sql_updated, calendar.owner_id), -1, false},
    {SQL_TEXT, offsetof(struct sql_updated, calendar.name), -1, false},
    {SQL_TEXT, offsetof(struct sql_updated, calendar.description), -1, true},
    {SQL_TEXT, offsetof(struct sql_updated, calendar.color), -1, false},
    {SQL_TEXT, offsetof(struct sql_updated, calendar.timezone), -1, false},
    {SQL_BOOL, offsetof(struct sql_updated, calendar.is_public), -1, false},
    {SQL_TEXT, offsetof(struct sql_updated, calendar.public_token), -1, true},
    {SQL_TEXT, offsetof(struct sql_updated, calendar.role), -1, false},
    {SQL_UUID, offsetof(struct sql_updated, calendar.transfer_to), offsetof(struct sql_updated, calendar.has_transfer_to), true},
    {SQL_INSTANT, offsetof(struct sql_updated, calendar.transfer_until), offsetof(struct sql_updated, calendar.has_transfer_until), true},
    {SQL_INT8, offsetof(struct sql_updated, calendar.version), -1, false},
    {SQL_INSTANT, offsetof(struct sql_updated, calendar.created_at), -1, false},
    {SQL_INSTANT, offsetof(struct sql_updated, calendar.updated_at), -1, false},
    {SQL_BOOL, offsetof(struct sql_updated, was_public), -1, false},
};
static const struct statement calendar_update_statement = {
    .name = "calendar_update",
    .text = "UPDATE calendars "
        "SET name = $1, description = $2, color = $3, "
        "timezone = $4, is_public = $5, "
        "public_token = $6, was_public = was_public OR $5, "
        "access_version = access_version + (public_token IS DISTINCT FROM $6)::int, "
        "access_xid = CASE WHEN public_token IS DISTINCT FROM $6 THEN pg_current_xact_id() ELSE access_xid END, "
        "version = version + 1, updated_at = now() "
        "WHERE id = $7 AND (owner_id = $8 AND deleted_at IS NULL) IS TRUE "
        "RETURNING id, owner_id, name, description, color, timezone, is_public, public_token, "
        "'owner'::text AS role, transfer_to, transfer_until, version, created_at, updated_at, was_public",
    .params = calendar_update_params,
    .param_count = 8,
    .columns = calendar_update_columns,
    .column_count = 15,
    .row_size = sizeof(struct sql_updated),
};

enum err
sql_calendar_update(struct request *rq, const struct sql_calendar_update *q, struct sql_updated *row)
{
    return db_one(rq, &calendar_update_statement, q, row);
}

static const struct sql_param public_rotate_params[] = {
    {SQL_TEXT, -1, offsetof(struct sql_public_rotate, token), -1},
    {SQL_UUID, -1, offsetof(struct sql_public_rotate, id), -1},
};
static const struct sql_column public_rotate_columns[] = {
    {SQL_UUID, offsetof(struct calendar, id), -1, false},
    {SQL_UUID, offsetof(struct calendar, owner_id), -1, false},
    {SQL_TEXT, offsetof(struct calendar, name), -1, false},
    {SQL_TEXT, offsetof(struct calendar, description), -1, true},
    {SQL_TEXT, offsetof(struct calendar, color), -1, false},
    {SQL_TEXT, offsetof(struct calendar, timezone), -1, false},
    {SQL_BOOL, offsetof(struct calendar, is_public), -1, false},
    {SQL_TEXT, offsetof(struct calendar, public_token), -1, true},
    {SQL_TEXT, offsetof(struct calendar, role), -1, false},
    {SQL_UUID, offsetof(struct calendar, transfer_to), offsetof(struct calendar, has_transfer_to), true},
    {SQL_INSTANT, offsetof(struct calendar, transfer_until), offsetof(struct calendar, has_transfer_until), true},
    {SQL_INT8, offsetof(struct calendar, version), -1, false},
    {SQL_INSTANT, offsetof(struct calendar, created_at), -1, false},
    {SQL_INSTANT, offsetof(struct calendar, updated_at), -1, false},
};
static const struct statement public_rotate_statement = {
    .name = "public_rotate",
    .text = "UPDATE calendars "
        "SET public_token = $1, version = version + 1, updated_at = now(), access_version = access_version + 1, access_xid = DEFAULT "
        "WHERE id = $2 AND (is_public AND deleted_at IS NULL) IS TRUE "
        "RETURNING id, owner_id, name, description, color, timezone, is_public, public_token, "
        "'owner'::text AS role, transfer_to, transfer_until, version, created_at, updated_at",
    .params = public_rotate_params,
    .param_count = 2,
    .columns = public_rotate_columns,
    .column_count = 14,
    .row_size = sizeof(struct calendar),
};

enum err
sql_public_rotate(struct request *rq, const struct sql_public_rotate *q, struct calendar *row)
{
    return db_one(rq, &public_rotate_statement, q, row);
}

static const struct sql_param public_find_params[] = {
    {SQL_TEXT, -1, offsetof(struct sql_public_find, hash), -1},
};
static const struct sql_column public_find_columns[] = {
    {SQL_TEXT, offsetof(struct public_calendar, name), -1, false},
    {SQL_TEXT, offsetof(struct public_calendar, description), -1, true},
    {SQL_TEXT, offsetof(struct public_calendar, color), -1, false},
    {SQL_TEXT, offsetof(struct public_calendar, timezone), -1, false},
};
static const struct statement public_find_statement = {
    .name = "public_find",
    .text = "SELECT name, description, color, timezone FROM calendars "
        "WHERE public_hash = $1 AND (is_public AND deleted_at IS NULL) IS TRUE",
    .params = public_find_params,
    .param_count = 1,
    .columns = public_find_columns,
    .column_count = 4,
    .row_size = sizeof(struct public_calendar),
};

enum err
sql_public_find(struct request *rq, const struct sql_public_find *q, struct public_calendar *row)
{
    return db_one(rq, &public_find_statement, q, row);
}

static const struct sql_param calendar_readers_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_calendar_readers, id), -1},
};
static const struct sql_column calendar_readers_columns[] = {
    {SQL_UUIDS, offsetof(struct sql_readers, owner_ids), -1, false},
    {SQL_UUIDS, offsetof(struct sql_readers, editor_ids), -1, false},
    {SQL_UUIDS, offsetof(struct sql_readers, viewer_ids), -1, false},
};
static const struct statement calendar_readers_statement = {
    .name = "calendar_readers",
    .text = "SELECT coalesce(array_agg(user_id ORDER BY user_id) FILTER (WHERE role = 'owner'), '{}') AS owner_ids, "
        "coalesce(array_agg(user_id ORDER BY user_id) FILTER (WHERE role = 'editor'), '{}') AS editor_ids, "
        "coalesce(array_agg(user_id ORDER BY user_id) FILTER (WHERE role = 'viewer'), '{}') AS viewer_ids "
        "FROM calendar_members "
        "WHERE calendar_id = $1 AND (left_at IS NULL) IS TRUE",
    .params = calendar_readers_params,
    .param_count = 1,
    .columns = calendar_readers_columns,
    .column_count = 3,
    .row_size = sizeof(struct sql_readers),
};

enum err
sql_calendar_readers(struct request *rq, const struct sql_calendar_readers *q, struct sql_readers *row)
{
    return db_one(rq, &calendar_readers_statement, q, row);
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
        "SET deleted_at = now(), updated_at = now(), version = version + 1, transfer_to = NULL, transfer_until = NULL, "
        "is_public = false, public_token = NULL, "
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
    {SQL_UUIDS, offsetof(struct sql_readers, owner_ids), -1, false},
    {SQL_UUIDS, offsetof(struct sql_readers, editor_ids), -1, false},
    {SQL_UUIDS, offsetof(struct sql_readers, viewer_ids), -1, false},
};
static const struct statement calendar_members_leave_statement = {
    .name = "calendar_members_leave",
    .text = "WITH gone AS ( "
        "UPDATE calendar_members SET left_at = now(), version = version + 1 "
        "WHERE calendar_id = $1 AND (left_at IS NULL) IS TRUE "
        "RETURNING user_id, role "
        ") "
        "SELECT coalesce(array_agg(user_id ORDER BY user_id) FILTER (WHERE role = 'owner'), '{}') AS owner_ids, "
        "coalesce(array_agg(user_id ORDER BY user_id) FILTER (WHERE role = 'editor'), '{}') AS editor_ids, "
        "coalesce(array_agg(user_id ORDER BY user_id) FILTER (WHERE role = 'viewer'), '{}') AS viewer_ids "
        "FROM gone",
    .params = calendar_members_leave_params,
    .param_count = 1,
    .columns = calendar_members_leave_columns,
    .column_count = 3,
    .row_size = sizeof(struct sql_readers),
};

enum err
sql_calendar_members_leave(struct request *rq, const struct sql_calendar_members_leave *q, struct sql_readers *row)
{
    return db_one(rq, &calendar_members_leave_statement, q, row);
}

static const struct sql_param member_page_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_member_page, calendar_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_member_page, after), -1},
    {SQL_INT8, -1, offsetof(struct sql_member_page, most), -1},
};
static const struct sql_column member_page_columns[] = {
    {SQL_UUID, offsetof(struct member, id), -1, false},
    {SQL_UUID, offsetof(struct member, calendar_id), -1, false},
    {SQL_TEXT, offsetof(struct member, role), -1, false},
    {SQL_INT8, offsetof(struct member, version), -1, false},
    {SQL_INSTANT, offsetof(struct member, joined_at), -1, false},
};
static const struct statement member_page_statement = {
    .name = "member_page",
    .text = "SELECT user_id AS id, calendar_id, role, version, joined_at "
        "FROM calendar_members "
        "WHERE (calendar_id, user_id) > ($1, $2) "
        "AND (calendar_id, user_id) <= ($1, 'ffffffff-ffff-ffff-ffff-ffffffffffff') AND (left_at IS NULL) IS TRUE "
        "ORDER BY calendar_id, user_id "
        "LIMIT $3",
    .params = member_page_params,
    .param_count = 3,
    .columns = member_page_columns,
    .column_count = 5,
    .row_size = sizeof(struct member),
};

enum err
sql_member_page(struct request *rq, const struct sql_member_page *q, struct member **rows, size_t *count)
{
    return db_many(rq, &member_page_statement, q, rows, count);
}

static const struct sql_param member_find_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_member_find, calendar_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_member_find, user_id), -1},
};
static const struct sql_column member_find_columns[] = {
    {SQL_UUID, offsetof(struct member, id), -1, false},
    {SQL_UUID, offsetof(struct member, calendar_id), -1, false},
    {SQL_TEXT, offsetof(struct member, role), -1, false},
    {SQL_INT8, offsetof(struct member, version), -1, false},
    {SQL_INSTANT, offsetof(struct member, joined_at), -1, false},
};
static const struct statement member_find_statement = {
    .name = "member_find",
    .text = "SELECT user_id AS id, calendar_id, role, version, joined_at "
        "FROM calendar_members "
        "WHERE calendar_id = $1 AND user_id = $2 AND (left_at IS NULL) IS TRUE",
    .params = member_find_params,
    .param_count = 2,
    .columns = member_find_columns,
    .column_count = 5,
    .row_size = sizeof(struct member),
};

enum err
sql_member_find(struct request *rq, const struct sql_member_find *q, struct member *row)
{
    return db_one(rq, &member_find_statement, q, row);
}

static const struct sql_param member_count_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_member_count, calendar_id), -1},
};
static const struct sql_column member_count_columns[] = {
    {SQL_INT8, offsetof(struct sql_member_count_row, members), -1, false},
};
static const struct statement member_count_statement = {
    .name = "member_count",
    .text = "SELECT count(*) AS members FROM calendar_members WHERE calendar_id = $1 AND (left_at IS NULL) IS TRUE",
    .params = member_count_params,
    .param_count = 1,
    .columns = member_count_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_member_count_row),
};

enum err
sql_member_count(struct request *rq, const struct sql_member_count *q, struct sql_member_count_row *row)
{
    return db_one(rq, &member_count_statement, q, row);
}

static const struct sql_param member_insert_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_member_insert, calendar_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_member_insert, user_id), -1},
    {SQL_TEXT, -1, offsetof(struct sql_member_insert, role), -1},
};
static const struct sql_column member_insert_columns[] = {
    {SQL_UUID, offsetof(struct member, id), -1, false},
    {SQL_UUID, offsetof(struct member, calendar_id), -1, false},
    {SQL_TEXT, offsetof(struct member, role), -1, false},
    {SQL_INT8, offsetof(struct member, version), -1, false},
    {SQL_INSTANT, offsetof(struct member, joined_at), -1, false},
};
static const struct statement member_insert_statement = {
    .name = "member_insert",
    .text = "INSERT INTO calendar_members AS m (calendar_id, user_id, role) "
        "VALUES ($1, $2, $3) "
        "ON CONFLICT (calendar_id, user_id) DO UPDATE "
        "SET role = excluded.role, joined_at = now(), left_at = NULL, version = m.version + 1 "
        "RETURNING user_id AS id, calendar_id, role, version, joined_at",
    .params = member_insert_params,
    .param_count = 3,
    .columns = member_insert_columns,
    .column_count = 5,
    .row_size = sizeof(struct member),
};

enum err
sql_member_insert(struct request *rq, const struct sql_member_insert *q, struct member *row)
{
    return db_one(rq, &member_insert_statement, q, row);
}

static const struct sql_param member_set_role_params[] = {
    {SQL_TEXT, -1, offsetof(struct sql_member_set_role, role), -1},
    {SQL_UUID, -1, offsetof(struct sql_member_set_role, calendar_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_member_set_role, user_id), -1},
};
static const struct sql_column member_set_role_columns[] = {
    {SQL_UUID, offsetof(struct member, id), -1, false},
    {SQL_UUID, offsetof(struct member, calendar_id), -1, false},
    {SQL_TEXT, offsetof(struct member, role), -1, false},
    {SQL_INT8, offsetof(struct member, version), -1, false},
    {SQL_INSTANT, offsetof(struct member, joined_at), -1, false},
};
static const struct statement member_set_role_statement = {
    .name = "member_set_role",
    .text = "UPDATE calendar_members SET role = $1, version = version + 1 "
        "WHERE calendar_id = $2 AND user_id = $3 AND (left_at IS NULL) IS TRUE "
        "RETURNING user_id AS id, calendar_id, role, version, joined_at",
    .params = member_set_role_params,
    .param_count = 3,
    .columns = member_set_role_columns,
    .column_count = 5,
    .row_size = sizeof(struct member),
};

enum err
sql_member_set_role(struct request *rq, const struct sql_member_set_role *q, struct member *row)
{
    return db_one(rq, &member_set_role_statement, q, row);
}

static const struct sql_param display_find_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_display_find, calendar_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_display_find, user_id), -1},
};
static const struct sql_column display_find_columns[] = {
    {SQL_UUID, offsetof(struct display, id), -1, false},
    {SQL_UUID, offsetof(struct display, calendar_id), -1, false},
    {SQL_TEXT, offsetof(struct display, name), -1, true},
    {SQL_TEXT, offsetof(struct display, color), -1, true},
    {SQL_INT4, offsetof(struct display, position), offsetof(struct display, has_position), true},
    {SQL_INT8, offsetof(struct display, version), -1, false},
};
static const struct statement display_find_statement = {
    .name = "display_find",
    .text = "SELECT display_id AS id, calendar_id, display_name AS name, display_color AS color, display_position AS position, "
        "display_version AS version "
        "FROM calendar_members "
        "WHERE calendar_id = $1 AND user_id = $2 AND (left_at IS NULL) IS TRUE",
    .params = display_find_params,
    .param_count = 2,
    .columns = display_find_columns,
    .column_count = 6,
    .row_size = sizeof(struct display),
};

enum err
sql_display_find(struct request *rq, const struct sql_display_find *q, struct display *row)
{
    return db_one(rq, &display_find_statement, q, row);
}

static const struct sql_param display_update_params[] = {
    {SQL_TEXT, offsetof(struct sql_display_update, display), offsetof(struct display, name), -1},
    {SQL_TEXT, offsetof(struct sql_display_update, display), offsetof(struct display, color), -1},
    {SQL_INT4, offsetof(struct sql_display_update, display), offsetof(struct display, position), offsetof(struct display, has_position)},
    {SQL_UUID, -1, offsetof(struct sql_display_update, calendar_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_display_update, user_id), -1},
};
static const struct sql_column display_update_columns[] = {
    {SQL_UUID, offsetof(struct display, id), -1, false},
    {SQL_UUID, offsetof(struct display, calendar_id), -1, false},
    {SQL_TEXT, offsetof(struct display, name), -1, true},
    {SQL_TEXT, offsetof(struct display, color), -1, true},
    {SQL_INT4, offsetof(struct display, position), offsetof(struct display, has_position), true},
    {SQL_INT8, offsetof(struct display, version), -1, false},
};
static const struct statement display_update_statement = {
    .name = "display_update",
    .text = "UPDATE calendar_members "
        "SET display_name = $1, display_color = $2, display_position = $3, "
        "display_version = display_version + 1 "
        "WHERE calendar_id = $4 AND user_id = $5 AND (left_at IS NULL) IS TRUE "
        "RETURNING display_id AS id, calendar_id, display_name AS name, display_color AS color, display_position AS position, "
        "display_version AS version",
    .params = display_update_params,
    .param_count = 5,
    .columns = display_update_columns,
    .column_count = 6,
    .row_size = sizeof(struct display),
};

enum err
sql_display_update(struct request *rq, const struct sql_display_update *q, struct display *row)
{
    return db_one(rq, &display_update_statement, q, row);
}

static const struct sql_param member_leave_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_member_leave, calendar_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_member_leave, user_id), -1},
};
static const struct statement member_leave_statement = {
    .name = "member_leave",
    .text = "UPDATE calendar_members SET left_at = now(), version = version + 1 "
        "WHERE calendar_id = $1 AND user_id = $2 AND (left_at IS NULL) IS TRUE",
    .params = member_leave_params,
    .param_count = 2,
};

enum err
sql_member_leave(struct request *rq, const struct sql_member_leave *q, int64_t *affected)
{
    return db_exec(rq, &member_leave_statement, q, affected);
}

static const struct sql_param membership_raise_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_membership_raise, gone), -1},
    {SQL_UUID, -1, offsetof(struct sql_membership_raise, id), -1},
};
static const struct sql_column membership_raise_columns[] = {
    {SQL_UUID, offsetof(struct calendar, id), -1, false},
    {SQL_UUID, offsetof(struct calendar, owner_id), -1, false},
    {SQL_TEXT, offsetof(struct calendar, name), -1, false},
    {SQL_TEXT, offsetof(struct calendar, description), -1, true},
    {SQL_TEXT, offsetof(struct calendar, color), -1, false},
    {SQL_TEXT, offsetof(struct calendar, timezone), -1, false},
    {SQL_BOOL, offsetof(struct calendar, is_public), -1, false},
    {SQL_TEXT, offsetof(struct calendar, public_token), -1, true},
    {SQL_TEXT, offsetof(struct calendar, role), -1, false},
    {SQL_UUID, offsetof(struct calendar, transfer_to), offsetof(struct calendar, has_transfer_to), true},
    {SQL_INSTANT, offsetof(struct calendar, transfer_until), offsetof(struct calendar, has_transfer_until), true},
    {SQL_INT8, offsetof(struct calendar, version), -1, false},
    {SQL_INSTANT, offsetof(struct calendar, created_at), -1, false},
    {SQL_INSTANT, offsetof(struct calendar, updated_at), -1, false},
};
static const struct statement membership_raise_statement = {
    .name = "membership_raise",
    .text = "UPDATE calendars "
        "SET version = version + 1, updated_at = now(), access_version = access_version + 1, access_xid = DEFAULT, "
        "transfer_to = nullif(transfer_to, $1), "
        "transfer_until = CASE WHEN transfer_to <> $1 THEN transfer_until END "
        "WHERE id = $2 AND (deleted_at IS NULL) IS TRUE "
        "RETURNING id, owner_id, name, description, color, timezone, is_public, public_token, "
        "'owner'::text AS role, transfer_to, transfer_until, version, created_at, updated_at",
    .params = membership_raise_params,
    .param_count = 2,
    .columns = membership_raise_columns,
    .column_count = 14,
    .row_size = sizeof(struct calendar),
};

enum err
sql_membership_raise(struct request *rq, const struct sql_membership_raise *q, struct calendar *row)
{
    return db_one(rq, &membership_raise_statement, q, row);
}

static const struct sql_param membership_state_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_membership_state, id), -1},
};
static const struct sql_column membership_state_columns[] = {
    {SQL_UUID, offsetof(struct access_state, calendar_id), -1, false},
    {SQL_INT8, offsetof(struct access_state, version), -1, false},
    {SQL_BOOL, offsetof(struct access_state, deleted), -1, false},
    {SQL_UUIDS, offsetof(struct access_state, user_ids), -1, false},
    {SQL_TEXTS, offsetof(struct access_state, roles), -1, false},
    {SQL_TEXT, offsetof(struct access_state, public_hash), -1, true},
};
static const struct statement membership_state_statement = {
    .name = "membership_state",
    .text = "SELECT c.id AS calendar_id, c.access_version AS version, c.deleted_at IS NOT NULL AS deleted, "
        "ARRAY(SELECT m.user_id FROM calendar_members m "
        "WHERE m.calendar_id = c.id AND (m.left_at IS NULL) IS TRUE ORDER BY m.user_id) AS user_ids, "
        "ARRAY(SELECT m.role FROM calendar_members m "
        "WHERE m.calendar_id = c.id AND (m.left_at IS NULL) IS TRUE ORDER BY m.user_id) AS roles, "
        "c.public_hash AS \"public_hash?\" "
        "FROM calendars c "
        "WHERE c.id = $1",
    .params = membership_state_params,
    .param_count = 1,
    .columns = membership_state_columns,
    .column_count = 6,
    .row_size = sizeof(struct access_state),
};

enum err
sql_membership_state(struct request *rq, const struct sql_membership_state *q, struct access_state *row)
{
    return db_one(rq, &membership_state_statement, q, row);
}

static const struct sql_param transfer_offer_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_transfer_offer, to), -1},
    {SQL_UUID, -1, offsetof(struct sql_transfer_offer, id), -1},
};
static const struct sql_column transfer_offer_columns[] = {
    {SQL_UUID, offsetof(struct calendar, id), -1, false},
    {SQL_UUID, offsetof(struct calendar, owner_id), -1, false},
    {SQL_TEXT, offsetof(struct calendar, name), -1, false},
    {SQL_TEXT, offsetof(struct calendar, description), -1, true},
    {SQL_TEXT, offsetof(struct calendar, color), -1, false},
    {SQL_TEXT, offsetof(struct calendar, timezone), -1, false},
    {SQL_BOOL, offsetof(struct calendar, is_public), -1, false},
    {SQL_TEXT, offsetof(struct calendar, public_token), -1, true},
    {SQL_TEXT, offsetof(struct calendar, role), -1, false},
    {SQL_UUID, offsetof(struct calendar, transfer_to), offsetof(struct calendar, has_transfer_to), true},
    {SQL_INSTANT, offsetof(struct calendar, transfer_until), offsetof(struct calendar, has_transfer_until), true},
    {SQL_INT8, offsetof(struct calendar, version), -1, false},
    {SQL_INSTANT, offsetof(struct calendar, created_at), -1, false},
    {SQL_INSTANT, offsetof(struct calendar, updated_at), -1, false},
};
static const struct statement transfer_offer_statement = {
    .name = "transfer_offer",
    .text = "UPDATE calendars "
        "SET transfer_to = $1, transfer_until = now() + interval '7 days', version = version + 1, updated_at = now() "
        "WHERE id = $2 AND (deleted_at IS NULL) IS TRUE "
        "RETURNING id, owner_id, name, description, color, timezone, is_public, public_token, "
        "'owner'::text AS role, transfer_to, transfer_until, version, created_at, updated_at",
    .params = transfer_offer_params,
    .param_count = 2,
    .columns = transfer_offer_columns,
    .column_count = 14,
    .row_size = sizeof(struct calendar),
};

enum err
sql_transfer_offer(struct request *rq, const struct sql_transfer_offer *q, struct calendar *row)
{
    return db_one(rq, &transfer_offer_statement, q, row);
}

static const struct sql_param transfer_end_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_transfer_end, id), -1},
};
static const struct sql_column transfer_end_columns[] = {
    {SQL_UUID, offsetof(struct calendar, id), -1, false},
    {SQL_UUID, offsetof(struct calendar, owner_id), -1, false},
    {SQL_TEXT, offsetof(struct calendar, name), -1, false},
    {SQL_TEXT, offsetof(struct calendar, description), -1, true},
    {SQL_TEXT, offsetof(struct calendar, color), -1, false},
    {SQL_TEXT, offsetof(struct calendar, timezone), -1, false},
    {SQL_BOOL, offsetof(struct calendar, is_public), -1, false},
    {SQL_TEXT, offsetof(struct calendar, public_token), -1, true},
    {SQL_TEXT, offsetof(struct calendar, role), -1, false},
    {SQL_UUID, offsetof(struct calendar, transfer_to), offsetof(struct calendar, has_transfer_to), true},
    {SQL_INSTANT, offsetof(struct calendar, transfer_until), offsetof(struct calendar, has_transfer_until), true},
    {SQL_INT8, offsetof(struct calendar, version), -1, false},
    {SQL_INSTANT, offsetof(struct calendar, created_at), -1, false},
    {SQL_INSTANT, offsetof(struct calendar, updated_at), -1, false},
};
static const struct statement transfer_end_statement = {
    .name = "transfer_end",
    .text = "UPDATE calendars "
        "SET transfer_to = NULL, transfer_until = NULL, version = version + 1, updated_at = now() "
        "WHERE id = $1 AND (deleted_at IS NULL) IS TRUE "
        "RETURNING id, owner_id, name, description, color, timezone, is_public, public_token, "
        "'owner'::text AS role, transfer_to, transfer_until, version, created_at, updated_at",
    .params = transfer_end_params,
    .param_count = 1,
    .columns = transfer_end_columns,
    .column_count = 14,
    .row_size = sizeof(struct calendar),
};

enum err
sql_transfer_end(struct request *rq, const struct sql_transfer_end *q, struct calendar *row)
{
    return db_one(rq, &transfer_end_statement, q, row);
}

static const struct sql_param transfer_take_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_transfer_take, to), -1},
    {SQL_UUID, -1, offsetof(struct sql_transfer_take, id), -1},
};
static const struct statement transfer_take_statement = {
    .name = "transfer_take",
    .text = "UPDATE calendars SET owner_id = $1, transfer_to = NULL, transfer_until = NULL "
        "WHERE id = $2 AND (deleted_at IS NULL AND transfer_to = $1 AND transfer_until > now()) IS TRUE",
    .params = transfer_take_params,
    .param_count = 2,
};

enum err
sql_transfer_take(struct request *rq, const struct sql_transfer_take *q, int64_t *affected)
{
    return db_exec(rq, &transfer_take_statement, q, affected);
}

static const struct sql_param transfers_expire_params[] = {
    {SQL_INT8, -1, offsetof(struct sql_transfers_expire, most), -1},
};
static const struct sql_column transfers_expire_columns[] = {
    {SQL_UUID, offsetof(struct calendar, id), -1, false},
    {SQL_UUID, offsetof(struct calendar, owner_id), -1, false},
    {SQL_TEXT, offsetof(struct calendar, name), -1, false},
    {SQL_TEXT, offsetof(struct calendar, description), -1, true},
    {SQL_TEXT, offsetof(struct calendar, color), -1, false},
    {SQL_TEXT, offsetof(struct calendar, timezone), -1, false},
    {SQL_BOOL, offsetof(struct calendar, is_public), -1, false},
    {SQL_TEXT, offsetof(struct calendar, public_token), -1, true},
    {SQL_TEXT, offsetof(struct calendar, role), -1, false},
    {SQL_UUID, offsetof(struct calendar, transfer_to), offsetof(struct calendar, has_transfer_to), true},
    {SQL_INSTANT, offsetof(struct calendar, transfer_until), offsetof(struct calendar, has_transfer_until), true},
    {SQL_INT8, offsetof(struct calendar, version), -1, false},
    {SQL_INSTANT, offsetof(struct calendar, created_at), -1, false},
    {SQL_INSTANT, offsetof(struct calendar, updated_at), -1, false},
};
static const struct statement transfers_expire_statement = {
    .name = "transfers_expire",
    .text = "UPDATE calendars "
        "SET transfer_to = NULL, transfer_until = NULL, version = version + 1, updated_at = now() "
        "WHERE id = ANY (ARRAY(SELECT id FROM calendars WHERE transfer_until < now() LIMIT $1)) "
        "AND (transfer_until < now()) IS TRUE "
        "RETURNING id, owner_id, name, description, color, timezone, is_public, public_token, "
        "'owner'::text AS role, transfer_to, transfer_until, version, created_at, updated_at",
    .params = transfers_expire_params,
    .param_count = 1,
    .columns = transfers_expire_columns,
    .column_count = 14,
    .row_size = sizeof(struct calendar),
};

enum err
sql_transfers_expire(struct request *rq, const struct sql_transfers_expire *q, struct calendar **rows, size_t *count)
{
    return db_many(rq, &transfers_expire_statement, q, rows, count);
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
    {SQL_TEXT, offsetof(struct access_change, public_hash), -1, true},
    {SQL_XID8, offsetof(struct access_change, xid), -1, false},
};
static const struct statement access_changes_statement = {
    .name = "access_changes",
    .text = "SELECT c.id AS calendar_id, c.access_version AS version, c.deleted_at IS NOT NULL AS deleted, "
        "ARRAY(SELECT m.user_id FROM calendar_members m "
        "WHERE m.calendar_id = c.id AND (m.left_at IS NULL) IS TRUE ORDER BY m.user_id) AS user_ids, "
        "ARRAY(SELECT m.role FROM calendar_members m "
        "WHERE m.calendar_id = c.id AND (m.left_at IS NULL) IS TRUE ORDER BY m.user_id) AS roles, "
        "c.public_hash AS \"public_hash?\", c.access_xid AS xid "
        "FROM calendars c "
        "WHERE (c.access_xid, c.id) > ($1, $2) "
        "AND c.access_xid < pg_snapshot_xmin(pg_current_snapshot()) "
        "ORDER BY c.access_xid, c.id "
        "LIMIT $3",
    .params = access_changes_params,
    .param_count = 3,
    .columns = access_changes_columns,
    .column_count = 7,
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
    {SQL_UUID, offsetof(struct calendar, transfer_to), offsetof(struct calendar, has_transfer_to), true},
    {SQL_INSTANT, offsetof(struct calendar, transfer_until), offsetof(struct calendar, has_transfer_until), true},
    {SQL_INT8, offsetof(struct calendar, version), -1, false},
    {SQL_INSTANT, offsetof(struct calendar, created_at), -1, false},
    {SQL_INSTANT, offsetof(struct calendar, updated_at), -1, false},
};
static const struct statement calendars_of_owner_statement = {
    .name = "calendars_of_owner",
    .text = "SELECT id, owner_id, name, description, color, timezone, is_public, public_token, "
        "'owner'::text AS role, transfer_to, transfer_until, version, created_at, updated_at "
        "FROM calendars "
        "WHERE id = ANY (ARRAY(SELECT id FROM calendars WHERE owner_id = $1 AND deleted_at IS NULL LIMIT $2)) "
        "AND deleted_at IS NULL "
        "ORDER BY id "
        "FOR UPDATE",
    .params = calendars_of_owner_params,
    .param_count = 2,
    .columns = calendars_of_owner_columns,
    .column_count = 14,
    .row_size = sizeof(struct calendar),
};

enum err
sql_calendars_of_owner(struct request *rq, const struct sql_calendars_of_owner *q, struct calendar **rows, size_t *count)
{
    return db_many(rq, &calendars_of_owner_statement, q, rows, count);
}

static const struct sql_param calendars_joined_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_calendars_joined, user_id), -1},
    {SQL_INT8, -1, offsetof(struct sql_calendars_joined, most), -1},
};
static const struct sql_column calendars_joined_columns[] = {
    {SQL_UUID, offsetof(struct calendar, id), -1, false},
    {SQL_UUID, offsetof(struct calendar, owner_id), -1, false},
    {SQL_TEXT, offsetof(struct calendar, name), -1, false},
    {SQL_TEXT, offsetof(struct calendar, description), -1, true},
    {SQL_TEXT, offsetof(struct calendar, color), -1, false},
    {SQL_TEXT, offsetof(struct calendar, timezone), -1, false},
    {SQL_BOOL, offsetof(struct calendar, is_public), -1, false},
    {SQL_TEXT, offsetof(struct calendar, public_token), -1, true},
    {SQL_TEXT, offsetof(struct calendar, role), -1, false},
    {SQL_UUID, offsetof(struct calendar, transfer_to), offsetof(struct calendar, has_transfer_to), true},
    {SQL_INSTANT, offsetof(struct calendar, transfer_until), offsetof(struct calendar, has_transfer_until), true},
    {SQL_INT8, offsetof(struct calendar, version), -1, false},
    {SQL_INSTANT, offsetof(struct calendar, created_at), -1, false},
    {SQL_INSTANT, offsetof(struct calendar, updated_at), -1, false},
};
static const struct statement calendars_joined_statement = {
    .name = "calendars_joined",
    .text = "SELECT id, owner_id, name, description, color, timezone, is_public, public_token, "
        "'owner'::text AS role, transfer_to, transfer_until, version, created_at, updated_at "
        "FROM calendars "
        "WHERE id = ANY (ARRAY( "
        "SELECT calendar_id FROM calendar_members "
        "WHERE (user_id, calendar_id) >= ($1, '00000000-0000-0000-0000-000000000000') "
        "AND (user_id, calendar_id) <= ($1, 'ffffffff-ffff-ffff-ffff-ffffffffffff') "
        "AND left_at IS NULL AND (role <> 'owner') IS TRUE "
        "ORDER BY user_id, calendar_id LIMIT $2)) "
        "AND deleted_at IS NULL "
        "ORDER BY id "
        "FOR UPDATE",
    .params = calendars_joined_params,
    .param_count = 2,
    .columns = calendars_joined_columns,
    .column_count = 14,
    .row_size = sizeof(struct calendar),
};

enum err
sql_calendars_joined(struct request *rq, const struct sql_calendars_joined *q, struct calendar **rows, size_t *count)
{
    return db_many(rq, &calendars_joined_statement, q, rows, count);
}

static const struct sql_param calendar_members_purge_params[] = {
    {SQL_INSTANT, -1, offsetof(struct sql_calendar_members_purge, now), -1},
};
static const struct statement calendar_members_purge_statement = {
    .name = "calendar_members_purge",
    .text = "DELETE FROM calendar_members "
        "WHERE ctid = ANY (ARRAY(SELECT ctid FROM calendar_members WHERE left_at < $1::timestamptz - interval '30 days' LIMIT 1000)) "
        "AND (left_at < $1::timestamptz - interval '30 days') IS TRUE",
    .params = calendar_members_purge_params,
    .param_count = 1,
};

enum err
sql_calendar_members_purge(struct request *rq, const struct sql_calendar_members_purge *q, int64_t *affected)
{
    return db_exec(rq, &calendar_members_purge_statement, q, affected);
}

static const struct sql_param calendar_purge_params[] = {
    {SQL_INSTANT, -1, offsetof(struct sql_calendar_purge, now), -1},
};
static const struct statement calendar_purge_statement = {
    .name = "calendar_purge",
    .text = "DELETE FROM calendars "
        "WHERE id = ANY (ARRAY(SELECT id FROM calendars WHERE deleted_at < $1::timestamptz - interval '30 days' LIMIT 1000))",
    .params = calendar_purge_params,
    .param_count = 1,
};

enum err
sql_calendar_purge(struct request *rq, const struct sql_calendar_purge *q, int64_t *affected)
{
    return db_exec(rq, &calendar_purge_statement, q, affected);
}

static const struct statement *const all[] = {
    &calendar_page_statement,
    &calendar_page_of_role_statement,
    &calendar_insert_statement,
    &calendar_find_statement,
    &calendar_lock_statement,
    &calendar_update_statement,
    &public_rotate_statement,
    &public_find_statement,
    &calendar_readers_statement,
    &calendar_delete_statement,
    &calendar_members_leave_statement,
    &member_page_statement,
    &member_find_statement,
    &member_count_statement,
    &member_insert_statement,
    &member_set_role_statement,
    &display_find_statement,
    &display_update_statement,
    &member_leave_statement,
    &membership_raise_statement,
    &membership_state_statement,
    &transfer_offer_statement,
    &transfer_end_statement,
    &transfer_take_statement,
    &transfers_expire_statement,
    &access_changes_statement,
    &departed_note_statement,
    &departed_unfinished_statement,
    &departed_forget_statement,
    &calendars_of_owner_statement,
    &calendars_joined_statement,
    &calendar_members_purge_statement,
    &calendar_purge_statement,
};

const struct statements calendar_sql = {all, 33};
