"""Times at the ends of what there is, rows that no client can write today, and zones that tzdata has lost."""

import pytest

from series import JUNE, change, listed, starts, weekly

EARLY_2026 = ("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z")
LAST_DAY = ("2199-12-31T00:00:00Z", "2200-01-01T00:00:00Z")
END = "2200-01-01T00:00:00Z"


def january(calendar, **fields):
    return {"calendar_id": calendar["id"], "title": "Long", "start_time": "2026-01-01T00:00:00Z",
            "end_time": "2026-01-01T01:00:00Z", "timezone": "UTC"} | fields


# ------------------------------------------------------------------ what clients send


@pytest.mark.parametrize("date", [
    "2026-01-02T00:00:00Z/PT999999999H", "2026-01-02T00:00:00Z/P30500569W", "2026-01-02T00:00:00Z/P999999999W999999999D",
    "2026-01-02T00:00:00Z/P15250284W106751991D", "2026-01-02T00:00:00Z/2200-01-01T00:00:00.000001Z",
    "2026-01-02T00:00:00Z/9999-12-31T00:00:00Z", "2199-12-31T23:59:59Z/PT2S", "2200-01-01T00:00:00Z", "1899-12-31T00:00:00Z"])
def test_a_period_that_ends_after_2199_is_refused_and_nothing_is_stored(ada, date):
    calendar = ada.calendar()
    reply = ada.post("/events", january(calendar, recurrence_dates=["2026-01-03T00:00:00Z", date]))
    assert reply.code == "validation_failed" and reply.bad_fields == {"recurrence_dates[1]"}, reply
    assert ada.walk("/events") == [] == listed(ada, *EARLY_2026)
    event = ada.post("/events", january(calendar)).json()
    reply = ada.patch(f"/events/{event['id']}", {"recurrence_dates": [date]})
    assert reply.code == "validation_failed" and reply.bad_fields == {"recurrence_dates[0]"}, reply
    assert ada.get(f"/events/{event['id']}").json() == event


def test_a_period_may_end_with_2199(ada):
    event = ada.post("/events", january(ada.calendar(), recurrence_dates=["2199-12-31T23:59:59Z/PT1S"])).json()
    last = listed(ada, *LAST_DAY)
    assert [(e["start_time"], e["end_time"]) for e in last] == [("2199-12-31T23:59:59Z", END)]
    assert ada.put(f"/events/{event['id']}", event).json()["recurrence_dates"] == event["recurrence_dates"]


def test_a_period_with_a_fraction_can_be_sent_back(ada):
    dates = ["2026-01-02T00:00:00Z/2026-01-02T00:00:00.5Z"]
    event = ada.post("/events", january(ada.calendar(), recurrence_dates=dates)).json()
    assert event["recurrence_dates"] == dates
    assert ada.put(f"/events/{event['id']}", event).json()["recurrence_dates"] == dates


@pytest.mark.parametrize("fields, end", [
    ({"start_time": "2199-12-30T23:30:00Z", "end_time": "2199-12-31T00:30:00Z"}, END),
    ({"start_time": "2199-12-30", "end_time": "2199-12-31", "all_day": True}, "2200-01-01"),
    ({"start_time": "2199-12-01", "end_time": "2199-12-30", "all_day": True}, "2200-01-01")])
def test_an_occurrence_ends_with_2199_at_the_latest(ada, fields, end):
    series = ada.post("/events", january(ada.calendar(), recurrence_rule="FREQ=DAILY", **fields)).json()
    last = listed(ada, *LAST_DAY, timezone="UTC")[-1]
    assert last["end_time"] == end
    changed = change(ada, series, "following", last["recurrence_id"], {"title": "Last"})
    assert changed["end_time"] == end and listed(ada, *LAST_DAY, timezone="UTC")[-1]["title"] == "Last"


# ------------------------------------------------------------------ what the tables have


@pytest.mark.parametrize("date, end", [
    ("2026-01-02T00:00:00/3599999996400000000", END), ("2026-01-02T00:00:00/9223372036854775807", END),
    ("2026-01-02T00:00:00/57490000000", "2026-01-02T15:58:10Z")])
def test_periods_that_an_earlier_release_stored_are_cut(ada, stack, date, end):
    event = ada.post("/events", january(ada.calendar(), recurrence_dates=["2026-01-02T00:00:00Z/PT1H"])).json()
    stack.sql("event", f"UPDATE events SET rdates = '{{{date}}}', series_end = '116105-06-18T15:00:00Z' WHERE id = '{event['id']}'")
    assert [e["end_time"] for e in listed(ada, *EARLY_2026)] == ["2026-01-01T01:00:00Z", end]
    shown = ada.get(f"/events/{event['id']}").json()
    reply = ada.put(f"/events/{event['id']}", shown)
    assert reply.status == 200 and reply.json()["recurrence_dates"] == shown["recurrence_dates"], reply
    assert ada.get("/availability?" + "&".join(f"{k}={v}" for k, v in {
        "calendar_id": event["calendar_id"], "start": EARLY_2026[0], "end": EARLY_2026[1]}.items())).status == 200


