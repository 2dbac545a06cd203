"""500 events in one request, and as many one by one, until all of it has been told.

A request is a batch here; the row of single ones counts 500 of them as one.
"""

import time
import types

from bench.load import Measured
from bench.rows import Row
from bench.target import Psql, cpu_of
from harness.contract import Contract
from harness.people import Person
from harness.stack import wait_until

ITEMS, STOPS = 500, 3
WAITING = "SELECT count(*) FROM (SELECT FROM outbox WHERE published_at IS NULL LIMIT 1) AS few"


def world(target, options):
    ada = Person(target.stack.port, Contract(), "Ada")
    return types.SimpleNamespace(ada=ada, calendar=ada.calendar()["id"], made=[],
                                 events=target.still.enter_context(Psql(target.stack, "event")))


def event(world, n):
    return {"calendar_id": world.calendar, "title": f"Event {n}", "start_time": f"2026-{1 + n % 12:02}-{1 + n % 28:02}T{n // 28 % 23:02}:00:00Z",
            "end_time": f"2026-{1 + n % 12:02}-{1 + n % 28:02}T{n // 28 % 23:02}:45:00Z"}


def told(world):
    wait_until("everything to be told", lambda: world.events.ask(WAITING) == "0")


def batch(world, items):
    reply = world.ada.ask("POST", "/events/batch", {"items": items}, check=False)
    assert reply.status == 200, reply
    results = reply.json()["results"]
    assert all(r["status"] < 300 for r in results)
    return results


def creates(world):
    world.made = batch(world, [{"operation": "create", "event": event(world, n)} for n in range(ITEMS)])


def patches(world):
    if not world.made:
        creates(world)
        told(world)
    batch(world, [{"operation": "patch", "id": e["id"], "patch": {"location": f"Room {time.monotonic_ns()}"}} for e in world.made])


def one_by_one(world):
    for n in range(ITEMS):
        assert world.ada.ask("POST", "/events", event(world, n), check=False).status == 201


def again_and_again(send):
    """Each is told before the next one is sent."""
    def run(run):
        if send is patches:
            patches(run.world)
        told(run.world)
        before, began, taken = cpu_of(run.target.stack), time.monotonic(), []
        while time.monotonic() < began + run.seconds or len(taken) < STOPS:
            sent = time.monotonic()
            send(run.world)
            taken.append(1e6 * (time.monotonic() - sent))
            told(run.world)
        cpu = {name: now - before[name] for name, now in cpu_of(run.target.stack).items()}
        taken.sort()
        return Measured(len(taken), time.monotonic() - began, taken[len(taken) // 2], taken[int(len(taken) * 0.99)], cpu)
    return run


ROWS = (
    Row("POST /events/batch, 500 creates", world, run=again_and_again(creates), connections=(1,)),
    Row("POST /events/batch, 500 patches", world, run=again_and_again(patches), connections=(1,)),
    Row("POST /events, 500 of them", world, run=again_and_again(one_by_one), connections=(1,)),
)
