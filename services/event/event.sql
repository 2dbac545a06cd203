-- Events, in the order of the handlers; behind them the copy of who may see which calendar.

-- name: event_page :many event+event_listed
-- All events by start.  Each calendar gives at most a page from each of its two indexes, so a page
-- costs the same whatever else is stored.
WITH seen AS MATERIALIZED (
    -- The condition on `some` is not on the index: a person sees few calendars.
    SELECT calendar_id FROM calendar_access
    WHERE user_id = :user_id AND (NOT :some::boolean OR calendar_id = ANY (:calendar_ids::uuid[]))
)
SELECT e.id, e.calendar_id, e.title, e.description AS "description?", e.location AS "location?", e.start_time,
       e.end_time, e.timezone, e.all_day, e.status, e.transparency, e.tags, e.version, e.created_by,
       e.updated_by, e.created_at, e.updated_at,
       (SELECT count(*) FROM seen) AS seen
FROM seen CROSS JOIN LATERAL (
    (SELECT * FROM events
     WHERE calendar_id = seen.calendar_id AND deleted_at IS NULL AND NOT all_day
       AND (start_time, id) > (:after_time, :after_id)
     ORDER BY start_time, id LIMIT :rows)
    UNION ALL
    (SELECT * FROM events
     WHERE calendar_id = seen.calendar_id AND deleted_at IS NULL AND all_day
       AND (start_time, id) > (:after_time, :after_id)
     ORDER BY start_time, id LIMIT :rows)
) AS e
ORDER BY e.start_time, e.id
LIMIT :rows

-- name: event_range :many event+event_listed
-- What overlaps a range: first what began before it and reaches into it, then what begins in it; timed
-- events by instant, all-day events by date.  list.c merges the two in the asker's zone.
WITH seen AS MATERIALIZED (
    -- The condition on `some` is not on the index: a person sees few calendars.
    SELECT calendar_id FROM calendar_access
    WHERE user_id = :user_id AND (NOT :some::boolean OR calendar_id = ANY (:calendar_ids::uuid[]))
), timed AS (
    SELECT e.*
    FROM seen CROSS JOIN LATERAL (
        (SELECT * FROM events
         WHERE calendar_id = seen.calendar_id AND deleted_at IS NULL AND NOT all_day
           AND start_time >= :range_start
           AND start_time < :range_end
           AND (start_time, id) > (:after_time, :after_id)
         ORDER BY start_time, id LIMIT :rows)
        UNION ALL
        (SELECT * FROM events
         WHERE calendar_id = seen.calendar_id AND deleted_at IS NULL AND NOT all_day
           AND tstzrange(start_time, end_time) @> :range_start
           AND start_time < :range_start
           AND (start_time, id) > (:after_time, :after_id)
         ORDER BY start_time, id LIMIT :rows)
    ) AS e
    ORDER BY e.start_time, e.id LIMIT :rows
), dated AS (
    SELECT e.*
    FROM seen CROSS JOIN LATERAL (
        (SELECT * FROM events
         WHERE calendar_id = seen.calendar_id AND deleted_at IS NULL AND all_day
           AND start_time >= :first_day
           AND start_time <= :last_day
           AND (start_time, id) > (:after_day, :after_day_id)
         ORDER BY start_time, id LIMIT :rows)
        UNION ALL
        (SELECT * FROM events
         WHERE calendar_id = seen.calendar_id AND deleted_at IS NULL AND all_day
           AND tstzrange(start_time, end_time) @> :first_day
           AND start_time < :first_day
           AND (start_time, id) > (:after_day, :after_day_id)
         ORDER BY start_time, id LIMIT :rows)
    ) AS e
    ORDER BY e.start_time, e.id LIMIT :rows
)
SELECT e.id, e.calendar_id, e.title, e.description AS "description?", e.location AS "location?", e.start_time,
       e.end_time, e.timezone, e.all_day, e.status, e.transparency, e.tags, e.version, e.created_by,
       e.updated_by, e.created_at, e.updated_at,
       (SELECT count(*) FROM seen) AS seen
FROM (SELECT * FROM timed UNION ALL SELECT * FROM dated) AS e
ORDER BY e.all_day, e.start_time, e.id

