"""Reminders come due in time, once each, and say which occurrence of which event it is."""

import pytest

from dues import ahead, await_told, change, due_at_of, dues, event_at, every, later, lateness, never, once, remind, seconds, told
from things import SharedCalendar


@pytest.fixture
def bob(person):
    return person("Bob", timezone="America/New_York")


def test_a_reminder_before_an_event_says_what_it_is_for(ada):
    """Nextcloud's nc#4400, nc#7204, ncs#21371: never sent; ncs#53184: minutes late, as a cron job looks for them."""
    def use(at):
        event = event_at(ada, later(at, minutes=10), title="Tea")
        return at, event, remind(ada, event, minutes_before=10)
    at, event, reminder = ahead(use)
    message, = once(ada, 1, reminder)
    data = message["data"]
    assert message["type"] == "reminder.due" and message["subject"] == reminder["id"] == data["id"]
    assert (seconds(data["due_at"]), data["title"], data["event_id"]) == (seconds(at), "Tea", event["id"])
    assert (data["start_time"], data["end_time"]) == (event["start_time"], event["end_time"])
    assert "recurrence_id" not in data and data["minutes_before"] == 10
    assert lateness([message])[0] >= 0, "before its time"


def test_a_time_by_itself_is_told_whenever_the_event_takes_place(ada):
    event = event_at(ada, "2026-06-01T09:00:00Z", title="Past")
    at, reminder = ahead(lambda at: (at, remind(ada, event, at=at)))
    message, = once(ada, 1, reminder)
    assert seconds(message["data"]["due_at"]) == seconds(at) and message["data"]["title"] == "Past"
    assert message["type"] == "reminder.due", "in time, though the event is over"


def test_an_event_that_begins_is_told_at_its_beginning_and_at_its_end(ada):
    def use(at):
        event = event_at(ada, at, end=later(at, seconds=2))
        return at, [remind(ada, event, minutes_before=0, related=related) for related in ("start", "end")]
    at, reminders = ahead(use)
    messages = once(ada, 2, *reminders)
    assert [m["subject"] for m in messages] == [r["id"] for r in reminders]
    assert dues(messages) == [seconds(at), seconds(at) + 2]


def test_two_that_come_due_at_the_same_time_are_both_told(ada):
    """And once, though others come due behind them.  Nextcloud's nc#4811: again on each run."""
    def use(at):
        event = event_at(ada, later(at, minutes=5))
        return [remind(ada, event, minutes_before=5), remind(ada, event, minutes_before=5), remind(ada, event, at=at)]
    reminders = ahead(use)
    messages = once(ada, 3, *reminders)
    assert {m["subject"] for m in messages} == {r["id"] for r in reminders} and len(set(dues(messages))) == 1


@pytest.mark.parametrize("step, count", [(2, 4), (1, 5)])
def test_a_series_is_told_occurrence_by_occurrence_in_order(ada, step, count):
    def use(at):
        start = later(at, minutes=1)
        series = event_at(ada, start, end=later(start, seconds=step), timezone="UTC", recurrence_rule=every(step, count, start))
        return at, remind(ada, series, minutes_before=1)
    at, reminder = ahead(use, whole=True)
    messages = once(ada, count, reminder)
    assert dues(messages) == [seconds(at) + step * i for i in range(count)]
    starts = [seconds(m["data"]["start_time"]) for m in messages]
    assert starts == [d + 60 for d in dues(messages)] == [seconds(m["data"]["recurrence_id"]) for m in messages]
    assert [seconds(m["data"]["end_time"]) for m in messages] == [s + step for s in starts]
    assert due_at_of(ada, reminder) is None


def test_a_series_is_told_by_the_ends_of_its_occurrences(ada):
    def use(at):
        start = later(at, minutes=-1)
        series = event_at(ada, start, end=at, timezone="UTC", recurrence_rule=every(2, 3, start))
        return at, remind(ada, series, minutes_before=0, related="end")
    at, reminder = ahead(use, whole=True)
    assert dues(once(ada, 3, reminder)) == [seconds(at) + 2 * i for i in range(3)]


def test_a_changed_occurrence_is_told_at_its_own_time_with_its_own_title(ada):
    def use(at):
        series = event_at(ada, later(at, minutes=1), end=later(at, minutes=2), recurrence_rule="FREQ=MINUTELY;INTERVAL=10;COUNT=3", title="Often")
        reminder = remind(ada, series, minutes_before=1)
        second = later(at, minutes=11)
        change(ada, series, f"?scope=this&occurrence={second}", title="Own", start_time=later(at, minutes=1, seconds=1), end_time=later(at, minutes=3))
        return at, second, reminder
    at, second, reminder = ahead(use)
    first, own = once(ada, 2, reminder)
    assert dues([first, own]) == [seconds(at), seconds(at) + 1]
    assert [m["data"]["title"] for m in (first, own)] == ["Often", "Own"]
    assert seconds(own["data"]["recurrence_id"]) == seconds(second) and seconds(own["data"]["start_time"]) == seconds(at) + 61
    assert seconds(due_at_of(ada, reminder)) == seconds(at) + 20 * 60, "the third"


