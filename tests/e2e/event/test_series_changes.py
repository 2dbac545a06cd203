"""Changes of one occurrence, of this and all that follow, and of a whole series."""

import random
import subprocess
import threading
from datetime import timedelta
from urllib.parse import urlencode

import pytest

from series import cancel, change, instant, listed, occurrence, one, parse, starts, weekly

MONDAYS = [f"2026-06-{d:02}T07:00:00Z" for d in (1, 8, 15, 22, 29)]


def at(day, clock="07:00:00"):
    return f"2026-06-{day:02}T{clock}Z"


def titles(events):
    return [e["title"] for e in events]


def get(person, event):
    reply = person.get(f"/events/{event['id']}")
    assert reply.status == 200, reply
    return reply.json()


def moved(day, clock="12:00:00", minutes=30):
    return {"start_time": at(day, clock), "end_time": instant(parse(at(day, clock)) + timedelta(minutes=minutes))}


READ_ONLY = ("id", "recurrence_id", "version", "created_by", "updated_by", "created_at", "updated_at")


# ---------------------------------------------------------------------- this


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


# ---------------------------------------------------------------------- following


def test_this_and_all_that_follow_become_a_series_of_their_own(ada):
    series = weekly(ada)
    new = change(ada, series, "following", MONDAYS[2], {"title": "New"})
    assert new["id"] != series["id"] and (new["start_time"], new["recurrence_id"], new["version"]) == (MONDAYS[2], None, 1)
    assert new["recurrence_rule"] == "FREQ=WEEKLY" and new == get(ada, new)
    found = listed(ada)
    assert starts(found) == MONDAYS and titles(found) == ["Weekly"] * 2 + ["New"] * 3
    assert [e["id"] for e in found] == [series["id"]] * 2 + [new["id"]] * 3
    head = get(ada, series)
    assert head["version"] == series["version"] + 1 and "UNTIL=" in head["recurrence_rule"]
    assert starts(listed(ada, "2027-06-01T00:00:00Z", "2027-07-01T00:00:00Z")) == [f"2027-06-{d:02}T07:00:00Z" for d in (7, 14, 21, 28)]


@pytest.mark.parametrize("rule", ["FREQ=WEEKLY;COUNT=4", "FREQ=WEEKLY;UNTIL=20260622T070000Z", "FREQ=WEEKLY;UNTIL=20260622", "FREQ=WEEKLY;UNTIL=20260622T090000"])
@pytest.mark.parametrize("split", [1, 2, 3])
def test_a_split_keeps_the_end_of_the_rule(ada, rule, split):
    series = weekly(ada, recurrence_rule=rule)
    new = change(ada, series, "following", MONDAYS[split], {"title": "New"})
    found = listed(ada, end="2027-01-01T00:00:00Z")
    assert starts(found) == MONDAYS[:4] and titles(found) == ["Weekly"] * split + ["New"] * (4 - split)
    if "COUNT" in rule:
        assert new["recurrence_rule"] == f"FREQ=WEEKLY;COUNT={4 - split}"


def test_a_split_moves_the_rest_in_time(ada):
    series = weekly(ada, recurrence_rule="FREQ=WEEKLY;COUNT=5")
    change(ada, series, "following", MONDAYS[2], {"start_time": at(16, "10:00:00"), "end_time": at(16, "12:00:00")})
    assert starts(listed(ada)) == [*MONDAYS[:2], *(at(d, "10:00:00") for d in (16, 23, 30))]


