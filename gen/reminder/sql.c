/* Made by tools/gen from services/reminder/reminder.sql. Do not edit. */
/* clang-format off */
#include "gen/reminder/sql.h"

#include <stddef.h>

static const struct sql_param reminder_page_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_reminder_page, event_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_reminder_page, user_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_reminder_page, after_id), -1},
    {SQL_INT8, -1, offsetof(struct sql_reminder_page, rows), -1},
};
static const struct sql_column reminder_page_columns[] = {
    {SQL_UUID, offsetof(struct reminder, id), -1, false},
    {SQL_UUID, offsetof(struct reminder, event_id), -1, false},
    {SQL_INT8, offsetof(struct reminder, minutes_before), offsetof(struct reminder, has_minutes_before), true},
    {SQL_INSTANT, offsetof(struct reminder, at), offsetof(struct reminder, has_at), true},
    {SQL_TEXT, offsetof(struct reminder, related), -1, false},
    {SQL_TEXT, offsetof(struct reminder, channel), -1, false},
    {SQL_BOOL, offsetof(struct reminder, is_default), -1, false},
    {SQL_INT8, offsetof(struct reminder, version), -1, false},
    {SQL_INSTANT, offsetof(struct reminder, created_at), -1, false},
    {SQL_INSTANT, offsetof(struct reminder, updated_at), -1, false},
};
static const struct statement reminder_page_statement = {
    .name = "reminder_page",
    .text = "SELECT id, event_id, minutes_before AS \"minutes_before?\", at AS \"at?\", related, channel, default_id IS NOT NULL AS is_default, version, "
        "created_at, updated_at "
        "FROM reminders "
        "WHERE (event_id, user_id, id) > ($1, $2, $3) "
        "AND (event_id, user_id, id) <= ($1, $2, 'ffffffff-ffff-ffff-ffff-ffffffffffff') "
        "AND (deleted_at IS NULL) IS TRUE AND (SELECT NOT deleted FROM courses WHERE event_id = $1) "
        "ORDER BY event_id, user_id, id "
        "LIMIT $4",
    .params = reminder_page_params,
    .param_count = 4,
    .columns = reminder_page_columns,
    .column_count = 10,
    .row_size = sizeof(struct reminder),
};

enum err
sql_reminder_page(struct request *rq, const struct sql_reminder_page *q, struct reminder **rows, size_t *count)
{
    return db_many(rq, &reminder_page_statement, q, rows, count);
}

static const struct sql_param reminder_find_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_reminder_find, id), -1},
    {SQL_UUID, -1, offsetof(struct sql_reminder_find, user_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_reminder_find, event_id), -1},
};
static const struct sql_column reminder_find_columns[] = {
    {SQL_UUID, offsetof(struct reminder, id), -1, false},
    {SQL_UUID, offsetof(struct reminder, event_id), -1, false},
    {SQL_INT8, offsetof(struct reminder, minutes_before), offsetof(struct reminder, has_minutes_before), true},
    {SQL_INSTANT, offsetof(struct reminder, at), offsetof(struct reminder, has_at), true},
    {SQL_TEXT, offsetof(struct reminder, related), -1, false},
    {SQL_TEXT, offsetof(struct reminder, channel), -1, false},
    {SQL_BOOL, offsetof(struct reminder, is_default), -1, false},
    {SQL_INT8, offsetof(struct reminder, version), -1, false},
    {SQL_INSTANT, offsetof(struct reminder, created_at), -1, false},
    {SQL_INSTANT, offsetof(struct reminder, updated_at), -1, false},
};
static const struct statement reminder_find_statement = {
    .name = "reminder_find",
    .text = "SELECT id, event_id, minutes_before AS \"minutes_before?\", at AS \"at?\", related, channel, default_id IS NOT NULL AS is_default, version, "
        "created_at, updated_at "
        "FROM reminders "
        "WHERE id = $1 AND (user_id = $2 AND event_id = $3 AND deleted_at IS NULL) IS TRUE "
        "AND (SELECT NOT deleted FROM courses WHERE event_id = $3)",
    .params = reminder_find_params,
    .param_count = 3,
    .columns = reminder_find_columns,
    .column_count = 10,
    .row_size = sizeof(struct reminder),
};

enum err
sql_reminder_find(struct request *rq, const struct sql_reminder_find *q, struct reminder *row)
{
    return db_one(rq, &reminder_find_statement, q, row);
}

static const struct sql_param reminder_lock_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_reminder_lock, id), -1},
    {SQL_UUID, -1, offsetof(struct sql_reminder_lock, user_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_reminder_lock, event_id), -1},
};
static const struct sql_column reminder_lock_columns[] = {
    {SQL_UUID, offsetof(struct reminder, id), -1, false},
    {SQL_UUID, offsetof(struct reminder, event_id), -1, false},
    {SQL_INT8, offsetof(struct reminder, minutes_before), offsetof(struct reminder, has_minutes_before), true},
    {SQL_INSTANT, offsetof(struct reminder, at), offsetof(struct reminder, has_at), true},
    {SQL_TEXT, offsetof(struct reminder, related), -1, false},
    {SQL_TEXT, offsetof(struct reminder, channel), -1, false},
    {SQL_BOOL, offsetof(struct reminder, is_default), -1, false},
    {SQL_INT8, offsetof(struct reminder, version), -1, false},
    {SQL_INSTANT, offsetof(struct reminder, created_at), -1, false},
    {SQL_INSTANT, offsetof(struct reminder, updated_at), -1, false},
};
static const struct statement reminder_lock_statement = {
    .name = "reminder_lock",
    .text = "SELECT id, event_id, minutes_before AS \"minutes_before?\", at AS \"at?\", related, channel, default_id IS NOT NULL AS is_default, version, "
        "created_at, updated_at "
        "FROM reminders "
        "WHERE id = $1 AND (user_id = $2 AND event_id = $3 AND deleted_at IS NULL) IS TRUE "
        "FOR UPDATE",
    .params = reminder_lock_params,
    .param_count = 3,
    .columns = reminder_lock_columns,
    .column_count = 10,
    .row_size = sizeof(struct reminder),
};

enum err
sql_reminder_lock(struct request *rq, const struct sql_reminder_lock *q, struct reminder *row)
{
    return db_one(rq, &reminder_lock_statement, q, row);
}

static const struct sql_param reminder_count_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_reminder_count, event_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_reminder_count, user_id), -1},
    {SQL_INT8, -1, offsetof(struct sql_reminder_count, most), -1},
};
static const struct sql_column reminder_count_columns[] = {
    {SQL_INT8, offsetof(struct sql_reminder_count_row, number), -1, false},
};
static const struct statement reminder_count_statement = {
    .name = "reminder_count",
    .text = "SELECT count(*) AS number FROM ( "
        "SELECT true FROM reminders "
        "WHERE (event_id, user_id, id) > ($1, $2, '00000000-0000-0000-0000-000000000000') "
        "AND (event_id, user_id, id) <= ($1, $2, 'ffffffff-ffff-ffff-ffff-ffffffffffff') "
        "AND (deleted_at IS NULL AND default_id IS NULL) IS TRUE "
        "ORDER BY event_id, user_id, id LIMIT $3) AS few",
    .params = reminder_count_params,
    .param_count = 3,
    .columns = reminder_count_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_reminder_count_row),
};

enum err
sql_reminder_count(struct request *rq, const struct sql_reminder_count *q, struct sql_reminder_count_row *row)
{
    return db_one(rq, &reminder_count_statement, q, row);
}

static const struct sql_param reminder_place_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_reminder_place, id), -1},
    {SQL_UUID, -1, offsetof(struct sql_reminder_place, user_id), -1},
};
static const struct sql_column reminder_place_columns[] = {
    {SQL_UUID, offsetof(struct sql_reminder_place_row, event_id), -1, false},
};
static const struct statement reminder_place_statement = {
    .name = "reminder_place",
    .text = "SELECT event_id FROM reminders WHERE id = $1 AND (user_id = $2 AND deleted_at IS NULL) IS TRUE",
    .params = reminder_place_params,
    .param_count = 2,
    .columns = reminder_place_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_reminder_place_row),
};

enum err
sql_reminder_place(struct request *rq, const struct sql_reminder_place *q, struct sql_reminder_place_row *row)
{
    return db_one(rq, &reminder_place_statement, q, row);
}

static const struct sql_param reminder_insert_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_reminder_insert, id), -1},
    {SQL_UUID, -1, offsetof(struct sql_reminder_insert, user_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_reminder_insert, event_id), -1},
    {SQL_INT8, offsetof(struct sql_reminder_insert, reminder), offsetof(struct reminder, minutes_before), offsetof(struct reminder, has_minutes_before)},
    {SQL_INSTANT, offsetof(struct sql_reminder_insert, reminder), offsetof(struct reminder, at), offsetof(struct reminder, has_at)},
    {SQL_TEXT, offsetof(struct sql_reminder_insert, reminder), offsetof(struct reminder, related), -1},
    {SQL_TEXT, offsetof(struct sql_reminder_insert, reminder), offsetof(struct reminder, channel), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_reminder_insert, now), -1},
};
static const struct sql_column reminder_insert_columns[] = {
    {SQL_UUID, offsetof(struct reminder, id), -1, false},
    {SQL_UUID, offsetof(struct reminder, event_id), -1, false},
    {SQL_INT8, offsetof(struct reminder, minutes_before), offsetof(struct reminder, has_minutes_before), true},
    {SQL_INSTANT, offsetof(struct reminder, at), offsetof(struct reminder, has_at), true},
    {SQL_TEXT, offsetof(struct reminder, related), -1, false},
    {SQL_TEXT, offsetof(struct reminder, channel), -1, false},
    {SQL_BOOL, offsetof(struct reminder, is_default), -1, false},
    {SQL_INT8, offsetof(struct reminder, version), -1, false},
    {SQL_INSTANT, offsetof(struct reminder, created_at), -1, false},
    {SQL_INSTANT, offsetof(struct reminder, updated_at), -1, false},
};
static const struct statement reminder_insert_statement = {
    .name = "reminder_insert",
    .text = "INSERT INTO reminders (id, user_id, event_id, minutes_before, at, related, channel, created_at, updated_at) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8) "
        "RETURNING id, event_id, minutes_before AS \"minutes_before?\", at AS \"at?\", related, channel, default_id IS NOT NULL AS is_default, version, "
        "created_at, updated_at",
    .params = reminder_insert_params,
    .param_count = 8,
    .columns = reminder_insert_columns,
    .column_count = 10,
    .row_size = sizeof(struct reminder),
};

enum err
sql_reminder_insert(struct request *rq, const struct sql_reminder_insert *q, struct reminder *row)
{
    return db_one(rq, &reminder_insert_statement, q, row);
}

static const struct sql_param reminder_update_params[] = {
    {SQL_INT8, offsetof(struct sql_reminder_update, reminder), offsetof(struct reminder, minutes_before), offsetof(struct reminder, has_minutes_before)},
    {SQL_INSTANT, offsetof(struct sql_reminder_update, reminder), offsetof(struct reminder, at), offsetof(struct reminder, has_at)},
    {SQL_TEXT, offsetof(struct sql_reminder_update, reminder), offsetof(struct reminder, related), -1},
    {SQL_TEXT, offsetof(struct sql_reminder_update, reminder), offsetof(struct reminder, channel), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_reminder_update, now), -1},
    {SQL_UUID, -1, offsetof(struct sql_reminder_update, id), -1},
};
static const struct sql_column reminder_update_columns[] = {
    {SQL_UUID, offsetof(struct reminder, id), -1, false},
    {SQL_UUID, offsetof(struct reminder, event_id), -1, false},
    {SQL_INT8, offsetof(struct reminder, minutes_before), offsetof(struct reminder, has_minutes_before), true},
    {SQL_INSTANT, offsetof(struct reminder, at), offsetof(struct reminder, has_at), true},
    {SQL_TEXT, offsetof(struct reminder, related), -1, false},
    {SQL_TEXT, offsetof(struct reminder, channel), -1, false},
    {SQL_BOOL, offsetof(struct reminder, is_default), -1, false},
    {SQL_INT8, offsetof(struct reminder, version), -1, false},
    {SQL_INSTANT, offsetof(struct reminder, created_at), -1, false},
    {SQL_INSTANT, offsetof(struct reminder, updated_at), -1, false},
};
static const struct statement reminder_update_statement = {
    .name = "reminder_update",
    .text = "UPDATE reminders "
        "SET minutes_before = $1, at = $2, related = $3, channel = $4, "
        "version = version + 1, updated_at = $5, default_id = NULL "
        "WHERE id = $6 "
        "RETURNING id, event_id, minutes_before AS \"minutes_before?\", at AS \"at?\", related, channel, default_id IS NOT NULL AS is_default, version, "
        "created_at, updated_at",
    .params = reminder_update_params,
    .param_count = 6,
    .columns = reminder_update_columns,
    .column_count = 10,
    .row_size = sizeof(struct reminder),
};

enum err
sql_reminder_update(struct request *rq, const struct sql_reminder_update *q, struct reminder *row)
{
    return db_one(rq, &reminder_update_statement, q, row);
}

static const struct sql_param reminder_delete_params[] = {
    {SQL_INSTANT, -1, offsetof(struct sql_reminder_delete, now), -1},
    {SQL_UUID, -1, offsetof(struct sql_reminder_delete, id), -1},
};
static const struct sql_column reminder_delete_columns[] = {
    {SQL_UUID, offsetof(struct reminder, id), -1, false},
    {SQL_UUID, offsetof(struct reminder, event_id), -1, false},
    {SQL_INT8, offsetof(struct reminder, minutes_before), offsetof(struct reminder, has_minutes_before), true},
    {SQL_INSTANT, offsetof(struct reminder, at), offsetof(struct reminder, has_at), true},
    {SQL_TEXT, offsetof(struct reminder, related), -1, false},
    {SQL_TEXT, offsetof(struct reminder, channel), -1, false},
    {SQL_BOOL, offsetof(struct reminder, is_default), -1, false},
    {SQL_INT8, offsetof(struct reminder, version), -1, false},
    {SQL_INSTANT, offsetof(struct reminder, created_at), -1, false},
    {SQL_INSTANT, offsetof(struct reminder, updated_at), -1, false},
};
static const struct statement reminder_delete_statement = {
    .name = "reminder_delete",
    .text = "UPDATE reminders SET deleted_at = $1, updated_at = $1, version = version + 1 WHERE id = $2 RETURNING id, event_id, minutes_before AS \"minutes_before?\", at AS \"at?\", related, channel, default_id IS NOT NULL AS is_default, version, "
        "created_at, updated_at",
    .params = reminder_delete_params,
    .param_count = 2,
    .columns = reminder_delete_columns,
    .column_count = 10,
    .row_size = sizeof(struct reminder),
};

