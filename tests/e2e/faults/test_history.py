"""What is kept of changes is bounded: who was away for longer reads it anew, and nobody else notices."""

import base64
import contextlib
import copy
import json
import signal
import subprocess

import pytest

from calls import recipes
from harness.bus import Bus
from harness.people import Person
from harness.product import CONSUMERS
from harness.stack import Stack, healthy, wait_until
from things import SharedCalendar

LEADER_LOCK = 0x72656c6179  # of shared/actor/relay.c


@pytest.fixture(scope="module")
def small():
    """A stack whose streams keep little."""
    with healthy(Stack(ALMANAC_EVENTS_MB="1", ALMANAC_FEED_MB="2")) as stack:
        yield stack


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


# ------------------------------------------------------------------ bounds of what is stored


def test_the_streams_level_off_and_readers_are_told(small, bus):
    bounds = {"EVENTS": 1 << 20, "FEED": 2 << 20}
    ada = Person(small.port)
    first = ada.contact()
    wait_until("the first to be told", lambda: ada.get("/feed?after=0").json()["data"])
    seen = ada.get("/feed?after=0").json()["data"][0]["id"]
    for i in range(450):
        ada.put(f"/contacts/{first['id']}", {"first_name": str(i), "notes": "x" * 7000})
    wait_until("all to be sent", lambda: small.sql("contact", "SELECT count(*) FROM outbox WHERE published_at IS NULL") == "0")
    for stream, bound in bounds.items():
        kept = state_of(bus, stream)["bytes"]
        assert bound / 2 < kept <= bound, (stream, kept)
    assert ada.patiently(lambda: ada.get(f"/feed?since={seen}")).code == "resume_gone"


# ------------------------------------------------------------------ the outbox


@pytest.fixture(scope="module")
def tight():
    """A stack whose services may keep 1 MiB of announcements each."""
    with healthy(Stack(ALMANAC_OUTBOX_MB="1")) as stack:
        yield stack


@contextlib.contextmanager
def nobody_publishes(stack, service):
    """A stand-in holds the relay's lock and does nothing."""
    held = subprocess.Popen(["psql", "-X", "-A", "-t", "-q", stack.conninfo(service)], stdin=subprocess.PIPE,
                            stdout=subprocess.PIPE, text=True)
    held.stdin.write(f"SELECT pg_advisory_lock({LEADER_LOCK});\nSELECT 'held';\n")
    held.stdin.flush()
    while held.stdout.readline().strip() != "held":
        assert held.poll() is None
    try:
        yield
    finally:
        held.kill()
        held.wait()


def outbox_bytes(stack, service, which):
    return int(stack.sql(service, f"SELECT coalesce(sum(octet_length(payload)), 0) FROM outbox WHERE {which}"))


def grown_old(stack, service):
    """All that was published was published an hour ago."""
    stack.sql(service, "BEGIN; UPDATE outbox SET published_at = published_at - interval '1 hour' WHERE published_at IS NOT NULL;"
              "UPDATE outbox_published SET minute = minute + interval '99 years'; -- apart from what is not moved yet\n"
              "UPDATE outbox_published SET minute = minute - interval '99 years 1 hour'; COMMIT")


def await_purge(stack, service):
    """A service purges when it starts; an old answer under an Idempotency-Key goes after what goes of the outbox."""
    stack.sql(service, "INSERT INTO idempotency (key, input, answer, created_at) VALUES ('old', '', '', now() - interval '2 days')")
    stack.wait_restarted(service, stack.kill(service, signal.SIGTERM))
    wait_until("the purge", lambda: stack.sql(service, "SELECT count(*) FROM idempotency WHERE key = 'old'") == "0")


def test_when_nothing_can_be_published_changes_are_refused_and_none_is_lost(tight):
    ada = Person(tight.port)
    kept = ada.contact("kept")
    made, refused = [kept["id"]], None
    with nobody_publishes(tight, "contact"):
        while refused is None:
            reply = ada.post("/contacts", {"first_name": "x", "notes": "x" * 7000}, check=False)
            if reply.status == 201:
                made.append(reply.json()["id"])
            else:
                refused = reply
        assert (refused.status, refused.code) == (503, "unavailable") and refused.headers["Retry-After"]
        # It is measured every two seconds.
        assert (1 << 19) - 8192 < outbox_bytes(tight, "contact", "published_at IS NULL") < 1 << 24
        assert ada.get(f"/contacts/{kept['id']}").status == 200
        assert ada.delete(f"/contacts/{kept['id']}").status == 204, "what is deleted makes room"
        assert ada.calendar(), "other services are not concerned"
        await_purge(tight, "contact")
    wait_until("all to be sent", lambda: outbox_bytes(tight, "contact", "published_at IS NULL") == 0)
    grown_old(tight, "contact")
    wait_until("changes to be taken again", lambda: ada.post("/contacts", {"first_name": "y"}, check=False).status == 201)
    with contextlib.closing(Bus(tight)) as bus:
        told = [json.loads(m.data)["subject"] for m in bus.stored("EVENTS", "evt.contact.contact.created")]
    assert [id for id in told if id in set(made)] == made


def test_of_what_is_published_the_oldest_goes_first(tight):
    ada = Person(tight.port)
    for age in range(3):
        for _ in range(30):
            ada.patiently(lambda: ada.post("/contacts", {"first_name": str(age), "notes": "x" * 7000}))
        wait_until("all to be sent", lambda: outbox_bytes(tight, "contact", "published_at IS NULL") == 0)
        grown_old(tight, "contact")
    own = f"object_id IN (SELECT id FROM contacts WHERE owner_id = '{ada.id}' AND first_name = '{{}}')"
    tight.wait_restarted("contact", tight.kill("contact", signal.SIGTERM))
    wait_until("the oldest to go", lambda: outbox_bytes(tight, "contact", own.format(0)) == 0)
    assert outbox_bytes(tight, "contact", own.format(2)) > 30 * 7000
    assert outbox_bytes(tight, "contact", "true") <= 1 << 20


def test_a_users_changes_have_a_share_of_the_history(own_stack):
    stack = own_stack(ALMANAC_HISTORY_MB="1")
    ada, bob = Person(stack.port), Person(stack.port)
    shared = SharedCalendar(ada)
    shared.let(bob, "editor")
    wide = {"title": "x", "description": "x" * 4000, "calendar_id": shared.id,
            "start_time": "2026-06-01T09:00:00Z", "end_time": "2026-06-01T10:00:00Z"}

    def change(person, body):
        reply, sent = None, 0
        while reply is None or reply.status == 201:
            reply = person.post("/events", body, check=False)
            sent += 1
            assert sent < 400, "there is no end"
        return sent, reply

    alone, refused = change(bob, {**wide, "calendar_id": bob.calendar()["id"]})
    assert (refused.status, refused.code) == (429, "rate_limited") and 1 <= int(refused.headers["Retry-After"]) < 64
    assert bob.get(f"/events?calendar_id={shared.id}").status == 200, "who reads is not concerned"
    members, refused = change(ada, wide)
    assert refused.status == 429
    assert members < alone, "each member's copy counts"
    assert ada.contact(), "each service counts for itself"
    wait_until("there to be room again", lambda: ada.post("/events", wide, check=False).status == 201)
