"""Lists go to the gateway in a form of their own: clients see what who asks on the bus without it sees."""

import contextlib
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from harness.bus import Bus
from harness.msgpack import pack, unpack

JUNE = {"start": "2026-06-01T00:00:00Z", "end": "2026-07-01T00:00:00Z"}


@pytest.fixture
def bus(stack):
    with contextlib.closing(Bus(stack)) as client:
        yield client


def asked(bus, person, operation, path, **more):
    query = parse_qs(urlsplit(path).query)
    caller = {"kind": "user", "user_id": person.id, "session_id": person.id, "zone": "Europe/Berlin"}
    envelope = {"v": 1, "caller": caller, "input": {"path": {}, "query": query}} | more
    return bus.answers(f"svc.{operation}", pack(envelope))[0]


@pytest.fixture
def full(person):
    """Somebody whose lists have objects that are alike, that change, and that lack what others have."""
    ada = person("Ada", timezone="Europe/Berlin")
    calendars = [ada.calendar("Home", description="mine"), ada.calendar("Work \u2603")]
    for i, rule in enumerate(("FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=DAILY;INTERVAL=3")):
        series = ada.event(calendars[i % 2], f"Series {i}", f"2026-06-01T{9 + i:02}:00:00Z", f"2026-06-01T{9 + i:02}:45:00Z",
                           timezone="Europe/Berlin", recurrence_rule=rule, tags=["a", "\"b\""][: i], description="x\n" * 200 * i)
        changed = ada.patch(f"/events/{series['id']}?scope=this&occurrence=2026-06-04T{9 + i:02}:00:00Z", {"title": "Moved", "tags": ["c"]})
        assert changed.status == 200, changed
    for i in range(20):
        ada.event(calendars[0], "Single", f"2026-06-{1 + i:02}T12:00:00Z", f"2026-06-{1 + i:02}T12:30:00Z")
        ada.contact(f"Name {i}", **({"notes": "\u00fc\u0001" * 50} if i % 3 else {"tags": ["x"] * (i > 0)}))
    ada.event(calendars[1], "All day", "2026-06-05", "2026-06-07", all_day=True)
    ada.busy = [("calendar_id", c["id"]) for c in calendars]
    return ada


def paths(person):
    yield "event.list", "/events?" + urlencode(JUNE | {"limit": 200})
    yield "event.list", "/events?" + urlencode(JUNE | {"limit": 17})
    yield "event.list", "/events?limit=10"
    yield "event.availability", "/availability?" + urlencode([*JUNE.items(), *person.busy])
    yield "contact.list", "/contacts?limit=19"
    yield "contact.list", "/contacts?search=name"
    yield "contact.list", "/contacts?limit=1"
    yield "calendar.list", "/calendars"
    yield "auth.audit_list", "/users/me/audit"


def test_the_gateway_shows_what_a_plain_asker_is_told(bus, full):
    for operation, path in paths(full):
        shown = full.get(path)
        assert shown.status == 200, shown
        plain = unpack(asked(bus, full, operation, path))
        assert plain.get("body") == shown.json(), path


def test_who_asks_for_rows_is_told_less(bus, full):
    path = "/events?" + urlencode(JUNE | {"limit": 200})
    plain, rows = asked(bus, full, "event.list", path), asked(bus, full, "event.list", path, rows=True)
    assert len(rows) * 3 < len(plain)
    assert asked(bus, full, "event.list", path, rows=False) == asked(bus, full, "event.list", path, rows="yes") == plain


def test_one_object_is_plain_for_everybody(bus, full):
    path = "/contacts?limit=1"
    assert asked(bus, full, "contact.list", path, rows=True) == asked(bus, full, "contact.list", path)
