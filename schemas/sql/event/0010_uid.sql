-- What RFC 5545 and RFC 7986 have of an event beside its times: UID, SEQUENCE, COLOR, URL and CONFERENCE.
--
-- An override has the UID and the SEQUENCE of its series.
ALTER TABLE events
    ADD uid            text,
    ADD sequence       bigint NOT NULL DEFAULT 0,
    ADD color          text,
    ADD url            text,
    ADD conference_url text;

-- No mark is left: nobody has read these events with what they get here.
ALTER TABLE events DISABLE TRIGGER events_updated;
UPDATE events SET uid = id::text WHERE series_id IS NULL;
ALTER TABLE events ENABLE TRIGGER events_updated;
ALTER TABLE events ADD CONSTRAINT events_uid_of_all_but_overrides CHECK ((uid IS NULL) = (series_id IS NOT NULL));

-- Once in a calendar among what is not deleted.  No query has these words in this order, so none looks through it
-- (0006_plans.sql).
CREATE UNIQUE INDEX events_uid ON events (calendar_id, uid) WHERE (series_id IS NULL AND deleted_at IS NULL) IS TRUE;