-- name: calendars_seen :one
-- How many of the calendars the caller sees; the lists ask it only when they found nothing.
SELECT count(*) AS seen FROM calendar_access WHERE user_id = :user_id AND calendar_id = ANY (:calendar_ids::uuid[])

-- name: event_insert :one event
INSERT INTO events (id, calendar_id, title, description, location, start_time, end_time, timezone,
                    all_day, status, transparency, tags, created_by, updated_by)
VALUES (:id, :event.calendar_id, :event.title, :event.description, :event.location, :event.start_time,
        :event.end_time, :event.timezone, :event.all_day, :event.status, :event.transparency,
        :event.tags, :user_id, :user_id)
RETURNING id, calendar_id, title, description, location, start_time, end_time, timezone, all_day, status,
       transparency, tags, version, created_by, updated_by, created_at, updated_at

-- name: event_find :one event
SELECT e.id, e.calendar_id, e.title, e.description, e.location, e.start_time, e.end_time, e.timezone, e.all_day, e.status,
       e.transparency, e.tags, e.version, e.created_by, e.updated_by, e.created_at, e.updated_at
FROM events e JOIN calendar_access a ON a.calendar_id = e.calendar_id AND a.user_id = :user_id
WHERE e.id = :id AND e.deleted_at IS NULL

-- name: event_lock :one event
-- As event_find, held until the change is made; access_for_write then judges the caller.
SELECT e.id, e.calendar_id, e.title, e.description, e.location, e.start_time, e.end_time, e.timezone, e.all_day, e.status,
       e.transparency, e.tags, e.version, e.created_by, e.updated_by, e.created_at, e.updated_at
FROM events e JOIN calendar_access a ON a.calendar_id = e.calendar_id AND a.user_id = :user_id
WHERE e.id = :id AND e.deleted_at IS NULL
FOR UPDATE OF e

-- name: event_update :one event
UPDATE events
SET calendar_id = :event.calendar_id, title = :event.title, description = :event.description,
    location = :event.location, start_time = :event.start_time, end_time = :event.end_time,
    timezone = :event.timezone, all_day = :event.all_day, status = :event.status,
    transparency = :event.transparency, tags = :event.tags, version = version + 1,
    updated_by = :user_id, updated_at = now()
WHERE id = :event.id AND deleted_at IS NULL
RETURNING id, calendar_id, title, description, location, start_time, end_time, timezone, all_day, status,
       transparency, tags, version, created_by, updated_by, created_at, updated_at

-- name: event_delete :exec
UPDATE events SET deleted_at = now(), version = version + 1, updated_by = :user_id, updated_at = now()
WHERE id = :id AND deleted_at IS NULL


-- name: access_for_write :one
-- The caller's role, with the calendar's membership held still until the transaction ends.
SELECT hold_to_write(:calendar_id, :user_id) AS "role?";

-- name: access_audience :one audience
-- Everybody who may see the calendar; after access_for_write, which holds it still.
SELECT ARRAY(SELECT user_id FROM calendar_access
             WHERE calendar_id = :calendar_id ORDER BY user_id) AS user_ids;

-- name: access_known :one
-- Whether the copy has this version, a later one, or the calendar's end.
SELECT EXISTS (SELECT FROM calendar_versions
               WHERE calendar_id = :calendar_id AND (version >= :version OR deleted)) AS known;

-- name: access_hold :one
-- Waits for who writes events of the calendar, and lets nobody else until the transaction ends.
SELECT hold_to_change(:calendar_id) AS held;

-- name: access_raise :exec
-- No row affected: another change was faster.
INSERT INTO calendar_versions AS v (calendar_id, version, deleted)
VALUES (:calendar_id, :version, :deleted)
ON CONFLICT (calendar_id) DO UPDATE
    SET version = excluded.version, deleted = excluded.deleted, changed_at = now()
    WHERE v.version < excluded.version AND NOT v.deleted;

-- name: access_members :exec
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
-- By the index of each kind.
UPDATE events SET deleted_at = now(), updated_at = now()
WHERE id IN (
    (SELECT id FROM events
     WHERE calendar_id = :calendar_id AND deleted_at IS NULL AND NOT all_day LIMIT :most)
    UNION ALL
    (SELECT id FROM events
     WHERE calendar_id = :calendar_id AND deleted_at IS NULL AND all_day LIMIT :most));

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
