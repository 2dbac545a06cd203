"""An occurrence is known by its place in the course of its series, whatever becomes of the series."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr

from series import at, cancel, change, get, instant, listed, occurrence, one, parse, starts, titles, weekly

ALL = ("2000-01-01T00:00:00Z", "2027-02-01T00:00:00Z")


def utc(wall, zone):
    return instant(datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(zone)))


def series(person, start, rule, zone="UTC", minutes=60, **fields):
    """By its first start, on the zone's clock or as UTC with Z; of a date an all-day one."""
    if len(start) == 10:
        end = str((datetime.fromisoformat(start) + timedelta(days=1)).date())
        return weekly(person, start=start, end=end, all_day=True, timezone=zone, recurrence_rule=rule, **fields)
    begin = start if start.endswith("Z") else utc(start, zone)
    end = instant(parse(begin) + timedelta(minutes=minutes))
    return weekly(person, start=begin, end=end, timezone=zone, recurrence_rule=rule, **fields)


def all_of(person, **more):
    return listed(person, *ALL, **more)


def to(start, minutes=60, **more):
    return {"start_time": start, "end_time": instant(parse(start) + timedelta(minutes=minutes))} | more


def days(*of_month, clock="09:00:00"):
    return [at(d, clock) for d in of_month]


@pytest.mark.parametrize("method", ["PATCH", "PUT"])
@pytest.mark.parametrize("hour", ["10:30:00", "09:00:00", "23:30:00"])
def test_what_was_cancelled_and_changed_stays_so_at_another_hour(ada, hour, method):
    s = series(ada, at(1, "10:00:00"), "FREQ=DAILY;COUNT=5", recurrence_dates=[at(10, "12:00:00")])
    cancel(ada, s, "this", at(3, "10:00:00"))
    change(ada, s, "this", at(4, "10:00:00"), {"title": "Own"})
    body = to(at(1, hour)) if method == "PATCH" else get(ada, s) | to(at(1, hour))
    assert ada.ask(method, f"/events/{s['id']}", body).status == 200
    further = instant(parse(at(10, "12:00:00")) + (parse(at(1, hour)) - parse(at(1, "10:00:00"))))
    plain = [e["start_time"] for e in all_of(ada) if e["title"] != "Own"]
    assert plain == [*days(1, 2, 5, clock=hour), further]
    assert [e["recurrence_id"] for e in all_of(ada) if e["title"] == "Own"] == days(4, clock=hour)


def test_the_rest_that_moves_keeps_what_was_cancelled(ada):
    s = series(ada, at(1, "09:00:00"), "FREQ=DAILY;COUNT=6")
    cancel(ada, s, "this", at(5, "09:00:00"))
    new = change(ada, s, "following", at(3, "09:00:00"), to(at(3, "11:00:00")))
    assert starts(all_of(ada)) == days(1, 2) + days(3, 4, 6, clock="11:00:00")
    assert new["exception_dates"] == [at(5, "11:00:00")]


def test_a_change_of_zone_alone_keeps_each_occurrence_the_same_one(ada):
    s = series(ada, "2026-06-01T08:00", "FREQ=DAILY;COUNT=5", "Asia/Tokyo")
    change(ada, s, "this", "2026-06-02T23:00:00Z", {"title": "Own"})
    change(ada, s, "all", None, {"timezone": "America/New_York"})
    found = all_of(ada)
    assert starts(found) == [f"{day}T23:00:00Z" for day in ("2026-05-31", "2026-06-01", "2026-06-02", "2026-06-03", "2026-06-04")]
    assert [e["recurrence_id"] for e in found if e["title"] == "Own"] == ["2026-06-02T23:00:00Z"]


def test_of_several_on_a_day_each_stays_its_own(ada):
    s = series(ada, at(1, "00:00:00"), "FREQ=HOURLY;INTERVAL=6;COUNT=8", minutes=15)
    change(ada, s, "this", at(1, "18:00:00"), {"title": "Own"})
    change(ada, s, "all", None, to(at(1, "00:30:00"), 15))
    assert [e["recurrence_id"] for e in all_of(ada) if e["title"] == "Own"] == [at(1, "18:30:00")]


def test_days_of_the_week_move_with_the_start(ada):
    s = series(ada, at(1, "09:00:00"), "FREQ=WEEKLY;BYDAY=MO,TH;COUNT=6", exception_dates=[at(4, "09:00:00")])
    moved = change(ada, s, "all", None, to(at(2, "09:00:00")))
    assert moved["recurrence_rule"] == "FREQ=WEEKLY;COUNT=6;BYDAY=TU,FR"
    assert starts(all_of(ada)) == days(2, 9, 12, 16, 19)


