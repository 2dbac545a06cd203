/* Made by tools/gen from services/contact/contact.sql. Do not edit. */
/* clang-format off */
#include "gen/contact/sql.h"

#include <stddef.h>

static const struct sql_param contact_page_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_contact_page, owner_id), -1},
    {SQL_TEXT, -1, offsetof(struct sql_contact_page, after_name), -1},
    {SQL_UUID, -1, offsetof(struct sql_contact_page, after_id), -1},
    {SQL_INT8, -1, offsetof(struct sql_contact_page, rows), -1},
};
static const struct sql_column contact_page_columns[] = {
    {SQL_UUID, offsetof(struct sql_contact_found, contact.id), -1, false},
    {SQL_UUID, offsetof(struct sql_contact_found, contact.owner_id), -1, false},
    {SQL_TEXT, offsetof(struct sql_contact_found, contact.first_name), -1, true},
    {SQL_TEXT, offsetof(struct sql_contact_found, contact.last_name), -1, true},
    {SQL_TEXT, offsetof(struct sql_contact_found, contact.email), -1, true},
    {SQL_TEXT, offsetof(struct sql_contact_found, contact.phone), -1, true},
    {SQL_TEXT, offsetof(struct sql_contact_found, contact.company), -1, true},
    {SQL_TEXT, offsetof(struct sql_contact_found, contact.notes), -1, true},
    {SQL_DAY, offsetof(struct sql_contact_found, contact.birthday), offsetof(struct sql_contact_found, contact.has_birthday), true},
    {SQL_TEXTS, offsetof(struct sql_contact_found, contact.tags), -1, false},
    {SQL_INT8, offsetof(struct sql_contact_found, contact.version), -1, false},
    {SQL_INSTANT, offsetof(struct sql_contact_found, contact.created_at), -1, false},
    {SQL_INSTANT, offsetof(struct sql_contact_found, contact.updated_at), -1, false},
    {SQL_TEXT, offsetof(struct sql_contact_found, sort_name), -1, false},
    {SQL_INT8, offsetof(struct sql_contact_found, rank), -1, false},
};
static const struct statement contact_page_statement = {
    .name = "contact_page",
    .text = "SELECT id, owner_id, first_name, last_name, email, phone, company, notes, birthday, tags, version, "
        "created_at, updated_at, sort_name, 0::bigint AS rank "
        "FROM contacts "
        "WHERE owner_id = $1 AND (deleted_at IS NULL) IS TRUE AND (sort_name, id) > ($2, $3) "
        "ORDER BY sort_name, id "
        "LIMIT $4",
    .params = contact_page_params,
    .param_count = 4,
    .columns = contact_page_columns,
    .column_count = 15,
    .row_size = sizeof(struct sql_contact_found),
};

enum err
sql_contact_page(struct request *rq, const struct sql_contact_page *q, struct sql_contact_found **rows, size_t *count)
{
    return db_many(rq, &contact_page_statement, q, rows, count);
}

