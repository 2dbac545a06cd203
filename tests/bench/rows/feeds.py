"""A thousand WebSockets of one user hear what the relay publishes; the mark is a nats-server with WebSockets of its own.

A request is a delivery here, and its latency the time from the publishing to the client.
"""

import json
import pathlib
import socket
import subprocess
import tempfile
import time
import types
import uuid
from datetime import datetime, timezone

from bench.load import Measured
from bench.rows import Row
from bench.target import stat
from harness.bus import Bus
from harness.contract import Contract
from harness.people import Api, Person
from harness.stack import ROOT, free_port, listens, wait_until

ROOMY = {"ALMANAC_FEEDS_PER_USER": "100000", "ALMANAC_FEEDS_PER_ADDRESS": "100000", "ALMANAC_CONNECTIONS_PER_ADDRESS": "100000",
         "ALMANAC_FEED_QUEUE": str(16 << 20)}


class Plain:
    """Somebody who only publishes on a server that asks nobody who he is."""

    def __init__(self, connection):
        self.stream = connection.makefile("rwb")
        self._say('CONNECT {"verbose":false}')

    def _say(self, line):
        self.stream.write(line.encode() + b"\r\n")


def bare_server(target):
    """A nats-server, somebody who publishes there, and how bare_feeds listens."""
    folder = target.still.enter_context(tempfile.TemporaryDirectory())
    port, web = free_port(), free_port()
    conf = pathlib.Path(folder) / "nats.conf"
    conf.write_text(f"listen: 127.0.0.1:{port}\nwebsocket {{ listen: \"127.0.0.1:{web}\", no_tls: true }}\n")
    server = subprocess.Popen(["nats-server", "-c", conf], stderr=subprocess.DEVNULL)
    target.still.callback(server.wait)
    target.still.callback(server.terminate)
    wait_until("nats-server", lambda: listens(port) and listens(web))
    connection = target.still.enter_context(socket.create_connection(("127.0.0.1", port)))
    return types.SimpleNamespace(pid=server.pid, bus=Plain(connection), subject="feed.x",
                                 command=[str(web), "/", '=CONNECT {"verbose":false,"protocol":1}\r\nSUB feed.x 1\r\n'])


def gateway_of(target, ada):
    gateway = target.still.enter_context(target.stack.another_gateway(**ROOMY))
    wait_until("the gateway", lambda: Api(gateway.port, token=ada.token).get("/auth/me", check=False).status == 200)
    bus = Bus(target.stack, "contact")
    target.still.callback(bus.close)
    return types.SimpleNamespace(pid=gateway.process.pid, bus=bus, subject=f"in.feed.{ada.id}.contact.updated",
                                 command=[str(gateway.port), "/ws?nouns=contact", f"Authorization: Bearer {ada.token}"])


def listeners(target, options):
    ada = Person(target.stack.port, Contract(), "Ada")
    return types.SimpleNamespace(ada=ada, sockets=options.sockets, gateway=gateway_of(target, ada), bare=bare_server(target))


def change(n):
    """A message such as the relay publishes."""
    now = datetime.now(timezone.utc).isoformat().replace("+00:00", "Z")
    return json.dumps({"specversion": "1.0", "id": str(uuid.uuid4()), "source": "/almanac/contact", "type": "contact.updated",
                       "time": now, "subject": str(uuid.UUID(int=n)), "datacontenttype": "application/json",
                       "data": {"first_name": "Grace", "notes": "x" * 100}}, separators=(",", ":")).encode()


def publish(bus, subject, messages, pause):
    """All at once, or one after the other."""
    for n in range(messages):
        data = change(n)
        bus._say(f"PUB {subject} {len(data)}")
        bus.stream.write(data + b"\r\n")
        if pause:
            bus.stream.flush()
            time.sleep(pause)
    bus.stream.flush()


def memory(pid):
    return int(pathlib.Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4


def hear(server, sockets, messages, tell):
    """What bare_feeds finds, with the memory and CPU of the process that serves it."""
    before = memory(server.pid)
    client = subprocess.Popen(["build/bare_feeds", server.command[0], str(sockets), str(messages), *server.command[1:]], cwd=ROOT,
                              stdout=subprocess.PIPE, text=True)
    assert client.stdout.readline() == "READY\n"
    time.sleep(1)
    each = (memory(server.pid) - before) / sockets
    spent = stat(server.pid)[1]
    tell()
    line = client.stdout.readline().split()
    client.wait()
    assert line and line[0] == "RESULT", line
    count, seconds, p50, p99, lost = map(float, line[1:])
    assert lost == 0, f"{lost:.0f} deliveries are missing"
    return Measured(count, seconds, p50, p99, {"server": stat(server.pid)[1] - spent}, {"kB_a_socket": each})


def burst(which, messages, pause):
    def run(run):
        server = getattr(run.world, which)
        return hear(server, run.world.sockets, messages, lambda: publish(server.bus, server.subject, messages, pause))
    return run


def by_api(run):
    """A hundred contacts a second."""
    def tell():
        began = time.monotonic()
        for n in range(100 * run.seconds):
            time.sleep(max(0, began + n / 100 - time.monotonic()))
            run.world.ada.contact(f"n{n}")
    return hear(run.world.gateway, 10, 100 * run.seconds, tell)


ROWS = (
    Row("nats-server, 500 messages at once", listeners, run=burst("bare", 500, 0), connections=(1,), bare=True),
    Row("gateway, 500 messages at once", listeners, run=burst("gateway", 500, 0), connections=(1,)),
    Row("nats-server, one each 20 ms", listeners, run=burst("bare", 100, 0.02), connections=(1,), bare=True),
    Row("gateway, one each 20 ms", listeners, run=burst("gateway", 100, 0.02), connections=(1,)),
    Row("gateway, 10 sockets, 100 changes a second", listeners, run=by_api, connections=(1,)),
)
