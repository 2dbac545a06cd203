"""Programs that do not read: the server stays small, others hear as before, and who was cut off finds what it missed."""

import concurrent.futures
import contextlib
import json
import re

import pytest

from agents import Agent, agent_of, credentials, key_of
from harness.bus import Bus
from harness.feeds import Socket
from harness.people import Api, Person
from harness.stack import halted, wait_until

KEYS, CONNECTIONS, SUBSCRIPTIONS, PENDING_MB = 5, 2, 6, 16
REST_MB = 256  # what the Go runtime of the server is told to live within


def megabytes(pid):
    with open(f"/proc/{pid}/status") as status:
        return int(re.search(r"^VmRSS:\s+(\d+)", status.read(), re.M)[1]) // 1024


def slow_consumers(stack, name):
    """How often the server has cut off a client of that name."""
    log = (stack.var / "log/nats.log").read_text(errors="replace")
    return len(set(re.findall(rf'(cid:\d+) - "[^"]*{name}" - Slow Consumer', log)))


class Writer:
    """Changes its user's own event so that the message is nearly as large as one can be, as often as it is told to."""

    def __init__(self, person, calendar):
        self.api = Api(person.wire.port, person.contract, person.token)
        self.event = self.api.post("/events", {"calendar_id": calendar["id"], "title": "x", "start_time": "2026-06-01T12:00:00Z",
                                               "end_time": "2026-06-01T13:00:00Z"}).json()
        self.version = 1

    def write(self, times=1):
        for _ in range(times):
            body = {"description": f"{self.version:05}" * 1300}
            assert self.api.patch(f"/events/{self.event['id']}", body, check=False).status == 200
            self.version += 1
        return self


def write(writers, times):
    with concurrent.futures.ThreadPoolExecutor(len(writers)) as pool:
        return list(pool.map(lambda w: w.write(times), writers))


def test_agents_that_do_not_read_cost_others_nothing(own_stack, contract):
    stack = own_stack()
    ada, bob = (Person(stack.port, contract, n) for n in ("Ada", "Bob"))
    calendar, nats = ada.calendar(), stack.pid("nats")
    writers = [Writer(ada, calendar) for _ in range(6)]
    write(writers, 20)
    rest, most, deaf, heard = megabytes(nats), 0, [], 0
    with contextlib.closing(Socket(stack.port, token=bob.token)) as ws:
        ws.control("ready")
        for _ in range(KEYS):
            made = credentials(ada, key_of(ada, ["event"]))
            for _ in range(CONNECTIONS):
                deaf.append(Bus(stack, creds=made["creds"]))
                for _ in range(SUBSCRIPTIONS):
                    deaf[-1].subscribe(f"feed.{ada.id}.>")
        while slow_consumers(stack, "test") < len(deaf):
            write(writers, 5)
            made = bob.contact()["id"]
            while ws.event()["subject"] != made:
                pass
            heard, most = heard + 1, max(most, megabytes(nats))
    for bus in deaf:
        bus.close()
    print(f"nats-server {rest} MB before, {most} MB at most with {len(deaf)} deaf connections; others heard {heard} changes meanwhile")
    assert most < max(rest, REST_MB) + KEYS * CONNECTIONS * PENDING_MB + 200
    wait_until("the server to be back at rest", lambda: megabytes(nats) < REST_MB + 100, 60)


def test_who_was_cut_off_comes_back_and_finds_what_it_missed(own_stack, contract):
    stack = own_stack()
    ada = Person(stack.port, contract, "Ada")
    writer = Writer(ada, ada.calendar())
    with contextlib.ExitStack() as opened:
        agent = agent_of(stack, opened, ada, "event")
        agent.push("event")
        while not slow_consumers(stack, "test"):
            writer.write(10)
        with contextlib.suppress(AssertionError, OSError):
            while True:
                agent._read()  # what had come before the end; the connection's last message may be cut
        before = [m for m in agent.arrived if m.reply and m.data.endswith(b"}")]
        again = opened.enter_context(contextlib.closing(Agent(stack, agent.key, agent.made)))
        again.push("event")
        writer.write()

        def versions():
            again.heard()
            return [json.loads(m.data)["data"]["version"] for m in again.messages]
        wait_until("the last change", lambda: writer.version in versions())
    brought = [json.loads(m.data)["data"]["version"] for m in again.messages]
    heard = [json.loads(m.data)["data"]["version"] for m in before]
    assert heard == list(range(1, len(heard) + 1))
    last, first = before[-1].reply.split("."), again.messages[0].reply.split(".")
    assert int(first[6]) > int(last[6]) + 1, "the jump shows that something was lost"
    missed, after = [], int(last[5])
    while after < int(first[5]):
        page = ada.get(f"/feed?nouns=event&after={after}").json()
        missed += [m["data"]["version"] for m in page["data"]]
        after = page["next_after"]
    assert sorted({*heard, *missed, *brought}) == list(range(1, writer.version + 1))
    assert missed == list(range(heard[-1] + 1, heard[-1] + 1 + len(missed)))


