"""Series as clients see them: in ranges, page by page, across clocks, with exceptions, and what is refused."""

from datetime import datetime, timedelta, timezone
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import pytest

from series import JUNE, cancel, change, instant, listed, occurrence, one, parse, starts, weekly


def monday(day, hour="07:00:00", month="06"):
    return f"2026-{month}-{day:02}T{hour}Z"


MONDAYS = [monday(d) for d in (1, 8, 15, 22, 29)]

# ---------------------------------------------------------------------- in lists


def test_a_range_shows_each_occurrence_and_a_list_without_one_shows_the_series(ada):
    series = weekly(ada)
    found = listed(ada)
    assert starts(found) == MONDAYS == [e["recurrence_id"] for e in found]
    assert {e["id"] for e in found} == {series["id"]}
    assert all(e["version"] == series["version"] and e["recurrence_rule"] == "FREQ=WEEKLY" for e in found)
    whole = ada.walk("/events")
    assert [e["recurrence_id"] for e in whole] == [None] and whole[0] == series


def test_an_occurrence_is_read_by_its_recurrence_id_in_any_offset(ada):
    series = weekly(ada)
    shown = [e for e in listed(ada) if e["start_time"] == MONDAYS[2]]
    assert [occurrence(ada, series, MONDAYS[2])] == shown == [occurrence(ada, series, "2026-06-15T09:00:00+02:00")]
    for absent in ("2026-06-16T07:00:00Z", "2026-05-25T07:00:00Z", "2026-06-15T07:00:01Z"):
        assert ada.get(one(series, absent)).code == "not_found"
    reply = ada.get(one(series, "2026-06-15"))
    assert reply.code == "validation_failed" and reply.bad_fields == {"occurrence"}, reply


def test_a_single_event_has_no_occurrences(ada):
    event = ada.event(ada.calendar())
    reply = ada.get(one(event, event["start_time"]))
    assert reply.code == "validation_failed" and reply.bad_fields == {"occurrence"}, reply


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_small_pages_make_the_same_walk(ada, limit):
    """Series that begin at one instant, overrides moved onto others, single and all-day events among them."""
    calendar = ada.calendar()
    series = [weekly(ada, calendar) for _ in range(3)] + [weekly(ada, calendar, recurrence_rule="FREQ=DAILY", timezone="UTC")]
    weekly(ada, calendar, start="2026-06-01", end="2026-06-02", all_day=True, recurrence_rule="FREQ=WEEKLY;BYDAY=MO,WE")
    for day in ("2026-06-08", "2026-06-15"):
        ada.event(calendar, start=f"{day}T07:00:00Z", end=f"{day}T08:00:00Z")
        ada.event(calendar, start=day, end="2026-06-20", all_day=True)
    for s, at in zip(series, MONDAYS):
        change(ada, s, "this", at, {"start_time": MONDAYS[1], "end_time": monday(8, "08:00:00")})
    whole = listed(ada)
    assert len(whole) == 3 * 5 + 30 + 10 + 4  # 1 July begins in June where Ada is
    assert listed(ada, limit=limit) == whole
    order = [(parse(s).astimezone(timezone.utc) if "T" in s else datetime.fromisoformat(s).replace(tzinfo=ZoneInfo("Europe/Berlin"))) for s in starts(whole)]
    assert order == sorted(order)


def test_a_window_deep_inside_and_far_ahead_of_a_series(ada):
    weekly(ada, recurrence_rule="FREQ=MONTHLY;BYDAY=-1FR")
    assert starts(listed(ada, "2190-03-01T00:00:00Z", "2190-05-01T00:00:00Z")) == ["2190-03-26T08:00:00Z", "2190-04-30T07:00:00Z"]
    assert listed(ada, "2026-05-01T00:00:00Z", "2026-06-01T00:00:00Z") == []


