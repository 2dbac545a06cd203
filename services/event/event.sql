-- Events, in the order of the handlers; behind them the copy of who may see which calendar.
--
-- Rows come as `struct sql_stored`: an event, and what of a series stored.c turns into what is shown.

-- fragment: stored
e.id, e.calendar_id, e.uid AS "uid?", e.sequence AS "sequence?", e.title, e.description AS "description?", e.location AS "location?",
       e.color AS "color?", e.url AS "url?", e.conference_url AS "conference_url?", e.properties AS "properties?", e.start_time,
       e.end_time, e.timezone, e.all_day, e.recurrence_rule AS "recurrence_rule?", e.status,
       e.transparency, e.visibility, e.tags, e.version, e.created_by AS "created_by?", e.updated_by AS "updated_by?", e.created_at, e.updated_at,
       e.attendee_count, e.attendees AS "invited?", CASE WHEN e.attendee_count > 20 THEN (
           SELECT ARRAY[id::text, coalesce(email, ''), coalesce(name, ''), status] FROM event_attendees
           WHERE (user_id, event_id) >= (:user_id, e.id) AND (user_id, event_id) <= (:user_id, e.id)
             AND (user_id IS NOT NULL) IS TRUE) END AS "own?",
       e.start_local AS "start_local?", e.rdates, e.exdates, e.series_start AS "series_start?",
       e.series_end AS "series_end?", e.series_id AS "series_id?", e.recurrence_local AS "recurrence_local?"

-- fragment: single
-- The same of single events and overrides, in the columns of a series.
e.id, e.calendar_id, e.uid AS "uid?", e.sequence AS "sequence?", e.title, e.description AS "description?", e.location AS "location?",
       e.color AS "color?", e.url AS "url?", e.conference_url AS "conference_url?", e.properties AS "properties?", e.start_time,
       e.end_time, e.timezone, e.all_day, NULL::text AS "recurrence_rule?", e.status,
       e.transparency, e.visibility, e.tags, e.version, e.created_by AS "created_by?", e.updated_by AS "updated_by?", e.created_at, e.updated_at,
       e.attendee_count, e.attendees AS "invited?", CASE WHEN e.attendee_count > 20 THEN (
           SELECT ARRAY[id::text, coalesce(email, ''), coalesce(name, ''), status] FROM event_attendees
           WHERE (user_id, event_id) >= (:user_id, e.id) AND (user_id, event_id) <= (:user_id, e.id)
             AND (user_id IS NOT NULL) IS TRUE) END AS "own?",
       NULL::timestamp AS "start_local?", NULL::text[] AS "rdates?", NULL::timestamp[] AS "exdates?",
       NULL::timestamptz AS "series_start?", NULL::timestamptz AS "series_end?", e.series_id AS "series_id?",
       e.recurrence_local AS "recurrence_local?", NULL::timestamp[] AS "overridden?"

-- fragment: light
-- What occurrences are computed from, without texts.
e.id, e.start_time, e.end_time, e.timezone, e.all_day, e.recurrence_rule AS "recurrence_rule?", e.attendee_count,
       NULL::bytea AS "invited?", NULL::text[] AS "own?",
       e.start_local AS "start_local?", e.rdates AS "rdates?", e.exdates AS "exdates?", e.series_start AS "series_start?",
       e.series_end AS "series_end?", e.series_id AS "series_id?", e.recurrence_local AS "recurrence_local?",
       e.overridden AS "overridden?"

-- fragment: light_single
e.id, e.start_time, e.end_time, e.timezone, e.all_day, NULL::text AS "recurrence_rule?", e.attendee_count,
       NULL::bytea AS "invited?", NULL::text[] AS "own?",
       NULL::timestamp AS "start_local?", NULL::text[] AS "rdates?", NULL::timestamp[] AS "exdates?", NULL::timestamptz AS "series_start?",
       NULL::timestamptz AS "series_end?", e.series_id AS "series_id?", e.recurrence_local AS "recurrence_local?",
       NULL::timestamp[] AS "overridden?"

-- fragment: course
-- What occurrences are computed from, with those that stand by themselves.
e.id, e.calendar_id, e.version, e.created_at, e.updated_at, e.status, e.all_day, e.timezone, e.start_time, e.end_time,
       e.recurrence_rule AS "recurrence_rule?", e.start_local AS "start_local?", e.rdates, e.exdates,
       e.series_end AS "series_end?", e.deleted_at IS NOT NULL AS deleted, o.walls AS "walls?", o.starts AS "starts?",
       o.ends AS "ends?", o.all_days AS "all_days?", o.cancelled AS "cancelled?",
       ARRAY(SELECT id FROM events
             WHERE split_from = e.id AND (split_from IS NOT NULL AND deleted_at IS NULL) IS TRUE ORDER BY id LIMIT 1000) AS splits

-- fragment: changed_of
-- Those of the series `e` in arrays, by place; times are UTC.
SELECT array_agg(recurrence_local) AS walls, array_agg(start_time AT TIME ZONE 'UTC') AS starts,
           array_agg(end_time AT TIME ZONE 'UTC') AS ends, array_agg(all_day::int::bigint) AS all_days,
           array_agg((status = 'cancelled')::int::bigint) AS cancelled
    FROM (SELECT * FROM events WHERE series_id = e.id AND deleted_at IS NULL AND e.overridden <> '{}'
          ORDER BY recurrence_local) AS changed

-- fragment: attendee
id, event_id, :calendar_id::uuid AS calendar_id, user_id AS "user_id?", email AS "email?", name AS "name?", status, version,
       created_at, updated_at

-- fragment: may_read
-- Who sees the calendar, and who attends the event.
((SELECT true FROM calendar_access WHERE calendar_id = e.calendar_id AND user_id = :user_id)
       OR (SELECT true FROM event_attendees WHERE (user_id, event_id) >= (:user_id, e.id)
           AND (user_id, event_id) <= (:user_id, e.id) AND (user_id IS NOT NULL) IS TRUE))

-- fragment: blocks
status <> 'cancelled' AND transparency = 'opaque'

-- fragment: overlaps
CASE WHEN e.all_day THEN e.start_time <= :last_day AND (e.start_time >= :first_day OR e.end_time > :first_day)
         ELSE e.start_time < :range_end AND (e.start_time >= :range_start OR e.end_time > :range_start) END

-- fragment: lasting_timed
-- As events_timed_span has it, word for word; what has no length overlaps nothing.
(deleted_at IS NULL AND series_end IS NULL AND NOT all_day AND end_time > start_time) IS TRUE

-- fragment: lasting_all_day
-- As events_all_day_span has it.
(deleted_at IS NULL AND series_end IS NULL AND all_day AND end_time > start_time) IS TRUE

-- fragment: seen
seen AS MATERIALIZED (
    -- Of which calendars the caller sees all, also what is hidden from viewers (visible.h).
    -- The condition on `some` is not on the index: a person sees few calendars.
    SELECT calendar_id, role <> 'viewer' AS sees_all FROM calendar_access
    WHERE user_id = :user_id AND role <> '' AND (NOT :some::boolean OR calendar_id = ANY (:calendar_ids::uuid[]))
)

-- fragment: open
seen AS MATERIALIZED (
    -- The one place that judges the token of a public calendar.
    SELECT calendar_id, true AS sees_all FROM calendar_versions WHERE public_hash = :hash AND (NOT deleted) IS TRUE
)

-- fragment: open_timed
-- As events_timed_public has it, word for word.
(deleted_at IS NULL AND series_end IS NULL AND NOT all_day AND visibility = 'public') IS TRUE

-- fragment: open_all_day
-- As events_all_day_public has it.
(deleted_at IS NULL AND series_end IS NULL AND all_day AND visibility = 'public') IS TRUE

-- fragment: stamp
stamp AS MATERIALIZED (
    -- Which calendars are seen and how, and the last changes of their events.
    SELECT sha256(string_agg(uuid_send(calendar_id) || boolsend(sees_all) || coalesce(uuid_send(m.mark), ''), ''::bytea
                             ORDER BY calendar_id, m.slot)) AS stamp
    FROM seen LEFT JOIN LATERAL (
        SELECT slot, mark FROM calendar_marks WHERE calendar_id = seen.calendar_id OFFSET 0
    ) AS m ON true
)

-- fragment: looked
looked AS MATERIALIZED (
    -- What is looked for in each calendar: the parts of a tsquery with the calendar's key between them (filter.h).
    SELECT calendar_id, sees_all, terms_query(calendar_id, sees_all, :parts) AS query,
           terms_query(calendar_id, sees_all, :series_parts) AS series_query,
           terms_query(calendar_id, sees_all, :changed_parts) AS changed_query,
           greatest(1, 300 / count(*) OVER ()) AS share
    FROM seen
)

-- fragment: attended
attended AS MATERIALIZED (
    -- What the caller attends of calendars of which it does not see all, when anything of it may be hidden.  Of whoever
    -- sees all of each calendar no attendances are looked at.
    SELECT e.*
    FROM (
        SELECT event_id FROM event_attendees
        WHERE (SELECT bool_or(NOT sees_all) FROM seen)
          AND user_id = :user_id AND (user_id IS NOT NULL AND live AND hides) IS TRUE
          AND reach && tstzrange(:series_from, :series_until)
        OFFSET 0
    ) AS a CROSS JOIN LATERAL (
        SELECT * FROM events
        WHERE id = a.event_id AND (calendar_id = ANY (ARRAY(SELECT calendar_id FROM seen WHERE NOT sees_all))) IS TRUE
        OFFSET 0
    ) AS e
),
hidden AS MATERIALIZED (
    -- Of these what is hidden, with the occurrences that were changed by themselves and are.
    SELECT * FROM attended WHERE visibility <> 'public'
    UNION ALL
    SELECT o.* FROM attended CROSS JOIN LATERAL (
        SELECT * FROM events WHERE series_id = attended.id AND deleted_at IS NULL OFFSET 0
    ) AS o
    WHERE attended.overridden <> '{}' AND o.visibility <> 'public'
)

