"""`properties`: what clients note on an event for themselves, kept as it was sent."""

import json

import pytest

from series import MONDAYS, change, listed, occurrence, weekly

MANY = {"z": 1, "a": [1, -1, 2**63 - 1, -2**63, 1.5, 0.1, 1e300, True, None], "": {}, "ü": "\U0001f600 \u2028 \"\\\n", "A": [[], [[]]]}


@pytest.fixture
def calendar(ada):
    return ada.calendar()


def in_order(value):
    """As JSON has it: two objects with other orders differ, and so do 1 and 1.0."""
    return json.dumps(value)


def sized(count, letter="x"):
    """Of so many bytes as JSON without blanks."""
    width = len(json.dumps(letter, ensure_ascii=False).encode()) - 2
    room = count - len('{"a":""}')
    return {"a": letter * (room // width) + "x" * (room % width)}


def nested(levels):
    """Of so many levels, itself one."""
    value = {}
    for n in range(levels - 1):
        value = {"a": value} if n % 2 else {"b": value}
    return value


def test_they_come_back_as_they_were_sent(ada, calendar):
    event = ada.event(calendar, properties=MANY)
    for shown in (event, ada.get(f"/events/{event['id']}").json(), *ada.walk("/events"),
                  *ada.get("/events?start=2026-01-01T00:00:00Z&end=2027-01-01T00:00:00Z").json()["data"]):
        assert in_order(shown["properties"]) == in_order(MANY)


@pytest.mark.parametrize("none", [{}, {"properties": None}])
def test_an_event_without_them_has_null(ada, calendar, none):
    assert ada.event(calendar, **none)["properties"] is None
    assert ada.event(calendar, properties={})["properties"] == {}


@pytest.mark.parametrize("good", [sized(4095), sized(4096), sized(4096, "ü"), sized(4096, '"'), sized(4096, "\x01"), nested(7), nested(8)],
                         ids=lambda v: json.dumps(v)[:12])
def test_up_to_their_limits_they_are_taken(ada, calendar, good):
    assert ada.event(calendar, properties=good)["properties"] == good


@pytest.mark.parametrize("bad, field", [
    (sized(4097), "properties"), (sized(4097, "ü"), "properties"), (sized(4098, '"'), "properties"), (sized(100_000), "properties"),
    ({"a": [1] * 5000}, "properties"), (nested(9), "properties.a.b.a.b.a.b.a.b"), ([], "properties"), ("x", "properties"), (1, "properties"),
    ({"a": [{"b": "\0"}]}, "properties.a[0].b")], ids=lambda v: json.dumps(v)[:12])
def test_beyond_them_they_are_refused_by_name(ada, calendar, bad, field):
    event = ada.event(calendar, properties={"a": 1})
    body = {"calendar_id": calendar["id"], "title": "Tea", "start_time": event["start_time"], "end_time": event["end_time"], "properties": bad}
    for reply in (ada.post("/events", body), ada.put(f"/events/{event['id']}", body)):
        assert reply.code == "validation_failed" and field in str(reply.json()), reply
    assert ada.get(f"/events/{event['id']}").json() == event


@pytest.mark.parametrize("text", ['{"a":1,"a":1}', '{"a":{"b":1,"c":2,"b":1}}', '{"a\\u0000":1}', '{"a":1e999}', '{"a":9223372036854775808}'])
def test_what_json_leaves_open_is_refused(ada, calendar, text):
    event = ada.event(calendar)
    reply = ada.patch(f"/events/{event['id']}", body=f'{{"properties":{text}}}'.encode())
    assert reply.code == "validation_failed"
    assert ada.get(f"/events/{event['id']}").json() == event


@pytest.mark.parametrize("before, patch, after", [
    ({"a": 1, "b": 2}, {"b": 3, "c": 4}, {"a": 1, "b": 3, "c": 4}),
    ({"a": 1, "b": 2}, {"a": None}, {"b": 2}),
    ({"a": 1}, {"b": None}, {"a": 1}),
    ({"a": None, "b": 1}, {"b": 2}, {"a": None, "b": 2}),
    ({"a": {"b": 1, "c": 2}}, {"a": {"b": None, "d": {"e": None, "f": 1}}}, {"a": {"c": 2, "d": {"f": 1}}}),
    ({"a": [1, 2]}, {"a": [None]}, {"a": [None]}),
    ({"a": [1]}, {"a": {"b": None}}, {"a": {}}),
    (None, {"a": {"b": None, "c": 1}}, {"a": {"c": 1}}),
    ({"a": 1}, {}, {"a": 1}),
    ({"a": 1}, None, None)])
def test_a_patch_merges_them(ada, calendar, before, patch, after):
    event = ada.event(calendar, properties=before)
    now = ada.patch(f"/events/{event['id']}", {"properties": patch}).json()
    assert in_order(now["properties"]) == in_order(after)
    assert ada.get(f"/events/{event['id']}").json() == now


def test_what_a_patch_makes_of_them_is_held_to_the_limits(ada, calendar):
    event = ada.event(calendar, properties=sized(4000))
    assert ada.patch(f"/events/{event['id']}", {"properties": {"b": "x" * 100}}).bad_fields == {"properties"}
    assert ada.get(f"/events/{event['id']}").json() == event


def test_a_put_replaces_them_as_a_whole(ada, calendar):
    event = ada.event(calendar, properties={"a": 1, "b": 2})
    body = {"calendar_id": calendar["id"], "title": "Tea", "start_time": event["start_time"], "end_time": event["end_time"]}
    assert ada.put(f"/events/{event['id']}", body | {"properties": {"b": None}}).json()["properties"] == {"b": None}
    now = ada.put(f"/events/{event['id']}", body).json()
    assert (now["properties"], now["sequence"]) == (None, 0)


def test_an_occurrence_inherits_them_until_it_is_changed(ada, calendar):
    series = weekly(ada, calendar, properties={"a": 1})
    own = change(ada, series, "this", MONDAYS[1], {"properties": {"b": 2}})
    assert own["properties"] == occurrence(ada, series, MONDAYS[1])["properties"] == {"a": 1, "b": 2}
    change(ada, series, "following", MONDAYS[3], {"properties": {"c": 3}})
    assert [e["properties"] for e in listed(ada)] == [{"a": 1}, {"a": 1, "b": 2}, {"a": 1}, {"a": 1, "c": 3}, {"a": 1, "c": 3}]
