"""What the bus knows of agents is what the keys say, whatever died in between."""

import base64
import contextlib
import json
import re
import random
import threading

import pytest

from agents import Agent, account_of, agent_of, credentials, key_of
from harness.bus import Bus
from harness.people import PASSWORD, Person
from harness.product import SCOPE_OF
from harness.stack import wait_until


def told(stack):
    """Of each account that the server has stored: the nouns that it may hear."""
    heard = {}
    for path in (stack.var / "data/nats/accounts").glob("*.jwt"):
        with contextlib.suppress(FileNotFoundError):
            claims = json.loads(base64.urlsafe_b64decode(path.read_text().split(".")[1] + "=="))
            if claims["name"].startswith("agent "):
                heard[path.stem] = sorted(i["subject"].split(".")[2] for i in claims["nats"].get("imports", ())
                                           if i["subject"].startswith("feed."))
    return heard


def wanted(stack):
    """Accounts and durables as they follow from the keys."""
    rows = stack.sql("auth", "SELECT coalesce(json_agg(json_build_object('key', k.id, 'scopes', k.scopes, 'account', a.account)), '[]') "
                             "FROM api_keys k JOIN agents a ON a.key_id = k.id WHERE k.revoked_at IS NULL")
    accounts, durables = {}, set()
    for row in json.loads(rows):
        nouns = sorted(noun for noun, scope in SCOPE_OF.items() if f"{scope}:read" in row["scopes"])
        accounts[row["account"]] = nouns
        durables |= {f"{row['key']}_{n}" for n in nouns}
    return accounts, durables


def agree(stack):
    with contextlib.suppress(AssertionError, OSError):
        with contextlib.closing(Bus(stack)) as bus:
            accounts, durables = wanted(stack)
            names = bus.ask("$JS.API.CONSUMER.NAMES.FEED")["consumers"] or []
            return told(stack) == accounts and {n for n in names if len(n) > 36} == durables \
                and stack.sql("auth", "SELECT count(*) FROM agents WHERE due_at <= now()") == "0"
    return False


def change_things(person, stop, seed):
    """Makes agents, changes their keys and revokes them, as fast as it can and whatever is answered."""
    dice, keys = random.Random(seed), []
    while not stop.is_set():
        scopes = {s: ["read"] for s in SCOPE_OF.values() if dice.random() < 0.5}
        with contextlib.suppress(OSError, AssertionError, ValueError, LookupError):
            if len(keys) < 4:
                keys.append(person.post("/api-keys", {"name": "x", "scopes": scopes}, check=False).json()["id"])
            path = f"/api-keys/{dice.choice(keys)}"
            dice.choice((
                lambda: person.post(f"{path}/nats-credentials", check=False), lambda: person.post(f"{path}/nats-credentials", check=False),
                lambda: person.patch(path, {"scopes": {s: [] for s in SCOPE_OF.values()} | scopes}, check=False),
                lambda: keys.remove(path[10:]) if person.delete(path, check=False).status == 204 else None))()


def test_processes_die_while_agents_come_change_and_go(shaken, contract):
    people = [Person(shaken.port, contract, f"P{i}") for i in range(3)]
    stop = threading.Event()
    threads = [threading.Thread(target=change_things, args=(p, stop, i)) for i, p in enumerate(people)]
    for thread in threads:
        thread.start()
    try:
        for name in ("auth", "nats", "auth", "auth"):
            count = shaken.sql("auth", "SELECT count(*) FROM audit")
            wait_until("changes to be made", lambda c=count: int(shaken.sql("auth", "SELECT count(*) FROM audit")) > int(c) + 10)
            shaken.wait_restarted(name, shaken.kill(name))
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    # Who is never asked again has nothing but the job to put things right.
    wait_until("the bus to agree", lambda: agree(shaken))
    accounts, durables = wanted(shaken)
    print(f"{len(accounts)} agents and {len(durables)} durables stand, "
          f"{shaken.sql('auth', 'SELECT count(*) FROM api_keys WHERE revoked_at IS NOT NULL')} keys are revoked")


