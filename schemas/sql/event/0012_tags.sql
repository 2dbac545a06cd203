-- How often each tag stands in a calendar.  Writers count in slots, as they leave marks (mark_slot), so that they do not
-- wait for each other, in whatever order they come to their tags; a slot may be below zero, and their sum is what
-- counts.  A job puts slots together that came to nothing, in one that no writer has, the 33rd.
CREATE TABLE calendar_tags (
    calendar_id uuid NOT NULL,
    tag         text NOT NULL,
    slot        smallint NOT NULL,
    count       bigint NOT NULL,
    PRIMARY KEY (calendar_id, tag, slot)
) WITH (fillfactor = 70, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_scale_factor = 0.01);
CREATE INDEX calendar_tags_unsettled ON calendar_tags (calendar_id, tag) WHERE (count <= 0) IS TRUE;

CREATE FUNCTION tags_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO calendar_tags AS c (calendar_id, tag, slot, count)
    WITH counted AS MATERIALIZED (
        SELECT calendar_id, tag, count(*) AS n FROM inserted, unnest(tags) AS tag
        WHERE deleted_at IS NULL GROUP BY calendar_id, tag
    ), slots AS MATERIALIZED (
        SELECT calendar_id, mark_slot(calendar_id, row_number() OVER ()) AS slot
        FROM (SELECT DISTINCT calendar_id FROM counted) AS each_of_them
    )
    SELECT calendar_id, tag, slot, n FROM counted JOIN slots USING (calendar_id) ORDER BY calendar_id, tag
    ON CONFLICT (calendar_id, tag, slot) DO UPDATE SET count = c.count + excluded.count;
    RETURN NULL;
END $$;

CREATE FUNCTION tags_updated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO calendar_tags AS c (calendar_id, tag, slot, count)
    WITH counted AS MATERIALIZED (
        SELECT calendar_id, tag, sum(n) AS n
        FROM (SELECT calendar_id, unnest(tags) AS tag, -1 AS n FROM before WHERE deleted_at IS NULL
              UNION ALL SELECT calendar_id, unnest(tags), 1 FROM after WHERE deleted_at IS NULL) AS both_of_them
        GROUP BY calendar_id, tag HAVING sum(n) <> 0
    ), slots AS MATERIALIZED (
        SELECT calendar_id, mark_slot(calendar_id, row_number() OVER ()) AS slot
        FROM (SELECT DISTINCT calendar_id FROM counted) AS each_of_them
    )
    SELECT calendar_id, tag, slot, n FROM counted JOIN slots USING (calendar_id) ORDER BY calendar_id, tag
    ON CONFLICT (calendar_id, tag, slot) DO UPDATE SET count = c.count + excluded.count;
    RETURN NULL;
END $$;

-- Rows go for good only when they were deleted before.
CREATE TRIGGER events_tags_inserted AFTER INSERT ON events REFERENCING NEW TABLE AS inserted
    FOR EACH STATEMENT EXECUTE FUNCTION tags_inserted();
CREATE TRIGGER events_tags_updated AFTER UPDATE ON events REFERENCING OLD TABLE AS before NEW TABLE AS after
    FOR EACH STATEMENT EXECUTE FUNCTION tags_updated();

INSERT INTO calendar_tags (calendar_id, tag, slot, count)
SELECT calendar_id, tag, 32, count(*) FROM events, unnest(tags) AS tag WHERE deleted_at IS NULL GROUP BY calendar_id, tag;
