"""Reminders while parts of the system are away or killed: none is lost, none is told twice."""

import contextlib
import time

import pytest

from dues import ahead, change, due_at_of, dues, event_at, instant, later, once, remind, seconds, told
from harness.changes import feeds_of
from harness.people import Person
from harness.stack import halted, wait_until


@pytest.fixture
def ada(shaken, contract):
    return Person(shaken.port, contract, "Ada")


@contextlib.contextmanager
def away(stack, name):
    """It has ended, and is started again then."""
    with stack.unattended():
        old = stack.kill(name)
        yield
    stack.wait_restarted(name, old)


@contextlib.contextmanager
def dies(stack, name):
    """It does nothing from now on, and is killed and started again then."""
    with halted(stack.pid(name)):
        yield
        old = stack.kill(name)
    stack.wait_restarted(name, old)


def soon(person):
    def use(at):
        event = event_at(person, later(at, minutes=5))
        return at, event, remind(person, event, minutes_before=5)
    return ahead(use)


def wait_past(at):
    time.sleep(max(0, seconds(at) + 0.3 - time.time()))


@pytest.mark.parametrize("service", ["event", "reminder"])
def test_what_comes_due_while_a_service_is_away_is_told_then(shaken, ada, service):
    at, _, reminder = soon(ada)
    with dies(shaken, service):
        wait_past(at)
        assert told(ada, reminder) == []
    assert dues(once(ada, 1, reminder)) == [seconds(at)]


def test_of_what_is_over_when_the_service_is_back_it_is_told_that_it_was_missed(shaken, ada):
    at, _, reminder = soon(ada)
    columns = ("due_at", "look_at", "since", "done_until", "begins_at", "ends_at")
    earlier = ", ".join(f"{column} = {column} - interval '3 hours'" for column in columns)
    with dies(shaken, "reminder"):
        shaken.sql("reminder", f"UPDATE due SET {earlier} "
                   f"WHERE id = '{reminder['id']}'")
    message, = once(ada, 1, reminder)
    assert message["type"] == "reminder.missed" and seconds(message["data"]["due_at"]) == seconds(at) - 3 * 3600


@pytest.mark.parametrize("kept", [True, False], ids=["and is in the stream", "and is in the stream no more"])
def test_a_change_while_the_service_is_away_is_found(shaken, ada, kept):
    start = instant(time.time() + 86400)
    event = event_at(ada, start)
    reminder = remind(ada, event, minutes_before=5)
    with away(shaken, "reminder"):
        change(ada, event, start_time=later(start, hours=1), end_time=later(start, hours=2))
        if not kept:
            wait_until("it to be announced", lambda: shaken.sql("event", "SELECT count(*) FROM outbox WHERE published_at IS NULL") == "0")
            with feeds_of(shaken) as feeds:
                assert feeds.bus.ask("$JS.API.STREAM.PURGE.EVENTS", {"filter": "evt.event.>"})["success"]
    wait_until("it to be followed", lambda: seconds(due_at_of(ada, reminder)) == seconds(later(start, minutes=55)))


@pytest.mark.parametrize("lost", ["postgres", "nats"])
def test_what_comes_due_while_a_server_is_started_again_is_told_once(shaken, ada, lost):
    def use(at):
        event = event_at(ada, later(at, minutes=5))
        return [remind(ada, event, at=later(at, seconds=n / 4)) for n in range(10)]
    reminders = ahead(use)
    wait_until("the first", lambda: told(ada, *reminders))
    shaken.wait_restarted(lost, shaken.kill(lost))
    assert {m["subject"] for m in once(ada, 10, *reminders)} == {r["id"] for r in reminders}


# ------------------------------------------------------------------ a course that cannot be read or computed


def log_of(stack):
    return "".join(p.read_text(errors="replace") for p in stack._log_files() if "reminder" in str(p))


def figures(stack):
    with feeds_of(stack) as feeds:
        return feeds.bus.ask("$SRV.STATS.reminder")["data"]


def series_soon(person):
    def use(at):
        series = event_at(person, later(at, minutes=1), minutes=1, timezone="UTC", recurrence_rule="FREQ=DAILY;COUNT=3")
        return at, series, remind(person, series, minutes_before=1)
    return ahead(use)


def test_a_course_that_is_damaged_is_read_again_and_keeps_no_other(shaken, ada):
    """Home Assistant's #167903: it silently stopped."""
    at, series, reminder = series_soon(ada)
    shaken.sql("reminder", f"UPDATE courses SET course = '\\xc1c1' WHERE event_id = '{series['id']}'")
    _, _, other = soon(ada)
    once(ada, 1, other)
    assert dues(once(ada, 1, reminder)) == [seconds(at)]
    wait_until("the next day to be known", lambda: seconds(due_at_of(ada, reminder)) == seconds(at) + 86400)
    assert "reminder.course.damaged" in log_of(shaken)


def test_with_other_time_zones_all_is_computed_anew(shaken, ada):
    event = event_at(ada, "2199-06-07T09:00:00Z", timezone="Europe/Berlin")
    reminder = remind(ada, event, minutes_before=10)
    row = f"due WHERE reminder_id = '{reminder['id']}'"
    right = shaken.sql("reminder", f"SELECT due_at FROM {row}")
    with dies(shaken, "reminder"):
        shaken.sql("reminder", f"UPDATE due SET due_at = due_at + interval '1 hour', look_at = look_at + interval '1 hour' WHERE reminder_id = '{reminder['id']}'")
        shaken.sql("reminder", "UPDATE tzdata SET digest = digest + 1")
    wait_until("it to be computed anew", lambda: shaken.sql("reminder", f"SELECT due_at FROM {row}") == right)
    with dies(shaken, "reminder"):
        turn = shaken.sql("reminder", f"SELECT turn FROM {row}")
    wait_until("the same zones", lambda: shaken.sql("reminder", f"SELECT turn FROM {row}") == turn)


def test_an_event_that_cannot_be_computed_is_set_aside_and_said_and_keeps_no_other(shaken, ada):
    at, series, reminder = series_soon(ada)

    def spoil(rule):
        shaken.sql("event", f"UPDATE events SET recurrence_rule = '{rule}', version = version + 1 WHERE id = '{series['id']}'")
        shaken.sql("reminder", f"INSERT INTO stale (event_id, look_at) VALUES ('{series['id']}', now()) ON CONFLICT DO NOTHING")
    spoil("FREQ=NEVER")
    wait_until("it to be set aside", lambda: shaken.sql("reminder", f"SELECT set_aside FROM due WHERE id = '{reminder['id']}'"))
    _, _, other = soon(ada)
    once(ada, 1, other)
    wait_until("it to be counted", lambda: figures(shaken)["set_aside"] == 1)
    assert "event=reminder.set_aside" in log_of(shaken) and told(ada, reminder) == []
    spoil("FREQ=DAILY;COUNT=3")
    assert dues(once(ada, 1, reminder)) == [seconds(at)], "it has not begun"
    wait_until("nothing to be set aside", lambda: figures(shaken)["set_aside"] == 0)
