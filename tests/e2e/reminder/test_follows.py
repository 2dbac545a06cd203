"""Reminders follow their events: what is moved, cancelled, deleted, split, shared, and who may not see it any more."""

import pytest

from dues import ahead, await_told, change, due_at_of, dues, event_at, every, later, marker, never, once, remind, seconds, told
from harness.stack import wait_until
from things import SharedCalendar


@pytest.fixture
def bob(person):
    return person("Bob")


def due_then(person, reminder, at):
    """It is to come due at that time; None: never."""
    def is_so():
        due_at = due_at_of(person, reminder)
        return due_at is None if at is None else due_at is not None and seconds(due_at) == seconds(at)
    wait_until(f"{reminder['id']} to come due at {at}", is_so)


def moved(person, event, start, query="", minutes=60):
    return change(person, event, query, start_time=start, end_time=later(start, minutes=minutes))


# ------------------------------------------------------------------ the event itself


def test_an_event_moved_later_is_told_at_its_new_time_alone(ada):
    """calendar (Nextcloud)'s #12407: told at the old time after a move."""
    def use(at):
        event = event_at(ada, later(at, minutes=5))
        reminder = remind(ada, event, minutes_before=5)
        return at, reminder, moved(ada, event, later(at, minutes=5, seconds=3))
    at, reminder, _ = ahead(use)
    assert dues(once(ada, 1, reminder)) == [seconds(at) + 3]


def test_an_event_moved_earlier_is_told_at_its_new_time_alone(ada):
    def use(at):
        event = event_at(ada, later(at, hours=5))
        reminder = remind(ada, event, minutes_before=5)
        return at, reminder, moved(ada, event, later(at, minutes=5))
    at, reminder, _ = ahead(use)
    assert dues(once(ada, 1, reminder)) == [seconds(at)]


def test_an_event_moved_into_the_past_is_not_told(ada):
    at, event = ahead(lambda at: (at, event_at(ada, later(at, hours=5))))
    reminder = remind(ada, event, minutes_before=5)
    moved(ada, event, later(at, hours=-5))
    due_then(ada, reminder, None)
    never(ada, reminder)


def test_an_event_moved_such_that_it_should_have_been_told_is_told_at_once(ada):
    at, event = ahead(lambda at: (at, event_at(ada, later(at, hours=5))))
    reminder = remind(ada, event, minutes_before=30)
    marker(ada)
    moved(ada, event, later(reminder["created_at"], minutes=30, seconds=0.5))
    message, = await_told(ada, 1, reminder)
    assert dues([message]) == pytest.approx([seconds(reminder["created_at"]) + 0.5], abs=0.01) and message["type"] == "reminder.due"
    change(ada, event, title="Other")
    assert once(ada, 1, reminder) == [message]


def test_an_event_that_was_told_and_moved_away_is_told_again_at_its_new_time(ada):
    def use(at):
        event = event_at(ada, later(at, minutes=5))
        return at, event, remind(ada, event, minutes_before=5)
    at, event, reminder = ahead(use)
    await_told(ada, 1, reminder)
    now = ahead(lambda now: (now, moved(ada, event, later(now, minutes=5)))[0])
    assert dues(once(ada, 2, reminder)) == [seconds(at), seconds(now)]


def test_an_event_that_was_told_is_not_told_again_when_it_moves_away_and_back(ada):
    def use(at):
        event = event_at(ada, later(at, hours=5))
        return at, event, remind(ada, event, minutes_before=300)
    at, event, reminder = ahead(use)
    await_told(ada, 1, reminder)
    moved(ada, event, later(at, days=5))
    due_then(ada, reminder, later(at, days=5, hours=-5))
    moved(ada, event, event["start_time"])
    due_then(ada, reminder, None)
    assert dues(once(ada, 1, reminder)) == [seconds(at)]


def test_a_title_that_is_changed_right_before_is_told(ada):
    def use(at):
        event = event_at(ada, later(at, minutes=5), title="Before")
        reminders = [remind(ada, event, minutes_before=5), remind(ada, event, at=at)]
        for n in range(5):
            change(ada, event, title=f"After {n}")
        return at, reminders
    at, reminders = ahead(use)
    messages = once(ada, 2, *reminders)
    assert [m["data"]["title"] for m in messages] == ["After 4"] * 2 and dues(messages) == [seconds(at)] * 2


