"""Every operation of the contract, asked with every kind of credentials, and with other people's ids."""

import pytest

from api_keys import make_key
from calls import call_of
from harness.contract import Contract
from harness.people import Person
from harness.product import EVERYTHING, SCOPE_OF
from harness.stack import wait_until
from harness.tokens import Signer

OPERATIONS = Contract().operations
PRIVATE = [op for op in OPERATIONS if not op.public]
OWN = [op for op in PRIVATE if op.doc.get("x-scope") == "any"]  # a key reaches what was made with it
SCOPED = [op for op in PRIVATE if op.doc.get("x-scope") and op not in OWN]
ANY_KEY = [op for op in PRIVATE if {"key": []} in op.doc["security"] and op not in SCOPED + OWN]
NO_KEY = [op for op in PRIVATE if {"key": []} not in op.doc["security"]]


def each(operations):
    return pytest.mark.parametrize("op", operations, ids=[op.name for op in operations])


def headers_of(key):
    return {"X-API-Key": key["key"]}


def scopes_without(scope):
    noun, right = scope.split(":")
    return EVERYTHING | {noun: [r for r in ("read", "write") if r != right]}


@pytest.fixture(scope="module")
def gone(stack, contract, api):
    """Credentials that held until a moment ago: headers by name."""
    revoked_of, deleted = Person(stack.port, contract, "Revoked"), Person(stack.port, contract, "Deleted")
    key, left = make_key(revoked_of, EVERYTHING), make_key(deleted, EVERYTHING)
    assert revoked_of.delete(f"/api-keys/{key['id']}").status == 204
    assert deleted.delete("/users/me").status == 204
    all_of_them = {"a revoked key": headers_of(key), "a deleted account's key": headers_of(left),
                   "a deleted account's token": {"Authorization": f"Bearer {deleted.token}"}}
    for name, headers in all_of_them.items():
        wait_until(f"{name} to end", lambda headers=headers: api.get("/contacts", headers=headers).status == 401)
    return all_of_them


# Checks that come later must not be reached: an id that is none, a media type and a body that do not fit.
def spoiled(call, op, api, **more):
    path = op.path.replace("{", "").replace("}", "") + "?no_such_parameter=1"
    return api.ask(op.method, path, body=b"{", media="text/plain", **more)


def refused(op, call, api, status, code, **more):
    for reply in (call.ask(api, op, **more), spoiled(call, op, api, **more)):
        assert (reply.status, reply.code) == (status, code), reply
    return reply


def succeeds(op, call, api, **more):
    if call.streams:
        return
    reply = api.patiently(lambda: call.ask(api, op, **more))
    assert reply.status == op.success, reply


# ------------------------------------------------------------------ who may ask


@each(PRIVATE)
def test_an_operation_asks_for_credentials_that_hold(op, api, ada, gone, stack):
    call = call_of(op, ada)
    expired = Signer(stack, ada.token)(exp=1)
    refused(op, call, api, 401, "unauthenticated")
    refused(op, call, api, 401, "unauthenticated", token=expired)
    for name, headers in gone.items():
        refused(op, call, api, 401, "unauthenticated", headers=headers)
    succeeds(op, call, ada)


@each(PRIVATE)
def test_credentials_stand_alone(op, api, ada, eve):
    """Two of any kind, and equal ones too, are none: whose the request is would be a guess."""
    call, key = call_of(op, ada), ("X-API-Key", make_key(ada, EVERYTHING)["key"])
    mine, hers, empty = (("Authorization", text) for text in (f"Bearer {ada.token}", f"Bearer {eve.token}", ""))
    for pair in ([mine, mine], [mine, hers], [hers, mine], [mine, empty], [mine, key], [key, mine], [key, key], [key, ("X-API-Key", "")], [key, empty]):
        reply = api.ask(op.method, call.target(op), call.body, media=op.media, headers=[*call.headers.items(), *pair])
        assert (reply.status, reply.code) == (401, "unauthenticated"), (pair, reply)
    succeeds(op, call, ada)


@each(SCOPED)
def test_a_key_needs_the_operation_s_scope_and_no_other(op, api, ada):
    scope = op.doc["x-scope"]
    noun, right = scope.split(":")
    call, lacking = call_of(op, ada), headers_of(make_key(ada, scopes_without(scope)))
    assert scope in refused(op, call, api, 403, "insufficient_scope", headers=lacking).json()["error"]
    succeeds(op, call, api, headers=headers_of(make_key(ada, {noun: [right]})))


@each(ANY_KEY)
def test_an_operation_without_a_scope_takes_any_key_that_may_read(op, api, ada):
    writes = {scope: ["write"] for scope in SCOPE_OF.values()}
    assert call_of(op, ada).ask(api, op, headers=headers_of(make_key(ada, writes))).code == "insufficient_scope"
    for scope in SCOPE_OF.values():
        succeeds(op, call_of(op, ada), api, headers=headers_of(make_key(ada, {scope: ["read"]})))


@each(OWN)
def test_a_key_reaches_what_was_made_with_it_and_nothing_else(op, api, ada, key_of):
    key, other = (key_of(ada, {scope: ["read"] for scope in SCOPE_OF.values()}) for _ in range(2))
    call = call_of(op, key)
    if call.ids():
        for whose in (call_of(op, ada), call_of(op, other)):
            reply = whose.ask(key, op)
            assert (reply.status, reply.code) == (404, "not_found"), reply
    elif op.method == "POST":
        assert call.ask(key_of(ada, {scope: ["write"] for scope in SCOPE_OF.values()}), op).code == "insufficient_scope"
    succeeds(op, call, key)


@each(NO_KEY)
def test_no_key_reaches_accounts_and_keys(op, api, ada):
    call = call_of(op, ada)
    refused(op, call, api, 403, "forbidden", headers=headers_of(make_key(ada, EVERYTHING)))
    succeeds(op, call, ada)


@each([op for op in OPERATIONS if op.public])
def test_a_public_operation_does_not_look_at_credentials(op, api, ada, gone, stack):
    expired = {"Authorization": f"Bearer {Signer(stack, ada.token)(exp=1)}"}
    for headers in ({}, expired, *gone.values()):
        succeeds(op, call_of(op, ada), api, headers=headers)
        ada.signed_in(ada.patiently(lambda: ada.post("/auth/login", {"email": ada.email, "password": ada.password})).json())


# ------------------------------------------------------------------ other people's ids

LISTS = [op for op in PRIVATE if op.method == "GET" and "{" not in op.path and op.name != "auth.audit_list" and
         not any(p.get("required") for p in op.parameters) and
         {p["name"] for p in op.parameters_in("query")} >= {"limit", "cursor"}]


def everything_of(person):
    return [person.walk(op.path) for op in LISTS] + [person.get("/users/me").json()]


@each(PRIVATE)
def test_with_an_id_of_somebody_else_it_is_404_and_nothing_changes(op, ada, eve):
    hers, mine = call_of(op, ada), call_of(op, eve)
    places = mine.ids()
    assert places == hers.ids()
    if not places:
        assert "{" not in op.path, op
        return
    before = everything_of(ada), everything_of(eve)
    for some in [places] + [[place] for place in places if len(places) > 1]:
        reply = mine.with_ids_of(hers, some).ask(eve, op)
        assert (reply.status, reply.code) == (404, "not_found"), (some, reply)
        words = str(reply.json())
        assert not [v for v in hers.path.values() if v in words], reply
    assert (everything_of(ada), everything_of(eve)) == before


def test_what_is_compared_is_everything_that_lists():
    assert {op.path for op in LISTS} >= {"/calendars", "/events", "/contacts", "/api-keys"}