static const struct sql_param contact_search_params[] = {
    {SQL_TEXTS, -1, offsetof(struct sql_contact_search, better), -1},
    {SQL_UUID, -1, offsetof(struct sql_contact_search, owner_id), -1},
    {SQL_TEXT, -1, offsetof(struct sql_contact_search, word), -1},
    {SQL_TEXT, -1, offsetof(struct sql_contact_search, pattern), -1},
    {SQL_TEXTS, -1, offsetof(struct sql_contact_search, words), -1},
    {SQL_TEXT, -1, offsetof(struct sql_contact_search, patterns), -1},
    {SQL_INT8, -1, offsetof(struct sql_contact_search, after_rank), -1},
    {SQL_TEXT, -1, offsetof(struct sql_contact_search, after_name), -1},
    {SQL_UUID, -1, offsetof(struct sql_contact_search, after_id), -1},
    {SQL_INT8, -1, offsetof(struct sql_contact_search, rows), -1},
};
static const struct sql_column contact_search_columns[] = {
    {SQL_UUID, offsetof(struct sql_contact_found, contact.id), -1, false},
    {SQL_UUID, offsetof(struct sql_contact_found, contact.owner_id), -1, false},
    {SQL_TEXT, offsetof(struct sql_contact_found, contact.first_name), -1, true},
    {SQL_TEXT, offsetof(struct sql_contact_found, contact.last_name), -1, true},
    {SQL_TEXT, offsetof(struct sql_contact_found, contact.email), -1, true},
    {SQL_TEXT, offsetof(struct sql_contact_found, contact.phone), -1, true},
    {SQL_TEXT, offsetof(struct sql_contact_found, contact.company), -1, true},
    {SQL_TEXT, offsetof(struct sql_contact_found, contact.notes), -1, true},
    {SQL_DAY, offsetof(struct sql_contact_found, contact.birthday), offsetof(struct sql_contact_found, contact.has_birthday), true},
    {SQL_TEXTS, offsetof(struct sql_contact_found, contact.tags), -1, false},
    {SQL_INT8, offsetof(struct sql_contact_found, contact.version), -1, false},
    {SQL_INSTANT, offsetof(struct sql_contact_found, contact.created_at), -1, false},
    {SQL_INSTANT, offsetof(struct sql_contact_found, contact.updated_at), -1, false},
    {SQL_TEXT, offsetof(struct sql_contact_found, sort_name), -1, false},
    {SQL_INT8, offsetof(struct sql_contact_found, rank), -1, false},
};
static const struct statement contact_search_statement = {
    .name = "contact_search",
    .text = "WITH found AS ( "
        "SELECT c.*, r.rank "
        "FROM contacts c CROSS JOIN LATERAL ( "
        "SELECT count(*) AS rank FROM unnest($1::text[]) AS part WHERE strpos(c.haystack, part) > 0) AS r "
        "WHERE c.owner_id = $2 AND c.deleted_at IS NULL "
        "AND c.haystack LIKE $3 AND c.haystack ~ $4 "
        "AND c.haystack LIKE ALL ($5) AND ($6 = '' OR c.haystack ~ $6) "
        ") "
        "SELECT id, owner_id, first_name, last_name, email, phone, company, notes, birthday, tags, version, "
        "created_at, updated_at, sort_name, rank "
        "FROM found "
        "WHERE (-rank, sort_name, id) > (-$7::bigint, $8, $9) "
        "ORDER BY -rank, sort_name, id "
        "LIMIT $10",
    .params = contact_search_params,
    .param_count = 10,
    .columns = contact_search_columns,
    .column_count = 15,
    .row_size = sizeof(struct sql_contact_found),
};

enum err
sql_contact_search(struct request *rq, const struct sql_contact_search *q, struct sql_contact_found **rows, size_t *count)
{
    return db_many(rq, &contact_search_statement, q, rows, count);
}

