"""Rate limits: each policy, its header fields, two gateways with one bucket, and Redis coming and going."""

import os
import re
import subprocess
import threading
import time
import uuid

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from harness.people import Api, PASSWORD, Person
from harness.stack import Stack, halted, healthy, wait_until
from harness.tokens import Signer, encode

LIMITS = "user=40/1/60,key=1/60/25,address=1/60/100,register=100/1,login=3/60,refresh=4/60,mail=5/60,refused=1/60/5"
FIELD = re.compile(r'"(\w+)";r=(\d+);t=(\d+)')


@pytest.fixture(scope="module")
def limited():
    """A stack with limits that are small and, for addresses, do not come back while we look."""
    with healthy(Stack(ALMANAC_LIMITS=LIMITS, ALMANAC_TRUSTED_HOPS="127.0.0.0/8")) as stack:
        yield stack


@pytest.fixture
def log(limited):
    """What the stack's own gateway has logged."""
    return lambda: (limited.var / "log/gateway.log").read_text()


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


def times_alone(log):
    return log().count("event=limits.redis.away")


def is_alone(log):
    """That gateway counts without Redis now."""
    return times_alone(log) > log().count("event=limits.redis.back")


def with_redis(ask, *logs):
    """What `ask()` answers when Redis counted all the time; one that is held up for a quarter of a second is away."""
    for _ in range(20):
        wait_until("Redis to be used", lambda: not any(map(is_alone, logs)))
        before = list(map(times_alone, logs))
        answer = ask()
        if list(map(times_alone, logs)) == before:
            return answer
    raise AssertionError("Redis was away every time")


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


def test_each_key_has_a_bucket_of_its_own(ada, limited, contract, log):
    api = Api(limited.port, contract)
    replies = with_redis(lambda: [api.get("/contacts", headers=one) for one in [key_of(ada)] for _ in range(30)], log)
    other = key_of(ada)
    assert [r.status for r in replies] == [200] * 25 + [429] * 5
    assert left(replies[-1])[:2] == ("key", 0) and replies[-1].headers["RateLimit-Policy"] == '"key";q=25;w=1500'
    assert api.get("/contacts", headers=other).status == ada.get("/contacts").status == 200


@pytest.mark.parametrize("path, body, count", [
    ("/auth/login", {"email": "nobody@example.org", "password": PASSWORD}, 3),
    ("/auth/refresh", {"refresh_token": "x" * 43}, 4), ("/auth/forgot-password", {"email": "nobody@example.org"}, 5),
    ("/auth/reset-password", {"token": "x" * 43, "password": PASSWORD}, 5)])
def test_login_refresh_and_mails_have_limits_of_their_own_by_address(elsewhere, log, path, body, count):
    def ask():
        here = elsewhere(1)
        return here, [here.post(path, body) for _ in range(count + 2)]

    (here, replies), there = with_redis(ask, log), elsewhere(2)
    assert [r.status == 429 for r in replies] == [False] * count + [True] * 2, replies
    assert int(replies[-1].headers["Retry-After"]) > 10
    assert there.post(path, body).status != 429
    assert here.get("/.well-known/jwks.json").status == 200


def test_somebody_unknown_is_counted_by_address_and_ipv6_by_network(elsewhere, contract, log):
    def ask():
        here = elsewhere(1)
        neighbour = From(here.wire.port, contract, here.address[:-1] + "abcd")
        return [who.get("/.well-known/jwks.json") for who in [here] * 100 + [neighbour]]

    *replies, next_door = with_redis(ask, log)
    assert {r.status for r in replies} == {200}
    assert left(replies[-1])[:2] == ("address", 0)
    assert next_door.status == 429


def test_pages_and_wrong_paths_are_not_counted(elsewhere):
    here = elsewhere(1)
    for _ in range(110):
        assert here.get("/healthz").status == 200
        assert here.get("/nothing").status == 404
        assert here.get("/contacts").status == 401


