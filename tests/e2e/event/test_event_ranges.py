"""GET /events with start and end, against a model in Python: zones, DST days, all-day and long events."""

import random
from datetime import datetime, timedelta, timezone
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import pytest

ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia",
         "Pacific/Kiritimati", "America/St_Johns", "Africa/Casablanca", "America/Santiago", "Asia/Beirut")
# Around the days on which clocks change in those zones, and the first days of a year.
FOCUS = [datetime(2026, *d, tzinfo=timezone.utc) for d in
         ((3, 29), (10, 25), (3, 8), (11, 1), (4, 5), (10, 4), (1, 1), (9, 6), (2, 15), (3, 28))]


def instant(at):
    return at.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def parse(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def midnight(day, zone):
    """The first instant of an overlap; the offset before a gap."""
    return datetime.fromisoformat(day).replace(tzinfo=ZoneInfo(zone)).astimezone(timezone.utc)


def placed(event, zone):
    if event["all_day"]:
        return midnight(event["start_time"], zone), midnight(event["end_time"], zone)
    return parse(event["start_time"]), parse(event["end_time"])


def expected(events, start, end, zone):
    rows = []
    for event in events:
        first, last = placed(event, zone)
        if first < end and (last > start or first == last == start):
            rows.append((first, event["id"]))
    return [i for _, i in sorted(rows)]


def asked(ada, start, end, zone=None, limit=200):
    query = {"start": instant(start), "end": instant(end), "limit": limit} | ({"timezone": zone} if zone else {})
    return [e["id"] for e in ada.walk("/events?" + urlencode(query))]


@pytest.fixture(scope="module")
def year(stack, contract):
    """Ada in Berlin with 240 events around the odd days of 2026."""
    from harness.people import Person
    ada = Person(stack.port, contract, "Ada", timezone="Europe/Berlin")
    rng, calendar, events = random.Random(2026), ada.calendar(), []
    for i in range(240):
        base = rng.choice(FOCUS) + timedelta(hours=rng.randrange(-40, 64), minutes=rng.choice((0, 0, 15, 30, 59)))
        if i % 3 == 0:
            days = rng.choice((1, 1, 1, 2, 3, 30, 200))
            day = base.date()
            events.append(ada.event(calendar, str(i), day.isoformat(), (day + timedelta(days)).isoformat(), all_day=True))
        else:
            length = timedelta(minutes=rng.choice((0, 0, 1, 30, 60, 60, 24 * 60, 3 * 24 * 60, 400 * 24 * 60)))
            events.append(ada.event(calendar, str(i), instant(base), instant(base + length), timezone=rng.choice(ZONES)))
    ada.events = events
    return ada


@pytest.mark.parametrize("zone", ZONES)
def test_a_range_shows_what_overlaps_it_in_order(year, zone):
    rng = random.Random(zone)
    for _ in range(14):
        start = rng.choice(FOCUS) + timedelta(hours=rng.randrange(-30, 50), minutes=rng.choice((0, 30, 45)))
        if rng.random() < 0.4:  # a day of the zone, from midnight to midnight
            start = midnight(start.date().isoformat(), zone)
        end = start + timedelta(minutes=rng.choice((1, 30, 60, 23 * 60, 24 * 60, 25 * 60, 7 * 24 * 60, 30 * 24 * 60)))
        assert asked(year, start, end, zone) == expected(year.events, start, end, zone), (instant(start), instant(end), zone)


def test_without_a_zone_the_user_s_zone_places_all_day_events(year):
    for start in FOCUS:
        end = start + timedelta(hours=20)
        assert asked(year, start, end) == expected(year.events, start, end, "Europe/Berlin")


def test_small_pages_make_the_same_walk(year):
    start, end = FOCUS[0] - timedelta(days=2), FOCUS[0] + timedelta(days=3)
    for zone in ("Pacific/Kiritimati", "America/St_Johns"):
        assert asked(year, start, end, zone, limit=3) == asked(year, start, end, zone) != []


def test_without_a_range_every_event_is_listed_by_start_with_dates_at_midnight_utc(year):
    rows = sorted((placed(e, "UTC")[0], e["id"]) for e in year.events)
    assert [e["id"] for e in year.walk("/events?limit=7")] == [i for _, i in rows]


def test_an_event_of_no_length_is_in_the_range_that_contains_its_start(ada):
    event = ada.event(ada.calendar(), start="2026-06-01T09:00:00Z", end="2026-06-01T09:00:00Z")
    at, minute = parse(event["start_time"]), timedelta(minutes=1)
    assert asked(ada, at, at + minute) == [event["id"]]
    assert asked(ada, at - minute, at) == []
    assert asked(ada, at - minute, at + minute) == [event["id"]]


def test_an_event_that_touches_a_range_is_not_in_it(ada):
    event = ada.event(ada.calendar())
    first, last = placed(event, "UTC")
    hour, tick = timedelta(hours=1), timedelta(seconds=1)
    assert asked(ada, last, last + hour) == [] == asked(ada, first - hour, first)
    assert asked(ada, last - tick, last + hour) == [event["id"]] == asked(ada, first - hour, first + tick)


@pytest.mark.parametrize("query, fields", [
    ("start=2026-06-01T00:00:00Z", {"end"}), ("end=2026-06-01T00:00:00Z", {"start"}),
    ("start=2026-06-02T00:00:00Z&end=2026-06-01T00:00:00Z", {"end"}),
    ("start=2026-06-01T00:00:00Z&end=2026-06-01T00:00:00Z", {"end"}),
    ("start=2026-06-01&end=2026-06-02", {"start", "end"}), ("start=x&end=", {"start", "end"}),
    ("start=9999-01-01T00:00:00Z&end=9999-01-02T00:00:00Z", {"start", "end"}),
    ("start=2026-06-01T00:00:00Z&end=2026-06-02T00:00:00Z&timezone=Mars/Base", {"timezone"}),
    ("start=2026-06-01T00:00:00Z&start=2026-06-01T00:00:00Z&end=2026-06-02T00:00:00Z", {"start"})])
def test_a_bad_range_is_named(ada, query, fields):
    reply = ada.get("/events?" + query)
    assert reply.code == "validation_failed" and reply.bad_fields & fields, reply


def test_a_plus_in_an_offset_must_be_escaped_and_then_works(ada):
    event = ada.event(ada.calendar())
    assert [e["id"] for e in ada.walk("/events?start=2026-06-01T10:30:00%2B02:00&end=2026-06-01T14:00:00%2B02:00")] == [event["id"]]


def test_a_midnight_that_comes_twice(ada):
    """In Newfoundland, on 29 October 2006, a minute after midnight it was 23:01 again."""
    calendar, zone = ada.calendar(), "America/St_Johns"
    events = [ada.event(calendar, day, f"2006-10-{day}", f"2006-10-{int(day) + 1}", all_day=True) for day in ("28", "29", "30") * 2]
    again = parse("2006-10-29T02:31:00Z")
    for minutes in range(-90, 120, 15):
        at = instant(again + timedelta(minutes=minutes))
        events.append(ada.event(calendar, at, at, at))
    for begin in range(-120, 130, 30):
        start = again + timedelta(minutes=begin)
        for length in (1, 20, 90, 1500):
            end = start + timedelta(minutes=length)
            for limit in (1, 4, 200):
                assert asked(ada, start, end, zone, limit) == expected(events, start, end, zone), (start, length, limit)


def test_a_date_that_a_zone_skipped_is_walked_over_once(ada):
    """Samoa had no 30 December 2011: that date and the next begin at the same instant there."""
    calendar = ada.calendar()
    made = {ada.event(calendar, day, f"2011-12-{day}", f"2012-01-0{1 + i % 2}", all_day=True)["id"]
            for i, day in enumerate(("31", "30", "31", "30", "29", "30", "31", "30", "31"))}
    made |= {ada.event(calendar, "at", "2011-12-30T10:00:00Z", "2011-12-30T11:00:00Z")["id"] for _ in range(3)}
    for limit in (1, 2, 3, 5, 200):
        for start in ("2011-12-29T00:00:00Z", "2011-12-30T10:00:00Z"):
            walk = asked(ada, parse(start), parse("2012-01-02T00:00:00Z"), "Pacific/Apia", limit)
            assert len(walk) == len(set(walk)), limit
            assert set(walk) == made, limit
