"""Very many reminders, written as rows: each of an event of its own, a tenth of them of weekly series."""

import hashlib
import uuid
from datetime import datetime, timezone

from harness.people import Person

PEOPLE, SERIES = 50, 10

EVENTS = """
    INSERT INTO events (id, calendar_id, uid, title, start_time, end_time, timezone, all_day, status, transparency, visibility, tags,
                        created_by, updated_by, recurrence_rule, series_start, series_end, terms, terms_version)
    SELECT md5('{run}' || n)::uuid, calendar, md5('{run}' || n), 'Event ' || n, at, at + interval '6 days', 'UTC', false, 'confirmed',
           'opaque', 'public', '{{}}', person, person, rule, CASE WHEN rule IS NOT NULL THEN at END,
           CASE WHEN rule IS NOT NULL THEN timestamptz '2200-01-01Z' END, '', 1
    FROM (SELECT n, to_timestamp({due}) + n * {apart} * interval '1 second' + interval '10 minutes' AS at,
                 ('{{{calendars}}}'::uuid[])[1 + n % {people}] AS calendar, ('{{{persons}}}'::uuid[])[1 + n % {people}] AS person,
                 CASE WHEN n % {series} = 0 THEN 'FREQ=WEEKLY' END AS rule
          FROM generate_series(0, {last}) AS n) AS n"""
REMINDERS = """
    INSERT INTO reminders (id, user_id, event_id, minutes_before, related, channel, created_at, updated_at)
    SELECT md5('r{run}' || n)::uuid, ('{{{persons}}}'::uuid[])[1 + n % {people}], md5('{run}' || n)::uuid, 10, 'start', 'feed', now(), now()
    FROM generate_series(0, {last}) AS n;
    INSERT INTO courses (event_id, calendar_id, version, deleted, changed_at, course)
    SELECT md5('{run}' || n)::uuid, ('{{{calendars}}}'::uuid[])[1 + n % {people}], 1, false, now(),
           (SELECT course FROM courses WHERE event_id = CASE WHEN n % {series} = 0 THEN '{weekly}' ELSE '{single}' END::uuid)
    FROM generate_series(0, {last}) AS n;
    INSERT INTO due (id, reminder_id, user_id, event_id, minutes_before, related, since, version, zone, due_at, look_at, place, begins_at,
                     ends_at, is_last, done_until)
    SELECT md5('r{run}' || n)::uuid, md5('r{run}' || n)::uuid, ('{{{persons}}}'::uuid[])[1 + n % {people}], md5('{run}' || n)::uuid, 10, 'start',
           now(), 1, 'UTC', at, at, CASE WHEN n % {series} = 0 THEN (extract(epoch FROM at) * 1e6)::bigint END, at + interval '10 minutes',
           at + interval '6 days 10 minutes', n % {series} <> 0, now()
    FROM (SELECT n, to_timestamp({due}) + n * {apart} * interval '1 second' AS at FROM generate_series(0, {last}) AS n) AS n"""
LEFT = """
    SELECT (SELECT count(*) FROM (SELECT FROM due WHERE look_at < to_timestamp({until}) AND (look_at IS NOT NULL AND set_aside IS NULL) IS TRUE
                                  LIMIT 1) AS a) + (SELECT count(*) FROM (SELECT FROM outbox WHERE published_at IS NULL LIMIT 1) AS b)"""


class Reminded:
    """People with a calendar each, whose events they are reminded of."""

    def __init__(self, stack, contract):
        self.people = [Person(stack.port, contract, f"Reminded{n}") for n in range(PEOPLE)]
        calendars = [person.calendar() for person in self.people]
        self.words = {"calendars": ",".join(calendar["id"] for calendar in calendars), "persons": ",".join(person.id for person in self.people),
                      "people": PEOPLE, "series": SERIES}
        for name, rule in ("single", None), ("weekly", "FREQ=WEEKLY"):
            event = self.people[0].event(calendars[0], start_time="2199-01-01T09:00:00Z", end_time="2199-01-01T10:00:00Z", recurrence_rule=rule)
            self.people[0].post(f"/events/{event['id']}/reminders", {"minutes_before": 10})
            self.words[name] = event["id"]

    def remind(self, events, reminders, count, due, apart):
        """So many, the first due then, each so many seconds after the other; a name of them, for due_times.

        `events` and `reminders` are connections to the services' tables.
        """
        name = uuid.uuid4().hex[:12]
        words = self.words | {"run": name, "due": due, "apart": apart, "last": count - 1}
        events.ask(EVENTS.format(**words))
        reminders.ask(REMINDERS.format(**words))
        return name


def due_times(name, count, due, apart):
    """When each of them is due, by its id."""
    return {str(uuid.UUID(hashlib.md5(f"r{name}{n}".encode()).hexdigest())): due + n * apart for n in range(count)}


def clock(at, rate):
    """For ALMANAC_REMINDER_CLOCK: it shows what the system's does at that time, runs so much faster, and was long before that earlier."""
    shown = datetime.fromtimestamp(at, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    return f"{shown} {shown} {rate}"
