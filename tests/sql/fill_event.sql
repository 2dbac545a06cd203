-- 500 calendars of 200 events, a tenth of them all day.
INSERT INTO calendar_versions (calendar_id, version)
SELECT md5(n::text)::uuid, 1 FROM generate_series(1, 20000) AS n;
INSERT INTO calendar_access (calendar_id, user_id, role)
SELECT md5(n::text)::uuid, md5((n % 5000)::text)::uuid, 'owner' FROM generate_series(1, 20000) AS n;
INSERT INTO events (id, calendar_id, title, start_time, end_time, timezone, all_day, status,
                    transparency, tags, created_by, updated_by)
SELECT gen_random_uuid(), md5((n % 500)::text)::uuid, 'Event ' || n, day, day + length, 'UTC',
       n % 10 = 0, 'confirmed', 'opaque', '{}', md5('u')::uuid, md5('u')::uuid
FROM generate_series(1, 100000) AS n,
     LATERAL (SELECT timestamptz '2026-01-01Z' + (n / 500) * interval '1 day' AS day,
                     interval '1 day' * (n % 3) AS length) AS l;
INSERT INTO calendar_marks (calendar_id, slot, mark)
SELECT md5(n::text)::uuid, n % 8, gen_random_uuid() FROM generate_series(1, 20000) AS n
ON CONFLICT DO NOTHING;
