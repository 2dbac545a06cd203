"""Rate limits: each policy, its header fields, two gateways with one bucket, and Redis coming and going."""

import concurrent.futures
import os
import re
import signal
import subprocess
import time
import uuid

import pytest

from harness.people import Api, PASSWORD, Person
from harness.stack import Stack, wait_until

LIMITS = "user=40/1/60,key=1/60/25,address=1/60/100,register=100/1,login=3/60,refresh=4/60"
FIELD = re.compile(r'"(\w+)";r=(\d+);t=(\d+)')


@pytest.fixture(scope="module")
def limited(contract):
    """A stack with limits that are small and, for addresses, do not come back while we look."""
    stack = Stack(ALMANAC_LIMITS=LIMITS, ALMANAC_TRUSTED_HOPS="127.0.0.0/8").start()
    yield stack
    troubles = stack.troubles()
    stack.stop()
    assert not troubles, "\n".join(troubles)
    stack.remove()


@pytest.fixture
def elsewhere(limited, contract):
    """Asks from addresses that nobody has used before."""
    return lambda number: From(limited.port, contract, f"2001:db8:{uuid.uuid4().hex[:4]}:{number}::1")


class From(Api):
    """Somebody behind a trusted proxy, so at an address of choice."""

    def __init__(self, port, contract, address):
        super().__init__(port, contract)
        self.address = address

    def ask(self, method, path, *more, headers=None, **rest):
        return super().ask(method, path, *more, headers={"X-Forwarded-For": self.address} | (headers or {}), **rest)


@pytest.fixture
def ada(limited, contract):
    return Person(limited.port, contract, "Ada")


def left(reply):
    name, rest, seconds = FIELD.fullmatch(reply.headers["RateLimit"]).groups()
    return name, int(rest), int(seconds)


def flood(person, most=400):
    """Asks until the limit is met; each answer."""
    replies = []
    while len(replies) < most and (not replies or replies[-1].status != 429):
        replies.append(person.get("/auth/me"))
    return replies


def key_of(person):
    made = person.post("/api-keys", {"name": "x", "scopes": {"contacts": ["read"]}})
    return {"X-API-Key": made.json()["key"]}


# ------------------------------------------------------------------ what is counted


def test_a_user_has_a_burst_and_then_the_rate(ada):
    *good, refused = flood(ada)
    assert {r.status for r in good} == {200} and len(good) >= 60
    assert refused.code == "rate_limited" and refused.headers["Retry-After"] == "1"
    assert left(refused)[:2] == ("user", 0)


def test_users_do_not_share_a_bucket(ada, limited, contract):
    flood(ada)
    assert Person(limited.port, contract, "Grace").get("/auth/me").status == 200


def test_all_sessions_of_a_user_share_one(ada, elsewhere):
    again = elsewhere(1).post("/auth/login", {"email": ada.email, "password": PASSWORD})
    flood(ada)
    assert any(ada.get("/auth/me", token=again.json()["access_token"]).status == 429 for _ in range(20))


def test_each_key_has_a_bucket_of_its_own(ada, limited, contract):
    api = Api(limited.port, contract)
    one, other = key_of(ada), key_of(ada)
    replies = [api.get("/contacts", headers=one) for _ in range(30)]
    assert [r.status for r in replies] == [200] * 25 + [429] * 5
    assert left(replies[-1])[:2] == ("key", 0) and replies[-1].headers["RateLimit-Policy"] == '"key";q=25;w=1500'
    assert api.get("/contacts", headers=other).status == ada.get("/contacts").status == 200


@pytest.mark.parametrize("path, body, count", [
    ("/auth/login", {"email": "nobody@example.org", "password": PASSWORD}, 3),
    ("/auth/refresh", {"refresh_token": "x" * 43}, 4)])
def test_login_and_refresh_have_limits_of_their_own_by_address(elsewhere, path, body, count):
    here, there = elsewhere(1), elsewhere(2)
    replies = [here.post(path, body) for _ in range(count + 2)]
    assert [r.status == 429 for r in replies] == [False] * count + [True] * 2, replies
    assert int(replies[-1].headers["Retry-After"]) > 10
    assert there.post(path, body).status != 429
    assert here.get("/.well-known/jwks.json").status == 200


def test_somebody_unknown_is_counted_by_address_and_ipv6_by_network(elsewhere, contract):
    here = elsewhere(1)
    neighbour = From(here.wire.port, contract, here.address[:-1] + "abcd")
    replies = [here.get("/.well-known/jwks.json") for _ in range(100)]
    assert {r.status for r in replies} == {200}
    assert left(replies[-1])[:2] == ("address", 0)
    assert neighbour.get("/.well-known/jwks.json").status == 429


def test_pages_and_wrong_paths_are_not_counted(elsewhere):
    here = elsewhere(1)
    for _ in range(110):
        assert here.get("/healthz").status == 200
        assert here.get("/nothing").status == 404
        assert here.get("/contacts").status == 401


# ------------------------------------------------------------------ order and header fields


def test_the_rate_comes_after_the_credentials_and_before_the_fields(ada):
    key = key_of(ada)
    for _ in range(25):
        assert ada.get("/contacts", token="", headers=key).status == 200
    assert ada.get("/contacts/not-an-id", token="", headers=key).status == 429
    assert ada.get("/calendars", token="", headers=key).status == 429
    assert ada.get("/contacts/not-an-id", token="", headers={"X-API-Key": key["X-API-Key"][:-1]}).status == 401
    assert ada.get("/nothing", token="", headers=key).status == 404
    assert ada.ask("DELETE", "/contacts", token="", headers=key).status == 405


