"""What services compute occurrences from: `event.course` and `event.courses`."""

import contextlib
import uuid
from datetime import datetime, timezone

import pytest

from asking import EventService, made_at_once
from harness.bus import Bus
from series import at, cancel, change, get, moved, weekly
from things import SharedCalendar

SECOND = 292194 * 86400 * 10**6  # what the second of two times is later
DAY_US = 86400 * 10**6
ALONE = {"calendar_id": None, "created_at": None, "updated_at": None, "cancelled": False, "all_day": False, "timezone": None,
         "start_at": None, "end_at": None, "is_series": False, "start_local": None, "series_end": None, "recurrence_rule": None,
         "rdates": [], "exdates": [], "changed": [], "split_into": []}


@pytest.fixture
def events(stack):
    with contextlib.closing(Bus(stack)) as bus:
        yield EventService(bus)


def wall(text):
    """Microseconds of a time of the wall clock."""
    return int(datetime.fromisoformat(text).replace(tzinfo=timezone.utc).timestamp()) * 10**6


def place(text):
    return {"place": wall(text)}


def gone(event_id, version=0):
    return {"event_id": event_id, "version": version, "deleted": True} | ALONE


# ------------------------------------------------------------------ one


def test_a_single_event_has_its_times(ada, events):
    event = ada.event(ada.calendar(), timezone="Asia/Tokyo", status="tentative")
    assert events.course(ada, event) == ALONE | {
        "event_id": event["id"], "version": 1, "deleted": False, "calendar_id": event["calendar_id"],
        "created_at": event["created_at"], "updated_at": event["updated_at"], "timezone": "Asia/Tokyo",
        "start_at": event["start_time"], "end_at": event["end_time"]}


def test_a_series_has_all_that_its_occurrences_are_computed_from(ada, events):
    series = weekly(ada, recurrence_rule="FREQ=WEEKLY;COUNT=6", exception_dates=[at(8)],
                    recurrence_dates=["2026-06-03T09:00:00+02:00", "2026-06-04T09:00:00+02:00/PT90M"])
    change(ada, series, "this", at(22), {"title": "Other"} | moved(24))
    change(ada, series, "this", at(15), {"status": "cancelled"})
    series = get(ada, series)
    assert events.course(ada, series) == ALONE | {
        "event_id": series["id"], "version": series["version"], "deleted": False, "calendar_id": series["calendar_id"],
        "created_at": series["created_at"], "updated_at": series["updated_at"], "timezone": "Europe/Berlin",
        "start_at": series["start_time"], "end_at": series["end_time"], "is_series": True,
        "start_local": wall("2026-06-01T09:00"), "series_end": "2026-07-06T08:00:00.000001Z", "recurrence_rule": "FREQ=WEEKLY;COUNT=6",
        "rdates": [place("2026-06-03T09:00") | {"length_us": None}, place("2026-06-04T09:00") | {"length_us": 5400 * 10**6}],
        "exdates": [place("2026-06-08T09:00")],
        "changed": [
            place("2026-06-15T09:00") | {"cancelled": True, "all_day": False, "start_at": at(15), "end_at": at(15, "08:00:00")},
            place("2026-06-22T09:00") | {"cancelled": False, "all_day": False, "start_at": at(24, "12:00:00"), "end_at": at(24, "12:30:00")}]}


def test_an_all_day_series_has_dates(ada, events):
    series = ada.event(ada.calendar(), "Trip", "2026-06-01", "2026-06-03", all_day=True, recurrence_rule="FREQ=WEEKLY",
                       recurrence_dates=["2026-06-04", "2026-06-05/P3D"], exception_dates=["2026-06-08"])
    timed = {"all_day": False, "start_time": "2026-06-15T09:00:00Z", "end_time": "2026-06-15T10:00:00Z"}
    change(ada, series, "this", "2026-06-15", timed)
    course = events.course(ada, series)
    assert (course["all_day"], course["start_at"], course["end_at"], course["start_local"]) == (
        True, "2026-06-01T00:00:00Z", "2026-06-03T00:00:00Z", wall("2026-06-01"))
    assert course["rdates"] == [place("2026-06-04") | {"length_us": None}, place("2026-06-05") | {"length_us": 3 * DAY_US}]
    assert course["exdates"] == [place("2026-06-08")] and course["series_end"] == "2200-01-01T00:00:00Z"
    assert course["changed"] == [place("2026-06-15") | {
        "cancelled": False, "all_day": False, "start_at": timed["start_time"], "end_at": timed["end_time"]}]


