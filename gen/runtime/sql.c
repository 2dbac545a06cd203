/* Made by tools/gen from shared/actor/runtime.sql. Do not edit. */
/* clang-format off */
#include "gen/runtime/sql.h"

#include <stddef.h>

static const struct sql_param outbox_insert_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_outbox_insert, id), -1},
    {SQL_TEXT, -1, offsetof(struct sql_outbox_insert, type), -1},
    {SQL_TEXT, -1, offsetof(struct sql_outbox_insert, subject), -1},
    {SQL_UUID, -1, offsetof(struct sql_outbox_insert, object_id), -1},
    {SQL_INT8, -1, offsetof(struct sql_outbox_insert, version), offsetof(struct sql_outbox_insert, has_version)},
    {SQL_TEXT, -1, offsetof(struct sql_outbox_insert, payload), -1},
    {SQL_UUIDS, -1, offsetof(struct sql_outbox_insert, audience), -1},
};
static const struct statement outbox_insert_statement = {
    .name = "outbox_insert",
    .text = "INSERT INTO outbox (id, type, subject, object_id, version, payload, audience) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7) "
        "ON CONFLICT (id) DO NOTHING",
    .params = outbox_insert_params,
    .param_count = 7,
};

enum err
sql_outbox_insert(struct request *rq, const struct sql_outbox_insert *q, int64_t *affected)
{
    return db_exec(rq, &outbox_insert_statement, q, affected);
}

static const struct sql_param outbox_insert_all_params[] = {
    {SQL_UUIDS, -1, offsetof(struct sql_outbox_insert_all, members), -1},
    {SQL_UUIDS, -1, offsetof(struct sql_outbox_insert_all, ids), -1},
    {SQL_TEXTS, -1, offsetof(struct sql_outbox_insert_all, types), -1},
    {SQL_TEXTS, -1, offsetof(struct sql_outbox_insert_all, subjects), -1},
    {SQL_UUIDS, -1, offsetof(struct sql_outbox_insert_all, object_ids), -1},
    {SQL_INT8S, -1, offsetof(struct sql_outbox_insert_all, versions), -1},
    {SQL_TEXTS, -1, offsetof(struct sql_outbox_insert_all, payloads), -1},
    {SQL_INT8S, -1, offsetof(struct sql_outbox_insert_all, firsts), -1},
    {SQL_INT8S, -1, offsetof(struct sql_outbox_insert_all, lasts), -1},
};
static const struct statement outbox_insert_all_statement = {
    .name = "outbox_insert_all",
    .text = "INSERT INTO outbox (id, type, subject, object_id, version, payload, audience) "
        "SELECT n.id, n.type, n.subject, n.object_id, nullif(n.version, 0), n.payload, ($1::uuid[])[n.first:n.last] "
        "FROM unnest($2::uuid[], $3::text[], $4::text[], $5::uuid[], $6::bigint[], $7::text[], "
        "$8::bigint[], $9::bigint[]) "
        "AS n (id, type, subject, object_id, version, payload, first, last) "
        "ON CONFLICT (id) DO NOTHING",
    .params = outbox_insert_all_params,
    .param_count = 9,
};

enum err
sql_outbox_insert_all(struct request *rq, const struct sql_outbox_insert_all *q, int64_t *affected)
{
    return db_exec(rq, &outbox_insert_all_statement, q, affected);
}

static const struct sql_param outbox_unsent_params[] = {
    {SQL_INT8, -1, offsetof(struct sql_outbox_unsent, most), -1},
};
static const struct sql_column outbox_unsent_columns[] = {
    {SQL_INT8, offsetof(struct sql_outbox_unsent_row, seq), -1, false},
    {SQL_UUID, offsetof(struct sql_outbox_unsent_row, id), -1, false},
    {SQL_TEXT, offsetof(struct sql_outbox_unsent_row, type), -1, false},
    {SQL_TEXT, offsetof(struct sql_outbox_unsent_row, subject), -1, false},
    {SQL_UUID, offsetof(struct sql_outbox_unsent_row, object_id), -1, false},
    {SQL_TEXT, offsetof(struct sql_outbox_unsent_row, payload), -1, false},
    {SQL_UUIDS, offsetof(struct sql_outbox_unsent_row, audience), -1, false},
    {SQL_BOOL, offsetof(struct sql_outbox_unsent_row, again), -1, false},
};
static const struct statement outbox_unsent_statement = {
    .name = "outbox_unsent",
    .text = "SELECT seq, id, type, subject, object_id, payload, audience, again "
        "FROM outbox "
        "WHERE published_at IS NULL "
        "ORDER BY seq "
        "LIMIT $1",
    .params = outbox_unsent_params,
    .param_count = 1,
    .columns = outbox_unsent_columns,
    .column_count = 8,
    .row_size = sizeof(struct sql_outbox_unsent_row),
};

