/* Made by tools/gen from services/delivery/delivery.sql. Do not edit. */
/* clang-format off */
#include "gen/delivery/sql.h"

#include <stddef.h>

static const struct sql_param delivery_worker_lock_params[] = {
    {SQL_INT4, -1, offsetof(struct sql_delivery_worker_lock, class), -1},
};
static const struct sql_column delivery_worker_lock_columns[] = {
    {SQL_INT4, offsetof(struct sql_delivery_worker_lock_row, number), -1, false},
    {SQL_BOOL, offsetof(struct sql_delivery_worker_lock_row, mine), -1, false},
};
static const struct statement delivery_worker_lock_statement = {
    .name = "delivery_worker_lock",
    .text = "SELECT number::integer AS number, pg_try_advisory_lock($1::integer, number::integer) AS \"mine\" "
        "FROM (SELECT nextval('worker_numbers') AS number OFFSET 0) AS n",
    .params = delivery_worker_lock_params,
    .param_count = 1,
    .columns = delivery_worker_lock_columns,
    .column_count = 2,
    .row_size = sizeof(struct sql_delivery_worker_lock_row),
};

enum err
sql_delivery_worker_lock(struct request *rq, const struct sql_delivery_worker_lock *q, struct sql_delivery_worker_lock_row *row)
{
    return db_one(rq, &delivery_worker_lock_statement, q, row);
}

static const struct sql_param delivery_worker_add_params[] = {
    {SQL_INT4, -1, offsetof(struct sql_delivery_worker_add, number), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_delivery_worker_add, now), -1},
};
static const struct statement delivery_worker_add_statement = {
    .name = "delivery_worker_add",
    .text = "INSERT INTO workers (number, since) VALUES ($1, $2) ON CONFLICT (number) DO UPDATE SET since = excluded.since",
    .params = delivery_worker_add_params,
    .param_count = 2,
};

enum err
sql_delivery_worker_add(struct request *rq, const struct sql_delivery_worker_add *q, int64_t *affected)
{
    return db_exec(rq, &delivery_worker_add_statement, q, affected);
}

static const struct sql_param delivery_adopt_params[] = {
    {SQL_INT4, -1, offsetof(struct sql_delivery_adopt, worker), -1},
    {SQL_UUIDS, -1, offsetof(struct sql_delivery_adopt, ids), -1},
    {SQL_INT4, -1, offsetof(struct sql_delivery_adopt, former), -1},
};
static const struct statement delivery_adopt_statement = {
    .name = "delivery_adopt",
    .text = "UPDATE deliveries SET worker = $1 WHERE id = ANY ($2::uuid[]) AND (worker = $3) IS TRUE",
    .params = delivery_adopt_params,
    .param_count = 3,
};

enum err
sql_delivery_adopt(struct request *rq, const struct sql_delivery_adopt *q, int64_t *affected)
{
    return db_exec(rq, &delivery_adopt_statement, q, affected);
}

static const struct sql_param delivery_workers_params[] = {
    {SQL_INT4, -1, offsetof(struct sql_delivery_workers, class), -1},
};
static const struct sql_column delivery_workers_columns[] = {
    {SQL_INT4, offsetof(struct sql_delivery_workers_row, number), -1, false},
    {SQL_BOOL, offsetof(struct sql_delivery_workers_row, lives), -1, false},
};
static const struct statement delivery_workers_statement = {
    .name = "delivery_workers",
    .text = "WITH held AS MATERIALIZED ( "
        "SELECT l.objid::bigint AS number FROM pg_locks AS l "
        "WHERE l.locktype = 'advisory' AND l.classid = $1::integer::oid AND l.objsubid = 2 "
        "AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()) "
        ") "
        "SELECT number, number = ANY (ARRAY(SELECT held.number FROM held)) AS \"lives\" FROM workers",
    .params = delivery_workers_params,
    .param_count = 1,
    .columns = delivery_workers_columns,
    .column_count = 2,
    .row_size = sizeof(struct sql_delivery_workers_row),
};

enum err
sql_delivery_workers(struct request *rq, const struct sql_delivery_workers *q, struct sql_delivery_workers_row **rows, size_t *count)
{
    return db_many(rq, &delivery_workers_statement, q, rows, count);
}

static const struct sql_param delivery_give_back_params[] = {
    {SQL_INSTANT, -1, offsetof(struct sql_delivery_give_back, now), -1},
    {SQL_INT4, -1, offsetof(struct sql_delivery_give_back, deaths), -1},
    {SQL_INT4, -1, offsetof(struct sql_delivery_give_back, worker), -1},
};
static const struct sql_column delivery_give_back_columns[] = {
    {SQL_TEXT, offsetof(struct sql_delivery_give_back_row, channel), -1, false},
    {SQL_BOOL, offsetof(struct sql_delivery_give_back_row, sending), -1, false},
    {SQL_TEXT, offsetof(struct sql_delivery_give_back_row, state), -1, false},
};
static const struct statement delivery_give_back_statement = {
    .name = "delivery_give_back",
    .text = "UPDATE deliveries "
        "SET worker = NULL, deaths = deaths + 1, unknown = unknown + sending::integer, "
        "first_at = coalesce(first_at, $1), "
        "due_at = CASE WHEN deaths = 0 THEN due_at ELSE $1::timestamptz + 2 ^ least(deaths, 8) * interval '1 second' END, "
        "state = CASE WHEN deaths + 1 >= $2 THEN 'set_aside' ELSE 'waiting' END, "
        "ended_at = CASE WHEN deaths + 1 >= $2 THEN $1 END, "
        "why = 'its worker ended before the answer' "
        "WHERE worker = $3 AND (worker IS NOT NULL) IS TRUE "
        "RETURNING channel, sending, state",
    .params = delivery_give_back_params,
    .param_count = 3,
    .columns = delivery_give_back_columns,
    .column_count = 3,
    .row_size = sizeof(struct sql_delivery_give_back_row),
};

enum err
sql_delivery_give_back(struct request *rq, const struct sql_delivery_give_back *q, struct sql_delivery_give_back_row **rows, size_t *count)
{
    return db_many(rq, &delivery_give_back_statement, q, rows, count);
}

static const struct sql_param delivery_worker_gone_params[] = {
    {SQL_INT4, -1, offsetof(struct sql_delivery_worker_gone, number), -1},
};
static const struct statement delivery_worker_gone_statement = {
    .name = "delivery_worker_gone",
    .text = "DELETE FROM workers WHERE number = $1",
    .params = delivery_worker_gone_params,
    .param_count = 1,
};

enum err
sql_delivery_worker_gone(struct request *rq, const struct sql_delivery_worker_gone *q, int64_t *affected)
{
    return db_exec(rq, &delivery_worker_gone_statement, q, affected);
}

static const struct sql_param delivery_claim_params[] = {
    {SQL_INT4, -1, offsetof(struct sql_delivery_claim, worker), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_delivery_claim, now), -1},
    {SQL_INT8, -1, offsetof(struct sql_delivery_claim, rows), -1},
};
static const struct sql_column delivery_claim_columns[] = {
    {SQL_UUID, offsetof(struct sql_delivery_claim_row, id), -1, false},
    {SQL_TEXT, offsetof(struct sql_delivery_claim_row, channel), -1, false},
    {SQL_TEXT, offsetof(struct sql_delivery_claim_row, kind), -1, false},
    {SQL_TEXT, offsetof(struct sql_delivery_claim_row, owner), -1, true},
    {SQL_UUID, offsetof(struct sql_delivery_claim_row, webhook_id), offsetof(struct sql_delivery_claim_row, has_webhook_id), true},
    {SQL_UUID, offsetof(struct sql_delivery_claim_row, user_id), offsetof(struct sql_delivery_claim_row, has_user_id), true},
    {SQL_TEXT, offsetof(struct sql_delivery_claim_row, address), -1, true},
    {SQL_BYTES, offsetof(struct sql_delivery_claim_row, body), -1, true},
    {SQL_INT4, offsetof(struct sql_delivery_claim_row, attempts), -1, false},
    {SQL_INT4, offsetof(struct sql_delivery_claim_row, unknown), -1, false},
    {SQL_INSTANT, offsetof(struct sql_delivery_claim_row, created_at), -1, false},
    {SQL_INSTANT, offsetof(struct sql_delivery_claim_row, first_at), offsetof(struct sql_delivery_claim_row, has_first_at), true},
};
static const struct statement delivery_claim_statement = {
    .name = "delivery_claim",
    .text = "UPDATE deliveries SET worker = $1, sending = false "
        "WHERE id = ANY (ARRAY( "
        "SELECT id FROM deliveries "
        "WHERE (state = 'waiting' AND worker IS NULL) IS TRUE AND due_at <= $2 "
        "ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED)) "
        "RETURNING id, channel, kind, owner, webhook_id, user_id, address, body, attempts, unknown, created_at, first_at",
    .params = delivery_claim_params,
    .param_count = 3,
    .columns = delivery_claim_columns,
    .column_count = 12,
    .row_size = sizeof(struct sql_delivery_claim_row),
};