enum err
sql_reminder_delete(struct request *rq, const struct sql_reminder_delete *q, struct reminder *row)
{
    return db_one(rq, &reminder_delete_statement, q, row);
}

static const struct sql_param reminders_told_params[] = {
    {SQL_UUIDS, -1, offsetof(struct sql_reminders_told, ids), -1},
};
static const struct sql_column reminders_told_columns[] = {
    {SQL_UUID, offsetof(struct sql_owned, reminder.id), -1, false},
    {SQL_UUID, offsetof(struct sql_owned, reminder.event_id), -1, false},
    {SQL_INT8, offsetof(struct sql_owned, reminder.minutes_before), offsetof(struct sql_owned, reminder.has_minutes_before), true},
    {SQL_INSTANT, offsetof(struct sql_owned, reminder.at), offsetof(struct sql_owned, reminder.has_at), true},
    {SQL_TEXT, offsetof(struct sql_owned, reminder.related), -1, false},
    {SQL_TEXT, offsetof(struct sql_owned, reminder.channel), -1, false},
    {SQL_BOOL, offsetof(struct sql_owned, reminder.is_default), -1, false},
    {SQL_INT8, offsetof(struct sql_owned, reminder.version), -1, false},
    {SQL_INSTANT, offsetof(struct sql_owned, reminder.created_at), -1, false},
    {SQL_INSTANT, offsetof(struct sql_owned, reminder.updated_at), -1, false},
    {SQL_UUID, offsetof(struct sql_owned, user_id), -1, false},
};
static const struct statement reminders_told_statement = {
    .name = "reminders_told",
    .text = "SELECT id, event_id, minutes_before AS \"minutes_before?\", at AS \"at?\", related, channel, default_id IS NOT NULL AS is_default, version, "
        "created_at, updated_at, user_id FROM reminders WHERE id = ANY ($1::uuid[]) AND (deleted_at IS NULL) IS TRUE",
    .params = reminders_told_params,
    .param_count = 1,
    .columns = reminders_told_columns,
    .column_count = 11,
    .row_size = sizeof(struct sql_owned),
};

enum err
sql_reminders_told(struct request *rq, const struct sql_reminders_told *q, struct sql_owned **rows, size_t *count)
{
    return db_many(rq, &reminders_told_statement, q, rows, count);
}

static const struct sql_param reminders_drop_params[] = {
    {SQL_INSTANT, -1, offsetof(struct sql_reminders_drop, now), -1},
    {SQL_UUID, -1, offsetof(struct sql_reminders_drop, event_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_reminders_drop, user_id), -1},
};
static const struct sql_column reminders_drop_columns[] = {
    {SQL_UUID, offsetof(struct reminder, id), -1, false},
    {SQL_UUID, offsetof(struct reminder, event_id), -1, false},
    {SQL_INT8, offsetof(struct reminder, minutes_before), offsetof(struct reminder, has_minutes_before), true},
    {SQL_INSTANT, offsetof(struct reminder, at), offsetof(struct reminder, has_at), true},
    {SQL_TEXT, offsetof(struct reminder, related), -1, false},
    {SQL_TEXT, offsetof(struct reminder, channel), -1, false},
    {SQL_BOOL, offsetof(struct reminder, is_default), -1, false},
    {SQL_INT8, offsetof(struct reminder, version), -1, false},
    {SQL_INSTANT, offsetof(struct reminder, created_at), -1, false},
    {SQL_INSTANT, offsetof(struct reminder, updated_at), -1, false},
};
static const struct statement reminders_drop_statement = {
    .name = "reminders_drop",
    .text = "UPDATE reminders SET deleted_at = $1, updated_at = $1, version = version + 1 "
        "WHERE id = ANY (ARRAY(SELECT id FROM reminders "
        "WHERE (event_id, user_id, id) > ($2, $3, '00000000-0000-0000-0000-000000000000') "
        "AND (event_id, user_id, id) <= ($2, $3, 'ffffffff-ffff-ffff-ffff-ffffffffffff') "
        "AND (deleted_at IS NULL) IS TRUE "
        "ORDER BY event_id, user_id, id FOR UPDATE)) "
        "RETURNING id, event_id, minutes_before AS \"minutes_before?\", at AS \"at?\", related, channel, default_id IS NOT NULL AS is_default, version, "
        "created_at, updated_at",
    .params = reminders_drop_params,
    .param_count = 3,
    .columns = reminders_drop_columns,
    .column_count = 10,
    .row_size = sizeof(struct reminder),
};

enum err
sql_reminders_drop(struct request *rq, const struct sql_reminders_drop *q, struct reminder **rows, size_t *count)
{
    return db_many(rq, &reminders_drop_statement, q, rows, count);
}

static const struct sql_param reminders_split_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_reminders_split, event_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_reminders_split, after_user_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_reminders_split, after_id), -1},
    {SQL_INT8, -1, offsetof(struct sql_reminders_split, rows), -1},
};
static const struct sql_column reminders_split_columns[] = {
    {SQL_UUID, offsetof(struct sql_owned, reminder.id), -1, false},
    {SQL_UUID, offsetof(struct sql_owned, reminder.event_id), -1, false},
    {SQL_INT8, offsetof(struct sql_owned, reminder.minutes_before), offsetof(struct sql_owned, reminder.has_minutes_before), true},
    {SQL_INSTANT, offsetof(struct sql_owned, reminder.at), offsetof(struct sql_owned, reminder.has_at), true},
    {SQL_TEXT, offsetof(struct sql_owned, reminder.related), -1, false},
    {SQL_TEXT, offsetof(struct sql_owned, reminder.channel), -1, false},
    {SQL_BOOL, offsetof(struct sql_owned, reminder.is_default), -1, false},
    {SQL_INT8, offsetof(struct sql_owned, reminder.version), -1, false},
    {SQL_INSTANT, offsetof(struct sql_owned, reminder.created_at), -1, false},
    {SQL_INSTANT, offsetof(struct sql_owned, reminder.updated_at), -1, false},
    {SQL_UUID, offsetof(struct sql_owned, user_id), -1, false},
};
static const struct statement reminders_split_statement = {
    .name = "reminders_split",
    .text = "SELECT id, event_id, minutes_before AS \"minutes_before?\", at AS \"at?\", related, channel, default_id IS NOT NULL AS is_default, version, "
        "created_at, updated_at, user_id FROM reminders "
        "WHERE (event_id, user_id, id) > ($1, $2, $3) "
        "AND (event_id, user_id, id) <= ($1, 'ffffffff-ffff-ffff-ffff-ffffffffffff', 'ffffffff-ffff-ffff-ffff-ffffffffffff') "
        "AND (deleted_at IS NULL) IS TRUE AND (default_id IS NULL) IS TRUE "
        "ORDER BY event_id, user_id, id "
        "LIMIT $4",
    .params = reminders_split_params,
    .param_count = 4,
    .columns = reminders_split_columns,
    .column_count = 11,
    .row_size = sizeof(struct sql_owned),
};

enum err
sql_reminders_split(struct request *rq, const struct sql_reminders_split *q, struct sql_owned **rows, size_t *count)
{
    return db_many(rq, &reminders_split_statement, q, rows, count);
}

static const struct sql_param reminder_split_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_reminder_split, id), -1},
    {SQL_UUID, -1, offsetof(struct sql_reminder_split, user_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_reminder_split, event_id), -1},
    {SQL_INT8, offsetof(struct sql_reminder_split, reminder), offsetof(struct reminder, minutes_before), offsetof(struct reminder, has_minutes_before)},
    {SQL_INSTANT, offsetof(struct sql_reminder_split, reminder), offsetof(struct reminder, at), offsetof(struct reminder, has_at)},
    {SQL_TEXT, offsetof(struct sql_reminder_split, reminder), offsetof(struct reminder, related), -1},
    {SQL_TEXT, offsetof(struct sql_reminder_split, reminder), offsetof(struct reminder, channel), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_reminder_split, now), -1},
};
static const struct sql_column reminder_split_columns[] = {
    {SQL_UUID, offsetof(struct reminder, id), -1, false},
    {SQL_UUID, offsetof(struct reminder, event_id), -1, false},
    {SQL_INT8, offsetof(struct reminder, minutes_before), offsetof(struct reminder, has_minutes_before), true},
    {SQL_INSTANT, offsetof(struct reminder, at), offsetof(struct reminder, has_at), true},
    {SQL_TEXT, offsetof(struct reminder, related), -1, false},
    {SQL_TEXT, offsetof(struct reminder, channel), -1, false},
    {SQL_BOOL, offsetof(struct reminder, is_default), -1, false},
    {SQL_INT8, offsetof(struct reminder, version), -1, false},
    {SQL_INSTANT, offsetof(struct reminder, created_at), -1, false},
    {SQL_INSTANT, offsetof(struct reminder, updated_at), -1, false},
};
static const struct statement reminder_split_statement = {
    .name = "reminder_split",
    .text = "INSERT INTO reminders (id, user_id, event_id, minutes_before, at, related, channel, created_at, updated_at) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8) "
        "ON CONFLICT (id) DO NOTHING "
        "RETURNING id, event_id, minutes_before AS \"minutes_before?\", at AS \"at?\", related, channel, default_id IS NOT NULL AS is_default, version, "
        "created_at, updated_at",
    .params = reminder_split_params,
    .param_count = 8,
    .columns = reminder_split_columns,
    .column_count = 10,
    .row_size = sizeof(struct reminder),
};

enum err
sql_reminder_split(struct request *rq, const struct sql_reminder_split *q, struct reminder **rows, size_t *count)
{
    return db_many(rq, &reminder_split_statement, q, rows, count);
}

static const struct sql_param reminders_purge_params[] = {
    {SQL_INSTANT, -1, offsetof(struct sql_reminders_purge, now), -1},
};
static const struct statement reminders_purge_statement = {
    .name = "reminders_purge",
    .text = "DELETE FROM reminders "
        "WHERE id = ANY (ARRAY(SELECT id FROM reminders WHERE deleted_at < $1::timestamptz - interval '31 days' LIMIT 1000))",
    .params = reminders_purge_params,
    .param_count = 1,
};

enum err
sql_reminders_purge(struct request *rq, const struct sql_reminders_purge *q, int64_t *affected)
{
    return db_exec(rq, &reminders_purge_statement, q, affected);
}

static const struct sql_param course_put_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_course_put, event_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_course_put, calendar_id), offsetof(struct sql_course_put, has_calendar_id)},
    {SQL_INT8, -1, offsetof(struct sql_course_put, version), -1},
    {SQL_BOOL, -1, offsetof(struct sql_course_put, deleted), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_course_put, now), -1},
    {SQL_BYTES, -1, offsetof(struct sql_course_put, course), -1},
};
static const struct statement course_put_statement = {
    .name = "course_put",
    .text = "INSERT INTO courses AS c (event_id, calendar_id, version, deleted, changed_at, course) "
        "VALUES ($1, $2, $3, $4, $5, $6) "
        "ON CONFLICT (event_id) DO UPDATE "
        "SET calendar_id = excluded.calendar_id, version = excluded.version, deleted = excluded.deleted, changed_at = excluded.changed_at, "
        "course = excluded.course "
        "WHERE c.version < excluded.version",
    .params = course_put_params,
    .param_count = 6,
};

enum err
sql_course_put(struct request *rq, const struct sql_course_put *q, int64_t *affected)
{
    return db_exec(rq, &course_put_statement, q, affected);
}

static const struct sql_param course_forget_params[] = {
    {SQL_UUIDS, -1, offsetof(struct sql_course_forget, event_ids), -1},
};
static const struct statement course_forget_statement = {
    .name = "course_forget",
    .text = "UPDATE courses SET version = 0 WHERE event_id = ANY ($1::uuid[]) AND (NOT deleted) IS TRUE",
    .params = course_forget_params,
    .param_count = 1,
};

enum err
sql_course_forget(struct request *rq, const struct sql_course_forget *q, int64_t *affected)
{
    return db_exec(rq, &course_forget_statement, q, affected);
}

static const struct sql_param course_lock_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_course_lock, event_id), -1},
};
static const struct sql_column course_lock_columns[] = {
    {SQL_INT8, offsetof(struct sql_course_lock_row, version), -1, false},
    {SQL_BOOL, offsetof(struct sql_course_lock_row, deleted), -1, false},
    {SQL_BYTES, offsetof(struct sql_course_lock_row, course), -1, true},
};
static const struct statement course_lock_statement = {
    .name = "course_lock",
    .text = "SELECT version, deleted, course AS \"course?\" FROM courses WHERE event_id = $1 FOR UPDATE",
    .params = course_lock_params,
    .param_count = 1,
    .columns = course_lock_columns,
    .column_count = 3,
    .row_size = sizeof(struct sql_course_lock_row),
};

enum err
sql_course_lock(struct request *rq, const struct sql_course_lock *q, struct sql_course_lock_row *row)
{
    return db_one(rq, &course_lock_statement, q, row);
}

static const struct sql_param courses_read_params[] = {
    {SQL_UUIDS, -1, offsetof(struct sql_courses_read, event_ids), -1},
};
static const struct sql_column courses_read_columns[] = {
    {SQL_UUID, offsetof(struct sql_courses_read_row, event_id), -1, false},
    {SQL_INT8, offsetof(struct sql_courses_read_row, version), -1, false},
    {SQL_BYTES, offsetof(struct sql_courses_read_row, course), -1, true},
};
static const struct statement courses_read_statement = {
    .name = "courses_read",
    .text = "SELECT event_id, version, course AS \"course?\" FROM courses WHERE event_id = ANY ($1::uuid[]) AND (NOT deleted) IS TRUE "
        "ORDER BY event_id",
    .params = courses_read_params,
    .param_count = 1,
    .columns = courses_read_columns,
    .column_count = 3,
    .row_size = sizeof(struct sql_courses_read_row),
};

enum err
sql_courses_read(struct request *rq, const struct sql_courses_read *q, struct sql_courses_read_row **rows, size_t *count)
{
    return db_many(rq, &courses_read_statement, q, rows, count);
}

static const struct sql_param course_unused_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_course_unused, event_id), -1},
};
static const struct statement course_unused_statement = {
    .name = "course_unused",
    .text = "DELETE FROM courses "
        "WHERE event_id = $1 AND (NOT deleted) IS TRUE "
        "AND NOT coalesce((SELECT true FROM reminders "
        "WHERE (event_id, user_id) > ($1, '00000000-0000-0000-0000-000000000000') "
        "AND (event_id, user_id) <= ($1, 'ffffffff-ffff-ffff-ffff-ffffffffffff') "
        "ORDER BY event_id, user_id LIMIT 1), false)",
    .params = course_unused_params,
    .param_count = 1,
};