def test_exceptions_further_dates_and_changes_stay_on_their_side(ada):
    series = weekly(ada, exception_dates=[MONDAYS[1], MONDAYS[3]], recurrence_dates=[at(3), at(24), at(25) + "/PT3H"])
    change(ada, series, "this", MONDAYS[0], {"title": "Early"})
    change(ada, series, "this", MONDAYS[4], {"title": "Late"} | moved(30))
    change(ada, series, "this", at(24), {"title": "Extra"})
    before = [(e["start_time"], e["end_time"], e["title"], e["recurrence_id"]) for e in listed(ada)]
    new = change(ada, series, "following", MONDAYS[2], {"tags": ["new"]})
    found = listed(ada)
    assert [(e["start_time"], e["end_time"], e["title"], e["recurrence_id"]) for e in found] == before
    assert [e["id"] for e in found] == [series["id"]] * 2 + [new["id"]] * 4
    head = get(ada, series)
    assert (head["exception_dates"], head["recurrence_dates"]) == ([MONDAYS[1]], [at(3)])
    assert new["exception_dates"] == [MONDAYS[3]] and len(new["recurrence_dates"]) == 2


def test_a_split_at_the_first_occurrence_changes_the_whole_series(ada):
    series = weekly(ada, recurrence_rule="FREQ=WEEKLY;COUNT=3")
    change(ada, series, "this", MONDAYS[1], {"title": "Own"})
    changed = change(ada, series, "following", MONDAYS[0], {"title": "New"})
    assert changed["id"] == series["id"] and changed["recurrence_rule"] == "FREQ=WEEKLY;COUNT=3"
    assert titles(listed(ada)) == ["New", "Own", "New"]
    assert len(ada.walk("/events")) == 1


def test_a_split_at_the_first_that_is_left_changes_the_whole_series(ada):
    series = weekly(ada, recurrence_rule="FREQ=WEEKLY;COUNT=3", exception_dates=[MONDAYS[0]])
    changed = change(ada, series, "following", MONDAYS[1], {"title": "New"})
    assert changed["id"] == series["id"]
    found = listed(ada)
    assert titles(found) == ["New", "New"] and starts(found) == MONDAYS[1:3]


def test_this_and_all_that_follow_are_deleted(ada):
    series = weekly(ada, recurrence_dates=[at(25)])
    change(ada, series, "this", MONDAYS[0], {"title": "Own"})
    change(ada, series, "this", MONDAYS[4], {"title": "Gone"} | moved(2))
    cancel(ada, series, "following", MONDAYS[2])
    found = listed(ada, end="2027-01-01T00:00:00Z")
    assert starts(found) == MONDAYS[:2] and titles(found) == ["Own", "Weekly"]
    assert get(ada, series)["recurrence_dates"] == []
    cancel(ada, series, "following", MONDAYS[0])
    assert ada.get(f"/events/{series['id']}").code == "not_found" and listed(ada) == []


def test_an_occurrence_that_was_split_off_is_no_more_the_first_series_own(ada):
    series = weekly(ada)
    new = change(ada, series, "following", MONDAYS[2], {"title": "New"})
    assert ada.get(one(series, MONDAYS[2])).code == "not_found"
    assert occurrence(ada, new, MONDAYS[3])["title"] == "New"


def test_the_rest_may_get_another_rule_or_become_a_single_event(ada):
    series = weekly(ada)
    rest = change(ada, series, "following", MONDAYS[2], {"recurrence_rule": "FREQ=DAILY;COUNT=2"})
    assert starts(listed(ada)) == [*MONDAYS[:3], at(16)]
    single = change(ada, series, "following", MONDAYS[1], {"recurrence_rule": None})
    assert single["recurrence_rule"] is None and starts(listed(ada)) == [*MONDAYS[:3], at(16)]
    assert len({series["id"], rest["id"], single["id"]}) == 3


def test_the_rest_of_an_all_day_series(ada):
    series = weekly(ada, start="2026-06-01", end="2026-06-02", all_day=True, recurrence_rule="FREQ=WEEKLY;COUNT=4", exception_dates=["2026-06-22"])
    change(ada, series, "this", "2026-06-15", {"title": "Own"})
    new = change(ada, series, "following", "2026-06-08", {"start_time": "2026-06-09", "end_time": "2026-06-11"})
    assert new["recurrence_rule"] == "FREQ=WEEKLY;COUNT=3"
    assert starts(listed(ada))[:2] == ["2026-06-01", "2026-06-09"]


# ---------------------------------------------------------------------- all


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


# ---------------------------------------------------------------------- what was changed before


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


