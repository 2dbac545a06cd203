"""Webhooks to a receiver that takes everything, and mails to a folder.

A request is a delivery here, and its latency the time from when it was due, or its event was made, to when its row says
that it was sent.  The receiver is no part of the product.
"""

import subprocess
import time
import types
import uuid

from bench.load import Measured, wrk
from bench.rows import Row
from bench.target import Psql, cpu_of
from harness.bus import Bus
from harness.contract import Contract
from harness.people import Person
from harness.stack import ROOT, wait_until

PACE, AT_ONCE = 1000, 2000  # deliveries a second; for each second of the measurement, when all are due at once
LEAD = 2  # seconds between the rows and when they are due
HEARING = 10  # webhooks of one person

DELIVERIES = "INSERT INTO deliveries (id, channel, kind, owner, webhook_id, user_id, body, due_at, created_at)"
DUE = "to_timestamp({due}) + n * {apart} * interval '1 second'"
WAITING = "SELECT count(*) FROM (SELECT FROM deliveries WHERE channel = '{}' AND (state = 'waiting') IS TRUE LIMIT 1) AS few"
TAKEN = """
    SELECT count(*) || ' ' || count(*) FILTER (WHERE state = 'sent' AND attempts = 1) || ' ' || extract(epoch FROM max(ended_at) - min(began))
           || ' ' || percentile_cont(0.5) WITHIN GROUP (ORDER BY us) || ' ' || percentile_cont(0.99) WITHIN GROUP (ORDER BY us)
    FROM (SELECT *, extract(epoch FROM ended_at - began) * 1e6 AS us
          FROM (SELECT *, coalesce((convert_from(body, 'UTF8')::json->>'time')::timestamptz, created_at) AS began FROM deliveries) AS d
          WHERE created_at >= to_timestamp({since})) AS d"""


