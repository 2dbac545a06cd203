"""Snoozed and dismissed: what a user does about one occurrence."""

import time

import pytest

from dues import ahead, await_told, change, due_at_of, event_at, every, feed, instant, later, marker, never, once, remind, seconds, told
from harness.stack import wait_until

LATER = "2199-06-07T09:00:00Z"


def snooze(person, reminder, minutes=1, **body):
    return person.post(f"/reminders/{reminder['id']}/snooze", {"minutes": minutes} | body)


def dismiss(person, reminder, **body):
    return person.post(f"/reminders/{reminder['id']}/dismiss", body)


def put_back(stack, seconds_back):
    """As if so many seconds had passed since everything that is snoozed was."""
    stack.sql("reminder", f"UPDATE due SET due_at = due_at - interval '{seconds_back} seconds', look_at = due_at - interval '{seconds_back} seconds', "
                          f"at = at - interval '{seconds_back} seconds' WHERE snooze > 0 AND due_at > now()")


def test_one_that_was_told_is_told_once_more_and_again(stack, person):
    ada = person("Ada")
    event = event_at(ada, LATER)
    reminder = ahead(lambda at: remind(ada, event, at=at))
    first, = await_told(ada, 1, reminder)
    before = time.time()
    reply = snooze(ada, reminder, 1)
    shown = reply.json()
    assert reply.status == 200 and before + 59 < seconds(shown["due_at"]) < time.time() + 61
    assert due_at_of(ada, reminder) == shown["due_at"]
    again = snooze(ada, reminder, 2).json()  # only the last time holds
    assert seconds(again["due_at"]) > seconds(shown["due_at"]) + 50
    assert due_at_of(ada, reminder) == again["due_at"]
    put_back(stack, 119)
    _, second = once(ada, 2, reminder)
    assert snooze(ada, reminder, 1).status == 200
    put_back(stack, 59)
    *_, third = once(ada, 3, reminder)
    assert len({m["id"] for m in (first, second, third)}) == 3
    assert [m["type"] for m in feed(ada) if m["subject"] == reminder["id"]] == [
        "reminder.created", "reminder.due", "reminder.snoozed", "reminder.snoozed", "reminder.due", "reminder.snoozed", "reminder.due"]


def test_one_that_is_yet_to_come_comes_later_instead(person):
    ada = person("Ada")
    event = event_at(ada, LATER)
    reminder = ahead(lambda at: (r := remind(ada, event, at=at), snooze(ada, r, 10))[0])
    never(ada, reminder)
    assert seconds(due_at_of(ada, reminder)) > time.time() + 500


def test_one_that_is_dismissed_before_does_not_come(person):
    ada = person("Ada")
    event = event_at(ada, LATER)
    reminder = ahead(lambda at: (r := remind(ada, event, at=at), dismiss(ada, r))[0])
    never(ada, reminder)
    assert due_at_of(ada, reminder) is None and dismiss(ada, reminder).status == 204
    assert [m["type"] for m in feed(ada) if m["subject"] == reminder["id"]][:2] == ["reminder.created", "reminder.dismissed"]


def test_one_that_is_snoozed_and_dismissed_does_not_come_again(stack, person):
    ada = person("Ada")
    event = event_at(ada, LATER)
    reminder = ahead(lambda at: remind(ada, event, at=at))
    await_told(ada, 1, reminder)
    assert snooze(ada, reminder).status == 200 and dismiss(ada, reminder).status == 204
    put_back(stack, 59)
    once(ada, 1, reminder)
    assert due_at_of(ada, reminder) is None


def weekly(person, **fields):
    event = event_at(person, "2199-06-03T09:00:00Z", recurrence_rule="FREQ=WEEKLY;COUNT=4", **fields)
    return event, remind(person, event, minutes_before=10)


def dues_of(person, reminder):
    return [r["due_at"] for r in person.walk("/reminders?start=2199-06-01T00:00:00Z&end=2199-08-01T00:00:00Z") if r["id"] == reminder["id"]]


def test_of_a_series_one_occurrence_is_dismissed(person):
    ada = person("Ada")
    event, reminder = weekly(ada)
    assert dues_of(ada, reminder) == [f"2199-06-{day}T08:50:00Z" for day in ("03", 10, 17, 24)]
    assert dismiss(ada, reminder).status == 204  # the next one
    assert dues_of(ada, reminder) == [f"2199-06-{day}T08:50:00Z" for day in (10, 17, 24)]
    reply = snooze(ada, reminder, 5, recurrence_id="2199-06-10T09:00:00Z")
    assert reply.status == 200 and (reply.json()["recurrence_id"], reply.json()["start_time"]) == ("2199-06-10T09:00:00Z",) * 2
    assert dues_of(ada, reminder) == [f"2199-06-{day}T08:50:00Z" for day in (17, 24)]
    assert seconds(due_at_of(ada, reminder)) < time.time() + 400


