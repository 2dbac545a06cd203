-- Deliveries.  No statement asks what time it is: `:now` is the process's.

-- ---------------------------------------------------------------- workers (worker.c)

-- name: delivery_worker_lock :one
-- plan: none
-- buffers: 15
-- A number, and whether nobody else has it.
SELECT number::integer AS number, pg_try_advisory_lock(:class::integer, number::integer) AS "mine"
FROM (SELECT nextval('worker_numbers') AS number OFFSET 0) AS n

-- name: delivery_worker_add :exec
-- plan: none
-- buffers: 25
INSERT INTO workers (number, since) VALUES (:number, :now) ON CONFLICT (number) DO UPDATE SET since = excluded.since

-- name: delivery_workers :many
-- plan: workers_pkey, pg_database_datname_index
-- buffers: 20
-- Each worker, and whether it lives.
WITH held AS MATERIALIZED (
    SELECT l.objid::bigint AS number FROM pg_locks AS l
    WHERE l.locktype = 'advisory' AND l.classid = :class::integer::oid AND l.objsubid = 2
      AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
)
SELECT number, number = ANY (ARRAY(SELECT held.number FROM held)) AS "lives" FROM workers

-- name: delivery_give_back :many
-- plan: deliveries_claimed
-- buffers: 16000
-- What a dead worker had.  Its first death costs no time; what has ended several processes waits longer each time, and
-- is set aside in the end.
UPDATE deliveries
SET worker = NULL, deaths = deaths + 1, unknown = unknown + sending::integer,
    first_at = coalesce(first_at, :now),
    due_at = CASE WHEN deaths = 0 THEN due_at ELSE :now::timestamptz + 2 ^ least(deaths, 8) * interval '1 second' END,
    state = CASE WHEN deaths + 1 >= :deaths THEN 'set_aside' ELSE 'waiting' END,
    ended_at = CASE WHEN deaths + 1 >= :deaths THEN :now END,
    why = 'its worker ended before the answer'
WHERE worker = :worker AND (worker IS NOT NULL) IS TRUE
RETURNING channel, sending, state

-- name: delivery_worker_gone :exec
-- plan: workers_pkey
-- buffers: 10
DELETE FROM workers WHERE number = :number

-- ---------------------------------------------------------------- claims and results (claim.c, result.c)

-- name: delivery_claim :many
-- plan: deliveries_due, deliveries_pkey
-- buffers: 12000
-- What is due and nobody has, the oldest first.
UPDATE deliveries SET worker = :worker, sending = false
WHERE id = ANY (ARRAY(
    SELECT id FROM deliveries
    WHERE (state = 'waiting' AND worker IS NULL) IS TRUE AND due_at <= :now
    ORDER BY due_at LIMIT :rows FOR UPDATE SKIP LOCKED))
RETURNING id, channel, kind, owner, webhook_id, user_id, address, body, attempts, unknown, created_at, first_at

-- name: delivery_next_due :one
-- plan: deliveries_due
-- buffers: 15
SELECT due_at FROM deliveries WHERE (state = 'waiting' AND worker IS NULL) IS TRUE ORDER BY due_at LIMIT 1

-- name: delivery_sending :exec
-- plan: deliveries_pkey
-- buffers: 30
-- Said before it is handed over, so that whoever finds it with a dead worker knows that the outcome is unknown.
UPDATE deliveries SET sending = true WHERE id = :id AND (worker = :worker AND state = 'waiting') IS TRUE

-- name: delivery_results :many
-- plan: deliveries_pkey
-- buffers: 12000
-- What became of attempts.  That something was sent counts whoever has the row now.  `waits` are microseconds from now.
UPDATE deliveries AS d
SET state = r.state, worker = NULL,
    attempts = d.attempts + r.attempts::integer, unknown = d.unknown + r.unknown::integer,
    due_at = :now::timestamptz + r.wait * interval '1 microsecond',
    response = CASE WHEN r.attempts > 0 THEN nullif(r.response, 0)::integer ELSE d.response END,
    took_ms = CASE WHEN r.attempts > 0 THEN r.took_ms::integer ELSE d.took_ms END,
    why = CASE WHEN r.why <> '' THEN r.why WHEN r.state = 'sent' THEN NULL ELSE d.why END,
    first_at = CASE WHEN r.attempts > 0 THEN coalesce(d.first_at, :now) ELSE d.first_at END,
    ended_at = CASE WHEN r.state <> 'waiting' THEN :now END
