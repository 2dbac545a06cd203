-- 20,000 reminders of 1,000 people on 4,000 events of 200 calendars, each event with those of five people; a fiftieth is deleted.
INSERT INTO reminders (id, user_id, event_id, minutes_before, related, channel, created_at, updated_at, deleted_at)
SELECT md5('r' || n)::uuid, md5('u' || (n * 7 + n / 4000) % 1000)::uuid, md5('e' || n % 4000)::uuid, n % 60, 'start', 'feed', at, at,
       CASE WHEN n % 50 = 0 THEN '2026-03-01 12:00Z'::timestamptz - n % 70 * interval '1 day' END
FROM generate_series(0, 19999) AS n, LATERAL (SELECT '2026-02-01 12:00Z'::timestamptz + n * interval '1 minute' AS at) AS t;
-- Of 5,000 events, some without reminders; a fortieth is deleted.
INSERT INTO courses (event_id, calendar_id, version, deleted, changed_at, course)
SELECT md5('e' || n)::uuid, md5('c' || n % 200)::uuid, n % 7 + 1, n % 40 = 3, '2026-03-01 12:00Z'::timestamptz - n % 60 * interval '1 day',
       CASE WHEN n % 40 <> 3 THEN repeat('c', 300)::bytea END
FROM generate_series(0, 4999) AS n;
-- A thousand are overdue, a tenth has nothing to come, and a few cannot be computed.
INSERT INTO due (id, reminder_id, user_id, event_id, minutes_before, related, since, version, zone, due_at, look_at, begins_at, ends_at,
                 done_until, set_aside)
SELECT r.id, r.id, r.user_id, r.event_id, r.minutes_before, r.related, r.created_at, 1, 'Europe/Vienna', t.due_at, t.due_at, t.due_at, t.due_at + interval '1 hour',
       r.created_at, CASE WHEN n % 200 = 7 THEN 'the rule cannot be read' END
FROM generate_series(0, 19999) AS n JOIN reminders AS r ON r.id = md5('r' || n)::uuid AND r.deleted_at IS NULL,
     LATERAL (SELECT CASE WHEN n % 10 <> 9 THEN '2026-03-01 12:00Z'::timestamptz + (n - 1000) * interval '97 seconds' END AS due_at) AS t
WHERE n % 4000 % 40 <> 3;
INSERT INTO fired (reminder_id, due_at, place, begins_at, fired_at, missed)
SELECT md5('r' || n % 20000)::uuid, at, 0, at + interval '10 days', at, false
FROM generate_series(0, 59999) AS n, LATERAL (SELECT '2026-03-01 12:00Z'::timestamptz - n * interval '1 minute' AS at) AS t;
INSERT INTO stale (event_id, mark, look_at)
SELECT md5('e' || n)::uuid, n + 1, '2026-03-01 12:00Z'::timestamptz + (n - 500) * interval '1 second' FROM generate_series(0, 999) AS n;
INSERT INTO users (user_id, version, zone, changed_at)
SELECT md5('u' || n)::uuid, CASE WHEN n % 50 = 0 THEN 0 ELSE 1 END, 'Europe/Vienna', '2026-02-01 12:00Z'::timestamptz FROM generate_series(0, 999) AS n;
-- Some of u7's are put off.
UPDATE due SET look_at = look_at + interval '3 days' WHERE user_id = md5('u7')::uuid AND due_at < '2026-03-01 12:00Z';
-- Every tenth person has two default reminders on a calendar, from which every twentieth reminder comes.
INSERT INTO default_reminders (calendar_id, user_id) SELECT md5('c' || n % 200)::uuid, md5('u' || n)::uuid FROM generate_series(1, 999, 10) AS n;
INSERT INTO defaults (calendar_id, all_day, user_id, id, position, minutes_before, related, channel, since)
SELECT md5('c' || n % 200)::uuid, day = 1, md5('u' || n)::uuid, md5('d' || n || '.' || day)::uuid, day, 10, 'start', 'feed', '2026-02-01 12:00Z'
FROM generate_series(1, 999, 10) AS n, generate_series(0, 1) AS day;
UPDATE reminders SET default_id = md5('d' || n % 1000 || '.0')::uuid FROM generate_series(9, 19999, 20) AS n WHERE id = md5('r' || n)::uuid;
INSERT INTO default_walks (calendar_id, mark, walked_until, look_at)
SELECT md5('c' || n)::uuid, n + 1, '2026-03-01 12:00Z', '2026-03-01 12:00Z'::timestamptz + (n - 20) * interval '1 hour' FROM generate_series(0, 199) AS n;
INSERT INTO tzdata (digest) VALUES (1);
INSERT INTO snoozes (reminder_id, place, number, due_id, snoozed_at)
SELECT md5('r' || n)::uuid, 0, 1, md5('z' || n)::uuid, '2026-03-01 12:00Z'::timestamptz - n * interval '1 hour' FROM generate_series(0, 1999) AS n;
INSERT INTO quiet_hours (user_id, starts, ends) SELECT md5('u' || n)::uuid, '22:00', '07:00' FROM generate_series(1, 999, 3) AS n;
INSERT INTO departed (user_id, since)
SELECT md5('u' || n)::uuid, '2026-03-01 12:00Z'::timestamptz - n % 3 * interval '1 day' FROM generate_series(901, 1200) AS n;
-- For ask.ini: ids of a kind, and the marks of stale events.
CREATE FUNCTION some_ids(kind text, count integer, first integer DEFAULT 1) RETURNS uuid[] IMMUTABLE LANGUAGE sql
    RETURN ARRAY(SELECT md5(kind || n)::uuid FROM generate_series(first, first + count - 1) AS n);
CREATE FUNCTION some_marks(count integer, first integer) RETURNS bigint[] IMMUTABLE LANGUAGE sql
    RETURN ARRAY(SELECT (n + 1)::bigint FROM generate_series(first, first + count - 1) AS n);
