"""What ends sessions: signing out everywhere, another password, an operator; and what does not: another key."""

import contextlib
import os
import pathlib
import signal
import socket
import subprocess
import threading
import time

import pytest

from harness.people import Api, PASSWORD, Person, refused_at_last
from harness.stack import PATIENCE, ROOT, halted, wait_until

OTHER = "zither-Walnut-88-kompass"


@pytest.fixture
def login(api):
    return lambda email, password: api.patiently(lambda: api.post("/auth/login", {"email": email, "password": password}))


@pytest.fixture
def admin(stack):
    def run(word, email):
        done = subprocess.run([ROOT / "tools/stack/admin", word, email], capture_output=True, text=True, timeout=PATIENCE,
                              env=os.environ | {"ALMANAC_VAR": str(stack.var), "ALMANAC_BIN": str(stack.binaries)})
        return done.returncode, done.stdout or done.stderr
    return run


def key_of(person):
    return {"X-API-Key": person.post("/api-keys", {"name": "x", "scopes": {"contacts": ["read"]}}).json()["key"]}


def keys_ended(person, signed_in):
    """Signs in anew: every key is shown as revoked, and the trail has each."""
    person.signed_in(signed_in)
    keys = person.walk("/api-keys")
    trail = {e["object_id"] for e in person.walk("/users/me/audit") if e["action"] == "api_key.revoked"}
    return keys and all(k["revoked_at"] for k in keys) and trail == {k["id"] for k in keys}


# ------------------------------------------------------------------ everywhere


def test_logout_all_ends_every_session_and_every_key(ada, api, login):
    other, key = login(ada.email, ada.password).json(), key_of(ada)
    assert api.get("/auth/me", token=other["access_token"]).status == 200
    assert ada.post("/auth/logout-all").status == 204
    assert refused_at_last(lambda: ada.get("/auth/me"))
    assert refused_at_last(lambda: api.get("/auth/me", token=other["access_token"]))
    for token in (ada.refresh_token, other["refresh_token"]):
        assert api.post("/auth/refresh", {"refresh_token": token}).status == 401
    assert refused_at_last(lambda: api.get("/contacts", headers=key))
    assert keys_ended(ada, login(ada.email, ada.password).json())


def test_logout_all_of_one_ends_nobody_else(ada, eve, api):
    key = key_of(eve)
    ada.post("/auth/logout-all")
    assert refused_at_last(lambda: ada.get("/auth/me"))
    assert eve.get("/auth/me").status == api.get("/contacts", headers=key).status == 200


def test_a_key_made_while_everything_ends_does_not_outlive_it(ada, api, login):
    for _ in range(5):
        made = []
        begin = threading.Barrier(4)

        def make():
            begin.wait()
            reply = ada.post("/api-keys", {"name": "x", "scopes": {"contacts": ["read"]}})
            made.extend([reply.json()["key"]] if reply.status == 201 else [])

        threads = [threading.Thread(target=make) for _ in range(3)]
        for t in threads:
            t.start()
        begin.wait()
        assert ada.post("/auth/logout-all").status == 204
        for t in threads:
            t.join()
        ada.signed_in(login(ada.email, ada.password).json())
        assert all(k["revoked_at"] for k in ada.walk("/api-keys"))
        for key in made:
            assert refused_at_last(lambda key=key: api.get("/contacts", headers={"X-API-Key": key}))


def test_signing_out_of_one_session_ends_no_key(ada, api):
    key = key_of(ada)
    assert ada.post("/auth/logout").status == 204
    assert refused_at_last(lambda: ada.get("/auth/me"))
    assert api.get("/contacts", headers=key).status == 200


def test_another_gateway_hears_of_every_end_too(stack, ada, contract):
    with stack.another_gateway() as another:
        there = Api(another.port, contract)
        wait_until("the other gateway", lambda: there.get("/readyz").status == 200)
        key = key_of(ada)
        assert there.get("/auth/me", token=ada.token).status == there.get("/contacts", headers=key).status == 200
        assert ada.post("/auth/logout-all").status == 204
        assert refused_at_last(lambda: there.get("/auth/me", token=ada.token))
        assert refused_at_last(lambda: there.get("/contacts", headers=key))


def ask_while_asleep(another, person, key, sleeps):
    """Requests that a gateway finds when it wakes up: their statuses."""
    head = "GET /contacts HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
    with contextlib.ExitStack() as opened:
        with halted(another.process.pid):
            sleeps()
            asked = []
            for proof in (f"Authorization: Bearer {person.token}", f"X-API-Key: {key['X-API-Key']}"):
                asked.append(opened.enter_context(socket.create_connection(("127.0.0.1", another.port), timeout=PATIENCE)))
                asked[-1].sendall(f"{head}{proof}\r\n\r\n".encode())
        return [int(s.recv(65536)[9:12]) for s in asked]


def test_a_gateway_that_missed_the_end_lets_nobody_pass_when_it_is_back(stack, ada, contract):
    with stack.another_gateway() as another:
        there, key = Api(another.port, contract), key_of(ada)
        wait_until("the other gateway", lambda: there.get("/readyz").status == 200)
        assert there.get("/contacts", token=ada.token).status == there.get("/contacts", headers=key).status == 200

        def end_everything():
            assert ada.post("/auth/logout-all").status == 204
            assert refused_at_last(lambda: ada.get("/contacts"))
            time.sleep(1.2)  # longer than a gateway trusts what it heard last

        statuses = ask_while_asleep(another, ada, key, end_everything)
        assert set(statuses) <= {401, 503}, "503: it could not know yet"
        assert refused_at_last(lambda: there.get("/contacts", token=ada.token))
        assert refused_at_last(lambda: there.get("/contacts", headers=key))