enum err
sql_outbox_unsent(struct request *rq, const struct sql_outbox_unsent *q, struct sql_outbox_unsent_row **rows, size_t *count)
{
    return db_many(rq, &outbox_unsent_statement, q, rows, count);
}

static const struct sql_param outbox_mark_params[] = {
    {SQL_UUIDS, -1, offsetof(struct sql_outbox_mark, ids), -1},
};
static const struct statement outbox_mark_statement = {
    .name = "outbox_mark",
    .text = "WITH marked AS ( "
        "UPDATE outbox SET published_at = now() WHERE id = ANY($1::uuid[]) AND (published_at IS NULL) IS TRUE "
        "RETURNING octet_length(payload) + 16 * cardinality(audience) AS bytes "
        ") "
        "INSERT INTO outbox_published AS p (minute, bytes) "
        "SELECT date_trunc('minute', now()), sum(bytes) FROM marked HAVING count(*) > 0 "
        "ON CONFLICT (minute) DO UPDATE SET bytes = p.bytes + excluded.bytes",
    .params = outbox_mark_params,
    .param_count = 1,
};

enum err
sql_outbox_mark(struct request *rq, const struct sql_outbox_mark *q, int64_t *affected)
{
    return db_exec(rq, &outbox_mark_statement, q, affected);
}

static const struct sql_column relay_server_columns[] = {
    {SQL_TEXT, offsetof(struct sql_relay_server_row, id), -1, false},
};
static const struct statement relay_server_statement = {
    .name = "relay_server",
    .text = "SELECT id FROM relay_server WHERE only_row",
    .columns = relay_server_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_relay_server_row),
};

enum err
sql_relay_server(struct request *rq, struct sql_relay_server_row *row)
{
    return db_one(rq, &relay_server_statement, NULL, row);
}

static const struct sql_param outbox_again_params[] = {
    {SQL_TEXT, -1, offsetof(struct sql_outbox_again, server), -1},
};
static const struct statement outbox_again_statement = {
    .name = "outbox_again",
    .text = "WITH server AS (UPDATE relay_server SET id = $1 WHERE only_row) "
        "UPDATE outbox SET published_at = NULL, again = true "
        "WHERE published_at > (SELECT published_at FROM outbox WHERE published_at IS NOT NULL ORDER BY published_at DESC LIMIT 1) "
        "- interval '5 minutes'",
    .params = outbox_again_params,
    .param_count = 1,
};

enum err
sql_outbox_again(struct request *rq, const struct sql_outbox_again *q, int64_t *affected)
{
    return db_exec(rq, &outbox_again_statement, q, affected);
}

static const struct sql_param outbox_seq_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_outbox_seq, id), -1},
};
static const struct sql_column outbox_seq_columns[] = {
    {SQL_INT8, offsetof(struct sql_outbox_seq_row, seq), -1, false},
};
static const struct statement outbox_seq_statement = {
    .name = "outbox_seq",
    .text = "SELECT seq FROM outbox WHERE id = $1",
    .params = outbox_seq_params,
    .param_count = 1,
    .columns = outbox_seq_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_outbox_seq_row),
};

enum err
sql_outbox_seq(struct request *rq, const struct sql_outbox_seq *q, struct sql_outbox_seq_row *row)
{
    return db_one(rq, &outbox_seq_statement, q, row);
}