static const struct sql_param contact_search_signs_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_contact_search_signs, owner_id), -1},
    {SQL_TEXT, -1, offsetof(struct sql_contact_search_signs, after_name), -1},
    {SQL_UUID, -1, offsetof(struct sql_contact_search_signs, after_id), -1},
    {SQL_TEXT, -1, offsetof(struct sql_contact_search_signs, word), -1},
    {SQL_TEXTS, -1, offsetof(struct sql_contact_search_signs, words), -1},
    {SQL_INT8, -1, offsetof(struct sql_contact_search_signs, rows), -1},
};
static const struct sql_column contact_search_signs_columns[] = {
    {SQL_UUID, offsetof(struct sql_contact_found, contact.id), -1, false},
    {SQL_UUID, offsetof(struct sql_contact_found, contact.owner_id), -1, false},
    {SQL_TEXT, offsetof(struct sql_contact_found, contact.first_name), -1, true},
    {SQL_TEXT, offsetof(struct sql_contact_found, contact.last_name), -1, true},
    {SQL_TEXT, offsetof(struct sql_contact_found, contact.email), -1, true},
    {SQL_TEXT, offsetof(struct sql_contact_found, contact.phone), -1, true},
    {SQL_TEXT, offsetof(struct sql_contact_found, contact.company), -1, true},
    {SQL_TEXT, offsetof(struct sql_contact_found, contact.notes), -1, true},
    {SQL_DAY, offsetof(struct sql_contact_found, contact.birthday), offsetof(struct sql_contact_found, contact.has_birthday), true},
    {SQL_TEXTS, offsetof(struct sql_contact_found, contact.tags), -1, false},
    {SQL_INT8, offsetof(struct sql_contact_found, contact.version), -1, false},
    {SQL_INSTANT, offsetof(struct sql_contact_found, contact.created_at), -1, false},
    {SQL_INSTANT, offsetof(struct sql_contact_found, contact.updated_at), -1, false},
    {SQL_TEXT, offsetof(struct sql_contact_found, sort_name), -1, false},
    {SQL_INT8, offsetof(struct sql_contact_found, rank), -1, false},
};
static const struct statement contact_search_signs_statement = {
    .name = "contact_search_signs",
    .text = "SELECT id, owner_id, first_name, last_name, email, phone, company, notes, birthday, tags, version, "
        "created_at, updated_at, sort_name, 0::bigint AS rank "
        "FROM contacts "
        "WHERE owner_id = $1 AND (deleted_at IS NULL) IS TRUE AND (sort_name, id) > ($2, $3) "
        "AND haystack LIKE $4 AND haystack LIKE ALL ($5) "
        "ORDER BY sort_name, id "
        "LIMIT $6",
    .params = contact_search_signs_params,
    .param_count = 6,
    .columns = contact_search_signs_columns,
    .column_count = 15,
    .row_size = sizeof(struct sql_contact_found),
};

