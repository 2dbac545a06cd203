-- 10,000 deliveries of one person to one webhook.
INSERT INTO deliveries (id, channel, kind, webhook_id, user_id, body, state, due_at, created_at)
SELECT md5('s' || n)::uuid, 'webhook', 'event.updated', md5('s')::uuid, md5('s')::uuid, 'a body'::bytea, 'waiting',
       '2026-03-01 11:59Z'::timestamptz - n * interval '1 second', '2026-03-01 11:00Z'
FROM generate_series(1, 10000) AS n;
-- 10,000 webhooks of one person, which the service does not let anybody have.
INSERT INTO webhooks (id, user_id, url, nouns, calendar_ids, secret, state, created_at, updated_at)
SELECT md5('s' || n)::uuid, md5('s')::uuid, 'https://example.org/' || n, ARRAY['event'], '{}', repeat('s', 60)::bytea, 'active', '2026-03-01 11:00Z'::timestamptz, '2026-03-01 11:00Z'::timestamptz
FROM generate_series(1, 10000) AS n;
