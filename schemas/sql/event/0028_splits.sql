-- The series from which an event was split.
ALTER TABLE events ADD split_from uuid;
CREATE INDEX events_splits ON events (split_from) WHERE (split_from IS NOT NULL AND deleted_at IS NULL) IS TRUE;
