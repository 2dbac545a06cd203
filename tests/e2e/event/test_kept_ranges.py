"""A range that was read before is answered from memory, and no change is ever missed by it."""

import itertools
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import pytest

from harness.people import Person
from series import JUNE, cancel, change, listed, weekly
from things import SharedCalendar

_turns = itertools.count(1)


def read_anew(person, **more):
    """By a window that nobody has asked for yet."""
    return listed(person, end=f"2026-07-01T00:00:00.{next(_turns):06}Z", **more)


def busy(person, calendar_id, start=JUNE[0]):
    reply = person.get("/availability?" + urlencode({"start": start, "end": JUNE[1], "calendar_id": calendar_id}))
    assert reply.status == 200, reply
    return reply.json()["busy"]


def busy_anew(person, calendar_id):
    return busy(person, calendar_id, start=f"2026-06-01T00:00:00.{next(_turns):06}Z")


class Watched:
    """Somebody whose June has been read and is kept, and in one calendar when he is busy."""

    def __init__(self, person, calendar=None, **more):
        self.person, self.calendar, self.more = person, calendar and calendar["id"], more
        assert self.seen() == self.seen()

    def seen(self):
        return listed(self.person, **self.more)

    def busy(self):
        return self.calendar and busy(self.person, self.calendar)

    def hears(self, what, different=True, busier=False):
        before, was_busy = self.seen(), self.busy()
        result = what()
        after, is_busy = self.seen(), self.busy()
        assert after == read_anew(self.person, **self.more)
        assert is_busy == (self.calendar and busy_anew(self.person, self.calendar))
        assert (after != before) == different, what
        assert (was_busy != is_busy) == busier, what
        return result


def silently(stack, event, title):
    """A change that no service made and that leaves no mark."""
    stack.sql("event", "ALTER TABLE events DISABLE TRIGGER events_updated;"
                       f"UPDATE events SET title = '{title}' WHERE id = '{event['id']}';"
                       "ALTER TABLE events ENABLE TRIGGER events_updated")


def titles(events):
    return {e["title"] for e in events}


@pytest.fixture
def bob(stack, contract):
    return Person(stack.port, contract)


@pytest.fixture
def calendar(ada):
    calendar = ada.calendar()
    ada.event(calendar, "Before", start="2026-06-02T08:00:00Z", end="2026-06-02T09:00:00Z")
    return calendar


def test_each_change_of_an_event_is_in_the_next_answer(ada, calendar):
    june = Watched(ada, calendar)
    event = june.hears(lambda: ada.event(calendar, "New", start="2026-06-03T08:00:00Z", end="2026-06-03T09:00:00Z"), busier=True)
    path = f"/events/{event['id']}"
    june.hears(lambda: ada.patch(path, {"title": "Newer"}))
    june.hears(lambda: ada.patch(path, {"start_time": "2026-06-05T08:00:00Z", "end_time": "2026-06-05T09:00:00Z"}), busier=True)
    june.hears(lambda: ada.patch(path, {"transparency": "transparent"}), busier=True)
    june.hears(lambda: ada.patch(path, {"transparency": "opaque"}), busier=True)
    june.hears(lambda: ada.patch(path, {"start_time": "2026-08-05T08:00:00Z", "end_time": "2026-08-05T09:00:00Z"}), busier=True)
    june.hears(lambda: ada.patch(path, {"title": "In August"}), different=False)
    june.hears(lambda: ada.patch(path, {"start_time": "2026-06-30", "end_time": "2026-07-01", "all_day": True}), busier=True)
    june.hears(lambda: ada.delete(path), busier=True)


def test_each_change_of_a_series_is_in_the_next_answer(ada, calendar):
    june = Watched(ada, calendar)
    series = june.hears(lambda: weekly(ada, calendar), busier=True)
    june.hears(lambda: change(ada, series, "this", "2026-06-08T07:00:00Z", {"title": "Moved", "start_time": "2026-06-09T07:00:00Z",
                                                                            "end_time": "2026-06-09T08:00:00Z"}), busier=True)
    june.hears(lambda: change(ada, series, "this", "2026-06-08T07:00:00Z", {"title": "Again"}))
    june.hears(lambda: cancel(ada, series, "this", "2026-06-15T07:00:00Z"), busier=True)
    june.hears(lambda: change(ada, series, "all", None, {"title": "All", "recurrence_rule": "FREQ=DAILY;COUNT=20"}), busier=True)
    tail = june.hears(lambda: change(ada, series, "following", "2026-06-10T07:00:00Z", {"title": "Tail"}))
    june.hears(lambda: cancel(ada, tail, "following", "2026-06-12T07:00:00Z"), busier=True)
    june.hears(lambda: ada.delete(f"/events/{series['id']}"), busier=True)