def test_every_answer_tells_policy_and_rest(ada, elsewhere):
    here = elsewhere(1)
    for reply in (ada.get("/contacts"), ada.get("/contacts/x"), ada.post("/contacts", {})):
        assert reply.headers["RateLimit-Policy"] == '"user";q=60;w=2'
        assert left(reply)[0] == "user" and left(reply)[1] < 60
    for reply in (here.get("/healthz"), here.get("/nothing"), here.get("/contacts"), here.get("/docs"),
                  here.wire.raw(b"GET / HTTP/1.1\r\n\r\n"), here.get("/x?" + "y" * 9000),
                  here.wire.raw(b"POST /auth/login HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")):
        assert reply.headers["RateLimit-Policy"] == '"address";q=100;w=6000', reply
        assert left(reply)[0] == "address", reply


def test_the_rest_goes_down_by_one(ada):
    first, second = left(ada.get("/auth/me")), left(ada.get("/auth/me"))
    assert first[1] - 1 <= second[1] <= first[1] and second[2] <= 2


def test_without_limits_nothing_is_told(api):
    assert "RateLimit" not in api.get("/healthz").headers


# ------------------------------------------------------------------ addresses


def test_a_strangers_x_forwarded_for_is_not_believed(own_stack, contract):
    stack = own_stack(ALMANAC_LIMITS="address=1/60/2")
    replies = [From(stack.port, contract, f"192.0.2.{i}").get("/.well-known/jwks.json") for i in range(4)]
    assert [r.status for r in replies] == [200, 200, 429, 429]


def test_only_the_last_untrusted_address_counts(elsewhere):
    here = elsewhere(1)
    for i in range(4):
        reply = here.post("/auth/login", {"email": "nobody@example.org", "password": PASSWORD},
                          headers={"X-Forwarded-For": f"192.0.2.{i}, {here.address}, 127.0.0.9"})
    assert reply.status == 429


# ------------------------------------------------------------------ two gateways, one Redis


@pytest.fixture
def twin(limited):
    """The port of a second gateway beside the stack's own."""
    with limited.another_gateway() as another:
        wait_until("the second gateway", lambda: Api(another.port).get("/readyz").status == 200)
        yield another.port


def knock(port, contract, token, seconds):
    """As often as it goes for that time; how many were let in, and what else was seen."""
    api, end, good, other = Api(port, contract, token), time.monotonic() + seconds, 0, set()
    while time.monotonic() < end:
        status = api.get("/auth/me", check=False).status
        good += status == 200
        other |= {status} - {200, 429}
    return good, other


def knock_on_all(ports, contract, token, seconds):
    with concurrent.futures.ThreadPoolExecutor(len(ports)) as pool:
        done = list(pool.map(lambda port: knock(port, contract, token, seconds), ports))
    return sum(good for good, _ in done), set().union(*(other for _, other in done))


def test_two_gateways_together_hold_the_limit_within_a_tenth(limited, twin, contract, ada):
    began = time.monotonic()
    good, other = knock_on_all([limited.port, twin, limited.port, twin], contract, ada.token, 6)
    allowed = 60 + 40 * (time.monotonic() - began)
    assert not other
    assert allowed * 0.9 <= good <= allowed * 1.1, (good, allowed)


# ------------------------------------------------------------------ Redis away


def said(stack, event):
    return (stack.var / "log/gateway.log").read_text().count(f"event={event}")


def test_redis_killed_in_the_middle_costs_no_request_and_is_used_again(limited, contract, ada):
    away, back = said(limited, "limits.redis.away"), said(limited, "limits.redis.back")
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        asked = pool.submit(knock_on_all, [limited.port] * 2, contract, ada.token, 3)
        time.sleep(0.5)  # in the middle
        old = limited.kill("redis")
        good, other = asked.result()
    limited.wait_restarted("redis", old)
    assert not other and good >= 60
    assert said(limited, "limits.redis.away") > away
    wait_until("Redis to be used again", lambda: said(limited, "limits.redis.back") > back)
    assert ada.get("/auth/me").status in (200, 429)


def test_a_redis_that_hangs_costs_no_request(limited, contract, ada):
    back = said(limited, "limits.redis.back")
    os.kill(limited.pid("redis"), signal.SIGSTOP)
    try:
        good, other = knock_on_all([limited.port], contract, ada.token, 2)
        assert not other and 60 <= good <= 60 + 40 * 4
    finally:
        os.kill(limited.pid("redis"), signal.SIGCONT)
    wait_until("Redis to be used again", lambda: said(limited, "limits.redis.back") > back)


def test_a_redis_that_forgot_the_script_is_told_again(limited, ada):
    away = said(limited, "limits.redis.away")
    subprocess.run(["redis-cli", "-s", redis_socket(limited), "script", "flush"], check=True, capture_output=True)
    assert ada.get("/auth/me").status == 200
    assert said(limited, "limits.redis.away") == away


def redis_socket(stack):
    told = open(f"/proc/{stack.pid('gateway')}/environ", "rb").read().split(b"\0")
    url = next(t for t in told if t.startswith(b"ALMANAC_REDIS_URL=")).split(b"=", 1)[1].decode()
    return url.removeprefix("unix://")
