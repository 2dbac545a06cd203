-- Rows of the last day and more; a hundred announcements are unsent; the place of one consumer.
INSERT INTO outbox (id, type, subject, object_id, payload, audience, published_at)
SELECT md5('m' || n)::uuid, 't', 's', md5('o' || n)::uuid, '{}', '{}', now() - n * interval '9 seconds'
FROM generate_series(1, 10000) AS n;
INSERT INTO outbox (id, type, subject, object_id, payload, audience)
SELECT md5('u' || n)::uuid, 't', 's', md5('o' || n)::uuid, '{}', '{}' FROM generate_series(1, 100) AS n;
INSERT INTO idempotency (key, input, answer, created_at)
SELECT decode(md5(n::text), 'hex'), '', '', now() - n * interval '9 seconds' FROM generate_series(1, 10000) AS n;
INSERT INTO consumed (consumer, event_id, consumed_at)
SELECT 'c', md5('m' || n)::uuid, now() - n * interval '70 seconds' FROM generate_series(1, 10000) AS n;
INSERT INTO consume_attempts (consumer, event_id, process, began_at)
SELECT 'c', md5('m' || n)::uuid, md5('p')::uuid, now() - n * interval '8700 milliseconds' FROM generate_series(1, 10000) AS n;
INSERT INTO positions (consumer, xid, id) VALUES ('c', '4', md5('o1')::uuid);
INSERT INTO outbox_published (minute, bytes) SELECT date_trunc('minute', now()) - n * interval '1 minute', 1000 FROM generate_series(0, 1500) AS n;