def test_a_day_that_the_rule_cannot_say_is_refused_until_the_rule_is_sent(ada):
    rule = "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3"
    s = series(ada, "2026-01-30T09:00:00Z", rule)
    change(ada, s, "this", "2026-02-27T09:00:00Z", {"title": "Own"})
    reply = ada.patch(f"/events/{s['id']}", to("2026-01-29T09:00:00Z"))
    assert reply.code == "validation_failed" and reply.bad_fields == {"start_time"} and "recurrence_rule" in reply.json()["details"][0]["problem"]
    assert get(ada, s) == get(ada, s) | {"version": 2, "recurrence_rule": rule}
    change(ada, s, "all", None, to("2026-01-29T09:00:00Z", recurrence_rule=rule))
    found = all_of(ada)
    assert starts(found) == [f"2026-{day}T09:00:00Z" for day in ("01-29", "01-30", "02-27")] and titles(found)[2] == "Own"


def test_a_new_rule_keeps_what_stands_at_its_time_or_on_its_date(ada):
    s = series(ada, at(1, "09:00:00"), "FREQ=DAILY;COUNT=10", exception_dates=days(3, 4))
    for day, title in ((2, "Two"), (5, "Five")):
        change(ada, s, "this", at(day, "09:00:00"), {"title": title})
    change(ada, s, "all", None, to(at(1, "15:00:00"), recurrence_rule="FREQ=DAILY;INTERVAL=2;COUNT=5"))
    found = all_of(ada)
    assert [(e["recurrence_id"], e["title"]) for e in found] == [
        (at(1, "15:00:00"), "Weekly"), (at(5, "15:00:00"), "Five"), (at(7, "15:00:00"), "Weekly"), (at(9, "15:00:00"), "Weekly")]
    assert get(ada, s)["exception_dates"] == [at(3, "15:00:00")]


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Pacific/Apia", "UTC"])
@pytest.mark.parametrize("rule", ["FREQ=DAILY", "FREQ=DAILY;COUNT=4", "FREQ=WEEKLY;UNTIL=20270101", "FREQ=WEEKLY;UNTIL=20270101T120000"])
@pytest.mark.parametrize("start", ["2026-06-01", "2026-06-01T09:00"])
def test_what_is_written_as_a_rule_is_what_dateutil_reads(ada, zone, rule, start):
    s = series(ada, start, rule, zone)
    third = starts(listed(ada, *ALL, limit=3, timezone="UTC"))[2]
    before = starts(listed(ada, "2026-05-01T00:00:00Z", "2027-02-01T00:00:00Z", timezone="UTC"))
    halves = [s, change(ada, s, "following", third, {"title": "New"})]
    read = []
    for half in halves:
        shown = get(ada, half)
        until = [part for part in shown["recurrence_rule"].split(";") if part.startswith("UNTIL=")]
        assert not until or len(until[0]) == (len("UNTIL=20270101") if len(start) == 10 else len("UNTIL=20270101T000000Z"))
        begin = datetime.fromisoformat(shown["start_time"]) if len(start) == 10 else parse(shown["start_time"]).astimezone(ZoneInfo(zone))
        rule_read = rrulestr(shown["recurrence_rule"], dtstart=begin)
        end = datetime(2027, 2, 1) if len(start) == 10 else parse("2027-02-01T00:00:00Z")
        read += [str(o.date()) if len(start) == 10 else instant(o) for o in rule_read.between(begin - timedelta(1), end)]
    assert read == before


@pytest.mark.parametrize("earlier", [{"start_time": at(1, "04:00:00"), "end_time": at(1, "05:00:00")}, {"timezone": "America/New_York"}, {"timezone": "Asia/Tokyo"}])
@pytest.mark.parametrize("rule", ["FREQ=DAILY", "FREQ=DAILY;COUNT=4", "FREQ=DAILY;UNTIL=20260604T220000Z"])
@pytest.mark.parametrize("gone", [True, False])
def test_each_half_keeps_its_end_when_it_moves(ada, earlier, rule, gone):
    s = series(ada, "2026-06-01T09:00", rule, "Europe/Berlin")
    if gone:
        cancel(ada, s, "following", at(3))
    else:
        change(ada, s, "following", at(3), {"title": "New"})
    change(ada, s, "all", None, earlier)
    shift = parse(earlier.get("start_time", at(1))) - parse(at(1))
    assert [e["start_time"] for e in all_of(ada, limit=50)[:50] if e["title"] == "Weekly"] == [instant(parse(at(d)) + shift) for d in (1, 2)]