static const struct sql_param outbox_waiting_params[] = {
    {SQL_INT8, -1, offsetof(struct sql_outbox_waiting, most), -1},
};
static const struct sql_column outbox_waiting_columns[] = {
    {SQL_INT8, offsetof(struct sql_outbox_waiting_row, number), -1, false},
    {SQL_INT8, offsetof(struct sql_outbox_waiting_row, bytes), -1, false},
    {SQL_INT8, offsetof(struct sql_outbox_waiting_row, oldest_ms), -1, false},
};
static const struct statement outbox_waiting_statement = {
    .name = "outbox_waiting",
    .text = "SELECT w.number, w.bytes, "
        "coalesce((SELECT extract(epoch FROM clock_timestamp() - created_at) * 1000 "
        "FROM outbox WHERE published_at IS NULL ORDER BY seq LIMIT 1), 0)::bigint AS oldest_ms "
        "FROM (SELECT count(*) AS number, coalesce(sum(octet_length(payload) + 16 * cardinality(audience)), 0)::bigint AS bytes "
        "FROM (SELECT payload, audience FROM outbox WHERE published_at IS NULL ORDER BY seq LIMIT $1) AS u) AS w",
    .params = outbox_waiting_params,
    .param_count = 1,
    .columns = outbox_waiting_columns,
    .column_count = 3,
    .row_size = sizeof(struct sql_outbox_waiting_row),
};

enum err
sql_outbox_waiting(struct request *rq, const struct sql_outbox_waiting *q, struct sql_outbox_waiting_row *row)
{
    return db_one(rq, &outbox_waiting_statement, q, row);
}

static const struct sql_param outbox_purge_params[] = {
    {SQL_INT8, -1, offsetof(struct sql_outbox_purge, most_bytes), -1},
};
static const struct statement outbox_purge_statement = {
    .name = "outbox_purge",
    .text = "WITH sums AS ( "
        "SELECT minute, sum(bytes) OVER (ORDER BY minute DESC)::bigint AS bytes FROM outbox_published "
        "), cut AS MATERIALIZED ( "
        "SELECT greatest(now() - interval '1 day', max(minute) + interval '1 minute') AS before "
        "FROM sums WHERE bytes > $1::bigint "
        ") "
        "DELETE FROM outbox "
        "WHERE ctid = ANY (ARRAY( "
        "SELECT o.row FROM (SELECT ctid AS row, published_at FROM outbox WHERE published_at IS NOT NULL "
        "ORDER BY published_at LIMIT 5000) AS o "
        "WHERE o.published_at < (SELECT before FROM cut))) "
        "AND (published_at IS NOT NULL) IS TRUE",
    .params = outbox_purge_params,
    .param_count = 1,
};

enum err
sql_outbox_purge(struct request *rq, const struct sql_outbox_purge *q, int64_t *affected)
{
    return db_exec(rq, &outbox_purge_statement, q, affected);
}

static const struct statement outbox_published_purge_statement = {
    .name = "outbox_published_purge",
    .text = "DELETE FROM outbox_published WHERE minute < now() - interval '1 day'",
};

enum err
sql_outbox_published_purge(struct request *rq, int64_t *affected)
{
    return db_exec(rq, &outbox_published_purge_statement, NULL, affected);
}

static const struct sql_param lead_params[] = {
    {SQL_INT8, -1, offsetof(struct sql_lead, key), -1},
};
static const struct sql_column lead_columns[] = {
    {SQL_BOOL, offsetof(struct sql_lead_row, leads), -1, false},
};
static const struct statement lead_statement = {
    .name = "lead",
    .text = "SELECT pg_try_advisory_lock($1::bigint) AS leads",
    .params = lead_params,
    .param_count = 1,
    .columns = lead_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_lead_row),
};

enum err
sql_lead(struct request *rq, const struct sql_lead *q, struct sql_lead_row *row)
{
    return db_one(rq, &lead_statement, q, row);
}

static const struct sql_param relay_lead_params[] = {
    {SQL_INT8, -1, offsetof(struct sql_relay_lead, key), -1},
};
static const struct sql_column relay_lead_columns[] = {
    {SQL_BOOL, offsetof(struct sql_relay_lead_row, leads), -1, false},
};
static const struct statement relay_lead_statement = {
    .name = "relay_lead",
    .text = "SELECT set_config('idle_session_timeout', '10s', false) IS NOT NULL AND pg_try_advisory_lock($1::bigint) AS leads",
    .params = relay_lead_params,
    .param_count = 1,
    .columns = relay_lead_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_relay_lead_row),
};

enum err
sql_relay_lead(struct request *rq, const struct sql_relay_lead *q, struct sql_relay_lead_row *row)
{
    return db_one(rq, &relay_lead_statement, q, row);
}

static const struct sql_param unlead_params[] = {
    {SQL_INT8, -1, offsetof(struct sql_unlead, key), -1},
};
static const struct sql_column unlead_columns[] = {
    {SQL_BOOL, offsetof(struct sql_unlead_row, led), -1, false},
};
static const struct statement unlead_statement = {
    .name = "unlead",
    .text = "SELECT pg_advisory_unlock($1::bigint) AS led",
    .params = unlead_params,
    .param_count = 1,
    .columns = unlead_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_unlead_row),
};