def test_the_end_of_time_ends_every_series(ada):
    weekly(ada, recurrence_rule="FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31", timezone="UTC", start="2026-12-31T23:00:00Z", end="2026-12-31T23:30:00Z")
    assert starts(listed(ada, "2198-06-01T00:00:00Z", "2200-01-01T00:00:00Z")) == ["2198-12-31T23:00:00Z", "2199-12-31T23:00:00Z"]


def test_an_occurrence_that_began_before_the_window_is_in_it(ada):
    weekly(ada, start="2026-05-30T22:00:00Z", end="2026-06-01T03:00:00Z", timezone="UTC")
    assert starts(listed(ada, end="2026-06-02T00:00:00Z")) == ["2026-05-30T22:00:00Z"]
    assert listed(ada, start="2026-06-01T03:00:00Z", end="2026-06-02T00:00:00Z") == []


# ---------------------------------------------------------------------- clocks


@pytest.mark.parametrize("zone, week", [
    ("Europe/Berlin", "2026-03-27"), ("Europe/Berlin", "2026-10-23"), ("America/New_York", "2026-03-06"), ("America/New_York", "2026-10-30"),
    ("Australia/Lord_Howe", "2026-04-03"), ("Australia/Lord_Howe", "2026-10-02"), ("Africa/Casablanca", "2026-02-13"), ("Asia/Kathmandu", "2026-03-27")])
@pytest.mark.parametrize("clock", ["09:00:00", "02:30:00", "01:45:00", "00:00:00"])
def test_a_daily_event_keeps_its_hour_when_clocks_change(ada, zone, week, clock):
    first = datetime.fromisoformat(f"{week}T{clock}").replace(tzinfo=ZoneInfo(zone))
    weekly(ada, start=first.isoformat(), end=(first.astimezone(timezone.utc) + timedelta(hours=1)).isoformat(), timezone=zone, recurrence_rule="FREQ=DAILY")
    expected = [(first + timedelta(days=n)).astimezone(timezone.utc) for n in range(7)]
    found = listed(ada, instant(first - timedelta(days=1)), instant(expected[-1] + timedelta(hours=1)))
    assert starts(found) == [instant(at) for at in expected]
    assert all(parse(e["end_time"]) - parse(e["start_time"]) == timedelta(hours=1) for e in found)


def test_hours_that_a_gap_brings_together_appear_once(ada):
    weekly(ada, start="2026-03-29T01:30:00+01:00", end="2026-03-29T01:40:00+01:00", recurrence_rule="FREQ=HOURLY;COUNT=4")
    assert starts(listed(ada, "2026-03-28T00:00:00Z", "2026-03-30T00:00:00Z")) == ["2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z", "2026-03-29T02:30:00Z"]


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Pacific/Apia", "America/New_York"])
@pytest.mark.parametrize("limit", [1, 2, 200])
def test_all_day_series_are_dates_wherever_one_asks(ada, zone, limit):
    calendar = ada.calendar()
    series = weekly(ada, calendar, start="2026-03-27", end="2026-03-29", all_day=True, recurrence_rule="FREQ=DAILY;INTERVAL=2;COUNT=4")
    day = ZoneInfo(zone)
    found = listed(ada, datetime(2026, 3, 29, tzinfo=day).isoformat(), datetime(2026, 4, 1, tzinfo=day).isoformat(), limit, timezone=zone)
    assert [(e["start_time"], e["end_time"], e["recurrence_id"]) for e in found] == [
        ("2026-03-29", "2026-03-31", "2026-03-29"), ("2026-03-31", "2026-04-02", "2026-03-31")]
    change(ada, series, "this", "2026-03-31", {"start_time": "2026-03-30", "end_time": "2026-03-31", "title": "Earlier"})
    found = listed(ada, datetime(2026, 3, 30, tzinfo=day).isoformat(), datetime(2026, 3, 31, tzinfo=day).isoformat(), limit, timezone=zone)
    assert [(e["start_time"], e["recurrence_id"]) for e in found] == [("2026-03-29", "2026-03-29"), ("2026-03-30", "2026-03-31")]


