"""conflicts=true: what an event overlaps, told beside the answer to its creation or change."""

import pytest

from things import SharedCalendar


def day(hours, date="2030-06-03"):
    start, end = hours.split("-")
    return {"start": f"{date}T{start}:00Z", "end": f"{date}T{end}:00Z"}


def body(calendar, hours="09:00-10:00", **fields):
    times = day(hours)
    return {"calendar_id": calendar["id"], "title": "New", "start_time": times["start"], "end_time": times["end"], "timezone": "UTC"} | fields


def create(person, calendar, hours="09:00-10:00", **fields):
    reply = person.post("/events?conflicts=true", body(calendar, hours, **fields))
    assert reply.status == 201, reply
    return reply.json()


def conflicts_of(event):
    """In their order, with what names each."""
    found = event["conflicts"]
    return [(c["title"], c["start_time"][:16], c["recurrence_id"] is not None) for c in found["data"]], found["complete"]


def found(*titles_and_starts, complete=True):
    return list(titles_and_starts), complete


def test_nobody_is_told_who_does_not_ask(ada):
    calendar = ada.calendar()
    ada.event(calendar, **day("09:00-10:00"))
    made = ada.post("/events", body(calendar)).json()
    assert "conflicts" not in made
    path = f"/events/{made['id']}"
    assert "conflicts" not in ada.put(path, body(calendar)).json()
    assert "conflicts" not in ada.patch(path + "?conflicts=false", {"title": "Other"}).json()
    assert "conflicts" not in ada.get(path).json()


def test_what_overlaps_is_told_in_all_calendars(ada):
    one, two = ada.calendar(), ada.calendar()
    first = ada.event(two, "Across", **day("08:00-09:30"))
    ada.event(one, "Inside", **day("09:15-09:20"))
    ada.event(one, "Before", **day("08:00-09:00"))
    ada.event(one, "After", **day("10:00-11:00"))
    ada.event(one, "No length", **day("09:30-09:30"))
    event = create(ada, one)
    assert conflicts_of(event) == found(("Across", "2030-06-03T08:00", False), ("Inside", "2030-06-03T09:15", False))
    assert event["conflicts"]["data"][0] == {"id": first["id"], "calendar_id": two["id"], "title": "Across",
                                             "start_time": "2030-06-03T08:00:00Z", "end_time": "2030-06-03T09:30:00Z",
                                             "all_day": False, "recurrence_id": None}


@pytest.mark.parametrize("fields", [{"status": "cancelled"}, {"transparency": "transparent"}])
def test_what_does_not_block_is_no_conflict(ada, fields):
    calendar = ada.calendar()
    ada.event(calendar, "Free", **day("09:00-10:00"), **fields)
    assert conflicts_of(create(ada, calendar)) == found()
    assert conflicts_of(create(ada, calendar, **fields)) == found()
    ada.event(calendar, "Busy one", **day("09:00-10:00"))
    assert conflicts_of(create(ada, calendar, "11:00-11:00")) == found()


def test_a_change_tells_what_the_event_overlaps_now(ada):
    calendar = ada.calendar()
    ada.event(calendar, "Old neighbour", **day("09:00-10:00"))
    ada.event(calendar, "New neighbour", **day("12:00-13:00"))
    event = create(ada, calendar)
    path = f"/events/{event['id']}?conflicts=true"
    new = found(("New neighbour", "2030-06-03T12:00", False))
    moved = {"start_time": "2030-06-03T12:30:00Z", "end_time": "2030-06-03T13:30:00Z"}
    assert conflicts_of(ada.patch(path + "&dry_run=true", moved).json()) == new
    assert conflicts_of(ada.patch(path, moved).json()) == new
    assert conflicts_of(ada.put(path, body(calendar, "12:30-13:30")).json()) == new
    assert conflicts_of(ada.put(path, body(calendar, "20:00-21:00")).json()) == found()


