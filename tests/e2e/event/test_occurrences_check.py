"""Whether occurrences may be told of now, and what is told: `event.occurrences_check`."""

import contextlib
import uuid

import pytest

from asking import EventService
from harness.bus import Bus
from series import at, cancel, change, get, moved, weekly
from test_courses import wall
from things import SharedCalendar

GONE, CHANGED = ({"state": state, "title": None, "location": None} for state in ("gone", "changed"))
FIRST, SECOND = wall("2026-06-01T09:00"), wall("2026-06-08T09:00")


@pytest.fixture
def events(stack):
    with contextlib.closing(Bus(stack)) as bus:
        yield EventService(bus)


@pytest.fixture
def people(ada, eve, person):
    """Who may read what is in a calendar of Ada's, and who may not."""
    shared = SharedCalendar(ada)
    by_role = {"owner": ada, "editor": person("Editor"), "viewer": person("Viewer"), "guest": person("Guest"), "stranger": eve}
    for role in ("editor", "viewer"):
        shared.let(by_role[role], role)
    return by_role | {"calendar": shared}


def same(title="Meeting", location=None):
    return {"state": "same", "title": title, "location": location}


def asked(events, people, event, place=None):
    """What each of them is told."""
    readers = {role: who for role, who in people.items() if role != "calendar"}
    return dict(zip(readers, events.check(*((who, event, place) for who in readers.values()))))


def calendar_of(people, **fields):
    guest = {"attendees": [{"user_id": people["guest"].id}]}
    return {"id": people["calendar"].id}, guest | fields


def test_it_is_answered_in_the_order_of_the_question(ada, eve, events):
    calendar, none = ada.calendar(), {"id": str(uuid.uuid4()), "version": 1}
    one, two = (ada.event(calendar, title, location=title[0]) for title in ("One", "Two"))
    assert events.check((ada, two, None), (eve, one, None), (ada, one, None), (ada, none, None), (ada, one, None, 2), (ada, one, None, 0),
                        (ada, two, FIRST)) == [same("Two", "T"), GONE, same("One", "O"), GONE, CHANGED, CHANGED, same("Two", "T")]


def test_a_change_is_noticed_by_the_version(ada, events):
    event = ada.event(ada.calendar())
    now = ada.patch(f"/events/{event['id']}", {"title": "New", "location": "Here"}).json()
    assert events.check((ada, event, None), (ada, now, None)) == [CHANGED, same("New", "Here")]


def test_what_was_deleted_is_gone_and_comes_back_with_another_version(ada, events):
    event = ada.event(ada.calendar())
    assert ada.delete(f"/events/{event['id']}").status == 204
    assert events.check((ada, event, None), (ada, event, None, 2)) == [GONE, GONE]
    back = ada.post(f"/events/{event['id']}/restore").json()
    assert events.check((ada, event, None), (ada, back, None)) == [CHANGED, same()]


def test_with_its_calendar_an_event_is_gone(ada, events):
    calendar = ada.calendar()
    event = ada.event(calendar)
    assert ada.delete(f"/calendars/{calendar['id']}").status == 204
    assert events.check((ada, event, None)) == [GONE]


def test_an_occurrence_that_was_changed_by_itself_has_its_own_words(ada, events):
    series = weekly(ada, location="Hall")
    change(ada, series, "this", at(8), {"title": "Own", "location": None} | moved(9))
    series = get(ada, series)
    assert events.check((ada, series, FIRST), (ada, series, SECOND), (ada, series, None)) == [
        same("Weekly", "Hall"), same("Own"), same("Weekly", "Hall")]
    cancel(ada, series, "this", at(8))
    assert events.check((ada, series, SECOND), (ada, get(ada, series), SECOND)) == [CHANGED, same("Weekly", "Hall")]


def test_an_id_of_a_changed_occurrence_is_none(ada, events, stack):
    series = weekly(ada)
    change(ada, series, "this", at(8), {"title": "Own"})
    own = stack.sql("event", f"SELECT id FROM events WHERE series_id = '{series['id']}'")
    assert events.check((ada, {"id": own, "version": 1}, None)) == [GONE]


@pytest.mark.parametrize("visibility", ["public", "private", "confidential"])
def test_a_viewer_is_told_nothing_of_what_is_hidden(people, events, visibility):
    calendar, fields = calendar_of(people, visibility=visibility, location="Hall")
    event = people["owner"].event(calendar, **fields)
    shown = same(location="Hall")
    assert asked(events, people, event) == {
        "owner": shown, "editor": shown, "viewer": shown if visibility == "public" else same(None), "guest": shown, "stranger": GONE}


@pytest.mark.parametrize("whole, own", [("public", "private"), ("private", "public")])
def test_an_occurrence_is_hidden_by_its_own_visibility(people, events, whole, own):
    calendar, fields = calendar_of(people, visibility=whole)
    series = weekly(people["owner"], calendar, **fields)
    change(people["owner"], series, "this", at(8), {"title": "Own", "visibility": own})
    series = get(people["owner"], series)
    for place, visibility, title in ((FIRST, whole, "Weekly"), (SECOND, own, "Own")):
        assert asked(events, people, series, place) == {
            "owner": same(title), "editor": same(title), "viewer": same(title if visibility == "public" else None), "guest": same(title),
            "stranger": GONE}


def test_a_viewer_who_attends_is_told_all(people, events):
    calendar, fields = calendar_of(people, visibility="private", attendees=[{"user_id": people["viewer"].id}])
    event = people["owner"].event(calendar, **fields)
    assert events.check((people["viewer"], event, None)) == [same()]
    people["calendar"].shut_out(people["viewer"])
    assert events.check((people["viewer"], event, None)) == [same()]


def test_who_loses_sight_is_told_nothing_at_once(people, events):
    calendar, fields = calendar_of(people)
    event = people["owner"].event(calendar, **fields)
    people["calendar"].shut_out(people["viewer"])
    now = people["owner"].patch(f"/events/{event['id']}", {"attendees": []}).json()
    assert asked(events, people, now) == {"owner": same(), "editor": same(), "viewer": GONE, "guest": GONE, "stranger": GONE}


def test_256_are_answered_at_once(ada, eve, events):
    event, series = ada.event(ada.calendar()), weekly(ada)
    change(ada, series, "this", at(8), {"title": "Own"})
    series = get(ada, series)
    items = [(ada, event, None), (ada, series, SECOND), (eve, event, None), (ada, series, FIRST)] * 64
    assert events.check(*items) == [same(), same("Own"), GONE, same("Weekly")] * 64
