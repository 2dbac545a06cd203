-- 4,000 people with five calendars each and a share in two more; every twentieth calendar is deleted.
INSERT INTO calendars (id, owner_id, name, color, timezone, is_public, deleted_at, access_xid)
SELECT md5('c' || n)::uuid, md5('u' || n % 4000)::uuid, 'Calendar ' || n, '#4285F4', 'UTC', false,
       CASE WHEN n % 20 = 0 THEN now() - n % 60 * interval '1 day' END, (n / 3 + 1)::text::xid8
FROM generate_series(1, 20000) AS n;
INSERT INTO calendar_members (calendar_id, user_id, role, left_at)
SELECT id, owner_id, 'owner', deleted_at FROM calendars
ON CONFLICT DO NOTHING;
INSERT INTO calendar_members (calendar_id, user_id, role)
SELECT md5('c' || n)::uuid, md5('u' || (n + 1) % 4000)::uuid, 'viewer'
FROM generate_series(1, 8000) AS n WHERE n % 20 <> 0;
-- Offered: c1 while it can be accepted, others no longer.
UPDATE calendars SET transfer_to = md5('u2')::uuid, transfer_until = now() + interval '1 day' WHERE id = md5('c1')::uuid;
UPDATE calendars SET transfer_to = md5('u' || 5)::uuid, transfer_until = now() - interval '1 day'
WHERE id = ANY (ARRAY(SELECT md5('c' || n)::uuid FROM generate_series(101, 119) AS n));
INSERT INTO departed (user_id, noted_at)
SELECT md5('u' || n)::uuid, now() - n % 90 * interval '1 minute' FROM generate_series(1, 100) AS n;
-- Every third calendar is public.
UPDATE calendars SET is_public = true, was_public = true, public_token = 'token of c' || n
FROM generate_series(3, 20000, 3) AS n WHERE id = md5('c' || n)::uuid AND deleted_at IS NULL;
