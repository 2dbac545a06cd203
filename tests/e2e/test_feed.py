"""What is committed is in EVENTS once and in the feed of everybody who may see it, and in no other."""

import contextlib
import json

import pytest

from harness.bus import Bus
from harness.stack import wait_until


@pytest.fixture
def bus(stack):
    with contextlib.closing(Bus(stack)) as client:
        yield client


def feed_of(bus, person, noun="*"):
    return [(m.subject.split(".", 3)[3], json.loads(m.data)) for m in bus.stored("FEED", f"in.feed.{person.id}.{noun}.*")]


def await_feed(bus, person, type, id):
    """The person's feed as soon as it has that message."""
    def found():
        feed = feed_of(bus, person)
        return feed if any(t == type and m["subject"] == id for t, m in feed) else None
    return wait_until(f"{type} of {id}", found)


def test_a_change_is_in_the_feed_of_its_owner_and_in_no_other(bus, ada, eve):
    contact = ada.contact("Grace")
    ada.patch(f"/contacts/{contact['id']}", {"first_name": "Ada"})
    ada.delete(f"/contacts/{contact['id']}")
    feed = [m for _, m in await_feed(bus, ada, "contact.deleted", contact["id"])]

    assert [m["type"] for m in feed] == ["user.created", "contact.created", "contact.updated", "contact.deleted"]
    assert len({m["id"] for m in feed}) == 4
    assert feed[1]["data"] == contact
    assert [m["type"] for _, m in await_feed(bus, eve, "user.created", eve.id)] == ["user.created"]


def test_a_feed_is_heard_live_as_it_is_stored(bus, ada, eve):
    bus.subscribe(f"feed.{ada.id}.>")
    bus.subscribe(f"feed.{eve.id}.contact.>")
    contact = ada.contact("Grace")
    live = bus.next()
    feed = await_feed(bus, ada, "contact.created", contact["id"])

    assert (live.subject, live.headers["Nats-Stream"]) == (f"feed.{ada.id}.contact.created", "FEED")
    assert json.loads(live.data) == feed[-1][1]
    assert bus.heard() == []


def test_a_message_is_known_by_its_event_and_its_reader(bus, ada):
    contact = ada.contact("Grace")
    await_feed(bus, ada, "contact.created", contact["id"])
    event, = [m for m in bus.stored("EVENTS", "evt.contact.contact.created") if json.loads(m.data)["subject"] == contact["id"]]
    copy, = bus.stored("FEED", f"in.feed.{ada.id}.contact.created")

    assert event.id == json.loads(event.data)["id"] == json.loads(copy.data)["id"]
    assert copy.id == f"{event.id}.{ada.id}"


def test_the_stream_of_feeds_keeps_what_it_promises(bus):
    config = bus.ask("$JS.API.STREAM.INFO.FEED")["config"]

    assert config["max_age"] == 7 * 86400 * 10**9 and config["max_msgs_per_subject"] == 1000
    assert config["duplicate_window"] == 600 * 10**9
    assert config["republish"] == {"src": "in.feed.>", "dest": "feed.>"}
