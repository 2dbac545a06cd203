"""A disk that is full for a while: nothing acknowledged is lost, nothing runs twice, and all heals by itself."""

import collections
import os
import subprocess
import threading
import uuid

import pytest

from batches import items
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

    def write(self):
        return self.api.post("/contacts", {"first_name": "Grace"})

    def note(self, answer):
        self.made.append(answer["id"])

    def run(self):
        while not self.over.is_set():
            reply = self.write()
            self.answers[reply.status] += 1
            if reply.status in (200, 201):
                self.note(reply.json())
            else:
                assert reply.status in (503, 504) and reply.headers["Retry-After"], reply
                self.over.wait(0.02)

    def refused(self):
        return self.answers[503] + self.answers[504]

    def end(self):
        self.over.set()
        self.join()


class WritingBatches(Writing):
    """Ten events with guests at a time, sent again with the same key until they are acknowledged."""

    def __init__(self, stack, person):
        super().__init__(stack, person)
        self.calendar, self.key = person.calendar(), str(uuid.uuid4())

    def write(self):
        return self.api.post("/events/batch", {"items": items(self.calendar, guests=2)[:10], "atomic": True}, key=self.key)

    def note(self, answer):
        self.made += [r["id"] for r in answer["results"]]
        self.key = str(uuid.uuid4())


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


def announced(stack, noun="contact"):
    """How often each was announced as made; nothing while nats-server is being restarted."""
    try:
        with feeds_of(stack) as feeds:
            return collections.Counter(m["subject"] for m in feeds.events(f"evt.{noun}.{noun}.created"))
    except (Closed, OSError):
        return {}


def test_what_was_acknowledged_is_there_once_and_everything_heals(small, contract):
    ada, bob = Person(small.port, contract, "Ada"), Person(small.port, contract, "Bob")
    writing, batches = Writing(small, ada), WritingBatches(small, ada)
    writing.start()
    batches.start()
    wait_until("some writes", lambda: len(writing.made) > 20 and len(batches.made) > 20)
    for _ in range(ROUNDS):
        fill(small, writing)
        works(small, bob)
    writing.end()
    batches.end()
    assert not small.troubles()
    wait_until("one of each", small.is_one_of_each)
    there = {c["id"] for c in ada.walk("/contacts?limit=200")}
    assert set(writing.made) <= there
    wait_until("all to be announced", lambda: there <= set(announced(small)))
    assert set(announced(small).values()) == {1}
    there = {e["id"] for e in ada.walk("/events?limit=200")}
    assert set(batches.made) <= there and len(there - set(batches.made)) in (0, 10), "the last one was not acknowledged"
    wait_until("all to be announced", lambda: there <= set(announced(small, "event")))
    assert set(announced(small, "event").values()) == {1}
