"""Default reminders of a calendar: each member's own, on every event."""

from datetime import datetime, timedelta, timezone

import pytest

from dues import await_told, change, event_at, instant, later, remind
from harness.stack import wait_until
from things import SharedCalendar

NOW = datetime.now(timezone.utc).replace(microsecond=0)


def path(calendar):
    return f"/calendars/{calendar['id']}/default-reminders"


def default(person, calendar, *timed, all_day=()):
    """Minutes before, each a default reminder by the feed."""
    words = {"timed": [{"minutes_before": m} for m in timed], "all_day": [{"minutes_before": m} for m in all_day]}
    reply = person.put(path(calendar), words)
    assert reply.status == 200, reply
    return reply.json()


def days(number, hour=9):
    return instant((NOW.replace(hour=hour, minute=0, second=0) + timedelta(days=number)).timestamp())


def reminders(person, event):
    return person.walk(f"/events/{event['id']}/reminders")


def minutes(person, event, *wanted):
    """When its reminders are these."""
    return wait_until(f"the reminders to be {wanted}", lambda: sorted(r["minutes_before"] for r in reminders(person, event)) == sorted(wanted) or None)


# ------------------------------------------------------------------ what is said


def test_they_are_set_and_read(person):
    ada = person("Ada")
    calendar = ada.calendar()
    assert ada.get(path(calendar)).json() == {"id": calendar["id"], "timed": [], "all_day": [], "version": 1}
    rules = {"timed": [{"minutes_before": 30, "related": "end", "channel": "email"}, {"minutes_before": 10, "related": "start", "channel": "feed"}],
             "all_day": [{"minutes_before": 900, "related": "start", "channel": "webhook"}]}
    made = ada.put(path(calendar), rules)
    assert made.status == 200 and made.json() == {"id": calendar["id"], "version": 2} | rules and made.etag == '"2"'
    assert ada.get(path(calendar)).json() == made.json()
    assert ada.put(path(calendar), {}, headers={"If-Match": '"1"'}).status == 412
    assert ada.put(path(calendar), {}).json() == {"id": calendar["id"], "timed": [], "all_day": [], "version": 3}
    assert [m["data"]["version"] for m in ada.get("/feed?nouns=default_reminders").json()["data"]] == [2, 3]


@pytest.mark.parametrize("count, status", [(10, 200), (11, 400)])
def test_each_kind_has_ten_at_most(person, count, status):
    ada = person("Ada")
    rules = [{"minutes_before": n} for n in range(count)]
    assert ada.put(path(ada.calendar()), {"timed": rules, "all_day": rules}).status == status


@pytest.mark.parametrize("rule, field", [
    ({"minutes_before": -1}, "timed[0].minutes_before"), ({"minutes_before": 40321}, "timed[0].minutes_before"), ({}, "timed[0].minutes_before"),
    ({"minutes_before": 1, "channel": "fax"}, "timed[0].channel"), ({"minutes_before": 1, "related": "middle"}, "timed[0].related")])
def test_what_is_none_is_refused(person, rule, field):
    ada = person("Ada")
    reply = ada.put(path(ada.calendar()), {"timed": [rule]})
    assert reply.status == 400 and [d["field"] for d in reply.json()["details"]] == [field]


def test_the_same_twice_is_refused(person):
    ada = person("Ada")
    reply = ada.put(path(ada.calendar()), {"all_day": [{"minutes_before": 5}, {"minutes_before": 5}]})
    assert reply.status == 400 and reply.json()["details"][0]["field"] == "all_day[1]"


def test_of_a_calendar_that_one_does_not_see_there_are_none(person):
    ada, eve = person("Ada"), person("Eve")
    calendar = ada.calendar()
    assert eve.get(path(calendar)).status == 404 and eve.put(path(calendar), {}).status == 404


# ------------------------------------------------------------------ which events have them


def test_events_of_before_and_new_ones_have_them_when_they_are_near(person):
    ada = person("Ada")
    calendar = ada.calendar()
    near, far = event_at(ada, days(3), calendar), event_at(ada, days(50), calendar)
    weekly = event_at(ada, days(4), calendar, recurrence_rule="FREQ=WEEKLY")
    day = ada.event(calendar, "Day", days(5)[:10], days(6)[:10], all_day=True)
    default(ada, calendar, 10, 60, all_day=[900])
    minutes(ada, near, 10, 60), minutes(ada, weekly, 10, 60), minutes(ada, day, 900)
    new = event_at(ada, days(6), calendar)
    minutes(ada, new, 10, 60)
    assert reminders(ada, far) == [] and all(r["is_default"] for r in reminders(ada, near))
    change(ada, far, start_time=days(20), end_time=days(20, 10))
    minutes(ada, far, 10, 60)
    change(ada, near, start_time=days(3)[:10], end_time=days(4)[:10], all_day=True)
    minutes(ada, near, 900)


def test_they_come_due(person):
    ada = person("Ada")
    calendar = ada.calendar()
    default(ada, calendar, 1)
    start = later(instant(datetime.now(timezone.utc).timestamp()), seconds=66)
    event = event_at(ada, start, calendar)
    message, = await_told(ada, 1)
    assert message["data"]["event_id"] == event["id"] and message["data"]["is_default"] and message["data"]["start_time"][:19] == start[:19]


def test_what_would_have_been_due_before_is_not_told(person):
    """Report cal#10749: "24 h before" was sent when a meeting was booked for today."""
    ada = person("Ada")
    calendar = ada.calendar()
    default(ada, calendar, 1440)
    event = event_at(ada, instant(datetime.now(timezone.utc).timestamp() + 3600), calendar)
    other = event_at(ada, days(3), calendar)
    minutes(ada, other, 1440)
    assert reminders(ada, event) == []