@pytest.mark.parametrize("limit", [1, 2, 3, 200])
def test_an_all_day_series_over_a_date_that_samoa_skipped(ada, limit):
    weekly(ada, start="2011-12-28", end="2011-12-29", all_day=True, recurrence_rule="FREQ=DAILY;COUNT=6")
    found = listed(ada, "2011-12-20T00:00:00Z", "2012-01-20T00:00:00Z", limit, timezone="Pacific/Apia")
    assert [s for s in starts(found) if s != "2011-12-30"] == ["2011-12-28", "2011-12-29", "2011-12-31", "2012-01-01", "2012-01-02"]
    assert len(set(starts(found))) == len(found)


# ---------------------------------------------------------------------- exceptions and further dates


def test_exceptions_further_dates_and_periods(ada):
    series = weekly(ada, exception_dates=["2026-06-08T09:00:00+02:00", "2026-06-29T07:00:00Z"],
                    recurrence_dates=["2026-06-10T12:00:00Z", "2026-06-11T12:00:00Z/2026-06-11T12:20:00Z", "2026-06-12T12:00:00Z/PT2H", "2026-06-15T07:00:00Z"])
    found = listed(ada)
    assert [(e["start_time"], e["end_time"]) for e in found] == [
        (monday(1), monday(1, "08:00:00")), (monday(10, "12:00:00"), monday(10, "13:00:00")), (monday(11, "12:00:00"), monday(11, "12:20:00")),
        (monday(12, "12:00:00"), monday(12, "14:00:00")), (monday(15), monday(15, "08:00:00")), (monday(22), monday(22, "08:00:00"))]
    assert series["exception_dates"] == ["2026-06-08T07:00:00Z", "2026-06-29T07:00:00Z"]
    assert ada.get(one(series, MONDAYS[1])).code == "not_found"
    assert ada.get(f"/events/{series['id']}").json() == series


def test_dates_alone_make_a_series(ada):
    series = weekly(ada, recurrence_rule=None, recurrence_dates=["2026-06-20T07:00:00Z"])
    assert starts(listed(ada)) == [monday(1), monday(20)]
    assert ada.patch(f"/events/{series['id']}", {"recurrence_dates": []}).status == 200
    assert [(e["start_time"], e["recurrence_id"]) for e in listed(ada)] == [(monday(1), None)]


def test_the_first_occurrence_need_not_match_the_rule_and_counts(ada):
    weekly(ada, recurrence_rule="FREQ=WEEKLY;BYDAY=WE;COUNT=3")
    assert starts(listed(ada)) == [monday(1), monday(3), monday(10)]


def test_the_first_occurrence_can_be_excepted(ada):
    weekly(ada, recurrence_rule="FREQ=WEEKLY;COUNT=3", exception_dates=[MONDAYS[0]])
    assert starts(listed(ada)) == MONDAYS[1:3]


def test_moved_into_and_out_of_the_window(ada):
    series = weekly(ada)
    change(ada, series, "this", MONDAYS[1], {"start_time": "2026-07-03T07:00:00Z", "end_time": "2026-07-03T08:00:00Z"})
    change(ada, series, "this", "2026-07-06T07:00:00Z", {"start_time": "2026-06-02T07:00:00Z", "end_time": "2026-06-02T08:00:00Z"})
    found = listed(ada)
    assert [(e["start_time"], e["recurrence_id"]) for e in found] == [
        (monday(1), monday(1)), (monday(2), "2026-07-06T07:00:00Z"), (monday(15), monday(15)), (monday(22), monday(22)), (monday(29), monday(29))]
    july = listed(ada, "2026-07-01T00:00:00Z", "2026-07-08T00:00:00Z")
    assert [(e["start_time"], e["recurrence_id"]) for e in july] == [("2026-07-03T07:00:00Z", MONDAYS[1])]
    assert occurrence(ada, series, MONDAYS[1]) == july[0]
    assert {e["id"] for e in found + july} == {series["id"]}