enum err
sql_contact_search_signs(struct request *rq, const struct sql_contact_search_signs *q, struct sql_contact_found **rows, size_t *count)
{
    return db_many(rq, &contact_search_signs_statement, q, rows, count);
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
    {SQL_TEXT, -1, offsetof(struct sql_contact_insert, haystack), -1},
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
static const struct statement contact_insert_statement = {
    .name = "contact_insert",
    .text = "INSERT INTO contacts (id, owner_id, first_name, last_name, email, phone, company, notes, birthday, tags, "
        "haystack, haystack_version) "
        "VALUES ($1, $2, $3, $4, $5, $6, "
        "$7, $8, $9, $10, $11, 1) "
        "RETURNING id, owner_id, first_name, last_name, email, phone, company, notes, birthday, tags, version, "
        "created_at, updated_at",
    .params = contact_insert_params,
    .param_count = 11,
    .columns = contact_insert_columns,
    .column_count = 13,
    .row_size = sizeof(struct contact),
};

enum err
sql_contact_insert(struct request *rq, const struct sql_contact_insert *q, struct contact *row)
{
    return db_one(rq, &contact_insert_statement, q, row);
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
static const struct statement contact_find_statement = {
    .name = "contact_find",
    .text = "SELECT id, owner_id, first_name, last_name, email, phone, company, notes, birthday, tags, version, "
        "created_at, updated_at "
        "FROM contacts "
        "WHERE id = $1 AND (owner_id = $2 AND deleted_at IS NULL) IS TRUE",
    .params = contact_find_params,
    .param_count = 2,
    .columns = contact_find_columns,
    .column_count = 13,
    .row_size = sizeof(struct contact),
};

enum err
sql_contact_find(struct request *rq, const struct sql_contact_find *q, struct contact *row)
{
    return db_one(rq, &contact_find_statement, q, row);
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
static const struct statement contact_lock_statement = {
    .name = "contact_lock",
    .text = "SELECT id, owner_id, first_name, last_name, email, phone, company, notes, birthday, tags, version, "
        "created_at, updated_at "
        "FROM contacts "
        "WHERE id = $1 AND (owner_id = $2 AND deleted_at IS NULL) IS TRUE "
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
    return db_one(rq, &contact_lock_statement, q, row);
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
    {SQL_TEXT, -1, offsetof(struct sql_contact_update, haystack), -1},
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
static const struct statement contact_update_statement = {
    .name = "contact_update",
    .text = "UPDATE contacts "
        "SET first_name = $1, last_name = $2, email = $3, "
        "phone = $4, company = $5, notes = $6, "
        "birthday = $7, tags = $8, haystack = $9, "
        "haystack_version = version + 1, version = version + 1, updated_at = now() "
        "WHERE id = $10 AND (owner_id = $11 AND deleted_at IS NULL) IS TRUE "
        "RETURNING id, owner_id, first_name, last_name, email, phone, company, notes, birthday, tags, version, "
        "created_at, updated_at",
    .params = contact_update_params,
    .param_count = 11,
    .columns = contact_update_columns,
    .column_count = 13,
    .row_size = sizeof(struct contact),
};

enum err
sql_contact_update(struct request *rq, const struct sql_contact_update *q, struct contact *row)
{
    return db_one(rq, &contact_update_statement, q, row);
}

static const struct sql_param contact_delete_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_contact_delete, id), -1},
    {SQL_UUID, -1, offsetof(struct sql_contact_delete, owner_id), -1},
};
static const struct sql_column contact_delete_columns[] = {
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
static const struct statement contact_delete_statement = {
    .name = "contact_delete",
    .text = "UPDATE contacts SET deleted_at = now(), version = version + 1 "
        "WHERE id = $1 AND (owner_id = $2 AND deleted_at IS NULL) IS TRUE "
        "RETURNING id, owner_id, first_name, last_name, email, phone, company, notes, birthday, tags, version, "
        "created_at, updated_at",
    .params = contact_delete_params,
    .param_count = 2,
    .columns = contact_delete_columns,
    .column_count = 13,
    .row_size = sizeof(struct contact),
};

enum err
sql_contact_delete(struct request *rq, const struct sql_contact_delete *q, struct contact *row)
{
    return db_one(rq, &contact_delete_statement, q, row);
}

static const struct sql_param contact_stale_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_contact_stale, after_id), -1},
    {SQL_INT8, -1, offsetof(struct sql_contact_stale, rows), -1},
};
static const struct sql_column contact_stale_columns[] = {
    {SQL_UUID, offsetof(struct sql_contact_stale_row, id), -1, false},
    {SQL_TEXT, offsetof(struct sql_contact_stale_row, first_name), -1, true},
    {SQL_TEXT, offsetof(struct sql_contact_stale_row, last_name), -1, true},
    {SQL_TEXT, offsetof(struct sql_contact_stale_row, email), -1, true},
    {SQL_TEXT, offsetof(struct sql_contact_stale_row, phone), -1, true},
    {SQL_TEXT, offsetof(struct sql_contact_stale_row, company), -1, true},
};
static const struct statement contact_stale_statement = {
    .name = "contact_stale",
    .text = "SELECT id, first_name, last_name, email, phone, company "
        "FROM contacts "
        "WHERE (haystack_version <> version AND deleted_at IS NULL) IS TRUE AND id > $1 "
        "ORDER BY id "
        "LIMIT $2 "
        "FOR UPDATE SKIP LOCKED",
    .params = contact_stale_params,
    .param_count = 2,
    .columns = contact_stale_columns,
    .column_count = 6,
    .row_size = sizeof(struct sql_contact_stale_row),
};

enum err
sql_contact_stale(struct request *rq, const struct sql_contact_stale *q, struct sql_contact_stale_row **rows, size_t *count)
{
    return db_many(rq, &contact_stale_statement, q, rows, count);
}

static const struct sql_param contact_haystacks_set_params[] = {
    {SQL_TEXTS, -1, offsetof(struct sql_contact_haystacks_set, haystacks), -1},
    {SQL_UUIDS, -1, offsetof(struct sql_contact_haystacks_set, ids), -1},
};
static const struct statement contact_haystacks_set_statement = {
    .name = "contact_haystacks_set",
    .text = "UPDATE contacts SET haystack = ($1::text[])[array_position($2::uuid[], id)], haystack_version = version "
        "WHERE id = ANY ($2)",
    .params = contact_haystacks_set_params,
    .param_count = 2,
};