def test_titles_that_change_all_the_time_neither_stop_it_nor_tell_it_twice(ada):
    def use(at):
        event = event_at(ada, later(at, minutes=5))
        return event, remind(ada, event, minutes_before=5)
    event, reminder = ahead(use)
    for n in range(1000):
        change(ada, event, title=f"Title {n}")
        if n % 10 == 0 and told(ada, reminder):
            break
    assert once(ada, 1, reminder)[0]["data"]["title"].startswith("Title")


def test_a_cancelled_event_is_not_told_and_one_that_is_confirmed_again_is(ada):
    def use(at):
        event = event_at(ada, later(at, minutes=5))
        reminders = [remind(ada, event, minutes_before=m) for m in (5, 4)]
        change(ada, event, status="cancelled")
        return event, reminders
    event, (first, second) = ahead(use)
    never(ada, first, second)
    change(ada, event, status="confirmed")
    assert once(ada, 1, first, second)[0]["subject"] == first["id"], "it has not begun"
    due_then(ada, second, later(event["start_time"], minutes=-4))


@pytest.mark.parametrize("wait", [True, False], ids=["later", "at once"])
def test_a_deleted_event_is_not_told_and_one_that_is_restored_is(ada, wait):
    def use(at):
        event = event_at(ada, later(at, minutes=5))
        reminder = remind(ada, event, minutes_before=5)
        assert ada.delete(f"/events/{event['id']}").status == 204
        return event, reminder
    event, reminder = ahead(use)
    path = f"/events/{event['id']}/reminders"
    if wait:
        never(ada, reminder)
        wait_until("it to be listed no more", lambda: due_at_of(ada, reminder) is None)
    assert ada.get(path).status == 404
    assert ada.post(f"/events/{event['id']}/restore").status == 200
    once(ada, 1, reminder)
    assert [r["id"] for r in ada.get(path).json()["data"]] == [reminder["id"]]


def test_an_event_that_is_deleted_and_restored_again_and_again_keeps_its_reminders(ada):
    at, event = ahead(lambda at: (at, event_at(ada, later(at, hours=1))))
    reminders = [remind(ada, event, minutes_before=m) for m in range(5)]
    for _ in range(40):
        assert ada.delete(f"/events/{event['id']}").status == 204
        assert ada.post(f"/events/{event['id']}/restore").status == 200
    marker(ada)
    path = f"/events/{event['id']}/reminders"
    wait_until("they are there", lambda: len(ada.get(path).json()["data"]) == 5)
    for n, reminder in enumerate(reminders):
        due_then(ada, reminder, later(event["start_time"], minutes=-n))


# ------------------------------------------------------------------ series


def test_an_occurrence_that_is_moved_or_cancelled_is_followed(ada):
    def use(at):
        series = event_at(ada, at, end=later(at, seconds=1), timezone="UTC", recurrence_rule=every(1, 4, at))
        reminder = remind(ada, series, minutes_before=0)
        second, third = (later(at, seconds=n) for n in (1, 2))
        assert ada.delete(f"/events/{series['id']}?scope=this&occurrence={second}").status == 204
        change(ada, series, f"?scope=this&occurrence={third}", start_time=later(at, seconds=5), end_time=later(at, seconds=6))
        return at, third, reminder
    at, third, reminder = ahead(use, whole=True)
    messages = once(ada, 3, reminder)
    assert dues(messages) == [seconds(at) + n for n in (0, 3, 5)]
    assert seconds(messages[-1]["data"]["recurrence_id"]) == seconds(third)


def test_an_occurrence_that_was_told_and_is_moved_is_told_again(ada):
    def use(at):
        series = event_at(ada, later(at, minutes=1), minutes=1, timezone="UTC", recurrence_rule="FREQ=MINUTELY;INTERVAL=30;COUNT=3")
        return at, series, remind(ada, series, minutes_before=1)
    at, series, reminder = ahead(use, whole=True)
    await_told(ada, 1, reminder)
    now = ahead(lambda now: (now, change(ada, series, f"?scope=this&occurrence={later(at, minutes=1)}",
                                         start_time=later(now, minutes=1), end_time=later(now, minutes=2)))[0])
    assert dues(once(ada, 2, reminder)) == [seconds(at), seconds(now)]
    due_then(ada, reminder, later(at, minutes=30))


