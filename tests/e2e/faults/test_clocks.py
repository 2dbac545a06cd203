"""Wall clocks that differ by seconds or minutes, or are set while all runs: the API answers as ever."""

import contextlib
import http.client
import itertools
import re
import threading
import time

import pytest

from api_keys import Key, in_seconds, make_key
from harness.clocks import Clocks
from harness.people import Api, PASSWORD, Person
from harness.stack import OURS, healthy, in_time, wait_until
from harness.tokens import Signer

SKEWS = (6, -6, 600, -600)


@pytest.fixture(scope="module")
def clocks():
    with healthy(Clocks()) as stack:
        yield stack


def a_day(stack, contract):
    """What somebody does with every service, from the account to its end: method, path and status of each."""
    said = []
    ada = Person(stack.port, contract, "Ada")

    def note(reply):
        said.append((reply.method, reply.path.split("?")[0], reply.status))
        return reply

    calendar = note(ada.post("/calendars", {"name": "Work"})).json()
    event = note(ada.post("/events", {"calendar_id": calendar["id"], "title": "x", "start_time": "2026-06-01T09:00:00Z",
                                      "end_time": "2026-06-01T10:00:00Z"}, key="once")).json()
    note(ada.patch(f"/events/{event['id']}", {"title": "y"}, if_match=f'"{event["version"]}"'))
    contact = note(ada.post("/contacts", {"first_name": "Grace"})).json()
    for path in ("/auth/me", "/calendars", "/events", f"/contacts/{contact['id']}", "/users/me/audit"):
        note(ada.get(path))
    note(ada.post("/auth/ws-ticket"))
    key = Key(stack.port, contract, make_key(ada, {"contacts": ["read"]}, expires_at=in_seconds(60)))
    note(key.get("/contacts"))
    note(ada.post("/api-keys", {"name": "past", "scopes": {"contacts": ["read"]}, "expires_at": in_seconds(-5)}))
    ada.signed_in(note(ada.post("/auth/refresh", {"refresh_token": ada.refresh_token})).json())
    ada.signed_in(note(ada.post("/auth/login", {"email": ada.email, "password": PASSWORD})).json())
    note(ada.delete(f"/contacts/{contact['id']}"))
    assert note(ada.post("/auth/logout")).status == 204
    wait_until("the session to end", lambda: ada.get("/auth/me").status == 401)
    return [(method, re.sub(r"[0-9a-f-]{36}", "ID", path), status) for method, path, status in said]


@pytest.fixture(scope="module")
def usual(clocks, contract):
    day = a_day(clocks, contract)
    assert {status for _, _, status in day} == {200, 201, 204, 400}, day
    return day


@pytest.mark.parametrize("program, seconds", itertools.product(OURS, SKEWS))
def test_one_clock_is_off(clocks, contract, usual, program, seconds):
    with clocks.off(**{program: seconds}):
        assert a_day(clocks, contract) == usual


@pytest.mark.parametrize("seconds", SKEWS)
def test_the_gateway_and_auth_are_off_to_different_sides(clocks, contract, usual, seconds):
    with clocks.off(gateway=seconds, auth=-seconds):
        assert a_day(clocks, contract) == usual


@pytest.mark.parametrize("program, seconds", [("gateway", 600), ("gateway", -600), ("auth", 600), ("event", -600)])
def test_a_program_that_starts_with_its_clock_off(clocks, contract, usual, program, seconds):
    bob = Person(clocks.port, contract, "Bob")

    def is_up():  # the gateway has heard what time it is, and the program answers, whatever the last round found
        with contextlib.suppress(OSError):
            up = set(Api(clocks.port, contract).get("/readyz").json()["parts"].values()) == {"up"}
            return up and {bob.get(path).status for path in ("/auth/me", "/events")} == {200}

    with clocks.off(**{program: seconds}):
        clocks.wait_restarted(program, clocks.kill(program))
        bob.wire.drop()
        wait_until("all to be up", is_up)
        assert a_day(clocks, contract) == usual


def test_a_key_expires_by_the_clock_of_the_database(clocks, contract):
    ada = Person(clocks.port, contract, "Ada")
    with clocks.off(auth=-600, gateway=-600):
        ada.wire.drop()
        key = in_time(lambda s: accepted_key(clocks, contract, ada, s))
        wait_until("the key to expire", lambda: key.get("/contacts").status == 401)


def accepted_key(stack, contract, person, seconds):
    key = Key(stack.port, contract, make_key(person, {"contacts": ["read"]}, expires_at=in_seconds(seconds)))
    assert key.get("/contacts").status == 200
    return key


