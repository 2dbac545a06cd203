-- Statements of the runtime itself, prepared by every service beside its own.  What is made of them,
-- gen/runtime/sql.h, is for the files of this folder alone.

-- name: outbox_insert :exec
-- plan: none
-- buffers: 140
-- A message is told once (announce_id).
INSERT INTO outbox (id, type, subject, object_id, version, payload, audience)
VALUES (:id, :type, :subject, :object_id, :version?, :payload, :audience)
ON CONFLICT (id) DO NOTHING;

-- name: outbox_insert_all :exec
-- plan: none
-- buffers: 140
-- Row by row of the arrays, in their order; of the version 0 is none.  The audience of a row are the members from its first
-- to its last.
INSERT INTO outbox (id, type, subject, object_id, version, payload, audience)
SELECT n.id, n.type, n.subject, n.object_id, nullif(n.version, 0), n.payload, (:members::uuid[])[n.first:n.last]
FROM unnest(:ids::uuid[], :types::text[], :subjects::text[], :object_ids::uuid[], :versions::bigint[], :payloads::text[],
            :firsts::bigint[], :lasts::bigint[])
     AS n (id, type, subject, object_id, version, payload, first, last)
ON CONFLICT (id) DO NOTHING;

-- name: outbox_unsent :many
-- plan: outbox_unsent
-- buffers: 15
-- What the relay publishes next.
SELECT seq, id, type, subject, object_id, payload, audience, again
FROM outbox
WHERE published_at IS NULL
ORDER BY seq
LIMIT :most;

-- name: outbox_mark :exec
-- plan: outbox_id_key
-- buffers: 90
-- By id, never by a range of seq: a transaction that took a lower seq may commit later.
WITH marked AS (
    UPDATE outbox SET published_at = now() WHERE id = ANY(:ids::uuid[]) AND (published_at IS NULL) IS TRUE
    RETURNING octet_length(payload) + 16 * cardinality(audience) AS bytes
)
INSERT INTO outbox_published AS p (minute, bytes)
SELECT date_trunc('minute', now()), sum(bytes) FROM marked HAVING count(*) > 0
ON CONFLICT (minute) DO UPDATE SET bytes = p.bytes + excluded.bytes;

-- name: relay_server :one
-- plan: relay_server_pkey
-- buffers: 5
SELECT id FROM relay_server WHERE only_row;

-- name: outbox_again :exec
-- plan: relay_server_pkey, outbox_published_at, outbox_published_at
-- buffers: 500
-- The bus may have lost what it acknowledged but had not yet written to disk when it went away, which may be long ago.
WITH server AS (UPDATE relay_server SET id = :server WHERE only_row)
UPDATE outbox SET published_at = NULL, again = true
WHERE published_at > (SELECT published_at FROM outbox WHERE published_at IS NOT NULL ORDER BY published_at DESC LIMIT 1)
                     - interval '5 minutes';

-- name: outbox_seq :one
-- plan: outbox_id_key
-- buffers: 20
SELECT seq FROM outbox WHERE id = :id;

-- name: outbox_waiting :one
-- plan: outbox_unsent, outbox_unsent
-- buffers: 900
-- How much waits to be published, counted no further than it matters, and for how long the first has.
SELECT w.number, w.bytes,
       coalesce((SELECT extract(epoch FROM clock_timestamp() - created_at) * 1000
                 FROM outbox WHERE published_at IS NULL ORDER BY seq LIMIT 1), 0)::bigint AS oldest_ms
FROM (SELECT count(*) AS number, coalesce(sum(octet_length(payload) + 16 * cardinality(audience)), 0)::bigint AS bytes
      FROM (SELECT payload, audience FROM outbox WHERE published_at IS NULL ORDER BY seq LIMIT :most) AS u) AS w;