@pytest.mark.parametrize("fields", [
    {"recurrence_rule": "FREQ=DAILY;COUNT=3", "recurrence_dates": [at(10, "09:00:00")]},
    {"recurrence_rule": "FREQ=DAILY;UNTIL=20260603T090000Z", "recurrence_dates": [at(10, "09:00:00"), at(12, "09:00:00") + "/PT3H"]},
    {"recurrence_rule": "FREQ=DAILY;COUNT=5", "recurrence_dates": [at(3, "10:00:00")], "exception_dates": [at(3, "09:00:00")]},
    {"recurrence_rule": "FREQ=WEEKLY;BYDAY=MO;COUNT=3", "recurrence_dates": ["2026-05-20T15:00:00Z", "2026-05-25T15:00:00Z"]},
    {"recurrence_rule": None, "recurrence_dates": [at(4, "09:00:00"), at(2, "09:00:00") + "/PT2H"]},
    {"recurrence_rule": "FREQ=WEEKLY;BYDAY=TU;COUNT=4", "exception_dates": [at(9, "09:00:00")]},
])
def test_wherever_it_is_split_the_halves_are_what_there_was(ada, fields):
    def told(calendar):
        return [(e["start_time"], e["end_time"]) for e in all_of(ada, calendar_id=calendar["id"])]

    count = len(told_once(ada, fields))
    for k in range(count):
        for gone in (False, True):
            calendar = ada.calendar()
            s = weekly(ada, calendar, start=at(1, "09:00:00"), end=at(1, "10:00:00"), timezone="UTC", **fields)
            before = told(calendar)
            place = before[k][0]
            if gone:
                cancel(ada, s, "following", place)
                assert told(calendar) == before[:k]
            else:
                change(ada, s, "following", place, {"title": "New"})
                assert told(calendar) == before
                assert [e["title"] for e in all_of(ada, calendar_id=calendar["id"])] == ["Weekly"] * k + ["New"] * (count - k)


def told_once(person, fields):
    calendar = person.calendar()
    weekly(person, calendar, start=at(1, "09:00:00"), end=at(1, "10:00:00"), timezone="UTC", **fields)
    return all_of(person, calendar_id=calendar["id"])


def test_the_rest_of_a_series_moves_as_far_as_the_further_date_it_is_split_at(ada):
    s = series(ada, "2026-10-01T08:00:00Z", "FREQ=DAILY;COUNT=5", recurrence_dates=["2026-10-03T10:00:00Z"], exception_dates=["2026-10-03T08:00:00Z"])
    change(ada, s, "following", "2026-10-03T10:00:00Z", to("2026-10-03T11:00:00Z"))
    assert starts(all_of(ada)) == [f"2026-10-{day}:00:00Z" for day in ("01T08", "02T08", "03T11", "04T09", "05T09")]


@pytest.mark.parametrize("zone,start,place", [
    ("Europe/Berlin", "2026-03-27T02:30", "2026-03-29T01:30:00Z"), ("America/New_York", "2026-03-06T02:30", "2026-03-08T07:30:00Z"),
    ("Australia/Lord_Howe", "2026-10-02T02:15", "2026-10-03T15:45:00Z"), ("America/Santiago", "2026-09-04T00:30", "2026-09-06T04:30:00Z")])
def test_a_time_that_no_clock_shows_is_kept_as_its_wall(ada, zone, start, place):
    s = series(ada, start, "FREQ=DAILY;COUNT=6", zone)
    before = starts(all_of(ada))
    assert place in before
    new = change(ada, s, "following", place, {"title": "New"})
    assert starts(all_of(ada)) == before and new["start_time"] == place
    assert ada.put(f"/events/{new['id']}", get(ada, new)).status == 200
    change(ada, new, "all", None, {"title": "Newer"})
    assert starts(all_of(ada)) == before


def test_the_second_of_two_times_is_kept_as_the_second(ada):
    second = "2026-10-25T01:30:00Z"
    single = ada.event(ada.calendar(), start=second, end="2026-10-25T01:45:00Z", timezone="Europe/Berlin")
    s = change(ada, single, "all", None, {"recurrence_rule": "FREQ=DAILY;COUNT=3", "recurrence_dates": ["2026-10-25T00:30:00Z"]})
    assert starts(all_of(ada)) == ["2026-10-25T00:30:00Z", second, "2026-10-26T01:30:00Z", "2026-10-27T01:30:00Z"]
    assert occurrence(ada, s, second)["recurrence_id"] == second
    change(ada, s, "this", second, {"title": "Second"})
    change(ada, s, "this", "2026-10-25T00:30:00Z", {"title": "First"})
    assert titles(all_of(ada))[:2] == ["First", "Second"]
    change(ada, s, "following", "2026-10-26T01:30:00Z", {"title": "New"})
    assert titles(all_of(ada)) == ["First", "Second", "New", "New"]
    cancel(ada, s, "this", second)
    assert starts(all_of(ada)) == ["2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z", "2026-10-27T01:30:00Z"]