def test_what_was_told_may_be_sent_back(ada):
    calendar = ada.calendar()
    ada.event(calendar, "Neighbour", **day("09:00-10:00"))
    event = create(ada, calendar)
    again = ada.put(f"/events/{event['id']}", event)
    assert again.status == 200 and "conflicts" not in again.json(), again
    assert again.json()["version"] == event["version"] + 1
    assert ada.patch(f"/events/{event['id']}", {"conflicts": None, "title": "Yes"}).json()["title"] == "Yes"


def test_at_most_twenty_are_told(ada):
    calendar = ada.calendar()
    for n in range(20):
        ada.event(calendar, f"{n:02}", **day(f"09:{n:02}-10:00"))
    titles = [(f"{n:02}", f"2030-06-03T09:{n:02}", False) for n in range(20)]
    event = create(ada, calendar)
    assert conflicts_of(event) == (titles, True)
    ada.event(calendar, "One more", **day("09:59-10:00"))
    assert conflicts_of(ada.patch(f"/events/{event['id']}?conflicts=true", {"title": "N"}).json()) == (titles, False)


def test_occurrences_of_other_series_are_told_as_they_stand(ada):
    calendar = ada.calendar()
    series = ada.event(calendar, "Daily", **day("09:00-10:00", "2030-06-01"), timezone="UTC", recurrence_rule="FREQ=DAILY")
    event = create(ada, calendar)
    assert conflicts_of(event) == found(("Daily", "2030-06-03T09:00", True))
    assert event["conflicts"]["data"][0]["recurrence_id"] == "2030-06-03T09:00:00Z"
    at = f"/events/{series['id']}?scope=this&occurrence=2030-06-03T09:00:00Z"
    assert ada.patch(at, {"title": "Changed", "start_time": "2030-06-03T09:30:00Z"}).status == 200
    path = f"/events/{event['id']}?conflicts=true"
    changed = ada.patch(path, {"title": "N"}).json()
    assert conflicts_of(changed) == found(("Changed", "2030-06-03T09:30", True))
    assert changed["conflicts"]["data"][0] | {"start_time": 0, "end_time": 0} == {
        "id": series["id"], "calendar_id": calendar["id"], "title": "Changed", "start_time": 0, "end_time": 0, "all_day": False,
        "recurrence_id": "2030-06-03T09:00:00Z"}
    assert ada.patch(at, {"start_time": "2030-06-03T15:00:00Z", "end_time": "2030-06-03T16:00:00Z"}).status == 200
    assert conflicts_of(ada.patch(path, {"title": "N"}).json()) == found()
    assert ada.delete(at).status == 204
    assert conflicts_of(ada.patch(path, {"title": "N"}).json()) == found()


def test_a_series_is_compared_by_its_occurrences(ada):
    calendar = ada.calendar()
    ada.event(calendar, "Second", **day("09:30-09:45", "2030-06-10"))
    ada.event(calendar, "Another day", **day("09:30-09:45", "2030-06-11"))
    ada.event(calendar, "Third", **day("09:30-09:45", "2030-06-17"))
    ada.event(calendar, "Behind the last", **day("09:30-09:45", "2030-06-24"))
    second, third = ("Second", "2030-06-10T09:30", False), ("Third", "2030-06-17T09:30", False)
    series = create(ada, calendar, recurrence_rule="FREQ=WEEKLY;COUNT=3")
    assert conflicts_of(series) == found(second, third)
    path = f"/events/{series['id']}?conflicts=true"
    at = "&occurrence=2030-06-10T09:00:00Z"
    away = ada.patch(f"{path}&scope=this{at}", {"start_time": "2030-06-11T09:00:00Z", "end_time": "2030-06-11T10:00:00Z"}).json()
    assert conflicts_of(away) == found(("Another day", "2030-06-11T09:30", False))
    assert conflicts_of(ada.patch(path, {"title": "N"}).json()) == found(("Another day", "2030-06-11T09:30", False), third)
    rest = ada.patch(f"{path}&scope=following&occurrence=2030-06-17T09:00:00Z", {"title": "Rest"}).json()
    assert rest["id"] != series["id"] and conflicts_of(rest) == found(third)
    assert conflicts_of(ada.patch(path, {"title": "N"}).json()) == found(("Another day", "2030-06-11T09:30", False))