def test_the_second_of_two_times_is_told_apart(ada, events):
    first, second = "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"
    series = weekly(ada, start=second, end=second, recurrence_rule="FREQ=DAILY;COUNT=3", recurrence_dates=[first])
    change(ada, series, "this", second, {"title": "Own"})
    change(ada, series, "this", first, {"title": "Own"})
    course = events.course(ada, series)
    shown = wall("2026-10-25T02:30")
    assert course["start_local"] == shown + SECOND and [d["place"] for d in course["rdates"]] == [shown]
    assert [(c["place"], c["start_at"]) for c in course["changed"]] == [(shown, first), (shown + SECOND, second)]
    cancel(ada, series, "this", second)
    course = events.course(ada, series)
    assert course["exdates"] == [{"place": shown + SECOND}] and [c["place"] for c in course["changed"]] == [shown]


def test_a_start_in_a_gap_and_one_that_an_earlier_release_stored_without_its_wall(ada, events, stack):
    series = weekly(ada, start="2026-03-28T02:30:00+01:00", end="2026-03-28T03:00:00+01:00", recurrence_rule="FREQ=DAILY;COUNT=3")
    assert events.course(ada, series)["start_local"] == wall("2026-03-28T02:30")
    stack.sql("event", f"UPDATE events SET start_local = NULL WHERE id = '{series['id']}'")
    assert events.course(ada, series)["start_local"] == wall("2026-03-28T02:30")


def test_lengths_that_an_earlier_release_stored_end_somewhere(ada, events, stack):
    series = ada.event(ada.calendar(), "Trip", "2026-06-01", "2026-06-02", all_day=True, recurrence_dates=["2026-06-05/P3D"])
    stack.sql("event", f"UPDATE events SET rdates = '{{2026-06-05T00:00:00/999999999999,nothing}}' WHERE id = '{series['id']}'")
    date, = events.course(ada, series)["rdates"]
    assert date["place"] == wall("2026-06-05") and date["length_us"] == wall("2200-01-01") - wall("1900-01-01")


def test_whether_it_is_cancelled(ada, events):
    event = ada.event(ada.calendar(), status="cancelled")
    assert events.course(ada, event)["cancelled"]
    assert ada.patch(f"/events/{event['id']}", {"status": "confirmed"}).status == 200
    assert not events.course(ada, event)["cancelled"]


def test_who_may_read_it_is_told(ada, eve, person, events):
    shared, people = SharedCalendar(ada), {role: person(role.capitalize()) for role in ("editor", "viewer", "guest")}
    for role in ("editor", "viewer"):
        shared.let(people[role], role)
    event = ada.event({"id": shared.id}, visibility="private", attendees=[{"user_id": people["guest"].id}])
    for reader in (ada, *people.values()):
        assert events.course(reader, event)["start_at"] == event["start_time"]
    assert events.may_not_read(eve, event["id"])
    shared.shut_out(people["viewer"])
    assert events.may_not_read(people["viewer"], event["id"])
    assert ada.patch(f"/events/{event['id']}", {"attendees": []}).status == 200
    assert events.may_not_read(people["guest"], event["id"])


def test_what_is_no_event_any_more_or_never_was(ada, events, stack):
    series = weekly(ada)
    change(ada, series, "this", at(8), {"title": "Own"})
    own = stack.sql("event", f"SELECT id FROM events WHERE series_id = '{series['id']}'")
    assert events.may_not_read(ada, own) and events.may_not_read(ada, str(uuid.uuid4()))
    assert ada.delete(f"/events/{series['id']}").status == 204
    assert events.may_not_read(ada, series["id"])
    assert ada.post(f"/events/{series['id']}/restore").status == 200
    assert [c["place"] for c in events.course(ada, series)["changed"]] == [wall("2026-06-08T09:00")]


# ------------------------------------------------------------------ many


def test_many_are_told_in_the_order_of_the_question_whoever_may_read_them(ada, eve, events, stack):
    calendar = ada.calendar()
    single, series, deleted, others = ada.event(calendar), weekly(ada, calendar), ada.event(calendar), eve.event(eve.calendar())
    change(ada, series, "this", at(8), {"title": "Own"})
    own, nobody = stack.sql("event", f"SELECT id FROM events WHERE series_id = '{series['id']}'"), str(uuid.uuid4())
    assert ada.delete(f"/events/{deleted['id']}").status == 204
    one, two, others = (events.course(p, e) for p, e in ((ada, single), (ada, series), (eve, others)))
    asked = [nobody, series["id"], deleted["id"], others["event_id"], own, single["id"], str(uuid.uuid4())]
    assert events.courses(*asked) == [gone(nobody), two, gone(deleted["id"], 2), others, gone(own), one, gone(asked[-1])]
    assert events.courses(nobody, own) == [gone(nobody), gone(own)]