@pytest.mark.parametrize("length", [1, 3])
@pytest.mark.parametrize("zone,day", [("Pacific/Apia", "2011-12-26"), ("Pacific/Kwajalein", "1993-08-18"), ("America/St_Johns", "2026-03-05")])
def test_an_all_day_occurrence_is_as_long_in_dates_as_it_was_made(ada, zone, day, length):
    first = datetime.fromisoformat(day).date()
    weekly(ada, start=day, end=str(first + timedelta(length)), all_day=True, recurrence_rule=f"FREQ=DAILY;INTERVAL={length};COUNT=8")
    found = listed(ada, f"{first - timedelta(10)}T00:00:00Z", f"{first + timedelta(40)}T00:00:00Z", timezone=zone)
    want = [(str(first + timedelta(length * k)), str(first + timedelta(length * k + length))) for k in range(8)]
    assert [(e["start_time"], e["end_time"]) for e in found] == want


def test_what_moves_stays_within_the_years_of_the_contract(ada):
    s = series(ada, "2026-06-01T09:00:00Z", "FREQ=YEARLY;COUNT=2", recurrence_dates=["1901-01-01T09:00:00Z"])
    reply = ada.patch(f"/events/{s['id']}", to("2024-06-01T09:00:00Z"))
    assert reply.code == "validation_failed" and reply.bad_fields == {"start_time"}
    change(ada, s, "all", None, to("2025-06-01T09:00:00Z"))
    assert starts(listed(ada, "1900-01-01T00:00:00Z", ALL[1]))[0] == "1900-01-01T09:00:00Z"


def test_the_changed_occurrence_at_a_split_goes_with_the_rest(ada):
    s = series(ada, at(1, "09:00:00"), "FREQ=DAILY;COUNT=3", recurrence_dates=[at(10, "09:00:00")])
    change(ada, s, "this", at(10, "09:00:00"), {"title": "Own"} | to(at(11, "12:00:00")))
    new = change(ada, s, "following", at(10, "09:00:00"), {"tags": ["x"]})
    found = all_of(ada)
    assert starts(found) == [*days(1, 2, 3), at(11, "12:00:00")]
    assert (found[3]["title"], found[3]["tags"], found[3]["id"]) == ("Own", ["x"], new["id"])
    assert ada.delete(one(new, at(10, "09:00:00"), "this")).status == 204 and starts(all_of(ada)) == days(1, 2, 3)


# ---------------------------------------------------------------------- what is sent back in another form


def other_forms(dates):
    """The same dates in another order, another offset, with another word for the length, and one of them twice."""
    again = [d.replace("Z", "+00:00").replace("PT10800S", "PT3H") for d in reversed(dates)]
    return again + again[:1]


@pytest.fixture
def rich(ada):
    series = weekly(ada, recurrence_rule="FREQ=WEEKLY;BYDAY=MO,TH;COUNT=8", recurrence_dates=[at(3), at(24) + "/PT3H", at(25, "09:00:00")])
    for day in (11, 4):
        cancel(ada, series, "this", at(day))
    return get(ada, series)


@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_dates_sent_back_in_another_form_and_order_move_along(ada, rich, method):
    before = starts(listed(ada))
    fields = {"recurrence_rule": "COUNT=8;BYDAY=TH,MO;FREQ=weekly;INTERVAL=1",
              "recurrence_dates": other_forms(rich["recurrence_dates"]), "exception_dates": other_forms(rich["exception_dates"])}
    moved_by_an_hour = fields | {"start_time": at(1, "08:00:00"), "end_time": at(1, "09:00:00")}
    done = change(ada, rich, "all", None, rich | moved_by_an_hour if method == "PUT" else moved_by_an_hour, method)
    assert done["course"] == {"kept": 0, "moved": 5, "dropped": 0}
    assert starts(listed(ada)) == [instant(parse(t) + timedelta(hours=1)) for t in before]


def test_one_occurrence_is_sent_back_with_what_belongs_to_the_series_in_another_form(ada, rich):
    shown = occurrence(ada, rich, at(8))
    fields = {"recurrence_rule": "COUNT=8;BYDAY=TH,MO;FREQ=WEEKLY", "title": "Own",
              "recurrence_dates": other_forms(shown["recurrence_dates"]), "exception_dates": other_forms(shown["exception_dates"])}
    assert change(ada, rich, "this", at(8), shown | fields, "PUT")["title"] == "Own"


def test_what_the_first_half_keeps_does_not_come_again_in_another_form(ada, rich):
    before = starts(listed(ada))
    dates = [*other_forms(rich["recurrence_dates"]), at(30)]
    new = change(ada, rich, "following", at(15), {"recurrence_dates": dates, "exception_dates": [*other_forms(rich["exception_dates"]), at(18)]})
    assert starts(listed(ada)) == [*(t for t in before if t != at(18)), at(30)]
    assert at(3) not in new["recurrence_dates"] and new["exception_dates"] == [at(18)]
