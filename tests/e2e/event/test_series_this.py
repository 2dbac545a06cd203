"""scope=this: one occurrence of a series is changed or deleted, and the others are not."""

import pytest

from series import MONDAYS, at, cancel, change, get, listed, moved, occurrence, one, starts, titles, weekly


@pytest.mark.parametrize("method", ["PATCH", "PUT"])
def test_one_occurrence_is_changed_and_the_others_are_not(ada, method):
    series = weekly(ada)
    body = {"title": "Other", "tags": ["x"]} | moved(9)
    if method == "PUT":
        body |= {"calendar_id": series["calendar_id"], "timezone": "America/New_York"}
    changed = change(ada, series, "this", MONDAYS[1], body, method)
    assert (changed["id"], changed["recurrence_id"], changed["start_time"], changed["tags"]) == (series["id"], MONDAYS[1], at(9, "12:00:00"), ["x"])
    assert changed["recurrence_rule"] == "FREQ=WEEKLY" and changed == occurrence(ada, series, MONDAYS[1])
    found = listed(ada)
    assert titles(found) == ["Weekly", "Other", "Weekly", "Weekly", "Weekly"] and found[1] == changed
    again = change(ada, series, "this", MONDAYS[1], {"title": "Again"})
    assert (again["title"], again["start_time"]) == ("Again", at(9, "12:00:00"))
    assert starts(listed(ada)) == [MONDAYS[0], at(9, "12:00:00"), *MONDAYS[2:]]
    assert titles(ada.walk("/events")) == ["Weekly"]


def test_one_occurrence_is_deleted_also_when_it_was_changed_before(ada):
    series = weekly(ada)
    change(ada, series, "this", MONDAYS[1], moved(9))
    for gone in MONDAYS[1:3]:
        cancel(ada, series, "this", gone)
        assert ada.get(one(series, gone)).code == "not_found" == ada.delete(one(series, gone, "this")).code
    assert starts(listed(ada)) == [MONDAYS[0], *MONDAYS[3:]]
    assert get(ada, series)["exception_dates"] == MONDAYS[1:3]


def test_an_excepted_occurrence_comes_back_as_the_series_has_it(ada):
    series = weekly(ada)
    change(ada, series, "this", MONDAYS[1], {"title": "Other"})
    cancel(ada, series, "this", MONDAYS[1])
    assert change(ada, series, "all", None, {"exception_dates": []})["exception_dates"] == []
    assert titles(listed(ada)) == ["Weekly"] * 5


def test_two_changed_occurrences_may_stand_at_one_time(ada):
    series = weekly(ada)
    change(ada, series, "this", MONDAYS[1], moved(10))
    change(ada, series, "this", MONDAYS[2], moved(10))
    for limit in (1, 2, 200):
        found = listed(ada, limit=limit)
        assert sorted(e["recurrence_id"] for e in found) == MONDAYS
        assert starts(found) == [MONDAYS[0], at(10, "12:00:00"), at(10, "12:00:00"), *MONDAYS[3:]]


@pytest.mark.parametrize("fields", [{"recurrence_rule": "FREQ=DAILY"}, {"recurrence_dates": [at(2)]}, {"exception_dates": [at(8)]}])
def test_what_belongs_to_the_whole_series_is_not_changed_by_one_occurrence(ada, fields):
    series = weekly(ada)
    reply = ada.patch(one(series, MONDAYS[1], "this"), fields)
    assert reply.code == "validation_failed" and reply.bad_fields == {next(iter(fields))}, reply
    reply = ada.patch(one(series, MONDAYS[1], "this"), {"calendar_id": ada.calendar()["id"]})
    assert reply.bad_fields == {"calendar_id"}, reply
    assert starts(listed(ada)) == MONDAYS


@pytest.mark.parametrize("limit", [1, 200])
def test_one_occurrence_becomes_all_day_and_timed_again(ada, limit):
    series = weekly(ada)
    own = change(ada, series, "this", MONDAYS[1], {"all_day": True, "start_time": "2026-06-09", "end_time": "2026-06-11"})
    assert (own["all_day"], own["start_time"], own["recurrence_id"]) == (True, "2026-06-09", MONDAYS[1])
    assert change(ada, series, "this", MONDAYS[1], own, "PUT")["end_time"] == "2026-06-11"
    assert starts(listed(ada, limit=limit, timezone="Europe/Berlin")) == [MONDAYS[0], "2026-06-09", *MONDAYS[2:]]
    change(ada, series, "all", None, {"start_time": at(1, "06:00:00"), "end_time": at(1, "06:30:00")})
    own = occurrence(ada, series, at(8, "06:00:00"))
    assert (own["all_day"], own["start_time"]) == (True, "2026-06-09")
    change(ada, series, "this", at(8, "06:00:00"), {"all_day": False} | moved(9))
    assert starts(listed(ada, limit=limit))[:2] == [at(1, "06:00:00"), at(9, "12:00:00")]
    reply = ada.patch(one(series, at(15, "06:00:00"), "this"), {"all_day": True})
    assert reply.bad_fields == {"start_time", "end_time"}, reply


def test_one_occurrence_of_an_all_day_series_gets_hours(ada):
    series = weekly(ada, start="2026-06-01", end="2026-06-02", all_day=True, recurrence_rule="FREQ=WEEKLY;COUNT=3")
    own = change(ada, series, "this", "2026-06-08", {"all_day": False} | moved(8))
    assert (own["all_day"], own["recurrence_id"]) == (False, "2026-06-08")
    assert starts(listed(ada)) == ["2026-06-01", at(8, "12:00:00"), "2026-06-15"]
    new = change(ada, series, "following", "2026-06-08", {"title": "New"})
    found = listed(ada)
    assert starts(found) == ["2026-06-01", at(8, "12:00:00"), "2026-06-15"] and titles(found) == ["Weekly", "New", "New"]
    assert new["all_day"] and occurrence(ada, new, "2026-06-08")["start_time"] == at(8, "12:00:00")


def test_the_bounds_of_a_changed_occurrence_are_checked(ada):
    series = weekly(ada)
    reply = ada.patch(one(series, MONDAYS[1], "this"), {"end_time": at(8, "06:00:00")})
    assert reply.code == "validation_failed" and reply.bad_fields == {"end_time"}, reply
