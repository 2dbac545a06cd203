"""Occurrences that were changed before: what becomes of them when their series changes, and how many there may be."""

import subprocess
from datetime import timedelta
from urllib.parse import urlencode

import pytest

from series import MONDAYS, at, cancel, change, get, instant, listed, moved, occurrence, one, parse, starts, titles, weekly


def test_what_following_sets_holds_for_an_occurrence_that_was_changed_before(ada):
    series = weekly(ada)
    change(ada, series, "this", MONDAYS[2], {"title": "Own", "tags": ["own"]} | moved(16))
    change(ada, series, "this", MONDAYS[3], {"title": "Later"})
    new = change(ada, series, "following", MONDAYS[2], {"title": "New", "location": "here"})
    found = listed(ada)
    assert titles(found) == ["Weekly", "Weekly", "New", "Later", "New"]
    assert (found[2]["location"], found[2]["tags"], found[2]["start_time"]) == ("here", ["own"], at(16, "12:00:00"))
    assert found[2] == occurrence(ada, new, MONDAYS[2]) and starts([new]) == [MONDAYS[2]]


def test_times_that_following_sets_hold_for_an_occurrence_that_was_moved_before(ada):
    series = weekly(ada)
    change(ada, series, "this", MONDAYS[2], {"title": "Own"} | moved(20, minutes=600))
    change(ada, series, "following", MONDAYS[2], {"start_time": at(15, "09:00:00"), "end_time": at(15, "09:30:00")})
    found = listed(ada)
    assert starts(found) == [*MONDAYS[:2], *(at(d, "09:00:00") for d in (15, 22, 29))]
    assert titles(found)[2] == "Own" and found[2]["end_time"] == at(15, "09:30:00")


@pytest.mark.parametrize("method", ["PUT", "PATCH"])
@pytest.mark.parametrize("split", [0, 2])
def test_a_changed_occurrence_as_get_shows_it_becomes_the_rest_of_the_series(ada, method, split):
    series = weekly(ada)
    change(ada, series, "this", MONDAYS[split], {"title": "Own", "start_time": at(1 + 7 * split, "08:00:00"), "end_time": at(1 + 7 * split, "08:30:00")})
    change(ada, series, "following", MONDAYS[split], occurrence(ada, series, MONDAYS[split]) | {"description": "d"}, method)
    found = listed(ada)
    assert starts(found) == [*MONDAYS[:split], *(at(d, "08:00:00") for d in (1, 8, 15, 22, 29)[split:])]
    assert titles(found) == ["Weekly"] * split + ["Own"] * (5 - split)
    assert {e["description"] for e in found[split:]} == {"d"}


def test_following_with_times_that_end_before_they_begin_changes_nothing(ada):
    series = weekly(ada)
    change(ada, series, "this", MONDAYS[2], {"title": "Own"})
    before = listed(ada)
    reply = ada.patch(one(series, MONDAYS[2], "following"), {"end_time": at(15, "06:00:00")})
    assert reply.code == "validation_failed" and reply.bad_fields == {"end_time"}, reply
    assert listed(ada) == before


def test_a_changed_occurrence_keeps_its_times_when_the_series_becomes_all_day_and_back(ada):
    calendar = ada.calendar()
    series = weekly(ada, calendar, timezone="UTC", start=at(1), end=at(1, "08:00:00"), recurrence_rule="FREQ=WEEKLY;COUNT=3")
    change(ada, series, "this", MONDAYS[1], {"title": "Own"} | moved(9))
    change(ada, series, "all", None, {"all_day": True, "start_time": "2026-06-01", "end_time": "2026-06-02"})
    found = listed(ada, timezone="UTC")
    assert starts(found) == ["2026-06-01", at(9, "12:00:00"), "2026-06-15"]
    assert (found[1]["all_day"], found[1]["recurrence_id"], found[1]["title"]) == (False, "2026-06-08", "Own")
    window = {"start": at(1, "00:00:00"), "end": "2026-07-01T00:00:00Z", "calendar_id": calendar["id"], "timezone": "UTC"}
    assert starts(ada.get("/availability?" + urlencode(window)).json()["busy"] and listed(ada, timezone="UTC", limit=1)) == starts(found)
    busy = [(b["start"][:10], b["end"][:10]) for b in ada.get("/availability?" + urlencode(window)).json()["busy"]]
    assert busy == [("2026-06-01", "2026-06-02"), ("2026-06-09", "2026-06-09"), ("2026-06-15", "2026-06-16")]
    assert change(ada, series, "this", "2026-06-08", {"title": "Own too"})["start_time"] == at(9, "12:00:00")
    change(ada, series, "this", "2026-06-15", {"start_time": "2026-06-16", "end_time": "2026-06-17"})
    change(ada, series, "all", None, {"all_day": False, "start_time": at(1, "10:00:00"), "end_time": at(1, "11:00:00")})
    found = listed(ada, timezone="UTC")
    assert starts(found) == [at(1, "10:00:00"), at(9, "12:00:00"), "2026-06-16"]
    assert [e["recurrence_id"] for e in found] == [at(d, "10:00:00") for d in (1, 8, 15)]


