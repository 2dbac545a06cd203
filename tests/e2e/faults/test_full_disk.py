"""A disk that is full for a while: nothing acknowledged is lost, nothing runs twice, and all heals by itself."""

import collections
import os
import subprocess
import threading

import pytest

from harness.bus import Closed
from harness.changes import feeds_of
from harness.people import Api, Person
from harness.stack import Stack, healthy, wait_until

ROUNDS = 2


@pytest.fixture
def small():
    """A stack whose folder is a file system of 300 MB."""
    stack = Stack()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=300m,mode=755", "none", stack.var], capture_output=True, text=True)
    if mounted.returncode:
        stack.var.rmdir()
        pytest.skip(f"a file system cannot be mounted here: {mounted.stderr.strip()}")
    try:
        with healthy(stack):
            yield stack
    finally:
        subprocess.run(["umount", stack.var], check=True)
        stack.var.rmdir()


class Filling(threading.Thread):
    """Takes all space there is, and what others give back, until it ends; then gives it back."""

    def __init__(self, folder):
        super().__init__(daemon=True)
        self.path, self.full, self.over = folder / "filling", threading.Event(), threading.Event()

    def run(self):
        with open(self.path, "wb", buffering=0) as file:
            while not self.over.is_set():
                self.take(file)

    def take(self, file):
        for size in (65536, 4096):
            try:
                os.write(file.fileno(), bytes(size))
                return
            except OSError:
                pass
        self.full.set()
        self.over.wait(0.002)

    def __enter__(self):
        self.start()
        assert self.full.wait(60)
        return self

    def __exit__(self, *error):
        self.over.set()
        self.join()
        self.path.unlink()


class Writing(threading.Thread):
    """One person who makes one contact after the other, and remembers those that were acknowledged."""

    def __init__(self, stack, person):
        super().__init__(daemon=True)
        self.api, self.over = Api(stack.port, person.contract, person.token), threading.Event()
        self.made, self.answers = [], collections.Counter()

    def run(self):
        while not self.over.is_set():
            reply = self.api.post("/contacts", {"first_name": "Grace"})
            self.answers[reply.status] += 1
            if reply.status == 201:
                self.made.append(reply.json()["id"])
            else:
                assert reply.status in (503, 504) and reply.headers["Retry-After"], reply
                self.over.wait(0.02)

    def refused(self):
        return self.answers[503] + self.answers[504]

    def end(self):
        self.over.set()
        self.join()


def superuser_fails(stack, query):
    """Whether the server, asked as its superuser, breaks off or is away."""
    asked = subprocess.run(["psql", "-X", "-q", "-d", stack.superuser_url(), "-c", query], capture_output=True, text=True)
    return "connection" in asked.stderr


def jetstream_fails(stack):
    """Whether the streams can be neither looked at nor made."""
    environment = {"ALMANAC_NATS_URL": (stack.var / "run/nats.url").read_text().strip(), "ALMANAC_SETUP_TIMEOUT": "1",
                   "ALMANAC_NATS_CREDS": str(stack.var / "secrets/nats/setup.creds")}
    return subprocess.run([stack.binaries / "bus_setup"], env=environment, capture_output=True).returncode != 0


def fill(stack, writing):
    """Until writes are refused, JetStream is off, and PostgreSQL has ended itself (PANIC) for want of a log segment."""
    refused = writing.refused()
    with Filling(stack.var):
        wait_until("JetStream to fail", lambda: jetstream_fails(stack))
        wait_until("PostgreSQL to end itself", lambda: superuser_fails(stack, "SELECT pg_logical_emit_message(true, '', repeat('x', 8000000))"))
        wait_until("writes to be refused", lambda: writing.refused() > refused + 3)


def works(stack, person):
    """Every part is up, and a change is stored and announced."""
    api = Api(stack.port, person.contract)
    wait_until("every part to be up", lambda: set(api.get("/readyz").json()["parts"].values()) == {"up"})
    reply = wait_until("a write", lambda: (r := person.post("/contacts", {"first_name": "Ada"})).status == 201 and r)
    wait_until("its announcement", lambda: reply.json()["id"] in announced(stack))


def announced(stack):
    """How often each contact was announced as made; nothing while nats-server is being restarted."""
    try:
        with feeds_of(stack) as feeds:
            return collections.Counter(m["subject"] for m in feeds.events("evt.contact.>") if m["type"] == "contact.created")
    except (Closed, OSError):
        return {}


def test_what_was_acknowledged_is_there_once_and_everything_heals(small, contract):
    ada, bob = Person(small.port, contract, "Ada"), Person(small.port, contract, "Bob")
    writing = Writing(small, ada)
    writing.start()
    wait_until("some writes", lambda: len(writing.made) > 20)
    for _ in range(ROUNDS):
        fill(small, writing)
        works(small, bob)
    writing.end()
    assert not small.troubles()
    wait_until("one of each", small.is_one_of_each)
    there = {c["id"] for c in ada.walk("/contacts?limit=200")}
    assert set(writing.made) <= there
    wait_until("all to be announced", lambda: there <= set(announced(small)))
    assert set(announced(small).values()) == {1}
