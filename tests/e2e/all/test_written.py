"""A key that may write and not read is told which object it wrote and its version, by every operation and whenever it is told."""

import uuid

import pytest

from api_keys import Key, make_key
from calls import call_of
from harness.contract import WRITTEN, Contract
from harness.product import EVERYTHING
from harness.stack import wait_until

CHANGING = [op for op in Contract().operations if op.writes and op.responses[op.success].get("content")]
PLAIN = {"event.batch"}  # ids, versions and errors are all that they answer, to anybody
WRITING = [op for op in CHANGING if op.name not in PLAIN]
POSTS = [op for op in WRITING if op.method == "POST"]


def each(operations):
    return pytest.mark.parametrize("op", operations, ids=[op.name for op in operations])


def noun_of(op):
    return op.scope.split(":")[0]


def object_path(op, call, answer):
    return f"{call.made_at or call.target(op)}/{answer['id']}" if op.method == "POST" else call.target(op)


def test_these_are_all_that_write_and_answer():
    assert {op.name for op in WRITING} >= {f"{kind}.{verb}" for kind in ("calendar", "event", "contact") for verb in ("create", "replace", "patch")}
    assert PLAIN <= {op.name for op in CHANGING}
    for op in WRITING:
        assert f"`{noun_of(op)}:read`" in op.responses[op.success]["description"], op


@each(WRITING)
def test_a_key_that_does_not_read_is_told_id_and_version(op, ada, key_of):
    """A key with every other scope, so that no other one opens it."""
    call = call_of(op, ada)
    writer = key_of(ada, EVERYTHING | {noun_of(op): ["write"]})
    reply = call.ask(writer, op)
    assert reply.status == op.success and set(reply.json()) == set(WRITTEN), reply
    path = object_path(op, call, reply.json())
    stored = ada.get(path)
    assert {name: stored.json()[name] for name in WRITTEN} == reply.json() and stored.etag == reply.etag
    assert writer.get(path).code == "insufficient_scope"


@each(WRITING)
def test_who_reads_is_told_all(op, ada, key_of):
    for reply in (call_of(op, ada).ask(ada, op), call_of(op, ada).ask(key_of(ada, {noun_of(op): ["read", "write"]}), op)):
        assert reply.status == op.success and set(reply.json()) > set(WRITTEN), reply


@each([op for op in WRITING if op.input])
def test_what_is_refused_shows_nothing_either(op, ada, key_of):
    writer, call = key_of(ada, {noun_of(op): ["write"]}), call_of(op, ada)
    for reply in (call.ask(writer, op, if_match='"77"') if op.method != "POST" else None,
                  writer.ask(op.method, call.target(op), call.body | {"no_such": 1}, media=op.media)):
        assert reply is None or set(reply.json()) <= {"error", "code", "details"}, reply


@each(POSTS)
def test_an_answer_that_is_given_again_shows_what_the_key_may_read_now(op, ada, stack, contract):
    """The first answer was given to a reader, and the second one is not to be; or the other way round."""
    noun, one, other = noun_of(op), str(uuid.uuid4()), str(uuid.uuid4())
    calls = {name: call_of(op, ada) for name in (one, other)}  # what is accepted once is not there a second time
    key = Key(stack.port, contract, make_key(ada, {noun: ["read", "write"]}))

    def told(name):
        reply = calls[name].ask(key, op, key=name)
        assert reply.status == op.success, reply
        return reply.json()

    def allow(rights, status):
        assert ada.patch(f"/api-keys/{key.id}", {"scopes": {noun: rights}}).status == 200
        wait_until("the scopes to change", lambda: key.get(object_path(op, calls[one], whole)).status == status)

    whole = told(one)
    allow(["write"], 403)
    assert told(one) == {name: whole[name] for name in WRITTEN}
    assert set(told(other)) == set(WRITTEN)
    allow(["read", "write"], 200)
    assert told(one) == whole and set(told(other)) == set(whole)