def test_what_was_committed_and_not_told_is_told(own_stack, contract):
    stack = own_stack(ALMANAC_NATS_PUBLIC_URL="nats://bus.example.org:4222")
    ada = Person(stack.port, contract)
    revoked, changed, kept = (key_of(ada, ["contact", "event"]) for _ in range(3))
    made = {k["id"]: credentials(ada, k) for k in (revoked, changed, kept)}
    assert made[kept["id"]]["server"] == "nats://bus.example.org:4222"
    sys = stack.var / "secrets/nats/agents/sys.creds"
    text = sys.read_text()

    # The server does not let auth in: nothing is changed and nothing said.
    sys.write_text(text.replace("U", "V"))
    key = key_of(ada, ["contact"])
    reply = ada.post(f"/api-keys/{key['id']}/nats-credentials")
    assert reply.code == "unavailable" and "Retry-After" in reply.headers
    assert stack.sql("auth", f"SELECT count(*) FROM agents WHERE key_id = '{key['id']}'") == "0"
    # It dies after the commit.
    assert ada.delete(f"/api-keys/{revoked['id']}").code == "incomplete"
    assert ada.patch(f"/api-keys/{changed['id']}", {"scopes": {"contacts": []}}).code == "incomplete"
    assert not agree(stack)
    old = stack.kill("auth")
    sys.write_text(text)
    stack.wait_restarted("auth", old)
    wait_until("the bus to agree", lambda: agree(stack))
    with contextlib.closing(Agent(stack, kept, made[kept["id"]])):
        pass

    # A server that has lost everything hears of it again.
    with contextlib.closing(Bus(stack)) as bus:
        assert bus.ask(f"$JS.API.CONSUMER.DELETE.FEED.{kept['id']}_event")["success"]
    for path in (stack.var / "data/nats/accounts").glob("*.jwt"):
        path.unlink()
    stack.wait_restarted("nats", stack.kill("nats"))
    wait_until("the bus to agree", lambda: agree(stack))
    with contextlib.closing(Agent(stack, kept, made[kept["id"]])) as agent:
        agent.push("contact")
        contact = ada.patiently(lambda: ada.post("/contacts", {"first_name": "Grace"})).json()
        agent.waits_for(contact)

    # Where the operator is not ours there are no agents.
    run = stack.var / "run/services/auth/run"
    run.write_text(re.sub(r"^export ALMANAC_AGENTS=.*\n", "", run.read_text(), flags=re.M))
    stack.wait_restarted("auth", stack.kill("auth"))
    reply = ada.patiently(lambda: ada.post(f"/api-keys/{kept['id']}/nats-credentials"))
    assert reply.code == "not_supported" and reply.status == 501
    assert ada.patiently(lambda: ada.delete(f"/api-keys/{kept['id']}")).status == 204


ENDS = {
    "its key is revoked": lambda person, key: person.delete(f"/api-keys/{key['id']}"),
    "its key may read nothing more": lambda person, key: person.patch(f"/api-keys/{key['id']}", {"scopes": {"contacts": []}}),
    "everything is signed out": lambda person, key: person.post("/auth/logout-all"),
    "another password": lambda person, key: person.post("/auth/password", {"old_password": PASSWORD, "new_password": PASSWORD[::-1]}),
    "the account is deleted": lambda person, key: person.delete("/users/me"),
}


@pytest.mark.parametrize("victims", [("auth",), ("postgres", "auth")])
def test_an_agent_has_ended_when_the_answer_comes(shaken, contract, victims):
    """Whatever dies then, and stays dead."""
    people = {how: Person(shaken.port, contract, "Ada") for how in ENDS}
    with contextlib.ExitStack() as opened:
        agents = {how: agent_of(shaken, opened, person, "contact") for how, person in people.items()}
        accounts = {how: account_of(shaken, agent) for how, agent in agents.items()}
        for agent in agents.values():
            agent.live("contact")
        with shaken.unattended():
            for how, end in ENDS.items():
                reply = end(people[how], agents[how].key)
                assert reply.status in (200, 204), (how, reply)
            for victim in victims:
                shaken.kill(victim)
            for how, agent in agents.items():
                wait_until(how, lambda how=how, agent=agent: agent.is_closed() or told(shaken).get(accounts[how]) == [])
                assert not told(shaken).get(accounts[how])
