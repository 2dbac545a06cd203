-- Overrides stand where the occurrence would that they stand for: by the series and by which of it they are, so
-- that an occurrence keeps its place among what begins at one instant when it gets a row of its own or loses it.
DROP INDEX events_timed, events_all_day;
CREATE INDEX events_timed ON events (calendar_id, start_time, coalesce(series_id, id), recurrence_local)
    WHERE deleted_at IS NULL AND series_end IS NULL AND NOT all_day;
CREATE INDEX events_all_day ON events (calendar_id, start_time, coalesce(series_id, id), recurrence_local)
    WHERE deleted_at IS NULL AND series_end IS NULL AND all_day;
