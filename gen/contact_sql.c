/* Made by tools/gen from services/contact/contact.sql. Do not edit. */
#include "gen/contact_sql.h"

#include <stddef.h>

static const struct sql_param contact_page_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_contact_page, owner_id), -1},
    {SQL_TEXT, -1, offsetof(struct sql_contact_page, after_name), -1},
    {SQL_UUID, -1, offsetof(struct sql_contact_page, after_id), -1},
    {SQL_INT8, -1, offsetof(struct sql_contact_page, rows), -1},
};
static const struct sql_column contact_page_columns[] = {
    {SQL_UUID, offsetof(struct sql_contact_page_row, contact.id), -1, false},
    {SQL_UUID, offsetof(struct sql_contact_page_row, contact.owner_id), -1, false},
    {SQL_TEXT, offsetof(struct sql_contact_page_row, contact.first_name), -1, true},
    {SQL_TEXT, offsetof(struct sql_contact_page_row, contact.last_name), -1, true},
    {SQL_TEXT, offsetof(struct sql_contact_page_row, contact.email), -1, true},
    {SQL_TEXT, offsetof(struct sql_contact_page_row, contact.phone), -1, true},
    {SQL_TEXT, offsetof(struct sql_contact_page_row, contact.company), -1, true},
    {SQL_TEXT, offsetof(struct sql_contact_page_row, contact.notes), -1, true},
    {SQL_DAY, offsetof(struct sql_contact_page_row, contact.birthday), offsetof(struct sql_contact_page_row, contact.has_birthday), true},
    {SQL_TEXTS, offsetof(struct sql_contact_page_row, contact.tags), -1, false},
    {SQL_INT8, offsetof(struct sql_contact_page_row, contact.version), -1, false},
    {SQL_INSTANT, offsetof(struct sql_contact_page_row, contact.created_at), -1, false},
    {SQL_INSTANT, offsetof(struct sql_contact_page_row, contact.updated_at), -1, false},
    {SQL_TEXT, offsetof(struct sql_contact_page_row, sort_name), -1, false},
};
static const struct statement contact_page = {
    .name = "contact_page",
    .text = "SELECT id, owner_id, first_name, last_name, email, phone, company, notes, birthday, tags, version, "
        "created_at, updated_at, sort_name "
        "FROM contacts "
        "WHERE owner_id = $1 AND deleted_at IS NULL AND (sort_name, id) > ($2, $3) "
        "ORDER BY sort_name, id "
        "LIMIT $4",
    .params = contact_page_params,
    .param_count = 4,
    .columns = contact_page_columns,
    .column_count = 14,
    .row_size = sizeof(struct sql_contact_page_row),
};

enum err
sql_contact_page(struct request *rq, const struct sql_contact_page *q, struct sql_contact_page_row **rows, size_t *count)
{
    return db_many(rq, &contact_page, q, rows, count);
}