FROM unnest(:ids::uuid[], :states::text[], :waits::bigint[], :attempts::bigint[], :unknowns::bigint[], :responses::bigint[],
            :took::bigint[], :whys::text[])
     AS r (id, state, wait, attempts, unknown, response, took_ms, why)
WHERE d.id = r.id AND (d.state = 'waiting' AND (d.worker = :worker OR r.state = 'sent')) IS TRUE
RETURNING d.id AS id

-- name: delivery_put_off :exec
-- plan: deliveries_due_of_webhook, deliveries_pkey
-- buffers: 12000
-- What else is due for a receiver that does not keep up.
UPDATE deliveries SET due_at = :until
WHERE id = ANY (ARRAY(
    SELECT id FROM deliveries
    WHERE webhook_id = :webhook_id AND (webhook_id IS NOT NULL AND state = 'waiting' AND worker IS NULL) IS TRUE
      AND due_at < :until
    ORDER BY due_at LIMIT 1000 FOR UPDATE SKIP LOCKED))

-- ---------------------------------------------------------------- what is counted (tally.c)

-- name: delivery_waiting :many
-- plan: deliveries_waiting, deliveries_set_aside
-- buffers: 12000
-- Of each channel, counted no further than `:most`, and since when the oldest waits.
SELECT c.channel AS "channel", w.number AS "waiting", w.oldest AS "oldest?", s.number AS "set_aside"
FROM (VALUES ('mail'), ('webhook')) AS c (channel)
CROSS JOIN LATERAL (
    SELECT count(*) AS number, min(created_at) AS oldest
    FROM (SELECT d.created_at FROM deliveries AS d WHERE d.channel = c.channel AND (state = 'waiting') IS TRUE
          ORDER BY d.created_at LIMIT :most) AS few) AS w
CROSS JOIN LATERAL (
    SELECT count(*) AS number
    FROM (SELECT true FROM deliveries AS d WHERE d.channel = c.channel AND (state = 'set_aside') IS TRUE LIMIT :most) AS few) AS s

-- ---------------------------------------------------------------- what comes and what goes

-- name: delivery_mail_insert :exec
-- plan: none
-- buffers: 60
-- Heard again, it is there already.
INSERT INTO deliveries (id, channel, kind, owner, user_id, address, due_at, created_at)
VALUES (:id, 'mail', :kind, :owner, :user_id, :address, :now, :now)
ON CONFLICT (id) DO NOTHING

-- name: delivery_bodies_purge :exec
-- plan: deliveries_bodies, deliveries_pkey
-- buffers: 25000
-- Bodies go after 7 days.
UPDATE deliveries SET body = NULL
WHERE id = ANY (ARRAY(SELECT id FROM deliveries
                      WHERE created_at < :now::timestamptz - interval '7 days' AND (state <> 'waiting' AND body IS NOT NULL) IS TRUE
                      LIMIT 1000))

-- name: delivery_purge :exec
-- plan: deliveries_ended, deliveries_pkey
-- buffers: 12000
-- After 30 days all of it goes, and the address with it.
DELETE FROM deliveries
WHERE id = ANY (ARRAY(SELECT id FROM deliveries
                      WHERE created_at < :now::timestamptz - interval '30 days' AND (state <> 'waiting') IS TRUE LIMIT 1000))

-- name: delivery_cancel_owned :exec
-- plan: deliveries_of_user, deliveries_pkey
-- buffers: 6000
-- A batch of the deliveries of an account that is gone: nothing more is sent, and neither address nor body stays.
UPDATE deliveries
SET state = CASE WHEN state = 'waiting' THEN 'cancelled' ELSE state END, worker = NULL, address = NULL, body = NULL,
    ended_at = coalesce(ended_at, :now)
WHERE id = ANY (ARRAY(SELECT id FROM deliveries
                      WHERE user_id = :user_id AND (state = 'waiting' OR address IS NOT NULL OR body IS NOT NULL) IS TRUE
                      LIMIT :rows))

-- name: delivery_retry :exec
-- plan: deliveries_set_aside, deliveries_pkey
-- buffers: 30000
-- A batch of what was set aside begins anew.
UPDATE deliveries
SET state = 'waiting', attempts = 0, deaths = 0, due_at = :now, first_at = NULL, ended_at = NULL
WHERE id = ANY (ARRAY(SELECT id FROM deliveries WHERE channel = :channel AND (state = 'set_aside') IS TRUE LIMIT 1000))