# ------------------------------------------------------------------ zones that are gone


def test_an_account_whose_zone_is_gone_is_served_in_utc(person, stack):
    """No client can bring this about: Debian moves names of tzdata into packages of their own."""
    bob = person("Bob", timezone="America/New_York")
    calendar = bob.calendar()
    bob.event(calendar, start="2026-06-01", end="2026-06-02", all_day=True)
    stack.sql("auth", f"UPDATE users SET timezone = 'Mars/Olympus' WHERE id = '{bob.id}'")
    bob.signed_in(bob.post("/auth/login", {"email": bob.email, "password": bob.password}).json())
    assert starts(listed(bob)) == ["2026-06-01"] == starts(listed(bob, "2026-06-01T00:00:00Z", "2026-06-01T01:00:00Z"))
    query = f"calendar_id={calendar['id']}&start={JUNE[0]}&end={JUNE[1]}"
    assert bob.get(f"/availability?{query}").json()["busy"] == [{"start": "2026-06-01T00:00:00Z", "end": "2026-06-02T00:00:00Z"}]
    assert bob.post("/availability/find", {"calendar_ids": [calendar["id"]], "start": JUNE[0], "end": JUNE[1], "duration_minutes": 60}).status == 200
    made = bob.post("/events", {"calendar_id": calendar["id"], "title": "Tea", "start_time": "2026-06-02T09:00:00Z",
                                "end_time": "2026-06-02T10:00:00Z"}).json()
    assert made["timezone"] == "UTC" == bob.calendar()["timezone"]


def test_an_event_whose_zone_is_gone_keeps_its_instants(ada, stack):
    series = weekly(ada, timezone="UTC", start="2026-06-01T07:00:00Z", end="2026-06-01T08:00:00Z")
    whole = listed(ada)
    stack.sql("event", f"UPDATE events SET timezone = 'Mars/Olympus' WHERE id = '{series['id']}'")
    assert starts(listed(ada)) == starts(whole)
    assert ada.delete(f"/events/{series['id']}?scope=this&occurrence={whole[1]['recurrence_id']}").status == 204
    assert starts(listed(ada)) == starts(whole[:1] + whole[2:])
    reply = ada.patch(f"/events/{series['id']}", {"title": "Still there"})
    assert reply.code == "validation_failed" and reply.bad_fields == {"timezone"}, reply
    assert ada.patch(f"/events/{series['id']}", {"title": "Still there", "timezone": "Europe/Berlin"}).status == 200


# ---------------------------------------------------------------------- how long an event may be as JSON

LONGEST, WITH_ATTENDEES = 208 * 1024, 256 * 1024


def escaped(kib):
    """A text that is so many KiB long in JSON, where each of its bytes is six."""
    return "\x01" * (kib * 1024 // 6)


def refused_for(reply, field):
    assert reply.status == 400 and [d["field"] for d in reply.json()["details"]] == [field], reply


def test_a_text_that_escapes_to_too_much_is_refused(ada):
    calendar = ada.calendar()
    body = {"calendar_id": calendar["id"], "title": "x", "start_time": "2026-06-01T09:00:00Z", "end_time": "2026-06-01T10:00:00Z"}
    made = ada.post("/events", body | {"description": escaped(206)})
    assert made.status == 201 and 206 * 1024 < len(made.body) <= LONGEST, made
    refused_for(ada.post("/events", body | {"description": escaped(208)}), "description")
    path = f"/events/{made.json()['id']}"
    refused_for(ada.patch(path, {"description": escaped(208)}), "description")
    refused_for(ada.patch(path, {"location": escaped(5)}), "description")
    refused_for(ada.put(path, body | {"description": escaped(209)}), "description")
    item = {"operation": "create", "event": body | {"description": escaped(208)}}
    assert ada.post("/events/batch", {"items": [item]}).json()["results"][0]["error"]["details"][0]["field"] == "description"
    assert ada.get(path).json() == made.json()


def test_an_occurrence_is_as_long_with_the_dates_of_its_series(ada):
    dates = [f"2027-{n // 28 + 1:02}-{n % 28 + 1:02}T09:00:00Z" for n in range(300)]
    series = ada.event(ada.calendar(), recurrence_rule="FREQ=DAILY;COUNT=2", timezone="UTC", recurrence_dates=dates)
    path = f"/events/{series['id']}?scope=this&occurrence={series['start_time']}"
    refused_for(ada.patch(path, {"description": escaped(206)}), "description")
    assert ada.patch(path, {"description": escaped(196)}).status == 200


def test_an_event_stays_short_with_the_attendees_that_it_shows(ada):
    attendees = [{"email": f"{n}{'a' * 60}@{'b' * 60}.{'c' * 60}.{'d' * 60}.org", "name": "\x01" * 200} for n in range(40)]
    event = ada.event(ada.calendar(), description=escaped(206), attendees=attendees)
    assert event["attendee_count"] == 40
    assert len(ada.get(f"/events/{event['id']}").body) <= WITH_ATTENDEES
