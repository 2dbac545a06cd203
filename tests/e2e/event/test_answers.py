"""Answers to occurrences of a series: to one, to one and all that follow, and what becomes of them when the series changes.

The series has twenty occurrences, one a day at nine, and ten attendees.  Answers are written as a text with a letter for
each occurrence: what Bob answers to it.
"""

import pytest

from things import SharedCalendar

COUNT = 20
LETTERS = {"needs_action": ".", "accepted": "A", "declined": "D", "tentative": "T"}
WORDS = {letter: status for status, letter in LETTERS.items()}
RANGE = "start=2026-05-01T00:00:00Z&end=2026-08-01T00:00:00Z"


@pytest.fixture
def bob(person):
    return person("Bob")


@pytest.fixture
def series(ada, bob):
    return ada.event(ada.calendar(), start="2026-06-01T09:00:00Z", end="2026-06-01T10:00:00Z", timezone="UTC",
                     recurrence_rule=f"FREQ=DAILY;COUNT={COUNT}", attendees=[*({"email": f"guest{n}@example.org"} for n in range(9)), {"user_id": bob.id}])


def day(number, hour=9):
    return f"2026-06-{number:02}T{hour:02}:00:00Z"


def path_of(person, series):
    return f"/events/{series['id']}/attendees/" + next(
        a["id"] for a in person.walk(f"/events/{series['id']}/attendees") if a["user_id"] == person.id)


def answer(person, series, letter, scope="all", number=None):
    where = "" if number is None else f"&occurrence={day(number)}"
    reply = person.patch(f"{path_of(person, series)}?scope={scope}{where}", {"status": WORDS[letter]})
    assert reply.status == 200, reply
    assert (reply.json()["status"], reply.json()["recurrence_id"]) == (WORDS[letter], None if number in (None, 1) and scope != "this" else day(number))
    return reply.json()


def own(person, event):
    return LETTERS[next(a["status"] for a in event["attendees"] if a["user_id"] == person.id)]


