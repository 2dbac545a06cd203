"""The outbox and its relays: who carries it when somebody dies, what is kept, what it says of itself."""

import json
import signal
import subprocess
import uuid

import pytest

from harness.changes import feeds_of, types
from harness.people import Person
from harness.product import SERVICES
from harness.stack import wait_until

LEADER_LOCK = 0x72656c6179  # of shared/actor/relay.c
KEPT = 1001  # of one user, noun and verb in a feed, one more than is promised


def unsent(stack, service):
    return int(stack.sql(service, "SELECT count(*) FROM outbox WHERE published_at IS NULL"))


def figures(feeds, service):
    return feeds.bus.ask(f"$SRV.STATS.{service}")["data"]


@pytest.fixture
def leader(stack):
    """A stand-in for a leader that does nothing: it holds the lock until it is killed."""
    held = subprocess.Popen(["psql", "-X", "-A", "-t", "-q", stack.conninfo("contact")], stdin=subprocess.PIPE,
                            stdout=subprocess.PIPE, text=True)
    held.stdin.write(f"SELECT pg_advisory_lock({LEADER_LOCK});\nSELECT 'held';\n")
    held.stdin.flush()
    while held.stdout.readline().strip() != "held":
        assert held.poll() is None
    yield held
    held.kill()
    held.wait()


def test_another_takes_over_when_the_leader_dies(stack, feeds, ada, leader):
    contact = ada.contact()
    wait_until("the figures to show what waits", lambda: figures(feeds, "contact")["outbox_waiting"] > 0)
    assert "contact.created" not in types(feeds.of(ada))
    leader.send_signal(signal.SIGKILL)
    feeds.wait(ada, "contact.created", contact["id"])
    wait_until("nothing to wait", lambda: [figures(feeds, "contact")[n] for n in ("outbox_waiting", "outbox_oldest_ms")] == [0, 0])


def test_of_two_processes_of_a_service_either_may_die_at_any_moment(stack, feeds, ada):
    made = []

    def make(name):
        key = str(uuid.uuid4())
        made.append(ada.patiently(lambda: ada.post("/contacts", {"first_name": name}, key=key)).json())

    for victim in ("another", "contact", "another"):
        with stack.another("contact") as another:
            for i in range(20):
                make(f"{victim} {i}")
            if victim == "another":
                another.kill()
                another.wait()
            else:
                stack.wait_restarted("contact", stack.kill("contact"))
            make("after")
    feed = feeds.wait(ada, "contact.created", made[-1]["id"], "contact")
    wait_until("all to be sent", lambda: unsent(stack, "contact") == 0)
    told = [m["subject"] for m in feeds.of(ada, "contact")]
    assert sorted(told) == sorted(c["id"] for c in made), feed


def test_what_was_published_stays_a_day(stack, ada):
    ids = [ada.contact()["id"] for _ in range(2)]
    wait_until("all to be sent", lambda: unsent(stack, "contact") == 0)
    for id, hours in zip(ids, (25, 23)):
        stack.sql("contact", f"UPDATE outbox SET published_at = now() - interval '{hours} hours' WHERE object_id = '{id}'")
    stack.wait_restarted("contact", stack.kill("contact", signal.SIGTERM))

    def kept():
        return stack.sql("contact", f"SELECT string_agg(object_id::text, ',') FROM outbox WHERE object_id IN ('{ids[0]}', '{ids[1]}')")
    wait_until("the older row to go", lambda: kept() == ids[1])