enum err
sql_delivery_claim(struct request *rq, const struct sql_delivery_claim *q, struct sql_delivery_claim_row **rows, size_t *count)
{
    return db_many(rq, &delivery_claim_statement, q, rows, count);
}

static const struct sql_param delivery_set_aside_first_params[] = {
    {SQL_INSTANT, -1, offsetof(struct sql_delivery_set_aside_first, now), -1},
};
static const struct statement delivery_set_aside_first_statement = {
    .name = "delivery_set_aside_first",
    .text = "UPDATE deliveries SET state = 'set_aside', ended_at = $1, why = 'it cannot be read' "
        "WHERE id = ANY (ARRAY( "
        "SELECT id FROM deliveries "
        "WHERE (state = 'waiting' AND worker IS NULL) IS TRUE AND due_at <= $1 "
        "ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED))",
    .params = delivery_set_aside_first_params,
    .param_count = 1,
};

enum err
sql_delivery_set_aside_first(struct request *rq, const struct sql_delivery_set_aside_first *q, int64_t *affected)
{
    return db_exec(rq, &delivery_set_aside_first_statement, q, affected);
}

static const struct sql_column delivery_next_due_columns[] = {
    {SQL_INSTANT, offsetof(struct sql_delivery_next_due_row, due_at), -1, false},
};
static const struct statement delivery_next_due_statement = {
    .name = "delivery_next_due",
    .text = "SELECT due_at FROM deliveries WHERE (state = 'waiting' AND worker IS NULL) IS TRUE ORDER BY due_at LIMIT 1",
    .columns = delivery_next_due_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_delivery_next_due_row),
};

enum err
sql_delivery_next_due(struct request *rq, struct sql_delivery_next_due_row *row)
{
    return db_one(rq, &delivery_next_due_statement, NULL, row);
}

static const struct sql_param delivery_sending_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_delivery_sending, id), -1},
    {SQL_INT4, -1, offsetof(struct sql_delivery_sending, worker), -1},
};
static const struct statement delivery_sending_statement = {
    .name = "delivery_sending",
    .text = "UPDATE deliveries SET sending = true WHERE id = $1 AND (worker = $2 AND state = 'waiting') IS TRUE",
    .params = delivery_sending_params,
    .param_count = 2,
};

enum err
sql_delivery_sending(struct request *rq, const struct sql_delivery_sending *q, int64_t *affected)
{
    return db_exec(rq, &delivery_sending_statement, q, affected);
}

static const struct sql_param delivery_results_params[] = {
    {SQL_INSTANT, -1, offsetof(struct sql_delivery_results, now), -1},
    {SQL_UUIDS, -1, offsetof(struct sql_delivery_results, ids), -1},
    {SQL_TEXTS, -1, offsetof(struct sql_delivery_results, states), -1},
    {SQL_INT8S, -1, offsetof(struct sql_delivery_results, waits), -1},
    {SQL_INT8S, -1, offsetof(struct sql_delivery_results, attempts), -1},
    {SQL_INT8S, -1, offsetof(struct sql_delivery_results, unknowns), -1},
    {SQL_INT8S, -1, offsetof(struct sql_delivery_results, responses), -1},
    {SQL_INT8S, -1, offsetof(struct sql_delivery_results, took), -1},
    {SQL_TEXTS, -1, offsetof(struct sql_delivery_results, whys), -1},
    {SQL_INT4, -1, offsetof(struct sql_delivery_results, worker), -1},
};
static const struct sql_column delivery_results_columns[] = {
    {SQL_UUID, offsetof(struct sql_delivery_results_row, id), -1, false},
};
static const struct statement delivery_results_statement = {
    .name = "delivery_results",
    .text = "UPDATE deliveries AS d "
        "SET state = r.state, worker = NULL, "
        "attempts = d.attempts + r.attempts::integer, unknown = d.unknown + r.unknown::integer, "
        "due_at = $1::timestamptz + r.wait * interval '1 microsecond', "
        "response = CASE WHEN r.attempts > 0 THEN nullif(r.response, 0)::integer ELSE d.response END, "
        "took_ms = CASE WHEN r.attempts > 0 THEN r.took_ms::integer ELSE d.took_ms END, "
        "why = CASE WHEN r.why <> '' THEN r.why WHEN r.state = 'sent' THEN NULL ELSE d.why END, "
        "first_at = CASE WHEN r.attempts > 0 THEN coalesce(d.first_at, $1) ELSE d.first_at END, "
        "ended_at = CASE WHEN r.state <> 'waiting' THEN $1 END "
        "FROM unnest($2::uuid[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], "
        "$8::bigint[], $9::text[]) "
        "AS r (id, state, wait, attempts, unknown, response, took_ms, why) "
        "WHERE d.id = r.id AND (d.state = 'waiting' AND (d.worker = $10 OR r.state = 'sent')) IS TRUE "
        "RETURNING d.id AS id",
    .params = delivery_results_params,
    .param_count = 10,
    .columns = delivery_results_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_delivery_results_row),
};

enum err
sql_delivery_results(struct request *rq, const struct sql_delivery_results *q, struct sql_delivery_results_row **rows, size_t *count)
{
    return db_many(rq, &delivery_results_statement, q, rows, count);
}

static const struct sql_param delivery_put_off_params[] = {
    {SQL_INSTANT, -1, offsetof(struct sql_delivery_put_off, until), -1},
    {SQL_UUID, -1, offsetof(struct sql_delivery_put_off, webhook_id), -1},
};
static const struct statement delivery_put_off_statement = {
    .name = "delivery_put_off",
    .text = "UPDATE deliveries SET due_at = $1 "
        "WHERE id = ANY (ARRAY( "
        "SELECT id FROM deliveries "
        "WHERE webhook_id = $2 AND (webhook_id IS NOT NULL AND state = 'waiting' AND worker IS NULL) IS TRUE "
        "AND due_at < $1 "
        "ORDER BY due_at LIMIT 1000 FOR UPDATE SKIP LOCKED))",
    .params = delivery_put_off_params,
    .param_count = 2,
};

enum err
sql_delivery_put_off(struct request *rq, const struct sql_delivery_put_off *q, int64_t *affected)
{
    return db_exec(rq, &delivery_put_off_statement, q, affected);
}

static const struct sql_param delivery_waiting_params[] = {
    {SQL_INT8, -1, offsetof(struct sql_delivery_waiting, most), -1},
};
static const struct sql_column delivery_waiting_columns[] = {
    {SQL_TEXT, offsetof(struct sql_delivery_waiting_row, channel), -1, false},
    {SQL_INT8, offsetof(struct sql_delivery_waiting_row, waiting), -1, false},
    {SQL_INSTANT, offsetof(struct sql_delivery_waiting_row, oldest), offsetof(struct sql_delivery_waiting_row, has_oldest), true},
    {SQL_INT8, offsetof(struct sql_delivery_waiting_row, set_aside), -1, false},
};
static const struct statement delivery_waiting_statement = {
    .name = "delivery_waiting",
    .text = "SELECT c.channel AS \"channel\", w.number AS \"waiting\", w.oldest AS \"oldest?\", s.number AS \"set_aside\" "
        "FROM (VALUES ('mail'), ('webhook')) AS c (channel) "
        "CROSS JOIN LATERAL ( "
        "SELECT count(*) AS number, min(created_at) AS oldest "
        "FROM (SELECT d.created_at FROM deliveries AS d WHERE d.channel = c.channel AND (state = 'waiting') IS TRUE "
        "ORDER BY d.created_at LIMIT $1) AS few) AS w "
        "CROSS JOIN LATERAL ( "
        "SELECT count(*) AS number "
        "FROM (SELECT true FROM deliveries AS d WHERE d.channel = c.channel AND (state = 'set_aside') IS TRUE LIMIT $1) AS few) AS s",
    .params = delivery_waiting_params,
    .param_count = 1,
    .columns = delivery_waiting_columns,
    .column_count = 4,
    .row_size = sizeof(struct sql_delivery_waiting_row),
};