static const struct sql_param contact_search_params[] = {
    {SQL_TEXT, -1, offsetof(struct sql_contact_search, search), -1},
    {SQL_UUID, -1, offsetof(struct sql_contact_search, owner_id), -1},
    {SQL_INT4, -1, offsetof(struct sql_contact_search, after_rank), -1},
    {SQL_TEXT, -1, offsetof(struct sql_contact_search, after_name), -1},
    {SQL_UUID, -1, offsetof(struct sql_contact_search, after_id), -1},
    {SQL_INT8, -1, offsetof(struct sql_contact_search, rows), -1},
};
static const struct sql_column contact_search_columns[] = {
    {SQL_UUID, offsetof(struct sql_contact_search_row, contact.id), -1, false},
    {SQL_UUID, offsetof(struct sql_contact_search_row, contact.owner_id), -1, false},
    {SQL_TEXT, offsetof(struct sql_contact_search_row, contact.first_name), -1, true},
    {SQL_TEXT, offsetof(struct sql_contact_search_row, contact.last_name), -1, true},
    {SQL_TEXT, offsetof(struct sql_contact_search_row, contact.email), -1, true},
    {SQL_TEXT, offsetof(struct sql_contact_search_row, contact.phone), -1, true},
    {SQL_TEXT, offsetof(struct sql_contact_search_row, contact.company), -1, true},
    {SQL_TEXT, offsetof(struct sql_contact_search_row, contact.notes), -1, true},
    {SQL_DAY, offsetof(struct sql_contact_search_row, contact.birthday), offsetof(struct sql_contact_search_row, contact.has_birthday), true},
    {SQL_TEXTS, offsetof(struct sql_contact_search_row, contact.tags), -1, false},
    {SQL_INT8, offsetof(struct sql_contact_search_row, contact.version), -1, false},
    {SQL_INSTANT, offsetof(struct sql_contact_search_row, contact.created_at), -1, false},
    {SQL_INSTANT, offsetof(struct sql_contact_search_row, contact.updated_at), -1, false},
    {SQL_TEXT, offsetof(struct sql_contact_search_row, sort_name), -1, false},
    {SQL_INT4, offsetof(struct sql_contact_search_row, rank), -1, false},
};
static const struct statement contact_search = {
    .name = "contact_search",
    .text = "WITH asked AS MATERIALIZED ( "
        "SELECT search_patterns($1) AS patterns, folded($1) AS words "
        "), found AS ( "
        "SELECT c.*, (word_similarity(asked.words, c.haystack) * 1000000)::int AS rank "
        "FROM asked, contacts c "
        "WHERE c.owner_id = $2 AND c.deleted_at IS NULL "
        "AND c.haystack LIKE asked.patterns[1] AND c.haystack LIKE ALL (asked.patterns) "
        ") "
        "SELECT id, owner_id, first_name, last_name, email, phone, company, notes, birthday, tags, version, "
        "created_at, updated_at, sort_name, rank "
        "FROM found "
        "WHERE (-rank, sort_name, id) > (-$3::int, $4, $5) "
        "ORDER BY -rank, sort_name, id "
        "LIMIT $6",
    .params = contact_search_params,
    .param_count = 6,
    .columns = contact_search_columns,
    .column_count = 15,
    .row_size = sizeof(struct sql_contact_search_row),
};

enum err
sql_contact_search(struct request *rq, const struct sql_contact_search *q, struct sql_contact_search_row **rows, size_t *count)
{
    return db_many(rq, &contact_search, q, rows, count);
}

static const struct sql_param contact_insert_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_contact_insert, id), -1},
    {SQL_UUID, -1, offsetof(struct sql_contact_insert, owner_id), -1},
    {SQL_TEXT, offsetof(struct sql_contact_insert, contact), offsetof(struct contact, first_name), -1},
    {SQL_TEXT, offsetof(struct sql_contact_insert, contact), offsetof(struct contact, last_name), -1},
    {SQL_TEXT, offsetof(struct sql_contact_insert, contact), offsetof(struct contact, email), -1},
    {SQL_TEXT, offsetof(struct sql_contact_insert, contact), offsetof(struct contact, phone), -1},
    {SQL_TEXT, offsetof(struct sql_contact_insert, contact), offsetof(struct contact, company), -1},
    {SQL_TEXT, offsetof(struct sql_contact_insert, contact), offsetof(struct contact, notes), -1},
    {SQL_DAY, offsetof(struct sql_contact_insert, contact), offsetof(struct contact, birthday), offsetof(struct contact, has_birthday)},
    {SQL_TEXTS, offsetof(struct sql_contact_insert, contact), offsetof(struct contact, tags), -1},
};
static const struct sql_column contact_insert_columns[] = {
    {SQL_UUID, offsetof(struct contact, id), -1, false},
    {SQL_UUID, offsetof(struct contact, owner_id), -1, false},
    {SQL_TEXT, offsetof(struct contact, first_name), -1, true},
    {SQL_TEXT, offsetof(struct contact, last_name), -1, true},
    {SQL_TEXT, offsetof(struct contact, email), -1, true},
    {SQL_TEXT, offsetof(struct contact, phone), -1, true},
    {SQL_TEXT, offsetof(struct contact, company), -1, true},
    {SQL_TEXT, offsetof(struct contact, notes), -1, true},
    {SQL_DAY, offsetof(struct contact, birthday), offsetof(struct contact, has_birthday), true},
    {SQL_TEXTS, offsetof(struct contact, tags), -1, false},
    {SQL_INT8, offsetof(struct contact, version), -1, false},
    {SQL_INSTANT, offsetof(struct contact, created_at), -1, false},
    {SQL_INSTANT, offsetof(struct contact, updated_at), -1, false},
};
static const struct statement contact_insert = {
    .name = "contact_insert",
    .text = "INSERT INTO contacts (id, owner_id, first_name, last_name, email, phone, company, notes, birthday, tags) "
        "VALUES ($1, $2, $3, $4, $5, $6, "
        "$7, $8, $9, $10) "
        "RETURNING id, owner_id, first_name, last_name, email, phone, company, notes, birthday, tags, version, "
        "created_at, updated_at",
    .params = contact_insert_params,
    .param_count = 10,
    .columns = contact_insert_columns,
    .column_count = 13,
    .row_size = sizeof(struct contact),
};