-- name: outbox_purge :exec
-- plan: outbox_published_pkey, outbox_published_at
-- buffers: 16000
-- Of the oldest that are published those of a day ago, and those before the last minutes that have so many bytes.
-- By row address; what is to be sent again meanwhile stays.
WITH sums AS (
    SELECT minute, sum(bytes) OVER (ORDER BY minute DESC)::bigint AS bytes FROM outbox_published
), cut AS MATERIALIZED (
    SELECT greatest(now() - interval '1 day', max(minute) + interval '1 minute') AS before
    FROM sums WHERE bytes > :most_bytes::bigint
)
DELETE FROM outbox
WHERE ctid = ANY (ARRAY(
        SELECT o.row FROM (SELECT ctid AS row, published_at FROM outbox WHERE published_at IS NOT NULL
                           ORDER BY published_at LIMIT 5000) AS o
        WHERE o.published_at < (SELECT before FROM cut)))
    AND (published_at IS NOT NULL) IS TRUE;

-- name: outbox_published_purge :exec
-- plan: outbox_published_pkey
-- buffers: 400
DELETE FROM outbox_published WHERE minute < now() - interval '1 day';

-- name: lead :one
-- plan: none
-- buffers: 10
-- Held by the connection until unlead, or until the connection ends.
SELECT pg_try_advisory_lock(:key::bigint) AS leads;

-- name: relay_lead :one
-- plan: none
-- buffers: 10
-- A process that stands still loses its connection, and with it the lock.
SELECT set_config('idle_session_timeout', '10s', false) IS NOT NULL AND pg_try_advisory_lock(:key::bigint) AS leads;

-- name: unlead :one
-- plan: none
-- buffers: 10
SELECT pg_advisory_unlock(:key::bigint) AS led;

-- name: idempotency_find :one
-- plan: idempotency_pkey, idempotency_pkey
-- buffers: 15
-- An answer older than a day counts as none and makes room for the next one.
WITH expired AS (
    DELETE FROM idempotency WHERE key = :key AND created_at <= now() - interval '24 hours'
)
SELECT input, answer
FROM idempotency
WHERE key = :key AND created_at > now() - interval '24 hours';

-- name: idempotency_insert :exec
-- plan: none
-- buffers: 20
-- Waits for a transaction that is storing the same key, then fails as a conflict.
INSERT INTO idempotency (key, input, answer) VALUES (:key, :input, :answer);

-- name: idempotency_purge :exec
-- plan: idempotency_created_at
-- buffers: 1500
-- By row address: a join on the key would read the whole table.
DELETE FROM idempotency
WHERE ctid = ANY (ARRAY(SELECT ctid FROM idempotency
                        WHERE created_at <= now() - interval '24 hours' ORDER BY created_at LIMIT 5000));

-- name: consumed_insert :exec
-- plan: none
-- buffers: 80
-- No row affected: this consumer has applied the event before.
INSERT INTO consumed (consumer, event_id) VALUES (:consumer, :event_id) ON CONFLICT DO NOTHING;

-- name: consumed_purge :exec
-- plan: consumed_at
-- buffers: 350
DELETE FROM consumed
WHERE ctid = ANY (ARRAY(SELECT ctid FROM consumed
                        WHERE consumed_at < now() - interval '8 days' ORDER BY consumed_at LIMIT 5000));

-- name: consume_begin :one
-- plan: none
-- buffers: 80
INSERT INTO consume_attempts AS a (consumer, event_id, process) VALUES (:consumer, :event_id, :process)
ON CONFLICT (consumer, event_id) DO UPDATE
SET processes = a.processes + (a.process <> excluded.process)::integer, process = excluded.process
RETURNING processes;

-- name: consume_end :exec
-- plan: consume_attempts_pkey
-- buffers: 80
DELETE FROM consume_attempts WHERE consumer = :consumer AND event_id = :event_id;

-- name: consume_attempts_purge :exec
-- plan: consume_attempts_at
-- buffers: 350
DELETE FROM consume_attempts
WHERE ctid = ANY (ARRAY(SELECT ctid FROM consume_attempts
                        WHERE began_at < now() - interval '1 day' ORDER BY began_at LIMIT 5000));

-- name: position_get :one
-- plan: positions_pkey
-- buffers: 10
SELECT xid, id FROM positions WHERE consumer = :consumer;

-- name: position_set :exec
-- plan: none
-- buffers: 20
-- Never back: two processes may have read the same page.
INSERT INTO positions AS p (consumer, xid, id) VALUES (:consumer, :xid, :id)
ON CONFLICT (consumer) DO UPDATE SET xid = excluded.xid, id = excluded.id
WHERE (p.xid, p.id) < (excluded.xid, excluded.id);
