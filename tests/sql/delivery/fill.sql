-- 200 people with 100 deliveries each, about two calendars; a fiftieth is deleted, and nobody sees c390 to c399 any more.
INSERT INTO deliveries (id, owner_id, calendar_id, title, deleted_at)
SELECT md5('w' || n)::uuid, md5('u' || n % 200)::uuid, md5('c' || n % 400)::uuid, 'Title ' || n,
       CASE WHEN n % 50 = 0 THEN now() - n % 70 * interval '1 day' END
FROM generate_series(1, 20000) AS n;
INSERT INTO calendar_versions (calendar_id, version, deleted, cleared, changed_at)
SELECT md5('c' || n)::uuid, 1, n >= 900, n NOT BETWEEN 890 AND 899, now() - n % 90 * interval '1 day' FROM generate_series(0, 999) AS n;
INSERT INTO calendar_access (calendar_id, user_id)
SELECT md5('c' || n)::uuid, md5('u' || n % 200)::uuid FROM generate_series(0, 389) AS n;
INSERT INTO departed (owner_id, since)
SELECT md5('u' || n)::uuid, now() - n % 3 * interval '1 day' FROM generate_series(101, 400) AS n;