def still(ask):
    """A clock that jumps ahead may close a connection that rests, and clients then ask once more."""
    try:
        return ask()
    except (http.client.RemoteDisconnected, ConnectionError):
        return ask()


def test_clocks_jump_to_and_fro_under_load(clocks, contract):
    """Somebody who asks all the time, with one access token, notices nothing."""
    ada = Person(clocks.port, contract, "Ada")
    calendar = ada.calendar()
    over, statuses = threading.Event(), []

    def ask():
        while not over.is_set():
            statuses.append(("me", still(lambda: ada.get("/auth/me")).status))
            statuses.append(("event", still(lambda: ada.post("/events", {
                "calendar_id": calendar["id"], "title": "x", "start_time": "2026-06-01T09:00:00Z",
                "end_time": "2026-06-01T10:00:00Z"})).status))

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        for seconds, program in itertools.product((6, -6, 600, -600, 86400, -86400), OURS):
            with clocks.off(**{program: seconds}):
                count = len(statuses)
                wait_until("more answers", lambda count=count: len(statuses) > count + 6 or not asking.is_alive())
    finally:
        over.set()
        asking.join()
    assert set(statuses) == {("me", 200), ("event", 201)}


@pytest.mark.parametrize("seconds", SKEWS)
def test_a_token_expires_by_the_clock_of_the_database(clocks, contract, seconds):
    ada = Person(clocks.port, contract, "Ada")
    sign = Signer(clocks, ada.token)
    with clocks.off(gateway=seconds, auth=-seconds):
        ada.wire.drop()
        assert ada.get("/auth/me", token=sign(exp=int(time.time()) - 1)).status == 401
        token = in_time(lambda s: accepted(ada, sign(exp=int(time.time()) + s)))
        wait_until("the token to expire", lambda: ada.get("/auth/me", token=token).status == 401)


def accepted(person, token):
    assert person.get("/auth/me", token=token).status == 200
    return token


HOUR, MONTH = 3600, 30 * 86400
DELETED = {("event", "events"): "deleted_at", ("calendar", "calendars"): "deleted_at", ("contact", "contacts"): "deleted_at",
           ("auth", "users"): "deleted_at", ("auth", "api_keys"): "revoked_at"}


def delete_one_of_each(stack, contract):
    """Somebody with a deleted event, and the ids of all that is deleted."""
    ada, leaver = (Person(stack.port, contract, name) for name in ("Ada", "Leaver"))
    calendar, gone = ada.calendar(), ada.calendar()
    event, contact, key = ada.event(calendar), ada.contact(), make_key(ada, {"contacts": ["read"]})
    for path in (f"/events/{event['id']}", f"/calendars/{gone['id']}", f"/contacts/{contact['id']}", f"/api-keys/{key['id']}"):
        assert ada.patiently(lambda path=path: ada.delete(path)).status == 204
    assert leaver.delete("/users/me").status == 204
    return ada, dict(zip(DELETED, (event["id"], gone["id"], contact["id"], leaver.id, key["id"])))


def left(stack, ids):
    return {place for place, id in ids.items() if stack.sql(place[0], f"SELECT count(*) FROM {place[1]} WHERE id = '{id}'") == "1"}


def test_what_is_deleted_is_purged_after_thirty_days_by_the_clock_of_the_process(clocks, contract):
    services = {service for service, _ in DELETED}
    _, earlier = delete_one_of_each(clocks, contract)
    for (service, table), id in earlier.items():
        column = DELETED[service, table]
        clocks.sql(service, f"UPDATE {table} SET {column} = {column} - interval '2 hours' WHERE id = '{id}'")
    ada, ids = delete_one_of_each(clocks, contract)
    restore = f"/events/{ids['event', 'events']}/restore"

    def start_at(seconds):
        for service in services:
            clocks.set(service, seconds)
            clocks.wait_restarted(service, clocks.kill(service))
        ada.wire.drop()

    with clocks.off(**dict.fromkeys(services, 0)), contextlib.ExitStack() as replicas:
        start_at(MONTH - HOUR)
        wait_until("what is thirty days old to be purged", lambda: not left(clocks, earlier))
        assert left(clocks, ids) == set(DELETED)
        assert ada.patiently(lambda: ada.post(restore)).status == 200
        assert ada.delete(restore.removesuffix("/restore")).status == 204
        start_at(MONTH + HOUR)
        for service in services:
            replicas.enter_context(clocks.another(service))
        assert ada.patiently(lambda: ada.post(restore)).status == 404
        wait_until("the rest to be purged", lambda: not left(clocks, ids))