enum err
sql_delivery_waiting(struct request *rq, const struct sql_delivery_waiting *q, struct sql_delivery_waiting_row **rows, size_t *count)
{
    return db_many(rq, &delivery_waiting_statement, q, rows, count);
}

static const struct sql_param delivery_mail_insert_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_delivery_mail_insert, id), -1},
    {SQL_TEXT, -1, offsetof(struct sql_delivery_mail_insert, kind), -1},
    {SQL_TEXT, -1, offsetof(struct sql_delivery_mail_insert, owner), -1},
    {SQL_UUID, -1, offsetof(struct sql_delivery_mail_insert, user_id), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_delivery_mail_insert, now), -1},
};
static const struct statement delivery_mail_insert_statement = {
    .name = "delivery_mail_insert",
    .text = "INSERT INTO deliveries (id, channel, kind, owner, user_id, due_at, created_at) "
        "VALUES ($1, 'mail', $2, $3, $4, $5, $5) "
        "ON CONFLICT (id) DO NOTHING",
    .params = delivery_mail_insert_params,
    .param_count = 5,
};

enum err
sql_delivery_mail_insert(struct request *rq, const struct sql_delivery_mail_insert *q, int64_t *affected)
{
    return db_exec(rq, &delivery_mail_insert_statement, q, affected);
}

static const struct sql_param delivery_bodies_purge_params[] = {
    {SQL_INSTANT, -1, offsetof(struct sql_delivery_bodies_purge, now), -1},
};
static const struct statement delivery_bodies_purge_statement = {
    .name = "delivery_bodies_purge",
    .text = "UPDATE deliveries SET body = NULL "
        "WHERE id = ANY (ARRAY(SELECT id FROM deliveries "
        "WHERE created_at < $1::timestamptz - interval '7 days' AND (state <> 'waiting' AND body IS NOT NULL) IS TRUE "
        "LIMIT 1000))",
    .params = delivery_bodies_purge_params,
    .param_count = 1,
};

enum err
sql_delivery_bodies_purge(struct request *rq, const struct sql_delivery_bodies_purge *q, int64_t *affected)
{
    return db_exec(rq, &delivery_bodies_purge_statement, q, affected);
}

static const struct sql_param delivery_purge_params[] = {
    {SQL_INSTANT, -1, offsetof(struct sql_delivery_purge, now), -1},
};
static const struct statement delivery_purge_statement = {
    .name = "delivery_purge",
    .text = "DELETE FROM deliveries "
        "WHERE id = ANY (ARRAY(SELECT id FROM deliveries "
        "WHERE created_at < $1::timestamptz - interval '30 days' AND (state <> 'waiting') IS TRUE LIMIT 1000))",
    .params = delivery_purge_params,
    .param_count = 1,
};

enum err
sql_delivery_purge(struct request *rq, const struct sql_delivery_purge *q, int64_t *affected)
{
    return db_exec(rq, &delivery_purge_statement, q, affected);
}

static const struct sql_param delivery_cancel_owned_params[] = {
    {SQL_INSTANT, -1, offsetof(struct sql_delivery_cancel_owned, now), -1},
    {SQL_UUID, -1, offsetof(struct sql_delivery_cancel_owned, user_id), -1},
    {SQL_INT8, -1, offsetof(struct sql_delivery_cancel_owned, rows), -1},
};
static const struct statement delivery_cancel_owned_statement = {
    .name = "delivery_cancel_owned",
    .text = "UPDATE deliveries "
        "SET state = CASE WHEN state = 'waiting' THEN 'cancelled' ELSE state END, worker = NULL, address = NULL, body = NULL, "
        "ended_at = coalesce(ended_at, $1) "
        "WHERE id = ANY (ARRAY(SELECT id FROM deliveries "
        "WHERE user_id = $2 AND (state = 'waiting' OR address IS NOT NULL OR body IS NOT NULL) IS TRUE "
        "LIMIT $3))",
    .params = delivery_cancel_owned_params,
    .param_count = 3,
};

enum err
sql_delivery_cancel_owned(struct request *rq, const struct sql_delivery_cancel_owned *q, int64_t *affected)
{
    return db_exec(rq, &delivery_cancel_owned_statement, q, affected);
}

static const struct sql_param delivery_undelivered_params[] = {
    {SQL_INT8, -1, offsetof(struct sql_delivery_undelivered, most), -1},
    {SQL_INT8, -1, offsetof(struct sql_delivery_undelivered, rows), -1},
};
static const struct sql_column delivery_undelivered_columns[] = {
    {SQL_TEXT, offsetof(struct undelivered_group, state), -1, false},
    {SQL_TEXT, offsetof(struct undelivered_group, channel), -1, false},
    {SQL_TEXT, offsetof(struct undelivered_group, kind), -1, false},
    {SQL_TEXT, offsetof(struct undelivered_group, why), -1, false},
    {SQL_INT8, offsetof(struct undelivered_group, count), -1, false},
    {SQL_INSTANT, offsetof(struct undelivered_group, oldest_at), -1, false},
    {SQL_UUID, offsetof(struct undelivered_group, oldest_id), -1, false},
};
static const struct statement delivery_undelivered_statement = {
    .name = "delivery_undelivered",
    .text = "SELECT state, channel, kind, coalesce(why, '') AS \"why\", count(*) AS \"count\", min(created_at) AS \"oldest_at\", "
        "(array_agg(id ORDER BY created_at))[1] AS \"oldest_id\" "
        "FROM (SELECT * FROM deliveries "
        "WHERE (state, channel, kind, created_at) > ('', '', '', '-infinity') AND (state IN ('failed', 'set_aside')) IS TRUE "
        "ORDER BY state, channel, kind, created_at LIMIT $1) AS d "
        "GROUP BY state, channel, kind, coalesce(why, '') "
        "ORDER BY state, channel, kind, count(*) DESC "
        "LIMIT $2",
    .params = delivery_undelivered_params,
    .param_count = 2,
    .columns = delivery_undelivered_columns,
    .column_count = 7,
    .row_size = sizeof(struct undelivered_group),
};

enum err
sql_delivery_undelivered(struct request *rq, const struct sql_delivery_undelivered *q, struct undelivered_group **rows, size_t *count)
{
    return db_many(rq, &delivery_undelivered_statement, q, rows, count);
}

static const struct sql_param delivery_retry_params[] = {
    {SQL_INSTANT, -1, offsetof(struct sql_delivery_retry, now), -1},
    {SQL_TEXT, -1, offsetof(struct sql_delivery_retry, state), -1},
    {SQL_TEXT, -1, offsetof(struct sql_delivery_retry, channel), -1},
    {SQL_TEXT, -1, offsetof(struct sql_delivery_retry, kind), -1},
};
static const struct statement delivery_retry_statement = {
    .name = "delivery_retry",
    .text = "UPDATE deliveries "
        "SET state = 'waiting', attempts = 0, deaths = 0, due_at = $1, first_at = NULL, ended_at = NULL "
        "WHERE id = ANY (ARRAY(SELECT id FROM deliveries "
        "WHERE state = $2 AND channel = $3 AND kind = $4 AND (state IN ('failed', 'set_aside')) IS TRUE "
        "AND (channel = 'mail' OR body IS NOT NULL) IS TRUE "
        "ORDER BY created_at LIMIT 1000))",
    .params = delivery_retry_params,
    .param_count = 4,
};

enum err
sql_delivery_retry(struct request *rq, const struct sql_delivery_retry *q, int64_t *affected)
{
    return db_exec(rq, &delivery_retry_statement, q, affected);
}

static const struct sql_param delivery_retry_one_params[] = {
    {SQL_INSTANT, -1, offsetof(struct sql_delivery_retry_one, now), -1},
    {SQL_UUID, -1, offsetof(struct sql_delivery_retry_one, id), -1},
};
static const struct statement delivery_retry_one_statement = {
    .name = "delivery_retry_one",
    .text = "UPDATE deliveries "
        "SET state = 'waiting', attempts = 0, deaths = 0, due_at = $1, first_at = NULL, ended_at = NULL "
        "WHERE id = $2 AND (state IN ('failed', 'set_aside') AND (channel = 'mail' OR body IS NOT NULL)) IS TRUE",
    .params = delivery_retry_one_params,
    .param_count = 2,
};

