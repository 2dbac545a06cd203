"""POST /events/{id}/restore: what was deleted is there again as it was."""

from series import MONDAYS, cancel, change, listed, moved, weekly
from things import SharedCalendar


def deleted(person, event):
    assert person.delete(f"/events/{event['id']}").status == 204
    return f"/events/{event['id']}/restore"


def changed(event):
    return {k: v for k, v in event.items() if k not in ("version", "updated_at")}


def test_a_deleted_event_comes_back_as_it_was(ada):
    event = ada.event(ada.calendar(), "Meeting", tags=["team"], location="Room 4")
    path = deleted(ada, event)
    assert ada.get("/events?search=meeting").json()["data"] == [] == ada.get("/tags").json()["data"]
    back = ada.post(path)
    assert back.status == 200 and changed(back.json()) == changed(event) and back.json()["version"] == event["version"] + 2
    assert ada.get(f"/events/{event['id']}").json() == back.json()
    assert listed(ada) == ada.get("/events?search=meeting&tag=team").json()["data"] == [back.json()]
    assert ada.get("/tags").json()["data"] == [{"tag": "team", "count": 1}]
    assert ada.patch(f"/events/{event['id']}", {"title": "Later"}).status == 200


def test_a_series_comes_back_with_the_occurrences_that_were_changed_then(ada):
    series = weekly(ada)
    change(ada, series, "this", MONDAYS[1], {"title": "Own"} | moved(9))
    change(ada, series, "this", MONDAYS[2], {"title": "Dropped"})
    cancel(ada, series, "this", MONDAYS[2])
    shown = listed(ada)
    assert ada.post(deleted(ada, series)).status == 200
    assert [changed(e) | {"updated_at": 0} for e in listed(ada)] == [changed(e) | {"updated_at": 0} for e in shown]
    change(ada, series, "all", None, {"location": "here"})
    assert [e["title"] for e in listed(ada)] == ["Weekly", "Own", "Weekly", "Weekly"]


def test_the_last_occurrence_that_was_deleted_comes_back_with_its_series(ada):
    series = weekly(ada, recurrence_rule="FREQ=WEEKLY;COUNT=1")
    change(ada, series, "this", MONDAYS[0], {"title": "Own"})
    shown = listed(ada)
    cancel(ada, series, "this", MONDAYS[0])
    assert listed(ada) == []
    assert ada.post(f"/events/{series['id']}/restore").status == 200
    assert [e["title"] for e in listed(ada)] == [e["title"] for e in shown] == ["Own"]


def test_what_is_not_deleted_is_a_conflict(ada):
    event = ada.event(ada.calendar())
    path = f"/events/{event['id']}/restore"
    assert ada.post(path).code == "conflict"
    deleted(ada, event)
    assert (ada.post(path).status, ada.post(path).code) == (200, "conflict")


def test_only_within_30_days(stack, ada):
    event = ada.event(ada.calendar())
    path = deleted(ada, event)
    age = lambda age: stack.sql("event", f"UPDATE events SET deleted_at = now() - interval '{age}' WHERE id = '{event['id']}'")
    age("30 days 1 minute")
    assert ada.post(path).status == 404
    age("29 days 23 hours 59 minutes")
    assert ada.post(path).status == 200


def test_the_calendar_must_be_there_and_the_caller_may_write_to_it(ada, eve):
    calendar = ada.calendar()
    path = deleted(ada, ada.event(calendar))
    assert eve.post(path).status == 404
    assert ada.delete(f"/calendars/{calendar['id']}").status == 204
    assert ada.post(path).status == 404


def test_viewers_may_not_and_editors_may(ada, eve):
    calendar = SharedCalendar(ada)
    path = deleted(ada, ada.event({"id": calendar.id}))
    calendar.let(eve, "viewer")
    assert eve.post(path).status == 403
    calendar.let(eve, "editor")
    assert eve.post(path).status == 200
