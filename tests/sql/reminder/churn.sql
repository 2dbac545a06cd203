-- 50,000 times a reminder is claimed, comes due and gets its next time, and an event is stale and is read.
DO $$ BEGIN
    FOR n IN 1..50000 LOOP
        UPDATE due SET look_at = look_at + interval '3 seconds' WHERE id = md5('r' || n % 500 + 2)::uuid;
        UPDATE due SET due_at = due_at + interval '1 day', look_at = due_at + interval '1 day', turn = turn + 1
        WHERE id = md5('r' || n % 500 + 2)::uuid;
        DELETE FROM stale WHERE event_id = md5('e' || n % 500)::uuid;
        INSERT INTO stale (event_id, look_at) VALUES (md5('e' || n % 500)::uuid, '2026-03-01 11:00Z'::timestamptz + n * interval '1 millisecond');
        COMMIT;
    END LOOP;
END $$;