def test_a_moved_occurrence_beyond_the_series_own_reach_is_found(ada):
    series = weekly(ada, recurrence_rule="FREQ=WEEKLY;COUNT=2")
    change(ada, series, "this", MONDAYS[1], {"start_time": "2027-01-05T07:00:00Z", "end_time": "2027-01-05T08:00:00Z"})
    assert starts(listed(ada)) == MONDAYS[:1]
    assert starts(listed(ada, "2027-01-01T00:00:00Z", "2027-02-01T00:00:00Z")) == ["2027-01-05T07:00:00Z"]


# ---------------------------------------------------------------------- how rules end


@pytest.mark.parametrize("until, expected", [
    ("20260615", 3), ("20260614", 2), ("20260615T070000Z", 3), ("20260615T065959Z", 2), ("20260615T090000", 3), ("20260615T085959", 2), ("20260601", 1)])
def test_until_is_inclusive_as_a_date_a_local_time_or_an_instant(ada, until, expected):
    weekly(ada, recurrence_rule=f"FREQ=WEEKLY;UNTIL={until}")
    assert starts(listed(ada, end="2027-01-01T00:00:00Z")) == MONDAYS[:expected]


@pytest.mark.parametrize("count", [1, 2, 5])
def test_count_counts_the_start(ada, count):
    weekly(ada, recurrence_rule=f"FREQ=WEEKLY;COUNT={count}")
    assert starts(listed(ada, end="2027-01-01T00:00:00Z")) == MONDAYS[:count]


@pytest.mark.parametrize("kind", ["plain", "long", "all-day", "its last ones cancelled", "its last one moved on", "with a later date"])
def test_a_counted_series_ends_alike_in_every_window(ada, kind):
    """Forty days, in windows that end before, around and after the end of the series."""
    fields = {"recurrence_rule": "FREQ=DAILY;COUNT=40"}
    if kind == "long":
        fields["end"] = "2026-06-09T10:00:00+02:00"
    elif kind == "all-day":
        fields |= {"start": "2026-06-01", "end": "2026-06-03", "all_day": True}
    elif kind == "with a later date":
        fields["recurrence_dates"] = ["2026-08-20T07:00:00Z"]
    series = weekly(ada, **fields)
    if kind == "its last ones cancelled":
        for day in (10, 9, 8):
            cancel(ada, series, "this", monday(day, month="07"))
    elif kind == "its last one moved on":
        change(ada, series, "this", monday(10, month="07"), {"start_time": monday(20, month="09"), "end_time": monday(20, "08:00:00", "09")})
    whole = listed(ada, end="2027-01-01T00:00:00Z", timezone="UTC")
    assert len(whole) == {"its last ones cancelled": 37, "with a later date": 41}.get(kind, 40)
    for days in range(1, 50, 4):
        until = instant(parse(JUNE[0]) + timedelta(days=days))
        assert listed(ada, end=until, timezone="UTC") == [e for e in whole if e["start_time"] < until[:10]], until


@pytest.mark.parametrize("count, status", [(49999, 201), (50000, 201), (50001, 400), (0, 400)])
def test_a_count_has_a_limit(ada, count, status):
    reply = ada.post("/events", body_of(ada, recurrence_rule=f"FREQ=DAILY;COUNT={count}"))
    assert reply.status == status, reply
    if status == 400:
        assert problem_of(reply).startswith("COUNT: ")
    else:
        last = parse(MONDAYS[0]) + timedelta(days=count - 1)
        found = listed(ada, instant(last - timedelta(days=1, hours=5)), instant(last + timedelta(days=30)))
        assert [e["start_time"][:10] for e in found] == [f"{last - timedelta(days=1):%Y-%m-%d}", f"{last:%Y-%m-%d}"]


