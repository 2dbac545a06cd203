-- Whose role is `viewer` sees only the times of what is not public, finds it by no word and no tag, and has its tags not
-- counted.
--
-- Whether somebody sees all of a calendar is asked with each look at it, so the index has the role.
DROP INDEX calendar_access_by_user;
CREATE INDEX calendar_access_by_user ON calendar_access (user_id, calendar_id) INCLUDE (role) WHERE role <> '';

-- Terms of what is hidden have an `h` behind the calendar's key (terms.h), so that a viewer's search does not come across
-- them, however many these are.
CREATE FUNCTION terms_query(calendar uuid, sees_all boolean, parts text[]) RETURNS tsquery STABLE LANGUAGE sql AS $$
    SELECT (array_to_string(parts, right(calendar::text, 12))
            || CASE WHEN sees_all THEN ' | ' || array_to_string(parts, right(calendar::text, 12) || 'h') ELSE '' END)::tsquery
$$;

-- Tags of what is hidden are counted apart.
ALTER TABLE calendar_tags ADD hidden boolean NOT NULL DEFAULT false;
ALTER TABLE calendar_tags DROP CONSTRAINT calendar_tags_pkey, ADD PRIMARY KEY (calendar_id, hidden, tag, slot);

CREATE OR REPLACE FUNCTION tags_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO calendar_tags AS c (calendar_id, hidden, tag, slot, count)
    WITH counted AS MATERIALIZED (
        SELECT calendar_id, visibility <> 'public' AS hidden, tag, count(*) AS n FROM inserted, unnest(tags) AS tag
        WHERE deleted_at IS NULL GROUP BY 1, 2, 3
    ), slots AS MATERIALIZED (
        SELECT calendar_id, mark_slot(calendar_id, row_number() OVER ()) AS slot
        FROM (SELECT DISTINCT calendar_id FROM counted) AS each_of_them
    )
    SELECT calendar_id, hidden, tag, slot, n FROM counted JOIN slots USING (calendar_id) ORDER BY calendar_id, hidden, tag
    ON CONFLICT (calendar_id, hidden, tag, slot) DO UPDATE SET count = c.count + excluded.count;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION tags_updated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO calendar_tags AS c (calendar_id, hidden, tag, slot, count)
    WITH counted AS MATERIALIZED (
        SELECT calendar_id, hidden, tag, sum(n) AS n
        FROM (SELECT calendar_id, visibility <> 'public' AS hidden, unnest(tags) AS tag, -1 AS n
              FROM before WHERE deleted_at IS NULL
              UNION ALL
              SELECT calendar_id, visibility <> 'public', unnest(tags), 1
              FROM after WHERE deleted_at IS NULL) AS both_of_them
        GROUP BY calendar_id, hidden, tag HAVING sum(n) <> 0
    ), slots AS MATERIALIZED (
        SELECT calendar_id, mark_slot(calendar_id, row_number() OVER ()) AS slot
        FROM (SELECT DISTINCT calendar_id FROM counted) AS each_of_them
    )
    SELECT calendar_id, hidden, tag, slot, n FROM counted JOIN slots USING (calendar_id) ORDER BY calendar_id, hidden, tag
    ON CONFLICT (calendar_id, hidden, tag, slot) DO UPDATE SET count = c.count + excluded.count;
    RETURN NULL;
END $$;
