-- calendar - statements in the order of the handlers.

-- fragment: shown
-- As its member `m` sees it: the token is the owner's alone, an offer that of both.
c.id, c.owner_id, c.name, c.description, c.color, c.timezone, c.is_public,
    CASE WHEN m.role = 'owner' THEN c.public_token END AS "public_token?",
    m.role,
    CASE WHEN m.role = 'owner' OR m.user_id = c.transfer_to THEN c.transfer_to END AS "transfer_to?",
    CASE WHEN m.role = 'owner' OR m.user_id = c.transfer_to THEN c.transfer_until END AS "transfer_until?",
    c.version, c.created_at, c.updated_at

-- fragment: owned
-- As its owner sees it.
id, owner_id, name, description, color, timezone, is_public, public_token,
    'owner'::text AS role, transfer_to, transfer_until, version, created_at, updated_at

-- fragment: member
user_id AS id, calendar_id, role, version, joined_at

-- fragment: display
display_id AS id, calendar_id, display_name AS name, display_color AS color, display_position AS position,
    display_version AS version

-- fragment: listed
-- How its member `m` has it shown.
m.display_id, m.display_name AS "display_name?", m.display_color AS "display_color?",
    m.display_position AS "display_position?", m.display_version

-- name: calendar_page :many calendar+listed
-- plan: calendar_members_by_user, calendars_pkey
-- buffers: 45
-- The ids are made in the order of time, so theirs is the order of creation and never changes.
SELECT {shown},
    {listed}
