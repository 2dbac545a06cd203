"""A calendar gets another owner: offered to a member, who accepts, declines or is too late."""

import threading

import pytest

from harness.people import Person
from harness.stack import wait_until
from things import SharedCalendar


@pytest.fixture
def bob(person):
    return person("Bob")


@pytest.fixture
def cleo(person):
    """Another member, whom the offer does not concern."""
    return person("Cleo")


@pytest.fixture
def calendar(ada, bob, cleo):
    calendar = SharedCalendar(ada)
    calendar.let(bob, "viewer")
    calendar.let(cleo, "editor")
    return calendar


def offer(calendar, person, to):
    return person.post(f"{calendar.path}/transfer", {"user_id": to.id})


def accept(calendar, person):
    return person.post(f"{calendar.path}/transfer/accept")


def seen(calendar, person):
    shown = person.get(calendar.path).json()
    return shown["transfer_to"], shown["role"]


def roles(calendar, person):
    return {m["id"]: m["role"] for m in person.walk(f"{calendar.path}/members")}


def test_who_accepts_is_the_owner_and_the_former_one_an_editor(ada, bob, cleo, calendar):
    version = ada.get(calendar.path).json()["version"]
    assert offer(calendar, ada, bob).json()["transfer_to"] == bob.id
    answer = accept(calendar, bob).json()
    assert (answer["owner_id"], answer["role"], answer["transfer_to"], answer["version"]) == (bob.id, "owner", None, version + 2)
    assert roles(calendar, cleo) == {ada.id: "editor", bob.id: "owner", cleo.id: "editor"}
    event = ada.event({"id": calendar.id})
    assert ada.delete(calendar.path).code == offer(calendar, ada, bob).code == "forbidden"
    assert bob.delete(f"/events/{event['id']}").status == 204
    assert ada.delete(calendar.member(ada)).status == 204
    assert bob.delete(calendar.path).status == 204


def test_both_see_the_offer_and_nobody_else(ada, bob, cleo, eve, calendar):
    answer = offer(calendar, ada, bob).json()
    assert seen(calendar, ada) == (bob.id, "owner") and seen(calendar, bob) == (bob.id, "viewer")
    assert seen(calendar, cleo) == (None, "editor")
    shown = bob.get(f"{calendar.path}/transfer").json()
    assert shown == ada.get(f"{calendar.path}/transfer").json()
    assert (shown["user_id"], shown["until"], shown["version"]) == (bob.id, answer["transfer_until"], answer["version"])
    for other in (cleo, eve):
        for ask in (other.get(f"{calendar.path}/transfer"), accept(calendar, other), other.post(f"{calendar.path}/transfer/decline"),
                    other.delete(f"{calendar.path}/transfer")):
            assert ask.code == "not_found"


def test_an_offer_is_the_owner_s_to_make_and_the_member_s_to_take(ada, bob, cleo, eve, calendar):
    assert offer(calendar, cleo, cleo).code == "forbidden"
    assert offer(calendar, eve, eve).code == offer(calendar, ada, eve).code == "not_found"
    assert offer(calendar, ada, ada).code == "conflict"
    offer(calendar, ada, bob)
    assert accept(calendar, ada).code == ada.post(f"{calendar.path}/transfer/decline").code == "forbidden"
    assert bob.delete(f"{calendar.path}/transfer").code == "forbidden"
    assert seen(calendar, bob) == (bob.id, "viewer")


@pytest.mark.parametrize("end", ["declined", "withdrawn", "the member leaves", "the member is removed", "offered to another"])
def test_an_offer_that_ended_cannot_be_accepted(ada, bob, cleo, calendar, end):
    offer(calendar, ada, bob)
    reply = {"declined": lambda: bob.post(f"{calendar.path}/transfer/decline"),
             "withdrawn": lambda: ada.delete(f"{calendar.path}/transfer"),
             "the member leaves": lambda: bob.delete(calendar.member(bob)),
             "the member is removed": lambda: ada.delete(calendar.member(bob)),
             "offered to another": lambda: offer(calendar, ada, cleo)}[end]()
    assert reply.status in (200, 204)
    assert accept(calendar, bob).code == "not_found"
    assert seen(calendar, ada) == (cleo.id if end == "offered to another" else None, "owner")
    calendar.let(bob, "editor")
    assert accept(calendar, bob).code == "not_found"


def test_a_withdrawal_of_a_stale_version_changes_nothing(ada, bob, calendar):
    offer(calendar, ada, bob)
    assert ada.delete(f"{calendar.path}/transfer", if_match='"1"').code == "precondition_failed"
    assert accept(calendar, bob).status == 200


def test_of_acceptance_and_withdrawal_at_once_one_happens(ada, bob, person, calendar):
    for _ in range(5):
        offer(calendar, ada, bob)
        answers, gate = {}, threading.Barrier(2)

        def one(name, ask, gate=gate, answers=answers):
            gate.wait()
            answers[name] = ask().status

        asks = {"accept": lambda: accept(calendar, bob), "withdraw": lambda: ada.delete(f"{calendar.path}/transfer")}
        threads = [threading.Thread(target=one, args=pair) for pair in asks.items()]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        assert answers in ({"accept": 200, "withdraw": 404}, {"accept": 404, "withdraw": 204})
        if answers["accept"] == 200:
            ada, bob = bob, ada
        calendar.owner = ada
        assert roles(calendar, ada)[ada.id] == "owner" and roles(calendar, ada)[bob.id] != "owner"


def test_each_hears_of_the_offer_what_each_may_see(ada, bob, cleo, calendar, feeds):
    offer(calendar, ada, bob)  # version 4
    accept(calendar, bob)  # 5

    def heard(person):
        return [m for m in feeds.of(person, "calendar") if m["subject"] == calendar.id and m["version"] >= 4]

    expected = {ada: ["owner", "editor"], bob: ["viewer", "owner"], cleo: ["editor", "editor"]}
    for person, as_what in expected.items():
        wait_until("both changes to be told", lambda person=person: len(heard(person)) == 2)
        assert [(m["type"], m["version"], m["data"]["role"]) for m in heard(person)] == [
            ("calendar.updated", 4, as_what[0]), ("calendar.updated", 5, as_what[1])]
        assert [m["data"]["transfer_to"] for m in heard(person)] == [None if person is cleo else bob.id, None]
        assert heard(person)[1]["members"] is True and heard(person)[1]["data"]["owner_id"] == bob.id


def test_an_offer_ends_after_seven_days(shaken, contract):
    ada, bob = (Person(shaken.port, contract, name) for name in ("Ada", "Bob"))
    calendar = SharedCalendar(ada)
    calendar.let(bob, "viewer")
    made = offer(calendar, ada, bob).json()
    days = shaken.sql("calendar", f"SELECT transfer_until - updated_at FROM calendars WHERE id = '{calendar.id}'")
    assert days == "7 days"
    shaken.sql("calendar", f"UPDATE calendars SET transfer_until = now() - interval '1 second' WHERE id = '{calendar.id}'")
    assert accept(calendar, bob).code == "not_found"
    shaken.wait_restarted("calendar", shaken.kill("calendar"))
    wait_until("the offer to end", lambda: ada.patiently(lambda: ada.get(calendar.path)).json()["transfer_to"] is None)
    assert ada.get(calendar.path).json()["version"] == made["version"] + 1
    assert roles(calendar, ada) == {ada.id: "owner", bob.id: "viewer"}
