-- 10,000 webhooks of one person, which the service does not let anybody have.
INSERT INTO webhooks (id, user_id, url, nouns, calendar_ids, secret, state, created_at, updated_at)
SELECT md5('s' || n)::uuid, md5('s')::uuid, 'https://example.org/' || n, ARRAY['event'], '{}', repeat('s', 60)::bytea, 'active', now(), now()
FROM generate_series(1, 10000) AS n;
