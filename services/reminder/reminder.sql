-- Reminders, and when they come due.  No statement asks what time it is: `:now` is the process's.
--
-- Locks are taken in this order: a row of courses, reminders, due, users, and rows of stale by their events.  Who fires takes
-- rows of due and waits for none of them, and then rows of stale.

-- fragment: reminder
id, event_id, minutes_before AS "minutes_before?", at AS "at?", related, channel, default_id IS NOT NULL AS is_default, version,
created_at, updated_at

-- fragment: due
d.id, d.reminder_id, d.snooze, d.user_id, d.event_id, d.minutes_before AS "minutes_before?", d.at AS "at?", d.related, d.since, d.version, d.zone,
d.due_at AS "due_at?", d.place AS "place?", d.begins_at AS "begins_at?", d.ends_at AS "ends_at?", d.all_day, d.is_last, d.done_until,
d.turn

-- ---------------------------------------------------------------- reminders (reminder.c)

-- name: reminder_page :many reminder
-- plan: courses_pkey, reminders_of_event
-- buffers: 120
SELECT {reminder}
FROM reminders
WHERE (event_id, user_id, id) > (:event_id, :user_id, :after_id)
  AND (event_id, user_id, id) <= (:event_id, :user_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
  AND (deleted_at IS NULL) IS TRUE AND (SELECT NOT deleted FROM courses WHERE event_id = :event_id)
ORDER BY event_id, user_id, id
LIMIT :rows

-- name: reminder_find :one reminder
-- plan: courses_pkey, reminders_pkey
-- buffers: 20
SELECT {reminder}
FROM reminders
WHERE id = :id AND (user_id = :user_id AND event_id = :event_id AND deleted_at IS NULL) IS TRUE
  AND (SELECT NOT deleted FROM courses WHERE event_id = :event_id)

-- name: reminder_lock :one reminder
-- plan: reminders_pkey
-- buffers: 20
SELECT {reminder}
FROM reminders
WHERE id = :id AND (user_id = :user_id AND event_id = :event_id AND deleted_at IS NULL) IS TRUE
FOR UPDATE

-- name: reminder_count :one
-- plan: reminders_of_event
-- buffers: 120
-- Of those that were set on the event itself, no more than :most.
SELECT count(*) AS number FROM (
    SELECT true FROM reminders
    WHERE (event_id, user_id, id) > (:event_id, :user_id, '00000000-0000-0000-0000-000000000000')
      AND (event_id, user_id, id) <= (:event_id, :user_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
      AND (deleted_at IS NULL AND default_id IS NULL) IS TRUE
    ORDER BY event_id, user_id, id LIMIT :most) AS few

-- name: reminder_place :one
-- plan: reminders_pkey
-- buffers: 15
-- The event that it is on.
SELECT event_id FROM reminders WHERE id = :id AND (user_id = :user_id AND deleted_at IS NULL) IS TRUE

-- name: reminder_insert :one reminder
-- plan: none
-- buffers: 120
INSERT INTO reminders (id, user_id, event_id, minutes_before, at, related, channel, created_at, updated_at)
VALUES (:id, :user_id, :event_id, :reminder.minutes_before, :reminder.at, :reminder.related, :reminder.channel, :now, :now)
RETURNING {reminder}

-- name: reminder_update :one reminder
-- plan: reminders_pkey
-- buffers: 60
UPDATE reminders
SET minutes_before = :reminder.minutes_before, at = :reminder.at, related = :reminder.related, channel = :reminder.channel,
    version = version + 1, updated_at = :now, default_id = NULL
WHERE id = :id
RETURNING {reminder}

-- name: reminder_delete :one reminder
-- plan: reminders_pkey
-- buffers: 60
UPDATE reminders SET deleted_at = :now, updated_at = :now, version = version + 1 WHERE id = :id RETURNING {reminder}

-- name: reminders_told :many reminder+owned
-- plan: reminders_pkey
-- buffers: 1500
-- Of those that have come due.
SELECT {reminder}, user_id FROM reminders WHERE id = ANY (:ids::uuid[]) AND (deleted_at IS NULL) IS TRUE

-- name: reminders_drop :many reminder
-- plan: reminders_of_event, reminders_pkey
-- buffers: 500
-- Of a user who may not read the event any more.
UPDATE reminders SET deleted_at = :now, updated_at = :now, version = version + 1
WHERE id = ANY (ARRAY(SELECT id FROM reminders
                      WHERE (event_id, user_id, id) > (:event_id, :user_id, '00000000-0000-0000-0000-000000000000')
                        AND (event_id, user_id, id) <= (:event_id, :user_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
                        AND (deleted_at IS NULL) IS TRUE
                      ORDER BY event_id, user_id, id FOR UPDATE))
RETURNING {reminder}

-- name: reminders_split :many reminder+owned
-- plan: reminders_of_event
-- buffers: 1200
-- Those of the first half, which the second half is to have as well.
SELECT {reminder}, user_id FROM reminders
WHERE (event_id, user_id, id) > (:event_id, :after_user_id, :after_id)
  AND (event_id, user_id, id) <= (:event_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff', 'ffffffff-ffff-ffff-ffff-ffffffffffff')
  AND (deleted_at IS NULL) IS TRUE AND (default_id IS NULL) IS TRUE
ORDER BY event_id, user_id, id
LIMIT :rows

-- name: reminder_split :many reminder
-- plan: none
-- buffers: 120
-- Split before: it is there already, also when it was deleted since.
INSERT INTO reminders (id, user_id, event_id, minutes_before, at, related, channel, created_at, updated_at)
VALUES (:id, :user_id, :event_id, :reminder.minutes_before, :reminder.at, :reminder.related, :reminder.channel, :now, :now)
ON CONFLICT (id) DO NOTHING
RETURNING {reminder}

-- name: reminders_purge :exec
-- plan: reminders_deleted, reminders_pkey
-- buffers: 12000
-- What was deleted more than 31 days ago: a day longer than splits are looked at.
DELETE FROM reminders
WHERE id = ANY (ARRAY(SELECT id FROM reminders WHERE deleted_at < :now::timestamptz - interval '31 days' LIMIT 1000))

-- ---------------------------------------------------------------- courses (course_copy.c)

-- name: course_put :exec
-- plan: none
-- buffers: 60
-- Versions only rise, those of deleted events too: one that is restored has a later one.
INSERT INTO courses AS c (event_id, calendar_id, version, deleted, changed_at, course)
VALUES (:event_id, :calendar_id?, :version, :deleted, :now, :course?)
ON CONFLICT (event_id) DO UPDATE
SET calendar_id = excluded.calendar_id, version = excluded.version, deleted = excluded.deleted, changed_at = excluded.changed_at,
    course = excluded.course
WHERE c.version < excluded.version

-- name: course_forget :exec
-- plan: courses_pkey
-- buffers: 15000
UPDATE courses SET version = 0 WHERE event_id = ANY (:event_ids::uuid[]) AND (NOT deleted) IS TRUE

-- name: course_lock :one
-- plan: courses_pkey
-- buffers: 25
SELECT version, deleted, course AS "course?" FROM courses WHERE event_id = :event_id FOR UPDATE

-- name: courses_read :many
-- plan: courses_pkey
-- buffers: 1500
SELECT event_id, version, course AS "course?" FROM courses WHERE event_id = ANY (:event_ids::uuid[]) AND (NOT deleted) IS TRUE
ORDER BY event_id

-- name: course_unused :exec
-- plan: reminders_of_event, courses_pkey
-- buffers: 30
-- It is locked.  Nobody has a reminder on it.
DELETE FROM courses
WHERE event_id = :event_id AND (NOT deleted) IS TRUE
  AND NOT coalesce((SELECT true FROM reminders
                    WHERE (event_id, user_id) > (:event_id, '00000000-0000-0000-0000-000000000000')
                      AND (event_id, user_id) <= (:event_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
                    ORDER BY event_id, user_id LIMIT 1), false)

-- name: courses_gone :many
-- plan: courses_deleted
-- buffers: 300
-- Events that were deleted too long ago to be restored.
SELECT event_id FROM courses WHERE (deleted) AND changed_at < :now::timestamptz - interval '31 days' LIMIT 100

-- name: course_reminders_purge :many
-- plan: reminders_of_event, reminders_pkey
-- buffers: 12000
DELETE FROM reminders
WHERE id = ANY (ARRAY(SELECT id FROM reminders
                      WHERE (event_id, user_id) > (:event_id, '00000000-0000-0000-0000-000000000000')
                        AND (event_id, user_id) <= (:event_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
                      ORDER BY event_id, user_id, id LIMIT :rows FOR UPDATE))
RETURNING id

-- name: course_purge :exec
-- plan: courses_pkey
-- buffers: 15
DELETE FROM courses WHERE event_id = :event_id AND (deleted) IS TRUE

-- ---------------------------------------------------------------- courses to be read again (stale.c)

-- name: stale_note :exec
-- plan: none
-- buffers: 60
INSERT INTO stale (event_id, look_at) VALUES (:event_id, :now)
ON CONFLICT (event_id) DO UPDATE SET mark = nextval('stale_marks'), look_at = excluded.look_at

-- name: stale_note_split :exec
-- plan: courses_pkey
-- buffers: 400
-- The second halves of a series, as far as they are not known.
INSERT INTO stale (event_id, split_from, look_at)
SELECT e.id, :split_from, :now FROM unnest(:event_ids::uuid[]) AS e (id)
WHERE NOT coalesce((SELECT true FROM courses WHERE event_id = e.id), false)
ORDER BY e.id
ON CONFLICT (event_id) DO UPDATE
SET split_from = excluded.split_from, mark = nextval('stale_marks'), look_at = excluded.look_at

-- name: stale_note_changed :exec
-- plan: courses_pkey, default_walks_pkey
-- buffers: 20000
-- Those of which an earlier version is known, and those that are new in a calendar with default reminders.
INSERT INTO stale (event_id, look_at)
SELECT e.id, :now FROM unnest(:event_ids::uuid[], :versions::bigint[], :calendar_ids::uuid[]) AS e (id, version, calendar_id)
WHERE coalesce((SELECT c.version < e.version FROM courses AS c WHERE c.event_id = e.id),
               (SELECT true FROM default_walks AS w WHERE w.calendar_id = e.calendar_id), false)
ORDER BY e.id
ON CONFLICT (event_id) DO UPDATE SET mark = nextval('stale_marks'), look_at = excluded.look_at

-- name: stale_note_calendar :many
-- plan: courses_of_calendar
-- buffers: 6000
-- A page of the events of a calendar.
INSERT INTO stale (event_id, look_at)
SELECT event_id, :now FROM courses
WHERE (calendar_id, event_id) > (:calendar_id, :after_id) AND (calendar_id, event_id) <= (:calendar_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
  AND (calendar_id IS NOT NULL AND NOT deleted) IS TRUE
ORDER BY calendar_id, event_id LIMIT :rows
ON CONFLICT (event_id) DO UPDATE SET mark = nextval('stale_marks'), look_at = excluded.look_at
RETURNING event_id

-- name: stale_note_user :many
-- plan: reminders_of_user
-- buffers: 6000
-- A page of the events that a user has reminders on.
INSERT INTO stale (event_id, look_at)
SELECT DISTINCT event_id, :now::timestamptz FROM (
    SELECT event_id FROM reminders
    WHERE (user_id, event_id) > (:user_id, :after_id) AND (user_id, event_id) <= (:user_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
      AND (deleted_at IS NULL) IS TRUE
    ORDER BY user_id, event_id LIMIT :rows) AS of_user
ORDER BY event_id
ON CONFLICT (event_id) DO UPDATE SET mark = nextval('stale_marks'), look_at = excluded.look_at
RETURNING event_id

-- name: stale_claim :many
-- plan: stale_by_look, stale_pkey
-- buffers: 3000
UPDATE stale SET look_at = :until
WHERE event_id = ANY (ARRAY(SELECT event_id FROM stale WHERE look_at <= :now ORDER BY look_at LIMIT :rows FOR UPDATE SKIP LOCKED))
RETURNING event_id, mark, split_from AS "split_from?"

-- name: due_measure :one
-- plan: due_by_look, due_by_look, due_set_aside, stale_by_look
-- buffers: 100000
SELECT (SELECT count(*) FROM (SELECT true FROM due WHERE look_at > '-infinity' AND (look_at IS NOT NULL AND set_aside IS NULL) IS TRUE
                              LIMIT :most) AS a) AS "pending",
       (SELECT count(*) FROM (SELECT true FROM due WHERE look_at < :now AND (look_at IS NOT NULL AND set_aside IS NULL) IS TRUE
                              LIMIT :most) AS b) AS "overdue",
       (SELECT count(*) FROM (SELECT true FROM due WHERE (set_aside IS NOT NULL) IS TRUE LIMIT :most) AS c) AS "set_aside",
       (SELECT count(*) FROM (SELECT true FROM stale WHERE look_at > '-infinity' LIMIT :most) AS d) AS "stale"

-- name: stale_postpone :exec
-- plan: stale_pkey
-- buffers: 20
UPDATE stale SET look_at = :until WHERE event_id = :event_id

-- name: stale_next :one
-- plan: stale_by_look
-- buffers: 15
SELECT look_at FROM stale ORDER BY look_at LIMIT 1

-- name: stale_done :exec
-- plan: stale_pkey
-- buffers: 1500
-- Unless it was said again meanwhile.
DELETE FROM stale AS s
USING unnest(:event_ids::uuid[], :marks::bigint[]) AS d (id, mark)
WHERE s.event_id = d.id AND (s.mark = d.mark) IS TRUE

-- name: readers_of :many
-- plan: reminders_of_event
-- buffers: 30000
-- Who has reminders on these events, and of each event no more than so many; the same user may come again.
SELECT e.id AS event_id, r.user_id
FROM unnest(:event_ids::uuid[]) AS e (id)
CROSS JOIN LATERAL (
    SELECT user_id FROM reminders
    WHERE (event_id, user_id) > (e.id, :after_id) AND (event_id, user_id) <= (e.id, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
      AND (deleted_at IS NULL) IS TRUE
    ORDER BY event_id, user_id LIMIT :rows) AS r
ORDER BY e.id, r.user_id

-- ---------------------------------------------------------------- defaults (defaults.c, defaults_apply.c, defaults_walk.c)

-- name: defaults_lock :one
-- plan: none
-- buffers: 30
INSERT INTO default_reminders AS d (calendar_id, user_id) VALUES (:calendar_id, :user_id)
ON CONFLICT (calendar_id, user_id) DO UPDATE SET user_id = excluded.user_id
RETURNING version

-- name: defaults_find :one
-- plan: default_reminders_pkey
-- buffers: 15
SELECT version FROM default_reminders WHERE calendar_id = :calendar_id AND user_id = :user_id

-- name: defaults_rows :many default_reminder+default
-- plan: defaults_of_kind
-- buffers: 60
SELECT minutes_before, related, channel, all_day FROM defaults
WHERE calendar_id = :calendar_id AND all_day = ANY (ARRAY[false, true]) AND user_id = :user_id
ORDER BY position

-- name: defaults_raise :one
-- plan: default_reminders_pkey
-- buffers: 20
UPDATE default_reminders SET version = version + 1 WHERE calendar_id = :calendar_id AND user_id = :user_id RETURNING version

-- name: defaults_without :exec
-- plan: defaults_of_kind
-- buffers: 120
DELETE FROM defaults
WHERE calendar_id = :calendar_id AND all_day = ANY (ARRAY[false, true]) AND user_id = :user_id AND (id <> ALL (:ids::uuid[])) IS TRUE

-- name: defaults_put :exec
-- plan: none
-- buffers: 200
-- Those that were there keep their time.
INSERT INTO defaults (calendar_id, all_day, user_id, id, position, minutes_before, related, channel, since)
SELECT :calendar_id, r.all_day <> 0, :user_id, r.id, r.position, r.minutes_before, r.related, r.channel, :now
FROM unnest(:ids::uuid[], :all_days::bigint[], :minutes::bigint[], :relateds::text[], :channels::text[]) WITH ORDINALITY
     AS r (id, all_day, minutes_before, related, channel, position)
ON CONFLICT (id) DO UPDATE SET position = excluded.position

-- name: defaults_of :many
-- plan: defaults_of_kind
-- buffers: 600
-- A page of those for an event of this kind.
SELECT user_id, id, minutes_before, related, channel, since FROM defaults
WHERE (calendar_id, all_day, user_id, id) > (:calendar_id, :all_day, :after_user_id, :after_id)
  AND (calendar_id, all_day, user_id, id) <= (:calendar_id, :all_day, 'ffffffff-ffff-ffff-ffff-ffffffffffff', 'ffffffff-ffff-ffff-ffff-ffffffffffff')
ORDER BY calendar_id, all_day, user_id, id
LIMIT :rows

-- name: default_insert :exec
-- plan: none
-- buffers: 60
-- There already, also when it was deleted or changed since: OK.
INSERT INTO reminders (id, user_id, event_id, minutes_before, related, channel, created_at, updated_at, default_id)
VALUES (:id, :user_id, :event_id, :minutes_before, :related, :channel, :now, :now, :default_id)
ON CONFLICT (id) DO NOTHING

-- name: defaults_drop :many
-- plan: reminders_of_event, defaults_pkey, reminders_pkey
-- buffers: 6000
-- Those that the event is to have no more.
DELETE FROM reminders
WHERE id = ANY (ARRAY(
    SELECT r.id FROM reminders AS r
    WHERE (event_id, user_id, id) > (:event_id, '00000000-0000-0000-0000-000000000000', '00000000-0000-0000-0000-000000000000')
      AND (event_id, user_id, id) <= (:event_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff', 'ffffffff-ffff-ffff-ffff-ffffffffffff')
      AND (default_id IS NOT NULL) IS TRUE
      AND NOT coalesce((SELECT d.calendar_id = :calendar_id AND d.all_day = :all_day FROM defaults AS d WHERE d.id = r.default_id), false)
    ORDER BY event_id, user_id, id LIMIT :rows FOR UPDATE))
RETURNING id

-- name: walk_note :exec
-- plan: none
-- buffers: 30
-- All of the calendar is looked at.
INSERT INTO default_walks (calendar_id, look_at) VALUES (:calendar_id, :now)
ON CONFLICT (calendar_id) DO UPDATE SET mark = nextval('stale_marks'), walked_until = NULL, look_at = excluded.look_at

-- name: walk_again :exec
-- plan: default_walks_pkey
-- buffers: 20
-- Other people see the calendar.
UPDATE default_walks SET mark = nextval('stale_marks'), walked_until = NULL, look_at = :now WHERE calendar_id = :calendar_id

-- name: walk_next :one
-- plan: default_walks_by_look
-- buffers: 15
SELECT calendar_id, mark, walked_until AS "walked_until?" FROM default_walks WHERE look_at <= :now ORDER BY look_at LIMIT 1

-- name: walk_done :exec
-- plan: default_walks_pkey
-- buffers: 20
-- Unless it was said again meanwhile.
UPDATE default_walks SET walked_until = :until, look_at = :look_at WHERE calendar_id = :calendar_id AND (mark = :mark) IS TRUE

-- name: walk_forget :exec
-- plan: default_walks_pkey
-- buffers: 20
DELETE FROM default_walks WHERE calendar_id = :calendar_id AND (mark = :mark) IS TRUE

-- name: walk_users :many
-- plan: default_reminders_pkey
-- buffers: 600
SELECT user_id FROM default_reminders
WHERE (calendar_id, user_id) > (:calendar_id, :after_id) AND (calendar_id, user_id) <= (:calendar_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
ORDER BY calendar_id, user_id LIMIT :rows

-- name: walk_stale :exec
-- plan: none
-- buffers: 8000
INSERT INTO stale (event_id, look_at)
SELECT e.id, :now FROM unnest(:event_ids::uuid[]) AS e (id) ORDER BY e.id
ON CONFLICT (event_id) DO UPDATE SET mark = nextval('stale_marks'), look_at = excluded.look_at

-- name: defaults_forget :exec
-- plan: defaults_of_kind, default_reminders_pkey
-- buffers: 120
-- Of a user who may not see the calendar any more.
WITH rows AS (DELETE FROM defaults WHERE calendar_id = :calendar_id AND all_day = ANY (ARRAY[false, true]) AND user_id = :user_id)
DELETE FROM default_reminders WHERE calendar_id = :calendar_id AND user_id = :user_id

-- ---------------------------------------------------------------- what comes due (due.c, fire.c)

-- name: due_begin :exec
-- plan: none
-- buffers: 100
-- It is computed next.
INSERT INTO due (id, reminder_id, user_id, event_id, minutes_before, at, related, since, version, zone, done_until)
VALUES (:id, :id, :user_id, :event_id, :reminder.minutes_before, :reminder.at, :reminder.related, :since, 0, '', :since)
ON CONFLICT (id) DO UPDATE
SET minutes_before = excluded.minutes_before, at = excluded.at, related = excluded.related, since = excluded.since,
    done_until = excluded.done_until

-- name: due_snooze :exec
-- plan: none
-- buffers: 100
-- As its reminder, but at a time by itself and for one occurrence.
INSERT INTO due AS d (id, reminder_id, snooze, user_id, event_id, at, related, since, version, zone, due_at, look_at, place, begins_at,
                      ends_at, all_day, is_last, done_until)
VALUES (:id, :reminder_id, :number, :user_id, :event_id, :at, 'start', :now, :version, :zone, :at, :at, :place?, :begins_at, :ends_at,
        :all_day, true, :now)
ON CONFLICT (id) DO UPDATE
SET snooze = excluded.snooze, at = excluded.at, since = excluded.since, version = excluded.version, zone = excluded.zone,
    due_at = excluded.due_at, look_at = excluded.look_at, begins_at = excluded.begins_at, ends_at = excluded.ends_at,
    all_day = excluded.all_day, done_until = excluded.done_until, turn = d.turn + 1, set_aside = NULL

-- name: due_put :exec
-- plan: due_pkey
-- buffers: 12000
-- What was computed.  `flags`: 1 something is to come, 2 it is an occurrence of a series, 4 all-day, 8 it is the last one.
UPDATE due AS d
SET version = r.version, zone = r.zone, turn = turn + 1, set_aside = NULL,
    done_until = CASE WHEN :told THEN greatest(d.done_until, d.due_at) ELSE d.done_until END,
    due_at = CASE WHEN r.flags & 1 > 0 THEN r.due_at AT TIME ZONE 'UTC' END,
    look_at = CASE WHEN r.flags & 1 > 0 THEN r.due_at AT TIME ZONE 'UTC' END,
    place = CASE WHEN r.flags & 3 = 3 THEN r.place END,
    begins_at = CASE WHEN r.flags & 1 > 0 THEN r.begins_at AT TIME ZONE 'UTC' END,
    ends_at = CASE WHEN r.flags & 1 > 0 THEN r.ends_at AT TIME ZONE 'UTC' END,
    all_day = r.flags & 4 > 0, is_last = r.flags & 8 > 0
FROM unnest(:ids::uuid[], :versions::bigint[], :zones::text[], :due_ats::timestamp[], :places::bigint[], :begins::timestamp[],
            :ends::timestamp[], :flags::bigint[])
     AS r (id, version, zone, due_at, place, begins_at, ends_at, flags)
WHERE d.id = r.id

-- name: due_unclaim :exec
-- plan: due_pkey
-- buffers: 30000
-- Who has these in hand leaves out what it finds locked.
UPDATE due SET look_at = due_at WHERE id = ANY (:ids::uuid[]) AND (look_at > due_at) IS TRUE

-- name: due_set_aside :exec
-- plan: due_pkey
-- buffers: 12000
UPDATE due SET set_aside = :why, version = :version, turn = turn + 1 WHERE id = ANY (:ids::uuid[])

-- name: due_delete :exec
-- plan: due_pkey
-- buffers: 12000
DELETE FROM due WHERE id = ANY (:ids::uuid[])

-- name: due_of_event :many due
-- plan: due_of_event
-- buffers: 6000
SELECT {due} FROM due AS d
WHERE (event_id, id) > (:event_id, :after_id) AND (event_id, id) <= (:event_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
ORDER BY event_id, id
LIMIT :rows
FOR UPDATE

-- name: due_claim :many due
-- plan: due_by_look, due_pkey
-- buffers: 12000
-- What has come due, the first first.
UPDATE due AS d SET look_at = :until
WHERE id = ANY (ARRAY(
    SELECT id FROM due
    WHERE look_at <= :now AND (look_at IS NOT NULL AND set_aside IS NULL) IS TRUE
    ORDER BY look_at LIMIT :rows FOR UPDATE SKIP LOCKED))
RETURNING {due}

-- name: due_next :one
-- plan: due_by_look
-- buffers: 15
SELECT look_at AS "look_at" FROM due WHERE (look_at IS NOT NULL AND set_aside IS NULL) IS TRUE ORDER BY look_at LIMIT 1

-- name: due_read :many due
-- plan: due_pkey
-- buffers: 6000
SELECT {due} FROM due AS d WHERE id = ANY (:ids::uuid[]) ORDER BY id

-- name: due_hold :many
-- plan: due_pkey
-- buffers: 4000
-- Those that nobody else has locked; what has another turn is computed anew already.
SELECT id, turn FROM due WHERE id = ANY (:ids::uuid[]) ORDER BY id FOR UPDATE SKIP LOCKED

-- name: due_ahead :many due
-- plan: due_of_user
-- buffers: 12000
SELECT {due} FROM due AS d
WHERE (user_id, due_at) > (:user_id, '-infinity') AND (user_id, due_at) < (:user_id, :end)
  AND (due_at IS NOT NULL AND set_aside IS NULL) IS TRUE
ORDER BY user_id, due_at
LIMIT :rows

-- name: fired_add :many
-- plan: none
-- buffers: 10000
-- Those that were there before are told already, or dismissed.
INSERT INTO fired (reminder_id, due_at, place, begins_at, fired_at, missed)
SELECT r.id, r.due_at AT TIME ZONE 'UTC', r.place, r.begins_at AT TIME ZONE 'UTC', :now, r.missed <> 0
FROM unnest(:ids::uuid[], :due_ats::timestamp[], :places::bigint[], :begins::timestamp[], :missed::bigint[])
     AS r (id, due_at, place, begins_at, missed)
ON CONFLICT (reminder_id, due_at, place) DO NOTHING
RETURNING reminder_id, due_at, place

-- name: fired_of :many
-- plan: fired_pkey
-- buffers: 6000
-- Of these reminders, what was told after then, or of occurrences that had not begun.
SELECT f.reminder_id, f.due_at, f.place
FROM unnest(:ids::uuid[]) AS r (id)
CROSS JOIN LATERAL (SELECT * FROM fired WHERE reminder_id = r.id AND (begins_at > :since OR due_at > :since) IS TRUE OFFSET 0) AS f
ORDER BY f.reminder_id

-- name: fired_split :exec
-- plan: fired_pkey
-- buffers: 6000
-- The second half of a series has the places of the first one, which has told these.
INSERT INTO fired (reminder_id, due_at, place, begins_at, fired_at, missed)
SELECT :id, due_at, place, begins_at, fired_at, missed FROM fired
WHERE reminder_id = :from AND (begins_at > :since OR due_at > :since) IS TRUE
ON CONFLICT (reminder_id, due_at, place) DO NOTHING

-- name: fired_last :one
-- plan: fired_pkey
-- buffers: 15
SELECT due_at, place, begins_at FROM fired
WHERE (reminder_id, due_at) > (:reminder_id, '-infinity') AND (reminder_id, due_at) <= (:reminder_id, 'infinity')
ORDER BY reminder_id DESC, due_at DESC, place DESC LIMIT 1

-- name: snooze_add :one
-- plan: none
-- buffers: 40
INSERT INTO snoozes AS s (reminder_id, place, number, due_id, snoozed_at)
VALUES (:reminder_id, :place, 1, :due_id, :now)
ON CONFLICT (reminder_id, place) DO UPDATE SET number = s.number + 1, snoozed_at = excluded.snoozed_at
RETURNING number

-- name: snoozes_forget :many
-- plan: snoozes_pkey
-- buffers: 6000
DELETE FROM snoozes WHERE reminder_id = ANY (:ids::uuid[]) RETURNING due_id

-- name: snoozes_purge :exec
-- plan: snoozes_by_time
-- buffers: 12000
-- Those that were told long ago; a snooze lasts 28 days at most.
DELETE FROM snoozes
WHERE ctid = ANY (ARRAY(SELECT ctid FROM snoozes WHERE snoozed_at < :now::timestamptz - interval '31 days' ORDER BY snoozed_at LIMIT 1000))

-- name: defaults_over :many
-- plan: fired_by_time, reminders_pkey, due_pkey, reminders_pkey
-- buffers: 12000
-- Of what was told so long ago, the default reminders that have nothing more to tell.
DELETE FROM reminders
WHERE id = ANY (ARRAY(
    SELECT r.id
    FROM (SELECT reminder_id FROM fired WHERE fired_at < :now::timestamptz - interval '31 days' ORDER BY fired_at LIMIT 1000) AS f
    CROSS JOIN LATERAL (SELECT id FROM reminders WHERE id = f.reminder_id AND (default_id IS NOT NULL) IS TRUE OFFSET 0) AS r
    CROSS JOIN LATERAL (SELECT true FROM due WHERE id = r.id AND (due_at IS NULL) IS TRUE OFFSET 0) AS d))
RETURNING id

-- name: fired_purge :exec
-- plan: fired_by_time
-- buffers: 12000
DELETE FROM fired
WHERE ctid = ANY (ARRAY(SELECT ctid FROM fired WHERE fired_at < :now::timestamptz - interval '31 days' ORDER BY fired_at LIMIT 1000))

-- ---------------------------------------------------------------- quiet hours (quiet.c)

-- fragment: quiet
q.user_id AS id, q.starts AS "from?", q.ends AS "until?", q.version

-- name: quiet_find :one quiet_hours
-- plan: quiet_hours_pkey
-- buffers: 10
SELECT {quiet} FROM quiet_hours AS q WHERE user_id = :user_id

-- name: quiet_lock :one quiet_hours
-- plan: none
-- buffers: 20
INSERT INTO quiet_hours AS q (user_id) VALUES (:user_id)
ON CONFLICT (user_id) DO UPDATE SET user_id = excluded.user_id
RETURNING {quiet}

-- name: quiet_update :one quiet_hours
-- plan: quiet_hours_pkey
-- buffers: 20
UPDATE quiet_hours AS q SET starts = :quiet_hours.from, ends = :quiet_hours.until, version = version + 1
WHERE user_id = :user_id
RETURNING {quiet}

-- name: quiet_of :many
-- plan: quiet_hours_pkey, users_pkey
-- buffers: 2500
-- Those of these users who have any, by user.
SELECT q.user_id, q.starts, q.ends, coalesce(u.zone, 'UTC') AS "zone"
FROM quiet_hours AS q
LEFT JOIN LATERAL (SELECT zone FROM users WHERE user_id = q.user_id OFFSET 0) AS u ON true
WHERE q.user_id = ANY (:user_ids::uuid[]) AND (q.starts IS NOT NULL) IS TRUE
ORDER BY q.user_id

-- name: due_put_off :exec
-- plan: due_pkey
-- buffers: 12000
-- They were just claimed.
UPDATE due AS d SET look_at = r.until AT TIME ZONE 'UTC'
FROM unnest(:ids::uuid[], :untils::timestamp[]) AS r (id, until)
WHERE d.id = r.id

-- name: due_look_again :exec
-- plan: due_of_user, due_pkey
-- buffers: 12000
-- What was put off.
UPDATE due SET look_at = due_at
WHERE id = ANY (ARRAY(SELECT id FROM due
                      WHERE (user_id, due_at) > (:user_id, '-infinity') AND (user_id, due_at) <= (:user_id, :now)
                        AND (look_at > due_at) IS TRUE
                      ORDER BY id FOR UPDATE))

-- ---------------------------------------------------------------- people (zone.c, departure.c)

-- name: zone_note :exec
-- plan: none
-- buffers: 20
-- From a request, which may be older than what auth has told.
INSERT INTO users (user_id, version, zone, changed_at) VALUES (:user_id, 0, :zone, :now) ON CONFLICT (user_id) DO NOTHING

-- name: zone_hold :one
-- plan: users_pkey
-- buffers: 15
-- Who changes it meanwhile finds what was computed by it.
SELECT zone FROM users WHERE user_id = :user_id FOR SHARE

-- name: zones_of :many
-- plan: users_pkey
-- buffers: 2000
SELECT user_id, zone, changed_at FROM users WHERE user_id = ANY (:user_ids::uuid[]) ORDER BY user_id

-- name: zone_change :one
-- plan: users_pkey, users_pkey
-- buffers: 30
-- Of those who are known.
UPDATE users AS u
SET version = :version, zone = :zone, changed_at = CASE WHEN u.zone = :zone THEN u.changed_at ELSE :now END
FROM (SELECT zone FROM users WHERE user_id = :user_id FOR UPDATE) AS before
WHERE user_id = :user_id AND (version < :version) IS TRUE
RETURNING before.zone <> :zone AS "changed"

-- name: zones_new :many
-- plan: users_new
-- buffers: 600
SELECT user_id FROM users WHERE (version = 0) IS TRUE ORDER BY user_id LIMIT :rows

-- name: zones_page :many
-- plan: users_pkey
-- buffers: 600
SELECT user_id FROM users WHERE user_id > :after_id ORDER BY user_id LIMIT :rows

-- name: tzdata_find :one
-- plan: all of tzdata
-- buffers: 10
SELECT digest FROM tzdata

-- name: tzdata_put :exec
-- plan: none
-- buffers: 20
INSERT INTO tzdata (digest) VALUES (:digest) ON CONFLICT (only_row) DO UPDATE SET digest = excluded.digest

-- name: tzdata_due :many
-- plan: due_pkey, due_pkey
-- buffers: 12000
-- A page of what is to be computed anew.
UPDATE due SET version = 0, turn = turn + 1
WHERE id = ANY (ARRAY(SELECT id FROM due WHERE id > :after_id ORDER BY id LIMIT :rows FOR UPDATE))
RETURNING id

-- name: tzdata_stale :many
-- plan: courses_pkey
-- buffers: 12000
INSERT INTO stale (event_id, look_at)
SELECT event_id, :now FROM courses WHERE event_id > :after_id AND (NOT deleted) IS TRUE ORDER BY event_id LIMIT :rows
ON CONFLICT (event_id) DO UPDATE SET mark = nextval('stale_marks'), look_at = excluded.look_at
RETURNING event_id

-- name: reminder_departed_note :exec
-- plan: none
-- buffers: 20
INSERT INTO departed (user_id, since) VALUES (:user_id, :now) ON CONFLICT (user_id) DO NOTHING

-- name: reminder_departed_users :many
-- plan: departed_pkey, reminders_of_user, users_pkey, quiet_hours_pkey
-- buffers: 300
-- Accounts that are gone and still have something.
SELECT d.user_id FROM departed d
WHERE coalesce((SELECT true FROM reminders w
                WHERE (w.user_id, w.event_id) > (d.user_id, '00000000-0000-0000-0000-000000000000')
                  AND (w.user_id, w.event_id) <= (d.user_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
                ORDER BY w.user_id, w.event_id LIMIT 1),
               (SELECT true FROM users w WHERE w.user_id = d.user_id),
               (SELECT true FROM quiet_hours w WHERE w.user_id = d.user_id), false)
LIMIT 10

-- name: reminder_departed_reminders :many
-- plan: reminders_of_user, reminders_pkey
-- buffers: 6000
-- A batch, deleted ones too.
DELETE FROM reminders
WHERE id = ANY (ARRAY(SELECT id FROM reminders
                      WHERE (user_id, event_id) > (:user_id, '00000000-0000-0000-0000-000000000000')
                        AND (user_id, event_id) <= (:user_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
                      ORDER BY user_id, event_id, id LIMIT :rows FOR UPDATE))
RETURNING id

-- name: fired_forget :exec
-- plan: fired_pkey
-- buffers: 25000
DELETE FROM fired WHERE reminder_id = ANY (:ids::uuid[])

-- name: reminder_departed_user :exec
-- plan: quiet_hours_pkey, default_reminders_of_user, defaults_of_kind, users_pkey
-- buffers: 400
WITH quiet AS (DELETE FROM quiet_hours WHERE user_id = :user_id),
sets AS (DELETE FROM default_reminders WHERE user_id = :user_id AND (version > 0) IS TRUE RETURNING calendar_id),
rows AS (DELETE FROM defaults AS d USING sets
         WHERE d.calendar_id = sets.calendar_id AND d.all_day = ANY (ARRAY[false, true]) AND d.user_id = :user_id)
DELETE FROM users WHERE user_id = :user_id

-- name: reminder_departed_purge :exec
-- plan: departed_since
-- buffers: 300
DELETE FROM departed WHERE since < :now::timestamptz - interval '1 day'
