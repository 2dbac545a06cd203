"""Quiet hours: what comes due in them is told when they end."""

import time
from datetime import datetime, timedelta, timezone

import pytest

from dues import ahead, await_told, event_at, instant, marker, once, remind, seconds

PATH = "/reminders/quiet-hours"
LATER = "2199-06-07T09:00:00Z"


def clock(hours, zone=timezone.utc):
    return (datetime.now(zone) + timedelta(hours=hours)).strftime("%H:%M")


def quiet(person, start, end):
    reply = person.put(PATH, {"from": start, "until": end})
    assert reply.status == 200, reply
    return reply.json()


def test_there_are_none_until_they_are_set(person):
    ada = person("Ada")
    assert ada.get(PATH).json() == {"id": ada.id, "from": None, "until": None, "version": 1}
    assert quiet(ada, "22:00", "07:00") == {"id": ada.id, "from": "22:00", "until": "07:00", "version": 2}
    assert ada.get(PATH).json()["from"] == "22:00" and ada.get(PATH).etag == '"2"'
    assert ada.put(PATH, {"from": "21:00", "until": "07:00"}, headers={"If-Match": '"1"'}).status == 412
    assert quiet(ada, None, None) == {"id": ada.id, "from": None, "until": None, "version": 3}
    assert [m["type"] for m in ada.get("/feed?nouns=quiet_hours").json()["data"]] == ["quiet_hours.updated"] * 2


@pytest.mark.parametrize("body, field", [
    ({"from": "22:00"}, "until"), ({"until": "22:00"}, "from"), ({"from": "22:00", "until": "22:00"}, "until"), ({"from": "24:00", "until": "07:00"}, "from"),
    ({"from": "7:00", "until": "08:00"}, "from"), ({"from": "22:60", "until": "08:00"}, "from"), ({"from": "22:00:00", "until": "08:00"}, "from")])
def test_what_is_no_quiet_hours_is_refused(person, body, field):
    reply = person("Ada").put(PATH, body)
    assert reply.status == 400 and reply.json()["details"][0]["field"] == field


def test_what_comes_due_in_them_waits_and_comes_when_they_are_over(person):
    ada = person("Ada")
    quiet(ada, clock(-1), clock(2))
    event = event_at(ada, LATER)
    reminder = ahead(lambda at: remind(ada, event, at=at))
    soon = event_at(ada, instant(time.time() + 3600))  # it begins before they end
    other = ahead(lambda at: remind(ada, soon, at=at))
    await_told(ada, 1, other)
    assert seconds(reminder["at"]) < time.time()
    quiet(ada, clock(3), clock(4))
    message, = once(ada, 1, reminder)
    assert message["data"]["due_at"] == reminder["at"]


def test_they_are_those_of_the_users_own_clock(person):
    zone = timezone(timedelta(hours=9))
    ada = person("Ada", timezone="Asia/Tokyo")
    quiet(ada, clock(-1, zone), clock(1, zone))
    event = event_at(ada, LATER)
    reminder = ahead(lambda at: remind(ada, event, at=at))
    soon = event_at(ada, instant(time.time() + 1800))
    await_told(ada, 1, ahead(lambda at: remind(ada, soon, at=at)))
    assert seconds(reminder["at"]) < time.time()
    assert not [m for m in ada.get("/feed?nouns=reminder&limit=1000").json()["data"] if m["subject"] == reminder["id"] and m["type"] == "reminder.due"]


def test_at_other_hours_nothing_waits(person):
    ada = person("Ada")
    quiet(ada, clock(2), clock(4))
    event = event_at(ada, LATER)
    once(ada, 1, ahead(lambda at: remind(ada, event, at=at)))


def test_others_have_their_own(person):
    ada, eve = person("Ada"), person("Eve")
    quiet(ada, clock(-1), clock(1))
    assert eve.get(PATH).json()["from"] is None
    marker(eve)