enum err
sql_contact_haystacks_set(struct request *rq, const struct sql_contact_haystacks_set *q, int64_t *affected)
{
    return db_exec(rq, &contact_haystacks_set_statement, q, affected);
}

static const struct sql_param contact_departed_note_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_contact_departed_note, owner_id), -1},
};
static const struct statement contact_departed_note_statement = {
    .name = "contact_departed_note",
    .text = "INSERT INTO departed (owner_id) VALUES ($1) ON CONFLICT (owner_id) DO NOTHING",
    .params = contact_departed_note_params,
    .param_count = 1,
};

enum err
sql_contact_departed_note(struct request *rq, const struct sql_contact_departed_note *q, int64_t *affected)
{
    return db_exec(rq, &contact_departed_note_statement, q, affected);
}

static const struct sql_column contact_departed_with_contacts_columns[] = {
    {SQL_UUID, offsetof(struct sql_contact_departed_with_contacts_row, owner_id), -1, false},
};
static const struct statement contact_departed_with_contacts_statement = {
    .name = "contact_departed_with_contacts",
    .text = "SELECT d.owner_id FROM departed d "
        "WHERE coalesce((SELECT true FROM contacts c "
        "WHERE c.owner_id = d.owner_id AND (c.deleted_at IS NULL) IS TRUE LIMIT 1), false) "
        "LIMIT 10",
    .columns = contact_departed_with_contacts_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_contact_departed_with_contacts_row),
};

enum err
sql_contact_departed_with_contacts(struct request *rq, struct sql_contact_departed_with_contacts_row **rows, size_t *count)
{
    return db_many(rq, &contact_departed_with_contacts_statement, NULL, rows, count);
}

static const struct statement contact_departed_purge_statement = {
    .name = "contact_departed_purge",
    .text = "DELETE FROM departed "
        "WHERE since < now() - interval '1 day' "
        "AND NOT coalesce((SELECT true FROM contacts c "
        "WHERE c.owner_id = departed.owner_id AND (c.deleted_at IS NULL) IS TRUE LIMIT 1), false)",
};

enum err
sql_contact_departed_purge(struct request *rq, int64_t *affected)
{
    return db_exec(rq, &contact_departed_purge_statement, NULL, affected);
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
static const struct statement contact_delete_owned_statement = {
    .name = "contact_delete_owned",
    .text = "UPDATE contacts SET deleted_at = now(), version = version + 1 "
        "WHERE id = ANY (ARRAY(SELECT id FROM contacts "
        "WHERE owner_id = $1 AND (deleted_at IS NULL) IS TRUE LIMIT $2)) "
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
    return db_many(rq, &contact_delete_owned_statement, q, rows, count);
}

static const struct sql_param contact_purge_params[] = {
    {SQL_INSTANT, -1, offsetof(struct sql_contact_purge, now), -1},
};
static const struct statement contact_purge_statement = {
    .name = "contact_purge",
    .text = "DELETE FROM contacts "
        "WHERE id = ANY (ARRAY(SELECT id FROM contacts WHERE deleted_at < $1::timestamptz - interval '30 days' LIMIT 1000))",
    .params = contact_purge_params,
    .param_count = 1,
};

enum err
sql_contact_purge(struct request *rq, const struct sql_contact_purge *q, int64_t *affected)
{
    return db_exec(rq, &contact_purge_statement, q, affected);
}

static const struct statement *const all[] = {
    &contact_page_statement,
    &contact_search_statement,
    &contact_search_signs_statement,
    &contact_insert_statement,
    &contact_find_statement,
    &contact_lock_statement,
    &contact_update_statement,
    &contact_delete_statement,
    &contact_stale_statement,
    &contact_haystacks_set_statement,
    &contact_departed_note_statement,
    &contact_departed_with_contacts_statement,
    &contact_departed_purge_statement,
    &contact_delete_owned_statement,
    &contact_purge_statement,
};

const struct statements contact_sql = {all, 15};
