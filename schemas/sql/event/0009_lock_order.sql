-- Locks are taken in one order, so that nobody waits in a circle: first the calendars, all that the transaction needs in
-- one statement, by their keys; then the rows of events.  services/event/README.md says it of every change.

-- The member's role in each of the calendars, '' in one that the member does not see.
DROP FUNCTION hold_to_write(uuid, uuid);
CREATE FUNCTION hold_to_write(calendars uuid[], member uuid) RETURNS text[] LANGUAGE plpgsql AS $$
DECLARE
    key bigint;
BEGIN
    FOR key IN SELECT DISTINCT uuid_hash_extended(c, 0) AS k FROM unnest(calendars) AS c ORDER BY k LOOP
        PERFORM pg_advisory_xact_lock_shared(key);
    END LOOP;
    RETURN ARRAY(SELECT coalesce((SELECT role FROM calendar_access WHERE calendar_id = c.id AND user_id = member), '')
                 FROM unnest(calendars) WITH ORDINALITY AS c (id, place) ORDER BY place);
END $$;

-- A slot of the calendar's marks that no other transaction holds, so that leaving a mark never waits, in whatever order a
-- transaction comes to its calendars.  It does only behind 32 others that write to the calendar at the same moment, and, so
-- that the table of locks has room, from the hundredth calendar of a statement on; services change a few.
CREATE FUNCTION mark_slot(calendar uuid, place bigint) RETURNS smallint LANGUAGE plpgsql AS $$
DECLARE
    first int := pg_backend_pid() % 8;
BEGIN
    FOR i IN first .. first + 31 LOOP
        EXIT WHEN place >= 100;
        IF pg_try_advisory_xact_lock(uuid_hash(calendar), i % 32) THEN
            RETURN i % 32;
        END IF;
    END LOOP;
    RETURN first;
END $$;

CREATE OR REPLACE FUNCTION mark_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO calendar_marks (calendar_id, slot, mark)
    SELECT calendar_id, mark_slot(calendar_id, row_number() OVER ()), gen_random_uuid()
    FROM (SELECT DISTINCT calendar_id FROM inserted) AS each_of_them ORDER BY calendar_id
    ON CONFLICT (calendar_id, slot) DO UPDATE SET mark = excluded.mark;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION mark_updated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO calendar_marks (calendar_id, slot, mark)
    SELECT calendar_id, mark_slot(calendar_id, row_number() OVER ()), gen_random_uuid()
    FROM (SELECT calendar_id FROM before UNION SELECT calendar_id FROM after) AS both_of_them ORDER BY calendar_id
    ON CONFLICT (calendar_id, slot) DO UPDATE SET mark = excluded.mark;
    RETURN NULL;
END $$;