FROM calendar_members m CROSS JOIN LATERAL (
    SELECT * FROM calendars WHERE id = m.calendar_id AND deleted_at IS NULL OFFSET 0
) AS c
WHERE (m.user_id, m.calendar_id) > (:user_id, :after)
    AND (m.user_id, m.calendar_id) <= (:user_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff') AND m.left_at IS NULL
ORDER BY m.user_id, m.calendar_id
LIMIT :most;

-- name: calendar_page_of_role :many calendar+listed
-- plan: calendar_members_by_role, calendars_pkey
-- buffers: 45
SELECT {shown},
    {listed}
FROM calendar_members m CROSS JOIN LATERAL (
    SELECT * FROM calendars WHERE id = m.calendar_id AND deleted_at IS NULL OFFSET 0
) AS c
WHERE (m.user_id, m.role, m.calendar_id) > (:user_id, :role, :after)
    AND (m.user_id, m.role, m.calendar_id) <= (:user_id, :role, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
    AND (m.left_at IS NULL AND m.role IS NOT NULL) IS TRUE
ORDER BY m.user_id, m.role, m.calendar_id
LIMIT :most;

-- name: calendar_insert :one calendar
-- plan: none
-- buffers: 50
-- Version 1 of the membership is the owner alone, as services hear it by calendar.created; that of a public one says more.
WITH new AS (
    INSERT INTO calendars (id, owner_id, name, description, color, timezone, is_public, public_token, was_public, access_version)
    VALUES (:id, :owner_id, :calendar.name, :calendar.description, :calendar.color, :calendar.timezone,
        :calendar.is_public, :calendar.public_token, :calendar.is_public, CASE WHEN :calendar.is_public THEN 2 ELSE 1 END)
    RETURNING *
), owner AS (
    INSERT INTO calendar_members (calendar_id, user_id, role)
    SELECT id, owner_id, 'owner' FROM new
    RETURNING role
)
SELECT id, owner_id, name, description AS "description?", color, timezone, is_public,
    public_token AS "public_token?", role, transfer_to AS "transfer_to?", transfer_until AS "transfer_until?",
    version, created_at, updated_at
FROM new, owner;

-- name: calendar_find :one calendar
-- plan: calendars_pkey, calendar_members_pkey
-- buffers: 20
SELECT {shown}
FROM calendars c JOIN calendar_members m ON m.calendar_id = c.id
WHERE c.id = :id AND m.user_id = :user_id AND (m.left_at IS NULL AND c.deleted_at IS NULL) IS TRUE;

-- name: calendar_lock :one calendar
-- plan: calendars_pkey, calendar_members_pkey
-- buffers: 25
-- Both rows are locked, the calendar first: after a wait only locked rows are read anew, so a role
-- that was just taken away would count otherwise.
SELECT {shown}
FROM calendars c JOIN calendar_members m ON m.calendar_id = c.id
WHERE c.id = :id AND m.user_id = :user_id AND (m.left_at IS NULL AND c.deleted_at IS NULL) IS TRUE
FOR UPDATE OF c FOR SHARE OF m;

-- name: calendar_update :one calendar+updated
-- plan: calendars_pkey
-- buffers: 30
-- Another public token, or none, is a version of who may see it.
UPDATE calendars
SET name = :calendar.name, description = :calendar.description, color = :calendar.color,
    timezone = :calendar.timezone, is_public = :calendar.is_public,
    public_token = :calendar.public_token, was_public = was_public OR :calendar.is_public,
    access_version = access_version + (public_token IS DISTINCT FROM :calendar.public_token)::int,
    access_xid = CASE WHEN public_token IS DISTINCT FROM :calendar.public_token THEN pg_current_xact_id() ELSE access_xid END,
    version = version + 1, updated_at = now()
WHERE id = :calendar.id AND (owner_id = :owner_id AND deleted_at IS NULL) IS TRUE
RETURNING {owned}, was_public;

-- name: public_rotate :one calendar
-- plan: calendars_pkey
-- buffers: 30
UPDATE calendars
SET public_token = :token, version = version + 1, updated_at = now(), access_version = access_version + 1, access_xid = DEFAULT
WHERE id = :id AND (is_public AND deleted_at IS NULL) IS TRUE
RETURNING {owned};

-- name: public_find :one public_calendar
-- plan: calendars_public
-- buffers: 15
SELECT name, description, color, timezone FROM calendars
WHERE public_hash = :hash AND (is_public AND deleted_at IS NULL) IS TRUE;

-- name: calendar_readers :one readers
-- plan: calendar_members_pkey
-- buffers: 20
-- Who may see the calendar, by role.
SELECT coalesce(array_agg(user_id ORDER BY user_id) FILTER (WHERE role = 'owner'), '{}') AS owner_ids,
    coalesce(array_agg(user_id ORDER BY user_id) FILTER (WHERE role = 'editor'), '{}') AS editor_ids,
    coalesce(array_agg(user_id ORDER BY user_id) FILTER (WHERE role = 'viewer'), '{}') AS viewer_ids
FROM calendar_members
WHERE calendar_id = :id AND (left_at IS NULL) IS TRUE;

-- name: calendar_delete :one
-- plan: calendars_pkey
-- buffers: 30
UPDATE calendars
SET deleted_at = now(), updated_at = now(), version = version + 1, transfer_to = NULL, transfer_until = NULL,
    is_public = false, public_token = NULL,
    access_version = access_version + 1, access_xid = DEFAULT
WHERE id = :id AND deleted_at IS NULL
RETURNING version, updated_at, access_version;

-- name: calendar_members_leave :one readers
-- plan: calendar_members_pkey
-- buffers: 45
-- Everybody who was a member till now.
WITH gone AS (
    UPDATE calendar_members SET left_at = now(), version = version + 1
    WHERE calendar_id = :id AND (left_at IS NULL) IS TRUE
    RETURNING user_id, role
)
SELECT coalesce(array_agg(user_id ORDER BY user_id) FILTER (WHERE role = 'owner'), '{}') AS owner_ids,
    coalesce(array_agg(user_id ORDER BY user_id) FILTER (WHERE role = 'editor'), '{}') AS editor_ids,
    coalesce(array_agg(user_id ORDER BY user_id) FILTER (WHERE role = 'viewer'), '{}') AS viewer_ids
FROM gone;

-- name: member_page :many member
-- plan: calendar_members_pkey
-- buffers: 60
SELECT {member}
FROM calendar_members
WHERE (calendar_id, user_id) > (:calendar_id, :after)
    AND (calendar_id, user_id) <= (:calendar_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff') AND (left_at IS NULL) IS TRUE
ORDER BY calendar_id, user_id
LIMIT :most;

-- name: member_find :one member
-- plan: calendar_members_pkey
-- buffers: 15
SELECT {member}
FROM calendar_members
WHERE calendar_id = :calendar_id AND user_id = :user_id AND (left_at IS NULL) IS TRUE;

-- name: member_count :one
-- plan: calendar_members_pkey
-- buffers: 60
SELECT count(*) AS members FROM calendar_members WHERE calendar_id = :calendar_id AND (left_at IS NULL) IS TRUE;

-- name: member_insert :one member
-- plan: none
-- buffers: 50
-- Who was a member before has a row, and goes on with its versions.
INSERT INTO calendar_members AS m (calendar_id, user_id, role)
VALUES (:calendar_id, :user_id, :role)
ON CONFLICT (calendar_id, user_id) DO UPDATE
    SET role = excluded.role, joined_at = now(), left_at = NULL, version = m.version + 1
RETURNING {member};

-- name: member_set_role :one member
-- plan: calendar_members_pkey
-- buffers: 30
UPDATE calendar_members SET role = :role, version = version + 1
WHERE calendar_id = :calendar_id AND user_id = :user_id AND (left_at IS NULL) IS TRUE
RETURNING {member};

-- name: display_find :one display
-- plan: calendar_members_pkey
-- buffers: 15
SELECT {display}
FROM calendar_members
WHERE calendar_id = :calendar_id AND user_id = :user_id AND (left_at IS NULL) IS TRUE;

-- name: display_update :one display
-- plan: calendar_members_pkey
-- buffers: 30
UPDATE calendar_members
SET display_name = :display.name, display_color = :display.color, display_position = :display.position,
    display_version = display_version + 1
WHERE calendar_id = :calendar_id AND user_id = :user_id AND (left_at IS NULL) IS TRUE
RETURNING {display};

-- name: member_leave :exec
-- plan: calendar_members_pkey
-- buffers: 30
UPDATE calendar_members SET left_at = now(), version = version + 1
WHERE calendar_id = :calendar_id AND user_id = :user_id AND (left_at IS NULL) IS TRUE;

-- name: membership_raise :one calendar
-- plan: calendars_pkey
-- buffers: 30
-- The next version of the calendar and of its membership.  Nothing is offered to `gone` any more.
UPDATE calendars
SET version = version + 1, updated_at = now(), access_version = access_version + 1, access_xid = DEFAULT,
    transfer_to = nullif(transfer_to, :gone),
    transfer_until = CASE WHEN transfer_to <> :gone THEN transfer_until END
WHERE id = :id AND (deleted_at IS NULL) IS TRUE
RETURNING {owned};

-- name: membership_state :one access_state
-- plan: calendars_pkey, calendar_members_pkey, calendar_members_pkey
-- buffers: 30
SELECT c.id AS calendar_id, c.access_version AS version, c.deleted_at IS NOT NULL AS deleted,
    ARRAY(SELECT m.user_id FROM calendar_members m
          WHERE m.calendar_id = c.id AND (m.left_at IS NULL) IS TRUE ORDER BY m.user_id) AS user_ids,
    ARRAY(SELECT m.role FROM calendar_members m
          WHERE m.calendar_id = c.id AND (m.left_at IS NULL) IS TRUE ORDER BY m.user_id) AS roles,
    c.public_hash AS "public_hash?"
FROM calendars c
WHERE c.id = :id;

-- name: transfer_offer :one calendar
-- plan: calendars_pkey
-- buffers: 30
UPDATE calendars
SET transfer_to = :to, transfer_until = now() + interval '7 days', version = version + 1, updated_at = now()
WHERE id = :id AND (deleted_at IS NULL) IS TRUE
RETURNING {owned};

-- name: transfer_end :one calendar
-- plan: calendars_pkey
-- buffers: 30
UPDATE calendars
SET transfer_to = NULL, transfer_until = NULL, version = version + 1, updated_at = now()
WHERE id = :id AND (deleted_at IS NULL) IS TRUE
RETURNING {owned};

-- name: transfer_take :exec
-- plan: calendars_pkey
-- buffers: 30
-- No row affected: it is not offered to the user, or not any more.
UPDATE calendars SET owner_id = :to, transfer_to = NULL, transfer_until = NULL
WHERE id = :id AND (deleted_at IS NULL AND transfer_to = :to AND transfer_until > now()) IS TRUE;

-- name: transfers_expire :many calendar
-- plan: calendars_transfers, calendars_pkey
-- buffers: 400
UPDATE calendars
SET transfer_to = NULL, transfer_until = NULL, version = version + 1, updated_at = now()
WHERE id = ANY (ARRAY(SELECT id FROM calendars WHERE transfer_until < now() LIMIT :most))
    AND (transfer_until < now()) IS TRUE
RETURNING {owned};

-- name: access_changes :many access_change
-- plan: calendars_by_access, calendar_members_pkey, calendar_members_pkey
-- buffers: 1500
-- Only what is older than every running transaction: one that still runs may commit with a lower
-- number than what is already visible, and would be skipped for ever.  Each calendar's members are of
-- exactly its version, because both change in one transaction and are read by one statement.
SELECT c.id AS calendar_id, c.access_version AS version, c.deleted_at IS NOT NULL AS deleted,
    ARRAY(SELECT m.user_id FROM calendar_members m
          WHERE m.calendar_id = c.id AND (m.left_at IS NULL) IS TRUE ORDER BY m.user_id) AS user_ids,
    ARRAY(SELECT m.role FROM calendar_members m
          WHERE m.calendar_id = c.id AND (m.left_at IS NULL) IS TRUE ORDER BY m.user_id) AS roles,
    c.public_hash AS "public_hash?", c.access_xid AS xid
FROM calendars c
WHERE (c.access_xid, c.id) > (:after_xid, :after_id)
    AND c.access_xid < pg_snapshot_xmin(pg_current_snapshot())
ORDER BY c.access_xid, c.id
LIMIT :most;

-- name: departed_note :exec
-- plan: none
-- buffers: 35
INSERT INTO departed (user_id) VALUES (:user_id) ON CONFLICT DO NOTHING;

-- name: departed_unfinished :many
-- plan: departed_pkey, calendars_by_owner, calendar_members_by_user
-- buffers: 500
-- Not EXISTS, which the planner may answer by reading all calendars.
SELECT d.user_id
FROM departed d
WHERE coalesce(
    (SELECT true FROM calendars c WHERE c.owner_id = d.user_id AND c.deleted_at IS NULL LIMIT 1),
    (SELECT true FROM calendar_members m
     WHERE (m.user_id, m.calendar_id) >= (d.user_id, '00000000-0000-0000-0000-000000000000')
         AND (m.user_id, m.calendar_id) <= (d.user_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff') AND m.left_at IS NULL
     ORDER BY m.user_id, m.calendar_id LIMIT 1),
    false)
LIMIT :most;

-- name: departed_forget :exec
-- plan: all of departed
-- buffers: 50
-- No request of a deleted account is on its way for an hour.
DELETE FROM departed WHERE noted_at < now() - interval '1 hour';

-- name: calendars_of_owner :many calendar
-- plan: calendars_by_owner, calendars_pkey
-- buffers: 60
SELECT {owned}
FROM calendars
WHERE id = ANY (ARRAY(SELECT id FROM calendars WHERE owner_id = :owner_id AND deleted_at IS NULL LIMIT :most))
  AND deleted_at IS NULL
ORDER BY id
FOR UPDATE;

-- name: calendars_joined :many calendar
-- plan: calendar_members_by_user, calendars_pkey
-- buffers: 60
-- Calendars of others that the user is a member of, as their owners see them.
SELECT {owned}
FROM calendars
WHERE id = ANY (ARRAY(
    SELECT calendar_id FROM calendar_members
    WHERE (user_id, calendar_id) >= (:user_id, '00000000-0000-0000-0000-000000000000')
        AND (user_id, calendar_id) <= (:user_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
        AND left_at IS NULL AND (role <> 'owner') IS TRUE
    ORDER BY user_id, calendar_id LIMIT :most))
  AND deleted_at IS NULL
ORDER BY id
FOR UPDATE;

-- name: calendar_members_purge :exec
-- plan: calendar_members_left
-- buffers: 1300
-- By row address; whoever comes back meanwhile stays.
DELETE FROM calendar_members
WHERE ctid = ANY (ARRAY(SELECT ctid FROM calendar_members WHERE left_at < :now::timestamptz - interval '30 days' LIMIT 1000))
  AND (left_at < :now::timestamptz - interval '30 days') IS TRUE;

-- name: calendar_purge :exec
-- plan: calendars_deleted, calendars_pkey
-- buffers: 3000
DELETE FROM calendars
WHERE id = ANY (ARRAY(SELECT id FROM calendars WHERE deleted_at < :now::timestamptz - interval '30 days' LIMIT 1000));
