-- 10,000 deliveries of one person about one calendar, and 10,000 people who see it.
INSERT INTO deliveries (id, owner_id, calendar_id, title)
SELECT md5('s' || n)::uuid, md5('s')::uuid, md5('s')::uuid, 'Title ' || n FROM generate_series(1, 10000) AS n;
INSERT INTO calendar_versions (calendar_id, version, deleted) VALUES (md5('s')::uuid, 1, false);
INSERT INTO calendar_access (calendar_id, user_id) SELECT md5('s')::uuid, md5('s' || n)::uuid FROM generate_series(1, 10000) AS n;
