-- One person with 20,000 reminders on events of one calendar, which is more than the service lets anybody have, most of which are overdue.
INSERT INTO reminders (id, user_id, event_id, minutes_before, related, channel, created_at, updated_at)
SELECT md5('s' || n)::uuid, md5('s')::uuid, md5('s' || n % 4000)::uuid, 10, 'start', 'feed', '2026-02-01 12:00Z'::timestamptz, '2026-02-01 12:00Z'::timestamptz
FROM generate_series(1, 20000) AS n;
INSERT INTO courses (event_id, calendar_id, version, deleted, changed_at, course)
SELECT md5('s' || n)::uuid, md5('s')::uuid, 1, false, '2026-02-01 12:00Z'::timestamptz, repeat('c', 300)::bytea FROM generate_series(0, 3999) AS n;
INSERT INTO due (id, reminder_id, user_id, event_id, minutes_before, related, since, version, zone, due_at, look_at, begins_at, ends_at, done_until)
SELECT md5('s' || n)::uuid, md5('s' || n)::uuid, md5('s')::uuid, md5('s' || n % 4000)::uuid, 10, 'start', '2026-02-01 12:00Z'::timestamptz, 1, 'UTC', at, at, at, at,
       '2026-02-01 12:00Z'::timestamptz
FROM generate_series(1, 20000) AS n, LATERAL (SELECT '2026-03-01 12:00Z'::timestamptz - n * interval '1 second' AS at) AS t;
INSERT INTO fired (reminder_id, due_at, place, begins_at, fired_at, missed)
SELECT md5('s')::uuid, at, n, at, at, false
FROM generate_series(1, 20000) AS n, LATERAL (SELECT '2026-02-01 12:00Z'::timestamptz - n * interval '1 minute' AS at) AS t;
INSERT INTO stale (event_id, look_at)
SELECT md5('s' || n)::uuid, '2026-03-01 11:00Z'::timestamptz - n * interval '1 second' FROM generate_series(0, 3999) AS n;