@pytest.mark.parametrize("recurrence_id, status", [
    ("2199-06-10T09:00:00Z", 204), ("2199-06-10T11:00:00+02:00", 204), ("2199-06-10T09:00:01Z", 404), ("2199-07-01T09:00:00Z", 404),
    ("2199-06-10", 404), ("1999-06-10T09:00:00Z", 404)])
def test_an_occurrence_is_found_by_its_recurrence_id(person, recurrence_id, status):
    ada = person("Ada")
    event, reminder = weekly(ada)
    assert dismiss(ada, reminder, recurrence_id=recurrence_id).status == status
    assert len(dues_of(ada, reminder)) == (3 if status == 204 else 4) or status == 204  # one ahead of the next is left out when it comes


def test_a_moved_occurrence_is_called_by_what_it_was(person):
    ada = person("Ada")
    event, reminder = weekly(ada)
    change(ada, event, "?scope=this&occurrence=2199-06-10T09:00:00Z", start_time="2199-06-11T15:00:00Z", end_time="2199-06-11T16:00:00Z")
    wait_until("it to be computed", lambda: "2199-06-11T14:50:00Z" in dues_of(ada, reminder))
    shown = snooze(ada, reminder, 5, recurrence_id="2199-06-10T09:00:00Z").json()
    assert (shown["recurrence_id"], shown["start_time"]) == ("2199-06-10T09:00:00Z", "2199-06-11T15:00:00Z")
    assert snooze(ada, reminder, 5, recurrence_id="2199-06-11T15:00:00Z").status == 404


def test_an_all_day_occurrence_is_called_by_its_date(person):
    ada = person("Ada")
    event = event_at(ada, "2199-06-03", end="2199-06-04", all_day=True, recurrence_rule="FREQ=DAILY;COUNT=3")
    reminder = remind(ada, event, minutes_before=60)
    shown = snooze(ada, reminder, 5, recurrence_id="2199-06-04").json()
    assert (shown["recurrence_id"], shown["start_time"], shown["end_time"]) == ("2199-06-04", "2199-06-04", "2199-06-05")


def test_a_cancelled_occurrence_is_none_and_takes_what_was_snoozed_along(person):
    ada = person("Ada")
    event, reminder = weekly(ada)
    assert snooze(ada, reminder, 5, recurrence_id="2199-06-10T09:00:00Z").status == 200
    change(ada, event, "?scope=this&occurrence=2199-06-10T09:00:00Z", status="cancelled")
    wait_until("what was snoozed to go", lambda: due_at_of(ada, reminder) is None)
    assert snooze(ada, reminder, 5, recurrence_id="2199-06-10T09:00:00Z").status == 404


def test_a_snoozed_one_goes_with_its_reminder(stack, person):
    ada = person("Ada")
    event = event_at(ada, LATER)
    reminder = ahead(lambda at: remind(ada, event, at=at))
    await_told(ada, 1, reminder)
    assert snooze(ada, reminder).status == 200
    assert ada.delete(f"/events/{event['id']}/reminders/{reminder['id']}").status == 204
    put_back(stack, 59)
    marker(ada)
    assert len(told(ada, reminder)) == 1 and snooze(ada, reminder).status == 404


@pytest.mark.parametrize("minutes, status", [(0, 400), (1, 200), (40320, 200), (40321, 400), (None, 400)])
def test_how_long_one_may_be_snoozed(person, minutes, status):
    ada = person("Ada")
    reminder = remind(ada, event_at(ada, LATER), minutes_before=1)
    assert snooze(ada, reminder, minutes).status == status


def test_others_cannot(person):
    ada, eve = person("Ada"), person("Eve")
    reminder = remind(ada, event_at(ada, LATER), minutes_before=1)
    assert snooze(eve, reminder).status == 404 and dismiss(eve, reminder).status == 404


def test_a_snoozed_one_is_told_with_its_occurrence_while_the_series_goes_on(stack, person):
    ada = person("Ada")
    at = later(instant(time.time()), seconds=3)[:19] + "Z"
    event = event_at(ada, at, minutes=0, recurrence_rule=every(2, 3, at))
    reminder = remind(ada, event, minutes_before=0)
    await_told(ada, 1, reminder)
    shown = snooze(ada, reminder, 1, recurrence_id=at).json()
    put_back(stack, 50)
    messages = wait_until("all to be told", lambda: len(t := told(ada, reminder)) == 4 and t)
    assert sorted(m["data"]["recurrence_id"] for m in messages)[:2] == [at, at] and shown["recurrence_id"] == at