enum err
sql_delivery_retry_one(struct request *rq, const struct sql_delivery_retry_one *q, int64_t *affected)
{
    return db_exec(rq, &delivery_retry_one_statement, q, affected);
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
        "WHERE coalesce((SELECT true FROM deliveries w "
        "WHERE w.user_id = d.owner_id AND (state = 'waiting' OR address IS NOT NULL OR body IS NOT NULL) IS TRUE LIMIT 1), "
        "(SELECT true FROM webhooks w WHERE w.user_id = d.owner_id AND (w.deleted_at IS NULL) IS TRUE LIMIT 1), false) "
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
    {SQL_INSTANT, -1, offsetof(struct sql_delivery_departed_purge, now), -1},
};
static const struct statement delivery_departed_purge_statement = {
    .name = "delivery_departed_purge",
    .text = "DELETE FROM departed WHERE since < $1::timestamptz - interval '1 day'",
    .params = delivery_departed_purge_params,
    .param_count = 1,
};

enum err
sql_delivery_departed_purge(struct request *rq, const struct sql_delivery_departed_purge *q, int64_t *affected)
{
    return db_exec(rq, &delivery_departed_purge_statement, q, affected);
}

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
        "mail_id = CASE WHEN state = $4 THEN mail_id END, "
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

static const struct sql_param webhook_owners_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_webhook_owners, after_user_id), -1},
    {SQL_INT8, -1, offsetof(struct sql_webhook_owners, rows), -1},
};
static const struct sql_column webhook_owners_columns[] = {
    {SQL_UUID, offsetof(struct sql_webhook_owners_row, user_id), -1, false},
    {SQL_INT8, offsetof(struct sql_webhook_owners_row, webhooks), -1, false},
    {SQL_BOOL, offsetof(struct sql_webhook_owners_row, listens), -1, false},
    {SQL_BOOL, offsetof(struct sql_webhook_owners_row, is_stopped), -1, false},
};
static const struct statement webhook_owners_statement = {
    .name = "webhook_owners",
    .text = "SELECT user_id, count(*) AS \"webhooks\", bool_or(state = 'active') AS \"listens\", "
        "bool_or(state = 'disabled' AND reason IS NOT DISTINCT FROM 'account') AS \"is_stopped\" "
        "FROM (SELECT user_id, state, reason FROM webhooks "
        "WHERE user_id > $1 AND (deleted_at IS NULL) IS TRUE "
        "ORDER BY user_id LIMIT $2) AS w "
        "GROUP BY user_id "
        "ORDER BY user_id",
    .params = webhook_owners_params,
    .param_count = 2,
    .columns = webhook_owners_columns,
    .column_count = 4,
    .row_size = sizeof(struct sql_webhook_owners_row),
};

enum err
sql_webhook_owners(struct request *rq, const struct sql_webhook_owners *q, struct sql_webhook_owners_row **rows, size_t *count)
{
    return db_many(rq, &webhook_owners_statement, q, rows, count);
}

static const struct sql_param webhooks_turn_params[] = {
    {SQL_TEXT, -1, offsetof(struct sql_webhooks_turn, to), -1},
    {SQL_TEXT, -1, offsetof(struct sql_webhooks_turn, reason), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_webhooks_turn, now), -1},
    {SQL_UUID, -1, offsetof(struct sql_webhooks_turn, user_id), -1},
    {SQL_TEXT, -1, offsetof(struct sql_webhooks_turn, state), -1},
    {SQL_TEXT, -1, offsetof(struct sql_webhooks_turn, from_reason), -1},
};
static const struct sql_column webhooks_turn_columns[] = {
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
static const struct statement webhooks_turn_statement = {
    .name = "webhooks_turn",
    .text = "UPDATE webhooks SET state = $1, reason = $2, version = version + 1, updated_at = $3 "
        "WHERE id = ANY (ARRAY(SELECT id FROM webhooks "
        "WHERE user_id = $4 AND (deleted_at IS NULL) IS TRUE "
        "AND (state = $5 AND reason IS NOT DISTINCT FROM $6) IS TRUE)) "
        "RETURNING id, key_id, url, nouns, calendar_ids, state, reason, failing_since, former_until, version, created_at, updated_at, user_id, key_scopes",
    .params = webhooks_turn_params,
    .param_count = 6,
    .columns = webhooks_turn_columns,
    .column_count = 14,
    .row_size = sizeof(struct sql_webhook_stored),
};

enum err
sql_webhooks_turn(struct request *rq, const struct sql_webhooks_turn *q, struct sql_webhook_stored **rows, size_t *count)
{
    return db_many(rq, &webhooks_turn_statement, q, rows, count);
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

static const struct sql_param webhook_deliveries_params[] = {
    {SQL_TEXTS, -1, offsetof(struct sql_webhook_deliveries, states), -1},
    {SQL_UUID, -1, offsetof(struct sql_webhook_deliveries, webhook_id), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_webhook_deliveries, before), -1},
    {SQL_UUID, -1, offsetof(struct sql_webhook_deliveries, before_id), -1},
    {SQL_INT8, -1, offsetof(struct sql_webhook_deliveries, rows), -1},
};
static const struct sql_column webhook_deliveries_columns[] = {
    {SQL_UUID, offsetof(struct webhook_delivery, id), -1, false},
    {SQL_TEXT, offsetof(struct webhook_delivery, type), -1, false},
    {SQL_TEXT, offsetof(struct webhook_delivery, state), -1, false},
    {SQL_INT4, offsetof(struct webhook_delivery, attempts), -1, false},
    {SQL_INT4, offsetof(struct webhook_delivery, response), offsetof(struct webhook_delivery, has_response), true},
    {SQL_INT4, offsetof(struct webhook_delivery, took_ms), offsetof(struct webhook_delivery, has_took_ms), true},
    {SQL_TEXT, offsetof(struct webhook_delivery, why), -1, true},
    {SQL_INSTANT, offsetof(struct webhook_delivery, due_at), offsetof(struct webhook_delivery, has_due_at), true},
    {SQL_INSTANT, offsetof(struct webhook_delivery, created_at), -1, false},
    {SQL_INSTANT, offsetof(struct webhook_delivery, ended_at), offsetof(struct webhook_delivery, has_ended_at), true},
};
static const struct statement webhook_deliveries_statement = {
    .name = "webhook_deliveries",
    .text = "SELECT d.* "
        "FROM unnest($1::text[]) AS s (state) CROSS JOIN LATERAL ( "
        "SELECT id, kind AS type, state, attempts, response, took_ms, why, CASE WHEN state = 'waiting' THEN due_at END AS \"due_at?\", created_at, ended_at "
        "FROM deliveries "
        "WHERE (webhook_id, state, created_at, id) < ($2, s.state, $3, $4) "
        "AND (webhook_id, state, created_at, id) > ($2, s.state, '-infinity', '00000000-0000-0000-0000-000000000000') "
        "AND (webhook_id IS NOT NULL) IS TRUE "
        "ORDER BY webhook_id DESC, deliveries.state DESC, created_at DESC, id DESC "
        "LIMIT $5) AS d "
        "ORDER BY d.created_at DESC, d.id DESC "
        "LIMIT $5",
    .params = webhook_deliveries_params,
    .param_count = 5,
    .columns = webhook_deliveries_columns,
    .column_count = 10,
    .row_size = sizeof(struct webhook_delivery),
};

enum err
sql_webhook_deliveries(struct request *rq, const struct sql_webhook_deliveries *q, struct webhook_delivery **rows, size_t *count)
{
    return db_many(rq, &webhook_deliveries_statement, q, rows, count);
}

static const struct sql_param webhook_delivery_insert_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_webhook_delivery_insert, id), -1},
    {SQL_TEXT, -1, offsetof(struct sql_webhook_delivery_insert, kind), -1},
    {SQL_UUID, -1, offsetof(struct sql_webhook_delivery_insert, webhook_id), -1},
    {SQL_UUID, -1, offsetof(struct sql_webhook_delivery_insert, user_id), -1},
    {SQL_BYTES, -1, offsetof(struct sql_webhook_delivery_insert, body), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_webhook_delivery_insert, now), -1},
};
static const struct sql_column webhook_delivery_insert_columns[] = {
    {SQL_UUID, offsetof(struct webhook_delivery, id), -1, false},
    {SQL_TEXT, offsetof(struct webhook_delivery, type), -1, false},
    {SQL_TEXT, offsetof(struct webhook_delivery, state), -1, false},
    {SQL_INT4, offsetof(struct webhook_delivery, attempts), -1, false},
    {SQL_INT4, offsetof(struct webhook_delivery, response), offsetof(struct webhook_delivery, has_response), true},
    {SQL_INT4, offsetof(struct webhook_delivery, took_ms), offsetof(struct webhook_delivery, has_took_ms), true},
    {SQL_TEXT, offsetof(struct webhook_delivery, why), -1, true},
    {SQL_INSTANT, offsetof(struct webhook_delivery, due_at), offsetof(struct webhook_delivery, has_due_at), true},
    {SQL_INSTANT, offsetof(struct webhook_delivery, created_at), -1, false},
    {SQL_INSTANT, offsetof(struct webhook_delivery, ended_at), offsetof(struct webhook_delivery, has_ended_at), true},
};
static const struct statement webhook_delivery_insert_statement = {
    .name = "webhook_delivery_insert",
    .text = "INSERT INTO deliveries (id, channel, kind, webhook_id, user_id, body, due_at, created_at) "
        "VALUES ($1, 'webhook', $2, $3, $4, $5, $6, $6) "
        "RETURNING id, kind AS type, state, attempts, response, took_ms, why, CASE WHEN state = 'waiting' THEN due_at END AS \"due_at?\", created_at, ended_at",
    .params = webhook_delivery_insert_params,
    .param_count = 6,
    .columns = webhook_delivery_insert_columns,
    .column_count = 10,
    .row_size = sizeof(struct webhook_delivery),
};