def of_length(length):
    """A rule of so many bytes."""
    rule = "FREQ=DAILY;BYHOUR=9;BYMINUTE=" + ",".join(str(n) for n in range(60))
    return rule + ",1" * ((length - len(rule)) // 2 - 1) + (",1" if (length - len(rule)) % 2 == 0 else ",11")


def positions(count):
    return "FREQ=DAILY;BYHOUR=9,10;BYMINUTE=" + ",".join(str(n) for n in range(60)) + ";BYSETPOS=" + ",".join(str(n) for n in range(1, count + 1))


LIMITS = [
    ("BYSETPOS", positions(63), 201), ("BYSETPOS", positions(64), 201), ("BYSETPOS", positions(65), 400),
    ("INTERVAL", "FREQ=SECONDLY;INTERVAL=999999", 201), ("INTERVAL", "FREQ=SECONDLY;INTERVAL=1000000", 201), ("INTERVAL", "FREQ=SECONDLY;INTERVAL=1000001", 400),
    ("", of_length(1023), 201), ("", of_length(1024), 201), ("", of_length(1025), 400),
    ("", "FREQ=DAILY;BYHOUR=" + ",".join(map(str, range(24))) + ";BYMINUTE=" + ",".join(map(str, range(59))), 201),
    ("", "FREQ=DAILY;BYHOUR=" + ",".join(map(str, range(24))) + ";BYMINUTE=" + ",".join(map(str, range(60))), 201),
    ("FREQ", "FREQ=SECONDLY;INTERVAL=60;BYHOUR=9", 201), ("", "FREQ=SECONDLY;INTERVAL=120;BYMINUTE=0,30", 201),
    ("", "FREQ=SECONDLY;INTERVAL=90;BYHOUR=9", 201), ("", "FREQ=SECONDLY;INTERVAL=97;BYHOUR=9", 400), ("", "FREQ=SECONDLY;INTERVAL=97", 201)]


@pytest.mark.parametrize("part, rule, status", LIMITS, ids=[f"{p or 'rule'}-{len(r)}-{s}" for p, r, s in LIMITS])
def test_what_a_rule_may_cost_has_limits(ada, part, rule, status):
    """Below, at and above each."""
    reply = ada.post("/events", body_of(ada, start_time="2026-06-01T07:00:00Z", end_time="2026-06-01T07:00:00Z", recurrence_rule=rule))
    assert reply.status == status, reply
    if status == 400:
        assert problem_of(reply).startswith(part)
    else:
        assert ada.get("/events?" + urlencode({"start": "2030-06-01T00:00:00Z", "end": "2031-07-01T00:00:00Z"})).status == 200


@pytest.mark.parametrize("rule, status, first", [
    ("FREQ=MINUTELY", 201, 1440), ("FREQ=SECONDLY;INTERVAL=60", 201, 1440), ("FREQ=SECONDLY;INTERVAL=59", 400, "FREQ"), ("FREQ=SECONDLY", 400, "FREQ"),
    ("FREQ=MINUTELY;BYSECOND=0,30", 400, ""), ("FREQ=HOURLY;BYMINUTE=0,20,40", 201, 72)])
def test_sub_daily_rules_have_a_limit_a_day(ada, rule, status, first):
    reply = ada.post("/events", body_of(ada, start_time="2026-06-01T00:00:00Z", end_time="2026-06-01T00:00:00Z", timezone="UTC", recurrence_rule=rule))
    assert reply.status == status, reply
    if status == 201:
        assert len(listed(ada, "2026-06-03T00:00:00Z", "2026-06-04T00:00:00Z")) == first
    else:
        assert problem_of(reply).startswith(first)


# ---------------------------------------------------------------------- what is refused


def body_of(person, **fields):
    return {"calendar_id": person.calendar()["id"], "title": "Weekly", "start_time": MONDAYS[0], "end_time": monday(1, "08:00:00"),
            "timezone": "Europe/Berlin"} | fields


def problem_of(reply):
    assert reply.code == "validation_failed" and reply.bad_fields == {"recurrence_rule"}, reply
    return reply.json()["details"][0]["problem"]


@pytest.mark.parametrize("rule, part", [
    ("FREQ=FORTNIGHTLY", "FREQ"), ("INTERVAL=2", "FREQ"), ("FREQ=DAILY;INTERVAL=0", "INTERVAL"), ("FREQ=DAILY;INTERVAL=1000001", "INTERVAL"),
    ("FREQ=DAILY;COUNT=-1", "COUNT"), ("FREQ=DAILY;COUNT=2;UNTIL=20270101", "COUNT"), ("FREQ=DAILY;UNTIL=2027", "UNTIL"),
    ("FREQ=DAILY;UNTIL=20260531", "UNTIL"), ("FREQ=MONTHLY;BYWEEKNO=5", "BYWEEKNO"), ("FREQ=DAILY;BYYEARDAY=5", "BYYEARDAY"),
    ("FREQ=WEEKLY;BYMONTHDAY=5", "BYMONTHDAY"), ("FREQ=WEEKLY;BYDAY=1MO", "BYDAY"), ("FREQ=YEARLY;BYWEEKNO=5;BYDAY=1MO", "BYDAY"),
    ("FREQ=DAILY;BYSETPOS=1", "BYSETPOS"), ("FREQ=MONTHLY;BYDAY=XX", "BYDAY"), ("FREQ=MONTHLY;BYMONTHDAY=32", "BYMONTHDAY"),
    ("FREQ=MONTHLY;BYMONTHDAY=0", "BYMONTHDAY"), ("FREQ=YEARLY;BYMONTH=13", "BYMONTH"), ("FREQ=DAILY;BYHOUR=24", "BYHOUR"),
    ("FREQ=DAILY;FREQ=DAILY", "FREQ"), ("FREQ=DAILY;X-NAME=1", "X-NAME"), ("FREQ=DAILY;WKST=XX", "WKST"),
    ("FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30", "BYMONTHDAY"), ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "BYMONTHDAY")])
