"""Widgets: a person's own, heard of by nobody else, and gone with what they belong to."""

import pytest

from harness.stack import wait_until
from things import SharedCalendar


@pytest.fixture
def make():
    def make(person, **fields):
        reply = person.post("/widgets", {"title": "Of a test"} | fields)
        assert reply.status == 201, reply
        return reply.json()
    return make


def is_gone(person, widget):
    return person.get(f"/widgets/{widget['id']}").status == 404


def test_it_is_read_as_it_was_made(ada, make):
    widget = make(ada, calendar_id=ada.calendar()["id"])
    assert widget["owner_id"] == ada.id and widget["version"] == 1
    assert ada.get(f"/widgets/{widget['id']}").json() == widget
    assert make(ada)["calendar_id"] is None


def test_its_owner_hears_of_it_and_nobody_else(ada, eve, make, feeds):
    theirs, mine = make(eve), make(ada)
    assert [m["data"] for m in feeds.wait(ada, "widget.created", mine["id"], "widget")] == [mine]
    assert [m["data"] for m in feeds.wait(eve, "widget.created", theirs["id"], "widget")] == [theirs]


def test_a_calendar_that_one_cannot_see_is_404(ada, eve):
    reply = eve.post("/widgets", {"title": "x", "calendar_id": ada.calendar()["id"]})
    assert (reply.status, reply.code) == (404, "not_found")


def test_it_goes_with_its_calendar(ada, make, feeds):
    calendar = ada.calendar()
    widget, other = make(ada, calendar_id=calendar["id"]), make(ada)
    assert ada.delete(f"/calendars/{calendar['id']}").status == 204
    feed = feeds.wait(ada, "widget.deleted", widget["id"], "widget")
    assert [m["subject"] for m in feed if m["type"] == "widget.deleted"] == [widget["id"]]
    assert is_gone(ada, widget) and not is_gone(ada, other)


def test_it_goes_with_the_sight_of_its_calendar(ada, person, make):
    bob, shared = person("Bob"), SharedCalendar(ada)
    shared.let(bob, "viewer")
    mine, theirs = make(ada, calendar_id=shared.id), make(bob, calendar_id=shared.id)
    shared.shut_out(bob)
    wait_until("Bob's to be gone", lambda: is_gone(bob, theirs))
    assert not is_gone(ada, mine)
    assert bob.post("/widgets", {"title": "x", "calendar_id": shared.id}).status == 404


def test_it_goes_with_its_account(person, make, feeds):
    ada, eve = person("Ada"), person("Eve")
    widget, other = make(ada), make(eve)
    assert ada.delete("/users/me").status == 204
    feeds.wait(ada, "widget.deleted", widget["id"], "widget")
    assert not is_gone(eve, other)
