"""scope=all: a whole series is changed, moved or deleted with all its occurrences."""

import pytest

from series import MONDAYS, READ_ONLY, at, change, get, listed, moved, occurrence, one, starts, titles, weekly


def test_a_whole_series_is_changed_and_keeps_what_was_changed_by_itself(ada):
    series = weekly(ada)
    change(ada, series, "this", MONDAYS[1], {"title": "Own"} | moved(9))
    changed = change(ada, series, "all", None, {"title": "All", "start_time": at(1, "08:30:00"), "end_time": at(1, "09:00:00")})
    assert changed["id"] == series["id"]
    found = listed(ada)
    assert titles(found) == ["All", "Own", "All", "All", "All"]
    assert starts(found) == [at(1, "08:30:00"), at(9, "12:00:00"), *(at(d, "08:30:00") for d in (15, 22, 29))]
    assert found[1]["recurrence_id"] == at(8, "08:30:00")


def test_what_was_changed_by_itself_goes_when_its_day_leaves_the_series(ada):
    series = weekly(ada, recurrence_rule="FREQ=DAILY")
    change(ada, series, "this", at(2), {"title": "Tuesday"})
    change(ada, series, "this", at(3), {"title": "Wednesday"})
    change(ada, series, "all", None, {"recurrence_rule": "FREQ=WEEKLY;BYDAY=MO,WE"})
    found = listed(ada, end="2026-06-09T00:00:00Z")
    assert starts(found) == [at(1), at(3), at(8)] and titles(found) == ["Weekly", "Wednesday", "Weekly"]
    change(ada, series, "all", None, {"recurrence_rule": "FREQ=DAILY"})
    assert titles(listed(ada, end="2026-06-04T00:00:00Z")) == ["Weekly", "Weekly", "Wednesday"]


def test_a_series_becomes_a_single_event_and_a_single_event_a_series(ada):
    series = weekly(ada, exception_dates=[MONDAYS[2]], recurrence_dates=[at(3)])
    change(ada, series, "this", MONDAYS[1], {"title": "Own"})
    single = change(ada, series, "all", None, {"recurrence_rule": None, "recurrence_dates": [], "exception_dates": []})
    assert (single["id"], single["recurrence_rule"]) == (series["id"], None)
    assert [(e["start_time"], e["recurrence_id"]) for e in listed(ada)] == [(MONDAYS[0], None)]
    assert ada.get(one(series, MONDAYS[1])).code == "validation_failed"
    change(ada, series, "all", None, {"recurrence_rule": "FREQ=WEEKLY"})
    found = listed(ada)
    assert starts(found) == MONDAYS and titles(found) == ["Weekly"] * 5


def test_a_single_event_is_its_own_only_occurrence_for_all(ada):
    event = ada.event(ada.calendar())
    for scope in ("this", "following"):
        reply = ada.patch(one(event, event["start_time"], scope), {"title": "x"})
        assert reply.code == "validation_failed" and reply.bad_fields == {"occurrence"}, reply
    assert change(ada, event, "all", None, {"title": "x"})["title"] == "x"


@pytest.mark.parametrize("scope", ["all", "following"])
def test_a_series_moves_to_another_calendar_with_all_its_occurrences(ada, scope):
    home, work = ada.calendar("Home"), ada.calendar("Work")
    series = weekly(ada, home)
    change(ada, series, "this", MONDAYS[2], {"title": "Own"})
    change(ada, series, scope, MONDAYS[1] if scope == "following" else None, {"calendar_id": work["id"]})
    stay = 1 if scope == "following" else 0
    assert starts(listed(ada, calendar_id=home["id"])) == MONDAYS[:stay]
    found = listed(ada, calendar_id=work["id"])
    assert starts(found) == MONDAYS[stay:] and "Own" in titles(found)
    assert {e["calendar_id"] for e in found} == {work["id"]}
    assert ada.delete(f"/calendars/{home['id']}").status == 204
    assert starts(listed(ada, calendar_id=work["id"])) == MONDAYS[stay:]


@pytest.mark.parametrize("scope", ["all", "following"])
def test_a_series_does_not_move_to_a_stranger_s_calendar(ada, eve, scope):
    series = weekly(ada)
    path = one(series, MONDAYS[1], scope) if scope == "following" else f"/events/{series['id']}"
    assert ada.patch(path, {"calendar_id": eve.calendar()["id"]}).code == "not_found"
    assert starts(listed(ada)) == MONDAYS and get(ada, series) == series


