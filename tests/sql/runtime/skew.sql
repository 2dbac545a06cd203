-- The bus has been away: most announcements are unsent.
INSERT INTO outbox (id, type, subject, object_id, payload, audience)
SELECT md5('away' || n)::uuid, 't', 's', md5('o' || n)::uuid, '{}', '{}' FROM generate_series(1, 20000) AS n;
