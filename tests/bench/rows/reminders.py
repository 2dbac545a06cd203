"""Reminders that come due, from that to the feed: a request is one of them.

Its latency is the time from when it was due until its firing was stored; the measurement ends when the relay has published all.
A tenth are of weekly series, whose next firing is computed then; each event has one reminder.

A day of a million is long: the service's clock runs so fast that a day takes five minutes.  Its latency is as the service's
clock has it, divided by that.
"""

import math
import pathlib
import re
import time
import types
import uuid
from datetime import datetime, timezone

from bench.load import Measured
from bench.rows import Row
from bench.target import Psql, cpu_of
from harness.bus import Bus
from harness.contract import Contract
from harness.people import Person
from harness.stack import wait_until

PACE, AT_ONCE = 1000, 2000  # a second; for each second of the measurement, when all are due at once
LEAD = 3  # seconds between the rows and when they are due
PEOPLE, SERIES = 50, 10
DAY, RATE, MILLION = 86400, 288, 1000000
FILLED = 400  # seconds to write their rows in

EVENTS = """
    INSERT INTO events (id, calendar_id, uid, title, start_time, end_time, timezone, all_day, status, transparency, visibility, tags,
                        created_by, updated_by, recurrence_rule, series_start, series_end, terms, terms_version)
    SELECT md5('{run}' || n)::uuid, calendar, md5('{run}' || n), 'Event ' || n, at, at + interval '1 hour', 'UTC', false, 'confirmed',
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
           at + interval '70 minutes', n % {series} <> 0, now()
    FROM (SELECT n, to_timestamp({due}) + n * {apart} * interval '1 second' AS at FROM generate_series(0, {last}) AS n) AS n"""
TOLD = """
    SELECT count(*) || ' ' || extract(epoch FROM max(fired_at) - min(due_at)) || ' ' || percentile_cont(0.5) WITHIN GROUP (ORDER BY us)
           || ' ' || percentile_cont(0.99) WITHIN GROUP (ORDER BY us)
    FROM (SELECT *, extract(epoch FROM fired_at - due_at) * 1e6 AS us FROM fired WHERE due_at >= to_timestamp({due})) AS f"""
LEFT = """
    SELECT (SELECT count(*) FROM (SELECT FROM due WHERE look_at < to_timestamp({until}) AND (look_at IS NOT NULL AND set_aside IS NULL) IS TRUE
                                  LIMIT 1) AS a) + (SELECT count(*) FROM (SELECT FROM outbox WHERE published_at IS NULL LIMIT 1) AS b)"""


def world(target, options):
    contract = Contract()
    people = [Person(target.stack.port, contract, f"Reminded{n}") for n in range(PEOPLE)]
    calendars = [person.calendar() for person in people]
    models = {}
    for name, rule in ("single", None), ("weekly", "FREQ=WEEKLY"):
        event = people[0].event(calendars[0], start_time="2199-01-01T09:00:00Z", end_time="2199-01-01T10:00:00Z", recurrence_rule=rule)
        models[name] = event["id"]
        people[0].post(f"/events/{models[name]}/reminders", {"minutes_before": 10})
    tables = {service: target.still.enter_context(Psql(target.stack, service)) for service in ("event", "reminder")}
    words = {"calendars": ",".join(calendar["id"] for calendar in calendars), "persons": ",".join(person.id for person in people), "people": PEOPLE, "series": SERIES}
    return types.SimpleNamespace(tables=tables, words=words | models)


def due(paced):
    def run(run):
        count, apart, at = run.seconds * (PACE if paced else AT_ONCE), 1 / PACE if paced else 0, time.time() + LEAD
        words = run.world.words | {"run": uuid.uuid4().hex[:12], "due": at, "apart": apart, "last": count - 1}
        reminders, until = run.world.tables["reminder"], at + count * apart + 1
        run.world.tables["event"].ask(EVENTS.format(**words))
        reminders.ask(REMINDERS.format(**words))
        bus = Bus(run.target.stack, "reminder")
        bus.publish("wake.reminder")
        bus.close()
        assert time.time() < at, "the rows came too late"
        time.sleep(at - time.time())
        before = cpu_of(run.target.stack)
        time.sleep(count * apart)
        wait_until("everything to be told", lambda: time.sleep(0.03) or reminders.ask(LEFT.format(until=until)) == "0")
        cpu = {name: now - before[name] for name, now in cpu_of(run.target.stack).items()}
        told, seconds, p50, p99 = map(float, reminders.ask(TOLD.format(due=at)).split())
        assert told == count, f"{told:.0f} of {count} were told"
        return Measured(told, seconds, p50, p99, cpu, {})
    return run


def clock(at):
    """It shows what the system's does at that time, and runs faster from then on; before, it is long ago."""
    shown = datetime.fromtimestamp(at, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    return f"{shown} {shown} {RATE}"


def peak(pid):
    """MiB that the process had at most."""
    return int(re.search(r"VmHWM:\s+(\d+)", pathlib.Path(f"/proc/{pid}/status").read_text()).group(1)) / 1024


def day(run):
    stack, at = run.target.stack, math.ceil(time.time()) + FILLED
    stack.stop()
    stack.settings["ALMANAC_REMINDER_CLOCK"] = clock(at)
    stack.start()
    words = run.world.words | {"run": uuid.uuid4().hex[:12], "due": at, "apart": DAY / MILLION, "last": MILLION - 1}
    with Psql(stack, "event") as events, Psql(stack, "reminder") as reminders:
        events.ask(EVENTS.format(**words))
        reminders.ask(REMINDERS.format(**words))
        assert time.time() < at, "the rows came too late"
        time.sleep(at - time.time())
        before = cpu_of(stack)
        wait_until("the day to be over", lambda: time.sleep(1) or reminders.ask(LEFT.format(until=at + DAY)) == "0", 3 * DAY / RATE)
        cpu = {name: now - before[name] for name, now in cpu_of(stack).items()}
        told, seconds, p50, p99 = map(float, reminders.ask(TOLD.format(due=at)).split())
    assert told == MILLION, f"{told:.0f} of {MILLION} were told"
    return Measured(told, seconds / RATE, p50 / RATE, p99 / RATE, cpu, {"MiB": peak(stack.pid("reminder"))})


ROWS = (
    Row("reminders, all due at once", world, run=due(False), connections=(1,)),
    Row(f"reminders, {PACE:,} due a second", world, run=due(True), connections=(1,)),
    Row("a day of a million reminders", world, run=day, connections=(1,), long=True),
)