def test_a_cancelled_occurrence_is_not_told(ada):
    def use(at):
        series = event_at(ada, at, end=later(at, seconds=1), timezone="UTC", recurrence_rule=every(1, 3, at))
        reminder = remind(ada, series, minutes_before=0)
        assert ada.delete(f"/events/{series['id']}?scope=this&occurrence={later(at, seconds=1)}").status == 204
        return at, reminder
    at, reminder = ahead(use, whole=True)
    assert dues(once(ada, 2, reminder)) == [seconds(at), seconds(at) + 2]


def test_two_users_are_told_each_of_their_own(ada, bob, eve):
    """Nextcloud's #2329: members of a shared calendar get none."""
    shared = SharedCalendar(ada)
    shared.let(bob, "viewer")

    def use(at):
        event = event_at(ada, later(at, minutes=3), {"id": shared.id}, attendees=[{"user_id": eve.id}])
        return event, {p: remind(p, event, minutes_before=3) for p in (ada, bob, eve)}
    event, reminders = ahead(use)
    for person, reminder in reminders.items():
        message, = once(person, 1, reminder)
        assert message["data"]["title"] == "Meeting" and len(told(person)) == 2, "theirs, and the marker"


def test_the_title_of_a_private_event_is_told_to_who_may_see_it(ada, bob):
    shared = SharedCalendar(ada)
    shared.let(bob, "viewer")

    def use(at):
        event = event_at(ada, later(at, minutes=3), {"id": shared.id}, title="Secret", visibility="private")
        return event, [remind(p, event, minutes_before=3) for p in (ada, bob)]
    event, (own, other) = ahead(use)
    assert once(ada, 1, own)[0]["data"]["title"] == "Secret"
    data = once(bob, 1, other)[0]["data"]
    assert "title" not in data and data["start_time"] == event["start_time"]


def test_what_would_have_come_due_before_it_was_set_is_not_told(ada):
    """cal.com's #10749: "24 hours before" sent at the booking of a meeting in an hour."""
    at, event = ahead(lambda at: (at, event_at(ada, later(at, hours=1))))
    reminder = remind(ada, event, minutes_before=24 * 60)
    assert due_at_of(ada, reminder) is None
    never(ada, reminder)


@pytest.mark.parametrize("minutes", [40320, 10080])
def test_four_weeks_before_are_told_four_weeks_before(ada, minutes):
    """Home Assistant's #87364: an offset longer than the window that is looked ahead is never told."""
    def use(at):
        event = event_at(ada, later(at, minutes=minutes))
        return at, remind(ada, event, minutes_before=minutes)
    at, reminder = ahead(use)
    assert dues(once(ada, 1, reminder)) == [seconds(at)]


def test_minutes_count_backwards_from_the_start(ada):
    """node-red-contrib-home-assistant-websocket's #1302: the sign of the offset."""
    def use(at):
        return [remind(ada, event_at(ada, later(at, minutes=m)), minutes_before=15) for m in (15, -15)], at
    (ahead_of_it, after), at = ahead(use)
    assert dues(once(ada, 1, ahead_of_it)) == [seconds(at)] and told(ada, after) == []


def test_a_reminder_that_was_changed_is_told_at_its_new_time_alone(ada):
    def use(at):
        event = event_at(ada, later(at, minutes=10))
        reminder = remind(ada, event, minutes_before=5)
        assert ada.patch(f"/events/{event['id']}/reminders/{reminder['id']}", {"minutes_before": 10}).status == 200
        return at, event, reminder
    at, event, reminder = ahead(use)
    message, = once(ada, 1, reminder)
    assert seconds(message["data"]["due_at"]) == seconds(at) and message["data"]["minutes_before"] == 10
    assert message["version"] == 2


def test_a_reminder_that_was_deleted_is_not_told(ada):
    def use(at):
        event = event_at(ada, later(at, minutes=10))
        reminder = remind(ada, event, minutes_before=10)
        assert ada.delete(f"/events/{event['id']}/reminders/{reminder['id']}").status == 204
        return reminder
    never(ada, ahead(use))


def test_a_hundred_at_once_are_all_told(ada, person):
    """Of ten people with ten reminders each.  Nextcloud's ncs#34499: a run skips some of what is due."""
    shared = SharedCalendar(ada)
    people = [person(f"P{n}") for n in range(9)]
    for other in people:
        shared.let(other, "viewer")

    def use(at):
        event = event_at(ada, later(at, minutes=1), {"id": shared.id})
        return {p: [remind(p, event, at=at) for _ in range(10)] for p in (ada, *people)}
    for p, reminders in ahead(use).items():
        assert {m["subject"] for m in await_told(p, 10, *reminders)} == {r["id"] for r in reminders}
