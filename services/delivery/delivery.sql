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

-- name: delivery_adopt :exec
-- plan: deliveries_pkey
-- buffers: 25000
-- What a worker has in hand that has lost its connection, and with it its number.
UPDATE deliveries SET worker = :worker WHERE id = ANY (:ids::uuid[]) AND (worker = :former) IS TRUE

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

-- name: delivery_set_aside_first :exec
-- plan: deliveries_due, deliveries_pkey
-- buffers: 60
-- What is due first cannot be read.
UPDATE deliveries SET state = 'set_aside', ended_at = :now, why = 'it cannot be read'
WHERE id = ANY (ARRAY(
    SELECT id FROM deliveries
    WHERE (state = 'waiting' AND worker IS NULL) IS TRUE AND due_at <= :now
    ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED))

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
INSERT INTO deliveries (id, channel, kind, owner, user_id, due_at, created_at)
VALUES (:id, 'mail', :kind, :owner, :user_id, :now, :now)
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

-- name: delivery_undelivered :many undelivered_group
-- plan: deliveries_undelivered
-- buffers: 12000
SELECT state, channel, kind, coalesce(why, '') AS "why", count(*) AS "count", min(created_at) AS "oldest_at",
       (array_agg(id ORDER BY created_at))[1] AS "oldest_id"
FROM (SELECT * FROM deliveries
      WHERE (state, channel, kind, created_at) > ('', '', '', '-infinity') AND (state IN ('failed', 'set_aside')) IS TRUE
      ORDER BY state, channel, kind, created_at LIMIT :most) AS d
GROUP BY state, channel, kind, coalesce(why, '')
ORDER BY state, channel, kind, count(*) DESC
LIMIT :rows

-- name: delivery_retry :exec
-- plan: deliveries_undelivered, deliveries_pkey
-- buffers: 30000
-- A batch of them begins anew; a webhook's message whose body is gone cannot.
UPDATE deliveries
SET state = 'waiting', attempts = 0, deaths = 0, due_at = :now, first_at = NULL, ended_at = NULL
WHERE id = ANY (ARRAY(SELECT id FROM deliveries
                      WHERE state = :state AND channel = :channel AND kind = :kind AND (state IN ('failed', 'set_aside')) IS TRUE
                        AND (channel = 'mail' OR body IS NOT NULL) IS TRUE
                      ORDER BY created_at LIMIT 1000))

-- name: delivery_retry_one :exec
-- plan: deliveries_pkey
-- buffers: 60
UPDATE deliveries
SET state = 'waiting', attempts = 0, deaths = 0, due_at = :now, first_at = NULL, ended_at = NULL
WHERE id = :id AND (state IN ('failed', 'set_aside') AND (channel = 'mail' OR body IS NOT NULL)) IS TRUE

-- ---------------------------------------------------------------- accounts that are gone (departure.c)

-- name: delivery_departed_note :exec
-- plan: none
-- buffers: 20
INSERT INTO departed (owner_id, since) VALUES (:owner_id, :now) ON CONFLICT (owner_id) DO NOTHING

-- name: delivery_departed_owners :many
-- plan: departed_pkey, deliveries_of_user, webhooks_by_user
-- buffers: 300
-- Accounts that are gone and still have something.
SELECT d.owner_id FROM departed d
WHERE coalesce((SELECT true FROM deliveries w
                WHERE w.user_id = d.owner_id AND (state = 'waiting' OR address IS NOT NULL OR body IS NOT NULL) IS TRUE LIMIT 1),
               (SELECT true FROM webhooks w WHERE w.user_id = d.owner_id AND (w.deleted_at IS NULL) IS TRUE LIMIT 1), false)
LIMIT 10

-- name: delivery_departed_purge :exec
-- plan: departed_since
-- buffers: 300
DELETE FROM departed WHERE since < :now::timestamptz - interval '1 day'

-- ---------------------------------------------------------------- webhooks (webhook.c, webhook_key.c)

-- fragment: webhook
id, key_id, url, nouns, calendar_ids, state, reason, failing_since, former_until, version, created_at, updated_at

