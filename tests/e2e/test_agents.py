"""Programs on NATS: what an API key's own credentials let it hear, and when they end."""

import contextlib
import uuid

import pytest

from harness.agent import Bus, Gone
from harness.stack import wait_until

NOUNS = {"calendars": "calendar", "events": "event", "contacts": "contact"}


class Agent(Bus):
    """A program with credentials."""

    def __init__(self, stack, made):
        self.stack, self.made = stack, made
        self.subjects = {s["noun"]: s for s in made["subjects"]}
        super().__init__(stack, creds=made["creds"])

    def live(self, noun):
        return self.subscribe(self.subjects[noun]["live"])

    def push(self, noun):
        return self.subscribe(self.subjects[noun]["push"])

    def heard(self):
        """The ids of what came until now."""
        assert self.sync() == []
        return [m.headers["Nats-Msg-Id"] for m in self.messages]

    def waits_for(self, *ids):
        wait_until(f"{ids} to come", lambda: set(ids) <= set(self.heard()))

    def is_closed(self):
        try:
            self.sync()
        except Gone:
            return True
        return False

    def is_refused(self):
        try:
            Bus(self.stack, creds=self.made["creds"]).close()
        except Gone as refused:
            return "Authorization" in str(refused) or "Expired" in str(refused)
        return False


@pytest.fixture
def bus(stack):
    """Everything that is allowed in the account of our own processes."""
    almighty = Bus.almighty(stack)
    yield almighty
    almighty.close()


@pytest.fixture
def say(bus):
    """Puts a change into somebody's feed, as a relay does; answers its id."""
    def put(person, noun):
        id = str(uuid.uuid4())
        bus.publish(f"in.feed.{person.id}.{noun}.created", b"{}", headers={"Nats-Msg-Id": id})
        assert bus.sync() == []
        return id
    return put


@pytest.fixture
def agent_of(stack):
    """An agent of a new key with these scopes to read."""
    with contextlib.ExitStack() as opened:
        def connect(person, *nouns, **fields):
            key = person.post("/api-keys", {"name": "x", "scopes": {n: ["read"] for n in nouns}} | fields).json()
            made = person.post(f"/api-keys/{key['id']}/nats-credentials")
            assert made.status == 201, made
            agent = Agent(stack, made.json())
            agent.key = key
            opened.callback(agent.close)
            return agent
        yield connect


def test_it_hears_live_what_its_key_may_read(ada, eve, agent_of, say):
    agent = agent_of(ada, "events")
    assert list(agent.subjects) == ["event"]
    agent.live("event")
    assert agent.sync() == []
    mine = say(ada, "event")
    say(ada, "contact"), say(eve, "event")
    last = say(ada, "event")
    agent.waits_for(last)
    assert agent.heard() == [mine, last]
    assert agent.messages[0].subject == f"feed.{ada.id}.event.created"


def test_its_push_subject_brings_what_it_missed(ada, agent_of, say, stack):
    before = [say(ada, "event") for _ in range(3)]
    agent = agent_of(ada, "events", "contacts")
    agent.push("event")
    agent.waits_for(before[-1])
    agent.close()
    missed = [say(ada, "event") for _ in range(3)]
    again = Agent(stack, agent.made)
    again.push("event")
    again.waits_for(missed[-1])
    live = say(ada, "event")
    again.waits_for(live)
    assert again.heard() == [*missed, live]


def test_revoked_it_is_closed_and_refused(ada, agent_of, bus, stack):
    agent, other = agent_of(ada, "events"), agent_of(ada, "events")
    assert ada.delete(f"/api-keys/{agent.key['id']}").status == 204
    wait_until("the connection to be closed", agent.is_closed)
    assert agent.is_refused()
    assert not other.is_closed()
    wait_until("its durables to go", lambda: not any(d.startswith(agent.key["id"]) for d in durables(bus)))
    wait_until("nothing to be left", lambda: stack.sql("auth", f"SELECT count(*) FROM agents WHERE key_id = '{agent.key['id']}'") == "0")


def durables(bus):
    return bus.ask("$JS.API.CONSUMER.NAMES.FEED")["consumers"]