def answers(person):
    """To each occurrence, in the order of time, as the list of what is attended shows them and as each is read by itself."""
    listed = sorted(person.walk(f"/events?attending=true&limit=200&{RANGE}"), key=lambda e: e["recurrence_id"])
    for e in (listed[0], listed[len(listed) // 2], listed[-1]):
        single = person.get(f"/events/{e['id']}?occurrence={e['recurrence_id']}").json()
        assert own(person, single) == own(person, e)
    return "".join(own(person, e) for e in listed)


# ------------------------------------------------------------------ answering


@pytest.mark.parametrize("given, want", [
    ([], "...................."),
    ([("A", "all", None)], "AAAAAAAAAAAAAAAAAAAA"),
    ([("D", "this", 3)], "..D................."),
    ([("A", "all", None), ("D", "this", 3), ("T", "this", 1)], "TADAAAAAAAAAAAAAAAAA"),
    ([("A", "following", 5)], "....AAAAAAAAAAAAAAAA"),
    ([("A", "following", 5), ("D", "following", 15), ("T", "this", 16)], "....AAAAAAAAAADTDDDD"),
    ([("D", "this", 7), ("D", "this", 3), ("A", "following", 5)], "..D.AAAAAAAAAAAAAAAA"),
    ([("D", "this", 3), ("A", "following", 5), ("T", "all", None)], "TTTTTTTTTTTTTTTTTTTT"),
    ([("D", "this", 3), ("A", "following", 1)], "AAAAAAAAAAAAAAAAAAAA"),
    ([("A", "following", 5), ("D", "this", 5), ("A", "this", 6), ("T", "this", 5)], "....TAAAAAAAAAAAAAAA"),
])
def test_what_applies_to_each(bob, series, given, want):
    for letter, scope, number in given:
        answer(bob, series, letter, scope, number)
    assert answers(bob) == want


def test_an_answer_changes_the_attendee_and_nothing_of_the_series(ada, bob, series):
    answered = answer(bob, series, "D", "this", 3)
    assert answered["version"] == 2
    now = ada.get(f"/events/{series['id']}").json()
    assert (now["version"], now["exception_dates"], own(bob, now)) == (1, [], ".")
    assert not [o for o in ada.walk(f"/events/{series['id']}/occurrences?{RANGE}") if o["state"] != "plain"]
    assert ada.patch(f"/events/{series['id']}", {"title": "Text"}, headers={"If-Match": '"1"'}).status == 200
    at_three = list(ada.walk(f"/events/{series['id']}/attendees?occurrence={day(3)}&limit=3"))
    assert [a["status"] for a in at_three] == ["needs_action"] * 9 + ["declined"]
    assert {a["recurrence_id"] for a in at_three} == {day(3)}
    assert ada.get(f"{path_of(bob, series)}?occurrence={day(3)}").json()["status"] == "declined"
    assert ada.get(f"{path_of(bob, series)}?occurrence={day(4)}").json()["status"] == "needs_action"


def test_what_is_wrong_with_an_answer_is_named(ada, bob, series):
    mine = path_of(bob, series)
    assert bob.patch(f"{mine}?scope=this", {"status": "accepted"}).bad_fields == {"occurrence"}
    assert bob.patch(f"{mine}?occurrence={day(3)}", {"status": "accepted"}).bad_fields == {"occurrence"}
    assert bob.patch(f"{mine}?scope=this&occurrence={day(3, 8)}", {"status": "accepted"}).code == "not_found"
    assert bob.patch(f"{mine}?scope=this&occurrence={day(3)}", {"status": "accepted"}, headers={"If-Match": '"2"'}).status == 412
    assert ada.patch(f"{mine}?scope=this&occurrence={day(3)}", {"status": "accepted"}).status == 403
    guest = ada.get(f"/events/{series['id']}").json()["attendees"][0]["id"]
    path = f"/events/{series['id']}/attendees/{guest}?scope=this&occurrence={day(3)}"
    assert ada.patch(path, {"name": "x"}).bad_fields == {"name"}
    assert ada.patch(path, {"status": "accepted"}).status == 200


# ------------------------------------------------------------------ the organiser's changes

GIVEN = [("A", "all", None), ("D", "this", 3), ("T", "following", 8), ("D", "following", 15), ("A", "this", 18)]
BEFORE = "AADAAAATTTTTTTDDDADD"


@pytest.mark.parametrize("name, change, want", [
    ("another title", {"title": "Text"}, BEFORE),
    ("an hour later", {"start_time": day(1, 10), "end_time": day(1, 11)}, BEFORE),
    ("two days later", {"start_time": day(3), "end_time": day(3, 10)}, BEFORE),
    ("in another zone", {"timezone": "Europe/Berlin"}, BEFORE),
    ("every other day, so that half of them are no more", {"recurrence_rule": "FREQ=DAILY;INTERVAL=2;COUNT=10"}, "ADAATTTDDD"),
    ("a day less at the end", {"recurrence_rule": f"FREQ=DAILY;COUNT={COUNT - 1}"}, BEFORE[:-1]),
    ("in another calendar", {"calendar_id": None}, BEFORE),
    ("all day", {"all_day": True, "start_time": "2026-06-01", "end_time": "2026-06-02"}, BEFORE),
])
def test_answers_go_where_the_series_goes(ada, bob, series, name, change, want):
    for letter, scope, number in GIVEN:
        answer(bob, series, letter, scope, number)
    assert answers(bob) == BEFORE
    change = {k: v if v is not None else ada.calendar()["id"] for k, v in change.items()}
    assert ada.patch(f"/events/{series['id']}", change).status == 200
    assert answers(bob) == want, name
    assert ada.get(f"/events/{series['id']}").json()["attendee_count"] == 10


@pytest.mark.parametrize("at", [2, 3, 4, 8, 9, 15, 18, 20])
@pytest.mark.parametrize("change", [{"title": "Text"}, {"start_time": 10}])
def test_both_halves_of_a_split_keep_theirs(ada, bob, series, at, change):
    for letter, scope, number in GIVEN:
        answer(bob, series, letter, scope, number)
    if "start_time" in change:
        change = {"start_time": day(at, 10), "end_time": day(at, 11)}
    tail = ada.patch(f"/events/{series['id']}?scope=following&occurrence={day(at)}", change)
    assert tail.status == 200 and tail.json()["id"] != series["id"]
    assert answers(bob) == BEFORE
    assert (tail.json()["attendee_count"], ada.get(f"/events/{series['id']}").json()["attendee_count"]) == (10, 10)
    answer(bob, series, "T")
    assert answers(bob) == "T" * (at - 1) + BEFORE[at - 1:], "each half has its own from then on"


def test_a_deleted_occurrence_takes_its_answer_and_no_other(ada, bob, series):
    for letter, scope, number in GIVEN:
        answer(bob, series, letter, scope, number)
    for number in (3, 8, 18):
        assert ada.delete(f"/events/{series['id']}?scope=this&occurrence={day(number)}").status == 204
    assert answers(bob) == "".join(letter for n, letter in enumerate(BEFORE, 1) if n not in (3, 8, 18))
    assert ada.delete(f"/events/{series['id']}?scope=following&occurrence={day(10)}").status == 204
    assert answers(bob) == "AAAAAAT"


def test_an_occurrence_that_was_changed_by_itself_is_answered_to_as_others_are(ada, bob, series):
    answer(bob, series, "D", "this", 3)
    moved = ada.patch(f"/events/{series['id']}?scope=this&occurrence={day(3)}", {"start_time": day(3, 12), "end_time": day(3, 13)}).json()
    assert own(bob, moved) == "D"
    answer(bob, series, "A", "this", 3)
    assert answers(bob) == "..A................."


# ------------------------------------------------------------------ availability


def busy(person, calendar, query=""):
    reply = person.get(f"/availability?calendar_id={calendar['id']}&{RANGE}{query}")
    assert reply.status == 200, reply
    return [s["start"] for s in reply.json()["busy"]]


def test_what_is_accepted_elsewhere_blocks_when_it_is_asked_for(bob, series):
    calendar = bob.calendar()
    bob.event(calendar, start="2026-06-01T12:00:00Z", end="2026-06-01T13:00:00Z")
    alone = ["2026-06-01T12:00:00Z"]
    assert busy(bob, calendar, "&attending=true") == busy(bob, calendar) == alone
    answer(bob, series, "A", "following", 19)
    answer(bob, series, "T", "this", 20)
    answer(bob, series, "A", "this", 2)
    assert busy(bob, calendar) == alone
    assert busy(bob, calendar, "&attending=true") == [*alone, day(2), day(19)]
    slots = bob.post("/availability/find", {"calendar_ids": [calendar["id"]], "duration_minutes": 60, "start": day(2, 8), "end": day(2, 12),
                                            "attending": True}).json()["slots"]
    assert [s["start"] for s in slots] == [day(2, 8), day(2, 10), day(2, 11)]


def test_what_is_declined_does_not_block_in_the_own_calendars_either(ada, bob):
    calendar = SharedCalendar(ada)
    calendar.let(bob, "viewer")
    single = ada.event({"id": calendar.id}, start=day(1, 6), end=day(1, 7), attendees=[{"user_id": bob.id}])
    series = ada.event({"id": calendar.id}, start=day(1), end=day(1, 10), timezone="UTC", recurrence_rule="FREQ=DAILY;COUNT=3", attendees=[{"user_id": bob.id}])
    ada.patch(f"/events/{series['id']}?scope=this&occurrence={day(2)}", {"title": "Once"})
    everything = [day(1, 6), day(1), day(2), day(3)]
    assert busy(bob, {"id": calendar.id}) == busy(ada, {"id": calendar.id}) == everything
    answer(bob, single, "D")
    answer(bob, series, "D", "following", 2)
    assert busy(bob, {"id": calendar.id}) == everything[1:2]
    answer(bob, series, "A", "this", 3)
    assert busy(bob, {"id": calendar.id}) == [day(1), day(3)]
    assert busy(ada, {"id": calendar.id}) == everything
