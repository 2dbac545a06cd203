-- 50,000 changes of a calendar of u1 and of who may see it.
DO $$ BEGIN
    FOR n IN 1..50000 LOOP
        UPDATE calendars
        SET name = 'Name ' || n, version = version + 1, access_version = access_version + 1, access_xid = DEFAULT
        WHERE id = md5('c1')::uuid;
        UPDATE calendar_members SET left_at = CASE WHEN n % 2 = 1 THEN now() END
        WHERE calendar_id = md5('c1')::uuid AND user_id = md5('u2')::uuid;
        COMMIT;
    END LOOP;
END $$;