enum err
sql_webhook_delivery_insert(struct request *rq, const struct sql_webhook_delivery_insert *q, struct webhook_delivery *row)
{
    return db_one(rq, &webhook_delivery_insert_statement, q, row);
}

static const struct sql_param webhook_delivery_find_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_webhook_delivery_find, id), -1},
    {SQL_UUID, -1, offsetof(struct sql_webhook_delivery_find, webhook_id), -1},
};
static const struct sql_column webhook_delivery_find_columns[] = {
    {SQL_BOOL, offsetof(struct sql_webhook_delivery_find_row, is_sending), -1, false},
    {SQL_BOOL, offsetof(struct sql_webhook_delivery_find_row, has_body), -1, false},
};
static const struct statement webhook_delivery_find_statement = {
    .name = "webhook_delivery_find",
    .text = "SELECT worker IS NOT NULL AS \"is_sending\", body IS NOT NULL AS \"has_body\" "
        "FROM deliveries "
        "WHERE id = $1 AND (webhook_id = $2) IS TRUE "
        "FOR UPDATE",
    .params = webhook_delivery_find_params,
    .param_count = 2,
    .columns = webhook_delivery_find_columns,
    .column_count = 2,
    .row_size = sizeof(struct sql_webhook_delivery_find_row),
};

enum err
sql_webhook_delivery_find(struct request *rq, const struct sql_webhook_delivery_find *q, struct sql_webhook_delivery_find_row *row)
{
    return db_one(rq, &webhook_delivery_find_statement, q, row);
}

static const struct sql_param webhook_replayable_params[] = {
    {SQL_TEXTS, -1, offsetof(struct sql_webhook_replayable, states), -1},
    {SQL_UUID, -1, offsetof(struct sql_webhook_replayable, webhook_id), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_webhook_replayable, after), -1},
    {SQL_UUID, -1, offsetof(struct sql_webhook_replayable, after_id), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_webhook_replayable, until), -1},
    {SQL_INT8, -1, offsetof(struct sql_webhook_replayable, rows), -1},
};
static const struct sql_column webhook_replayable_columns[] = {
    {SQL_UUID, offsetof(struct sql_webhook_replayable_row, id), -1, false},
    {SQL_INSTANT, offsetof(struct sql_webhook_replayable_row, created_at), -1, false},
};
static const struct statement webhook_replayable_statement = {
    .name = "webhook_replayable",
    .text = "SELECT d.id AS \"id\", d.created_at AS \"created_at\" "
        "FROM unnest($1::text[]) AS s (state) CROSS JOIN LATERAL ( "
        "SELECT id, created_at "
        "FROM deliveries "
        "WHERE (webhook_id, state, created_at, id) > ($2, s.state, $3, $4) "
        "AND (webhook_id, state, created_at, id) < ($2, s.state, $5, '00000000-0000-0000-0000-000000000000') "
        "AND (webhook_id IS NOT NULL) IS TRUE "
        "ORDER BY webhook_id, deliveries.state, created_at, id "
        "LIMIT $6) AS d "
        "ORDER BY d.created_at, d.id "
        "LIMIT $6",
    .params = webhook_replayable_params,
    .param_count = 6,
    .columns = webhook_replayable_columns,
    .column_count = 2,
    .row_size = sizeof(struct sql_webhook_replayable_row),
};

enum err
sql_webhook_replayable(struct request *rq, const struct sql_webhook_replayable *q, struct sql_webhook_replayable_row **rows, size_t *count)
{
    return db_many(rq, &webhook_replayable_statement, q, rows, count);
}

static const struct sql_param webhook_replay_params[] = {
    {SQL_INSTANT, -1, offsetof(struct sql_webhook_replay, now), -1},
    {SQL_UUIDS, -1, offsetof(struct sql_webhook_replay, ids), -1},
};
static const struct statement webhook_replay_statement = {
    .name = "webhook_replay",
    .text = "UPDATE deliveries "
        "SET state = 'waiting', attempts = 0, deaths = 0, due_at = $1, first_at = NULL, ended_at = NULL "
        "WHERE id = ANY ($2::uuid[]) AND (worker IS NULL AND body IS NOT NULL) IS TRUE",
    .params = webhook_replay_params,
    .param_count = 2,
};

enum err
sql_webhook_replay(struct request *rq, const struct sql_webhook_replay *q, int64_t *affected)
{
    return db_exec(rq, &webhook_replay_statement, q, affected);
}

static const struct sql_param webhooks_to_send_params[] = {
    {SQL_UUIDS, -1, offsetof(struct sql_webhooks_to_send, ids), -1},
};
static const struct sql_column webhooks_to_send_columns[] = {
    {SQL_UUID, offsetof(struct sql_webhooks_to_send_row, id), -1, false},
    {SQL_TEXT, offsetof(struct sql_webhooks_to_send_row, url), -1, false},
    {SQL_BYTES, offsetof(struct sql_webhooks_to_send_row, secret), -1, false},
    {SQL_BYTES, offsetof(struct sql_webhooks_to_send_row, former_secret), -1, true},
    {SQL_INSTANT, offsetof(struct sql_webhooks_to_send_row, former_until), offsetof(struct sql_webhooks_to_send_row, has_former_until), true},
    {SQL_BOOL, offsetof(struct sql_webhooks_to_send_row, is_failing), -1, false},
};
static const struct statement webhooks_to_send_statement = {
    .name = "webhooks_to_send",
    .text = "SELECT id, url, secret, former_secret, former_until, failing_since IS NOT NULL AS \"is_failing\" "
        "FROM webhooks "
        "WHERE id = ANY ($1::uuid[]) AND (state = 'active' AND deleted_at IS NULL) IS TRUE",
    .params = webhooks_to_send_params,
    .param_count = 1,
    .columns = webhooks_to_send_columns,
    .column_count = 6,
    .row_size = sizeof(struct sql_webhooks_to_send_row),
};

enum err
sql_webhooks_to_send(struct request *rq, const struct sql_webhooks_to_send *q, struct sql_webhooks_to_send_row **rows, size_t *count)
{
    return db_many(rq, &webhooks_to_send_statement, q, rows, count);
}

static const struct sql_param webhooks_accepted_params[] = {
    {SQL_UUIDS, -1, offsetof(struct sql_webhooks_accepted, ids), -1},
};
static const struct statement webhooks_accepted_statement = {
    .name = "webhooks_accepted",
    .text = "UPDATE webhooks SET failing_since = NULL "
        "WHERE id = ANY ($1::uuid[]) AND (failing_since IS NOT NULL) IS TRUE",
    .params = webhooks_accepted_params,
    .param_count = 1,
};

enum err
sql_webhooks_accepted(struct request *rq, const struct sql_webhooks_accepted *q, int64_t *affected)
{
    return db_exec(rq, &webhooks_accepted_statement, q, affected);
}

