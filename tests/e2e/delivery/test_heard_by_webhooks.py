"""What happens becomes a delivery to each webhook that hears it: once, whatever dies, and with the feed's own words as body."""

import contextlib
import json
import os
import signal

import pytest

from harness.bus import Bus
from harness.contract import new_id
from harness.people import Person
from harness.stack import Stack, healthy, wait_until
from webhooks import webhook

RESUME_GONE = "feed.resume_gone"
KEPT = 1001  # messages of one subject


@pytest.fixture
def bus(stack):
    with contextlib.closing(Bus(stack)) as bus:
        yield bus


def deliveries(person, made):
    return person.walk(f"/webhooks/{made['id']}/deliveries?limit=200")


def types(person, made):
    return sorted(d["type"] for d in deliveries(person, made))


def heard(person, made, *expected):
    """As soon as there are so many."""
    wait_until(f"{len(expected)} deliveries", lambda: len(deliveries(person, made)) >= len(expected))
    assert types(person, made) == sorted(expected)


def bodies(stack, made):
    return stack.sql("delivery", f"SELECT string_agg(convert_from(body, 'UTF8'), E'\\n' ORDER BY id) FROM deliveries "
                                 f"WHERE webhook_id = '{made['id']}'").splitlines()


def test_the_body_is_the_feed_s_message_byte_for_byte(ada, stack, bus):
    made = webhook(ada, nouns=["contact"])
    ada.contact("Grüße \\u2028 \"quoted\" \U0001f600")
    heard(ada, made, "contact.created")
    assert [b.encode() for b in bodies(stack, made)] == [m.data for m in bus.stored("FEED", f"in.feed.{ada.id}.contact.*")]


def test_only_what_it_hears_is_sent(ada, eve):
    contacts, events, off = webhook(ada), webhook(ada, nouns=["event", "calendar"]), webhook(ada, state="disabled")
    theirs = webhook(eve, nouns=["contact", "event", "calendar"])
    calendar = ada.calendar()
    ada.event(calendar)
    contact = ada.contact()
    ada.delete(f"/contacts/{contact['id']}")
    heard(ada, contacts, "contact.created", "contact.deleted")
    heard(ada, events, "calendar.created", "event.created")
    eve.contact()
    heard(eve, theirs, "contact.created")
    assert deliveries(ada, off) == []


def test_calendars_narrow_events_and_calendars_and_nothing_else(ada):
    one, other = ada.calendar(), ada.calendar()
    made = webhook(ada, nouns=["event", "calendar", "contact"], calendar_ids=[one["id"]])
    ada.event(other)
    ada.patch(f"/calendars/{other['id']}", {"name": "Other"})
    ada.event(one)
    ada.patch(f"/calendars/{one['id']}", {"name": "One"})
    ada.contact()
    heard(ada, made, "event.created", "calendar.updated", "contact.created")


def test_a_message_that_cannot_be_read_is_set_aside_and_the_others_go_on(ada, stack):
    made = webhook(ada)
    with contextlib.closing(Bus(stack, "contact")) as contact:
        for subject, data in ((f"in.feed.{ada.id}.contact.updated", b"{no json"), (f"in.feed.{ada.id}.contact.updated", b"\xff\x00"),
                              (f"in.feed.{ada.id}.contact.updated", b""), ("in.feed.nobody.contact.updated", b"{}")):
            contact.publish(subject, data)
    ada.contact()
    wait_until("all to be looked at", lambda: len(deliveries(ada, made)) == 4)
    assert sorted((d["type"], d["state"] == "set_aside") for d in deliveries(ada, made)) == [
        ("contact.created", False)] + [("contact.updated", True)] * 3
    assert {d["why"] for d in deliveries(ada, made) if d["state"] == "set_aside"} == {"the message cannot be read"}


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSTOP])
def test_replicas_share_the_work_and_one_that_dies_or_stands_still_loses_nothing(shaken, contract, number):
    ada = Person(shaken.port, contract, "Ada")
    made = webhook(ada)
    with shaken.another("delivery") as other:
        for n in range(120):
            ada.contact()
            if n == 60:
                other.send_signal(number)
        wait_until("all to be heard", lambda: len(deliveries(ada, made)) >= 120)
        if number == signal.SIGSTOP:
            other.send_signal(signal.SIGCONT)
    assert types(ada, made) == ["contact.created"] * 120


# ------------------------------------------------------------------ gaps


@pytest.fixture(scope="module")
def small():
    """A stack whose feeds keep little."""
    with healthy(Stack(ALMANAC_EVENTS_MB="64", ALMANAC_FEED_MB="2")) as stack:
        yield stack