def test_they_are_changed_and_taken_back(person):
    ada = person("Ada")
    calendar = ada.calendar()
    event = event_at(ada, days(3), calendar)
    default(ada, calendar, 10, 60)
    minutes(ada, event, 10, 60)
    before = {r["minutes_before"]: r["id"] for r in reminders(ada, event)}
    default(ada, calendar, 10, 30)
    minutes(ada, event, 10, 30)
    assert before[10] in {r["id"] for r in reminders(ada, event)}, "what stays is the same"
    default(ada, calendar)
    minutes(ada, event)


def test_on_one_event_they_are_changed_and_deleted(person):
    ada = person("Ada")
    calendar = ada.calendar()
    event = event_at(ada, days(3), calendar)
    default(ada, calendar, 10, 60)
    minutes(ada, event, 10, 60)
    ten, sixty = sorted(reminders(ada, event), key=lambda r: r["minutes_before"])
    assert ada.delete(f"/events/{event['id']}/reminders/{ten['id']}").status == 204
    changed = ada.patch(f"/events/{event['id']}/reminders/{sixty['id']}", {"minutes_before": 45}).json()
    assert not changed["is_default"] and changed["id"] == sixty["id"]
    change(ada, event, title="Another")
    own = remind(ada, event, minutes_before=5)
    minutes(ada, event, 5, 45)
    default(ada, calendar)  # what was made the event's own stays
    change(ada, event, title="A third")
    minutes(ada, event, 5, 45)
    assert not own["is_default"]


def test_ten_can_be_set_beside_them(person):
    ada = person("Ada")
    calendar = ada.calendar()
    event = event_at(ada, days(3), calendar)
    default(ada, calendar, 1)
    minutes(ada, event, 1)
    for n in range(10):
        remind(ada, event, minutes_before=n + 100)
    assert ada.post(f"/events/{event['id']}/reminders", {"minutes_before": 7}).status == 409


def test_an_event_that_moves_has_those_of_its_calendar(person):
    ada = person("Ada")
    one, other, none = ada.calendar("One"), ada.calendar("Other"), ada.calendar("None")
    default(ada, one, 10), default(ada, other, 20)
    event = event_at(ada, days(3), one)
    minutes(ada, event, 10)
    change(ada, event, calendar_id=other["id"])
    minutes(ada, event, 20)
    change(ada, event, calendar_id=none["id"])
    minutes(ada, event)


# ------------------------------------------------------------------ whose they are


def test_members_have_their_own_and_lose_them_with_the_calendar(stack, person):
    """Report nc#2329: whoever had subscribed to a shared calendar got no reminders."""
    ada, eve, ian = person("Ada"), person("Eve"), person("Ian")
    calendar = ada.calendar()
    shared = SharedCalendar(ada, calendar=calendar)
    for member in (eve, ian):
        shared.let(member, "viewer")
    event = event_at(ada, days(3), calendar)
    default(ada, calendar, 10), default(eve, calendar, 20)
    minutes(ada, event, 10), minutes(eve, event, 20)
    assert reminders(ian, event) == []
    assert ada.delete(f"/calendars/{calendar['id']}/members/{eve.id}").status == 204
    wait_until("what she had to go", lambda: stack.sql("reminder", f"SELECT count(*) FROM defaults WHERE user_id = '{eve.id}'") == "0")
    wait_until("her reminders to go", lambda: eve.walk(f"/reminders?start={days(0)}&end={days(30)}") == [])
    minutes(ada, event, 10)
    shared.let(eve, "viewer")
    assert eve.get(path(calendar)).json()["timed"] == []


def test_a_split_series_has_them_in_both_halves_and_tells_once(person):
    ada = person("Ada")
    calendar = ada.calendar()
    default(ada, calendar, 10)
    series = event_at(ada, days(2), calendar, recurrence_rule="FREQ=DAILY;COUNT=10")
    minutes(ada, series, 10)
    tail = change(ada, series, f"?scope=following&occurrence={days(5)}", title="Tail")
    wait_until("both to have it", lambda: len(ada.walk(f"/reminders?start={days(0)}&end={days(30)}")) == 10)
    minutes(ada, series, 10), minutes(ada, tail, 10)


def test_what_is_near_is_found_day_by_day(stack, person):
    """A walk goes on where the last one has ended."""
    ada = person("Ada")
    calendar = ada.calendar()
    default(ada, calendar, 10)
    event = event_at(ada, days(40), calendar)
    wait_until("the first walk", lambda: stack.sql("reminder", f"SELECT walked_until IS NOT NULL FROM default_walks WHERE calendar_id = '{calendar['id']}'") == "t")
    assert reminders(ada, event) == []
    # As if it were nearer: the event is moved where nobody tells of it.
    stack.sql("event", f"UPDATE events SET start_time = start_time - interval '20 days', end_time = end_time - interval '20 days', "
                       f"version = version + 1 WHERE id = '{event['id']}'")
    stack.sql("reminder", f"UPDATE default_walks SET walked_until = now() + interval '10 days', look_at = now() WHERE calendar_id = '{calendar['id']}'")
    minutes(ada, event, 10)


def test_a_deleted_account_leaves_none(stack, person):
    ada = person("Ada")
    calendar = ada.calendar()
    default(ada, calendar, 10)
    assert ada.delete("/users/me").status == 204
    wait_until("them to go", lambda: stack.sql("reminder", f"SELECT (SELECT count(*) FROM defaults WHERE user_id = '{ada.id}') + "
                                               f"(SELECT count(*) FROM default_reminders WHERE user_id = '{ada.id}')") == "0")