def test_what_moves_to_another_calendar_leaves_one_answer_and_comes_into_the_other(ada, calendar):
    other = ada.calendar()
    ada.event(other, "There", start="2026-06-02T08:00:00Z", end="2026-06-02T09:00:00Z")
    here, there = Watched(ada, calendar_id=calendar["id"]), Watched(ada, calendar_id=other["id"])
    event = ada.event(calendar, "Wanderer", start="2026-06-03T08:00:00Z", end="2026-06-03T09:00:00Z")
    here.hears(lambda: there.hears(lambda: ada.patch(f"/events/{event['id']}", {"calendar_id": other["id"]})))
    assert "Wanderer" in titles(there.seen()) and "Wanderer" not in titles(here.seen())


def test_who_comes_to_see_a_calendar_or_no_more_is_answered_so(stack, ada, bob):
    shared = SharedCalendar(ada)
    ada.event({"id": shared.id}, "Shared", start="2026-06-02T08:00:00Z", end="2026-06-02T09:00:00Z")
    bob.event(bob.calendar(), "Own", start="2026-06-02T08:00:00Z", end="2026-06-02T09:00:00Z")
    june = Watched(bob)
    june.hears(lambda: shared.let(bob, "viewer"))
    assert "Shared" in titles(june.seen())
    asked = "/events?" + urlencode({"start": JUNE[0], "end": JUNE[1], "calendar_id": shared.id})
    assert bob.get(asked).status == bob.get(asked).status == 200
    june.hears(lambda: ada.event({"id": shared.id}, "More", start="2026-06-03T08:00:00Z", end="2026-06-03T09:00:00Z"))
    june.hears(lambda: shared.shut_out(bob))
    assert bob.get(asked).code == "not_found"
    assert titles(june.seen()) == {"Own"}


def test_a_deleted_calendar_takes_its_events_out_of_the_next_answer(ada, calendar):
    other = ada.calendar()
    ada.event(other, "Stays", start="2026-06-02T08:00:00Z", end="2026-06-02T09:00:00Z")
    june = Watched(ada)
    june.hears(lambda: ada.delete(f"/calendars/{calendar['id']}"))
    assert titles(june.seen()) == {"Stays"}


def test_what_was_read_is_kept_for_him_who_read_it_and_what_he_asked(stack, ada, bob, calendar):
    event = ada.event(calendar, "Read", start="2026-06-03T08:00:00Z", end="2026-06-03T09:00:00Z")
    shared = SharedCalendar(ada)
    first = listed(ada), listed(ada, timezone="Asia/Tokyo"), listed(ada, calendar_id=calendar["id"])
    silently(stack, event, "Nobody was told")
    assert (listed(ada), listed(ada, timezone="Asia/Tokyo"), listed(ada, calendar_id=calendar["id"])) == first
    assert "Nobody was told" in titles(read_anew(ada))
    assert titles(listed(ada, limit=1)) == titles(first[0]), "whatever the page, the range is the same"
    assert listed(bob) == []
    ada.event({"id": shared.id}, "Elsewhere", start="2026-06-03T08:00:00Z", end="2026-06-03T09:00:00Z")
    assert "Nobody was told" in titles(listed(ada)), "a change of any calendar that is in it"
    assert listed(ada, calendar_id=calendar["id"]) == first[2], "but of no other"


def test_when_somebody_is_busy_is_kept_as_well(stack, ada, calendar):
    event = ada.event(calendar, "Read", start="2026-06-03T08:00:00Z", end="2026-06-03T09:00:00Z")
    ask = {"calendar_ids": [calendar["id"]], "start": JUNE[0], "end": JUNE[1], "duration_minutes": 60, "limit": 1}
    slots = ada.post("/availability/find", ask).json()
    first = busy(ada, calendar["id"])
    stack.sql("event", "ALTER TABLE events DISABLE TRIGGER events_updated;"
                       f"UPDATE events SET end_time = start_time + interval '2 hours' WHERE id = '{event['id']}';"
                       "ALTER TABLE events ENABLE TRIGGER events_updated")
    assert busy(ada, calendar["id"]) == first != busy_anew(ada, calendar["id"])
    assert ada.post("/availability/find", ask).json() == slots
    ada.delete(f"/events/{event['id']}")
    assert busy(ada, calendar["id"]) == busy_anew(ada, calendar["id"]) != first


def page_of(person, cursor=None, **more):
    reply = person.get("/events?" + urlencode({"start": JUNE[0], "end": JUNE[1]} | ({"cursor": cursor} if cursor else {}) | more))
    assert reply.status == 200, reply
    return reply.json()["data"], reply.json()["next_cursor"]


def test_a_range_of_several_pages_is_kept_when_its_second_page_was_read(stack, ada, calendar):
    events = [ada.event(calendar, f"E{n}", start=f"2026-06-{n:02}T10:00:00Z", end=f"2026-06-{n:02}T11:00:00Z") for n in range(1, 6)]
    first = listed(ada, limit=2)
    assert len(first) == 6
    silently(stack, events[4], "Nobody was told")
    assert listed(ada, limit=2) == listed(ada, limit=3) == listed(ada) == first
    ada.delete(f"/events/{events[0]['id']}")
    assert "Nobody was told" in titles(listed(ada, limit=2))