enum err
sql_course_unused(struct request *rq, const struct sql_course_unused *q, int64_t *affected)
{
    return db_exec(rq, &course_unused_statement, q, affected);
}

static const struct sql_param courses_gone_params[] = {
    {SQL_INSTANT, -1, offsetof(struct sql_courses_gone, now), -1},
};
static const struct sql_column courses_gone_columns[] = {
    {SQL_UUID, offsetof(struct sql_courses_gone_row, event_id), -1, false},
};
static const struct statement courses_gone_statement = {
    .name = "courses_gone",
    .text = "SELECT event_id FROM courses WHERE (deleted) AND changed_at < $1::timestamptz - interval '31 days' LIMIT 100",
    .params = courses_gone_params,
    .param_count = 1,
    .columns = courses_gone_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_courses_gone_row),
};

enum err
sql_courses_gone(struct request *rq, const struct sql_courses_gone *q, struct sql_courses_gone_row **rows, size_t *count)
{
    return db_many(rq, &courses_gone_statement, q, rows, count);
}

static const struct sql_param course_reminders_purge_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_course_reminders_purge, event_id), -1},
    {SQL_INT8, -1, offsetof(struct sql_course_reminders_purge, rows), -1},
};
static const struct sql_column course_reminders_purge_columns[] = {
    {SQL_UUID, offsetof(struct sql_course_reminders_purge_row, id), -1, false},
};
static const struct statement course_reminders_purge_statement = {
    .name = "course_reminders_purge",
    .text = "DELETE FROM reminders "
        "WHERE id = ANY (ARRAY(SELECT id FROM reminders "
        "WHERE (event_id, user_id) > ($1, '00000000-0000-0000-0000-000000000000') "
        "AND (event_id, user_id) <= ($1, 'ffffffff-ffff-ffff-ffff-ffffffffffff') "
        "ORDER BY event_id, user_id, id LIMIT $2 FOR UPDATE)) "
        "RETURNING id",
    .params = course_reminders_purge_params,
    .param_count = 2,
    .columns = course_reminders_purge_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_course_reminders_purge_row),
};

enum err
sql_course_reminders_purge(struct request *rq, const struct sql_course_reminders_purge *q, struct sql_course_reminders_purge_row **rows, size_t *count)
{
    return db_many(rq, &course_reminders_purge_statement, q, rows, count);
}

static const struct sql_param course_purge_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_course_purge, event_id), -1},
};
static const struct statement course_purge_statement = {
    .name = "course_purge",
    .text = "DELETE FROM courses WHERE event_id = $1 AND (deleted) IS TRUE",
    .params = course_purge_params,
    .param_count = 1,
};

enum err
sql_course_purge(struct request *rq, const struct sql_course_purge *q, int64_t *affected)
{
    return db_exec(rq, &course_purge_statement, q, affected);
}

static const struct sql_param stale_note_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_stale_note, event_id), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_stale_note, now), -1},
};
static const struct statement stale_note_statement = {
    .name = "stale_note",
    .text = "INSERT INTO stale (event_id, look_at) VALUES ($1, $2) "
        "ON CONFLICT (event_id) DO UPDATE SET mark = nextval('stale_marks'), look_at = excluded.look_at",
    .params = stale_note_params,
    .param_count = 2,
};

enum err
sql_stale_note(struct request *rq, const struct sql_stale_note *q, int64_t *affected)
{
    return db_exec(rq, &stale_note_statement, q, affected);
}

static const struct sql_param stale_note_split_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_stale_note_split, split_from), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_stale_note_split, now), -1},
    {SQL_UUIDS, -1, offsetof(struct sql_stale_note_split, event_ids), -1},
};
static const struct statement stale_note_split_statement = {
    .name = "stale_note_split",
    .text = "INSERT INTO stale (event_id, split_from, look_at) "
        "SELECT e.id, $1, $2 FROM unnest($3::uuid[]) AS e (id) "
        "WHERE NOT coalesce((SELECT true FROM courses WHERE event_id = e.id), false) "
        "ORDER BY e.id "
        "ON CONFLICT (event_id) DO UPDATE "
        "SET split_from = excluded.split_from, mark = nextval('stale_marks'), look_at = excluded.look_at",
    .params = stale_note_split_params,
    .param_count = 3,
};

enum err
sql_stale_note_split(struct request *rq, const struct sql_stale_note_split *q, int64_t *affected)
{
    return db_exec(rq, &stale_note_split_statement, q, affected);
}

static const struct sql_param stale_note_changed_params[] = {
    {SQL_INSTANT, -1, offsetof(struct sql_stale_note_changed, now), -1},
    {SQL_UUIDS, -1, offsetof(struct sql_stale_note_changed, event_ids), -1},
    {SQL_INT8S, -1, offsetof(struct sql_stale_note_changed, versions), -1},
    {SQL_UUIDS, -1, offsetof(struct sql_stale_note_changed, calendar_ids), -1},
};
static const struct statement stale_note_changed_statement = {
    .name = "stale_note_changed",
    .text = "INSERT INTO stale (event_id, look_at) "
        "SELECT e.id, $1 FROM unnest($2::uuid[], $3::bigint[], $4::uuid[]) AS e (id, version, calendar_id) "
        "WHERE coalesce((SELECT c.version < e.version FROM courses AS c WHERE c.event_id = e.id), "
        "(SELECT true FROM default_walks AS w WHERE w.calendar_id = e.calendar_id), false) "
        "ORDER BY e.id "
        "ON CONFLICT (event_id) DO UPDATE SET mark = nextval('stale_marks'), look_at = excluded.look_at",
    .params = stale_note_changed_params,
    .param_count = 4,
};

enum err
sql_stale_note_changed(struct request *rq, const struct sql_stale_note_changed *q, int64_t *affected)
{
    return db_exec(rq, &stale_note_changed_statement, q, affected);
}

static const struct sql_param stale_note_calendar_params[] = {
    {SQL_INSTANT, -1, offsetof(struct sql_stale_note_calendar, now), -1},
    {SQL_UUID, -1, offsetof(struct sql_stale_note_calendar, calendar_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_stale_note_calendar, after_id), -1},
    {SQL_INT8, -1, offsetof(struct sql_stale_note_calendar, rows), -1},
};
static const struct sql_column stale_note_calendar_columns[] = {
    {SQL_UUID, offsetof(struct sql_stale_note_calendar_row, event_id), -1, false},
};
static const struct statement stale_note_calendar_statement = {
    .name = "stale_note_calendar",
    .text = "INSERT INTO stale (event_id, look_at) "
        "SELECT event_id, $1 FROM courses "
        "WHERE (calendar_id, event_id) > ($2, $3) AND (calendar_id, event_id) <= ($2, 'ffffffff-ffff-ffff-ffff-ffffffffffff') "
        "AND (calendar_id IS NOT NULL AND NOT deleted) IS TRUE "
        "ORDER BY calendar_id, event_id LIMIT $4 "
        "ON CONFLICT (event_id) DO UPDATE SET mark = nextval('stale_marks'), look_at = excluded.look_at "
        "RETURNING event_id",
    .params = stale_note_calendar_params,
    .param_count = 4,
    .columns = stale_note_calendar_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_stale_note_calendar_row),
};

enum err
sql_stale_note_calendar(struct request *rq, const struct sql_stale_note_calendar *q, struct sql_stale_note_calendar_row **rows, size_t *count)
{
    return db_many(rq, &stale_note_calendar_statement, q, rows, count);
}

static const struct sql_param stale_note_user_params[] = {
    {SQL_INSTANT, -1, offsetof(struct sql_stale_note_user, now), -1},
    {SQL_UUID, -1, offsetof(struct sql_stale_note_user, user_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_stale_note_user, after_id), -1},
    {SQL_INT8, -1, offsetof(struct sql_stale_note_user, rows), -1},
};
static const struct sql_column stale_note_user_columns[] = {
    {SQL_UUID, offsetof(struct sql_stale_note_user_row, event_id), -1, false},
};
static const struct statement stale_note_user_statement = {
    .name = "stale_note_user",
    .text = "INSERT INTO stale (event_id, look_at) "
        "SELECT DISTINCT event_id, $1::timestamptz FROM ( "
        "SELECT event_id FROM reminders "
        "WHERE (user_id, event_id) > ($2, $3) AND (user_id, event_id) <= ($2, 'ffffffff-ffff-ffff-ffff-ffffffffffff') "
        "AND (deleted_at IS NULL) IS TRUE "
        "ORDER BY user_id, event_id LIMIT $4) AS of_user "
        "ORDER BY event_id "
        "ON CONFLICT (event_id) DO UPDATE SET mark = nextval('stale_marks'), look_at = excluded.look_at "
        "RETURNING event_id",
    .params = stale_note_user_params,
    .param_count = 4,
    .columns = stale_note_user_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_stale_note_user_row),
};

enum err
sql_stale_note_user(struct request *rq, const struct sql_stale_note_user *q, struct sql_stale_note_user_row **rows, size_t *count)
{
    return db_many(rq, &stale_note_user_statement, q, rows, count);
}

static const struct sql_param stale_claim_params[] = {
    {SQL_INSTANT, -1, offsetof(struct sql_stale_claim, until), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_stale_claim, now), -1},
    {SQL_INT8, -1, offsetof(struct sql_stale_claim, rows), -1},
};
static const struct sql_column stale_claim_columns[] = {
    {SQL_UUID, offsetof(struct sql_stale_claim_row, event_id), -1, false},
    {SQL_INT8, offsetof(struct sql_stale_claim_row, mark), -1, false},
    {SQL_UUID, offsetof(struct sql_stale_claim_row, split_from), offsetof(struct sql_stale_claim_row, has_split_from), true},
};
static const struct statement stale_claim_statement = {
    .name = "stale_claim",
    .text = "UPDATE stale SET look_at = $1 "
        "WHERE event_id = ANY (ARRAY(SELECT event_id FROM stale WHERE look_at <= $2 ORDER BY look_at LIMIT $3 FOR UPDATE SKIP LOCKED)) "
        "RETURNING event_id, mark, split_from AS \"split_from?\"",
    .params = stale_claim_params,
    .param_count = 3,
    .columns = stale_claim_columns,
    .column_count = 3,
    .row_size = sizeof(struct sql_stale_claim_row),
};

enum err
sql_stale_claim(struct request *rq, const struct sql_stale_claim *q, struct sql_stale_claim_row **rows, size_t *count)
{
    return db_many(rq, &stale_claim_statement, q, rows, count);
}

static const struct sql_param due_measure_params[] = {
    {SQL_INT8, -1, offsetof(struct sql_due_measure, most), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_due_measure, now), -1},
};
static const struct sql_column due_measure_columns[] = {
    {SQL_INT8, offsetof(struct sql_due_measure_row, pending), -1, false},
    {SQL_INT8, offsetof(struct sql_due_measure_row, overdue), -1, false},
    {SQL_INT8, offsetof(struct sql_due_measure_row, set_aside), -1, false},
    {SQL_INT8, offsetof(struct sql_due_measure_row, stale), -1, false},
};
static const struct statement due_measure_statement = {
    .name = "due_measure",
    .text = "SELECT (SELECT count(*) FROM (SELECT true FROM due WHERE look_at > '-infinity' AND (look_at IS NOT NULL AND set_aside IS NULL) IS TRUE "
        "LIMIT $1) AS a) AS \"pending\", "
        "(SELECT count(*) FROM (SELECT true FROM due WHERE look_at < $2 AND (look_at IS NOT NULL AND set_aside IS NULL) IS TRUE "
        "LIMIT $1) AS b) AS \"overdue\", "
        "(SELECT count(*) FROM (SELECT true FROM due WHERE (set_aside IS NOT NULL) IS TRUE LIMIT $1) AS c) AS \"set_aside\", "
        "(SELECT count(*) FROM (SELECT true FROM stale WHERE look_at > '-infinity' LIMIT $1) AS d) AS \"stale\"",
    .params = due_measure_params,
    .param_count = 2,
    .columns = due_measure_columns,
    .column_count = 4,
    .row_size = sizeof(struct sql_due_measure_row),
};

enum err
sql_due_measure(struct request *rq, const struct sql_due_measure *q, struct sql_due_measure_row *row)
{
    return db_one(rq, &due_measure_statement, q, row);
}

static const struct sql_param stale_postpone_params[] = {
    {SQL_INSTANT, -1, offsetof(struct sql_stale_postpone, until), -1},
    {SQL_UUID, -1, offsetof(struct sql_stale_postpone, event_id), -1},
};
static const struct statement stale_postpone_statement = {
    .name = "stale_postpone",
    .text = "UPDATE stale SET look_at = $1 WHERE event_id = $2",
    .params = stale_postpone_params,
    .param_count = 2,
};

enum err
sql_stale_postpone(struct request *rq, const struct sql_stale_postpone *q, int64_t *affected)
{
    return db_exec(rq, &stale_postpone_statement, q, affected);
}

static const struct sql_column stale_next_columns[] = {
    {SQL_INSTANT, offsetof(struct sql_stale_next_row, look_at), -1, false},
};
static const struct statement stale_next_statement = {
    .name = "stale_next",
    .text = "SELECT look_at FROM stale ORDER BY look_at LIMIT 1",
    .columns = stale_next_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_stale_next_row),
};

enum err
sql_stale_next(struct request *rq, struct sql_stale_next_row *row)
{
    return db_one(rq, &stale_next_statement, NULL, row);
}

static const struct sql_param stale_done_params[] = {
    {SQL_UUIDS, -1, offsetof(struct sql_stale_done, event_ids), -1},
    {SQL_INT8S, -1, offsetof(struct sql_stale_done, marks), -1},
};
static const struct statement stale_done_statement = {
    .name = "stale_done",
    .text = "DELETE FROM stale AS s "
        "USING unnest($1::uuid[], $2::bigint[]) AS d (id, mark) "
        "WHERE s.event_id = d.id AND (s.mark = d.mark) IS TRUE",
    .params = stale_done_params,
    .param_count = 2,
};

enum err
sql_stale_done(struct request *rq, const struct sql_stale_done *q, int64_t *affected)
{
    return db_exec(rq, &stale_done_statement, q, affected);
}

