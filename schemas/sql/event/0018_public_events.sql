-- What begins in a range, for everybody: a page of a public calendar walks over nothing that is hidden, however much that
-- is.  What began before, and series, are found as for members.
CREATE INDEX events_timed_public ON events (calendar_id, start_time, coalesce(series_id, id), recurrence_local)
    WHERE (deleted_at IS NULL AND series_end IS NULL AND NOT all_day AND visibility = 'public') IS TRUE;
CREATE INDEX events_all_day_public ON events (calendar_id, start_time, coalesce(series_id, id), recurrence_local)
    WHERE (deleted_at IS NULL AND series_end IS NULL AND all_day AND visibility = 'public') IS TRUE;
