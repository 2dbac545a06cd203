"""Who is invited to an event: by whom, what each may do with it, and who hears of it."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from harness.changes import types
from harness.people import Api, Person
from harness.stack import wait_until
from mails import verified
from things import SharedCalendar

ABSENT = "01890a5d-ac96-774b-bcce-b302099a8057"
DAILY = {"start": "2026-06-01T09:00:00Z", "end": "2026-06-01T10:00:00Z", "recurrence_rule": "FREQ=DAILY;COUNT=20"}


@pytest.fixture
def bob(person):
    return person("Bob")


@pytest.fixture
def calendar(ada):
    return SharedCalendar(ada)


@pytest.fixture
def event(ada, calendar, bob):
    """Ada's, who has invited Bob and an address without an account."""
    return ada.event({"id": calendar.id}, attendees=[{"user_id": bob.id, "name": "Bob"}, {"email": "grace@example.org"}])


def at(event):
    return f"/events/{event['id']}"


def attendees(person, event):
    return list(person.walk(f"{at(event)}/attendees?limit=2"))


def whom(shown):
    return [(a["user_id"], a["email"], a["name"], a["status"]) for a in shown]


def path_of(person, event, **by):
    (key, value), = by.items()
    return f"{at(event)}/attendees/" + next(a["id"] for a in attendees(person, event) if a[key] == value)


def guests(number):
    return [{"email": f"guest{n}@example.org"} for n in range(number)]


def another(person):
    """The same account over a connection of its own."""
    return Api(person.wire.port, person.contract, person.token)


def heard(feeds, person, event, number):
    """What the person's feed has of the event, when it is that much."""
    def found():
        feed = [m for m in feeds.of(person) if m["subject"] == event["id"]]
        return feed if len(feed) >= number else None
    return wait_until(f"{number} messages", found)


# ------------------------------------------------------------------ with the event


def test_who_is_invited_stands_in_the_event_and_in_its_list(ada, bob, event):
    assert whom(event["attendees"]) == [(bob.id, None, "Bob", "needs_action"), (None, "grace@example.org", None, "needs_action")]
    assert event["attendee_count"] == 2
    stored = attendees(ada, event)
    assert whom(stored) == whom(event["attendees"]) and [a["id"] for a in stored] == [a["id"] for a in event["attendees"]]
    assert {(a["event_id"], a["calendar_id"], a["version"]) for a in stored} == {(event["id"], event["calendar_id"], 1)}
    assert ada.get(f"{at(event)}/attendees/{stored[0]['id']}").json() == stored[0]
    listed, = ada.walk(f"/events?calendar_id={event['calendar_id']}")
    ranged, = ada.walk(f"/events?calendar_id={event['calendar_id']}&start=2026-06-01T00:00:00Z&end=2026-06-02T00:00:00Z")
    assert listed == ranged == ada.get(at(event)).json() == event


@pytest.mark.parametrize("sent, field", [
    ([{}], "attendees[0].email"), ([{"name": "x"}], "attendees[0].email"), ([{"user_id": ABSENT}], "attendees[0].user_id"),
    ([{"email": "a@example.org"}, {"email": "A@EXAMPLE.org"}], "attendees[1].email"), ([{"email": "none"}], "attendees[0].email"),
    ([{"email": "a@example.org", "user_id": ABSENT}], "attendees[0].email"), ([{"email": "a@example.org", "status": "x"}], "attendees[0].status"),
    ([{"email": "a@example.org", "version": 1}], "attendees[0].version"), (guests(501), "attendees")])
def test_what_is_wrong_with_who_is_invited_is_named(ada, calendar, sent, field):
    reply = ada.post("/events", {"calendar_id": calendar.id, "title": "x", "start_time": DAILY["start"], "end_time": DAILY["end"],
                                 "attendees": sent})
    assert (reply.code, reply.bad_fields) == ("validation_failed", {field})


def test_a_verified_address_is_that_of_its_account(ada, bob, calendar):
    unproved = ada.event({"id": calendar.id}, attendees=[{"email": bob.email}])
    assert whom(unproved["attendees"]) == [(None, bob.email, None, "needs_action")]
    assert bob.get(at(unproved)).code == "not_found"
    proved = ada.event({"id": calendar.id}, attendees=[{"email": verified(bob).email.upper()}])
    assert whom(proved["attendees"]) == [(bob.id, bob.email.upper(), None, "needs_action")]
    assert bob.get(at(proved)).status == 200
    twice = ada.post(f"{at(proved)}/attendees", {"user_id": bob.id})
    assert twice.code == "conflict"
    twice = ada.patch(at(proved), {"attendees": [{"user_id": bob.id}, {"email": bob.email}]})
    assert twice.bad_fields == {"attendees[1].email"}