def test_a_bad_rule_is_refused_with_the_part_at_fault(ada, rule, part):
    assert problem_of(ada.post("/events", body_of(ada, recurrence_rule=rule))).startswith(f"{part}: ")
    series = weekly(ada)
    assert problem_of(ada.patch(f"/events/{series['id']}", {"recurrence_rule": rule})).startswith(f"{part}: ")
    assert ada.get(f"/events/{series['id']}").json() == series


@pytest.mark.parametrize("rule", ["", ";", "FREQ", "FREQ=", "RRULE:FREQ=DAILY", "FREQ=DAILY;;", "FREQ=DAILY;BYDAY=", "FREQ=DAILY\n", "é", "x" * 1024, "x" * 1025])
def test_what_is_no_rule_is_refused(ada, rule):
    reply = ada.post("/events", body_of(ada, recurrence_rule=rule))
    assert reply.code == "validation_failed" and reply.bad_fields == {"recurrence_rule"}, reply


@pytest.mark.parametrize("fields, bad", [
    ({"exception_dates": [MONDAYS[1]]}, "exception_dates"),
    ({"recurrence_rule": "FREQ=DAILY", "exception_dates": ["2026-06-02"]}, "exception_dates[0]"),
    ({"recurrence_rule": "FREQ=DAILY", "recurrence_dates": [MONDAYS[1], "2026-06-02"]}, "recurrence_dates[1]"),
    ({"recurrence_rule": "FREQ=DAILY", "recurrence_dates": ["2026-06-02T00:00:00Z/2026-06-01T00:00:00Z"]}, "recurrence_dates[0]"),
    ({"recurrence_rule": "FREQ=DAILY", "recurrence_dates": ["2026-06-02T00:00:00Z/P"]}, "recurrence_dates[0]"),
    ({"recurrence_rule": "FREQ=DAILY", "recurrence_dates": [MONDAYS[1]] * 501}, "recurrence_dates"),
    ({"recurrence_rule": "FREQ=WEEKLY;COUNT=2", "exception_dates": MONDAYS[:2]}, "exception_dates"),
    ({"recurrence_id": MONDAYS[0]}, "recurrence_id")])
def test_bad_dates_are_named(ada, fields, bad):
    reply = ada.post("/events", body_of(ada, **fields))
    assert reply.code == "validation_failed" and bad in reply.bad_fields, reply


# ---------------------------------------------------------------------- versions


