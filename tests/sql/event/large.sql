-- A million events in one calendar of u1, over 200 years.  The indexes are built when they are there, which is faster.
CREATE TEMP TABLE dropped AS
SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition
FROM pg_index WHERE indrelid = 'events'::regclass AND NOT indisprimary;
DO $$ DECLARE name text; BEGIN
    FOR name IN SELECT d.name FROM dropped d LOOP EXECUTE 'DROP INDEX ' || name; END LOOP;
END $$;
INSERT INTO events (id, calendar_id, uid, title, start_time, end_time, timezone, all_day, status, transparency, tags,
                    created_by, updated_by, terms, terms_version)
SELECT md5('l' || n)::uuid, md5('c4')::uuid, md5('l' || n)::uuid, 'Event ' || n, start, start + interval '45 min', 'UTC', false, 'confirmed',
       'opaque', '{}', md5('u1')::uuid, md5('u1')::uuid,
       array_to_tsvector(ARRAY[right(md5('c4'), 12) || 'wevent', right(md5('c4'), 12) || 'w' || n, right(md5('c4'), 12) || 'tsingle']), 1
FROM generate_series(1, 1000000) AS n, LATERAL (SELECT timestamptz '1930-01-01Z' + n * interval '105 min' AS start) AS s;
DO $$ DECLARE definition text; BEGIN
    FOR definition IN SELECT d.definition FROM dropped d LOOP EXECUTE definition; END LOOP;
END $$;
