"""Deliveries: a person's own, heard of by nobody else, and gone with what they belong to."""

import pytest

from harness.stack import wait_until
from things import SharedCalendar


@pytest.fixture
def make():
    def make(person, **fields):
        reply = person.post("/deliveries", {"title": "Of a test"} | fields)
        assert reply.status == 201, reply
        return reply.json()
    return make


def is_gone(person, delivery):
    return person.get(f"/deliveries/{delivery['id']}").status == 404


def test_it_is_read_as_it_was_made(ada, make):
    delivery = make(ada, calendar_id=ada.calendar()["id"])
    assert delivery["owner_id"] == ada.id and delivery["version"] == 1
    assert ada.get(f"/deliveries/{delivery['id']}").json() == delivery
    assert make(ada)["calendar_id"] is None


def test_its_owner_hears_of_it_and_nobody_else(ada, eve, make, feeds):
    theirs, mine = make(eve), make(ada)
    assert [m["data"] for m in feeds.wait(ada, "delivery.created", mine["id"], "delivery")] == [mine]
    assert [m["data"] for m in feeds.wait(eve, "delivery.created", theirs["id"], "delivery")] == [theirs]


def test_a_calendar_that_one_cannot_see_is_404(ada, eve):
    reply = eve.post("/deliveries", {"title": "x", "calendar_id": ada.calendar()["id"]})
    assert (reply.status, reply.code) == (404, "not_found")


def test_it_goes_with_its_calendar(ada, make, feeds):
    calendar = ada.calendar()
    delivery, other = make(ada, calendar_id=calendar["id"]), make(ada)
    assert ada.delete(f"/calendars/{calendar['id']}").status == 204
    feed = feeds.wait(ada, "delivery.deleted", delivery["id"], "delivery")
    assert [m["subject"] for m in feed if m["type"] == "delivery.deleted"] == [delivery["id"]]
    assert is_gone(ada, delivery) and not is_gone(ada, other)


def test_it_goes_with_the_sight_of_its_calendar(stack, ada, person, make):
    bob, shared = person("Bob"), SharedCalendar(stack, ada)
    shared.let(bob, "viewer")
    mine, theirs = make(ada, calendar_id=shared.id), make(bob, calendar_id=shared.id)
    shared.shut_out(bob)
    wait_until("Bob's to be gone", lambda: is_gone(bob, theirs))
    assert not is_gone(ada, mine)
    assert bob.post("/deliveries", {"title": "x", "calendar_id": shared.id}).status == 404


def test_it_goes_with_its_account(person, make, feeds):
    ada, eve = person("Ada"), person("Eve")
    delivery, other = make(ada), make(eve)
    assert ada.delete("/users/me").status == 204
    feeds.wait(ada, "delivery.deleted", delivery["id"], "delivery")
    assert not is_gone(eve, other)