def test_an_address_that_is_proved_later_is_linked_then(ada, bob, calendar, feeds):
    event = ada.event({"id": calendar.id}, attendees=[{"email": bob.email, "name": "Bob"}])
    verified(bob)
    told = next(m for m in feeds.wait(ada, "attendee.updated", event["attendees"][0]["id"]) if m["type"] == "attendee.updated")
    assert whom([told["data"]]) == whom(attendees(ada, event)) == [(bob.id, bob.email, "Bob", "needs_action")]
    assert [m["data"] for m in feeds.wait(bob, "event.created", event["id"], "event")] == [bob.get(at(event)).json()]
    assert bob.patch(path_of(bob, event, user_id=bob.id), {"status": "accepted"}).status == 200


def test_a_proof_that_was_not_heard_of_is_found_when_addresses_are_looked_up(stack, ada, person, calendar):
    """The service looks when it starts; here are more addresses than it asks for at once."""
    guest = verified(person("Zoe"))
    event = ada.event({"id": calendar.id}, attendees=[{"email": guest.email}, *guests(499)])
    ada.event({"id": calendar.id}, attendees=[{"email": f"more{n}@example.org"} for n in range(5)])
    stack.sql("event", f"DELETE FROM heard_accounts WHERE user_id = '{guest.id}'")
    stack.sql("event", f"UPDATE event_attendees SET user_id = NULL WHERE user_id = '{guest.id}'")
    assert whom(attendees(ada, event))[0][0] is None
    stack.wait_restarted("event", stack.kill("event"))

    def linked():
        page = ada.patiently(lambda: ada.get(f"{at(event)}/attendees?limit=1"))
        return page.json()["data"][0]["user_id"] == guest.id

    wait_until("the account to be linked", linked)
    assert ada.get(at(event)).json()["attendees"][0]["user_id"] == guest.id


def test_a_deleted_account_attends_nothing_any_more(ada, bob, calendar, feeds):
    by_address = ada.event({"id": calendar.id}, attendees=[{"email": verified(bob).email}, {"email": "grace@example.org"}])
    by_account = ada.event({"id": calendar.id}, attendees=[{"user_id": bob.id}, {"email": "grace@example.org"}])
    assert bob.delete("/users/me").status == 204
    feeds.wait(ada, "attendee.updated", by_address["attendees"][0]["id"])
    feeds.wait(ada, "event.updated", by_account["id"])
    assert [a["email"] for a in attendees(ada, by_address)] == [bob.email, "grace@example.org"]
    assert [a["user_id"] for a in attendees(ada, by_address)] == [None, None]
    assert [a["email"] for a in attendees(ada, by_account)] == ["grace@example.org"]
    assert ada.get(at(by_account)).json()["attendee_count"] == 1


def test_an_answer_is_taken_of_who_cannot_give_it_and_of_oneself(ada, bob, calendar):
    made = ada.event({"id": calendar.id}, attendees=[
        {"email": "grace@example.org", "status": "accepted"}, {"user_id": bob.id, "status": "accepted"}, {"user_id": ada.id, "status": "tentative"}])
    assert [a["status"] for a in made["attendees"]] == ["accepted", "needs_action", "tentative"]


def test_what_is_sent_back_as_it_was_shown_changes_nobody(ada, event):
    before = attendees(ada, event)
    body = {k: v for k, v in ada.get(at(event)).json().items() if k != "title"} | {"title": "Another"}
    again = ada.put(at(event), body).json()
    assert again["attendees"] == event["attendees"] and again["version"] == 2
    assert ada.patch(at(event), {"attendees": list(reversed(event["attendees"]))}).json()["attendees"] == event["attendees"]
    assert attendees(ada, event) == before


def test_who_stays_keeps_id_and_answer(ada, bob, event):
    mine = path_of(ada, event, user_id=bob.id)
    assert bob.patch(mine, {"status": "accepted"}).status == 200
    now = ada.patch(at(event), {"attendees": [{"email": "new@example.org"}, {"user_id": bob.id, "name": "Robert", "status": "declined"}]}).json()
    assert whom(now["attendees"]) == [(bob.id, None, "Robert", "accepted"), (None, "new@example.org", None, "needs_action")]
    assert now["attendees"][0]["id"] == event["attendees"][0]["id"] and now["attendee_count"] == 2
    assert ada.put(at(event), {"calendar_id": now["calendar_id"], "title": "x", "start_time": DAILY["start"], "end_time": DAILY["end"]}).json()["attendees"] == []
    assert attendees(ada, event) == [] and bob.get(at(event)).status == 404


