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


@pytest.mark.parametrize("fields", [{"recurrence_rule": "FREQ=DAILY"}, {"recurrence_dates": [at(2)]}, {"exception_dates": [at(8)]},
                                    {"all_day": True, "start_time": "2026-06-08", "end_time": "2026-06-09"}])
def test_what_belongs_to_the_whole_series_is_not_changed_by_one_occurrence(ada, fields):
    series = weekly(ada)
    reply = ada.patch(one(series, MONDAYS[1], "this"), fields)
    assert reply.code == "validation_failed" and reply.bad_fields == {next(iter(fields))}, reply
    reply = ada.patch(one(series, MONDAYS[1], "this"), {"calendar_id": ada.calendar()["id"]})
    assert reply.bad_fields == {"calendar_id"}, reply
    assert starts(listed(ada)) == MONDAYS


def test_the_bounds_of_a_changed_occurrence_are_checked(ada):
    series = weekly(ada)
    reply = ada.patch(one(series, MONDAYS[1], "this"), {"end_time": at(8, "06:00:00")})
    assert reply.code == "validation_failed" and reply.bad_fields == {"end_time"}, reply
