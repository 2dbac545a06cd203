-- The transaction that made the present version of an event or a series, for who follows all of them in the order of commits.
-- NULL: none since this column is there.  Of overrides it means nothing: their series has a new version with each change.
ALTER TABLE events ADD changed_xid xid8;
ALTER TABLE events ALTER changed_xid SET DEFAULT pg_current_xact_id();
CREATE INDEX events_changed ON events (changed_xid, id) WHERE (changed_xid IS NOT NULL AND series_id IS NULL) IS TRUE;
