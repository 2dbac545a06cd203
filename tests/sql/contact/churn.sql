-- 50,000 changes of ten contacts of u1, their names among them.
DO $$ BEGIN
    FOR n IN 1..50000 LOOP
        UPDATE contacts SET last_name = 'Last' || n % 977, haystack = ' first1 last' || n % 977, haystack_version = version + 1,
            version = version + 1 WHERE id = md5('c' || 1 + n % 10 * 200)::uuid;
        COMMIT;
    END LOOP;
END $$;