def receiver(target):
    process = subprocess.Popen([ROOT / "build/bare_receiver"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    target.still.callback(process.wait)
    target.still.callback(process.stdin.close)
    return f"http://127.0.0.1:{process.stdout.readline().strip()}/"


def listener(target, heard, url):
    """Somebody whose events are heard by so many webhooks."""
    person = Person(target.stack.port, Contract(), f"Heard{heard}")
    hooks = [person.post("/webhooks", {"url": url, "nouns": ["event"]}).json()["id"] for _ in range(heard)]
    return types.SimpleNamespace(person=person, hooks=hooks, calendar=person.calendar()["id"])


def world(target, options):
    url, bus = receiver(target), Bus(target.stack, "delivery")
    target.still.callback(bus.close)
    tables = {service: target.still.enter_context(Psql(target.stack, service)) for service in ("auth", "delivery")}
    return types.SimpleNamespace(bus=bus, tables=tables, heard={n: listener(target, n, url) for n in (0, 1, HEARING)})


# ------------------------------------------------------------------ rows that are due

def webhooks_due(world, count, due, apart):
    hooks = world.heard[HEARING].hooks
    world.tables["delivery"].ask(f"""{DELIVERIES}
        SELECT gen_random_uuid(), 'webhook', 'event.updated', NULL, ('{{{",".join(hooks)}}}'::uuid[])[1 + n % {HEARING}],
               '{world.heard[HEARING].person.id}', convert_to('{{"data": "' || repeat('x', 500) || '"}}', 'UTF8'), at, at
        FROM (SELECT n, {DUE.format(due=due, apart=apart)} AS at FROM generate_series(0, {count - 1}) AS n) AS n""")


def mails_due(kind):
    """Each to an account of its own: what goes to an address is limited."""
    def fill(world, count, due, apart):
        run = uuid.uuid4().hex[:12]
        world.tables["auth"].ask(f"""
            INSERT INTO handles (handle) SELECT '{run}-' || n FROM generate_series(0, {count - 1}) AS n;
            INSERT INTO users (id, email, handle, password_hash, timezone)
            SELECT md5('{run}' || n)::uuid, '{run}-' || n || '@example.org', '{run}-' || n, '$2b$', 'Europe/Vienna'
            FROM generate_series(0, {count - 1}) AS n;
            INSERT INTO account_mails (id, user_id, kind, address, proved)
            SELECT md5('m{run}' || n)::uuid, md5('{run}' || n)::uuid, '{kind}', '{run}-' || n || '@example.org', false
            FROM generate_series(0, {count - 1}) AS n""")
        world.tables["delivery"].ask(f"""{DELIVERIES}
            SELECT md5('m{run}' || n)::uuid, 'mail', '{kind}', 'auth', NULL, md5('{run}' || n)::uuid, NULL, at, at
            FROM (SELECT n, {DUE.format(due=due, apart=apart)} AS at FROM generate_series(0, {count - 1}) AS n) AS n""")
    return fill


def wait_sent(world, channel):
    wait_until("everything to be sent", lambda: time.sleep(0.03) or world.tables["delivery"].ask(WAITING.format(channel)) == "0")


def spent(run, before):
    return {name: now - before[name] for name, now in cpu_of(run.target.stack).items()}


def measured(run, since, before, more=None):
    """What became of the deliveries that were made, or due, since then."""
    cpu = spent(run, before)
    count, sent, seconds, p50, p99 = map(float, run.world.tables["delivery"].ask(TAKEN.format(since=since)).split())
    assert count == sent, f"{sent:.0f} of {count:.0f} were sent at once"
    return Measured(count, seconds, p50, p99, cpu, more or {})


def due(channel, fill, paced):
    def run(run):
        due = time.time() + LEAD
        fill(run.world, run.seconds * (PACE if paced else AT_ONCE), due, 1 / PACE if paced else 0)
        run.world.bus.publish("wake.delivery")
        assert time.time() < due, "the rows came too late"
        time.sleep(due - time.time())
        before = cpu_of(run.target.stack)
        wait_sent(run.world, channel)
        return measured(run, due, before)
    return run


# ------------------------------------------------------------------ events

def heard_by(number):
    """Events are made as fast as they can be; then the deliveries are waited for."""
    def run(run):
        stack, listener, since = run.target.stack, run.world.heard[number], time.time()
        before = cpu_of(stack)
        made = wrk(stack.port, {"MODE": "post", "CALENDAR": listener.calendar, "TOKEN": listener.person.token},
                   run.connections, run.seconds, run.seed, stack.var)
        if number == 0:
            made.cpu = spent(run, before)
            return made
        count = int(made.requests) * number
        wait_until(f"{count} deliveries", lambda: time.sleep(0.1) or int(run.world.tables["delivery"].ask(
            f"SELECT count(*) FROM deliveries WHERE created_at >= to_timestamp({since})")) >= count)
        wait_sent(run.world, "webhook")
        return measured(run, since, before, {"events": made.requests})
    return run


ROWS = (
    Row("webhooks, all due at once", world, run=due("webhook", webhooks_due, False), connections=(1,)),
    Row(f"webhooks, {PACE:,} due a second", world, run=due("webhook", webhooks_due, True), connections=(1,)),
    Row("mails with a link, all due at once", world, run=due("mail", mails_due("verify_email"), False), connections=(1,)),
    Row(f"mails with a link, {PACE:,} due a second", world, run=due("mail", mails_due("verify_email"), True), connections=(1,)),
    Row("mails, all due at once", world, run=due("mail", mails_due("password_changed"), False), connections=(1,)),
    Row(f"mails, {PACE:,} due a second", world, run=due("mail", mails_due("password_changed"), True), connections=(1,)),
    Row("POST /events, heard by nobody", world, run=heard_by(0), connections=(8,)),
    Row("POST /events, heard by a webhook", world, run=heard_by(1), connections=(8,)),
    Row(f"POST /events, heard by {HEARING} webhooks", world, run=heard_by(HEARING), connections=(8,)),
)
