"""Repeated failures to sign in: who has to wait, who has not, and for how long."""

import uuid

import pytest

from harness.people import PASSWORD, Api, Person


@pytest.fixture
def stack(own_stack):
    """Clients have addresses here: the last hop of X-Forwarded-For is trusted."""
    return own_stack(ALMANAC_TRUSTED_HOPS="1", ALMANAC_NETWORK_FAILURES="30")


@pytest.fixture
def login(stack, contract):
    api = Api(stack.port, contract)

    def ask(email, password, network="192.0.2.1"):
        while True:
            reply = api.post("/auth/login", {"email": email, "password": password}, headers={"X-Forwarded-For": network})
            if reply.code not in ("overloaded", "unavailable"):  # full, or its database side just starting
                return reply
    return ask


def until_refused(ask, most):
    """The codes of attempts until one has to wait; a count falls meanwhile, so on a slow machine it may need more of them."""
    codes = []
    while len(codes) < most and "too_many_attempts" not in codes:
        codes.append(ask(len(codes)).code)
    return codes


def test_who_guesses_has_to_wait_and_keeps_nobody_out(stack, contract, login):
    ada = Person(stack.port, contract)
    assert [login(ada.email, f"guess number {i}").code for i in range(6)] == ["invalid_credentials"] * 5 + ["too_many_attempts"]
    refused = login(f" {ada.email.upper()}", PASSWORD)
    assert refused.code == "too_many_attempts", "the right password too: an answer would tell"
    assert 1 <= int(refused.headers["Retry-After"]) <= 61
    assert login(ada.email, PASSWORD, "198.51.100.7").status == 200, "its owner elsewhere"

    nobody = f"{uuid.uuid4().hex}@example.org"
    assert [login(nobody, "x", "192.0.2.9").code for _ in range(6)] == ["invalid_credentials"] * 5 + ["too_many_attempts"], \
        "an address without an account is counted alike"

    stack.sql("auth", "UPDATE login_failures SET at = now()")  # as if all of this had taken no time
    stack.wait_restarted("auth", stack.kill("auth"))
    ready = Api(stack.port, contract)
    ready.patiently(lambda: ready.get("/.well-known/jwks.json"))
    assert login(ada.email, PASSWORD).code == "too_many_attempts", "counted over a restart"

    stack.sql("auth", "UPDATE login_failures SET at = at - interval '5 minutes'")
    assert login(ada.email, PASSWORD).status == 200, "it is forgotten"
    assert [login(ada.email, "x").status for _ in range(4)] == [401] * 4, "a success begins anew"


def test_many_addresses_from_one_network_are_guessing_too(stack, contract, login):
    *failed, refused = until_refused(lambda i: login(f"{uuid.uuid4().hex}@example.org", "x", f"2001:db8::{i}"), 300)
    assert set(failed) == {"invalid_credentials"} and len(failed) >= 30 and refused == "too_many_attempts"
    assert login("somebody@example.org", "x", "2001:db8:1::1").code == "invalid_credentials", "another network"


def test_strangers_everywhere_hold_up_an_address_for_seconds_and_never_its_owner(stack, contract, login):
    ada = Person(stack.port, contract)
    assert login(ada.email, PASSWORD, "198.51.100.7").status == 200
    *failed, refused = until_refused(lambda i: login(ada.email, "x", f"203.0.113.{i}"), 250)
    assert set(failed) == {"invalid_credentials"} and len(failed) >= 40 and refused == "too_many_attempts"
    held = login(ada.email, "x", "203.0.113.251")
    assert held.code == "invalid_credentials" or int(held.headers["Retry-After"]) <= 5
    assert login(ada.email, PASSWORD, "198.51.100.7").status == 200


def test_the_old_password_is_not_guessed_with_a_stolen_session(stack, contract):
    ada = Person(stack.port, contract)
    codes = [ada.post("/auth/password", {"old_password": f"guess {i}", "new_password": "zither-Walnut-88-kompass"}).code
             for i in range(6)]
    assert codes == ["invalid_credentials"] * 5 + ["too_many_attempts"]
    assert ada.get("/auth/me").status == 200