def test_a_changed_occurrence_whose_day_leaves_the_series_as_it_becomes_all_day_is_dropped(ada):
    series = weekly(ada, timezone="UTC", start=at(1), end=at(1, "08:00:00"), recurrence_rule="FREQ=WEEKLY;COUNT=3")
    change(ada, series, "this", MONDAYS[1], {"title": "Own"} | moved(9))
    body = {"all_day": True, "start_time": "2026-06-02", "end_time": "2026-06-03"}
    assert starts(listed(ada)) != [] and change(ada, series, "all", None, body)["all_day"]
    assert starts(listed(ada, timezone="UTC")) == ["2026-06-02", "2026-06-09", "2026-06-16"]
    assert titles(listed(ada, timezone="UTC")) == ["Weekly"] * 3


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


# ---------------------------------------------------------------------- many changes


class Model:
    """Occurrences as a list: what a client of many changes may expect."""

    def __init__(self, series, days):
        first = parse(series["start_time"])
        self.rows = [{"rid": instant(first + timedelta(days=n)), "start": instant(first + timedelta(days=n)), "title": series["title"],
                      "own": False, "series": series["id"]} for n in range(days)]

    def same(self, row):
        return [r for r in self.rows if r["series"] == row["series"]]

    def following(self, row):
        return [r for r in self.same(row) if r["rid"] >= row["rid"]]

    def shown(self):
        return sorted((r["start"], r["title"], r["rid"], r["series"]) for r in self.rows)


@pytest.mark.parametrize("seed", range(4))
def test_many_changes_after_each_other(ada, seed):
    rng = random.Random(seed)
    calendar = ada.calendar()
    series = weekly(ada, calendar, timezone="UTC", start=at(1), end=at(1, "07:30:00"),
                    recurrence_rule=("FREQ=DAILY;COUNT=24", "FREQ=DAILY;UNTIL=20260624T070000Z")[seed % 2])
    model = Model(series, 24)
    for step in range(30):
        if len(model.rows) < 3:
            break
        row, title = rng.choice(model.rows), f"T{step}"
        of = {"id": row["series"]}
        action = rng.choice(("title", "move", "move", "cancel", "split", "all", "end" if step > 20 else "split"))
        if action == "title":
            change(ada, of, "this", row["rid"], {"title": title})
            row |= {"title": title, "own": True}
        elif action == "move":
            start = parse(row["rid"]) + timedelta(minutes=rng.randrange(-3000, 3000))
            change(ada, of, "this", row["rid"], {"start_time": instant(start), "end_time": instant(start + timedelta(hours=1))})
            row |= {"start": instant(start), "own": True}
        elif action == "cancel":
            cancel(ada, of, "this", row["rid"])
            model.rows.remove(row)
            if not model.same(row):
                ada.delete(f"/events/{row['series']}")
        elif action == "split":
            new = change(ada, of, "following", row["rid"], {"title": title})
            for r in model.following(row):
                r |= {"series": new["id"]} | ({} if r["own"] and r is not row else {"title": title})
        elif action == "end":
            whole = model.following(row) == model.same(row)
            cancel(ada, of, "following", row["rid"])
            for r in model.following(row):
                model.rows.remove(r)
            assert ada.get(f"/events/{row['series']}").status == (404 if whole else 200)
        else:
            change(ada, of, "all", None, {"title": title})
            for r in model.same(row):
                r |= {} if r["own"] else {"title": title}
        found = listed(ada, "2026-05-25T00:00:00Z", "2026-07-05T00:00:00Z", calendar_id=calendar["id"])
        assert sorted((e["start_time"], e["title"], e["recurrence_id"], e["id"]) for e in found) == model.shown(), (step, action, row)
    for limit in (1, 7):
        assert listed(ada, "2026-05-25T00:00:00Z", "2026-07-05T00:00:00Z", limit) == listed(ada, "2026-05-25T00:00:00Z", "2026-07-05T00:00:00Z")


# ---------------------------------------------------------------------- while a page's end stands on it