@pytest.mark.parametrize("scope", ["this", "following", "all"])
@pytest.mark.parametrize("method", ["PATCH", "PUT", "DELETE"])
def test_a_change_in_any_scope_needs_the_current_version(ada, method, scope):
    series = weekly(ada)
    path = one(series, MONDAYS[1], scope) if scope != "all" else f"/events/{series['id']}?scope=all"
    body = {"PATCH": {"title": "New"}, "PUT": body_of(ada) | {"calendar_id": series["calendar_id"], "start_time": MONDAYS[1], "end_time": monday(8, "08:00:00")}}.get(method)
    ada.patch(f"/events/{series['id']}", {"title": "Between"})
    assert ada.ask(method, path, body, if_match='"1"').code == "precondition_failed"
    assert starts(listed(ada)) == MONDAYS
    reply = ada.ask(method, path, body, if_match='"2"')
    assert reply.status in (200, 204), reply


def test_every_change_of_one_occurrence_is_a_new_version_of_the_series(ada):
    series = weekly(ada)
    first = occurrence(ada, series, MONDAYS[1])
    etag = ada.get(one(series, MONDAYS[1])).etag
    changed = change(ada, series, "this", MONDAYS[1], {"title": "Other"})
    assert changed["version"] == first["version"] + 1 == ada.get(f"/events/{series['id']}").json()["version"]
    assert ada.get(one(series, MONDAYS[1]), if_none_match=etag).status == 200
    cancel(ada, series, "this", MONDAYS[2])
    assert ada.get(f"/events/{series['id']}").json()["version"] == first["version"] + 2


@pytest.mark.parametrize("query, bad", [
    ("scope=this", "occurrence"), ("scope=following", "occurrence"), ("scope=all&occurrence=2026-06-08T07:00:00Z", "occurrence"),
    ("occurrence=2026-06-08T07:00:00Z", "occurrence"), ("scope=some", "scope"), ("scope=this&occurrence=x", "occurrence"),
    ("scope=this&occurrence=2026-06-08", "occurrence")])
def test_a_bad_scope_is_named(ada, query, bad):
    series = weekly(ada)
    for method, body in (("PATCH", {"title": "x"}), ("DELETE", None)):
        reply = ada.ask(method, f"/events/{series['id']}?{query}", body)
        assert reply.code == "validation_failed" and reply.bad_fields == {bad}, reply
    assert ada.delete(one(series, "2026-06-09T07:00:00Z", "this")).code == "not_found"


def test_a_stranger_sees_nothing_of_a_series(ada, eve):
    series = weekly(ada)
    for method, body in (("GET", None), ("PATCH", {"title": "x"}), ("DELETE", None)):
        path = one(series, MONDAYS[1], None if method == "GET" else "this")
        assert eve.ask(method, path, body).code == "not_found"
    assert listed(eve) == []
    assert starts(listed(ada, *JUNE)) == MONDAYS

# ---------------------------------------------------------------------- how many


def test_a_range_takes_a_thousand_series(ada, stack):
    """The longest rows that the contract allows, so that memory is tried too."""
    series = weekly(ada)
    stack.sql("event", f"""
        INSERT INTO events (id, calendar_id, uid, title, description, start_time, end_time, timezone, all_day, recurrence_rule,
                            series_start, series_end, status, transparency, tags, created_by, updated_by)
        SELECT gen_random_uuid(), calendar_id, gen_random_uuid(), title, repeat('x', 65536), start_time, end_time, timezone, all_day, recurrence_rule,
               series_start, series_end, status, transparency, tags, created_by, updated_by
        FROM events, generate_series(1, 999) WHERE id = '{series["id"]}'""")
    path = f"/events?start={JUNE[0]}&end={JUNE[1]}&limit=5"
    assert len(ada.get(path).json()["data"]) == 5
    weekly(ada, {"id": series["calendar_id"]})
    reply = ada.get(path)
    assert reply.code == "validation_failed" and reply.bad_fields == {"end"}, reply