@pytest.mark.parametrize("after", [False, True], ids=["before anything was told", "after some was told"])
def test_both_halves_of_a_split_series_are_told_and_nothing_twice(ada, after):
    def use(at):
        start = later(at, minutes=1)
        series = event_at(ada, start, minutes=1, title="Head", timezone="UTC", recurrence_rule=every(3, 4, start))
        return at, series, remind(ada, series, minutes_before=1)
    at, series, reminder = ahead(use, whole=True)
    if after:
        await_told(ada, 1, reminder)
    third = later(at, minutes=1, seconds=6)
    tail = change(ada, series, f"?scope=following&occurrence={third}", title="Tail")
    copy, = wait_until("the second half to have it", lambda: ada.get(f"/events/{tail['id']}/reminders").json()["data"])
    assert copy["id"] != reminder["id"] and copy["minutes_before"] == 1
    messages = once(ada, 4, reminder, copy)
    assert dues(messages) == [seconds(at) + 3 * n for n in range(4)]
    assert [(m["subject"], m["data"]["title"]) for m in messages] == [(reminder["id"], "Head")] * 2 + [(copy["id"], "Tail")] * 2


def split_twice(person, start, minutes_before):
    """A daily series in three parts, split at its third and its fifth occurrence, and its reminder."""
    series = event_at(person, start, timezone="UTC", recurrence_rule="FREQ=DAILY;COUNT=6")
    reminder = remind(person, series, minutes_before=minutes_before)
    second = change(person, series, f"?scope=following&occurrence={later(start, days=2)}", title="Second")
    third = change(person, second, f"?scope=following&occurrence={later(start, days=4)}", title="Third")
    return series, reminder, second, third


def test_a_series_that_is_split_twice_at_once_has_it_in_all_parts(ada):
    at = ahead(lambda at: later(at, hours=2))
    _, reminder, second, third = split_twice(ada, at, 5)
    copies = [wait_until("it to be there", lambda part=part: ada.get(f"/events/{part['id']}/reminders").json()["data"])[0]
              for part in (second, third)]
    for n, each in enumerate((reminder, *copies)):
        due_then(ada, each, later(at, days=2 * n, minutes=-5))


def test_what_was_told_long_before_is_told_again_by_the_half_that_was_moved(ada):
    """All of it was told, a week ahead; the second half begins a little earlier now."""
    def use(at):
        start = later(at, days=7)
        series = event_at(ada, start, timezone="UTC", recurrence_rule=every(2, 2, start))
        return at, series, remind(ada, series, minutes_before=7 * 24 * 60)
    at, series, reminder = ahead(use, whole=True)
    assert dues(await_told(ada, 2, reminder)) == [seconds(at), seconds(at) + 2]
    tail = change(ada, series, f"?scope=following&occurrence={later(at, days=7, seconds=2)}", title="Tail",
                  start_time=later(at, days=7, seconds=1), end_time=later(at, days=7, minutes=1), recurrence_rule="FREQ=DAILY;COUNT=1")
    copy, = wait_until("the second half to have it", lambda: ada.get(f"/events/{tail['id']}/reminders").json()["data"])
    message, = once(ada, 1, copy)
    assert dues([message]) == [seconds(at) + 1] and message["data"]["title"] == "Tail"


def test_a_time_by_itself_is_told_once_for_both_halves(ada):
    def use(at):
        start = later(at, hours=1)
        series = event_at(ada, start, timezone="UTC", recurrence_rule="FREQ=DAILY;COUNT=4")
        reminder = remind(ada, series, at=at)
        other = remind(ada, series, minutes_before=5)
        tail = change(ada, series, f"?scope=following&occurrence={later(start, days=2)}", title="Tail")
        return reminder, other, tail
    reminder, other, tail = ahead(use)
    copies = wait_until("the second half to have one", lambda: ada.get(f"/events/{tail['id']}/reminders").json()["data"])
    assert [c["minutes_before"] for c in copies] == [5]
    once(ada, 1, reminder)
    assert len(told(ada)) == 2, "with the marker"