static const struct sql_param webhooks_failed_params[] = {
    {SQL_INSTANT, -1, offsetof(struct sql_webhooks_failed, now), -1},
    {SQL_UUIDS, -1, offsetof(struct sql_webhooks_failed, ids), -1},
};
static const struct statement webhooks_failed_statement = {
    .name = "webhooks_failed",
    .text = "UPDATE webhooks SET failing_since = $1 "
        "WHERE id = ANY ($2::uuid[]) AND (failing_since IS NULL) IS TRUE",
    .params = webhooks_failed_params,
    .param_count = 2,
};

enum err
sql_webhooks_failed(struct request *rq, const struct sql_webhooks_failed *q, int64_t *affected)
{
    return db_exec(rq, &webhooks_failed_statement, q, affected);
}

static const struct sql_param webhooks_disable_params[] = {
    {SQL_TEXT, -1, offsetof(struct sql_webhooks_disable, reason), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_webhooks_disable, now), -1},
    {SQL_UUIDS, -1, offsetof(struct sql_webhooks_disable, ids), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_webhooks_disable, before), -1},
};
static const struct sql_column webhooks_disable_columns[] = {
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
static const struct statement webhooks_disable_statement = {
    .name = "webhooks_disable",
    .text = "UPDATE webhooks SET state = 'disabled', reason = $1, version = version + 1, updated_at = $2 "
        "WHERE id = ANY ($3::uuid[]) "
        "AND (deleted_at IS NULL AND state = 'active' AND ($1 = 'gone' OR failing_since <= $4)) IS TRUE "
        "RETURNING id, key_id, url, nouns, calendar_ids, state, reason, failing_since, former_until, version, created_at, updated_at, user_id, key_scopes",
    .params = webhooks_disable_params,
    .param_count = 4,
    .columns = webhooks_disable_columns,
    .column_count = 14,
    .row_size = sizeof(struct sql_webhook_stored),
};

enum err
sql_webhooks_disable(struct request *rq, const struct sql_webhooks_disable *q, struct sql_webhook_stored **rows, size_t *count)
{
    return db_many(rq, &webhooks_disable_statement, q, rows, count);
}

static const struct sql_param webhook_mail_insert_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_webhook_mail_insert, id), -1},
    {SQL_UUID, -1, offsetof(struct sql_webhook_mail_insert, webhook_id), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_webhook_mail_insert, now), -1},
};
static const struct statement webhook_mail_insert_statement = {
    .name = "webhook_mail_insert",
    .text = "WITH told AS ( "
        "UPDATE webhooks SET mail_id = $1 WHERE id = $2 RETURNING user_id "
        ") "
        "INSERT INTO deliveries (id, channel, kind, owner, user_id, due_at, created_at) "
        "SELECT $1, 'mail', 'webhook_disabled', 'delivery', user_id, $3, $3 FROM told",
    .params = webhook_mail_insert_params,
    .param_count = 3,
};

enum err
sql_webhook_mail_insert(struct request *rq, const struct sql_webhook_mail_insert *q, int64_t *affected)
{
    return db_exec(rq, &webhook_mail_insert_statement, q, affected);
}

static const struct sql_param webhook_mail_find_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_webhook_mail_find, mail_id), -1},
};
static const struct sql_column webhook_mail_find_columns[] = {
    {SQL_TEXT, offsetof(struct sql_webhook_mail_find_row, url), -1, false},
    {SQL_TEXT, offsetof(struct sql_webhook_mail_find_row, reason), -1, true},
    {SQL_INSTANT, offsetof(struct sql_webhook_mail_find_row, failing_since), offsetof(struct sql_webhook_mail_find_row, has_failing_since), true},
};
static const struct statement webhook_mail_find_statement = {
    .name = "webhook_mail_find",
    .text = "SELECT url, reason, failing_since "
        "FROM webhooks "
        "WHERE mail_id = $1 AND (mail_id IS NOT NULL) IS TRUE AND (deleted_at IS NULL AND state = 'disabled') IS TRUE",
    .params = webhook_mail_find_params,
    .param_count = 1,
    .columns = webhook_mail_find_columns,
    .column_count = 3,
    .row_size = sizeof(struct sql_webhook_mail_find_row),
};

enum err
sql_webhook_mail_find(struct request *rq, const struct sql_webhook_mail_find *q, struct sql_webhook_mail_find_row *row)
{
    return db_one(rq, &webhook_mail_find_statement, q, row);
}

static const struct sql_param webhooks_listening_params[] = {
    {SQL_UUIDS, -1, offsetof(struct sql_webhooks_listening, user_ids), -1},
};
static const struct sql_column webhooks_listening_columns[] = {
    {SQL_UUID, offsetof(struct sql_webhooks_listening_row, id), -1, false},
    {SQL_UUID, offsetof(struct sql_webhooks_listening_row, user_id), -1, false},
    {SQL_TEXTS, offsetof(struct sql_webhooks_listening_row, nouns), -1, false},
    {SQL_UUIDS, offsetof(struct sql_webhooks_listening_row, calendar_ids), -1, false},
};
static const struct statement webhooks_listening_statement = {
    .name = "webhooks_listening",
    .text = "SELECT id, user_id, nouns, calendar_ids "
        "FROM webhooks "
        "WHERE user_id = ANY ($1::uuid[]) AND (deleted_at IS NULL AND state = 'active') IS TRUE",
    .params = webhooks_listening_params,
    .param_count = 1,
    .columns = webhooks_listening_columns,
    .column_count = 4,
    .row_size = sizeof(struct sql_webhooks_listening_row),
};

enum err
sql_webhooks_listening(struct request *rq, const struct sql_webhooks_listening *q, struct sql_webhooks_listening_row **rows, size_t *count)
{
    return db_many(rq, &webhooks_listening_statement, q, rows, count);
}

static const struct sql_param webhook_deliveries_add_params[] = {
    {SQL_INSTANT, -1, offsetof(struct sql_webhook_deliveries_add, now), -1},
    {SQL_UUIDS, -1, offsetof(struct sql_webhook_deliveries_add, ids), -1},
    {SQL_TEXTS, -1, offsetof(struct sql_webhook_deliveries_add, kinds), -1},
    {SQL_UUIDS, -1, offsetof(struct sql_webhook_deliveries_add, webhook_ids), -1},
    {SQL_UUIDS, -1, offsetof(struct sql_webhook_deliveries_add, user_ids), -1},
    {SQL_TEXTS, -1, offsetof(struct sql_webhook_deliveries_add, bodies), -1},
    {SQL_TEXTS, -1, offsetof(struct sql_webhook_deliveries_add, states), -1},
};
static const struct statement webhook_deliveries_add_statement = {
    .name = "webhook_deliveries_add",
    .text = "INSERT INTO deliveries (id, channel, kind, webhook_id, user_id, body, state, why, due_at, created_at, ended_at) "
        "SELECT d.id, 'webhook', d.kind, d.webhook_id, d.user_id, convert_to(d.body, 'UTF8'), d.state, "
        "CASE WHEN d.state = 'set_aside' THEN 'the message cannot be read' END, $1, $1, "
        "CASE WHEN d.state = 'set_aside' THEN $1::timestamptz END "
        "FROM unnest($2::uuid[], $3::text[], $4::uuid[], $5::uuid[], $6::text[], $7::text[]) "
        "AS d (id, kind, webhook_id, user_id, body, state) "
        "ON CONFLICT (id) DO NOTHING",
    .params = webhook_deliveries_add_params,
    .param_count = 7,
};

enum err
sql_webhook_deliveries_add(struct request *rq, const struct sql_webhook_deliveries_add *q, int64_t *affected)
{
    return db_exec(rq, &webhook_deliveries_add_statement, q, affected);
}

static const struct sql_param reminder_mails_add_params[] = {
    {SQL_INSTANT, -1, offsetof(struct sql_reminder_mails_add, now), -1},
    {SQL_UUIDS, -1, offsetof(struct sql_reminder_mails_add, ids), -1},
    {SQL_UUIDS, -1, offsetof(struct sql_reminder_mails_add, user_ids), -1},
    {SQL_TEXTS, -1, offsetof(struct sql_reminder_mails_add, bodies), -1},
};
static const struct statement reminder_mails_add_statement = {
    .name = "reminder_mails_add",
    .text = "INSERT INTO deliveries (id, channel, kind, owner, user_id, body, due_at, created_at) "
        "SELECT d.id, 'mail', 'reminder', 'delivery', d.user_id, convert_to(d.body, 'UTF8'), $1, $1 "
        "FROM unnest($2::uuid[], $3::uuid[], $4::text[]) AS d (id, user_id, body) "
        "ON CONFLICT (id) DO NOTHING",
    .params = reminder_mails_add_params,
    .param_count = 4,
};