def test_of_many_the_first_twenty_are_shown_and_the_caller(ada, bob, calendar):
    made = ada.event({"id": calendar.id}, attendees=[*guests(30), {"user_id": bob.id}])
    assert (len(made["attendees"]), made["attendee_count"]) == (20, 31)
    mine = bob.get(at(made)).json()
    assert whom(mine["attendees"]) == [*whom(made["attendees"]), (bob.id, None, None, "needs_action")]
    calendar.let(bob, "viewer")
    for query in ("", "&start=2026-06-01T00:00:00Z&end=2026-06-02T00:00:00Z"):
        listed, = bob.walk(f"/events?calendar_id={calendar.id}{query}")
        assert listed == mine
    kept = ada.put(at(made), ada.get(at(made)).json()).json()
    assert kept["attendee_count"] == 31, "what was shown is what is meant"
    fewer = ada.patch(at(made), {"attendees": made["attendees"][:5]}).json()
    assert fewer["attendee_count"] == 5 and fewer["attendees"] == made["attendees"][:5]


def test_at_most_five_hundred(ada, calendar):
    made = ada.event({"id": calendar.id}, attendees=guests(500))
    assert made["attendee_count"] == 500
    assert ada.post(f"{at(made)}/attendees", {"email": "more@example.org"}).code == "conflict"
    gone = ada.delete(f"{at(made)}/attendees/{made['attendees'][3]['id']}")
    assert gone.status == 204
    assert ada.post(f"{at(made)}/attendees", {"email": "more@example.org"}).status == 201
    assert len(list(ada.walk(f"{at(made)}/attendees?limit=200"))) == 500


# ------------------------------------------------------------------ one by one


def test_inviting_and_taking_it_back_are_changes_of_the_event(ada, bob, event, feeds):
    made = ada.post(f"{at(event)}/attendees", {"email": "new@example.org", "name": "New"})
    assert made.status == 201 and whom([made.json()]) == [(None, "new@example.org", "New", "needs_action")]
    now = ada.get(at(event)).json()
    assert (now["version"], now["attendee_count"], now["sequence"]) == (2, 3, 0)
    path = f"{at(event)}/attendees/{made.json()['id']}"
    assert ada.delete(path, headers={"If-Match": '"7"'}).status == 412
    assert ada.delete(path, headers={"If-Match": '"1"'}).status == 204
    assert ada.get(path).code == ada.delete(path).code == "not_found"
    assert (ada.get(at(event)).json()["version"], ada.get(at(event)).json()["attendees"]) == (3, event["attendees"])


@pytest.mark.parametrize("body, field", [
    ({}, "email"), ({"name": "x"}, "email"), ({"email": "a@example.org", "user_id": ABSENT}, "email"), ({"user_id": ABSENT}, "user_id"),
    ({"email": "none"}, "email"), ({"email": "a@example.org", "status": "x"}, "status"), ({"email": "a@example.org", "version": 1}, "version")])
def test_what_is_wrong_with_an_invitation_is_named(ada, event, body, field):
    reply = ada.post(f"{at(event)}/attendees", body)
    assert (reply.code, reply.bad_fields) == ("validation_failed", {field})


