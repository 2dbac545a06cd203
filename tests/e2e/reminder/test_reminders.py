"""Reminders: who sets which, what is refused, and what happens to them with their event."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone

import pytest

from harness.changes import types
from harness.stack import wait_until
from things import SharedCalendar

MOST = 10  # of a user on an event


def moment(days, hour=9, minute=0):
    """At that hour so many days from today; the service's clock is the world's."""
    today = datetime.now(timezone.utc).replace(hour=0, minute=0, second=0, microsecond=0)
    return (today + timedelta(days=days, hours=hour, minutes=minute)).strftime("%Y-%m-%dT%H:%M:%SZ")


def event(person, calendar=None, days=3, **fields):
    return person.event(calendar or person.calendar(), start=moment(days), end=moment(days, 10), **fields)


def path(event, reminder=None):
    return f"/events/{event['id']}/reminders" + (f"/{reminder['id']}" if reminder else "")


def remind(person, event, minutes=10, **fields):
    reply = person.post(path(event), fields if "at" in fields else {"minutes_before": minutes} | fields)
    assert reply.status == 201, reply
    return reply.json()


def due(person, start=0, end=300, more=""):
    return person.walk(f"/reminders?start={moment(start)}&end={moment(end)}{more}")


# ------------------------------------------------------------------ one reminder


def test_a_reminder_is_set_read_changed_and_deleted(ada):
    meeting = event(ada)
    reply = ada.post(path(meeting), {"minutes_before": 10})
    made = reply.json()
    assert reply.status == 201 and reply.etag == '"1"'
    assert made == {"id": made["id"], "event_id": meeting["id"], "minutes_before": 10, "at": None, "related": "start", "channel": "feed",
                    "is_default": False, "version": 1, "created_at": made["created_at"], "updated_at": made["created_at"]}
    assert ada.get(path(meeting, made)).json() == made and ada.walk(path(meeting)) == [made]
    changed = ada.patch(path(meeting, made), {"minutes_before": 30, "channel": "email"}).json()
    assert changed == made | {"minutes_before": 30, "channel": "email", "version": 2, "updated_at": changed["updated_at"]}
    assert ada.get(path(meeting, made)).json() == changed
    assert ada.delete(path(meeting, made)).status == 204
    for reply in (ada.get(path(meeting, made)), ada.patch(path(meeting, made), {"minutes_before": 1}), ada.delete(path(meeting, made))):
        assert (reply.status, reply.code) == (404, "not_found")
    assert ada.walk(path(meeting)) == []


def test_a_reminder_is_not_found_by_way_of_another_event(ada):
    calendar = ada.calendar()
    one, other = event(ada, calendar), event(ada, calendar)
    made = remind(ada, one)
    remind(ada, other)
    for reply in (ada.get(path(other, made)), ada.patch(path(other, made), {"minutes_before": 1}), ada.delete(path(other, made))):
        assert (reply.status, reply.code) == (404, "not_found")
    assert ada.walk(path(one)) == [made]


@pytest.mark.parametrize("minutes", [0, 1, 40319, 40320])
def test_minutes_at_their_limits(ada, minutes):
    meeting = event(ada, days=60)
    assert remind(ada, meeting, minutes)["minutes_before"] == minutes
    assert remind(ada, meeting, minutes, related="end")["related"] == "end"


@pytest.mark.parametrize("body, bad", [
    ({"minutes_before": -1}, "minutes_before"), ({"minutes_before": 40321}, "minutes_before"), ({"minutes_before": "10"}, "minutes_before"),
    ({"minutes_before": 1.5}, "minutes_before"), ({}, "minutes_before"), ({"minutes_before": None}, "minutes_before"),
    ({"minutes_before": 10, "at": "2030-01-01T00:00:00Z"}, "minutes_before"), ({"at": "2030-01-01"}, "at"), ({"at": "soon"}, "at"),
    ({"at": "2030-01-01T00:00:00Z", "related": "end"}, "related"), ({"minutes_before": 10, "related": "middle"}, "related"),
    ({"minutes_before": 10, "related": 1}, "related"), ({"minutes_before": 10, "channel": "pigeon"}, "channel"),
    ({"minutes_before": 10, "version": 1}, "version"), ({"minutes_before": 10, "due_at": "2030-01-01T00:00:00Z"}, "due_at")])
def test_what_is_wrong_is_named(ada, body, bad):
    meeting = event(ada)
    reply = ada.post(path(meeting), body)
    assert (reply.code, reply.bad_fields) == ("validation_failed", {bad}), reply
    assert ada.walk(path(meeting)) == []


def test_a_patch_turns_minutes_into_a_time_and_back(ada):
    meeting = event(ada)
    made = remind(ada, meeting)
    for body in ({"at": moment(1)}, {"minutes_before": None}, {"minutes_before": 40321}, {"minutes_before": None, "at": moment(1), "related": "end"}):
        assert ada.patch(path(meeting, made), body).code == "validation_failed", body
    assert ada.get(path(meeting, made)).json() == made
    at = ada.patch(path(meeting, made), {"minutes_before": None, "at": moment(1)}).json()
    assert (at["minutes_before"], at["at"]) == (None, moment(1)) and [r["due_at"] for r in due(ada)] == [moment(1)]
    back = ada.patch(path(meeting, made), {"minutes_before": 5, "at": None}).json()
    assert (back["minutes_before"], back["at"]) == (5, None) and [r["due_at"] for r in due(ada)] == [moment(3, 8, 55)]


def test_ten_of_a_user_on_an_event(ada, person):
    calendar, bob = SharedCalendar(ada), person("Bob")
    calendar.let(bob, "viewer")
    meeting, other = event(ada, {"id": calendar.id}), event(ada, {"id": calendar.id})
    for somebody in (ada, bob):
        made = [remind(somebody, meeting, i) for i in range(MOST)]
        reply = somebody.post(path(meeting), {"minutes_before": 20})
        assert (reply.status, reply.code) == (409, "conflict")
        assert [r["id"] for r in somebody.walk(path(meeting) + "?limit=3")] == [r["id"] for r in made]
        remind(somebody, other)
        assert somebody.delete(path(meeting, made[3])).status == 204
        remind(somebody, meeting)


def test_twenty_at_once_are_ten(ada):
    meeting = event(ada)
    with ThreadPoolExecutor(20) as pool:
        replies = list(pool.map(lambda i: ada.patiently(lambda: ada.post(path(meeting), {"minutes_before": i})), range(20)))
    assert sorted(r.status for r in replies) == [201] * MOST + [409] * MOST
    assert len(ada.walk(path(meeting))) == MOST


def test_if_match(ada):
    meeting = event(ada)
    made = remind(ada, meeting)
    for reply in (ada.patch(path(meeting, made), {"minutes_before": 1}, if_match='"7"'), ada.delete(path(meeting, made), if_match='"7"')):
        assert reply.status == 412, reply
    assert ada.patch(path(meeting, made), {"minutes_before": 1}, if_match='"1"').etag == '"2"'
    assert ada.get(path(meeting, made), if_none_match='"2"').status == 304
    assert ada.delete(path(meeting, made), if_match='"2"').status == 204


def test_a_repeated_post_makes_one(ada):
    meeting, key = event(ada), str(uuid.uuid4())
    one, two = (ada.post(path(meeting), {"minutes_before": 10}, key=key) for _ in range(2))
    assert one.status == two.status == 201 and one.body == two.body and len(ada.walk(path(meeting))) == 1
    assert ada.post(path(meeting), {"minutes_before": 11}, key=key).code == "idempotency_mismatch"


def test_keys(ada, key_of):
    meeting = event(ada)
    made = remind(ada, meeting)
    reads, writes = key_of(ada, {"reminders": ["read"]}), key_of(ada, {"reminders": ["write"]})
    assert reads.walk(path(meeting)) == [made] and [r["id"] for r in due(reads)] == [made["id"]]
    assert reads.post(path(meeting), {"minutes_before": 1}).code == "insufficient_scope"
    assert writes.get(path(meeting)).code == "insufficient_scope"
    assert writes.post(path(meeting), {"minutes_before": 1}).json().keys() == {"id", "version"}
    assert len(ada.walk(path(meeting))) == 2


# ------------------------------------------------------------------ whose


def test_whoever_may_read_the_event_sets_own_ones(ada, person, eve):
    calendar, viewer, guest, stranger = SharedCalendar(ada), person("Viewer"), person("Guest"), eve
    calendar.let(viewer, "viewer")
    meeting = event(ada, {"id": calendar.id}, attendees=[{"user_id": guest.id}], visibility="private")
    made = {p: remind(p, meeting, 10 + i) for i, p in enumerate((ada, viewer, guest))}
    for somebody, own in made.items():
        assert somebody.walk(path(meeting)) == [own] and [r["id"] for r in due(somebody)] == [own["id"]]
        for other in made.keys() - {somebody}:
            for reply in (somebody.get(path(meeting, made[other])), somebody.patch(path(meeting, made[other]), {"minutes_before": 1}),
                          somebody.delete(path(meeting, made[other]))):
                assert (reply.status, reply.code) == (404, "not_found")
    assert (stranger.post(path(meeting), {"minutes_before": 1}).status, stranger.get(path(meeting)).status, due(stranger)) == (404, 404, [])
    assert ada.post(f"/events/{uuid.uuid4()}/reminders", {"minutes_before": 1}).status == 404


def test_only_its_owner_hears_of_it(ada, person, feeds):
    calendar, bob = SharedCalendar(ada), person("Bob")
    calendar.let(bob, "editor")
    meeting = event(ada, {"id": calendar.id})
    made = remind(ada, meeting)
    ada.patch(path(meeting, made), {"minutes_before": 20})
    ada.delete(path(meeting, made))
    heard = feeds.wait(ada, "reminder.deleted", made["id"], "reminder")
    assert types(heard) == ["reminder.created", "reminder.updated", "reminder.deleted"]
    assert [m["version"] for m in heard] == [1, 2, 3] and heard[0]["data"] == made
    assert feeds.of(bob, "reminder") == []


# ------------------------------------------------------------------ with the event


def test_they_go_with_the_event_and_come_back_with_it(ada):
    meeting = event(ada)
    made = remind(ada, meeting)
    assert ada.delete(f"/events/{meeting['id']}").status == 204
    wait_until("the reminder to be gone", lambda: ada.get(path(meeting, made)).status == 404)
    assert ada.get(path(meeting)).status == 404 and due(ada) == []
    for reply in (ada.patch(path(meeting, made), {"minutes_before": 1}), ada.delete(path(meeting, made)), ada.post(path(meeting), {"minutes_before": 1})):
        assert (reply.status, reply.code) == (404, "not_found")
    assert ada.post(f"/events/{meeting['id']}/restore").status == 200
    wait_until("it to be back", lambda: ada.walk(path(meeting)) == [made])
    assert ada.get(path(meeting, made)).json() == made
    wait_until("it to be to come", lambda: [r["id"] for r in due(ada)] == [made["id"]])


def test_they_follow_the_event(ada):
    meeting = event(ada)
    remind(ada, meeting)
    assert ada.patch(f"/events/{meeting['id']}", {"start_time": moment(5), "end_time": moment(5, 10)}).status == 200
    wait_until("another time", lambda: [r["due_at"] for r in due(ada)] == [moment(5, 8, 50)])


def lost(feeds, person, made, meeting):
    """The reminder has gone, and its owner was told; its event is theirs no more."""
    heard = [m for m in feeds.wait(person, "reminder.deleted", made["id"], "reminder") if m["subject"] == made["id"]]
    assert types(heard) == ["reminder.created", "reminder.deleted"] and [m["version"] for m in heard] == [1, 2]
    assert due(person) == [] and person.get(path(meeting)).status == 404
    assert person.get(path(meeting, made)).status == 404


def test_a_former_member_loses_them(ada, person, feeds):
    calendar, bob, carol = SharedCalendar(ada), person("Bob"), person("Carol")
    for member in (bob, carol):
        calendar.let(member, "viewer")
    meetings = [event(ada, {"id": calendar.id}) for _ in range(3)]
    made, kept = [remind(bob, meeting) for meeting in meetings], [remind(carol, meeting) for meeting in meetings]
    calendar.shut_out(bob)
    for reminder, meeting in zip(made, meetings):
        lost(feeds, bob, reminder, meeting)
    assert [r["id"] for r in due(carol)] == sorted(r["id"] for r in kept)
    calendar.let(bob, "viewer")
    assert bob.walk(path(meetings[0])) == [], "what has gone stays away"
    remind(bob, meetings[0])


def test_who_is_invited_no_more_loses_them(ada, person, feeds):
    guest = person("Guest")
    meeting = event(ada, attendees=[{"user_id": guest.id}])
    made, mine = remind(guest, meeting), remind(ada, meeting)
    assert ada.delete(f"/events/{meeting['id']}/attendees/{meeting['attendees'][0]['id']}").status == 204
    lost(feeds, guest, made, meeting)
    assert ada.walk(path(meeting)) == [mine]


def test_a_deleted_calendar_has_none(ada):
    calendar = ada.calendar()
    meeting = event(ada, calendar)
    remind(ada, meeting)
    assert ada.delete(f"/calendars/{calendar['id']}").status == 204
    wait_until("nothing to come", lambda: due(ada) == [] and ada.get(path(meeting)).status == 404)


# ------------------------------------------------------------------ what will come due


def test_what_is_to_come_is_in_order_and_says_for_what(ada):
    calendar = ada.calendar()
    late, soon = event(ada, calendar, days=5), event(ada, calendar, days=3)
    made = [remind(ada, late, 10), remind(ada, soon, 0), remind(ada, soon, 60, related="end"), remind(ada, late, at=moment(4))]
    shown = due(ada)
    assert [(r["due_at"], r["id"]) for r in shown] == sorted(
        [(moment(5, 8, 50), made[0]["id"]), (moment(3), made[1]["id"]), (moment(3), made[2]["id"]), (moment(4), made[3]["id"])])
    of = {r["id"]: r for r in shown}
    assert of[made[1]["id"]] == made[1] | {"due_at": moment(3), "start_time": moment(3), "end_time": moment(3, 10)}
    assert of[made[3]["id"]] == made[3] | {"due_at": moment(4)}


@pytest.mark.parametrize("limit", [1, 2, 7, 200])
def test_pages_go_through_series_and_equal_times(ada, limit):
    calendar = ada.calendar()
    daily = [event(ada, calendar, recurrence_rule=f"FREQ=DAILY;COUNT={count}") for count in (9, 12)]
    made = [remind(ada, e, minutes) for e in daily for minutes in (10, 10, 1450)]
    shown = due(ada, 0, 10, f"&limit={limit}")
    told = [(r["due_at"], r["id"], r["recurrence_id"]) for r in shown]
    assert told == sorted(told)
    expected = [(moment(day, 8, 50), r["id"]) for r in made for day in range(3, 11) if r["minutes_before"] == 10]
    expected += [(moment(day - 1, 8, 50), r["id"]) for r in made for day in range(3, 12) if r["minutes_before"] == 1450]
    assert sorted((d, i) for d, i, _ in told) == sorted(expected)
    assert all(r["recurrence_id"] == r["start_time"] for r in shown)


def test_the_window_includes_its_start_and_not_its_end(ada):
    meeting = event(ada)
    remind(ada, meeting, 0)

    def count(start, end):
        return len(ada.walk(f"/reminders?start={start}&end={end}"))
    assert [count(moment(3), moment(3, 9, 1)), count(moment(3, 8), moment(3)), count(moment(3, 9, 1), moment(4)), count(moment(2), moment(4))] == [1, 0, 0, 1]


@pytest.mark.parametrize("start, end, bad", [(0, 366, None), (0, 367, "end"), (1, 1, "end"), (2, 1, "end"), (None, 1, "start"), (1, None, "end")])
def test_a_window_has_both_ends_and_at_most_366_days(ada, start, end, bad):
    query = "&".join(f"{name}={moment(days)}" for name, days in (("start", start), ("end", end)) if days is not None)
    reply = ada.get(f"/reminders?{query}")
    assert reply.bad_fields == {bad} if bad else reply.json()["data"] == [], reply


def test_a_second_more_than_366_days_is_too_much(ada):
    start, end = moment(0), moment(366)
    assert ada.get(f"/reminders?start={start}&end={end.replace(':00Z', ':01Z')}").bad_fields == {"end"}


def test_all_day_events_begin_at_the_midnight_of_who_is_reminded(person):
    ada, bob = person("Ada", timezone="Asia/Tokyo"), person("Bob", timezone="UTC")
    calendar = SharedCalendar(ada)
    calendar.let(bob, "viewer")
    day, next_day = moment(3)[:10], moment(4)[:10]
    holiday = ada.event({"id": calendar.id}, start=day, end=next_day, all_day=True)
    for somebody, at in ((ada, moment(2, 15)), (bob, moment(3, 0))):
        remind(somebody, holiday, 0)
        (shown,) = due(somebody)
        assert (shown["due_at"], shown["start_time"], shown["end_time"]) == (at, day, next_day)


def test_what_is_past_is_left_out(ada):
    calendar = ada.calendar()
    past, daily = event(ada, calendar, days=-2), event(ada, calendar, days=-2, recurrence_rule="FREQ=DAILY;COUNT=6")
    remind(ada, past)
    remind(ada, daily)
    assert [r["due_at"] for r in due(ada, -10, 10)] == [moment(day, 8, 50) for day in range(-2, 4) if moment(day, 8, 50) > now()]


def now():
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def test_what_an_occurrence_of_a_series_is_moved_to(ada):
    daily = event(ada, recurrence_rule="FREQ=DAILY;COUNT=3")
    remind(ada, daily)
    reply = ada.patch(f"/events/{daily['id']}?scope=this&occurrence={moment(4)}", {"start_time": moment(4, 15), "end_time": moment(4, 16)})
    assert reply.status == 200, reply
    moved = [(moment(3, 8, 50), moment(3)), (moment(4, 14, 50), moment(4)), (moment(5, 8, 50), moment(5))]
    wait_until("the move", lambda: [(r["due_at"], r["recurrence_id"]) for r in due(ada)] == moved)
    assert ada.delete(f"/events/{daily['id']}?scope=this&occurrence={moment(4)}").status in (200, 204)
    wait_until("one less", lambda: [(r["due_at"], r["recurrence_id"]) for r in due(ada)] == [moved[0], moved[2]])
