-- Each transaction that changes events of a calendar leaves a mark there that never was before: who has read the
-- events and finds the same marks again need not read them once more.  In eight rows, by connection, so that writers
-- of one calendar do not wait for each other.
CREATE TABLE calendar_marks (
    calendar_id uuid NOT NULL,
    slot        smallint NOT NULL,
    mark        uuid NOT NULL,
    PRIMARY KEY (calendar_id, slot)
) WITH (fillfactor = 50);

CREATE FUNCTION mark_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO calendar_marks (calendar_id, slot, mark)
    SELECT calendar_id, pg_backend_pid() % 8, gen_random_uuid() FROM inserted GROUP BY calendar_id ORDER BY calendar_id
    ON CONFLICT (calendar_id, slot) DO UPDATE SET mark = excluded.mark;
    RETURN NULL;
END $$;

-- An event that moves is a change of both calendars.
CREATE FUNCTION mark_updated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO calendar_marks (calendar_id, slot, mark)
    SELECT calendar_id, pg_backend_pid() % 8, gen_random_uuid()
    FROM (SELECT calendar_id FROM before UNION SELECT calendar_id FROM after) AS both_of_them ORDER BY calendar_id
    ON CONFLICT (calendar_id, slot) DO UPDATE SET mark = excluded.mark;
    RETURN NULL;
END $$;

-- Rows go for good only when nobody has seen them for a month.
CREATE TRIGGER events_inserted AFTER INSERT ON events REFERENCING NEW TABLE AS inserted
    FOR EACH STATEMENT EXECUTE FUNCTION mark_inserted();
CREATE TRIGGER events_updated AFTER UPDATE ON events REFERENCING OLD TABLE AS before NEW TABLE AS after
    FOR EACH STATEMENT EXECUTE FUNCTION mark_updated();
