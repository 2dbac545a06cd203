-- 20,000 deliveries of the last 40 days to 200 people: half of them mail; the last 8,000 wait, a quarter of those with one
-- of four workers, and a hundredth is set aside.
INSERT INTO workers (number, since) SELECT n, '2026-03-01 11:00Z' FROM generate_series(0, 3) AS n;
INSERT INTO deliveries (id, channel, kind, owner, webhook_id, user_id, address, body, state, due_at, worker, sending, created_at, ended_at)
SELECT md5('d' || n)::uuid, channel, 'verify_email', CASE channel WHEN 'mail' THEN 'auth' END,
       CASE channel WHEN 'webhook' THEN md5('w' || n % 100)::uuid END, md5('u' || n % 200)::uuid,
       CASE channel WHEN 'mail' THEN 'p' || n % 200 || '@example.org' END, CASE channel WHEN 'webhook' THEN 'a body'::bytea END,
       state, at + interval '1 minute', CASE WHEN state = 'waiting' AND n % 4 = 3 THEN n / 4 % 4 END, n % 8 = 3, at,
       CASE WHEN state <> 'waiting' THEN at END
FROM (SELECT n, CASE n % 2 WHEN 0 THEN 'mail' ELSE 'webhook' END AS channel,
             CASE WHEN n <= 8000 THEN 'waiting' WHEN n % 100 < 2 THEN 'set_aside' ELSE 'sent' END AS state,
             '2026-03-01 11:00Z'::timestamptz - n * interval '173 seconds' AS at
      FROM generate_series(1, 20000) AS n) AS d;
INSERT INTO departed (owner_id, since)
SELECT md5('u' || n)::uuid, '2026-03-01 12:00Z'::timestamptz - n % 3 * interval '1 day' FROM generate_series(101, 400) AS n;
-- 1,000 people with 20 webhooks each; a fiftieth is deleted.
INSERT INTO webhooks (id, user_id, key_id, key_scopes, url, nouns, calendar_ids, secret, state, mail_id, failing_since, created_at, updated_at, deleted_at)
SELECT md5('w' || n)::uuid, md5('u' || n % 1000)::uuid,
       CASE WHEN n % 4 = 1 THEN md5('k' || n % 1000)::uuid END, CASE WHEN n % 4 = 1 THEN ARRAY['events:read'] END, 'https://example.org/' || n, ARRAY['event', 'calendar'], '{}', repeat('s', 60)::bytea,
       CASE WHEN n % 10 = 3 THEN 'disabled' ELSE 'active' END, CASE WHEN n % 10 = 3 THEN md5('m' || n)::uuid END,
       CASE WHEN n % 7 = 2 THEN '2026-02-28 11:00Z'::timestamptz END, '2026-03-01 11:00Z'::timestamptz, '2026-03-01 11:00Z'::timestamptz, CASE WHEN n % 50 = 0 THEN '2026-03-01 11:00Z'::timestamptz - n % 70 * interval '1 day' END
FROM generate_series(1, 20000) AS n;
INSERT INTO feed_seen (seen) VALUES ('{[1,500],[600,700]}');
INSERT INTO feed_gaps (first, last, after_user_id, noted_at)
SELECT n * 10, n * 10 + 5, '00000000-0000-0000-0000-000000000000', '2026-03-01 11:00Z'::timestamptz FROM generate_series(1, 100) AS n;
-- For ask.ini: the first ids of a kind.
CREATE FUNCTION some_ids(kind text, count integer) RETURNS uuid[] IMMUTABLE LANGUAGE sql
    RETURN ARRAY(SELECT md5(kind || n)::uuid FROM generate_series(1, count) AS n);
-- 20,000 addresses of the last 40 days, each with up to 20 mails of its day; a fiftieth wants none.
INSERT INTO addresses (id, proved, stopped_at, recent, seen_on)
SELECT md5('a' || n)::uuid, n % 3 = 0, CASE WHEN n % 50 = 0 THEN at END, array_fill(at, ARRAY[n % 20]), at::date
FROM (SELECT n, '2026-03-01 12:00Z'::timestamptz - n * interval '3 minutes' AS at FROM generate_series(1, 20000) AS n) AS a;
INSERT INTO mail_hours (hour, sent)
SELECT '2026-03-01 12:00Z'::timestamptz - n * interval '1 hour', n FROM generate_series(0, 48) AS n;