-- name: webhook_page :many webhook
-- plan: webhooks_by_user
-- buffers: 80
-- `only_key_id`: those of that key alone, for a key.
SELECT {webhook}
FROM webhooks
WHERE (user_id, id) > (:user_id, :after_id) AND (user_id, id) <= (:user_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
  AND (deleted_at IS NULL) IS TRUE AND (:only_key_id?::uuid IS NULL OR key_id = :only_key_id?)
ORDER BY user_id, id
LIMIT :rows

-- name: webhooks_of_user :one
-- plan: none
-- buffers: 10
-- Held until the transaction ends, so that two at once do not both get the last place.
SELECT pg_advisory_xact_lock(hashtextextended(:user_id::uuid::text, 0))::text IS NOT NULL AS held

-- name: webhooks_count :one
-- plan: webhooks_by_user
-- buffers: 40
SELECT count(*) AS number FROM webhooks WHERE user_id = :user_id AND (deleted_at IS NULL) IS TRUE

-- name: webhook_insert :one webhook
-- plan: none
-- buffers: 120
INSERT INTO webhooks (id, user_id, key_id, key_scopes, url, nouns, calendar_ids, secret, state, created_at, updated_at)
VALUES (:id, :user_id, :key_id?, :key_scopes?, :webhook.url, :webhook.nouns, :webhook.calendar_ids, :secret, :webhook.state, :now, :now)
RETURNING {webhook}

-- name: webhook_find :one webhook
-- plan: webhooks_pkey
-- buffers: 15
SELECT {webhook}
FROM webhooks
WHERE id = :id AND (user_id = :user_id AND deleted_at IS NULL) IS TRUE AND (:only_key_id?::uuid IS NULL OR key_id = :only_key_id?)

-- name: webhook_lock :one webhook+webhook_stored
-- plan: webhooks_pkey
-- buffers: 25
SELECT {webhook}, user_id, key_scopes
FROM webhooks
WHERE id = :id AND (user_id = :user_id AND deleted_at IS NULL) IS TRUE AND (:only_key_id?::uuid IS NULL OR key_id = :only_key_id?)
FOR UPDATE

-- name: webhook_update :one webhook
-- plan: webhooks_pkey
-- buffers: 60
-- What its owner makes active begins anew.
UPDATE webhooks
SET url = :webhook.url, nouns = :webhook.nouns, calendar_ids = :webhook.calendar_ids, state = :webhook.state,
    reason = CASE WHEN state = :webhook.state THEN reason END,
    failing_since = CASE WHEN state = :webhook.state THEN failing_since END,
    mail_id = CASE WHEN state = :webhook.state THEN mail_id END,
    version = version + 1, updated_at = :now
WHERE id = :webhook.id
RETURNING {webhook}

-- name: webhook_rotate :one webhook
-- plan: webhooks_pkey
-- buffers: 60
UPDATE webhooks
SET former_secret = secret, former_until = :former_until, secret = :secret, version = version + 1, updated_at = :now
WHERE id = :id
RETURNING {webhook}

-- name: webhook_delete :one webhook
-- plan: webhooks_pkey
-- buffers: 60
UPDATE webhooks SET deleted_at = :now, version = version + 1, updated_at = :now
WHERE id = :id
RETURNING {webhook}

-- name: webhook_delete_owned :many webhook
-- plan: webhooks_by_user, webhooks_pkey
-- buffers: 2000
-- A batch of the webhooks of an account that is gone.
UPDATE webhooks SET deleted_at = :now, version = version + 1, updated_at = :now
WHERE id = ANY (ARRAY(SELECT id FROM webhooks
                      WHERE user_id = :user_id AND (deleted_at IS NULL) IS TRUE LIMIT :rows))
RETURNING {webhook}

-- name: webhooks_of_key :many webhook+webhook_stored
-- plan: webhooks_by_key
-- buffers: 120
-- Those that know no more of the key than its version `version` says.
SELECT {webhook}, user_id, key_scopes
FROM webhooks
WHERE key_id = :key_id AND (key_id IS NOT NULL AND deleted_at IS NULL) IS TRUE AND (key_version <= :version) IS TRUE
FOR UPDATE

-- name: webhooks_key_note :exec
-- plan: webhooks_by_key, webhooks_pkey
-- buffers: 700
UPDATE webhooks SET key_version = :version, key_scopes = :key_scopes
WHERE id = ANY (ARRAY(SELECT id FROM webhooks
                      WHERE key_id = :key_id AND (key_id IS NOT NULL AND deleted_at IS NULL) IS TRUE
                        AND (key_version < :version) IS TRUE))

-- name: webhook_narrow :one webhook
-- plan: webhooks_pkey
-- buffers: 60
UPDATE webhooks SET nouns = :nouns, state = :state, reason = :reason?, version = version + 1, updated_at = :now
WHERE id = :id
RETURNING {webhook}

-- name: webhook_keys :many
-- plan: webhooks_by_key
-- buffers: 600
-- Keys that have webhooks, some of them several times.
SELECT key_id AS "key_id" FROM webhooks
WHERE key_id > :after_id AND (key_id IS NOT NULL AND deleted_at IS NULL) IS TRUE
ORDER BY key_id, id
LIMIT :rows

-- name: webhook_owners :many
-- plan: webhooks_by_user
-- buffers: 700
-- Of so many webhooks: how many are whose, whether one of theirs listens, and whether one was stopped with the account.
SELECT user_id, count(*) AS "webhooks", bool_or(state = 'active') AS "listens",
       bool_or(state = 'disabled' AND reason IS NOT DISTINCT FROM 'account') AS "is_stopped"
FROM (SELECT user_id, state, reason FROM webhooks
      WHERE user_id > :after_user_id AND (deleted_at IS NULL) IS TRUE
      ORDER BY user_id LIMIT :rows) AS w
GROUP BY user_id
ORDER BY user_id

-- name: webhooks_turn :many webhook+webhook_stored
-- plan: webhooks_by_user, webhooks_pkey
-- buffers: 1500
-- Of an account that is stopped, or may go on.
UPDATE webhooks SET state = :to, reason = :reason?, version = version + 1, updated_at = :now
WHERE id = ANY (ARRAY(SELECT id FROM webhooks
                      WHERE user_id = :user_id AND (deleted_at IS NULL) IS TRUE
                        AND (state = :state AND reason IS NOT DISTINCT FROM :from_reason?) IS TRUE))
RETURNING {webhook}, user_id, key_scopes

-- name: webhook_purge :exec
-- plan: webhooks_deleted, webhooks_pkey
-- buffers: 2000
-- What was deleted before.
DELETE FROM webhooks
WHERE id = ANY (ARRAY(SELECT id FROM webhooks WHERE deleted_at < :before LIMIT 1000))

-- ---------------------------------------------------------------- what is sent to them (webhook_delivery.c, webhook_result.c)

-- fragment: webhook_delivery
id, kind AS type, state, attempts, response, took_ms, why, CASE WHEN state = 'waiting' THEN due_at END AS "due_at?", created_at, ended_at

-- name: webhook_deliveries :many webhook_delivery
-- plan: deliveries_of_webhook
-- buffers: 1500
-- Of each of the states as many as go on a page, and of these the newest.
SELECT d.*
FROM unnest(:states::text[]) AS s (state) CROSS JOIN LATERAL (
    SELECT {webhook_delivery}
    FROM deliveries
    WHERE (webhook_id, state, created_at, id) < (:webhook_id, s.state, :before, :before_id)
      AND (webhook_id, state, created_at, id) > (:webhook_id, s.state, '-infinity', '00000000-0000-0000-0000-000000000000')
      AND (webhook_id IS NOT NULL) IS TRUE
    ORDER BY webhook_id DESC, deliveries.state DESC, created_at DESC, id DESC
    LIMIT :rows) AS d
ORDER BY d.created_at DESC, d.id DESC
LIMIT :rows

-- name: webhook_delivery_insert :one webhook_delivery
-- plan: none
-- buffers: 120
INSERT INTO deliveries (id, channel, kind, webhook_id, user_id, body, due_at, created_at)
VALUES (:id, 'webhook', :kind, :webhook_id, :user_id, :body, :now, :now)
RETURNING {webhook_delivery}

-- name: webhook_delivery_find :one
-- plan: deliveries_pkey
-- buffers: 20
-- Locked, so that no worker takes it meanwhile.
SELECT worker IS NOT NULL AS "is_sending", body IS NOT NULL AS "has_body"
FROM deliveries
WHERE id = :id AND (webhook_id = :webhook_id) IS TRUE
FOR UPDATE

-- name: webhook_replayable :many
-- plan: deliveries_of_webhook
-- buffers: 6000
SELECT d.id AS "id", d.created_at AS "created_at"
FROM unnest(:states::text[]) AS s (state) CROSS JOIN LATERAL (
    SELECT id, created_at
    FROM deliveries
    WHERE (webhook_id, state, created_at, id) > (:webhook_id, s.state, :after, :after_id)
      AND (webhook_id, state, created_at, id) < (:webhook_id, s.state, :until, '00000000-0000-0000-0000-000000000000')
      AND (webhook_id IS NOT NULL) IS TRUE
    ORDER BY webhook_id, deliveries.state, created_at, id
    LIMIT :rows) AS d
ORDER BY d.created_at, d.id
LIMIT :rows

-- name: webhook_replay :exec
-- plan: deliveries_pkey
-- buffers: 30000
UPDATE deliveries
SET state = 'waiting', attempts = 0, deaths = 0, due_at = :now, first_at = NULL, ended_at = NULL
WHERE id = ANY (:ids::uuid[]) AND (worker IS NULL AND body IS NOT NULL) IS TRUE

-- name: webhooks_to_send :many
-- plan: webhooks_pkey
-- buffers: 1600
-- Of the webhooks of a batch those to which something may be sent.
SELECT id, url, secret, former_secret, former_until, failing_since IS NOT NULL AS "is_failing"
FROM webhooks
WHERE id = ANY (:ids::uuid[]) AND (state = 'active' AND deleted_at IS NULL) IS TRUE

-- name: webhooks_accepted :exec
-- plan: webhooks_pkey
-- buffers: 1300
UPDATE webhooks SET failing_since = NULL
WHERE id = ANY (:ids::uuid[]) AND (failing_since IS NOT NULL) IS TRUE

-- name: webhooks_failed :exec
-- plan: webhooks_pkey
-- buffers: 12000
UPDATE webhooks SET failing_since = :now
WHERE id = ANY (:ids::uuid[]) AND (failing_since IS NULL) IS TRUE

-- name: webhooks_disable :many webhook+webhook_stored
-- plan: webhooks_pkey
-- buffers: 12000
-- Those that are gone, or that have failed since before `before`.
UPDATE webhooks SET state = 'disabled', reason = :reason, version = version + 1, updated_at = :now
WHERE id = ANY (:ids::uuid[])
  AND (deleted_at IS NULL AND state = 'active' AND (:reason = 'gone' OR failing_since <= :before)) IS TRUE
RETURNING {webhook}, user_id, key_scopes

-- name: webhook_mail_insert :exec
-- plan: webhooks_pkey
-- buffers: 100
-- Its owner is told by mail that a webhook was disabled.
WITH told AS (
    UPDATE webhooks SET mail_id = :id WHERE id = :webhook_id RETURNING user_id
)
INSERT INTO deliveries (id, channel, kind, owner, user_id, due_at, created_at)
SELECT :id, 'mail', 'webhook_disabled', 'delivery', user_id, :now, :now FROM told

-- name: webhook_mail_find :one
-- plan: webhooks_mail
-- buffers: 15
-- Of a webhook that is still disabled, and has not been active meanwhile.
SELECT url, reason, failing_since
FROM webhooks
WHERE mail_id = :mail_id AND (mail_id IS NOT NULL) IS TRUE AND (deleted_at IS NULL AND state = 'disabled') IS TRUE

-- ---------------------------------------------------------------- messages of feeds (feed_in.c, feed_gap.c)

-- name: webhooks_listening :many
-- plan: webhooks_listening
-- buffers: 7000
SELECT id, user_id, nouns, calendar_ids
FROM webhooks
WHERE user_id = ANY (:user_ids::uuid[]) AND (deleted_at IS NULL AND state = 'active') IS TRUE

-- name: webhook_deliveries_add :exec
-- plan: none
-- buffers: 40000
-- A message that comes again is there already.
INSERT INTO deliveries (id, channel, kind, webhook_id, user_id, body, state, why, due_at, created_at, ended_at)
SELECT d.id, 'webhook', d.kind, d.webhook_id, d.user_id, convert_to(d.body, 'UTF8'), d.state,
       CASE WHEN d.state = 'set_aside' THEN 'the message cannot be read' END, :now, :now,
       CASE WHEN d.state = 'set_aside' THEN :now::timestamptz END
FROM unnest(:ids::uuid[], :kinds::text[], :webhook_ids::uuid[], :user_ids::uuid[], :bodies::text[], :states::text[])
     AS d (id, kind, webhook_id, user_id, body, state)
ON CONFLICT (id) DO NOTHING

-- name: reminder_mails_add :exec
-- plan: none
-- buffers: 40000
-- The mails of reminders that came due; a message that comes again is there already.
INSERT INTO deliveries (id, channel, kind, owner, user_id, body, due_at, created_at)
SELECT d.id, 'mail', 'reminder', 'delivery', d.user_id, convert_to(d.body, 'UTF8'), :now, :now
FROM unnest(:ids::uuid[], :user_ids::uuid[], :bodies::text[]) AS d (id, user_id, body)
ON CONFLICT (id) DO NOTHING

-- name: feed_seen_add :exec
-- plan: none
-- buffers: 25
-- Replicas read side by side.
INSERT INTO feed_seen AS f (seen)
SELECT range_agg(int8range(r.first, r.last, '[]')) FROM unnest(:firsts::bigint[], :lasts::bigint[]) AS r (first, last)
ON CONFLICT (one) DO UPDATE SET seen = f.seen + excluded.seen

-- name: feed_seen_end :one
-- plan: all of feed_seen
-- buffers: 10
SELECT upper(seen) AS "sequence" FROM feed_seen

-- name: feed_seen_forget :exec
-- plan: all of feed_seen
-- buffers: 10
DELETE FROM feed_seen WHERE upper(seen) = :sequence

-- name: feed_hole_find :one
-- plan: all of feed_seen
-- buffers: 10
-- The first that nobody has read, and the last before those that somebody has; without `last` nothing is missing.
SELECT upper(r) AS "first", lead(lower(r) - 1) OVER (ORDER BY r) AS "last?", upper(seen) AS "end"
FROM feed_seen CROSS JOIN LATERAL unnest(seen) AS r
ORDER BY r LIMIT 1

-- name: feed_gap_note :exec
-- plan: none
-- buffers: 25
INSERT INTO feed_gaps (first, last, after_user_id, noted_at)
VALUES (:first, :last, '00000000-0000-0000-0000-000000000000', :now)
ON CONFLICT (first) DO NOTHING

-- name: feed_gap_first :one
-- plan: feed_gaps_pkey
-- buffers: 10
SELECT first, last, after_user_id FROM feed_gaps ORDER BY first LIMIT 1

-- name: feed_gap_users :many
-- plan: webhooks_listening
-- buffers: 200
-- People who have webhooks that listen, some of them several times.
SELECT user_id FROM webhooks
WHERE user_id > :after_user_id AND (deleted_at IS NULL AND state = 'active') IS TRUE
ORDER BY user_id
LIMIT :rows

-- name: feed_gap_move :exec
-- plan: feed_gaps_pkey
-- buffers: 25
UPDATE feed_gaps SET after_user_id = :after_user_id WHERE first = :first

-- name: feed_gap_end :exec
-- plan: feed_gaps_pkey
-- buffers: 25
DELETE FROM feed_gaps WHERE first = :first

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