enum err
sql_unlead(struct request *rq, const struct sql_unlead *q, struct sql_unlead_row *row)
{
    return db_one(rq, &unlead_statement, q, row);
}

static const struct sql_param idempotency_find_params[] = {
    {SQL_BYTES, -1, offsetof(struct sql_idempotency_find, key), -1},
};
static const struct sql_column idempotency_find_columns[] = {
    {SQL_BYTES, offsetof(struct sql_idempotency_find_row, input), -1, false},
    {SQL_BYTES, offsetof(struct sql_idempotency_find_row, answer), -1, false},
};
static const struct statement idempotency_find_statement = {
    .name = "idempotency_find",
    .text = "WITH expired AS ( "
        "DELETE FROM idempotency WHERE key = $1 AND created_at <= now() - interval '24 hours' "
        ") "
        "SELECT input, answer "
        "FROM idempotency "
        "WHERE key = $1 AND created_at > now() - interval '24 hours'",
    .params = idempotency_find_params,
    .param_count = 1,
    .columns = idempotency_find_columns,
    .column_count = 2,
    .row_size = sizeof(struct sql_idempotency_find_row),
};

enum err
sql_idempotency_find(struct request *rq, const struct sql_idempotency_find *q, struct sql_idempotency_find_row *row)
{
    return db_one(rq, &idempotency_find_statement, q, row);
}

static const struct sql_param idempotency_insert_params[] = {
    {SQL_BYTES, -1, offsetof(struct sql_idempotency_insert, key), -1},
    {SQL_BYTES, -1, offsetof(struct sql_idempotency_insert, input), -1},
    {SQL_BYTES, -1, offsetof(struct sql_idempotency_insert, answer), -1},
};
static const struct statement idempotency_insert_statement = {
    .name = "idempotency_insert",
    .text = "INSERT INTO idempotency (key, input, answer) VALUES ($1, $2, $3)",
    .params = idempotency_insert_params,
    .param_count = 3,
};

enum err
sql_idempotency_insert(struct request *rq, const struct sql_idempotency_insert *q, int64_t *affected)
{
    return db_exec(rq, &idempotency_insert_statement, q, affected);
}

static const struct statement idempotency_purge_statement = {
    .name = "idempotency_purge",
    .text = "DELETE FROM idempotency "
        "WHERE ctid = ANY (ARRAY(SELECT ctid FROM idempotency "
        "WHERE created_at <= now() - interval '24 hours' ORDER BY created_at LIMIT 5000))",
};

enum err
sql_idempotency_purge(struct request *rq, int64_t *affected)
{
    return db_exec(rq, &idempotency_purge_statement, NULL, affected);
}

static const struct sql_param consumed_insert_params[] = {
    {SQL_TEXT, -1, offsetof(struct sql_consumed_insert, consumer), -1},
    {SQL_UUID, -1, offsetof(struct sql_consumed_insert, event_id), -1},
};
static const struct statement consumed_insert_statement = {
    .name = "consumed_insert",
    .text = "INSERT INTO consumed (consumer, event_id) VALUES ($1, $2) ON CONFLICT DO NOTHING",
    .params = consumed_insert_params,
    .param_count = 2,
};

enum err
sql_consumed_insert(struct request *rq, const struct sql_consumed_insert *q, int64_t *affected)
{
    return db_exec(rq, &consumed_insert_statement, q, affected);
}

static const struct statement consumed_purge_statement = {
    .name = "consumed_purge",
    .text = "DELETE FROM consumed "
        "WHERE ctid = ANY (ARRAY(SELECT ctid FROM consumed "
        "WHERE consumed_at < now() - interval '8 days' ORDER BY consumed_at LIMIT 5000))",
};

enum err
sql_consumed_purge(struct request *rq, int64_t *affected)
{
    return db_exec(rq, &consumed_purge_statement, NULL, affected);
}