static const struct sql_param readers_of_params[] = {
    {SQL_UUIDS, -1, offsetof(struct sql_readers_of, event_ids), -1},
    {SQL_UUID, -1, offsetof(struct sql_readers_of, after_id), -1},
    {SQL_INT8, -1, offsetof(struct sql_readers_of, rows), -1},
};
static const struct sql_column readers_of_columns[] = {
    {SQL_UUID, offsetof(struct sql_readers_of_row, event_id), -1, false},
    {SQL_UUID, offsetof(struct sql_readers_of_row, user_id), -1, false},
};
static const struct statement readers_of_statement = {
    .name = "readers_of",
    .text = "SELECT e.id AS event_id, r.user_id "
        "FROM unnest($1::uuid[]) AS e (id) "
        "CROSS JOIN LATERAL ( "
        "SELECT user_id FROM reminders "
        "WHERE (event_id, user_id) > (e.id, $2) AND (event_id, user_id) <= (e.id, 'ffffffff-ffff-ffff-ffff-ffffffffffff') "
        "AND (deleted_at IS NULL) IS TRUE "
        "ORDER BY event_id, user_id LIMIT $3) AS r "
        "ORDER BY e.id, r.user_id",
    .params = readers_of_params,
    .param_count = 3,
    .columns = readers_of_columns,
    .column_count = 2,
    .row_size = sizeof(struct sql_readers_of_row),
};

enum err
sql_readers_of(struct request *rq, const struct sql_readers_of *q, struct sql_readers_of_row **rows, size_t *count)
{
    return db_many(rq, &readers_of_statement, q, rows, count);
}

static const struct sql_param defaults_lock_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_defaults_lock, calendar_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_defaults_lock, user_id), -1},
};
static const struct sql_column defaults_lock_columns[] = {
    {SQL_INT8, offsetof(struct sql_defaults_lock_row, version), -1, false},
};
static const struct statement defaults_lock_statement = {
    .name = "defaults_lock",
    .text = "INSERT INTO default_reminders AS d (calendar_id, user_id) VALUES ($1, $2) "
        "ON CONFLICT (calendar_id, user_id) DO UPDATE SET user_id = excluded.user_id "
        "RETURNING version",
    .params = defaults_lock_params,
    .param_count = 2,
    .columns = defaults_lock_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_defaults_lock_row),
};

enum err
sql_defaults_lock(struct request *rq, const struct sql_defaults_lock *q, struct sql_defaults_lock_row *row)
{
    return db_one(rq, &defaults_lock_statement, q, row);
}

static const struct sql_param defaults_find_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_defaults_find, calendar_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_defaults_find, user_id), -1},
};
static const struct sql_column defaults_find_columns[] = {
    {SQL_INT8, offsetof(struct sql_defaults_find_row, version), -1, false},
};
static const struct statement defaults_find_statement = {
    .name = "defaults_find",
    .text = "SELECT version FROM default_reminders WHERE calendar_id = $1 AND user_id = $2",
    .params = defaults_find_params,
    .param_count = 2,
    .columns = defaults_find_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_defaults_find_row),
};

enum err
sql_defaults_find(struct request *rq, const struct sql_defaults_find *q, struct sql_defaults_find_row *row)
{
    return db_one(rq, &defaults_find_statement, q, row);
}

static const struct sql_param defaults_rows_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_defaults_rows, calendar_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_defaults_rows, user_id), -1},
};
static const struct sql_column defaults_rows_columns[] = {
    {SQL_INT8, offsetof(struct sql_default, default_reminder.minutes_before), -1, false},
    {SQL_TEXT, offsetof(struct sql_default, default_reminder.related), -1, false},
    {SQL_TEXT, offsetof(struct sql_default, default_reminder.channel), -1, false},
    {SQL_BOOL, offsetof(struct sql_default, all_day), -1, false},
};
static const struct statement defaults_rows_statement = {
    .name = "defaults_rows",
    .text = "SELECT minutes_before, related, channel, all_day FROM defaults "
        "WHERE calendar_id = $1 AND all_day = ANY (ARRAY[false, true]) AND user_id = $2 "
        "ORDER BY position",
    .params = defaults_rows_params,
    .param_count = 2,
    .columns = defaults_rows_columns,
    .column_count = 4,
    .row_size = sizeof(struct sql_default),
};

enum err
sql_defaults_rows(struct request *rq, const struct sql_defaults_rows *q, struct sql_default **rows, size_t *count)
{
    return db_many(rq, &defaults_rows_statement, q, rows, count);
}

static const struct sql_param defaults_raise_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_defaults_raise, calendar_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_defaults_raise, user_id), -1},
};
static const struct sql_column defaults_raise_columns[] = {
    {SQL_INT8, offsetof(struct sql_defaults_raise_row, version), -1, false},
};
static const struct statement defaults_raise_statement = {
    .name = "defaults_raise",
    .text = "UPDATE default_reminders SET version = version + 1 WHERE calendar_id = $1 AND user_id = $2 RETURNING version",
    .params = defaults_raise_params,
    .param_count = 2,
    .columns = defaults_raise_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_defaults_raise_row),
};

enum err
sql_defaults_raise(struct request *rq, const struct sql_defaults_raise *q, struct sql_defaults_raise_row *row)
{
    return db_one(rq, &defaults_raise_statement, q, row);
}

static const struct sql_param defaults_without_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_defaults_without, calendar_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_defaults_without, user_id), -1},
    {SQL_UUIDS, -1, offsetof(struct sql_defaults_without, ids), -1},
};
static const struct statement defaults_without_statement = {
    .name = "defaults_without",
    .text = "DELETE FROM defaults "
        "WHERE calendar_id = $1 AND all_day = ANY (ARRAY[false, true]) AND user_id = $2 AND (id <> ALL ($3::uuid[])) IS TRUE",
    .params = defaults_without_params,
    .param_count = 3,
};

enum err
sql_defaults_without(struct request *rq, const struct sql_defaults_without *q, int64_t *affected)
{
    return db_exec(rq, &defaults_without_statement, q, affected);
}

static const struct sql_param defaults_put_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_defaults_put, calendar_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_defaults_put, user_id), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_defaults_put, now), -1},
    {SQL_UUIDS, -1, offsetof(struct sql_defaults_put, ids), -1},
    {SQL_INT8S, -1, offsetof(struct sql_defaults_put, all_days), -1},
    {SQL_INT8S, -1, offsetof(struct sql_defaults_put, minutes), -1},
    {SQL_TEXTS, -1, offsetof(struct sql_defaults_put, relateds), -1},
    {SQL_TEXTS, -1, offsetof(struct sql_defaults_put, channels), -1},
};
static const struct statement defaults_put_statement = {
    .name = "defaults_put",
    .text = "INSERT INTO defaults (calendar_id, all_day, user_id, id, position, minutes_before, related, channel, since) "
        "SELECT $1, r.all_day <> 0, $2, r.id, r.position, r.minutes_before, r.related, r.channel, $3 "
        "FROM unnest($4::uuid[], $5::bigint[], $6::bigint[], $7::text[], $8::text[]) WITH ORDINALITY "
        "AS r (id, all_day, minutes_before, related, channel, position) "
        "ON CONFLICT (id) DO UPDATE SET position = excluded.position",
    .params = defaults_put_params,
    .param_count = 8,
};

enum err
sql_defaults_put(struct request *rq, const struct sql_defaults_put *q, int64_t *affected)
{
    return db_exec(rq, &defaults_put_statement, q, affected);
}

static const struct sql_param defaults_of_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_defaults_of, calendar_id), -1},
    {SQL_BOOL, -1, offsetof(struct sql_defaults_of, all_day), -1},
    {SQL_UUID, -1, offsetof(struct sql_defaults_of, after_user_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_defaults_of, after_id), -1},
    {SQL_INT8, -1, offsetof(struct sql_defaults_of, rows), -1},
};
static const struct sql_column defaults_of_columns[] = {
    {SQL_UUID, offsetof(struct sql_defaults_of_row, user_id), -1, false},
    {SQL_UUID, offsetof(struct sql_defaults_of_row, id), -1, false},
    {SQL_INT8, offsetof(struct sql_defaults_of_row, minutes_before), -1, false},
    {SQL_TEXT, offsetof(struct sql_defaults_of_row, related), -1, false},
    {SQL_TEXT, offsetof(struct sql_defaults_of_row, channel), -1, false},
    {SQL_INSTANT, offsetof(struct sql_defaults_of_row, since), -1, false},
};
static const struct statement defaults_of_statement = {
    .name = "defaults_of",
    .text = "SELECT user_id, id, minutes_before, related, channel, since FROM defaults "
        "WHERE (calendar_id, all_day, user_id, id) > ($1, $2, $3, $4) "
        "AND (calendar_id, all_day, user_id, id) <= ($1, $2, 'ffffffff-ffff-ffff-ffff-ffffffffffff', 'ffffffff-ffff-ffff-ffff-ffffffffffff') "
        "ORDER BY calendar_id, all_day, user_id, id "
        "LIMIT $5",
    .params = defaults_of_params,
    .param_count = 5,
    .columns = defaults_of_columns,
    .column_count = 6,
    .row_size = sizeof(struct sql_defaults_of_row),
};

enum err
sql_defaults_of(struct request *rq, const struct sql_defaults_of *q, struct sql_defaults_of_row **rows, size_t *count)
{
    return db_many(rq, &defaults_of_statement, q, rows, count);
}

static const struct sql_param default_insert_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_default_insert, id), -1},
    {SQL_UUID, -1, offsetof(struct sql_default_insert, user_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_default_insert, event_id), -1},
    {SQL_INT8, -1, offsetof(struct sql_default_insert, minutes_before), -1},
    {SQL_TEXT, -1, offsetof(struct sql_default_insert, related), -1},
    {SQL_TEXT, -1, offsetof(struct sql_default_insert, channel), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_default_insert, now), -1},
    {SQL_UUID, -1, offsetof(struct sql_default_insert, default_id), -1},
};
static const struct statement default_insert_statement = {
    .name = "default_insert",
    .text = "INSERT INTO reminders (id, user_id, event_id, minutes_before, related, channel, created_at, updated_at, default_id) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8) "
        "ON CONFLICT (id) DO NOTHING",
    .params = default_insert_params,
    .param_count = 8,
};

enum err
sql_default_insert(struct request *rq, const struct sql_default_insert *q, int64_t *affected)
{
    return db_exec(rq, &default_insert_statement, q, affected);
}

static const struct sql_param defaults_drop_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_defaults_drop, event_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_defaults_drop, calendar_id), -1},
    {SQL_BOOL, -1, offsetof(struct sql_defaults_drop, all_day), -1},
    {SQL_INT8, -1, offsetof(struct sql_defaults_drop, rows), -1},
};
static const struct sql_column defaults_drop_columns[] = {
    {SQL_UUID, offsetof(struct sql_defaults_drop_row, id), -1, false},
};
static const struct statement defaults_drop_statement = {
    .name = "defaults_drop",
    .text = "DELETE FROM reminders "
        "WHERE id = ANY (ARRAY( "
        "SELECT r.id FROM reminders AS r "
        "WHERE (event_id, user_id, id) > ($1, '00000000-0000-0000-0000-000000000000', '00000000-0000-0000-0000-000000000000') "
        "AND (event_id, user_id, id) <= ($1, 'ffffffff-ffff-ffff-ffff-ffffffffffff', 'ffffffff-ffff-ffff-ffff-ffffffffffff') "
        "AND (default_id IS NOT NULL) IS TRUE "
        "AND NOT coalesce((SELECT d.calendar_id = $2 AND d.all_day = $3 FROM defaults AS d WHERE d.id = r.default_id), false) "
        "ORDER BY event_id, user_id, id LIMIT $4 FOR UPDATE)) "
        "RETURNING id",
    .params = defaults_drop_params,
    .param_count = 4,
    .columns = defaults_drop_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_defaults_drop_row),
};

enum err
sql_defaults_drop(struct request *rq, const struct sql_defaults_drop *q, struct sql_defaults_drop_row **rows, size_t *count)
{
    return db_many(rq, &defaults_drop_statement, q, rows, count);
}

static const struct sql_param walk_note_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_walk_note, calendar_id), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_walk_note, now), -1},
};
static const struct statement walk_note_statement = {
    .name = "walk_note",
    .text = "INSERT INTO default_walks (calendar_id, look_at) VALUES ($1, $2) "
        "ON CONFLICT (calendar_id) DO UPDATE SET mark = nextval('stale_marks'), walked_until = NULL, look_at = excluded.look_at",
    .params = walk_note_params,
    .param_count = 2,
};

enum err
sql_walk_note(struct request *rq, const struct sql_walk_note *q, int64_t *affected)
{
    return db_exec(rq, &walk_note_statement, q, affected);
}

static const struct sql_param walk_again_params[] = {
    {SQL_INSTANT, -1, offsetof(struct sql_walk_again, now), -1},
    {SQL_UUID, -1, offsetof(struct sql_walk_again, calendar_id), -1},
};
static const struct statement walk_again_statement = {
    .name = "walk_again",
    .text = "UPDATE default_walks SET mark = nextval('stale_marks'), walked_until = NULL, look_at = $1 WHERE calendar_id = $2",
    .params = walk_again_params,
    .param_count = 2,
};

enum err
sql_walk_again(struct request *rq, const struct sql_walk_again *q, int64_t *affected)
{
    return db_exec(rq, &walk_again_statement, q, affected);
}

static const struct sql_param walk_next_params[] = {
    {SQL_INSTANT, -1, offsetof(struct sql_walk_next, now), -1},
};
static const struct sql_column walk_next_columns[] = {
    {SQL_UUID, offsetof(struct sql_walk_next_row, calendar_id), -1, false},
    {SQL_INT8, offsetof(struct sql_walk_next_row, mark), -1, false},
    {SQL_INSTANT, offsetof(struct sql_walk_next_row, walked_until), offsetof(struct sql_walk_next_row, has_walked_until), true},
};
static const struct statement walk_next_statement = {
    .name = "walk_next",
    .text = "SELECT calendar_id, mark, walked_until AS \"walked_until?\" FROM default_walks WHERE look_at <= $1 ORDER BY look_at LIMIT 1",
    .params = walk_next_params,
    .param_count = 1,
    .columns = walk_next_columns,
    .column_count = 3,
    .row_size = sizeof(struct sql_walk_next_row),
};

enum err
sql_walk_next(struct request *rq, const struct sql_walk_next *q, struct sql_walk_next_row *row)
{
    return db_one(rq, &walk_next_statement, q, row);
}

static const struct sql_param walk_done_params[] = {
    {SQL_INSTANT, -1, offsetof(struct sql_walk_done, until), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_walk_done, look_at), -1},
    {SQL_UUID, -1, offsetof(struct sql_walk_done, calendar_id), -1},
    {SQL_INT8, -1, offsetof(struct sql_walk_done, mark), -1},
};
static const struct statement walk_done_statement = {
    .name = "walk_done",
    .text = "UPDATE default_walks SET walked_until = $1, look_at = $2 WHERE calendar_id = $3 AND (mark = $4) IS TRUE",
    .params = walk_done_params,
    .param_count = 4,
};

