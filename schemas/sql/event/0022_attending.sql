-- What somebody attends is listed by its time, so each attendee has that of its event: where it begins, and all that it
-- reaches over.
ALTER TABLE event_attendees
    ADD starts timestamptz,
    ADD reach  tstzrange,
    ADD live   boolean;

CREATE FUNCTION reach_of(e events) RETURNS tstzrange LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN e.series_end IS NULL THEN tstzrange(e.start_time, e.end_time, '[]')
                ELSE tstzrange(e.series_start, e.series_end) END
$$;

UPDATE event_attendees AS a SET starts = e.start_time, reach = reach_of(e), live = e.deleted_at IS NULL
FROM events AS e WHERE e.id = a.event_id;
ALTER TABLE event_attendees ALTER starts SET NOT NULL, ALTER reach SET NOT NULL, ALTER live SET NOT NULL;

CREATE INDEX event_attendees_by_start ON event_attendees (user_id, starts, event_id)
    WHERE (live AND user_id IS NOT NULL) IS TRUE;
CREATE INDEX event_attendees_by_reach ON event_attendees USING gist (user_id, reach)
    WHERE (user_id IS NOT NULL AND live) IS TRUE;

CREATE FUNCTION attendees_follow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE event_attendees SET starts = new.start_time, reach = reach_of(new), live = new.deleted_at IS NULL
    WHERE event_id = new.id;
    RETURN NULL;
END $$;
CREATE TRIGGER events_attended AFTER UPDATE OF start_time, end_time, series_start, series_end, deleted_at ON events
    FOR EACH ROW
    WHEN (new.attendee_count > 0 AND (old.start_time, old.end_time, old.series_start, old.series_end, old.deleted_at)
          IS DISTINCT FROM (new.start_time, new.end_time, new.series_start, new.series_end, new.deleted_at))
    EXECUTE FUNCTION attendees_follow();