static const struct sql_param consume_begin_params[] = {
    {SQL_TEXT, -1, offsetof(struct sql_consume_begin, consumer), -1},
    {SQL_UUID, -1, offsetof(struct sql_consume_begin, event_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_consume_begin, process), -1},
};
static const struct sql_column consume_begin_columns[] = {
    {SQL_INT4, offsetof(struct sql_consume_begin_row, processes), -1, false},
};
static const struct statement consume_begin_statement = {
    .name = "consume_begin",
    .text = "INSERT INTO consume_attempts AS a (consumer, event_id, process) VALUES ($1, $2, $3) "
        "ON CONFLICT (consumer, event_id) DO UPDATE "
        "SET processes = a.processes + (a.process <> excluded.process)::integer, process = excluded.process "
        "RETURNING processes",
    .params = consume_begin_params,
    .param_count = 3,
    .columns = consume_begin_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_consume_begin_row),
};

enum err
sql_consume_begin(struct request *rq, const struct sql_consume_begin *q, struct sql_consume_begin_row *row)
{
    return db_one(rq, &consume_begin_statement, q, row);
}

static const struct sql_param consume_end_params[] = {
    {SQL_TEXT, -1, offsetof(struct sql_consume_end, consumer), -1},
    {SQL_UUID, -1, offsetof(struct sql_consume_end, event_id), -1},
};
static const struct statement consume_end_statement = {
    .name = "consume_end",
    .text = "DELETE FROM consume_attempts WHERE consumer = $1 AND event_id = $2",
    .params = consume_end_params,
    .param_count = 2,
};

enum err
sql_consume_end(struct request *rq, const struct sql_consume_end *q, int64_t *affected)
{
    return db_exec(rq, &consume_end_statement, q, affected);
}

static const struct statement consume_attempts_purge_statement = {
    .name = "consume_attempts_purge",
    .text = "DELETE FROM consume_attempts "
        "WHERE ctid = ANY (ARRAY(SELECT ctid FROM consume_attempts "
        "WHERE began_at < now() - interval '1 day' ORDER BY began_at LIMIT 5000))",
};

enum err
sql_consume_attempts_purge(struct request *rq, int64_t *affected)
{
    return db_exec(rq, &consume_attempts_purge_statement, NULL, affected);
}

static const struct sql_param position_get_params[] = {
    {SQL_TEXT, -1, offsetof(struct sql_position_get, consumer), -1},
};
static const struct sql_column position_get_columns[] = {
    {SQL_XID8, offsetof(struct sql_position_get_row, xid), -1, false},
    {SQL_UUID, offsetof(struct sql_position_get_row, id), -1, false},
};
static const struct statement position_get_statement = {
    .name = "position_get",
    .text = "SELECT xid, id FROM positions WHERE consumer = $1",
    .params = position_get_params,
    .param_count = 1,
    .columns = position_get_columns,
    .column_count = 2,
    .row_size = sizeof(struct sql_position_get_row),
};

enum err
sql_position_get(struct request *rq, const struct sql_position_get *q, struct sql_position_get_row *row)
{
    return db_one(rq, &position_get_statement, q, row);
}

static const struct sql_param position_set_params[] = {
    {SQL_TEXT, -1, offsetof(struct sql_position_set, consumer), -1},
    {SQL_XID8, -1, offsetof(struct sql_position_set, xid), -1},
    {SQL_UUID, -1, offsetof(struct sql_position_set, id), -1},
};
static const struct statement position_set_statement = {
    .name = "position_set",
    .text = "INSERT INTO positions AS p (consumer, xid, id) VALUES ($1, $2, $3) "
        "ON CONFLICT (consumer) DO UPDATE SET xid = excluded.xid, id = excluded.id "
        "WHERE (p.xid, p.id) < (excluded.xid, excluded.id)",
    .params = position_set_params,
    .param_count = 3,
};

enum err
sql_position_set(struct request *rq, const struct sql_position_set *q, int64_t *affected)
{
    return db_exec(rq, &position_set_statement, q, affected);
}

static const struct statement *const all[] = {
    &outbox_insert_statement,
    &outbox_insert_all_statement,
    &outbox_unsent_statement,
    &outbox_mark_statement,
    &relay_server_statement,
    &outbox_again_statement,
    &outbox_seq_statement,
    &outbox_waiting_statement,
    &outbox_purge_statement,
    &outbox_published_purge_statement,
    &lead_statement,
    &relay_lead_statement,
    &unlead_statement,
    &idempotency_find_statement,
    &idempotency_insert_statement,
    &idempotency_purge_statement,
    &consumed_insert_statement,
    &consumed_purge_statement,
    &consume_begin_statement,
    &consume_end_statement,
    &consume_attempts_purge_statement,
    &position_get_statement,
    &position_set_statement,
};

const struct statements runtime_sql = {all, 23};
