"""scope=following: an occurrence and all that follow become a series of their own, or are deleted."""

import threading

import pytest

from series import MONDAYS, at, cancel, change, get, listed, moved, occurrence, one, starts, titles, weekly


def test_this_and_all_that_follow_become_a_series_of_their_own(ada):
    series = weekly(ada)
    new = change(ada, series, "following", MONDAYS[2], {"title": "New"})
    assert new["id"] != series["id"] and (new["start_time"], new["recurrence_id"], new["version"]) == (MONDAYS[2], None, 1)
    assert new["recurrence_rule"] == "FREQ=WEEKLY" and new == get(ada, new) | {"course": {"kept": 0, "moved": 0, "dropped": 0}}
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
