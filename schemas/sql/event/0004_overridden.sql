-- What ranges ask of a series, in its own row: which of its occurrences stand by themselves, and a reach that
-- has these in it wherever they were moved.
ALTER TABLE events ADD overridden timestamp[] NOT NULL DEFAULT '{}';

UPDATE events AS s
SET overridden = o.walls, series_start = least(s.series_start, o.first), series_end = greatest(s.series_end, o.last)
FROM (SELECT series_id, array_agg(recurrence_local ORDER BY recurrence_local) AS walls, min(start_time) AS first,
             max(end_time) + interval '1 microsecond' AS last
      FROM events WHERE series_id IS NOT NULL AND deleted_at IS NULL GROUP BY series_id) AS o
WHERE s.id = o.series_id;