-- ---------------------------------------------------------------- accounts that are gone (departure.c)

-- name: delivery_departed_note :exec
-- plan: none
-- buffers: 20
INSERT INTO departed (owner_id, since) VALUES (:owner_id, :now) ON CONFLICT (owner_id) DO NOTHING

-- name: delivery_departed_owners :many
-- plan: departed_pkey, deliveries_of_user
-- buffers: 300
-- Accounts that are gone and still have something.
SELECT d.owner_id FROM departed d
WHERE coalesce((SELECT true FROM deliveries w
                WHERE w.user_id = d.owner_id AND (state = 'waiting' OR address IS NOT NULL OR body IS NOT NULL) IS TRUE LIMIT 1), false)
LIMIT 10

-- name: delivery_departed_purge :exec
-- plan: departed_since
-- buffers: 300
DELETE FROM departed WHERE since < :now::timestamptz - interval '1 day'

-- ---------------------------------------------------------------- addresses of mails (letter_may.c, mail_stop.c)

-- name: addresses_hold :many
-- plan: none
-- buffers: 12000
-- Locks them, in their order, and says what is known: `sent` within the last day, and when one more may be if that is too
-- many.
INSERT INTO addresses AS a (id, proved, seen_on)
SELECT id, id = ANY (:proved::uuid[]), (:now::timestamptz AT TIME ZONE 'UTC')::date
FROM unnest(:ids::uuid[]) AS i (id) ORDER BY id
ON CONFLICT (id) DO UPDATE SET proved = a.proved OR excluded.proved, seen_on = excluded.seen_on
RETURNING id, proved, stopped_at IS NOT NULL AS "stopped",
    coalesce(bounced_at > :now::timestamptz - interval '30 days', false) AS "bounced",
    (SELECT count(*) FROM unnest(recent) AS t WHERE t > :now::timestamptz - interval '1 day') AS "sent",
    coalesce((SELECT min(t) FROM unnest(recent) AS t WHERE t > :now::timestamptz - interval '1 day'), :now)
        + interval '1 day' AS "free_at"

-- name: addresses_count :exec
-- plan: addresses_pkey
-- buffers: 12000
-- One more mail to each, or as many as the id stands there.
UPDATE addresses AS a
SET recent = ARRAY(SELECT t FROM unnest(a.recent) AS t WHERE t > :now::timestamptz - interval '1 day')
             || array_fill(:now::timestamptz, ARRAY[g.mails])
FROM (SELECT id, count(*)::integer AS mails FROM unnest(:ids::uuid[]) AS i (id) GROUP BY id) AS g
WHERE a.id = g.id

-- name: address_stop :exec
-- plan: none
-- buffers: 25
INSERT INTO addresses AS a (id, stopped_at, seen_on) VALUES (:id, :now, (:now::timestamptz AT TIME ZONE 'UTC')::date)
ON CONFLICT (id) DO UPDATE SET stopped_at = excluded.stopped_at WHERE a.stopped_at IS NULL

-- name: address_bounce :exec
-- plan: none
-- buffers: 25
INSERT INTO addresses AS a (id, bounced_at, bounce, seen_on)
VALUES (:id, :now, :bounce, (:now::timestamptz AT TIME ZONE 'UTC')::date)
ON CONFLICT (id) DO UPDATE SET bounced_at = excluded.bounced_at, bounce = excluded.bounce

-- name: addresses_purge :exec
-- plan: addresses_seen, addresses_pkey
-- buffers: 12000
-- To which no mail went for 31 days; those that want none are kept.
DELETE FROM addresses
WHERE id = ANY (ARRAY(SELECT id FROM addresses
                      WHERE seen_on < (:now::timestamptz AT TIME ZONE 'UTC')::date - 31 AND (stopped_at IS NULL) IS TRUE
                      LIMIT 1000))

-- name: mail_hour_count :one
-- plan: none
-- buffers: 25
-- So many more, and how many there are then.
INSERT INTO mail_hours AS h (hour, sent) VALUES (:hour, :mails)
ON CONFLICT (hour) DO UPDATE SET sent = h.sent + excluded.sent
RETURNING sent

-- name: mail_hours_purge :exec
-- plan: mail_hours_pkey
-- buffers: 300
DELETE FROM mail_hours WHERE hour < :now::timestamptz - interval '1 day'