def test_the_matrix_of_who_may(ada, bob, eve, person, calendar, event):
    """Status by who asks: what each may do with an event of Ada's, which Bob attends."""
    people = {"owner": ada, "editor": person("Editor"), "viewer": person("Viewer"), "attendee": bob, "stranger": eve}
    for role in ("editor", "viewer"):
        calendar.let(people[role], role)
    grace, mine = path_of(ada, event, email="grace@example.org"), path_of(ada, event, user_id=bob.id)
    read = {"owner": 200, "editor": 200, "viewer": 200, "attendee": 200, "stranger": 404}
    write = read | {"viewer": 403, "attendee": 403}
    own = {"owner": 403, "editor": 403, "viewer": 403, "attendee": 200, "stranger": 404}
    asks = [
        (read, lambda p: p.get(at(event))), (read, lambda p: p.get(f"{at(event)}/attendees")), (read, lambda p: p.get(grace)),
        (write, lambda p: p.patch(at(event), {"title": "x"})), (write, lambda p: p.patch(grace, {"status": "accepted"})),
        (write, lambda p: p.put(grace, {"status": "accepted"})), (own, lambda p: p.patch(mine, {"status": "accepted"})),
        (own, lambda p: p.put(mine, {"status": "tentative", **({} if p is bob else {"name": "Bob"})})),
        (write, lambda p: p.patch(mine, {"name": f"called {p.id[-6:]}"})),
        (write | {"owner": 409, "editor": 409}, lambda p: p.post(f"{at(event)}/attendees", {"user_id": bob.id})),
        (write | {"owner": 400, "editor": 400}, lambda p: p.post(f"{at(event)}/attendees", {"user_id": ABSENT})),
        ({r: s for r, s in write.items() if r not in ("owner", "editor")}, lambda p: p.delete(mine)),
        ({r: s for r, s in write.items() if r not in ("owner", "editor")}, lambda p: p.delete(at(event))),
    ]
    for want, ask in asks:
        assert {who: ask(people[who]).status for who in want} == want


def test_an_answer_leaves_the_version_of_the_event(ada, bob, event):
    mine = path_of(ada, event, user_id=bob.id)
    reply = bob.patch(mine, {"status": "accepted"}, headers={"If-Match": '"1"'})
    assert (reply.status, reply.json()["status"], reply.json()["version"], reply.json()["name"]) == (200, "accepted", 2, "Bob")
    assert bob.patch(mine, {"status": "declined"}, headers={"If-Match": '"1"'}).status == 412
    edited = ada.patch(at(event), {"title": "Text"}, headers={"If-Match": '"1"'})
    assert edited.status == 200 and edited.json()["attendees"][0]["status"] == "accepted"


def test_account_and_address_of_an_attendee_stay(ada, bob, event):
    mine = path_of(ada, event, user_id=bob.id)
    assert bob.patch(mine, {"user_id": ada.id}).bad_fields == {"user_id"}
    assert bob.patch(mine, {"email": "x@example.org"}).bad_fields == {"email"}
    assert bob.put(mine, bob.get(mine).json() | {"status": "accepted"}).json()["status"] == "accepted"


# ------------------------------------------------------------------ who hears


def test_who_is_invited_hears_what_becomes_of_the_event(ada, bob, event, feeds):
    ada.patch(at(event), {"title": "Another"})
    ada.delete(at(event))
    ada.post(f"{at(event)}/restore")
    mine = path_of(ada, event, user_id=bob.id)
    ada.delete(mine)
    feed = heard(feeds, bob, event, 5)
    assert [(m["type"], m["version"]) for m in feed] == [
        ("event.created", 1), ("event.updated", 2), ("event.deleted", 3), ("event.created", 4), ("event.deleted", 5)]
    ada.patch(at(event), {"title": "Not for Bob"})
    feeds.wait(ada, "event.updated", event["id"])
    ada.patch(at(event), {"attendees": [{"user_id": bob.id}]})
    assert [(m["type"], m["version"]) for m in heard(feeds, bob, event, 6)][5:] == [("event.created", 7)]


def test_the_organiser_hears_the_answer(ada, bob, event, feeds):
    mine = path_of(ada, event, user_id=bob.id)
    answered = bob.patch(mine, {"status": "accepted"}).json()
    message = next(m for m in feeds.wait(ada, "attendee.updated", answered["id"]) if m["type"] == "attendee.updated")
    assert (message["data"], message["version"], message["previousversion"]) == (answered, 2, 1)
    assert types(feeds.wait(bob, "attendee.updated", answered["id"], "attendee")) == ["attendee.updated"]


def test_with_a_deleted_calendar_its_guests_hear_of_each_event(ada, bob, calendar, event, feeds):
    assert ada.delete(calendar.path).status == 204
    feeds.wait(bob, "event.deleted", event["id"])
    assert bob.get(at(event)).status == 404


# ------------------------------------------------------------------ series


