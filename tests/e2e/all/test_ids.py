"""An id has one text, wherever it stands: anything but a UUID in lower case is refused and named, by every operation."""

import copy
from urllib.parse import quote

import pytest

from calls import Call, call_of
from harness.contract import Contract
from harness.feeds import Socket

CONTRACT = Contract()
OPERATIONS = CONTRACT.operations
ID = "01890a5d-ac96-774b-bcce-b302099a8057"
FORMS = [str.upper, lambda i: i[:-1] + ("A" if i[-1] != "a" else "B"), lambda i: i.replace("-", ""), lambda i: f"{{{i}}}", lambda i: f"urn:uuid:{i}",
         lambda i: i + " ", lambda i: i[:-1], lambda i: "", lambda i: i.replace("-", "_")]


def each(operations):
    return pytest.mark.parametrize("op", operations, ids=[op.name for op in operations])


def put(call, place, form):
    """The call with another form of the id that stands there."""
    other = copy.deepcopy(call)
    node = [other.path, other.query, other.body]
    for step in place[:-1]:
        node = node[step]
    text = form(node[place[-1]])
    node[place[-1]] = quote(text, safe="") if place[0] == 0 else text
    return other


def uuid_parameters(op):
    for p in op.parameters_in("query"):
        if "uuid" in (p["schema"].get("format"), p["schema"].get("items", {}).get("format")):
            yield p["name"]


def value_at(call, place):
    node = [call.path, call.query, call.body]
    for step in place:
        node = node[step]
    return node


def with_letters(make):
    """A call each of whose ids has a letter, which can be a capital."""
    while True:
        call = make()
        if all(set(value_at(call, place)) & set("abcdef") for place in call.ids()):
            return call


@each([op for op in OPERATIONS if not op.public])
def test_another_form_of_an_id_is_refused_where_it_stands(op, ada):
    call = with_letters(lambda: call_of(op, ada))
    for place in call.ids():
        for form in FORMS:
            if place[0] == 0 and form(ID) == "":
                continue  # another path
            reply = put(call, place, form).ask(ada, op)
            if place[0] == 0:
                assert (reply.status, reply.code) == (400, "invalid_uuid"), (place, reply)
            else:
                assert reply.code == "validation_failed" and str(place[1]) in {f.split("[")[0] for f in reply.bad_fields}, (place, reply)
    if not call.streams:
        assert call.ask(ada, op).status == op.success


@each([op for op in OPERATIONS if list(uuid_parameters(op))])
def test_another_form_in_a_parameter_is_named(op, ada):
    for name in uuid_parameters(op):
        for form in FORMS:
            needed = {k: v for k, v in call_of(op, ada).query.items() if k != name}
            reply = Call(query=needed | {name: form(ID)}).ask(ada, op)
            assert reply.code == "validation_failed" and name in {f.split("[")[0] for f in reply.bad_fields}, (name, reply)


@each([op for op in OPERATIONS if op.method in ("PUT", "PATCH")])
def test_a_read_only_id_comes_back_as_it_was_read(op, ada):
    call = with_letters(lambda: call_of(op, ada))
    stored = ada.get(call.target(op)).json()
    ids = [name for name in CONTRACT.read_only(op) if isinstance(stored.get(name), str) and len(stored[name]) == len(ID) and stored[name].count("-") == 4]
    assert "id" in ids
    for name in ids:
        reply = ada.ask(op.method, call.target(op), call.body | {name: stored[name].upper()}, media=op.media)
        assert (reply.code, reply.bad_fields) == ("validation_failed", {name}), reply
    same = {name: stored[name] for name in ids}
    assert ada.ask(op.method, call.target(op), call.body | same, media=op.media).status == op.success


def test_feeds_take_no_other_form_either(ada, stack):
    upper = ID.upper()
    assert ada.get("/feed", headers={"Last-Event-ID": upper}).bad_fields == {"Last-Event-ID"}
    s = Socket(stack.port, token=ada.token)
    try:
        for say in ({"since": upper}, {"calendar_ids": [upper]}):
            s.say(type="subscribe", **say)
            assert s.control("error")["code"] == "validation_failed", say
    finally:
        s.close()
