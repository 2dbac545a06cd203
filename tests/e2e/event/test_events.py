"""Events: their fields and times, timed and all-day; where they may stand."""

import pytest


@pytest.fixture
def calendar(ada):
    return ada.calendar()


def body(calendar, **fields):
    return {"calendar_id": calendar["id"], "title": "Tea", "start_time": "2026-06-01T09:00:00Z",
            "end_time": "2026-06-01T10:00:00Z"} | fields


def test_an_event_has_its_defaults(ada, calendar):
    event = ada.post("/events", body(calendar)).json()
    assert {k: event[k] for k in ("description", "location", "timezone", "all_day", "status", "transparency", "tags")} == {
        "description": None, "location": None, "timezone": "Europe/Berlin", "all_day": False, "status": "confirmed",
        "transparency": "opaque", "tags": []}
    assert event["created_by"] == event["updated_by"] == ada.id


# ------------------------------------------------------------------ times


@pytest.mark.parametrize("sent, kept", [
    ("2026-03-01T09:00:00+01:00", "2026-03-01T08:00:00Z"), ("2026-03-01T09:00:00Z", "2026-03-01T09:00:00Z"),
    ("2026-03-01t09:00:00z", "2026-03-01T09:00:00Z"), ("2026-03-01T00:30:00+14:00", "2026-02-28T10:30:00Z"),
    ("2026-03-01T09:00:00-00:00", "2026-03-01T09:00:00Z"), ("2026-03-01T09:00:00.5Z", "2026-03-01T09:00:00.5Z"),
    ("2026-03-01T09:00:00.000001Z", "2026-03-01T09:00:00.000001Z"), ("2026-03-01T09:00:00.120000Z", "2026-03-01T09:00:00.12Z"),
    ("2026-03-01T09:00:00.000000Z", "2026-03-01T09:00:00Z"), ("2026-03-01T23:59:59.999999-23:59", "2026-03-02T23:58:59.999999Z"),
    ("1900-01-01T00:00:00Z", "1900-01-01T00:00:00Z"), ("2199-12-31T23:59:59Z", "2199-12-31T23:59:59Z")])
def test_an_instant_is_kept_in_utc_with_microseconds(ada, calendar, sent, kept):
    event = ada.post("/events", body(calendar, start_time=sent, end_time=sent)).json()
    assert (event["start_time"], event["end_time"]) == (kept, kept)
    assert ada.get(f"/events/{event['id']}").json()["start_time"] == kept


@pytest.mark.parametrize("bad", [
    "", "now", "2026-03-01", "2026-03-01T09:00:00", "2026-03-01 09:00:00Z", "2026-03-01T09:00Z", "2026-03-01T24:00:00Z",
    "2026-03-01T09:00:60Z", "2026-02-30T09:00:00Z", "2026-03-01T09:00:00.Z", "2026-03-01T09:00:00.1234567Z",
    "2026-03-01T09:00:00+24:00", "2026-03-01T09:00:00+0100", "9999-12-31T23:59:59Z", "1899-12-31T23:59:59Z",
    "2200-01-02T00:00:00Z", "1900-01-01T00:00:00+00:01", "-001-01-01T00:00:00Z", "12026-03-01T09:00:00Z",
    "2026-03-01T09:00:00Z ", "2026-03-01T09:00:00Z\x00", "２026-03-01T09:00:00Z", 1767225600, None, ["2026-03-01T09:00:00Z"]])
def test_what_is_not_an_instant_is_refused(ada, calendar, bad):
    assert "start_time" in ada.post("/events", body(calendar, start_time=bad)).bad_fields
    assert "end_time" in ada.post("/events", body(calendar, end_time=bad)).bad_fields


def test_an_event_may_have_no_length_but_not_less(ada, calendar):
    same = "2026-06-01T09:00:00Z"
    assert ada.post("/events", body(calendar, start_time=same, end_time=same)).status == 201
    assert ada.post("/events", body(calendar, start_time=same, end_time="2026-06-01T08:59:59.999999Z")).code == "validation_failed"
    assert ada.post("/events", body(calendar, start_time=same, end_time="2026-06-01T09:30:00+01:00")).code == "validation_failed"


def test_an_all_day_event_has_dates_with_an_exclusive_end(ada, calendar):
    event = ada.post("/events", body(calendar, all_day=True, start_time="2026-03-01", end_time="2026-03-02")).json()
    assert (event["start_time"], event["end_time"]) == ("2026-03-01", "2026-03-02")
    assert ada.get(f"/events/{event['id']}").json() == event


@pytest.mark.parametrize("all_day, start, end", [
    (True, "2026-03-01", "2026-03-01"), (True, "2026-03-02", "2026-03-01"), (True, "2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z"),
    (True, "2026-03-01", "2026-03-02T00:00:00Z"), (False, "2026-03-01", "2026-03-02"), (False, "2026-03-01T00:00:00Z", "2026-03-02"),
    (True, "2026-02-29", "2026-03-01"), (True, "1899-12-31", "1900-01-02"), (True, "2026-03-01", "9999-01-01")])
def test_dates_and_instants_do_not_mix(ada, calendar, all_day, start, end):
    assert ada.post("/events", body(calendar, all_day=all_day, start_time=start, end_time=end)).code == "validation_failed"


def test_an_event_becomes_all_day_only_with_dates(ada, calendar):
    path = f"/events/{ada.event(calendar)['id']}"
    assert ada.patch(path, {"all_day": True}).code == "validation_failed"
    assert ada.patch(path, {"all_day": True, "start_time": "2026-06-01", "end_time": "2026-06-03"}).status == 200
    assert ada.patch(path, {"all_day": False}).code == "validation_failed"
    assert ada.patch(path, {"start_time": "2026-06-02"}).json()["end_time"] == "2026-06-03"
    assert ada.patch(path, {"start_time": "2026-06-03"}).code == "validation_failed"


# ------------------------------------------------------------------ calendars


def test_an_event_moves_to_another_calendar_of_the_caller(ada, calendar, eve):
    event, other = ada.event(calendar), ada.calendar("Other")
    path = f"/events/{event['id']}"
    assert ada.patch(path, {"calendar_id": other["id"]}).json()["calendar_id"] == other["id"]
    assert [e["id"] for e in ada.walk(f"/events?calendar_id={other['id']}")] == [event["id"]]
    assert ada.walk(f"/events?calendar_id={calendar['id']}") == []
    before = ada.get(path).json()
    assert ada.patch(path, {"calendar_id": eve.calendar()["id"]}).status in (400, 404)
    assert ada.get(path).json() == before


def test_calendar_id_may_be_repeated(ada):
    calendars = [ada.calendar(str(i)) for i in range(3)]
    events = [ada.event(c) for c in calendars]
    asked = f"/events?calendar_id={calendars[0]['id']}&calendar_id={calendars[2]['id']}"
    assert {e["id"] for e in ada.walk(asked)} == {events[0]["id"], events[2]["id"]}
    many = "&".join(f"calendar_id={calendars[0]['id']}" for _ in range(100))
    assert [e["id"] for e in ada.walk("/events?" + many)] == [events[0]["id"]]
    assert ada.get("/events?" + many + f"&calendar_id={calendars[1]['id']}").code in ("validation_failed", "malformed_request")
    assert ada.get("/events?calendar_id=x&calendar_id=y").code == "validation_failed"


def test_tags_keep_their_order(ada, calendar):
    assert ada.event(calendar, tags=["b", "a", "ü", "A"])["tags"] == ["b", "a", "ü", "A"]