enum err
sql_reminder_mails_add(struct request *rq, const struct sql_reminder_mails_add *q, int64_t *affected)
{
    return db_exec(rq, &reminder_mails_add_statement, q, affected);
}

static const struct sql_param feed_seen_add_params[] = {
    {SQL_INT8S, -1, offsetof(struct sql_feed_seen_add, firsts), -1},
    {SQL_INT8S, -1, offsetof(struct sql_feed_seen_add, lasts), -1},
};
static const struct statement feed_seen_add_statement = {
    .name = "feed_seen_add",
    .text = "INSERT INTO feed_seen AS f (seen) "
        "SELECT range_agg(int8range(r.first, r.last, '[]')) FROM unnest($1::bigint[], $2::bigint[]) AS r (first, last) "
        "ON CONFLICT (one) DO UPDATE SET seen = f.seen + excluded.seen",
    .params = feed_seen_add_params,
    .param_count = 2,
};

enum err
sql_feed_seen_add(struct request *rq, const struct sql_feed_seen_add *q, int64_t *affected)
{
    return db_exec(rq, &feed_seen_add_statement, q, affected);
}

static const struct sql_column feed_seen_end_columns[] = {
    {SQL_INT8, offsetof(struct sql_feed_seen_end_row, sequence), -1, false},
};
static const struct statement feed_seen_end_statement = {
    .name = "feed_seen_end",
    .text = "SELECT upper(seen) AS \"sequence\" FROM feed_seen",
    .columns = feed_seen_end_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_feed_seen_end_row),
};

enum err
sql_feed_seen_end(struct request *rq, struct sql_feed_seen_end_row *row)
{
    return db_one(rq, &feed_seen_end_statement, NULL, row);
}

static const struct sql_param feed_seen_forget_params[] = {
    {SQL_INT8, -1, offsetof(struct sql_feed_seen_forget, sequence), -1},
};
static const struct statement feed_seen_forget_statement = {
    .name = "feed_seen_forget",
    .text = "DELETE FROM feed_seen WHERE upper(seen) = $1",
    .params = feed_seen_forget_params,
    .param_count = 1,
};

enum err
sql_feed_seen_forget(struct request *rq, const struct sql_feed_seen_forget *q, int64_t *affected)
{
    return db_exec(rq, &feed_seen_forget_statement, q, affected);
}

static const struct sql_column feed_hole_find_columns[] = {
    {SQL_INT8, offsetof(struct sql_feed_hole_find_row, first), -1, false},
    {SQL_INT8, offsetof(struct sql_feed_hole_find_row, last), offsetof(struct sql_feed_hole_find_row, has_last), true},
    {SQL_INT8, offsetof(struct sql_feed_hole_find_row, end), -1, false},
};
static const struct statement feed_hole_find_statement = {
    .name = "feed_hole_find",
    .text = "SELECT upper(r) AS \"first\", lead(lower(r) - 1) OVER (ORDER BY r) AS \"last?\", upper(seen) AS \"end\" "
        "FROM feed_seen CROSS JOIN LATERAL unnest(seen) AS r "
        "ORDER BY r LIMIT 1",
    .columns = feed_hole_find_columns,
    .column_count = 3,
    .row_size = sizeof(struct sql_feed_hole_find_row),
};

enum err
sql_feed_hole_find(struct request *rq, struct sql_feed_hole_find_row *row)
{
    return db_one(rq, &feed_hole_find_statement, NULL, row);
}

static const struct sql_param feed_gap_note_params[] = {
    {SQL_INT8, -1, offsetof(struct sql_feed_gap_note, first), -1},
    {SQL_INT8, -1, offsetof(struct sql_feed_gap_note, last), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_feed_gap_note, now), -1},
};
static const struct statement feed_gap_note_statement = {
    .name = "feed_gap_note",
    .text = "INSERT INTO feed_gaps (first, last, after_user_id, noted_at) "
        "VALUES ($1, $2, '00000000-0000-0000-0000-000000000000', $3) "
        "ON CONFLICT (first) DO NOTHING",
    .params = feed_gap_note_params,
    .param_count = 3,
};

enum err
sql_feed_gap_note(struct request *rq, const struct sql_feed_gap_note *q, int64_t *affected)
{
    return db_exec(rq, &feed_gap_note_statement, q, affected);
}

static const struct sql_column feed_gap_first_columns[] = {
    {SQL_INT8, offsetof(struct sql_feed_gap_first_row, first), -1, false},
    {SQL_INT8, offsetof(struct sql_feed_gap_first_row, last), -1, false},
    {SQL_UUID, offsetof(struct sql_feed_gap_first_row, after_user_id), -1, false},
};
static const struct statement feed_gap_first_statement = {
    .name = "feed_gap_first",
    .text = "SELECT first, last, after_user_id FROM feed_gaps ORDER BY first LIMIT 1",
    .columns = feed_gap_first_columns,
    .column_count = 3,
    .row_size = sizeof(struct sql_feed_gap_first_row),
};

enum err
sql_feed_gap_first(struct request *rq, struct sql_feed_gap_first_row *row)
{
    return db_one(rq, &feed_gap_first_statement, NULL, row);
}

static const struct sql_param feed_gap_users_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_feed_gap_users, after_user_id), -1},
    {SQL_INT8, -1, offsetof(struct sql_feed_gap_users, rows), -1},
};
static const struct sql_column feed_gap_users_columns[] = {
    {SQL_UUID, offsetof(struct sql_feed_gap_users_row, user_id), -1, false},
};
static const struct statement feed_gap_users_statement = {
    .name = "feed_gap_users",
    .text = "SELECT user_id FROM webhooks "
        "WHERE user_id > $1 AND (deleted_at IS NULL AND state = 'active') IS TRUE "
        "ORDER BY user_id "
        "LIMIT $2",
    .params = feed_gap_users_params,
    .param_count = 2,
    .columns = feed_gap_users_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_feed_gap_users_row),
};

enum err
sql_feed_gap_users(struct request *rq, const struct sql_feed_gap_users *q, struct sql_feed_gap_users_row **rows, size_t *count)
{
    return db_many(rq, &feed_gap_users_statement, q, rows, count);
}

static const struct sql_param feed_gap_move_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_feed_gap_move, after_user_id), -1},
    {SQL_INT8, -1, offsetof(struct sql_feed_gap_move, first), -1},
};
static const struct statement feed_gap_move_statement = {
    .name = "feed_gap_move",
    .text = "UPDATE feed_gaps SET after_user_id = $1 WHERE first = $2",
    .params = feed_gap_move_params,
    .param_count = 2,
};

enum err
sql_feed_gap_move(struct request *rq, const struct sql_feed_gap_move *q, int64_t *affected)
{
    return db_exec(rq, &feed_gap_move_statement, q, affected);
}

static const struct sql_param feed_gap_end_params[] = {
    {SQL_INT8, -1, offsetof(struct sql_feed_gap_end, first), -1},
};
static const struct statement feed_gap_end_statement = {
    .name = "feed_gap_end",
    .text = "DELETE FROM feed_gaps WHERE first = $1",
    .params = feed_gap_end_params,
    .param_count = 1,
};

enum err
sql_feed_gap_end(struct request *rq, const struct sql_feed_gap_end *q, int64_t *affected)
{
    return db_exec(rq, &feed_gap_end_statement, q, affected);
}

static const struct sql_param addresses_hold_params[] = {
    {SQL_UUIDS, -1, offsetof(struct sql_addresses_hold, proved), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_addresses_hold, now), -1},
    {SQL_UUIDS, -1, offsetof(struct sql_addresses_hold, ids), -1},
};
static const struct sql_column addresses_hold_columns[] = {
    {SQL_UUID, offsetof(struct sql_addresses_hold_row, id), -1, false},
    {SQL_BOOL, offsetof(struct sql_addresses_hold_row, proved), -1, false},
    {SQL_BOOL, offsetof(struct sql_addresses_hold_row, stopped), -1, false},
    {SQL_BOOL, offsetof(struct sql_addresses_hold_row, bounced), -1, false},
    {SQL_INT8, offsetof(struct sql_addresses_hold_row, sent), -1, false},
    {SQL_INSTANT, offsetof(struct sql_addresses_hold_row, free_at), -1, false},
};
static const struct statement addresses_hold_statement = {
    .name = "addresses_hold",
    .text = "INSERT INTO addresses AS a (id, proved, seen_on) "
        "SELECT id, id = ANY ($1::uuid[]), ($2::timestamptz AT TIME ZONE 'UTC')::date "
        "FROM unnest($3::uuid[]) AS i (id) ORDER BY id "
        "ON CONFLICT (id) DO UPDATE SET proved = a.proved OR excluded.proved, seen_on = excluded.seen_on "
        "RETURNING id, proved, stopped_at IS NOT NULL AS \"stopped\", "
        "coalesce(bounced_at > $2::timestamptz - interval '30 days', false) AS \"bounced\", "
        "(SELECT count(*) FROM unnest(recent) AS t WHERE t > $2::timestamptz - interval '1 day') AS \"sent\", "
        "coalesce((SELECT min(t) FROM unnest(recent) AS t WHERE t > $2::timestamptz - interval '1 day'), $2) "
        "+ interval '1 day' AS \"free_at\"",
    .params = addresses_hold_params,
    .param_count = 3,
    .columns = addresses_hold_columns,
    .column_count = 6,
    .row_size = sizeof(struct sql_addresses_hold_row),
};

