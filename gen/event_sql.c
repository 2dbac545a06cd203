/* Made by tools/gen from services/event/event.sql. Do not edit. */
#include "gen/event_sql.h"

#include <stddef.h>

static const struct sql_param access_for_write_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_access_for_write, calendar_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_access_for_write, user_id), -1},
};
static const struct sql_column access_for_write_columns[] = {
    {SQL_TEXT, offsetof(struct sql_access_for_write_row, role), -1, false},
};
static const struct statement access_for_write_statement = {
    .name = "access_for_write",
    .text = "SELECT a.role "
        "FROM calendar_versions v JOIN calendar_access a ON a.calendar_id = v.calendar_id "
        "WHERE v.calendar_id = $1 AND a.user_id = $2 AND NOT v.deleted "
        "FOR SHARE OF v, a",
    .params = access_for_write_params,
    .param_count = 2,
    .columns = access_for_write_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_access_for_write_row),
};

enum err
sql_access_for_write(struct request *rq, const struct sql_access_for_write *q, struct sql_access_for_write_row *row)
{
    return db_one(rq, &access_for_write_statement, q, row);
}

static const struct sql_param access_audience_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_access_audience, calendar_id), -1},
};
static const struct sql_column access_audience_columns[] = {
    {SQL_UUIDS, offsetof(struct sql_access_audience_row, user_ids), -1, false},
};
static const struct statement access_audience_statement = {
    .name = "access_audience",
    .text = "SELECT ARRAY(SELECT user_id FROM calendar_access "
        "WHERE calendar_id = $1 ORDER BY user_id) AS user_ids",
    .params = access_audience_params,
    .param_count = 1,
    .columns = access_audience_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_access_audience_row),
};

enum err
sql_access_audience(struct request *rq, const struct sql_access_audience *q, struct sql_access_audience_row *row)
{
    return db_one(rq, &access_audience_statement, q, row);
}

static const struct sql_param access_raise_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_access_raise, calendar_id), -1},
    {SQL_INT8, -1, offsetof(struct sql_access_raise, version), -1},
    {SQL_BOOL, -1, offsetof(struct sql_access_raise, deleted), -1},
};
static const struct sql_column access_raise_columns[] = {
    {SQL_INT8, offsetof(struct sql_access_raise_row, version), -1, false},
};
static const struct statement access_raise_statement = {
    .name = "access_raise",
    .text = "INSERT INTO calendar_versions AS v (calendar_id, version, deleted) "
        "VALUES ($1, $2, $3) "
        "ON CONFLICT (calendar_id) DO UPDATE "
        "SET version = excluded.version, deleted = excluded.deleted, changed_at = now() "
        "WHERE v.version < excluded.version AND NOT v.deleted "
        "RETURNING v.version",
    .params = access_raise_params,
    .param_count = 3,
    .columns = access_raise_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_access_raise_row),
};

enum err
sql_access_raise(struct request *rq, const struct sql_access_raise *q, struct sql_access_raise_row *row)
{
    return db_one(rq, &access_raise_statement, q, row);
}

static const struct sql_param access_members_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_access_members, calendar_id), -1},
    {SQL_UUIDS, -1, offsetof(struct sql_access_members, user_ids), -1},
    {SQL_TEXTS, -1, offsetof(struct sql_access_members, roles), -1},
};
static const struct statement access_members_statement = {
    .name = "access_members",
    .text = "WITH gone AS ( "
        "DELETE FROM calendar_access "
        "WHERE calendar_id = $1 AND user_id <> ALL($2::uuid[]) "
        ") "
        "INSERT INTO calendar_access AS a (calendar_id, user_id, role) "
        "SELECT $1, m.user_id, m.role "
        "FROM unnest($2::uuid[], $3::text[]) AS m (user_id, role) "
        "ON CONFLICT (calendar_id, user_id) DO UPDATE "
        "SET role = excluded.role "
        "WHERE a.role <> excluded.role",
    .params = access_members_params,
    .param_count = 3,
};

enum err
sql_access_members(struct request *rq, const struct sql_access_members *q, int64_t *affected)
{
    return db_exec(rq, &access_members_statement, q, affected);
}

static const struct sql_param access_end_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_access_end, calendar_id), -1},
};
static const struct statement access_end_statement = {
    .name = "access_end",
    .text = "INSERT INTO calendar_versions AS v (calendar_id, version, deleted) "
        "VALUES ($1, 0, true) "
        "ON CONFLICT (calendar_id) DO UPDATE SET deleted = true, changed_at = now() WHERE NOT v.deleted",
    .params = access_end_params,
    .param_count = 1,
};

enum err
sql_access_end(struct request *rq, const struct sql_access_end *q, int64_t *affected)
{
    return db_exec(rq, &access_end_statement, q, affected);
}

static const struct sql_column access_position_get_columns[] = {
    {SQL_XID8, offsetof(struct sql_access_position_get_row, xid), -1, false},
    {SQL_UUID, offsetof(struct sql_access_position_get_row, id), -1, false},
};
static const struct statement access_position_get_statement = {
    .name = "access_position_get",
    .text = "SELECT xid, id FROM access_position",
    .columns = access_position_get_columns,
    .column_count = 2,
    .row_size = sizeof(struct sql_access_position_get_row),
};