-- fragment: walk
walk AS MATERIALIZED (
    -- How many events of each calendar are looked at one by one at most, and not found by their terms: when many of the
    -- first match, half as many again as should fill the page out of one calendar alone.
    SELECT CASE WHEN hits * 33 >= walked
                THEN least(3000 / greatest(calendars, 1), 450 * :rows::bigint / greatest(hits, 1)) + 1 ELSE 0 END AS most
    FROM probe
)

-- fragment: matches
-- The one place that says what a filter finds.
e.terms @@ looked.query AND (e.deleted_at IS NULL) IS TRUE AND (e.calendar_id = looked.calendar_id) IS TRUE

-- fragment: matches_whole
-- The same, of what the caller sees whole because it attends.
terms @@ terms_query(calendar_id, true, :parts)

-- fragment: mentioned
-- A series that is there for its overrides alone: without series_start.
e.id, e.calendar_id, e.uid AS "uid?", e.sequence AS "sequence?", e.title, e.description AS "description?", e.location AS "location?",
       e.color AS "color?", e.url AS "url?", e.conference_url AS "conference_url?", e.properties AS "properties?", e.start_time,
       e.end_time, e.timezone, e.all_day, e.recurrence_rule AS "recurrence_rule?", e.status,
       e.transparency, e.visibility, e.tags, e.version, e.created_by AS "created_by?", e.updated_by AS "updated_by?", e.created_at, e.updated_at,
       e.attendee_count, e.attendees AS "invited?", CASE WHEN e.attendee_count > 20 THEN (
           SELECT ARRAY[id::text, coalesce(email, ''), coalesce(name, ''), status] FROM event_attendees
           WHERE (user_id, event_id) >= (:user_id, e.id) AND (user_id, event_id) <= (:user_id, e.id)
             AND (user_id IS NOT NULL) IS TRUE) END AS "own?",
       e.start_local AS "start_local?", e.rdates, e.exdates, NULL::timestamptz AS "series_start?",
       e.series_end AS "series_end?", e.series_id AS "series_id?", e.recurrence_local AS "recurrence_local?"

-- fragment: timed_in
calendar_id = looked.calendar_id AND deleted_at IS NULL AND series_end IS NULL AND NOT all_day
          AND start_time < :range_end
          AND (start_time, coalesce(series_id, id), recurrence_local)
            > (:after_time, :after_id, :after_wall::timestamp)

-- fragment: all_day_in
calendar_id = looked.calendar_id AND deleted_at IS NULL AND series_end IS NULL AND all_day
          AND start_time <= :last_day
          AND (start_time, coalesce(series_id, id), recurrence_local)
            > (:after_day, :after_day_id, :after_day_wall::timestamp)

-- name: event_page :many event+stored
-- plan: calendar_access_by_user, events_by_calendar, event_attendees_users
-- buffers: 350
-- Single events and whole series by start.  Each calendar gives at most a page from its index, so a page
-- costs the same whatever else is stored.
WITH {seen}
SELECT {stored}, seen.sees_all
FROM seen CROSS JOIN LATERAL (
    SELECT * FROM events
    WHERE calendar_id = seen.calendar_id AND deleted_at IS NULL AND series_id IS NULL
      AND (start_time, id) > (:after_time, :after_id)
    ORDER BY start_time, id LIMIT :rows
) AS e
ORDER BY e.start_time, e.id
LIMIT :rows

-- name: event_found :many event+stored
-- plan: calendar_access_by_user, event_attendees_hidden, events_pkey, events_overrides, events_by_calendar, events_by_calendar, events_by_calendar, bitmap events_by_terms, events_pkey, bitmap events_by_terms, events_pkey, event_attendees_users, events_pkey, event_attendees_users, events_pkey, event_attendees_users
-- buffers: 900
-- Single events, whole series, and occurrences that were changed by themselves and match while their series does not,
-- by start; and the series of these.  GIN knows no order, so what matches often is found by looking at some events one
-- by one, in order, and only what lies behind them by its terms.  UNION ALL gives its parts in turn, and LIMIT ends
-- that: the second is not looked for when the first has a page.  What is hidden and attended comes beside that.
WITH {seen}, {attended}, {looked},
probe AS MATERIALIZED (
    SELECT count(*) AS walked, count(*) FILTER (WHERE p.hit) AS hits, (SELECT count(*) FROM looked) AS calendars
    FROM looked CROSS JOIN LATERAL (
        SELECT terms @@ looked.query AS hit FROM events
        WHERE calendar_id = looked.calendar_id AND deleted_at IS NULL AND series_id IS NULL
          AND (start_time, id) > (:after_time, :after_id)
        ORDER BY start_time, id LIMIT looked.share
    ) AS p
), {walk},
walked AS MATERIALIZED (
    -- What matches; of each calendar a page at most.
    SELECT w.* FROM walk, looked CROSS JOIN LATERAL (
        SELECT looked.calendar_id, looked.sees_all, id, start_time FROM (
            SELECT id, start_time, terms @@ looked.query AS hit FROM events
            WHERE calendar_id = looked.calendar_id AND deleted_at IS NULL AND series_id IS NULL
              AND (start_time, id) > (:after_time, :after_id)
            ORDER BY start_time, id LIMIT walk.most
        ) AS e
        WHERE hit LIMIT :rows
    ) AS w
),
edge AS MATERIALIZED (
    -- Up to here everything was looked at, or there is a page; no row: to the end.
    (SELECT e.* FROM walk, looked CROSS JOIN LATERAL (
        SELECT start_time, id FROM events
        WHERE calendar_id = looked.calendar_id AND deleted_at IS NULL AND series_id IS NULL
          AND (start_time, id) > (:after_time, :after_id)
        ORDER BY start_time, id LIMIT 1 OFFSET greatest(walk.most - 1, 0)
     ) AS e
     WHERE walk.most > 0 AND (SELECT count(*) FROM walked WHERE calendar_id = looked.calendar_id) < :rows
     ORDER BY e.start_time, e.id LIMIT 1)
    UNION ALL
    SELECT :after_time, :after_id FROM walk WHERE most = 0
),
changed AS MATERIALIZED (
    SELECT c.* FROM (
        SELECT l.* FROM looked CROSS JOIN LATERAL (
            SELECT e.id, looked.sees_all, e.start_time, e.series_id, e.recurrence_local FROM events AS e
            WHERE e.terms @@ looked.changed_query AND (e.deleted_at IS NULL) IS TRUE
              AND (e.calendar_id = looked.calendar_id) IS TRUE
              AND (e.start_time, e.series_id, e.recurrence_local) > (:after_time, :after_id, :after_wall::timestamp)
              AND NOT (SELECT terms @@ looked.query FROM events WHERE id = e.series_id)
              AND e.series_id <> ALL (ARRAY(SELECT id FROM attended WHERE {matches_whole}))
            ORDER BY e.start_time, e.series_id, e.recurrence_local LIMIT :rows
        ) AS l
        UNION ALL
        SELECT id, false, start_time, series_id, recurrence_local FROM hidden
        WHERE {matches_whole} AND series_id <> ALL (ARRAY(SELECT id FROM attended WHERE {matches_whole}))
          AND (start_time, series_id, recurrence_local) > (:after_time, :after_id, :after_wall::timestamp)
    ) AS c
    ORDER BY c.start_time, c.series_id, c.recurrence_local LIMIT :rows
)
(
    SELECT {stored}, f.sees_all
    FROM (
        ((SELECT id, sees_all FROM walked
          WHERE ((start_time, id) > ((SELECT start_time FROM edge), (SELECT id FROM edge))) IS NOT TRUE
          ORDER BY start_time, id LIMIT :rows)
         UNION ALL
         (SELECT m.id, m.sees_all FROM edge, looked CROSS JOIN LATERAL (
             SELECT e.id, looked.sees_all, e.start_time FROM events AS e
             WHERE {matches} AND e.series_id IS NULL AND (e.start_time, e.id) > (edge.start_time, edge.id)
             ORDER BY e.start_time, e.id LIMIT :rows
          ) AS m
          ORDER BY m.start_time, m.id LIMIT :rows)
         LIMIT :rows)
        UNION ALL
        (SELECT id, false FROM hidden
         WHERE {matches_whole} AND series_id IS NULL AND (start_time, id) > (:after_time, :after_id)
         ORDER BY start_time, id LIMIT :rows)
    ) AS f CROSS JOIN LATERAL (SELECT * FROM events WHERE id = f.id OFFSET 0) AS e
) UNION ALL (
    SELECT {stored}, changed.sees_all
    FROM changed CROSS JOIN LATERAL (SELECT * FROM events WHERE id = changed.id OFFSET 0) AS e
) UNION ALL (
    SELECT {mentioned}, s.sees_all
    FROM (SELECT DISTINCT series_id, sees_all FROM changed) AS s
         CROSS JOIN LATERAL (SELECT * FROM events WHERE id = s.series_id OFFSET 0) AS e
)

-- name: attending_page :many event+stored
-- plan: event_attendees_by_start, events_pkey, event_attendees_users
-- buffers: 600
-- As event_page, of what the caller attends.
SELECT {stored}, true AS sees_all
FROM (SELECT event_id FROM event_attendees
      WHERE user_id = :user_id AND (live AND user_id IS NOT NULL) IS TRUE
        AND (starts, event_id) > (:after_time, :after_id)
      ORDER BY starts, event_id LIMIT :rows) AS a
     CROSS JOIN LATERAL (SELECT * FROM events WHERE id = a.event_id OFFSET 0) AS e
ORDER BY e.start_time, e.id

