"""Programs on NATS: what an API key's own credentials let them hear, and when that ends."""

import contextlib
import json

import pytest

import agents
from agents import Agent, account_of, credentials, key_of
from api_keys import in_seconds, moved
from harness.bus import Bus
from harness.stack import in_time, wait_until
from things import SharedCalendar


@pytest.fixture
def bus(stack):
    with contextlib.closing(Bus(stack)) as client:
        yield client


@pytest.fixture
def agent_of(stack):
    """An agent of a new key that may read these nouns."""
    with contextlib.ExitStack() as opened:
        def connect(person, *nouns, stack=stack, **fields):
            return agents.agent_of(stack, opened, person, *nouns, **fields)
        yield connect


def durables(bus, agent):
    names = bus.ask("$JS.API.CONSUMER.NAMES.FEED", {"offset": 0})
    assert names["total"] == len(names["consumers"]), "one page"
    return sorted(n.partition("_")[2] for n in names["consumers"] if n.startswith(agent.key["id"]))


def is_listened_to(bus, agent, noun):
    """The server knows of somebody on its push subject; what it sends while they go is lost to them."""
    return bus.ask(f"$JS.API.CONSUMER.INFO.FEED.{agent.key['id']}_{noun}").get("push_bound", False)


def is_settled(stack, agent):
    return stack.sql("auth", f"SELECT count(*) FROM agents WHERE key_id = '{agent.key['id']}' AND due_at <= now()") == "0"


def is_forgotten(stack, agent):
    return stack.sql("auth", f"SELECT count(*) FROM agents WHERE key_id = '{agent.key['id']}'") == "0"


def accounts(stack):
    """Those that the server has stored."""
    return {p.stem for p in (stack.var / "data/nats/accounts").glob("*.jwt")}


# ------------------------------------------------------------------ what is heard


def test_the_answer_says_where_and_what(ada, stack):
    key = key_of(ada, ["event", "calendar"], expires_at="2099-01-01T00:00:00Z")
    made = credentials(ada, key)
    assert made["server"] == (stack.var / "run/nats.url").read_text().strip()
    assert made["expires_at"] == key["expires_at"]
    assert made["subjects"] == [{"noun": n, "live": f"feed.{ada.id}.{n}.>", "push": f"push.{key['id']}.{n}"}
                                for n in ("calendar", "calendar_display", "event", "attendee")]


def test_it_hears_live_what_its_key_may_read_and_nothing_else(ada, eve, agent_of):
    agent = agent_of(ada, "contact")
    assert list(agent.subjects) == ["contact"]
    agent.live("contact")
    mine = ada.contact("Grace")
    ada.calendar(), eve.contact("Mallory")
    last = ada.contact("Alan")
    assert agent.waits_for(last) == [mine["id"], last["id"]]
    assert [m.subject for m in agent.messages] == [f"feed.{ada.id}.contact.created"] * 2


def test_of_what_is_hidden_a_viewer_s_agent_hears_the_times_alone(ada, eve, agent_of):
    shared = SharedCalendar(ada)
    shared.let(eve, "viewer")
    agents_ = {person: agent_of(person, "event") for person in (ada, eve)}
    for agent in agents_.values():
        agent.live("event")
    event = ada.event({"id": shared.id}, "Zebra", visibility="private")
    heard = {}
    for person, agent in agents_.items():
        agent.waits_for(event)
        heard[person], = (json.loads(m.data)["data"] for m in agent.messages)
    assert heard[ada] == event
    assert heard[eve]["title"] == "Busy" and "Zebra" not in json.dumps(heard[eve])
    assert heard[eve]["start_time"] == event["start_time"] and heard[eve]["id"] == event["id"]


def test_its_push_subject_brings_what_was_there_what_it_missed_and_what_comes(ada, agent_of, bus, stack):
    before = [ada.contact(f"a{i}") for i in range(3)]
    agent = agent_of(ada, "contact", "event")
    agent.push("contact")
    assert agent.waits_for(*before) == [c["id"] for c in before]
    assert is_listened_to(bus, agent, "contact")
    agent.close()
    wait_until("its end to be known", lambda: not is_listened_to(bus, agent, "contact"))
    missed = [ada.contact(f"b{i}") for i in range(3)]
    with contextlib.closing(Agent(stack, agent.key, agent.made)) as again:
        again.push("contact")
        again.waits_for(*missed)
        now = ada.contact("c")
        assert again.waits_for(now) == [c["id"] for c in (*missed, now)]
        # The reply says where it stands: stream sequence, then the consumer's, which has no gap.
        places = [m.reply.split(".") for m in again.messages]
        assert [int(p[6]) for p in places] == [4, 5, 6, 7]
        assert sorted(int(p[5]) for p in places) == [int(p[5]) for p in places]


