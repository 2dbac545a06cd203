"""Which events have changed, in the order of commits: `event.changes`."""

import contextlib

import psycopg2
import pytest

from asking import EventService, made_at_once
from harness.bus import Bus
from harness.stack import wait_until
from series import at, cancel, change, get, moved, weekly


class Changes(EventService):
    """What was changed in some calendars; those of other tests change others meanwhile."""

    def __init__(self, stack, bus, *calendars):
        super().__init__(bus)
        self.stack, self.calendars, self.after = stack, [c["id"] for c in calendars], None

    def settle(self):
        """Until every transaction is over that has begun, also one of another service."""
        def edge(of):
            return int(self.stack.sql("event", f"SELECT pg_snapshot_{of}(pg_current_snapshot())"))
        begun = edge("xmax")
        wait_until("other transactions to end", lambda: edge("xmin") >= begun)

    def next(self, limit=1000):
        """(event, version, deleted) since the last question."""
        self.settle()
        return self.at_once(limit)

    def at_once(self, limit=1000):
        found, more = [], True
        while more:
            page = self.changes(self.after, limit)
            assert len(page["changes"]) <= limit and (not page["more"] or len(page["changes"]) == limit)
            if not page["changes"]:
                assert self.after is None or self.after == (page["next_xid"], page["next_id"])
            found += page["changes"]
            self.after, more = (page["next_xid"], page["next_id"]), page["more"]
        return [(c["event_id"], c["version"], c["deleted"]) for c in found if c["calendar_id"] in self.calendars]


@pytest.fixture
def calendar(ada):
    return ada.calendar()


@pytest.fixture
def heard(stack, calendar):
    with contextlib.closing(Bus(stack)) as bus:
        yield Changes(stack, bus, calendar)


@contextlib.contextmanager
def transaction(stack):
    """One of the event service's database that has begun to write and is open until the block ends."""
    with contextlib.closing(psycopg2.connect(stack.conninfo("event"))) as connection:
        with connection, connection.cursor() as cursor:
            cursor.execute("SELECT pg_current_xact_id()")
            yield cursor


def test_each_event_is_told_as_it_is_after_its_last_change(ada, calendar, heard):
    one, two = (ada.event(calendar) for _ in range(2))
    assert ada.patch(f"/events/{one['id']}", {"title": "New"}).status == 200
    assert heard.next() == [(two["id"], 1, False), (one["id"], 2, False)]
    assert heard.next() == []
    assert ada.patch(f"/events/{two['id']}", {"title": "New"}).status == 200
    assert heard.next() == [(two["id"], 2, False)]


def test_every_way_in_which_an_event_changes_is_told(ada, person, calendar, heard):
    bob, other = person("Bob"), ada.calendar()
    heard.calendars.append(other["id"])
    event, path = ada.event(calendar), lambda: f"/events/{event['id']}"

    def told(reply, *statuses):
        """By a question, which raises the version by one."""
        nonlocal event
        assert reply.status in (statuses or (200,)), reply
        (event_id, version, deleted), = heard.next()
        assert event_id == event["id"] and version == event["version"] + 1
        event = event | {"version": version}
        return deleted

    heard.next()
    assert not told(ada.put(path(), {"calendar_id": calendar["id"], "title": "Put", "start_time": at(1), "end_time": at(2)}))
    assert not told(ada.patch(path(), {"calendar_id": other["id"]}))
    assert not told(ada.post(f"{path()}/attendees", {"user_id": bob.id}), 201)
    attendee, = ada.walk(f"{path()}/attendees")
    answered = bob.patch(f"{path()}/attendees/{attendee['id']}", {"status": "accepted"})
    assert answered.status == 200 and heard.next() == [] and get(ada, event)["version"] == event["version"]
    assert not told(ada.delete(f"{path()}/attendees/{attendee['id']}"), 204)
    assert told(ada.delete(path()), 204)
    assert not told(ada.post(f"{path()}/restore"))
    assert not told(ada.patch(path(), {"recurrence_rule": "FREQ=DAILY"}))
    assert not told(ada.post("/events/batch", {"items": [{"operation": "patch", "id": event["id"], "patch": {"title": "Batch"}}]}))


def test_series_are_told_and_never_their_occurrences(ada, calendar, heard):
    series = weekly(ada, calendar)
    assert heard.next() == [(series["id"], 1, False)]
    for n, do in enumerate((lambda: change(ada, series, "this", at(8), {"title": "Own"}),
                            lambda: change(ada, series, "this", at(8), moved(9)),
                            lambda: cancel(ada, series, "this", at(8)),
                            lambda: change(ada, series, "all", None, {"title": "All"}))):
        do()
        assert heard.next() == [(series["id"], 2 + n, False)]
    rest = change(ada, series, "following", at(22), {"title": "Rest"})
    assert sorted(heard.next()) == sorted([(series["id"], 6, False), (rest["id"], 1, False)])
    change(ada, series, "this", at(15), {"title": "Own"})
    assert ada.delete(f"/events/{series['id']}").status == 204
    assert heard.next() == [(series["id"], 8, True)]
    assert ada.post(f"/events/{series['id']}/restore").status == 200
    assert heard.next() == [(series["id"], 9, False)]


def test_with_a_calendar_its_events_are_told_as_deleted(ada, calendar, heard):
    ids = made_at_once(ada, calendar, 3)
    assert {c[0] for c in heard.next()} == set(ids)
    assert ada.delete(f"/calendars/{calendar['id']}").status == 204
    told = []

    def all_told():
        told.extend(heard.next())
        return len(told) >= len(ids)

    wait_until("a job to delete its events", all_told)
    assert sorted(told) == sorted((event_id, 2, True) for event_id in ids)


def test_what_is_no_change_is_not_told(ada, calendar, heard):
    event = ada.event(calendar)
    heard.next()
    assert ada.patch(f"/events/{event['id']}?dry_run=true", {"title": "New"}).status == 200
    assert ada.patch(f"/events/{event['id']}", {"title": ""}).status == 400
    assert ada.get(f"/events/{event['id']}").status == 200
    assert heard.next() == []


def test_what_commits_late_is_not_skipped(ada, calendar, heard, stack):
    late = ada.event(calendar)
    heard.next()
    with transaction(stack) as cursor:
        cursor.execute(f"UPDATE events SET version = 2, changed_xid = pg_current_xact_id() WHERE id = '{late['id']}'")
        early = ada.event(calendar)
        assert heard.at_once() == []  # it has the higher number
    assert heard.next() == [(late["id"], 2, False), (early["id"], 1, False)]


@pytest.mark.parametrize("limit", [1, 4, 5, 6])
def test_a_page_goes_on_behind_the_last_event_of_one_transaction(ada, calendar, heard, limit):
    heard.next()
    first, rest = heard.after, made_at_once(ada, calendar, 5)
    expected = [(event_id, 1, False) for event_id in sorted(rest)]
    assert heard.next(limit) == expected
    page = heard.changes(first, 5)
    assert page["more"] is (len(heard.changes(first, 6)["changes"]) > 5)


def test_events_of_before_are_not_told_until_they_change(ada, calendar, heard, stack):
    event = ada.event(calendar)
    stack.sql("event", f"UPDATE events SET changed_xid = NULL WHERE id = '{event['id']}'")
    assert heard.next() == []
    assert ada.patch(f"/events/{event['id']}", {"title": "New"}).status == 200
    assert heard.next() == [(event["id"], 2, False)]