@contextlib.contextmanager
def without_delivery(stack):
    with stack.unattended():
        pid = stack.kill("delivery")
        yield
    stack.wait_restarted("delivery", pid)


def tell(stack, person, count, more=""):
    """As many messages in somebody's feed, as the contact service would write them."""
    with contextlib.closing(Bus(stack, "contact")) as contact:
        for _ in range(count):
            contact.publish(f"in.feed.{person.id}.contact.updated", json.dumps({"id": new_id(), "more": more}).encode())
        contact.may_publish("wake.contact")  # which is answered behind them


def told(person, made):
    return RESUME_GONE in types(person, made)


def test_what_a_full_subject_dropped_is_told_to_its_user_alone(shaken, contract):
    ada, eve = (Person(shaken.port, contract, name) for name in ("Ada", "Eve"))
    hers, theirs = webhook(ada), webhook(eve)
    ada.contact()
    heard(ada, hers, "contact.created")
    with without_delivery(shaken):
        tell(shaken, ada, KEPT + 1)
        eve.contact()
    wait_until("ada to be told", lambda: told(ada, hers))
    wait_until("the gap to be done with", lambda: shaken.sql("delivery", "SELECT count(*) FROM feed_gaps") == "0")
    wait_until("eve to hear", lambda: "contact.created" in types(eve, theirs))
    assert not told(eve, theirs)


def test_what_all_feeds_together_dropped_is_told_to_everybody(small, contract):
    ada, eve = (Person(small.port, contract, name) for name in ("Ada", "Eve"))
    hers, theirs = webhook(ada), webhook(eve)
    ada.contact()
    heard(ada, hers, "contact.created")
    with without_delivery(small), contextlib.closing(Bus(small)) as bus:
        begin = bus.ask("$JS.API.STREAM.INFO.FEED")["state"]["last_seq"]
        while bus.ask("$JS.API.STREAM.INFO.FEED")["state"]["first_seq"] <= begin + 1:
            tell(small, ada, 50, "x" * 7000)
    wait_until("both to be told", lambda: told(ada, hers) and told(eve, theirs))


def reader(bus):
    return bus.ask("$JS.API.CONSUMER.INFO.FEED.delivery_feed")


def stands_still_with_some(stack, bus, person, count):
    """The pid of a process that has fetched so many messages and does nothing with them, and how many were told for that."""
    pid, all = stack.pid("delivery"), 0
    while True:
        wait_until("it to have asked for more", lambda: reader(bus)["num_waiting"])
        os.kill(pid, signal.SIGSTOP)
        tell(stack, person, count)
        all += count
        if reader(bus)["num_ack_pending"] == count:
            return pid, all
        os.kill(pid, signal.SIGCONT)  # it no longer waited for them
        wait_until("all to be read", lambda: (r := reader(bus))["num_ack_pending"] == r["num_pending"] == 0)


def test_what_was_dropped_while_a_dying_process_had_it_is_told(shaken, contract):
    ada, eve = (Person(shaken.port, contract, name) for name in ("Ada", "Eve"))
    hers, theirs = webhook(ada), webhook(eve)
    ada.contact()
    heard(ada, hers, "contact.created")
    with shaken.unattended(), contextlib.closing(Bus(shaken)) as bus:
        pid, _ = stands_still_with_some(shaken, bus, ada, 10)
        tell(shaken, ada, KEPT)
        assert shaken.kill("delivery") == pid
    shaken.wait_restarted("delivery", pid)
    eve.contact()
    wait_until("ada to be told", lambda: told(ada, hers))
    wait_until("eve to hear", lambda: "contact.created" in types(eve, theirs))
    assert not told(eve, theirs)


def test_what_a_dying_process_had_and_comes_again_is_no_gap(own_stack, contract):
    stack = own_stack()
    ada = Person(stack.port, contract, "Ada")
    made = webhook(ada)
    with stack.unattended(), contextlib.closing(Bus(stack)) as bus:
        pid, count = stands_still_with_some(stack, bus, ada, 10)
        assert stack.kill("delivery") == pid
    stack.wait_restarted("delivery", pid)
    ada.contact()
    wait_until("all to be heard", lambda: len(deliveries(ada, made)) > count)
    wait_until("nothing to be missing", lambda: stack.sql("delivery", "SELECT count(*) FROM feed_seen CROSS JOIN unnest(seen)") == "1")
    assert types(ada, made) == ["contact.created"] + ["contact.updated"] * count
