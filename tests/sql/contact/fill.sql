-- 200 address books of 100 contacts; a fiftieth is deleted.
INSERT INTO contacts (id, owner_id, first_name, last_name, email, phone, company, tags, haystack, haystack_version, deleted_at)
SELECT md5('c' || n)::uuid, md5('u' || n % 200)::uuid, 'First' || n, 'Last' || n % 977,
       'p' || n || '@example.org', '+43 660 ' || n, 'Company ' || n % 53, '{}',
       ' first' || n || ' last' || n % 977 || ' company ' || n % 53 || ' p' || n || '@example.org +43 660 ' || n
       || ' +43660' || n || ' *0660' || n, CASE WHEN n % 97 = 0 THEN 0 ELSE 1 END,
       CASE WHEN n % 50 = 0 THEN now() - n % 70 * interval '1 day' END
FROM generate_series(1, 20000) AS n;
INSERT INTO departed (owner_id, since)
SELECT md5('u' || n)::uuid, now() - n % 3 * interval '1 day' FROM generate_series(101, 400) AS n;