def test_a_restarted_bus_is_sent_again_what_it_has_and_keeps_each_once(shaken):
    person = Person(shaken.port)
    made = [person.contact(str(i))["id"] for i in range(30)]
    with feeds_of(shaken) as feeds:
        wait_until("all to be sent", lambda: not any(unsent(shaken, service) for service in SERVICES))
        before = len(feeds.events()), len(feeds.of(person))
        sent = figures(feeds, "contact")["outbox_stored"]
    shaken.wait_restarted("nats", shaken.kill("nats"))
    made.append(person.patiently(lambda: person.post("/contacts", {"first_name": "after"}, key="after")).json()["id"])
    with feeds_of(shaken) as feeds:
        feeds.wait(person, "contact.created", made[-1])
        wait_until("all to be sent again", lambda: figures(feeds, "contact")["outbox_stored"] >= sent + len(made) + 1)
        assert (len(feeds.events()), len(feeds.of(person))) == (before[0] + 1, before[1] + 1)
        assert [m["subject"] for m in feeds.of(person, "contact")] == made


def test_what_a_feed_has_dropped_does_not_come_again(own_stack):
    stack = own_stack()
    person = Person(stack.port)
    many = KEPT + 60
    made = [person.contact(str(i))["id"] for i in range(many)]
    wait_until("all to be sent", lambda: unsent(stack, "contact") == 0)
    stack.wait_restarted("nats", stack.kill("nats"))
    made.append(person.patiently(lambda: person.post("/contacts", {"first_name": "after"})).json()["id"])
    with feeds_of(stack) as feeds:
        wait_until("all to be sent again", lambda: figures(feeds, "contact")["outbox_stored"] > 3 * many)
        wait_until("nothing to wait", lambda: unsent(stack, "contact") == 0)
        assert [m["subject"] for m in feeds.of(person, "contact")] == made[-KEPT:]


def test_a_stream_that_is_lost_is_made_again_and_what_is_new_comes_in_order(own_stack):
    stack = own_stack()
    person = Person(stack.port)
    with feeds_of(stack) as feeds:
        feeds.wait(person, "user.created", person.id)
        feeds.bus.ask("$JS.API.STREAM.DELETE.FEED")
        first, second = person.contact("one"), person.contact("two")
        feed = feeds.wait(person, "contact.created", second["id"], "contact")
        assert [m["subject"] for m in feed] == [first["id"], second["id"]]
        told = [m["subject"] for m in feeds.events("evt.contact.contact.created")]
        assert told == [first["id"], second["id"]]


# ------------------------------------------------------------------ the services protocol


def test_every_actor_answers_the_services_protocol(feeds):
    found = {}
    feeds.bus.subscribe("_INBOX_nats.all")

    def all_answer():
        feeds.bus.publish("$SRV.PING", b"", "_INBOX_nats.all")
        for message in feeds.bus.heard():
            answer = json.loads(message.data)
            assert answer["type"] == "io.nats.micro.v1.ping_response"
            found[answer["name"]] = answer["id"]
        return set(found) == set(SERVICES)

    wait_until("every actor to answer", all_answer)
    for name, id in found.items():
        for verb in ("PING", "INFO", "STATS"):
            for subject in (f"$SRV.{verb}.{name}", f"$SRV.{verb}.{name}.{id}"):
                answer = feeds.bus.ask(subject)
                assert (answer["type"], answer["name"], answer["id"]) == (f"io.nats.micro.v1.{verb.lower()}_response", name, id)
                assert answer["version"].count(".") == 2 and answer["metadata"] == {}
        endpoints = feeds.bus.ask(f"$SRV.INFO.{name}")["endpoints"]
        assert endpoints and all(e["subject"] == f"svc.{name}.{e['name']}" and e["queue_group"] == name for e in endpoints)


def test_the_figures_of_an_actor_grow_with_its_work(feeds, ada):
    def requests():
        return {e["name"]: e["num_requests"] for e in feeds.bus.ask("$SRV.STATS.contact")["endpoints"]}["create"]
    before, stored = requests(), figures(feeds, "contact")["outbox_stored"]
    contact = ada.contact()
    feeds.wait(ada, "contact.created", contact["id"])
    wait_until("the request to be counted", lambda: requests() == before + 1)
    wait_until("the copies in EVENTS and one feed to be counted", lambda: figures(feeds, "contact")["outbox_stored"] >= stored + 2)