def test_a_gateway_cut_off_from_the_bus_lets_nobody_pass(shaken, contract):
    ada = Person(shaken.port, contract, "Ada")
    key = key_of(ada)
    asked = ((lambda: ada.get("/contacts")), (lambda: ada.get("/contacts", token="", headers=key)))
    assert [ask().status for ask in asked] == [200, 200]
    shaken.kill("nats", signal.SIGSTOP)
    shaken.sql("auth", f"UPDATE users SET is_active = false WHERE id = '{ada.id}'")
    for ask in asked:
        wait_until("no pass when in doubt", lambda ask=ask: ask().status in (401, 503, 504))
    wait_until("the bus to be back", lambda: [ask().status for ask in asked] == [401, 401])


# ------------------------------------------------------------------ another password


def change(person, old=PASSWORD, new=OTHER):
    return person.patiently(lambda: person.post("/auth/password", {"old_password": old, "new_password": new}))


def test_a_new_password_ends_every_session_but_the_new_one(ada, api, login):
    other, key = login(ada.email, ada.password).json(), key_of(ada)
    assert api.get("/auth/me", token=other["access_token"]).status == 200
    answer = change(ada)
    assert answer.status == 200 and answer.json()["user"]["id"] == ada.id
    fresh = answer.json()
    assert refused_at_last(lambda: ada.get("/auth/me"))
    assert refused_at_last(lambda: api.get("/auth/me", token=other["access_token"]))
    assert api.post("/auth/refresh", {"refresh_token": ada.refresh_token}).status == 401
    assert api.get("/auth/me", token=fresh["access_token"]).status == 200
    assert api.post("/auth/refresh", {"refresh_token": fresh["refresh_token"]}).status == 200
    assert refused_at_last(lambda: api.get("/contacts", headers=key))
    assert keys_ended(ada, fresh)
    assert api.get("/contacts", headers=key_of(ada)).status == 200, "one that is made now"
    assert login(ada.email, PASSWORD).code == "invalid_credentials"
    assert login(ada.email, OTHER).status == 200


@pytest.mark.parametrize("old, new, code, bad", [
    (PASSWORD + "x", OTHER, "invalid_credentials", None), (PASSWORD, "short", "validation_failed", {"new_password"}),
    (PASSWORD, "password123", "validation_failed", {"new_password"}), (PASSWORD, "x" * 73, "validation_failed", {"new_password"}),
    ("", OTHER, "validation_failed", {"old_password"})])
def test_a_change_that_does_not_fit_changes_nothing(ada, login, old, new, code, bad):
    reply = change(ada, old, new)
    assert reply.code == code and (bad is None or reply.bad_fields == bad)
    assert ada.get("/auth/me").status == 200
    assert login(ada.email, PASSWORD).status == 200


# ------------------------------------------------------------------ an operator


def test_a_deactivated_account_stops_within_a_second_and_comes_back(ada, api, login, admin):
    key = key_of(ada)
    assert api.get("/contacts", headers=key).status == ada.get("/contacts").status == 200
    assert admin("deactivate", f" {ada.email.upper()}") == (0, "admin: deactivated\n")
    assert refused_at_last(lambda: ada.get("/contacts"))
    assert refused_at_last(lambda: api.get("/contacts", headers=key))
    unknown = login("nobody-" + ada.email, ada.password)
    refused = login(ada.email, ada.password)
    assert refused.json() == unknown.json() and refused.code == "invalid_credentials"
    assert api.post("/auth/refresh", {"refresh_token": ada.refresh_token}).status == 401
    assert admin("deactivate", ada.email)[0] == 1, "it is so already"
    assert admin("activate", ada.email) == (0, "admin: activated\n")
    assert login(ada.email, ada.password).status == 200
    wait_until("the key to serve again", lambda: api.get("/contacts", headers=key).status == 200)
    assert ada.get("/contacts").status == 401, "what had ended stays ended"


def test_an_account_that_is_not_there_is_said(admin):
    status, text = admin("deactivate", "nobody@example.org")
    assert status == 1 and "no account" in text


# ------------------------------------------------------------------ another signing key


def kid_of(token):
    import base64
    import json
    return json.loads(base64.urlsafe_b64decode(token.split(".")[0] + "=="))["kid"]


def test_keys_rotate_and_nobody_is_logged_out(own_stack, contract):
    stack = own_stack()
    ada = Person(stack.port, contract)
    before = kid_of(ada.token)
    subprocess.run([ROOT / "tools/stack/rotate_keys"], check=True, timeout=PATIENCE,
                   env=os.environ | {"ALMANAC_VAR": str(stack.var), "ALMANAC_QUIET": "1"})
    folder = pathlib.Path(stack.var / "secrets/auth")
    assert len(list(folder.glob("*.pem"))) == 2
    kids = lambda: {k["kid"] for k in ada.get("/.well-known/jwks.json").json()["keys"]}  # noqa: E731
    wait_until("the new key to be published", lambda: len(kids()) == 2)
    fresh, = kids() - {before}
    os.utime(folder / f"{fresh}.pem", (time.time() - 120,) * 2)  # as if it had been there for its first minute
    stack.wait_restarted("auth", stack.kill("auth"))
    answer = ada.patiently(lambda: ada.post("/auth/login", {"email": ada.email, "password": ada.password}))
    assert kid_of(answer.json()["access_token"]) == fresh
    assert ada.get("/auth/me", token=answer.json()["access_token"]).status == 200
    assert ada.get("/auth/me").status == 200, "the old key verifies"
    assert ada.post("/auth/refresh", {"refresh_token": ada.refresh_token}).status == 200
