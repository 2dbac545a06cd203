"""What is told of the course of a series: its occurrences by place, what a change would do, and what became of them."""

from urllib.parse import urlencode

import pytest

from harness.stack import wait_until
from series import MONDAYS, at, cancel, change, get, listed, moved, occurrence, one, starts, titles, weekly


def course(person, series, start="2026-06-01T00:00:00Z", end="2026-07-01T00:00:00Z", **more):
    return person.walk(f"/events/{series['id']}/occurrences?" + urlencode({"start": start, "end": end} | more))


@pytest.fixture
def series(ada):
    """Five Mondays and a Wednesday: the second is changed and elsewhere, the third cancelled."""
    s = weekly(ada, recurrence_rule="FREQ=WEEKLY;COUNT=5", recurrence_dates=[at(24) + "/PT3H"])
    change(ada, s, "this", MONDAYS[1], {"title": "Own"} | moved(30))
    cancel(ada, s, "this", MONDAYS[2])
    return s


@pytest.mark.parametrize("limit", [1, 2, 200])
def test_the_occurrences_of_a_series_stand_at_their_places(ada, series, limit):
    found = course(ada, series, limit=limit)
    assert [(o["recurrence_id"], o["state"]) for o in found] == [
        (MONDAYS[0], "plain"), (MONDAYS[1], "changed"), (MONDAYS[2], "cancelled"), (MONDAYS[3], "plain"), (at(24), "further"), (MONDAYS[4], "plain")]
    assert (found[1]["start_time"], found[1]["original_end_time"], found[1]["end_time"]) == (at(30, "12:00:00"), at(8, "08:00:00"), at(30, "12:30:00"))
    assert (found[2]["start_time"], found[2]["end_time"]) == (None, None) and found[4]["end_time"] == at(24, "10:00:00")


def test_they_agree_with_ranges_and_with_each_read_alone(ada, series):
    found = [o for o in course(ada, series) if o["state"] != "cancelled"]
    assert sorted((o["start_time"], o["end_time"], o["recurrence_id"]) for o in found) == [
        (e["start_time"], e["end_time"], e["recurrence_id"]) for e in listed(ada)]
    for o in found:
        shown = occurrence(ada, series, o["recurrence_id"])
        assert (shown["start_time"], shown["end_time"]) == (o["start_time"], o["end_time"])
    assert ada.get(one(series, MONDAYS[2])).code == "not_found"


def test_a_range_of_places_has_its_bounds(ada, series):
    assert [o["recurrence_id"] for o in course(ada, series, MONDAYS[1], MONDAYS[3])] == MONDAYS[1:3]
    for start, end in ((MONDAYS[1], MONDAYS[1]), (MONDAYS[1], MONDAYS[0])):
        assert ada.get(f"/events/{series['id']}/occurrences?" + urlencode({"start": start, "end": end})).bad_fields == {"end"}


def test_all_day_occurrences_and_both_of_two_times(ada):
    days = weekly(ada, start="2026-06-01", end="2026-06-03", all_day=True, recurrence_rule="FREQ=WEEKLY;COUNT=2", exception_dates=["2026-06-08"])
    assert [(o["recurrence_id"], o["original_end_time"], o["state"]) for o in course(ada, days)] == [
        ("2026-06-01", "2026-06-03", "plain"), ("2026-06-08", "2026-06-10", "cancelled")]
    second = "2026-10-25T01:30:00Z"
    s = weekly(ada, start=second, end=second, recurrence_rule="FREQ=DAILY;COUNT=2", recurrence_dates=["2026-10-25T00:30:00Z"])
    change(ada, s, "this", second, {"title": "Own"})
    assert [(o["recurrence_id"], o["state"]) for o in course(ada, s, "2026-10-01T00:00:00Z", "2026-11-01T00:00:00Z")] == [
        ("2026-10-25T00:30:00Z", "further"), (second, "changed"), ("2026-10-26T01:30:00Z", "plain")]