-- name: attending_range :many event+series
-- plan: event_attendees_by_reach, events_pkey, event_attendees_users, events_overrides, event_attendees_users, events_pkey, event_attendees_users
-- buffers: 2000
-- As event_range, of what the caller attends, and all at once.
WITH mine AS MATERIALIZED (
    SELECT event_id FROM event_attendees
    WHERE user_id = :user_id AND (user_id IS NOT NULL AND live) IS TRUE AND reach && tstzrange(:series_from, :series_until)
    LIMIT :series
)
(
    SELECT {single}, NULL::bytea AS "stamp?", true AS sees_all
    FROM mine CROSS JOIN LATERAL (SELECT * FROM events WHERE id = mine.event_id OFFSET 0) AS e
    WHERE e.series_end IS NULL AND {overlaps}
) UNION ALL (
    SELECT {single}, NULL::bytea AS "stamp?", true AS sees_all
    FROM mine CROSS JOIN LATERAL (
        SELECT * FROM events WHERE series_id = mine.event_id AND deleted_at IS NULL OFFSET 0
    ) AS e
    WHERE {overlaps}
    LIMIT :rows
) UNION ALL (
    SELECT {stored}, e.overridden, NULL::bytea, true
    FROM mine CROSS JOIN LATERAL (SELECT * FROM events WHERE id = mine.event_id OFFSET 0) AS e
    WHERE e.series_end IS NOT NULL
)

-- name: event_range :many event+series
-- plan: calendar_access_by_user, calendar_marks_pkey, events_timed, events_timed_span, event_attendees_users, events_all_day, events_all_day_span, event_attendees_users, events_series_span, event_attendees_users
-- buffers: 400
-- Single events and overrides that overlap a range: what begins in it and what began before it and reaches into
-- it; timed events by instant, all-day events by date.  With them the series that reach into the range.  In one
-- statement: of two, the second could find an occurrence overridden by what the first had not seen.  The parts
-- come in no order; range.c sorts them.  What begins in the range goes on behind after_..., which is not before it,
-- so that no index is entered before it either; what began before goes on behind past_..., and is not looked for once
-- the page is in the range.  OFFSET 0 keeps each calendar a search of its own, so that the index is asked for both
-- columns.  Each row has the stamp under which all of them may be kept.
WITH {seen},
{stamp}
(
    SELECT {single}, stamp.stamp AS "stamp?", seen.sees_all
    FROM stamp, seen CROSS JOIN LATERAL (
        (SELECT * FROM events
         WHERE calendar_id = seen.calendar_id AND deleted_at IS NULL AND series_end IS NULL AND NOT all_day
           AND start_time < :range_end
           AND (start_time, coalesce(series_id, id), recurrence_local)
             > (:after_time, :after_id, :after_wall::timestamp)
         ORDER BY start_time, coalesce(series_id, id), recurrence_local LIMIT :rows)
        UNION ALL
        (SELECT * FROM events
         WHERE calendar_id = seen.calendar_id
           AND {lasting_timed}
           AND :after_time < :range_start AND tstzrange(start_time, end_time) @> :range_start
           AND lower(tstzrange(start_time, end_time)) < :range_start
           AND (lower(tstzrange(start_time, end_time)), coalesce(series_id, id), recurrence_local)
             > (:past_time, :past_id, :past_wall::timestamp)
         ORDER BY lower(tstzrange(start_time, end_time)), coalesce(series_id, id), recurrence_local LIMIT :rows)
    ) AS e
    ORDER BY e.start_time, coalesce(e.series_id, e.id), e.recurrence_local LIMIT :rows
) UNION ALL (
    SELECT {single}, stamp.stamp AS "stamp?", seen.sees_all
    FROM stamp, seen CROSS JOIN LATERAL (
        (SELECT * FROM events
         WHERE calendar_id = seen.calendar_id AND deleted_at IS NULL AND series_end IS NULL AND all_day
           AND start_time <= :last_day
           AND (start_time, coalesce(series_id, id), recurrence_local)
             > (:after_day, :after_day_id, :after_day_wall::timestamp)
         ORDER BY start_time, coalesce(series_id, id), recurrence_local LIMIT :rows)
        UNION ALL
        (SELECT * FROM events
         WHERE calendar_id = seen.calendar_id
           AND {lasting_all_day}
           AND :after_day < :first_day AND tstzrange(start_time, end_time) @> :first_day
           AND lower(tstzrange(start_time, end_time)) < :first_day
           AND (lower(tstzrange(start_time, end_time)), coalesce(series_id, id), recurrence_local)
             > (:past_day, :past_day_id, :past_day_wall::timestamp)
         ORDER BY lower(tstzrange(start_time, end_time)), coalesce(series_id, id), recurrence_local LIMIT :rows)
    ) AS e
    ORDER BY e.start_time, coalesce(e.series_id, e.id), e.recurrence_local LIMIT :rows
) UNION ALL (
    SELECT {stored}, e.overridden, stamp.stamp, seen.sees_all
    FROM stamp, seen CROSS JOIN LATERAL (
        SELECT * FROM events
        WHERE calendar_id = seen.calendar_id AND deleted_at IS NULL AND series_end IS NOT NULL
          AND tstzrange(series_start, series_end) && tstzrange(:series_from, :series_until)
        OFFSET 0
    ) AS e
    LIMIT :series
)

-- name: public_judge :one
-- plan: calendar_versions_public
-- buffers: 15
WITH {open}
SELECT calendar_id FROM seen

-- name: public_stamp :one
-- plan: calendar_versions_public, calendar_marks_pkey
-- buffers: 40
-- Of what public_range would read.
WITH {open},
{stamp}
SELECT stamp AS "stamp?" FROM stamp

-- name: public_range :many event+series
-- plan: calendar_versions_public, calendar_marks_pkey, events_timed_public, events_timed_span, event_attendees_users, events_all_day_public, events_all_day_span, event_attendees_users, events_series_span, event_attendees_users
-- buffers: 400
-- As event_range, of what everybody may see in the calendar with this token; and all its series, because an occurrence that
-- was changed by itself may be public while its series is not.
WITH {open},
{stamp}
(
    SELECT {single}, stamp.stamp AS "stamp?", seen.sees_all
    FROM stamp, seen CROSS JOIN LATERAL (
        (SELECT * FROM events
         WHERE calendar_id = seen.calendar_id AND {open_timed}
           AND start_time < :range_end
           AND (start_time, coalesce(series_id, id), recurrence_local)
             > (:after_time, :after_id, :after_wall::timestamp)
         ORDER BY start_time, coalesce(series_id, id), recurrence_local LIMIT :rows)
        UNION ALL
        (SELECT * FROM events
         WHERE calendar_id = seen.calendar_id
           AND {lasting_timed} AND (visibility = 'public') IS TRUE
           AND :after_time < :range_start AND tstzrange(start_time, end_time) @> :range_start
           AND lower(tstzrange(start_time, end_time)) < :range_start
           AND (lower(tstzrange(start_time, end_time)), coalesce(series_id, id), recurrence_local)
             > (:past_time, :past_id, :past_wall::timestamp)
         ORDER BY lower(tstzrange(start_time, end_time)), coalesce(series_id, id), recurrence_local LIMIT :rows)
    ) AS e
    ORDER BY e.start_time, coalesce(e.series_id, e.id), e.recurrence_local LIMIT :rows
) UNION ALL (
    SELECT {single}, stamp.stamp AS "stamp?", seen.sees_all
    FROM stamp, seen CROSS JOIN LATERAL (
        (SELECT * FROM events
         WHERE calendar_id = seen.calendar_id AND {open_all_day}
           AND start_time <= :last_day
           AND (start_time, coalesce(series_id, id), recurrence_local)
             > (:after_day, :after_day_id, :after_day_wall::timestamp)
         ORDER BY start_time, coalesce(series_id, id), recurrence_local LIMIT :rows)
        UNION ALL
        (SELECT * FROM events
         WHERE calendar_id = seen.calendar_id
           AND {lasting_all_day} AND (visibility = 'public') IS TRUE
           AND :after_day < :first_day AND tstzrange(start_time, end_time) @> :first_day
           AND lower(tstzrange(start_time, end_time)) < :first_day
           AND (lower(tstzrange(start_time, end_time)), coalesce(series_id, id), recurrence_local)
             > (:past_day, :past_day_id, :past_day_wall::timestamp)
         ORDER BY lower(tstzrange(start_time, end_time)), coalesce(series_id, id), recurrence_local LIMIT :rows)
    ) AS e
    ORDER BY e.start_time, coalesce(e.series_id, e.id), e.recurrence_local LIMIT :rows
) UNION ALL (
    SELECT {stored}, e.overridden, stamp.stamp, seen.sees_all
    FROM stamp, seen CROSS JOIN LATERAL (
        SELECT * FROM events
        WHERE calendar_id = seen.calendar_id AND deleted_at IS NULL AND series_end IS NOT NULL
          AND tstzrange(series_start, series_end) && tstzrange(:series_from, :series_until)
        OFFSET 0
    ) AS e
    LIMIT :series
)

