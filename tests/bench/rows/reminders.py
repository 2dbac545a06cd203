"""Reminders that come due, from that to the feed: a request is one of them.

Its latency is the time from when it was due until its firing was stored; the measurement ends when the relay has published all.
A tenth are of weekly series, whose next firing is computed then; each event has one reminder.

A day of a million is long: the service's clock runs so fast that a day takes a quarter of an hour.  Its latency is as the service's
clock has it, divided by that.
"""

import math
import time
import types

from bench.load import Measured
from bench.rows import Row
from bench.target import Psql, cpu_of
from harness.bus import Bus
from harness.contract import Contract
from harness.reminded import LEFT, Reminded, clock
from harness.stack import peak_mib, wait_until

PACE, AT_ONCE = 1000, 2000  # a second; for each second of the measurement, when all are due at once
LEAD = 3  # seconds between the rows and when they are due
DAY, RATE, MILLION = 86400, 96, 1000000
FILLED = 400  # seconds to write their rows in

TOLD = """
    SELECT count(*) || ' ' || extract(epoch FROM max(fired_at) - min(due_at)) || ' ' || percentile_cont(0.5) WITHIN GROUP (ORDER BY us)
           || ' ' || percentile_cont(0.99) WITHIN GROUP (ORDER BY us)
    FROM (SELECT *, extract(epoch FROM fired_at - due_at) * 1e6 AS us FROM fired WHERE due_at >= to_timestamp({due})) AS f"""


def world(target, options):
    tables = {service: target.still.enter_context(Psql(target.stack, service)) for service in ("event", "reminder")}
    return types.SimpleNamespace(tables=tables, reminded=Reminded(target.stack, Contract()))


def due(paced):
    def run(run):
        count, apart, at = run.seconds * (PACE if paced else AT_ONCE), 1 / PACE if paced else 0, time.time() + LEAD
        reminders, until = run.world.tables["reminder"], at + count * apart + 1
        run.world.reminded.remind(run.world.tables["event"], reminders, count, at, apart)
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


def day(run):
    stack, at = run.target.stack, math.ceil(time.time()) + FILLED
    stack.stop()
    stack.settings["ALMANAC_REMINDER_CLOCK"] = clock(at, RATE)
    stack.start()
    with Psql(stack, "event") as events, Psql(stack, "reminder") as reminders:
        run.world.reminded.remind(events, reminders, MILLION, at, DAY / MILLION)
        assert time.time() < at, "the rows came too late"
        time.sleep(at - time.time())
        before = cpu_of(stack)
        wait_until("the day to be over", lambda: time.sleep(1) or reminders.ask(LEFT.format(until=at + DAY)) == "0", 3 * DAY / RATE)
        cpu = {name: now - before[name] for name, now in cpu_of(stack).items()}
        told, seconds, p50, p99 = map(float, reminders.ask(TOLD.format(due=at)).split())
    assert told == MILLION, f"{told:.0f} of {MILLION} were told"
    return Measured(told, seconds / RATE, p50 / RATE, p99 / RATE, cpu, {"MiB": peak_mib(stack.pid("reminder"))})


ROWS = (
    Row("reminders, all due at once", world, run=due(False), connections=(1,)),
    Row(f"reminders, {PACE:,} due a second", world, run=due(True), connections=(1,)),
    Row("a day of a million reminders", world, run=day, connections=(1,), long=True),
)
