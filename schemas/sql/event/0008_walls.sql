-- A series begins at a time of its wall clock, which start_time alone does not tell: the clock may show no such time on
-- that day, or show it twice.  NULL: what the clock of `timezone` shows at start_time, of which rows that are older have
-- no more.
--
-- Of a time that the clock shows twice, start_local, recurrence_local, exdates, rdates and overridden have the second
-- one 800 years later: the calendar is the same there, and no event is.
ALTER TABLE events ADD start_local timestamp;

-- UNTIL takes the form of the start: in all-day series a date, in others UTC.  It was also written as a local time, or as
-- a date that has its whole day inside.  A zone that is not known here keeps what it has.
UPDATE events AS e
SET recurrence_rule = replace(upper(recurrence_rule), u.was, CASE
    WHEN all_day THEN left(u.was, 8)
    ELSE to_char((left(u.was, 8)::date + CASE WHEN length(u.was) > 8 THEN overlay(overlay(
                      substr(u.was, 10) PLACING ':' FROM 5 FOR 0) PLACING ':' FROM 3 FOR 0)::time ELSE '23:59:59' END)
                 AT TIME ZONE timezone AT TIME ZONE 'UTC', 'YYYYMMDD"T"HH24MISS"Z"') END)
FROM (SELECT id, upper(substring(recurrence_rule FROM '(?i)UNTIL=([0-9]{8}(?:T[0-9]{6}Z?)?)(?:;|$)')) AS was
      FROM events WHERE recurrence_rule ~* 'UNTIL=' AND length(recurrence_rule) < 1000) AS u
WHERE e.id = u.id AND CASE WHEN all_day THEN length(u.was) > 8 ELSE length(u.was) < 16 END
  AND (all_day OR timezone IN (SELECT name FROM pg_timezone_names));