def paged(person, query, between):
    """A walk with pages of one; `between` is called with each thing when a cursor stands on it."""
    seen, cursor = [], None
    while True:
        page = person.get("/events?" + urlencode(query | {"limit": 1} | ({"cursor": cursor} if cursor else {}))).json()
        seen += page["data"]
        cursor = page["next_cursor"]
        if not cursor:
            return [(e["id"], e["recurrence_id"]) for e in seen]
        between(page["data"][0])


def restored(person, series, rid):
    """An occurrence without its row: left out, and let in again."""
    cancel(person, series, "this", rid)
    change(person, series, "all", None, {"exception_dates": []})


def span_of(series, day):
    return {"start_time": day, "end_time": (parse(day) + timedelta(1)).strftime("%Y-%m-%d")} if series["all_day"] else {
        "start_time": at(int(day[8:])), "end_time": at(int(day[8:]), "07:30:00")}


CHANGES = {
    "gets a row of its own": (None, lambda p, s, rid: change(p, s, "this", rid, {"title": "own"}), 0),
    "keeps its row": ("own", lambda p, s, rid: change(p, s, "this", rid, {"title": "again"}), 0),
    "loses its row": ("own", restored, 0),
    "moves to an earlier time": (None, lambda p, s, rid: change(p, s, "this", rid, span_of(s, "2026-06-02")), 0),
    "moves to a later time": (None, lambda p, s, rid: change(p, s, "this", rid, span_of(s, "2026-06-06")), 1),
}


@pytest.mark.parametrize("all_day", [False, True], ids=["timed", "all day"])
@pytest.mark.parametrize("name", CHANGES)
def test_a_list_goes_on_behind_an_occurrence_that(ada, name, all_day):
    """Several series and events at one instant: whatever ids they and their rows have, each is seen once."""
    row, act, again = CHANGES[name]
    calendar = ada.calendar()
    fields = {"timezone": "UTC", "recurrence_rule": "FREQ=DAILY;COUNT=8"}
    fields |= {"start": "2026-06-01", "end": "2026-06-02", "all_day": True} if all_day else {"start": at(1), "end": at(1, "07:30:00")}
    series = [weekly(ada, calendar, **fields) for _ in range(4)]
    single = ada.event(calendar, **fields | {"recurrence_rule": None} | ({"start": "2026-06-04", "end": "2026-06-05"} if all_day else {"start": at(4), "end": at(4, "07:30:00")}))
    series += [weekly(ada, calendar, **fields) for _ in range(3)]
    rid = "2026-06-04" if all_day else at(4)
    of = {s["id"]: s for s in series}
    for s in series if row else ():
        change(ada, s, "this", rid, {"title": row})
    query = {"start": at(1, "00:00:00"), "end": "2026-06-08T00:00:00Z", "timezone": "UTC", "calendar_id": calendar["id"]}
    changed = set()

    def between(event):
        if event["recurrence_id"] == rid and event["id"] not in changed:
            changed.add(event["id"])
            act(ada, of[event["id"]], rid)

    days = range(1, 8)
    expected = [(s["id"], f"2026-06-{d:02}" if all_day else at(d)) for s in series for d in days] + [(single["id"], None)]
    expected += [(s["id"], rid) for s in series] * again
    assert sorted(paged(ada, query, between), key=str) == sorted(expected, key=str)
    assert changed == set(of)


# ---------------------------------------------------------------------- while another client edits