enum err
sql_walk_done(struct request *rq, const struct sql_walk_done *q, int64_t *affected)
{
    return db_exec(rq, &walk_done_statement, q, affected);
}

static const struct sql_param walk_forget_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_walk_forget, calendar_id), -1},
    {SQL_INT8, -1, offsetof(struct sql_walk_forget, mark), -1},
};
static const struct statement walk_forget_statement = {
    .name = "walk_forget",
    .text = "DELETE FROM default_walks WHERE calendar_id = $1 AND (mark = $2) IS TRUE",
    .params = walk_forget_params,
    .param_count = 2,
};

enum err
sql_walk_forget(struct request *rq, const struct sql_walk_forget *q, int64_t *affected)
{
    return db_exec(rq, &walk_forget_statement, q, affected);
}

static const struct sql_param walk_users_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_walk_users, calendar_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_walk_users, after_id), -1},
    {SQL_INT8, -1, offsetof(struct sql_walk_users, rows), -1},
};
static const struct sql_column walk_users_columns[] = {
    {SQL_UUID, offsetof(struct sql_walk_users_row, user_id), -1, false},
};
static const struct statement walk_users_statement = {
    .name = "walk_users",
    .text = "SELECT user_id FROM default_reminders "
        "WHERE (calendar_id, user_id) > ($1, $2) AND (calendar_id, user_id) <= ($1, 'ffffffff-ffff-ffff-ffff-ffffffffffff') "
        "ORDER BY calendar_id, user_id LIMIT $3",
    .params = walk_users_params,
    .param_count = 3,
    .columns = walk_users_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_walk_users_row),
};

enum err
sql_walk_users(struct request *rq, const struct sql_walk_users *q, struct sql_walk_users_row **rows, size_t *count)
{
    return db_many(rq, &walk_users_statement, q, rows, count);
}

static const struct sql_param walk_stale_params[] = {
    {SQL_INSTANT, -1, offsetof(struct sql_walk_stale, now), -1},
    {SQL_UUIDS, -1, offsetof(struct sql_walk_stale, event_ids), -1},
};
static const struct statement walk_stale_statement = {
    .name = "walk_stale",
    .text = "INSERT INTO stale (event_id, look_at) "
        "SELECT e.id, $1 FROM unnest($2::uuid[]) AS e (id) ORDER BY e.id "
        "ON CONFLICT (event_id) DO UPDATE SET mark = nextval('stale_marks'), look_at = excluded.look_at",
    .params = walk_stale_params,
    .param_count = 2,
};

enum err
sql_walk_stale(struct request *rq, const struct sql_walk_stale *q, int64_t *affected)
{
    return db_exec(rq, &walk_stale_statement, q, affected);
}

static const struct sql_param defaults_forget_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_defaults_forget, calendar_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_defaults_forget, user_id), -1},
};
static const struct statement defaults_forget_statement = {
    .name = "defaults_forget",
    .text = "WITH rows AS (DELETE FROM defaults WHERE calendar_id = $1 AND all_day = ANY (ARRAY[false, true]) AND user_id = $2) "
        "DELETE FROM default_reminders WHERE calendar_id = $1 AND user_id = $2",
    .params = defaults_forget_params,
    .param_count = 2,
};

enum err
sql_defaults_forget(struct request *rq, const struct sql_defaults_forget *q, int64_t *affected)
{
    return db_exec(rq, &defaults_forget_statement, q, affected);
}

static const struct sql_param due_begin_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_due_begin, id), -1},
    {SQL_UUID, -1, offsetof(struct sql_due_begin, user_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_due_begin, event_id), -1},
    {SQL_INT8, offsetof(struct sql_due_begin, reminder), offsetof(struct reminder, minutes_before), offsetof(struct reminder, has_minutes_before)},
    {SQL_INSTANT, offsetof(struct sql_due_begin, reminder), offsetof(struct reminder, at), offsetof(struct reminder, has_at)},
    {SQL_TEXT, offsetof(struct sql_due_begin, reminder), offsetof(struct reminder, related), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_due_begin, since), -1},
};
static const struct statement due_begin_statement = {
    .name = "due_begin",
    .text = "INSERT INTO due (id, reminder_id, user_id, event_id, minutes_before, at, related, since, version, zone, done_until) "
        "VALUES ($1, $1, $2, $3, $4, $5, $6, $7, 0, '', $7) "
        "ON CONFLICT (id) DO UPDATE "
        "SET minutes_before = excluded.minutes_before, at = excluded.at, related = excluded.related, since = excluded.since, "
        "done_until = excluded.done_until",
    .params = due_begin_params,
    .param_count = 7,
};

enum err
sql_due_begin(struct request *rq, const struct sql_due_begin *q, int64_t *affected)
{
    return db_exec(rq, &due_begin_statement, q, affected);
}

static const struct sql_param due_snooze_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_due_snooze, id), -1},
    {SQL_UUID, -1, offsetof(struct sql_due_snooze, reminder_id), -1},
    {SQL_INT8, -1, offsetof(struct sql_due_snooze, number), -1},
    {SQL_UUID, -1, offsetof(struct sql_due_snooze, user_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_due_snooze, event_id), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_due_snooze, at), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_due_snooze, now), -1},
    {SQL_INT8, -1, offsetof(struct sql_due_snooze, version), -1},
    {SQL_TEXT, -1, offsetof(struct sql_due_snooze, zone), -1},
    {SQL_INT8, -1, offsetof(struct sql_due_snooze, place), offsetof(struct sql_due_snooze, has_place)},
    {SQL_INSTANT, -1, offsetof(struct sql_due_snooze, begins_at), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_due_snooze, ends_at), -1},
    {SQL_BOOL, -1, offsetof(struct sql_due_snooze, all_day), -1},
};
static const struct statement due_snooze_statement = {
    .name = "due_snooze",
    .text = "INSERT INTO due AS d (id, reminder_id, snooze, user_id, event_id, at, related, since, version, zone, due_at, look_at, place, begins_at, "
        "ends_at, all_day, is_last, done_until) "
        "VALUES ($1, $2, $3, $4, $5, $6, 'start', $7, $8, $9, $6, $6, $10, $11, $12, "
        "$13, true, $7) "
        "ON CONFLICT (id) DO UPDATE "
        "SET snooze = excluded.snooze, at = excluded.at, since = excluded.since, version = excluded.version, zone = excluded.zone, "
        "due_at = excluded.due_at, look_at = excluded.look_at, begins_at = excluded.begins_at, ends_at = excluded.ends_at, "
        "all_day = excluded.all_day, done_until = excluded.done_until, turn = d.turn + 1, set_aside = NULL",
    .params = due_snooze_params,
    .param_count = 13,
};

enum err
sql_due_snooze(struct request *rq, const struct sql_due_snooze *q, int64_t *affected)
{
    return db_exec(rq, &due_snooze_statement, q, affected);
}

static const struct sql_param due_put_params[] = {
    {SQL_BOOL, -1, offsetof(struct sql_due_put, told), -1},
    {SQL_UUIDS, -1, offsetof(struct sql_due_put, ids), -1},
    {SQL_INT8S, -1, offsetof(struct sql_due_put, versions), -1},
    {SQL_TEXTS, -1, offsetof(struct sql_due_put, zones), -1},
    {SQL_LOCALS, -1, offsetof(struct sql_due_put, due_ats), -1},
    {SQL_INT8S, -1, offsetof(struct sql_due_put, places), -1},
    {SQL_LOCALS, -1, offsetof(struct sql_due_put, begins), -1},
    {SQL_LOCALS, -1, offsetof(struct sql_due_put, ends), -1},
    {SQL_INT8S, -1, offsetof(struct sql_due_put, flags), -1},
};
static const struct statement due_put_statement = {
    .name = "due_put",
    .text = "UPDATE due AS d "
        "SET version = r.version, zone = r.zone, turn = turn + 1, set_aside = NULL, "
        "done_until = CASE WHEN $1 THEN greatest(d.done_until, d.due_at) ELSE d.done_until END, "
        "due_at = CASE WHEN r.flags & 1 > 0 THEN r.due_at AT TIME ZONE 'UTC' END, "
        "look_at = CASE WHEN r.flags & 1 > 0 THEN r.due_at AT TIME ZONE 'UTC' END, "
        "place = CASE WHEN r.flags & 3 = 3 THEN r.place END, "
        "begins_at = CASE WHEN r.flags & 1 > 0 THEN r.begins_at AT TIME ZONE 'UTC' END, "
        "ends_at = CASE WHEN r.flags & 1 > 0 THEN r.ends_at AT TIME ZONE 'UTC' END, "
        "all_day = r.flags & 4 > 0, is_last = r.flags & 8 > 0 "
        "FROM unnest($2::uuid[], $3::bigint[], $4::text[], $5::timestamp[], $6::bigint[], $7::timestamp[], "
        "$8::timestamp[], $9::bigint[]) "
        "AS r (id, version, zone, due_at, place, begins_at, ends_at, flags) "
        "WHERE d.id = r.id",
    .params = due_put_params,
    .param_count = 9,
};

enum err
sql_due_put(struct request *rq, const struct sql_due_put *q, int64_t *affected)
{
    return db_exec(rq, &due_put_statement, q, affected);
}

static const struct sql_param due_unclaim_params[] = {
    {SQL_UUIDS, -1, offsetof(struct sql_due_unclaim, ids), -1},
};
static const struct statement due_unclaim_statement = {
    .name = "due_unclaim",
    .text = "UPDATE due SET look_at = due_at WHERE id = ANY ($1::uuid[]) AND (look_at > due_at) IS TRUE",
    .params = due_unclaim_params,
    .param_count = 1,
};

enum err
sql_due_unclaim(struct request *rq, const struct sql_due_unclaim *q, int64_t *affected)
{
    return db_exec(rq, &due_unclaim_statement, q, affected);
}

static const struct sql_param due_set_aside_params[] = {
    {SQL_TEXT, -1, offsetof(struct sql_due_set_aside, why), -1},
    {SQL_INT8, -1, offsetof(struct sql_due_set_aside, version), -1},
    {SQL_UUIDS, -1, offsetof(struct sql_due_set_aside, ids), -1},
};
static const struct statement due_set_aside_statement = {
    .name = "due_set_aside",
    .text = "UPDATE due SET set_aside = $1, version = $2, turn = turn + 1 WHERE id = ANY ($3::uuid[])",
    .params = due_set_aside_params,
    .param_count = 3,
};

enum err
sql_due_set_aside(struct request *rq, const struct sql_due_set_aside *q, int64_t *affected)
{
    return db_exec(rq, &due_set_aside_statement, q, affected);
}

static const struct sql_param due_delete_params[] = {
    {SQL_UUIDS, -1, offsetof(struct sql_due_delete, ids), -1},
};
static const struct statement due_delete_statement = {
    .name = "due_delete",
    .text = "DELETE FROM due WHERE id = ANY ($1::uuid[])",
    .params = due_delete_params,
    .param_count = 1,
};

enum err
sql_due_delete(struct request *rq, const struct sql_due_delete *q, int64_t *affected)
{
    return db_exec(rq, &due_delete_statement, q, affected);
}

static const struct sql_param due_of_event_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_due_of_event, event_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_due_of_event, after_id), -1},
    {SQL_INT8, -1, offsetof(struct sql_due_of_event, rows), -1},
};
static const struct sql_column due_of_event_columns[] = {
    {SQL_UUID, offsetof(struct sql_due, id), -1, false},
    {SQL_UUID, offsetof(struct sql_due, reminder_id), -1, false},
    {SQL_INT8, offsetof(struct sql_due, snooze), -1, false},
    {SQL_UUID, offsetof(struct sql_due, user_id), -1, false},
    {SQL_UUID, offsetof(struct sql_due, event_id), -1, false},
    {SQL_INT8, offsetof(struct sql_due, minutes_before), offsetof(struct sql_due, has_minutes_before), true},
    {SQL_INSTANT, offsetof(struct sql_due, at), offsetof(struct sql_due, has_at), true},
    {SQL_TEXT, offsetof(struct sql_due, related), -1, false},
    {SQL_INSTANT, offsetof(struct sql_due, since), -1, false},
    {SQL_INT8, offsetof(struct sql_due, version), -1, false},
    {SQL_TEXT, offsetof(struct sql_due, zone), -1, false},
    {SQL_INSTANT, offsetof(struct sql_due, due_at), offsetof(struct sql_due, has_due_at), true},
    {SQL_INT8, offsetof(struct sql_due, place), offsetof(struct sql_due, has_place), true},
    {SQL_INSTANT, offsetof(struct sql_due, begins_at), offsetof(struct sql_due, has_begins_at), true},
    {SQL_INSTANT, offsetof(struct sql_due, ends_at), offsetof(struct sql_due, has_ends_at), true},
    {SQL_BOOL, offsetof(struct sql_due, all_day), -1, false},
    {SQL_BOOL, offsetof(struct sql_due, is_last), -1, false},
    {SQL_INSTANT, offsetof(struct sql_due, done_until), -1, false},
    {SQL_INT8, offsetof(struct sql_due, turn), -1, false},
};
static const struct statement due_of_event_statement = {
    .name = "due_of_event",
    .text = "SELECT d.id, d.reminder_id, d.snooze, d.user_id, d.event_id, d.minutes_before AS \"minutes_before?\", d.at AS \"at?\", d.related, d.since, d.version, d.zone, "
        "d.due_at AS \"due_at?\", d.place AS \"place?\", d.begins_at AS \"begins_at?\", d.ends_at AS \"ends_at?\", d.all_day, d.is_last, d.done_until, "
        "d.turn FROM due AS d "
        "WHERE (event_id, id) > ($1, $2) AND (event_id, id) <= ($1, 'ffffffff-ffff-ffff-ffff-ffffffffffff') "
        "ORDER BY event_id, id "
        "LIMIT $3 "
        "FOR UPDATE",
    .params = due_of_event_params,
    .param_count = 3,
    .columns = due_of_event_columns,
    .column_count = 19,
    .row_size = sizeof(struct sql_due),
};

enum err
sql_due_of_event(struct request *rq, const struct sql_due_of_event *q, struct sql_due **rows, size_t *count)
{
    return db_many(rq, &due_of_event_statement, q, rows, count);
}

