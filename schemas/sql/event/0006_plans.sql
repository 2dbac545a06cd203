-- Each query fits one index and no other, so that its plan is the same whatever the statistics say.  `(...) IS TRUE`
-- is true when the conditions in it are, but the planner does not look inside: an index with such a predicate serves
-- the queries that repeat it word for word, and they are served by no other with predicates on the same columns.
--
-- What began before a range and reaches into it is found by these two, what begins in it by events_timed and
-- events_all_day.  What has no length reaches into nothing.
DROP INDEX events_timed_span, events_all_day_span;
CREATE INDEX events_timed_span ON events USING gist (calendar_id, tstzrange(start_time, end_time))
    WHERE (deleted_at IS NULL AND series_end IS NULL AND NOT all_day AND end_time > start_time) IS TRUE;
CREATE INDEX events_all_day_span ON events USING gist (calendar_id, tstzrange(start_time, end_time))
    WHERE (deleted_at IS NULL AND series_end IS NULL AND all_day AND end_time > start_time) IS TRUE;

-- Everybody has a role.  By this condition queries say that they want this index and not the primary key, which has
-- the same columns the other way round.
DROP INDEX calendar_access_by_user;
CREATE INDEX calendar_access_by_user ON calendar_access (user_id, calendar_id) WHERE role <> '';

-- No query asks for it.
DROP INDEX events_by_start;

-- A page of a calendar walks over the dead entries among its own, however large the table is: so vacuum comes when
-- a 500th of it is dead instead of a fifth, and cleans the indexes even when few pages have dead rows.  Every tenth
-- of a page is left to new versions of its rows, which need no index entries there when they change no time.
ALTER TABLE events SET (
    fillfactor = 90, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_scale_factor = 0.002, vacuum_index_cleanup = on);
ALTER TABLE calendar_versions SET (autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_scale_factor = 0.01);