enum err
sql_contact_insert(struct request *rq, const struct sql_contact_insert *q, struct contact *row)
{
    return db_one(rq, &contact_insert, q, row);
}

static const struct sql_param contact_find_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_contact_find, id), -1},
    {SQL_UUID, -1, offsetof(struct sql_contact_find, owner_id), -1},
};
static const struct sql_column contact_find_columns[] = {
    {SQL_UUID, offsetof(struct contact, id), -1, false},
    {SQL_UUID, offsetof(struct contact, owner_id), -1, false},
    {SQL_TEXT, offsetof(struct contact, first_name), -1, true},
    {SQL_TEXT, offsetof(struct contact, last_name), -1, true},
    {SQL_TEXT, offsetof(struct contact, email), -1, true},
    {SQL_TEXT, offsetof(struct contact, phone), -1, true},
    {SQL_TEXT, offsetof(struct contact, company), -1, true},
    {SQL_TEXT, offsetof(struct contact, notes), -1, true},
    {SQL_DAY, offsetof(struct contact, birthday), offsetof(struct contact, has_birthday), true},
    {SQL_TEXTS, offsetof(struct contact, tags), -1, false},
    {SQL_INT8, offsetof(struct contact, version), -1, false},
    {SQL_INSTANT, offsetof(struct contact, created_at), -1, false},
    {SQL_INSTANT, offsetof(struct contact, updated_at), -1, false},
};
static const struct statement contact_find = {
    .name = "contact_find",
    .text = "SELECT id, owner_id, first_name, last_name, email, phone, company, notes, birthday, tags, version, "
        "created_at, updated_at "
        "FROM contacts "
        "WHERE id = $1 AND owner_id = $2 AND deleted_at IS NULL",
    .params = contact_find_params,
    .param_count = 2,
    .columns = contact_find_columns,
    .column_count = 13,
    .row_size = sizeof(struct contact),
};

enum err
sql_contact_find(struct request *rq, const struct sql_contact_find *q, struct contact *row)
{
    return db_one(rq, &contact_find, q, row);
}