static const struct sql_param due_claim_params[] = {
    {SQL_INSTANT, -1, offsetof(struct sql_due_claim, until), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_due_claim, now), -1},
    {SQL_INT8, -1, offsetof(struct sql_due_claim, rows), -1},
};
static const struct sql_column due_claim_columns[] = {
    {SQL_UUID, offsetof(struct sql_due, id), -1, false},
    {SQL_UUID, offsetof(struct sql_due, reminder_id), -1, false},
    {SQL_INT8, offsetof(struct sql_due, snooze), -1, false},
    {SQL_UUID, offsetof(struct sql_due, user_id), -1, false},
    {SQL_UUID, offsetof(struct sql_due, event_id), -1, false},
    {SQL_INT8, offsetof(struct sql_due, minutes_before), offsetof(struct sql_due, has_minutes_before), true},
    {SQL_INSTANT, offsetof(struct sql_due, at), offsetof(struct sql_due, has_at), true},
    {SQL_TEXT, offsetof(struct sql_due, related), -1, false},
    {SQL_INSTANT, offsetof(struct sql_due, since), -1, false},
    {SQL_INT8, offsetof(struct sql_due, version), -1, false},
    {SQL_TEXT, offsetof(struct sql_due, zone), -1, false},
    {SQL_INSTANT, offsetof(struct sql_due, due_at), offsetof(struct sql_due, has_due_at), true},
    {SQL_INT8, offsetof(struct sql_due, place), offsetof(struct sql_due, has_place), true},
    {SQL_INSTANT, offsetof(struct sql_due, begins_at), offsetof(struct sql_due, has_begins_at), true},
    {SQL_INSTANT, offsetof(struct sql_due, ends_at), offsetof(struct sql_due, has_ends_at), true},
    {SQL_BOOL, offsetof(struct sql_due, all_day), -1, false},
    {SQL_BOOL, offsetof(struct sql_due, is_last), -1, false},
    {SQL_INSTANT, offsetof(struct sql_due, done_until), -1, false},
    {SQL_INT8, offsetof(struct sql_due, turn), -1, false},
};
static const struct statement due_claim_statement = {
    .name = "due_claim",
    .text = "UPDATE due AS d SET look_at = $1 "
        "WHERE id = ANY (ARRAY( "
        "SELECT id FROM due "
        "WHERE look_at <= $2 AND (look_at IS NOT NULL AND set_aside IS NULL) IS TRUE "
        "ORDER BY look_at LIMIT $3 FOR UPDATE SKIP LOCKED)) "
        "RETURNING d.id, d.reminder_id, d.snooze, d.user_id, d.event_id, d.minutes_before AS \"minutes_before?\", d.at AS \"at?\", d.related, d.since, d.version, d.zone, "
        "d.due_at AS \"due_at?\", d.place AS \"place?\", d.begins_at AS \"begins_at?\", d.ends_at AS \"ends_at?\", d.all_day, d.is_last, d.done_until, "
        "d.turn",
    .params = due_claim_params,
    .param_count = 3,
    .columns = due_claim_columns,
    .column_count = 19,
    .row_size = sizeof(struct sql_due),
};

enum err
sql_due_claim(struct request *rq, const struct sql_due_claim *q, struct sql_due **rows, size_t *count)
{
    return db_many(rq, &due_claim_statement, q, rows, count);
}

static const struct sql_column due_next_columns[] = {
    {SQL_INSTANT, offsetof(struct sql_due_next_row, look_at), offsetof(struct sql_due_next_row, has_look_at), true},
};
static const struct statement due_next_statement = {
    .name = "due_next",
    .text = "SELECT look_at AS \"look_at\" FROM due WHERE (look_at IS NOT NULL AND set_aside IS NULL) IS TRUE ORDER BY look_at LIMIT 1",
    .columns = due_next_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_due_next_row),
};

enum err
sql_due_next(struct request *rq, struct sql_due_next_row *row)
{
    return db_one(rq, &due_next_statement, NULL, row);
}

static const struct sql_param due_read_params[] = {
    {SQL_UUIDS, -1, offsetof(struct sql_due_read, ids), -1},
};
static const struct sql_column due_read_columns[] = {
    {SQL_UUID, offsetof(struct sql_due, id), -1, false},
    {SQL_UUID, offsetof(struct sql_due, reminder_id), -1, false},
    {SQL_INT8, offsetof(struct sql_due, snooze), -1, false},
    {SQL_UUID, offsetof(struct sql_due, user_id), -1, false},
    {SQL_UUID, offsetof(struct sql_due, event_id), -1, false},
    {SQL_INT8, offsetof(struct sql_due, minutes_before), offsetof(struct sql_due, has_minutes_before), true},
    {SQL_INSTANT, offsetof(struct sql_due, at), offsetof(struct sql_due, has_at), true},
    {SQL_TEXT, offsetof(struct sql_due, related), -1, false},
    {SQL_INSTANT, offsetof(struct sql_due, since), -1, false},
    {SQL_INT8, offsetof(struct sql_due, version), -1, false},
    {SQL_TEXT, offsetof(struct sql_due, zone), -1, false},
    {SQL_INSTANT, offsetof(struct sql_due, due_at), offsetof(struct sql_due, has_due_at), true},
    {SQL_INT8, offsetof(struct sql_due, place), offsetof(struct sql_due, has_place), true},
    {SQL_INSTANT, offsetof(struct sql_due, begins_at), offsetof(struct sql_due, has_begins_at), true},
    {SQL_INSTANT, offsetof(struct sql_due, ends_at), offsetof(struct sql_due, has_ends_at), true},
    {SQL_BOOL, offsetof(struct sql_due, all_day), -1, false},
    {SQL_BOOL, offsetof(struct sql_due, is_last), -1, false},
    {SQL_INSTANT, offsetof(struct sql_due, done_until), -1, false},
    {SQL_INT8, offsetof(struct sql_due, turn), -1, false},
};
static const struct statement due_read_statement = {
    .name = "due_read",
    .text = "SELECT d.id, d.reminder_id, d.snooze, d.user_id, d.event_id, d.minutes_before AS \"minutes_before?\", d.at AS \"at?\", d.related, d.since, d.version, d.zone, "
        "d.due_at AS \"due_at?\", d.place AS \"place?\", d.begins_at AS \"begins_at?\", d.ends_at AS \"ends_at?\", d.all_day, d.is_last, d.done_until, "
        "d.turn FROM due AS d WHERE id = ANY ($1::uuid[]) ORDER BY id",
    .params = due_read_params,
    .param_count = 1,
    .columns = due_read_columns,
    .column_count = 19,
    .row_size = sizeof(struct sql_due),
};

enum err
sql_due_read(struct request *rq, const struct sql_due_read *q, struct sql_due **rows, size_t *count)
{
    return db_many(rq, &due_read_statement, q, rows, count);
}

static const struct sql_param due_hold_params[] = {
    {SQL_UUIDS, -1, offsetof(struct sql_due_hold, ids), -1},
};
static const struct sql_column due_hold_columns[] = {
    {SQL_UUID, offsetof(struct sql_due_hold_row, id), -1, false},
    {SQL_INT8, offsetof(struct sql_due_hold_row, turn), -1, false},
};
static const struct statement due_hold_statement = {
    .name = "due_hold",
    .text = "SELECT id, turn FROM due WHERE id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE SKIP LOCKED",
    .params = due_hold_params,
    .param_count = 1,
    .columns = due_hold_columns,
    .column_count = 2,
    .row_size = sizeof(struct sql_due_hold_row),
};

enum err
sql_due_hold(struct request *rq, const struct sql_due_hold *q, struct sql_due_hold_row **rows, size_t *count)
{
    return db_many(rq, &due_hold_statement, q, rows, count);
}

static const struct sql_param due_ahead_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_due_ahead, user_id), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_due_ahead, end), -1},
    {SQL_INT8, -1, offsetof(struct sql_due_ahead, rows), -1},
};
static const struct sql_column due_ahead_columns[] = {
    {SQL_UUID, offsetof(struct sql_due, id), -1, false},
    {SQL_UUID, offsetof(struct sql_due, reminder_id), -1, false},
    {SQL_INT8, offsetof(struct sql_due, snooze), -1, false},
    {SQL_UUID, offsetof(struct sql_due, user_id), -1, false},
    {SQL_UUID, offsetof(struct sql_due, event_id), -1, false},
    {SQL_INT8, offsetof(struct sql_due, minutes_before), offsetof(struct sql_due, has_minutes_before), true},
    {SQL_INSTANT, offsetof(struct sql_due, at), offsetof(struct sql_due, has_at), true},
    {SQL_TEXT, offsetof(struct sql_due, related), -1, false},
    {SQL_INSTANT, offsetof(struct sql_due, since), -1, false},
    {SQL_INT8, offsetof(struct sql_due, version), -1, false},
    {SQL_TEXT, offsetof(struct sql_due, zone), -1, false},
    {SQL_INSTANT, offsetof(struct sql_due, due_at), offsetof(struct sql_due, has_due_at), true},
    {SQL_INT8, offsetof(struct sql_due, place), offsetof(struct sql_due, has_place), true},
    {SQL_INSTANT, offsetof(struct sql_due, begins_at), offsetof(struct sql_due, has_begins_at), true},
    {SQL_INSTANT, offsetof(struct sql_due, ends_at), offsetof(struct sql_due, has_ends_at), true},
    {SQL_BOOL, offsetof(struct sql_due, all_day), -1, false},
    {SQL_BOOL, offsetof(struct sql_due, is_last), -1, false},
    {SQL_INSTANT, offsetof(struct sql_due, done_until), -1, false},
    {SQL_INT8, offsetof(struct sql_due, turn), -1, false},
};
static const struct statement due_ahead_statement = {
    .name = "due_ahead",
    .text = "SELECT d.id, d.reminder_id, d.snooze, d.user_id, d.event_id, d.minutes_before AS \"minutes_before?\", d.at AS \"at?\", d.related, d.since, d.version, d.zone, "
        "d.due_at AS \"due_at?\", d.place AS \"place?\", d.begins_at AS \"begins_at?\", d.ends_at AS \"ends_at?\", d.all_day, d.is_last, d.done_until, "
        "d.turn FROM due AS d "
        "WHERE (user_id, due_at) > ($1, '-infinity') AND (user_id, due_at) < ($1, $2) "
        "AND (due_at IS NOT NULL AND set_aside IS NULL) IS TRUE "
        "ORDER BY user_id, due_at "
        "LIMIT $3",
    .params = due_ahead_params,
    .param_count = 3,
    .columns = due_ahead_columns,
    .column_count = 19,
    .row_size = sizeof(struct sql_due),
};

enum err
sql_due_ahead(struct request *rq, const struct sql_due_ahead *q, struct sql_due **rows, size_t *count)
{
    return db_many(rq, &due_ahead_statement, q, rows, count);
}

static const struct sql_param fired_add_params[] = {
    {SQL_INSTANT, -1, offsetof(struct sql_fired_add, now), -1},
    {SQL_UUIDS, -1, offsetof(struct sql_fired_add, ids), -1},
    {SQL_LOCALS, -1, offsetof(struct sql_fired_add, due_ats), -1},
    {SQL_INT8S, -1, offsetof(struct sql_fired_add, places), -1},
    {SQL_LOCALS, -1, offsetof(struct sql_fired_add, begins), -1},
    {SQL_INT8S, -1, offsetof(struct sql_fired_add, missed), -1},
};
static const struct sql_column fired_add_columns[] = {
    {SQL_UUID, offsetof(struct sql_fired_add_row, reminder_id), -1, false},
    {SQL_INSTANT, offsetof(struct sql_fired_add_row, due_at), -1, false},
    {SQL_INT8, offsetof(struct sql_fired_add_row, place), -1, false},
};
static const struct statement fired_add_statement = {
    .name = "fired_add",
    .text = "INSERT INTO fired (reminder_id, due_at, place, begins_at, fired_at, missed) "
        "SELECT r.id, r.due_at AT TIME ZONE 'UTC', r.place, r.begins_at AT TIME ZONE 'UTC', $1, r.missed <> 0 "
        "FROM unnest($2::uuid[], $3::timestamp[], $4::bigint[], $5::timestamp[], $6::bigint[]) "
        "AS r (id, due_at, place, begins_at, missed) "
        "ON CONFLICT (reminder_id, due_at, place) DO NOTHING "
        "RETURNING reminder_id, due_at, place",
    .params = fired_add_params,
    .param_count = 6,
    .columns = fired_add_columns,
    .column_count = 3,
    .row_size = sizeof(struct sql_fired_add_row),
};

enum err
sql_fired_add(struct request *rq, const struct sql_fired_add *q, struct sql_fired_add_row **rows, size_t *count)
{
    return db_many(rq, &fired_add_statement, q, rows, count);
}

static const struct sql_param fired_of_params[] = {
    {SQL_UUIDS, -1, offsetof(struct sql_fired_of, ids), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_fired_of, since), -1},
};
static const struct sql_column fired_of_columns[] = {
    {SQL_UUID, offsetof(struct sql_fired_of_row, reminder_id), -1, false},
    {SQL_INSTANT, offsetof(struct sql_fired_of_row, due_at), -1, false},
    {SQL_INT8, offsetof(struct sql_fired_of_row, place), -1, false},
};
static const struct statement fired_of_statement = {
    .name = "fired_of",
    .text = "SELECT f.reminder_id, f.due_at, f.place "
        "FROM unnest($1::uuid[]) AS r (id) "
        "CROSS JOIN LATERAL (SELECT * FROM fired WHERE reminder_id = r.id AND (begins_at > $2 OR due_at > $2) IS TRUE OFFSET 0) AS f "
        "ORDER BY f.reminder_id",
    .params = fired_of_params,
    .param_count = 2,
    .columns = fired_of_columns,
    .column_count = 3,
    .row_size = sizeof(struct sql_fired_of_row),
};

enum err
sql_fired_of(struct request *rq, const struct sql_fired_of *q, struct sql_fired_of_row **rows, size_t *count)
{
    return db_many(rq, &fired_of_statement, q, rows, count);
}

static const struct sql_param fired_split_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_fired_split, id), -1},
    {SQL_UUID, -1, offsetof(struct sql_fired_split, from), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_fired_split, since), -1},
};
static const struct statement fired_split_statement = {
    .name = "fired_split",
    .text = "INSERT INTO fired (reminder_id, due_at, place, begins_at, fired_at, missed) "
        "SELECT $1, due_at, place, begins_at, fired_at, missed FROM fired "
        "WHERE reminder_id = $2 AND (begins_at > $3 OR due_at > $3) IS TRUE "
        "ON CONFLICT (reminder_id, due_at, place) DO NOTHING",
    .params = fired_split_params,
    .param_count = 3,
};

enum err
sql_fired_split(struct request *rq, const struct sql_fired_split *q, int64_t *affected)
{
    return db_exec(rq, &fired_split_statement, q, affected);
}

