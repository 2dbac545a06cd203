-- The copy of who may see which calendar (access.c).

-- name: access_for_write :one
-- The caller's role, judged with the calendar held: a change of its membership waits for this
-- transaction, or this statement waits for it.  Both rows are locked, the calendar first: after a wait
-- only locked rows are read anew, so a role that was just taken away would count otherwise.  Whoever
-- needs two calendars asks for the lower id first.
SELECT a.role
FROM calendar_versions v JOIN calendar_access a ON a.calendar_id = v.calendar_id
WHERE v.calendar_id = :calendar_id AND a.user_id = :user_id AND NOT v.deleted
FOR SHARE OF v, a;

-- name: access_audience :one
-- Everybody who may see the calendar; after access_for_write, which holds it still.
SELECT ARRAY(SELECT user_id FROM calendar_access
             WHERE calendar_id = :calendar_id ORDER BY user_id) AS user_ids;

-- name: access_raise :one
-- No row: the copy has this version, a later one, or the calendar's end.
INSERT INTO calendar_versions AS v (calendar_id, version, deleted)
VALUES (:calendar_id, :version, :deleted)
ON CONFLICT (calendar_id) DO UPDATE
    SET version = excluded.version, deleted = excluded.deleted, changed_at = now()
    WHERE v.version < excluded.version AND NOT v.deleted
RETURNING v.version;

-- name: access_members :exec
-- Rows that stay as they are are not touched, so that no writer who waits for one finds it gone.
WITH gone AS (
    DELETE FROM calendar_access
    WHERE calendar_id = :calendar_id AND user_id <> ALL(:user_ids::uuid[])
)
INSERT INTO calendar_access AS a (calendar_id, user_id, role)
SELECT :calendar_id, m.user_id, m.role
FROM unnest(:user_ids::uuid[], :roles::text[]) AS m (user_id, role)
ON CONFLICT (calendar_id, user_id) DO UPDATE
    SET role = excluded.role
    WHERE a.role <> excluded.role;

-- name: access_end :exec
-- Deleted for good, whatever version of the membership comes later.
INSERT INTO calendar_versions AS v (calendar_id, version, deleted)
VALUES (:calendar_id, 0, true)
ON CONFLICT (calendar_id) DO UPDATE SET deleted = true, changed_at = now() WHERE NOT v.deleted;

-- name: access_position_get :one
SELECT xid, id FROM access_position;

-- name: access_position_set :exec
-- Only forwards: two who read the same page may end in either order.
UPDATE access_position SET xid = :xid, id = :id WHERE (xid, id) < (:xid, :id);

-- name: calendars_to_empty :many
SELECT calendar_id FROM calendar_versions WHERE deleted AND NOT emptied LIMIT :most;

-- name: calendar_empty :exec
UPDATE events SET deleted_at = now(), updated_at = now()
WHERE id IN (SELECT id FROM events WHERE calendar_id = :calendar_id AND deleted_at IS NULL LIMIT :most);

-- name: calendar_emptied :exec
UPDATE calendar_versions SET emptied = true, changed_at = now() WHERE calendar_id = :calendar_id;

-- name: event_purge :exec
DELETE FROM events
WHERE id IN (SELECT id FROM events WHERE deleted_at < now() - interval '30 days' LIMIT :most);

-- name: calendar_versions_purge :exec
-- Nobody asks to apply a membership that is a month old.
DELETE FROM calendar_versions
WHERE calendar_id IN (SELECT calendar_id FROM calendar_versions
                      WHERE emptied AND changed_at < now() - interval '30 days' LIMIT :most);
