"""GET /availability and POST /availability/find: what blocks, what is free, and slots that people can take."""

import random
from datetime import datetime, timedelta, timezone
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import pytest

MINUTE = timedelta(minutes=1)


def parse(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def instant(at):
    return at.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def ask(person, calendars, start, end, **more):
    query = [("calendar_id", c["id"]) for c in calendars] + [("start", start), ("end", end), *more.items()]
    return person.get("/availability?" + urlencode(query))


def pairs(spans):
    return [(s["start"], s["end"]) for s in spans]


def busy(person, calendar, start="2026-06-01T00:00:00Z", end="2026-06-02T00:00:00Z", **more):
    reply = ask(person, calendar if isinstance(calendar, list) else [calendar], start, end, **more)
    assert reply.status == 200, reply
    answer = reply.json()
    assert_complement(answer, start, end)
    return pairs(answer["busy"])


def assert_complement(answer, start, end):
    """Busy and free are in order, apart from each other, and together they are the window."""
    for spans in (answer["busy"], answer["free"]):
        for a, b in zip(spans, spans[1:]):
            assert parse(a["end"]) < parse(b["start"]), spans
    at = parse(start)
    for span in sorted(answer["busy"] + answer["free"], key=lambda s: parse(s["start"])):
        assert parse(span["start"]) == at < parse(span["end"]), answer
        at = parse(span["end"])
    assert at == parse(end)


def hours(*spans, day="2026-06-01"):
    return [(f"{day}T{a}:00Z", f"{day}T{b}:00Z") for a, b in spans]


# ---------------------------------------------------------------------- what blocks


def test_an_empty_calendar_is_free(ada):
    calendar = ada.calendar()
    answer = ask(ada, [calendar], "2026-06-01T00:00:00Z", "2026-06-02T00:00:00Z").json()
    assert answer == {"busy": [], "free": [{"start": "2026-06-01T00:00:00Z", "end": "2026-06-02T00:00:00Z"}]}


def test_what_overlaps_or_touches_is_one_stretch(ada):
    calendar = ada.calendar()
    for a, b in (("09", "10"), ("10", "11"), ("10:30", "12"), ("13", "14"), ("13:15", "13:30")):
        ada.event(calendar, start=f"2026-06-01T{a}{'' if ':' in a else ':00'}:00Z", end=f"2026-06-01T{b}{'' if ':' in b else ':00'}:00Z")
    assert busy(ada, calendar) == hours(("09:00", "12:00"), ("13:00", "14:00"))


def test_what_reaches_out_of_the_window_is_cut(ada):
    calendar = ada.calendar()
    ada.event(calendar, start="2026-05-20T00:00:00Z", end="2026-06-01T01:00:00Z")
    ada.event(calendar, start="2026-06-01T23:00:00Z", end="2026-06-20T00:00:00Z")
    ada.event(calendar, start="2026-06-02T00:00:00Z", end="2026-06-02T01:00:00Z")
    assert busy(ada, calendar) == [("2026-06-01T00:00:00Z", "2026-06-01T01:00:00Z"), ("2026-06-01T23:00:00Z", "2026-06-02T00:00:00Z")]
    assert busy(ada, calendar, "2026-06-05T00:00:00Z", "2026-06-06T00:00:00Z") == [("2026-06-05T00:00:00Z", "2026-06-06T00:00:00Z")]


@pytest.mark.parametrize("fields, blocks", [
    ({}, True), ({"status": "tentative"}, True), ({"status": "cancelled"}, False), ({"transparency": "transparent"}, False),
    ({"end": "2026-06-01T09:00:00Z"}, False)])
@pytest.mark.parametrize("rule", [None, "FREQ=DAILY;COUNT=2"])
def test_which_events_block(ada, fields, blocks, rule):
    calendar = ada.calendar()
    ada.event(calendar, recurrence_rule=rule, **fields)
    assert busy(ada, calendar) == (hours(("09:00", "10:00")) if blocks else [])


def test_several_calendars_block_together_and_each_alone(ada):
    one, two = ada.calendar(), ada.calendar()
    ada.event(one, start="2026-06-01T09:00:00Z", end="2026-06-01T10:00:00Z")
    ada.event(two, start="2026-06-01T09:30:00Z", end="2026-06-01T11:00:00Z", recurrence_rule="FREQ=WEEKLY")
    assert busy(ada, one) == hours(("09:00", "10:00"))
    assert busy(ada, two) == hours(("09:30", "11:00"))
    assert busy(ada, [one, two, one]) == hours(("09:00", "11:00"))


def test_a_series_blocks_with_its_occurrences_as_they_are(ada):
    calendar = ada.calendar()
    series = ada.event(calendar, timezone="UTC", recurrence_rule="FREQ=HOURLY;INTERVAL=3;COUNT=4", exception_dates=["2026-06-01T15:00:00Z"],
                       recurrence_dates=["2026-06-01T21:00:00Z/PT15M"])
    assert busy(ada, calendar) == hours(("09:00", "10:00"), ("12:00", "13:00"), ("18:00", "19:00"), ("21:00", "21:15"))

    def change(occurrence, fields):
        reply = ada.patch(f"/events/{series['id']}?scope=this&occurrence=2026-06-01T{occurrence}:00Z", fields)
        assert reply.status == 200, reply

    change("09:00", {"start_time": "2026-06-01T05:00:00Z", "end_time": "2026-06-01T05:30:00Z"})
    assert busy(ada, calendar) == hours(("05:00", "05:30"), ("12:00", "13:00"), ("18:00", "19:00"), ("21:00", "21:15"))
    change("12:00", {"status": "cancelled"})
    change("18:00", {"transparency": "transparent"})
    change("21:00", {"start_time": "2026-06-03T05:00:00Z", "end_time": "2026-06-03T05:30:00Z"})
    assert busy(ada, calendar) == hours(("05:00", "05:30"))
    change("18:00", {"transparency": "opaque"})
    assert busy(ada, calendar) == hours(("05:00", "05:30"), ("18:00", "19:00"))


def test_an_opaque_occurrence_of_a_transparent_series_blocks(ada):
    calendar = ada.calendar()
    series = ada.event(calendar, recurrence_rule="FREQ=DAILY", transparency="transparent", timezone="UTC")
    assert busy(ada, calendar) == []
    ada.patch(f"/events/{series['id']}?scope=this&occurrence=2026-06-01T09:00:00Z", {"transparency": "opaque"})
    assert busy(ada, calendar, end="2026-07-01T00:00:00Z") == hours(("09:00", "10:00"))


@pytest.mark.parametrize("zone, start, end", [
    ("UTC", "2026-03-29T00:00:00Z", "2026-03-30T00:00:00Z"),
    ("Europe/Berlin", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"),
    ("America/New_York", "2026-03-29T04:00:00Z", "2026-03-30T04:00:00Z"),
    ("Pacific/Apia", "2026-03-28T11:00:00Z", "2026-03-29T11:00:00Z")])
@pytest.mark.parametrize("rule", [None, "FREQ=YEARLY"])
def test_all_day_events_block_from_midnight_to_midnight_of_the_asker(ada, zone, start, end, rule):
    calendar = ada.calendar()
    ada.event(calendar, start="2026-03-29", end="2026-03-30", all_day=True, recurrence_rule=rule)
    assert busy(ada, calendar, "2026-03-20T00:00:00Z", "2026-04-10T00:00:00Z", timezone=zone) == [(start, end)]
    if zone == "Europe/Berlin":
        assert busy(ada, calendar, "2026-03-20T00:00:00Z", "2026-04-10T00:00:00Z") == [(start, end)]


def test_a_date_that_a_zone_skipped_blocks_nothing(ada):
    calendar = ada.calendar()
    for day, rule in (("30", None), ("30", "FREQ=YEARLY")):
        ada.event(calendar, start=f"2011-12-{day}", end="2011-12-31", all_day=True, recurrence_rule=rule)
    assert busy(ada, calendar, "2011-12-25T00:00:00Z", "2012-01-10T00:00:00Z", timezone="Pacific/Apia") == []
    assert len(busy(ada, calendar, "2011-12-25T00:00:00Z", "2012-01-10T00:00:00Z", timezone="UTC")) == 1


def test_busy_is_what_the_list_shows(ada):
    """A year of events and series of every kind: the same stretches, made from GET /events in Python."""
    rng, calendars = random.Random(7), [ada.calendar(), ada.calendar()]
    rules = ("FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=YEARLY;BYMONTH=3;BYDAY=SU", "FREQ=WEEKLY;COUNT=9")
    for i in range(60):
        day = datetime(2026, 1, 1, tzinfo=timezone.utc) + timedelta(days=rng.randrange(360), minutes=15 * rng.randrange(96))
        length = timedelta(minutes=rng.choice((0, 15, 60, 90, 1500)))
        fields = {"status": rng.choice(("confirmed", "confirmed", "tentative", "cancelled")), "transparency": rng.choice(("opaque", "opaque", "transparent")),
                  "recurrence_rule": rng.choice((None, *rules)), "timezone": rng.choice(("UTC", "Europe/Berlin", "America/St_Johns"))}
        if i % 5 == 0:
            made = ada.event(rng.choice(calendars), str(i), day.date().isoformat(), (day.date() + timedelta(rng.choice((1, 2)))).isoformat(), all_day=True, **fields)
        else:
            made = ada.event(rng.choice(calendars), str(i), instant(day), instant(day + length), **fields)
        if made["recurrence_rule"] and i % 2 == 0:
            found = ada.get("/events?" + urlencode({"start": instant(day), "end": instant(day + timedelta(days=60)), "calendar_id": made["calendar_id"]})).json()["data"]
            later = [e for e in found if e["id"] == made["id"]][-1]
            change = {"status": rng.choice(("cancelled", "confirmed")), "transparency": rng.choice(("opaque", "transparent"))}
            reply = ada.patch(f"/events/{made['id']}?scope=this&occurrence={later['recurrence_id']}", change)
            assert reply.status == 200, reply
    zone = ZoneInfo("Europe/Berlin")
    for first, last in (("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"), ("2026-03-28T13:30:00Z", "2026-04-02T00:00:00Z")):
        spans = []
        for e in ada.walk("/events?" + urlencode({"start": first, "end": last, "limit": 200})):
            ends = [datetime.fromisoformat(e[k]).replace(tzinfo=zone) if e["all_day"] else parse(e[k]) for k in ("start_time", "end_time")]
            if e["status"] != "cancelled" and e["transparency"] == "opaque":
                spans.append((max(ends[0].astimezone(timezone.utc), parse(first)), min(ends[1].astimezone(timezone.utc), parse(last))))
        merged = []
        for start, end in sorted(s for s in spans if s[0] < s[1]):
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        assert busy(ada, calendars, first, last) == [(instant(a), instant(b)) for a, b in merged]


# ---------------------------------------------------------------------- what is refused


@pytest.mark.parametrize("missing", ["calendar_id", "start", "end"])
def test_what_must_be_given_is_named(ada, missing):
    query = {"calendar_id": ada.calendar()["id"], "start": "2026-06-01T00:00:00Z", "end": "2026-06-02T00:00:00Z"}
    del query[missing]
    reply = ada.get("/availability?" + urlencode(query))
    assert reply.code == "validation_failed" and reply.bad_fields == {missing}, reply


@pytest.mark.parametrize("end", ["2026-06-01T00:00:00Z", "2026-05-01T00:00:00Z", "2027-06-02T00:00:01Z", "2026-06-03"])
def test_a_window_ends_after_its_start_and_within_366_days(ada, end):
    reply = ask(ada, [ada.calendar()], "2026-06-01T00:00:00Z", end)
    assert reply.code == "validation_failed" and reply.bad_fields == {"end"}, reply


def test_a_window_of_366_days_is_taken(ada):
    assert busy(ada, ada.calendar(), "2026-06-01T00:00:00Z", "2027-06-02T00:00:00Z") == []


def test_a_hundred_calendars_are_taken_and_one_more_is_not(ada):
    calendar = ada.calendar()
    assert busy(ada, [calendar] * 100) == []
    reply = ask(ada, [calendar] * 101, "2026-06-01T00:00:00Z", "2026-06-02T00:00:00Z")
    assert reply.code == "validation_failed" and reply.bad_fields == {"calendar_id"}, reply


def test_a_stranger_s_calendar_is_not_there(ada, eve):
    calendar = ada.calendar()
    window = {"start": "2026-06-01T00:00:00Z", "end": "2026-06-02T00:00:00Z"}
    assert ask(eve, [eve.calendar(), calendar], **window).code == "not_found"
    reply = eve.post("/availability/find", {"calendar_ids": [calendar["id"]], "duration_minutes": 30} | window)
    assert reply.code == "not_found", reply


def test_more_than_5000_stretches_are_refused_and_5000_are_not(ada):
    calendar = ada.calendar()
    ada.event(calendar, start="2026-01-01T00:00:00Z", end="2026-01-01T00:01:00Z", timezone="UTC", recurrence_rule="FREQ=HOURLY;COUNT=5000")
    start, end = "2026-01-01T00:00:00Z", "2026-12-31T00:00:00Z"
    assert len(busy(ada, calendar, start, end)) == 5000
    ada.event(calendar, start="2025-12-31T23:00:00Z", end="2026-01-01T00:00:00.25Z")
    assert len(busy(ada, calendar, start, end)) == 5000
    ada.event(calendar, start="2026-12-30T12:00:00Z", end="2026-12-30T13:00:00Z")
    reply = ask(ada, [calendar], start, end)
    assert reply.code == "validation_failed" and reply.bad_fields == {"end"}, reply


def test_a_window_with_too_many_occurrences_is_refused_before_they_are_all_made(ada):
    calendar = ada.calendar()
    ada.event(calendar, start="2026-01-01T00:00:00Z", end="2026-01-01T00:01:00Z", timezone="UTC", recurrence_rule="FREQ=MINUTELY")
    day = ("2026-06-01T00:00:00Z", "2026-06-02T00:00:00Z")
    assert busy(ada, calendar, *day) == [day]
    reply = ask(ada, [calendar], "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z")
    assert reply.code == "validation_failed" and reply.bad_fields == {"end"}, reply


# ---------------------------------------------------------------------- slots


OFFICE = [{"days": ["MO", "TU", "WE", "TH", "FR"], "start": "09:00", "end": "17:00"}]


def find(person, calendars, minutes, start, end, **more):
    return person.post("/availability/find", {"calendar_ids": [c["id"] for c in calendars], "duration_minutes": minutes,
                                              "start": start, "end": end} | more)


def slots(person, calendars, minutes, start="2026-06-01T00:00:00Z", end="2026-06-02T00:00:00Z", **more):
    reply = find(person, calendars, minutes, start, end, **more)
    assert reply.status == 200, reply
    return pairs(reply.json()["slots"])


def test_slots_lie_between_what_is_busy_in_any_calendar(ada):
    one, two = ada.calendar(), ada.calendar()
    ada.event(one, start="2026-06-01T09:00:00Z", end="2026-06-01T10:30:00Z")
    ada.event(two, start="2026-06-01T11:00:00Z", end="2026-06-01T11:40:00Z", recurrence_rule="FREQ=DAILY", timezone="UTC")
    window = {"start": "2026-06-01T08:40:00Z", "end": "2026-06-01T13:00:00Z"}
    assert slots(ada, [one, two], 30, **window) == hours(("10:30", "11:00"), ("11:40", "12:10"), ("12:10", "12:40"))
    assert slots(ada, [one, two], 30, **window, limit=1) == hours(("10:30", "11:00"))
    assert slots(ada, [one, two], 20, **window)[:2] == hours(("08:40", "09:00"), ("10:30", "10:50"))
    assert slots(ada, [one, two], 81, **window) == []


def test_twenty_slots_unless_another_limit_is_asked_for(ada):
    calendar = ada.calendar()
    assert len(slots(ada, [calendar], 30)) == 20
    assert len(slots(ada, [calendar], 10, limit=100)) == 100
    assert slots(ada, [calendar], 1440) == [("2026-06-01T00:00:00Z", "2026-06-02T00:00:00Z")]


def test_working_hours_are_on_the_asker_s_clock(ada):
    calendar = ada.calendar()
    for zone, first in ((None, "07:00"), ("Asia/Kathmandu", "03:15"), ("America/New_York", "13:00")):
        more = {"timezone": zone} if zone else {}
        assert slots(ada, [calendar], 60, working_hours=OFFICE, limit=1, **more)[0][0] == f"2026-06-01T{first}:00Z"


def test_weekends_are_left_out_and_hours_up_to_midnight_go_on_in_the_next_day(ada):
    calendar = ada.calendar()
    week = {"start": "2026-06-05T12:00:00Z", "end": "2026-06-09T00:00:00Z", "timezone": "UTC"}
    assert slots(ada, [calendar], 240, **week, working_hours=OFFICE) == [
        ("2026-06-05T12:00:00Z", "2026-06-05T16:00:00Z"), ("2026-06-08T09:00:00Z", "2026-06-08T13:00:00Z"), ("2026-06-08T13:00:00Z", "2026-06-08T17:00:00Z")]
    night = [{"days": ["SA"], "start": "22:00", "end": "24:00"}, {"days": ["SU"], "start": "00:00", "end": "02:00"}]
    assert slots(ada, [calendar], 240, **week, working_hours=night) == [("2026-06-06T22:00:00Z", "2026-06-07T02:00:00Z")]
    assert slots(ada, [calendar], 241, **week, working_hours=night) == []


def test_no_working_hours_means_always(ada):
    calendar = ada.calendar()
    assert slots(ada, [calendar], 1440, working_hours=[]) == slots(ada, [calendar], 1440) != []


@pytest.mark.parametrize("zone, day, start, end, expected", [
    # Clocks skip 02:00 to 03:00: the night shift is an hour shorter.
    ("Europe/Berlin", "2026-03-29", "01:00", "04:00", [("2026-03-29T00:00:00Z", "2026-03-29T02:00:00Z")]),
    ("Europe/Berlin", "2026-03-29", "02:00", "03:00", []),
    ("Europe/Berlin", "2026-03-29", "02:30", "03:30", [("2026-03-29T01:00:00Z", "2026-03-29T01:30:00Z")]),
    # 02:00 to 03:00 comes twice.
    ("Europe/Berlin", "2026-10-25", "01:00", "04:00", [("2026-10-24T23:00:00Z", "2026-10-25T03:00:00Z")]),
    ("Europe/Berlin", "2026-10-25", "02:00", "03:00", [("2026-10-25T00:00:00Z", "2026-10-25T02:00:00Z")]),
    ("Europe/Berlin", "2026-10-25", "02:15", "02:45", [("2026-10-25T00:15:00Z", "2026-10-25T00:45:00Z"), ("2026-10-25T01:15:00Z", "2026-10-25T01:45:00Z")]),
    ("Europe/Berlin", "2026-10-25", "09:00", "17:00", [("2026-10-25T08:00:00Z", "2026-10-25T16:00:00Z")]),
    # Half an hour, and a whole day that begins at 01:00.
    ("Australia/Lord_Howe", "2026-04-05", "01:00", "03:00", [("2026-04-04T14:00:00Z", "2026-04-04T16:30:00Z")]),
    ("Africa/Cairo", "2026-04-24", "00:00", "24:00", [("2026-04-23T22:00:00Z", "2026-04-24T21:00:00Z")]),
    # Samoa had no 30 December 2011.
    ("Pacific/Apia", "2011-12-30", "00:00", "24:00", [])])
def test_working_hours_on_days_when_clocks_change(ada, zone, day, start, end, expected):
    days = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
    noon = datetime.fromisoformat(day)
    shift = [{"days": [days[noon.weekday()]], "start": start, "end": end}]
    window = {"start": instant(noon.replace(tzinfo=timezone.utc) - timedelta(days=2)), "end": instant(noon.replace(tzinfo=timezone.utc) + timedelta(days=3))}
    found = []
    for a, b in slots(ada, [ada.calendar()], 15, **window, timezone=zone, working_hours=shift, limit=100):
        if found and found[-1][1] == a:
            found[-1] = (found[-1][0], b)
        else:
            found.append((a, b))
    assert found == expected


def test_every_slot_is_free_inside_the_hours_and_the_earliest(ada):
    rng, calendar = random.Random(11), ada.calendar()
    first = datetime(2026, 3, 27, tzinfo=timezone.utc)
    for _ in range(40):
        at = first + timedelta(minutes=5 * rng.randrange(5 * 288))
        ada.event(calendar, start=instant(at), end=instant(at + 5 * MINUTE * rng.randrange(1, 30)))
    window = (instant(first), instant(first + timedelta(days=5)))
    taken = [(parse(a), parse(b)) for a, b in busy(ada, calendar, *window)]
    for zone in ("Europe/Berlin", "America/New_York", "Asia/Kathmandu"):
        for minutes in (5, 25, 60, 180):
            shifts = [{"days": ["MO", "FR", "SU"], "start": "08:05", "end": "18:00"}, {"days": ["SU"], "start": "01:00", "end": "05:00"}]

            def works(at):
                local = at.astimezone(ZoneInfo(zone))
                day, clock = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[local.weekday()], f"{local:%H:%M}"
                return any(day in s["days"] and s["start"] <= clock < s["end"] for s in shifts)

            step, run, expected, at = 5 * MINUTE, 0, [], first
            while at < first + timedelta(days=5) and len(expected) < 100:
                run = run + 1 if works(at) and not any(a <= at < b for a, b in taken) else 0
                at += step
                if run * 5 == minutes:
                    expected.append((instant(at - run * step), instant(at)))
                    run = 0
            assert slots(ada, [calendar], minutes, *window, timezone=zone, working_hours=shifts, limit=100) == expected, (zone, minutes)


@pytest.mark.parametrize("fields, bad", [
    ({"duration_minutes": 0}, "duration_minutes"), ({"duration_minutes": 1441}, "duration_minutes"), ({"duration_minutes": 1.5}, "duration_minutes"),
    ({"limit": 0}, "limit"), ({"limit": 101}, "limit"), ({"calendar_ids": []}, "calendar_ids"), ({"calendar_ids": ["x"]}, "calendar_ids[0]"),
    ({"end": "2026-06-01T00:00:00Z"}, "end"), ({"end": "2026-09-01T00:00:01Z"}, "end"), ({"timezone": "Mars/Base"}, "timezone"),
    ({"working_hours": [OFFICE[0] | {"days": []}]}, "working_hours[0].days"), ({"working_hours": [OFFICE[0] | {"days": ["XX"]}]}, "working_hours[0].days[0]"),
    ({"working_hours": [OFFICE[0] | {"days": ["MO", "MO"]}]}, "working_hours[0].days[1]"), ({"working_hours": OFFICE * 22}, "working_hours"),
    ({"working_hours": [OFFICE[0], OFFICE[0] | {"start": "9:00"}]}, "working_hours[1].start"), ({"working_hours": [OFFICE[0] | {"start": "24:00", "end": "24:00"}]}, "working_hours[0].start"),
    ({"working_hours": [OFFICE[0] | {"end": "24:01"}]}, "working_hours[0].end"), ({"working_hours": [OFFICE[0] | {"end": "17:60"}]}, "working_hours[0].end"),
    ({"working_hours": [OFFICE[0] | {"end": "09:00"}]}, "working_hours[0].end"), ({"working_hours": [OFFICE[0] | {"start": "０９:00"}]}, "working_hours[0].start"),
    ({"working_hours": [{"days": ["MO"], "start": "09:00"}]}, "working_hours[0].end"), ({"unknown": 1}, "unknown")])
def test_a_bad_search_is_named(ada, fields, bad):
    body = {"calendar_ids": [ada.calendar()["id"]], "duration_minutes": 30, "start": "2026-06-01T00:00:00Z", "end": "2026-06-02T00:00:00Z"} | fields
    reply = ada.post("/availability/find", body)
    assert reply.code == "validation_failed" and bad in reply.bad_fields, reply


@pytest.mark.parametrize("start, end, field, problem", [
    ("00:00", "24:00", None, None), ("23:59", "24:00", None, None), ("24:00", "24:00", "start", "must be a time such as 09:00"),
    ("09:00", "24:01", "end", "must be a time such as 17:00, up to 24:00"), ("09:60", "17:00", "start", "must be a time such as 09:00"),
    ("09:00", "9:00", "end", "must be a time such as 17:00, up to 24:00"), ("09:00", "09:00", "end", "must be after start")])
def test_the_time_of_a_working_hour_that_is_wrong_is_told_in_words(ada, start, end, field, problem):
    body = {"calendar_ids": [ada.calendar()["id"]], "duration_minutes": 1, "start": "2026-06-01T00:00:00Z", "end": "2026-06-02T00:00:00Z",
            "working_hours": [{"days": ["MO"], "start": start, "end": end}]}
    details = ada.post("/availability/find", body).json().get("details", [])
    assert details == ([{"field": f"working_hours[0].{field}", "problem": problem}] if field else [])


def test_a_search_stores_nothing(ada):
    calendar = ada.calendar()
    body = {"calendar_ids": [calendar["id"]], "duration_minutes": 1440, "start": "2026-06-01T00:00:00Z", "end": "2026-06-02T00:00:00Z"}
    assert len(ada.post("/availability/find", body, key="once").json()["slots"]) == 1
    ada.event(calendar)
    assert ada.post("/availability/find", body, key="once").json() == {"slots": []}
