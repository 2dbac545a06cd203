-- One address book of 20,000 contacts.
INSERT INTO contacts (id, owner_id, first_name, last_name, email, phone, company, tags)
SELECT md5('s' || n)::uuid, md5('s')::uuid, 'First' || n, 'Last' || n % 977, 'p' || n || '@example.org', '+43 660 ' || n,
       'Company ' || n % 53, '{}'
FROM generate_series(1, 20000) AS n;
