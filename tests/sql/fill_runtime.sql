INSERT INTO outbox (id, type, subject, object_id, payload, audience, published_at)
SELECT gen_random_uuid(), 't', 's', gen_random_uuid(), '{}', '{}', now() - n * interval '1 second'
FROM generate_series(1, 20000) AS n;
INSERT INTO idempotency (key, input, answer, created_at)
SELECT decode(md5(n::text), 'hex'), '', '', now() - n * interval '5 seconds' FROM generate_series(1, 20000) AS n;
INSERT INTO consumed (consumer, event_id, consumed_at)
SELECT 'c', gen_random_uuid(), now() - n * interval '35 seconds' FROM generate_series(1, 20000) AS n;
