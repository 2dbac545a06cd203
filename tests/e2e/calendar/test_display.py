"""How a member has a calendar shown: the member's own."""

import pytest

from harness.stack import wait_until
from things import SharedCalendar

MINE = {"name": "The team", "color": "#33B679", "position": 7}


@pytest.fixture
def bob(person):
    return person("Bob")


@pytest.fixture
def calendar(ada, bob):
    calendar = SharedCalendar(ada, name="Work", color="#0B8043")
    calendar.let(bob, "viewer")
    return calendar


def display(calendar):
    return f"{calendar.path}/members/me/display"


def shown(stored):
    return {name: stored[name] for name in MINE}


def test_a_calendar_is_shown_to_each_member_as_that_member_wants(ada, bob, calendar):
    before = ada.get(calendar.path)
    assert shown(bob.get(display(calendar)).json()) == dict.fromkeys(MINE)
    changed = bob.put(display(calendar), MINE).json()
    assert shown(changed) == MINE and (changed["version"], changed["calendar_id"]) == (2, calendar.id)
    assert bob.get(display(calendar)).json() == changed
    assert [c["display"] for c in bob.walk("/calendars")] == [c["display"] for c in bob.walk("/calendars?role=viewer")] == [changed]
    assert shown(ada.walk("/calendars")[0]["display"]) == dict.fromkeys(MINE)
    assert ada.get(calendar.path).body == before.body and "display" not in bob.get(calendar.path).json()
    assert shown(bob.put(display(calendar), {"position": 0}).json()) == {"name": None, "color": None, "position": 0}


def test_who_is_no_member_has_nothing_shown(ada, bob, eve, calendar):
    calendar.shut_out(bob)
    for somebody in (bob, eve):
        assert somebody.get(display(calendar)).code == somebody.put(display(calendar), MINE).code == "not_found"


@pytest.mark.parametrize("field, bad, good", [
    ("name", "", "x"), ("name", "x" * 201, "x" * 200), ("color", "red", "#000000"), ("position", -1, 0), ("position", 1_000_001, 1_000_000)])
def test_what_cannot_be_shown_is_named(bob, calendar, field, bad, good):
    assert bob.put(display(calendar), {field: bad}).bad_fields == {field}
    assert bob.put(display(calendar), {field: good}).json()[field] == good


def test_a_stale_version_changes_nothing(bob, calendar):
    assert bob.put(display(calendar), MINE, if_match='"2"').code == "precondition_failed"
    assert bob.put(display(calendar), MINE, if_match='"1"').status == 200


def test_the_member_alone_hears_of_it(ada, bob, calendar, feeds):
    bob.put(display(calendar), MINE)
    changed = bob.put(display(calendar), MINE | {"position": 8}).json()

    def told(person):
        return feeds.of(person, "calendar_display")
    wait_until("both changes to be told", lambda: len(told(bob)) == 2)
    assert [(m["type"], m["version"], m["calendarid"]) for m in told(bob)] == [("calendar_display.updated", v, calendar.id) for v in (2, 3)]
    assert told(bob)[-1]["data"] == changed
    ada.put(display(calendar), MINE)
    wait_until("the owner's to be told", lambda: told(ada))
    assert len(told(ada)) == 1
