-- 50,000 changes of ten events of u1, each of its own: every fifth moves the event.
DO $$ BEGIN
    FOR n IN 1..50000 LOOP
        UPDATE events
        SET title = 'Title ' || n, version = version + 1, updated_at = clock_timestamp(),
            start_time = start_time + CASE WHEN n % 5 = 0 THEN interval '1 minute' ELSE interval '0' END,
            end_time = end_time + CASE WHEN n % 5 = 0 THEN interval '1 minute' ELSE interval '0' END
        WHERE id = md5('e' || 30004 + n % 10 * 500)::uuid;
        COMMIT;
    END LOOP;
END $$;
