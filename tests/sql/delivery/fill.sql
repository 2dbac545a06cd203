-- 1,000 people with 20 webhooks each; a fiftieth is deleted.
INSERT INTO webhooks (id, user_id, key_id, key_scopes, url, nouns, calendar_ids, secret, state, created_at, updated_at, deleted_at)
SELECT md5('w' || n)::uuid, md5('u' || n % 1000)::uuid,
       CASE WHEN n % 4 = 1 THEN md5('k' || n % 1000)::uuid END, CASE WHEN n % 4 = 1 THEN ARRAY['events:read'] END, 'https://example.org/' || n, ARRAY['event', 'calendar'], '{}', repeat('s', 60)::bytea,
       CASE WHEN n % 10 = 3 THEN 'disabled' ELSE 'active' END, now(), now(), CASE WHEN n % 50 = 0 THEN now() - n % 70 * interval '1 day' END
FROM generate_series(1, 20000) AS n;
INSERT INTO departed (owner_id, since)
SELECT md5('u' || n)::uuid, now() - n % 3 * interval '1 day' FROM generate_series(901, 1200) AS n;