-- name: range_found :many event+series
-- plan: calendar_access_by_user, calendar_marks_pkey, event_attendees_hidden, events_pkey, events_overrides, events_timed, events_all_day, events_timed, events_all_day, events_timed, events_all_day, events_timed_span, bitmap events_by_terms, events_all_day_span, bitmap events_by_terms, events_pkey, event_attendees_users, bitmap events_by_terms, event_attendees_users, events_pkey, event_attendees_users
-- buffers: 2200
-- As event_range, of what matches; how it is found stands at event_found.
WITH {seen},
{stamp}, {attended}, {looked},
probe AS MATERIALIZED (
    SELECT count(*) AS walked, count(*) FILTER (WHERE p.hit) AS hits, (SELECT count(*) FROM looked) AS calendars
    FROM looked CROSS JOIN LATERAL (
        (SELECT terms @@ looked.query AS hit FROM events
         WHERE {timed_in}
         ORDER BY start_time, coalesce(series_id, id), recurrence_local LIMIT looked.share)
        UNION ALL
        (SELECT terms @@ looked.query AS hit FROM events
         WHERE {all_day_in}
         ORDER BY start_time, coalesce(series_id, id), recurrence_local LIMIT looked.share)
    ) AS p
), {walk},
walked AS MATERIALIZED (
    SELECT w.* FROM walk, looked CROSS JOIN LATERAL (
        (SELECT looked.calendar_id, looked.sees_all, id, series_id, false AS all_day, start_time, place, wall FROM (
             SELECT id, series_id, start_time, coalesce(series_id, id) AS place, recurrence_local AS wall,
                    terms @@ looked.query AS hit
             FROM events
             WHERE {timed_in}
             ORDER BY start_time, coalesce(series_id, id), recurrence_local LIMIT walk.most
         ) AS e
         WHERE hit LIMIT :rows)
        UNION ALL
        (SELECT looked.calendar_id, looked.sees_all, id, series_id, true, start_time, place, wall FROM (
             SELECT id, series_id, start_time, coalesce(series_id, id) AS place, recurrence_local AS wall,
                    terms @@ looked.query AS hit
             FROM events
             WHERE {all_day_in}
             ORDER BY start_time, coalesce(series_id, id), recurrence_local LIMIT walk.most
         ) AS e
         WHERE hit LIMIT :rows)
    ) AS w
),
edge AS MATERIALIZED (
    -- Of timed and of all-day events.
    (SELECT false AS all_day, e.* FROM walk, looked CROSS JOIN LATERAL (
        SELECT start_time, coalesce(series_id, id) AS place, recurrence_local AS wall FROM events
        WHERE {timed_in}
        ORDER BY start_time, coalesce(series_id, id), recurrence_local LIMIT 1 OFFSET greatest(walk.most - 1, 0)
     ) AS e
     WHERE walk.most > 0
       AND (SELECT count(*) FROM walked WHERE calendar_id = looked.calendar_id AND NOT all_day) < :rows
     ORDER BY e.start_time, e.place, e.wall LIMIT 1)
    UNION ALL
    (SELECT true, e.* FROM walk, looked CROSS JOIN LATERAL (
        SELECT start_time, coalesce(series_id, id) AS place, recurrence_local AS wall FROM events
        WHERE {all_day_in}
        ORDER BY start_time, coalesce(series_id, id), recurrence_local LIMIT 1 OFFSET greatest(walk.most - 1, 0)
     ) AS e
     WHERE walk.most > 0
       AND (SELECT count(*) FROM walked WHERE calendar_id = looked.calendar_id AND all_day) < :rows
     ORDER BY e.start_time, e.place, e.wall LIMIT 1)
    UNION ALL
    SELECT false, :after_time, :after_id, :after_wall::timestamp FROM walk WHERE most = 0
    UNION ALL
    SELECT true, :after_day, :after_day_id, :after_day_wall::timestamp FROM walk WHERE most = 0
),
timed AS MATERIALIZED (
    (SELECT p.id, looked.sees_all, p.series_id, p.start_time, coalesce(p.series_id, p.id) AS place, p.recurrence_local AS wall
     FROM looked CROSS JOIN LATERAL (
        SELECT * FROM events
        WHERE calendar_id = looked.calendar_id
          AND {lasting_timed}
          AND :after_time < :range_start AND tstzrange(start_time, end_time) @> :range_start
          AND lower(tstzrange(start_time, end_time)) < :range_start
          AND (lower(tstzrange(start_time, end_time)), coalesce(series_id, id), recurrence_local)
            > (:past_time, :past_id, :past_wall::timestamp)
          AND terms @@ looked.query
     ) AS p
     ORDER BY p.start_time, coalesce(p.series_id, p.id), p.recurrence_local LIMIT :rows)
    UNION ALL
    (SELECT id, sees_all, series_id, start_time, place, wall FROM walked
     WHERE NOT all_day
       AND ((start_time, place, wall) > (SELECT start_time, place, wall FROM edge WHERE NOT all_day)) IS NOT TRUE
     ORDER BY start_time, place, wall LIMIT :rows)
    UNION ALL
    (SELECT m.id, looked.sees_all, m.series_id, m.start_time, coalesce(m.series_id, m.id), m.recurrence_local
     FROM edge, looked CROSS JOIN LATERAL (
        SELECT e.id, e.series_id, e.start_time, e.recurrence_local FROM events AS e
        WHERE {matches}
          AND (e.series_end IS NULL AND NOT e.all_day AND e.start_time < :range_end) IS TRUE
          AND (e.start_time, coalesce(e.series_id, e.id), e.recurrence_local) > (edge.start_time, edge.place, edge.wall)
        ORDER BY e.start_time, coalesce(e.series_id, e.id), e.recurrence_local LIMIT :rows
     ) AS m
     WHERE NOT edge.all_day
     ORDER BY m.start_time, coalesce(m.series_id, m.id), m.recurrence_local LIMIT :rows)
    LIMIT :rows
),
all_day AS MATERIALIZED (
    (SELECT p.id, looked.sees_all, p.series_id, p.start_time, coalesce(p.series_id, p.id) AS place, p.recurrence_local AS wall
     FROM looked CROSS JOIN LATERAL (
        SELECT * FROM events
        WHERE calendar_id = looked.calendar_id
          AND {lasting_all_day}
          AND :after_day < :first_day AND tstzrange(start_time, end_time) @> :first_day
          AND lower(tstzrange(start_time, end_time)) < :first_day
          AND (lower(tstzrange(start_time, end_time)), coalesce(series_id, id), recurrence_local)
            > (:past_day, :past_day_id, :past_day_wall::timestamp)
          AND terms @@ looked.query
     ) AS p
     ORDER BY p.start_time, coalesce(p.series_id, p.id), p.recurrence_local LIMIT :rows)
    UNION ALL
    (SELECT id, sees_all, series_id, start_time, place, wall FROM walked
     WHERE all_day
       AND ((start_time, place, wall) > (SELECT start_time, place, wall FROM edge WHERE all_day)) IS NOT TRUE
     ORDER BY start_time, place, wall LIMIT :rows)
    UNION ALL
    (SELECT m.id, looked.sees_all, m.series_id, m.start_time, coalesce(m.series_id, m.id), m.recurrence_local
     FROM edge, looked CROSS JOIN LATERAL (
        SELECT e.id, e.series_id, e.start_time, e.recurrence_local FROM events AS e
        WHERE {matches}
          AND (e.series_end IS NULL AND e.all_day AND e.start_time <= :last_day) IS TRUE
          AND (e.start_time, coalesce(e.series_id, e.id), e.recurrence_local) > (edge.start_time, edge.place, edge.wall)
        ORDER BY e.start_time, coalesce(e.series_id, e.id), e.recurrence_local LIMIT :rows
     ) AS m
     WHERE edge.all_day
     ORDER BY m.start_time, coalesce(m.series_id, m.id), m.recurrence_local LIMIT :rows)
    LIMIT :rows
),
listed AS MATERIALIZED (
    -- With what is hidden and attended.
    (SELECT id, sees_all, series_id FROM (
        SELECT * FROM timed
        UNION ALL
        SELECT e.id, false, e.series_id, e.start_time, coalesce(e.series_id, e.id), e.recurrence_local FROM hidden AS e
        WHERE {matches_whole} AND e.series_end IS NULL AND NOT e.all_day AND {overlaps}
          AND (e.start_time, coalesce(e.series_id, e.id), e.recurrence_local) > (:past_time, :past_id, :past_wall::timestamp)
     ) AS t
     ORDER BY start_time, place, wall LIMIT :rows)
    UNION ALL
    (SELECT id, sees_all, series_id FROM (
        SELECT * FROM all_day
        UNION ALL
        SELECT e.id, false, e.series_id, e.start_time, coalesce(e.series_id, e.id), e.recurrence_local FROM hidden AS e
        WHERE {matches_whole} AND e.series_end IS NULL AND e.all_day AND {overlaps}
          AND (e.start_time, coalesce(e.series_id, e.id), e.recurrence_local) > (:past_day, :past_day_id, :past_day_wall::timestamp)
     ) AS d
     ORDER BY start_time, place, wall LIMIT :rows)
)
(
    SELECT {single}, stamp.stamp AS "stamp?", listed.sees_all
    FROM stamp, listed CROSS JOIN LATERAL (SELECT * FROM events WHERE id = listed.id OFFSET 0) AS e
) UNION ALL (
    SELECT {stored}, e.overridden, stamp.stamp, e.sees_all
    FROM stamp, (
        SELECT e.*, looked.sees_all FROM looked CROSS JOIN LATERAL (
            SELECT * FROM events AS e
            WHERE e.terms @@ looked.series_query AND (e.deleted_at IS NULL) IS TRUE
              AND (e.calendar_id = looked.calendar_id) IS TRUE
              AND (e.series_end IS NOT NULL
                   AND tstzrange(e.series_start, e.series_end) && tstzrange(:series_from, :series_until)) IS TRUE
            OFFSET 0
        ) AS e
        UNION ALL
        SELECT *, false FROM hidden WHERE {matches_whole} AND series_end IS NOT NULL
    ) AS e
    LIMIT :series
) UNION ALL (
    SELECT {mentioned}, NULL::timestamp[], stamp.stamp, s.sees_all
    FROM stamp, (SELECT DISTINCT series_id, sees_all FROM listed) AS s
         CROSS JOIN LATERAL (SELECT * FROM events WHERE id = s.series_id OFFSET 0) AS e
)

-- name: tag_page :many
-- plan: calendar_access_by_user, event_attendees_hidden, events_pkey, events_overrides, calendar_tags_pkey
-- buffers: 500
-- The tags of the calendars that are seen, with how many events have them, behind a tag.
WITH {seen}, {attended}
SELECT t.tag, sum(t.count)::bigint AS count
FROM (
    SELECT c.tag, c.count
    FROM seen JOIN (VALUES (false), (true)) AS kind (hidden) ON seen.sees_all OR NOT kind.hidden CROSS JOIN LATERAL (
        SELECT tag, sum(count) AS count FROM calendar_tags
        WHERE calendar_id = seen.calendar_id AND hidden = kind.hidden AND tag > :after_tag
        GROUP BY tag HAVING sum(count) > 0 ORDER BY tag LIMIT :rows
    ) AS c
    UNION ALL
    SELECT tag, 1 FROM hidden CROSS JOIN LATERAL unnest(tags) AS tag WHERE tag > :after_tag
) AS t
GROUP BY t.tag ORDER BY t.tag LIMIT :rows