enum err
sql_access_position_get(struct request *rq, struct sql_access_position_get_row *row)
{
    return db_one(rq, &access_position_get_statement, NULL, row);
}

static const struct sql_param access_position_set_params[] = {
    {SQL_XID8, -1, offsetof(struct sql_access_position_set, xid), -1},
    {SQL_UUID, -1, offsetof(struct sql_access_position_set, id), -1},
};
static const struct statement access_position_set_statement = {
    .name = "access_position_set",
    .text = "UPDATE access_position SET xid = $1, id = $2 WHERE (xid, id) < ($1, $2)",
    .params = access_position_set_params,
    .param_count = 2,
};

enum err
sql_access_position_set(struct request *rq, const struct sql_access_position_set *q, int64_t *affected)
{
    return db_exec(rq, &access_position_set_statement, q, affected);
}

static const struct sql_param calendars_to_empty_params[] = {
    {SQL_INT8, -1, offsetof(struct sql_calendars_to_empty, most), -1},
};
static const struct sql_column calendars_to_empty_columns[] = {
    {SQL_UUID, offsetof(struct sql_calendars_to_empty_row, calendar_id), -1, false},
};
static const struct statement calendars_to_empty_statement = {
    .name = "calendars_to_empty",
    .text = "SELECT calendar_id FROM calendar_versions WHERE deleted AND NOT emptied LIMIT $1",
    .params = calendars_to_empty_params,
    .param_count = 1,
    .columns = calendars_to_empty_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_calendars_to_empty_row),
};

enum err
sql_calendars_to_empty(struct request *rq, const struct sql_calendars_to_empty *q, struct sql_calendars_to_empty_row **rows, size_t *count)
{
    return db_many(rq, &calendars_to_empty_statement, q, rows, count);
}

static const struct sql_param calendar_empty_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_calendar_empty, calendar_id), -1},
    {SQL_INT8, -1, offsetof(struct sql_calendar_empty, most), -1},
};
static const struct statement calendar_empty_statement = {
    .name = "calendar_empty",
    .text = "UPDATE events SET deleted_at = now(), updated_at = now() "
        "WHERE id IN (SELECT id FROM events WHERE calendar_id = $1 AND deleted_at IS NULL LIMIT $2)",
    .params = calendar_empty_params,
    .param_count = 2,
};

enum err
sql_calendar_empty(struct request *rq, const struct sql_calendar_empty *q, int64_t *affected)
{
    return db_exec(rq, &calendar_empty_statement, q, affected);
}

static const struct sql_param calendar_emptied_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_calendar_emptied, calendar_id), -1},
};
static const struct statement calendar_emptied_statement = {
    .name = "calendar_emptied",
    .text = "UPDATE calendar_versions SET emptied = true, changed_at = now() WHERE calendar_id = $1",
    .params = calendar_emptied_params,
    .param_count = 1,
};

enum err
sql_calendar_emptied(struct request *rq, const struct sql_calendar_emptied *q, int64_t *affected)
{
    return db_exec(rq, &calendar_emptied_statement, q, affected);
}

static const struct sql_param event_purge_params[] = {
    {SQL_INT8, -1, offsetof(struct sql_event_purge, most), -1},
};
static const struct statement event_purge_statement = {
    .name = "event_purge",
    .text = "DELETE FROM events "
        "WHERE id IN (SELECT id FROM events WHERE deleted_at < now() - interval '30 days' LIMIT $1)",
    .params = event_purge_params,
    .param_count = 1,
};

enum err
sql_event_purge(struct request *rq, const struct sql_event_purge *q, int64_t *affected)
{
    return db_exec(rq, &event_purge_statement, q, affected);
}

static const struct sql_param calendar_versions_purge_params[] = {
    {SQL_INT8, -1, offsetof(struct sql_calendar_versions_purge, most), -1},
};
static const struct statement calendar_versions_purge_statement = {
    .name = "calendar_versions_purge",
    .text = "DELETE FROM calendar_versions "
        "WHERE calendar_id IN (SELECT calendar_id FROM calendar_versions "
        "WHERE emptied AND changed_at < now() - interval '30 days' LIMIT $1)",
    .params = calendar_versions_purge_params,
    .param_count = 1,
};

enum err
sql_calendar_versions_purge(struct request *rq, const struct sql_calendar_versions_purge *q, int64_t *affected)
{
    return db_exec(rq, &calendar_versions_purge_statement, q, affected);
}

static const struct statement *const all[] = {
    &access_for_write_statement,
    &access_audience_statement,
    &access_raise_statement,
    &access_members_statement,
    &access_end_statement,
    &access_position_get_statement,
    &access_position_set_statement,
    &calendars_to_empty_statement,
    &calendar_empty_statement,
    &calendar_emptied_statement,
    &event_purge_statement,
    &calendar_versions_purge_statement,
};

const struct statements event_sql = {all, 12};