@pytest.mark.parametrize("limit", [1, 3, 10])
def test_a_month_is_listed_page_by_page_while_another_client_edits_it(ada, limit):
    """Nothing twice, nothing missing that was there throughout."""
    calendar = ada.calendar()
    kept = weekly(ada, calendar, timezone="UTC", start=at(1), end=at(1, "07:30:00"), recurrence_rule="FREQ=DAILY;COUNT=30")
    edited = weekly(ada, calendar, timezone="UTC", start=at(1, "07:10:00"), end=at(1, "07:40:00"), recurrence_rule="FREQ=DAILY;COUNT=30")
    singles = {ada.event(calendar, f"S{d}", start=at(d), end=at(d, "07:30:00"))["id"] for d in range(1, 31)}
    throughout = {(kept["id"], at(d)) for d in range(1, 31)} | {(i, None) for i in singles}
    stop = threading.Event()
    faults = []

    def edit():
        rng, ids = random.Random(limit), [edited["id"]]
        while not stop.is_set():
            found = [e for e in listed(ada, calendar_id=calendar["id"]) if e["id"] in ids]
            if not found:
                return
            row, action = rng.choice(found), rng.choice(("title", "cancel", "split", "all", "away"))
            of, rid = {"id": row["id"]}, row["recurrence_id"]
            try:
                if action == "cancel" and len(found) > 8:
                    cancel(ada, of, "this", rid)
                elif action == "split" and len(ids) < 6:
                    ids.append(change(ada, of, "following", rid, {"title": "split"})["id"])
                elif action == "away":
                    change(ada, of, "this", rid, {"start_time": "2026-08-01T00:00:00Z", "end_time": "2026-08-01T01:00:00Z"})
                elif action == "all":
                    change(ada, of, "all", None, {"description": "x" * rng.randrange(1, 2000)})
                else:
                    change(ada, of, "this", rid, {"title": "own"})
                # What was there throughout is edited too: its place stays.
                change(ada, kept, "all", None, {"location": str(rng.random())})
                change(ada, {"id": rng.choice(sorted(singles))}, "all", None, {"location": "x"})
            except BaseException as e:
                faults.append(e)
                raise

    editor = threading.Thread(target=edit)
    editor.start()
    try:
        for _ in range(6):
            seen = [(e["id"], e["recurrence_id"]) for e in listed(ada, limit=limit, calendar_id=calendar["id"])]
            assert throughout <= set(seen), throughout - set(seen)
            assert len(seen) == len(set(seen)), "twice"
    finally:
        stop.set()
        editor.join()
    assert not faults, faults


def test_an_occurrence_is_never_gone_while_it_gets_a_row_of_its_own(ada):
    """A list and free/busy see one moment: before the change or after it."""
    calendar, stop, current, faults = ada.calendar(), threading.Event(), [None], []
    month = {"start": at(1, "00:00:00"), "end": "2026-07-01T00:00:00Z", "calendar_id": calendar["id"]}

    def edit():
        try:
            while not stop.is_set():
                series = weekly(ada, calendar, timezone="UTC", start=at(1), end=at(1, "07:30:00"), recurrence_rule="FREQ=DAILY;COUNT=30")
                current[0] = series["id"]
                for day in range(1, 31):
                    change(ada, series, "this", at(day), {"title": "own"})
                current[0] = None
                ada.delete(f"/events/{series['id']}")
        except BaseException as e:
            faults.append(e)
            raise

    editor = threading.Thread(target=edit)
    editor.start()
    try:
        looks = 0
        while looks < 150 and not faults:
            before = current[0]
            found = [e["recurrence_id"] for e in listed(ada, **month) if e["id"] == before]
            busy = ada.get("/availability?" + urlencode(month)).json()["busy"]
            if before and before == current[0]:
                looks += 1
                assert found == [at(day) for day in range(1, 31)]
                assert len(busy) == 30
    finally:
        stop.set()
        editor.join()
    assert not faults, faults


def test_a_series_is_split_by_many_at_once_and_stays_whole(ada):
    """Only one of those who saw the same version wins; no occurrence is lost or doubled."""
    series = weekly(ada, recurrence_rule="FREQ=DAILY;COUNT=20", timezone="UTC")
    statuses = []

    def split(day):
        statuses.append(ada.patch(one(series, at(day), "following"), {"title": f"{day}"}, if_match=f'"{series["version"]}"').status)

    threads = [threading.Thread(target=split, args=(day,)) for day in range(3, 11)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert sorted(statuses) == [200] + [412] * 7
    assert starts(listed(ada)) == [at(d) for d in range(1, 21)]
    assert len(ada.walk("/events")) == 2