# ------------------------------------------------------------------ changes


def test_other_scopes_are_felt_on_the_open_connection(ada, agent_of, bus, stack):
    agent = agent_of(ada, "contact")
    agent.subscribe(f"feed.{ada.id}.>")
    agent.subscribe(f"push.{agent.key['id']}.*")
    calendar = ada.calendar("before")
    contact = ada.contact("one")
    agent.waits_for(contact)
    assert ada.patch(f"/api-keys/{agent.key['id']}", {"scopes": {"contacts": [], "calendars": ["read"]}}).status == 200
    wait_until("its durables to follow", lambda: durables(bus, agent) == ["calendar", "calendar_display"])
    agent.waits_for(calendar)  # the backlog of what it may hear now
    agent.messages.clear()
    ada.contact("two")
    last = ada.calendar("after")
    assert set(agent.waits_for(last)) == {last["id"]}
    assert not agent.is_closed()


def test_with_no_scope_left_it_hears_nothing_and_comes_back(ada, agent_of, bus, stack):
    agent = agent_of(ada, "contact")
    agent.live("contact")
    path = f"/api-keys/{agent.key['id']}"
    assert ada.patch(path, {"scopes": {"contacts": ["write"]}}).status == 200
    wait_until("its durables to go", lambda: durables(bus, agent) == [])
    bus.subscribe(f"feed.{ada.id}.>")
    unheard = ada.contact("one")
    wait_until("others to hear it", lambda: unheard["id"] in str(bus.heard()))
    assert agent.heard() == []
    assert ada.patch(path, {"scopes": {"contacts": ["read", "write"]}}).status == 200
    wait_until("its durables to come", lambda: durables(bus, agent) == ["contact"] and is_settled(stack, agent))
    heard = ada.contact("two")
    assert agent.waits_for(heard) == [heard["id"]]


def test_to_be_told_of_again_disturbs_nothing(ada, agent_of, stack):
    agent = agent_of(ada, "contact")
    agent.live("contact"), agent.push("contact")
    things = []
    for _ in range(5):
        things.append(ada.contact("Grace"))
        stack.sql("auth", "UPDATE agents SET due_at = now()")
        wait_until("the bus to be told", lambda: is_settled(stack, agent))
    agent.waits_for(*things)
    wait_until("every copy", lambda: len(agent.heard()) == 10)
    assert not agent.is_closed()
    pushed = [m for m in agent.messages if (m.reply or "").startswith("$JS.ACK.")]
    assert [int(m.reply.split(".")[6]) for m in pushed] == [1, 2, 3, 4, 5]


def test_new_credentials_end_the_old_ones_and_keep_the_place(ada, agent_of, stack):
    agent = agent_of(ada, "contact")
    agent.push("contact")
    first = ada.contact("one")
    agent.waits_for(first)
    old = account_of(stack, agent)
    made = credentials(ada, agent.key)
    wait_until("the old connection to be closed", agent.is_closed)
    assert agent.is_refused()
    wait_until("the old account to go", lambda: old not in accounts(stack))
    with contextlib.closing(Agent(stack, agent.key, made)) as again:
        again.push("contact")
        second = ada.contact("two")
        assert again.waits_for(second) == [second["id"]]


def test_the_same_request_again_answers_the_same_credentials(ada, stack):
    key = key_of(ada, ["contact"])
    first, again = (credentials(ada, key, headers={"Idempotency-Key": "n-1"}) for _ in range(2))
    assert first == again
    Agent(stack, key, again).close()


# ------------------------------------------------------------------ ends


def assert_gone(stack, bus, agent, account):
    wait_until("the connection to be closed", agent.is_closed)
    assert agent.is_refused()
    wait_until("nothing to be left of it", lambda: is_forgotten(stack, agent))
    assert durables(bus, agent) == [] and account not in accounts(stack)


