-- Series.  A series is one row; an occurrence that was changed by itself is a row too, its override, that
-- names the series and which occurrence it stands for.
--
-- Times on the wall clock of the series' zone: recurrence_local, rdates, exdates.  A new tzdata moves what
-- they mean, together with the series.
ALTER TABLE events
    ADD recurrence_rule  text,
    -- Each `2026-03-01T09:00:00`, or with its own length in microseconds behind a slash.
    ADD rdates           text[] NOT NULL DEFAULT '{}',
    ADD exdates          timestamp[] NOT NULL DEFAULT '{}',
    -- Of a series: the first start and the last end, an endless one's 2200-01-01.  Equal when all its
    -- occurrences are excluded.  Of everything else NULL.
    ADD series_start     timestamptz,
    ADD series_end       timestamptz,
    -- Of an override.
    ADD series_id        uuid,
    ADD recurrence_local timestamp,
    ADD CONSTRAINT events_series_has_both CHECK ((series_start IS NULL) = (series_end IS NULL)),
    ADD CONSTRAINT events_override_has_both CHECK ((series_id IS NULL) = (recurrence_local IS NULL)),
    ADD CONSTRAINT events_override_is_single CHECK (series_id IS NULL OR series_end IS NULL);

DROP INDEX events_timed, events_all_day, events_timed_span, events_all_day_span;

-- Lists without a range: single events and whole series.
CREATE INDEX events_by_calendar ON events (calendar_id, start_time, id)
    WHERE deleted_at IS NULL AND series_id IS NULL;
-- Ranges: single events and overrides by their own times, the two kinds apart (list.c places all-day
-- events by the asker's zone), and series by all they reach over.
CREATE INDEX events_timed ON events (calendar_id, start_time, id)
    WHERE deleted_at IS NULL AND series_end IS NULL AND NOT all_day;
CREATE INDEX events_all_day ON events (calendar_id, start_time, id)
    WHERE deleted_at IS NULL AND series_end IS NULL AND all_day;
CREATE INDEX events_timed_span ON events USING gist (calendar_id, tstzrange(start_time, end_time))
    WHERE deleted_at IS NULL AND series_end IS NULL AND NOT all_day;
CREATE INDEX events_all_day_span ON events USING gist (calendar_id, tstzrange(start_time, end_time))
    WHERE deleted_at IS NULL AND series_end IS NULL AND all_day;
CREATE INDEX events_series_span ON events USING gist (calendar_id, tstzrange(series_start, series_end))
    WHERE deleted_at IS NULL AND series_end IS NOT NULL;
CREATE UNIQUE INDEX events_overrides ON events (series_id, recurrence_local)
    WHERE deleted_at IS NULL AND series_id IS NOT NULL;
