-- Webhooks, in the order of the handlers.  Every statement for a person names the owner.  Times come from the process, as `:now`.

-- fragment: webhook
id, key_id, url, nouns, calendar_ids, state, reason, failing_since, former_until, version, created_at, updated_at

-- name: webhook_page :many webhook
-- plan: webhooks_by_user
-- buffers: 40
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
-- buffers: 60
-- Those that know no more of the key than its version `version` says.
SELECT {webhook}, user_id, key_scopes
FROM webhooks
WHERE key_id = :key_id AND (key_id IS NOT NULL AND deleted_at IS NULL) IS TRUE AND (key_version <= :version) IS TRUE
FOR UPDATE

-- name: webhooks_key_note :exec
-- plan: webhooks_by_key, webhooks_pkey
-- buffers: 200
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

-- name: webhook_purge :exec
-- plan: webhooks_deleted, webhooks_pkey
-- buffers: 2000
-- What was deleted before.
DELETE FROM webhooks
WHERE id = ANY (ARRAY(SELECT id FROM webhooks WHERE deleted_at < :before LIMIT 1000))

-- name: delivery_departed_note :exec
-- plan: none
-- buffers: 20
INSERT INTO departed (owner_id, since) VALUES (:owner_id, :now) ON CONFLICT (owner_id) DO NOTHING

-- name: delivery_departed_owners :many
-- plan: departed_pkey, webhooks_by_user
-- buffers: 200
-- Accounts that are gone and still own something.
SELECT d.owner_id FROM departed d
WHERE coalesce((SELECT true FROM webhooks w
                WHERE w.user_id = d.owner_id AND (w.deleted_at IS NULL) IS TRUE LIMIT 1), false)
LIMIT 10

-- name: delivery_departed_purge :exec
-- plan: departed_since
-- buffers: 300
DELETE FROM departed WHERE since < :before
