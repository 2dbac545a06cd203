-- One address book of 20,000 contacts.
INSERT INTO contacts (id, owner_id, first_name, last_name, email, phone, company, tags, haystack, haystack_version)
SELECT md5('s' || n)::uuid, md5('s')::uuid, 'First' || n, 'Last' || n % 977, 'p' || n || '@example.org', '+43 660 ' || n,
       'Company ' || n % 53, '{}',
       ' first' || n || ' last' || n % 977 || ' company ' || n % 53 || ' p' || n || '@example.org +43 660 ' || n
       || ' +43660' || n || ' *0660' || n, 1
FROM generate_series(1, 20000) AS n;