@pytest.mark.parametrize("end", [
    lambda ada, agent: ada.delete(f"/api-keys/{agent.key['id']}"),
    lambda ada, agent: ada.post("/auth/logout-all"),
    lambda ada, agent: ada.delete("/users/me"),
], ids=["the key is revoked", "everything is signed out", "the account is closed"])
def test_with_its_key_it_ends(ada, eve, agent_of, bus, stack, end):
    agent, other = agent_of(ada, "contact", "event"), agent_of(eve, "contact")
    agent.live("contact"), other.live("contact")
    account = account_of(stack, agent)
    assert account in accounts(stack) and durables(bus, agent) == ["attendee", "contact", "event"]
    assert end(ada, agent).status == 204
    assert_gone(stack, bus, agent, account)
    heard = eve.contact("Grace")
    assert other.waits_for(heard) == [heard["id"]], "others are not disturbed"


def test_it_ends_when_its_key_expires_also_at_another_time_than_first_said(ada, agent_of, bus, stack):
    def made(seconds):
        first_said = in_seconds(seconds + 3)
        soon, later = agent_of(ada, "contact", expires_at=in_seconds(seconds)), agent_of(ada, "contact", expires_at=first_said)
        account = account_of(stack, soon)
        assert ada.patch(f"/api-keys/{later.key['id']}", {"expires_at": in_seconds(3600)}).status == 200
        return first_said, soon, later, account

    first_said, soon, later, account = in_time(made)
    assert_gone(stack, bus, soon, account)
    wait_until("the first end to pass", lambda: in_seconds(-1) > first_said)
    assert not later.is_closed() and not later.is_refused()
    in_time(lambda seconds: moved(ada, later.key["id"], in_seconds(seconds)))
    wait_until("the connection to be closed", later.is_closed)
    assert later.is_refused()


def test_a_deactivated_user_s_agents_are_shut_out_until_they_are_activated(person, agent_of, stack):
    bob = person("Bob")
    agent = agent_of(bob, "contact")
    agent.push("contact")
    first = bob.contact("one")
    agent.waits_for(first)
    stack.sql("auth", f"UPDATE users SET is_active = false WHERE id = '{bob.id}'")
    wait_until("the connection to be closed", agent.is_closed)
    assert agent.is_refused()
    stack.sql("auth", f"UPDATE users SET is_active = true WHERE id = '{bob.id}'")
    wait_until("it to be let in", lambda: not agent.is_refused())
    with contextlib.closing(Agent(stack, agent.key, agent.made)) as again:
        again.push("contact")
        # The session has ended with the account.
        bob.signed_in(bob.patiently(lambda: bob.post("/auth/login", {"email": bob.email, "password": bob.password})).json())
        second = bob.patiently(lambda: bob.post("/contacts", {"first_name": "two"})).json()
        assert again.waits_for(second) == [second["id"]], "its place was kept"


def test_one_that_the_server_refuses_holds_up_nobody(ada, agent_of, stack):
    bad, good = agent_of(ada, "contact"), agent_of(ada, "contact")
    account, row = account_of(stack, bad), f"WHERE key_id = '{bad.key['id']}'"
    stack.sql("auth", f"UPDATE agents SET account = 'x', due_at = now() {row}")
    wait_until("the server to refuse it", lambda: "agent.bus.refused" in (stack.var / "log/auth.log").read_text())
    assert ada.delete(f"/api-keys/{good.key['id']}").status == 204
    wait_until("the other's connection to be closed", good.is_closed)
    stack.sql("auth", f"UPDATE agents SET account = '{account}', due_at = now() {row}")
    assert ada.delete(f"/api-keys/{bad.key['id']}").status == 204
    wait_until("its own connection to be closed", bad.is_closed)


def test_only_its_owner_asks_for_a_key_that_stands(ada, eve, agent_of):
    key = key_of(ada, ["contact"])
    path = f"/api-keys/{key['id']}/nats-credentials"
    assert eve.post(path).code == "not_found"
    assert ada.post(path, token=False, headers={"X-API-Key": key["key"]}).code == "forbidden", "a key makes no keys"
    assert ada.delete(f"/api-keys/{key['id']}").status == 204
    assert ada.post(path).code == "conflict"


def test_nothing_of_it_is_kept_or_logged(ada, agent_of, stack):
    agent = agent_of(ada, "contact")
    seed = next(line for line in agent.made["creds"].splitlines() if line.startswith("SU"))
    logs = "".join(p.read_text(errors="replace") for p in (stack.var / "log").glob("*") if p.is_file())
    assert seed not in logs
    assert stack.sql("auth", f"SELECT count(*) FROM agents a WHERE a::text LIKE '%{seed}%'") == "0"