static const struct sql_param fired_last_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_fired_last, reminder_id), -1},
};
static const struct sql_column fired_last_columns[] = {
    {SQL_INSTANT, offsetof(struct sql_fired_last_row, due_at), -1, false},
    {SQL_INT8, offsetof(struct sql_fired_last_row, place), -1, false},
    {SQL_INSTANT, offsetof(struct sql_fired_last_row, begins_at), -1, false},
};
static const struct statement fired_last_statement = {
    .name = "fired_last",
    .text = "SELECT due_at, place, begins_at FROM fired "
        "WHERE (reminder_id, due_at) > ($1, '-infinity') AND (reminder_id, due_at) <= ($1, 'infinity') "
        "ORDER BY reminder_id DESC, due_at DESC, place DESC LIMIT 1",
    .params = fired_last_params,
    .param_count = 1,
    .columns = fired_last_columns,
    .column_count = 3,
    .row_size = sizeof(struct sql_fired_last_row),
};

enum err
sql_fired_last(struct request *rq, const struct sql_fired_last *q, struct sql_fired_last_row *row)
{
    return db_one(rq, &fired_last_statement, q, row);
}

static const struct sql_param snooze_add_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_snooze_add, reminder_id), -1},
    {SQL_INT8, -1, offsetof(struct sql_snooze_add, place), -1},
    {SQL_UUID, -1, offsetof(struct sql_snooze_add, due_id), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_snooze_add, now), -1},
};
static const struct sql_column snooze_add_columns[] = {
    {SQL_INT8, offsetof(struct sql_snooze_add_row, number), -1, false},
};
static const struct statement snooze_add_statement = {
    .name = "snooze_add",
    .text = "INSERT INTO snoozes AS s (reminder_id, place, number, due_id, snoozed_at) "
        "VALUES ($1, $2, 1, $3, $4) "
        "ON CONFLICT (reminder_id, place) DO UPDATE SET number = s.number + 1, snoozed_at = excluded.snoozed_at "
        "RETURNING number",
    .params = snooze_add_params,
    .param_count = 4,
    .columns = snooze_add_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_snooze_add_row),
};

enum err
sql_snooze_add(struct request *rq, const struct sql_snooze_add *q, struct sql_snooze_add_row *row)
{
    return db_one(rq, &snooze_add_statement, q, row);
}

static const struct sql_param snoozes_forget_params[] = {
    {SQL_UUIDS, -1, offsetof(struct sql_snoozes_forget, ids), -1},
};
static const struct sql_column snoozes_forget_columns[] = {
    {SQL_UUID, offsetof(struct sql_snoozes_forget_row, due_id), -1, false},
};
static const struct statement snoozes_forget_statement = {
    .name = "snoozes_forget",
    .text = "DELETE FROM snoozes WHERE reminder_id = ANY ($1::uuid[]) RETURNING due_id",
    .params = snoozes_forget_params,
    .param_count = 1,
    .columns = snoozes_forget_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_snoozes_forget_row),
};

enum err
sql_snoozes_forget(struct request *rq, const struct sql_snoozes_forget *q, struct sql_snoozes_forget_row **rows, size_t *count)
{
    return db_many(rq, &snoozes_forget_statement, q, rows, count);
}

static const struct sql_param snoozes_purge_params[] = {
    {SQL_INSTANT, -1, offsetof(struct sql_snoozes_purge, now), -1},
};
static const struct statement snoozes_purge_statement = {
    .name = "snoozes_purge",
    .text = "DELETE FROM snoozes "
        "WHERE ctid = ANY (ARRAY(SELECT ctid FROM snoozes WHERE snoozed_at < $1::timestamptz - interval '31 days' ORDER BY snoozed_at LIMIT 1000))",
    .params = snoozes_purge_params,
    .param_count = 1,
};

enum err
sql_snoozes_purge(struct request *rq, const struct sql_snoozes_purge *q, int64_t *affected)
{
    return db_exec(rq, &snoozes_purge_statement, q, affected);
}

static const struct sql_param defaults_over_params[] = {
    {SQL_INSTANT, -1, offsetof(struct sql_defaults_over, now), -1},
};
static const struct sql_column defaults_over_columns[] = {
    {SQL_UUID, offsetof(struct sql_defaults_over_row, id), -1, false},
};
static const struct statement defaults_over_statement = {
    .name = "defaults_over",
    .text = "DELETE FROM reminders "
        "WHERE id = ANY (ARRAY( "
        "SELECT r.id "
        "FROM (SELECT reminder_id FROM fired WHERE fired_at < $1::timestamptz - interval '31 days' ORDER BY fired_at LIMIT 1000) AS f "
        "CROSS JOIN LATERAL (SELECT id FROM reminders WHERE id = f.reminder_id AND (default_id IS NOT NULL) IS TRUE OFFSET 0) AS r "
        "CROSS JOIN LATERAL (SELECT true FROM due WHERE id = r.id AND (due_at IS NULL) IS TRUE OFFSET 0) AS d)) "
        "RETURNING id",
    .params = defaults_over_params,
    .param_count = 1,
    .columns = defaults_over_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_defaults_over_row),
};

enum err
sql_defaults_over(struct request *rq, const struct sql_defaults_over *q, struct sql_defaults_over_row **rows, size_t *count)
{
    return db_many(rq, &defaults_over_statement, q, rows, count);
}

static const struct sql_param fired_purge_params[] = {
    {SQL_INSTANT, -1, offsetof(struct sql_fired_purge, now), -1},
};
static const struct statement fired_purge_statement = {
    .name = "fired_purge",
    .text = "DELETE FROM fired "
        "WHERE ctid = ANY (ARRAY(SELECT ctid FROM fired WHERE fired_at < $1::timestamptz - interval '31 days' ORDER BY fired_at LIMIT 1000))",
    .params = fired_purge_params,
    .param_count = 1,
};

enum err
sql_fired_purge(struct request *rq, const struct sql_fired_purge *q, int64_t *affected)
{
    return db_exec(rq, &fired_purge_statement, q, affected);
}

static const struct sql_param quiet_find_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_quiet_find, user_id), -1},
};
static const struct sql_column quiet_find_columns[] = {
    {SQL_UUID, offsetof(struct quiet_hours, id), -1, false},
    {SQL_TEXT, offsetof(struct quiet_hours, from), -1, true},
    {SQL_TEXT, offsetof(struct quiet_hours, until), -1, true},
    {SQL_INT8, offsetof(struct quiet_hours, version), -1, false},
};
static const struct statement quiet_find_statement = {
    .name = "quiet_find",
    .text = "SELECT q.user_id AS id, q.starts AS \"from?\", q.ends AS \"until?\", q.version FROM quiet_hours AS q WHERE user_id = $1",
    .params = quiet_find_params,
    .param_count = 1,
    .columns = quiet_find_columns,
    .column_count = 4,
    .row_size = sizeof(struct quiet_hours),
};

enum err
sql_quiet_find(struct request *rq, const struct sql_quiet_find *q, struct quiet_hours *row)
{
    return db_one(rq, &quiet_find_statement, q, row);
}

static const struct sql_param quiet_lock_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_quiet_lock, user_id), -1},
};
static const struct sql_column quiet_lock_columns[] = {
    {SQL_UUID, offsetof(struct quiet_hours, id), -1, false},
    {SQL_TEXT, offsetof(struct quiet_hours, from), -1, true},
    {SQL_TEXT, offsetof(struct quiet_hours, until), -1, true},
    {SQL_INT8, offsetof(struct quiet_hours, version), -1, false},
};
static const struct statement quiet_lock_statement = {
    .name = "quiet_lock",
    .text = "INSERT INTO quiet_hours AS q (user_id) VALUES ($1) "
        "ON CONFLICT (user_id) DO UPDATE SET user_id = excluded.user_id "
        "RETURNING q.user_id AS id, q.starts AS \"from?\", q.ends AS \"until?\", q.version",
    .params = quiet_lock_params,
    .param_count = 1,
    .columns = quiet_lock_columns,
    .column_count = 4,
    .row_size = sizeof(struct quiet_hours),
};

enum err
sql_quiet_lock(struct request *rq, const struct sql_quiet_lock *q, struct quiet_hours *row)
{
    return db_one(rq, &quiet_lock_statement, q, row);
}

static const struct sql_param quiet_update_params[] = {
    {SQL_TEXT, offsetof(struct sql_quiet_update, quiet_hours), offsetof(struct quiet_hours, from), -1},
    {SQL_TEXT, offsetof(struct sql_quiet_update, quiet_hours), offsetof(struct quiet_hours, until), -1},
    {SQL_UUID, -1, offsetof(struct sql_quiet_update, user_id), -1},
};
static const struct sql_column quiet_update_columns[] = {
    {SQL_UUID, offsetof(struct quiet_hours, id), -1, false},
    {SQL_TEXT, offsetof(struct quiet_hours, from), -1, true},
    {SQL_TEXT, offsetof(struct quiet_hours, until), -1, true},
    {SQL_INT8, offsetof(struct quiet_hours, version), -1, false},
};
static const struct statement quiet_update_statement = {
    .name = "quiet_update",
    .text = "UPDATE quiet_hours AS q SET starts = $1, ends = $2, version = version + 1 "
        "WHERE user_id = $3 "
        "RETURNING q.user_id AS id, q.starts AS \"from?\", q.ends AS \"until?\", q.version",
    .params = quiet_update_params,
    .param_count = 3,
    .columns = quiet_update_columns,
    .column_count = 4,
    .row_size = sizeof(struct quiet_hours),
};

enum err
sql_quiet_update(struct request *rq, const struct sql_quiet_update *q, struct quiet_hours *row)
{
    return db_one(rq, &quiet_update_statement, q, row);
}

static const struct sql_param quiet_of_params[] = {
    {SQL_UUIDS, -1, offsetof(struct sql_quiet_of, user_ids), -1},
};
static const struct sql_column quiet_of_columns[] = {
    {SQL_UUID, offsetof(struct sql_quiet_of_row, user_id), -1, false},
    {SQL_TEXT, offsetof(struct sql_quiet_of_row, starts), -1, true},
    {SQL_TEXT, offsetof(struct sql_quiet_of_row, ends), -1, true},
    {SQL_TEXT, offsetof(struct sql_quiet_of_row, zone), -1, false},
};
static const struct statement quiet_of_statement = {
    .name = "quiet_of",
    .text = "SELECT q.user_id, q.starts, q.ends, coalesce(u.zone, 'UTC') AS \"zone\" "
        "FROM quiet_hours AS q "
        "LEFT JOIN LATERAL (SELECT zone FROM users WHERE user_id = q.user_id OFFSET 0) AS u ON true "
        "WHERE q.user_id = ANY ($1::uuid[]) AND (q.starts IS NOT NULL) IS TRUE "
        "ORDER BY q.user_id",
    .params = quiet_of_params,
    .param_count = 1,
    .columns = quiet_of_columns,
    .column_count = 4,
    .row_size = sizeof(struct sql_quiet_of_row),
};

enum err
sql_quiet_of(struct request *rq, const struct sql_quiet_of *q, struct sql_quiet_of_row **rows, size_t *count)
{
    return db_many(rq, &quiet_of_statement, q, rows, count);
}

static const struct sql_param due_put_off_params[] = {
    {SQL_UUIDS, -1, offsetof(struct sql_due_put_off, ids), -1},
    {SQL_LOCALS, -1, offsetof(struct sql_due_put_off, untils), -1},
};
static const struct statement due_put_off_statement = {
    .name = "due_put_off",
    .text = "UPDATE due AS d SET look_at = r.until AT TIME ZONE 'UTC' "
        "FROM unnest($1::uuid[], $2::timestamp[]) AS r (id, until) "
        "WHERE d.id = r.id",
    .params = due_put_off_params,
    .param_count = 2,
};

enum err
sql_due_put_off(struct request *rq, const struct sql_due_put_off *q, int64_t *affected)
{
    return db_exec(rq, &due_put_off_statement, q, affected);
}

static const struct sql_param due_look_again_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_due_look_again, user_id), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_due_look_again, now), -1},
};
static const struct statement due_look_again_statement = {
    .name = "due_look_again",
    .text = "UPDATE due SET look_at = due_at "
        "WHERE id = ANY (ARRAY(SELECT id FROM due "
        "WHERE (user_id, due_at) > ($1, '-infinity') AND (user_id, due_at) <= ($1, $2) "
        "AND (look_at > due_at) IS TRUE "
        "ORDER BY id FOR UPDATE))",
    .params = due_look_again_params,
    .param_count = 2,
};

enum err
sql_due_look_again(struct request *rq, const struct sql_due_look_again *q, int64_t *affected)
{
    return db_exec(rq, &due_look_again_statement, q, affected);
}

static const struct sql_param zone_note_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_zone_note, user_id), -1},
    {SQL_TEXT, -1, offsetof(struct sql_zone_note, zone), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_zone_note, now), -1},
};
static const struct statement zone_note_statement = {
    .name = "zone_note",
    .text = "INSERT INTO users (user_id, version, zone, changed_at) VALUES ($1, 0, $2, $3) ON CONFLICT (user_id) DO NOTHING",
    .params = zone_note_params,
    .param_count = 3,
};

enum err
sql_zone_note(struct request *rq, const struct sql_zone_note *q, int64_t *affected)
{
    return db_exec(rq, &zone_note_statement, q, affected);
}

static const struct sql_param zone_hold_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_zone_hold, user_id), -1},
};
static const struct sql_column zone_hold_columns[] = {
    {SQL_TEXT, offsetof(struct sql_zone_hold_row, zone), -1, false},
};
static const struct statement zone_hold_statement = {
    .name = "zone_hold",
    .text = "SELECT zone FROM users WHERE user_id = $1 FOR SHARE",
    .params = zone_hold_params,
    .param_count = 1,
    .columns = zone_hold_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_zone_hold_row),
};

enum err
sql_zone_hold(struct request *rq, const struct sql_zone_hold *q, struct sql_zone_hold_row *row)
{
    return db_one(rq, &zone_hold_statement, q, row);
}

static const struct sql_param zones_of_params[] = {
    {SQL_UUIDS, -1, offsetof(struct sql_zones_of, user_ids), -1},
};
static const struct sql_column zones_of_columns[] = {
    {SQL_UUID, offsetof(struct sql_zones_of_row, user_id), -1, false},
    {SQL_TEXT, offsetof(struct sql_zones_of_row, zone), -1, false},
    {SQL_INSTANT, offsetof(struct sql_zones_of_row, changed_at), -1, false},
};
static const struct statement zones_of_statement = {
    .name = "zones_of",
    .text = "SELECT user_id, zone, changed_at FROM users WHERE user_id = ANY ($1::uuid[]) ORDER BY user_id",
    .params = zones_of_params,
    .param_count = 1,
    .columns = zones_of_columns,
    .column_count = 3,
    .row_size = sizeof(struct sql_zones_of_row),
};