def test_a_series_that_overlaps_itself_has_no_conflict(ada):
    calendar = ada.calendar()
    assert conflicts_of(create(ada, calendar, "09:00-11:00", recurrence_rule="FREQ=HOURLY;COUNT=5")) == found()


def test_of_a_series_a_hundred_occurrences_are_looked_at(ada):
    calendar = ada.calendar()
    last = {"start": "2030-09-10T09:00:00Z", "end": "2030-09-10T09:30:00Z"}  # the hundredth day from 3 June on
    next_day = {"start": "2030-09-11T09:00:00Z", "end": "2030-09-11T09:30:00Z"}
    ada.event(calendar, "Last", **last)
    ada.event(calendar, "Next", **next_day)
    hundredth = ("Last", "2030-09-10T09:00", False)
    assert conflicts_of(create(ada, calendar, recurrence_rule="FREQ=DAILY;COUNT=100", status="tentative", transparency="transparent")) == found()
    daily = create(ada, calendar, recurrence_rule="FREQ=DAILY")
    assert conflicts_of(daily) == found(hundredth, complete=False)
    assert ada.delete(f"/events/{daily['id']}").status == 204
    exact = create(ada, calendar, recurrence_rule="FREQ=DAILY;COUNT=100")
    assert conflicts_of(exact) == found(hundredth)
    assert ada.delete(f"/events/{exact['id']}").status == 204
    assert conflicts_of(create(ada, calendar, recurrence_rule="FREQ=DAILY;COUNT=101")) == found(hundredth, complete=False)


def test_of_a_series_a_year_is_looked_at(ada):
    calendar = ada.calendar()
    ada.event(calendar, "A year later", **day("09:00-10:00", "2031-06-03"))
    ada.event(calendar, "Two years later", **day("09:00-10:00", "2032-06-03"))
    assert conflicts_of(create(ada, calendar, recurrence_rule="FREQ=YEARLY;COUNT=2")) == found(("A year later", "2031-06-03T09:00", False))
    yearly = create(ada, calendar, recurrence_rule="FREQ=YEARLY;COUNT=3", status="tentative")
    assert conflicts_of(yearly)[1] is False


def test_what_is_past_of_a_series_is_not_looked_at(ada):
    calendar = ada.calendar()
    old = {"start_time": "2020-06-03T09:00:00Z", "end_time": "2020-06-03T10:00:00Z"}
    ada.event(calendar, "Past", start=old["start_time"], end=old["end_time"])
    assert conflicts_of(create(ada, calendar, **old)) == found(("Past", "2020-06-03T09:00", False))
    past = create(ada, calendar, **old, recurrence_rule="FREQ=DAILY;COUNT=3")
    assert conflicts_of(past) == found()
    busy = ada.event(calendar, "Every day", **day("00:00-23:59", "2020-01-01"), timezone="UTC", recurrence_rule="FREQ=DAILY")
    going_on = create(ada, calendar, **old, recurrence_rule="FREQ=DAILY")
    data = going_on["conflicts"]["data"]
    assert len(data) == 20 and not going_on["conflicts"]["complete"]
    assert {c["id"] for c in data} == {busy["id"]} and all(c["start_time"] > "2026" for c in data)


def test_all_day_events_stand_in_the_zone_of_the_user(person):
    kiri = person(timezone="Pacific/Auckland")
    calendar = kiri.calendar()
    kiri.event(calendar, "Holiday", start="2030-06-04", end="2030-06-05", all_day=True)
    assert conflicts_of(create(kiri, calendar, "11:00-11:30")) == found()
    assert conflicts_of(create(kiri, calendar, "11:45-12:15")) == found(("Holiday", "2030-06-04", False))
    birthday = create(kiri, calendar, start_time="2030-06-04", end_time="2030-06-05", all_day=True, recurrence_rule="FREQ=YEARLY")
    assert [c[0] for c in conflicts_of(birthday)[0]] == ["New", "Holiday"]


