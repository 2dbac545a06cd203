-- 5,000 people with four calendars each, one of them as viewers.  500 of the calendars have 200 events: a tenth of them all
-- day, a fifth hidden, a fiftieth series, each with an occurrence that stands by itself; a hundredth is deleted.
INSERT INTO calendar_versions (calendar_id, version, deleted, emptied, changed_at)
SELECT md5('c' || n)::uuid, 1, n >= 19000, n >= 19500, now() - n % 90 * interval '1 day' FROM generate_series(0, 19999) AS n;
INSERT INTO calendar_access (calendar_id, user_id, role)
SELECT md5('c' || n)::uuid, md5('u' || n / 4)::uuid, CASE WHEN n % 4 = 3 THEN 'viewer' ELSE 'owner' END FROM generate_series(0, 19999) AS n;
INSERT INTO events (id, calendar_id, uid, title, start_time, end_time, timezone, all_day, status, transparency, visibility, tags,
                    created_by, updated_by, recurrence_rule, series_start, series_end, deleted_at, terms, terms_version)
SELECT md5('e' || n)::uuid, md5('c' || n % 500)::uuid, md5('e' || n)::uuid, 'Event ' || n, start, stop, 'UTC', n % 10 = 9, 'confirmed',
       'opaque', CASE WHEN hidden THEN 'private' ELSE 'public' END, '{}', md5('u' || n % 500 / 4)::uuid, md5('u' || n % 500 / 4)::uuid,
       CASE WHEN is_series THEN 'FREQ=WEEKLY' END, CASE WHEN is_series THEN start END,
       CASE WHEN is_series THEN timestamptz '2200-01-01Z' END,
       CASE WHEN n % 100 = 0 THEN now() - n % 70 * interval '1 day' END,
       array_to_tsvector(ARRAY[k || 'wevent', k || 'w' || n, k || CASE WHEN is_series THEN 's' ELSE 'tsingle' END]), CASE WHEN n % 2000 <> 1504 THEN 1 ELSE 0 END
FROM generate_series(0, 99999) AS n,
     LATERAL (SELECT n / 500 % 50 = 7 AS is_series, n % 5 = 3 AS hidden,
                    right(md5('c' || n % 500), 12) || CASE WHEN n % 5 = 3 THEN 'h' ELSE '' END AS k, timestamptz '2026-01-01Z' + (n / 500) * interval '1 day' AS day) AS d,
     LATERAL (SELECT day + CASE WHEN n % 10 = 9 THEN interval '0' ELSE n % 23 * interval '1 hour' END AS start,
                     day + CASE WHEN n % 10 = 9 THEN interval '1 day' ELSE n % 23 * interval '1 hour' + interval '45 min' END AS stop) AS t;
INSERT INTO events (id, calendar_id, uid, title, start_time, end_time, timezone, all_day, status, transparency, visibility, tags,
                    created_by, updated_by, series_id, recurrence_local, terms, terms_version)
SELECT md5('o' || id)::uuid, calendar_id, NULL, title, start_time + interval '7 days', end_time + interval '7 days', timezone, all_day,
       status, transparency, visibility, tags, created_by, updated_by, id, (start_time + interval '7 days') AT TIME ZONE 'UTC',
       array_to_tsvector(ARRAY[k || 'wevent', k || 'wchanged', k || 'o']), 1
FROM events, LATERAL (SELECT right(calendar_id::text, 12) || CASE visibility WHEN 'public' THEN '' ELSE 'h' END AS k) AS key WHERE series_end IS NOT NULL;
INSERT INTO calendar_marks (calendar_id, slot, mark)
SELECT md5('c' || n % 500)::uuid, n / 500, gen_random_uuid() FROM generate_series(0, 3999) AS n
ON CONFLICT DO NOTHING;
INSERT INTO calendar_tags (calendar_id, hidden, tag, slot, count)
SELECT md5('c' || n % 500)::uuid, n / 500 % 20 = 13, 't' || n / 500 % 10, n / 5000, CASE WHEN n % 490 = 7 THEN 0 ELSE 3 END FROM generate_series(0, 24999) AS n;
-- Every second calendar is public.
UPDATE calendar_versions SET public_hash = 'hash of c' || n FROM generate_series(0, 19998, 2) AS n WHERE calendar_id = md5('c' || n)::uuid AND NOT deleted;
-- Everybody attends five events of others; every fourth event of u1 in c4 has 30 attendees, of whom it is one.
INSERT INTO event_attendees (id, event_id, user_id, status, starts, reach, live, hides)
SELECT md5('a' || u || '.' || n)::uuid, e.id, md5('u' || u)::uuid, 'accepted', e.start_time, reach_of(e), e.deleted_at IS NULL, hides(e)
FROM generate_series(2, 4999) AS u, generate_series(0, 4) AS n, LATERAL (SELECT * FROM events WHERE id = md5('e' || (u * 97 + n * 501) % 100000)::uuid) AS e
ON CONFLICT DO NOTHING;
-- In c7, of which u1 is a viewer, every fourth event is hidden and attended by u1; two of them are series.
UPDATE events SET visibility = 'private', terms = array_to_tsvector(ARRAY[k || 'wevent', k || 'wchanged'])
FROM (SELECT right(md5('c7'), 12) || 'h' AS k) AS key, generate_series(3, 199, 4) AS n
WHERE coalesce(series_id, id) = md5('e' || n * 500 + 7)::uuid;
UPDATE events AS s SET overridden = ARRAY[o.recurrence_local] FROM events AS o WHERE o.series_id = s.id;
INSERT INTO event_attendees (id, event_id, user_id, status, starts, reach, live, hides)
SELECT md5('v' || n)::uuid, e.id, md5('u1')::uuid, 'accepted', e.start_time, reach_of(e), e.deleted_at IS NULL, hides(e)
FROM generate_series(3, 199, 4) AS n, LATERAL (SELECT * FROM events WHERE id = md5('e' || n * 500 + 7)::uuid) AS e;
INSERT INTO event_attendees (id, event_id, user_id, email, status, starts, reach, live, hides)
SELECT md5('b' || g || '.' || n)::uuid, e.id, CASE WHEN n = 29 THEN md5('u1')::uuid END,
       'guest' || n || '@example.org', 'needs_action',
       e.start_time, reach_of(e), e.deleted_at IS NULL, hides(e)
FROM generate_series(1004, 99999, 2000) AS g, generate_series(0, 29) AS n, LATERAL (SELECT * FROM events WHERE id = md5('e' || g)::uuid) AS e
ON CONFLICT DO NOTHING;
UPDATE events SET attendee_count = n FROM (SELECT event_id, count(*) AS n FROM event_attendees GROUP BY event_id) AS a WHERE id = event_id;
INSERT INTO heard_accounts (user_id, email, since) SELECT md5('u' || n)::uuid, CASE WHEN n % 2 = 0 THEN 'guest' || n || '@example.org' END, now() - n * interval '1 minute' FROM generate_series(2, 21) AS n;
INSERT INTO event_answers (attendee_id, wall, onwards, status)
SELECT a.id, timestamp '2026-01-19T08:00:00' + n * interval '1 day', n % 2 = 0, 'declined'
FROM event_attendees AS a, generate_series(0, 3) AS n WHERE a.user_id IS NOT NULL OR a.email LIKE 'guest2%';