enum err
sql_zones_of(struct request *rq, const struct sql_zones_of *q, struct sql_zones_of_row **rows, size_t *count)
{
    return db_many(rq, &zones_of_statement, q, rows, count);
}

static const struct sql_param zone_change_params[] = {
    {SQL_INT8, -1, offsetof(struct sql_zone_change, version), -1},
    {SQL_TEXT, -1, offsetof(struct sql_zone_change, zone), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_zone_change, now), -1},
    {SQL_UUID, -1, offsetof(struct sql_zone_change, user_id), -1},
};
static const struct sql_column zone_change_columns[] = {
    {SQL_BOOL, offsetof(struct sql_zone_change_row, changed), -1, false},
};
static const struct statement zone_change_statement = {
    .name = "zone_change",
    .text = "UPDATE users AS u "
        "SET version = $1, zone = $2, changed_at = CASE WHEN u.zone = $2 THEN u.changed_at ELSE $3 END "
        "FROM (SELECT zone FROM users WHERE user_id = $4 FOR UPDATE) AS before "
        "WHERE user_id = $4 AND (version < $1) IS TRUE "
        "RETURNING before.zone <> $2 AS \"changed\"",
    .params = zone_change_params,
    .param_count = 4,
    .columns = zone_change_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_zone_change_row),
};

enum err
sql_zone_change(struct request *rq, const struct sql_zone_change *q, struct sql_zone_change_row *row)
{
    return db_one(rq, &zone_change_statement, q, row);
}

static const struct sql_param zones_new_params[] = {
    {SQL_INT8, -1, offsetof(struct sql_zones_new, rows), -1},
};
static const struct sql_column zones_new_columns[] = {
    {SQL_UUID, offsetof(struct sql_zones_new_row, user_id), -1, false},
};
static const struct statement zones_new_statement = {
    .name = "zones_new",
    .text = "SELECT user_id FROM users WHERE (version = 0) IS TRUE ORDER BY user_id LIMIT $1",
    .params = zones_new_params,
    .param_count = 1,
    .columns = zones_new_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_zones_new_row),
};

enum err
sql_zones_new(struct request *rq, const struct sql_zones_new *q, struct sql_zones_new_row **rows, size_t *count)
{
    return db_many(rq, &zones_new_statement, q, rows, count);
}

static const struct sql_param zones_page_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_zones_page, after_id), -1},
    {SQL_INT8, -1, offsetof(struct sql_zones_page, rows), -1},
};
static const struct sql_column zones_page_columns[] = {
    {SQL_UUID, offsetof(struct sql_zones_page_row, user_id), -1, false},
};
static const struct statement zones_page_statement = {
    .name = "zones_page",
    .text = "SELECT user_id FROM users WHERE user_id > $1 ORDER BY user_id LIMIT $2",
    .params = zones_page_params,
    .param_count = 2,
    .columns = zones_page_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_zones_page_row),
};

enum err
sql_zones_page(struct request *rq, const struct sql_zones_page *q, struct sql_zones_page_row **rows, size_t *count)
{
    return db_many(rq, &zones_page_statement, q, rows, count);
}

static const struct sql_column tzdata_find_columns[] = {
    {SQL_INT8, offsetof(struct sql_tzdata_find_row, digest), -1, false},
};
static const struct statement tzdata_find_statement = {
    .name = "tzdata_find",
    .text = "SELECT digest FROM tzdata",
    .columns = tzdata_find_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_tzdata_find_row),
};

enum err
sql_tzdata_find(struct request *rq, struct sql_tzdata_find_row *row)
{
    return db_one(rq, &tzdata_find_statement, NULL, row);
}

static const struct sql_param tzdata_put_params[] = {
    {SQL_INT8, -1, offsetof(struct sql_tzdata_put, digest), -1},
};
static const struct statement tzdata_put_statement = {
    .name = "tzdata_put",
    .text = "INSERT INTO tzdata (digest) VALUES ($1) ON CONFLICT (only_row) DO UPDATE SET digest = excluded.digest",
    .params = tzdata_put_params,
    .param_count = 1,
};

enum err
sql_tzdata_put(struct request *rq, const struct sql_tzdata_put *q, int64_t *affected)
{
    return db_exec(rq, &tzdata_put_statement, q, affected);
}

static const struct sql_param tzdata_due_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_tzdata_due, after_id), -1},
    {SQL_INT8, -1, offsetof(struct sql_tzdata_due, rows), -1},
};
static const struct sql_column tzdata_due_columns[] = {
    {SQL_UUID, offsetof(struct sql_tzdata_due_row, id), -1, false},
};
static const struct statement tzdata_due_statement = {
    .name = "tzdata_due",
    .text = "UPDATE due SET version = 0, turn = turn + 1 "
        "WHERE id = ANY (ARRAY(SELECT id FROM due WHERE id > $1 ORDER BY id LIMIT $2 FOR UPDATE)) "
        "RETURNING id",
    .params = tzdata_due_params,
    .param_count = 2,
    .columns = tzdata_due_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_tzdata_due_row),
};

enum err
sql_tzdata_due(struct request *rq, const struct sql_tzdata_due *q, struct sql_tzdata_due_row **rows, size_t *count)
{
    return db_many(rq, &tzdata_due_statement, q, rows, count);
}

static const struct sql_param tzdata_stale_params[] = {
    {SQL_INSTANT, -1, offsetof(struct sql_tzdata_stale, now), -1},
    {SQL_UUID, -1, offsetof(struct sql_tzdata_stale, after_id), -1},
    {SQL_INT8, -1, offsetof(struct sql_tzdata_stale, rows), -1},
};
static const struct sql_column tzdata_stale_columns[] = {
    {SQL_UUID, offsetof(struct sql_tzdata_stale_row, event_id), -1, false},
};
static const struct statement tzdata_stale_statement = {
    .name = "tzdata_stale",
    .text = "INSERT INTO stale (event_id, look_at) "
        "SELECT event_id, $1 FROM courses WHERE event_id > $2 AND (NOT deleted) IS TRUE ORDER BY event_id LIMIT $3 "
        "ON CONFLICT (event_id) DO UPDATE SET mark = nextval('stale_marks'), look_at = excluded.look_at "
        "RETURNING event_id",
    .params = tzdata_stale_params,
    .param_count = 3,
    .columns = tzdata_stale_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_tzdata_stale_row),
};

enum err
sql_tzdata_stale(struct request *rq, const struct sql_tzdata_stale *q, struct sql_tzdata_stale_row **rows, size_t *count)
{
    return db_many(rq, &tzdata_stale_statement, q, rows, count);
}

static const struct sql_param reminder_departed_note_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_reminder_departed_note, user_id), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_reminder_departed_note, now), -1},
};
static const struct statement reminder_departed_note_statement = {
    .name = "reminder_departed_note",
    .text = "INSERT INTO departed (user_id, since) VALUES ($1, $2) ON CONFLICT (user_id) DO NOTHING",
    .params = reminder_departed_note_params,
    .param_count = 2,
};

enum err
sql_reminder_departed_note(struct request *rq, const struct sql_reminder_departed_note *q, int64_t *affected)
{
    return db_exec(rq, &reminder_departed_note_statement, q, affected);
}

static const struct sql_column reminder_departed_users_columns[] = {
    {SQL_UUID, offsetof(struct sql_reminder_departed_users_row, user_id), -1, false},
};
static const struct statement reminder_departed_users_statement = {
    .name = "reminder_departed_users",
    .text = "SELECT d.user_id FROM departed d "
        "WHERE coalesce((SELECT true FROM reminders w "
        "WHERE (w.user_id, w.event_id) > (d.user_id, '00000000-0000-0000-0000-000000000000') "
        "AND (w.user_id, w.event_id) <= (d.user_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff') "
        "ORDER BY w.user_id, w.event_id LIMIT 1), "
        "(SELECT true FROM users w WHERE w.user_id = d.user_id), "
        "(SELECT true FROM quiet_hours w WHERE w.user_id = d.user_id), false) "
        "LIMIT 10",
    .columns = reminder_departed_users_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_reminder_departed_users_row),
};

enum err
sql_reminder_departed_users(struct request *rq, struct sql_reminder_departed_users_row **rows, size_t *count)
{
    return db_many(rq, &reminder_departed_users_statement, NULL, rows, count);
}

static const struct sql_param reminder_departed_reminders_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_reminder_departed_reminders, user_id), -1},
    {SQL_INT8, -1, offsetof(struct sql_reminder_departed_reminders, rows), -1},
};
static const struct sql_column reminder_departed_reminders_columns[] = {
    {SQL_UUID, offsetof(struct sql_reminder_departed_reminders_row, id), -1, false},
};
static const struct statement reminder_departed_reminders_statement = {
    .name = "reminder_departed_reminders",
    .text = "DELETE FROM reminders "
        "WHERE id = ANY (ARRAY(SELECT id FROM reminders "
        "WHERE (user_id, event_id) > ($1, '00000000-0000-0000-0000-000000000000') "
        "AND (user_id, event_id) <= ($1, 'ffffffff-ffff-ffff-ffff-ffffffffffff') "
        "ORDER BY user_id, event_id, id LIMIT $2 FOR UPDATE)) "
        "RETURNING id",
    .params = reminder_departed_reminders_params,
    .param_count = 2,
    .columns = reminder_departed_reminders_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_reminder_departed_reminders_row),
};

enum err
sql_reminder_departed_reminders(struct request *rq, const struct sql_reminder_departed_reminders *q, struct sql_reminder_departed_reminders_row **rows, size_t *count)
{
    return db_many(rq, &reminder_departed_reminders_statement, q, rows, count);
}

static const struct sql_param fired_forget_params[] = {
    {SQL_UUIDS, -1, offsetof(struct sql_fired_forget, ids), -1},
};
static const struct statement fired_forget_statement = {
    .name = "fired_forget",
    .text = "DELETE FROM fired WHERE reminder_id = ANY ($1::uuid[])",
    .params = fired_forget_params,
    .param_count = 1,
};

enum err
sql_fired_forget(struct request *rq, const struct sql_fired_forget *q, int64_t *affected)
{
    return db_exec(rq, &fired_forget_statement, q, affected);
}

static const struct sql_param reminder_departed_user_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_reminder_departed_user, user_id), -1},
};
static const struct statement reminder_departed_user_statement = {
    .name = "reminder_departed_user",
    .text = "WITH quiet AS (DELETE FROM quiet_hours WHERE user_id = $1), "
        "sets AS (DELETE FROM default_reminders WHERE user_id = $1 AND (version > 0) IS TRUE RETURNING calendar_id), "
        "rows AS (DELETE FROM defaults AS d USING sets "
        "WHERE d.calendar_id = sets.calendar_id AND d.all_day = ANY (ARRAY[false, true]) AND d.user_id = $1) "
        "DELETE FROM users WHERE user_id = $1",
    .params = reminder_departed_user_params,
    .param_count = 1,
};

enum err
sql_reminder_departed_user(struct request *rq, const struct sql_reminder_departed_user *q, int64_t *affected)
{
    return db_exec(rq, &reminder_departed_user_statement, q, affected);
}

static const struct sql_param reminder_departed_purge_params[] = {
    {SQL_INSTANT, -1, offsetof(struct sql_reminder_departed_purge, now), -1},
};
static const struct statement reminder_departed_purge_statement = {
    .name = "reminder_departed_purge",
    .text = "DELETE FROM departed WHERE since < $1::timestamptz - interval '1 day'",
    .params = reminder_departed_purge_params,
    .param_count = 1,
};

enum err
sql_reminder_departed_purge(struct request *rq, const struct sql_reminder_departed_purge *q, int64_t *affected)
{
    return db_exec(rq, &reminder_departed_purge_statement, q, affected);
}

static const struct statement *const all[] = {
    &reminder_page_statement,
    &reminder_find_statement,
    &reminder_lock_statement,
    &reminder_count_statement,
    &reminder_place_statement,
    &reminder_insert_statement,
    &reminder_update_statement,
    &reminder_delete_statement,
    &reminders_told_statement,
    &reminders_drop_statement,
    &reminders_split_statement,
    &reminder_split_statement,
    &reminders_purge_statement,
    &course_put_statement,
    &course_forget_statement,
    &course_lock_statement,
    &courses_read_statement,
    &course_unused_statement,
    &courses_gone_statement,
    &course_reminders_purge_statement,
    &course_purge_statement,
    &stale_note_statement,
    &stale_note_split_statement,
    &stale_note_changed_statement,
    &stale_note_calendar_statement,
    &stale_note_user_statement,
    &stale_claim_statement,
    &due_measure_statement,
    &stale_postpone_statement,
    &stale_next_statement,
    &stale_done_statement,
    &readers_of_statement,
    &defaults_lock_statement,
    &defaults_find_statement,
    &defaults_rows_statement,
    &defaults_raise_statement,
    &defaults_without_statement,
    &defaults_put_statement,
    &defaults_of_statement,
    &default_insert_statement,
    &defaults_drop_statement,
    &walk_note_statement,
    &walk_again_statement,
    &walk_next_statement,
    &walk_done_statement,
    &walk_forget_statement,
    &walk_users_statement,
    &walk_stale_statement,
    &defaults_forget_statement,
    &due_begin_statement,
    &due_snooze_statement,
    &due_put_statement,
    &due_unclaim_statement,
    &due_set_aside_statement,
    &due_delete_statement,
    &due_of_event_statement,
    &due_claim_statement,
    &due_next_statement,
    &due_read_statement,
    &due_hold_statement,
    &due_ahead_statement,
    &fired_add_statement,
    &fired_of_statement,
    &fired_split_statement,
    &fired_last_statement,
    &snooze_add_statement,
    &snoozes_forget_statement,
    &snoozes_purge_statement,
    &defaults_over_statement,
    &fired_purge_statement,
    &quiet_find_statement,
    &quiet_lock_statement,
    &quiet_update_statement,
    &quiet_of_statement,
    &due_put_off_statement,
    &due_look_again_statement,
    &zone_note_statement,
    &zone_hold_statement,
    &zones_of_statement,
    &zone_change_statement,
    &zones_new_statement,
    &zones_page_statement,
    &tzdata_find_statement,
    &tzdata_put_statement,
    &tzdata_due_statement,
    &tzdata_stale_statement,
    &reminder_departed_note_statement,
    &reminder_departed_users_statement,
    &reminder_departed_reminders_statement,
    &fired_forget_statement,
    &reminder_departed_user_statement,
    &reminder_departed_purge_statement,
};

const struct statements reminder_sql = {all, 92};