def test_a_single_event_has_no_occurrences_and_a_stranger_sees_none(ada, eve, series):
    single = ada.event(ada.calendar())
    window = urlencode({"start": MONDAYS[0], "end": MONDAYS[4]})
    assert ada.get(f"/events/{single['id']}/occurrences?{window}").bad_fields == {"id"}
    assert eve.get(f"/events/{series['id']}/occurrences?{window}").code == "not_found"


def heard(feeds, person, series, count):
    """The messages of a series as soon as there are so many; more there must never be."""
    def found():
        told = [m for m in feeds.of(person, "event") if m["subject"] == series["id"]]
        assert len(told) <= count
        return told if len(told) == count else None
    return wait_until(f"{count} messages", found)


def dry(person, series, scope, place, fields, method="PATCH"):
    path = one(series, place, scope) if place else f"/events/{series['id']}?scope={scope}"
    reply = person.ask(method, path + "&dry_run=true", fields)
    assert reply.status == 200, reply
    return reply.json()


@pytest.mark.parametrize("scope,place,fields,count", [
    ("all", None, {"title": "New"}, (3, 0, 0)),
    ("all", None, {"start_time": at(1, "06:00:00"), "end_time": at(1, "06:30:00")}, (0, 3, 0)),
    ("all", None, {"recurrence_rule": "FREQ=WEEKLY;BYDAY=WE"}, (1, 0, 2)),
    ("all", None, {"recurrence_rule": None, "recurrence_dates": [], "exception_dates": []}, (0, 0, 2)),
    ("following", MONDAYS[2 + 1], {"start_time": at(22, "06:00:00"), "end_time": at(22, "06:30:00")}, (2, 1, 0)),
])
def test_a_dry_run_tells_what_would_become_and_changes_nothing(ada, feeds, series, scope, place, fields, count):
    before = (get(ada, series), listed(ada), course(ada, series), len(ada.walk("/events")))
    told = dry(ada, series, scope, place, fields)
    assert (told["course"]["kept"], told["course"]["moved"], told["course"]["dropped"]) == count
    assert (get(ada, series), listed(ada), course(ada, series), len(ada.walk("/events"))) == before
    done = change(ada, series, scope, place, fields)
    assert done["course"] == told["course"]
    heard(feeds, ada, done, 1 if scope == "following" else 4)
    own = {"id", "uid", "updated_at", "created_at"} if scope == "following" else {"updated_at"}
    assert {k: v for k, v in done.items() if k not in own} == {k: v for k, v in told.items() if k not in own}
    assert "course" not in get(ada, done)
    assert ada.put(f"/events/{done['id']}", done).status == 200, "an answer can be sent back"