static const struct sql_param contact_lock_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_contact_lock, id), -1},
    {SQL_UUID, -1, offsetof(struct sql_contact_lock, owner_id), -1},
};
static const struct sql_column contact_lock_columns[] = {
    {SQL_UUID, offsetof(struct contact, id), -1, false},
    {SQL_UUID, offsetof(struct contact, owner_id), -1, false},
    {SQL_TEXT, offsetof(struct contact, first_name), -1, true},
    {SQL_TEXT, offsetof(struct contact, last_name), -1, true},
    {SQL_TEXT, offsetof(struct contact, email), -1, true},
    {SQL_TEXT, offsetof(struct contact, phone), -1, true},
    {SQL_TEXT, offsetof(struct contact, company), -1, true},
    {SQL_TEXT, offsetof(struct contact, notes), -1, true},
    {SQL_DAY, offsetof(struct contact, birthday), offsetof(struct contact, has_birthday), true},
    {SQL_TEXTS, offsetof(struct contact, tags), -1, false},
    {SQL_INT8, offsetof(struct contact, version), -1, false},
    {SQL_INSTANT, offsetof(struct contact, created_at), -1, false},
    {SQL_INSTANT, offsetof(struct contact, updated_at), -1, false},
};
static const struct statement contact_lock = {
    .name = "contact_lock",
    .text = "SELECT id, owner_id, first_name, last_name, email, phone, company, notes, birthday, tags, version, "
        "created_at, updated_at "
        "FROM contacts "
        "WHERE id = $1 AND owner_id = $2 AND deleted_at IS NULL "
        "FOR UPDATE",
    .params = contact_lock_params,
    .param_count = 2,
    .columns = contact_lock_columns,
    .column_count = 13,
    .row_size = sizeof(struct contact),
};

enum err
sql_contact_lock(struct request *rq, const struct sql_contact_lock *q, struct contact *row)
{
    return db_one(rq, &contact_lock, q, row);
}

static const struct sql_param contact_update_params[] = {
    {SQL_TEXT, offsetof(struct sql_contact_update, contact), offsetof(struct contact, first_name), -1},
    {SQL_TEXT, offsetof(struct sql_contact_update, contact), offsetof(struct contact, last_name), -1},
    {SQL_TEXT, offsetof(struct sql_contact_update, contact), offsetof(struct contact, email), -1},
    {SQL_TEXT, offsetof(struct sql_contact_update, contact), offsetof(struct contact, phone), -1},
    {SQL_TEXT, offsetof(struct sql_contact_update, contact), offsetof(struct contact, company), -1},
    {SQL_TEXT, offsetof(struct sql_contact_update, contact), offsetof(struct contact, notes), -1},
    {SQL_DAY, offsetof(struct sql_contact_update, contact), offsetof(struct contact, birthday), offsetof(struct contact, has_birthday)},
    {SQL_TEXTS, offsetof(struct sql_contact_update, contact), offsetof(struct contact, tags), -1},
    {SQL_UUID, offsetof(struct sql_contact_update, contact), offsetof(struct contact, id), -1},
    {SQL_UUID, offsetof(struct sql_contact_update, contact), offsetof(struct contact, owner_id), -1},
};
static const struct sql_column contact_update_columns[] = {
    {SQL_UUID, offsetof(struct contact, id), -1, false},
    {SQL_UUID, offsetof(struct contact, owner_id), -1, false},
    {SQL_TEXT, offsetof(struct contact, first_name), -1, true},
    {SQL_TEXT, offsetof(struct contact, last_name), -1, true},
    {SQL_TEXT, offsetof(struct contact, email), -1, true},
    {SQL_TEXT, offsetof(struct contact, phone), -1, true},
    {SQL_TEXT, offsetof(struct contact, company), -1, true},
    {SQL_TEXT, offsetof(struct contact, notes), -1, true},
    {SQL_DAY, offsetof(struct contact, birthday), offsetof(struct contact, has_birthday), true},
    {SQL_TEXTS, offsetof(struct contact, tags), -1, false},
    {SQL_INT8, offsetof(struct contact, version), -1, false},
    {SQL_INSTANT, offsetof(struct contact, created_at), -1, false},
    {SQL_INSTANT, offsetof(struct contact, updated_at), -1, false},
};
static const struct statement contact_update = {
    .name = "contact_update",
    .text = "UPDATE contacts "
        "SET first_name = $1, last_name = $2, email = $3, "
        "phone = $4, company = $5, notes = $6, "
        "birthday = $7, tags = $8, version = version + 1, updated_at = now() "
        "WHERE id = $9 AND owner_id = $10 AND deleted_at IS NULL "
        "RETURNING id, owner_id, first_name, last_name, email, phone, company, notes, birthday, tags, version, "
        "created_at, updated_at",
    .params = contact_update_params,
    .param_count = 10,
    .columns = contact_update_columns,
    .column_count = 13,
    .row_size = sizeof(struct contact),
};

