-- How often the events of a calendar were changed: who has read them and meets the same sum again need not read
-- them once more.  In eight rows, by connection, so that writers of one calendar do not wait for each other.  What
-- one snapshot sees of the sum only grows, so equal sums mean equal events.
CREATE TABLE calendar_stamps (
    calendar_id uuid NOT NULL,
    slot        smallint NOT NULL,
    changes     bigint NOT NULL,
    PRIMARY KEY (calendar_id, slot)
) WITH (fillfactor = 50);

CREATE FUNCTION count_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO calendar_stamps AS s (calendar_id, slot, changes)
    SELECT DISTINCT calendar_id, pg_backend_pid() % 8, 1 FROM inserted ORDER BY calendar_id
    ON CONFLICT (calendar_id, slot) DO UPDATE SET changes = s.changes + 1;
    RETURN NULL;
END $$;

-- An event that moves is a change of both calendars.
CREATE FUNCTION count_updated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO calendar_stamps AS s (calendar_id, slot, changes)
    SELECT calendar_id, pg_backend_pid() % 8, 1
    FROM (SELECT calendar_id FROM before UNION SELECT calendar_id FROM after) AS both_of_them ORDER BY calendar_id
    ON CONFLICT (calendar_id, slot) DO UPDATE SET changes = s.changes + 1;
    RETURN NULL;
END $$;

-- Rows go for good only when nobody has seen them for a month.
CREATE TRIGGER events_inserted AFTER INSERT ON events REFERENCING NEW TABLE AS inserted
    FOR EACH STATEMENT EXECUTE FUNCTION count_inserted();
CREATE TRIGGER events_updated AFTER UPDATE ON events REFERENCING OLD TABLE AS before NEW TABLE AS after
    FOR EACH STATEMENT EXECUTE FUNCTION count_updated();
