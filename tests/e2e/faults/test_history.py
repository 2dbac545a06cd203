"""What is kept of changes is bounded: who was away for longer reads it anew, and nobody else notices."""

import base64
import contextlib
import copy
import json

import pytest

from calls import recipes
from harness.bus import Bus
from harness.people import Person
from harness.product import CONSUMERS
from harness.stack import Stack, wait_until


@pytest.fixture(scope="module")
def small():
    """A stack whose streams keep little."""
    stack = Stack(ALMANAC_EVENTS_MB="1", ALMANAC_FEED_MB="2").start()
    yield stack
    troubles = stack.troubles()
    stack.stop()
    assert not troubles, "\n".join(troubles)
    stack.remove()


@pytest.fixture
def bus(small):
    with contextlib.closing(Bus(small)) as bus:
        yield bus


def state_of(bus, stream):
    return bus.ask(f"$JS.API.STREAM.INFO.{stream}")["state"]


def sequence_of(bus, subject, id):
    """The place in EVENTS of the last change that was told there, which is one of that object."""
    def found():
        message = bus.ask("$JS.API.STREAM.MSG.GET.EVENTS", {"last_by_subj": subject}).get("message")
        return message and json.loads(base64.b64decode(message["data"]))["subject"] == id and message["seq"]
    return wait_until(f"{subject} of {id}", found)


def push_out(bus, sequence, write):
    """Changes until the stream has dropped that message."""
    while state_of(bus, "EVENTS")["first_seq"] <= sequence:
        write()


@pytest.mark.parametrize("service, consumer", CONSUMERS)
def test_a_consumer_that_was_away_too_long_ends_as_one_that_was_not(small, bus, service, consumer):
    kind = recipes("MISSED").get(consumer)
    assert kind, f"MISSED in tests/e2e/{service}/recipes.py does not say what {consumer} may miss"
    heard, missed = (copy.copy(kind).prepare(small, service) for _ in range(2))
    writer = Person(small.port)
    calendar = writer.calendar()
    wait_until("both to begin alike", lambda: heard.left() == missed.left() and sum(heard.left()))
    before = heard.left()
    heard.happen()
    wait_until("the change to be applied", lambda: heard.left() != before)
    with small.unattended():
        pid = small.kill(service)
        sequence = sequence_of(bus, missed.subject, missed.happen())
        push_out(bus, sequence, lambda: writer.contact(notes="x" * 7000) if service == "event"
                 else writer.event(calendar, description="x" * 7000))
    small.wait_restarted(service, pid)
    wait_until("it to have what one has that was never away", lambda: missed.left() == heard.left() != before)