def test_a_changed_occurrence_stays_that_of_its_week_when_the_series_becomes_all_day_and_moves(ada):
    series = weekly(ada, timezone="UTC", start=at(1), end=at(1, "08:00:00"), recurrence_rule="FREQ=WEEKLY;COUNT=3")
    change(ada, series, "this", MONDAYS[1], {"title": "Own"} | moved(9))
    body = {"all_day": True, "start_time": "2026-06-02", "end_time": "2026-06-03"}
    assert starts(listed(ada)) != [] and change(ada, series, "all", None, body)["all_day"]
    found = listed(ada, timezone="UTC")
    assert starts(found) == ["2026-06-02", at(9, "12:00:00"), "2026-06-16"] and titles(found) == ["Weekly", "Own", "Weekly"]
    assert found[1]["recurrence_id"] == "2026-06-09"


@pytest.mark.parametrize("own", [False, True])
def test_a_series_goes_with_its_last_occurrence(ada, own):
    series = weekly(ada, recurrence_rule="FREQ=WEEKLY;COUNT=2", recurrence_dates=[at(3)])
    for gone in (MONDAYS[0], at(3)):
        cancel(ada, series, "this", gone)
    assert starts(listed(ada)) == [MONDAYS[1]] and get(ada, series)["version"] == 3
    if own:
        change(ada, series, "this", MONDAYS[1], moved(9))
    cancel(ada, series, "this", MONDAYS[1])
    assert ada.get(f"/events/{series['id']}").code == "not_found" and listed(ada) == [] == ada.walk("/events")


def test_an_occurrence_moved_beyond_its_series_is_found_where_it_is(ada):
    series = weekly(ada, recurrence_rule="FREQ=WEEKLY;COUNT=3")
    far = ("2027-01-01T00:00:00Z", "2027-02-01T00:00:00Z")
    fields = {"start_time": "2027-01-05T10:00:00Z", "end_time": "2027-01-05T11:00:00Z"}
    changed = change(ada, series, "this", MONDAYS[1], fields)
    assert listed(ada, *far) == [changed] and changed["recurrence_rule"] == "FREQ=WEEKLY;COUNT=3"
    change(ada, series, "all", None, {"title": "All"})
    assert starts(listed(ada, *far)) == [fields["start_time"]] and starts(listed(ada)) == [MONDAYS[0], MONDAYS[2]]
    cancel(ada, series, "this", MONDAYS[1])
    assert listed(ada, *far) == []


# ---------------------------------------------------------------------- how many


def test_a_series_has_so_many_exceptions_and_no_more(ada):
    first = parse(at(1))
    series = weekly(ada, timezone="UTC", start=at(1), end=at(1, "08:00:00"), recurrence_rule="FREQ=DAILY",
                    exception_dates=[instant(first + timedelta(n)) for n in range(1, 500)])
    cancel(ada, series, "this", instant(first + timedelta(500)))
    shown = get(ada, series)
    assert len(shown["exception_dates"]) == 500
    assert ada.delete(one(series, instant(first + timedelta(501)), "this")).code == "conflict"
    assert change(ada, series, "all", None, shown, "PUT")["exception_dates"] == shown["exception_dates"]


def test_a_series_has_so_many_changed_occurrences_and_no_more(ada, stack):
    first = parse(at(1))
    series = weekly(ada, timezone="UTC", start=at(1), end=at(1, "08:00:00"), recurrence_rule="FREQ=DAILY")
    made = f"""INSERT INTO events (id, calendar_id, title, start_time, end_time, timezone, all_day, status, transparency, tags, created_by,
                                   updated_by, series_id, recurrence_local)
               SELECT gen_random_uuid(), calendar_id, 'Own', start_time + n * interval '1 day', end_time + n * interval '1 day', timezone, all_day,
                      status, transparency, tags, created_by, updated_by, id, (start_time AT TIME ZONE 'UTC') + n * interval '1 day'
               FROM events, generate_series(0, 998) AS n WHERE id = '{series['id']}'"""
    subprocess.run(["psql", "-qX", "-v", "ON_ERROR_STOP=1", "-c", made, stack.conninfo("event")], check=True)
    change(ada, series, "this", instant(first + timedelta(999)), {"title": "Own"})
    reply = ada.patch(one(series, instant(first + timedelta(1000)), "this"), {"title": "One more"})
    assert reply.code == "conflict", reply
    assert change(ada, series, "this", at(1), {"title": "Again"})["title"] == "Again"
    found = listed(ada, "2026-06-01T00:00:00Z", "2029-06-01T00:00:00Z")
    assert titles(found[:1001]) == ["Again"] + ["Own"] * 999 + ["Weekly"]
    moved = change(ada, series, "all", None, {"start_time": at(1, "06:00:00"), "end_time": at(1, "07:00:00")})
    assert moved["course"] == {"kept": 0, "moved": 1000, "dropped": 0}
    rest = change(ada, series, "following", instant(first + timedelta(days=500, hours=-1)), {"tags": ["rest"]})
    assert rest["course"] == {"kept": 1000, "moved": 0, "dropped": 0}
    again = listed(ada, "2026-06-01T00:00:00Z", "2029-06-01T00:00:00Z")
    assert titles(again[:1001]) == titles(found[:1001]) and starts(again[:1000]) == starts(found[:1000])
    assert [e["id"] for e in again[:1000]] == [series["id"]] * 500 + [rest["id"]] * 500
