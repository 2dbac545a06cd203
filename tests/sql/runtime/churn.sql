-- 50,000 announcements, written and published by hundreds.
DO $$ BEGIN
    FOR batch IN 1..500 LOOP
        INSERT INTO outbox (id, type, subject, object_id, payload, audience)
        SELECT md5('churn' || batch || '.' || n)::uuid, 't', 's', md5('o' || n)::uuid, '{}', '{}' FROM generate_series(1, 100) AS n;
        COMMIT;
        UPDATE outbox SET published_at = now() - interval '1 hour'
        WHERE id = ANY (ARRAY(SELECT md5('churn' || batch || '.' || n)::uuid FROM generate_series(1, 100) AS n));
        COMMIT;
    END LOOP;
END $$;
