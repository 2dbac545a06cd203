"""One event read and written, a month of events, and what all of it is made of: HTTP, the bus, the database."""

import subprocess
import tempfile
import types
from concurrent.futures import ThreadPoolExecutor

from bench.load import result, signed
from bench.rows import Row
from harness.contract import Contract
from harness.people import Person
from harness.stack import ROOT, free_port, wait_until


def year(target, options):
    """A year of events of one user."""
    ada = Person(target.stack.port, Contract(), "Ada")
    calendar = ada.calendar()

    def one(i):
        day, hour = 1 + i % 28, i // 28 % 23
        at = f"2026-{1 + i % 12:02}-{day:02}T{hour:02}"
        reply = ada.ask("POST", "/events", {"calendar_id": calendar["id"], "title": f"Event {i}", "start_time": f"{at}:00:00Z",
                                            "end_time": f"{at}:45:00Z"}, check=False)
        assert reply.status == 201, reply
        return reply.json()["id"]

    with ThreadPoolExecutor(8) as pool:
        ids = list(pool.map(one, range(options.events)))
    return types.SimpleNamespace(ada=ada, calendar=calendar, ids=ids, nats=None)


def asked(mode, **more):
    return lambda world: {"MODE": mode, "CALENDAR": world.calendar["id"], "LINES": world.ids} | signed(world.ada) | more


def nats_of(target):
    """A server with nothing else to do, for as long as the target is there."""
    if not target.world.nats:
        port, out = free_port(), tempfile.TemporaryFile()
        server = subprocess.Popen(["nats-server", "-a", "127.0.0.1", "-p", str(port)], stdout=out, stderr=out)
        target.still.callback(server.wait)
        target.still.callback(server.terminate)
        target.world.nats = f"nats://127.0.0.1:{port}"
        wait_until("the bare nats-server", lambda: subprocess.run(
            [ROOT / "build/bare_nats", target.world.nats, "1", "0"], capture_output=True).returncode == 0)
    return target.world.nats


ROWS = (
    Row("a static answer (/healthz)", year, request=lambda world: {"MODE": "static"}),
    Row("a NATS round trip", year, run=lambda run: result(["build/bare_nats", nats_of(run.target), run.connections, run.seconds]), bare=True),
    Row("a prepared SELECT", year,
        run=lambda run: result(["build/bare_pg", run.target.stack.conninfo("event"), run.connections, run.seconds]), bare=True),
    Row("GET /events/{id}", year, request=asked("get")),
    Row("GET /events?start=&end=", year, request=asked("range")),
    Row("GET /events?start=&end=, not kept", year, request=asked("anew")),
    Row("POST /events", year, request=asked("post")),
)