def test_a_series_has_attendees_as_a_whole(ada, bob, calendar):
    series = ada.event({"id": calendar.id}, **DAILY, attendees=[{"user_id": bob.id}])
    one = "2026-06-03T09:00:00Z"
    changed = ada.patch(f"{at(series)}?scope=this&occurrence={one}", {"title": "Once"}).json()
    assert changed["attendees"] == series["attendees"] and changed["attendee_count"] == 1
    assert ada.patch(f"{at(series)}?scope=this&occurrence={one}", {"attendees": []}).status == 200
    other = ada.patch(f"{at(series)}?scope=this&occurrence={one}", {"attendees": [{"email": "a@example.org"}]})
    assert other.bad_fields == {"attendees"}
    listed = list(ada.walk(f"/events?calendar_id={calendar.id}&start=2026-06-01T00:00:00Z&end=2026-07-01T00:00:00Z"))
    assert len(listed) == 20 and all(e["attendees"] == series["attendees"] for e in listed)
    assert bob.get(f"{at(series)}?occurrence={one}").json()["title"] == "Once"
    assert len(list(bob.walk(f"{at(series)}/occurrences?start=2026-06-01T00:00:00Z&end=2026-07-01T00:00:00Z"))) == 20


@pytest.mark.parametrize("sent, left", [({}, 25), ({"attendees": [{"email": "guest3@example.org"}, {"email": "new@example.org"}]}, 2)])
def test_both_halves_of_a_series_have_its_attendees(ada, bob, calendar, feeds, sent, left):
    series = ada.event({"id": calendar.id}, **DAILY, attendees=[*guests(24), {"user_id": bob.id}])
    bob.patch(path_of(ada, series, user_id=bob.id), {"status": "accepted"})
    tail = ada.patch(f"{at(series)}?scope=following&occurrence=2026-06-11T09:00:00Z", {"title": "Later"} | sent).json()
    head = ada.get(at(series)).json()
    assert tail["id"] != series["id"] and (head["attendee_count"], tail["attendee_count"]) == (25, left)
    assert whom(attendees(ada, head))[-1] == (bob.id, None, None, "accepted")
    if not sent:
        assert whom(attendees(ada, head)) == whom(attendees(ada, tail))
        assert not {a["id"] for a in attendees(ada, head)} & {a["id"] for a in attendees(ada, tail)}
        feeds.wait(bob, "event.created", tail["id"])
    else:
        assert whom(attendees(ada, tail)) == [(None, e, None, "needs_action") for e in ("guest3@example.org", "new@example.org")]
        assert bob.get(at(tail)).status == 404


def test_a_dry_run_invites_nobody(ada, bob, calendar):
    series = ada.event({"id": calendar.id}, **DAILY)
    shown = ada.patch(f"{at(series)}?dry_run=true", {"attendees": [{"user_id": bob.id}]}).json()
    assert shown["attendee_count"] == 1
    assert attendees(ada, series) == [] and bob.get(at(series)).status == 404


def test_an_event_that_moves_takes_its_attendees(ada, bob, event, feeds):
    other = ada.calendar()
    moved = ada.patch(at(event), {"calendar_id": other["id"], "attendees": [*event["attendees"], {"email": "new@example.org"}]}).json()
    assert moved["attendee_count"] == 3 and bob.get(at(event)).json() == moved
    assert {a["calendar_id"] for a in attendees(bob, event)} == {other["id"]}
    assert [m["type"] for m in feeds.wait(bob, "event.updated", event["id"]) if m["subject"] == event["id"]] == ["event.created", "event.updated"]


def test_one_key_invites_once(ada, event):
    first = ada.post(f"{at(event)}/attendees", {"email": "new@example.org"}, key="once")
    again = ada.post(f"{at(event)}/attendees", {"email": "new@example.org"}, key="once")
    assert (again.status, again.body) == (201, first.body)
    assert ada.get(at(event)).json()["attendee_count"] == 3


def test_those_who_see_a_calendar_attend_nothing_by_that(ada, calendar, event, stack, contract):
    viewer = Person(stack.port, contract, "Viewer")
    calendar.let(viewer, "viewer")
    assert len(viewer.get(at(event)).json()["attendees"]) == 2
    calendar.shut_out(viewer)
    assert viewer.get(at(event)).status == 404


# ------------------------------------------------------------------ beside others


def answer(person, event, status):
    reply = person.patch(path_of(person, event, user_id=person.id), {"status": status})
    assert reply.status == 200, reply


def test_an_answer_is_a_new_body_of_the_same_version(ada, bob, event):
    before = ada.get(at(event))
    assert ada.get(at(event), if_none_match=before.etag).status == 304
    answer(bob, event, "accepted")
    after = ada.get(at(event), if_none_match=before.etag)
    assert (after.status, after.json()["version"]) == (200, before.json()["version"])
    assert [a["status"] for a in after.json()["attendees"]] == ["accepted", "needs_action"]
    assert ada.get(at(event), if_none_match=after.etag).status == 304
    assert ada.patch(at(event), {"title": "Other"}, if_match=before.etag).status == 200
    assert ada.patch(at(event), {"title": "Another"}, if_match=after.etag).code == "precondition_failed"


