-- Deliveries, in the order of the handlers.  Every statement for a person names the owner.

-- fragment: delivery
id, owner_id, calendar_id, title, version, created_at

-- name: delivery_insert :one delivery
-- plan: none
-- buffers: 120
INSERT INTO deliveries (id, owner_id, calendar_id, title)
VALUES (:id, :owner_id, :delivery.calendar_id, :delivery.title)
RETURNING {delivery}

-- name: delivery_find :one delivery
-- plan: deliveries_pkey
-- buffers: 15
SELECT {delivery}
FROM deliveries
WHERE id = :id AND (owner_id = :owner_id AND deleted_at IS NULL) IS TRUE

-- name: delivery_delete_owned :many delivery
-- plan: deliveries_by_owner, deliveries_pkey
-- buffers: 2000
-- A batch of the deliveries of an account that is gone.
UPDATE deliveries SET deleted_at = now(), version = version + 1
WHERE id = ANY (ARRAY(SELECT id FROM deliveries
                      WHERE owner_id = :owner_id AND (deleted_at IS NULL) IS TRUE LIMIT :rows))
RETURNING {delivery}

-- name: delivery_delete_unseen :many delivery
-- plan: deliveries_by_calendar, calendar_access_pkey, deliveries_pkey
-- buffers: 1300
-- A batch of those about a calendar that their owners may not see.
UPDATE deliveries SET deleted_at = now(), version = version + 1
WHERE id = ANY (ARRAY(
    SELECT id FROM deliveries w
    WHERE calendar_id = :calendar_id AND (calendar_id IS NOT NULL AND deleted_at IS NULL) IS TRUE
      AND NOT coalesce((SELECT true FROM calendar_access a
                        WHERE a.calendar_id = w.calendar_id AND a.user_id = w.owner_id), false)
    LIMIT :rows))
RETURNING {delivery}

-- name: delivery_purge :exec
-- plan: deliveries_deleted, deliveries_pkey
-- buffers: 2000
-- What was deleted more than 30 days ago.
DELETE FROM deliveries
WHERE id = ANY (ARRAY(SELECT id FROM deliveries WHERE deleted_at < now() - interval '30 days' LIMIT 1000))

-- name: delivery_departed_note :exec
-- plan: none
-- buffers: 20
INSERT INTO departed (owner_id) VALUES (:owner_id) ON CONFLICT (owner_id) DO NOTHING

-- name: delivery_departed_owners :many
-- plan: departed_pkey, deliveries_by_owner
-- buffers: 200
-- Accounts that are gone and still own something.
SELECT d.owner_id FROM departed d
WHERE coalesce((SELECT true FROM deliveries w
                WHERE w.owner_id = d.owner_id AND (w.deleted_at IS NULL) IS TRUE LIMIT 1), false)
LIMIT 10

-- name: delivery_departed_purge :exec
-- plan: departed_since
-- buffers: 300
DELETE FROM departed WHERE since < now() - interval '1 day'

-- name: delivery_may_see :one
-- plan: calendar_access_pkey
-- buffers: 15
-- Locked until the transaction ends: a change that ends this access waits, and finds the new delivery.
SELECT true AS sees FROM calendar_access
WHERE calendar_id = :calendar_id AND user_id = :user_id
FOR KEY SHARE

-- name: delivery_access_raise :exec
-- plan: none
-- buffers: 25
-- No row affected: the copy has this version, a later one, or the calendar's end.
INSERT INTO calendar_versions AS v (calendar_id, version, deleted)
VALUES (:calendar_id, :version, :deleted)
ON CONFLICT (calendar_id) DO UPDATE
    SET version = excluded.version, deleted = excluded.deleted, cleared = false, changed_at = now()
    WHERE v.version < excluded.version AND NOT v.deleted

-- name: delivery_access_end :exec
-- plan: none
-- buffers: 25
-- Deleted for good, whatever version of the membership comes later.
INSERT INTO calendar_versions AS v (calendar_id, version, deleted)
VALUES (:calendar_id, 0, true)
ON CONFLICT (calendar_id) DO UPDATE SET deleted = true, cleared = false, changed_at = now() WHERE NOT v.deleted

-- name: delivery_access_members :exec
-- plan: calendar_access_pkey
-- buffers: 40
WITH gone AS (
    DELETE FROM calendar_access
    WHERE calendar_id = :calendar_id AND user_id <> ALL (:user_ids::uuid[])
)
INSERT INTO calendar_access (calendar_id, user_id)
SELECT :calendar_id, unnest(:user_ids::uuid[])
ON CONFLICT DO NOTHING

-- name: delivery_calendar_to_clear :many
-- plan: calendar_versions_to_clear
-- buffers: 15
-- Locked, so that another change of its membership waits for `cleared`.
SELECT calendar_id FROM calendar_versions WHERE NOT cleared LIMIT 1 FOR UPDATE

-- name: delivery_calendar_cleared :exec
-- plan: calendar_versions_pkey
-- buffers: 25
UPDATE calendar_versions SET cleared = true WHERE calendar_id = :calendar_id

-- name: delivery_versions_purge :exec
-- plan: calendar_versions_ended, calendar_versions_pkey
-- buffers: 500
-- Nobody asks to apply a membership that is a month old.
DELETE FROM calendar_versions
WHERE calendar_id = ANY (ARRAY(SELECT calendar_id FROM calendar_versions
                               WHERE deleted AND cleared AND changed_at < now() - interval '30 days' LIMIT 1000))