def test_its_first_page_alone_is_kept_for_itself(stack, ada, calendar):
    events = [ada.event(calendar, f"E{n}", start=f"2026-06-{n:02}T10:00:00Z", end=f"2026-06-{n:02}T11:00:00Z") for n in range(3, 6)]
    first, cursor = page_of(ada, limit=2)
    for event in events:
        silently(stack, event, "Nobody was told")
    assert page_of(ada, limit=2)[0] == first
    assert titles(page_of(ada, cursor, limit=2)[0]) == {"Nobody was told"}


def test_a_change_between_two_pages_is_on_the_next_one(ada, calendar):
    events = [ada.event(calendar, f"E{n}", start=f"2026-06-{n:02}T10:00:00Z", end=f"2026-06-{n:02}T11:00:00Z") for n in range(3, 12)]
    shown, cursor = [], None
    for then in (2, None, 6, None, None):
        page, cursor = page_of(ada, cursor, limit=2)
        shown += [e["title"] for e in page]
        if then:
            ada.patch(f"/events/{events[then]['id']}", {"title": f"Changed {then}"})
    assert shown == ["Before", "E3", "E4", "Changed 2", "E6", "E7", "E8", "Changed 6", "E10", "E11"]
    assert cursor is None


def many_large_ones(ada, calendar):
    """More than are read ahead, by their starts: timed, over several days, and all day."""
    def one(n):
        day, hour = 1 + n // 5, 4 * (n % 5) + 1
        times = {"start": f"2026-06-{day:02}", "end": f"2026-06-{day + 1:02}", "all_day": True} if n % 5 == 0 else {
            "start": f"2026-06-{day:02}T{hour:02}:00:00Z", "end": f"2026-06-{day + n % 3:02}T{hour + 1:02}:00:00Z"}
        return ada.event(calendar, f"E{n}", description="x" * 60000, **times)

    began = [ada.event(calendar, f"B{n}", start=f"2026-05-{n:02}T10:00:00Z", end="2026-06-05T11:00:00Z", description="x" * 60000)
             for n in range(1, 13)]
    with ThreadPoolExecutor(6) as pool:
        return began + list(pool.map(one, range(130)))


def test_pages_that_were_read_ahead_are_all_there_is_in_its_order(stack, ada):
    calendar = ada.calendar()
    events = many_large_ones(ada, calendar)
    pages, cursor = [], None
    while cursor or not pages:
        page, cursor = page_of(ada, cursor, limit=10, timezone="UTC")
        pages.append(page)
        if len(pages) == 2:
            silently(stack, events[20], "Read ahead already")
            silently(stack, events[135], "Not read yet")
    shown = [e["title"] for page in pages for e in page]
    assert shown == ["Not read yet" if e is events[135] else e["title"] for e in events]


def test_a_backup_that_is_put_back_makes_no_old_answer_good(stack, ada, calendar):
    event = ada.event(calendar, "First", start="2026-06-03T08:00:00Z", end="2026-06-03T09:00:00Z")
    stack.sql("event", "CREATE TABLE backup AS SELECT * FROM calendar_marks")
    ada.patch(f"/events/{event['id']}", {"title": "Lost"})
    assert titles(listed(ada)) == {"Before", "Lost"}
    silently(stack, event, "First")
    stack.sql("event", "DELETE FROM calendar_marks; INSERT INTO calendar_marks SELECT * FROM backup; DROP TABLE backup")
    assert titles(listed(ada)) == {"Before", "First"}
    ada.patch(f"/events/{event['id']}", {"title": "Third"})
    assert titles(listed(ada)) == {"Before", "Third"}


def test_with_no_room_nothing_is_kept(own_stack, contract):
    stack = own_stack(ALMANAC_RANGES_MB="0")
    ada = Person(stack.port, contract)
    event = ada.event(ada.calendar(), "Read", start="2026-06-03T08:00:00Z", end="2026-06-03T09:00:00Z")
    assert titles(listed(ada)) == {"Read"}
    silently(stack, event, "Nobody was told")
    assert titles(listed(ada)) == {"Nobody was told"}


def test_many_who_write_at_once_each_read_what_they_wrote(ada, calendar):
    def write_and_read(n):
        for turn in range(8):
            event = ada.event(calendar, f"{n}.{turn}", start="2026-06-03T08:00:00Z", end="2026-06-03T09:00:00Z")
            assert event["id"] in {e["id"] for e in listed(ada, calendar_id=calendar["id"])}
            reply = ada.delete(f"/events/{event['id']}")
            assert reply.status == 204, reply
            assert event["id"] not in {e["id"] for e in listed(ada, calendar_id=calendar["id"])}

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(write_and_read, range(6)))
    assert titles(listed(ada, calendar_id=calendar["id"])) == {"Before"}