def test_a_series_that_moves_to_another_zone_is_told_by_it(ada):
    def use(at):
        series = event_at(ada, later(at, hours=9), timezone="UTC", recurrence_rule="FREQ=DAILY;COUNT=3")
        return at, series, remind(ada, series, minutes_before=0)
    at, series, reminder = ahead(use, whole=True)
    wall = series["start_time"].replace("Z", "")
    change(ada, series, "?scope=all", timezone="Asia/Tokyo", start_time=f"{wall}+09:00", end_time=later(f"{wall}+09:00", hours=1))
    message = await_told(ada, 1, reminder)[0]
    assert dues([message]) == [seconds(at)]
    due_then(ada, reminder, later(at, days=1))


# ------------------------------------------------------------------ people


def test_who_lost_a_shared_calendar_is_not_told(ada, bob):
    shared = SharedCalendar(ada)
    shared.let(bob, "viewer")

    def use(at):
        event = event_at(ada, later(at, minutes=5), {"id": shared.id})
        reminders = [remind(p, event, minutes_before=5) for p in (ada, bob)]
        shared.shut_out(bob)
        return event, reminders
    event, (own, lost) = ahead(use)
    once(ada, 1, own)
    never(bob, lost)
    gone = wait_until("it to be gone", lambda: told(bob, lost, kinds=("reminder.deleted",)))
    assert len(gone) == 1
    shared.let(bob, "viewer")
    assert bob.get(f"/events/{event['id']}/reminders").json()["data"] == []


def test_an_attendee_who_is_removed_a_moment_before_is_not_told(ada, bob):
    def use(at):
        event = event_at(ada, later(at, minutes=5), attendees=[{"user_id": bob.id}])
        reminders = [remind(p, event, minutes_before=5) for p in (ada, bob)]
        change(ada, event, attendees=[])
        return event, reminders
    event, (own, lost) = ahead(use)
    once(ada, 1, own)
    never(bob, lost)


def test_an_event_that_moves_to_another_calendar_is_told_to_who_sees_that(ada, bob, eve):
    one, other = SharedCalendar(ada), SharedCalendar(ada)
    one.let(bob, "viewer"), one.let(eve, "viewer"), other.let(bob, "viewer")

    def use(at):
        event = event_at(ada, later(at, minutes=5), {"id": one.id})
        reminders = [remind(p, event, minutes_before=5) for p in (ada, bob, eve)]
        change(ada, event, calendar_id=other.id)
        return reminders
    own, kept, lost = ahead(use)
    once(ada, 1, own), once(bob, 1, kept)
    never(eve, lost)


def test_a_deleted_calendar_takes_its_reminders_along(ada, bob):
    shared = SharedCalendar(ada)
    shared.let(bob, "viewer")

    def use(at):
        event = event_at(ada, later(at, minutes=5), {"id": shared.id})
        reminders = [remind(p, event, minutes_before=5) for p in (ada, bob)]
        assert ada.delete(shared.path).status == 204
        return reminders
    own, other = ahead(use)
    never(ada, own), never(bob, other)


def test_all_day_events_are_told_by_the_midnight_of_who_reads_them(ada, bob):
    """Nextcloud's ncs#27987, nc#2648: all-day reminders at midnight UTC."""
    shared = SharedCalendar(ada)
    shared.let(bob, "viewer")
    assert bob.patch("/users/me", {"timezone": "Pacific/Auckland"}).status == 200
    event = ada.event({"id": shared.id}, "Feast", "2027-07-01", "2027-07-02", all_day=True)
    own, other = (remind(p, event, minutes_before=60) for p in (ada, bob))
    due_then(ada, own, "2027-06-30T21:00:00Z")
    due_then(bob, other, "2027-06-30T11:00:00Z")
    assert ada.patch("/users/me", {"timezone": "America/New_York"}).status == 200
    due_then(ada, own, "2027-07-01T03:00:00Z")
    due_then(bob, other, "2027-06-30T11:00:00Z")


def test_reminders_keep_the_clock_of_the_wall_over_the_end_of_summer_time(ada):
    """Nextcloud's nc#2670: an hour early after it."""
    series = event_at(ada, "2027-10-25T09:00:00+02:00", timezone="Europe/Berlin", recurrence_rule="FREQ=WEEKLY;COUNT=3")
    reminder = remind(ada, series, minutes_before=30)
    path = "/reminders?start=2027-10-01T00:00:00Z&end=2027-12-01T00:00:00Z"
    assert [r["due_at"] for r in ada.walk(path) if r["id"] == reminder["id"]] == [
        "2027-10-25T06:30:00Z", "2027-11-01T07:30:00Z", "2027-11-08T07:30:00Z"]