def test_a_series_that_was_split_has_what_was_made_of_it(ada, events):
    series = weekly(ada)
    third = change(ada, series, "following", at(15), {"title": "Third"})
    second = change(ada, series, "following", at(8), {"title": "Second"})
    fourth = change(ada, third, "following", at(29), {"title": "Fourth"})
    whole = change(ada, fourth, "following", at(29), {"title": "All of it"})
    first, third_now = events.courses(series["id"], third["id"])
    assert whole["id"] == fourth["id"] and first["split_into"] == sorted([second["id"], third["id"]])
    assert third_now["split_into"] == [fourth["id"]] and events.course(ada, fourth)["split_into"] == []
    assert ada.delete(f"/events/{second['id']}").status == 204
    assert events.course(ada, series)["split_into"] == [third["id"]]
    assert ada.post(f"/events/{second['id']}/restore").status == 200
    cancel(ada, series, "following", at(1))
    assert events.courses(series["id"]) == [gone(series["id"], events.courses(series["id"])[0]["version"])]


def full(person, stack, events, number):
    """Series that have as many dates and changed occurrences as may be, of which none is small."""
    series = weekly(person, recurrence_rule="FREQ=DAILY")
    stack.sql("event", f"""
        WITH made AS (
            INSERT INTO events (id, calendar_id, uid, title, start_time, end_time, timezone, all_day, status, transparency, visibility, tags,
                                version, created_by, updated_by, recurrence_rule, series_start, series_end, exdates, overridden)
            SELECT gen_random_uuid(), calendar_id, gen_random_uuid(), title, start_time, end_time, timezone, all_day, status, transparency,
                   visibility, tags, version, created_by, updated_by, recurrence_rule, series_start, series_end,
                   ARRAY(SELECT timestamp '2030-01-01T09:00' + n * interval '1 day' FROM generate_series(1, 500) AS n),
                   ARRAY(SELECT timestamp '2040-01-01T09:00' + n * interval '1 day' FROM generate_series(1, 1000) AS n)
            FROM events, generate_series(1, {number}) WHERE id = '{series['id']}' RETURNING *)
        INSERT INTO events (id, calendar_id, title, start_time, end_time, timezone, all_day, status, transparency, visibility, tags,
                            created_by, updated_by, series_id, recurrence_local)
        SELECT gen_random_uuid(), calendar_id, title, start_time, end_time, timezone, all_day, status, transparency, visibility, tags,
               created_by, updated_by, id, wall FROM made, unnest(overridden) AS wall""")
    return stack.sql("event", f"SELECT id FROM events WHERE calendar_id = '{series['calendar_id']}' AND overridden <> '{{}}'").split()


def test_of_the_first_ids_as_many_as_fit_are_answered(ada, events, stack):
    large, small = full(ada, stack, events, 8), [ada.event(ada.calendar())["id"] for _ in range(3)]
    one, = events.courses(large[0])
    assert len(one["exdates"]) == 500 and len(one["changed"]) == 1000
    asked, answered = [*small[:1], str(uuid.uuid4()), *large[:4], small[1], *large[4:], small[2], str(uuid.uuid4())], []
    while len(answered) < len(asked):
        some = events.courses(*asked[len(answered):])
        assert some and [c["event_id"] for c in some] == asked[len(answered):][:len(some)]
        assert sum(len(c["changed"]) for c in some) <= 3000
        answered += some
    assert [c["version"] > 0 for c in answered] == [e in small + large for e in asked]


def test_200_are_told_at_once(ada, events):
    ids = made_at_once(ada, ada.calendar(), 200)
    assert [c["event_id"] for c in events.courses(*ids)] == ids and len(ids) == 200


def test_they_are_for_reminders_alone(stack):
    for process, may in (("reminder", True), ("calendar", False), ("gateway", False), ("delivery", False)):
        with contextlib.closing(Bus(stack, process)) as bus:
            for operation in ("course", "courses", "changes", "occurrences_check"):
                assert bus.may_publish(f"svc.event.{operation}", f"_INBOX_{process}.x.1") == may, (process, operation)