# ------------------------------------------------------------------ order and header fields


def test_the_rate_comes_after_the_credentials_and_before_the_fields(ada, log):
    def ask():
        key = key_of(ada)
        return key, {ada.get("/contacts", token="", headers=key).status for _ in range(25)}

    key, statuses = with_redis(ask, log)
    assert statuses == {200}
    assert ada.get("/contacts/not-an-id", token="", headers=key).status == 429
    assert ada.get("/calendars", token="", headers=key).status == 429
    assert ada.get("/contacts/not-an-id", token="", headers={"X-API-Key": key["X-API-Key"][:-1]}).status == 401
    assert ada.get("/nothing", token="", headers=key).status == 404
    assert ada.ask("DELETE", "/contacts", token="", headers=key).status == 405


def test_every_answer_tells_policy_and_rest(ada, elsewhere):
    here = elsewhere(1)
    for reply in (ada.get("/contacts"), ada.get("/contacts/x"), ada.post("/contacts", {})):
        assert reply.headers["RateLimit-Policy"] == '"user";q=60;w=2'
        assert left(reply)[0] == "user" and left(reply)[1] <= 60
    for reply in (here.get("/healthz"), here.get("/nothing"), here.get("/contacts"), here.get("/docs"),
                  here.wire.raw(b"GET / HTTP/1.1\r\n\r\n"), here.get("/x?" + "y" * 9000),
                  here.wire.raw(b"POST /auth/login HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")):
        assert reply.headers["RateLimit-Policy"] == '"address";q=100;w=6000', reply
        assert left(reply)[0] == "address", reply


def test_the_rest_goes_down_by_one(ada, log):
    def ask():
        key = key_of(ada)
        return [left(ada.get("/contacts", token="", headers=key)) for _ in range(3)]

    assert [rest for _, rest, _ in with_redis(ask, log)] == [24, 23, 22]


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
    """A second gateway beside the stack's own."""
    with limited.another_gateway() as another:
        wait_until("the second gateway", lambda: Api(another.port).get("/readyz").status == 200)
        yield another


class Knocking:
    """One user asks at some gateways at once, as often as it goes, until it is told to stop."""

    def __init__(self, ports, contract, token):
        self.answers, self.over = [], threading.Event()  # (when, status)
        self.threads = [threading.Thread(target=self._knock, args=(Api(port, contract, token),)) for port in ports]

    def _knock(self, api):
        while not self.over.is_set():
            status = api.get("/auth/me", check=False).status
            self.answers.append((time.monotonic(), status))

    def __enter__(self):
        self.began = time.monotonic()
        for t in self.threads:
            t.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        for t in self.threads:
            t.join()

    def seconds(self):
        return time.monotonic() - self.began

    def count(self, status):
        return sum(s == status for _, s in self.answers)

    def other(self):
        return {s for _, s in self.answers} - {200, 429}

    def longest_without(self, status):
        """Seconds; it is only within these that a bucket may have been full."""
        times = [self.began] + sorted(when for when, s in self.answers if s == status)
        return max(b - a for a, b in zip(times, times[1:] + [time.monotonic()]))


def test_two_gateways_together_hold_the_limit_within_a_tenth(limited, twin, contract, log):
    def ask():
        with Knocking([limited.port, twin.port] * 2, contract, Person(limited.port, contract).token) as all_of_them:
            time.sleep(6)
        return all_of_them, all_of_them.seconds(), all_of_them.longest_without(429)

    knocking, seconds, pause = with_redis(ask, log, twin.log)
    good = knocking.count(200)
    assert not knocking.other()
    assert good <= (60 + 40 * seconds) * 1.1, (good, seconds)
    assert good >= (60 + 40 * 6) * 0.9 or pause > 1.5, "a bucket of 60 overflows when nobody is refused for longer"


# ------------------------------------------------------------------ Redis away