def test_only_what_the_caller_sees_is_told(ada, eve):
    shared = SharedCalendar(ada)
    ada.event({"id": shared.id}, "Secret", **day("09:00-10:00"), visibility="private")
    ada.event({"id": shared.id}, "Open", **day("09:10-10:00"))
    ada.event(ada.calendar(), "Of a calendar of her own", **day("09:00-10:00"))
    event = create(eve, eve.calendar())
    assert conflicts_of(event) == found()

    def told():
        return conflicts_of(eve.patch(f"/events/{event['id']}?conflicts=true", {"title": "N"}).json())

    for role, title in (("viewer", "Busy"), ("editor", "Secret")):
        shared.let(eve, role)
        assert told() == found((title, "2030-06-03T09:00", False), ("Open", "2030-06-03T09:10", False))
    shared.shut_out(eve)
    assert told() == found()


def test_what_the_caller_declined_is_no_conflict(ada):
    calendar = ada.calendar()
    event = ada.event(calendar, "Invited", **day("09:00-10:00"), attendees=[{"user_id": ada.id}])
    mine = create(ada, calendar)
    assert conflicts_of(mine) == found(("Invited", "2030-06-03T09:00", False))
    me = event["attendees"][0]["id"]
    assert ada.patch(f"/events/{event['id']}/attendees/{me}", {"status": "declined"}).status == 200
    assert conflicts_of(ada.patch(f"/events/{mine['id']}?conflicts=true", {"title": "N"}).json()) == found()


def test_a_full_calendar_is_looked_at_in_part(ada):
    """A window of a series with more than 5,000 single events is halved."""
    calendar = ada.calendar()
    items = [{"operation": "create", "event": body(calendar, title="Night", start_time="2030-07-02T00:00:00Z", end_time="2030-07-02T01:00:00Z")}] * 500
    made = []
    for n in range(10):
        made += ada.post("/events/batch", {"items": items}).json()["results"]
    ada.event(calendar, "Early", **day("09:00-10:00", "2030-06-10"))
    early, late = ("Early", "2030-06-10T09:00", False), ("Late", "2030-08-05T09:00", False)
    series = create(ada, calendar, recurrence_rule="FREQ=WEEKLY;COUNT=12")
    assert conflicts_of(series) == found(early, complete=False)
    assert ada.delete(f"/events/{made[0]['id']}").status == 204
    path = f"/events/{series['id']}?conflicts=true"
    assert conflicts_of(ada.patch(path, {"title": "N"}).json()) == found(early)
    ada.event(calendar, "Late", **day("09:00-10:00", "2030-08-05"))
    assert conflicts_of(ada.patch(path, {"title": "N"}).json()) == found(early, complete=False)
    assert ada.delete(f"/events/{made[1]['id']}").status == 204
    assert conflicts_of(ada.patch(path, {"title": "N"}).json()) == found(early, late)


def test_nobody_else_hears_of_conflicts(ada, feeds):
    calendar = ada.calendar()
    ada.event(calendar, **day("09:00-10:00"))
    event = create(ada, calendar)
    for type in ("event.created", "event.updated"):
        heard = feeds.wait(ada, type, event["id"])
        assert "conflicts" not in str(heard)
        assert ada.patch(f"/events/{event['id']}?conflicts=true", {"title": "N"}).json()["conflicts"]["data"]


def test_a_key_that_only_writes_is_not_told(ada, key_of):
    calendar = ada.calendar()
    ada.event(calendar, **day("09:00-10:00"))
    writer = key_of(ada, {"events": ["write"]})
    made = writer.post("/events?conflicts=true", body(calendar))
    assert made.status == 201 and set(made.json()) == {"id", "version"}, made
    reader = key_of(ada, {"events": ["read", "write"]})
    assert reader.post("/events?conflicts=true", body(calendar)).json()["conflicts"]["data"]
