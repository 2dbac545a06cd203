-- What search and tags find an event by, made by the service (terms.c): each term begins with the last twelve digits of
-- its calendar's id, so that a search reads nothing of other calendars, however many these are.  A job makes the terms
-- of rows that an earlier release wrote: they are of another version than the row.
ALTER TABLE events ADD terms tsvector NOT NULL DEFAULT '', ADD terms_version bigint NOT NULL DEFAULT 0;

-- A search reads all of the list of entries that are not yet sorted in.
CREATE INDEX events_by_terms ON events USING gin (terms) WITH (gin_pending_list_limit = 64)
    WHERE (deleted_at IS NULL) IS TRUE;
CREATE INDEX events_stale_terms ON events (id) WHERE (terms_version <> version AND deleted_at IS NULL) IS TRUE;

-- An event that goes to another calendar takes its terms with it, whichever statement moves it.
CREATE FUNCTION terms_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    new.terms = array_to_tsvector(ARRAY(SELECT overlay(term PLACING right(new.calendar_id::text, 12) FROM 1)
                                        FROM unnest(tsvector_to_array(new.terms)) AS term));
    RETURN new;
END $$;
CREATE TRIGGER events_moved BEFORE UPDATE OF calendar_id ON events
    FOR EACH ROW WHEN (old.calendar_id <> new.calendar_id) EXECUTE FUNCTION terms_move();
