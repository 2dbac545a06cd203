-- A viewer's search and tags find what is hidden and attended from the attendances on.  So that they look through no others,
-- each attendee has whether anything of its event may be hidden: the whole, or an occurrence that was changed by itself.
ALTER TABLE event_attendees ADD hides boolean;

CREATE FUNCTION hides(e events) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT e.visibility <> 'public' OR e.overridden <> '{}'
$$;

UPDATE event_attendees AS a SET hides = hides(e) FROM events AS e WHERE e.id = a.event_id;
ALTER TABLE event_attendees ALTER hides SET NOT NULL;

CREATE INDEX event_attendees_hidden ON event_attendees USING gist (user_id, reach)
    WHERE (user_id IS NOT NULL AND live AND hides) IS TRUE;

CREATE OR REPLACE FUNCTION attendees_follow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE event_attendees
    SET starts = new.start_time, reach = reach_of(new), live = new.deleted_at IS NULL, hides = hides(new)
    WHERE event_id = new.id;
    RETURN NULL;
END $$;
DROP TRIGGER events_attended ON events;
CREATE TRIGGER events_attended
    AFTER UPDATE OF start_time, end_time, series_start, series_end, deleted_at, visibility, overridden ON events
    FOR EACH ROW
    WHEN (new.attendee_count > 0
          AND (old.start_time, old.end_time, old.series_start, old.series_end, old.deleted_at, hides(old)) IS DISTINCT FROM
              (new.start_time, new.end_time, new.series_start, new.series_end, new.deleted_at, hides(new)))
    EXECUTE FUNCTION attendees_follow();
