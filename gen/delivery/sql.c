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
    {SQL_TEXT, -1, offsetof(struct sql_delivery_mail_insert, address), -1},
    {SQL_INSTANT, -1, offsetof(struct sql_delivery_mail_insert, now), -1},
};
static const struct statement delivery_mail_insert_statement = {
    .name = "delivery_mail_insert",
    .text = "INSERT INTO deliveries (id, channel, kind, owner, user_id, address, due_at, created_at) "
        "VALUES ($1, 'mail', $2, $3, $4, $5, $6, $6) "
        "ON CONFLICT (id) DO NOTHING",
    .params = delivery_mail_insert_params,
    .param_count = 6,
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

static const struct sql_param delivery_retry_params[] = {
    {SQL_INSTANT, -1, offsetof(struct sql_delivery_retry, now), -1},
    {SQL_TEXT, -1, offsetof(struct sql_delivery_retry, channel), -1},
};
static const struct statement delivery_retry_statement = {
    .name = "delivery_retry",
    .text = "UPDATE deliveries "
        "SET state = 'waiting', attempts = 0, deaths = 0, due_at = $1, first_at = NULL, ended_at = NULL "
        "WHERE id = ANY (ARRAY(SELECT id FROM deliveries WHERE channel = $2 AND (state = 'set_aside') IS TRUE LIMIT 1000))",
    .params = delivery_retry_params,
    .param_count = 2,
};

enum err
sql_delivery_retry(struct request *rq, const struct sql_delivery_retry *q, int64_t *affected)
{
    return db_exec(rq, &delivery_retry_statement, q, affected);
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
        "WHERE w.user_id = d.owner_id AND (state = 'waiting' OR address IS NOT NULL OR body IS NOT NULL) IS TRUE LIMIT 1), false) "
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
    &delivery_workers_statement,
    &delivery_give_back_statement,
    &delivery_worker_gone_statement,
    &delivery_claim_statement,
    &delivery_next_due_statement,
    &delivery_sending_statement,
    &delivery_results_statement,
    &delivery_put_off_statement,
    &delivery_waiting_statement,
    &delivery_mail_insert_statement,
    &delivery_bodies_purge_statement,
    &delivery_purge_statement,
    &delivery_cancel_owned_statement,
    &delivery_retry_statement,
    &delivery_departed_note_statement,
    &delivery_departed_owners_statement,
    &delivery_departed_purge_statement,
    &addresses_hold_statement,
    &addresses_count_statement,
    &address_stop_statement,
    &address_bounce_statement,
    &addresses_purge_statement,
    &mail_hour_count_statement,
    &mail_hours_purge_statement,
};

const struct statements delivery_sql = {all, 26};