def test_a_gateway_that_stood_still_is_cut_off_and_goes_on_by_itself(own_stack, contract):
    stack = own_stack()
    ada, bob = (Person(stack.port, contract, n) for n in ("Ada", "Bob"))
    writer, other = Writer(ada, ada.calendar()), Writer(bob, bob.calendar())
    with stack.another_gateway() as gateway:
        def open_one():
            with contextlib.suppress(Exception):
                return Socket(gateway.port, token=ada.token)
        ws = wait_until("the gateway to serve", open_one)
        ws.control("ready")
        first = writer.version + 1
        with halted(gateway.process.pid):
            while not slow_consumers(stack, "gateway"):
                other.write(20)  # of one user's changes a thousand are kept
                writer.write()
        writer.write()
        heard = []
        wait_until("the last change", lambda: heard.append(ws.event()["data"]["version"]) or heard[-1] == writer.version)
        assert heard == list(range(first, writer.version + 1))
        assert Api(gateway.port, contract, ada.token).get("/contacts").status == 200
        ws.close()


def test_only_so_many_keys_of_a_user_have_credentials(ada, eve):
    keys = [key_of(ada, ["contact"]) for _ in range(KEYS + 1)]
    for key in keys[:KEYS]:
        credentials(ada, key)
    credentials(ada, keys[0])  # one that has some may have others
    path = f"/api-keys/{keys[KEYS]['id']}/nats-credentials"
    refused = ada.post(path)
    assert (refused.status, refused.code) == (409, "conflict")
    credentials(eve, key_of(eve, ["contact"]))
    assert ada.delete(f"/api-keys/{keys[1]['id']}").status == 204
    assert ada.post(path).status == 201


def test_the_last_place_goes_to_one(ada):
    for _ in range(KEYS - 1):
        credentials(ada, key_of(ada, ["contact"]))
    keys = [key_of(ada, ["contact"]) for _ in range(4)]

    def ask(key):
        return Api(ada.wire.port, ada.contract, ada.token).post(f"/api-keys/{key['id']}/nats-credentials").status
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(ask, keys)) == [201, 409, 409, 409]


def test_what_was_made_without_a_limit_gets_it(stack, ada):
    with contextlib.ExitStack() as opened:
        agent = agent_of(stack, opened, ada, "contact")
        bus = opened.enter_context(contextlib.closing(Bus(stack)))
        name = f"{agent.key['id']}_contact"

        def config():
            return bus.ask(f"$JS.API.CONSUMER.INFO.FEED.{name}")["config"]
        assert config()["rate_limit_bps"] == 16_000_000
        bare = {k: v for k, v in config().items() if k != "rate_limit_bps"}
        assert "error" not in bus.ask(f"$JS.API.CONSUMER.DURABLE.CREATE.FEED.{name}", {"stream_name": "FEED", "config": bare})
        assert "rate_limit_bps" not in config()
        stack.sql("auth", f"UPDATE agents SET due_at = now() WHERE key_id = '{agent.key['id']}'")
        wait_until("the limit", lambda: config().get("rate_limit_bps") == 16_000_000)


def test_above_so_many_connections_the_server_refuses(own_stack):
    stack = own_stack(ALMANAC_NATS_CONNECTIONS="30")
    with contextlib.ExitStack() as opened:
        with pytest.raises(AssertionError, match="maximum connections exceeded"):
            for _ in range(31):
                opened.enter_context(contextlib.closing(Bus(stack)))

    def is_let_in():
        with contextlib.suppress(AssertionError):
            Bus(stack).close()
            return True

    wait_until("those that left to be gone", is_let_in)