enum err
sql_contact_update(struct request *rq, const struct sql_contact_update *q, struct contact *row)
{
    return db_one(rq, &contact_update, q, row);
}

static const struct sql_param contact_delete_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_contact_delete, id), -1},
    {SQL_UUID, -1, offsetof(struct sql_contact_delete, owner_id), -1},
};
static const struct statement contact_delete = {
    .name = "contact_delete",
    .text = "UPDATE contacts SET deleted_at = now(), version = version + 1 "
        "WHERE id = $1 AND owner_id = $2 AND deleted_at IS NULL",
    .params = contact_delete_params,
    .param_count = 2,
};

enum err
sql_contact_delete(struct request *rq, const struct sql_contact_delete *q, int64_t *affected)
{
    return db_exec(rq, &contact_delete, q, affected);
}

static const struct sql_param contact_delete_owned_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_contact_delete_owned, owner_id), -1},
    {SQL_INT8, -1, offsetof(struct sql_contact_delete_owned, rows), -1},
};
static const struct sql_column contact_delete_owned_columns[] = {
    {SQL_UUID, offsetof(struct contact, id), -1, false},
    {SQL_UUID, offsetof(struct contact, owner_id), -1, false},
    {SQL_TEXT, offsetof(struct contact, first_name), -1, true},
    {SQL_TEXT, offsetof(struct contact, last_name), -1, true},
    {SQL_TEXT, offsetof(struct contact, email), -1, true},
    {SQL_TEXT, offsetof(struct contact, phone), -1, true},
    {SQL_TEXT, offsetof(struct contact, company), -1, true},
    {SQL_TEXT, offsetof(struct contact, notes), -1, true},
    {SQL_DAY, offsetof(struct contact, birthday), offsetof(struct contact, has_birthday), true},
    {SQL_TEXTS, offsetof(struct contact, tags), -1, false},
    {SQL_INT8, offsetof(struct contact, version), -1, false},
    {SQL_INSTANT, offsetof(struct contact, created_at), -1, false},
    {SQL_INSTANT, offsetof(struct contact, updated_at), -1, false},
};
static const struct statement contact_delete_owned = {
    .name = "contact_delete_owned",
    .text = "UPDATE contacts SET deleted_at = now(), version = version + 1 "
        "WHERE id IN (SELECT id FROM contacts WHERE owner_id = $1 AND deleted_at IS NULL LIMIT $2) "
        "RETURNING id, owner_id, first_name, last_name, email, phone, company, notes, birthday, tags, version, "
        "created_at, updated_at",
    .params = contact_delete_owned_params,
    .param_count = 2,
    .columns = contact_delete_owned_columns,
    .column_count = 13,
    .row_size = sizeof(struct contact),
};

enum err
sql_contact_delete_owned(struct request *rq, const struct sql_contact_delete_owned *q, struct contact **rows, size_t *count)
{
    return db_many(rq, &contact_delete_owned, q, rows, count);
}

static const struct statement contact_purge = {
    .name = "contact_purge",
    .text = "DELETE FROM contacts "
        "WHERE id IN (SELECT id FROM contacts WHERE deleted_at < now() - interval '30 days' LIMIT 1000)",
};

enum err
sql_contact_purge(struct request *rq, int64_t *affected)
{
    return db_exec(rq, &contact_purge, NULL, affected);
}

static const struct statement *const all[] = {
    &contact_page,
    &contact_search,
    &contact_insert,
    &contact_find,
    &contact_lock,
    &contact_update,
    &contact_delete,
    &contact_delete_owned,
    &contact_purge,
};

const struct statements contact_sql = {all, 9};