def test_redis_killed_in_the_middle_costs_no_request_and_is_used_again(limited, contract, ada, log):
    with Knocking([limited.port] * 2, contract, ada.token) as knocking:
        wait_until("some answers", lambda: knocking.count(200) > 20)
        with limited.unattended():
            old = limited.kill("redis")
            wait_until("Redis to be missed", lambda: is_alone(log))
            good = knocking.count(200)
            wait_until("more answers", lambda: knocking.count(200) > good + 60)
        limited.wait_restarted("redis", old)
        wait_until("Redis to be used again", lambda: not is_alone(log))
    assert not knocking.other()
    assert ada.get("/auth/me").status in (200, 429)


def test_a_redis_that_hangs_costs_no_request(limited, contract, ada, log):
    with halted(limited.pid("redis")), Knocking([limited.port], contract, ada.token) as knocking:
        wait_until("the limit to be held without it", lambda: knocking.count(429) or knocking.seconds() > 15)
    assert not knocking.other() and 60 <= knocking.count(200) <= 60 + 40 * knocking.seconds() + 1
    assert times_alone(log)
    wait_until("Redis to be used again", lambda: not is_alone(log))


def test_a_redis_that_forgot_the_script_is_told_again(limited, ada, log):
    def ask():
        subprocess.run(["redis-cli", "-s", redis_socket(limited), "script", "flush"], check=True, capture_output=True)
        return ada.get("/auth/me").status

    assert with_redis(ask, log) == 200


def redis_socket(stack):
    told = open(f"/proc/{stack.pid('gateway')}/environ", "rb").read().split(b"\0")
    url = next(t for t in told if t.startswith(b"ALMANAC_REDIS_URL=")).split(b"=", 1)[1].decode()
    return url.removeprefix("unix://")


def forge(limited, person):
    """Tokens with the person's claims and signatures that are wrong, each another one."""
    sign = Signer(limited, person.token)
    sign.key = ec.generate_private_key(ec.SECP256R1())
    return lambda: sign(jti=str(uuid.uuid4()))


def random_key():
    return "cal_" + encode(os.urandom(32))


@pytest.mark.parametrize("kind", ["token", "key"])
def test_credentials_that_do_not_hold_are_counted_by_address(limited, ada, elsewhere, kind):
    forged = forge(limited, ada)
    refused = lambda person: person.get("/calendars", **({"token": forged()} if kind == "token" else {"headers": {"X-API-Key": random_key()}}))
    here, there = elsewhere(1), elsewhere(2)
    assert here.get("/calendars", token=ada.token).status == 200

    assert [refused(here).status for _ in range(5)] == [401] * 5
    reply = refused(here)
    assert reply.code == "rate_limited" and reply.headers["RateLimit-Policy"].startswith('"refused";q=5;')
    assert 1 <= int(reply.headers["Retry-After"]) <= 60 and "credentials" in reply.json()["error"]

    assert here.get("/calendars", token=ada.token).status == 200, "what is known to hold is not checked"
    assert here.get("/calendars", token=Signer(limited, ada.token)(exp=1)).status == 401, "nor what has expired"
    assert refused(there).status == 401, "other addresses have their own"


def test_the_same_refused_credentials_count_once(limited, ada, elsewhere):
    here, token = elsewhere(1), forge(limited, ada)()
    assert {here.get("/calendars", token=token).status for _ in range(20)} == {401}
    assert here.get("/calendars", headers={"X-API-Key": random_key()}).status == 401


def test_a_thousand_forged_tokens_do_not_push_out_a_good_one(limited, ada, elsewhere):
    here, forged = elsewhere(1), forge(limited, ada)
    assert here.get("/calendars", token=ada.token).status == 200
    statuses = [here.get("/calendars", token=forged()).status for _ in range(1000)]
    assert statuses[:5] == [401] * 5 and set(statuses[5:]) <= {401, 429} and statuses.count(429) > 900
    assert here.get("/calendars", token=ada.token).status == 200