enum err
sql_addresses_hold(struct request *rq, const struct sql_addresses_hold *q, struct sql_addresses_hold_row **rows, size_t *count)
{
    return db_many(rq, &addresses_hold_statement, q, rows, count);
}

static const struct sql_param addresses_count_params[] = {
    {SQL_INSTANT, -1, offsetof(struct sql_addresses_count, now), -1},
    {SQL_UUIDS, -1, offsetof(struct sql_addresses_count, ids), -1},
};
static const struct statement addresses_count_statement = {
    .name = "addresses_count",
    .text = "UPDATE addresses AS a "
        "SET recent = ARRAY(SELECT t FROM unnest(a.recent) AS t WHERE t > $1::timestamptz - interval '1 day') "
        "|| array_fill($1::timestamptz, ARRAY[g.mails]) "
        "FROM (SELECT id, count(*)::integer AS mails FROM unnest($2::uuid[]) AS i (id) GROUP BY id) AS g "
        "WHERE a.id = g.id",
    .params = addresses_count_params,
    .param_count = 2,
};

enum err
sql_addresses_count(struct request *rq, const struct sql_addresses_count *q, int64_t *affected)
{
    return db_exec(rq, &addresses_count_statement, q, affected);
}

static const struct sql_param address_stop_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_address_stop, id), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_address_stop, now), -1},
};
static const struct statement address_stop_statement = {
    .name = "address_stop",
    .text = "INSERT INTO addresses AS a (id, stopped_at, seen_on) VALUES ($1, $2, ($2::timestamptz AT TIME ZONE 'UTC')::date) "
        "ON CONFLICT (id) DO UPDATE SET stopped_at = excluded.stopped_at WHERE a.stopped_at IS NULL",
    .params = address_stop_params,
    .param_count = 2,
};

enum err
sql_address_stop(struct request *rq, const struct sql_address_stop *q, int64_t *affected)
{
    return db_exec(rq, &address_stop_statement, q, affected);
}

static const struct sql_param address_bounce_params[] = {
    {SQL_UUID, -1, offsetof(struct sql_address_bounce, id), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_address_bounce, now), -1},
    {SQL_TEXT, -1, offsetof(struct sql_address_bounce, bounce), -1},
};
static const struct statement address_bounce_statement = {
    .name = "address_bounce",
    .text = "INSERT INTO addresses AS a (id, bounced_at, bounce, seen_on) "
        "VALUES ($1, $2, $3, ($2::timestamptz AT TIME ZONE 'UTC')::date) "
        "ON CONFLICT (id) DO UPDATE SET bounced_at = excluded.bounced_at, bounce = excluded.bounce",
    .params = address_bounce_params,
    .param_count = 3,
};

enum err
sql_address_bounce(struct request *rq, const struct sql_address_bounce *q, int64_t *affected)
{
    return db_exec(rq, &address_bounce_statement, q, affected);
}

static const struct sql_param addresses_purge_params[] = {
    {SQL_INSTANT, -1, offsetof(struct sql_addresses_purge, now), -1},
};
static const struct statement addresses_purge_statement = {
    .name = "addresses_purge",
    .text = "DELETE FROM addresses "
        "WHERE id = ANY (ARRAY(SELECT id FROM addresses "
        "WHERE seen_on < ($1::timestamptz AT TIME ZONE 'UTC')::date - 31 AND (stopped_at IS NULL) IS TRUE "
        "LIMIT 1000))",
    .params = addresses_purge_params,
    .param_count = 1,
};

enum err
sql_addresses_purge(struct request *rq, const struct sql_addresses_purge *q, int64_t *affected)
{
    return db_exec(rq, &addresses_purge_statement, q, affected);
}

static const struct sql_param mail_hour_count_params[] = {
    {SQL_INSTANT, -1, offsetof(struct sql_mail_hour_count, hour), -1},
    {SQL_INT8, -1, offsetof(struct sql_mail_hour_count, mails), -1},
};
static const struct sql_column mail_hour_count_columns[] = {
    {SQL_INT8, offsetof(struct sql_mail_hour_count_row, sent), -1, false},
};
static const struct statement mail_hour_count_statement = {
    .name = "mail_hour_count",
    .text = "INSERT INTO mail_hours AS h (hour, sent) VALUES ($1, $2) "
        "ON CONFLICT (hour) DO UPDATE SET sent = h.sent + excluded.sent "
        "RETURNING sent",
    .params = mail_hour_count_params,
    .param_count = 2,
    .columns = mail_hour_count_columns,
    .column_count = 1,
    .row_size = sizeof(struct sql_mail_hour_count_row),
};

enum err
sql_mail_hour_count(struct request *rq, const struct sql_mail_hour_count *q, struct sql_mail_hour_count_row *row)
{
    return db_one(rq, &mail_hour_count_statement, q, row);
}

static const struct sql_param mail_hours_purge_params[] = {
    {SQL_INSTANT, -1, offsetof(struct sql_mail_hours_purge, now), -1},
};
static const struct statement mail_hours_purge_statement = {
    .name = "mail_hours_purge",
    .text = "DELETE FROM mail_hours WHERE hour < $1::timestamptz - interval '1 day'",
    .params = mail_hours_purge_params,
    .param_count = 1,
};

enum err
sql_mail_hours_purge(struct request *rq, const struct sql_mail_hours_purge *q, int64_t *affected)
{
    return db_exec(rq, &mail_hours_purge_statement, q, affected);
}

static const struct statement *const all[] = {
    &delivery_worker_lock_statement,
    &delivery_worker_add_statement,
    &delivery_adopt_statement,
    &delivery_workers_statement,
    &delivery_give_back_statement,
    &delivery_worker_gone_statement,
    &delivery_claim_statement,
    &delivery_set_aside_first_statement,
    &delivery_next_due_statement,
    &delivery_sending_statement,
    &delivery_results_statement,
    &delivery_put_off_statement,
    &delivery_waiting_statement,
    &delivery_mail_insert_statement,
    &delivery_bodies_purge_statement,
    &delivery_purge_statement,
    &delivery_cancel_owned_statement,
    &delivery_undelivered_statement,
    &delivery_retry_statement,
    &delivery_retry_one_statement,
    &delivery_departed_note_statement,
    &delivery_departed_owners_statement,
    &delivery_departed_purge_statement,
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
    &webhook_owners_statement,
    &webhooks_turn_statement,
    &webhook_purge_statement,
    &webhook_deliveries_statement,
    &webhook_delivery_insert_statement,
    &webhook_delivery_find_statement,
    &webhook_replayable_statement,
    &webhook_replay_statement,
    &webhooks_to_send_statement,
    &webhooks_accepted_statement,
    &webhooks_failed_statement,
    &webhooks_disable_statement,
    &webhook_mail_insert_statement,
    &webhook_mail_find_statement,
    &webhooks_listening_statement,
    &webhook_deliveries_add_statement,
    &reminder_mails_add_statement,
    &feed_seen_add_statement,
    &feed_seen_end_statement,
    &feed_seen_forget_statement,
    &feed_hole_find_statement,
    &feed_gap_note_statement,
    &feed_gap_first_statement,
    &feed_gap_users_statement,
    &feed_gap_move_statement,
    &feed_gap_end_statement,
    &addresses_hold_statement,
    &addresses_count_statement,
    &address_stop_statement,
    &address_bounce_statement,
    &addresses_purge_statement,
    &mail_hour_count_statement,
    &mail_hours_purge_statement,
};

const struct statements delivery_sql = {all, 70};
