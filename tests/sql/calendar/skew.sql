-- One user with 10,000 calendars.
INSERT INTO calendars (id, owner_id, name, color, timezone, is_public)
SELECT md5('s' || n)::uuid, md5('s')::uuid, 'Calendar ' || n, '#4285F4', 'UTC', false FROM generate_series(1, 10000) AS n;
INSERT INTO calendar_members (calendar_id, user_id, role)
SELECT md5('s' || n)::uuid, md5('s')::uuid, 'owner' FROM generate_series(1, 10000) AS n;