def test_whoever_attends_a_hidden_event_sees_all_of_it_and_viewers_do_not(ada, bob, person, feeds, calendar, event):
    cleo, dan = person("Cleo"), person("Dan")
    for viewer in (cleo, dan):
        calendar.let(viewer, "viewer")
    ada.post(f"{at(event)}/attendees", {"user_id": cleo.id})
    hidden = ada.patch(at(event), {"visibility": "private", "title": "Secret"}).json()
    window = f"/events?calendar_id={calendar.id}&start=2000-01-01T00:00:00Z&end=2100-01-01T00:00:00Z"
    for guest in (bob, cleo):
        assert guest.get(at(event)).json()["title"] == "Secret"
        assert [e["title"] for e in guest.walk("/events?attending=true")] == ["Secret"]
        assert len(attendees(guest, event)) == 3
    for path in (f"/events?calendar_id={calendar.id}", window):
        assert [e["title"] for e in cleo.walk(path)] == ["Secret"]
        assert [(e["title"], e["attendees"], e["attendee_count"]) for e in dan.walk(path)] == [("Busy", [], 0)]
    assert dan.get(f"{at(event)}/attendees").code == "forbidden"
    assert dan.get(f"{at(event)}/attendees/{hidden['attendees'][0]['id']}").code == "forbidden"
    answer(bob, event, "declined")
    wait_until("cleo to hear the answer", lambda: [m for m in feeds.of(cleo, "attendee")])
    assert feeds.of(dan, "attendee") == []
    assert [m["data"]["title"] for m in feeds.of(dan, "event")][-1] == "Busy"
    assert [m["data"]["title"] for m in feeds.of(cleo, "event")][-1] == "Secret"


def test_a_batch_invites(ada, bob, calendar, event):
    fields = {key: event[key] for key in ("calendar_id", "title", "start_time", "end_time")}
    items = [{"operation": "create", "event": fields | {"attendees": [{"user_id": bob.id}, {"email": f"guest{n}@example.org"}]}} for n in range(3)]
    items.append({"operation": "patch", "id": event["id"], "patch": {"attendees": [{"user_id": bob.id}]}})
    made = ada.post("/events/batch", {"items": items}).json()["results"]
    assert [r["status"] for r in made] == [201, 201, 201, 200]
    assert {e["id"] for e in bob.walk("/events?attending=true")} == {event["id"], *(r["id"] for r in made)}
    assert [e["attendee_count"] for e in ada.walk(f"/events?calendar_id={calendar.id}")] == [1, 2, 2, 2]


@pytest.mark.parametrize("number", [500, 501])
def test_a_batch_invites_500_addresses_at_most(ada, calendar, event, number):
    fields = {key: event[key] for key in ("calendar_id", "title", "start_time", "end_time")}
    guests_of = [guests(number)[:300], guests(number)[200:]]
    reply = ada.post("/events/batch", {"items": [{"operation": "create", "event": fields | {"attendees": g}} for g in guests_of]})
    if number == 500:
        assert [r["status"] for r in reply.json()["results"]] == [201, 201]
    else:
        assert [d["field"] for d in reply.json()["details"]] == ["items"]


def test_whoever_attends_and_sees_no_calendar_changes_nothing_in_a_batch(bob, event):
    reply = bob.post("/events/batch", {"items": [{"operation": "patch", "id": event["id"], "patch": {"title": "Mine"}}]})
    assert [r["status"] for r in reply.json()["results"]] == [403]


def test_two_answers_at_once_are_one_behind_the_other(ada, bob, event):
    """Each is counted, and what is shown last is what was answered last."""
    mine = path_of(bob, event, user_id=bob.id)
    before = bob.get(mine).json()["version"]

    def answer(n):
        return bob.patiently(lambda: another(bob).patch(mine, {"status": ("accepted", "declined", "tentative")[n % 3]}))

    with ThreadPoolExecutor(6) as pool:
        replies = list(pool.map(answer, range(24)))
    assert {r.status for r in replies} == {200}
    last = max((r.json() for r in replies), key=lambda a: a["version"])
    assert bob.get(mine).json() == last
    shown = next(a for a in ada.get(at(event)).json()["attendees"] if a["user_id"] == bob.id)
    assert shown["status"] == last["status"] and last["version"] > before
    assert ada.get(at(event)).json()["version"] == event["version"]