-- name: tags_unsettled :many
-- plan: calendar_tags_unsettled
-- buffers: 150
-- Tags of which a slot came to nothing, or below.
SELECT calendar_id, hidden, tag FROM calendar_tags WHERE (count <= 0) IS TRUE LIMIT :rows

-- name: tag_settle :exec
-- plan: calendar_tags_pkey, calendar_tags_pkey
-- buffers: 80
-- All slots of a tag that nobody is writing become one, or none.
WITH gone AS (
    DELETE FROM calendar_tags
    WHERE calendar_id = :calendar_id AND hidden = :hidden AND tag = :tag
      AND slot = ANY (ARRAY(SELECT slot FROM calendar_tags
                            WHERE calendar_id = :calendar_id AND hidden = :hidden AND tag = :tag
                            FOR UPDATE SKIP LOCKED))
    RETURNING count
)
INSERT INTO calendar_tags AS c (calendar_id, hidden, tag, slot, count)
SELECT :calendar_id, :hidden, :tag, 32, sum(count) FROM gone HAVING sum(count) <> 0
ON CONFLICT (calendar_id, hidden, tag, slot) DO UPDATE SET count = c.count + excluded.count

-- name: busy_range :many event+series
-- plan: calendar_access_by_user, calendar_marks_pkey, events_timed_span, events_all_day_span, events_series_span
-- buffers: 550
-- Single events, overrides and series of a range as times alone, in one statement: of two, the second could
-- find an occurrence overridden by what the first had not seen.
-- OFFSET 0 keeps each calendar a search of its own, so that the index is asked for both columns.
WITH {seen},
{stamp}
(SELECT {light_single}, stamp.stamp AS "stamp?", seen.sees_all
 FROM stamp, seen CROSS JOIN LATERAL (
    SELECT * FROM events
    WHERE calendar_id = seen.calendar_id
      AND {lasting_timed}
      AND tstzrange(start_time, end_time) && tstzrange(:range_start, :range_end) AND {blocks}
    UNION ALL
    SELECT * FROM events
    WHERE calendar_id = seen.calendar_id
      AND {lasting_all_day}
      AND tstzrange(start_time, end_time) && tstzrange(:first_day, :last_day, '[]') AND {blocks}
 ) AS e
 LIMIT :events)
UNION ALL
(SELECT {light}, stamp.stamp AS "stamp?", seen.sees_all
 FROM stamp, seen CROSS JOIN LATERAL (
    SELECT * FROM events
    WHERE calendar_id = seen.calendar_id AND deleted_at IS NULL AND series_end IS NOT NULL
      AND tstzrange(series_start, series_end) && tstzrange(:series_from, :series_until) AND {blocks}
    OFFSET 0
 ) AS e
 LIMIT :series)

-- name: range_stamp :one
-- plan: calendar_access_by_user, calendar_marks_pkey
-- buffers: 70
-- Of the calendars that event_range and busy_range would read.
WITH {seen},
{stamp}
SELECT stamp AS "stamp?" FROM stamp

-- name: calendars_seen :one
-- plan: calendar_access_pkey
-- buffers: 20
-- How many of the calendars the caller sees: one that is asked for by name and cannot be seen is 404.
SELECT count(*) AS seen FROM calendar_access WHERE user_id = :user_id AND calendar_id = ANY (:calendar_ids::uuid[])

-- name: event_insert :one event+stored
-- plan: event_attendees_users
-- buffers: 90
-- locks: then
-- An event without a UID gets its id for one; an override has that of its series.
INSERT INTO events AS e (id, calendar_id, uid, title, description, location, color, url, conference_url, properties, start_time,
    end_time, timezone, all_day, recurrence_rule, start_local, rdates, exdates, series_start, series_end, series_id, recurrence_local,
    status, transparency, visibility, tags, created_by, updated_by, terms, terms_version, split_from)
VALUES (:id, :event.calendar_id, CASE WHEN :series_id?::uuid IS NULL THEN coalesce(:event.uid, :id::uuid::text) END,
        :event.title, :event.description, :event.location, :event.color, :event.url, :event.conference_url, :event.properties, :event.start_time,
        :event.end_time, :event.timezone, :event.all_day, :event.recurrence_rule, :start_local?, :rdates, :exdates,
        :series_start?, :series_end?, :series_id?, :recurrence_local?, :event.status,
        :event.transparency, :event.visibility, :event.tags, :user_id, :user_id, array_to_tsvector(:terms), 1, :split_from?)
RETURNING {stored}, true AS sees_all

-- name: event_insert_all :many event+stored
-- plan: event_attendees_users
-- buffers: 130
-- locks: then
-- Single events, item by item of the arrays as event_insert has them, by their UIDs: who inserts others meanwhile comes to
-- the same ones in the same order.  Of those whose UID their calendar has there is no row.  Times are UTC; tags and
-- terms are each the text of an array, properties in hexadecimal digits.
INSERT INTO events AS e (id, calendar_id, uid, title, description, location, color, url, conference_url, properties, start_time,
    end_time, timezone, all_day, status, transparency, visibility, tags, created_by, updated_by, terms, terms_version)
SELECT n.id, n.calendar_id, n.uid, n.title, n.description, n.location, n.color, n.url, n.conference_url,
       decode(n.properties, 'hex'), n.start_time AT TIME ZONE 'UTC', n.end_time AT TIME ZONE 'UTC', n.timezone, n.all_day <> 0,
       n.status, n.transparency, n.visibility, n.tags::text[], :user_id, :user_id, array_to_tsvector(n.terms::text[]), 1
FROM unnest(:ids::uuid[], :calendar_ids::uuid[], :uids::text[], :titles::text[], :descriptions::text[], :locations::text[],
            :colors::text[], :urls::text[], :conference_urls::text[], :properties::text[], :start_times::timestamp[],
            :end_times::timestamp[], :timezones::text[], :all_days::bigint[], :statuses::text[], :transparencies::text[],
            :visibilities::text[], :tags::text[], :terms::text[])
     AS n (id, calendar_id, uid, title, description, location, color, url, conference_url, properties, start_time,
           end_time, timezone, all_day, status, transparency, visibility, tags, terms)
ORDER BY n.calendar_id, n.uid
ON CONFLICT DO NOTHING
RETURNING {stored}, true AS sees_all

-- name: event_find :one event+stored
-- plan: events_pkey, event_attendees_users, calendar_access_pkey, calendar_access_pkey, event_attendees_users
-- buffers: 20
SELECT {stored}, coalesce((SELECT role <> 'viewer' FROM calendar_access
                        WHERE calendar_id = e.calendar_id AND user_id = :user_id), false) AS sees_all
FROM events e
WHERE e.id = :id AND (e.deleted_at IS NULL AND e.series_id IS NULL) IS TRUE AND {may_read}

-- name: course_find :one event+course
-- plan: events_pkey, calendar_access_pkey, event_attendees_users, events_overrides, events_splits
-- buffers: 30
-- By who may read the event.
SELECT {course}, 1::bigint AS known
FROM events AS e CROSS JOIN LATERAL (
    {changed_of}
) AS o
WHERE e.id = :id AND (e.deleted_at IS NULL AND e.series_id IS NULL) IS TRUE AND {may_read}