def test_a_deleted_calendar_takes_its_series_with_it(ada):
    calendar = ada.calendar()
    series = weekly(ada, calendar)
    change(ada, series, "this", MONDAYS[2], {"title": "Own"})
    assert ada.delete(f"/calendars/{calendar['id']}").status == 204
    assert listed(ada) == [] and ada.get(one(series, MONDAYS[2])).code == "not_found"


def test_a_series_changes_its_zone(ada):
    """The start keeps its instant; the wall clock that later ones follow is another."""
    series = weekly(ada, start="2026-10-19T09:00:00+02:00", end="2026-10-19T10:00:00+02:00", exception_dates=["2026-11-09T09:00:00+01:00"])
    autumn = ("2026-10-19T00:00:00Z", "2026-11-24T00:00:00Z")
    own = "2026-10-26T08:00:00Z"
    change(ada, series, "this", own, {"title": "Own", "start_time": "2026-10-26T20:00:00Z", "end_time": "2026-10-26T21:00:00Z"})
    exceptions = change(ada, series, "all", None, {"timezone": "America/New_York", "exception_dates": []})["exception_dates"]
    assert exceptions == []
    found = listed(ada, *autumn)
    assert starts(found) == ["2026-10-19T07:00:00Z", "2026-10-26T20:00:00Z", "2026-11-02T08:00:00Z", "2026-11-09T08:00:00Z", "2026-11-16T08:00:00Z", "2026-11-23T08:00:00Z"]
    assert titles(found)[1] == "Own" and found[1]["recurrence_id"] == "2026-10-26T07:00:00Z"


def test_a_timed_series_becomes_an_all_day_one(ada):
    series = weekly(ada, exception_dates=[MONDAYS[3]])
    change(ada, series, "this", MONDAYS[1], {"title": "Own"})
    body = {"all_day": True, "start_time": "2026-06-01", "end_time": "2026-06-02", "exception_dates": ["2026-06-22"]}
    assert change(ada, series, "all", None, body)["exception_dates"] == ["2026-06-22"]
    assert [s[:10] for s in starts(listed(ada))] == ["2026-06-01", "2026-06-08", "2026-06-15", "2026-06-29"]


@pytest.mark.parametrize("method", ["PUT", "PATCH"])
@pytest.mark.parametrize("scope", ["this", "following", "all"])
@pytest.mark.parametrize("whole", [True, False])
def test_what_get_returned_can_be_sent_back(ada, method, scope, whole):
    """Also without its read-only fields; nothing is then different in any list."""
    series = weekly(ada, recurrence_rule="FREQ=WEEKLY;COUNT=4", exception_dates=[MONDAYS[3]], recurrence_dates=[at(3), at(24) + "/PT20M"], description="d", tags=["t"])
    change(ada, series, "this", MONDAYS[1], {"title": "Own"})
    before = [(e["start_time"], e["end_time"], e["title"], e["recurrence_id"], e["tags"]) for e in listed(ada)]
    shown = get(ada, series) if scope == "all" else occurrence(ada, series, MONDAYS[2])
    body = shown if whole else {k: v for k, v in shown.items() if k not in READ_ONLY}
    reply = ada.ask(method, one(series, MONDAYS[2], scope) if scope != "all" else f"/events/{series['id']}", body, if_match=f'"{shown["version"]}"')
    assert reply.status == 200, reply
    assert [(e["start_time"], e["end_time"], e["title"], e["recurrence_id"], e["tags"]) for e in listed(ada)] == before
    if scope == "all":
        assert {k: v for k, v in reply.json().items() if k not in READ_ONLY} == {k: v for k, v in shown.items() if k not in READ_ONLY}


def test_a_deleted_series_is_gone_with_its_changes(ada):
    series = weekly(ada)
    change(ada, series, "this", MONDAYS[1], moved(9))
    assert ada.delete(f"/events/{series['id']}").status == 204
    assert listed(ada) == [] == ada.walk("/events")
    assert ada.get(one(series, MONDAYS[1])).code == "not_found"
