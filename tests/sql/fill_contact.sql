-- 200 address books of 250 contacts, one of them large.
INSERT INTO contacts (id, owner_id, first_name, last_name, email, phone, company, tags)
SELECT gen_random_uuid(), md5((n % 200)::text)::uuid, 'First' || n, 'Last' || n % 977,
       'p' || n || '@example.org', '+43 660 ' || n, 'Company ' || n % 53, '{}'
FROM generate_series(1, 50000) AS n;