-- name: course_all :many event+course
-- plan: events_pkey, events_overrides, events_splits
-- buffers: 60
-- Of the first of the ids, until these have so many dates and changed occurrences; deleted ones too.  `known`: how many there
-- are of all the ids.
SELECT {course}, e.known
FROM (
    SELECT e.*, a.place, count(*) OVER () AS known,
           sum(cardinality(e.rdates) + cardinality(e.exdates) + cardinality(e.overridden))
               OVER (ORDER BY a.place ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
    FROM unnest(:ids::uuid[]) WITH ORDINALITY AS a (id, place) CROSS JOIN LATERAL (
        SELECT * FROM events WHERE id = a.id AND (series_id IS NULL) IS TRUE OFFSET 0
    ) AS e
) AS e CROSS JOIN LATERAL (
    {changed_of}
) AS o
WHERE coalesce(e.before, 0) < :most
ORDER BY e.place

-- name: occurrences_check :many event+checked
-- plan: events_pkey, calendar_access_pkey, event_attendees_users, events_overrides
-- buffers: 60
-- What user_ids[i] may read of event_ids[i], of the occurrence at walls[i] when that was changed by itself; the version is the
-- event's.  `place`: which i.
SELECT e.version, CASE WHEN o.changed THEN o.title ELSE e.title END AS title,
       CASE WHEN o.changed THEN o.location ELSE e.location END AS "location?",
       CASE WHEN o.changed THEN o.visibility ELSE e.visibility END AS visibility, r.sees_all, q.place
FROM unnest(:user_ids::uuid[], :event_ids::uuid[], :walls::timestamp[]) WITH ORDINALITY AS q (user_id, event_id, wall, place)
     CROSS JOIN LATERAL (
    SELECT * FROM events WHERE id = q.event_id AND (deleted_at IS NULL AND series_id IS NULL) IS TRUE OFFSET 0
) AS e LEFT JOIN LATERAL (
    SELECT role FROM calendar_access WHERE calendar_id = e.calendar_id AND user_id = q.user_id OFFSET 0
) AS a ON true CROSS JOIN LATERAL (
    SELECT coalesce(a.role <> 'viewer', false) OR EXISTS (
        SELECT FROM event_attendees
        WHERE (user_id, event_id) >= (q.user_id, e.id) AND (user_id, event_id) <= (q.user_id, e.id)
          AND (user_id IS NOT NULL) IS TRUE) AS sees_all
    OFFSET 0
) AS r LEFT JOIN LATERAL (
    SELECT true AS changed, title, location, visibility FROM events
    WHERE series_id = e.id AND recurrence_local = q.wall AND deleted_at IS NULL AND q.wall = ANY (e.overridden)
    OFFSET 0
) AS o ON true
WHERE a.role IS NOT NULL OR r.sees_all

-- name: event_changes :many event_change+changed
-- plan: events_changed
-- buffers: 130
-- Only what is older than every running transaction: one that still runs may commit with a lower number than what is
-- already visible, and would be skipped for ever.
SELECT id AS event_id, calendar_id, version, deleted_at IS NOT NULL AS deleted, changed_xid AS xid
FROM events
WHERE (changed_xid, id) > (:after_xid, :after_id) AND (changed_xid IS NOT NULL AND series_id IS NULL) IS TRUE
  AND changed_xid < pg_snapshot_xmin(pg_current_snapshot())
ORDER BY changed_xid, id
LIMIT :most

-- name: calendar_singles :many
-- plan: events_by_calendar
-- buffers: 2500
-- By start, behind a position; whole series that start there are among them, and left out.
SELECT id, start_time, series_end IS NULL AS is_single FROM events
WHERE calendar_id = :calendar_id AND deleted_at IS NULL AND series_id IS NULL
  AND (start_time, id) > (:after_at, :after_id) AND start_time < :until
ORDER BY start_time, id
LIMIT :rows

-- name: calendar_series :many
-- plan: events_series_span
-- buffers: 2500
-- Those that reach into the range, behind a position.
SELECT id FROM events
WHERE calendar_id = :calendar_id AND tstzrange(series_start, series_end) && tstzrange(:from::timestamptz, :until::timestamptz)
  AND deleted_at IS NULL AND series_end IS NOT NULL AND (id > :after_id) IS TRUE
ORDER BY id
LIMIT :rows

-- name: event_seen :many event+stored
-- plan: events_pkey, event_attendees_users, calendar_access_pkey, calendar_access_pkey
-- buffers: 160
-- Overrides too, of calendars that the caller sees.
SELECT {stored}, coalesce((SELECT role <> 'viewer' FROM calendar_access
                        WHERE calendar_id = e.calendar_id AND user_id = :user_id), false) AS sees_all
FROM events e
WHERE e.id = ANY (:ids::uuid[]) AND (e.deleted_at IS NULL) IS TRUE
  AND (SELECT true FROM calendar_access WHERE calendar_id = e.calendar_id AND user_id = :user_id)

-- name: event_hold :one
-- plan: events_pkey, calendar_access_pkey, event_attendees_users
-- buffers: 160
-- locks: first
-- Where the event stands, and then the locks of that calendar and of the others: their memberships, and the caller's
-- roles in them, stay as they are until the transaction ends.  The event itself may move meanwhile: event_lock tells.
SELECT ids AS calendar_ids, hold_to_write(ids, :user_id) AS roles
FROM (SELECT e.calendar_id || :other_ids::uuid[] AS ids
      FROM events e
      WHERE e.id = :id AND (e.deleted_at IS NULL AND e.series_id IS NULL) IS TRUE AND {may_read}) AS held

-- name: batch_hold :one
-- plan: events_pkey, calendar_access_pkey, event_attendees_users
-- buffers: 160
-- locks: first
-- As event_hold, where several events stand.
WITH held AS MATERIALIZED (
    SELECT ARRAY(SELECT DISTINCT calendar_id
                 FROM (SELECT e.calendar_id FROM events e
                       WHERE e.id = ANY (:ids::uuid[]) AND (e.deleted_at IS NULL AND e.series_id IS NULL) IS TRUE AND {may_read}
                       UNION ALL SELECT unnest(:other_ids::uuid[])) AS each_of_them) AS ids
)
SELECT ids AS calendar_ids, hold_to_write(ids, :user_id) AS roles FROM held

-- name: batch_lock :many
-- plan: events_pkey, calendar_access_pkey, event_attendees_users
-- buffers: 160
-- locks: then
-- As event_lock, several events in the order of their ids.
SELECT e.id, e.calendar_id
FROM events e
WHERE e.id = ANY (:ids::uuid[]) AND (e.deleted_at IS NULL AND e.series_id IS NULL) IS TRUE AND {may_read}
ORDER BY e.id
FOR UPDATE OF e

-- name: event_lock :one event+stored
-- plan: events_pkey, event_attendees_users, calendar_access_pkey, event_attendees_users
-- buffers: 20
-- locks: then
-- As event_find, locked until the change is made.  Who changes an event sees all of it.
SELECT {stored}, true AS sees_all
FROM events e
WHERE e.id = :id AND (e.deleted_at IS NULL AND e.series_id IS NULL) IS TRUE AND {may_read}
FOR UPDATE OF e

-- name: event_update :one event+stored
-- plan: events_pkey, event_attendees_users
-- buffers: 60
-- locks: then
UPDATE events AS e
SET calendar_id = :event.calendar_id, title = :event.title, description = :event.description,
    location = :event.location, color = :event.color, url = :event.url, conference_url = :event.conference_url, properties = :event.properties,
    sequence = sequence + (:revised::boolean OR
        (start_time, end_time, timezone, all_day, recurrence_rule, rdates, exdates, location, status) IS DISTINCT FROM
        (:event.start_time, :event.end_time, :event.timezone, :event.all_day, :event.recurrence_rule, :rdates, :exdates,
         :event.location, :event.status))::int,
    start_time = :event.start_time, end_time = :event.end_time,
    timezone = :event.timezone, all_day = :event.all_day, recurrence_rule = :event.recurrence_rule,
    start_local = :start_local?, rdates = :rdates, exdates = :exdates, series_start = :series_start?, series_end = :series_end?,
    status = :event.status, transparency = :event.transparency, visibility = :event.visibility,
    tags = :event.tags,
    terms = array_to_tsvector(:terms), terms_version = version + 1, version = version + 1, updated_by = :user_id, updated_at = now(),
    changed_xid = pg_current_xact_id()
WHERE id = :id AND deleted_at IS NULL
RETURNING {stored}, true AS sees_all

-- name: series_settle :exec
-- plan: events_pkey, events_overrides
-- buffers: 60
-- locks: then
-- After the series or its overrides were written: what its row has of them.
UPDATE events AS s
SET overridden = o.walls, series_start = least(s.series_start, o.first), series_end = greatest(s.series_end, o.last)
FROM (SELECT coalesce(array_agg(recurrence_local ORDER BY recurrence_local), '{}') AS walls,
             min(start_time) AS first, max(end_time) + interval '1 microsecond' AS last
      FROM events WHERE series_id = :id AND deleted_at IS NULL) AS o
WHERE s.id = :id

-- name: event_delete :exec
-- plan: bitmap events_pkey, bitmap events_overrides
-- buffers: 45
-- locks: then
-- A series takes its overrides with it.
UPDATE events
SET deleted_at = now(), version = version + 1, terms_version = terms_version + 1, updated_by = :user_id, updated_at = now(),
    changed_xid = pg_current_xact_id()
WHERE (id = :id OR series_id = :id) AND deleted_at IS NULL

-- name: event_find_deleted :one event+stored
-- plan: events_pkey, event_attendees_users, calendar_access_pkey
-- buffers: 20
-- What was deleted within 30 days, of calendars that the caller sees.  Who restores an event sees all of it.
SELECT {stored}, true AS sees_all
FROM events e
WHERE e.id = :id AND (e.deleted_at > :now::timestamptz - interval '30 days' AND e.series_id IS NULL) IS TRUE
  AND (SELECT true FROM calendar_access WHERE calendar_id = e.calendar_id AND user_id = :user_id)

-- name: event_restore :exec
-- plan: events_deleted_overrides, events_pkey, events_pkey
-- buffers: 80
-- locks: then
-- A series with the overrides that were deleted with it.  No row affected: another request was faster, and may even have
-- moved the event and deleted it again.
UPDATE events
SET deleted_at = NULL, version = version + 1, terms_version = terms_version + 1, updated_by = :user_id, updated_at = now(),
    changed_xid = pg_current_xact_id()
WHERE id = ANY (ARRAY(SELECT :id::uuid UNION ALL
                      SELECT id FROM events WHERE series_id = :id AND (deleted_at IS NOT NULL AND series_id IS NOT NULL) IS TRUE))
  AND (deleted_at = (SELECT deleted_at FROM events WHERE id = :id) AND calendar_id = :calendar_id) IS TRUE

-- name: event_stale :many
-- plan: events_stale_terms
-- buffers: 250
-- locks: then
-- Events whose terms are not of their version, by id after a position, locked until they are made anew.
SELECT e.id, e.calendar_id, e.title, left(e.description, 8000) AS "description?", e.location AS "location?", e.tags,
       e.visibility, e.series_end IS NOT NULL AS is_series, e.series_id IS NOT NULL AS is_override
FROM events AS e
WHERE (e.terms_version <> e.version AND e.deleted_at IS NULL) IS TRUE AND e.id > :after_id
ORDER BY e.id
LIMIT :rows
FOR UPDATE SKIP LOCKED

-- name: event_terms_set :exec
-- plan: events_pkey
-- buffers: 400
-- locks: then
-- ids[i] has terms[i] among its terms.
UPDATE events AS e SET terms = t.terms, terms_version = e.version
FROM (SELECT id, array_to_tsvector(array_agg(term)) AS terms
      FROM unnest(:ids::uuid[], :terms::text[]) AS u (id, term) GROUP BY id) AS t
WHERE e.id = t.id

-- name: override_find :one event+stored
-- plan: events_overrides, event_attendees_users
-- buffers: 15
-- Of a series of which the caller sees all, or does not.
SELECT {stored}, :sees_all::boolean AS sees_all
FROM events e
WHERE e.series_id = :series_id AND e.recurrence_local = :recurrence_local AND e.deleted_at IS NULL

-- name: override_page :many
-- plan: events_overrides
-- buffers: 15
-- Which occurrences of a series stand by themselves.
SELECT id, recurrence_local AS recurrence_local FROM events
WHERE series_id = :series_id AND deleted_at IS NULL
ORDER BY recurrence_local

-- name: override_times :many
-- plan: events_overrides
-- buffers: 25
-- When these occurrences of a series are, of those that stand by themselves.
SELECT recurrence_local AS recurrence_local, start_time, end_time, all_day FROM events
WHERE series_id = :series_id AND recurrence_local = ANY (:walls::timestamp[]) AND deleted_at IS NULL
ORDER BY recurrence_local

-- name: override_count :one
-- plan: events_overrides
-- buffers: 15
-- How many occurrences of a series stand by themselves.
SELECT count(*) AS count FROM events WHERE series_id = :series_id AND deleted_at IS NULL

-- name: override_move_all :exec
-- plan: events_pkey
-- buffers: 80
-- locks: then
-- Onto occurrences of the same or another series; overrides.c has dropped them just before.
UPDATE events AS e
SET series_id = :series_id, recurrence_local = m.recurrence_local, calendar_id = :calendar_id, deleted_at = NULL
FROM unnest(:ids::uuid[], :walls::timestamp[]) AS m (id, recurrence_local)
WHERE e.id = m.id

-- name: override_drop_all :exec
-- plan: events_pkey
-- buffers: 60
-- locks: then
UPDATE events SET deleted_at = now(), updated_at = now() WHERE id = ANY (:ids::uuid[]) AND deleted_at IS NULL

-- name: override_drop :exec
-- plan: events_pkey
-- buffers: 30
-- locks: then
UPDATE events SET deleted_at = now(), updated_at = now() WHERE id = :id AND deleted_at IS NULL

-- name: attendee_all :many
-- plan: event_attendees_in_order
-- buffers: 110
-- Of an event whose row is locked.
SELECT id, user_id AS "user_id?", email AS "email?", name AS "name?", status FROM event_attendees
WHERE event_id = :event_id ORDER BY id

-- name: attendee_page :many attendee
-- plan: event_attendees_in_order
-- buffers: 60
SELECT {attendee} FROM event_attendees
WHERE (event_id, id) > (:event_id, :after_id) AND (event_id, id) <= (:event_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
ORDER BY event_id, id LIMIT :rows

-- name: attendee_find :one attendee
-- plan: event_attendees_pkey
-- buffers: 15
SELECT {attendee} FROM event_attendees WHERE id = :id AND (event_id = :event_id) IS TRUE

-- name: attendee_lock :one attendee
-- plan: event_attendees_pkey
-- buffers: 15
-- locks: then
SELECT {attendee} FROM event_attendees WHERE id = :id AND (event_id = :event_id) IS TRUE FOR UPDATE

-- name: attendee_insert_all :exec
-- plan: events_pkey
-- buffers: 60
-- locks: then
-- Whom ids[i] is; a nil id and an empty text are none.
INSERT INTO event_attendees (id, event_id, user_id, email, name, status, starts, reach, live, hides)
SELECT u.id, :event_id, nullif(u.user_id, '00000000-0000-0000-0000-000000000000'), nullif(u.email, ''), nullif(u.name, ''), u.status,
       e.start_time, reach_of(e), e.deleted_at IS NULL, hides(e)
FROM (SELECT * FROM events WHERE id = :event_id OFFSET 0) AS e CROSS JOIN
     unnest(:ids::uuid[], :user_ids::uuid[], :emails::text[], :names::text[], :statuses::text[]) AS u (id, user_id, email, name, status)

-- name: attendee_drop_all :exec
-- plan: event_attendees_pkey
-- buffers: 60
-- locks: then
DELETE FROM event_attendees WHERE id = ANY (:ids::uuid[])

-- name: attendee_rename_all :exec
-- plan: event_attendees_pkey
-- buffers: 60
-- locks: then
UPDATE event_attendees AS a SET name = nullif(u.name, ''), version = version + 1, updated_at = now()
FROM unnest(:ids::uuid[], :names::text[]) AS u (id, name)
WHERE a.id = u.id

-- name: attendee_set :one attendee
-- plan: event_attendees_pkey
-- buffers: 40
-- locks: then
UPDATE event_attendees SET name = :name?, status = :status, version = version + 1, updated_at = now()
WHERE id = :id
RETURNING {attendee}

-- name: answer_at :many
-- plan: event_attendees_in_order, event_answers_pkey
-- buffers: 210
-- What each attendee answers to one occurrence, of those who do not answer to the whole alone.
SELECT a.id AS attendee_id, w.status
FROM (SELECT id FROM event_attendees WHERE event_id = :event_id OFFSET 0) AS a CROSS JOIN LATERAL (
    SELECT status FROM event_answers
    WHERE attendee_id = a.id AND wall <= :wall::timestamp AND (onwards OR wall = :wall) IS TRUE
    ORDER BY wall DESC, onwards LIMIT 1
) AS w

-- name: answer_own :many
-- plan: event_attendees_users, event_answers_pkey
-- buffers: 60
-- What the caller answers to these events, as a whole and to occurrences.
SELECT a.event_id, a.status AS whole, w.wall AS "wall?", w.onwards AS "onwards?", w.status AS "status?"
FROM unnest(:event_ids::uuid[]) AS e (id) CROSS JOIN LATERAL (
    SELECT id, event_id, status FROM event_attendees
    WHERE (user_id, event_id) >= (:user_id, e.id) AND (user_id, event_id) <= (:user_id, e.id) AND (user_id IS NOT NULL) IS TRUE
    OFFSET 0
) AS a LEFT JOIN LATERAL (
    SELECT wall, onwards, status FROM event_answers WHERE attendee_id = a.id OFFSET 0
) AS w ON true
ORDER BY a.event_id, w.wall, w.onwards DESC

-- name: answer_walls :one
-- plan: event_attendees_in_order, event_answers_pkey
-- buffers: 230
SELECT ARRAY(SELECT DISTINCT w.wall
             FROM (SELECT id FROM event_attendees WHERE event_id = :event_id OFFSET 0) AS a CROSS JOIN LATERAL (
                 SELECT wall FROM event_answers WHERE attendee_id = a.id OFFSET 0) AS w
             ORDER BY w.wall) AS walls

-- name: answer_count :one
-- plan: event_answers_pkey
-- buffers: 15
SELECT count(*) AS count FROM event_answers WHERE attendee_id = :attendee_id

-- name: answer_give :exec
-- plan: none
-- buffers: 20
-- locks: then
INSERT INTO event_answers AS w (attendee_id, wall, onwards, status) VALUES (:attendee_id, :wall, :onwards, :status)
ON CONFLICT (attendee_id, wall, onwards) DO UPDATE SET status = excluded.status

-- name: answer_behind :exec
-- plan: event_answers_pkey
-- buffers: 20
-- locks: then
DELETE FROM event_answers WHERE attendee_id = :attendee_id AND wall >= :wall

-- name: answer_forget :exec
-- plan: event_answers_pkey
-- buffers: 20
-- locks: then
DELETE FROM event_answers WHERE attendee_id = :attendee_id

-- name: answer_drop :exec
-- plan: event_attendees_in_order, event_answers_pkey
-- buffers: 300
-- locks: then
-- Of occurrences that are no more.
DELETE FROM event_answers
WHERE attendee_id = ANY (ARRAY(SELECT id FROM event_attendees WHERE event_id = :event_id))
  AND wall = ANY (:walls::timestamp[]) AND NOT onwards

-- name: answer_cut :exec
-- plan: event_attendees_in_order, event_answers_pkey
-- buffers: 320
-- locks: then
DELETE FROM event_answers
WHERE attendee_id = ANY (ARRAY(SELECT id FROM event_attendees WHERE event_id = :event_id))
  AND wall = ANY (:walls::timestamp[])

-- name: answer_move :exec
-- plan: event_attendees_in_order, event_answers_pkey
-- buffers: 570
-- locks: then
-- All are deleted first, which the order sees to: one may take the place that another leaves.
WITH gone AS (
    DELETE FROM event_answers
    WHERE attendee_id = ANY (ARRAY(SELECT id FROM event_attendees WHERE event_id = :event_id))
      AND wall = ANY (:from_walls::timestamp[])
    RETURNING attendee_id, wall, onwards, status
)
INSERT INTO event_answers (attendee_id, wall, onwards, status)
SELECT g.attendee_id, m.wall, g.onwards, g.status
FROM gone AS g JOIN unnest(:from_walls::timestamp[], :to_walls::timestamp[]) AS m (was, wall) ON m.was = g.wall
ORDER BY g.attendee_id, m.wall
ON CONFLICT (attendee_id, wall, onwards) DO NOTHING

-- name: answer_copy :exec
-- plan: event_answers_pkey
-- buffers: 120
-- locks: then
-- What old_ids[i] answers at from_walls[j] becomes what new_ids[i] does at to_walls[j].
INSERT INTO event_answers (attendee_id, wall, onwards, status)
SELECT a.new_id, m.wall, w.onwards, w.status
FROM unnest(:old_ids::uuid[], :new_ids::uuid[]) AS a (old_id, new_id) CROSS JOIN LATERAL (
    SELECT wall, onwards, status FROM event_answers WHERE attendee_id = a.old_id OFFSET 0
) AS w JOIN unnest(:from_walls::timestamp[], :to_walls::timestamp[]) AS m (was, wall) ON m.was = w.wall
ON CONFLICT (attendee_id, wall, onwards) DO NOTHING

-- name: answer_inherit :exec
-- plan: event_answers_pkey, event_attendees_pkey
-- buffers: 120
-- locks: then
-- What old_ids[i] answered onwards before the place is what new_ids[i] answers to all.
UPDATE event_attendees AS n SET status = i.status
FROM (SELECT a.new_id, w.status
      FROM unnest(:old_ids::uuid[], :new_ids::uuid[]) AS a (old_id, new_id) CROSS JOIN LATERAL (
          SELECT status FROM event_answers
          WHERE attendee_id = a.old_id AND wall < :wall::timestamp AND onwards
          ORDER BY wall DESC LIMIT 1
      ) AS w OFFSET 0) AS i
WHERE n.id = i.new_id

-- name: event_attendees_set :one event+stored
-- plan: event_attendees_in_order, events_pkey, event_attendees_users
-- buffers: 90
-- locks: then
-- What the event's row, which is locked, has of its attendees; `raised`: a new version for it.
UPDATE events AS e
SET attendee_count = (SELECT count(*) FROM event_attendees WHERE event_id = :id), attendees = :invited?,
    version = version + :raised::boolean::int, terms_version = terms_version + :raised::boolean::int,
    updated_by = CASE WHEN :raised AND :user_id <> '00000000-0000-0000-0000-000000000000' THEN :user_id ELSE updated_by END,
    updated_at = CASE WHEN :raised THEN now() ELSE updated_at END,
    changed_xid = CASE WHEN :raised THEN pg_current_xact_id() ELSE changed_xid END
WHERE id = :id
RETURNING {stored}, true AS sees_all

-- name: heard_note :exec
-- plan: none
-- buffers: 20
INSERT INTO heard_accounts AS h (user_id, email) VALUES (:user_id, :email?)
ON CONFLICT (user_id) DO UPDATE SET email = excluded.email, since = now() WHERE h.email IS NOT NULL

-- name: heard_due :many
-- plan: all of heard_accounts, event_attendees_users, event_attendees_unlinked, event_attendees_users, events_pkey
-- buffers: 600
-- Attendees that are to be linked to an account, or not any more, and where their events are.
SELECT h.user_id, h.email AS "email?", a.id, a.event_id, e.calendar_id
FROM heard_accounts AS h CROSS JOIN LATERAL (
    (SELECT id, event_id FROM event_attendees
     WHERE h.email IS NULL AND user_id = h.user_id AND (user_id IS NOT NULL) IS TRUE LIMIT :rows)
    UNION ALL
    (SELECT id, event_id FROM event_attendees AS u
     WHERE lower(email) = h.email AND (user_id IS NULL AND email IS NOT NULL) IS TRUE
       AND NOT coalesce((SELECT true FROM event_attendees
                         WHERE (user_id, event_id) >= (h.user_id, u.event_id) AND (user_id, event_id) <= (h.user_id, u.event_id)
                           AND (user_id IS NOT NULL) IS TRUE), false)
     LIMIT :rows)
) AS a CROSS JOIN LATERAL (SELECT calendar_id FROM events WHERE id = a.event_id OFFSET 0) AS e
LIMIT :rows

-- name: unlinked_addresses :many
-- plan: event_attendees_unlinked, event_attendees_unlinked
-- buffers: 2500
-- Each once, however often it was invited: the next one is looked up behind the last.
WITH RECURSIVE each_of_them AS (
    (SELECT lower(email) AS email FROM event_attendees
     WHERE (user_id IS NULL AND email IS NOT NULL) IS TRUE AND lower(email) > :after ORDER BY lower(email) LIMIT 1)
    UNION ALL
    SELECT n.email FROM each_of_them AS e CROSS JOIN LATERAL (
        SELECT lower(email) AS email FROM event_attendees
        WHERE (user_id IS NULL AND email IS NOT NULL) IS TRUE AND lower(email) > e.email ORDER BY lower(email) LIMIT 1
    ) AS n
)
SELECT email FROM each_of_them LIMIT :rows

-- name: heard_purge :exec
-- plan: all of heard_accounts
-- buffers: 1500
DELETE FROM heard_accounts WHERE since < now() - interval '10 minutes'

-- name: event_lock_any :one event+stored
-- plan: events_pkey, event_attendees_users
-- buffers: 20
-- locks: then
-- Also one that is deleted, of which nothing is told.
SELECT {stored}, true AS sees_all FROM events e WHERE e.id = :id FOR UPDATE OF e

-- name: event_is_deleted :one
-- plan: events_pkey
-- buffers: 15
SELECT deleted_at IS NOT NULL AS deleted FROM events WHERE id = :id

-- name: attendee_link :one attendee
-- plan: event_attendees_pkey
-- buffers: 30
-- locks: then
-- To an account, or with a nil id to none.
UPDATE event_attendees SET user_id = nullif(:user_id::uuid, '00000000-0000-0000-0000-000000000000'), version = version + 1, updated_at = now()
WHERE id = :id AND coalesce(email, '') <> ''
RETURNING {attendee}

-- name: access_for_write :one
-- plan: none
-- buffers: 35
-- locks: first
-- The caller's role in each of the calendars, '' in one that the caller does not see.  Their memberships are locked until
-- the transaction ends.
SELECT hold_to_write(:calendar_ids::uuid[], :user_id) AS roles;

-- name: access_role :one
-- plan: calendar_access_pkey
-- buffers: 15
-- The caller's role in a calendar that is locked.
SELECT role FROM calendar_access WHERE calendar_id = :calendar_id AND user_id = :user_id;

-- name: access_audience :one audience
-- plan: calendar_access_pkey
-- buffers: 15
-- Everybody who may see the calendar; after access_for_write, which has locked it.
SELECT coalesce(array_agg(user_id ORDER BY user_id) FILTER (WHERE sees_all), '{}') AS whole_ids,
       coalesce(array_agg(user_id ORDER BY user_id) FILTER (WHERE NOT sees_all), '{}') AS viewer_ids
FROM (SELECT user_id, role <> 'viewer' AS sees_all FROM calendar_access WHERE calendar_id = :calendar_id) AS member;

-- name: event_audience :one audience
-- plan: calendar_access_pkey, event_attendees_in_order
-- buffers: 40
-- The same, and everybody who attends the event, whose row is locked.
SELECT coalesce(array_agg(user_id ORDER BY user_id) FILTER (WHERE sees_all), '{}') AS whole_ids,
       coalesce(array_agg(user_id ORDER BY user_id) FILTER (WHERE NOT sees_all), '{}') AS viewer_ids
FROM (SELECT user_id, bool_or(sees_all) AS sees_all
      FROM (SELECT user_id, role <> 'viewer' AS sees_all FROM calendar_access WHERE calendar_id = :calendar_id
            UNION ALL
            SELECT user_id, true FROM event_attendees WHERE event_id = :event_id AND user_id IS NOT NULL) AS each_of_them
      GROUP BY user_id) AS reader;

-- name: access_known :one
-- plan: calendar_versions_pkey
-- buffers: 15
-- Whether the copy has this version, a later one, or the calendar's end.
SELECT EXISTS (SELECT FROM calendar_versions
               WHERE calendar_id = :calendar_id AND (version >= :version OR deleted)) AS known;

-- name: access_lock :one
-- plan: none
-- buffers: 20
-- locks: first
-- Waits for writers of the calendar's events, and keeps others out until the transaction ends.
SELECT hold_to_change(:calendar_id) AS held;

-- name: access_raise :exec
-- plan: none
-- buffers: 25
-- No row affected: another change was faster.
INSERT INTO calendar_versions AS v (calendar_id, version, deleted, public_hash)
VALUES (:calendar_id, :version, :deleted, CASE WHEN NOT :deleted THEN :public_hash?::text END)
ON CONFLICT (calendar_id) DO UPDATE
    SET version = excluded.version, deleted = excluded.deleted, public_hash = excluded.public_hash, changed_at = now()
    WHERE v.version < excluded.version AND NOT v.deleted;

-- name: access_members :exec
-- plan: calendar_access_pkey
-- buffers: 40
WITH gone AS (
    DELETE FROM calendar_access
    WHERE calendar_id = :calendar_id AND user_id <> ALL(:user_ids::uuid[])
)
INSERT INTO calendar_access AS a (calendar_id, user_id, role)
SELECT :calendar_id, m.user_id, m.role
FROM unnest(:user_ids::uuid[], :roles::text[]) AS m (user_id, role)
ON CONFLICT (calendar_id, user_id) DO UPDATE
    SET role = excluded.role
    WHERE a.role <> excluded.role;

-- name: access_end :exec
-- plan: none
-- buffers: 25
-- Deleted for good, whatever version of the membership comes later.
INSERT INTO calendar_versions AS v (calendar_id, version, deleted)
VALUES (:calendar_id, 0, true)
ON CONFLICT (calendar_id) DO UPDATE SET deleted = true, public_hash = NULL, changed_at = now() WHERE NOT v.deleted;

-- name: calendars_to_empty :many
-- plan: calendar_versions_to_empty
-- buffers: 120
SELECT calendar_id FROM calendar_versions WHERE deleted AND NOT emptied LIMIT :most;

-- name: calendar_empty :many event+stored
-- plan: events_by_calendar, events_timed, events_all_day, events_pkey, event_attendees_users
-- buffers: 2500
-- locks: then
-- Some of a calendar's events, by the three indexes that together have all of them.
UPDATE events e SET deleted_at = now(), updated_at = now(), version = version + 1, changed_xid = pg_current_xact_id()
WHERE e.id = ANY (ARRAY(
    (SELECT id FROM events
     WHERE calendar_id = :calendar_id AND deleted_at IS NULL AND series_id IS NULL LIMIT :most)
    UNION
    (SELECT id FROM events
     WHERE calendar_id = :calendar_id AND deleted_at IS NULL AND series_end IS NULL AND NOT all_day LIMIT :most)
    UNION
    (SELECT id FROM events
     WHERE calendar_id = :calendar_id AND deleted_at IS NULL AND series_end IS NULL AND all_day LIMIT :most)))
RETURNING {stored}, true AS sees_all;

-- name: calendar_emptied :exec
-- plan: calendar_versions_pkey
-- buffers: 25
UPDATE calendar_versions SET emptied = true, changed_at = now() WHERE calendar_id = :calendar_id;

-- name: event_purge :exec
-- plan: events_deleted, events_pkey
-- buffers: 5000
DELETE FROM events
WHERE id = ANY (ARRAY(SELECT id FROM events WHERE deleted_at < :now::timestamptz - interval '30 days' LIMIT 1000));

-- name: calendar_versions_purge :exec
-- plan: calendar_versions_emptied, calendar_versions_pkey, calendar_marks_pkey
-- buffers: 1500
-- Nobody asks to apply a membership that is a month old.
WITH gone AS (
    DELETE FROM calendar_versions
    WHERE calendar_id = ANY (ARRAY(SELECT calendar_id FROM calendar_versions
                                   WHERE emptied AND changed_at < :now::timestamptz - interval '30 days' LIMIT :most))
    RETURNING calendar_id
)
DELETE FROM calendar_marks WHERE calendar_id = ANY (ARRAY(SELECT calendar_id FROM gone));
