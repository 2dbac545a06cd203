-- 50,000 times a session of u1 is extended, his key used, and somebody fails to sign in.
DO $$ BEGIN
    FOR n IN 1..50000 LOOP
        UPDATE sessions SET expires_at = clock_timestamp() + interval '30 days' WHERE id = md5('s13')::uuid;
        UPDATE api_keys SET last_used_at = clock_timestamp() WHERE id = md5('k13')::uuid;
        UPDATE login_failures SET level = level + 1, keep_until = clock_timestamp() + interval '1 day' WHERE name = sha256('200');
        COMMIT;
    END LOOP;
END $$;