def test_a_dry_run_of_one_occurrence_and_one_that_is_refused(ada, series):
    before = get(ada, series)
    told = dry(ada, series, "this", MONDAYS[3], {"title": "One"})
    assert told["title"] == "One" and told["course"] == {"kept": 4, "moved": 0, "dropped": 0}
    reply = ada.patch(f"/events/{series['id']}?dry_run=true", {"recurrence_rule": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"})
    assert reply.code == "validation_failed" and get(ada, series) == before and "One" not in titles(listed(ada))


@pytest.mark.parametrize("scope,place,count", [
    ("all", None, (0, 3)),
    ("following", MONDAYS[0], (0, 3)),
    ("following", MONDAYS[3], (2, 1)),
    ("this", MONDAYS[3], (3, 0)),
    ("this", at(24), (2, 1)),
    ("this", MONDAYS[1], (2, 1)),
])
def test_a_dry_run_of_a_deletion_tells_what_would_be_dropped(ada, feeds, series, scope, place, count):
    before = (get(ada, series), listed(ada), course(ada, series))
    path = one(series, place, scope) if place else f"/events/{series['id']}?scope={scope}"
    told = ada.ask("DELETE", path + "&dry_run=true")
    assert (told.status, told.json()) == (200, {"course": {"kept": count[0], "moved": 0, "dropped": count[1]}})
    assert (get(ada, series), listed(ada), course(ada, series)) == before
    assert ada.ask("DELETE", path).status == 204
    heard(feeds, ada, series, 4)


def test_a_dry_run_of_a_deletion_of_the_last_occurrence_a_single_event_and_by_a_key_that_may_not_read(ada, key_of):
    s = weekly(ada, recurrence_rule="FREQ=WEEKLY;COUNT=2", exception_dates=[MONDAYS[0]])
    path = one(s, MONDAYS[1], "this") + "&dry_run=true"
    assert ada.ask("DELETE", path).json()["course"] == {"kept": 0, "moved": 0, "dropped": 1}
    reply = key_of(ada, {"events": ["write"]}).ask("DELETE", path)
    assert (reply.status, reply.body) == (204, b"")
    single = ada.event(ada.calendar())
    assert ada.ask("DELETE", f"/events/{single['id']}?dry_run=true").status == 204
    assert ada.get(f"/events/{single['id']}").status == ada.get(f"/events/{s['id']}").status == 200


def test_what_is_split_off_says_where_it_came_from_also_when_it_is_large(ada, feeds):
    for description in (None, "x" * 20000):
        s = weekly(ada, recurrence_rule="FREQ=WEEKLY;COUNT=5", description=description)
        new = change(ada, s, "following", MONDAYS[2], {"title": "New"})
        told = heard(feeds, ada, new, 1)[0]
        assert (told["splitfrom"], told["splitat"], "data" in told) == (s["id"], MONDAYS[2], description is None)


def test_a_course_that_moves_says_how_and_another_one_to_read_it_again(ada, feeds, series):
    change(ada, series, "all", None, {"start_time": at(1, "06:00:00"), "end_time": at(1, "06:30:00")})
    change(ada, series, "all", None, {"title": "New"})
    change(ada, series, "all", None, {"recurrence_rule": "FREQ=DAILY;COUNT=30"})
    first, title, rule = heard(feeds, ada, series, 6)[3:]
    assert sorted(first["moves"].split()) == sorted(f"{at(d)}/{at(d, '06:00:00')}" for d in (1, 8, 15, 24))
    assert "moves" not in title and "reread" not in title
    assert rule["reread"] is True and "moves" not in rule


@pytest.mark.parametrize("rule,is_moved", [
    ("FREQ=WEEKLY;BYDAY=TU;COUNT=5", True),
    ("FREQ=WEEKLY;BYDAY=TU;UNTIL=20260630T070000Z", True),
    ("FREQ=WEEKLY;BYDAY=TU;COUNT=4", False),
    ("FREQ=WEEKLY;BYDAY=TU", False),
])
def test_a_rule_that_says_where_the_old_one_moves_is_no_new_one(ada, feeds, rule, is_moved):
    s = weekly(ada, recurrence_rule="FREQ=WEEKLY;BYDAY=MO;COUNT=5", exception_dates=[MONDAYS[2]])
    done = change(ada, s, "all", None, {"start_time": at(2), "end_time": at(2, "07:30:00"), "recurrence_rule": rule})
    assert (done["recurrence_rule"], done["course"]["moved"]) == (rule, 1 if is_moved else 0)
    assert (at(16) in starts(listed(ada))) != is_moved
    assert ("moves" in heard(feeds, ada, s, 2)[1]) == is_moved


def test_a_rule_that_cannot_move_along_and_was_sent_again_is_a_new_one(ada, feeds):
    s = weekly(ada, recurrence_rule="FREQ=MONTHLY;BYDAY=1MO,3MO;COUNT=5")
    change(ada, s, "all", None, {"start_time": at(2), "end_time": at(2, "07:30:00"), "recurrence_rule": s["recurrence_rule"]})
    told = heard(feeds, ada, s, 2)[1]
    assert told["reread"] is True and "moves" not in told


def test_more_moves_than_a_message_holds_are_to_be_read_again(ada, feeds):
    s = weekly(ada, recurrence_rule="FREQ=DAILY", exception_dates=[f"2026-{m:02}-{d:02}T07:00:00Z" for m in (7, 8) for d in range(1, 31)])
    change(ada, s, "all", None, {"start_time": at(1, "06:00:00"), "end_time": at(1, "06:30:00")})
    assert heard(feeds, ada, s, 2)[1]["reread"] is True
    assert starts(listed(ada, end="2026-06-03T00:00:00Z")) == [at(1, "06:00:00"), at(2, "06:00:00")]
