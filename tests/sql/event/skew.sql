-- One user with 10,000 calendars of two events each.
INSERT INTO calendar_versions (calendar_id, version) SELECT md5('s' || n)::uuid, 1 FROM generate_series(1, 10000) AS n;
INSERT INTO calendar_access (calendar_id, user_id, role)
SELECT md5('s' || n)::uuid, md5('s')::uuid, CASE WHEN n % 3 = 0 THEN 'viewer' ELSE 'owner' END FROM generate_series(1, 10000) AS n;
INSERT INTO events (id, calendar_id, uid, title, start_time, end_time, timezone, all_day, status, transparency, tags,
                    created_by, updated_by, terms, terms_version)
SELECT md5('s' || n || all_day)::uuid, md5('s' || n)::uuid, md5('s' || n || all_day)::uuid, 'Event ' || n, day, day + interval '1 day', 'UTC', all_day,
       'confirmed', 'opaque', '{}', md5('s')::uuid, md5('s')::uuid,
       array_to_tsvector(ARRAY[right(md5('s' || n), 12) || 'wevent', right(md5('s' || n), 12) || 'w' || n, right(md5('s' || n), 12) || 'tsingle']), 1
FROM generate_series(1, 10000) AS n, (VALUES (true), (false)) AS kind (all_day),
     LATERAL (SELECT timestamptz '2026-01-01Z' + n % 365 * interval '1 day' AS day) AS d;
INSERT INTO calendar_marks (calendar_id, slot, mark)
SELECT md5('s' || n)::uuid, slot, gen_random_uuid() FROM generate_series(1, 10000) AS n, generate_series(0, 1) AS slot
ON CONFLICT DO NOTHING;
INSERT INTO calendar_tags (calendar_id, tag, slot, count)
SELECT md5('s' || n)::uuid, tag, 0, 1 FROM generate_series(1, 10000) AS n, (VALUES ('one'), ('two')) AS t (tag);
