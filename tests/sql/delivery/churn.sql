-- 50,000 times a delivery is claimed and comes back, and the oldest is another one each time.
DO $$ BEGIN
    FOR n IN 1..50000 LOOP
        UPDATE deliveries SET worker = 2 WHERE id = md5('d' || n % 500 * 2 + 2)::uuid;
        UPDATE deliveries SET worker = NULL, due_at = due_at + interval '1 second', attempts = attempts + 1
        WHERE id = md5('d' || n % 500 * 2 + 2)::uuid;
        COMMIT;
    END LOOP;
END $$;
